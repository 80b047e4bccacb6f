"""Muscle paths as plain data: points, via points and wrapping cylinders, free of OpenSim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, opened_model
from opensim_wink.body.functions import ArrayFunction
from opensim_wink.body.paths import muscle_names
from opensim_wink.body.read_functions import read_function
from opensim_wink.body.tree import Placement
from opensim_wink.errors import ModelError

FloatArray = NDArray[np.float64]

_QUADRANT_AXES = {"x": 0, "y": 1, "z": 2}


@dataclass(frozen=True, eq=False)
class PathPoint:
    """One point that a path runs through.

    Attributes
    ----------
    body : str
        The body that carries it.
    at_m : ndarray, shape (3,)
        Where it is in that body; for a moving point, where its frame's origin is.
    moving : tuple of (str, ArrayFunction)
        For a moving point, coordinate and function of X, Y and Z in its frame; else empty.
    axes : ndarray, shape (3, 3)
        Axes of the moving point's frame in the body.
    within : tuple of (str, float, float), or None
        For a conditional point, the coordinate and the range (rad or m) in which it is active.
    """

    body: str
    at_m: FloatArray
    moving: tuple[tuple[str, ArrayFunction], ...]
    axes: FloatArray
    within: tuple[str, float, float] | None


@dataclass(frozen=True, eq=False)
class WrapCylinder:
    """A cylinder about its own Z that a path may have to run round.

    Attributes
    ----------
    body : str
        The body that carries it.
    frame : Placement
        The cylinder's frame in the body.
    radius_m, length_m : float
        Its size.
    side : tuple of (int, int)
        Axis and sign of the half to which the path is bound; sign 0 where it may use all of it.
    first, last : int
        First and last point of the path between which it may wrap.
    """

    body: str
    frame: Placement
    radius_m: float
    length_m: float
    side: tuple[int, int]
    first: int
    last: int


@dataclass(frozen=True)
class MusclePath:
    """The path of one muscle.

    Attributes
    ----------
    name : str
        Native muscle name.
    points : tuple of PathPoint
        From origin to insertion.
    cylinders : tuple of WrapCylinder
        In the order in which OpenSim tries them.
    """

    name: str
    points: tuple[PathPoint, ...]
    cylinders: tuple[WrapCylinder, ...]


@dataclass(frozen=True)
class PathTable:
    """All paths of a model.

    Attributes
    ----------
    paths : dict of str to MusclePath
        By muscle, those made of points and cylinders.
    others : dict of str to str
        By muscle, what makes its path one that only OpenSim itself can follow.
    names : tuple of str
        All muscles in the model's order.
    """

    paths: dict[str, MusclePath]
    others: dict[str, str]
    names: tuple[str, ...]


def read_path_table(model_path: Path) -> PathTable:
    """Read the paths of all muscles; a file that has not changed is read once.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file.

    Returns
    -------
    PathTable
        Paths as data.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    path = Path(model_path).resolve()
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    return _read_once(path, stamp)


@lru_cache(maxsize=8)
def _read_once(path: Path, stamp: int) -> PathTable:  # noqa: ARG001
    model = opened_model(path)
    muscles = model.getMuscles()
    paths: dict[str, MusclePath] = {}
    others: dict[str, str] = {}
    for i in range(muscles.getSize()):
        muscle = muscles.get(i)
        name = muscle.getName()
        try:
            paths[name] = _path(muscle, f"{path}: muscle '{name}'")
        except ModelError as error:
            others[name] = str(error)
    return PathTable(paths, others, muscle_names(model))


def _path(muscle: Any, where: str) -> MusclePath:
    osim = engine()
    geometry = osim.GeometryPath.safeDownCast(muscle.getGeometryPath())
    if geometry is None:
        raise ModelError(f"{where} has a path that is not made of points; OpenSim follows it.")
    points, wraps = geometry.getPathPointSet(), geometry.getWrapSet()
    count = points.getSize()
    return MusclePath(
        muscle.getName(),
        tuple(_point(points.get(i), where) for i in range(count)),
        tuple(
            cylinder
            for i in range(wraps.getSize())
            if (cylinder := _cylinder(wraps.get(i), count, where)) is not None
        ),
    )


def _point(point: Any, where: str) -> PathPoint:
    osim = engine()
    frame = point.getParentFrame()
    body = frame.findBaseFrame().getName()
    place = _placement(frame.findTransformInBaseFrame())
    kind = point.getConcreteClassName()
    if kind == "PathPoint":
        at = osim.PathPoint.safeDownCast(point).get_location()
        return PathPoint(body, _moved(place, at), (), place.rotation, None)
    if kind == "ConditionalPathPoint":
        conditional = osim.ConditionalPathPoint.safeDownCast(point)
        within = (
            conditional.getCoordinate().getName(),
            float(conditional.get_range(0)),
            float(conditional.get_range(1)),
        )
        return PathPoint(
            body, _moved(place, conditional.get_location()), (), place.rotation, within
        )
    if kind == "MovingPathPoint":
        moving = osim.MovingPathPoint.safeDownCast(point)
        drivers = tuple(
            (
                getattr(moving, f"get{axis.upper()}Coordinate")().getName(),
                read_function(getattr(moving, f"get_{axis}_location")(), where),
            )
            for axis in "xyz"
        )
        return PathPoint(body, place.position, drivers, place.rotation, None)
    raise ModelError(f"{where} runs over a {kind}; OpenSim follows it.")


def _cylinder(wrap: Any, n_points: int, where: str) -> WrapCylinder | None:
    found = wrap.getWrapObject()
    kind = found.getConcreteClassName()
    if kind != "WrapCylinder":
        raise ModelError(f"{where} wraps round a {kind}; OpenSim follows it.")
    cylinder = engine().WrapCylinder.safeDownCast(found)
    if not cylinder.get_active():
        return None
    carrier = cylinder.getFrame()
    frame = _placement(carrier.findTransformInBaseFrame()) @ _placement(cylinder.getTransform())
    first, last = int(wrap.getStartPoint()), int(wrap.getEndPoint())
    return WrapCylinder(
        body=carrier.findBaseFrame().getName(),
        frame=frame,
        radius_m=float(cylinder.get_radius()),
        length_m=float(cylinder.get_length()),
        side=_side(cylinder.get_quadrant()),
        first=0 if first < 1 else first - 1,
        last=n_points - 1 if last < 1 else last - 1,
    )


def _side(quadrant: str) -> tuple[int, int]:
    name = quadrant.lower()
    axis = _QUADRANT_AXES.get(name[-1:], -1)
    if axis < 0 or len(name) > 2:  # "all" and "Unassigned"
        return 0, 0
    return axis, -1 if name.startswith("-") else 1


def _moved(place: Placement, at: Any) -> FloatArray:
    return place.rotation @ np.array([at.get(i) for i in range(3)]) + place.position


def _placement(transform: Any) -> Placement:
    rotation, position = transform.R(), transform.p()
    return Placement(
        np.array([[rotation.get(i, j) for j in range(3)] for i in range(3)]),
        np.array([position.get(i) for i in range(3)]),
    )
