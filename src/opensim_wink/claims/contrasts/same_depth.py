"""Curves over depth, read where two conditions are equally deep.

A deeper squat tucks the pelvis further whatever else is the same. So curves are compared at the
deepest depth that every usable repetition of both conditions reached, or over the way down to it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from opensim_wink.claims.contrasts.quantities import Source
from opensim_wink.claims.session import BoolArray, ConditionTrial, Descent, FloatArray

LAST_SHARE, LAST_POINTS = 1 / 3, 34


def deepest_common(trials: Iterable[ConditionTrial], curve: str) -> float:
    """Deepest depth that all usable repetitions reached.

    Parameters
    ----------
    trials : iterable of ConditionTrial
        Those that are compared.
    curve : str
        Name of the curve.

    Returns
    -------
    float
        Drop of the hip centres over leg length; NaN where no repetition has the curve.
    """
    deepest = [
        float(trial.descent.depth[np.flatnonzero(known)[-1]])
        for trial in trials
        if trial.descent is not None and curve in trial.descent.curves
        for known in np.isfinite(trial.descent.curves[curve][np.asarray(trial.usable, dtype=bool)])
        if known.any()
    ]
    return min(deepest, default=float("nan"))


def at_same_depth(
    descent: Descent, curve: str, source: Source, depth: float, usable: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """A number of a curve at a depth, or on the way down to it.

    Parameters
    ----------
    descent : Descent
        Curves of R repetitions.
    curve : str
        Name of one of them.
    source : {"at_depth", "last_third", "turned_back"}
        The curve at the depth, its mean over the last third down to it, or the curve at the depth
        less itself where the mean of the usable repetitions is smallest on the way. The smallest
        value of each single curve would be its noise where it is flat: one place for all keeps a
        squat without a wink at none.
    depth : float
        The depth, over leg length.
    usable : ndarray of bool, shape (R,)
        Repetitions that count.

    Returns
    -------
    values : ndarray, shape (R,)
        NaN for a repetition that did not reach the depth.
    draws : ndarray, shape (R, S)
        The same with each draw; S is 0 without samples.
    """
    reps = len(descent.curves[curve])
    if not np.isfinite(depth):
        return np.full(reps, np.nan), np.zeros((reps, 0))
    curves, depths = np.asarray(descent.curves[curve], dtype=np.float64), descent.depth
    top = _smallest(curves[usable], depths, depth) if source == "turned_back" else depth
    values = _read(curves, depths, source, depth, top)
    if curve not in descent.draws:
        return values, np.zeros((reps, 0))
    drawn = np.moveaxis(np.asarray(descent.draws[curve], dtype=np.float64), 2, 1)
    return values, _read(drawn, depths, source, depth, top)


def _read(
    curves: FloatArray, depths: FloatArray, source: Source, depth: float, top: float
) -> FloatArray:
    """A number of curves (..., G) at a depth, (...)."""
    if source == "last_third":
        # In the middle of equal parts.
        share = 1.0 - LAST_SHARE * (np.arange(LAST_POINTS) + 0.5) / LAST_POINTS
        read = np.stack([_interpolated(curves, depths, float(at)) for at in depth * share])
        return np.asarray(read.mean(axis=0), dtype=np.float64)
    there = _interpolated(curves, depths, depth)
    return there - _interpolated(curves, depths, top) if source == "turned_back" else there


def _smallest(curves: FloatArray, depths: FloatArray, depth: float) -> float:
    """Depth, down to the given one, at which the mean of curves (R, G) is smallest."""
    reach = np.isfinite(_interpolated(curves, depths, depth))
    way = np.append(depths[depths < depth], depth)
    read = np.stack([_interpolated(curves[reach], depths, float(at)) for at in way], axis=-1)
    known = np.isfinite(read).all(axis=0) & reach.any()
    if not known.any():
        return depth
    return float(way[known][np.argmin(read[:, known].mean(axis=0))])


def _interpolated(curves: FloatArray, depths: FloatArray, depth: float) -> FloatArray:
    """Curves (..., G) at a depth between two grid points, (...)."""
    after = int(np.clip(np.searchsorted(depths, depth), 0, len(depths) - 1))
    if depths[after] == depth:
        return np.asarray(curves[..., after], dtype=np.float64)
    if after == 0 or depth > depths[-1]:
        return np.full(curves.shape[:-1], np.nan)
    share = (depth - depths[after - 1]) / (depths[after] - depths[after - 1])
    return np.asarray((1 - share) * curves[..., after - 1] + share * curves[..., after])
