"""Lengths and moment arms of muscle paths, as OpenSim's own geometry gives them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import load_model
from opensim_wink.body.posing import Poser
from opensim_wink.errors import ModelError, SettingError, did_you_mean, listed

FloatArray = NDArray[np.float64]

# Arms of the Lai family change by less than 1e-5 m between steps of 1e-5 and 5e-3 rad, save where
# a path is about to leave a wrapping surface.
STEP_RAD = 1e-3


def muscle_names(model: Any) -> tuple[str, ...]:
    """Names of all muscles in the model's order."""
    muscles = model.getMuscles()
    return tuple(muscles.get(i).getName() for i in range(muscles.getSize()))


def path_lengths(
    model: Any,
    coordinate_names: Sequence[str],
    values: FloatArray,
    muscles: Sequence[str],
    source: str = "model",
) -> FloatArray:
    """Muscle–tendon lengths over many poses.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    coordinate_names : sequence of str
        Coordinates that are given, length D; the others keep their defaults, coupled ones follow
        their couplers.
    values : ndarray, shape (T, D)
        Native values, rad or m.
    muscles : sequence of str
        Native muscle names, length K.
    source : str
        The model's file, for messages.

    Returns
    -------
    ndarray, shape (T, K)
        Metres from origin to insertion along the path; NaN rows where a value is not finite.

    Raises
    ------
    ModelError
        If the model lacks a coordinate or a muscle.
    MotionError
        If the shape of ``values`` does not fit.
    """
    poser = Poser(model, source)
    return _lengths(poser, poser.complete(coordinate_names, values), muscles)


def path_moment_arms(
    model: Any,
    coordinate_names: Sequence[str],
    values: FloatArray,
    muscles: Sequence[str],
    about: Sequence[str],
    source: str = "model",
    step_rad: float = STEP_RAD,
) -> FloatArray:
    """Moment arms by the tendon-excursion principle, ``r = −dL/dq``, by central differences.

    Coupled coordinates move along, so an arm about the knee holds the patella's part.

    Parameters
    ----------
    model, coordinate_names, values, muscles, source
        As for :func:`path_lengths`.
    about : sequence of str
        Independent angles to differentiate by, length A.
    step_rad : float
        Half the distance between the two poses, rad.

    Returns
    -------
    ndarray, shape (T, K, A)
        Metres; positive where pulling drives the coordinate up. NaN where a value is not finite.

    Raises
    ------
    ModelError
        If the model lacks a coordinate or muscle, or a coordinate of ``about`` follows another.
    MotionError
        If the shape of ``values`` does not fit.
    SettingError
        If the step is not positive.

    Notes
    -----
    Where a path wraps, OpenSim's own ``computeMomentArm`` projects the pull at its contact points
    instead, which are not exact tangents: it differs from −dL/dq by up to 1.6 mm for the gluteus
    maximus and by 15 mm for the gastrocnemius of the Lai family near a straight knee. The length
    is the quantity that is measured here, so its derivative is the consistent arm.

    References
    ----------
    An KN, Takahashi K, Harrigan TP, Chao EY (1984). Determination of muscle orientations and
    moment arms. J Biomech Eng 106:280–282. doi:10.1115/1.3138494
    """
    if not step_rad > 0:
        raise SettingError(f"step_rad is {step_rad}; it must be greater than 0.")
    poser = Poser(model, source)
    full = poser.complete(coordinate_names, values)
    arms = np.full((len(full), len(muscles), len(about)), np.nan)
    for k, name in enumerate(about):
        column = poser.index(name)
        if poser.dependent[column]:
            raise ModelError(
                f"{source}: coordinate '{name}' follows another through a coupler; ask for the "
                "moment arm about the coordinate that drives it."
            )
        ends = []
        for step in (-step_rad, step_rad):
            moved = full.copy()
            moved[:, column] += step
            ends.append(_lengths(poser, poser.complete(poser.coordinates, moved), muscles))
        arms[:, :, k] = (ends[0] - ends[1]) / (2 * step_rad)
    return arms


def engine_lengths(
    model_path: Path, coordinates: Sequence[str], values: FloatArray, muscles: Sequence[str]
) -> FloatArray:
    """Lengths by OpenSim itself, for paths that only it can follow.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.
    coordinates, values, muscles
        As for :func:`path_lengths`.

    Returns
    -------
    ndarray, shape (T, K)
        Metres.

    Raises
    ------
    ModelError
        If the model cannot be read, or lacks a coordinate or a muscle.
    """
    return path_lengths(load_model(model_path), coordinates, values, muscles, str(model_path))


def engine_moment_arms(
    model_path: Path,
    coordinates: Sequence[str],
    values: FloatArray,
    muscles: Sequence[str],
    about: Sequence[str],
) -> FloatArray:
    """Arms ``−dL/dq`` by OpenSim's lengths, for paths that only it can follow.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.
    coordinates, values, muscles, about
        As for :func:`path_moment_arms`.

    Returns
    -------
    ndarray, shape (T, K, A)
        Metres; positive where pulling drives the coordinate up.

    Raises
    ------
    ModelError
        If the model cannot be read, or lacks a coordinate or a muscle.
    """
    model = load_model(model_path)
    return path_moment_arms(model, coordinates, values, muscles, about, str(model_path))


def _lengths(poser: Poser, full: FloatArray, muscles: Sequence[str]) -> FloatArray:
    known = muscle_names(poser.model)
    absent = [name for name in muscles if name not in known]
    if absent:
        raise ModelError(
            f"{poser.source}: muscle '{absent[0]}' is not in the model; it has: "
            f"{listed(known)}.{did_you_mean(absent[0], known)}"
        )
    muscle_set = poser.model.getMuscles()
    parts = [muscle_set.get(name) for name in muscles]
    lengths = np.full((len(full), len(parts)), np.nan)
    for row in np.flatnonzero(np.isfinite(full).all(axis=1)):
        state = poser.pose(full[row])
        lengths[row] = [part.getLength(state) for part in parts]
    return lengths
