from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.guard import GuardFlag, guard_motion
from opensim_wink.motion.motion import Motion

LIMIT = np.deg2rad(120.0)
TIME_S = np.arange(200) / 100


@pytest.fixture
def narrow(tree: KinematicTree) -> KinematicTree:
    """Hips that the model stops at 120 degrees."""
    high = tree.high.copy()
    high[[tree.coordinate("hip_r"), tree.coordinate("hip_l")]] = LIMIT
    return replace(tree, high=high)


def file_motion(tree: KinematicTree, **angles: np.ndarray) -> Motion:
    values = np.zeros((len(TIME_S), len(tree.coordinates)))
    for name, angle in angles.items():
        values[:, tree.coordinate(name)] = angle
    return Motion(
        name="file",
        time_s=TIME_S,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=values,
        markers=(),
        marker_error_m=np.empty((len(TIME_S), 0)),
        weights=np.empty(0),
        cost=np.full(len(TIME_S), np.nan),
        converged=np.ones(len(TIME_S), bool),
        solver="file",
    )


def squat(peak_deg: float) -> np.ndarray:
    return np.deg2rad(peak_deg) * np.sin(np.pi * TIME_S / 2.0) ** 2


def named(flags: tuple[GuardFlag, ...], name: str) -> list[GuardFlag]:
    return [flag for flag in flags if flag.flag == name]


def test_a_hip_that_a_clamp_stops_blocks(narrow: KinematicTree, profile: Profile) -> None:
    motion = file_motion(narrow, hip_r=np.minimum(squat(132.0), LIMIT))
    (flag,) = named(guard_motion(motion, narrow, profile), "at_limit")
    assert flag.blocks
    assert flag.value == flag.limit == pytest.approx(120.0)
    stopped = squat(132.0) >= LIMIT
    assert (flag.frames >= stopped).all()
    assert flag.frames.sum() <= stopped.sum() + 2


@pytest.mark.parametrize("peak_deg", [119.95, 120.0, 120.04, 132.0])
def test_a_free_hip_that_turns_at_the_limit_or_passes_it_does_not(
    narrow: KinematicTree, profile: Profile, peak_deg: float
) -> None:
    flags = guard_motion(file_motion(narrow, hip_r=squat(peak_deg)), narrow, profile)
    assert named(flags, "at_limit") == []


def test_a_straight_knee_at_its_stop_only_informs(narrow: KinematicTree, profile: Profile) -> None:
    low = narrow.low.copy()
    low[narrow.coordinate("knee_r")] = 0.0
    tree = replace(narrow, low=low)
    knee = np.maximum(squat(60.0) - np.deg2rad(5.0), 0.0)
    (flag,) = named(guard_motion(file_motion(tree, knee_r=knee), tree, profile), "at_limit")
    assert not flag.blocks
    assert "moves other joints" in flag.reason


def test_the_lumbar_spine_is_stopped_at_its_flexed_end_only(
    narrow: KinematicTree, profile: Profile
) -> None:
    """Its flexion is the negative of the coordinate."""
    bend = np.deg2rad(100.0) * np.sin(np.pi * TIME_S / 2.0) ** 2
    end = narrow.high[narrow.coordinate("bend")]
    for sign, blocks in ((-1.0, True), (1.0, False)):
        motion = file_motion(narrow, bend=sign * np.minimum(bend, end))
        (flag,) = named(guard_motion(motion, narrow, profile), "at_limit")
        assert flag.blocks is blocks


def test_what_never_moves_is_held_and_not_stopped(narrow: KinematicTree, profile: Profile) -> None:
    motion = file_motion(narrow, hip_r=np.full(len(TIME_S), LIMIT))
    assert named(guard_motion(motion, narrow, profile), "at_limit") == []


def test_locked_and_coupled_coordinates_are_left_out(
    narrow: KinematicTree, profile: Profile
) -> None:
    locked = narrow.locked.copy()
    locked[narrow.coordinate("hip_r")] = True
    tree = replace(narrow, locked=locked)
    motion = file_motion(tree, hip_r=np.minimum(squat(132.0), LIMIT))
    assert named(guard_motion(motion, tree, profile), "at_limit") == []


def test_the_validated_range_goes_before_the_stated_one(
    narrow: KinematicTree, profile: Profile
) -> None:
    motion = file_motion(narrow, hip_r=squat(110.0), hip_l=squat(130.0))
    validated = {"hip_r": (-20.0, 100.0), "hip_l": (-20.0, 140.0)}
    (flag,) = named(guard_motion(motion, narrow, profile, validated=validated), "beyond_range")
    assert "hip_r flexes to 110°, beyond the 100° within which the model was checked" in flag.reason
    assert flag.limit == 100.0
    assert not flag.blocks
    (flag,) = named(guard_motion(motion, narrow, profile), "beyond_range")
    assert "hip_l flexes to 130°, beyond the 120° that the model states" in flag.reason
