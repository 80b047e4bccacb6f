"""One door for every kind of trial file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from opensim_wink.errors import TrialError, counted
from opensim_wink.trial.points import clean_points
from opensim_wink.trial.text_table import read_bytes
from opensim_wink.trial.trc import read_trc
from opensim_wink.trial.trial import Trial

Kind = Literal["c3d", "trc", "storage", "unknown"]

_FEWEST_FRAMES = 3
_WHAT = "trial (.c3d or .trc)"
_NAMES: dict[Kind, str] = {
    "c3d": "a C3D file",
    "trc": "a TRC file",
    "storage": "an OpenSim motion or storage file",
    "unknown": "neither C3D nor TRC",
}


def kind_of(path: Path) -> Kind:
    """Tell a file's kind from its first bytes, whatever it is called.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    {"c3d", "trc", "storage", "unknown"}
        ``"storage"`` stands for .mot and .sto.

    Raises
    ------
    TrialError
        If it is missing, a folder, unreadable or empty.
    """
    head = read_bytes(path, _WHAT, limit=4096)
    # A C3D's second byte is 0x50 ("P"), its first the number of the parameters' first block.
    named = head[:2].isalpha() or head.startswith(b"\x89PNG")
    if len(head) > 1 and head[1] == 0x50 and head[0] > 0 and not named:
        return "c3d"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", errors="replace")
    else:
        text = head.decode("latin-1")
    text = text.lower()
    if "\0" in text:
        return "unknown"
    if "pathfiletype" in text or ("frame#" in text and "time" in text):
        return "trc"
    if "endheader" in text:
        return "storage"
    return "unknown"


def read_trial(path: Path | str, *, subject: str | None = None) -> Trial:
    """Read a trial from a C3D or TRC file.

    What the file holds decides, not its ending; where the content tells nothing, the ending does,
    so that a file damaged at its start gets the message of its kind.

    Parameters
    ----------
    path : Path or str
        The file.
    subject : str or None
        Which subject's markers to take, where a file holds several.

    Returns
    -------
    Trial
        Positions in metres, laboratory axes as read; NaN where a marker was not seen, infinite
        positions among them.

    Raises
    ------
    TrialError
        If the file is missing, a folder, empty, of another kind, or holds no marker that was seen.
    LabelError
        If several subjects could be meant and none was named, or the one named is not there.
    """
    path = Path(path)
    kind = kind_of(path)
    ending = path.suffix.lower()
    if kind == "trc" or (kind == "unknown" and ending == ".trc"):
        trial = read_trc(path, subject=subject)
    elif kind == "c3d" or (kind == "unknown" and ending == ".c3d"):
        from opensim_wink.trial.c3d.file import read_c3d

        trial = read_c3d(path, subject=subject)
    else:
        raise TrialError(
            f"{path}: this is {_NAMES[kind]}; a trial needs the markers: name a .c3d or .trc file."
        )
    if kind != "unknown" and ending != f".{kind}":
        trial = trial.noted(f"The file is called '{path.name}' but holds {_NAMES[kind]}.")
    return _with_markers(trial)


def check_frames(source: Path | str, n_frames: int, need: str) -> None:
    """Refuse a recording that shows a posture but no time.

    Parameters
    ----------
    source : Path or str
        The file, for the message.
    n_frames : int
        Frames or rows that it holds.
    need : str
        What is needed instead, ``"a squat needs …"``.

    Raises
    ------
    TrialError
        If there are fewer than three frames: no speed, no rate and no filter can be had from them.
    """
    if n_frames < _FEWEST_FRAMES:
        raise TrialError(f"{source}: {counted(n_frames, 'frame')}; {need}.")


def _with_markers(trial: Trial) -> Trial:
    """Check that something was seen, and take what is no position out."""
    if not trial.labels or not trial.n_frames:
        raise TrialError(
            f"{trial.source or trial.name}: no markers in it, only other signals; name the trial "
            f"that holds the marker trajectories."
        )
    points_m, notes = clean_points(trial.points_m, trial.labels)
    if not np.isfinite(points_m).any():
        raise TrialError(
            f"{trial.source or trial.name}: none of its {len(trial.labels)} markers is seen in any "
            f"of its {trial.n_frames} frames; reconstruct and label the trial, then export again."
        )
    new = tuple(note for note in notes if note not in trial.notes)
    return replace(trial, points_m=points_m, notes=trial.notes + new)
