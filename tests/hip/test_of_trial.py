"""Room to bone contact over a whole trial, and how it is written down."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import SettingError
from opensim_wink.hip.of_trial import hip_of_trial
from opensim_wink.motion.motion import Motion
from opensim_wink.report.hip.summary import hip_columns, hip_summary
from opensim_wink.report.strict_json import write_json


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(packaged_model_path())


def bending(subject: Subject, deepest_deg: float) -> Motion:
    """Both hips bend evenly over a second."""
    n, tree = 101, subject.tree
    values = np.tile(tree.default, (n, 1))
    for name in ("hip_flexion_r", "hip_flexion_l"):
        values[:, tree.coordinate(name)] = np.deg2rad(np.linspace(0, deepest_deg, n))
    return Motion(
        "bend", np.arange(n) / 100, tree.coordinates, tree.rotational, values, (),
        np.empty((n, 0)), np.empty(0), np.zeros(n), np.ones(n, bool), "file",
    )  # fmt: skip


def one_rep(bottom_s: float, onset_s: float | None) -> Any:
    repetition = SimpleNamespace(number=1, start=0, end=100, bottom_s=bottom_s)
    onset = None if onset_s is None else SimpleNamespace(time_s=SimpleNamespace(value=onset_s))
    return SimpleNamespace(reps=(SimpleNamespace(repetition=repetition, onset=onset),))


def test_room_shrinks_by_as_much_as_the_hip_bends(subject: Subject) -> None:
    found = hip_of_trial(subject, bending(subject, 100.0), one_rep(0.9, 0.5))
    left = found.clearance.flexion_left_deg
    bent = found.clearance.angles.flexion_deg
    np.testing.assert_allclose(left + bent, np.broadcast_to(left[0], left.shape), atol=1e-6)
    right, other = found.reps
    assert (right.side, other.side) == ("r", "l")
    assert right.onset is not None
    assert right.onset.left_deg - right.bottom.left_deg == pytest.approx(
        np.interp(0.9, np.arange(101) / 100, bent[:, 0])
        - np.interp(0.5, np.arange(101) / 100, bent[:, 0]),
        abs=1e-6,
    )


def test_imaging_moves_the_room_and_is_said(subject: Subject, tmp_path: Path) -> None:
    shape = tmp_path / "hips.yaml"
    shape.write_text("right: {lcea_deg: 45}\n")
    usual = hip_of_trial(subject, bending(subject, 90.0), one_rep(0.9, None))
    imaged = hip_of_trial(subject, bending(subject, 90.0), one_rep(0.9, None), shape)
    assert (usual.imaged, imaged.imaged) == (False, True)
    assert imaged.reps[0].least_left_deg < usual.reps[0].least_left_deg - 3  # a deeper socket
    assert imaged.reps[1].least_left_deg == pytest.approx(usual.reps[1].least_left_deg)
    shape.write_text("right: {lcea: much}\n")
    with pytest.raises(SettingError, match="lcea"):
        hip_of_trial(subject, bending(subject, 90.0), one_rep(0.9, None), shape)


def reps_at(*bottoms_s: float) -> Any:
    return SimpleNamespace(reps=tuple(one_rep(bottom, None).reps[0] for bottom in bottoms_s))


def test_imaging_that_the_motion_contradicts_is_said(subject: Subject, tmp_path: Path) -> None:
    shape = tmp_path / "hips.yaml"
    deep = "{lcea: 60, version: -10, antetorsion: -20}"
    shape.write_text(f"right: {deep}\nleft: {{lcea: 30}}\n")
    bent = bending(subject, 110.0)
    found = hip_of_trial(subject, bent, reps_at(0.9, 0.95), shape)
    assert len(found.misfits) == 1
    share = np.median([rep.bottom.earlier for rep in found.reps if rep.side == "r"])
    assert share > 0.8
    assert "right hip" in found.misfits[0]
    assert f"{share:.0%}" in found.misfits[0]
    assert "sides, units" in found.misfits[0]
    assert hip_summary(found)["notes"][0] == found.misfits[0]
    assert found.notes == (*found.misfits, *found.clearance.notes)
    # One deep repetition of three, and one whose bottom is not solved, are not enough.
    assert not hip_of_trial(subject, bent, reps_at(0.9, 0.2, 0.2), shape).misfits
    assert len(hip_of_trial(subject, bent, reps_at(0.9, math.nan), shape).misfits) == 1
    assert not hip_of_trial(subject, bent, reps_at(math.nan), shape).misfits
    assert not hip_of_trial(subject, bent, reps_at(), shape).misfits
    shape.write_text(f"left: {deep}\nright: {{lcea: 30}}\n")
    (said,) = hip_of_trial(subject, bent, reps_at(0.9), shape).misfits
    assert "left hip" in said


def test_published_spread_is_no_imaging_to_contradict(subject: Subject) -> None:
    found = hip_of_trial(subject, bending(subject, 175.0), one_rep(1.0, None))
    assert found.reps[0].bottom.earlier > 0.8
    assert not found.misfits


def test_it_is_written_as_strict_json_without_a_verdict(subject: Subject, tmp_path: Path) -> None:
    found = hip_of_trial(subject, bending(subject, 100.0), one_rep(0.9, None))
    told = hip_summary(found)
    write_json(tmp_path / "hip.json", told)
    rep = told["reps"][0]
    assert rep["onset"] is None
    assert "verdict" not in rep["bottom"]
    shares = [rep["bottom"][name]["value"] for name in ("coincides", "earlier", "not_yet")]
    assert math.fsum(shares) == pytest.approx(1.0)
    assert rep["bottom"]["left_deg"]["value"] == pytest.approx(found.reps[0].bottom.left_deg)
    assert set(hip_summary(None)) == set(told)
    columns = hip_columns(found)
    assert len(columns) == 101
    assert "bone.flexion_left_r_deg" in columns
