from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import LabelError, MotionError, SettingError
from opensim_wink.motion.ik_tasks import IKTasks, read_ik_tasks
from opensim_wink.motion.inverse_kinematics import solve_batch, solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.trial import Trial


def movement(tree: KinematicTree, n_frames: int = 40, heading: float = 0.0) -> np.ndarray:
    """A smooth movement of every coordinate, couplers met."""
    phase = np.linspace(0, 2 * np.pi, n_frames)[:, None]
    index = np.arange(len(tree.coordinates))
    values = 0.5 * np.sin(phase * (1 + index % 2) + index) + 0.1
    values[:, tree.coordinate("turn")] = heading + 0.1 * np.sin(phase[:, 0])
    return tree.follow_couplers(values)


def trial_of(tree: KinematicTree, values: np.ndarray, order: np.ndarray | None = None) -> Trial:
    points = Kinematics(tree).marker_positions(values)
    order = np.arange(len(tree.markers)) if order is None else order
    return Trial(
        name="made",
        source=None,
        time_s=np.arange(len(values)) / 100,
        rate_hz=100.0,
        labels=tuple(tree.markers[i] for i in order),
        points_m=points[:, order],
        turned=True,
    )


def tasks_of(tree: KinematicTree) -> IKTasks:
    return IKTasks({name: 1.0 + i % 3 for i, name in enumerate(tree.markers)})


def same(tree: KinematicTree) -> dict[str, str]:
    return {name: name for name in tree.markers}


def solve(tree: KinematicTree, trial: Trial, tasks: IKTasks | None = None) -> Motion:
    return solve_inverse_kinematics(tree, trial, same(tree), tasks or tasks_of(tree))


@pytest.mark.parametrize("heading", [0, 90, 180, 270])
def test_recovers_the_movement_from_any_heading(tree: KinematicTree, heading: int) -> None:
    true = movement(tree, heading=np.deg2rad(heading))
    motion = solve(tree, trial_of(tree, true))
    assert motion.converged.all()
    difference = motion.values - true
    difference[:, tree.rotational] = (difference[:, tree.rotational] + np.pi) % (2 * np.pi) - np.pi
    np.testing.assert_allclose(difference, 0, atol=1e-7)
    assert np.nanmax(motion.marker_error_m) < 1e-8


