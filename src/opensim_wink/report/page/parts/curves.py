"""Pelvic tilt and lumbar flexion against depth, against each other, and over the trial."""

from __future__ import annotations

from typing import Any

import numpy as np

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.plot import (
    Area,
    Axis,
    FloatArray,
    Group,
    Line,
    Mark,
    Plot,
    Style,
    Table,
)
from opensim_wink.report.page.plot_data import axis_range
from opensim_wink.report.page.plot_pieces import (
    FAINT,
    INK,
    SECOND,
    column,
    depth_axis,
    known,
    onset_band,
    onset_times,
    over_time,
    phase_times,
    plots_part,
    said,
    shown_reps,
    some_drawn,
    way_words,
)
from opensim_wink.report.page.plot_zero import (
    LUMBAR,
    TILT,
    angle_curve,
    angle_words,
    from_zero,
    ways,
    zero_words,
)
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts

_PHASES = ("descent", "ascent")
_HIP = "hip_flexion_deg"
_POINTS, _MOST_REPS = 4000, 40
_TABLE_STEP = 10


def curves(result: Result) -> Part | None:
    """How pelvis and lower back move.

    Parameters
    ----------
    result : Result
        What was found.

    Returns
    -------
    Part
        Angles against depth and against each other where there is a repetition, and over the whole
        trial; pelvis and lower back against standing, as the changes of `summary.json` are.
    """
    words = texts()["curves"]
    reps = result.summary["reps"]
    plots = []
    if reps:
        plots.append(_against_depth(result, "pelvis", TILT))
        if np.isfinite(result.curves[LUMBAR].to_numpy(dtype=np.float64)).any():
            plots += [_against_depth(result, "lumbar", LUMBAR), _rhythm(result)]
    plots.append(_trial(result))
    lead = words["lead" if len(reps) > 1 else "lead_one" if reps else "lead_none"]
    lead = lead.format(**way_words(result))
    notes = some_drawn(reps, _MOST_REPS)
    return plots_part(result, "curves", plots, lead=lead, notes=notes, sheet=2)


def _against_depth(result: Result, name: str, quantity: str) -> Plot:
    """One angle, all repetitions, their mean and spread."""
    words, reps = texts()["curves"][name], result.summary["reps"]
    groups = _rep_groups(result, quantity)
    zero = zero_words(result, quantity)
    lines = _rep_lines(result, words["name"].format(zero=zero), "depth_fraction", 100.0, quantity)
    percent = np.arange(101.0)
    areas: list[Area] = []
    for phase in _PHASES if len(reps) > 1 else ():
        mean, spread = (
            angle_curve(result, "over_depth", phase, one, quantity) for one in ("mean", "sd")
        )
        lines.append(Line(f"mean_{phase}", percent, mean))
        areas.append(Area("sd", percent, mean - spread, mean + spread))
    bands_of, bands = onset_band(result, "onset_depth_fraction", percent=True)
    marks = _onset_marks(lines, result)
    low, high = axis_range(
        *(line.y for line in lines), *(end for area in areas for end in (area.low, area.high)),
        least=10.0,
    )  # fmt: skip
    return Plot(
        name=name,
        kind="depth",
        title=words["title"].format(zero=zero),
        says=_says(result, words["says"], quantity),
        x=depth_axis(result),
        y=Axis(words["axis"].format(zero=zero), low, high, "°", 1),
        groups=(*groups, *_mark_group(marks), *bands_of),
        lines=tuple(lines),
        areas=tuple(areas),
        bands=tuple(bands),
        marks=tuple(marks),
        table=_depth_table(result, (quantity,)),
    )


def _rhythm(result: Result) -> Plot:
    """Lumbar flexion against hip flexion: two angles of the same moments."""
    words, reps = texts()["curves"]["rhythm"], result.summary["reps"]
    zero = zero_words(result, LUMBAR)
    lines = _rep_lines(result, words["name"].format(zero=zero), _HIP, 1.0, LUMBAR)
    for phase in _PHASES if len(reps) > 1 else ():
        hip, back = (
            angle_curve(result, "over_depth", phase, "mean", one) for one in (_HIP, LUMBAR)
        )
        lines.append(Line(f"mean_{phase}", hip, back))
    bands_of, bands = onset_band(result, "onset_hip_flexion_deg", percent=False)
    marks = _onset_marks(lines, result)
    hip, back = (_typical(result, one) for one in (_HIP, LUMBAR))
    low, high = axis_range(*(line.y for line in lines), least=10.0)
    return Plot(
        name="rhythm",
        kind="angle",
        title=words["title"],
        says=words["says"].format(
            **way_words(result),
            hip_start=number(hip[0]), hip_bottom=number(hip[-1]),
            start=angle_words(LUMBAR, back[0]), bottom=angle_words(LUMBAR, back[-1]),
        ),
        x=Axis(words["axis_x"], *axis_range(*(line.x for line in lines), least=10.0), "°", 1),
        y=Axis(words["axis_y"].format(zero=zero), low, high, "°", 1),
        groups=(
            *(group for group in _rep_groups(result, LUMBAR) if group.key != "sd"),
            *_mark_group(marks), *bands_of,
        ),
        lines=tuple(lines),
        bands=tuple(bands),
        marks=tuple(marks),
        table=_depth_table(result, (_HIP, LUMBAR)),
    )  # fmt: skip


