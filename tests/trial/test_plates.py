"""Force plates: a known force at a known point, through the channels and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from opensim_wink.trial.plates import (
    LOAD_THRESHOLD_N,
    Plate,
    ground_reaction,
    top_side_origin,
    wrench_at_top,
)

FloatArray = NDArray[np.float64]

HALF_X, HALF_Y = 0.20, 0.30
SENSOR_X, SENSOR_Y = 0.12, 0.20
CALIBRATION = np.diag([1.5, 1.6, 6.0, 300.0, 310.0, 150.0]) + 0.01 * np.arange(36).reshape(6, 6)


def _turned(angles: tuple[float, float, float]) -> FloatArray:
    """A rotation about x, then y, then z."""
    (cx, sx), (cy, sy), (cz, sz) = ((np.cos(a), np.sin(a)) for a in angles)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x, dtype=np.float64)


def _plate(kind: int, axes: FloatArray, centre: FloatArray) -> Plate:
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    local = np.column_stack([signs * (HALF_X, HALF_Y), np.zeros(4)])
    origin = {
        1: np.zeros(3),
        2: np.array([0.002, -0.003, -0.041]),
        3: np.array([SENSOR_X, SENSOR_Y, -0.058]),
        4: np.array([0.002, -0.003, -0.041]),
    }[kind]
    return Plate(
        f"plate of type {kind}",
        kind,
        local @ axes.T + centre,
        origin,
        CALIBRATION if kind == 4 else None,
    )


def _channels(plate: Plate, force: FloatArray, point: FloatArray, twist: float) -> FloatArray:
    """What a plate measures of a force at a point of its top and a twist about its normal.

    Forces and moments balance about the sensors' origin, sensor by sensor for type 3; nothing here
    is taken from the code under test.
    """
    fx, fy, fz = force
    if plate.kind == 1:
        return np.array([fx, fy, fz, point[0], point[1], twist])
    if plate.kind == 3:
        # Four sensors at (+a, +b), (-a, +b), (-a, -b), (+a, -b), below the top by the height.
        a, b, height = plate.origin_m
        places = np.array([[a, b], [-a, b], [-a, -b], [a, -b]])
        arm = np.array([point[0], point[1], height])
        moment = np.cross(arm, force) + np.array([0.0, 0.0, twist])
        # fz_i = fz/4 + moments about x and y; the equations are solved, not copied.
        rows = np.vstack([np.ones(4), places[:, 1], -places[:, 0]])
        fz_i = np.linalg.lstsq(rows, np.array([fz, moment[0], moment[1]]), rcond=None)[0]
        # In-plane: pairs along x at +b and -b, pairs along y at +a and -a.
        plane = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [-b, b, a, -a]])
        pairs = np.linalg.lstsq(plane, np.array([fx, fy, moment[2]]), rcond=None)[0]
        return np.concatenate([pairs, fz_i])
    arm = plate.origin_m + np.array([point[0], point[1], 0.0])
    wrench = np.concatenate([force, np.cross(arm, force) + np.array([0.0, 0.0, twist])])
    return np.linalg.solve(CALIBRATION, wrench) if plate.kind == 4 else wrench


angle = st.floats(-3.0, 3.0)
forces = st.tuples(st.floats(-300.0, 300.0), st.floats(-300.0, 300.0), st.floats(50.0, 2500.0))
points = st.tuples(st.floats(-HALF_X, HALF_X), st.floats(-HALF_Y, HALF_Y))


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
@given(
    angles=st.tuples(angle, angle, angle),
    centre=st.tuples(*[st.floats(-3.0, 3.0)] * 3),
    force=forces,
    point=points,
    twist=st.floats(-30.0, 30.0),
)
def test_known_force_comes_back(
    kind: int,
    angles: tuple[float, float, float],
    centre: tuple[float, float, float],
    force: tuple[float, float, float],
    point: tuple[float, float],
    twist: float,
) -> None:
    """Any plate, tilted and raised anywhere: force, point and twist as they were put in."""
    axes = _turned(angles)
    plate = _plate(kind, axes, np.array(centre))
    # z of the plate is down: the ground pushes the body along -z.
    local = np.array([force[0], force[1], -force[2]])
    channels = _channels(plate, local, np.array([*point, 0.0]), twist)
    reaction = ground_reaction(plate, np.zeros(1), *wrench_at_top(plate, channels[None]))
    np.testing.assert_allclose(plate.axes, axes, atol=1e-9)
    np.testing.assert_allclose(reaction.force_n[0], axes @ local, atol=1e-7)
    expected = axes @ (point[0], point[1], 0.0) + centre
    np.testing.assert_allclose(reaction.cop_m[0], expected, atol=1e-8)
    np.testing.assert_allclose(reaction.free_moment_nm[0], axes @ (0, 0, twist), atol=1e-7)


def test_top_above_the_floor() -> None:
    """The centre of pressure lies in the top, not in the floor."""
    axes = _turned((np.pi, 0.0, 0.0))
    plate = _plate(2, axes, np.array([0.5, 0.2, 0.35]))
    channels = _channels(plate, np.array([30.0, 10.0, -700.0]), np.array([0.1, -0.05, 0.0]), 2.0)
    reaction = ground_reaction(plate, np.zeros(1), *wrench_at_top(plate, channels[None]))
    assert reaction.cop_m[0, 2] == pytest.approx(0.35)
    assert reaction.force_n[0, 2] == pytest.approx(700.0)
    assert reaction.corners_m is not None
    np.testing.assert_allclose(reaction.corners_m.mean(axis=0), [0.5, 0.2, 0.35])


def test_unloaded_samples_have_no_centre_of_pressure() -> None:
    plate = _plate(2, np.eye(3), np.zeros(3))
    force = np.zeros((3, 3))
    force[:, 2] = [0.0, LOAD_THRESHOLD_N - 1e-6, -LOAD_THRESHOLD_N]
    moment = np.ones((3, 3))
    reaction = ground_reaction(plate, np.arange(3.0), force, moment)
    assert np.isnan(reaction.cop_m).all(axis=1).tolist() == [True, True, False]
    assert (reaction.free_moment_nm[:2] == 0.0).all()
    np.testing.assert_array_equal(reaction.force_n, force)


def test_missing_samples_stay_missing() -> None:
    plate = _plate(2, np.eye(3), np.zeros(3))
    force, moment = np.full((1, 3), np.nan), np.full((1, 3), np.nan)
    reaction = ground_reaction(plate, np.zeros(1), force, moment)
    assert np.isnan(reaction.force_n).all()
    assert np.isnan(reaction.cop_m).all()


@pytest.mark.parametrize("kind", [2, 4])
def test_reversed_origin_is_turned_whole(kind: int) -> None:
    origin, turned = top_side_origin(kind, np.array([0.001, -0.002, 0.04]))
    assert turned
    np.testing.assert_array_equal(origin, [-0.001, 0.002, -0.04])


def test_origin_of_type_3_keeps_its_distances() -> None:
    origin, turned = top_side_origin(3, np.array([0.12, 0.2, 0.058]))
    assert turned
    np.testing.assert_array_equal(origin, [0.12, 0.2, -0.058])


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_right_origin_is_left_alone(kind: int) -> None:
    origin, turned = top_side_origin(kind, np.array([0.12, 0.2, -0.058]))
    assert not turned
    np.testing.assert_array_equal(origin, [0.12, 0.2, -0.058])
    assert not top_side_origin(kind, np.zeros(3))[1]


def test_corners_without_a_surface_give_no_axes() -> None:
    plate = Plate("flat", 2, np.zeros((4, 3)), np.zeros(3))
    assert np.isnan(plate.axes).any()
