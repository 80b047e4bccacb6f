"""Fibre length and passive force of a muscle whose path length is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import ArrayFunction
from opensim_wink.body.muscle_parameters import MuscleParameters
from opensim_wink.errors import SettingError

FloatArray = NDArray[np.float64]
Tendon = Literal["rigid", "elastic"]

_MOST_STEPS = 60
_SETTLED_M = 1e-12
_LEAST_M = 1e-6  # a fibre along the tendon is never shorter


@dataclass(frozen=True, eq=False)
class PassiveFibres:
    """A muscle at rest (activation 0, no velocity) at given path lengths.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    tendon_model : {"rigid", "elastic"}
        How the tendon was taken.
    slack_scale : float
        Factor on the model's tendon slack length.
    fibre_m, fibre_norm : ndarray, shape (T, K)
        Fibre length, and over optimal length; NaN where the path length is NaN.
    pennation_rad : ndarray, shape (T, K)
        Pennation angle.
    force_n : ndarray, shape (T, K)
        Passive force along the tendon.
    """

    names: tuple[str, ...]
    tendon_model: Tendon
    slack_scale: float
    fibre_m: FloatArray
    fibre_norm: FloatArray
    pennation_rad: FloatArray
    force_n: FloatArray


def passive_fibres(
    parameters: MuscleParameters,
    length_m: FloatArray,
    tendon_model: Tendon = "elastic",
    *,
    slack_scale: float = 1.0,
) -> PassiveFibres:
    """Fibre length and passive force of resting muscles at given path lengths.

    Parameters
    ----------
    parameters : MuscleParameters
        Of K muscles.
    length_m : ndarray, shape (T, K)
        Muscle–tendon lengths, m.
    tendon_model : {"rigid", "elastic"}
        ``"rigid"`` keeps the tendon at its slack length; ``"elastic"`` finds the balance
        ``f_tendon(l_T) = f_passive(l_M)·cos α``.
    slack_scale : float
        Factor on the model's tendon slack lengths.

    Returns
    -------
    PassiveFibres
        With the fibre's width kept constant, so that ``l_M·sin α`` does not change. A path too
        short for its tendon leaves the fibre at its shortest, without force.

    Raises
    ------
    SettingError
        If the lengths do not fit the muscles, the tendon is neither, or the scale is not positive.

    References
    ----------
    Millard M, Uchida T, Seth A, Delp SL (2013). Flexing computational muscle: modeling and
    simulation of musculotendon dynamics. J Biomech Eng 135:021005. doi:10.1115/1.4023390
    """
    length_m = np.asarray(length_m, dtype=float)
    if length_m.ndim != 2 or length_m.shape[1] != len(parameters.names):
        raise SettingError(
            f"lengths have the shape {length_m.shape}, needed (frames, {len(parameters.names)}): "
            "one column for each muscle."
        )
    if tendon_model not in ("rigid", "elastic"):
        raise SettingError(f"tendon model '{tendon_model}' is not known; use 'rigid' or 'elastic'.")
    if not 0 < slack_scale < np.inf:
        raise SettingError(f"slack_scale is {slack_scale:g}; it must be greater than 0.")
    along, force = np.full_like(length_m, np.nan), np.full_like(length_m, np.nan)
    width = parameters.optimal_fibre_m * np.sin(parameters.pennation_rad)
    slack = slack_scale * parameters.tendon_slack_m
    shortest = np.maximum(width / np.tan(parameters.most_pennation_rad), _LEAST_M)
    for columns in _alike(parameters):
        frames, of = np.nonzero(np.isfinite(length_m[:, columns]))
        k = columns[of]
        fibres = _Fibres(
            parameters.optimal_fibre_m[k],
            width[k],
            slack[k],
            parameters.passive[columns[0]],
            parameters.tendon[columns[0]],
        )
        found = np.maximum(length_m[frames, k] - slack[k], shortest[k])
        if tendon_model == "elastic":
            found = fibres.balance(length_m[frames, k], found, shortest[k])
        along[frames, k] = found
        force[frames, k] = np.maximum(fibres.pull(found), 0.0) * parameters.max_force_n[k]
    fibre = np.hypot(along, width)
    return PassiveFibres(
        names=parameters.names,
        tendon_model=tendon_model,
        slack_scale=slack_scale,
        fibre_m=fibre,
        fibre_norm=fibre / parameters.optimal_fibre_m,
        pennation_rad=np.arctan2(np.broadcast_to(width, along.shape), along),
        force_n=force,
    )


def _alike(parameters: MuscleParameters) -> list[NDArray[np.intp]]:
    """Columns of the muscles that share their two curves, which most of a model's do."""
    groups: dict[tuple[int, int], list[int]] = {}
    for k, curves in enumerate(zip(parameters.passive, parameters.tendon, strict=True)):
        groups.setdefault((id(curves[0]), id(curves[1])), []).append(k)
    return [np.array(columns, dtype=np.intp) for columns in groups.values()]


