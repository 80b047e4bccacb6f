"""Plots as the script gets them: few numbers, rounded, extremes kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from opensim_wink.report.page.plot import Axis, FloatArray, Line, Plot
from opensim_wink.report.page.plot_labels import spare

FROM_REPS = ("rep", "bottom")  # bands that the script makes of the repetitions, for every plot


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
                "name": next((line.name for line in plot.lines if line.group == group.key), ""),
                **({"ways": list(group.ways)} if group.ways else {}),
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
                **({"spare": True} if spare(band, plot.group(band.group)) else {}),
            }
            for band in plot.bands
            if band.group not in FROM_REPS
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
    time_s: FloatArray, values: FloatArray, buckets: int = 280
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
