"""Make all sample trials, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from opensim_wink.errors import OutputError
from opensim_wink.samples.c3d_writer import write_c3d
from opensim_wink.samples.catalogue import Sample, catalogue
from opensim_wink.samples.person import Body, make_body
from opensim_wink.samples.recording import record

TRUTH_SUFFIX = ".truth.json"
SUMS = "SHA256SUMS"


def make_sample(sample: Sample, body: Body, folder: Path) -> tuple[Path, ...]:
    """Write one sample: its standing trial, its movement, and the truth beside each.

    Parameters
    ----------
    sample : Sample
        Which.
    body : Body
        Who does it.
    folder : Path
        Where to; it must exist.

    Returns
    -------
    tuple of Path
        The files written.
    """
    written = []
    for recording, truth in record(sample, body):
        trial = folder / f"{truth['trial']}.c3d"
        beside = folder / f"{truth['trial']}{TRUTH_SUFFIX}"
        write_c3d(trial, recording)
        text = json.dumps(truth, indent=1, ensure_ascii=True, allow_nan=False)
        beside.write_text(f"{text}\n", encoding="ascii", newline="\n")
        written += [trial, beside]
    return tuple(written)


def make_samples(
    folder: Path, *, progress: Callable[[Path], None] | None = None
) -> tuple[Path, ...]:
    """Write all sample trials, and ``SHA256SUMS`` over them.

    Parameters
    ----------
    folder : Path
        Where to; made where it is missing. Files of the same names are replaced.
    progress : callable, optional
        Called with each file that was written.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    folder = Path(folder)
    bodies: dict[str, Body] = {}
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in catalogue():
            name = sample.build.name
            if name not in bodies:
                bodies[name] = make_body(sample.build)
            files = make_sample(sample, bodies[name], folder)
            written += files
            for file in files if progress is not None else ():
                progress(file)  # type: ignore[misc]
        sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in written]
        (folder / SUMS).write_text("\n".join(sums) + "\n", encoding="ascii", newline="\n")
    except OSError as error:
        raise OutputError(f"{folder}: cannot write the sample trials: {error}.") from error
    return tuple(written)
