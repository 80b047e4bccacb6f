"""Moments and contact forces at L5/S1, hips and knees over the trial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from opensim_wink.load.reaction_notes import DEEP_KNEE_DEG
from opensim_wink.load.references import Reference
from opensim_wink.report.figure_style import COLOUR
from opensim_wink.report.load.context import short_source
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.plot import Band, FloatArray, Group, Plot, Style, Table
from opensim_wink.report.page.plot_pieces import (
    FAINT,
    INK,
    SECOND,
    column,
    known,
    over_time,
    plots_part,
    said,
)
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts

_SIDES = {"r": "right", "l": "left"}
_PUBLISHED = "#0f766e"
_MOST_HEADROOM = 2.0  # a published load beyond this multiple of ours would squash our curves
_Curve = tuple[Group, str, FloatArray]


@dataclass(frozen=True)
class _Curves:
    """One curve of a plot: how it is called, its column, its load in `loads.csv`."""

    key: str
    column: str
    quantity: str
    colour: str
    joint: str = ""
    style: Style = "solid"


@dataclass(frozen=True)
class _Panel:
    """One plot."""

    name: str
    axis: str
    curves: tuple[_Curves, ...]
    published: tuple[str, ...] = ()
    unit: str = "bw"
    paper: bool = True


def _both(joint: str) -> tuple[_Curves, ...]:
    return tuple(
        _Curves(
            words, f"contact.{joint}_{side}_bw", f"{joint}_contact_{side}", COLOUR[side],
            f"{joint}_{side}",
        )
        for side, words in _SIDES.items()
    )  # fmt: skip


_PANELS = (
    _Panel(
        "l5s1_moment",
        "moment",
        (
            _Curves("above", "l5s1_moment.above_right_nm", "l5s1_extension_moment_above", INK),
            _Curves(
                "below",
                "l5s1_moment.below_right_nm",
                "l5s1_extension_moment_below",
                SECOND,
                style="dashed",
            ),
        ),
        unit="nm",
        paper=False,
    ),
    _Panel(
        "l5s1_compression",
        "compression",
        (_Curves("with_muscles", "contact.l5s1_compression_bw", "l5s1_compression", INK, "l5s1"),),
        ("niosh_action", "niosh_maximum"),
    ),
    _Panel(
        "l5s1_shear",
        "shear",
        (
            _Curves(
                "with_muscles", "contact.l5s1_anterior_shear_bw", "l5s1_anterior_shear", INK, "l5s1"
            ),
        ),
        paper=False,
    ),
    _Panel("hip", "contact", _both("hip"), ("bergmann_sit_to_stand",)),
    _Panel("knee", "contact", _both("knee"), ("kutzner_bend", "glitsch_move")),
)


def load(result: Result) -> Part | None:
    """What back, hips and knees bear.

    Parameters
    ----------
    result : Result
        What was found.

    Returns
    -------
    Part
        Loads over the trial beside verified published ones; the reason in their place where there
        are none.
    """
    words, summary = texts()["load"], result.summary["load"]
    plots = [plot for panel in _PANELS if (plot := _plot(result, panel)) is not None]
    notes: list[str] = []
    if plots:
        weight = number(known(summary.get("body_weight_n")), 0)
        notes += [words["body_weight"].format(weight=weight), words["gaps"]]
        if summary["ground"]["estimated"]:
            notes.insert(0, words["estimated"])
    else:
        reason = str(summary.get("reason") or "").rstrip(".")
        notes.append(words["why_none"].format(reason=reason) if reason else words["none"])
    return plots_part(
        result,
        "load",
        plots,
        lead=words["lead"] if plots else "",
        notes=(" ".join(notes),),
        sheet=2 if plots else 0,
    )


def _plot(result: Result, panel: _Panel) -> Plot | None:
    """One panel; None where nothing of it is known."""
    words = texts()["load"]
    drawn: list[_Curve] = []
    deep: list[_Curve] = []
    shown: list[_Curves] = []
    for one in panel.curves:
        values = _believed(result, one)
        if not np.isfinite(values).any():
            continue
        shown.append(one)
        group = Group(one.key, words[one.key], colour=one.colour, style=one.style, bold=True)
        bent = _bent(result, one) & np.isfinite(values)
        drawn.append((group, words[f"{one.key}_short"], np.where(bent, np.nan, values)))
        if bent.any():
            deep.append(_deep(one, bent, values))
    if not drawn:
        return None
    top = max(float(np.nanmax(values)) for _, _, values in [*drawn, *deep] if _any(values))
    return over_time(
        result,
        panel.name,
        words[panel.name],
        _says(panel, shown, result),
        words[f"axis_{panel.axis}"],
        [*drawn, *deep],
        _table(result, panel, shown),
        unit=words[f"unit_{panel.unit}"],
        decimals=0 if panel.unit == "nm" else 2,
        zero=True,
        least=10.0 if panel.unit == "nm" else 0.5,
        context=_published(result, panel, top),
        paper=panel.paper,
        notes=[*_grades(result, shown), *_left_out(result, shown)],
    )


def _any(values: FloatArray) -> bool:
    return bool(np.isfinite(values).any())


def _believed(result: Result, one: _Curves) -> FloatArray:
    """The column, without frames in which the joint's force is not to be believed."""
    values = column(result.frames, one.column)
    if not one.joint:
        return values
    trusted = column(result.frames, f"contact.{one.joint}_known")
    return np.where(trusted > 0.0, values, np.nan)


def _bent(result: Result, one: _Curves) -> Any:
    if not one.joint.startswith("knee"):
        return np.zeros(len(result.frames), dtype=bool)
    return column(result.frames, f"knee_flexion_{one.joint[-1]}_deg") > DEEP_KNEE_DEG


