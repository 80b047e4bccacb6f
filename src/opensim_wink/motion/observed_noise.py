"""Marker errors that the recording itself shows, where they exceed the assumed ones.

The skin is taken to move in proportion to the flexion next to it (see `soft_tissue`). So the
residual of each marker (see `residuals`) is regressed on that flexion; the slopes are the part of
the skin's full shift that the fit does not follow. For assumed sizes σ of the regions the slopes'
covariance is known: with ``B`` from the full shifts of all markers to the slopes it is
``Σ σ² B Bᵀ`` over the regions, and what noise adds. Where the squared slopes of a region sum to
more than chance allows, the region's size is raised until the expected sum is the observed one: the
method of moments, without a cap, never down. Noise is held against its assumption likewise, by what
is left of it by the low-pass filter over a tenth of a second.

It is a **lower bound**. Skin that carries all markers of a segment alike looks like movement of the
segment, and the few directions in which a segment's markers can disagree (six for four markers)
make the estimate from one recording loose. What the slopes hold may also be a model that does not
fit the person: its errors move the same angles, so they widen the same intervals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.residual_slopes import ResidualSlopes, residual_slopes
from opensim_wink.motion.residuals import residual_vectors
from opensim_wink.motion.soft_tissue import (
    FULL_HIP_DEG,
    FULL_KNEE_DEG,
    FULL_LUMBAR_DEG,
    MarkerNoise,
    Region,
    marker_errors,
    region_of,
)
from opensim_wink.trial.filters import lowpass

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

# Regions that are judged, and where their skin has moved in full. Feet, arms and head are not: what
# a flat foot or a swinging arm shows is more of the model's joints than of the skin.
JUDGED: dict[Region, str] = {
    "pelvis": f"{FULL_HIP_DEG:.0f}° of hip flexion",
    "trunk": f"{FULL_LUMBAR_DEG:.0f}° of lumbar flexion",
    "thigh": f"{FULL_HIP_DEG:.0f}° of hip flexion",
    "shank": f"{FULL_KNEE_DEG:.0f}° of knee flexion",
}
CHANCE = 0.05  # that any skin is raised where all of it is as assumed; the same for noise
LEAST_LEFT = 0.1  # of the skin's square that the fit must leave for a region to be judged
LEAST_WEIGHT_SHARE = 0.05  # of the largest weight: a marker below it hardly steers the fit
_LAG_S = 0.1  # over which noise is looked at: no squat turns around in it


@dataclass(frozen=True)
class ObservedNoise:
    """Marker errors to use.

    Attributes
    ----------
    noise : MarkerNoise
        At least the assumed sizes.
    assumed : MarkerNoise
        What it started from.
    notes : tuple of str
        Which sizes were raised, one sentence each.
    """

    noise: MarkerNoise
    assumed: MarkerNoise
    notes: tuple[str, ...]


def observed_noise(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    points_m: FloatArray,
    *,
    tasks: IKTasks | None = None,
    measured: BoolArray | None = None,
    standing: FloatArray | None = None,
    cutoff_hz: float = 6.0,
) -> ObservedNoise:
    """Raise the assumed marker errors to what the residuals show.

    Parameters
    ----------
    motion : Motion
        Solved coordinates, with the markers that were followed and their weights.
    tree : KinematicTree
        The model.
    profile : Profile
        Which body is what.
    noise : MarkerNoise
        Assumed sizes.
    points_m : ndarray, shape (T, M, 3)
        Where the followed markers were measured, in ground, m.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.
    measured : ndarray of bool, shape (T, M), optional
        False where a gap was filled: nothing is learned from there.
    standing : ndarray, shape (C,), optional
        Posture in which no skin has moved, as in `marker_errors`.
    cutoff_hz : float
        Cutoff of the filter that the curves go through, and their noise with them.

    Returns
    -------
    ObservedNoise
        The assumed sizes themselves where nothing exceeds them by more than chance, or where the
        person hardly moves.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    SettingError
        If ``points_m`` or ``measured`` do not fit the motion.

    References
    ----------
    Box GEP (1954). Some theorems on quadratic forms applied in the study of analysis of variance
    problems, I. Ann Math Stat 25:290-302. doi:10.1214/aoms/1177728786
    """
    residual_m = residual_vectors(motion, tree, points_m, measured=measured)
    region = np.array([region_of(tree, profile, body)[0] for body in _bodies(motion, tree)])
    heavy = motion.weights >= LEAST_WEIGHT_SHARE * motion.weights.max(initial=0.0)
    seen = np.isfinite(residual_m).any(axis=(0, 2))
    judged = np.flatnonzero(np.isin(region, list(JUDGED)) & heavy & seen)
    if not len(judged):
        return ObservedNoise(noise, noise, ())
    unit = replace(noise, **{f"{name}_mm": 1.0 for name in get_args(Region)})
    errors = marker_errors(motion, tree, profile, unit, measured=measured, standing=standing)
    share = 1e3 * np.nan_to_num(errors.skin_m)
    slopes = residual_slopes(
        motion,
        tree,
        residual_m,
        share,
        errors.noise_m,
        judged,
        correlation_s=noise.correlation_s,
        tasks=tasks,
    )
    raised = _raised_skin(slopes, region, judged, noise)
    words = [_skin_note(name, noise.skin_mm(name), size) for name, size in raised.items()]
    straight = slopes.intercept_m + share[:, judged, None] * slopes.slope_m
    restless = _restless(
        residual_m[:, judged] - straight, slopes.left_m2, region[judged], motion, noise, cutoff_hz
    )
    sizes = {f"{name}_mm": size for name, size in raised.items()}
    if restless is not None:
        where, sizes["sd_mm"] = restless
        sizes["filled_sd_mm"] = max(noise.filled_sd_mm, sizes["sd_mm"])
        words.append(
            f"The markers of the {where} move from moment to moment by more than the assumed "
            f"{noise.sd_mm:g} mm (SD along each axis): their residuals show "
            f"{sizes['sd_mm']:.1f} mm, which the intervals use for every marker."
        )
    return ObservedNoise(replace(noise, **sizes), noise, tuple(words))


def _bodies(motion: Motion, tree: KinematicTree) -> list[int]:
    return [int(tree.marker_body[tree.markers.index(name)]) for name in motion.markers]


def _skin_note(region: Region, assumed_mm: float, size_mm: float) -> str:
    return (
        f"The markers of the {region} move against the model by more than the assumed "
        f"{assumed_mm:g} mm (SD along each axis at {JUDGED[region]} beyond standing): their "
        f"residuals show {size_mm:.0f} mm, which the intervals use."
    )


def _raised_skin(
    slopes: ResidualSlopes, region: NDArray[np.str_], judged: IndexArray, noise: MarkerNoise
) -> dict[Region, float]:
    """Sizes of the regions whose skin moves by more than assumed and than chance allows, mm."""
    from scipy.optimize import nnls
    from scipy.stats import chi2

    rows: dict[Region, BoolArray] = {}
    for name in JUDGED:
        own = slopes.reaches & (region[judged] == name)
        left = slopes.skin[np.repeat(own, 3)][:, np.repeat(region == name, 3)]
        if own.any() and np.sum(left**2) >= LEAST_LEFT * 3 * own.sum():
            rows[name] = np.repeat(own, 3)
    names: tuple[Region, ...] = get_args(Region)
    assumed = np.array([1e-3 * noise.skin_mm(name) for name in names]) ** 2
    variance = np.repeat([assumed[names.index(name)] for name in region], 3)
    whole = (slopes.skin * variance) @ slopes.skin.T + slopes.noise_m2
    flat = slopes.slope_m.ravel()
    excess: dict[Region, float] = {}
    for name, own in rows.items():
        own_whole = whole[np.ix_(own, own)]
        expected, squared = float(np.trace(own_whole)), float(np.sum(flat[own] ** 2))
        spread = float(np.sum(own_whole**2))
        # Box: such a sum is distributed like a scaled chi-square of as many degrees of freedom.
        freedom = expected**2 / spread if spread > 0 else np.inf
        limit = expected
        if np.isfinite(freedom):
            limit *= chi2.ppf(1.0 - CHANCE / len(rows), freedom) / freedom
        if squared > limit:
            excess[name] = squared - expected
    if not excess:
        return {}
    # What one region's skin leaves in another's residuals is shared out by the least squares.
    gain = np.array(
        [
            [np.sum(slopes.skin[rows[one]][:, np.repeat(region == two, 3)] ** 2) for two in excess]
            for one in excess
        ]
    )
    own_gain = np.diag(gain)
    added = nnls(gain / own_gain[:, None], np.array(list(excess.values())) / own_gain)[0]
    total = added + [assumed[names.index(name)] for name in excess]
    return {
        name: 1e3 * float(np.sqrt(size))
        for name, size, more in zip(excess, total, added, strict=True)
        if more > 0
    }


def _restless(
    residual_m: FloatArray,
    left_m2: FloatArray,
    region: NDArray[np.str_],
    motion: Motion,
    noise: MarkerNoise,
    cutoff_hz: float,
) -> tuple[Region, float] | None:
    """The region whose markers are noisiest, and how noisy, mm; None where all are as assumed.

    The median over a region's markers stands for it: one that jumps is the guard's matter.
    """
    from scipy.stats import chi2

    if noise.sd_mm == 0 or motion.n_frames < 3:
        return None
    rate_hz = 1.0 / float(np.median(np.diff(motion.time_s)))
    lag = max(1, round(_LAG_S * rate_hz))
    bent = _bend(lowpass(residual_m, rate_hz, cutoff_hz), lag)
    known: BoolArray = np.asarray(np.isfinite(bent).all(axis=2))
    count = known.sum(axis=0)
    squared = np.sum(np.where(known[..., None], bent, 0.0) ** 2, axis=(0, 2))
    kept, together = _kept_noise(rate_hz, lag, cutoff_hz, noise.correlation_s)
    usable = (count >= rate_hz) & (left_m2 > 0)
    ratio = np.where(usable, squared, 0.0) / np.where(usable, kept * count * left_m2, 1.0)
    found: list[tuple[float, Region]] = []
    for name in JUDGED:
        own = usable & (region == name)
        if not own.any():
            continue
        freedom = 3 * float(np.median(count[own])) / together
        typical = float(np.median(ratio[own]))
        if typical > chi2.ppf(1.0 - CHANCE / len(JUDGED), freedom) / freedom:
            found.append((typical, name))
    if not found:
        return None
    largest, where = max(found)
    return where, noise.sd_mm * float(np.sqrt(largest))


def _bend(values: FloatArray, lag: int) -> FloatArray:
    """Second difference over time: blind to what stays or moves evenly."""
    return np.asarray(values[2 * lag :] - 2.0 * values[lag:-lag] + values[: -2 * lag])


def _kept_noise(
    rate_hz: float, lag: int, cutoff_hz: float, correlation_s: float
) -> tuple[float, float]:
    """Variance of filtered, bent unit noise, and how many frames of it tell as much as one."""
    reach = int(np.ceil(rate_hz)) + 2 * lag
    impulse = np.zeros(2 * reach + 1)
    impulse[reach] = 1.0
    weights = _bend(lowpass(impulse, rate_hz, cutoff_hz), lag)
    products = np.correlate(weights, weights, mode="full")
    steps = np.arange(-3 * reach, 3 * reach + 1)
    alike = np.exp(-np.abs(steps) / (rate_hz * correlation_s))
    covariance = np.convolve(products, alike, mode="full")
    middle = len(covariance) // 2
    return float(covariance[middle]), float(np.sum((covariance / covariance[middle]) ** 2))
