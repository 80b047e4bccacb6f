from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from squat_making import unknown_setting

from opensim_wink.conditions.vocabulary import read_condition
from opensim_wink.errors import OutputError
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import JOINTS, MuscleCurves
from opensim_wink.report.strict_json import plain
from opensim_wink.report.summary import load_summary, measured, summarise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.guard.rep_guard import RepGuard
from opensim_wink.squat.measures.joint_ranges import joint_ranges
from opensim_wink.squat.measures.proportions import Proportions
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.trial import Fill, Trial

RATE_HZ = 100.0
NAN = float("nan")


def signals(wink_deg: float) -> SquatSignals:
    """Two squats whose pelvis tilts back by ``wink_deg`` in the last quarter of the descent."""
    time_s = np.arange(0.0, 10.0, 1 / RATE_HZ)
    phase = np.clip((time_s % 5.0 - 1.0) / 3.0, 0.0, 1.0)
    down = np.sin(np.pi * phase) ** 2
    late = np.clip((down - 0.75) / 0.25, 0.0, None)
    both = np.stack([down, down], axis=1)
    feet = np.zeros((len(time_s), 2, 3))
    feet[:, :, 1] = 0.08
    return SquatSignals(
        time_s=time_s,
        hip_height_m=0.95 - 0.5 * down,
        hip_forward_m=-0.1 * down,
        hip_right_m=0.0 * down,
        knee_height_m=0.5 - 0.05 * both,
        foot_m=feet,
        posterior_pelvic_tilt_deg=-10.0 * down + wink_deg * late,
        lumbar_flexion_deg=2.0 * wink_deg * late,
        hip_flexion_deg=110.0 * both,
        knee_flexion_deg=115.0 * both,
        ankle_dorsiflexion_deg=25.0 * both,
        trunk_lean_deg=30.0 * down,
        thigh_inclination_deg=90.0 - 95.0 * both,
        leg_length_m=0.87,
        pelvic_list_deg=0.0 * down,
        pelvic_rotation_deg=0.0 * down,
    )


def analysis(wink_deg: float = 25.0) -> SimpleNamespace:
    curves = signals(wink_deg)
    time_s = curves.time_s
    inside = (time_s > 1.5) & (time_s < 2.0)
    guard = (
        GuardFlag("beyond_range", inside, 131.0, 120.0, "hip beyond.", blocks=False),
        GuardFlag("unsolved", time_s > 9.9, NAN, 0.0, "one frame.", blocks=True),
    )
    down = (0.95 - curves.hip_height_m) / 0.5
    motion = Motion(
        name="squat",
        time_s=time_s,
        coordinates=("tilt",),
        rotational=np.array([True]),
        values=np.zeros((len(time_s), 1)),
        markers=("R.ASIS", "C7"),
        marker_error_m=np.full((len(time_s), 2), 0.003),
        weights=np.array([25.0, 5.0]),
        cost=np.zeros(len(time_s)),
        converged=np.ones(len(time_s), bool),
        solver="arrays",
    )
    length_m = (0.4 * (1 + 0.1 * down))[:, None]
    arm_m = np.zeros((*length_m.shape, 3))
    muscle = MuscleCurves(
        time_s=time_s,
        names=("bflh_r",),
        groups=("x",),
        parts=("",),
        sides=("r",),
        joints=JOINTS,
        length_m=length_m,
        velocity_m_s=0.0 * length_m,
        arm_m=arm_m,
        contact_arm_m=arm_m,
        expected=np.array([[-1, 1, 0]]),
    )
    profile = SimpleNamespace(family="rajagopal", lumbar_levels=1, missing=())
    squat = analyze_squats(curves, guard=guard)
    return SimpleNamespace(
        name="squat",
        trial=None,
        subject=SimpleNamespace(
            name="m", model_path=Path("/home/jane/m.osim"), mass_kg=75.0, profile=profile
        ),
        model_path=Path("/home/jane/m.osim"),
        scaled=None,
        match=SimpleNamespace(mapping={"R.ASIS": "RASI", "C7": "C7"}),
        motion=motion,
        muscle=muscle,
        signals=curves,
        squat=squat,
        guard=guard,
        hamstrings=SimpleNamespace(to_dict=lambda: {"claims": []}),
        loading=None,
        hip=None,
        found=SimpleNamespace(
            rep_guard=(RepGuard(1, moved_mm=3.0),),
            noise=None,
            settings_of_reps=[unknown_setting(rep.repetition.number) for rep in squat.reps],
            proportions=Proportions(44.0, 40.0, NAN, 16.0),
            ranges=joint_ranges(curves),
        ),
        settings=AnalysisSettings(condition="flat"),
        condition=read_condition("flat"),
        notes=("said twice", "said twice"),
    )


