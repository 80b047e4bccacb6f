"""Where joints are cut and how their axes lie: geometry on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reaction_making import moving, still, subject

from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.body.tree import Placement
from opensim_wink.load.joint_frames import joint_cuts, trunk_line
from opensim_wink.load.sacrum import PELVIC_INCIDENCE_DEG, SACRAL_SLOPE_DEG, disc_slopes
from opensim_wink.motion.kinematics import Kinematics

L5S1_SHARE = 0.125  # of lumbar flexion, Christophy 2012


def turned_in_pelvis(angle_deg: float) -> Subject:
    """The same bones with the pelvis' axes laid otherwise."""
    angle = np.deg2rad(angle_deg)
    c, s = np.cos(angle), np.sin(angle)
    turn = Placement(np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]), np.zeros(3))
    tree = subject().tree
    pelvis = tree.body(subject().profile.pelvis)
    joints = tuple(
        replace(joint, parent_frame=turn @ joint.parent_frame) if joint.parent == pelvis else joint
        for joint in tree.joints
    )
    return replace(subject(), tree=replace(tree, joints=joints))


def slope_deg(who: Subject) -> float:
    line = [joint for joint in who.tree.joints if joint.name in ("L5_S1", "L4_L5")]
    return float(np.rad2deg(disc_slopes(who, line[0], line[1]).sacrum_rad))


def test_the_sacrum_falls_as_its_incidence_says() -> None:
    tree = subject().tree
    disc = next(j for j in tree.joints if j.name == "L5_S1").parent_frame.position
    hips = [tree.joint_of(f"femur_{side}").parent_frame.position for side in "rl"]
    forward, up, _ = disc - np.mean(hips, axis=0)
    tilt = np.rad2deg(np.arctan(-forward / up))
    assert slope_deg(subject()) == pytest.approx(PELVIC_INCIDENCE_DEG - tilt)
    # Standing people have 24° to 55°: the packaged pelvis stands as they do at its zero.
    assert 35 < slope_deg(subject()) < 45


@pytest.mark.parametrize("turn_deg", [-20.0, 5.0, 30.0])
def test_the_plate_stays_with_the_bone_however_the_pelvis_axes_lie(turn_deg: float) -> None:
    assert slope_deg(turned_in_pelvis(turn_deg)) == pytest.approx(slope_deg(subject()) - turn_deg)


def test_without_hips_the_standing_slope_is_taken() -> None:
    no_legs = replace(subject(), profile=replace(subject().profile, femur={}, tibia={}))
    assert slope_deg(no_legs) == pytest.approx(SACRAL_SLOPE_DEG)
    assert set(joint_cuts(no_legs, still())) == {"l5s1"}


def test_all_joints_are_cut_where_they_are() -> None:
    dynamics = still(hip_flexion_r=60, knee_angle_r=80)
    cuts = joint_cuts(subject(), dynamics)
    assert set(cuts) == {"l5s1", "hip_r", "hip_l", "knee_r", "knee_l"}
    kinematics, poses = dynamics.kinematics, dynamics.poses
    pelvis = kinematics.body_rotation(poses, "pelvis")
    for name, cut in cuts.items():
        parent = kinematics.points(poses, cut.by_body, cut.joint.parent_frame.position)
        if not name.startswith("knee"):  # the knee's surfaces slide
            np.testing.assert_allclose(cut.centre_m, parent, atol=1e-12)
    np.testing.assert_allclose(cuts["hip_r"].directions, np.swapaxes(pelvis, 1, 2))
    shank = kinematics.points(poses, "talus_r", np.zeros(3)) - cuts["knee_r"].centre_m
    along = np.einsum("ti,ti->t", cuts["knee_r"].directions[:, 1], shank)
    assert (along > 0.98 * np.linalg.norm(shank, axis=1)).all()
    assert cuts["l5s1"].joint.name == "L5_S1"
    assert cuts["l5s1"].on_body == "lumbar5"


