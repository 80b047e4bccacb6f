"""The examples run, write where they are told, and say what is true of the samples."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import opensim_wink as ow

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_example_is_run_here() -> None:
    here = Path(__file__).read_text("utf-8")
    run = set(re.findall(r'load\("(\w+)"\)', here))
    assert {path.stem for path in EXAMPLES.glob("*.py")} == run


def test_one_trial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    analysis = load("one_trial").main(tmp_path / "out")
    assert analysis.squat.verdict == "flexion beyond neutral"
    assert (tmp_path / "out" / "report.html").is_file()
    assert "repetition 3:" in capsys.readouterr().out
    assert "<table>" in analysis._repr_html_()


def test_own_motion(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    analysis = load("own_motion").main(tmp_path / "out")
    assert analysis.squat.verdict in ("no wink", "cannot tell")
    assert analysis.squat.n_samples == 0
    assert len(analysis.squat.reps) == 2
    assert "L5/S1 from above" in capsys.readouterr().out


def test_conditions(tmp_path: Path) -> None:
    comparison = load("conditions").main(tmp_path)
    frame = comparison.to_frame()
    assert set(frame["condition"]) == {"heels_raised"}
    assert (tmp_path / "compared" / "report.html").is_file()
    assert "no diagnosis" in comparison._repr_html_()


def test_study(tmp_path: Path) -> None:
    example = load("study")
    outcomes = example.main(tmp_path)
    states = {str(outcome.folder): outcome.state for outcome in outcomes}
    assert sorted(states.values()) == ["done", "done", "failed"]
    broken = next(one for one in outcomes if one.state == "failed")
    assert broken.folder.as_posix().endswith("baseline_02")
    assert broken.step == "read"
    assert ow.write_report(tmp_path / "results") == tmp_path / "results" / "report.html"
    failures = (tmp_path / "results" / "failures.csv").read_text("utf-8")
    assert "baseline_02" in failures
    again = example.main(tmp_path)
    assert sorted(one.state for one in again) == ["failed", "reused", "reused"]


def test_own_claims(tmp_path: Path) -> None:
    comparison = load("own_claims").main(tmp_path)
    (verdict,) = comparison.verdicts
    assert verdict.verdict == "supported"
    assert (tmp_path / "wink.svg").stat().st_size > 10_000
