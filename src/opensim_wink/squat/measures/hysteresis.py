"""How far the way up differs from the way down at the same depth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import over_depth
from opensim_wink.squat.signals import FloatArray

# Near standing a small drop stands for a long time and many postures.
FIRST_DEPTH = 0.1
STEPS = 91
LEAST_COVERED = 0.8

DEFINITIONS = {
    "hysteresis_mean_deg": (
        "Angle in the ascent minus angle in the descent at the same depth, mean over depths from "
        f"{FIRST_DEPTH:g} to 1: + more flexed on the way up."
    ),
    "hysteresis_largest_deg": "The largest size of that difference, whichever way.",
    "hysteresis_area_deg": (
        "Area of the loop of angle over depth, in degrees times the share of depth, whichever "
        "way round it runs."
    ),
}


@dataclass(frozen=True, eq=False)
class Hysteresis:
    """Difference between the two halves of a repetition; each of shape (...).

    Attributes
    ----------
    mean_deg : ndarray
        Mean of ascent minus descent at matched depth.
    largest_deg : ndarray
        Its largest size, whichever way, ≥ 0.
    area_deg : ndarray
        Integral of the size of the difference over the share of depth.
    """

    mean_deg: FloatArray
    largest_deg: FloatArray
    area_deg: FloatArray


def hysteresis(depth: FloatArray, angle_deg: FloatArray, rep: Repetition) -> Hysteresis:
    """Compare descent and ascent of an angle at matched depth.

    Parameters
    ----------
    depth : ndarray, shape (..., T)
        Share of the repetition's depth in every frame, see `depth_share`.
    angle_deg : ndarray, shape (..., T)
        Any angle over the whole trial.
    rep : Repetition
        The repetition.

    Returns
    -------
    Hysteresis
        NaN where less than 80 % of the depths were solved on both ways.
    """
    grid = np.linspace(FIRST_DEPTH, 1.0, STEPS)
    apart = over_depth(depth, angle_deg, rep, "ascent", grid) - over_depth(
        depth, angle_deg, rep, "descent", grid
    )
    known = np.isfinite(apart)
    enough = known.mean(axis=-1) >= LEAST_COVERED
    apart = np.where(known, apart, 0.0)
    largest = np.abs(apart).max(axis=-1)
    # Both ways share the bottom, so every depth weighs the same but the two ends, which weigh half.
    weight = np.where(known, 1.0, 0.0)
    weight[..., [0, -1]] *= 0.5
    total = np.maximum(weight.sum(axis=-1), 1.0)
    mean = (weight * apart).sum(axis=-1) / total
    size = (weight * np.abs(apart)).sum(axis=-1) / total
    span = (1.0 - FIRST_DEPTH) * weight.sum(axis=-1) / (STEPS - 1)
    return Hysteresis(
        mean_deg=np.where(enough, mean, np.nan),
        largest_deg=np.where(enough, largest, np.nan),
        area_deg=np.where(enough, size * span, np.nan),
    )
