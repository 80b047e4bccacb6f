"""The same trial seen by a regression on joint angles, beside the model's paths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from opensim_wink.body.profile import SIDES
from opensim_wink.claims.evidence import Evidence
from opensim_wink.claims.gather import standing_lengths
from opensim_wink.claims.moments import Moments, sample
from opensim_wink.claims.settings import LombardSettings
from opensim_wink.muscle.regression import hawkins_hull_unverified
from opensim_wink.squat.signals import SquatSignals

REGRESSION = "the Hawkins and Hull regression (unverified)"
_REGRESSED = ("biceps_femoris_long", "semimembranosus", "semitendinosus")


def by_regression(
    evidence: Evidence, moments: Moments, signals: SquatSignals, settings: LombardSettings
) -> Evidence:
    """The same trial by the regression of Hawkins and Hull, lengths in thigh lengths.

    Its coefficients are unverified: what comes of it may cast doubt on a verdict and never makes
    one. Muscles that it does not know keep NaN; it has no passive moment.

    Parameters
    ----------
    evidence : Evidence
        The model's.
    moments : Moments
        When to look.
    signals : SquatSignals
        Hip and knee flexion, right and left.
    settings : LombardSettings
        Error of the hip angle.

    Returns
    -------
    Evidence
        Of the same muscles.
    """
    time_s = signals.time_s
    when_s, bottom_s = moments.times(time_s), time_s[moments.bottom]
    error_deg = settings.hip_error_deg
    shape = evidence.moment_m.shape
    lengths = {name: np.full(shape, np.nan) for name in ("moment", "bottom", "without", "error")}
    standing, raised = np.full(shape[1], np.nan), np.full(shape[1], np.nan)
    for column, (group, side) in enumerate(zip(evidence.groups, evidence.sides, strict=True)):
        if group not in _REGRESSED:
            continue
        hip = signals.hip_flexion_deg[:, [SIDES.index(side)]]
        knee = signals.knee_flexion_deg[:, [SIDES.index(side)]]
        length = hawkins_hull_unverified(group, hip, knee)
        at_bottom = [sample(time_s, angle, bottom_s)[:, 0] for angle in (hip, knee)]
        hip_free = at_bottom[0] + evidence.wink_deg
        lengths["moment"][:, column] = sample(time_s, length, when_s)[:, 0]
        lengths["bottom"][:, column] = sample(time_s, length, bottom_s)[:, 0]
        lengths["without"][:, column] = hawkins_hull_unverified(group, hip_free, at_bottom[1])
        slope = hawkins_hull_unverified(group, hip_free + 1.0, at_bottom[1])
        lengths["error"][:, column] = error_deg * np.abs(slope - lengths["without"][:, column])
        standing[column] = standing_lengths(length, moments.standing)[0]
        slr = np.array([evidence.slr_deg[column]])
        raised[column] = hawkins_hull_unverified(group, slr, np.zeros(1))[0]
    everywhere = np.ones(shape, dtype=bool)
    return replace(
        evidence,
        source=REGRESSION,
        standing_m=standing,
        raised_m=raised,
        moment_m=lengths["moment"],
        bottom_m=lengths["bottom"],
        without_m=lengths["without"],
        moment_error_m=lengths["error"],
        bottom_error_m=lengths["error"],
        valid_moment=everywhere,
        valid_bottom=everywhere,
        valid_without=everywhere,
        passive_nm=np.full(shape, np.nan),
        passive_error_nm=np.full(shape, np.nan),
    )
