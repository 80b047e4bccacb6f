"""Whether the pelvis markers keep the places that they have on the model's pelvis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.trial.rigid import rigid_fits

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_FEWEST = 3  # markers that make a shape
_NOISE_M = 0.002  # of a marker on a person who stands: fits that differ by less are alike


@dataclass(frozen=True, eq=False)
class Displacement:
    """How far one marker of a rigid segment lies from where the others put it.

    Attributes
    ----------
    distance_mm : ndarray, shape (T,)
        NaN where fewer than three markers were seen.
    marker : ndarray of int, shape (T,)
        Which marker that is, as an index into those given; −1 where none. Of four that are bent
        out of their plane, each might be the one: it is the one that would be farthest off.
    """

    distance_mm: FloatArray
    marker: NDArray[np.intp]


def displacement(evidence: Evidence) -> Displacement:
    """Displacement of one pelvis marker against the model's pelvis.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.

    Returns
    -------
    Displacement
        ``marker`` is a column of ``motion.markers``; all NaN where positions are not known.
    """
    points = evidence.pelvis_points_m
    if points is None:
        n_frames = evidence.motion.n_frames
        return Displacement(np.full(n_frames, np.nan), np.full(n_frames, -1, dtype=np.intp))
    found = displaced_point(evidence.pelvis_offsets_m, points)
    column = np.append(evidence.pelvis, -1)[found.marker]
    return Displacement(found.distance_mm, column)


def displaced_point(reference_m: FloatArray, points_m: FloatArray) -> Displacement:
    """How far the worst point of a rigid set lies from where the rest of it puts it.

    With four points or more each is left out in turn and the others are fitted rigidly. Those
    without which the others fit best, to 2 mm, might be the displaced one, and the one of them that
    lies farthest off is named: four points that are bent out of their plane fit alike without any
    of them. Three points fit too easily for that, so there it is the largest change of a distance
    between two: a displacement across their plane is not seen.

    Parameters
    ----------
    reference_m : ndarray, shape (P, 3)
        The points as they should lie to each other.
    points_m : ndarray, shape (T, P, 3)
        The points in each frame, in any place; NaN where not seen.

    Returns
    -------
    Displacement
        In millimetres.
    """
    seen: BoolArray = np.asarray(np.isfinite(points_m).all(axis=2))
    count = seen.sum(axis=1)
    distance = np.full(len(points_m), np.nan)
    marker = np.full(len(points_m), -1, dtype=np.intp)
    many, three = count > _FEWEST, count == _FEWEST
    if many.any():
        distance[many], marker[many] = _left_out(reference_m, points_m[many], seen[many])
    if three.any():
        distance[three], marker[three] = _distances(reference_m, points_m[three])
    return Displacement(1000.0 * distance, marker)


def _left_out(
    reference: FloatArray, points: FloatArray, seen: BoolArray
) -> tuple[FloatArray, NDArray[np.intp]]:
    filled = np.where(seen[..., None], points, 0.0)
    rest = np.full(seen.shape, np.inf)
    away = np.full(seen.shape, np.nan)
    for out in range(seen.shape[1]):
        weights = seen.astype(float)
        weights[:, out] = 0.0
        residual = rigid_fits(reference, filled, weights)[2]
        mean_square = (weights * residual**2).sum(axis=1) / weights.sum(axis=1)
        rest[:, out] = np.where(seen[:, out], np.sqrt(mean_square), np.inf)
        away[:, out] = residual[:, out]
    likely = rest <= rest.min(axis=1, keepdims=True) + _NOISE_M
    worst = np.where(likely, away, -np.inf).argmax(axis=1)
    return away[np.arange(len(away)), worst], worst


def _distances(reference: FloatArray, points: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    should = np.linalg.norm(reference[:, None] - reference[None], axis=2)
    change = np.linalg.norm(points[:, :, None] - points[:, None], axis=3) - should
    change = np.where(np.isfinite(change), np.abs(change), 0.0)
    return change.max(axis=(1, 2)), np.asarray(change.sum(axis=2).argmax(axis=1), dtype=np.intp)
