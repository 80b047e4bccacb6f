"""The one door for trial files: kinds, refusals, and what is no position."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensim_wink.errors import LabelError, TrialError, WinkError
from opensim_wink.trial import Trial
from opensim_wink.trial.landmarks import read_label_map
from opensim_wink.trial.points import clean_points
from opensim_wink.trial.read import kind_of, read_trial
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trc import write_trc


def write(path: Path, points_m: np.ndarray, labels: tuple[str, ...] = ("A", "B")) -> Path:
    write_trc(path, Trial("t", None, np.arange(len(points_m)) / 100.0, 100.0, labels, points_m))
    return path


@pytest.fixture
def points_m() -> np.ndarray:
    return np.random.default_rng(0).uniform(0.2, 1.8, size=(4, 2, 3))


def test_trc_is_read_whatever_its_name(tmp_path, points_m):
    trial = read_trial(str(write(tmp_path / "a.trc", points_m)))
    np.testing.assert_array_equal(trial.points_m, points_m)
    assert trial.notes == ()
    other = read_trial(write(tmp_path / "a.c3d", points_m))
    np.testing.assert_array_equal(other.points_m, points_m)
    assert any("holds a TRC file" in note for note in other.notes)
    assert read_trial(write(tmp_path / "B.TRC", points_m)).notes == ()


def test_subject_is_passed_on(tmp_path, points_m):
    path = write(tmp_path / "a.trc", points_m, ("Ann:A", "Ann:B"))
    assert read_trial(path, subject="Ann").labels == ("A", "B")
    with pytest.raises(LabelError, match="Bob"):
        read_trial(path, subject="Bob")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.trc", b"", "empty"),
        ("a.c3d", b"", "empty"),
        ("a.mot", b"x\nversion=1\nendheader\ntime\ta\n0\t1\n", "motion or storage file"),
        ("a.csv", b"time,a\n0,1\n", "neither C3D nor TRC"),
        ("a.zip", b"PK\x03\x04\0\0", "neither C3D nor TRC"),
        ("a.png", b"\x89PNG\0\0", "neither C3D nor TRC"),
        ("a.trc", b"\x89PNG\0\0", "binary"),
        ("a.trc", b"hello\n", "not a TRC file"),
        ("a.c3d", b"hello, this is no C3D file at all\n", r"a\.c3d"),
        ("a.c3d", b"\x02\x50", r"a\.c3d"),
    ],
)
def test_foreign_files_get_one_line(tmp_path, name, data, word):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TrialError, match=word) as caught:
        read_trial(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(TrialError, match="no such file"):
        read_trial(tmp_path / "none.c3d")
    with pytest.raises(TrialError, match="folder"):
        read_trial(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_device_is_refused_and_not_waited_for(tmp_path):
    for name in ("pipe.c3d", "pipe.trc", "pipe.mot", "pipe.csv"):
        os.mkfifo(tmp_path / name)
    for path in (tmp_path / "pipe.c3d", tmp_path / "pipe.trc", Path("/dev/zero")):
        with pytest.raises(TrialError, match="no regular file") as caught:
            read_trial(path)
        assert str(path) in str(caught.value)
    with pytest.raises(TrialError, match=r"pipe\.mot: this is no regular file"):
        read_storage(tmp_path / "pipe.mot")
    with pytest.raises(LabelError, match=r"pipe\.csv: the label map must be a regular file"):
        read_label_map(tmp_path / "pipe.csv")


def test_trial_without_any_seen_marker_is_refused(tmp_path, points_m):
    path = write(tmp_path / "a.trc", np.full_like(points_m, np.nan))
    with pytest.raises(TrialError, match=r"none of its 2 markers is seen in any of its 4 frames"):
        read_trial(path)


def test_infinite_positions_become_missing_and_are_said(tmp_path, points_m):
    path = write(tmp_path / "a.trc", points_m)
    text = path.read_text().replace(repr(float(points_m[1, 1, 2])), "inf")
    path.write_text(text)
    trial = read_trial(path)
    assert np.isnan(trial.points_m[1, 1]).all()
    assert np.isfinite(trial.points_m).sum() == points_m.size - 3
    (note,) = trial.notes
    assert "marker 'B' in frame 2" in note


def test_clean_points_leaves_good_ones_and_its_input(points_m):
    cleaned, notes = clean_points(points_m, ("A", "B"))
    np.testing.assert_array_equal(cleaned, points_m)
    assert notes == ()
    odd = points_m.copy()
    odd[0, 0, 1] = np.nan
    odd[1, 0] = 0.0
    odd[2, 1, 0] = -np.inf
    odd[3, 1, 0] = 1e7
    cleaned, notes = clean_points(odd, ("A", "B"))
    assert np.isnan(cleaned[[0, 1, 2, 3], [0, 0, 1, 1]]).all()
    assert np.isfinite(cleaned).sum() == 12
    assert np.isinf(odd[2, 1, 0])
    assert len(notes) == 2


def test_kind_is_told_by_content(tmp_path):
    for data, kind in [
        (b"\x02\x50\0\0", "c3d"),
        (b"PathFileType\t4", "trc"),
        (b"\xef\xbb\xbfPathFileType\t4", "trc"),
        ("PathFileType\t4".encode("utf-16"), "trc"),
        (b"x\nendheader\ntime", "storage"),
        (b"PPPP", "unknown"),
        (b"x", "unknown"),
    ]:
        path = tmp_path / "f"
        path.write_bytes(data)
        assert kind_of(path) == kind


@given(st.binary(min_size=0, max_size=1500), st.sampled_from([".trc", ".c3d", ".mot", ""]))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_refused_in_one_line(tmp_path, data, ending):
    path = tmp_path / f"junk{ending}"
    path.write_bytes(data)
    with pytest.raises(WinkError) as caught:
        read_trial(path)
    assert "\n" not in str(caught.value)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "frames", "markers"),
    [
        ("occluded_squat/squat.c3d", 2539, 53),
        ("deep_squat/DLS01.trc", 2122, 46),
        ("opencap_subject4/squats1.trc", 1346, 51),
    ],
)
def test_real_trials(shared, name, frames, markers):
    trial = read_trial(shared / "real" / name)
    assert trial.points_m.shape == (frames, markers, 3)
    assert np.isfinite(trial.points_m).any()
    assert not np.isinf(trial.points_m).any()
