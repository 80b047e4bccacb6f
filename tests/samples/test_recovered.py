"""The whole chain on the sample trials: what was put in comes out, within the noise put in.

Beside the noise of the cameras each trial has markers that sit 3 mm (SD) off their landmarks, skin
that moves, and a body whose segments are scaled unevenly; the limits below hold all of them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.body.build import packaged_model_path
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.samples import samples_folder
from opensim_wink.scaling.subject import scale_subject
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial

FOLDER = samples_folder()
SQUATS = ("wink", "no_wink", "arched_return", "deep_trap", "heels_raised", "goblet")

AMPLITUDE_DEG, ANGLE_DEG, KNEE_DEG = 1.5, 3.0, 1.5
# A laboratory that determines hip centres lets the height of the pelvis be measured; otherwise it
# is taken from the rest of the body, 1 to 2 % from the truth.
SPLIT_DEG = {True: 1.5, False: 2.5}


@pytest.fixture(scope="module", params=SQUATS)
def analysed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    name = request.param
    truth = json.loads((FOLDER / f"{name}.truth.json").read_text())
    static = FOLDER / truth["static"]
    model = tmp_path_factory.mktemp("model") / f"{name}.osim"
    scale_subject(
        packaged_model_path(),
        turn_to_opensim(read_trial(static)),
        mass_kg=truth["person"]["mass_kg"],
        out_path=model,
    )
    return truth, analyze(FOLDER / f"{name}.c3d", model, AnalysisSettings(static=static))


def test_verdict_is_the_truth(analysed: tuple[dict, Analysis]) -> None:
    truth, found = analysed
    assert found.squat.verdict == truth["verdict"], found.squat.reason
    assert len(found.squat.reps) == len(truth["reps"])


def test_amplitudes_and_bottom_are_the_truth(analysed: tuple[dict, Analysis]) -> None:
    truth, found = analysed
    for rep, true in zip(found.squat.reps, truth["reps"], strict=True):
        assert rep.pelvis_wink_deg.value == pytest.approx(
            true["pelvis_wink_deg"], abs=AMPLITUDE_DEG
        )
        assert rep.lumbar_wink_deg.value == pytest.approx(
            true["lumbar_wink_deg"], abs=AMPLITUDE_DEG
        )
        for name, limit in (("hip_flexion_deg", ANGLE_DEG), ("knee_flexion_deg", KNEE_DEG)):
            measured = getattr(rep.bottom, name).value
            assert measured == pytest.approx(np.mean(true["bottom"][name]), abs=limit), name


def test_lumbar_split_and_onset_are_the_truth(analysed: tuple[dict, Analysis]) -> None:
    truth, found = analysed
    limit = SPLIT_DEG[found.trial is not None and "R_HJC" in found.trial.labels]
    for rep, true in zip(found.squat.reps, truth["reps"], strict=True):
        if true["onset"] is None:
            assert rep.onset is None
            continue
        assert rep.onset is not None
        assert rep.unwind_deg is not None
        assert rep.true_flexion_deg is not None
        assert rep.unwind_deg.value == pytest.approx(true["unwind_deg"], abs=limit)
        assert rep.true_flexion_deg.value == pytest.approx(true["true_flexion_deg"], abs=limit)
        assert rep.onset.depth_fraction.value == pytest.approx(
            true["onset"]["depth_fraction"], abs=0.09
        )


def test_stance_and_balance_are_the_truth(analysed: tuple[dict, Analysis]) -> None:
    truth, found = analysed
    deep, raised = truth["trial"] == "deep_trap", truth["trial"] == "heels_raised"
    toe_out_deg, heels_m = (14.0, 0.36) if deep else (16.0, 0.34)
    # With one marker beside the knee, and none on its other side, scaling holds the thighs near to
    # neutral, and the feet with them: they come out too straight.
    one_sided = truth["laboratory"]["label_set"] == "plug_in_gait"
    low_deg, high_deg = (-11.0, 0.0) if one_sided else (-4.5, 4.5)
    for setting in found.found.settings_of_reps:
        feet, over = setting.stance, setting.balance
        for side in "rl":
            turned = getattr(feet, f"toe_out_{side}_deg")
            assert low_deg < turned - toe_out_deg < high_deg, side
        # Ankle centres lie a little further out than the heels.
        assert feet.stance_width_cm == pytest.approx(100.0 * heels_m + 1.0, abs=1.5)
        assert feet.feet_offset_cm == pytest.approx(0.0, abs=1.0)
        slope_deg = np.rad2deg(np.arcsin(0.03 / 0.2)) if raised else 0.0
        assert feet.foot_pitch_start_deg == pytest.approx(slope_deg, abs=2.0)
        # Nobody told the analysis of the weight that is held.
        held = truth["held_kg"] > 0.0
        for moment in ("start", "bottom"):
            centre, pressed = (
                getattr(over, f"{what}_over_foot_{moment}_fraction") for what in ("com", "cop")
            )
            assert 0.2 < pressed < 0.45
            assert (abs(centre - pressed) < 0.04) != held, moment


def test_what_is_no_squat_is_not_called_one(tmp_path: Path) -> None:
    name = "straight_leg_raise"
    truth = json.loads((FOLDER / f"{name}.truth.json").read_text())
    model = tmp_path / "scaled.osim"
    scale_subject(
        packaged_model_path(),
        turn_to_opensim(read_trial(FOLDER / truth["static"])),
        mass_kg=truth["person"]["mass_kg"],
        out_path=model,
    )
    found = analyze(FOLDER / f"{name}.c3d", model)
    assert found.squat.verdict == truth["verdict"]
    assert found.squat.reps == ()
    bottom = truth["reps"][0]["bottom"]
    frame = int(np.argmin(np.abs(found.motion.time_s - bottom["time_s"])))
    hip = np.rad2deg(found.motion.coordinate("hip_flexion_r")[frame])
    start = np.rad2deg(found.motion.coordinate("hip_flexion_r")[:20].mean())
    true_start = truth["at_start"]["hip_flexion_deg"][0]
    assert hip - start == pytest.approx(bottom["hip_flexion_deg"][0] - true_start, abs=ANGLE_DEG)


def test_the_trap_is_one(tmp_path: Path) -> None:
    """With the hips stopped at 120 degrees, as stock models stop them, a wink appears."""
    model = tmp_path / "scaled.osim"
    static = turn_to_opensim(read_trial(FOLDER / "deep_trap_static.c3d"))
    scale_subject(packaged_model_path(), static, mass_kg=84.0, out_path=model)
    found = analyze(FOLDER / "deep_trap.c3d", model)
    assert found.trial is not None
    assert found.match is not None
    assert found.tasks is not None
    bottom = found.squat.reps[0].repetition.bottom
    frames = slice(bottom - 2, bottom + 3)
    part = replace(
        found.trial,
        time_s=found.trial.time_s[frames],
        points_m=found.trial.points_m[frames],
    )
    tree = found.subject.tree
    hips = [tree.coordinate(f"hip_flexion_{side}") for side in "rl"]
    locked, default = tree.locked.copy(), tree.default.copy()
    locked[hips], default[hips] = True, np.deg2rad(120.0)
    stopped = solve_inverse_kinematics(
        replace(tree, locked=locked, default=default), part, found.match.mapping, found.tasks
    )
    free = found.motion.values[frames]
    tilt, lumbar = (tree.coordinate(name) for name in ("pelvis_tilt", "lumbar_extension"))
    invented = np.rad2deg(stopped.values - free).mean(axis=0)
    assert invented[tilt] > 5.0
    assert -invented[lumbar] > 5.0
