"""Read an OpenSim model's bodies and joints into a tree of axes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.functions import Constant, Linear, Sine
from opensim_wink.body.functions_of_several import AnyFunction, FunctionOfSeveral, Product
from opensim_wink.body.read_functions import number_of, read_any_function, tabulate
from opensim_wink.body.tree import Axis, Placement, TreeJoint
from opensim_wink.errors import ModelError, listed

FloatArray = NDArray[np.float64]

_UNIT = np.eye(3)
_QUARTER_TURN = Placement(np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))

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


@dataclass(frozen=True, eq=False)
class _Link:
    """Part of a joint: a frame, axes from it, and where the link's end is seen from there."""

    before: Placement
    axes: tuple[Axis, ...]
    after: Placement


def read_joints(
    model: Any, names: tuple[str, ...], source: str, unsupported: list[str]
) -> tuple[tuple[str, ...], tuple[TreeJoint, ...]]:
    """Bodies and joints, from ground outwards.

    A joint may hang the other way round (its child nearer to ground); it is then turned about. A
    joint that takes two steps gets a body without mass in between, named after it. Of a loop, the
    joint that closes it is left out.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    names : tuple of str
        Coordinates in the model's order.
    source : str
        Its file, for messages.
    unsupported : list of str
        Gains a reason for everything that the tree does not hold.

    Returns
    -------
    bodies : tuple of str
        Ground first.
    joints : tuple of TreeJoint
        Parents before children.

    Raises
    ------
    ModelError
        If a joint or its function is of a kind whose motion cannot be told, or hangs on nothing.
    """
    joint_set = model.getJointSet()
    waiting = [joint_set.get(i) for i in range(joint_set.getSize())]
    bodies = ["ground"]
    joints: list[TreeJoint] = []
    while waiting:
        joint, turned = _next_joint(waiting, bodies, source)
        waiting.remove(joint)
        near, near_frame = base_of(joint.getParentFrame())
        far, far_frame = base_of(joint.getChildFrame())
        if near in bodies and far in bodies:
            unsupported.append(f"joint '{joint.getName()}' closes a loop at body '{far}'")
            continue
        links = _links(joint, names, f"{source}: joint '{joint.getName()}'", unsupported)
        links[0] = replace(links[0], before=near_frame @ links[0].before)
        links[-1] = replace(links[-1], after=links[-1].after @ far_frame.inverse())
        if turned:
            near, far = far, near
            links = [part for link in reversed(links) for part in _turned(link)]
        parent = bodies.index(near)
        for step, link in enumerate(links, start=1):
            last = step == len(links)
            bodies.append(far if last else f"{joint.getName()} (step {step})")
            joints.append(
                TreeJoint(
                    joint.getName(),
                    parent,
                    len(bodies) - 1,
                    link.before,
                    link.after.inverse(),
                    link.axes,
                )
            )
            parent = len(bodies) - 1
    return tuple(bodies), tuple(joints)


def base_of(frame: Any) -> tuple[str, Placement]:
    """The body that carries a frame, and where the frame lies in it.

    Parameters
    ----------
    frame : opensim.PhysicalFrame
        A body, ground, or a frame fixed to one.

    Returns
    -------
    str
        The body's name.
    Placement
        The frame in the body.
    """
    return frame.findBaseFrame().getName(), _placement(frame.findTransformInBaseFrame())


def vector(vec: Any) -> FloatArray:
    """An ``opensim.Vec3`` as an array of shape (3,)."""
    return np.array([vec.get(i) for i in range(3)])


def _placement(transform: Any) -> Placement:
    rotation = transform.R()
    matrix = np.array([[rotation.get(i, j) for j in range(3)] for i in range(3)])
    return Placement(matrix, vector(transform.p()))


def _next_joint(waiting: list[Any], bodies: list[str], source: str) -> tuple[Any, bool]:
    """A joint that can be hung on what is there, and whether it hangs by its child."""
    for joint in waiting:
        if base_of(joint.getParentFrame())[0] in bodies:
            return joint, False
    for joint in waiting:
        if base_of(joint.getChildFrame())[0] in bodies:
            return joint, True
    raise ModelError(
        f"{source}: joints {listed(j.getName() for j in waiting)} do not hang on ground."
    )


def _turned(link: _Link) -> list[_Link]:
    """The same link seen from its other end: rotations back, then translations back."""
    rotations = [replace(a, direction=-a.direction) for a in link.axes if a.rotation]
    slides = [replace(a, direction=-a.direction) for a in link.axes if not a.rotation]
    first = _Link(link.after.inverse(), tuple(reversed(rotations)), Placement())
    if not slides:
        return [replace(first, after=link.before.inverse())]
    if not rotations:
        return [_Link(first.before, tuple(slides), link.before.inverse())]
    return [first, _Link(Placement(), tuple(slides), link.before.inverse())]


def _links(joint: Any, names: tuple[str, ...], where: str, unsupported: list[str]) -> list[_Link]:
    kind = joint.getConcreteClassName()
    if kind in _PLAIN_JOINTS:
        return [_Link(Placement(), _plain_axes(kind, _coordinates(joint, names)), Placement())]
    if kind not in _READERS:
        raise ModelError(
            f"{where} is a {kind}; joints may be {listed((*_PLAIN_JOINTS, *_READERS), 20)}; "
            "replace it."
        )
    down = getattr(engine(), kind).safeDownCast(joint)
    return _READERS[kind](down, names, where, unsupported)


