"""Muscles: strength, fibre and tendon, passive curve, path."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from opensim_wink.body.builder.rows import (
    CurveRow,
    MuscleRow,
    PathWrapRow,
    PointRow,
    StrengthRow,
    WrapRow,
)
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import engine
from opensim_wink.errors import ModelError


def add_muscles(model: Any) -> None:
    """Add all muscles of the tables to a model.

    Parameters
    ----------
    model : opensim.Model
        A model that has its bodies and wrapping cylinders.

    Raises
    ------
    ModelError
        If a muscle has fewer than two path points.

    References
    ----------
    Millard M, Uchida T, Seth A, Delp SL (2013). Flexing computational muscle: modeling and
    simulation of musculotendon dynamics. J Biomech Eng 135:021005. doi:10.1115/1.4023390
    """
    (curve,) = read_table("curves", CurveRow)
    strength = {row.region: row.factor for row in read_table("strength", StrengthRow)}
    points: dict[str, list[PointRow]] = defaultdict(list)
    for point in both_sides(read_table("path_points", PointRow)):
        points[point.muscle].append(point)
    wraps: dict[str, list[PathWrapRow]] = defaultdict(list)
    for wrap in both_sides(read_table("path_wraps", PathWrapRow)):
        wraps[wrap.muscle].append(wrap)
    bodies_of_wraps = {row.name: row.body for row in both_sides(read_table("wraps", WrapRow))}
    for row in both_sides(read_table("muscles", MuscleRow)):
        path = sorted(points[row.name], key=lambda point: point.order)
        if len(path) < 2:
            raise ModelError(f"tables: muscle '{row.name}' has {len(path)} path points, not two.")
        muscle = _muscle(row, strength[row.region], curve)
        model.addForce(muscle)
        for point in path:
            _add_point(model, muscle, point)
        for wrap in wraps[row.name]:
            body = model.getBodySet().get(bodies_of_wraps[wrap.wrap])
            _add_wrap(muscle, wrap, body.getWrapObject(wrap.wrap))
    model.finalizeConnections()


def _muscle(row: MuscleRow, strength: float, curve: CurveRow) -> Any:
    osim = engine()
    # Rounded, so that the file holds no digits that the tables do not.
    force_n = round(row.max_force_n * strength, 6)
    muscle = osim.Millard2012EquilibriumMuscle(
        row.name, force_n, row.optimal_fibre_m, row.tendon_slack_m, row.pennation_rad
    )
    muscle.setDefaultActivation(curve.default_activation)
    muscle.setMinimumActivation(curve.least_activation)
    muscle.set_minimum_activation(curve.least_activation)
    muscle.setFiberDamping(curve.fibre_damping)
    active = muscle.upd_ActiveForceLengthCurve()
    active.set_min_norm_active_fiber_length(curve.active_low)
    active.set_transition_norm_fiber_length(curve.active_shallow)
    active.set_max_norm_active_fiber_length(curve.active_high)
    active.set_shallow_ascending_slope(curve.active_shallow_slope)
    active.set_minimum_value(curve.active_floor)
    passive = muscle.upd_FiberForceLengthCurve()
    passive.set_strain_at_zero_force(row.strain_at_zero_force)
    passive.set_strain_at_one_norm_force(row.strain_at_max_force)
    shape = (row.stiffness_at_low_force, row.stiffness_at_max_force, row.curviness)
    if all(value is not None for value in shape):
        passive.setOptionalProperties(*shape)
    return muscle


def _add_point(model: Any, muscle: Any, row: PointRow) -> None:
    osim = engine()
    body = model.getBodySet().get(row.body)
    muscle.addNewPathPoint(f"{row.muscle}-P{row.order}", body, osim.Vec3(*row.at_m))


def _add_wrap(muscle: Any, row: PathWrapRow, cylinder: Any) -> None:
    path = muscle.updGeometryPath()
    path.addPathWrap(cylinder)
    wrap_set = path.updWrapSet()
    wrap = wrap_set.get(wrap_set.getSize() - 1)
    wrap.set_method(row.method)
    wrap.set_range(0, row.first_point)
    wrap.set_range(1, row.last_point)
