"""The guard over whole trials: what it must object to, and where it must be quiet."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink import assessing
from opensim_wink.analysis import Analysis, analyze
from opensim_wink.errors import TrialError
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

FOLDER = samples_folder()
Change = Callable[[np.ndarray, Trial], None]


@pytest.fixture(autouse=True)
def without_muscles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Muscles and loads have no part in what is asked here, and take most of the time."""
    silent = SimpleNamespace(notes=(), flags=())
    for name in ("muscle_curves", "guard_muscles", "try_hamstrings"):
        monkeypatch.setattr(assessing, name, lambda *_, **__: silent)
    monkeypatch.setattr(assessing, "load_motion", lambda *_, **__: (None, None))


@cache
def turned(name: str) -> Trial:
    return turn_to_opensim(read_trial(FOLDER / f"{name}.c3d"))


def changed(name: str, folder: Path, change: Change) -> Path:
    """A sample trial with its markers changed, in the folder."""
    trial = turned(name)
    points = trial.points_m.copy()
    change(points, trial)
    path = folder / f"{name}.trc"
    write_trc(path, replace(trial, points_m=points))
    return path


def analysed(trial: Path, static: Path, mass_kg: float = 61.5) -> Analysis:
    settings = AnalysisSettings(static=static, mass_kg=mass_kg, samples=0)
    return analyze(trial, settings=settings)


def columns(trial: Trial, *labels: str) -> list[int]:
    return [trial.labels.index(label) for label in labels]


def lift(label: str, first: int = 0) -> Change:
    """Move a marker up by 3 cm, from a frame on."""

    def change(points: np.ndarray, trial: Trial) -> None:
        points[first:, columns(trial, label)[0], 1] += 0.03

    return change


def exchange(a: str, b: str, first: int = 0) -> Change:
    def change(points: np.ndarray, trial: Trial) -> None:
        pair = columns(trial, a, b)
        points[first:, pair] = points[first:, pair[::-1]]

    return change


@pytest.mark.parametrize("name", ["wink", "no_wink", "goblet", "deep_trap", "heels_raised"])
def test_quiet_on_clean_trials(name: str) -> None:
    truth = json.loads((FOLDER / f"{name}.truth.json").read_text("utf-8"))
    found = analyze(
        FOLDER / f"{name}.c3d",
        settings=AnalysisSettings(
            static=FOLDER / truth["static"], barbell_kg=truth["held_kg"] or None, samples=0
        ),
    )
    assert found.guard == ()
    assert found.squat.verdict == truth["verdict"]
    for rep in found.found.rep_guard:
        assert rep.displaced_mm < 5.0
        assert rep.moved_mm < 10.0
        assert abs(rep.without_asis_deg) < 1.0
        assert abs(rep.without_psis_deg) < 1.0


@pytest.mark.parametrize("label", ["LASI", "RPSI"])
def test_a_marker_moved_by_3_cm_since_the_static_trial(tmp_path: Path, label: str) -> None:
    found = analysed(changed("wink", tmp_path, lift(label)), FOLDER / "wink_static.c3d")
    moved = [flag for flag in found.guard if flag.flag == "marker_moved"]
    assert len(moved) == len(found.squat.reps) == 3
    # It shifts neutral, which the static trial gave, by some five degrees.
    assert all(flag.blocks for flag in moved)
    assert found.squat.verdict == "cannot tell"
    assert {flag.flag for flag in found.guard} >= {"pelvis_shape"}


def test_where_the_pelvis_does_not_tuck_such_a_marker_changes_nothing(tmp_path: Path) -> None:
    trial = changed("no_wink", tmp_path, lift("L_IAS"))
    found = analysed(trial, FOLDER / "no_wink_static.c3d", 84.0)
    moved = [flag for flag in found.guard if flag.flag == "marker_moved"]
    assert len(moved) == 2
    assert not any(flag.blocks for flag in moved)
    assert found.squat.verdict == "no wink"


def test_a_marker_that_slips_in_a_descent_blocks_that_repetition(tmp_path: Path) -> None:
    first = 560  # in the second of three descents
    found = analysed(changed("wink", tmp_path, lift("LASI", first)), FOLDER / "wink_static.c3d")
    verdicts = [rep.verdict for rep in found.squat.reps]
    assert verdicts[0] == "flexion beyond neutral"
    assert verdicts[1:] == ["cannot tell", "cannot tell"]
    assert "slipped" in found.squat.reps[1].reason
    assert found.found.rep_guard[0].moved_mm < 10.0
    assert found.found.rep_guard[1].moved_mm > 20.0


