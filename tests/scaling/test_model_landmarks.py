from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.scaling.model_landmarks import find_model_landmarks, neutral_pose
from opensim_wink.scaling.segments import find_segments
from opensim_wink.trial.vocabulary import vocabulary


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(packaged_model_path())


def bare(subject: Subject) -> Subject:
    """The same model without its markers."""
    tree = replace(
        subject.tree,
        markers=(),
        marker_body=np.zeros(0, dtype=np.intp),
        marker_offset_m=np.zeros((0, 3)),
    )
    return replace(subject, tree=tree)


def test_every_body_belongs_to_one_segment(subject: Subject) -> None:
    segments = find_segments(subject.tree, subject.profile)
    members = [body for of in segments.bodies.values() for body in of]
    assert sorted(members) == sorted(subject.tree.bodies[1:])
    assert segments.segment_of("patella_l") == "femur_l"
    assert segments.segment_of("talus_r") == "foot_r"
    assert segments.segment_of("toes_r") == "foot_r"
    assert segments.segment_of("lumbar3") == "torso"
    assert segments.segment_of("head") == "torso"
    assert segments.segment_of("hand_l") == "forearm_l"
    assert segments.spine == tuple(f"lumbar{level}" for level in (5, 4, 3, 2, 1))


def test_joint_centres_lie_at_the_joints(subject: Subject) -> None:
    segments = find_segments(subject.tree, subject.profile)
    places = find_model_landmarks(subject.tree, segments).place_m
    hip, knee, ankle = (places[f"{joint}_centre_r"] for joint in ("hip", "knee", "ankle"))
    assert hip[1] > knee[1] > ankle[1]
    assert np.linalg.norm(hip - knee) == pytest.approx(0.41, abs=0.02)
    assert np.linalg.norm(knee - ankle) == pytest.approx(0.40, abs=0.02)
    assert places["hip_centre_l"] == pytest.approx(hip * (1, 1, -1))


def test_reference_bones_stand_in_for_missing_markers(subject: Subject) -> None:
    """On the model that carries these markers itself, both must tell nearly the same."""
    segments = find_segments(subject.tree, subject.profile)
    own = find_model_landmarks(subject.tree, segments)
    looked_up = find_model_landmarks(bare(subject).tree, segments)
    assert own.points["asis_r"].source == "RASI"
    assert looked_up.points["asis_r"].source == "rajagopal2016"
    common = set(own.place_m) & set(looked_up.place_m)
    assert {"psis_l", "lateral_knee_r", "medial_ankle_l", "heel_r", "acromion_l"} <= common
    for landmark in common:
        away = np.linalg.norm(own.place_m[landmark] - looked_up.place_m[landmark])
        assert away < 0.016, landmark
    assert set(looked_up.points) <= set(vocabulary())


def test_neutral_is_the_end_of_the_range_nearest_to_zero(subject: Subject) -> None:
    tree = subject.tree
    knee = tree.coordinate("knee_angle_r")
    low = tree.low.copy()
    low[knee] = 0.1
    assert neutral_pose(replace(tree, low=low))[knee] == pytest.approx(0.1)
    assert neutral_pose(tree)[tree.coordinate("hip_flexion_l")] == 0.0


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "size"), [("gait2392_thelen2003muscle", 0.966), ("LaiUhlrich2022", 1.0)]
)
def test_models_without_markers_have_landmarks(shared: Path, name: str, size: float) -> None:
    found = load_subject(shared / "models" / f"{name}.osim")
    segments = find_segments(found.tree, found.profile)
    points = find_model_landmarks(found.tree, segments).points
    assert {"asis_l", "psis_r", "lateral_knee_r", "medial_ankle_l", "heel_r", "c7"} <= set(points)
    assert points["lateral_knee_r"].offset_m[1] == pytest.approx(-0.404 * size, abs=0.003)
