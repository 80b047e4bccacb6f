"""Read the kinematic tree out of an OpenSim model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.functions import (
    ArrayFunction,
    Constant,
    CubicHermite,
    Linear,
    PiecewiseLinear,
    Polynomial,
    Scaled,
)
from opensim_wink.body.tree import Axis, Coupler, KinematicTree, Placement, TreeJoint
from opensim_wink.errors import ModelError, listed

FloatArray = NDArray[np.float64]

_UNIT = np.eye(3)
_ROTATIONAL = 1  # OpenSim's Coordinate::MotionType

# Rotations (body-fixed, in order), then translations; one coordinate each, in the joint's order.
_PLAIN_JOINTS: dict[str, tuple[tuple[bool, int], ...]] = {
    "WeldJoint": (),
    "PinJoint": ((True, 2),),
    "SliderJoint": ((False, 0),),
    "UniversalJoint": ((True, 0), (True, 1)),
    "GimbalJoint": ((True, 0), (True, 1), (True, 2)),
    "BallJoint": ((True, 0), (True, 1), (True, 2)),
    "PlanarJoint": ((True, 2), (False, 0), (False, 1)),
    "FreeJoint": ((True, 0), (True, 1), (True, 2), (False, 0), (False, 1), (False, 2)),
}


def read_tree(model: Any, source: str) -> KinematicTree:
    """Read bodies, joints, coordinates, couplers and markers into arrays.

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
        If the model holds a joint, function or constraint that a tree of functions of one
        coordinate cannot represent; OpenSim's own solver still can.
    """
    coordinate_set = model.getCoordinateSet()
    coordinates = [coordinate_set.get(i) for i in range(coordinate_set.getSize())]
    names = tuple(c.getName() for c in coordinates)
    bodies, joints = _joints(model, names, source)
    couplers = _couplers(model, names, source)
    markers = _markers(model, bodies)
    return KinematicTree(
        bodies=bodies,
        joints=joints,
        coordinates=names,
        rotational=np.array([_is_angle(c) for c in coordinates], dtype=bool),
        default=np.array([c.getDefaultValue() for c in coordinates]),
        low=np.array([c.getRangeMin() for c in coordinates]),
        high=np.array([c.getRangeMax() for c in coordinates]),
        clamped=np.array([c.get_clamped() for c in coordinates], dtype=bool),
        locked=np.array([c.get_locked() for c in coordinates], dtype=bool),
        couplers=couplers,
        markers=markers[0],
        marker_body=markers[1],
        marker_offset_m=markers[2],
    )


def _vector(vec: Any) -> FloatArray:
    return np.array([vec.get(i) for i in range(3)])


def _placement(transform: Any) -> Placement:
    rotation = transform.R()
    matrix = np.array([[rotation.get(i, j) for j in range(3)] for i in range(3)])
    return Placement(matrix, _vector(transform.p()))


def _is_angle(coordinate: Any) -> bool:
    """OpenSim's own view: a coordinate that it calls coupled is written in files as it is."""
    return bool(coordinate.getMotionType() == _ROTATIONAL)


def _joints(
    model: Any, names: tuple[str, ...], source: str
) -> tuple[tuple[str, ...], tuple[TreeJoint, ...]]:
    joint_set = model.getJointSet()
    waiting = [joint_set.get(i) for i in range(joint_set.getSize())]
    bodies = ["ground"]
    joints: list[TreeJoint] = []
    while waiting:
        ready = [j for j in waiting if _base(j.getParentFrame())[0] in bodies]
        if not ready:
            raise ModelError(
                f"{source}: joints {listed(j.getName() for j in waiting)} do not hang on ground in "
                "the order parent to child; solve this model with OpenSim's own solver."
            )
        joint = ready[0]
        waiting.remove(joint)
        parent, parent_frame = _base(joint.getParentFrame())
        child, child_frame = _base(joint.getChildFrame())
        if child in bodies:
            raise ModelError(
                f"{source}: joint '{joint.getName()}' closes a loop at body '{child}'; arrays hold "
                "trees only; solve this model with OpenSim's own solver."
            )
        bodies.append(child)
        axes = _axes(joint, names, source)
        joints.append(
            TreeJoint(
                joint.getName(),
                bodies.index(parent),
                len(bodies) - 1,
                parent_frame,
                child_frame,
                axes,
            )
        )
    return tuple(bodies), tuple(joints)


