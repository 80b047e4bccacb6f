"""The floor's wrench against statics and against OpenSim's own inverse dynamics."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import make_interp_spline

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine
from opensim_wink.body.scaled_model import scale_model
from opensim_wink.body.subject import load_subject
from opensim_wink.errors import MotionError
from opensim_wink.samples.floor_work import standing_course
from opensim_wink.samples.ground_reaction import floor_wrench, foot_loads
from opensim_wink.samples.person import Body
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Course, Squat, centre_of_mass, squat_course
from opensim_wink.scaling.segments import find_segments

GRAVITY = 9.80665
RATE_HZ = 100.0


@pytest.fixture(scope="module")
def course(ida: Body) -> Course:
    squat = Squat(
        116.0, 36.0, wink_deg=15.0, lumbar_deg=14.0, rep_change=(1.0,), rep_depth_deg=(0.0,)
    )
    return squat_course(ida, squat, (Timing(0.3, 1.0, 0.1, 0.9),), RATE_HZ, 0.3)


def test_standing_needs_the_weight_under_the_centre_of_mass(ida: Body) -> None:
    still = standing_course(ida, 0.2, RATE_HZ)
    force, moment = floor_wrench(ida, still)
    weight = np.array([0.0, ida.masses.total_kg * GRAVITY, 0.0])
    np.testing.assert_allclose(force, np.tile(weight, (len(force), 1)), atol=1e-6)
    centre = centre_of_mass(ida, ida.poses(still.values))
    np.testing.assert_allclose(moment, np.cross(centre, force), atol=1e-6)


def test_wrench_is_that_of_opensim(ida: Body, course: Course) -> None:
    """Forces that inverse dynamics finds at the pelvis if no floor is there."""
    force, moment = floor_wrench(ida, course)
    frames = np.linspace(30, len(course.time_s) - 31, 9).astype(int)
    found = _pelvis_forces(ida, course, frames)
    columns = [ida.tree.coordinate(f"pelvis_{axis}") for axis in ("tx", "ty", "tz")]
    pelvis = course.values[:, columns]
    tilt, lean = (
        course.values[:, ida.tree.coordinate(f"pelvis_{name}")] for name in ("tilt", "list")
    )
    about = moment - np.cross(pelvis, force)
    second = np.column_stack([np.cos(tilt), np.sin(tilt), 0.0 * tilt])
    third = np.column_stack(
        [-np.sin(tilt) * np.cos(lean), np.cos(tilt) * np.cos(lean), np.sin(lean)]
    )
    ours = np.column_stack(
        [force, about[:, 2], (about * second).sum(axis=1), (about * third).sum(axis=1)]
    )
    # Both sides differentiate splines, through points here and through angles there.
    np.testing.assert_allclose(ours[frames], found, atol=0.4)


def _pelvis_forces(body: Body, course: Course, frames: np.ndarray) -> np.ndarray:
    path = packaged_model_path()
    generic = load_subject(path)
    segments = find_segments(generic.tree, generic.profile)
    factors = {
        name: np.array(body.build.factors[segment.removesuffix("_r").removesuffix("_l")])
        for segment, names in segments.bodies.items()
        for name in names
    }
    osim = engine()
    model = scale_model(path, factors, body.build.mass_kg)
    state = model.initSystem()
    coordinates = model.getCoordinateSet()
    names = [coordinates.get(i).getName() for i in range(coordinates.getSize())]
    place = {}
    for name in names:
        for other in names:
            coordinates.get(other).setSpeedValue(state, 1.0 if other == name else 0.0)
        place[name] = int(np.argmax([state.getU().get(i) for i in range(state.getNU())]))
    spline = make_interp_spline(course.time_s, course.values, k=5)
    rate, push = (spline.derivative(order)(course.time_s) for order in (1, 2))
    solver = osim.InverseDynamicsSolver(model)
    wanted = [f"pelvis_{name}" for name in ("tx", "ty", "tz", "tilt", "list", "rotation")]
    rows = []
    for frame in frames:
        udot = osim.Vector(state.getNU(), 0.0)
        for column, name in enumerate(body.tree.coordinates):
            coordinates.get(name).setValue(state, float(course.values[frame, column]), False)
            coordinates.get(name).setSpeedValue(state, float(rate[frame, column]))
            udot.set(place[name], float(push[frame, column]))
        model.realizeDynamics(state)
        forces = solver.solve(state, udot)
        rows.append([forces.get(place[name]) for name in wanted])
    return np.array(rows)


def test_both_feet_together_bear_the_wrench(ida: Body, course: Course) -> None:
    force, moment = floor_wrench(ida, course)
    loads = foot_loads(ida, course)
    np.testing.assert_allclose(sum(load.force_n for load in loads), force, atol=1e-9)
    total = sum(
        np.cross(load.cop_m, load.force_n) + np.outer(load.free_moment_nm, [0.0, 1.0, 0.0])
        for load in loads
    )
    np.testing.assert_allclose(total, moment, atol=1e-8)
    for load in loads:
        assert load.sole_share.min() > 0.05
        assert load.sole_share.max() < 0.95
        assert load.force_n[:, 1].min() > 0.3 * 0.5 * ida.masses.total_kg * GRAVITY


def test_a_fall_is_refused(ida: Body, course: Course) -> None:
    values = course.values.copy()
    values[:, ida.tree.coordinate("pelvis_tx")] += 0.3
    fallen = Course(course.time_s, values, course.way, course.descents, course.feet)
    with pytest.raises(MotionError, match=r"falls.*within 0 and 1"):
        foot_loads(ida, fallen)