def test_the_outboard_side_holds_what_hangs_on_the_joint() -> None:
    dynamics = still()
    cuts = joint_cuts(subject(), dynamics)
    node = {b: dynamics.kinematics.body_node[i] for i, b in enumerate(subject().tree.bodies)}
    assert {node["tibia_r"], node["talus_r"], node["calcn_r"], node["toes_r"]} == cuts[
        "knee_r"
    ].beyond
    assert node["patella_r"] in cuts["hip_r"].beyond
    assert {node["lumbar5"], node["torso"], node["head"], node["hand_l"]} <= cuts["l5s1"].beyond
    assert node["lumbar_sum"] not in cuts["l5s1"].beyond
    assert node["pelvis"] not in cuts["l5s1"].beyond
    assert "femur's side" in " ".join(cuts["knee_r"].notes)


def test_the_disc_stands_between_sacrum_and_l5() -> None:
    def normal(flexion_deg: float) -> float:
        cut = joint_cuts(subject(), still(lumbar_extension=-flexion_deg))["l5s1"]
        upward = cut.directions[0, 1]
        return float(np.rad2deg(np.arctan2(upward[0], upward[1])))

    leans = np.rad2deg(np.arctan2(0.01 - 0.0, 0.0296))  # L5/S1 to L4/5 in the model's table
    assert normal(0) == pytest.approx(0.5 * (slope_deg(subject()) + leans), abs=1e-6)
    assert normal(40) - normal(0) == pytest.approx(0.5 * L5S1_SHARE * 40, abs=1e-6)


def test_the_disc_turns_with_the_pelvis() -> None:
    flat = joint_cuts(subject(), still())["l5s1"].directions[0]
    back = joint_cuts(subject(), still(pelvis_tilt=30))["l5s1"].directions[0]
    c, s = np.cos(np.deg2rad(30)), np.sin(np.deg2rad(30))
    np.testing.assert_allclose(
        back, flat @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]).T, atol=1e-12
    )


def test_a_model_with_one_lumbar_joint_gets_the_sacrums_plate() -> None:
    dynamics = still(lumbar_extension=-30)
    line = trunk_line(subject(), dynamics.kinematics)
    slopes = disc_slopes(subject(), line[0], None)
    assert slopes.vertebra_rad is None
    far = replace(line[1], parent_frame=Placement(np.eye(3), np.array([0.0, 0.3, 0.0])))
    assert disc_slopes(subject(), line[0], far).vertebra_rad is None  # no vertebra is that tall


def test_without_a_thorax_there_is_no_l5s1() -> None:
    no_trunk = replace(subject(), profile=replace(subject().profile, torso=""))
    assert "l5s1" not in joint_cuts(no_trunk, still())


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_directions_are_at_right_angles_in_every_posture(seed: int) -> None:
    for cut in joint_cuts(subject(), moving(seed, n=12)).values():
        square = np.einsum("tij,tkj->tik", cut.directions, cut.directions)
        np.testing.assert_allclose(square, np.broadcast_to(np.eye(3), square.shape), atol=1e-12)
        right = cut.directions[:, 2]
        turn = np.cross(cut.directions[:, 0], cut.directions[:, 1])
        handed = np.sum(turn * right, axis=1)  # compression and shear are told with their sign
        np.testing.assert_allclose(handed, 1 if cut.name.startswith("hip") else -1, atol=1e-12)


@pytest.mark.real
@pytest.mark.parametrize(
    ("model", "levels", "patella"),
    [
        ("RajagopalLaiUhlrich2023", 1, "femur's side"),
        ("gait2392_thelen2003muscle", 1, "no right patella"),
        ("FBLSmodel", 5, "femur's side"),
    ],
)
def test_models_that_users_bring_are_cut_alike(
    shared: Path, model: str, levels: int, patella: str
) -> None:
    who = load_subject(shared / "models" / f"{model}.osim")
    kinematics = Kinematics(who.tree)
    full = who.tree.follow_couplers(who.tree.default[None])
    dynamics = replace(still(), kinematics=kinematics, poses=kinematics.poses(full.T))
    cuts = joint_cuts(who, dynamics)
    assert set(cuts) == {"l5s1", "hip_r", "hip_l", "knee_r", "knee_l"}
    notes = " ".join(cuts["l5s1"].notes)
    assert ("one lumbar joint" in notes) == (levels == 1)
    assert patella in cuts["knee_r"].notes[0]
    lean = cuts["l5s1"].directions[0, 1]
    assert 20 < np.rad2deg(np.arctan2(lean[0], lean[1])) < 50  # as discs of standing people do
    assert "lumbar_extension" in cuts["l5s1"].limb or "flex_extension" in cuts["l5s1"].limb
