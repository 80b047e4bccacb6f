"""The array solver against OpenSim's InverseKinematicsTool: same frames, same weights, interleaved.

Prints frames per second of both, their ratio, the largest angle difference and whether our cost is
ever higher. Frames are a real squat trial where the recordings lie beside the checkout.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.subject import load_subject
from opensim_wink.motion.ik_tasks import IKTasks, read_ik_tasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trc import write_trc

FloatArray = NDArray[np.float64]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FRAMES = 120  # of the tool, a round: it needs seconds for what the arrays solve in a tenth
ROUNDS = 3


def run_tool(
    model: Path, markers: Path, tasks: IKTasks, folder: Path, accuracy: float, times_s: FloatArray
) -> tuple[float, Path]:
    """Seconds that OpenSim's tool needs, and the motion that it wrote."""
    osim = engine()
    tool = osim.InverseKinematicsTool()
    tool.setName("bench")
    tool.set_model_file(str(unclamped(model, folder)))
    tool.setMarkerDataFileName(str(markers))
    tool.set_accuracy(accuracy)
    tool.set_report_errors(False)
    tool.setStartTime(float(times_s[0]))  # its default end is 2 s, whatever the file holds
    tool.setEndTime(float(times_s[-1]))
    out = folder / f"bench_{accuracy:g}.mot"
    tool.setOutputMotionFileName(str(out))
    tool.setResultsDir(str(folder))
    task_set = tool.getIKTaskSet()
    for name, weight in tasks.marker_weights.items():
        task = osim.IKMarkerTask()
        task.setName(name)
        task.setWeight(weight)
        task_set.cloneAndAppend(task)
    start = time.perf_counter()
    tool.run()
    return time.perf_counter() - start, out


def unclamped(model: Path, folder: Path) -> Path:
    path = folder / "unclamped.osim"
    if not path.exists():
        text = model.read_text(encoding="utf-8")
        path.write_text(text.replace("<clamped>true", "<clamped>false"), encoding="utf-8")
    return path


def main() -> int:
    recordings = SHARED / "real" / "opencap_subject4"
    if not recordings.is_dir():
        print(f"inverse kinematics: skipped, {recordings} is absent (set OPENSIM_WINK_SHARED)")
        return 0
    model = recordings / "manually_scaled.osim"
    subject = load_subject(model)
    tasks = read_ik_tasks(recordings / "Setup_IK_Mocap.xml")
    whole = read_trial(recordings / "squats1.trc")
    pairs = {name: name for name in subject.tree.markers if name in whole.labels}
    chosen = slice(90, 90 + FRAMES)
    trial = replace(whole, time_s=whole.time_s[chosen], points_m=whole.points_m[chosen])
    ratios: dict[float, list[float]] = {1e-9: [], 1e-5: []}
    ours_rate, theirs_rate = [], {1e-9: [], 1e-5: []}
    motion = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        markers = folder / "bench.trc"
        write_trc(markers, trial)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            motion = solve_inverse_kinematics(subject.tree, whole, pairs, tasks)
            ours = (time.perf_counter() - start) / whole.n_frames
            ours_rate.append(1 / ours)
            for accuracy in ratios:
                seconds, _ = run_tool(model, markers, tasks, folder, accuracy, trial.time_s)
                theirs_rate[accuracy].append(FRAMES / seconds)
                ratios[accuracy].append(seconds / FRAMES / ours)
        print(f"inverse kinematics, {model.name}, {len(motion.markers)} markers, {ROUNDS} rounds")
        print(f"  arrays, {whole.n_frames} frames: {statistics.median(ours_rate):8.0f} frames/s")
        for accuracy, values in ratios.items():
            theirs = read_storage(folder / f"bench_{accuracy:g}.mot")
            ours_deg = motion.to_frame()[list(theirs.columns)].to_numpy()[chosen]
            worst = np.abs(ours_deg - theirs.values).max(axis=0)
            tilt = worst[list(theirs.columns).index("pelvis_tilt")]
            print(
                f"  OpenSim's tool at {accuracy:g}: {statistics.median(theirs_rate[accuracy]):.1f} "
                f"frames/s; ratio {statistics.median(values):.0f} ({min(values):.0f}–"
                f"{max(values):.0f}); largest difference {worst.max():.4f} "
                f"({theirs.columns[int(worst.argmax())]}), pelvis_tilt {tilt:.5f}°"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
