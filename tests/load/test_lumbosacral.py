"""The joint that stands for L5/S1, and its moment from both sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from moving import masses, motion_of, still_values, subject, wavy_values

from opensim_wink.body.subject import load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.lumbosacral import (
    LumbosacralMoment,
    lumbar_root,
    lumbosacral_moment,
    total_ground_wrench,
)
from opensim_wink.motion.kinematics import Kinematics

G = 9.80665


def prepared(values: np.ndarray) -> Dynamics:
    return prepare_dynamics(subject(), motion_of(values), filtered=True)


def no_ground(n: int) -> GroundContact:
    return GroundContact("none", (), (), np.zeros(n, dtype=bool), np.full((n, 3), np.nan))


def ground_of(wrench: np.ndarray) -> GroundContact:
    n = wrench.shape[1]
    return GroundContact(
        "plates", (), (), np.zeros(n, dtype=bool), wrench[3:].T, total_wrench=wrench
    )


def moment(
    dynamics: Dynamics, ground: GroundContact, carried: tuple[AppliedForce, ...] = ()
) -> LumbosacralMoment:
    found = lumbosacral_moment(subject(), dynamics, carried, ground)
    assert found is not None
    return found


def in_hand(dynamics: Dynamics, kg: float) -> AppliedForce:
    where = dynamics.kinematics.points(dynamics.poses, "hand_r", np.zeros(3))
    weight = np.tile([0.0, -kg * G, 0.0], (len(where), 1))
    return AppliedForce("dumbbell", "hand_r", weight, where, np.zeros_like(weight))


ARMS = [f"{part}_{side}" for part in ("humerus", "ulna", "radius", "hand") for side in "rl"]
UPPER = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "torso", "head", *ARMS)


@pytest.mark.parametrize("tilt_deg", [-70.0, 0.0, 15.0])
def test_a_still_trunk_weighs_on_its_lever(tilt_deg: float) -> None:
    """Weights and places body by body, along the pelvis's axes by hand."""
    dynamics = prepared(still_values(pelvis_tilt=tilt_deg))
    found = moment(dynamics, no_ground(40))
    kinematics, tree = dynamics.kinematics, subject().tree
    joint = next(j for j in tree.joints if j.name == "L5_S1")
    centre = kinematics.points(dynamics.poses, "pelvis", joint.parent_frame.position)
    np.testing.assert_allclose(found.centre_m, centre, atol=1e-9)
    lever, weight = 0.0, 0.0
    for body, kg, com in zip(masses().bodies, masses().mass_kg, masses().com_m, strict=True):
        if body in UPPER:
            ahead = (kinematics.points(dynamics.poses, body, com) - centre)[0, 0]
            lever, weight = lever + kg * G * ahead, weight + kg * G
    np.testing.assert_allclose(found.above_nm[:, 2], lever, atol=1e-6)
    angle = np.deg2rad(tilt_deg)
    np.testing.assert_allclose(
        found.above_n, np.tile(weight * np.array([np.sin(angle), np.cos(angle), 0.0]), (40, 1)),
        atol=1e-6,
    )  # fmt: skip
    assert np.isnan(found.below_nm).all()
    assert np.isnan(found.difference_nm).all()


def test_leaning_forward_asks_for_extension() -> None:
    upright = moment(prepared(still_values()), no_ground(40)).above_nm[0, 2]
    bowed = moment(prepared(still_values(pelvis_tilt=-60.0)), no_ground(40)).above_nm[0, 2]
    assert bowed > upright + 60


def test_both_sides_agree_where_the_ground_does_what_it_must() -> None:
    dynamics = prepared(wavy_values(seed=11))
    carried = (in_hand(dynamics, 12.0),)
    whole = dynamics.needed.sum(axis=0) - carried[0].wrench
    found = moment(dynamics, ground_of(whole), carried)
    np.testing.assert_allclose(found.below_nm, found.above_nm, atol=1e-8)
    np.testing.assert_allclose(found.below_n, found.above_n, atol=1e-8)
    np.testing.assert_allclose(found.difference_nm, 0.0, atol=1e-8)
    # A plate that reads 30 N·m too much about the lateral axis is seen at once.
    off = whole + np.array([0, 0, 30.0, 0, 0, 0])[:, None]
    level = prepared(still_values())
    off_still = level.needed.sum(axis=0) + np.array([0, 0, 30.0, 0, 0, 0])[:, None]
    np.testing.assert_allclose(moment(level, ground_of(off_still)).difference_nm, 30.0, atol=1e-8)
    assert np.abs(moment(dynamics, ground_of(off), carried).difference_nm).max() > 20


