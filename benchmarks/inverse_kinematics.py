"""The array solver against OpenSim's InverseKinematicsTool: same frames, same weights, interleaved.

Model RajagopalLaiUhlrich2023 as published (39 coordinates), clamps lifted for both; trials as
``ik_trials.py`` describes them. In each round both solve in turn, so that whatever else the machine
does slows both: ours a batch of ten 500-frame trials and a single one, the tool few frames of it at
an accuracy of 1e-9 and at its default of 1e-5. The tool's cost is that of a further frame: what it
needs for one frame, loading the model included, is subtracted. Then: how far the angles differ,
whether our cost is ever higher, and what ours costs against frames and coordinates.

Run it as ``python benchmarks/inverse_kinematics.py [--rounds 3] [--tool-frames 31]``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ik_trials import (
    absent,
    load_tree,
    model_path,
    noisy_trial,
    skin_markers,
    squat_values,
    with_own_markers,
)
from opensim_wink.body.engine import engine
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_batch, solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.solver.normal_equations import MarkerFit
from opensim_wink.trial.storage import Storage, read_storage
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

MODEL = "RajagopalLaiUhlrich2023"
TRIALS, FRAMES = 10, 500
TIGHT, DEFAULT = 1e-9, 1e-5
WELL_DEG_PER_MM = 0.5  # an angle that 1 mm of marker noise moves by less is well-conditioned
MODELS = ("gait2392_thelen2003muscle", "LaiUhlrich2022", MODEL, "FBLSmodel")


@dataclass
class Times:
    """Seconds per frame of each round."""

    batch: list[float] = field(default_factory=list)
    single: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)
    tool: dict[float, list[float]] = field(default_factory=lambda: {TIGHT: [], DEFAULT: []})


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and processor seconds per second."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return wall, cpu / wall


@contextmanager
def silent() -> Iterator[None]:
    """OpenSim prints the model from C++; send that nowhere."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def run_tool(trc: Path, tasks: IKTasks, accuracy: float, end_s: float) -> tuple[float, Path]:
    """Seconds that OpenSim's tool needs from the first frame to ``end_s``, and what it wrote."""
    folder = trc.parent
    unclamped = folder / "unclamped.osim"
    if not unclamped.exists():
        text = model_path(MODEL).read_text(encoding="utf-8")
        unclamped.write_text(text.replace("<clamped>true", "<clamped>false"), encoding="utf-8")
    osim = engine()
    tool = osim.InverseKinematicsTool()
    tool.setName("bench")
    tool.set_model_file(str(unclamped))
    tool.setMarkerDataFileName(str(trc))
    tool.set_accuracy(accuracy)
    tool.set_report_errors(False)
    tool.setStartTime(0.0)
    tool.setEndTime(end_s)
    out = folder / f"bench_{accuracy:g}.mot"
    tool.setOutputMotionFileName(str(out))
    tool.setResultsDir(str(folder))
    task_set = tool.getIKTaskSet()
    for name, weight in tasks.marker_weights.items():
        task = osim.IKMarkerTask()
        task.setName(name)
        task.setWeight(weight)
        task_set.cloneAndAppend(task)
    with silent():
        seconds, _ = timed(tool.run)
    return seconds, out


def race(
    tree: KinematicTree, tasks: IKTasks, folder: Path, rounds: int, tool_frames: int
) -> tuple[Times, Motion, dict[float, Storage]]:
    """Interleaved rounds; also our motion of the first trial and the tool's of its first frames."""
    trials = [noisy_trial(tree, FRAMES, seed) for seed in range(TRIALS)]
    pairs = {name: name for name in tree.markers}
    first = trials[0]
    trc = folder / "bench.trc"
    write_trc(trc, replace(first, time_s=first.time_s[:50], points_m=first.points_m[:50]))
    motion = solve_inverse_kinematics(tree, first, pairs, tasks)
    times, theirs = Times(), {}
    for _ in range(rounds):
        seconds, cores = timed(lambda: solve_batch(tree, trials, pairs, tasks))
        times.batch.append(seconds / (TRIALS * FRAMES))
        times.cores.append(cores)
        seconds, _ = timed(lambda: solve_inverse_kinematics(tree, first, pairs, tasks))
        times.single.append(seconds / FRAMES)
        for accuracy in times.tool:
            start, _ = run_tool(trc, tasks, accuracy, 0.0)
            whole, out = run_tool(trc, tasks, accuracy, float(first.time_s[tool_frames - 1]))
            times.tool[accuracy].append((whole - start) / (tool_frames - 1))
            theirs[accuracy] = read_storage(out)
    return times, motion, theirs


