"""What muscles do to bodies by OpenSim's own paths, for those that arrays cannot follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.paths import muscle_names
from opensim_wink.body.posing import Poser
from opensim_wink.errors import ModelError, did_you_mean, listed

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EnginePulls:
    """Lengths, and forces for a tension of 1 N, of K muscles in T poses.

    Attributes
    ----------
    length_m : ndarray, shape (T, K)
        Origin to insertion.
    on_body : tuple of dict of str to ndarray, shape (6, T)
        For each muscle and each body that it pulls, ground included: moment about the body's
        origin, and force, along ground's axes.
    on_coordinate : tuple of dict of str to ndarray, shape (T,)
        For each muscle, generalised force by points that move with a coordinate.
    """

    length_m: FloatArray
    on_body: tuple[dict[str, FloatArray], ...]
    on_coordinate: tuple[dict[str, FloatArray], ...]


def engine_pulls(
    model_path: Path, coordinates: Sequence[str], values: FloatArray, muscles: Sequence[str]
) -> EnginePulls:
    """Unit pulls by OpenSim itself: correct for every path, but slow (0.1 ms a muscle and frame).

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.
    coordinates : sequence of str
        Coordinates that are given, length D.
    values : ndarray, shape (T, D)
        Native values, rad or m, finite.
    muscles : sequence of str
        Native muscle names, length K.

    Returns
    -------
    EnginePulls
        Lengths and unit forces.

    Raises
    ------
    ModelError
        If the model cannot be read, or lacks a coordinate or a muscle.
    """
    osim, model = engine(), load_model(model_path)
    known = muscle_names(model)
    for name in muscles:
        if name not in known:
            raise ModelError(
                f"{model_path}: muscle '{name}' is not in the model; it has: {listed(known)}."
                f"{did_you_mean(name, known)}"
            )
    poser = Poser(model, str(model_path))
    full = poser.complete(coordinates, values)
    paths = [
        osim.GeometryPath.safeDownCast(model.getMuscles().get(name).getGeometryPath())
        for name in muscles
    ]
    lacking = [name for name, path in zip(muscles, paths, strict=True) if path is None]
    if lacking:
        raise ModelError(
            f"{model_path}: muscle '{lacking[0]}' has a path that is not made of points; its pull "
            "on the bodies is not known. Leave it out, or give the model a path of points."
        )
    bodies = model.getBodySet()
    mobilised = {0: "ground"} | {
        int(bodies.get(i).getMobilizedBodyIndex()): bodies.get(i).getName()
        for i in range(bodies.getSize())
    }
    n_bodies, n_speeds = max(mobilised) + 1, poser.state.getNU()
    length_m = np.empty((len(full), len(muscles)))
    body = np.zeros((len(muscles), n_bodies, 6, len(full)))
    speed = np.zeros((len(muscles), n_speeds, len(full)))
    still = osim.SpatialVec(osim.Vec3(0), osim.Vec3(0))
    for frame, row in enumerate(full):
        state = poser.pose(row)
        for k, path in enumerate(paths):
            on_bodies = osim.VectorOfSpatialVec(n_bodies, still)
            on_speeds = osim.Vector(n_speeds, 0.0)
            path.addInEquivalentForces(state, 1.0, on_bodies, on_speeds)
            length_m[frame, k] = path.getLength(state)
            for index in mobilised:
                pair = on_bodies.get(index)
                for half in (0, 1):
                    part = pair.get(half)
                    body[k, index, 3 * half : 3 * half + 3, frame] = [part.get(i) for i in range(3)]
            speed[k, :, frame] = on_speeds.to_numpy()
    speeds = {name: poser.generalised(name) for name in poser.coordinates}
    return EnginePulls(
        length_m,
        tuple({name: on[i] for i, name in mobilised.items() if on[i].any()} for on in body),
        tuple({name: on[i] for name, i in speeds.items() if on[i].any()} for on in speed),
    )
