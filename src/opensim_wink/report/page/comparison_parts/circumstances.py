"""What else may have moved a wink: stance, toe-out, lean, ankles, balance, speed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.report.page.comparison_parts.wording import said, with_spread
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import NO_NUMBER, number, render
from opensim_wink.report.strict_json import Json

# Head of the column, numbers in it, decimals, factor.
COLUMNS: tuple[tuple[str, tuple[str, ...], int, float], ...] = (
    ("stance_width_cm", ("stance_width_cm",), 0, 1.0),
    ("toe_out", ("toe_out_r_deg", "toe_out_l_deg"), 0, 1.0),
    ("trunk_lean_bottom_deg", ("trunk_lean_bottom_deg",), 0, 1.0),
    ("ankle", ("ankle_dorsiflexion_bottom_r_deg", "ankle_dorsiflexion_bottom_l_deg"), 0, 1.0),
    ("foot_pitch_start_deg", ("foot_pitch_start_deg",), 0, 1.0),
    ("com_over_foot_bottom_fraction", ("com_over_foot_bottom_fraction",), 0, 100.0),
    ("com_to_heel_least_cm", ("com_to_heel_least_cm",), 1, 1.0),
    ("descent_s", ("descent_s",), 2, 1.0),
)
MEASURES: tuple[tuple[str, int, str], ...] = (
    ("femur_per_tibia", 2, ""),
    ("femur_per_trunk", 2, ""),
    ("hip_flexion_deg", 0, "°"),
    ("straight_leg_hip_flexion_deg", 0, "°"),
    ("ankle_dorsiflexion_deg", 0, "°"),
)
# One leg is raised at a time; the other lies.
_ONE_SIDE = ("straight_leg_hip_flexion_deg",)


def circumstances_part(result: ComparisonResult) -> Part | None:
    """A row a condition, and the person's build and joints.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part or None
        For the second sheet; None where no trial holds a squat.
    """
    conditions = result.summary["conditions"]
    words, body = said()["circumstances"], result.summary["body"]
    rows = [
        {
            "name": one["words"],
            "cells": [_cell(one["setting"], names, d, f) for _, names, d, f in COLUMNS],
        }
        for one in conditions
        if one["movement"] == "squat"  # on all fours all of it is another thing
    ]
    if not rows:
        return None
    html = render(
        "comparison_circumstances.html.j2",
        words=words,
        intro=words["intro"].format(margins=words["margins"]),
        heads=[words["columns"][name] for name, *_ in COLUMNS],
        rows=rows,
        ankle=_largest_bend(body, words),
        body=[line for name, d, unit in MEASURES if (line := _measure(body, name, d, unit, words))],
    )
    return Part("circumstances", words["title"], html, sheet=2)


def _cell(setting: Json, names: tuple[str, ...], digits: int, factor: float) -> Json:
    means = [setting.get(name) for name in names]
    text = ", ".join(with_spread(mean, digits, factor) for mean in means)
    nothing = not any(mean and mean["value"] is not None for mean in means)
    return {
        "text": NO_NUMBER if nothing else text,
        "differs": any(mean and mean.get("differs") for mean in means),
    }


def _largest_bend(body: Json, words: Mapping[str, Any]) -> str:
    right, left = (body.get(f"ankle_dorsiflexion_{side}_deg") for side in "rl")
    if not right and not left:
        return ""
    told = {k: f"{number(one and one['value'])}°" for k, one in (("r", right), ("l", left))}
    return str(words["ankle_note"].format(**told))


def _measure(
    body: Json, name: str, digits: int, unit: str, words: Mapping[str, Any]
) -> tuple[str, str] | None:
    """What it is called, and its value by side with the trial that shows it."""
    if name in body:
        return words["measures"][name], f"{number(body[name]['value'], digits)}{unit}"
    stem = name.removesuffix("_deg")
    sides = [(words[side], body.get(f"{stem}_{side[0]}_deg")) for side in ("right", "left")]
    known = [(side, found) for side, found in sides if found]
    if name in _ONE_SIDE and known:
        known = [max(known, key=lambda one: one[1]["value"])]
    told = [
        f"{side} {number(found['value'], digits)}{unit} "
        f"({words['body_from'].format(trial=found['trial'])})"
        for side, found in known
    ]
    return (words["measures"][name], ", ".join(told)) if told else None