@dataclass(frozen=True, eq=False)
class _Fibres:
    """Fibres and tendons of like curves, one entry each for a muscle in a frame.

    ``along`` is a fibre's length along its tendon.
    """

    optimal_m: FloatArray
    width_m: FloatArray
    slack_m: FloatArray
    passive: ArrayFunction
    tendon: ArrayFunction

    def pull(self, along_m: FloatArray) -> FloatArray:
        """Passive force along the tendon in units of the largest force."""
        fibre_m = np.hypot(along_m, self.width_m)
        return np.asarray(self.passive.value(fibre_m / self.optimal_m) * along_m / fibre_m)

    def balance(
        self, length_m: FloatArray, taut_m: FloatArray, shortest_m: FloatArray
    ) -> FloatArray:
        """Where tendon and fibre bear the same; the tendon stays at slack where none bears any.

        Newton's method between bounds: a step that leaves them becomes a halving.
        """
        loaded = self.pull(taut_m) > 0
        low, high, along = shortest_m.copy(), taut_m.copy(), taut_m.copy()
        for _ in range(_MOST_STEPS):
            tendon_norm = (length_m - along) / self.slack_m
            excess = self.tendon.value(tendon_norm) - self.pull(along)
            low, high = np.where(excess > 0, along, low), np.where(excess > 0, high, along)
            slope = -self.tendon.slope(tendon_norm) / self.slack_m - self._stiffness(along)
            with np.errstate(divide="ignore", invalid="ignore"):
                step = along - excess / slope
            inside = (step >= low) & (step <= high)
            following = np.where(inside, step, (low + high) / 2)
            moved = np.abs(following - along)[loaded]
            along = following
            if moved.max(initial=0.0) < _SETTLED_M:
                break
        return np.where(loaded, along, taut_m)

    def _stiffness(self, along_m: FloatArray) -> FloatArray:
        """Rise of the pull over the fibre's length along the tendon."""
        fibre_m = np.hypot(along_m, self.width_m)
        norm = fibre_m / self.optimal_m
        stretch = self.passive.slope(norm) / self.optimal_m * (along_m / fibre_m) ** 2
        turn = self.passive.value(norm) * self.width_m**2 / fibre_m**3
        return np.asarray(stretch + turn)


def passive_extension_moment(fibres: PassiveFibres, flexion_arm_m: FloatArray) -> FloatArray:
    """Passive moment of each muscle about a joint.

    Parameters
    ----------
    fibres : PassiveFibres
        K muscles at T path lengths.
    flexion_arm_m : ndarray, shape (T, K)
        Their moment arms about the joint, + flexes.

    Returns
    -------
    ndarray, shape (T, K)
        N·m, + extends.

    Raises
    ------
    SettingError
        If the arms do not fit the muscles.
    """
    if np.shape(flexion_arm_m) != fibres.force_n.shape:
        raise SettingError(
            f"moment arms have the shape {np.shape(flexion_arm_m)}, needed "
            f"{fibres.force_n.shape}: one for each muscle and frame."
        )
    return np.asarray(-fibres.force_n * flexion_arm_m)
