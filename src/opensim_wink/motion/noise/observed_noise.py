"""Marker errors that the recording itself shows, where they exceed the assumed ones.

The skin is taken to move in proportion to the flexion next to it (see `soft_tissue`). So the
residual of each marker (see `residuals`) is regressed on that flexion; the slopes are the part of
the skin's full shift that the fit does not follow. For assumed sizes σ of the regions the slopes'
covariance is known: with ``B`` from the full shifts of all markers to the slopes it is
``Σ σ² B Bᵀ`` over the regions, and what noise adds. Where the squared slopes of a region sum to
more than chance allows, the region's size is raised until the expected sum is the observed one: the
method of moments, without a cap, never down; the region that exceeds chance by most comes first,
then the others are judged anew. Noise is held against its assumption before that, by what the
low-pass filter leaves of it over a tenth of a second.

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
from opensim_wink.motion.noise.residual_slopes import ResidualSlopes, residual_slopes
from opensim_wink.motion.noise.residuals import residual_vectors
from opensim_wink.motion.noise.soft_tissue import (
    FULL_HIP_DEG,
    FULL_KNEE_DEG,
    FULL_LUMBAR_DEG,
    MarkerNoise,
    Region,
    marker_errors,
    region_of,
)
from opensim_wink.trial.filters import frame_rate, lowpass

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
    Imhof JP (1961). Computing the distribution of quadratic forms in normal variables. Biometrika
    48:419-426. doi:10.1093/biomet/48.3-4.419
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
    straight = slopes.intercept_m + share[:, judged, None] * slopes.slope_m
    restless = _restless(
        residual_m[:, judged] - straight, slopes.left_m2, region[judged], motion, noise, cutoff_hz
    )
    sizes: dict[str, float] = {}
    words: list[str] = []
    if restless is not None:
        where, sd_mm = restless
        sizes = {"sd_mm": sd_mm, "filled_sd_mm": max(noise.filled_sd_mm, sd_mm)}
        words.append(_restless_note(where, noise.sd_mm, sd_mm))
        # Larger noise moves the slopes by more: only what is beyond that is the skin's.
        slopes = replace(slopes, noise_m2=slopes.noise_m2 * (sd_mm / noise.sd_mm) ** 2)
    raised = _raised_skin(slopes, region, judged, noise)
    words += [
        _skin_note(name, noise.skin_mm(name), raised[name]) for name in JUDGED if name in raised
    ]
    sizes |= {f"{name}_mm": size for name, size in raised.items()}
    return ObservedNoise(replace(noise, **sizes), noise, tuple(words))


def _restless_note(region: Region, assumed_mm: float, size_mm: float) -> str:
    return (
        f"The markers of the {region} move from moment to moment by more than the assumed "
        f"{assumed_mm:g} mm (SD along each axis): their residuals show {size_mm:.1f} mm, which the "
        "intervals use for every marker."
    )


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
    """Sizes of the regions whose skin moves by more than assumed and than chance allows, mm.

    The region that exceeds chance by most is raised first, and the others are judged anew: skin of
    one region leaves a part in the residuals of its neighbours.
    """
    from scipy.optimize import nnls

    regions: tuple[Region, ...] = get_args(Region)
    per_variance = {name: _squared(slopes, region == name) for name in regions}
    rows: dict[Region, BoolArray] = {}
    for name in JUDGED:
        own = np.repeat(slopes.reaches & (region[judged] == name), 3)
        if own.any() and np.trace(per_variance[name][np.ix_(own, own)]) >= LEAST_LEFT * own.sum():
            rows[name] = own
    assumed = {name: 1e-6 * noise.skin_mm(name) ** 2 for name in regions}
    size, raised = dict(assumed), list[Region]()
    found = {name: float(np.sum(slopes.slope_m.ravel()[own] ** 2)) for name, own in rows.items()}
    while len(raised) < len(rows):
        whole = slopes.noise_m2 + sum(size[name] * per_variance[name] for name in regions)
        beyond = {
            name: found[name] - _most_by_chance(whole[np.ix_(own, own)], CHANCE / len(rows))
            for name, own in rows.items()
            if name not in raised
        }
        worst = max(beyond, key=lambda name: beyond[name] / found[name] if found[name] else -1.0)
        if beyond[worst] <= 0:
            break
        raised.append(worst)
        gain = np.array(
            [
                [np.trace(per_variance[two][np.ix_(rows[o], rows[o])]) for two in raised]
                for o in raised
            ]
        )
        start = slopes.noise_m2 + sum(assumed[name] * per_variance[name] for name in regions)
        excess = [found[name] - np.trace(start[np.ix_(rows[name], rows[name])]) for name in raised]
        scale = 1.0 / np.diag(gain)
        added = nnls(gain * scale[:, None], np.array(excess) * scale)[0]
        size |= {name: assumed[name] + float(y) for name, y in zip(raised, added, strict=True)}
    return {name: 1e3 * float(np.sqrt(size[name])) for name in raised if size[name] > assumed[name]}


def _squared(slopes: ResidualSlopes, markers: BoolArray) -> FloatArray:
    """Covariance of the slopes for unit variance of some markers' skin, (3J, 3J)."""
    part = slopes.skin[:, np.repeat(markers, 3)]
    return np.asarray(part @ part.T)


def _most_by_chance(covariance: FloatArray, chance: float) -> float:
    """What the sum of squares of normal numbers exceeds with the given chance.

    Pearson's approximation by a shifted chi-square of the same mean, variance and skewness, which
    in the upper tail is good even where a few directions carry most of the sum.
    """
    from scipy.stats import chi2

    values = np.maximum(np.linalg.eigvalsh(covariance), 0.0)
    first, second, third = (float(np.sum(values**power)) for power in (1, 2, 3))
    if third == 0:
        return first
    freedom = second**3 / third**2
    beyond = (float(chi2.ppf(1.0 - chance, freedom)) - freedom) / np.sqrt(2.0 * freedom)
    return first + float(np.sqrt(2.0 * second)) * beyond


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
    rate_hz = frame_rate(motion.time_s)
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
