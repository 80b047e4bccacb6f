"""Static optimisation: the least activations that balance the moments, frame by frame."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PRIMAL_TOLERANCE = 1e-9  # of a row that has been scaled to length 1
DUAL_TOLERANCE = 1e-12
_SIMPLE, _EQUAL = 0, 5  # DAQP's words for a bound, and for an equality
_SOLVED = 1
_UNBOUNDED = 1e30


@dataclass(frozen=True, eq=False)
class MuscleForces:
    """Activations and forces that balance the moments of a motion.

    Attributes
    ----------
    muscles : tuple of str
        Native names, length K.
    activation : ndarray, shape (T, K)
        0 to 1; NaN in frames that were not solved.
    active_n, passive_n : ndarray, shape (T, K)
        Force along the tendon by activation, and by the resting fibre.
    coordinates : tuple of str
        Coordinates whose moments are balanced, length A.
    needed_nm : ndarray, shape (T, A)
        Generalised force that each asks for (N·m, or N for translations).
    reserve_nm : ndarray, shape (T, A)
        What of it the reserve actuators bear, in the same unit.
    motors : tuple of str
        Those of ``coordinates`` that the model gives a torque motor and no muscle crosses, such as
        the arms'; their reserve is no fault.
    solved : ndarray of bool, shape (T,)
        Frames with a solution.
    balanced : ndarray of bool, shape (T,)
        Solved frames whose reserves (motors aside) stay within the limits.
    notes : tuple of str
        What was assumed and what could not be balanced, one sentence each.
    limit_nm : ndarray, shape (A,)
        Largest reserve that is accepted at each coordinate; infinite for motors.
    yields : tuple of str
        Those of ``coordinates`` whose reserve stands for tissue that the model lacks.
    """

    muscles: tuple[str, ...]
    activation: FloatArray
    active_n: FloatArray
    passive_n: FloatArray
    coordinates: tuple[str, ...]
    needed_nm: FloatArray
    reserve_nm: FloatArray
    motors: tuple[str, ...]
    solved: BoolArray
    balanced: BoolArray
    notes: tuple[str, ...] = ()
    limit_nm: FloatArray = field(default_factory=lambda: np.empty(0))
    yields: tuple[str, ...] = ()

    def balanced_at(self, coordinates: Collection[str]) -> BoolArray:
        """Solved frames whose reserves at some coordinates stay within the limits.

        Parameters
        ----------
        coordinates : collection of str
            Native names, such as those of one joint; others do not count.

        Returns
        -------
        ndarray of bool, shape (T,)
            The same as ``balanced`` where no limits are stated.
        """
        if len(self.limit_nm) != len(self.coordinates):
            return self.balanced
        columns = [a for a, name in enumerate(self.coordinates) if name in coordinates]
        within = np.abs(self.reserve_nm[:, columns]) <= self.limit_nm[columns]
        return np.asarray(self.solved & within.all(axis=1))

    @property
    def tension_n(self) -> FloatArray:
        """Whole force along each tendon, shape (T, K)."""
        return np.asarray(self.active_n + self.passive_n)


@dataclass(frozen=True, eq=False)
class LeastActivations:
    """Solutions of static optimisation.

    Attributes
    ----------
    activation : ndarray, shape (T, K)
        Within their bounds; NaN in frames that have no solution.
    reserve_nm : ndarray, shape (T, A)
        What the reserves bear; NaN likewise.
    solved : ndarray of bool, shape (T,)
        Frames with a solution.
    """

    activation: FloatArray
    reserve_nm: FloatArray
    solved: BoolArray


def least_activations(
    needed_nm: FloatArray,
    gain_nm: FloatArray,
    reserve_optimal_nm: FloatArray,
    *,
    least: FloatArray | float = 0.0,
    most: FloatArray | float = 1.0,
) -> LeastActivations:
    """Least sum of squared activations that balances given moments, frame by frame.

    ``min Σ a² + Σ (r / r₀)²`` subject to ``Σ_k g_kc a_k + r_c = m_c`` on every coordinate ``c``,
    and bounds on ``a``. Each frame is a strictly convex quadratic programme and is solved exactly
    by a dual active-set method.

    Parameters
    ----------
    needed_nm : ndarray, shape (T, A)
        Generalised force ``m`` to be balanced, N·m or N; frames with a value that is not finite
        have no solution.
    gain_nm : ndarray, shape (T, K, A)
        Generalised force ``g`` of each muscle at activation 1.
    reserve_optimal_nm : ndarray, shape (A,)
        Optimal force ``r₀`` of the reserve on each coordinate; 0 where there is none. The smaller,
        the later it is used.
    least, most : ndarray, shape (K,), or float
        Bounds of the activations.

    Returns
    -------
    LeastActivations
        Activations and reserves. A frame whose moments cannot be balanced is not solved.

    Raises
    ------
    SettingError
        If the shapes do not fit, an optimal force is negative, or bounds cross.

    References
    ----------
    Arnström D, Bemporad A, Axehill D (2022). A dual active-set solver for embedded quadratic
    programming using recursive LDLᵀ updates. IEEE Trans Autom Control 67:4362–4369.
    doi:10.1109/TAC.2022.3176430. Crowninshield RD, Brand RA (1981). A physiologically based
    criterion of muscle force prediction in locomotion. J Biomech 14:793–801.
    doi:10.1016/0021-9290(81)90035-X.
    """
    needed_nm, gain_nm = np.asarray(needed_nm, float), np.asarray(gain_nm, float)
    optimal = np.asarray(reserve_optimal_nm, float)
    if gain_nm.ndim != 3 or needed_nm.shape != (len(gain_nm), gain_nm.shape[2]):
        raise SettingError(
            f"moments have the shape {needed_nm.shape} and gains {gain_nm.shape}; needed: (frames, "
            "coordinates) and (frames, muscles, coordinates)."
        )
    n_frames, n_muscles, n_coordinates = gain_nm.shape
    low, high = (np.broadcast_to(np.asarray(b, float), n_muscles) for b in (least, most))
    if optimal.shape != (n_coordinates,) or not (optimal >= 0).all() or not (low <= high).all():
        raise SettingError(
            f"{optimal.size} optimal forces for {n_coordinates} coordinates: give one of 0 or more "
            "for each, and bounds of activations whose lower does not exceed the upper."
        )
    activation = np.full((n_frames, n_muscles), np.nan)
    reserve = np.full((n_frames, n_coordinates), np.nan)
    programme = _Programme(optimal, low, high)
    finite = np.isfinite(needed_nm).all(axis=1) & np.isfinite(gain_nm).all(axis=(1, 2))
    for frame in np.flatnonzero(finite):
        found = programme.solve(needed_nm[frame], gain_nm[frame])
        if found is not None:
            activation[frame] = np.clip(found[:n_muscles], low, high)
            # What the activations, once clipped, leave over is the reserves', so that both balance.
            left = needed_nm[frame] - activation[frame] @ gain_nm[frame]
            reserve[frame] = np.where(optimal > 0, left, 0.0)
    return LeastActivations(activation, reserve, np.isfinite(activation).all(axis=1) & finite)


class _Programme:
    """The quadratic programme of one model: only moments and gains change from frame to frame."""

    def __init__(self, optimal: FloatArray, low: FloatArray, high: FloatArray) -> None:
        self._with = np.flatnonzero(optimal > 0)
        self._reserves = np.zeros((len(self._with), len(optimal)))
        self._reserves[np.arange(len(self._with)), self._with] = optimal[self._with]
        free = np.full(len(self._with), _UNBOUNDED)
        self._high = np.concatenate([high, free])
        self._low = np.concatenate([low, -free])
        n = len(self._high)
        self._cost, self._linear = np.eye(n), np.zeros(n)
        self._sense = np.concatenate([np.full(n, _SIMPLE), np.full(len(optimal), _EQUAL)]).astype(
            np.int32
        )

    def solve(self, needed: FloatArray, gain: FloatArray) -> FloatArray | None:
        """Activations, then controls of the reserves; None where there is no solution."""
        import daqp

        rows = np.concatenate([gain, self._reserves]).T
        length = np.linalg.norm(rows, axis=1)
        acted = length > 0
        if (needed[~acted] != 0).any():
            return None  # nothing acts on it
        scale = np.where(acted, length, 1.0)
        rows, target = np.ascontiguousarray(rows / scale[:, None]), needed / scale
        solver: Any = daqp.solve
        found, _, flag, _ = solver(
            self._cost,
            self._linear,
            rows,
            np.concatenate([self._high, target]),
            np.concatenate([self._low, target]),
            self._sense,
            primal_tol=PRIMAL_TOLERANCE,
            dual_tol=DUAL_TOLERANCE,
        )
        return np.asarray(found) if flag == _SOLVED else None
