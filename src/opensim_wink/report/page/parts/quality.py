"""Marker error and what the guard objects to, along time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.plot import Axis, Band, Bar, FloatArray, Group, Plot, Style, Table
from opensim_wink.report.page.plot_pieces import (
    FAINT,
    INK,
    SECOND,
    column,
    known,
    over_time,
    plots_part,
    rep_bands,
    time_axis,
)
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts
from opensim_wink.trial.runs import runs

_PREFIX, _BLOCKED = "guard.", "guard.blocked"
_MOST_BARS = 120  # in a row: closer ones become one
_HEADROOM = 2.0


def quality(result: Result) -> Part | None:
    """How well the model follows the recording, and where checks object.

    Parameters
    ----------
    result : Result
        What was found.

    Returns
    -------
    Part
        Distances from model to markers and bars of the guard's flags over the trial.
    """
    words = texts()["quality"]
    markers, flags = _markers(result), _flags(result)
    plots = [plot for plot in (markers, flags) if plot is not None]
    notes = []
    if markers is None:
        notes.append(words["no_markers"])
    if flags is None:
        notes.append(words["flags"]["none"])
    return plots_part(result, "quality", plots, lead=words["lead"], notes=notes, sheet=0)


def _markers(result: Result) -> Plot | None:
    """Distances in millimetres; None without markers."""
    words = texts()["quality"]["markers"]
    wanted: tuple[tuple[str, str, float, str, Style], ...] = (
        ("rms", "marker_rms_m", 1000.0, INK, "solid"),
        ("max", "marker_max_m", 1000.0, FAINT, "dotted"),
        ("pelvis", "pelvis_residual_mm", 1.0, SECOND, "dashed"),
    )
    drawn: list[tuple[Group, str, FloatArray]] = []
    rows: list[tuple[str, ...]] = []
    says = []
    for key, name, scale, colour, style in wanted:
        values = scale * column(result.frames, name)
        if not np.isfinite(values).any():
            continue
        group = Group(key, words[key], colour=colour, style=style, bold=key == "rms")
        drawn.append((group, words[key], values))
        typical = number(float(np.nanmedian(values)), 1)
        largest = number(float(np.nanmax(values)), 1)
        rows.append((words[key], typical, largest))
        curve = words[key][:1].upper() + words[key][1:]
        says.append(words["says"].format(curve=curve, typical=typical, largest=largest))
    if not drawn:
        return None
    top = max(float(np.nanmax(values)) for _, _, values in drawn)
    head = tuple(texts()["quality"][f"column_{one}"] for one in ("curve", "median", "largest"))
    return over_time(
        result,
        "markers",
        words["title"],
        " ".join(says),
        words["axis"],
        drawn,
        Table(head, tuple(rows)),
        unit="mm",
        decimals=1,
        zero=True,
        least=5.0,
        context=_limits(result, {group.key for group, _, _ in drawn}, top),
        onsets=False,
    )


def _limits(result: Result, shown: set[str], top: float) -> list[tuple[Group, Band | None]]:
    """The guard's limits on the same axis, where they are near."""
    words = texts()["quality"]["markers"]
    context: list[tuple[Group, Band | None]] = []
    for flag, key, name, style in (
        ("marker_fit", "rms", "limit", "solid"),
        ("pelvis_residual", "pelvis", "limit_pelvis", "dashed"),
    ):
        limit = known(result.summary["guard_limits"].get(flag, {}).get("limit"))
        if limit is None or key not in shown:
            continue
        label = words[name].format(limit=number(limit))
        if limit > _HEADROOM * top:
            far = words["limit_beyond"].format(limit=label)
            context.append((Group(f"limit_{key}", far, "note"), None))
            continue
        rule: Style = "solid" if style == "solid" else "dashed"
        group = Group(f"limit_{key}", label, "rule", FAINT, rule)
        context.append((group, Band(f"limit_{key}", "y", limit, limit, f"{number(limit)} mm")))
    return context


def _flags(result: Result) -> Plot | None:
    """A row a flag, a bar where it is raised; None where none is."""
    words, frames = texts()["quality"]["flags"], result.frames
    time_s = frames.index.to_numpy(dtype=np.float64)
    raised = {
        name.removeprefix(_PREFIX): column(frames, name) > 0.0
        for name in frames.columns
        if name.startswith(_PREFIX) and name != _BLOCKED
    }
    raised = {flag: where for flag, where in raised.items() if where.any()}
    if not raised:
        return None
    blocked = column(frames, _BLOCKED) > 0.0
    blocking = {one["flag"] for one in result.summary["guard"] if one["blocks"]}
    bars, says = [], []
    for row, (flag, where) in enumerate(raised.items()):
        blocks = flag in blocking
        hard = where & blocked if blocks else np.zeros_like(where)
        for part, strong in ((where & ~hard, False), (hard, True)):
            bars += _bars(row, part, time_s, strong)
        says.append(
            words["says"].format(
                flag=_capital(_name(flag)), frames=int(where.sum()), count=len(where),
                blocks=words["blocks"] if blocks else "",
            )
        )  # fmt: skip
    groups, bands = rep_bands(result)
    return Plot(
        name="flags",
        kind="time",
        title=words["title"],
        says=" ".join(says),
        x=time_axis(result),
        y=Axis("", 0.0, float(len(raised))),
        groups=(
            *(
                [Group("blocks", words["bar_blocks"], "bar", INK)]
                if any(bar.strong for bar in bars)
                else []
            ),
            *(
                [Group("informs", words["bar_informs"], "bar", "#ffffff")]
                if not all(bar.strong for bar in bars)
                else []
            ),
            *groups,
        ),
        bands=tuple(bands),
        bars=tuple(bars),
        rows=tuple(_name(flag) for flag in raised),
        table=_table(result),
    )


def _bars(row: int, where: Any, time_s: FloatArray, strong: bool) -> list[Bar]:
    """Stretches of a flag; those too close to be told apart are one."""
    spans: list[list[int]] = []
    near = max(1, len(time_s) // (4 * _MOST_BARS))
    for first, stop in runs(where):
        if spans and first - spans[-1][1] < near:
            spans[-1][1] = stop
        else:
            spans.append([first, stop])
    while len(spans) > _MOST_BARS:
        gaps = [after[0] - before[1] for before, after in pairwise(spans)]
        k = int(np.argmin(gaps))
        spans[k : k + 2] = [[spans[k][0], spans[k + 1][1]]]
    return [
        Bar(row, float(time_s[first]), float(time_s[stop - 1]), strong) for first, stop in spans
    ]


def _name(flag: str) -> str:
    return str(texts()["quality"]["names"].get(flag, flag.replace("_", " ")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(result: Result) -> Table:
    """Every objection, in words."""
    words = texts()["quality"]["flags"]
    head = tuple(words[f"column_{one}"] for one in ("flag", "rep", "value", "limit", "reason"))
    rows = [
        (
            _name(one["flag"]),
            words["any"] if one["rep"] is None else str(one["rep"]),
            number(known(one["value"]), 1),
            number(known(one["limit"]), 1),
            _capital(str(one["reason"])),
        )
        for one in result.summary["guard"]
    ]
    return Table(head, tuple(rows))
