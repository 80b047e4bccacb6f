"""How deep may I go: the depth down to which the wink surely stays under a limit.

The wink so far at a depth is the angle there minus the most anterior (most extended) angle on the
way to it. Its upper bound is compared with the limit; the answer is the depth above which no bound
has reached it. Depth is absolute here, since a box is: one that fits has the same height whichever
repetition it was learnt from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.squat.curves import mean_of_known
from opensim_wink.squat.depth import box_height_cm, depth_axes
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import over_depth
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.uncertainty.intervals import ENDS

STEP_PER_LEG = 0.002
# Depths near standing, where the start of a repetition is no wink.
FIRST_PER_LEG = 0.02
# The deepest frame of a sample may lie this much above the trial's own.
REACH_PER_LEG = 0.01

Basis = Literal["worst repetition", "mean of repetitions"]
Outcome = Literal["limited", "safe as deep as seen", "nowhere safe", "unknown"]

DEFINITIONS = {
    "safe_depth": (
        "The deepest position above which the upper end of the 95 % interval of the wink so far "
        "stays under the limit, in every repetition that counts (worst repetition) or in their "
        "mean; one that a flag of the guard blocks does not count. Where the wink never reaches "
        "the limit it is the deepest position seen; nothing is said of what lies below it."
    ),
}


@dataclass(frozen=True, eq=False)
class WinkOverDepth:
    """Wink so far over absolute depth, of R repetitions.

    Attributes
    ----------
    depth_per_leg : ndarray, shape (G,)
        Drop of the hips below standing over leg length.
    wink_deg, high_deg : ndarray, shape (R, G)
        Wink so far and its upper bound; NaN below a repetition's bottom and in unsolved frames.
    mean_deg, mean_high_deg : ndarray, shape (G,)
        The same for the mean over the repetitions that reach a depth.
    """

    depth_per_leg: FloatArray
    wink_deg: FloatArray
    high_deg: FloatArray
    mean_deg: FloatArray
    mean_high_deg: FloatArray


@dataclass(frozen=True)
class SafeDepth:
    """The answer to how deep one may go.

    Attributes
    ----------
    outcome : {"limited", "safe as deep as seen", "nowhere safe", "unknown"}
        What the numbers mean: the depth where the limit is reached, the deepest depth seen, or
        none (all NaN).
    basis : {"worst repetition", "mean of repetitions"}
        Whose wink was compared.
    limit_deg : float
        The limit.
    depth_per_leg : float
        Drop of the hips below standing over leg length.
    depth_fraction : float
        The same as a share of the deepest repetition's.
    box_height_cm : float
        Height of a box that stops the subject there.
    knee_flexion_deg : float
        Mean knee flexion there.
    """

    outcome: Outcome
    basis: Basis
    limit_deg: float
    depth_per_leg: float
    depth_fraction: float
    box_height_cm: float
    knee_flexion_deg: float


def wink_over_depth(
    depth_per_leg: FloatArray,
    angle_deg: FloatArray,
    reps: Sequence[Repetition],
    *,
    samples: tuple[FloatArray, FloatArray] | None = None,
    error_deg: float = 0.0,
) -> WinkOverDepth:
    """Wink so far, and its upper bound, over absolute depth.

    Parameters
    ----------
    depth_per_leg : ndarray, shape (T,)
        Drop of the hips below standing over leg length.
    angle_deg : ndarray, shape (T,)
        Posterior pelvic tilt or lumbar flexion.
    reps : sequence of Repetition
        Repetitions to learn from.
    samples : tuple of ndarray, shape (S, T) each, optional
        Depth and angle of noise samples, for the upper end of the 95 % interval.
    error_deg : float
        Added to the wink as its bound where there are no samples.

    Returns
    -------
    WinkOverDepth
        On a grid that ends at the deepest bottom.
    """
    deepest = max((float(depth_per_leg[rep.bottom]) for rep in reps), default=0.0)
    steps = max(0, int((deepest - FIRST_PER_LEG) / STEP_PER_LEG) + 1)
    grid: FloatArray = FIRST_PER_LEG + STEP_PER_LEG * np.arange(steps, dtype=np.float64)
    wink = np.full((len(reps), grid.size), np.nan)
    high, drawn = wink.copy(), []
    for row, rep in enumerate(reps):
        wink[row] = _so_far(over_depth(depth_per_leg, angle_deg, rep, "descent", grid))
        high[row] = wink[row] + error_deg
        if samples is not None:
            read = over_depth(*samples, rep, "descent", grid, held_below=REACH_PER_LEG)
            drawn.append(np.where(np.isfinite(wink[row]), _so_far(read), np.nan))
            high[row] = _upper(wink[row], drawn[-1])
    mean = mean_of_known(wink)
    mean_high = mean + error_deg
    if drawn:
        mean_high = _upper(mean, mean_of_known(np.stack(drawn)))
    return WinkOverDepth(grid, wink, high, mean, mean_high)


def _upper(measured: FloatArray, drawn: FloatArray) -> FloatArray:
    """Upper end of the 95 % interval, from draws along the first axis.

    A wink cannot be negative. Far from zero its draws scatter around the measured value as that
    does around the true one, and the interval mirrors them; near zero their own upper end is safe.
    The higher of the two is taken.
    """
    low, high = np.quantile(drawn, ENDS, axis=0, method="weibull")
    return np.asarray(np.maximum(2 * measured - low, high))


def _so_far(angle: FloatArray) -> FloatArray:
    """Angle minus its smallest so far along the last axis; NaN stays NaN."""
    lowest = np.minimum.accumulate(np.where(np.isfinite(angle), angle, np.inf), axis=-1)
    return np.asarray(angle - lowest)


def safe_depth(
    signals: SquatSignals,
    reps: Sequence[Repetition],
    over: WinkOverDepth,
    limit_deg: float,
    *,
    basis: Basis = "worst repetition",
    settings: SquatSettings | None = None,
) -> SafeDepth:
    """Depth down to which the wink surely stays under a limit.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    reps : sequence of Repetition
        The repetitions that ``over`` was made of.
    over : WinkOverDepth
        Wink so far over depth.
    limit_deg : float
        Smallest wink that is too much.
    basis : {"worst repetition", "mean of repetitions"}
        Whether every repetition must stay under the limit, or their mean.
    settings : SquatSettings, optional
        For the height of the hip centre above a seat.

    Returns
    -------
    SafeDepth
        ``"unknown"`` where no depth was solved in any repetition.
    """
    settings = settings or SquatSettings()
    nowhere = SafeDepth("nowhere safe", basis, limit_deg, *([float("nan")] * 4))
    known = np.isfinite(over.high_deg)
    if basis == "worst repetition":
        bound = np.where(known, over.high_deg, -np.inf).max(axis=0, initial=-np.inf)
    else:
        bound = np.where(known.any(axis=0), over.mean_high_deg, -np.inf)
    seen = np.flatnonzero(np.isfinite(bound))
    if not seen.size:
        return SafeDepth("unknown", basis, limit_deg, *([float("nan")] * 4))
    over_limit = np.flatnonzero(bound >= limit_deg)
    if over_limit.size and over_limit[0] == seen[0]:
        return nowhere
    deepest = max(rep.depth_m for rep in reps) / signals.leg_length_m
    last = int(over_limit[0]) - 1 if over_limit.size else int(seen[-1])
    depth = float(over.depth_per_leg[last])
    if not over_limit.size and deepest - depth < STEP_PER_LEG:
        depth = deepest  # the grid ends less than a step above it
    axes = [depth_axes(signals, rep.standing_height_m, settings=settings) for rep in reps]
    knees = np.array(
        [
            over_depth(axis.depth_per_leg, axis.knee_flexion_deg, rep, "descent", np.array([depth]))
            for axis, rep in zip(axes, reps, strict=True)
        ]
    )
    standing_m = float(np.mean([rep.standing_height_m for rep in reps]))
    hip_m = np.array(standing_m - depth * signals.leg_length_m)
    return SafeDepth(
        outcome="limited" if over_limit.size else "safe as deep as seen",
        basis=basis,
        limit_deg=limit_deg,
        depth_per_leg=depth,
        depth_fraction=depth / deepest,
        box_height_cm=float(box_height_cm(hip_m, signals.leg_length_m, settings)),
        knee_flexion_deg=float(mean_of_known(knees)[0]),
    )
