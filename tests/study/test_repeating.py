"""The line that a batch leaves in each result gives the same settings and the same result."""

from __future__ import annotations

import json
import shlex
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.cli import main
from opensim_wink.cli.analyze import settings_from
from opensim_wink.cli.parser import build_parser
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job
from opensim_wink.study.merging import merged, settings_of
from opensim_wink.study.options import Options
from opensim_wink.study.repeating import command_of
from opensim_wink.study.running import run_jobs

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"
DATA = Path("/data/of the study")
FOLDER = PurePosixPath("participants/P 1/1/it's one")

NUMBER = st.floats(0, 150, allow_subnormal=False)
OPTIONS: dict[str, Any] = {
    "mass": st.floats(20, 300), "height": st.floats(1, 2.5), "barbell": st.floats(1, 500),
    "condition": st.sampled_from(["baseline", "heels_raised: 25"]), "subject": st.just("-odd one"),
    "solver": st.sampled_from(["arrays", "opensim"]),
    "neutral": st.one_of(st.just("standing"), st.floats(-90, 90)),
    "cutoff": st.floats(3, 50), "threshold": st.floats(0.5, 45),
    "slr": st.one_of(st.floats(15, 150), st.just("slr.c3d")),
    "reps": st.sampled_from([[[0, 1.5], [2, 3.25]], [[1e-05, 0.1]]]),
    "samples": st.sampled_from([0, 100, 333]), "seed": st.integers(0, 2**63 - 1),
    "loads": st.sampled_from(["none", "moments", "muscles"]),
    "hand_weights": st.lists(NUMBER, min_size=1, max_size=2),
    "no_ground_estimate": st.booleans(), "passive_fibres": st.booleans(),
    "abdominal_pressure": st.floats(0, 50), "ligament_share": st.floats(0, 1),
    "noise": st.one_of(
        st.just("none"),
        st.dictionaries(st.sampled_from(["sd", "pelvis", "head"]), NUMBER),
        st.just({"sd": 1.0, "filled_sd": 4.5}),
    ),
    **{name: st.just(f"P1/{name}; $x.c3d") for name in ("static", "labels", "ik_tasks", "grf",
                                                       "second_model", "hip_shape", "model")},
}  # fmt: skip


def job_of(settings: AnalysisSettings, model: Path | None = None, **more: Any) -> Job:
    return Job("P 1", "1", "one", settings.condition, DATA / "P1/one.c3d", model, settings, FOLDER,
               DATA, **more)  # fmt: skip


def there(path: Path | None) -> Path | None:
    return None if path is None else DATA / path


@given(st.fixed_dictionaries({}, optional=OPTIONS), st.booleans())
def test_it_says_everything_that_a_study_may_choose(stated: dict[str, Any], scaled: bool) -> None:
    if "model" in stated:
        stated["scaled"] = scaled
    if "barbell" in stated:
        stated["bar_at"] = "front"
    if "grf" in stated:
        stated["external_loads"] = "loads.xml"
    wanted, model = settings_of(merged(Options.model_validate(stated)), {}, DATA)
    command = command_of(job_of(wanted, model))
    assert command is not None
    typed = shlex.split(shlex.join(command))  # as the page shows it
    arguments = build_parser().parse_args(typed)
    found = settings_from(arguments)
    files = ("label_map", "ik_tasks", "static", "slr", "second_model", "hip_shape",
             "ground_reaction", "external_loads")  # fmt: skip
    found = replace(found, **{name: there(getattr(found, name)) for name in files})
    assert found == wanted
    assert there(arguments.model) == model
    assert there(arguments.trial) == DATA / "P1/one.c3d"
    assert arguments.output == Path(str(FOLDER))


def test_paths_tell_nothing_of_the_disk() -> None:
    far = Path("/home/somebody/models")
    settings = AnalysisSettings(static=far / "static.c3d")
    command = command_of(job_of(settings, far / "own.osim", geometry=far / "Geometry"))
    assert command is not None
    assert not any("somebody" in word for word in command)
    assert {"own.osim", "static.c3d", "Geometry"} <= set(command)
    nowhere = replace(job_of(settings), data=None)
    assert command_of(nowhere)[1] == "one.c3d"  # type: ignore[index]


@pytest.mark.parametrize(
    "settings",
    [
        AnalysisSettings(max_spline_s=0.5),
        AnalysisSettings(hamstrings=LombardSettings(alpha=0.1)),
        AnalysisSettings(noise=MarkerNoise(sd_mm=9.0)),
    ],
)
def test_what_no_option_says_has_no_command(settings: AnalysisSettings) -> None:
    assert command_of(job_of(settings)) is None


def record_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "provenance.json").read_text("utf-8"))
    return found


def test_the_command_gives_the_same_result(tmp_path: Path, monkeypatch: Any) -> None:
    data = tmp_path / "data"
    (data / "P 1").mkdir(parents=True)
    trial, static = data / "P 1" / "it's $one.c3d", data / "P 1" / "standing.c3d"
    shutil.copy(SAMPLES / "wink.c3d", trial)
    shutil.copy(SAMPLES / "wink_static.c3d", static)
    stated = {"static": "P 1/standing.c3d", "mass": 61.5, "loads": "none", "samples": 100,
              "seed": 3, "condition": "heels_raised: 25", "slr": 80.0}  # fmt: skip
    settings, _ = settings_of(merged(Options.model_validate(stated)), {}, data)
    job = Job("P 1", "1", "one", settings.condition, trial, None, settings, FOLDER, data)
    assert [one.state for one in run_jobs([job], tmp_path / "out")] == ["done"]
    first = tmp_path / "out" / FOLDER
    program, *command = record_of(first)["command"]
    assert program == "opensim-wink"
    page = unescape((first / "report.html").read_text("utf-8"))
    assert shlex.join(record_of(first)["command"]) in page
    assert "Run it in the study's data folder" in page

    monkeypatch.chdir(data)
    assert main(command) == 0
    again = data / FOLDER
    names = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    for name in names - set(map(Path, ("provenance.json", "report.html", "summary.json"))):
        assert (first / name).read_bytes() == (again / name).read_bytes(), name
    one, other = (json.loads((where / "summary.json").read_text("utf-8"))
                  for where in (first, again))  # fmt: skip
    # Who it is serves titles alone; analyze takes it from conditions.yaml and has no option.
    assert (one["person"].pop("name"), other["person"].pop("name")) == ("P 1", None)
    assert one == other
    one, other = record_of(first), record_of(again)
    assert one["settings"].pop("person") == "P 1"
    other["settings"].pop("person")
    same = ("command", "inputs", "settings", "files", "versions")
    assert {name: one[name] for name in same} == {name: other[name] for name in same}