def test_a_weight_in_the_hand_adds_its_lever_from_above() -> None:
    dynamics = prepared(still_values(pelvis_tilt=-40.0, elbow_flex_r=70.0))
    bare, loaded = (moment(dynamics, no_ground(40), c) for c in ((), (in_hand(dynamics, 20.0),)))
    hand = dynamics.kinematics.points(dynamics.poses, "hand_r", np.zeros(3))
    added = (loaded.above_nm - bare.above_nm)[:, 2]
    np.testing.assert_allclose(added, 20 * G * (hand - bare.centre_m)[:, 0], atol=1e-8)


def test_from_below_only_the_total_is_needed() -> None:
    feet = np.tile([0.0, 700.0, 0.0], (6, 1))
    point, free = np.tile([0.1, 0.0, 0.0], (6, 1)), np.zeros((6, 3))
    complete = np.array([True] * 4 + [False] * 2)
    both = tuple(AppliedForce(s, f"calcn_{s}", feet / 2, point, free) for s in "rl")
    told = GroundContact("plates", both, ("r", "l"), complete, feet)
    total = total_ground_wrench(told, 6)
    np.testing.assert_allclose(total[:, :4].T, np.tile([0, 0, 70.0, 0, 700.0, 0], (4, 1)))
    assert np.isnan(total[:, 4:]).all()
    shared_plate = replace(told, total_wrench=np.tile(total[:, :1], (1, 6)))
    assert np.isfinite(total_ground_wrench(shared_plate, 6)).all()
    assert np.isnan(total_ground_wrench(no_ground(6), 6)).all()


def test_the_lowest_level_is_found_beside_the_body_of_their_sum() -> None:
    kinematics = Kinematics(subject().tree)
    root = lumbar_root(subject(), kinematics)
    assert root is not None
    assert (root.joint, root.levels) == ("L5_S1", 6)
    assert "lowest of 6" in moment(prepared(still_values()), no_ground(40)).notes[0]


def test_an_estimated_ground_is_no_second_opinion() -> None:
    dynamics = prepared(still_values())
    measured = ground_of(dynamics.needed.sum(axis=0))
    assert len(moment(dynamics, measured).notes) == 1
    assert "estimate" in moment(dynamics, replace(measured, source="estimate")).notes[1]


def test_no_trunk_no_moment() -> None:
    dynamics = prepared(still_values())
    for torso in ("", "pelvis", "femur_r"):
        person = replace(subject(), profile=replace(subject().profile, torso=torso))
        found = lumbosacral_moment(person, dynamics, (), no_ground(40))
        assert (found is None) == (torso != "femur_r")


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "joint", "levels", "word"),
    [
        ("gait2392_thelen2003muscle", "back", 1, "stands for L5/S1"),
        ("RajagopalLaiUhlrich2023", "back", 1, "stands for L5/S1"),
        ("LaiUhlrich2022", "back", 1, "stands for L5/S1"),
        ("FBLSmodel", None, 6, "lowest of"),
    ],
)
def test_other_models(shared: Path, name: str, joint: str | None, levels: int, word: str) -> None:
    person = load_subject(shared / "models" / f"{name}.osim")
    values = still_values(40, person)
    dynamics = prepare_dynamics(person, motion_of(values, person), filtered=True)
    root = lumbar_root(person, dynamics.kinematics)
    assert root is not None
    assert root.levels == levels
    assert joint in (None, root.joint)
    found = lumbosacral_moment(person, dynamics, (), no_ground(40))
    assert found is not None
    assert word in found.notes[0]
    share = np.linalg.norm(found.above_n[0]) / (G * person.mass_kg)
    assert 0.3 < share < 0.6
