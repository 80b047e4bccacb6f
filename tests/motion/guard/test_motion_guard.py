from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.guard import GuardFlag, guard_motion, trunk_seen
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion


def motion_of(tree: KinematicTree, n_frames: int = 10) -> Motion:
    return Motion(
        name="made",
        time_s=np.arange(n_frames) / 100,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=np.zeros((n_frames, len(tree.coordinates))),
        markers=tree.markers,
        marker_error_m=np.full((n_frames, len(tree.markers)), 0.004),
        weights=np.ones(len(tree.markers)),
        cost=np.zeros(n_frames),
        converged=np.ones(n_frames, bool),
        solver="arrays",
    )


def by_name(flags: tuple[GuardFlag, ...]) -> dict[str, GuardFlag]:
    return {flag.flag: flag for flag in flags}


def test_is_quiet_on_a_clean_motion(tree: KinematicTree, profile: Profile) -> None:
    assert guard_motion(motion_of(tree), tree, profile) == ()


def test_two_pelvis_markers_block_a_verdict(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.marker_error_m[4:7, :2] = np.nan
    flag = by_name(guard_motion(motion, tree, profile))["pelvis_markers"]
    assert flag.blocks
    assert flag.value == 2
    np.testing.assert_array_equal(np.flatnonzero(flag.frames), [4, 5, 6])


def test_filled_markers_do_not_count_as_measured(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    measured = np.ones(motion.marker_error_m.shape, bool)
    measured[2, :3] = False
    flags = by_name(guard_motion(motion, tree, profile, measured=measured))
    np.testing.assert_array_equal(np.flatnonzero(flags["pelvis_markers"].frames), [2])


def test_a_pelvis_marker_far_off_is_named(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.marker_error_m[3, 1] = 0.031
    flag = by_name(guard_motion(motion, tree, profile))["pelvis_residual"]
    assert "'m1'" in flag.reason
    assert flag.value == pytest.approx(31)
    assert not flag.blocks


def test_a_hip_beyond_the_models_range_is_said(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.values[5, tree.coordinate("hip_r")] = 1.8
    flag = by_name(guard_motion(motion, tree, profile))["beyond_range"]
    assert "hip_r flexes to 103°, beyond the 86°" in flag.reason


def test_a_pelvis_marker_that_skin_cannot_explain_blocks(
    tree: KinematicTree, profile: Profile
) -> None:
    motion = motion_of(tree)
    motion.marker_error_m[3, 1] = 0.031
    motion.marker_error_m[6, 2] = 0.056
    mild, grave = guard_motion(motion, tree, profile)
    assert not mild.blocks
    assert grave.blocks
    assert "'m2' lies up to 56 mm" in grave.reason
    assert np.flatnonzero(grave.frames) == [6]


def test_a_model_of_another_size_blocks(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.marker_error_m[:, 6:] = 0.09
    flag = by_name(guard_motion(motion, tree, profile))["marker_fit"]
    assert flag.blocks
    assert flag.frames.all()
    assert "whether the model is scaled" in flag.reason


def test_only_the_flexed_end_of_a_range_is_watched(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.values[5, tree.coordinate("hip_r")] = -1.8
    motion.values[5, tree.coordinate("bend")] = 1.8  # the lumbar spine extends along this sign
    assert guard_motion(motion, tree, profile) == ()
    motion.values[5, tree.coordinate("bend")] = -1.8
    assert "bend flexes to 103°" in guard_motion(motion, tree, profile)[0].reason


def test_unsolved_and_loose_frames_block(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.values[1] = np.nan
    motion.converged[[1, 8]] = False
    flags = by_name(guard_motion(motion, tree, profile))
    assert flags["unsolved"].blocks
    assert flags["not_converged"].blocks
    np.testing.assert_array_equal(np.flatnonzero(flags["not_converged"].frames), [8])


def test_a_pelvis_that_turns_away_blocks(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.values[2:5, tree.coordinate("turn")] = np.deg2rad(35.0)
    motion.values[7, tree.coordinate("turn")] = np.deg2rad(-12.0)
    flag = by_name(guard_motion(motion, tree, profile))["heading"]
    assert flag.blocks
    assert flag.value == pytest.approx(35.0)
    np.testing.assert_array_equal(np.flatnonzero(flag.frames), [2, 3, 4])


@pytest.mark.parametrize(("goal", "blocked"), [("tilt", True), ("bend", True), ("hip_l", False)])
def test_a_goal_on_what_is_measured_blocks(
    tree: KinematicTree, profile: Profile, goal: str, blocked: bool
) -> None:
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0), {goal: (0.1, 1e6)})
    flags = by_name(guard_motion(motion_of(tree), tree, profile, tasks=tasks))
    assert ("goal" in flags) == blocked


def test_pelvis_markers_of_no_weight_do_not_count(tree: KinematicTree, profile: Profile) -> None:
    motion = motion_of(tree)
    motion.weights[:4] = 1e-6
    assert by_name(guard_motion(motion, tree, profile))["pelvis_markers"].blocks


def test_the_lumbar_angle_needs_the_trunks_own_markers(
    tree: KinematicTree, profile: Profile
) -> None:
    motion = motion_of(tree)
    motion.marker_error_m[3:6, 4] = np.nan  # one of the three on the torso
    known = trunk_seen(motion, tree, profile)
    np.testing.assert_array_equal(np.flatnonzero(~known), [3, 4, 5])
    from_file = replace(motion, markers=(), marker_error_m=np.empty((10, 0)))
    assert trunk_seen(from_file, tree, profile).all()
    keep = [i for i, name in enumerate(tree.coordinates) if name != "bend"]
    without = replace(
        from_file,
        coordinates=tuple(tree.coordinates[i] for i in keep),
        values=from_file.values[:, keep],
    )
    assert not trunk_seen(without, tree, profile).any()


def test_a_lumbar_angle_that_too_few_markers_show_is_told_to_be_unknown(
    tree: KinematicTree, profile: Profile
) -> None:
    motion = motion_of(tree)
    # Far beyond the model's range, since nothing but an arm steers it.
    motion.values[:, tree.coordinate("bend")] = -4.5
    beyond = by_name(guard_motion(motion, tree, profile))
    assert "bend flexes to 258°" in beyond["beyond_range"].reason
    motion.marker_error_m[:4, 4] = np.nan  # one of the three on the torso
    assert "lumbar_unknown" not in by_name(guard_motion(motion, tree, profile))
    motion.marker_error_m[:, 4] = np.nan
    flags = by_name(guard_motion(motion, tree, profile))
    assert "beyond_range" not in flags
    assert flags["lumbar_unknown"].frames.all()
    assert not flags["lumbar_unknown"].blocks
    assert flags["lumbar_unknown"].reason.startswith(
        "lumbar flexion is not known in 10 of 10 frames: fewer than 3 markers of the thorax"
    )
