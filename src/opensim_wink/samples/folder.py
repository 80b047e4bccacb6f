"""Where the made sample trials are, in an installed package and in a source tree."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.errors import TrialError


def samples_folder() -> Path:
    """The folder of the sample trials.

    Returns
    -------
    Path
        It holds ``<name>.c3d``, ``<name>_static.c3d`` and ``<name>.truth.json``.

    Raises
    ------
    TrialError
        If they are missing.
    """
    here = Path(__file__).resolve()
    places = (here.parent / "data", here.parents[3] / "sample_trials")
    for place in places:
        if any(place.glob("*.c3d")):
            return place
    raise TrialError(
        f"{places[0]}: the sample trials are missing; install the package again, or make them with "
        "'python -m opensim_wink.samples FOLDER'."
    )