@given(seed=st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_marker_order_does_not_matter(tree: KinematicTree, seed: int) -> None:
    rng = np.random.default_rng(seed)
    true = movement(tree, 9)
    noise = rng.normal(0, 0.005, (9, len(tree.markers), 3))
    order = rng.permutation(len(tree.markers))
    plain = trial_of(tree, true)
    plain = replace(plain, points_m=plain.points_m + noise)
    mixed = replace(
        plain, labels=tuple(plain.labels[i] for i in order), points_m=plain.points_m[:, order]
    )
    np.testing.assert_allclose(solve(tree, plain).values, solve(tree, mixed).values, atol=1e-9)


def test_the_solution_is_a_minimum(tree: KinematicTree) -> None:
    rng = np.random.default_rng(3)
    trial = trial_of(tree, movement(tree, 8))
    trial = replace(trial, points_m=trial.points_m + rng.normal(0, 0.01, trial.points_m.shape))
    tasks = tasks_of(tree)
    motion = solve(tree, trial, tasks)
    weights = np.array([tasks.marker_weights[m] for m in tree.markers])
    kinematics = Kinematics(tree)

    def cost(values: np.ndarray) -> np.ndarray:
        miss = kinematics.marker_positions(values) - trial.points_m
        return np.einsum("m,tmi->t", weights, miss**2)

    best = cost(motion.values)
    np.testing.assert_allclose(motion.cost, best, rtol=1e-9)
    for _ in range(30):
        step = rng.normal(0, 1e-3, len(tree.coordinates))
        assert (cost(motion.values + step) > best).all()


def test_frames_with_too_few_markers_are_empty_and_said(tree: KinematicTree) -> None:
    true = movement(tree)
    trial = trial_of(tree, true)
    points = trial.points_m.copy()
    points[10:13] = np.nan
    points[20, 2:] = np.nan
    motion = solve(tree, replace(trial, points_m=points))
    assert np.isnan(motion.values[[10, 11, 12, 20]]).all()
    assert np.isfinite(np.delete(motion.values, [10, 11, 12, 20], axis=0)).all()
    assert any("4 of 40 frames" in note for note in motion.notes)


def test_a_marker_that_hides_leaves_the_others_to_carry_on(tree: KinematicTree) -> None:
    true = movement(tree)
    trial = trial_of(tree, true)
    points = trial.points_m.copy()
    points[5:15, 0] = np.nan
    points[8:30, 8] = np.nan
    motion = solve(tree, replace(trial, points_m=points))
    np.testing.assert_allclose(motion.values, true, atol=1e-6)
    assert np.isnan(motion.marker_error_m[5:15, 0]).all()


def test_locked_coordinates_stay_at_their_default(tree: KinematicTree) -> None:
    locked = np.array([name == "twist" for name in tree.coordinates])
    stiff = replace(tree, locked=locked, default=np.where(locked, 0.3, tree.default))
    true = movement(stiff)
    true[:, stiff.coordinate("twist")] = 0.3
    motion = solve(stiff, trial_of(stiff, true))
    np.testing.assert_allclose(motion.values, true, atol=1e-6)


def test_a_goal_draws_a_coordinate(tree: KinematicTree) -> None:
    trial = trial_of(tree, movement(tree, 5))
    weights = dict.fromkeys(tree.markers, 1.0)
    drawn = solve(tree, trial, IKTasks(weights, {"hip_l": (np.deg2rad(20.0), 1e6)}))
    np.testing.assert_allclose(np.rad2deg(drawn.coordinate("hip_l")), 20.0, atol=1e-3)
    with pytest.raises(SettingError, match="hip_r"):
        solve(tree, trial, IKTasks(weights, {"hip_x": (0.3, 1.0)}))


def test_coordinates_that_no_marker_moves_keep_their_default_and_are_named(
    tree: KinematicTree,
) -> None:
    trial = trial_of(tree, movement(tree, 5))
    tasks = IKTasks(dict.fromkeys(tree.markers[:10], 1.0))
    motion = solve(tree, trial, tasks)
    assert (motion.coordinate("hip_l") == 0).all()
    assert any("hip_l" in note for note in motion.notes)


def test_errors_name_both_sides(tree: KinematicTree) -> None:
    trial = trial_of(tree, movement(tree, 5))
    with pytest.raises(LabelError, match=r"no marker in common.*m0.*m1"):
        solve_inverse_kinematics(tree, trial, {}, tasks_of(tree))
    empty = replace(trial, points_m=np.full_like(trial.points_m, np.nan))
    with pytest.raises(MotionError, match="no frame has enough markers"):
        solve(tree, empty)


def test_too_few_understood_labels_are_told_with_the_bodies_that_lack_them(
    tree: KinematicTree,
) -> None:
    trial = trial_of(tree, movement(tree, 5))
    strange = replace(trial, labels=(*trial.labels[:2], *(f"x{i}" for i in trial.labels[2:])))
    with pytest.raises(MotionError) as refused:
        solve_inverse_kinematics(tree, strange, {m: m for m in tree.markers[:2]}, tasks_of(tree))
    said = str(refused.value)
    assert "only m0, m1 of the trial are followed, 3 needed" in said
    bare = {tree.bodies[b] for b in tree.marker_body} - {
        tree.bodies[b] for b in tree.marker_body[:2]
    }
    assert bare
    assert all(body in said for body in bare)
    assert "not understood or have no partner: xm2, xm3" in said
    assert "label map (--labels)" in said


def test_markers_that_are_never_seen_together_are_no_fault_of_the_labels(
    tree: KinematicTree,
) -> None:
    trial = trial_of(tree, movement(tree, 5))
    hidden = trial.points_m.copy()
    hidden[:, 2:] = np.nan
    with pytest.raises(MotionError, match=r"at most 2 of the \d+ followed markers.*are needed for"):
        solve(tree, replace(trial, points_m=hidden))


@pytest.fixture(scope="module")
def subject4(shared: Path) -> Path:
    return shared / "real" / "opencap_subject4"


def read_squats(folder: Path) -> tuple[KinematicTree, Trial, IKTasks]:
    from opensim_wink.body.subject import load_subject
    from opensim_wink.trial.read import read_trial

    tree = load_subject(folder / "manually_scaled.osim").tree
    return tree, read_trial(folder / "squats1.trc"), read_ik_tasks(folder / "Setup_IK_Mocap.xml")


@pytest.mark.real
def test_repeats_the_converged_and_the_published_solution(subject4: Path) -> None:
    from opensim_wink.trial.storage import read_storage

    tree, trial, tasks = read_squats(subject4)
    motion = solve_inverse_kinematics(tree, trial, same(tree), tasks)
    assert motion.converged.all()
    frame = motion.to_frame()
    converged = read_storage(subject4 / "squats1_converged_ik.mot")
    ours = frame[list(converged.columns)].to_numpy()
    np.testing.assert_allclose(ours, converged.values, atol=0.01)
    published = read_storage(subject4 / "squats1_manual_scaling_ik.mot")
    limits = {
        "pelvis_tilt": 0.3,
        "lumbar_extension": 0.3,
        "hip_flexion_r": 0.6,
        "knee_angle_l": 0.6,
    }
    for name, limit in limits.items():
        difference = frame[name].to_numpy() - published.column(name)
        assert np.sqrt((difference**2).mean()) <= limit, name


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["RajagopalLaiUhlrich2023", "Rajagopal2016", "LaiUhlrich2022", "FBLSmodel"]
)
def test_no_wink_is_made_up_in_a_deep_squat(shared: Path, name: str) -> None:
    """Stock models bend the back by up to 24° here, since their hip stops at 120° (or the knee)."""
    from opensim_wink.body.subject import load_subject

    subject = load_subject(shared / "models" / f"{name}.osim")
    tree, profile = subject.tree, subject.profile
    if not tree.markers:
        tree = with_markers_everywhere(tree)
    n_frames = 60
    values = np.tile(tree.default, (n_frames, 1))
    depth = np.linspace(0, 1, n_frames)
    for side in ("r", "l"):
        for part, deepest in ((profile.hip_flexion[side], 132), (profile.knee_flexion[side], 138)):
            values[:, tree.coordinate(part.name)] = part.sign * np.deg2rad(deepest) * depth
    true = tree.follow_couplers(values)
    motion = solve_inverse_kinematics(
        tree, trial_of(tree, true), same(tree), IKTasks(dict.fromkeys(tree.markers, 1.0))
    )
    false_tilt = np.rad2deg(motion.coordinate(profile.posterior_pelvic_tilt.name))
    assert np.abs(false_tilt - np.rad2deg(true[:, 0])).max() < 0.1
    for part in profile.lumbar_flexion:
        false_flexion = np.rad2deg(
            motion.coordinate(part.name) - true[0, tree.coordinate(part.name)]
        )
        assert np.abs(false_flexion).max() < 0.1


