from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest

from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks, read_ik_tasks
from opensim_wink.motion.motion import Motion
from opensim_wink.report.opensim_files import motion as opensim_files
from opensim_wink.trial.landmarks import MarkerMatch, MarkerPair
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trc import read_trc
from opensim_wink.trial.trial import GroundReaction, Trial

TIME_S = 4.25 + np.arange(5) / 50
LABELS = ("LASI", "RASI", "wand", "odd")
PAIRS = MarkerMatch(
    (MarkerPair("L.ASIS", "LASI", "landmark"), MarkerPair("R", "odd", "map")), (), ()
)
TREE = SimpleNamespace(
    markers=("L.ASIS", "R", "wand"),
    coordinates=("tilt", "height", "beta"),
    rotational=np.array([True, False, False]),
    coordinate=("tilt", "height", "beta").index,
)


def motion(values: np.ndarray | None = None) -> Motion:
    if values is None:
        values = np.linspace(0.1, 1.5, 15).reshape(5, 3)
    return Motion(
        name="squat",
        time_s=TIME_S,
        coordinates=("tilt", "height", "beta"),
        rotational=np.array([True, False, False]),
        values=values,
        markers=("L.ASIS", "R"),
        marker_error_m=np.zeros((5, 2)),
        weights=np.array([25.0, 2.5]),
        cost=np.zeros(5),
        converged=np.ones(5, bool),
        solver="arrays",
    )


def trial() -> Trial:
    points = np.random.default_rng(1).normal(size=(5, 4, 3))
    points[2, 1] = np.nan
    return Trial("squat", None, TIME_S, 50.0, LABELS, points, turned=True)


def test_only_angles_are_turned_into_degrees_and_time_is_kept(tmp_path: Path) -> None:
    opensim_files.write_motion(tmp_path / "a.mot", motion())
    found = read_storage(tmp_path / "a.mot")
    assert found.in_degrees is True
    np.testing.assert_array_equal(found.time_s, TIME_S)
    np.testing.assert_allclose(found.column("tilt"), np.rad2deg(motion().values[:, 0]), rtol=1e-15)
    np.testing.assert_array_equal(found.column("height"), motion().values[:, 1])
    np.testing.assert_array_equal(found.column("beta"), motion().values[:, 2])


def test_unsolved_frames_and_coordinates_are_left_out(tmp_path: Path) -> None:
    values = motion().values.copy()
    values[1:3] = np.nan
    values[:, 2] = np.nan
    opensim_files.write_motion(tmp_path / "a.mot", motion(values))
    found = read_storage(tmp_path / "a.mot")
    np.testing.assert_array_equal(found.time_s, TIME_S[[0, 3, 4]])
    assert found.columns == ("tilt", "height")
    assert np.isfinite(found.values).all()
    opensim_files.write_markers(tmp_path / "a.trc", trial(), motion(values), PAIRS, TREE)
    np.testing.assert_array_equal(read_trc(tmp_path / "a.trc").time_s, TIME_S[[0, 3, 4]])


def test_motion_without_a_solved_frame_is_refused() -> None:
    with pytest.raises(MotionError, match="no frame"):
        opensim_files.solved_frames(motion(np.full((5, 3), np.nan)))


def test_markers_bear_the_models_names_and_none_is_taken_for_another(tmp_path: Path) -> None:
    opensim_files.write_markers(tmp_path / "a.trc", trial(), motion(), PAIRS, TREE)
    found = read_trc(tmp_path / "a.trc")
    assert found.labels == ("L.ASIS", "RASI", "wand_lab", "R")
    np.testing.assert_array_equal(found.points_m, trial().points_m)


def test_clamps_are_lifted_and_nothing_else_is_touched(tmp_path: Path) -> None:
    source = (
        "<?xml version='1.0' encoding='UTF-8'?>\n<OpenSimDocument Version='40000'><Model name='m'>"
        "<!-- by hand -- no more --><a::b/><Coordinate name='hip'><range>0 2</range>"
        "<clamped> true </clamped><locked>true</locked></Coordinate>"
        "<Other><clamped>true</clamped></Other></Model></OpenSimDocument>"
    )
    (tmp_path / "a.osim").write_text(source)
    opensim_files.write_model(tmp_path / "b.osim", tmp_path / "a.osim")
    text = (tmp_path / "b.osim").read_text()
    assert "<!-- by hand -- no more --><a::b/>" in text  # as OpenSim's own files may hold
    root = ElementTree.fromstring(text.replace("-- no more ", "").replace("a::b", "a"))
    assert root.findtext(".//Coordinate/clamped") == "false"
    assert root.findtext(".//Coordinate/locked") == "true"
    assert root.findtext(".//Other/clamped") == "true"


