"""``python -m opensim_wink.samples [FOLDER]``: make the sample trials."""

from __future__ import annotations

import sys
from pathlib import Path


def _say(path: Path) -> None:
    sys.stdout.write(f"{path}\n")


def main(arguments: list[str]) -> int:
    """Make the sample trials in the folder named, or in ``sample_trials``."""
    from opensim_wink.errors import WinkError
    from opensim_wink.samples.make import make_samples

    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        sys.stderr.write("usage: python -m opensim_wink.samples [FOLDER]\n")
        return 2
    folder = Path(arguments[0] if arguments else "sample_trials")
    try:
        make_samples(folder, progress=_say)
    except WinkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
