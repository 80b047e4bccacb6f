"""Lengths of the muscles, as ``summary.json`` holds them."""

from __future__ import annotations

import math

from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.report.muscle.moments import MOMENTS, MuscleMoments
from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json

MUSCLE_DEFINITIONS = {
    "standing_m": (
        "Muscle–tendon length along its path from origin to insertion, low-passed like the angles: "
        "the median over all standing frames of the trial, the same for every repetition."
    ),
    "onset_m": "That length at the onset of the wink; null where there is none.",
    "bottom_m": "That length at the deepest frame.",
    "standing_to_bottom_percent": "Change from standing to the bottom over the standing length.",
    "onset_to_bottom_percent": "Change from onset to the bottom over the standing length.",
}


def muscle_summary(muscle: MuscleCurves, moments: MuscleMoments) -> Json:
    """Lengths and changes of each muscle.

    Parameters
    ----------
    muscle : MuscleCurves
        Muscle paths of the trial.
    moments : MuscleMoments
        Their lengths in standing, at onset and at the bottom.

    Returns
    -------
    dict
        By native muscle name.
    """
    found: Json = {}
    for column, (name, group, side) in enumerate(
        zip(muscle.names, muscle.groups, muscle.sides, strict=True)
    ):
        found[name] = {
            "group": group,
            "side": side,
            "reps": [_muscle_rep(moments, row, column) for row in range(len(moments.reps))],
        }
    return found


def _muscle_rep(moments: MuscleMoments, rep: int, column: int) -> Json:
    standing = float(moments.standing_m[column])
    _, onset, bottom = map(float, moments.length_m[rep, :, column])
    row: Json = {
        "rep": moments.reps[rep],
        "standing_m": measured(standing),
        "onset_m": None,
        "bottom_m": measured(bottom),
        "standing_to_bottom_percent": measured(100.0 * (bottom - standing) / standing),
        "onset_to_bottom_percent": None,
    }
    if not math.isnan(moments.time_s[rep, MOMENTS.index("onset")]):
        row["onset_m"] = measured(onset)
        row["onset_to_bottom_percent"] = measured(100.0 * (bottom - onset) / standing)
    return row
