from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.errors import TrialError
from opensim_wink.scaling.measured import measure_person
from opensim_wink.scaling.still_frames import mean_pose, quiet_static, upright_static
from opensim_wink.trial.trial import Trial

LABELS = ("RASI", "LASI", "RPSI", "LPSI", "RKNE", "LKNE", "C7")
AT = np.array(
    [
        [0.1, 1.0, 0.12],
        [0.1, 1.0, -0.12],
        [-0.05, 1.0, 0.04],
        [-0.05, 1.0, -0.04],
        [0.05, 0.5, 0.15],
        [0.05, 0.5, -0.15],
        [0.0, 1.5, 0.0],
    ]
)


def trial(drop_m: np.ndarray, rate_hz: float = 100.0) -> Trial:
    """A body that sinks as a whole by so many metres, frame after frame."""
    points = AT[None] - drop_m[:, None, None] * np.array([0, 1.0, 0])
    time_s = np.arange(len(drop_m)) / rate_hz
    return Trial("t", None, time_s, rate_hz, LABELS, points, turned=True)


def squat() -> np.ndarray:
    """3 s: standing with sway, down, deep and still, up, standing still for the last 0.4 s."""
    drop = np.zeros(300)
    drop[:100] = 0.003 * np.sin(np.arange(100))
    drop[100:160] = np.linspace(0, 0.5, 60)
    drop[160:220] = 0.5
    drop[220:260] = np.linspace(0.5, 0, 40)
    return drop


def test_upright_moment_is_high_and_still() -> None:
    part = upright_static(trial(squat()))
    assert part.time_s[0] >= 2.59
    assert part.n_frames == 20
    assert "no static trial" in part.notes[-1]
    assert "2.6" in part.notes[-1]


def test_points_without_a_name_make_no_moment_better() -> None:
    drop = squat()
    drop[260:] = 0.01 * np.sin(np.arange(40))
    body = trial(drop)
    stray = np.full((300, 1, 3), np.nan)
    stray[200:] = [0.3, 0.5, 0.0]
    both = np.concatenate([body.points_m, stray], axis=1)
    part = upright_static(replace(body, labels=(*LABELS, "*22"), points_m=both))
    assert part.time_s[-1] < 1.0


def jump(before: np.ndarray) -> Trial:
    """A body with feet that dips, flies for 0.5 s and lands, after ``before`` (drop, m)."""
    dip = 0.2 * np.sin(np.pi * np.linspace(0, 1, 50)) ** 2
    air_s = np.arange(50) / 100
    drop = np.concatenate([before, dip, -9.81 / 2 * air_s * (0.5 - air_s), dip, np.zeros(60)])
    body = trial(drop)
    feet = np.zeros((len(drop), 4, 3))
    feet[:] = [[0.1, 0.03, 0.1], [-0.1, 0.03, 0.1], [0.1, 0.03, -0.1], [-0.1, 0.03, -0.1]]
    feet[:, :, 1] += np.maximum(0, -drop)[:, None]
    labels = (*LABELS, "RTOE", "RHEE", "LTOE", "LHEE")
    return replace(body, labels=labels, points_m=np.concatenate([body.points_m, feet], axis=1))


def test_nobody_is_measured_in_the_air() -> None:
    part = upright_static(jump(np.zeros(60)))
    assert part.time_s[-1] < 0.7 or part.time_s[0] >= 2.0


def test_nobody_is_measured_on_the_way_into_the_air() -> None:
    # No still frame before the dip: the body is up at its fastest when the feet leave the floor.
    recorded = jump(np.zeros(0))
    legs = [label for label in recorded.labels if label[1:] not in ("TOE", "HEE")]
    kept = [recorded.labels.index(label) for label in legs]
    without_feet = replace(recorded, labels=tuple(legs), points_m=recorded.points_m[:, kept])
    for one in (recorded, without_feet):
        assert upright_static(one).time_s[0] >= 1.4


def test_a_jump_alone_is_better_than_nothing() -> None:
    recorded = jump(np.zeros(0))
    flight = slice(50, 100)
    alone = replace(recorded, time_s=recorded.time_s[flight], points_m=recorded.points_m[flight])
    assert upright_static(alone).n_frames == 20


def test_a_static_trial_is_cut_to_its_still_part() -> None:
    drop = np.full(400, 0.0)
    drop[:200] = 0.004 * np.sin(np.arange(200) / 3)
    part = quiet_static(trial(drop))
    assert part.n_frames == 50
    assert part.time_s[0] >= 1.99


def test_frames_that_show_all_markers_lead() -> None:
    whole = trial(np.zeros(200))
    points = whole.points_m.copy()
    points[:120, 2] = np.nan
    part = quiet_static(replace(whole, points_m=points))
    assert np.isfinite(part.points_m).all(axis=2)[:, 2].mean() >= 0.5


def test_a_short_trial_is_taken_whole() -> None:
    short = trial(np.zeros(30))
    assert quiet_static(short) is short
    assert quiet_static(trial(np.zeros(1))).n_frames == 1


def test_the_mean_pose_is_one_frame() -> None:
    sway = trial(0.01 * np.sin(np.arange(100) * 2 * np.pi / 100))
    pose = mean_pose(sway)
    assert pose.points_m.shape == (1, 7, 3)
    assert pose.points_m[0] == pytest.approx(AT)


def test_no_body_is_an_error() -> None:
    with pytest.raises(TrialError, match="label map"):
        quiet_static(replace(trial(np.zeros(10)), labels=tuple("abcdefg")))


def test_laboratory_axes_are_refused() -> None:
    with pytest.raises(TrialError, match="turn"):
        measure_person(replace(trial(np.zeros(10)), turned=False))


def test_hip_centres_come_from_the_regression() -> None:
    person = measure_person(trial(np.zeros(10)))
    # Width 240 mm, depth 150 mm: −45.9, −82.9, ±86.5 mm from the middle of the ASIS.
    assert person.centres_m["hip_centre_r"] == pytest.approx([0.0541, 0.9171, 0.0865])
    assert not person.centres_given
    assert any("Harrington" in note for note in person.notes)


def test_given_hip_centres_go_first_and_odd_ones_are_warned_of() -> None:
    whole = trial(np.zeros(10))
    given = np.array([[[0.05, 0.92, 0.08], [0.05, 0.82, -0.08]]]).repeat(10, axis=0)
    whole = replace(
        whole,
        labels=(*LABELS, "RHJC", "LHJC"),
        points_m=np.concatenate([whole.points_m, given], axis=1),
    )
    person = measure_person(whole)
    assert person.centres_given
    assert person.centres_m["hip_centre_r"] == pytest.approx([0.05, 0.92, 0.08])
    (warning,) = person.warnings
    assert warning.startswith("hip_centre_l")


def test_without_a_back_of_the_pelvis_there_are_no_hip_centres() -> None:
    whole = trial(np.zeros(10))
    keep = [i for i, name in enumerate(LABELS) if "PSI" not in name]
    part = replace(whole, labels=tuple(LABELS[i] for i in keep), points_m=whole.points_m[:, keep])
    person = measure_person(part)
    assert person.centres_m == {}
    assert "regression needs" in person.warnings[0]
