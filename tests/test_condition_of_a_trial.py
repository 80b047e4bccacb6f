"""A trial's condition: what is stated, else what the file beside it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from opensim_wink.analysis import analyze
from opensim_wink.assessing import _condition_notes
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import SettingError
from opensim_wink.load.settings import LoadSettings
from opensim_wink.report.comparison.session import read_session
from opensim_wink.report.files import write_results
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged sample with a ``conditions.yaml`` beside it."""
    here = tmp_path_factory.mktemp("P07")
    for name in ("wink.c3d", "wink_static.c3d"):
        shutil.copy(samples_folder() / name, here / name)
    (here / "conditions.yaml").write_text(
        "person: Ida\nstatic: wink_static.c3d\n"
        "trials:\n  wink.c3d: {condition: heels_raised, heel_mm: 25, note: on plates}\n"
    )
    return here / "wink.c3d"


def test_it_goes_from_the_file_through_the_folder_into_the_session(
    trial: Path, tmp_path: Path
) -> None:
    settings = AnalysisSettings(samples=100, loads=LoadSettings(level="none"))
    analysis = analyze(trial, settings=settings)
    summary = write_results(analysis, tmp_path / "out" / "heels")
    assert summary["condition"] == "heels_raised: 25"
    assert analysis.scaled is not None  # from the static trial that the file names
    assert analysis.settings.static == trial.parent / "wink_static.c3d"
    session = read_session([tmp_path / "out" / "heels"])
    (read,) = session.trials
    assert read.condition == Condition("heels_raised", 25.0, "on plates")
    assert session.notes == ()
    assert session.person == "Ida"
    table = analysis.squat.to_frame()
    assert read.values["pelvis_wink_deg"] == pytest.approx(table["pelvis_wink_deg"], abs=1e-4)
    assert read.draws["pelvis_wink_deg"].shape == (3, 100)
    assert read.descent is not None
    # Both name the same angle at the deepest depth that the curve reaches.
    bottom = table["bottom_hip_flexion_deg"].to_numpy()
    deepest = [curve[~(curve != curve)][-1] for curve in read.descent.curves["hip_flexion_deg"]]
    assert deepest == pytest.approx(bottom, abs=3.0)
    assert read.person["hip_flexion_r_deg"] == pytest.approx(bottom.max(), abs=5.0)


def test_what_cannot_be_is_refused_before_any_work(trial: Path) -> None:
    with pytest.raises(SettingError, match="heel_mm is '900'"):
        analyze(trial, settings=AnalysisSettings(condition="heels_raised: 900"))


@pytest.mark.parametrize(
    ("condition", "kg", "said"),
    [
        ("loaded: 40", None, "states 40 kg, and none was given"),
        ("goblet: 12.5", None, "add --hand-weights 12.5."),
        ("counterweight", None, "add --hand-weights KG."),
        ("loaded", None, "add --barbell KG."),
        ("loaded: 40", 0.0, ""),
        ("loaded: 40", 40.0, ""),
        ("loaded: 0", None, ""),
        ("heels_raised: 25", None, ""),
    ],
)
def test_a_weight_that_only_the_condition_states_is_pointed_out(
    condition: str, kg: float | None, said: str
) -> None:
    settings = AnalysisSettings(condition=condition, barbell_kg=kg)
    notes = _condition_notes("squat", settings)
    assert len(notes) == bool(said)
    assert said in "".join(notes)
