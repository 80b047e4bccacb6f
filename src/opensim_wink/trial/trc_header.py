"""The head of a TRC file: unit, rate, counts, labels and the order of the axes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from opensim_wink.errors import TrialError
from opensim_wink.trial.text_table import TextFile, cells_of

_LABEL_LINE = re.compile(r"\s*frame\s*#?\s*[\t ,]\s*time\b", re.IGNORECASE)
_AXIS_LABEL = re.compile(r"([xyz])\d*", re.IGNORECASE)


@dataclass(frozen=True)
class TrcHeader:
    """What the head of a TRC file says; counts and rate are None where it is silent.

    Attributes
    ----------
    unit : str
        Unit of length as written; may be empty.
    rate_hz : float or None
        Frames per second.
    n_frames, n_markers : int or None
        How many the file promises.
    labels : tuple of str
        Marker labels.
    axes : tuple of int
        Where X, Y and Z stand among each marker's three columns.
    body : int
        Index of the first line of data.
    """

    unit: str
    rate_hz: float | None
    n_frames: int | None
    n_markers: int | None
    labels: tuple[str, ...]
    axes: tuple[int, int, int]
    body: int


def read_header(text: TextFile) -> tuple[TrcHeader, list[str]]:
    """Read the lines above the data.

    Parameters
    ----------
    text : TextFile
        The whole file.

    Returns
    -------
    TrcHeader
        What they say.
    list of str
        What was odd.

    Raises
    ------
    TrialError
        If no line begins with 'Frame#  Time', or the axes are not X, Y and Z.
    """
    lines, path = text.lines, text.path
    at_labels = next((i for i, line in enumerate(lines[:40]) if _LABEL_LINE.match(line)), None)
    if at_labels is None:
        raise TrialError(
            f"{path}: not a TRC file: none of its first lines begins with 'Frame#  Time'; "
            f"export the markers as TRC (or C3D) again."
        )
    notes: list[str] = []
    fields = _header_fields(lines[:at_labels])
    labels = _labels_of(lines[at_labels])
    axes, body = (0, 1, 2), at_labels + 1
    while body < len(lines) and not lines[body].strip():
        body += 1
    if body < len(lines) and _AXIS_LABEL.fullmatch((cells_of(lines[body].strip()) or [""])[0]):
        axes = _axes_of(path, body, lines[body])
        if axes != (0, 1, 2):
            notes.append(f"Line {body + 1} orders the axes unusually; they were put as X, Y, Z.")
        body += 1
    header = TrcHeader(
        unit=fields.get("units", ""),
        rate_hz=_positive(fields.get("datarate")),
        n_frames=_count(fields.get("numframes")),
        n_markers=_count(fields.get("nummarkers")),
        labels=labels,
        axes=axes,
        body=body,
    )
    return header, notes


def _header_fields(lines: tuple[str, ...]) -> dict[str, str]:
    """Pair the line of names ('DataRate …') with the next line that holds anything."""
    filled = [line for line in lines if line.strip()]
    for names, values in pairwise(filled):
        if "datarate" in names.lower() or "units" in names.lower():
            keys = [name.lower() for name in names.split()]
            cells = values.split()
            if "\t" in names and "\t" in values:
                keys, cells = [k.lower() for k in cells_of(names)], cells_of(values)
            return dict(zip(keys, cells, strict=False))
    return {}


def _labels_of(line: str) -> tuple[str, ...]:
    """Marker labels of the line 'Frame#  Time  A  B …'; empty for one without a label."""
    cells = cells_of(line)
    filled = [cell for cell in cells if cell]
    if " ".join(filled[:3]).lower() == "frame # time":
        return tuple(filled[3:])
    every_third = cells[2::3]
    # A label stands over each first column of three, unless the line is not padded at all.
    if sum(map(bool, every_third)) == len(filled) - 2:
        return tuple(every_third)
    return tuple(filled[2:])


def _axes_of(path: Path, at: int, line: str) -> tuple[int, int, int]:
    """Where X, Y and Z stand in each marker's three columns."""
    letters = "".join(cell[0].lower() for cell in line.split()[:3])
    if sorted(letters) != ["x", "y", "z"]:
        raise TrialError(
            f"{path}, line {at + 1}: the axes of the first marker read '{letters}'; "
            f"they must be X, Y and Z, once each; export the file again."
        )
    return letters.index("x"), letters.index("y"), letters.index("z")


def _positive(cell: str | None) -> float | None:
    try:
        value = float(cell or "nan")
    except ValueError:
        return None
    return value if 0 < value < np.inf else None


def _count(cell: str | None) -> int | None:
    value = _positive(cell)
    return int(value) if value is not None else None
