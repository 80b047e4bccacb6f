from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.paths import (
    muscle_names,
    path_lengths,
    path_moment_arms,
)
from opensim_wink.body.posing import Poser
from opensim_wink.errors import ModelError, MotionError, SettingError

ORIGIN_M = np.array([-0.05, 0.30, 0.0])  # on ground
INSERTION_M = np.array([0.02, -0.25, 0.0])  # on the arm
FAR_M = np.array([0.01, -0.10, 0.0])  # on the hand
HAND_AT_M = np.array([0.0, -0.4, 0.0])
RATIO = -0.5  # the hand turns back by half the arm's angle


def turn(angle: float) -> np.ndarray:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def insertion(angle: float) -> np.ndarray:
    return turn(angle) @ INSERTION_M


def analytic_length(angle: float) -> float:
    return float(np.linalg.norm(insertion(angle) - ORIGIN_M))


def analytic_arm(angle: float) -> float:
    """Distance of the line of pull from the axis, + where pulling turns the arm up."""
    point = insertion(angle)
    pull = (ORIGIN_M - point) / np.linalg.norm(ORIGIN_M - point)
    return float(np.cross(point, pull)[2])


def far_length(angle: float, hand: float) -> float:
    point = turn(angle) @ (HAND_AT_M + turn(hand) @ FAR_M)
    return float(np.linalg.norm(point - ORIGIN_M))


