"""A plot, said once: the script draws it on the screen, `figures` on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Style = Literal["solid", "dashed", "dotted"]
Look = Literal["line", "area", "mark", "band", "rule", "bar", "note"]
Kind = Literal["depth", "angle", "time"]


@dataclass(frozen=True)
class Group:
    """An entry of the legend, and how all that belongs to it looks.

    Attributes
    ----------
    key, label : str
        Its name in the data, and in words.
    look : str
        ``line``, ``area`` (between two curves), ``mark`` (a circle), ``band`` (a range of an
        axis), ``rule`` (one value of it), ``bar`` (in a row), or ``note`` (words alone).
    colour : str
        As CSS has it.
    style : str
        ``solid``, ``dashed`` or ``dotted``.
    bold : bool
        Whether it is what the eye should meet first.
    """

    key: str
    label: str
    look: Look = "line"
    colour: str = "#22303c"
    style: Style = "solid"
    bold: bool = False


@dataclass(frozen=True, eq=False)
class Line:
    """A curve.

    Attributes
    ----------
    group : str
        Key of its group.
    x, y : ndarray, shape (N,)
        Its points in the axes' units; NaN breaks it.
    name : str
        What its value at the shared moment is called; empty where none is told.
    rep : int or None
        Repetition that it belongs to.
    span_s : tuple of float or None
        Times of its first and last point, all points equally far apart in time; None where time is
        its x, or where it is of no one moment.
    style : str or None
        Ahead of that of its group.
    """

    group: str
    x: FloatArray
    y: FloatArray
    name: str = ""
    rep: int | None = None
    span_s: tuple[float, float] | None = None
    style: Style | None = None


@dataclass(frozen=True, eq=False)
class Area:
    """What lies between two curves.

    Attributes
    ----------
    group : str
        Key of its group.
    x, low, high : ndarray, shape (N,)
        In the axes' units; points without a number are left out.
    """

    group: str
    x: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Band:
    """A range of one axis, or one value of it.

    Attributes
    ----------
    group : str
        Key of its group.
    axis : str
        ``x`` or ``y``.
    low, high : float
        Its ends; equal ones are a rule.
    label : str
        What stands on it; may be empty.
    """

    group: str
    axis: Literal["x", "y"]
    low: float
    high: float
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """A circle, or a cross where its value is not to be believed."""

    group: str
    x: float
    y: float
    cross: bool = False


@dataclass(frozen=True)
class Bar:
    """A stretch of time in a row that has a name."""

    row: int
    low: float
    high: float
    strong: bool


@dataclass(frozen=True)
class Axis:
    """An axis.

    Attributes
    ----------
    label : str
        Quantity, direction and unit.
    low, high : float
        Its ends.
    unit : str
        Put behind a number.
    decimals : int
        To which numbers are told; the data holds one more.
    """

    label: str
    low: float
    high: float
    unit: str = ""
    decimals: int = 1


@dataclass(frozen=True)
class Table:
    """The numbers of a plot, for those who do not see it.

    Attributes
    ----------
    head : tuple of str
        Columns.
    rows : tuple of tuple of str
        Cells; the first of a row names it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Plot:
    """One plot.

    Attributes
    ----------
    name : str
        Unlike all others of the page.
    kind : str
        ``depth`` and ``angle`` (the moment is a dot on a curve) or ``time`` (it is a line).
    title, says : str
        Heading, and the plot in words.
    x, y : Axis
        Axes.
    groups : tuple of Group
        The legend, in order.
    lines, areas, bands, marks, bars
        What is drawn.
    rows : tuple of str
        Names of the rows that bars lie in; empty for a plot with numbers on its y axis.
    table : Table
        Its numbers.
    notes : tuple of str
        What to bear in mind; plain text.
    paper : bool
        Whether it is printed.
    """

    name: str
    kind: Kind
    title: str
    says: str
    x: Axis
    y: Axis
    groups: tuple[Group, ...]
    table: Table
    lines: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paper: bool = True

    def group(self, key: str) -> Group:
        """The group of that key."""
        return next(group for group in self.groups if group.key == key)


def shared_groups(plots: Sequence[Plot]) -> tuple[Group, ...]:
    """Entries that several legends would repeat.

    Parameters
    ----------
    plots : sequence of Plot
        Of one part of the page.

    Returns
    -------
    tuple of Group
        Those that stand alike in at least two plots, in their order.
    """
    counts: dict[Group, int] = {}
    for plot in plots:
        for group in plot.groups:
            counts[group] = counts.get(group, 0) + 1
    return tuple(group for group, count in counts.items() if count > 1)


def plot_data(
    plots: Sequence[Plot], reps: Sequence[Mapping[str, Any]], movement: str = "squat"
) -> dict[str, Any]:
    """What the script needs to draw plots.

    Parameters
    ----------
    plots : sequence of Plot
        Of one part of the page.
    reps : sequence of mapping
        Repetitions of the summary.
    movement : str
        ``squat`` or ``rock_back``: which words the script takes.

    Returns
    -------
    dict
        ``movement``, ``plots`` by name, and ``reps`` with ``rep``, ``start``, ``bottom`` and
        ``end`` in seconds. Unknown numbers are None.
    """
    return {
        "movement": movement,
        "plots": {plot.name: _plot(plot) for plot in plots},
        "reps": [
            {
                "rep": rep["rep"],
                "start": rep["start_s"],
                "bottom": rep["bottom_s"],
                "end": rep["end_s"],
            }
            for rep in reps
        ],
    }