def _base(frame: Any) -> tuple[str, Placement]:
    return frame.findBaseFrame().getName(), _placement(frame.findTransformInBaseFrame())


def _axes(joint: Any, names: tuple[str, ...], source: str) -> tuple[Axis, ...]:
    kind = joint.getConcreteClassName()
    if kind in _PLAIN_JOINTS:
        return tuple(
            Axis(
                rotation,
                _UNIT[axis],
                Linear(1.0),
                (names.index(joint.get_coordinates(i).getName()),),
            )
            for i, (rotation, axis) in enumerate(_PLAIN_JOINTS[kind])
        )
    if kind != "CustomJoint":
        raise ModelError(
            f"{source}: joint '{joint.getName()}' is a {kind}; arrays hold "
            f"{listed(_PLAIN_JOINTS)} and CustomJoint; solve this model with OpenSim's own solver."
        )
    transform = engine().CustomJoint.safeDownCast(joint).getSpatialTransform()
    parts = [
        (True, transform.get_rotation1()),
        (True, transform.get_rotation2()),
        (True, transform.get_rotation3()),
        (False, transform.get_translation1()),
        (False, transform.get_translation2()),
        (False, transform.get_translation3()),
    ]
    return tuple(
        _custom_axis(rotation, part, names, f"{source}: joint '{joint.getName()}'")
        for rotation, part in parts
    )


def _custom_axis(rotation: bool, part: Any, names: tuple[str, ...], where: str) -> Axis:
    direction = _vector(part.get_axis())
    direction = direction / np.linalg.norm(direction)
    drivers = part.getCoordinateNamesInArray()
    function = (
        read_function(part.get_function(), where)
        if part.hasFunction()
        else Constant(0.0)
        if drivers.getSize() == 0
        else Linear(1.0)
    )
    if drivers.getSize() > 1:
        raise ModelError(
            f"{where} has an axis driven by {drivers.getSize()} coordinates; arrays hold functions "
            "of one; solve this model with OpenSim's own solver."
        )
    if drivers.getSize() == 0 or isinstance(function, Constant):
        level = float(function.value(np.zeros(1))[0])
        return Axis(rotation, direction, Constant(level), ())
    return Axis(rotation, direction, function, (names.index(drivers.get(0)),))


def read_function(function: Any, where: str) -> ArrayFunction:
    """Turn an OpenSim function of one variable into one on arrays.

    Parameters
    ----------
    function : opensim.Function
        The function.
    where : str
        What it belongs to, for messages.

    Returns
    -------
    ArrayFunction
        The same function on arrays.

    Raises
    ------
    ModelError
        If its kind has no counterpart here.
    """
    kind = function.getConcreteClassName()
    if kind not in _READERS:
        raise ModelError(
            f"{where} uses a {kind}; arrays hold {listed(_READERS)}; "
            "solve this model with OpenSim's own solver."
        )
    return _READERS[kind](getattr(engine(), kind).safeDownCast(function), where)


def _slope_at(function: Any, x: float) -> float:
    osim = engine()
    order = osim.StdVectorInt()
    order.push_back(0)
    return float(function.calcDerivative(order, osim.Vector(1, x)))


def _read_spline(function: Any, where: str) -> ArrayFunction:
    count = function.getSize()
    knots = np.array([function.getX(i) for i in range(count)])
    levels = np.array([function.getY(i) for i in range(count)])
    if count < 2 or not (np.diff(knots) > 0).all():
        raise ModelError(f"{where} has a spline whose knots do not ascend: {knots.tolist()}.")
    slopes = np.array([_slope_at(function, float(x)) for x in knots])
    return CubicHermite(knots, levels, slopes)


