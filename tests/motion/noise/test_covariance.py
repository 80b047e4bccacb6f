from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from response_oracle import coordinate_covariance, coordinate_sd, respond

from opensim_wink.body.profile import Profile, SignedCoordinate
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.covariance import condition_number
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.trial.trial import Trial

NOISE = replace(MarkerNoise.none(), sd_mm=2.0, filled_sd_mm=6.0)
PROFILE = Profile(
    family="unknown",
    posterior_pelvic_tilt=SignedCoordinate("tilt", 1.0),
    lumbar_flexion=(SignedCoordinate("bend", -1.0),),
    lumbar_levels=1,
    hip_flexion={"r": SignedCoordinate("hip_r", 1.0), "l": SignedCoordinate("hip_l", 1.0)},
    knee_flexion={"r": SignedCoordinate("knee_r", 1.0)},
    ankle_dorsiflexion={},
    pelvis="pelvis",
    torso="torso",
    femur={"r": "femur_r", "l": "femur_l"},
    tibia={"r": "tibia_r"},
    foot={"r": "foot_r"},
)


def weights_of(tree: KinematicTree) -> dict[str, float]:
    return {name: 1.0 + i % 3 for i, name in enumerate(tree.markers)}


def posture(tree: KinematicTree, n_frames: int) -> np.ndarray:
    """One posture in every frame."""
    values = np.linspace(-0.3, 0.6, len(tree.coordinates))
    return tree.follow_couplers(np.tile(values, (n_frames, 1)))


def solved(
    tree: KinematicTree,
    values: np.ndarray,
    shift_m: np.ndarray | float = 0.0,
    tasks: IKTasks | None = None,
) -> Motion:
    trial = Trial(
        name="made",
        source=None,
        time_s=np.arange(len(values)) / 100,
        rate_hz=100.0,
        labels=tree.markers,
        points_m=Kinematics(tree).marker_positions(values) + shift_m,
        turned=True,
    )
    tasks = tasks or IKTasks(weights_of(tree))
    return solve_inverse_kinematics(tree, trial, {m: m for m in tree.markers}, tasks)


@pytest.mark.parametrize("goals", [{}, {"hip_l": (0.1, 0.02), "bend": (None, 0.01)}])
def test_a_small_displacement_moves_the_solution_as_told(
    tree: KinematicTree, goals: dict[str, tuple[float | None, float]]
) -> None:
    rng = np.random.default_rng(1)
    tasks = IKTasks(weights_of(tree), goals)
    # Goals are met from the start, so that no marker has a residual.
    values = posture(tree, 6)
    values[:, tree.coordinate("hip_l")] = 0.1
    values[:, tree.coordinate("bend")] = 0.0
    values = tree.follow_couplers(values)
    motion = solved(tree, values, tasks=tasks)
    shift = rng.normal(0, 1e-5, (6, len(tree.markers), 3))
    moved = solved(tree, values, shift, tasks).values - motion.values
    told = respond(motion, tree, shift, tasks=tasks)
    np.testing.assert_allclose(told, moved, atol=2e-3 * np.abs(moved).max())
    assert np.abs(moved).max() > 1e-6


def test_a_rigid_body_alone_turns_as_its_markers_inertia_says(tree: KinematicTree) -> None:
    pelvis = tuple(m for m, b in zip(tree.markers, tree.marker_body, strict=True) if b == 1)
    values = tree.follow_couplers(np.zeros((2, len(tree.coordinates))))
    motion = solved(tree, values, tasks=IKTasks(dict.fromkeys(pelvis, 3.0)))
    place = tree.marker_offset_m[[tree.markers.index(name) for name in pelvis]]
    arm = place - place.mean(axis=0)
    inertia = np.sum(arm**2) * np.eye(3) - arm.T @ arm
    expected = 0.002**2 * np.linalg.inv(inertia)
    turns = ("list", "turn", "tilt")  # about X, Y and Z
    found = coordinate_covariance(motion, tree, PROFILE, NOISE, coordinates=turns)
    np.testing.assert_allclose(found, [expected, expected], rtol=1e-6, atol=1e-12)
    sd = coordinate_sd(motion, tree, PROFILE, NOISE)
    columns = [tree.coordinate(name) for name in turns]
    np.testing.assert_allclose(sd[0, columns], np.sqrt(np.diag(expected)), rtol=1e-6)
    assert sd[0, tree.coordinate("hip_r")] == 0  # no marker follows the thigh: it is held


