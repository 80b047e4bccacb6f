"""The limits against bones made of points that are turned step by step until one leaves the socket.

Nothing of the package's geometry is used here: rotations are SciPy's, the rim and the bone are
sampled, and a hip is a dictionary of angles.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.hip.contact import clearance, flexion_limits
from opensim_wink.hip.shape import HipShape

COARSE_DEG, FINE_DEG = 1.0, 0.1


def bone_points(shape: HipShape) -> np.ndarray:
    """Points of the edge where neck and cam leave the head's unit sphere, thigh at zero, (N, 3)."""
    # A straight neck that hangs down, tilted outward to the neck–shaft angle; torsion brings the
    # head ahead of the shaft, so that seen from the head the neck runs backward.
    tilt = Rotation.from_euler("x", shape.neck_shaft_deg - 180.0, degrees=True)
    turn = Rotation.from_euler("y", -shape.antetorsion_deg, degrees=True)
    axis = (turn * tilt).apply([0.0, -1.0, 0.0])
    up = np.array([0.0, 1.0, 0.0]) - axis[1] * axis
    up /= np.linalg.norm(up)
    ahead = np.cross(up, axis)
    around = np.linspace(0, 360, 721)[:-1]
    radius = 1 / shape.head_neck_ratio
    beside = np.abs((around - shape.cam_place_deg + 180) % 360 - 180) / shape.cam_reach_deg
    rise = np.where(beside < 1, (1 + np.cos(np.pi * beside)) / 2, 0) * shape.cam_deg
    away = np.arcsin(radius) + np.deg2rad(rise)
    circle = np.cos(np.deg2rad(around))[:, None] * up + np.sin(np.deg2rad(around))[:, None] * ahead
    return np.cos(away)[:, None] * axis + np.sin(away)[:, None] * circle


def socket(shape: HipShape) -> tuple[np.ndarray, float]:
    """Axis of the socket, and the cosine of its rim's half-angle from a point of the rim."""
    version, inclination = np.deg2rad([shape.version_deg, shape.inclination_deg])
    axis = Rotation.from_euler("x", -inclination).apply([0.0, -1.0, 0.0])
    axis = Rotation.from_euler("y", version).apply(axis)
    edge = np.deg2rad(shape.lcea_deg)
    half = np.arccos(axis @ [0.0, np.cos(edge), np.sin(edge)]) - np.deg2rad(shape.front_rim_deg)
    return axis, float(np.cos(half))


def stepped_limit(shape: HipShape, adduction: float, rotation: float, start: float) -> float:
    """First flexion beyond a free start at which a point of bone is out of the socket's opening."""
    axis, rim = socket(shape)
    posture = Rotation.from_euler("XY", [adduction, rotation], degrees=True)
    points = posture.apply(bone_points(shape))
    assert (points_at(points, start) @ axis > rim).all()
    flexion, step = start, COARSE_DEG
    while flexion < start + 360:
        flexion += step
        if (points_at(points, flexion) @ axis <= rim).any():
            if step == FINE_DEG:
                return flexion
            flexion, step = flexion - step, FINE_DEG
    return np.inf


def points_at(points: np.ndarray, flexion: float) -> np.ndarray:
    return Rotation.from_euler("Z", flexion, degrees=True).apply(points)


def test_the_points_lie_on_a_cylinder_about_the_neck() -> None:
    shape = HipShape(neck_shaft_deg=130, antetorsion_deg=15)
    points = bone_points(shape)
    middle = points.mean(axis=0)
    axis = middle / np.linalg.norm(middle)
    off_axis = np.linalg.norm(points - (points @ axis)[:, None] * axis, axis=1)
    np.testing.assert_allclose(off_axis, 1 / shape.head_neck_ratio, atol=1e-9)
    assert np.rad2deg(np.arccos(-axis[1])) == pytest.approx(180 - 130)
    assert np.rad2deg(np.arctan2(-axis[0], axis[2])) == pytest.approx(15)


