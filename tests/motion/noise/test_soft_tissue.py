from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import SettingError
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.soft_tissue import MarkerNoise, marker_errors, region_of, straightest

MODEL = Path(__file__).resolve().parents[3] / "models" / "opensim_wink_body.osim"


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(MODEL)


def motion_of(subject: Subject, markers: tuple[str, ...], **degrees: list[float]) -> Motion:
    tree = subject.tree
    n_frames = len(next(iter(degrees.values())))
    values = np.tile(tree.default, (n_frames, 1))
    for name, curve in degrees.items():
        values[:, tree.coordinate(name)] = np.deg2rad(curve)
    values = tree.follow_couplers(values)
    values[np.isnan(values).any(axis=1)] = np.nan
    return Motion(
        name="made",
        time_s=np.arange(n_frames) / 100,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=values,
        markers=markers,
        marker_error_m=np.zeros((n_frames, len(markers))),
        weights=np.ones(len(markers)),
        cost=np.zeros(n_frames),
        converged=np.ones(n_frames, bool),
        solver="arrays",
    )


@pytest.mark.parametrize("name", [field.name for field in fields(MarkerNoise)])
@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_sizes_that_cannot_be_are_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(SettingError, match=name):
        MarkerNoise(**{name: value})


def test_settings_that_contradict_are_refused() -> None:
    with pytest.raises(SettingError, match=r"filled_sd_mm \(1\) is below sd_mm \(2\)"):
        MarkerNoise(sd_mm=2, filled_sd_mm=1)
    with pytest.raises(SettingError, match="correlation_s is 0"):
        MarkerNoise(correlation_s=0)


def test_none_is_no_error_anywhere() -> None:
    nothing = MarkerNoise.none()
    assert {getattr(nothing, f.name) for f in fields(nothing) if f.name.endswith("_mm")} == {0.0}


@pytest.mark.parametrize(
    ("marker", "region", "side"),
    [
        ("RASI", "pelvis", None),
        ("RTH1", "thigh", 0),
        ("LLFC", "thigh", 1),
        ("LTB2", "shank", 1),
        ("RAJC", "foot", 0),
        ("LTOE", "foot", 1),
        ("L3", "trunk", None),
        ("C7", "trunk", None),
        ("RMEL", "arm", None),
        ("LFAulna", "arm", None),
        ("RFHD", "head", None),
    ],
)
def test_regions_follow_the_bodies(
    subject: Subject, marker: str, region: str, side: int | None
) -> None:
    body = int(subject.tree.marker_body[subject.tree.markers.index(marker)])
    assert region_of(subject.tree, subject.profile, body) == (region, side)


@pytest.mark.real
def test_a_welded_sacrum_is_part_of_the_pelvis(shared: Path) -> None:
    other = load_subject(shared / "models" / "FBLSmodel.osim")

    def region(name: str) -> str:
        return region_of(other.tree, other.profile, other.tree.body(name))[0]

    assert [region(name) for name in ("sacrum", "lumbar5", "torso")] == ["pelvis", "trunk", "trunk"]
    assert region("patella_r") == "thigh"


def test_skin_moves_with_the_flexion_beyond_standing(subject: Subject) -> None:
    markers = ("RASI", "RTH1", "LTH1", "RTB1", "C7", "RTOE")
    hip = [10.0, 70.0, 130.0, 170.0]
    motion = motion_of(
        subject,
        markers,
        hip_flexion_r=hip,
        hip_flexion_l=[10.0] * 4,
        knee_angle_r=[0.0, 60.0, 120.0, 130.0],
        lumbar_extension=[-5.0, -25.0, -45.0, 35.0],
    )
    noise = MarkerNoise(pelvis_mm=6, thigh_mm=12, shank_mm=4, trunk_mm=8, foot_mm=2)
    skin = marker_errors(
        motion, subject.tree, subject.profile, noise, standing=motion.values[0]
    ).skin_m
    column = dict(zip(markers, 1e3 * skin.T, strict=True))
    np.testing.assert_allclose(column["RTH1"], [0, 6, 12, 12])
    np.testing.assert_allclose(column["LTH1"], 0)
    np.testing.assert_allclose(column["RASI"], [0, 1.5, 3, 4], atol=1e-12)
    np.testing.assert_allclose(column["RTB1"], [0, 2, 4, 4])
    np.testing.assert_allclose(column["C7"], [0, 4, 8, -8], atol=1e-12)
    np.testing.assert_allclose(column["RTOE"], [0, 0.5, 1, 4 / 3], atol=1e-12)


def test_without_a_standing_posture_the_straightest_frames_are_it(subject: Subject) -> None:
    hip = [80.0, 12.0, 10.0, 11.0, *[60.0] * 25, float("nan")]
    motion = motion_of(subject, ("RTH1",), hip_flexion_r=hip)
    standing = straightest(motion.values, subject.tree, subject.profile)
    assert np.rad2deg(standing[subject.tree.coordinate("hip_flexion_r")]) == pytest.approx(11)
    skin = marker_errors(motion, subject.tree, subject.profile, MarkerNoise()).skin_m[:, 0]
    assert skin[3] == pytest.approx(0, abs=1e-9)
    assert skin[0] == pytest.approx(1e-3 * MarkerNoise().thigh_mm * 69 / 120)
    assert np.isnan(skin[-1])


def test_filled_markers_are_known_less(subject: Subject) -> None:
    motion = motion_of(subject, ("RASI", "LASI"), hip_flexion_r=[0.0, 0.0, 0.0])
    measured = np.array([[True, True], [False, True], [True, True]])
    noise = MarkerNoise(sd_mm=1, filled_sd_mm=9)
    found = marker_errors(motion, subject.tree, subject.profile, noise, measured=measured).noise_m
    np.testing.assert_allclose(1e3 * found, [[1, 1], [9, 1], [1, 1]])
    with pytest.raises(SettingError, match=r"shape \(2, 2\).*3 frames and 2 markers"):
        marker_errors(motion, subject.tree, subject.profile, noise, measured=measured[:2])