def plate(name: str, rate_hz: float) -> GroundReaction:
    time_s = 4.25 + np.arange(6) / rate_hz
    force = np.arange(18.0).reshape(6, 3)
    cop = np.full((6, 3), 0.5)
    cop[0] = np.nan
    return GroundReaction(name, time_s, force, cop, -force)


def test_force_plates_one_file_a_clock(tmp_path: Path) -> None:
    plates = (plate("a", 1000.0), plate("b", 100.0), plate("c", 1000.0))
    opensim_files.write_ground_reactions(tmp_path, "squat_grf", plates)
    fast = read_storage(tmp_path / "squat_grf.mot")
    slow = read_storage(tmp_path / "squat_grf_2.mot")
    assert {c for c in fast.columns if c.endswith("vy")} == {
        "ground_force_1_vy",
        "ground_force_3_vy",
    }
    np.testing.assert_array_equal(slow.column("ground_force_2_vy"), plates[1].force_n[:, 1])
    np.testing.assert_array_equal(slow.column("ground_torque_2_z"), plates[1].free_moment_nm[:, 2])
    np.testing.assert_array_equal(slow.column("ground_force_2_px"), [0, 0.5, 0.5, 0.5, 0.5, 0.5])
    np.testing.assert_array_equal(slow.time_s, plates[1].time_s)


def test_no_plates_no_file(tmp_path: Path) -> None:
    opensim_files.write_ground_reactions(tmp_path, "squat_grf", ())
    assert list(tmp_path.iterdir()) == []


def test_setup_reads_back_with_our_weights_and_radians(tmp_path: Path) -> None:
    tasks = IKTasks(
        {"L.ASIS": 25.0}, {"tilt": (np.pi / 2, 2.0), "height": (0.9, 1.0), "beta": (None, 3.0)}
    )
    opensim_files.write_ik_setup(tmp_path / "a.xml", "squat", motion(), tasks)
    assert read_ik_tasks(tmp_path / "a.xml").marker_weights == {"L.ASIS": 25.0, "R": 2.5}
    root = ElementTree.parse(tmp_path / "a.xml").getroot()
    goals = {t.get("name"): t.findtext("value") for t in root.iter("IKCoordinateTask")}
    assert float(goals["tilt"]) == pytest.approx(np.pi / 2)
    assert float(goals["height"]) == 0.9
    assert goals["beta"] is None
    for tag in ("model_file", "marker_file", "output_motion_file"):
        assert "/" not in root.findtext(f".//{tag}")


RUN_TOOL = """
import sys, opensim
opensim.Logger.removeFileSink()
tool = opensim.InverseKinematicsTool(sys.argv[1])
sys.exit(not tool.run())
"""


@pytest.mark.real
def test_opensims_own_tool_repeats_the_motion(shared: Path, tmp_path: Path) -> None:
    from opensim_wink.body.subject import load_subject
    from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
    from opensim_wink.trial.axes import turn_to_opensim
    from opensim_wink.trial.landmarks import match_markers
    from opensim_wink.trial.read import read_trial

    real = shared / "real" / "opencap_subject4"
    subject = load_subject(real / "manually_scaled.osim")
    whole = turn_to_opensim(read_trial(real / "squats1.trc"))
    few = slice(120, 128)
    points_m = whole.points_m[few].copy()
    points_m[3] = np.nan  # a frame in which nothing was seen must not stop the tool
    cut = replace(whole, time_s=whole.time_s[few], points_m=points_m)
    match = match_markers(cut.labels, subject.tree.markers)
    tasks = read_ik_tasks(real / "Setup_IK_Mocap.xml")
    solved = solve_inverse_kinematics(subject.tree, cut, match.mapping, tasks)
    assert np.isnan(solved.values[3]).all()

    opensim_files.write_model(tmp_path / "s_model.osim", subject.model_path)
    opensim_files.write_markers(tmp_path / "s.trc", cut, solved, match, subject.tree)
    opensim_files.write_motion(tmp_path / "s_ik.mot", solved)
    opensim_files.write_ik_setup(tmp_path / "s_ik_setup.xml", "s", solved, tasks)
    command = [sys.executable, "-c", RUN_TOOL, "s_ik_setup.xml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    ours = read_storage(tmp_path / "s_ik.mot")
    theirs = read_storage(tmp_path / "s_ik_opensim.mot")
    assert len(theirs.time_s) == 7
    np.testing.assert_allclose(theirs.time_s, ours.time_s, atol=1e-6)
    for name in ours.columns:
        worst = np.abs(ours.column(name) - theirs.column(name)).max()
        assert worst < 0.05, name
