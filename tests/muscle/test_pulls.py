from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.path_forces import engine_pulls
from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.posing import Poser
from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import ModelError, MotionError
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls, tree_arms

TWO_CYLINDERS = ("gasmed_r", "gaslat_r", "gasmed_l", "gaslat_l")  # OpenSim's lengths are off there


@pytest.fixture(scope="module")
def person() -> Subject:
    return load_subject(packaged_model_path())


def random_motion(subject: Subject, n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Poses within the model's ranges and rates, shapes (T, C); locked coordinates rest."""
    tree, rng = subject.tree, np.random.default_rng(seed)
    low, high = np.clip(tree.low, -1.0, 1.2), np.clip(tree.high, -1.0, 1.2)
    values = low + (high - low) * rng.uniform(size=(n, len(low)))
    rates = rng.uniform(-3, 3, values.shape)
    values[:, tree.locked], rates[:, tree.locked] = tree.default[tree.locked], 0.0
    return tree.follow_couplers(values), rates


@given(st.floats(-0.4, 1.8), st.floats(0.05, 2.0), st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=25)
def test_a_straight_muscle_pulls_along_its_line(
    legs: Subject,
    analytic: Callable[[float, float], tuple[float, float, float]],
    hip: float,
    knee: float,
    hip_rate: float,
    knee_rate: float,
) -> None:
    values, rates = np.array([[hip, knee] * 2]), np.array([[hip_rate, knee_rate] * 2])
    names = ("hip_flexion_r", "knee_angle_r")
    found = muscle_pulls(legs, values, rates, ["semimem_r"], names)
    length, about_hip, about_knee = analytic(hip, knee)
    assert found.length_m[0, 0] == pytest.approx(length, abs=1e-12)
    np.testing.assert_allclose(found.arm_m[0, 0], [about_hip, about_knee], atol=1e-12)
    assert found.velocity_m_s[0, 0] == pytest.approx(
        -about_hip * hip_rate - about_knee * knee_rate, abs=1e-11
    )
    (wrench,) = found.wrenches[0].values()  # it runs from ground to the shank
    assert np.linalg.norm(wrench[3:, 0]) == pytest.approx(1.0, abs=1e-12)
    assert wrench[2, 0] == pytest.approx(about_hip, abs=1e-12)  # the hip is ground's origin


def test_what_a_muscle_does_to_all_bodies_adds_up_to_nothing(person: Subject) -> None:
    values, rates = random_motion(person, 6)
    found = muscle_pulls(person, values, rates)
    assert len(found.names) == 114
    for wrenches in found.wrenches:
        assert len(wrenches) >= 2
        np.testing.assert_allclose(np.sum(list(wrenches.values()), axis=0), 0.0, atol=1e-12)


def test_velocity_is_the_rate_of_the_length(person: Subject) -> None:
    """Where no path wraps the rate of the length is that of its points."""
    values, rates = random_motion(person, 4, seed=3)
    paths = read_path_table(person.model_path).paths
    straight = [name for name, path in paths.items() if not path.cylinders]
    assert len(straight) > 60
    step = 1e-6
    before, after = (
        muscle_pulls(person, values + sign * step * rates, rates, straight) for sign in (-1, 1)
    )
    found = muscle_pulls(person, values, rates, straight)
    slope = (after.length_m - before.length_m) / (2 * step)
    np.testing.assert_allclose(found.velocity_m_s, slope, atol=1e-8)


def test_lengths_and_velocities_are_opensims(person: Subject) -> None:
    values, rates = random_motion(person, 3, seed=5)
    found = muscle_pulls(person, values, rates)
    model = load_model(person.model_path)
    poser = Poser(model)
    step = 1e-6
    moved = person.tree.follow_couplers(values + step * rates)
    speeds = (moved - values) / step
    kept = [k for k, name in enumerate(found.names) if name not in TWO_CYLINDERS]
    for frame, row in enumerate(values):
        state = poser.pose(row)
        u = np.zeros(state.getNU())
        for c, name in enumerate(person.tree.coordinates):
            u[poser.generalised(name)] = speeds[frame, c]
        state.setU(engine().Vector.createFromMat(u))
        model.realizeVelocity(state)
        for k in kept:
            muscle = model.getMuscles().get(found.names[k])
            assert found.length_m[frame, k] == pytest.approx(muscle.getLength(state), abs=1e-9)
            assert found.velocity_m_s[frame, k] == pytest.approx(
                muscle.getLengtheningSpeed(state), abs=1e-5
            )


def test_only_spanned_free_coordinates_get_arms_by_default(person: Subject) -> None:
    values, rates = random_motion(person, 1)
    found = muscle_pulls(person, values, rates, ["psoas_r", "vasmed_r"])
    spine = ("lumbar_extension", "lumbar_bending", "lumbar_rotation")
    hip = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r")
    assert found.about == (*spine, *hip, "knee_angle_r")
    assert not found.arm_m[0, 1, :6].any()
    assert found.arm_m[0, 1, 6] != 0


def test_a_coupled_arm_is_the_sum_of_the_levels_arms(person: Subject) -> None:
    values, rates = random_motion(person, 3, seed=1)
    names = ["longissimus_upper_r", "psoas_l"]
    found = muscle_pulls(person, values, rates, names, ["lumbar_extension"])
    kinematics = Kinematics(person.tree)
    _, twists = kinematics.poses_and_twists(values.T)
    levels = [c for c in person.tree.coordinates if c[0] == "L" and c.endswith("_extension")]
    own = tree_arms(kinematics, twists, found, levels)
    tilted = values.copy()
    tilted[:, person.tree.coordinate("lumbar_extension")] += 1e-3
    shares = (person.tree.follow_couplers(tilted) - values)[0] / 1e-3
    weights = [shares[person.tree.coordinate(name)] for name in levels]
    assert sum(weights) == pytest.approx(1.0, abs=1e-9)
    np.testing.assert_allclose(own @ weights, found.arm_m[:, :, 0], atol=1e-9)


def test_frames_without_a_pose_stay_empty(legs: Subject) -> None:
    values, rates = np.full((3, 4), 0.3), np.zeros((3, 4))
    values[1, 0] = np.nan
    found = muscle_pulls(legs, values, rates)
    for part in (found.length_m, found.velocity_m_s, found.arm_m):
        assert np.isnan(part[1]).all()
        assert np.isfinite(part[[0, 2]]).all()
    assert all(np.isnan(w[:, 1]).all() for wrenches in found.wrenches for w in wrenches.values())


def round_ellipsoid(legs: Subject, folder: Path) -> Subject:
    """The legs with a muscle that only OpenSim can follow."""
    osim, model = engine(), load_model(legs.model_path)
    wrap = osim.WrapEllipsoid()
    wrap.setName("egg")
    wrap.set_dimensions(osim.Vec3(0.02, 0.04, 0.03))
    model.updGround().addWrapObject(wrap)
    muscle = osim.Thelen2003Muscle("round", 100.0, 0.1, 0.2, 0.1)
    thigh = model.getBodySet().get("femur_r")
    muscle.addNewPathPoint("from", model.getGround(), osim.Vec3(-0.1, 0.08, 0.01))
    muscle.addNewPathPoint("to", thigh, osim.Vec3(-0.02, -0.3, 0.02))
    osim.GeometryPath.safeDownCast(muscle.updGeometryPath()).addPathWrap(wrap)
    model.addForce(muscle)
    model.finalizeConnections()
    path = folder / "egg.osim"
    model.printToXML(str(path))
    return replace(legs, model_path=path, tree=read_tree(load_model(path), str(path)))


def by_both_ways(subject: Subject, values: np.ndarray) -> tuple[MusclePulls, MusclePulls]:
    rates = np.full_like(values, 0.7)
    both = ("semimem_r", "round")
    return muscle_pulls(subject, values, rates, both), muscle_pulls(
        subject, values, rates, both[1:]
    )


def test_a_path_that_only_opensim_follows_is_pulled_by_opensim(
    legs: Subject, tmp_path: Path
) -> None:
    subject = round_ellipsoid(legs, tmp_path)
    values = np.array([[0.2, 0.4, 0.0, 0.0], [0.9, 0.1, 0.0, 0.0]])
    found, alone = by_both_ways(subject, values)
    np.testing.assert_array_equal(found.length_m[:, 1], alone.length_m[:, 0])
    hip = found.about.index("hip_flexion_r")
    (wrench,) = found.wrenches[1].values()
    np.testing.assert_allclose(found.arm_m[:, 1, hip], wrench[2], atol=1e-12)
    np.testing.assert_allclose(found.velocity_m_s[:, 1], -0.7 * wrench[2], atol=1e-12)
    step = np.array([1e-4, 0, 0, 0])
    ends = [by_both_ways(subject, values + sign * step)[1].length_m for sign in (-1, 1)]
    excursion = (ends[0] - ends[1])[:, 0] / 2e-4
    assert (np.abs(excursion) > 0.01).all()
    # Contacts on a surface are close to tangents, so the arm is close to the excursion's.
    np.testing.assert_allclose(found.arm_m[:, 1, hip], excursion, atol=2e-3)


def test_the_engine_gives_the_same_pull_as_the_arrays(legs: Subject) -> None:
    values = np.array([[0.2, 0.4, 0.6, 0.1]])
    names = ("semimem_r", "glmax1_l", "recfem_l")
    found = muscle_pulls(legs, values, np.zeros_like(values), names)
    theirs = engine_pulls(legs.model_path, legs.tree.coordinates, values, names)
    np.testing.assert_allclose(theirs.length_m, found.length_m, atol=1e-9)
    for wrenches, on_body in zip(found.wrenches, theirs.on_body, strict=True):
        forces = [w[3:] for name, w in on_body.items() if name != "ground"]
        ours = [wrench[3:] for wrench in wrenches.values()]
        np.testing.assert_allclose(sum(ours), sum(forces), atol=1e-9)


def test_wrong_shapes_and_names_are_named(legs: Subject) -> None:
    values = np.zeros((2, 4))
    with pytest.raises(MotionError, match="rates"):
        muscle_pulls(legs, values, np.zeros((2, 3)))
    with pytest.raises(ModelError, match=r"'semimen_r'.*Did you mean 'semimem_r'"):
        muscle_pulls(legs, values, values, ["semimen_r"])
    with pytest.raises(ModelError, match="'nobody'"):
        engine_pulls(legs.model_path, legs.tree.coordinates, values, ["nobody"])
