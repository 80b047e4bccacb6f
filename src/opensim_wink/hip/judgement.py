"""Does a wink begin where bone would meet bone? Told by a share of hips, never a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.hip.band import HipBand
from opensim_wink.hip.contact import clearance

ContactVerdict = Literal["consistent with", "against", "cannot tell"]

COINCIDES_DEG = (
    5.0  # of flexion: error of a hip angle from markers, twice that of the wink's ± 2.5°
)
MOST_SHARE, LEAST_SHARE = 0.8, 0.05


@dataclass(frozen=True)
class ContactJudgement:
    """A band of hips, held against one posture.

    Attributes
    ----------
    verdict : {"consistent with", "against", "cannot tell"}
        Whether contact coincides with the posture in at least 80 %, at most 5 %, or between, of the
        hips that this posture leaves possible; "cannot tell" where it rules out over 80 %.
    coincides, earlier, not_yet : float
        Shares of the band whose bone meets within 5° of flexion, would have met before that, or has
        more than 5° left; they add up to 1. NaN where the posture is unknown.
    left_deg, left_low_deg, left_high_deg : float
        Flexion left to contact: median and middle 95 % of the band; −inf where infeasible, inf
        where bone never meets.
    """

    verdict: ContactVerdict
    coincides: float
    earlier: float
    not_yet: float
    left_deg: float
    left_low_deg: float
    left_high_deg: float


def judge_contact(
    band: HipBand, flexion_deg: float, adduction_deg: float, internal_rotation_deg: float
) -> ContactJudgement:
    """Hold a posture, such as that at a wink's onset, against where a band of hips meets bone.

    Parameters
    ----------
    band : HipBand
        Hips that it could be.
    flexion_deg, adduction_deg, internal_rotation_deg : float
        The posture; NaN gives "cannot tell".

    Returns
    -------
    ContactJudgement
        Shares of the whole band, and the verdict of the hips among them that did not meet bone
        earlier: the hip went on flexing past a contact that it cannot have had. Where that rules
        out most of the band, the rest is a tail that nothing is known of, and nothing is told.
    """
    nan = float("nan")
    if not np.isfinite([flexion_deg, adduction_deg, internal_rotation_deg]).all():
        return ContactJudgement("cannot tell", nan, nan, nan, nan, nan, nan)
    room = clearance(
        band.shapes,
        flexion_deg,
        adduction_deg,
        internal_rotation_deg,
        posterior_plane_tilt_deg=band.posterior_plane_tilt_deg,
    )
    left = room.flexion_left_deg
    earlier = float(np.mean(left < -COINCIDES_DEG))
    not_yet = float(np.mean(left > COINCIDES_DEG))
    coincides = float(np.mean(np.abs(left) <= COINCIDES_DEG))
    # Infinite ends must not be averaged with finite ones.
    low, middle, high = np.quantile(left, [0.025, 0.5, 0.975], method="inverted_cdf")
    verdict = _verdict(coincides, earlier)
    return ContactJudgement(
        verdict, coincides, earlier, not_yet, float(middle), float(low), float(high)
    )


def _verdict(coincides: float, earlier: float) -> ContactVerdict:
    """Of the hips that the posture does not rule out."""
    if earlier > MOST_SHARE:
        return "cannot tell"
    share = coincides / (1 - earlier)
    if share >= MOST_SHARE:
        return "consistent with"
    return "against" if share <= LEAST_SHARE else "cannot tell"
