"""Trials for the inverse kinematics benchmarks: squats of a real subject on any model.

A real squat recording was solved once with the laboratory's own model; its angles, by name, move
the model under test, and the model's markers get noise, so that no posture fits them all: 5 mm (SD
along each axis) that changes over half a second, as skin does, and 1 mm that changes with every
frame, as cameras do. Run as a script it says what the trials look like.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import load_subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SQUATS = SHARED / "real" / "opencap_subject4" / "squats1_converged_ik.mot"
RATE_HZ = 100.0
SLOW_M, SLOW_FRAMES, FAST_M = 0.005, 50, 0.001
NOT_ON_SKIN = ("JC", "tibial_plateau")  # computed by the laboratory
TAKEN_OFF = ("MEL", "MFC", "MMAL")  # after the standing trial


def model_path(name: str) -> Path:
    """Where a public model lies."""
    return SHARED / "models" / f"{name}.osim"


def absent() -> str:
    """What is missing beside the checkout; empty if nothing is."""
    needed = (SQUATS, model_path("RajagopalLaiUhlrich2023"))
    gone = [str(path) for path in needed if not path.is_file()]
    return f"{', '.join(gone)} is absent (set OPENSIM_WINK_SHARED)" if gone else ""


def load_tree(name: str) -> KinematicTree:
    """A public model as arrays."""
    return load_subject(model_path(name)).tree


def with_own_markers(tree: KinematicTree) -> KinematicTree:
    """Three markers on every body that a joint moves, whatever markers the model has."""
    corners = np.array([[0.05, 0.0, 0.0], [0.0, 0.05, 0.0], [0.0, 0.0, 0.05]])
    bodies = np.repeat(np.arange(1, len(tree.bodies)), 3)
    return replace(
        tree,
        markers=tuple(f"{tree.bodies[b]}_{i % 3}" for i, b in enumerate(bodies)),
        marker_body=bodies,
        marker_offset_m=np.tile(corners, (len(tree.bodies) - 1, 1)),
    )


def skin_markers(tree: KinematicTree) -> IKTasks:
    """Weight 1 for every marker that sits on the skin while the subject squats."""
    names = [
        name
        for name in tree.markers
        if not any(part in name for part in NOT_ON_SKIN) and not name.endswith(TAKEN_OFF)
    ]
    return IKTasks(dict.fromkeys(names, 1.0))


def squat_values(tree: KinematicTree) -> FloatArray:
    """The real squats' coordinates (T, C) by name, others at the model's default."""
    squats = read_storage(SQUATS)
    values = np.tile(tree.default, (len(squats.values), 1))
    for name in squats.columns:
        if name in tree.coordinates:
            index = tree.coordinate(name)
            if not tree.locked[index]:
                column = squats.column(name)
                column = np.deg2rad(column) if tree.rotational[index] else column
                values[:, index] = column * _sign(column, tree.low[index], tree.high[index])
    return tree.follow_couplers(values)


def _sign(column: FloatArray, low: float, high: float) -> float:
    """−1 where only the opposite values lie within a range: some models bend the knee that way."""
    farthest = column[np.abs(column).argmax()]
    return -1.0 if not low <= farthest <= high and low <= -farthest <= high else 1.0


def noisy_trial(tree: KinematicTree, n_frames: int, seed: int) -> Trial:
    """A stretch of the real squats with noise; there and back again if it is longer than they are.

    Each seed begins elsewhere in the recording and draws other noise.
    """
    from scipy.interpolate import CubicSpline

    rng = np.random.default_rng(seed)
    values = squat_values(tree)
    swung = np.concatenate([np.arange(len(values)), np.arange(len(values))[-2:0:-1]])
    frames = swung[(80 * seed + np.arange(n_frames)) % len(swung)]
    kinematics = Kinematics(tree)
    points = np.empty((n_frames, len(tree.markers), 3))
    for begin in range(0, n_frames, 4096):
        part = slice(begin, begin + 4096)
        points[part] = kinematics.marker_positions(values[frames[part]])
    knots = np.arange(n_frames // SLOW_FRAMES + 4) * SLOW_FRAMES
    slow = rng.normal(0.0, SLOW_M, (len(knots), *points.shape[1:]))
    points += CubicSpline(knots, slow)(np.arange(n_frames))
    points += rng.normal(0.0, FAST_M, points.shape)
    return Trial(
        name=f"squats_{seed}",
        source=None,
        time_s=np.arange(n_frames) / RATE_HZ,
        rate_hz=RATE_HZ,
        labels=tree.markers,
        points_m=points,
        turned=True,
    )


def main() -> None:
    if absent():
        print(f"inverse kinematics trials: skipped, {absent()}")
        return
    tree = load_tree("RajagopalLaiUhlrich2023")
    trial, tasks = noisy_trial(tree, 500, 0), skin_markers(tree)
    knee = np.rad2deg(squat_values(tree)[:500, tree.coordinate("knee_angle_r")])
    print(
        f"{trial.n_frames} frames at {trial.rate_hz:g} Hz, {len(tasks.marker_weights)} markers on "
        f"skin of {len(tree.markers)}; right knee {knee.min():.0f} to {knee.max():.0f}°"
    )


if __name__ == "__main__":
    main()
