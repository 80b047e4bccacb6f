"""Bodies, joints, coordinates and couplers of the model."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from opensim_wink.body.builder.rows import (
    AxisRow,
    BodyRow,
    CoordinateRow,
    CouplerRow,
    FunctionRow,
    JointRow,
    Triple,
)
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import engine
from opensim_wink.errors import ModelError, listed


def add_skeleton(model: Any) -> None:
    """Add all bodies, joints, coordinates and couplers of the tables to a model.

    Parameters
    ----------
    model : opensim.Model
        The model to add to; its connections are finalised.

    Raises
    ------
    ModelError
        If tables contradict each other.
    """
    for body in both_sides(read_table("bodies", BodyRow)):
        _add_body(model, body)
    # Finalise only once all joints are there: a body without one would be given a free joint.
    axes = both_sides(read_table("axes", AxisRow))
    for joint in both_sides(read_table("joints", JointRow)):
        _add_joint(model, joint, [axis for axis in axes if axis.joint == joint.name])
    model.finalizeConnections()
    _set_coordinates(model, both_sides(read_table("coordinates", CoordinateRow)))
    for coupler in both_sides(read_table("couplers", CouplerRow)):
        _add_coupler(model, coupler)
    model.finalizeConnections()


def _vec(triple: Triple) -> Any:
    return engine().Vec3(*triple)


def _add_body(model: Any, row: BodyRow) -> None:
    osim = engine()
    inertia = osim.Inertia(*row.moments_kgm2, 0.0, 0.0, 0.0)
    model.addBody(osim.Body(row.name, row.mass_kg, _vec(row.com_m), inertia))


def _add_joint(model: Any, row: JointRow, axes: list[AxisRow]) -> None:
    osim = engine()
    bodies = model.getBodySet()
    parent = model.getGround() if row.parent == "ground" else bodies.get(row.parent)
    frames = (
        parent,
        _vec(row.parent_at_m),
        _vec(row.parent_turn_rad),
        bodies.get(row.child),
        _vec(row.child_at_m),
        _vec(row.child_turn_rad),
    )
    if row.kind == "CustomJoint":
        model.addJoint(osim.CustomJoint(row.name, *frames, _spatial_transform(row.name, axes)))
        return
    joint = getattr(osim, row.kind)(row.name, *frames)
    # Plain joints name their coordinates themselves; the table's names follow in its order.
    names = [c.name for c in _coordinates_of(row.name)]
    if len(names) != joint.numCoordinates():
        raise ModelError(
            f"tables: joint '{row.name}' is a {row.kind} with {joint.numCoordinates()} coordinates,"
            f" but coordinates.csv gives it: {listed(names)}."
        )
    for index, name in enumerate(names):
        joint.upd_coordinates(index).setName(name)
    model.addJoint(joint)


def _coordinates_of(joint: str) -> list[CoordinateRow]:
    rows = both_sides(read_table("coordinates", CoordinateRow))
    return [row for row in rows if row.joint == joint]


def _spatial_transform(joint: str, axes: list[AxisRow]) -> Any:
    osim = engine()
    if len(axes) != 6:
        raise ModelError(f"tables: joint '{joint}' has {len(axes)} rows in axes.csv, not six.")
    functions = {row.name: row for row in read_table("functions", FunctionRow)}
    transform = osim.SpatialTransform()
    for row in axes:
        axis = getattr(transform, f"upd_{row.slot}")()
        if row.coordinate:
            names = osim.ArrayStr()
            names.append(row.coordinate)
            axis.setCoordinateNames(names)
        axis.setAxis(_vec(row.direction))
        # set_function keeps a copy; setFunction would keep a pointer to a dead temporary.
        axis.set_function(_function(functions[row.function]))
    return transform


def _function(row: FunctionRow) -> Any:
    osim = engine()
    if row.kind == "constant":
        return osim.Constant(*row.levels)
    if row.kind == "linear":
        return osim.LinearFunction(*row.levels)
    if row.kind == "polynomial":
        coefficients = osim.Vector(len(row.levels), 0.0)
        for index, level in enumerate(row.levels):
            coefficients.set(index, level)
        return osim.PolynomialFunction(coefficients)
    if row.kind == "spline":
        spline = osim.SimmSpline()
        for knot, level in zip(row.knots, row.levels, strict=True):
            spline.addPoint(knot, level)
        return spline
    raise ModelError(
        f"tables: function '{row.name}' is a '{row.kind}'; "
        "it may be constant, linear, polynomial or spline."
    )


def _set_coordinates(model: Any, rows: Iterable[CoordinateRow]) -> None:
    coordinates = model.getCoordinateSet()
    tabulated = {row.name: row for row in rows}
    built = {coordinates.get(i).getName() for i in range(coordinates.getSize())}
    if odd := sorted(built ^ set(tabulated)):
        raise ModelError(f"tables: coordinates.csv and axes.csv differ in: {listed(odd)}.")
    for name, row in tabulated.items():
        factor = math.pi / 180.0 if row.unit == "deg" else 1.0
        coordinate = coordinates.get(name)
        coordinate.setDefaultValue(row.default * factor)
        coordinate.setRangeMin(row.low * factor)
        coordinate.setRangeMax(row.high * factor)
        coordinate.setDefaultClamped(False)
        coordinate.setDefaultLocked(row.locked)


def _add_coupler(model: Any, row: CouplerRow) -> None:
    osim = engine()
    coupler = osim.CoordinateCouplerConstraint()
    coupler.setName(f"{row.dependent}_follows")
    names = osim.ArrayStr()
    names.append(row.independent)
    coupler.setIndependentCoordinateNames(names)
    coupler.setDependentCoordinateName(row.dependent)
    coupler.setFunction(osim.LinearFunction(row.share, 0.0))
    model.addConstraint(coupler)