def ratio(theirs: list[float], ours: list[float]) -> str:
    found = [a / b for a, b in zip(theirs, ours, strict=True)]
    return f"{statistics.median(found):.0f} times ({min(found):.0f} to {max(found):.0f})"


def print_race(times: Times) -> None:
    tight, default = times.tool[TIGHT], times.tool[DEFAULT]
    print(f"  batch of {TRIALS} trials against 1e-9:  {ratio(tight, times.batch)}")
    print(f"  single trial against 1e-9:        {ratio(tight, times.single)}")
    print(f"  batch against 1e-5, its default:  {ratio(default, times.batch)}")
    print(f"  single against 1e-5:              {ratio(default, times.single)}")
    print(
        f"  ms a frame: batch {1e3 * statistics.median(times.batch):.3f}, single "
        f"{1e3 * statistics.median(times.single):.3f}, tool {1e3 * statistics.median(tight):.1f} "
        f"at 1e-9 and {1e3 * statistics.median(default):.1f} at 1e-5; ours used "
        f"{statistics.median(times.cores):.2f} cores"
    )


def degrees_per_mm(tree: KinematicTree, tasks: IKTasks, values: FloatArray) -> FloatArray:
    """SD of each coordinate, ° or mm, for 1 mm of independent marker noise (C,); 0 where held."""
    dependent = {c.dependent for c in tree.couplers}
    free = np.array([i for i, held in enumerate(tree.locked) if not held and i not in dependent])
    kinematics = Kinematics(tree)
    markers = tuple(tasks.marker_weights)
    fit = MarkerFit(kinematics, markers, free)
    at = values[::50].T.copy()
    poses, twists = fit.poses_and_twists(at)
    weights = np.ones((len(markers), at.shape[1]))
    positions, residuals, _ = fit.residuals(
        poses, np.zeros((len(markers), 3, at.shape[1])), weights
    )
    system = fit.assemble(at, twists, positions, residuals, weights, np.zeros(at.shape[1]))
    matrix, _ = fit.factor.unpack(system, fit.pattern)
    variance = np.diagonal(np.linalg.inv(matrix.transpose(2, 0, 1)), axis1=1, axis2=2).max(axis=0)
    out = np.zeros(len(tree.coordinates))
    out[free] = np.sqrt(variance) * np.where(tree.rotational[free], np.rad2deg(1e-3), 1.0)
    return out


def print_differences(
    tree: KinematicTree, tasks: IKTasks, trial: Trial, motion: Motion, theirs: dict[float, Storage]
) -> None:
    names = list(tasks.marker_weights)
    index = [tree.markers.index(name) for name in names]
    spread = degrees_per_mm(tree, tasks, motion.values)
    for accuracy, storage in theirs.items():
        rows = len(storage.values)
        values = np.tile(tree.default, (rows, 1))
        for name in storage.columns:
            c = tree.coordinate(name)
            column = storage.column(name)
            values[:, c] = np.deg2rad(column) if tree.rotational[c] else column
        turn = np.where(tree.rotational, np.rad2deg(motion.values[:rows] - values), 0.0)
        worst = np.abs(turn).max(axis=0)
        well = np.where(spread < WELL_DEG_PER_MM, worst, 0.0)
        miss = trial.points_m[:rows, index] - Kinematics(tree).marker_positions(values)[:, index]
        cost = (miss**2).sum(axis=(1, 2))
        higher = int((motion.cost[:rows] > cost * (1 + 1e-9) + 1e-13).sum())
        print(
            f"  angles against {accuracy:g}: well-conditioned ones differ by at most "
            f"{well.max():.5f}° ({tree.coordinates[int(well.argmax())]}), "
            f"any by {worst.max():.5f}° "
            f"({tree.coordinates[int(worst.argmax())]}), pelvic tilt by "
            f"{worst[tree.coordinate('pelvis_tilt')]:.5f}°; our cost is higher in {higher} of "
            f"{rows} frames, the tool's is up to {1e6 * (cost - motion.cost[:rows]).max():.2g} mm² "
            "higher"
        )
    angles = np.flatnonzero((spread >= WELL_DEG_PER_MM) & tree.rotational)
    loose = [f"{tree.coordinates[c]} ({spread[c]:.1f}°)" for c in angles]
    print(
        f"  well-conditioned: 1 mm of marker noise moves it by less than {WELL_DEG_PER_MM}°; not: "
        f"{', '.join(loose) or 'none'}"
    )


