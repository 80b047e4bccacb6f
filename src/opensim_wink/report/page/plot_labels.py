"""Where the words of a plot may stand: beside what they name, and on no curve.

``web/src/plots/labels.ts`` does the same for the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.report.page.plot import Band, FloatArray, Group

_SHIFTS = (0.0, 0.35, 0.7)  # of a line's height, away from what is named
_ACROSS = 24  # places along a line
_DOWN = 1.15  # from one line to the next, in heights


@dataclass(frozen=True)
class Frame:
    """Where curves may lie, in units of the picture; down is more."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Size:
    """How large words are, and how far they keep from what they name."""

    wide: float
    high: float
    gap: float


def segments(x: FloatArray, y: FloatArray) -> FloatArray:
    """A curve's pieces from point to point.

    Parameters
    ----------
    x, y : ndarray, shape (N,)
        Points; NaN breaks the curve.

    Returns
    -------
    ndarray, shape (M, 4)
        x and y of both ends of each piece.
    """
    pieces = np.column_stack([x[:-1], y[:-1], x[1:], y[1:]])
    return np.asarray(pieces[np.isfinite(pieces).all(axis=1)], dtype=np.float64)


def crossings(boxes: FloatArray, pieces: FloatArray) -> FloatArray:
    """How many pieces of curves run through each box.

    Parameters
    ----------
    boxes : ndarray, shape (B, 4)
        Left, top, right and bottom.
    pieces : ndarray, shape (M, 4)
        As `segments` gives them.

    Returns
    -------
    ndarray, shape (B,)
        Counts; a piece that touches the rim counts.
    """
    if not len(boxes) or not len(pieces):
        return np.zeros(len(boxes))
    first, step = pieces[:, :2], pieces[:, 2:] - pieces[:, :2]
    low, high = boxes[:, None, :2] - first, boxes[:, None, 2:] - first  # (B, M, 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.sort(np.stack([low / step, high / step]), axis=0)
    still = np.broadcast_to(step == 0, low.shape)
    inside = (low <= 0) & (high >= 0)
    enter = np.where(still, np.where(inside, -np.inf, np.inf), ends[0]).max(axis=2)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), ends[1]).min(axis=2)
    counts = ((enter <= leave) & (enter <= 1) & (leave >= 0)).sum(axis=1)
    return np.asarray(counts, dtype=np.float64)


def places(
    axis: Literal["x", "y"], ends: tuple[float, float], size: Size, frame: Frame
) -> FloatArray:
    """Boxes in which words on a band or rule may stand, the best first.

    Parameters
    ----------
    axis : str
        Which axis the band is a range of.
    ends : tuple of float
        Its low and high end in the picture.
    size : Size
        Of the words.
    frame : Frame
        They stay within it.

    Returns
    -------
    ndarray, shape (B, 4)
        Left, top, right and bottom; none where there is no room at all.
    """
    low, high = ends
    if axis == "y":
        lefts = np.linspace(frame.left + size.gap, frame.right - size.gap - size.wide, _ACROSS)
        shifts = size.gap / 2 + size.high * np.array(_SHIFTS)
        tops = np.concatenate([[low - size.high - one, high + one] for one in shifts])
        found = [(left, top) for left in _ends_first(lefts) for top in tops]
    else:
        rows = np.arange(frame.top + size.gap / 2, frame.bottom - size.high, _DOWN * size.high)
        beside = [high + size.gap, low - size.gap - size.wide]
        if high > frame.left + 0.6 * (frame.right - frame.left):
            beside.reverse()
        found = [(left, top) for top in rows for left in beside]
    corners = np.array(found, dtype=np.float64).reshape(-1, 2)
    boxes = np.column_stack([corners, corners + np.array([size.wide, size.high])])
    within = (
        (boxes[:, 0] >= frame.left)
        & (boxes[:, 1] >= frame.top - 1e-9)
        & (boxes[:, 2] <= frame.right + 1)
        & (boxes[:, 3] <= frame.bottom)
    )
    return boxes[within]


def _ends_first(values: FloatArray) -> FloatArray:
    """Outer values before inner ones: there a label is looked for."""
    middle = (values[0] + values[-1]) / 2
    return values[np.argsort(-np.abs(values - middle), kind="stable")]


def best_place(
    boxes: FloatArray, pieces: FloatArray, taken: FloatArray, *, may_cross: bool
) -> FloatArray | None:
    """The first box that nothing runs through.

    Parameters
    ----------
    boxes : ndarray, shape (B, 4)
        Candidates, the best first.
    pieces : ndarray, shape (M, 4)
        What they should not lie on.
    taken : ndarray, shape (T, 4)
        Boxes of other words, which they must not lie on.
    may_cross : bool
        Whether the least bad box is taken where none is free.

    Returns
    -------
    ndarray, shape (4,), or None
        None where there is no place.
    """
    if len(taken):
        low, high = taken[:, :2], taken[:, 2:]
        apart = (boxes[:, None, 2:] < low) | (boxes[:, None, :2] > high)
        boxes = boxes[np.all(np.any(apart, axis=2), axis=1)]
    if not len(boxes):
        return None
    counts = crossings(boxes, pieces)
    best = int(counts.argmin())
    return boxes[best] if may_cross or counts[best] == 0 else None


def spare(band: Band, group: Group) -> bool:
    """Tell whether the legend holds a band's words, so that the plot can do without them.

    Parameters
    ----------
    band : Band
        With its label.
    group : Group
        The entry of the legend that it belongs to.

    Returns
    -------
    bool
        Also of a band without words.
    """
    return band.label in group.label
