"""What several plots have in common: repetitions, onsets, curves over depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opensim_wink.report.page.figures import print_figure
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.plot import (
    Axis,
    Band,
    FloatArray,
    Group,
    Line,
    Mark,
    Plot,
    Table,
    shared_groups,
)
from opensim_wink.report.page.plot_data import axis_range, plot_data, thinned
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number, render
from opensim_wink.report.page.texts import texts

if TYPE_CHECKING:
    import pandas as pd

INK, FAINT, ONSET, SECOND = "#22303c", "#64748b", "#b45309", "#b45309"
_STEPS = (1, 2, 4, 5, 10, 20)  # of 101 points, so that both ends stay


def said(key: str, **values: Any) -> str:
    """A label that plots share, filled in."""
    return str(texts()["plots"][key]).format(**values)


def plots_part(
    result: Result,
    name: str,
    plots: Sequence[Plot],
    *,
    lead: str,
    notes: Sequence[str] = (),
    sheet: int,
) -> Part:
    """A piece of the page that is made of plots, with its heading, words, legends and tables.

    Parameters
    ----------
    result : Result
        What was found.
    name : str
        Of the part, and of its texts.
    plots : sequence of Plot
        In their order.
    lead : str
        What stands above them; may be empty.
    notes : sequence of str
        Small print under it.
    sheet : int
        See `Part`.

    Returns
    -------
    Part
        With a picture of each plot, which the script makes one to touch.
    """
    html = render(
        "plots.html.j2",
        part=name,
        plots=plots,
        lead=lead,
        notes=notes,
        shared=shared_groups(plots),
        figure=print_figure,
    )
    summary = result.summary
    data = plot_data(plots, summary["reps"], summary["movement"]) if plots else {}
    return Part(name, texts()[name]["title"], html, data, sheet)


def way_words(result: Result) -> Mapping[str, str]:
    """How the ways of a squat, or of rocking back, are called."""
    words = texts()["plots"][result.summary["movement"]]
    return {**words, "depth_word": words["depth"]}


def known(value: Any) -> float | None:
    """A number of the summary, ``{"value", "low", "high"}`` or plain; None where unknown."""
    if isinstance(value, Mapping):
        value = value.get("value")
    return None if value is None or not np.isfinite(value) else float(value)


def depth_axis(result: Result) -> Axis:
    """0 to 100 % of a repetition's depth, or of the way back on all fours."""
    back = result.summary["movement"] == "rock_back"
    return Axis(said("axis_back" if back else "axis_depth"), 0.0, 100.0, "%", 0)