def muscle(osim: Any, name: str, body: Any, model: Any, point: np.ndarray) -> Any:
    made = osim.Thelen2003Muscle(name, 100.0, 0.1, 0.2, 0.0)
    made.addNewPathPoint(f"{name}-1", model.getGround(), osim.Vec3(*ORIGIN_M))
    made.addNewPathPoint(f"{name}-2", body, osim.Vec3(*point))
    return made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An arm on a pin, a hand that follows it by a coupler, and a locked slider beside them."""
    osim = engine()
    made = osim.Model()
    made.setName("arm")
    bodies = {}
    for name in ("arm", "hand", "block"):
        bodies[name] = osim.Body(name, 1.0, osim.Vec3(0), osim.Inertia(1, 1, 1))
        made.addBody(bodies[name])
    zero = osim.Vec3(0)
    slide = osim.SliderJoint("slide", made.getGround(), bodies["block"])
    pin = osim.PinJoint("pin", made.getGround(), zero, zero, bodies["arm"], zero, zero)
    wrist = osim.PinJoint(
        "wrist", bodies["arm"], osim.Vec3(*HAND_AT_M), zero, bodies["hand"], zero, zero
    )
    for joint, name in ((slide, "shift"), (pin, "swing"), (wrist, "follow")):
        joint.updCoordinate().setName(name)
        made.addJoint(joint)
    slide.updCoordinate().setDefaultValue(0.05)
    slide.updCoordinate().setDefaultLocked(True)
    made.addForce(muscle(osim, "near", bodies["arm"], made, INSERTION_M))
    made.addForce(muscle(osim, "far", bodies["hand"], made, FAR_M))
    made.addForce(muscle(osim, "beside", bodies["block"], made, np.zeros(3)))
    coupler = osim.CoordinateCouplerConstraint()
    coupler.setName("coupler")
    drivers = osim.ArrayStr()
    drivers.append("swing")
    coupler.setIndependentCoordinateNames(drivers)
    coupler.setDependentCoordinateName("follow")
    coupler.setFunction(osim.LinearFunction(RATIO, 0.0))
    made.addConstraint(coupler)
    made.finalizeConnections()
    path = tmp_path_factory.mktemp("arm") / "arm.osim"
    made.printToXML(str(path))
    return load_model(path)


@given(st.floats(-1.2, 1.2))
def test_length_and_arm_are_those_of_plane_geometry(model: Any, angle: float) -> None:
    values = np.array([[angle]])
    length = path_lengths(model, ["swing"], values, ["near"])
    arm = path_moment_arms(model, ["swing"], values, ["near"], ["swing"])
    assert length[0, 0] == pytest.approx(analytic_length(angle), abs=1e-12)
    assert arm[0, 0, 0] == pytest.approx(analytic_arm(angle), abs=1e-6)


@given(st.floats(-1.2, 1.2), st.floats(-1.0, 1.0))
def test_a_coupled_coordinate_follows_whatever_it_is_given(
    model: Any, angle: float, wrong: float
) -> None:
    expected = far_length(angle, RATIO * angle)
    alone = path_lengths(model, ["swing"], np.array([[angle]]), ["far"])
    both = path_lengths(model, ["follow", "swing"], np.array([[wrong, angle]]), ["far"])
    assert alone[0, 0] == pytest.approx(expected, abs=1e-12)
    assert both[0, 0] == pytest.approx(expected, abs=1e-12)


def test_an_arm_holds_the_part_of_what_follows(model: Any) -> None:
    angle, step = 0.4, 1e-6
    slope = (
        far_length(angle + step, RATIO * (angle + step))
        - far_length(angle - step, RATIO * (angle - step))
    ) / (2 * step)
    arm = path_moment_arms(model, ["swing"], np.array([[angle]]), ["far"], ["swing"])
    assert arm[0, 0, 0] == pytest.approx(-slope, abs=1e-6)


def test_a_locked_coordinate_keeps_its_default_unless_given(model: Any) -> None:
    default = path_lengths(model, ["swing"], np.array([[0.3]]), ["beside"])
    moved = path_lengths(model, ["swing", "shift"], np.array([[0.3, -0.05]]), ["beside"])
    assert default[0, 0] == pytest.approx(np.linalg.norm(ORIGIN_M - [0.05, 0, 0]), abs=1e-12)
    assert moved[0, 0] == pytest.approx(np.linalg.norm(ORIGIN_M - [-0.05, 0, 0]), abs=1e-12)


def test_a_prescribed_ball_joint_is_posed_like_any_other(tmp_path: Path) -> None:
    """A ball turns about X, Y, Z in the body; its parent is prescribed to 0.3 rad about Z."""
    osim = engine()
    made = osim.Model()
    made.setName("ball")
    zero = osim.Vec3(0)
    for name in ("arm", "hand"):
        made.addBody(osim.Body(name, 1.0, osim.Vec3(0), osim.Inertia(1, 1, 1)))
    arm, hand = made.getBodySet().get("arm"), made.getBodySet().get("hand")
    pin = osim.PinJoint("pin", made.getGround(), zero, zero, arm, zero, zero)
    pin.updCoordinate().setName("swing")
    pin.updCoordinate().setPrescribedFunction(osim.Constant(0.3))
    pin.updCoordinate().setDefaultIsPrescribed(True)
    made.addJoint(pin)
    made.addJoint(osim.BallJoint("ball", arm, zero, zero, hand, zero, zero))
    point = np.array([0.0, -0.2, 0.03])
    made.addForce(muscle(osim, "near", hand, made, point))
    made.finalizeConnections()
    path = tmp_path / "ball.osim"
    made.printToXML(str(path))
    model = load_model(path)
    ball = [f"ball_coord_{i}" for i in range(3)]
    angles = np.array([0.4, 0.3, 0.2])
    in_arm = Rotation.from_euler("XYZ", angles).apply(point)
    for known, swing in ((["swing", *ball], 0.5), (ball, 0.3)):
        values = np.array([[swing, *angles][-len(known) :]])
        expected = np.linalg.norm(turn(swing) @ in_arm - ORIGIN_M)
        found = path_lengths(model, known, values, ["near"])
        assert found[0, 0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_frame_that_is_not_finite_gives_nan_and_spares_the_others(model: Any, bad: float) -> None:
    values = np.array([[0.1], [bad], [0.3]])
    lengths = path_lengths(model, ["swing"], values, ["near", "far"])
    arms = path_moment_arms(model, ["swing"], values, ["near"], ["swing"])
    assert np.isnan(lengths[1]).all()
    assert np.isnan(arms[1]).all()
    assert np.isfinite(lengths[[0, 2]]).all()
    assert lengths[2, 0] == pytest.approx(analytic_length(0.3), abs=1e-12)


def test_no_frames_give_no_rows(model: Any) -> None:
    assert path_lengths(model, ["swing"], np.empty((0, 1)), ["near", "far"]).shape == (0, 2)


def test_no_coordinates_give_the_default_pose(model: Any) -> None:
    lengths = path_lengths(model, [], np.empty((2, 0)), ["near"])
    np.testing.assert_allclose(lengths, analytic_length(0.0), atol=1e-12)


def test_names_come_in_the_models_order(model: Any) -> None:
    assert muscle_names(model) == ("near", "far", "beside")


def test_bad_requests_are_refused_by_name(model: Any) -> None:
    one = np.zeros((3, 1))
    with pytest.raises(ModelError, match=r"muscle 'nera' is not .* Did you mean 'near'"):
        path_lengths(model, ["swing"], one, ["nera"])
    with pytest.raises(ModelError, match=r"coordinate 'swong' is not in the model"):
        path_lengths(model, ["swong"], one, ["near"])
    with pytest.raises(MotionError, match=r"shape \(3, 1\), needed \(frames, 2\)"):
        path_lengths(model, ["swing", "shift"], one, ["near"])
    with pytest.raises(MotionError, match=r"shape \(3,\)"):
        path_lengths(model, ["swing"], np.zeros(3), ["near"])
    with pytest.raises(MotionError, match=r"swing are given twice"):
        path_lengths(model, ["swing", "swing"], np.zeros((3, 2)), ["near"])
    with pytest.raises(ModelError, match=r"'follow' follows another"):
        path_moment_arms(model, ["swing"], one, ["near"], ["follow"])
    with pytest.raises(SettingError, match=r"step_rad is 0"):
        path_moment_arms(model, ["swing"], one, ["near"], ["swing"], step_rad=0.0)


def test_a_pose_of_the_wrong_size_is_refused_before_opensim_sees_it(model: Any) -> None:
    poser = Poser(model, "arm.osim")
    with pytest.raises(MotionError, match=r"needs 3 finite values"):
        poser.pose(np.zeros(2))
    with pytest.raises(MotionError, match=r"needs 3 finite values"):
        poser.pose(np.array([0.0, np.nan, 0.0]))


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["RajagopalLaiUhlrich2023", "Rajagopal2016", "gait2392_thelen2003muscle", "FBLSmodel"]
)
def test_fast_poses_equal_opensims_assembled_ones(shared: Path, name: str) -> None:
    model = load_model(shared / "models" / f"{name}.osim")
    poser = Poser(model)
    wanted = ("hip", "knee", "lumbar", "flex_ext", "pelvis_tilt")
    free = [
        c
        for c, follows in zip(poser.coordinates, poser.dependent, strict=True)
        if not follows and any(part in c for part in wanted)
    ]
    knee = -1.0 if name in ("FBLSmodel", "gait2392_thelen2003muscle") else 1.0
    signs = np.array([knee if "knee" in c else 1.0 for c in free])
    values = np.random.default_rng(1).uniform(0.0, 1.2, (4, len(free))) * signs
    muscles = [m for m in muscle_names(model) if m.endswith("_r")]
    fast = path_lengths(model, free, values, muscles)
    state = model.getWorkingState()
    coordinates, muscle_set = model.getCoordinateSet(), model.getMuscles()
    for row, lengths in zip(values, fast, strict=True):
        for coordinate, value in zip(free, row, strict=True):
            coordinates.get(coordinate).setValue(state, float(value), False)
        model.assemble(state)
        model.realizePosition(state)
        slow = [muscle_set.get(m).getLength(state) for m in muscles]
        np.testing.assert_allclose(lengths, slow, atol=1e-9)


@pytest.mark.real
def test_arms_equal_opensims_where_no_path_wraps(shared: Path) -> None:
    """Hamstrings of gait2392 run over points, so both definitions of an arm agree."""
    model = load_model(shared / "models" / "gait2392_thelen2003muscle.osim")
    names, about = ["semimem_r", "bifemlh_r"], ["hip_flexion_r", "knee_angle_r"]
    values = np.radians([[10.0, -20.0], [60.0, -70.0], [90.0, -100.0]])
    arms = path_moment_arms(model, about, values, names, about)
    state = model.getWorkingState()
    coordinates, muscle_set = model.getCoordinateSet(), model.getMuscles()
    for row, found in zip(values, arms, strict=True):
        for coordinate, value in zip(about, row, strict=True):
            coordinates.get(coordinate).setValue(state, float(value), False)
        model.realizePosition(state)
        for k, name in enumerate(names):
            for j, coordinate in enumerate(about):
                native = muscle_set.get(name).computeMomentArm(state, coordinates.get(coordinate))
                assert found[k, j] == pytest.approx(native, abs=1e-6)