def _coordinates(joint: Any, names: tuple[str, ...]) -> list[int]:
    return [names.index(joint.get_coordinates(i).getName()) for i in range(joint.numCoordinates())]


def _plain_axes(kind: str, drivers: list[int]) -> tuple[Axis, ...]:
    steps = zip(_PLAIN_JOINTS[kind], drivers, strict=True)
    return tuple(
        Axis(rotation, _UNIT[axis], Linear(1.0), (driver,)) for (rotation, axis), driver in steps
    )


def _read_ellipsoid(
    joint: Any,
    names: tuple[str, ...],
    where: str,  # noqa: ARG001
    unsupported: list[str],  # noqa: ARG001
) -> list[_Link]:
    axes = _ellipsoid_axes(vector(joint.get_radii_x_y_z()), _coordinates(joint, names))
    return [_Link(Placement(), axes, Placement())]


def _ellipsoid_axes(radii_m: FloatArray, drivers: list[int]) -> tuple[Axis, ...]:
    """Rotations of a ball, the origin carried to where the turned Z axis leaves the ellipsoid."""
    first, second = drivers[0], drivers[1]
    quarter = np.pi / 2
    places: list[tuple[AnyFunction, tuple[int, ...]]] = [
        (Sine(radii_m[0]), (second,)),
        (Product((Sine(-radii_m[1]), Sine(1.0, phase=quarter))), (first, second)),
        (
            Product((Sine(radii_m[2], phase=quarter), Sine(1.0, phase=quarter))),
            (first, second),
        ),
    ]
    slides = tuple(Axis(False, _UNIT[k], f, c) for k, (f, c) in enumerate(places))
    return (*_plain_axes("BallJoint", drivers[:3]), *slides)


def _read_scapulothoracic(
    joint: Any,
    names: tuple[str, ...],
    where: str,  # noqa: ARG001
    unsupported: list[str],  # noqa: ARG001
) -> list[_Link]:
    """A scapula that glides on the thorax's ellipsoid, then wings about an axis of its own [1]_.

    References
    ----------
    .. [1] Seth A et al. A biomechanical model of the scapulothoracic joint to accurately capture
       scapular kinematics during shoulder movements. PLoS ONE 2016;11:e0141028.
       https://doi.org/10.1371/journal.pone.0141028
    """
    drivers = _coordinates(joint, names)
    radii = vector(joint.get_thoracic_ellipsoid_radii_x_y_z())
    origin = [joint.get_scapula_winging_axis_origin(i) for i in range(2)]
    angle = number_of(joint, "scapula_winging_axis_direction")
    hinge = Placement(position=np.array([*origin, 0.0]))
    about = np.array([-np.sin(angle), np.cos(angle), 0.0])
    gliding = _ellipsoid_axes(radii[[1, 0, 2]], drivers)
    return [
        _Link(_QUARTER_TURN, gliding, _QUARTER_TURN.inverse()),
        _Link(hinge, (Axis(True, about, Linear(1.0), (drivers[3],)),), hinge.inverse()),
    ]


def _read_custom(
    joint: Any, names: tuple[str, ...], where: str, unsupported: list[str]
) -> list[_Link]:
    transform = joint.getSpatialTransform()
    parts = [
        (True, transform.get_rotation1()),
        (True, transform.get_rotation2()),
        (True, transform.get_rotation3()),
        (False, transform.get_translation1()),
        (False, transform.get_translation2()),
        (False, transform.get_translation3()),
    ]
    axes = tuple(_custom_axis(r, part, names, where, unsupported) for r, part in parts)
    return [_Link(Placement(), axes, Placement())]


def _custom_axis(
    rotation: bool, part: Any, names: tuple[str, ...], where: str, unsupported: list[str]
) -> Axis:
    direction = vector(part.get_axis())
    direction = direction / np.linalg.norm(direction)
    array = part.getCoordinateNamesInArray()
    drivers = tuple(names.index(array.get(i)) for i in range(array.getSize()))
    function: AnyFunction = Linear(1.0) if drivers else Constant(0.0)
    if part.hasFunction():
        function = _read_or_tabulate(part.get_function(), len(drivers), where, unsupported)
    if isinstance(function, FunctionOfSeveral):
        return Axis(rotation, direction, function, drivers)
    if isinstance(function, Constant) or not drivers:
        return Axis(rotation, direction, Constant(float(function.value(np.zeros(1))[0])), ())
    return Axis(rotation, direction, function, drivers[:1])


def _read_or_tabulate(
    function: Any, n_drivers: int, where: str, unsupported: list[str]
) -> AnyFunction:
    """The function on arrays; of a kind unknown here, a table that only follows what is solved."""
    try:
        return read_any_function(function, where)
    except ModelError as error:
        if n_drivers != 1:
            raise
        unsupported.append(str(error).rstrip("."))
        return tabulate(function)


_Reader = Callable[[Any, tuple[str, ...], str, list[str]], list[_Link]]
_READERS: dict[str, _Reader] = {
    "EllipsoidJoint": _read_ellipsoid,
    "ScapulothoracicJoint": _read_scapulothoracic,
    "CustomJoint": _read_custom,
}