def _plot(plot: Plot) -> dict[str, Any]:
    dx, dy = plot.x.decimals + 1, plot.y.decimals + 1
    return {
        "kind": plot.kind,
        "title": plot.title,
        "x": _axis(plot.x),
        "y": _axis(plot.y),
        "groups": {
            group.key: {
                "look": group.look,
                "colour": group.colour,
                "style": group.style,
                "bold": group.bold,
            }
            for group in plot.groups
        },
        "lines": [_line(line, dx, dy) for line in plot.lines],
        "areas": [
            {
                "group": area.group,
                "x": numbers(area.x[known], dx),
                "low": numbers(area.low[known], dy),
                "high": numbers(area.high[known], dy),
            }
            for area in plot.areas
            for known in [np.isfinite(area.low) & np.isfinite(area.high) & np.isfinite(area.x)]
        ],
        "bands": [
            {
                "group": band.group,
                "axis": band.axis,
                "low": round(band.low, 4),
                "high": round(band.high, 4),
                "label": band.label,
            }
            for band in plot.bands
        ],
        "marks": [
            {
                "group": mark.group,
                "x": round(mark.x, dx),
                "y": round(mark.y, dy),
                "cross": mark.cross,
            }
            for mark in plot.marks
        ],
        "bars": [[bar.row, round(bar.low, 4), round(bar.high, 4), bar.strong] for bar in plot.bars],
        "rows": list(plot.rows),
    }


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "label": axis.label,
        "low": axis.low,
        "high": axis.high,
        "unit": axis.unit,
        "decimals": axis.decimals,
    }


def _line(line: Line, dx: int, dy: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        "group": line.group,
        "x": numbers(line.x, dx),
        "y": numbers(line.y, dy),
    }
    if line.name:
        said["name"] = line.name
    if line.rep is not None:
        said["rep"] = line.rep
    if line.span_s is not None:
        said["span"] = [round(time_s, 4) for time_s in line.span_s]
    if line.style is not None:
        said["style"] = line.style
    return said


def numbers(values: FloatArray, decimals: int) -> list[float | int | None]:
    """Rounded numbers for JSON.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Numbers.
    decimals : int
        To which they are rounded.

    Returns
    -------
    list
        None for a number that is none, whole ones without a point.
    """
    return [
        None if not np.isfinite(value) else int(value) if value.is_integer() else float(value)
        for value in np.round(np.asarray(values, dtype=np.float64), decimals)
    ]


def axis_range(
    *values: FloatArray | Sequence[float], least: float = 0.0, zero: bool = False
) -> tuple[float, float]:
    """Ends of an axis that holds all numbers, with a little room.

    Parameters
    ----------
    *values : array_like
        Numbers; NaN is left out.
    least : float
        Length that the axis has at least, so that noise does not fill it.
    zero : bool
        Whether it holds zero.

    Returns
    -------
    tuple of float
        Low and high; 0 and 1 where no number is known.
    """
    given = [np.asarray(one, dtype=np.float64).ravel() for one in values]
    known = np.concatenate([np.empty(0), *given])
    known = known[np.isfinite(known)]
    if known.size == 0:
        return 0.0, max(1.0, least)
    low, high = float(known.min()), float(known.max())
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    missing = max(least - (high - low), 0.0) / 2.0
    if zero and low == 0.0:
        high += 2.0 * missing
    else:
        low, high = low - missing, high + missing
    room = 0.06 * (high - low or 1.0)
    return (low if zero and low == 0.0 else low - room), high + room


def thinned(
    time_s: FloatArray, values: FloatArray, buckets: int = 350
) -> tuple[FloatArray, FloatArray]:
    """Fewer points of a curve over time, its extremes and gaps kept.

    Parameters
    ----------
    time_s, values : ndarray, shape (T,)
        A curve; NaN where unknown.
    buckets : int
        Equal stretches of frames of which the smallest and the largest value stay.

    Returns
    -------
    tuple of ndarray
        Times and values of at most three points a bucket; all of a curve that is short.
    """
    count = len(values)
    if count <= 2 * buckets:
        return time_s, values
    edges = np.linspace(0, count, buckets + 1).astype(int)
    kept: list[int] = []
    for first, stop in pairwise(edges):
        known = np.flatnonzero(np.isfinite(values[first:stop]))
        picked = set()
        if known.size:
            inside = values[first:stop][known]
            picked = {int(known[inside.argmin()]), int(known[inside.argmax()])}
        if known.size < stop - first:
            picked.add(int(np.flatnonzero(~np.isfinite(values[first:stop]))[0]))
        kept += [first + one for one in sorted(picked)]
    return time_s[kept], values[kept]
