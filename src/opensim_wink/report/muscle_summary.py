"""Lengths of the muscles, as ``summary.json`` holds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.results import SquatAnalysis, SquatRep

MUSCLE_DEFINITIONS = {
    "standing_m": (
        "Muscle–tendon length along its path from origin to insertion, in the last standing frame "
        "before the descent."
    ),
    "onset_m": "The same at the onset of the wink; null where there is none.",
    "bottom_m": "The same at the deepest frame.",
    "standing_to_bottom_percent": "Change from standing to the bottom over the standing length.",
    "onset_to_bottom_percent": "Change from onset to the bottom over the standing length.",
}


def muscle_summary(muscle: MuscleCurves, squat: SquatAnalysis) -> Json:
    """Lengths and changes of each muscle.

    Parameters
    ----------
    muscle : MuscleCurves
        Muscle paths of the trial.
    squat : SquatAnalysis
        Its repetitions.

    Returns
    -------
    dict
        By native muscle name.
    """
    found: Json = {}
    for column, (name, group, side) in enumerate(
        zip(muscle.names, muscle.groups, muscle.sides, strict=True)
    ):
        length = muscle.length_m[:, column]
        found[name] = {
            "group": group,
            "side": side,
            "reps": [_muscle_rep(muscle.time_s, length, rep) for rep in squat.reps],
        }
    return found


def _muscle_rep(time_s: NDArray[np.float64], length_m: NDArray[np.float64], rep: SquatRep) -> Json:
    standing = float(length_m[rep.repetition.start])
    bottom = float(length_m[rep.repetition.bottom])
    row: Json = {
        "rep": rep.repetition.number,
        "standing_m": measured(standing),
        "onset_m": None,
        "bottom_m": measured(bottom),
        "standing_to_bottom_percent": measured(100.0 * (bottom - standing) / standing),
        "onset_to_bottom_percent": None,
    }
    if rep.onset is not None:
        # Plain interpolation: a NaN neighbour makes the length unknown, as it should.
        onset = float(np.interp(rep.onset.time_s.value, time_s, length_m))
        row["onset_m"] = measured(onset)
        row["onset_to_bottom_percent"] = measured(100.0 * (bottom - onset) / standing)
    return row
