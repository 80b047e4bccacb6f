"""``muscles.csv``: a row for each repetition, muscle and moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import available_m
from opensim_wink.claims.hamstrings.moments import all_beside
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.muscle.fibres import passive_fibres
from opensim_wink.muscle.guard import MuscleGuard
from opensim_wink.report.muscle.moments import MOMENTS, FloatArray, MuscleMoments

if TYPE_CHECKING:
    import pandas as pd

# Finer than anything known, coarse enough to drop what binary fractions leave behind.
_DECIMALS = {
    "time_s": 5,
    "length_m": 6,
    "length_over_standing": 5,
    "velocity_m_s": 5,
    "hip_arm_m": 6,
    "knee_arm_m": 6,
    "lumbar_arm_m": 6,
    "fibre_over_optimum_rigid": 4,
    "fibre_over_optimum_elastic": 4,
    "passive_force_n": 2,
    "stretch_share": 4,
}
MUSCLE_COLUMNS = ("rep", "muscle", "group", "side", "moment", *_DECIMALS, "valid")


def muscles_table(
    subject: Subject,
    muscle: MuscleCurves,
    guard: MuscleGuard,
    moments: MuscleMoments,
    evidence: Evidence | None,
    settings: LombardSettings,
) -> pd.DataFrame:
    """What every muscle is at start, onset and bottom.

    Parameters
    ----------
    subject : Subject
        The person's model, for fibres and tendons.
    muscle : MuscleCurves
        Muscle paths of the trial.
    guard : MuscleGuard
        Which frames of them may be believed.
    moments : MuscleMoments
        The curves at the moments.
    evidence : Evidence or None
        What the hamstring tests judged: gives the stretch that was available.
    settings : LombardSettings
        For the least stretch that a share is taken of.

    Returns
    -------
    DataFrame
        One row a repetition, muscle and moment; no row for an onset that is not there.
    """
    import pandas as pd

    shape = moments.length_m.shape
    parameters = read_muscle_parameters(subject.model_path, muscle.names)
    lengths = moments.length_m.reshape(-1, shape[-1])
    elastic = passive_fibres(parameters, lengths, "elastic")
    values: dict[str, FloatArray] = {
        "time_s": np.broadcast_to(moments.time_s[..., None], shape),
        "length_m": moments.length_m,
        "length_over_standing": moments.length_m / moments.standing_m,
        "velocity_m_s": moments.velocity_m_s,
        **{
            f"{joint.removesuffix('_flexion')}_arm_m": moments.arm_m[..., place]
            for place, joint in enumerate(muscle.joints)
        },
        "fibre_over_optimum_rigid": passive_fibres(parameters, lengths, "rigid").fibre_norm,
        "fibre_over_optimum_elastic": elastic.fibre_norm,
        "passive_force_n": elastic.force_n,
        "stretch_share": _shares(muscle, moments, evidence, settings),
    }
    valid = all_beside(muscle.time_s, guard.valid, moments.time_s.ravel())
    rep, moment, column = (index.ravel() for index in np.indices(shape))
    table = pd.DataFrame(
        {
            "rep": np.array(moments.reps, dtype=int)[rep],
            "muscle": np.array(muscle.names)[column],
            "group": np.array(muscle.groups)[column],
            "side": np.array(muscle.sides)[column],
            "moment": np.array(MOMENTS)[moment],
            **{
                name: values[name].ravel().round(digits) + 0.0 for name, digits in _DECIMALS.items()
            },
            "valid": valid.ravel(),
        }
    )
    table = table.iloc[np.lexsort((moment, column, rep))]  # the moments of a muscle side by side
    return table[table["time_s"].notna()].reset_index(drop=True)


def _shares(
    muscle: MuscleCurves,
    moments: MuscleMoments,
    evidence: Evidence | None,
    settings: LombardSettings,
) -> FloatArray:
    """Share of the available stretch, shape (R, 3, K); NaN where no test takes one."""
    shares = np.full(moments.length_m.shape, np.nan)
    for k, name in enumerate(muscle.names):
        if evidence is not None and name in evidence.names:
            of = evidence.names.index(name)
            gained = moments.length_m[..., k] - evidence.standing_m[of]
            shares[..., k] = gained / available_m(evidence, of, settings)
    return shares
