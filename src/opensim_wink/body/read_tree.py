"""Read the kinematic tree out of an OpenSim model."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Constant
from opensim_wink.body.read_couplers import read_couplers
from opensim_wink.body.read_functions import read_any_function
from opensim_wink.body.read_joints import base_of, read_joints, vector
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import ModelError

FloatArray = NDArray[np.float64]

_ROTATIONAL = 1  # OpenSim's Coordinate::MotionType


def read_tree(model: Any, source: str) -> KinematicTree:
    """Read bodies, joints, coordinates, couplers and markers into arrays.

    What arrays cannot hold (loops, couplers in a circle, coordinates prescribed over time) is left
    out and named in ``unsupported``: the tree still places every body of a posture that OpenSim's
    own solver has found, which satisfies what was left out.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    source : str
        Its file, for messages.

    Returns
    -------
    KinematicTree
        The model's kinematics, free of OpenSim.

    Raises
    ------
    ModelError
        If the model holds a joint or function whose motion cannot be told.
    """
    coordinate_set = model.getCoordinateSet()
    coordinates = [coordinate_set.get(i) for i in range(coordinate_set.getSize())]
    names = tuple(c.getName() for c in coordinates)
    unsupported: list[str] = []
    bodies, joints = read_joints(model, names, source, unsupported)
    locked = np.array([c.get_locked() or c.get_prescribed() for c in coordinates], dtype=bool)
    couplers = read_couplers(model, names, locked, source, unsupported)
    markers = _markers(model, bodies)
    return KinematicTree(
        bodies=bodies,
        joints=joints,
        coordinates=names,
        rotational=np.array([_is_angle(c) for c in coordinates], dtype=bool),
        default=np.array([_held_at(c, unsupported) for c in coordinates], dtype=float),
        low=np.array([c.getRangeMin() for c in coordinates]),
        high=np.array([c.getRangeMax() for c in coordinates]),
        clamped=np.array([c.get_clamped() for c in coordinates], dtype=bool),
        locked=locked,
        couplers=couplers,
        markers=markers[0],
        marker_body=markers[1],
        marker_offset_m=markers[2],
        unsupported=tuple(unsupported),
    )


def _is_angle(coordinate: Any) -> bool:
    """OpenSim's own view: a coordinate that it calls coupled is written in files as it is."""
    return bool(coordinate.getMotionType() == _ROTATIONAL)


def _held_at(coordinate: Any, unsupported: list[str]) -> float:
    """The default; of a prescribed coordinate its prescription, which may not change over time."""
    if not coordinate.get_prescribed() or coordinate.get_locked():
        return float(coordinate.getDefaultValue())
    where = f"coordinate '{coordinate.getName()}'"
    try:
        function = read_any_function(coordinate.getPrescribedFunction(), where)
    except ModelError as error:
        unsupported.append(str(error).rstrip("."))
        return float(coordinate.getDefaultValue())
    if isinstance(function, Constant):
        return function.level
    unsupported.append(f"{where} is prescribed as a function of time")
    return float(coordinate.getDefaultValue())


def _markers(
    model: Any, bodies: tuple[str, ...]
) -> tuple[tuple[str, ...], NDArray[np.intp], FloatArray]:
    marker_set = model.getMarkerSet()
    names, body, offset = [], [], []
    for i in range(marker_set.getSize()):
        marker = marker_set.get(i)
        base, placement = base_of(marker.getParentFrame())
        names.append(marker.getName())
        body.append(bodies.index(base))
        offset.append(placement.rotation @ vector(marker.get_location()) + placement.position)
    return (
        tuple(names),
        np.array(body, dtype=np.intp),
        np.array(offset, dtype=float).reshape(-1, 3),
    )
