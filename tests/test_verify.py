"""``analyze --verify``: OpenSim's own tool on the files of a result."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from opensim_wink.cli import main
from opensim_wink.report.summary import load_summary
from opensim_wink.samples import samples_folder
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trc import write_trc


def cut(source: Path, path: Path, frames: slice) -> Path:
    whole = turn_to_opensim(read_trial(source))
    points = whole.points_m[frames]
    write_trc(path, replace(whole, time_s=whole.time_s[frames], points_m=points))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[str, dict[str, object]]:
    assert main([str(argument) for argument in arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return " ".join(captured.out.split()), load_summary(Path("out"))


def check(told: str, summary: dict[str, object], frames: int) -> None:
    verify = summary["verify"]
    assert verify["agrees"] is True
    assert verify["frames"] == frames
    assert verify["pelvic_tilt_deg"] < 0.05
    assert verify["lumbar_flexion_deg"] < 0.05
    assert set(verify["coordinates"]) > {"pelvis_tilt", "hip_flexion_r"}
    assert f"OpenSim's own tool repeats the angles over {frames} frames" in told
    record = json.loads(Path("out/provenance.json").read_text("utf-8"))
    assert record["verify"] == verify
    files = {p.relative_to("out").as_posix() for p in Path("out").rglob("*") if p.is_file()}
    assert files == set(record["files"])
    assert not [name for name in files if re.search(r"ik_opensim|marker_errors|verify-", name)]
    assert [path.name for path in Path().iterdir() if path.suffix != ".trc"] == ["out"]


def test_a_sample_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = samples_folder()
    cut(folder / "wink.c3d", tmp_path / "part.trc", slice(238, 250))  # the bottom of a squat
    told, summary = run(
        capsys, "analyze", "part.trc", "--static", folder / "wink_static.c3d", "--verify",
        "-o", "out", "--mass", 61.5,
    )  # fmt: skip
    check(told, summary, 12)
    frames = pd.read_parquet("out/frames.parquet")
    assert frames["pelvis_residual_mm"].between(0, 20).all()
    assert frames["tilt_sd_deg_per_mm"].between(0.05, 0.5).all()
    assert not frames["guard.pelvis_shape"].any()


@pytest.mark.real
def test_a_real_trial(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    real = shared / "real" / "opencap_subject4"
    cut(real / "squats1.trc", tmp_path / "part.trc", slice(130, 142))
    told, summary = run(
        capsys, "analyze", "part.trc", "--model", real / "manually_scaled.osim",
        "--ik-tasks", real / "Setup_IK_Mocap.xml", "--verify", "-o", "out",
    )  # fmt: skip
    check(told, summary, 12)


@pytest.mark.real
def test_a_motion_has_no_markers_to_verify_from(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    real = shared / "real" / "opencap_subject4"
    status = main([
        "analyze", str(real / "squats1_converged_ik.mot"), "--model",
        str(real / "manually_scaled.osim"), "--verify", "-o", "out",
    ])  # fmt: skip
    assert status == 2
    assert "--verify needs the markers" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