def _trial(result: Result) -> Plot:
    """Both angles over all of the trial."""
    words = texts()["curves"]["trial"]
    time_s = result.frames.index.to_numpy(dtype=np.float64)
    drawn: list[tuple[Group, str, FloatArray]] = []
    rows: list[tuple[str, ...]] = []
    both: tuple[tuple[str, str, str, Style], ...] = (
        ("pelvis", TILT, INK, "solid"),
        ("lumbar", LUMBAR, SECOND, "dashed"),
    )
    for key, quantity, colour, style in both:
        values = from_zero(result, quantity, column(result.frames, quantity))
        if not np.isfinite(values).any():
            continue
        name = words[key].format(zero=zero_words(result, quantity))
        group = Group(key, name, colour=colour, style=style, bold=True, ways=ways(quantity))
        drawn.append((group, name, values))
        ends = (angle_words(quantity, end(values)) for end in (np.nanmin, np.nanmax))
        rows.append((name, *ends))
    zero = zero_words(result, *(quantity for _, quantity, *_ in both))
    length_s = float(time_s[-1] - time_s[0]) if time_s.size else 0.0
    says = [words["says_none"]]
    if rows:
        seconds = number(length_s, 1)
        says = [
            words["says"].format(name=_capital(name), low=low, high=high, seconds=seconds)
            for name, low, high in rows
        ]
    head = tuple(texts()["curves"][f"column_{one}"] for one in ("curve", "least", "largest"))
    lacking = [texts()["curves"]["no_lumbar"]] if len(rows) == 1 else []
    return over_time(
        result, "trial", words["title"], " ".join(says),
        " ".join(words["axis"].format(zero=zero).split()), drawn,
        Table(head, tuple(rows)), unit="°", decimals=1, least=10.0, notes=lacking,
        paper=not result.summary["reps"],
    )  # fmt: skip


def _rep_groups(result: Result, quantity: str) -> list[Group]:
    words = {
        key: texts()["curves"][key].format(**way_words(result))
        for key in (*_PHASES, "mean_descent", "mean_ascent", "sd")
    }
    alone = len(result.summary["reps"]) == 1
    styles: tuple[tuple[str, Style], ...] = (("descent", "solid"), ("ascent", "dashed"))
    groups = [
        Group(
            phase,
            words[phase],
            colour=INK if alone else FAINT,
            style=style,
            bold=alone,
            ways=ways(quantity),
        )
        for phase, style in styles
    ]
    if alone:
        return groups
    return [
        *groups,
        Group("mean_descent", words["mean_descent"], colour=INK, bold=True),
        Group("mean_ascent", words["mean_ascent"], colour=INK, style="dashed", bold=True),
        Group("sd", words["sd"], "area", INK),
    ]


def _rep_lines(result: Result, name: str, across: str, scale: float, up: str) -> list[Line]:
    """Every repetition as it went in time, descent and ascent."""
    reps = result.summary["reps"]
    shown, step = shown_reps(reps, _POINTS, _MOST_REPS)
    lines = []
    for rep in (reps[k] for k in shown):
        for phase in _PHASES:
            x, y = (
                angle_curve(result, "over_time", phase, rep["rep"], one)[::step]
                for one in (across, up)
            )
            if np.isfinite(scale * x + y).any():
                lines.append(
                    Line(phase, scale * x, y, name, int(rep["rep"]), phase_times(rep, phase))
                )
    return lines


def _onset_marks(lines: list[Line], result: Result) -> list[Mark]:
    """Where the wink begins on each descent."""
    marks = []
    for rep, at in onset_times(result):
        for line in lines:
            if line.rep != rep or line.group != "descent" or line.span_s is None:
                continue
            times = np.linspace(*line.span_s, len(line.x))
            x, y = (float(np.interp(at, times, values)) for values in (line.x, line.y))
            if np.isfinite(x + y):
                marks.append(Mark("onset", x, y))
    return marks


def _mark_group(marks: list[Mark]) -> list[Group]:
    return [Group("onset", said("onset"), "mark", INK)] if marks else []


def _typical(result: Result, quantity: str) -> FloatArray:
    """The way down over depth: the mean, or the only repetition; as the file has it."""
    return angle_curve(result, "over_depth", "descent", "mean", quantity)


def _says(result: Result, sentence: str, quantity: str) -> str:
    way = _typical(result, quantity)
    if not np.isfinite(way).any():
        return ""
    turn = int(np.nanargmin(way))
    if turn == 0:
        sentence = texts()["curves"]["says_plain"]
    return sentence.format(
        **way_words(result),
        start=angle_words(quantity, way[0]),
        turn_at=turn,
        turn=angle_words(quantity, way[turn]),
        bottom=angle_words(quantity, way[-1]),
    )


def _depth_table(result: Result, quantities: tuple[str, ...]) -> Table:
    """Mean ± SD at every tenth of the depth, down and up."""
    words, called = texts()["curves"], way_words(result)
    head = [words["column_depth"].format(**called)]
    columns: list[list[str]] = []
    for quantity in quantities:
        heads = ("hip", "hip_up") if quantity == _HIP else ("down", "up")
        for phase, key in zip(_PHASES, heads, strict=True):
            head.append(words[f"column_{key}"].format(**called, **_sign_words(result, quantity)))
            mean, spread = (
                angle_curve(result, "over_depth", phase, one, quantity) for one in ("mean", "sd")
            )
            columns.append([_plus_minus(mean[k], spread[k]) for k in range(0, 101, _TABLE_STEP)])
    rows = [
        (f"{percent} %", *(one[k] for one in columns))
        for k, percent in enumerate(range(0, 101, _TABLE_STEP))
    ]
    return Table(tuple(head), tuple(rows))


def _sign_words(result: Result, quantity: str) -> dict[str, str]:
    """The zero of a column of numbers, and what its sign means."""
    if quantity == _HIP:
        return {}
    return {"zero": zero_words(result, quantity), "less": ways(quantity)[1]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plus_minus(mean: Any, spread: Any) -> str:
    text = number(known(mean), 1)
    return text if known(spread) is None else f"{text} ± {number(known(spread), 1)}"
