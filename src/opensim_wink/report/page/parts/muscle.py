"""Lengths of the hamstrings and of what else may pull, against depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opensim_wink.report.figure_style import COLOUR
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.plot import (
    Axis,
    Band,
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
    column,
    curve,
    depth_axis,
    known,
    onset_band,
    phase_times,
    plots_part,
    said,
    shown_reps,
    some_drawn,
)
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts

if TYPE_CHECKING:
    import pandas as pd

_POINTS, _MOST_REPS = 600, 15  # of each muscle and side
_LEAST_STEP = 4  # lengths are smooth: 26 points a phase
_SIDES = {"r": "right", "l": "left"}
_PHASES: tuple[tuple[str, Style], ...] = (("descent", "solid"), ("ascent", "dashed"))
_HAMSTRINGS = (
    "biceps_femoris_long", "semimembranosus", "semitendinosus", "hamstrings_lumped",
)  # fmt: skip
_GROUPS = (
    *_HAMSTRINGS, "rectus_femoris", "gluteus_maximus", "adductor_magnus", "piriformis",
)  # fmt: skip


def muscle(result: Result) -> Part | None:
    """How long the muscles get, and how much stretch is left.

    Parameters
    ----------
    result : Result
        What was found.

    Returns
    -------
    Part
        Lengths in percent of standing against depth, with the available stretch of `muscles.csv`;
        a sentence in their place where there are none.
    """
    words = texts()["muscle"]
    plots, why = _plots(result)
    notes = (words["note"], *some_drawn(result.summary["reps"], _MOST_REPS))
    return plots_part(
        result,
        "muscle",
        plots,
        lead=words["lead"] if plots else words["lead_none"],
        notes=notes if plots else (why,),
        sheet=2 if plots else 0,
    )


def _plots(result: Result) -> tuple[list[Plot], str]:
    """A plot for each muscle, or why there is none."""
    words = texts()["muscle"]
    if not result.summary["reps"] or result.muscles.empty:
        return [], words["none_reps"]
    if result.summary["standing"] is None or result.summary["movement"] != "squat":
        return [], words["none_standing"]
    found = [plot for group in _GROUPS if (plot := _plot(result, group)) is not None]
    return found, words["none_muscles"]


def _plot(result: Result, group: str) -> Plot | None:
    """One muscle, both sides, all repetitions; None where nothing of it is known."""
    words = texts()["muscle"]
    muscles = _columns(result, group)
    lines = [line for side, name in muscles.items() for line in _lines(result, side, name)]
    if not lines:
        return None
    rows = result.muscles[result.muscles["muscle"].isin(muscles.values())]
    marks = _marks(result, rows, muscles)
    bands_of, bands = _bands(result, muscles)
    low, high = axis_range(
        *(line.y for line in lines),
        [band.low for band in bands if band.axis == "y"],
        [mark.y for mark in marks],
        least=5.0,
    )
    return Plot(
        name=group,
        kind="depth",
        title=_title(result, group, muscles),
        says=" ".join(_says(rows, side, name) for side, name in muscles.items()).strip(),
        x=depth_axis(result),
        y=Axis(words["axis"], low, high, "%", 0),
        groups=(*_groups(muscles, marks), *bands_of),
        lines=tuple(lines),
        bands=tuple(bands),
        marks=tuple(marks),
        table=_table(rows, muscles),
        paper=group in _HAMSTRINGS,
    )


def _columns(result: Result, group: str) -> dict[str, str]:
    """Muscle of each side: of several parts the lowest, which the model lists last."""
    rows = result.muscles[result.muscles["group"] == group]
    found = {}
    for side in COLOUR:
        names = list(dict.fromkeys(rows.loc[rows["side"] == side, "muscle"].astype(str)))
        if names:
            found[side] = names[-1]
    return found


def _title(result: Result, group: str, muscles: dict[str, str]) -> str:
    words = texts()["muscle"]
    ranked = result.summary["muscle"].get("hamstrings", {}).get("ranking", [])
    part = next((one["part"] for one in ranked if one["muscle"] in muscles.values()), "")
    title = str(words["muscles"][group])
    return words["part"].format(muscle=title, part=part) if part and part != "whole" else title


def _standing_m(result: Result, name: str) -> float | None:
    reps = result.summary["muscle"].get(name, {}).get("reps", [])
    return known(reps[0].get("standing_m")) if reps else None


def _lines(result: Result, side: str, name: str) -> list[Line]:
    """Both ways of every repetition in percent of the standing length."""
    words = texts()["muscle"]
    standing = _standing_m(result, name)
    length = column(result.frames, f"length.{name}_m")
    if standing is None or not np.isfinite(length).any():
        return []
    time_s = result.frames.index.to_numpy(dtype=np.float64)
    reps = result.summary["reps"]
    shown, step = shown_reps(reps, _POINTS, _MOST_REPS)
    step = max(step, _LEAST_STEP)
    lines = []
    for rep in (reps[k] for k in shown):
        for phase, _ in _PHASES:
            first, last = phase_times(rep, phase)
            depth = 100.0 * curve(result, "over_time", phase, rep["rep"], "depth_fraction")[::step]
            percent = 100.0 / standing * _at(np.linspace(first, last, len(depth)), time_s, length)
            if np.isfinite(depth + percent).any():
                lines.append(
                    Line(
                        f"{side}_{phase}", depth, percent, words[_SIDES[side]],
                        int(rep["rep"]), (first, last),
                    )
                )  # fmt: skip
    return lines


def _at(when: FloatArray, time_s: FloatArray, values: FloatArray) -> FloatArray:
    return np.asarray(np.interp(when, time_s, values), dtype=np.float64)


def _groups(muscles: dict[str, str], marks: Sequence[Mark]) -> list[Group]:
    words = texts()["muscle"]
    groups = [
        Group(f"{side}_{phase}", words[f"{_SIDES[side]}_{phase}"], colour=COLOUR[side], style=style)
        for side in muscles
        for phase, style in _PHASES
    ]
    for side in muscles:
        if any(mark.group == f"onset_{side}" and not mark.cross for mark in marks):
            groups.append(Group(f"onset_{side}", words[f"onset_{side}"], "mark", COLOUR[side]))
    if any(mark.cross for mark in marks):
        groups.append(Group("doubt", words["doubted"], "note", INK))
    return groups


def _marks(result: Result, rows: pd.DataFrame, muscles: dict[str, str]) -> list[Mark]:
    """Circles at onsets, crosses where the path is not to be believed."""
    depth = {
        int(rep["rep"]): known(rep["onset"]["depth_fraction"])
        for rep in result.summary["reps"]
        if rep["onset"] is not None
    }
    marks = []
    for side, name in muscles.items():
        mine = rows[(rows["muscle"] == name) & rows["moment"].isin(["onset", "bottom"])]
        for row in mine.to_dict("records"):
            level, believed = known(row["length_over_standing"]), bool(row["valid"])
            share = 1.0 if row["moment"] == "bottom" else depth.get(int(row["rep"]))
            if level is None or share is None or (row["moment"] == "bottom" and believed):
                continue
            key = f"onset_{side}" if believed else "doubt"
            marks.append(Mark(key, 100.0 * share, 100.0 * level, not believed))
    return marks


def _bands(result: Result, muscles: dict[str, str]) -> tuple[list[Group], list[Band]]:
    """Onset, length in standing, and the stretch that is available."""
    words = texts()["muscle"]
    groups, bands = onset_band(result, "onset_depth_fraction", percent=True)
    groups.append(Group("standing", words["standing"], "rule", FAINT))
    bands.append(Band("standing", "y", 100.0, 100.0))
    for side, name in muscles.items():
        end = _available_percent(result, name)
        if end is not None:
            label = words[f"available_{side}"].format(raise_words=_raise_words(result, side))
            groups.append(Group(f"available_{side}", label, "rule", COLOUR[side], "dotted"))
            note = words["available_label"].format(value=number(end, 0))
            if any(band.label and band.axis == "y" and abs(band.low - end) < 2.0 for band in bands):
                note = ""  # both sides alike
            bands.append(Band(f"available_{side}", "y", end, end, note))
    return groups, bands


def _available_percent(result: Result, name: str) -> float | None:
    """Where the share of the available stretch is 1: straight from 0 at the standing length."""
    rows = result.muscles[result.muscles["muscle"] == name]
    share = rows["stretch_share"].to_numpy(dtype=np.float64)
    over = rows["length_over_standing"].to_numpy(dtype=np.float64)
    if not np.isfinite(share * over).any():
        return None
    k = int(np.nanargmax(np.abs(share) + 0.0 * over))
    return 100.0 + 100.0 * (over[k] - 1.0) / share[k] if abs(share[k]) > 0.05 else None


def _raise_words(result: Result, side: str) -> str:
    """Whence the available stretch of a side comes: one raise may be measured, one assumed."""
    words = texts()["muscle"]
    raises = result.summary["muscle"].get("hamstrings", {}).get("raises", [])
    mine = next((one for one in raises if one["side"] == side), None)
    if mine is None:
        return str(words["raise_unknown"])
    angle = number(known(mine["angle_deg"]))
    return str(words[f"raise_{mine['known_from']}"]).format(angle=angle)


def _mean(rows: pd.DataFrame, moment: str, name: str) -> float | None:
    values = rows.loc[rows["moment"] == moment, name].to_numpy(dtype=np.float64)
    return float(np.nanmean(values)) if np.isfinite(values).any() else None


def _says(rows: pd.DataFrame, side: str, name: str) -> str:
    """Means over the repetitions in words."""
    words, mine = texts()["muscle"], rows[rows["muscle"] == name]
    start, onset, bottom = (
        _mean(mine, moment, "length_over_standing") for moment in ("start", "onset", "bottom")
    )
    place = "bottom" if onset is None else "onset"
    share = _mean(mine, place, "stretch_share")
    return str(words["says"]).format(
        side=words[_SIDES[side]].capitalize(),
        start=number(start, 0, 100.0),
        onset="" if onset is None else words["says_onset"].format(value=number(onset, 0, 100.0)),
        bottom=number(bottom, 0, 100.0),
        stretch=""
        if share is None
        else words["says_stretch"].format(
            value=number(share, 0, 100.0), place=words[f"place_{place}"]
        ),
    )


def _table(rows: pd.DataFrame, muscles: dict[str, str]) -> Table:
    """Every repetition and side: lengths and use of the stretch."""
    words = texts()["muscle"]
    head = [said("column_rep"), words["column_side"]]
    head += [words[f"column_{moment}"] for moment in ("start", "onset", "bottom")]
    stretch = rows["stretch_share"].notna().any()
    if stretch:
        head += [words["column_stretch_onset"], words["column_stretch_bottom"]]
    body: list[tuple[str, ...]] = []
    for rep in sorted(rows["rep"].unique()):
        for side, name in muscles.items():
            mine = rows[(rows["rep"] == rep) & (rows["muscle"] == name)]
            cells: list[Any] = [
                _mean(mine, moment, "length_over_standing")
                for moment in ("start", "onset", "bottom")
            ]
            if stretch:
                cells += [_mean(mine, moment, "stretch_share") for moment in ("onset", "bottom")]
            texts_of = (number(cell, 1, 100.0) for cell in cells)
            body.append((str(rep), words[_SIDES[side]], *texts_of))
    return Table(tuple(head), tuple(body))