def shown_reps(reps: Sequence[Mapping[str, Any]], points: int, most: int) -> tuple[list[int], int]:
    """Which repetitions are drawn, and how finely, so that a page stays small.

    Parameters
    ----------
    reps : sequence of mapping
        Repetitions of the summary.
    points : int
        How many points there may be over all of them.
    most : int
        How many of them are drawn at most, evenly over the trial.

    Returns
    -------
    tuple of (list of int, int)
        Positions in ``reps``; and which of the 101 points of a phase are drawn: each, each second …
    """
    count = min(len(reps), most)
    step = next((one for one in _STEPS if 2 * count * (100 // one + 1) <= points), _STEPS[-1])
    return [int(k) for k in np.unique(np.linspace(0, len(reps) - 1, count).round())], step


def some_drawn(reps: Sequence[Mapping[str, Any]], most: int) -> tuple[str, ...]:
    """That not every repetition is drawn, where it is so."""
    return (said("some_drawn", drawn=most, count=len(reps)),) if len(reps) > most else ()


def phase_times(rep: Mapping[str, Any], phase: str) -> tuple[float, float]:
    """First and last time of a descent or an ascent in seconds."""
    names = ("start_s", "bottom_s") if phase == "descent" else ("bottom_s", "end_s")
    return float(rep[names[0]]), float(rep[names[1]])


def curve(result: Result, axis: str, phase: str, rep: int | str, column: str) -> FloatArray:
    """A curve of ``curves.csv``, 101 points; NaN where it is not there."""
    mine = result.curves_of.get((axis, phase, str(rep)))
    if mine is None or len(mine) != 101 or column not in mine:
        return np.full(101, np.nan)
    return mine.sort_values("percent")[column].to_numpy(dtype=np.float64)


def column(frames: pd.DataFrame, name: str) -> FloatArray:
    """A column of the frames; NaN throughout where the result has none."""
    if name not in frames:
        return np.full(len(frames), np.nan)
    return frames[name].to_numpy(dtype=np.float64, na_value=np.nan)


def onset_times(result: Result) -> list[tuple[int, float]]:
    """Number of each repetition with an onset, and when it is."""
    return [
        (int(rep["rep"]), at)
        for rep in result.summary["reps"]
        if rep["onset"] is not None and (at := known(rep["onset"]["time_s"])) is not None
    ]


def onset_band(result: Result, key: str, percent: bool) -> tuple[list[Group], list[Band]]:
    """Mean onset with its interval, named.

    Parameters
    ----------
    result : Result
        What was found.
    key : str
        Of ``means``: ``onset_depth_fraction`` or ``onset_hip_flexion_deg``.
    percent : bool
        Whether it is a share that is drawn in percent.

    Returns
    -------
    tuple of (list of Group, list of Band)
        Nothing where no repetition has an onset.
    """
    mean = result.summary["means"].get(key)
    value = known(mean)
    if mean is None or value is None:
        return [], []
    scale, unit = (100.0, "") if percent else (1.0, "_deg")
    low, high = mean["low"], mean["high"]
    if low is None or high is None:
        words = said(f"onset_plain{unit}", value=number(value, 0, scale))
        group = Group("onset_band", said("onset_mean"), "rule", ONSET)
        return [group], [Band("onset_band", "x", scale * value, scale * value, words)]
    words = said(
        f"onset_label{unit}",
        value=number(value, 0, scale),
        low=number(low, 0, scale),
        high=number(high, 0, scale),
    )
    group = Group("onset_band", said("onset_band"), "band", ONSET)
    return [group], [Band("onset_band", "x", scale * low, scale * high, words)]


def rep_bands(result: Result) -> tuple[list[Group], list[Band]]:
    """Repetitions along time, shaded and numbered, with their deepest moments."""
    reps = result.summary["reps"]
    if not reps:
        return [], []
    groups = [
        Group("rep", said("a_rep"), "band", FAINT),
        Group("bottom", said("bottom"), "rule", FAINT, "dashed"),
    ]
    bands = [Band("rep", "x", rep["start_s"], rep["end_s"], str(rep["rep"])) for rep in reps]
    bands += [Band("bottom", "x", rep["bottom_s"], rep["bottom_s"]) for rep in reps]
    return groups, bands


def time_axis(result: Result) -> Axis:
    """All of the trial."""
    time_s = result.frames.index.to_numpy(dtype=np.float64)
    if time_s.size == 0:
        return Axis(said("axis_time"), 0.0, 1.0, "s", 2)
    first, last = float(time_s[0]), float(time_s[-1])
    return Axis(said("axis_time"), first, last if last > first else first + 1.0, "s", 2)


def onset_marks(result: Result, lines: Sequence[Line]) -> list[Mark]:
    """A circle on every curve over time at every onset.

    Parameters
    ----------
    result : Result
        What was found.
    lines : sequence of Line
        Curves whose x is time.

    Returns
    -------
    list of Mark
        None on a gap.
    """
    marks = []
    for _, at in onset_times(result):
        for line in lines:
            level = float(np.interp(at, line.x, line.y))
            if np.isfinite(level):
                marks.append(Mark("onset", at, level))
    return marks


def over_time(
    result: Result,
    name: str,
    title: str,
    says: str,
    y_label: str,
    curves: Sequence[tuple[Group, str, FloatArray]],
    table: Table,
    *,
    unit: str,
    decimals: int,
    zero: bool = False,
    least: float = 0.0,
    context: Sequence[tuple[Group, Band | None]] = (),
    notes: Sequence[str] = (),
    onsets: bool = True,
    paper: bool = True,
) -> Plot:
    """A plot of curves over the whole trial.

    Parameters
    ----------
    result : Result
        Gives the time and the repetitions.
    name, title, says, y_label, unit, decimals, table, notes
        As in `Plot` and `Axis`.
    curves : sequence of (Group, str, ndarray of shape (F,))
        Each with what its value is called. A group may come with several.
    zero : bool
        Whether the axis holds zero.
    least : float
        Length that the axis has at least.
    context : sequence of (Group, Band or None)
        What else stands on the axis; None is words in the legend alone.
    onsets : bool
        Whether onsets are marked.
    paper : bool
        Whether it is printed.

    Returns
    -------
    Plot
        Thinned so that a long trial is no larger than a short one.
    """
    time_s = result.frames.index.to_numpy(dtype=np.float64)
    full = [Line(group.key, time_s, values, words) for group, words, values in curves]
    groups, bands = rep_bands(result)
    marks = onset_marks(result, [line for line in full if line.name]) if onsets else []
    if marks:
        groups.append(Group("onset", said("onset"), "mark", INK))
    levels = [end for _, band in context if band is not None for end in (band.low, band.high)]
    low, high = axis_range(*(values for _, _, values in curves), levels, zero=zero, least=least)
    unique = {group.key: group for group, _, _ in curves}
    return Plot(
        name=name,
        kind="time",
        title=title,
        says=says,
        x=time_axis(result),
        y=Axis(y_label, low, high, unit, decimals),
        groups=(*unique.values(), *groups, *(group for group, _ in context)),
        lines=tuple(Line(line.group, *thinned(line.x, line.y), line.name) for line in full),
        bands=(*bands, *(band for _, band in context if band is not None)),
        marks=tuple(marks),
        table=table,
        notes=tuple(notes),
        paper=paper,
    )