def with_markers_everywhere(tree: KinematicTree) -> KinematicTree:
    """Three markers on every body that a joint moves, for models that come without."""
    corners = np.array([[0.05, 0.0, 0.0], [0.0, 0.05, 0.0], [0.0, 0.0, 0.05]])
    bodies = np.repeat(np.arange(1, len(tree.bodies)), 3)
    return replace(
        tree,
        markers=tuple(f"{tree.bodies[b]}_{i % 3}" for i, b in enumerate(bodies)),
        marker_body=bodies,
        marker_offset_m=np.tile(corners, (len(tree.bodies) - 1, 1)),
    )


@pytest.mark.real
@pytest.mark.parametrize("goals", [{}, {"lumbar_extension": (None, 0.1)}])
def test_opensims_own_solver_agrees(
    subject4: Path, goals: dict[str, tuple[float | None, float]]
) -> None:
    from opensim_wink.motion.opensim_solver import solve_with_opensim

    tree, trial, tasks = read_squats(subject4)
    tasks = replace(tasks, coordinate_goals=goals)
    few = np.arange(100, 200, 5)
    points = trial.points_m[few].copy()
    points[4:9, trial.labels.index("r.ASIS")] = np.nan
    short = replace(trial, time_s=trial.time_s[few], points_m=points)
    ours = solve_inverse_kinematics(tree, short, same(tree), tasks)
    theirs = solve_with_opensim(subject4 / "manually_scaled.osim", tree, short, same(tree), tasks)
    np.testing.assert_allclose(np.rad2deg(ours.values - theirs.values), 0, atol=0.01)
    np.testing.assert_allclose(ours.marker_error_m, theirs.marker_error_m, atol=1e-5)
    if not goals:
        assert (ours.cost <= theirs.cost + 1e-12).all()


