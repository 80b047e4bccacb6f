from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import TrialError
from opensim_wink.trial.axes import heading_rotation, rotate_trial
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.segments import (
    SegmentLength,
    check_same_person,
    compare_segment_lengths,
    differing_lengths,
)
from opensim_wink.trial.trial import Trial

Build = Callable[..., Trial]


def test_lengths_are_those_of_the_figure(squat_trial: Build) -> None:
    lengths = {
        item.segment: item for item in compare_segment_lengths(squat_trial(), squat_trial(0))
    }
    assert lengths["asis_r to asis_l"].a_m == pytest.approx(0.24)
    assert lengths["heel_l to toe_l"].b_m == pytest.approx(0.22)
    assert lengths["lateral_knee_r to lateral_ankle_r"].a_m == pytest.approx(np.hypot(0.42, 0.01))
    assert all(item.agrees for item in lengths.values())


def test_axes_do_not_matter(squat_trial: Build) -> None:
    static = rotate_trial(squat_trial(0), heading_rotation(77.0))
    check_same_person(squat_trial(2), static)


@pytest.mark.parametrize("size", [0.9, 1.1])
def test_a_person_of_another_size_is_refused(squat_trial: Build, size: float) -> None:
    static = replace(squat_trial(0, size=size), source=Path("other.trc"))
    with pytest.raises(
        TrialError, match=r"other\.trc.*another person.*medial_knee_r to medial_ankle_r 420"
    ):
        check_same_person(squat_trial(2), static)


def test_one_moved_marker_is_not_another_person(squat_trial: Build) -> None:
    static = squat_trial(0)
    points = static.points_m.copy()
    points[:, static.labels.index("RTOE"), 0] += 0.03
    moved = replace(static, points_m=points)
    check_same_person(squat_trial(2), moved)
    wrong, two_people = differing_lengths(compare_segment_lengths(squat_trial(2), moved))
    assert [item.segment for item in wrong] == ["heel_r to toe_r"]
    assert not two_people


def test_a_single_length_must_be_far_off() -> None:
    near = SegmentLength("heel_r to toe_r", 0.22, 0.24, 0.011)
    far = SegmentLength("heel_r to toe_r", 0.22, 0.25, 0.011)
    assert differing_lengths([near]) == ([near], False)
    assert differing_lengths([far]) == ([far], True)
    assert differing_lengths([]) == ([], False)


def test_trials_without_common_landmarks_share_no_length(squat_trial: Build) -> None:
    trial = squat_trial()
    unknown = replace(trial, labels=tuple(f"M{i}" for i in range(len(trial.labels))))
    assert compare_segment_lengths(trial, unknown) == []
    check_same_person(trial, unknown)


@pytest.mark.real
def test_real_people_are_told_apart(shared: Path) -> None:
    real = shared / "real"
    people = {
        "a": ["opencap_subject4/static1.trc", "opencap_subject4/squats1.trc"],
        "b": ["stoop_lift/neu_t169_f250f350.c3d", "stoop_lift/stoop1_t169_f620f800.c3d"],
        "c": ["deep_squat/DLS01.trc"],
        "d": ["occluded_squat/squat.c3d"],
        "e": ["barbell_static/barbell_athlete_static.c3d"],
    }
    trials = [(who, read_trial(real / file)) for who, files in people.items() for file in files]
    for (who, trial), (other, static) in product(trials, repeat=2):
        if who == other:
            check_same_person(trial, static)
        else:
            with pytest.raises(TrialError, match="another person"):
                check_same_person(trial, static)