def test_standard_deviations_are_those_of_real_solutions(tree: KinematicTree) -> None:
    """600 noisy copies of one posture; weights are not the inverse of the noise."""
    rng = np.random.default_rng(2)
    n = 600
    values = posture(tree, n)
    measured = rng.uniform(size=len(tree.markers)) > 0.3
    size = np.where(measured, 0.002, 0.006)[:, None]
    noisy = solved(tree, values, size * rng.standard_normal((n, len(tree.markers), 3)))
    clean = solved(tree, values[:1])
    sd = coordinate_sd(clean, tree, PROFILE, NOISE, measured=measured[None])
    np.testing.assert_allclose(noisy.values.std(axis=0), sd[0], rtol=0.09)
    whole = coordinate_covariance(clean, tree, PROFILE, NOISE, measured=measured[None])[0]
    scale = np.outer(sd[0], sd[0])
    np.testing.assert_allclose(np.cov(noisy.values.T) / scale, whole / scale, atol=0.13)


def test_skin_adds_to_noise_where_the_posture_moves_it(tree: KinematicTree) -> None:
    values = posture(tree, 2)
    values[0, tree.coordinate("hip_r")] -= 1.0
    motion = solved(tree, values)
    skin = replace(NOISE, pelvis_mm=20.0)
    standing = motion.values[0]
    sd, plain = (
        coordinate_sd(motion, tree, PROFILE, noise, standing=standing) for noise in (skin, NOISE)
    )
    np.testing.assert_allclose(sd[0], plain[0], rtol=1e-9)
    assert sd[1, tree.coordinate("tilt")] > 1.5 * plain[1, tree.coordinate("tilt")]


def test_held_coordinates_have_no_error_and_coupled_ones_their_share(tree: KinematicTree) -> None:
    locked = np.array([name == "twist" for name in tree.coordinates])
    stiff = replace(tree, locked=locked)
    values = posture(stiff, 2)
    values[:, locked] = 0.0
    motion = solved(stiff, values)
    sd = coordinate_sd(motion, stiff, PROFILE, NOISE)
    assert (sd[:, locked] == 0).all()
    coupler = stiff.couplers[0]
    slope = coupler.slopes(motion.values.T)[0]
    np.testing.assert_allclose(
        sd[:, coupler.dependent], np.abs(slope) * sd[:, stiff.coordinate("knee_r")], rtol=1e-9
    )


def test_frames_without_solution_and_limbs_without_markers_are_nan(tree: KinematicTree) -> None:
    values = posture(tree, 4)
    shift = np.zeros((4, len(tree.markers), 3))
    shift[1] = np.nan
    left = tree.marker_body == tree.body("femur_l")
    shift[2, left] = np.nan
    motion = solved(tree, values, shift)
    sd = coordinate_sd(motion, tree, PROFILE, NOISE)
    assert np.isnan(sd[1]).all()
    lost = np.isnan(sd[2])
    assert [name for name, gone in zip(tree.coordinates, lost, strict=True) if gone] == ["hip_l"]
    assert np.isfinite(sd[[0, 3]]).all()
    number = condition_number(motion, tree)
    assert np.isnan(number[1])
    assert np.isinf(number[2])
    assert np.isfinite(condition_number(motion, tree, coordinates=["tilt"])[2])
    covariance = coordinate_covariance(motion, tree, PROFILE, NOISE, frames=np.array([3, 1]))
    assert np.isfinite(covariance[0]).all()
    assert np.isnan(covariance[1]).all()


@given(factor=st.floats(0.01, 100))
def test_the_condition_does_not_depend_on_the_weights_size_nor_the_unit_of_length(
    tree: KinematicTree, factor: float
) -> None:
    motion = solved(tree, posture(tree, 1))
    number = condition_number(motion, tree)
    heavier = replace(motion, weights=motion.weights * factor)
    np.testing.assert_allclose(condition_number(heavier, tree), number, rtol=1e-4)
    assert number[0] > 1


def test_the_condition_tells_markers_in_a_line(tree: KinematicTree) -> None:
    pelvis = np.flatnonzero(tree.marker_body == 1)
    offsets = tree.marker_offset_m.copy()
    offsets[pelvis] = np.linspace(-0.1, 0.1, len(pelvis))[:, None] * [1.0, 0.02, 0.0]
    narrow = replace(tree, marker_offset_m=offsets)
    only = {name: 1.0 for i, name in enumerate(tree.markers) if i in pelvis}
    values = tree.follow_couplers(np.zeros((1, len(tree.coordinates))))
    for each, low, high in ((tree, 1.0, 20.0), (narrow, 1e3, np.inf)):
        motion = solved(each, values, tasks=IKTasks(only))
        assert low < condition_number(motion, each, coordinates=["tilt", "list", "turn"])[0] <= high


def test_nothing_judged_is_nan(tree: KinematicTree) -> None:
    motion = solved(tree, posture(tree, 2))
    assert np.isnan(condition_number(motion, tree, coordinates=["slide_r"])).all()


def test_a_motion_without_markers_has_no_marker_errors(tree: KinematicTree) -> None:
    motion = solved(tree, posture(tree, 2))
    bare = replace(
        motion, markers=(), marker_error_m=np.empty((2, 0)), weights=np.empty(0), solver="file"
    )
    with pytest.raises(MotionError, match="followed no markers"):
        condition_number(bare, tree)