def test_a_batch_gives_what_its_trials_give_alone(tree: KinematicTree) -> None:
    rng = np.random.default_rng(8)
    trials = []
    for n_frames, shift in ((70, 0.0), (3, 0.4), (41, -0.3)):
        trial = trial_of(tree, movement(tree, n_frames, heading=shift))
        noise = rng.normal(0, 0.004, trial.points_m.shape)
        trials.append(replace(trial, points_m=trial.points_m + noise))
    hidden = trials[0].points_m.copy()
    hidden[10:20, 3] = np.nan
    hidden[30] = np.nan
    trials[0] = replace(trials[0], points_m=hidden)
    trials[1] = replace(
        trials[1], labels=trials[1].labels[:-1], points_m=trials[1].points_m[:, :-1]
    )
    counted: list[int] = []
    together = solve_batch(tree, trials, same(tree), tasks_of(tree), progress=counted.append)
    assert sum(counted) == 70 + 3 + 41
    for trial, motion in zip(trials, together, strict=True):
        alone = solve(tree, trial)
        assert motion.markers == alone.markers
        assert motion.converged.sum() == len(motion.values) - np.isnan(motion.cost).sum()
        np.testing.assert_allclose(motion.values, alone.values, atol=1e-7)
        np.testing.assert_allclose(motion.cost, alone.cost, rtol=1e-9)
        np.testing.assert_allclose(motion.marker_error_m, alone.marker_error_m, atol=1e-8)


def test_a_batch_names_the_trial_that_cannot_be_solved(tree: KinematicTree) -> None:
    good = trial_of(tree, movement(tree, 5))
    bad = replace(good, name="empty", points_m=np.full_like(good.points_m, np.nan))
    with pytest.raises(MotionError, match="empty: no frame has enough markers"):
        solve_batch(tree, [good, bad], same(tree), tasks_of(tree))


def test_the_cost_is_that_of_the_values_even_where_the_last_step_is_not_linearised(
    tree: KinematicTree,
) -> None:
    rng = np.random.default_rng(4)
    trial = trial_of(tree, movement(tree, 90))
    trial = replace(trial, points_m=trial.points_m + rng.normal(0, 0.02, trial.points_m.shape))
    coarse = solve_inverse_kinematics(tree, trial, same(tree), tasks_of(tree), tolerance=1e-3)
    fine = solve(tree, trial)
    weights = np.array([tasks_of(tree).marker_weights[m] for m in tree.markers])
    for motion in (coarse, fine):
        miss = Kinematics(tree).marker_positions(motion.values) - trial.points_m
        np.testing.assert_allclose(motion.cost, np.einsum("m,tmi->t", weights, miss**2), rtol=1e-9)
    assert coarse.converged.all()
    np.testing.assert_allclose(coarse.values, fine.values, atol=2e-3)
    assert (fine.cost <= coarse.cost * (1 + 1e-12)).all()
