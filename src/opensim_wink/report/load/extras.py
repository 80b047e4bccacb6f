"""Cumulative damage and sensitivities of the loads, as ``summary.json`` holds them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opensim_wink.load.damage import NOTES, count_above_limits, fatigue_damage
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import DEFINITION, LoadRange
from opensim_wink.load.spine_options import spine_sensitivity
from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.rep_load_results import RepLoads
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals

_LIMITED = ("l5s1_compression", "l5s1_anterior_shear")


def damage_summary(reps: Sequence[RepLoads]) -> Json | None:
    """What the repetitions add up to, by an unverified formula, and beside occupational limits.

    Parameters
    ----------
    reps : sequence of RepLoads
        Loads of the repetitions.

    Returns
    -------
    dict or None
        None where no repetition has a contact force at L5/S1.
    """
    if not any("l5s1_compression" in rep.loads for rep in reps):
        return None
    damage = fatigue_damage(_peaks(reps, "l5s1_compression"))
    return {
        "verified": damage.verified,
        "strength_n": damage.strength_n,
        "per_rep": [measured(_number(one)) for one in damage.per_rep],
        "trial": measured(_number(damage.trial)),
        "trial_flexed": None if damage.trial_flexed is None else list(damage.trial_flexed),
        "beyond_formula": damage.beyond_formula,
        "limits": [
            {
                "key": count.limit.key,
                "quantity": count.limit.quantity,
                "limit_n": count.limit.high,
                "verified": count.limit.verified,
                "above": count.above,
                "known": count.known,
            }
            for quantity in _LIMITED
            for count in count_above_limits(_peaks(reps, quantity), quantity)
        ],
        "reason": None if damage.trial is not None else "no peak compression is known",
        "notes": list(NOTES),
    }


def sensitivity_summary(
    loads: Loads, ranges: Sequence[LoadRange], signals: SquatSignals, squat: SquatAnalysis
) -> Json:
    """How far the loads hang on what was assumed.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    ranges : sequence of LoadRange
        Loads under stated errors; empty where they were not computed.
    signals : SquatSignals
        For the lumbar flexion.
    squat : SquatAnalysis
        Its repetitions and standing.

    Returns
    -------
    dict
        ``definition``; ``ranges``, whose ends are no 95 % interval; and ``spine_options``, what
        abdominal pressure and passive tissue would change at each bottom, None where neither was
        asked for or L5/S1 has no contact force.
    """
    return {
        "definition": DEFINITION,
        "ranges": [
            {
                "quantity": one.quantity,
                "moment": one.moment,
                "value": one.value,
                "range_low": one.low,
                "range_high": one.high,
                "parts": [
                    {"error": part.error, "low": part.low, "high": part.high} for part in one.parts
                ],
            }
            for one in ranges
        ],
        "spine_options": _spine_options(loads, signals, squat),
    }


def _spine_options(loads: Loads, signals: SquatSignals, squat: SquatAnalysis) -> Json | None:
    """Pressure in the abdomen and passive tissue at the bottoms."""
    settings, reaction = loads.settings, loads.reactions.get("l5s1")
    asked = settings.abdominal_pressure_kpa > 0 or settings.ligament_share > 0
    if not asked or reaction is None or not reaction.known.any():
        return None
    standing = 0.0 if squat.standing is None else squat.standing.lumbar_flexion_deg
    flexion = signals.lumbar_flexion_deg - (standing if np.isfinite(standing) else 0.0)
    found = spine_sensitivity(reaction, flexion, settings)
    bottoms = [(rep.repetition.number, rep.repetition.bottom) for rep in squat.reps]
    return {
        "abdominal_pressure_kpa": settings.abdominal_pressure_kpa,
        "ligament_share": settings.ligament_share,
        "bottoms": [
            {
                "rep": number,
                "compression_n": measured(found.compression_n[at]),
                "compression_change_n": measured(found.compression_change_n[at]),
                "anterior_shear_n": measured(found.anterior_shear_n[at]),
                "anterior_shear_change_n": measured(found.anterior_shear_change_n[at]),
            }
            for number, at in bottoms
        ],
        "notes": list(found.notes),
    }


def _peaks(reps: Sequence[RepLoads], quantity: str) -> list[float | None]:
    return [rep.loads[quantity].peak.value if quantity in rep.loads else None for rep in reps]


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