SHAPES = st.builds(
    HipShape,
    lcea_deg=st.floats(20, 42),
    front_rim_deg=st.floats(0, 20),
    version_deg=st.floats(5, 32),
    inclination_deg=st.floats(35, 55),
    neck_shaft_deg=st.floats(115, 139),
    antetorsion_deg=st.floats(-8, 32),
    head_neck_ratio=st.floats(1.45, 1.83),
)
CAMS = st.builds(
    HipShape,
    lcea_deg=st.floats(20, 42),
    version_deg=st.floats(5, 32),
    neck_shaft_deg=st.floats(115, 139),
    antetorsion_deg=st.floats(-8, 32),
    cam_deg=st.floats(1, 30),
    cam_place_deg=st.floats(0, 120),
    cam_reach_deg=st.floats(30, 90),
)


@settings(max_examples=25)
@given(SHAPES, st.floats(-25, 10), st.floats(-30, 25))
def test_round_neck(shape: HipShape, adduction: float, rotation: float) -> None:
    arc = flexion_limits(shape, adduction, rotation)
    assume(np.isfinite(arc.flexion_deg[0]))
    start = float((arc.extension_deg + arc.flexion_deg)[0]) / 2
    found = stepped_limit(shape, adduction, rotation, start)
    assert found == pytest.approx(float(arc.flexion_deg[0]), abs=0.2)


@settings(max_examples=25)
@given(CAMS, st.floats(-20, 10), st.floats(-20, 35))
def test_neck_with_a_cam(shape: HipShape, adduction: float, rotation: float) -> None:
    arc = flexion_limits(shape, adduction, rotation)
    assume(np.isfinite(arc.flexion_deg[0]))
    ends = np.clip([arc.extension_deg[0], arc.flexion_deg[0]], -180.0, 180.0)  # or no end
    tried = np.linspace(*ends, 41)
    room = clearance(shape, tried, adduction, rotation).gap_deg[0]
    assume(room.max() > 0.5)
    found = stepped_limit(shape, adduction, rotation, float(tried[np.argmax(room)]))
    assert found == pytest.approx(float(arc.flexion_deg[0]), abs=0.5)


@settings(max_examples=15)
@given(CAMS, st.floats(0, 120), st.floats(-20, 10), st.floats(-20, 35))
def test_gap_is_the_least_angle_between_bone_and_rim(
    shape: HipShape, flexion: float, adduction: float, rotation: float
) -> None:
    found = float(clearance(shape, flexion, adduction, rotation).gap_deg[0])
    axis, rim = socket(shape)
    posture = Rotation.from_euler("ZXY", [flexion, adduction, rotation], degrees=True)
    points = posture.apply(bone_points(shape))
    assert (found > 0) == bool((points @ axis > rim).all()) or abs(found) < 0.1


def test_where_on_the_rim() -> None:
    """The rim's point at the clock's hour is the one nearest to the neck."""
    shape = HipShape()
    axis, rim = socket(shape)
    room = clearance(shape, 100.0, 0.0, 20.0)
    posture = Rotation.from_euler("ZXY", [100.0, 0.0, 20.0], degrees=True)
    neck = posture.apply(bone_points(shape)).mean(axis=0)
    up = np.array([0.0, 1.0, 0.0]) - axis[1] * axis
    up /= np.linalg.norm(up)
    hours = np.linspace(0, 12, 1201)[1:]
    turn = np.deg2rad(hours * 30)
    circle = np.cos(turn)[:, None] * up + np.sin(turn)[:, None] * np.cross(up, axis)
    points = rim * axis + np.sqrt(1 - rim**2) * circle
    assert hours[np.argmax(points @ neck)] == pytest.approx(float(room.rim_clock_h[0]), abs=0.02)
    assert 12 < float(room.rim_clock_h[0]) + 12 * (room.rim_clock_h[0] < 6) < 15  # in front, above
