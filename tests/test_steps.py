"""The chain step by step gives what the chain at once gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

import opensim_wink as ow


@pytest.fixture(scope="module")
def trial() -> ow.Trial:
    return ow.read_trial(ow.samples_folder() / "no_wink.c3d")


@pytest.fixture(scope="module")
def subject() -> ow.Subject:
    return ow.scale_model(ow.read_trial(ow.samples_folder() / "no_wink_static.c3d"))


@pytest.fixture(scope="module")
def motion(subject: ow.Subject, trial: ow.Trial) -> ow.Motion:
    return ow.solve_motion(subject, trial)


@pytest.fixture(scope="module")
def at_once() -> ow.Analysis:
    settings = ow.AnalysisSettings(
        static=ow.samples_folder() / "no_wink_static.c3d",
        samples=0,
        loads=ow.LoadSettings(level="moments"),
    )
    return ow.analyze(str(ow.samples_folder() / "no_wink.c3d"), settings=settings)


def test_the_motion_is_the_same(motion: ow.Motion, at_once: ow.Analysis) -> None:
    assert motion.coordinates == at_once.motion.coordinates
    np.testing.assert_allclose(motion.values, at_once.motion.values, atol=1e-6)


def test_so_are_the_squats(subject: ow.Subject, motion: ow.Motion, at_once: ow.Analysis) -> None:
    squat = ow.analyze_squats(ow.squat_signals(subject, motion))
    assert squat.verdict == at_once.squat.verdict == "no wink"
    assert [rep.repetition.bottom_s for rep in squat.reps] == [
        rep.repetition.bottom_s for rep in at_once.squat.reps
    ]


def test_so_are_the_loads(
    subject: ow.Subject, motion: ow.Motion, trial: ow.Trial, at_once: ow.Analysis
) -> None:
    loads = ow.joint_loads(subject, motion, trial, at_once.settings)
    assert at_once.loading is not None
    theirs = at_once.loading.loads.to_frame(at_once.subject.tree)
    ours = loads.to_frame(subject.tree)
    assert list(ours.columns) == list(theirs.columns)
    np.testing.assert_allclose(ours, theirs, atol=0.05, equal_nan=True)


def test_a_weight_enters_the_loads(subject: ow.Subject, motion: ow.Motion) -> None:
    plain = ow.AnalysisSettings(loads=ow.LoadSettings(level="moments"))
    bar = ow.AnalysisSettings(loads=ow.LoadSettings(level="moments"), barbell_kg=40)
    without, with_bar = (ow.joint_loads(subject, motion, None, s) for s in (plain, bar))
    assert without.ground.source == "estimate"
    assert without.lumbosacral is not None
    assert with_bar.lumbosacral is not None
    largest = [np.nanmax(one.lumbosacral.above_nm[:, 2]) for one in (without, with_bar)]
    assert largest[1] > 1.3 * largest[0]


def test_asking_for_no_loads_is_refused(subject: ow.Subject, motion: ow.Motion) -> None:
    none = ow.AnalysisSettings(loads=ow.LoadSettings(level="none"))
    with pytest.raises(ow.SettingError, match="'moments' or 'muscles'"):
        ow.joint_loads(subject, motion, None, none)


def test_muscles_come_as_a_table(subject: ow.Subject, motion: ow.Motion) -> None:
    curves = ow.muscle_curves(subject, motion, ["semimembranosus"])
    table = curves.to_frame()
    assert table.index.name == "time_s"
    assert len(table) == motion.n_frames
    name = curves.names[0]
    np.testing.assert_array_equal(table[f"length.{name}_m"], curves.length_m[:, 0])
    assert (table[f"arm.hip_flexion.{name}_m"] < 0).all()  # extends the hip
    assert (table[f"arm.knee_flexion.{name}_m"] > 0).all()  # flexes the knee
    assert f"arm.lumbar_flexion.{name}_m" not in table


def test_what_is_said_of_hamstrings_needs_a_wink(subject: ow.Subject, motion: ow.Motion) -> None:
    signals = ow.squat_signals(subject, motion)
    claims = ow.hamstring_claims(
        subject, motion, signals, ow.analyze_squats(signals), ow.muscle_curves(subject, motion)
    )
    answer = claims.verdict("blame")
    assert answer.verdict == "inconclusive"
    assert "There is no" in answer.reason
    assert set(claims.to_frame()["rep"]) == {1, 2}


def test_a_model_taken_as_it_is_serves_too(subject: ow.Subject) -> None:
    again = ow.load_subject(subject.model_path)
    assert again.mass_kg == pytest.approx(subject.mass_kg)
    assert again.tree.coordinates == subject.tree.coordinates


def test_a_model_of_ones_own_is_scaled() -> None:
    static = ow.read_trial(ow.samples_folder() / "wink_static.c3d")
    scaled = ow.scale_model(static, str(ow.packaged_model_path()), mass_kg=60)
    assert scaled.mass_kg == pytest.approx(60, abs=0.01)


def test_a_study_of_somebody_unknown_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    shutil.copy(ow.samples_folder() / "wink.c3d", tmp_path / "recordings" / "P01_baseline_1.c3d")
    study = tmp_path / "study.yaml"
    pattern = "{participant}_{condition}_{trial}.c3d"
    study.write_text(f'data: recordings\npattern: "{pattern}"\n', "utf-8")
    plan = ow.plan_study(study)
    assert [job.participant for job in plan.jobs] == ["P01"]
    with pytest.raises(ow.SettingError, match="P02"):
        ow.run_study(plan, tmp_path / "out", only=["P02"])
    assert not (tmp_path / "out").exists()