def print_scaling_with_frames(tree: KinematicTree, tasks: IKTasks) -> None:
    pairs = {name: name for name in tree.markers}
    print("cost against frames (the same squats there and back)")
    for n_frames in (100, 1000, 10_000, 100_000):
        trial = noisy_trial(tree, n_frames, 0)
        seconds, _ = timed(lambda trial=trial: solve_inverse_kinematics(tree, trial, pairs, tasks))
        tracemalloc.start()
        motion = solve_inverse_kinematics(tree, trial, pairs, tasks)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        result = motion.values.nbytes + motion.marker_error_m.nbytes
        data = trial.n_frames * len(motion.markers) * 3 * 8
        print(
            f"  {n_frames:6d} frames: {1e3 * seconds / n_frames:.3f} ms a frame, peak memory "
            f"{peak / 1e6:.0f} MB (followed markers {data / 1e6:.0f} MB, result "
            f"{result / 1e6:.0f} MB), {int((~motion.converged).sum())} not converged"
        )


def print_scaling_with_coordinates() -> None:
    print(f"cost against coordinates (three markers on every body, {FRAMES} frames)")
    for name in MODELS:
        if not model_path(name).is_file():
            print(f"  {name}: absent")
            continue
        tree = with_own_markers(load_tree(name))
        trial = noisy_trial(tree, FRAMES, 0)
        pairs = {marker: marker for marker in tree.markers}
        tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
        seconds, motion = [], None
        for _ in range(3):
            start = time.perf_counter()
            motion = solve_inverse_kinematics(tree, trial, pairs, tasks)
            seconds.append(time.perf_counter() - start)
        free = len(tree.coordinates) - int(tree.locked.sum()) - len(tree.couplers)
        print(
            f"  {name}: {len(tree.coordinates)} coordinates, {free} free, {len(tree.markers)} "
            f"markers: {1e3 * statistics.median(seconds) / FRAMES:.3f} ms a frame, "
            f"{int((~motion.converged).sum())} not converged"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool-frames", type=int, default=31, help="frames the tool solves")
    settings = parser.parse_args()
    if absent():
        print(f"inverse kinematics: skipped, {absent()}")
        return 0
    tree = load_tree(MODEL)
    tasks = skin_markers(tree)
    bend = np.rad2deg(np.ptp(squat_values(tree)[:, tree.coordinate("knee_angle_r")]))
    print(
        f"inverse kinematics, {MODEL}, {len(tree.coordinates)} coordinates, "
        f"{len(tasks.marker_weights)} markers, knees bend by {bend:.0f}°; {settings.rounds} "
        f"interleaved rounds, {settings.tool_frames} frames of the tool each"
    )
    with tempfile.TemporaryDirectory() as name:
        times, motion, theirs = race(tree, tasks, Path(name), settings.rounds, settings.tool_frames)
    print_race(times)
    print_differences(tree, tasks, noisy_trial(tree, FRAMES, 0), motion, theirs)
    print_scaling_with_frames(tree, tasks)
    print_scaling_with_coordinates()
    return 0


if __name__ == "__main__":
    sys.exit(main())
