"""The page on a hip's shape for the terminal."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Hashable, Mapping
from typing import Any, Literal

import pandas as pd

from opensim_wink.hip.one_hip import HipStudy
from opensim_wink.hip.parameters import PARAMETERS
from opensim_wink.hip.shape import HipShapes
from opensim_wink.hip.stances import STANCE_LIMITS_DEG
from opensim_wink.hip.statements import SAID_BESIDE

_MOST_DEG = 150.0  # no living hip is told to flex further
_SIDES = {"r": ", right side", "l": ", left side", None: ""}
_MOST_ROWS = 40
_NEVER_FREE, _NO_CONTACT = "never free", "no contact"
_LIMITS = {p.option: (p.low, p.high) for p in PARAMETERS} | STANCE_LIMITS_DEG


def hip_text(study: HipStudy, width: int) -> str:
    """Everything that was found of a hip, as a page.

    Parameters
    ----------
    study : HipStudy
        What was found.
    width : int
        Columns of the terminal.

    Returns
    -------
    str
        The page, ending in a line break.
    """
    blocks = [
        f"Hip{_SIDES[study.settings.side]}: at which flexion the neck would meet the rim",
        _shape(study),
        _stances(study),
        _sensitivity(study),
    ]
    if study.swept is not None:
        blocks.append(_swept(study.swept))
    notes = [
        "Flexion is that of the thigh in the pelvis, counted from the thigh parallel to the "
        f"anterior pelvic plane{_lean(study)}; beyond {_MOST_DEG:g}° no number is told.",
        f"“>{_MOST_DEG:g}” is also said where the neck never meets the rim ({_NO_CONTACT}); "
        f"“{_NEVER_FREE}” where it does at every flexion, so that no such hip can be: 0 in "
        "brackets.",
        f"In brackets: middle 95 % of {study.band.told}",
        *SAID_BESIDE,
    ]
    wrapped = [textwrap.fill(note, width - 2, subsequent_indent="  ") for note in notes]
    return "\n\n".join([*blocks, "\n".join(wrapped)]) + "\n"


def _lean(study: HipStudy) -> str:
    tilt = study.settings.plane_tilt_deg
    if not tilt:
        return ""
    return f", which leans {abs(tilt):g}° {'backward' if tilt > 0 else 'forward'}"


def _shape(study: HipStudy) -> str:
    rows = []
    for parameter in PARAMETERS:
        known = "given" if parameter.name in study.settings.given else "typical"
        value = getattr(study.shape, parameter.name)
        rows.append(f"  {parameter.label:<52} {_number(value, parameter.unit):>7}  {known}")
    hips = HipShapes.of(study.shape)
    for label, angle in (
        ("half-angle of the rim where deep flexion ends", hips.rim_half_angle_deg()[0]),
        ("alpha angle of the bare neck", hips.neck_alpha_deg()[0]),
        ("neck free up to this angle to the socket's axis", hips.free_angle_deg()[0]),
    ):
        rows.append(f"  {label:<52} {_number(angle, '°'):>7}  from these")
    return "\n".join(rows)


def _stances(study: HipStudy) -> str:
    table = study.stances
    rotations = sorted(table["external_rotation_deg"].unique())
    cells = {
        (row["abduction_deg"], row["external_rotation_deg"]): (
            f"{_flexion(row['flexion_limit_deg'])} ({_between(row)})"
        )
        for row in table.to_dict("records")
    }
    wide = max(16, 1 + max(map(len, cells.values())))
    head = "".join(f"{_rotation(angle):>{wide}}" for angle in rotations)
    lines = ["Flexion at contact by stance, °", f"  {'knees out':<12}{head}"]
    for out in sorted(table["abduction_deg"].unique()):
        told = "".join(f"{cells[out, angle]:>{wide}}" for angle in rotations)
        lines.append(f"  {f'{out:g}°':<12}{told}")
    return "\n".join(lines)


def _between(row: Mapping[Hashable, Any]) -> str:
    low, high = _flexion(row["band_low_deg"]), _flexion(row["band_high_deg"])
    return low if low == high else f"{low}–{high}"


def _rotation(angle_deg: float) -> str:
    if angle_deg == 0:
        return "toes ahead"
    return f"toes {abs(angle_deg):g}° {'out' if angle_deg > 0 else 'in'}"


def _sensitivity(study: HipStudy) -> str:
    stance = study.settings.stance
    where = (
        "straight ahead"
        if stance.abduction_deg == 0 == stance.external_rotation_deg
        else f"knees {stance.abduction_deg:g}° out, {_rotation(stance.external_rotation_deg)}"
    )
    units = {parameter.option: parameter.unit for parameter in PARAMETERS}
    lines = [
        f"What each number alone does to it, {where}, °",
        f"  {'number':<18}{'value':>8}{'step':>8}{'step less':>11}{'step more':>11}"
        f"{'share of spread':>17}",
    ]
    for row in study.sensitivity.to_dict("records"):
        unit = units.get(row["parameter"], "°")
        share = row["variance_with_others"]
        told = "–" if math.isnan(share) else f"{max(share, 0):.0%}"
        lines.append(
            f"  {row['parameter']:<18}{_number(row['value'], unit):>8}"
            f"{_number(row['step'], unit):>8}{_change(row, 'minus'):>11}"
            f"{_change(row, 'plus'):>11}{told:>17}"
        )
    return "\n".join(lines)


def _swept(table: pd.DataFrame) -> str:
    names = [name for name in table.columns if name not in ("flexion_limit_deg", "state")]
    lines = ["Sweep", "  " + "".join(f"{name:>18}" for name in names) + f"{'flexion °':>14}"]
    for row in table.head(_MOST_ROWS).to_dict("records"):
        at = "".join(f"{row[name]:>18g}" for name in names)
        limit = row["flexion_limit_deg"]
        told = _NO_CONTACT if math.isinf(limit) else _flexion(limit)
        lines.append(f"  {at}{told:>14}")
    if len(table) > _MOST_ROWS:
        lines.append(f"  … {len(table)} rows in all; -o DIR writes them to sweep.csv")
    return "\n".join(lines)


def _number(value: float, unit: str) -> str:
    if unit == "":
        return f"{value:.2f}"
    return f"{round(value, 1):g}{unit}"


def _flexion(value: float) -> str:
    if math.isnan(value):
        return _NEVER_FREE
    return f">{_MOST_DEG:g}" if value > _MOST_DEG else f"{value:.0f}"


def _change(row: Mapping[Hashable, Any], way: Literal["minus", "plus"]) -> str:
    """What a step does: a change, else where it leads."""
    low, high = _LIMITS[row["parameter"]]
    at = row["value"] + (row["step"] if way == "plus" else -row["step"])
    if not low <= at <= high:
        return "–"
    limit, change = row[f"limit_{way}_deg"], row[f"change_{way}_deg"]
    if math.isinf(limit):
        return _NO_CONTACT
    # Nothing to count from where the hip itself is never free, or never meets.
    return f"{change:+.1f}" if math.isfinite(change) else _to(limit)


def _to(limit_deg: float) -> str:
    told = _flexion(limit_deg)
    return told if told == _NEVER_FREE else f"to {told}"
