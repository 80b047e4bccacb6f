"""From a file to a result folder and back, on real squats."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from opensim_wink.cli import main
from opensim_wink.report.summary import load_summary
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trc import read_trc, write_trc

pytestmark = pytest.mark.real

# Wink of each repetition at 6 Hz as the published and the converged solution both give it.
PUBLISHED_WINK_DEG = [1.2, 1.7, 1.5, 0.2, 0.1]


@pytest.fixture(scope="module")
def opencap(shared: Path) -> Path:
    return shared / "real" / "opencap_subject4"


@pytest.fixture(scope="module")
def run(opencap: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One run of the command line in a process and a folder of its own; its folder and output."""
    here = tmp_path_factory.mktemp("run")
    command = [
        sys.executable, "-m", "opensim_wink", "analyze", str(opencap / "squats1.trc"),
        "--model", str(opencap / "manually_scaled.osim"),
        "--ik-tasks", str(opencap / "Setup_IK_Mocap.xml"),
        "--condition", "flat", "-o", "out/s4",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return here, done.stdout


@pytest.fixture(scope="module")
def result(run: tuple[Path, str]) -> Path:
    return run[0] / "out" / "s4"


def test_five_repetitions_and_their_wink(result: Path) -> None:
    summary = load_summary(result)
    assert summary["verdict"] == "no wink"
    winks = [rep["pelvis_wink_deg"]["value"] for rep in summary["reps"]]
    np.testing.assert_allclose(winks, PUBLISHED_WINK_DEG, atol=0.5)
    assert [rep["rep"] for rep in summary["reps"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("reference", "limits_deg"),
    [
        ("squats1_converged_ik.mot", {"pelvis_tilt": 0.01, "lumbar_extension": 0.01,
                                      "hip_flexion": 0.01, "knee_angle": 0.01}),
        ("squats1_manual_scaling_ik.mot", {"pelvis_tilt": 0.3, "lumbar_extension": 0.3,
                                           "hip_flexion": 0.6, "knee_angle": 0.6}),
    ],
)  # fmt: skip
def test_angles_are_those_of_opensim(
    result: Path, opencap: Path, reference: str, limits_deg: dict[str, float]
) -> None:
    ours, theirs = (
        read_storage(result / "opensim" / "squats1_ik.mot"),
        read_storage(opencap / reference),
    )
    assert ours.in_degrees
    np.testing.assert_allclose(ours.time_s, theirs.time_s, atol=1e-6)
    for name, limit in limits_deg.items():
        for column in [c for c in theirs.columns if c in (name, f"{name}_r", f"{name}_l")]:
            error = ours.column(column) - theirs.column(column)
            assert np.sqrt(np.mean(error**2)) <= limit, column


def test_folder_is_complete_and_nothing_lies_elsewhere(run: tuple[Path, str]) -> None:
    here, _ = run
    files = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    inside = [
        "report.html", "summary.json", "reps.csv", "events.csv", "curves.csv", "draws.npz",
        "scene.npz", "muscles.csv", "hamstrings.csv", "muscles.svg", "loads.csv", "loads.svg",
        "frames.parquet", "provenance.json", "opensim/squats1.trc", "opensim/squats1_ik.mot",
        "opensim/squats1_ik_setup.xml", "opensim/squats1_model.osim",
        "opensim/squats1_id.mot", "opensim/squats1_id.sto", "opensim/squats1_id_setup.xml",
        "opensim/squats1_external_loads.mot", "opensim/squats1_external_loads.xml",
        "opensim/squats1_StaticOptimization_activation.sto",
        "opensim/squats1_StaticOptimization_force.sto",
        "opensim/squats1_JointReaction_ReactionLoads.sto",
    ]  # fmt: skip
    assert files == {f"out/s4/{name}" for name in inside}
    record = json.loads((here / "out" / "s4" / "provenance.json").read_text())
    assert sorted(record["files"]) == sorted(inside)


def test_no_folder_of_this_machine_is_in_the_records(run: tuple[Path, str], opencap: Path) -> None:
    here, _ = run
    for path in (here / "out" / "s4").rglob("*"):
        if path.suffix in (".json", ".csv", ".mot", ".trc", ".xml"):
            text = path.read_text()
            assert str(opencap) not in text, path.name
            assert str(here) not in text, path.name


def test_json_is_strict_and_every_measured_number_has_its_shape(result: Path) -> None:
    def no_constant(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    for name in ("summary.json", "provenance.json"):
        json.loads((result / name).read_text(), parse_constant=no_constant)
    summary = load_summary(result)
    assert summary["schema"] == 1
    assert summary["condition"] == "flat"
    for rep in summary["reps"]:
        for name in ("pelvis_wink_deg", "lumbar_wink_deg"):
            assert set(rep[name]) == {"value", "low", "high"}
            assert name in summary["definitions"]
        assert rep["onset"] is None
        assert rep["verdict"] in ("no wink", "cannot tell")


def test_muscle_lengths_stand_beside_the_repetitions(result: Path) -> None:
    muscle = load_summary(result)["muscle"]
    assert {"claims", "tests", "ranking"} <= set(muscle.pop("hamstrings"))
    groups = {entry["group"] for entry in muscle.values()}
    assert {"biceps_femoris_long", "semimembranosus", "rectus_femoris"} <= groups
    for entry in muscle.values():
        assert [row["rep"] for row in entry["reps"]] == [1, 2, 3, 4, 5]
        for row in entry["reps"]:
            standing, bottom = row["standing_m"]["value"], row["bottom_m"]["value"]
            change = row["standing_to_bottom_percent"]["value"]
            assert change == pytest.approx(100 * (bottom / standing - 1), abs=1e-9)
            assert row["onset_m"] is None
    gluteus = [e for e in muscle.values() if e["group"] == "gluteus_maximus"]
    assert gluteus
    assert all(r["standing_to_bottom_percent"]["value"] > 0 for e in gluteus for r in e["reps"])


def test_muscles_at_the_moments_are_those_that_the_tests_judged(result: Path) -> None:
    muscles = pd.read_csv(result / "muscles.csv")
    tests = pd.read_csv(result / "hamstrings.csv")
    assert set(muscles["moment"]) == {"start", "bottom"}  # nobody winks
    assert muscles.groupby(["rep", "muscle"]).size().eq(2).all()
    stretch = tests[tests["test"] == "stretch"]
    both = stretch.merge(
        muscles, left_on=["rep", "muscle", "at"], right_on=["rep", "muscle", "moment"]
    )
    assert len(both) == len(stretch) == 5 * 6  # repetitions, and three hamstrings a side
    np.testing.assert_allclose(both["effect"], both["stretch_share"], rtol=0, atol=1e-4)
    told = load_summary(result)["muscle"]
    for row in muscles[muscles["moment"] == "bottom"].to_dict("records"):
        length_m = told[row["muscle"]]["reps"][row["rep"] - 1][f"{row['moment']}_m"]["value"]
        assert row["length_m"] == pytest.approx(length_m, abs=1e-6)
    change = tests[tests["test"] == "standing_to_bottom"]
    for row in change.to_dict("records"):
        percent = told[row["muscle"]]["reps"][row["rep"] - 1]["standing_to_bottom_percent"]["value"]
        assert 100 * row["effect"] == pytest.approx(percent, abs=1e-2)
    hip = muscles[muscles["group"] == "semimembranosus"]
    assert (hip["hip_arm_m"] < 0).all()  # it extends the hip
    assert (hip["knee_arm_m"] > 0).all()  # and flexes the knee
    assert (hip["fibre_over_optimum_elastic"] <= hip["fibre_over_optimum_rigid"]).all()


def test_tables_agree_with_the_summary_and_the_motion(result: Path) -> None:
    reps = pd.read_csv(result / "reps.csv", index_col="rep")
    summary = load_summary(result)
    np.testing.assert_allclose(
        reps["pelvis_wink_deg"],
        [r["pelvis_wink_deg"]["value"] for r in summary["reps"]],
        rtol=0,
        atol=0.5001e-4,  # the table is rounded
    )
    assert set(reps["condition"]) == {"flat"}
    frames = pd.read_parquet(result / "frames.parquet")
    motion = read_storage(result / "opensim" / "squats1_ik.mot")
    assert len(frames) == len(motion.time_s) == 1346
    np.testing.assert_allclose(
        frames["coordinate.pelvis_tilt_deg"], motion.column("pelvis_tilt"), atol=1e-9
    )
    assert frames["marker_rms_m"].between(0, 0.05).all()


def test_markers_are_turned_and_named_like_the_models(result: Path) -> None:
    trial = read_trc(result / "opensim" / "squats1.trc")
    followed = load_summary(result)["markers"]["followed"]
    assert set(followed) <= set(trial.labels)
    assert len(followed) == 43


def against_opensims_own_tool(folder: Path, stem: str, span_s: tuple[float, float]) -> int:
    """Let OpenSim solve part of an exported trial; number of frames, all within 0.05 deg."""
    setup = folder / f"{stem}_ik_setup.xml"
    span = f"<time_range>{span_s[0]} {span_s[1]}<"
    text, count = re.subn(r"<time_range>.*?<", span, setup.read_text())
    assert count == 1
    setup.write_text(text)
    code = (
        "import sys, opensim; opensim.Logger.removeFileSink();"
        "sys.exit(not opensim.InverseKinematicsTool(sys.argv[1]).run())"
    )
    command = [sys.executable, "-c", code, setup.name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = read_storage(folder / f"{stem}_ik_opensim.mot")
    ours = read_storage(folder / f"{stem}_ik.mot")
    assert set(ours.columns) <= set(theirs.columns)
    rows = np.searchsorted(ours.time_s, theirs.time_s - 1e-6)
    for name in ours.columns:
        error = np.abs(ours.column(name)[rows] - theirs.column(name)).max()
        assert error < 0.05, name
    return len(rows)


def test_opensims_own_tool_runs_on_the_folder(result: Path, tmp_path: Path) -> None:
    folder = tmp_path / "opensim"
    shutil.copytree(result / "opensim", folder)
    assert against_opensims_own_tool(folder, "squats1", (1.3, 1.36)) == 7


def test_opensims_own_tool_follows_the_packaged_model_scaled_to_the_person(
    opencap: Path, tmp_path: Path
) -> None:
    whole = read_trc(opencap / "squats1.trc")
    frames = slice(0, 360)  # standing and the first squat
    part = replace(whole, time_s=whole.time_s[frames], points_m=whole.points_m[frames])
    write_trc(tmp_path / "squat.trc", part)
    command = [
        sys.executable, "-m", "opensim_wink", "analyze", "squat.trc",
        "--static", str(opencap / "static1.trc"), "-o", "out",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / "opensim"
    pelvis = read_storage(folder / "squat_ik.mot")
    bottom_s = float(pelvis.time_s[np.argmin(pelvis.column("pelvis_ty"))])
    assert against_opensims_own_tool(folder, "squat", (bottom_s - 0.03, bottom_s + 0.03)) >= 6
    assert load_summary(tmp_path / "out")["model"]["name"].endswith("_scaled")


def test_terminal_tells_verdict_table_and_folder(run: tuple[Path, str]) -> None:
    lines = run[1].splitlines()
    assert lines[0] == "squats1 (flat): no wink"
    assert sum(bool(re.match(r" +\d+ .* no wink$", line)) for line in lines[1:]) == 5
    assert lines[-1].startswith(f"Written to {Path('out', 's4')}")


def test_second_run_is_refused_and_overwrite_replaces_the_whole(
    opencap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    motion = opencap / "squats1_converged_ik.mot"
    arguments = ["analyze", str(motion), "--model", str(opencap / "manually_scaled.osim"),
                 "-o", "out"]  # fmt: skip
    assert main(arguments) == 0
    assert (tmp_path / "out" / "frames.parquet").exists()
    assert main(arguments) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main([*arguments, "--overwrite", "--csv", "--reps", "0.4-2.3"]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "curves.csv", "draws.npz", "events.csv", "frames.csv", "hamstrings.csv", "loads.csv",
        "loads.svg", "muscles.csv", "muscles.svg", "opensim", "provenance.json", "report.html",
        "reps.csv", "scene.npz", "summary.json",
    ]  # fmt: skip
    summary = load_summary(tmp_path / "out")
    assert len(summary["reps"]) == 1
    assert summary["markers"]["rms_m"]["value"] is None
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("trial", "model", "expected"),
    [
        ("{zoo}/sample_30_emgwl.c3d", "{opencap}/manually_scaled.osim", "analog"),
        ("{opencap}/squats1.trc", "{models}/gait2392_thelen2003muscle.osim", "no marker"),
        ("{opencap}/squats1.trc", "{models}/Christophy2012_axialRotationUpd_skeletonOnly.osim",
         "not a model that can squat"),
        ("{opencap}/squats1_grf.mot", "{opencap}/manually_scaled.osim", "squats1_grf.mot"),
        ("{opencap}/manually_scaled.osim", "{opencap}/manually_scaled.osim", "neither C3D nor TRC"),
    ],
)  # fmt: skip
def test_files_that_do_not_fit(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], trial: str, model: str, expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    places = {
        "zoo": shared / "c3d_zoo",
        "models": shared / "models",
        "opencap": shared / "real" / "opencap_subject4",
    }
    paths = [text.format(**places) for text in (trial, model)]
    assert main(["analyze", paths[0], "--model", paths[1], "-o", "deep/out"]) == 2
    error = capsys.readouterr().err
    assert expected in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_static_trial_of_another_person(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    opencap = shared / "real" / "opencap_subject4"
    status = main([
        "analyze", str(opencap / "squats1.trc"), "--model", str(opencap / "manually_scaled.osim"),
        "--static", str(shared / "real" / "deep_squat" / "DLS01.trc"), "-o", "out",
    ])  # fmt: skip
    assert status == 2
    assert "another person" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