def _deep(one: _Curves, bent: Any, values: FloatArray) -> _Curve:
    """Where the thigh rests on the calf, with a frame on both sides so that lines meet."""
    words, side = texts()["load"], one.joint[-1]
    wide = bent.copy()
    wide[1:] |= bent[:-1]
    wide[:-1] |= bent[1:]
    label = words[f"deep_{side}"].format(angle=number(DEEP_KNEE_DEG))
    group = Group(f"deep_{side}", label, colour=one.colour, style="dotted")
    return group, words[f"{one.key}_short"], np.where(wide, values, np.nan)


def _says(panel: _Panel, shown: Sequence[_Curves], result: Result) -> str:
    """The largest load of each curve in the repetitions, or in a trial without any."""
    words = texts()["load"]
    sentences = []
    for one in shown:
        peaks = _cells(result, panel, one, "peak")
        if not peaks and not result.summary["reps"]:
            peaks = [float(value) for value in _believed(result, one) if np.isfinite(value)]
        if peaks:
            largest = max(peaks, key=abs)
            sentences.append(
                words["says"].format(
                    curve=words[one.key][:1].upper() + words[one.key][1:],
                    value=number(largest, 0 if panel.unit == "nm" else 1),
                    unit=words[f"unit_{panel.unit}"],
                )
            )
    return " ".join(sentences)


def _cells(result: Result, panel: _Panel, one: _Curves, moment: str) -> list[float]:
    """A load of `loads.csv` in every repetition that has it."""
    name = f"{one.quantity}_{moment}_{panel.unit}"
    if result.loads is None or name not in result.loads:
        return []
    values = result.loads[name].to_numpy(dtype=np.float64)
    return [float(value) for value in values if np.isfinite(value)]


def _table(result: Result, panel: _Panel, shown: Sequence[_Curves]) -> Table:
    words = texts()["load"]
    moments = ("standing", "onset", "bottom", "peak")
    unit = words[f"unit_{panel.unit}"]
    units = (f"{words[f'column_{moment}']} ({unit})" for moment in moments)
    head = (words["column_load"], said("column_rep"), *units)
    if result.loads is None:
        return Table(head, ())
    rows = []
    for one in shown:
        for row in result.loads.to_dict("records"):
            cells = (
                number(known(row.get(f"{one.quantity}_{moment}_{panel.unit}")),
                       0 if panel.unit == "nm" else 2)
                for moment in moments
            )  # fmt: skip
            rows.append((words[one.key], str(row["rep"]), *cells))
    return Table(head, tuple(rows))


def _references(result: Result) -> list[Reference]:
    """Published loads as the result has them."""
    found = result.summary["load"].get("context", {}).get("references", [])
    names = ("key", "quantity", "site", "activity", "population", "low", "high", "unit", "kind",
             "source", "verified")  # fmt: skip
    return [
        Reference(
            **{name: one[name] for name in names},
            doi=one["doi"] or "",
            doi_verified=bool(one["doi_verified"]),
            passage="",
            note=one["note"] or "",
        )
        for one in found
    ]


def _published(result: Result, panel: _Panel, top: float) -> list[tuple[Group, Band | None]]:
    """Verified published loads as bands and rules, as far as they do not squash the curves."""
    words = texts()["load"]
    weight = known(result.summary["load"].get("body_weight_n"))
    context: list[tuple[Group, Band | None]] = []
    for one in _references(result):
        if one.key not in panel.published or not one.verified:
            continue
        scale = 1.0 if one.unit != "N" else None if weight is None else 1.0 / weight
        ends = [scale * end for end in (one.low, one.high) if scale and end is not None]
        if not ends:
            continue
        kind = words[one.kind.replace("occupational limit", "occupational").replace(" ", "_")]
        label = words["reference"].format(
            kind=kind, activity=one.activity, numbers=one.words, source=short_source(one)
        )
        if max(ends) > _MOST_HEADROOM * max(top, 0.0):
            context.append((Group(one.key, words["beyond"].format(reference=label), "note"), None))
            continue
        limit = one.kind == "occupational limit"
        single = min(ends) == max(ends)
        group = Group(
            one.key, label, "rule" if single else "band", FAINT if limit else _PUBLISHED,
            "solid" if limit else "dashed",
        )  # fmt: skip
        tag = f"{one.high:g} {one.unit}" if limit else short_source(one)
        context.append((group, Band(one.key, "y", min(ends), max(ends), tag)))
    return context


def _grades(result: Result, shown: Sequence[_Curves]) -> list[str]:
    """What is to be doubted of a joint, both sides as one if alike."""
    words, sides = texts()["load"], dict[tuple[str, str], list[str]]()
    for one in shown:
        joint = result.summary["load"]["joints"].get(one.joint, {})
        if joint.get("grade") in ("fail", "usable"):
            reason = " ".join(joint.get("grade_reasons", []))
            sides.setdefault((joint["grade"], reason), []).append(one.key)
    return [
        words[grade].format(
            side=words["of_side"].format(side=words[keys[0]])
            if len(keys) == 1 and keys[0] in _SIDES.values()
            else "",
            reason=reason[:1].lower() + reason[1:],
        )
        for (grade, reason), keys in sides.items()
    ]


def _left_out(result: Result, shown: Sequence[_Curves]) -> list[str]:
    """How many published numbers of these loads nobody has read."""
    topics = {one.quantity.removesuffix("_r").removesuffix("_l") for one in shown}
    count = sum(not one.verified and one.quantity in topics for one in _references(result))
    return [texts()["load"]["unverified"].format(count=count)] if count else []
