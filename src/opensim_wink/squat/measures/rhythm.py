"""How thigh, pelvis and lower back share the movement, over depth.

The thigh turns against the vertical by what the hip flexes and by what the pelvis tilts back. The
share that is pelvic is the pelvifemoral rhythm: about 18 % when one hip is flexed in standing
(Murray 2002, doi:10.1016/S0268-0033(01)00115-2) and 13–38 % over published conditions (Bohannon &
Bass 2017, doi:10.1589/jpts.29.2039). In a squat it is negative while the pelvis still tilts
forward, and 1 where the hip no longer gives and the pelvis carries the thigh's whole movement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.curves import at_time
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import over_depth
from opensim_wink.squat.signals import FloatArray

# Depths between which the shares are taken.
BIN_EDGES: FloatArray = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0])
# A share of a smaller movement than this says nothing.
SMALLEST_MOVEMENT_DEG = 2.0

DEFINITIONS = {
    "pelvic_share": (
        "Posterior pelvic tilt gained over thigh elevation gained between two depths of the "
        "descent (pelvifemoral rhythm): negative while the pelvis tilts forward, 1 where the hip "
        "gives nothing."
    ),
    "lumbar_share": "Lumbar flexion gained over thigh elevation gained between the same depths.",
    "lumbar_per_tilt": (
        "Lumbar flexion over posterior pelvic tilt, both from the onset (without one: from the "
        "most anterior tilt) to the bottom: 1 where the thorax keeps its place over a turning "
        "pelvis (lumbopelvic ratio); none where the pelvis turns by less than "
        f"{SMALLEST_MOVEMENT_DEG:g}°."
    ),
}


@dataclass(frozen=True, eq=False)
class Rhythm:
    """Shares of the thigh's movement in the bins of depth.

    Attributes
    ----------
    edges : ndarray, shape (B + 1,)
        Depths between which the shares are taken.
    thigh_deg : ndarray, shape (..., B)
        Thigh elevation gained in each bin.
    pelvic_share, lumbar_share : ndarray, shape (..., B)
        Share of it that pelvis and lower back gained; NaN where the thigh moved too little.
    """

    edges: FloatArray
    thigh_deg: FloatArray
    pelvic_share: FloatArray
    lumbar_share: FloatArray


def pelvifemoral_rhythm(
    depth: FloatArray,
    thigh_elevation_deg: FloatArray,
    posterior_tilt_deg: FloatArray,
    lumbar_flexion_deg: FloatArray,
    rep: Repetition,
    *,
    edges: FloatArray = BIN_EDGES,
) -> Rhythm:
    """Share of the thigh's movement that is pelvic, and lumbar, over depth.

    Parameters
    ----------
    depth : ndarray, shape (..., T)
        Share of the repetition's depth in every frame, see `depth_share`.
    thigh_elevation_deg : ndarray, shape (..., T)
        Thigh against the vertical, 0 hanging, 90 level: 90 − thigh inclination, mean of both sides.
    posterior_tilt_deg, lumbar_flexion_deg : ndarray, shape (..., T)
        Pelvis in space, + posterior; lower back, + flexed.
    rep : Repetition
        The repetition.
    edges : ndarray, shape (B + 1,)
        Rising depths between which the shares are taken; the last bins show the end of the descent.

    Returns
    -------
    Rhythm
        Of the descent.
    """
    thigh, tilt, lumbar = (
        np.diff(over_depth(depth, values, rep, "descent", edges), axis=-1)
        for values in (thigh_elevation_deg, posterior_tilt_deg, lumbar_flexion_deg)
    )
    return Rhythm(edges, thigh, ratio(tilt, thigh), ratio(lumbar, thigh))


def lumbar_per_tilt(
    time_s: FloatArray,
    posterior_tilt_deg: FloatArray,
    lumbar_flexion_deg: FloatArray,
    rep: Repetition,
    onset_s: float | FloatArray | None = None,
) -> FloatArray:
    """Lumbar flexion per degree of posterior tilt in the wink (lumbopelvic ratio).

    Ways to put lumbopelvic rhythm in numbers are reviewed in doi:10.7243/2055-2386-3-5; this is
    the ratio of the two total movements.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    posterior_tilt_deg, lumbar_flexion_deg : ndarray, shape (..., T)
        Pelvis in space, + posterior; lower back, + flexed.
    rep : Repetition
        The repetition.
    onset_s : float or ndarray, shape (...), optional
        When the wink begins; at the most anterior tilt of the descent where it is not given.

    Returns
    -------
    ndarray, shape (...)
        NaN where the pelvis turns back by less than 2°.
    """
    if onset_s is None:
        descent = posterior_tilt_deg[..., rep.start : rep.bottom + 1]
        lowest = np.where(np.isfinite(descent), descent, np.inf).argmin(axis=-1)
        onset_s = time_s[rep.start + lowest]
    tilt, lumbar = (
        values[..., rep.bottom] - at_time(time_s, values, onset_s)
        for values in (posterior_tilt_deg, lumbar_flexion_deg)
    )
    return ratio(lumbar, np.where(tilt > 0, tilt, np.nan))


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Part over whole, NaN where the whole movement is too small to share."""
    enough = np.abs(whole) >= SMALLEST_MOVEMENT_DEG
    return np.where(enough, part / np.where(enough, whole, 1.0), np.nan)