def _read_piecewise(function: Any, where: str) -> ArrayFunction:
    count = function.getSize()
    knots = np.array([function.getX(i) for i in range(count)])
    if count < 2 or not (np.diff(knots) > 0).all():
        raise ModelError(f"{where} has a function whose knots do not ascend: {knots.tolist()}.")
    return PiecewiseLinear(knots, np.array([function.getY(i) for i in range(count)]))


def _read_linear(function: Any, where: str) -> ArrayFunction:  # noqa: ARG001
    return Linear(function.getSlope(), function.getIntercept())


def _read_constant(function: Any, where: str) -> ArrayFunction:  # noqa: ARG001
    return Constant(function.getValue())


def _read_polynomial(function: Any, where: str) -> ArrayFunction:  # noqa: ARG001
    vector = function.getCoefficients()
    return Polynomial(np.array([vector.get(i) for i in range(vector.size())]))


def _read_multiplier(function: Any, where: str) -> ArrayFunction:
    return Scaled(read_function(function.getFunction(), where), function.getScale())


_READERS: dict[str, Callable[[Any, str], ArrayFunction]] = {
    "Constant": _read_constant,
    "LinearFunction": _read_linear,
    "PolynomialFunction": _read_polynomial,
    "SimmSpline": _read_spline,
    "PiecewiseLinearFunction": _read_piecewise,
    "MultiplierFunction": _read_multiplier,
}


def _couplers(model: Any, names: tuple[str, ...], source: str) -> tuple[Coupler, ...]:
    osim = engine()
    constraint_set = model.getConstraintSet()
    found: list[Coupler] = []
    for i in range(constraint_set.getSize()):
        constraint = constraint_set.get(i)
        kind, name = constraint.getConcreteClassName(), constraint.getName()
        if not constraint.get_isEnforced():
            continue
        if kind != "CoordinateCouplerConstraint":
            raise ModelError(
                f"{source}: constraint '{name}' is a {kind}; arrays hold coordinate couplers only; "
                "solve this model with OpenSim's own solver."
            )
        coupler = osim.CoordinateCouplerConstraint.safeDownCast(constraint)
        drivers = coupler.getIndependentCoordinateNames()
        if drivers.getSize() != 1:
            raise ModelError(
                f"{source}: coupler '{name}' has {drivers.getSize()} independent coordinates; "
                "arrays hold couplers of one; solve this model with OpenSim's own solver."
            )
        scale = float(coupler.getPropertyByName("scale_factor").toString())
        function = read_function(coupler.getFunction(), f"{source}: coupler '{name}'")
        found.append(
            Coupler(
                names.index(coupler.getDependentCoordinateName()),
                (names.index(drivers.get(0)),),
                function if scale == 1.0 else Scaled(function, scale),
            )
        )
    return _in_order(found, names, source)


def _in_order(couplers: list[Coupler], names: tuple[str, ...], source: str) -> tuple[Coupler, ...]:
    dependents = [c.dependent for c in couplers]
    twice = {names[d] for d in dependents if dependents.count(d) > 1}
    if twice:
        raise ModelError(f"{source}: coordinates {listed(sorted(twice))} have two couplers each.")
    ordered: list[Coupler] = []
    waiting = list(couplers)
    while waiting:
        pending = {c.dependent for c in waiting}
        ready = [c for c in waiting if not pending.intersection(c.independents)]
        if not ready:
            raise ModelError(
                f"{source}: the couplers of {listed(names[d] for d in sorted(pending))} run in a "
                "circle; solve this model with OpenSim's own solver."
            )
        ordered.extend(ready)
        waiting = [c for c in waiting if c not in ready]
    return tuple(ordered)


def _markers(
    model: Any, bodies: tuple[str, ...]
) -> tuple[tuple[str, ...], NDArray[np.intp], FloatArray]:
    marker_set = model.getMarkerSet()
    names, body, offset = [], [], []
    for i in range(marker_set.getSize()):
        marker = marker_set.get(i)
        base, placement = _base(marker.getParentFrame())
        names.append(marker.getName())
        body.append(bodies.index(base))
        offset.append(placement.rotation @ _vector(marker.get_location()) + placement.position)
    return (
        tuple(names),
        np.array(body, dtype=np.intp),
        np.array(offset, dtype=float).reshape(-1, 3),
    )
