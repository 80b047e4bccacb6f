"""Room to bone contact, as ``summary.json`` and the table of frames hold it."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING

from opensim_wink.hip.from_motion import RepContact
from opensim_wink.hip.judgement import COINCIDES_DEG, ContactJudgement
from opensim_wink.hip.of_trial import HipOfTrial
from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    import pandas as pd

HIP_DEFINITIONS = {
    "left_deg": (
        "Hip flexion left until the neck would meet the rim in this stance: the median of the "
        "hips that these could be, and the middle 95 % of them; null where bone never meets, and "
        "where it would at any flexion: most are then among the earlier."
    ),
    "coincides": f"Share of these hips that would meet within {COINCIDES_DEG:g}° of this flexion.",
    "earlier": "Share that would have met before: hips that this person cannot have.",
    "not_yet": f"Share that would have more than {COINCIDES_DEG:g}° left.",
}


def hip_summary(found: HipOfTrial | None) -> Json:
    """Room to bone contact of a trial, ready for strict JSON.

    Parameters
    ----------
    found : HipOfTrial or None
        What geometry says; None where the model's hips could not be told.

    Returns
    -------
    dict
        The same keys for every trial. No verdict: shape does not tell where a person's hip stops.
    """
    if found is None:
        return {"imaged": False, "shapes": {}, "reps": [], "definitions": {}, "notes": []}
    return {
        "imaged": found.imaged,
        "shapes": {side: asdict(shape) for side, shape in found.clearance.shapes.items()},
        "reps": [_rep(contact) for contact in found.reps],
        "definitions": dict(HIP_DEFINITIONS),
        "notes": list(found.notes),
    }


def hip_columns(found: HipOfTrial) -> pd.DataFrame:
    """Hip angles and room to contact of every frame, for the table of frames.

    Parameters
    ----------
    found : HipOfTrial
        What geometry says.

    Returns
    -------
    DataFrame
        Index ``time_s``; columns of `opensim_wink.hip.from_motion.HipClearance.to_frame` behind
        ``bone.``.
    """
    return found.clearance.to_frame().add_prefix("bone.")


def _rep(contact: RepContact) -> Json:
    return {
        "rep": contact.rep,
        "side": contact.side,
        "least_left_deg": measured(
            contact.least_left_deg if math.isfinite(contact.least_left_deg) else math.nan
        ),
        "least_left_s": measured(contact.least_left_s),
        "least_gap_deg": measured(contact.least_gap_deg),
        "bottom": _posture(contact.bottom),
        "onset": None if contact.onset is None else _posture(contact.onset),
    }


def _posture(found: ContactJudgement) -> Json:
    left, low, high = (
        value if math.isfinite(value) else math.nan
        for value in (found.left_deg, found.left_low_deg, found.left_high_deg)
    )
    return {
        "left_deg": measured(left, *(None if math.isnan(end) else end for end in (low, high))),
        "coincides": measured(found.coincides),
        "earlier": measured(found.earlier),
        "not_yet": measured(found.not_yet),
    }
