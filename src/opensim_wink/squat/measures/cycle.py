"""The cycle of extension, flexion and extension that a strength coach's account describes.

On the way down the lower back (or the pelvis) first extends, then flexes towards the bottom; on the
way up it extends again. Each part is measured by itself, so that "a return from an arch", "a wink
that comes back" and "a flexion that stays" can be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.wink import turned_back

# Below this flexion a share of it says nothing.
SMALLEST_FLEXION_DEG = 2.0

DEFINITIONS = {
    "first_extension_deg": (
        "Angle at the start of the repetition minus the most extended (most anterior) angle of "
        "the descent: the extension that comes before the flexion."
    ),
    "return_deg": (
        "Angle at the bottom minus the most extended angle of the ascent: what is taken back on "
        "the way up."
    ),
    "return_share": (
        "Return over the flexion from that most extended angle to the bottom (the wink): 1 where "
        f"all of it comes back; none where the flexion is below {SMALLEST_FLEXION_DEG:g}°."
    ),
    "left_over_deg": (
        "Angle at the end of the repetition minus that at its start: + more flexed than before."
    ),
}


@dataclass(frozen=True, eq=False)
class Cycle:
    """Extension, flexion and return of one angle in one repetition; each of shape (...).

    Attributes
    ----------
    first_extension_deg : ndarray
        From the start to the most extended moment of the descent, ≥ 0.
    flexion_deg : ndarray
        From there to the bottom, ≥ 0: the wink, which results report under that name, with an
        interval of its own kind.
    return_deg : ndarray
        From the bottom to the most extended moment of the ascent, ≥ 0.
    return_share : ndarray
        Return over flexion; NaN where the flexion is too small to share.
    left_over_deg : ndarray
        End minus start.
    """

    first_extension_deg: FloatArray
    flexion_deg: FloatArray
    return_deg: FloatArray
    return_share: FloatArray
    left_over_deg: FloatArray


def extension_cycle(
    angle_deg: FloatArray, rep: Repetition, *, max_missing_share: float = 0.3
) -> Cycle:
    """Measure how an angle extends, flexes and extends again.

    Parameters
    ----------
    angle_deg : ndarray, shape (..., T)
        Posterior pelvic tilt (+ posterior) or lumbar flexion (+ flexed) over the whole trial.
    rep : Repetition
        The repetition.
    max_missing_share : float
        Above this share of unsolved frames in a half, what that half shows is NaN.

    Returns
    -------
    Cycle
        Degrees; NaN where the frames needed were not solved.
    """
    turned = partial(turned_back, max_missing_share=max_missing_share)
    descent = angle_deg[..., rep.start : rep.bottom + 1]
    ascent = angle_deg[..., rep.bottom : rep.end + 1]
    # Read backwards, a descent ends at the start and an ascent at the bottom.
    flexion, back = turned(descent), turned(ascent[..., ::-1])
    enough = flexion >= SMALLEST_FLEXION_DEG
    return Cycle(
        first_extension_deg=turned(descent[..., ::-1]),
        flexion_deg=flexion,
        return_deg=back,
        return_share=np.where(enough, back / np.where(enough, flexion, 1.0), np.nan),
        left_over_deg=np.asarray(angle_deg[..., rep.end] - angle_deg[..., rep.start]),
    )
