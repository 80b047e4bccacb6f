"""The same trial seen by a regression on joint angles, beside the model's paths."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.gather import standing_lengths
from opensim_wink.claims.hamstrings.moments import Moments, sample
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.muscle.regression import hawkins_hull_unverified
from opensim_wink.squat.signals import SquatSignals

FloatArray = NDArray[np.float64]

REGRESSION = "the Hawkins and Hull regression (unverified)"
_REGRESSED = ("biceps_femoris_long", "semimembranosus", "semitendinosus")


@dataclass(frozen=True, eq=False)
class LegAngles:
    """Hip and knee flexion of both legs (right, left) when the tests look, degrees.

    Attributes
    ----------
    standing_hip, standing_knee : ndarray, shape (2,)
        In standing.
    moment_hip, moment_knee, bottom_hip, bottom_knee : ndarray, shape (R, 2)
        At the moment and at the bottom of each repetition.
    """

    standing_hip: FloatArray
    standing_knee: FloatArray
    moment_hip: FloatArray
    moment_knee: FloatArray
    bottom_hip: FloatArray
    bottom_knee: FloatArray


def leg_angles(moments: Moments, signals: SquatSignals) -> LegAngles:
    """Read hip and knee flexion at the moments of the repetitions.

    Parameters
    ----------
    moments : Moments
        When to look.
    signals : SquatSignals
        Hip and knee flexion, right and left.

    Returns
    -------
    LegAngles
        NaN where a frame was not solved.
    """
    time_s = signals.time_s
    when_s, bottom_s = moments.times(time_s), time_s[moments.bottom]
    hip, knee = signals.hip_flexion_deg, signals.knee_flexion_deg
    return LegAngles(
        standing_lengths(hip, moments.standing),
        standing_lengths(knee, moments.standing),
        sample(time_s, hip, when_s),
        sample(time_s, knee, when_s),
        sample(time_s, hip, bottom_s),
        sample(time_s, knee, bottom_s),
    )


def raised_by_regression(evidence: Evidence, slr_deg: FloatArray) -> FloatArray:
    """Lengths at the end of straight-leg raises, in thigh lengths.

    Parameters
    ----------
    evidence : Evidence
        Whose muscles.
    slr_deg : ndarray, shape (N,)
        Hip flexion at the end of the raise.

    Returns
    -------
    ndarray, shape (N, K)
        NaN for muscles that the regression does not know.
    """
    straight = np.zeros(len(slr_deg))
    lengths = [
        hawkins_hull_unverified(group, slr_deg, straight)
        if group in _REGRESSED
        else np.full(len(slr_deg), np.nan)
        for group in evidence.groups
    ]
    return np.stack(lengths, axis=1)


def by_regression(evidence: Evidence, angles: LegAngles, settings: LombardSettings) -> Evidence:
    """The same trial by the regression of Hawkins and Hull, lengths in thigh lengths.

    Its coefficients are unverified: what comes of it may cast doubt on a verdict and never makes
    one. Muscles that it does not know keep NaN; it has no passive moment.

    Parameters
    ----------
    evidence : Evidence
        The model's.
    angles : LegAngles
        Of the same repetitions.
    settings : LombardSettings
        Error of the hip angle.

    Returns
    -------
    Evidence
        Of the same muscles.
    """
    shape = evidence.moment_m.shape
    moment, bottom, without, error = (np.full(shape, np.nan) for _ in range(4))
    standing, raised = np.full(shape[1], np.nan), np.full(shape[1], np.nan)
    for column, (group, of) in enumerate(zip(evidence.groups, evidence.sides, strict=True)):
        if group not in _REGRESSED:
            continue
        side = SIDES.index("r" if of == "r" else "l")
        hip, knee = angles.bottom_hip[:, side], angles.bottom_knee[:, side]
        moment[:, column] = hawkins_hull_unverified(
            group, angles.moment_hip[:, side], angles.moment_knee[:, side]
        )
        bottom[:, column] = hawkins_hull_unverified(group, hip, knee)
        without[:, column] = hawkins_hull_unverified(group, hip + evidence.wink_deg, knee)
        off = hawkins_hull_unverified(group, hip + settings.hip_error_deg, knee)
        error[:, column] = np.abs(off - bottom[:, column])
        standing[column] = hawkins_hull_unverified(
            group, angles.standing_hip[side], angles.standing_knee[side]
        )
        raised[column] = hawkins_hull_unverified(group, evidence.slr_deg[column], np.zeros(()))
    everywhere = np.ones(shape, dtype=bool)
    return replace(
        evidence,
        source=REGRESSION,
        standing_m=standing,
        raised_m=raised,
        moment_m=moment,
        bottom_m=bottom,
        without_m=without,
        moment_error_m=error,
        bottom_error_m=error,
        valid_moment=everywhere,
        valid_bottom=everywhere,
        valid_without=everywhere,
        passive_nm=np.full(shape, np.nan),
        passive_error_nm=np.full(shape, np.nan),
    )
