"""A wink that a clamped model made up, solved with OpenSim's own tool, does not pass for one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.analysis import analyze
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.report.opensim_files.motion import write_ik_setup
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

pytestmark = pytest.mark.real

RATE_HZ = 25.0
DEEPEST_HIP_DEG = 132.0


def squat(subject: Subject) -> tuple[np.ndarray, np.ndarray]:
    """Times and coordinates of a squat past the hips' clamp, without any wink; feet planted."""
    tree, profile = subject.tree, subject.profile
    time_s = np.arange(round(3.2 * RATE_HZ)) / RATE_HZ
    level = np.sin(np.pi * np.clip((time_s - 0.6) / 2.0, 0.0, 1.0)) ** 2
    values = np.tile(tree.default, (len(time_s), 1))
    deepest = {
        **{part.name: part.sign * DEEPEST_HIP_DEG for part in profile.hip_flexion.values()},
        **{part.name: part.sign * 130.0 for part in profile.knee_flexion.values()},
        **{part.name: part.sign * 25.0 for part in profile.ankle_dorsiflexion.values()},
        profile.posterior_pelvic_tilt.name: -27.0,
    }
    for name, degrees in deepest.items():
        values[:, tree.coordinate(name)] = np.deg2rad(degrees) * level
    values = tree.follow_couplers(values)
    kinematics = Kinematics(tree)
    poses = kinematics.poses(values.T)
    feet = np.mean(
        [kinematics.points(poses, foot, np.zeros(3)) for foot in profile.foot.values()], axis=0
    )
    for axis, name in enumerate(("pelvis_tx", "pelvis_ty", "pelvis_tz")):
        values[:, tree.coordinate(name)] -= feet[:, axis] - (0.05 if axis == 1 else 0.0)
    return time_s, values


@pytest.fixture(scope="module")
def solved(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The stock model, the markers of the squat, and what the clamped model makes of them."""
    folder = tmp_path_factory.mktemp("clamped")
    (model,) = (shared / "models").rglob("RajagopalLaiUhlrich2023.osim")
    subject = load_subject(model)
    tree = subject.tree
    time_s, values = squat(subject)
    points = Kinematics(tree).marker_positions(values)
    trial = Trial("squat", None, time_s, RATE_HZ, tree.markers, points, turned=True)
    write_trc(folder / "squat.trc", trial)
    shutil.copyfile(model, folder / "squat_model.osim")
    weights = dict.fromkeys(tree.markers, 1.0)
    motion = Motion(
        "squat", time_s, tree.coordinates, tree.rotational, values, tree.markers,
        np.zeros(points.shape[:2]), np.ones(len(tree.markers)), np.zeros(len(time_s)),
        np.ones(len(time_s), bool), "arrays",
    )  # fmt: skip
    setup = folder / "squat_ik_setup.xml"
    write_ik_setup(setup, "squat", motion, IKTasks(weights))
    setup.write_text(setup.read_text().replace("1e-9", "1e-6"))  # enough for what a clamp does
    command = [sys.executable, "-m", "opensim_wink.body.ik_tool", setup.name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-500:]
    return model, folder / "squat.trc", folder / "squat_ik_opensim.mot"


def test_the_clamped_motion_is_objected_to(solved: tuple[Path, Path, Path]) -> None:
    model, _, motion = solved
    found = analyze(motion, model)
    flags = [flag for flag in found.guard if flag.flag == "at_limit" and flag.blocks]
    assert [flag.value for flag in flags] == pytest.approx([120.0, 120.0], abs=0.06)
    assert {flag.reason.split(" ")[0] for flag in flags} == {"hip_flexion_r", "hip_flexion_l"}
    (rep,) = found.squat.reps
    # The wink that the clamp made up would have been one.
    assert rep.pelvis_wink_deg.value > 5.0
    assert rep.verdict == "cannot tell"
    assert "stays within 0.05° of its limit of 120°" in rep.reason


def test_the_same_markers_without_the_clamp_show_no_wink(
    solved: tuple[Path, Path, Path],
) -> None:
    model, markers, _ = solved
    found = analyze(markers, model, AnalysisSettings(samples=0))
    assert not [flag for flag in found.guard if flag.flag == "at_limit"]
    assert {f.reason.split(" ")[0] for f in found.guard if f.flag == "beyond_range"} >= {
        "hip_flexion_r",
        "hip_flexion_l",
    }
    (rep,) = found.squat.reps
    assert rep.pelvis_wink_deg.value == pytest.approx(0.0, abs=0.2)
    assert rep.verdict == "no wink", rep.reason
