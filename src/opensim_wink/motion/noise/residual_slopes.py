"""How the residuals change with the flexion that moves the skin, and how they would by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.residuals import left_by_the_fit

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

LEAST_REACH = 0.25  # of the full flexion: over less, a slope is mostly noise
FEWEST_FRAMES = 20
_MOST_FRAMES = 250  # evenly spread: noise that stays alike for 0.2 s tells little more in more


@dataclass(frozen=True, eq=False)
class ResidualSlopes:
    """Slopes of some markers' residuals, and what they come from.

    Rows run over the judged markers, then the axes of their bodies; columns over all followed
    markers, then axes.

    Attributes
    ----------
    slope_m : ndarray, shape (J, 3)
        Change of the residual for the full flexion, m; 0 where the flexion does not reach far
        enough while the marker is measured.
    intercept_m : ndarray, shape (J, 3)
        Residual without flexion; 0 there as well.
    reaches : ndarray of bool, shape (J,)
        Where it does.
    skin : ndarray, shape (3J, 3M)
        Slope for a full shift of each marker's skin.
    noise_m2 : ndarray, shape (3J, 3J)
        Covariance that noise adds to the slopes; it is taken to stay alike along the bodies' axes.
    left_m2 : ndarray, shape (J,)
        Variance that noise gives a residual, summed over its axes, mean over the measured frames.
    """

    slope_m: FloatArray
    intercept_m: FloatArray
    reaches: BoolArray
    skin: FloatArray
    noise_m2: FloatArray
    left_m2: FloatArray


def residual_slopes(
    motion: Motion,
    tree: KinematicTree,
    residual_m: FloatArray,
    share: FloatArray,
    noise_m: FloatArray,
    judged: IndexArray,
    *,
    correlation_s: float,
    tasks: IKTasks | None = None,
) -> ResidualSlopes:
    """Regress residuals on flexion, and pass unit errors through the same regression.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    residual_m : ndarray, shape (T, M, 3)
        From `opensim_wink.motion.noise.residuals.residual_vectors`.
    share : ndarray, shape (T, M)
        Flexion next to each marker, as a share of the full one.
    noise_m : ndarray, shape (T, M)
        Standard deviation of each marker's noise along each axis.
    judged : ndarray of int, shape (J,)
        Columns of the markers to regress.
    correlation_s : float
        Time after which noise is alike by 1/e only.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.

    Returns
    -------
    ResidualSlopes
        Of at most 250 frames, evenly spread.
    """
    known: BoolArray = np.asarray(np.isfinite(residual_m).all(axis=2))
    frames = _spread_out(np.flatnonzero(known.any(axis=1)))
    seen = known[np.ix_(frames, judged)]
    flexed = np.where(seen, share[np.ix_(frames, judged)], 0.0)
    count = np.maximum(seen.sum(axis=0), 1)
    middle = flexed.sum(axis=0) / count
    weight = np.where(seen, flexed - middle, 0.0)
    reaches = _reach(flexed, seen) & (seen.sum(axis=0) >= FEWEST_FRAMES)
    squares = np.sum(weight**2, axis=0)
    weight = np.where(reaches, weight / np.where(reaches, squares, 1.0), 0.0)
    residual = np.where(seen[..., None], residual_m[np.ix_(frames, judged)], 0.0)
    slope = np.einsum("tj,tji->ji", weight, residual)
    intercept = residual.sum(axis=0) / count[:, None] - middle[:, None] * slope
    passed = _Passed(judged, len(motion.markers))
    at = 0
    for part, left in left_by_the_fit(motion, tree, frames, tasks):
        here = slice(at, at + len(part))
        alike = np.exp(
            -np.diff(motion.time_s[part], prepend=motion.time_s[part[0]]) / correlation_s
        )
        if at:
            gap_s = motion.time_s[part[0]] - motion.time_s[frames[at - 1]]
            alike[0] = np.exp(-gap_s / correlation_s)
        passed.add(left, weight[here], seen[here], share[part], noise_m[part], alike)
        at += len(part)
    return ResidualSlopes(
        slope_m=slope,
        intercept_m=np.where(reaches[:, None], intercept, 0.0),
        reaches=reaches,
        skin=passed.skin,
        noise_m2=passed.noise_m2,
        left_m2=passed.left_m2.reshape(-1, 3).sum(axis=1) / count,
    )


class _Passed:
    """Unit errors after the fit and the regression, summed over frames."""

    def __init__(self, judged: IndexArray, n_markers: int) -> None:
        self._rows = (3 * judged[:, None] + np.arange(3)).ravel()
        self.skin = np.zeros((len(self._rows), 3 * n_markers))
        self.noise_m2 = np.zeros((len(self._rows), len(self._rows)))
        self.left_m2 = np.zeros(len(self._rows))
        self._earlier = np.zeros_like(self.skin)

    def add(
        self,
        left: FloatArray,
        weight: FloatArray,
        seen: BoolArray,
        share: FloatArray,
        noise_m: FloatArray,
        alike: FloatArray,
    ) -> None:
        """Add some frames, in order of time; ``alike`` is the noise's correlation with the last."""
        rows = left[:, self._rows]
        weighted = rows * np.repeat(weight, 3, axis=1)[:, :, None]
        self.skin += np.einsum("trc,tc->rc", weighted, np.repeat(share, 3, axis=1))
        rows *= np.repeat(noise_m, 3, axis=1)[:, None]
        self.left_m2 += np.einsum("tr,trc,trc->r", np.repeat(seen, 3, axis=1), rows, rows)
        weighted *= np.repeat(noise_m, 3, axis=1)[:, None]
        # First-order autoregressive: noise goes with that of all earlier frames by products.
        earlier = np.empty_like(weighted)
        for frame, kept in enumerate(alike):
            self._earlier *= kept
            earlier[frame] = self._earlier
            self._earlier += weighted[frame]
        flat = weighted.transpose(1, 0, 2).reshape(len(self._rows), -1)
        crossed = flat @ earlier.transpose(1, 0, 2).reshape(len(self._rows), -1).T
        self.noise_m2 += flat @ flat.T + crossed + crossed.T


def _spread_out(frames: IndexArray) -> IndexArray:
    """At most `_MOST_FRAMES` of the frames, from the first to the last."""
    if len(frames) <= _MOST_FRAMES:
        return frames
    return frames[np.linspace(0, len(frames) - 1, _MOST_FRAMES).round().astype(np.intp)]


def _reach(flexed: FloatArray, seen: BoolArray) -> BoolArray:
    """Whether the flexion goes far enough while each marker is measured."""
    high = np.where(seen, flexed, -np.inf).max(axis=0, initial=-np.inf)
    low = np.where(seen, flexed, np.inf).min(axis=0, initial=np.inf)
    return np.asarray(high - low >= LEAST_REACH)
