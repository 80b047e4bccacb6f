"""The chain refuses what would give a wrong number, and doubts what it cannot check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.analysis import analyze
from opensim_wink.errors import ModelError, MotionError, SettingError, TrialError
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.storage import read_storage, write_storage
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def squats(shared: Path) -> Path:
    return shared / "real" / "opencap_subject4"


@pytest.fixture
def two_squats(squats: Path, tmp_path: Path) -> Path:
    """The first two repetitions of a real trial."""
    trial = read_trial(squats / "squats1.trc")
    early = trial.time_s < 5.2
    short = replace(trial, time_s=trial.time_s[early], points_m=trial.points_m[early])
    write_trc(tmp_path / "two.trc", short)
    return tmp_path / "two.trc"


def edited(path: Path, factor: float, folder: Path) -> Path:
    trial = read_trial(path)
    write_trc(folder / "edited.trc", replace(trial, points_m=trial.points_m * factor))
    return folder / "edited.trc"


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_a_person_of_another_size_gets_no_verdict(
    squats: Path, two_squats: Path, tmp_path: Path, factor: float
) -> None:
    path = edited(two_squats, factor, tmp_path)
    analysis = analyze(path, squats / "manually_scaled.osim")
    assert analysis.squat.verdict == "cannot tell"
    assert any(flag.blocks for flag in analysis.guard)


def test_a_locked_lumbar_joint_is_refused(squats: Path, two_squats: Path, tmp_path: Path) -> None:
    text = (squats / "manually_scaled.osim").read_text()
    start = text.index('<Coordinate name="lumbar_extension">')
    place = text.index("<locked>", start)
    model = tmp_path / "locked.osim"
    model.write_text(text[:place] + text[place:].replace("<locked>false", "<locked>true", 1))
    with pytest.raises(ModelError, match="locks lumbar_extension"):
        analyze(two_squats, model)


def without_hamstrings(text: str) -> str:
    names = "bflh|bfsh|semimem|semiten"
    muscle = "Millard2012EquilibriumMuscle"
    return re.sub(rf'<{muscle} name="(?:{names})_[rl]".*?</{muscle}>', "", text, flags=re.DOTALL)


def with_welded_back(text: str) -> str:
    start = text.index('<CustomJoint name="back">')
    stop = text.index("</CustomJoint>", start)
    joint = re.sub(
        r"<(coordinates|SpatialTransform).*?</\1>", "", text[start:stop], flags=re.DOTALL
    )
    joint = joint.replace("<CustomJoint", "<WeldJoint") + "</WeldJoint>"
    rest = text[stop + len("</CustomJoint>") :]
    drives = r'<(CoordinateActuator|CoordinateLimitForce) name="[^"]*lumbar[^>]*>.*?</\1>'
    return text[:start] + joint + re.sub(drives, "", rest, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("edit", "said"),
    [(without_hamstrings, "has no hamstrings"), (with_welded_back, "has no lumbar joint")],
)
def test_a_model_that_lacks_what_is_asked_is_refused(
    squats: Path, two_squats: Path, tmp_path: Path, edit: Callable[[str], str], said: str
) -> None:
    model = tmp_path / "lacking.osim"
    model.write_text(edit((squats / "manually_scaled.osim").read_text()))
    with pytest.raises(ModelError, match=rf"lacking\.osim: {said}"):
        analyze(two_squats, model)


def test_a_mass_that_is_not_the_models_is_refused(squats: Path, two_squats: Path) -> None:
    with pytest.raises(SettingError, match=r"weighs 62\.6 kg, the person 120\.0 kg"):
        analyze(two_squats, squats / "manually_scaled.osim", AnalysisSettings(mass_kg=120.0))


def test_one_span_must_not_hold_two_squats(squats: Path, two_squats: Path) -> None:
    settings = AnalysisSettings(reps=((0.2, 5.0),))
    with pytest.raises(SettingError, match="holds 2 squats"):
        analyze(two_squats, squats / "manually_scaled.osim", settings)


def test_a_motion_without_tilt_is_refused_and_without_lumbar_has_none(
    squats: Path, tmp_path: Path
) -> None:
    whole = read_storage(squats / "squats1_converged_ik.mot")

    def without(name: str) -> Path:
        keep = [i for i, column in enumerate(whole.columns) if column != name]
        path = tmp_path / f"no_{name}.mot"
        columns = tuple(whole.columns[i] for i in keep)
        write_storage(path, replace(whole, columns=columns, values=whole.values[:, keep]))
        return path

    with pytest.raises(MotionError, match="no column for pelvis_tilt"):
        analyze(without("pelvis_tilt"), squats / "manually_scaled.osim")
    analysis = analyze(without("lumbar_extension"), squats / "manually_scaled.osim")
    assert np.isnan(analysis.signals.lumbar_flexion_deg).all()
    assert len(analysis.squat.reps) == 5
    assert all(np.isnan(rep.lumbar_wink_deg.value) for rep in analysis.squat.reps)


def test_trunk_markers_that_are_lost_take_the_lumbar_angle_with_them(
    squats: Path, two_squats: Path, tmp_path: Path
) -> None:
    trial = read_trial(two_squats)
    points = trial.points_m.copy()
    trunk = [trial.labels.index(m) for m in ("C7", "R_Sternum", "L_Sternum", "R_Shoulder")]
    points[:, trunk] = np.nan
    write_trc(tmp_path / "bare.trc", replace(trial, points_m=points))
    analysis = analyze(tmp_path / "bare.trc", squats / "manually_scaled.osim")
    assert np.isnan(analysis.signals.lumbar_flexion_deg).all()
    assert any("no lumbar angle" in note for note in analysis.notes)


def test_a_static_trial_gives_the_neutral(squats: Path, two_squats: Path) -> None:
    settings = AnalysisSettings(static=squats / "static1.trc", scaled=True)
    analysis = analyze(two_squats, squats / "manually_scaled.osim", settings)
    assert analysis.scaled is None
    assert analysis.squat.standing is not None
    assert analysis.squat.standing.source == "static trial"


def test_the_packaged_model_is_scaled_from_the_static(squats: Path, two_squats: Path) -> None:
    settings = AnalysisSettings(static=squats / "static1.trc", mass_kg=60.0)
    analysis = analyze(two_squats, None, settings)
    assert analysis.scaled is not None
    assert analysis.subject.mass_kg == pytest.approx(60.0, abs=0.1)
    assert analysis.subject.profile.lumbar_levels == 5
    assert len(analysis.squat.reps) == 2
    assert 1000 * np.sqrt(np.nanmean(analysis.motion.marker_error_m**2)) < 20


def test_a_posture_is_no_squat(tmp_path: Path) -> None:
    shown = np.random.default_rng(0).uniform(0.2, 1.8, (2, 12, 3))
    labels = tuple(f"M{index}" for index in range(12))
    for n_frames in (1, 2):
        trial = Trial("t", None, np.arange(n_frames) / 100, 100.0, labels, shown[:n_frames])
        path = tmp_path / f"posture{n_frames}.trc"
        write_trc(path, trial)
        with pytest.raises(
            TrialError, match=rf"posture{n_frames}\.trc: {n_frames} frames?; a squat"
        ):
            analyze(path)


def test_one_row_of_a_motion_is_no_squat(squats: Path, tmp_path: Path) -> None:
    motion = read_storage(squats / "squats1_converged_ik.mot")
    path = tmp_path / "row.mot"
    write_storage(path, replace(motion, time_s=motion.time_s[:1], values=motion.values[:1]))
    with pytest.raises(TrialError, match=r"row\.mot: 1 frame; a squat needs"):
        analyze(path, squats / "manually_scaled.osim")


def test_scaled_without_a_model_is_refused(two_squats: Path) -> None:
    with pytest.raises(SettingError, match="--scaled needs --model"):
        analyze(two_squats, None, AnalysisSettings(scaled=True))


@pytest.mark.parametrize("shift_m", [0.0, -0.03])
def test_a_verdict_that_turns_on_which_standing_is_neutral_is_none(
    tmp_path: Path, shift_m: float
) -> None:
    folder = samples_folder()
    static = turn_to_opensim(read_trial(folder / "arched_return_static.c3d"))
    points = static.points_m.copy()
    front = [static.labels.index(label) for label in ("L.ASIS", "r.ASIS")]
    points[:, front, 1] += shift_m
    write_trc(tmp_path / "static.trc", replace(static, points_m=points))
    analysis = analyze(
        folder / "arched_return.c3d",
        settings=AnalysisSettings(static=tmp_path / "static.trc", mass_kg=61.5),
    )
    flags = [flag for flag in analysis.guard if flag.flag == "standing"]
    if shift_m:
        assert analysis.squat.verdict == "cannot tell"
        assert flags[0].blocks
        assert "turns on which is neutral" in flags[0].reason
    else:
        assert analysis.squat.verdict == "return to neutral"
        assert flags == []