def test_contract_of_the_first_schema() -> None:
    summary = summarise(analysis())
    assert json.loads(json.dumps(plain(summary), allow_nan=False))
    assert summary["schema"] == 1
    assert summary["trial"] == "squat"
    assert summary["verdict"] == summary["reps"][0]["verdict"] == "flexion beyond neutral"
    assert len(summary["reps"]) == 2
    built = summary["person"]["proportions"]
    assert built["femur_per_tibia"]["value"] == pytest.approx(1.1)
    assert built["femur_per_trunk"]["value"] is None
    # Held for 0.1 s, so a little less than the 110° of a single frame.
    assert summary["person"]["ranges"]["hip_flexion_r_deg"]["value"] == pytest.approx(110, abs=3)
    for rep in summary["reps"]:
        assert rep["pelvis_wink_deg"]["value"] == pytest.approx(
            22.5, abs=0.1
        )  # from -7.5° at 0.75 to 15°
        assert rep["onset"]["depth_fraction"]["value"] == pytest.approx(0.75, abs=0.05)
        for name in ("hip_flexion_deg", "knee_flexion_deg"):
            assert set(rep["onset"][name]) == {"value", "low", "high"}
        assert rep["start_s"] < rep["onset"]["time_s"]["value"] < rep["bottom_s"] < rep["end_s"]
    assert summary["notes"].count("said twice") == 1
    assert summary["load"]["level"] == "none"
    assert summary["load"]["reason"] == "loads were not asked for"
    intervals = dict(summary["intervals"])
    assert intervals.pop("samples") == 0
    assert set(intervals.values()) == {None}  # there is no seed nor noise without samples
    assert summary["means"]["pelvis_wink_deg"]["n"] == 2
    assert summary["rep_guard"][0]["moved_mm"]["value"] == 3.0
    assert [e["name"] for e in summary["events"] if e["rep"] == 1][:2] == ["start", "onset"]
    assert set(summary["reps"][0]["measures"]) <= set(summary["definitions"])
    assert "/home/jane" not in json.dumps(plain(summary))


def test_guard_names_the_repetitions_it_concerns() -> None:
    entries = {entry["flag"]: entry for entry in summarise(analysis())["guard"]}
    assert entries["beyond_range"]["rep"] == 1
    assert entries["beyond_range"]["value"] == 131.0
    assert entries["beyond_range"]["frames"] == 49
    assert entries["unsolved"]["rep"] is None


def test_muscle_lengths_at_standing_onset_and_bottom() -> None:
    summary = summarise(analysis())
    for row, rep in zip(summary["muscle"]["bflh_r"]["reps"], summary["reps"], strict=True):
        assert row["standing_m"]["value"] == pytest.approx(0.4, rel=2e-3)
        assert row["bottom_m"]["value"] == pytest.approx(0.44, rel=1e-3)
        assert row["standing_to_bottom_percent"]["value"] == pytest.approx(10, abs=0.3)
        share = rep["onset"]["depth_fraction"]["value"]
        assert row["onset_m"]["value"] == pytest.approx(0.4 * (1 + 0.1 * share), rel=2e-3)
        assert row["onset_to_bottom_percent"]["value"] == pytest.approx(10 * (1 - share), abs=0.3)


def test_no_wink_has_no_onset_and_no_length_there() -> None:
    summary = summarise(analysis(wink_deg=0.0))
    assert summary["verdict"] == "no wink"
    assert all(rep["onset"] is None and rep["unwind_deg"] is None for rep in summary["reps"])
    row = summary["muscle"]["bflh_r"]["reps"][0]
    assert row["onset_m"] is None
    assert row["onset_to_bottom_percent"] is None


def test_unknown_numbers_are_null() -> None:
    assert measured(NAN) == {"value": None, "low": None, "high": None}
    bare = analysis()
    bare.motion = replace(
        bare.motion, markers=(), marker_error_m=np.zeros((1000, 0)), weights=np.zeros(0)
    )
    assert summarise(bare)["markers"]["rms_m"]["value"] is None


def test_the_worst_marker_is_named() -> None:
    worse = analysis()
    error = worse.motion.marker_error_m.copy()
    error[250, 1] = 0.02
    error[3] = NAN
    worse.motion = replace(worse.motion, marker_error_m=error)
    markers = summarise(worse)["markers"]
    assert markers["max_at"] == {"marker": "C7", "time_s": 2.5}
    assert markers["max_m"]["value"] == 0.02


def test_fills_open_gaps_and_doubts_of_a_trial() -> None:
    gappy = analysis()
    points = np.ones((1000, 3, 3))
    points[10:12, 0] = NAN
    points[990:, 1] = NAN
    points[:, 2] = NAN  # never seen: not a gap
    fill = Fill("A", 100, 104, "spline", ("A",))
    gappy.trial = Trial(
        "squat", None, gappy.motion.time_s, 100.0, ("A", "B", "C"), points, fills=(fill,)
    )
    gappy.trial = replace(gappy.trial, doubts=("mind this.",))
    summary = summarise(gappy)
    assert summary["warnings"] == ["mind this."]
    assert summary["markers"]["fills"][0]["frames"] == 5
    gaps = {gap["marker"]: gap for gap in summary["markers"]["open_gaps"]}
    assert gaps["A"] == {
        "marker": "A",
        "first_s": pytest.approx(0.1),
        "last_s": pytest.approx(0.11),
        "frames": 2,
    }
    assert gaps["B"]["frames"] == 10
    assert set(gaps) == {"A", "B"}


@pytest.mark.parametrize("content", ["{}", '{"schema": 2}', '{"schema": "1"}'])
def test_unknown_schema_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "summary.json").write_text(content)
    with pytest.raises(OutputError, match="schema"):
        load_summary(tmp_path)
    with pytest.raises(OutputError, match="no summary here"):
        load_summary(tmp_path / "nowhere")
