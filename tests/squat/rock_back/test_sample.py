"""The sample rock-back, from its C3D: what was made is measured, and nothing beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.assessing import ON_THE_HANDS
from opensim_wink.report.summary import summarise
from opensim_wink.report.text import summary_text
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.rock_back.standing_posture import standing_coordinates

SAMPLES = Path(__file__).resolve().parents[3] / "sample_trials"
TRIAL, STATIC = SAMPLES / "rock_back.c3d", SAMPLES / "rock_back_static.c3d"


@pytest.fixture(scope="module")
def truth() -> dict:
    return json.loads((SAMPLES / "rock_back.truth.json").read_text())


@pytest.fixture(scope="module")
def found() -> Analysis:
    return analyze(TRIAL, None, AnalysisSettings(static=STATIC, condition="quadruped"))


def test_wink_and_onset_are_those_that_were_made(found: Analysis, truth: dict) -> None:
    assert found.squat.movement == "rock_back"
    assert found.squat.verdict == truth["verdict"] == "flexion beyond neutral"
    for rep, true in zip(found.squat.reps, truth["reps"], strict=True):
        assert rep.pelvis_wink_deg.value == pytest.approx(true["pelvis_wink_deg"], abs=1.5)
        assert rep.lumbar_wink_deg.value == pytest.approx(true["lumbar_wink_deg"], abs=1.5)
        assert rep.onset is not None
        at, made = rep.onset, true["onset"]
        assert at.depth_fraction.value == pytest.approx(made["depth_fraction"], abs=0.05)
        assert at.time_s.value == pytest.approx(made["time_s"], abs=0.08)
        for name in ("hip_flexion_deg", "knee_flexion_deg"):
            assert getattr(at, name).value == pytest.approx(np.mean(made[name]), abs=3.0)
            bottom = getattr(rep.bottom, name).value
            assert bottom == pytest.approx(np.mean(true["bottom"][name]), abs=3.0)
        assert rep.bottom.depth_m.value == pytest.approx(true["bottom"]["depth_m"], abs=0.01)
        for name in ("unwind_deg", "true_flexion_deg"):
            within = getattr(rep, name)
            assert within.low - 0.5 <= true[name] <= within.high + 0.5, name


def test_nothing_is_said_that_only_standing_gives_a_meaning(found: Analysis) -> None:
    assert found.loading is None
    assert ON_THE_HANDS in found.notes
    assert not found.hamstrings.effects
    summary = summarise(found)
    assert summary["movement"] == "rock_back"
    assert summary["safe_depth"] == []
    assert summary["load"]["reps"] == []
    assert summary["load"]["reason"] != "loads were not asked for"
    assert all(rep["crease_below_knee"] is None for rep in summary["reps"])
    muscle = summary["muscle"]["bflh_r"]["reps"][0]
    assert muscle["standing_m"]["value"] is None
    assert muscle["bottom_m"]["value"] > 0.3
    text = summary_text(summary)
    assert "rock-back" in text
    for word in ("squat", "box", "parallel", "thigh:", "amstrings cannot"):
        assert word not in text, word


def test_without_a_condition_the_recording_shows_it(found: Analysis) -> None:
    plain = AnalysisSettings(static=STATIC, condition="baseline", samples=0)
    shown = analyze(TRIAL, None, plain)
    assert shown.squat.movement == "rock_back"
    assert any("though the condition is 'baseline'" in note for note in shown.notes)
    assert not any("though the condition" in note for note in found.notes)
    for one, other in zip(shown.squat.reps, found.squat.reps, strict=True):
        assert one.repetition == other.repetition
        assert one.pelvis_wink_deg.value == pytest.approx(other.pelvis_wink_deg.value)


def test_a_squat_that_is_called_a_rock_back_is_none() -> None:
    static = SAMPLES / "wink_static.c3d"
    called = AnalysisSettings(static=static, condition="rock_back", samples=0)
    squat = analyze(SAMPLES / "wink.c3d", None, called).squat
    assert squat.verdict == "cannot tell"
    assert squat.reps == ()
    assert "No rock-back was found" in squat.reason


def test_skin_moves_from_where_the_markers_were_put_on(found: Analysis) -> None:
    standing = found.squat.standing
    assert standing is not None
    tree = found.subject.tree
    values = standing_coordinates(standing, found.subject)
    knee, lumbar = (tree.coordinate(name) for name in ("knee_angle_r", "lumbar_extension"))
    assert np.rad2deg(values[knee]) == pytest.approx(standing.knee_flexion_deg)
    assert np.rad2deg(values[lumbar]) == pytest.approx(-standing.lumbar_flexion_deg)
    unknown = replace(standing, lumbar_flexion_deg=float("nan"))
    kept = standing_coordinates(unknown, found.subject)
    assert kept[lumbar] == tree.default[lumbar]
    noise = found.found.noise
    assert noise is not None
    assert noise.noise.pelvis_mm == noise.assumed.pelvis_mm
