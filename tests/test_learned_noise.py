"""What the recording shows of the markers' errors reaches the intervals, unless the user says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.cli.analyze import settings_from
from opensim_wink.cli.parser import build_parser
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.report.summary import summarise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trc import write_trc


@pytest.mark.parametrize(("given", "learned"), [([], True), (["--noise", "pelvis=6"], False)])
def test_noise_that_the_user_gives_is_taken_as_it_is(given: list[str], learned: bool) -> None:
    arguments = build_parser().parse_args(["analyze", "squat.c3d", "-o", "out", *given])
    settings = settings_from(arguments)
    assert settings.learn_noise is learned
    assert settings.noise == MarkerNoise()


@pytest.fixture(scope="module")
def both(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, Analysis]:
    """Two repetitions of a deep squat in which an ASIS slides by 3 cm, learned from and not."""
    folder = shared / "real" / "deep_squat"
    trial = read_trial(folder / "DLS01.trc")
    early = trial.time_s < trial.time_s[0] + 4.5
    path = tmp_path_factory.mktemp("deep") / "deep.trc"
    write_trc(path, replace(trial, time_s=trial.time_s[early], points_m=trial.points_m[early]))
    settings = AnalysisSettings(samples=100)
    model = folder / "final.osim"
    return (
        analyze(path, model, settings),
        analyze(path, model, replace(settings, learn_noise=False)),
    )


@pytest.mark.real
def test_a_sliding_asis_widens_the_interval_and_is_said(both: tuple[Analysis, Analysis]) -> None:
    learned, taken = both
    noise = learned.found.noise
    assert noise is not None
    assert noise.noise.pelvis_mm > 10
    assert any("markers of the pelvis move against the model" in note for note in learned.notes)
    assert set(noise.notes) <= set(learned.notes)
    widths = [
        one.squat.reps[0].pelvis_wink_deg.high - one.squat.reps[0].pelvis_wink_deg.low
        for one in both
    ]
    assert widths[0] > 1.2 * widths[1]
    assert not any("against the model by more" in note for note in taken.notes)


@pytest.mark.real
def test_the_summary_holds_what_was_assumed_and_what_was_used(
    both: tuple[Analysis, Analysis],
) -> None:
    learned, taken = (summarise(one)["intervals"] for one in both)
    assert learned["assumed_noise"] == taken["noise"] == taken["assumed_noise"]
    assert taken["noise"]["pelvis_mm"] == MarkerNoise().pelvis_mm
    assert learned["noise"]["pelvis_mm"] > 10
