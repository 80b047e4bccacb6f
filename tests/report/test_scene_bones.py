from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene.scene import SceneBone
from opensim_wink.report.scene.skeleton import skeleton_bones
from opensim_wink.squat.from_motion import joint_centre

MODELS = ("RajagopalLaiUhlrich2023", "gait2392_thelen2003muscle", "FBLSmodel")
LUMBAR = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")


@pytest.fixture(scope="module")
def person() -> Subject:
    return load_subject(packaged_model_path())


def bones_of(subject: Subject) -> tuple[Kinematics, tuple[SceneBone, ...]]:
    kinematics = Kinematics(subject.tree)
    return kinematics, skeleton_bones(subject, kinematics)


def upright(subject: Subject, kinematics: Kinematics, bone: SceneBone) -> np.ndarray:
    """A bone's points in ground with all coordinates at zero."""
    poses = kinematics.zero_poses()
    name = subject.tree.bodies[bone.body + 1]
    return np.stack([kinematics.points(poses, name, point)[0] for point in bone.points_m])


def on(subject: Subject, bones: tuple[SceneBone, ...], body: str) -> list[SceneBone]:
    return [bone for bone in bones if subject.tree.bodies[bone.body + 1] == body]


@pytest.mark.parametrize("side", ["r", "l"])
def test_thigh_and_shank_run_from_joint_to_joint(person: Subject, side: str) -> None:
    kinematics, bones = bones_of(person)
    poses = kinematics.zero_poses()
    hip, knee, ankle = (
        joint_centre(kinematics, poses, person, side, which)[0]
        for which in ("hip", "knee", "ankle")
    )
    for body, ends in ((f"femur_{side}", (hip, knee)), (f"tibia_{side}", (knee, ankle))):
        (bone,) = on(person, bones, body)
        points = upright(person, kinematics, bone)
        assert (bone.kind, bone.side) == ("shaft", side)
        np.testing.assert_allclose(points[[0, -1]], ends, atol=1e-12)


def test_vertebrae_fill_the_way_between_the_lumbar_joints(person: Subject) -> None:
    kinematics, bones = bones_of(person)
    poses = kinematics.zero_poses()
    tree = person.tree
    centres = [
        kinematics.points(poses, body, tree.joint_of(body).child_frame.position)[0]
        for body in (*LUMBAR, "torso")
    ]
    for body, low, high in zip(LUMBAR, centres, centres[1:], strict=False):
        (bone,) = on(person, bones, body)
        assert bone.kind == "vertebra"
        points = upright(person, kinematics, bone)
        np.testing.assert_allclose(points[:2].mean(axis=0), (low + high) / 2, atol=1e-12)
        assert np.linalg.norm(points[1] - points[0]) < np.linalg.norm(high - low)
        assert points[2][0] < points[0][0] - 0.03  # the process points to the back


def test_right_and_left_mirror_each_other(person: Subject) -> None:
    kinematics, bones = bones_of(person)
    right, left = ([b for b in bones if b.side == side] for side in ("r", "l"))
    assert len(right) == len(left) > 8
    for one, other in zip(
        sorted(right, key=lambda b: person.tree.bodies[b.body + 1][:-1]),
        sorted(left, key=lambda b: person.tree.bodies[b.body + 1][:-1]),
        strict=True,
    ):
        mirrored = upright(person, kinematics, other) * (1.0, 1.0, -1.0)
        np.testing.assert_allclose(upright(person, kinematics, one), mirrored, atol=1e-9)


def test_a_body_is_whole(person: Subject) -> None:
    kinematics, bones = bones_of(person)
    kinds = {kind: sum(bone.kind == kind for bone in bones) for kind in {b.kind for b in bones}}
    assert kinds["pelvis"] == 2
    assert kinds["vertebra"] == 5
    assert kinds["sacrum"] == kinds["skull"] == 1
    assert kinds["foot"] == 4  # with toes
    assert kinds["hand"] == 2
    assert kinds["ribs"] >= 5
    points = np.concatenate([upright(person, kinematics, bone) for bone in bones])
    tall = np.ptp(points[:, 1])
    assert 1.55 < tall + 0.09 < 1.9  # the crown is a radius over the skull's middle


def test_the_pelvis_grows_with_the_person(person: Subject) -> None:
    """A model with all joints twice as far apart has a pelvis twice as large."""
    tree = person.tree

    def larger(frame: object) -> object:
        return replace(frame, position=2.0 * frame.position)

    doubled = tuple(
        replace(j, parent_frame=larger(j.parent_frame), child_frame=larger(j.child_frame))
        for j in tree.joints
    )
    giant = replace(person, tree=replace(tree, joints=doubled))
    (small_kinematics, small), (giant_kinematics, giants) = bones_of(person), bones_of(giant)
    of_pelvis = [k for k, bone in enumerate(small) if bone.kind in ("pelvis", "sacrum")]
    assert len(of_pelvis) == 3
    for k in of_pelvis:
        np.testing.assert_allclose(
            upright(giant, giant_kinematics, giants[k]),
            2.0 * upright(person, small_kinematics, small[k]),
            atol=1e-9,
        )


@pytest.mark.real
@pytest.mark.parametrize("name", MODELS)
def test_other_models_get_a_body_too(shared: Path, name: str) -> None:
    subject = load_subject(shared / "models" / f"{name}.osim")
    kinematics, bones = bones_of(subject)
    kinds = [bone.kind for bone in bones]
    assert kinds.count("vertebra") == (5 if name == "FBLSmodel" else 0)
    assert kinds.count("pelvis") == 2
    assert kinds.count("skull") == 1
    assert kinds.count("foot") == 4
    assert kinds.count("hand") == (0 if name.startswith("gait") else 2)
    points = {id(bone): upright(subject, kinematics, bone) for bone in bones}
    everything = np.concatenate(list(points.values()))
    assert np.isfinite(everything).all()
    assert 1.5 < np.ptp(everything[:, 1]) < 1.9
    assert np.ptp(everything[:, 2]) < 0.6
    for bone in bones:
        if bone.kind == "vertebra":
            low, high, _ = points[id(bone)]
            assert 0.015 < np.linalg.norm(high - low) < 0.05
