"""The page on a hip's shape for the terminal."""

from __future__ import annotations

import math
import textwrap

import pandas as pd

from opensim_wink.hip.parameters import PARAMETERS
from opensim_wink.hip.shape import HipShapes
from opensim_wink.hip.statements import SAID_BESIDE
from opensim_wink.hip.study import HipStudy

_MOST_DEG = 150.0  # no living hip is told to flex further
_SIDES = {"r": ", right side", "l": ", left side", None: ""}
_MOST_ROWS = 40


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
    head = "".join(f"{_rotation(angle):>16}" for angle in rotations)
    lines = ["Flexion at contact by stance, °", f"  {'knees out':<12}{head}"]
    cells = {
        (row["abduction_deg"], row["external_rotation_deg"]): (
            f"{_flexion(row['flexion_limit_deg'])} "
            f"({_flexion(row['band_low_deg'])}–{_flexion(row['band_high_deg'])})"
        )
        for row in table.to_dict("records")
    }
    for out in sorted(table["abduction_deg"].unique()):
        told = "".join(f"{cells[out, angle]:>16}" for angle in rotations)
        lines.append(f"  {f'{out:g}°':<12}{told}")
    return "\n".join(lines)


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
            f"{_number(row['step'], unit):>8}{_change(row['change_minus_deg']):>11}"
            f"{_change(row['change_plus_deg']):>11}{told:>17}"
        )
    return "\n".join(lines)


def _swept(table: pd.DataFrame) -> str:
    names = [name for name in table.columns if name not in ("flexion_limit_deg", "state")]
    lines = ["Sweep", "  " + "".join(f"{name:>18}" for name in names) + f"{'flexion °':>14}"]
    for row in table.head(_MOST_ROWS).to_dict("records"):
        at = "".join(f"{row[name]:>18g}" for name in names)
        told = _flexion(row["flexion_limit_deg"]) if row["state"] == "contact" else row["state"]
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
        return "none"
    return f">{_MOST_DEG:g}" if value > _MOST_DEG else f"{value:.0f}"


def _change(value: float) -> str:
    if math.isnan(value):
        return "–"
    return "no contact" if math.isinf(value) else f"{value:+.1f}"