@pytest.mark.parametrize("static_too", [False, True])
def test_labels_exchanged_for_the_whole_trial_are_refused(tmp_path: Path, static_too: bool) -> None:
    trial = changed("wink", tmp_path, exchange("LASI", "RASI"))
    static = FOLDER / "wink_static.c3d"
    if static_too:
        static = changed("wink_static", tmp_path, exchange("LASI", "RASI"))
    with pytest.raises(TrialError, match="exchanged"):
        analysed(trial, static)


def test_labels_exchanged_from_the_middle_on_block(tmp_path: Path) -> None:
    first = 415
    trial = changed("no_wink", tmp_path, exchange("L_IAS", "R_IAS", first))
    found = analysed(trial, FOLDER / "no_wink_static.c3d", 84.0)
    for name in ("pelvis_shape", "pelvis_residual"):
        (flag,) = [f for f in found.guard if f.flag == name and f.blocks]
        np.testing.assert_array_equal(np.flatnonzero(flag.frames), range(first, len(flag.frames)))
    assert found.squat.reps[0].verdict == "no wink"
    assert all(rep.verdict == "cannot tell" for rep in found.squat.reps[1:])


def test_frames_held_or_lost_about_a_bottom_block_that_repetition(tmp_path: Path) -> None:
    trial = turned("wink")
    points = trial.points_m.copy()
    points[189:313] = points[188]  # the bottom of the first squat, and when the tuck begins
    kept = np.r_[0:892, 982 : len(points)]  # without that of the third
    path = tmp_path / "wink.trc"
    time_s = trial.time_s[: len(kept)]
    write_trc(path, replace(trial, points_m=points[kept], time_s=time_s, analog=None, plates=()))
    found = analysed(path, FOLDER / "wink_static.c3d")
    assert [rep.verdict for rep in found.squat.reps] == [
        "cannot tell",
        "flexion beyond neutral",
        "cannot tell",
    ]
    held, lost = (
        next(flag for flag in found.guard if flag.flag == name)
        for name in ("held_frames", "time_break")
    )
    assert held.value == pytest.approx(1.24)
    np.testing.assert_array_equal(np.flatnonzero(held.frames), range(189, 313))
    at = np.flatnonzero(lost.frames)
    assert len(at)
    assert np.abs(at - 892).max() <= 12
    assert np.ptp(at) >= 20  # as far as the low-pass may move the bottom from it
    assert f"at {time_s[at[0] + 10]:.2f} s" in lost.reason
    assert f"at {time_s[189]:.2f} s" in held.reason


@pytest.mark.real
def test_the_front_of_the_pelvis_lost_at_depth(shared: Path) -> None:
    trial = shared / "real" / "occluded_squat" / "squat.c3d"
    found = analyze(trial, settings=AnalysisSettings(samples=0))
    (lost,) = [flag for flag in found.guard if flag.flag == "pelvis_end"]
    assert lost.blocks
    assert len(found.squat.reps) == 2
    for rep in found.squat.reps:
        times = rep.repetition
        assert lost.frames[times.start : times.bottom_end + 1].any()
        assert rep.verdict == "cannot tell"
    changes = [abs(rep.without_asis_deg) for rep in found.found.rep_guard]
    assert max(changes) > 2.5


@pytest.mark.real
def test_real_squats_with_their_own_model_are_not_blocked(shared: Path) -> None:
    real = shared / "real" / "opencap_subject4"
    found = analyze(
        real / "squats1.trc",
        real / "manually_scaled.osim",
        AnalysisSettings(ik_tasks=real / "Setup_IK_Mocap.xml", samples=0),
    )
    assert not any(flag.blocks for flag in found.guard)
    assert {flag.flag for flag in found.guard} <= {"pelvis_shape", "raw_tilt"}
    for rep in found.found.rep_guard:
        assert rep.displaced_mm < 15.0
        assert rep.moved_mm < 15.0
        assert abs(rep.without_asis_deg) < 2.5
        assert abs(rep.without_psis_deg) < 2.5
