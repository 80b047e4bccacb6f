"""Muscle paths on arrays against OpenSim's MuscleAnalysis with moments: same frames, interleaved.

Prints seconds of both, their ratio, and how far lengths and moment arms differ. OpenSim's own arms
are those of the pull at contact points; −dL/dθ, which the product uses, is printed beside them.
Frames are a real squat trial where the recordings lie beside the checkout. OpenSim needs some five
minutes a round for the whole of it; by default it gets every 14th frame, with ``--whole`` all.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.from_file import read_motion
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import muscle_curves
from opensim_wink.muscle.solver import MuscleSolver
from opensim_wink.trial.storage import read_storage

FloatArray = NDArray[np.float64]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ROUNDS = 3
STRIDE = 14
ALL_ROUNDS, ALL_FRAMES = 2, 30  # of all muscles about all coordinates: 0.2 s a frame for OpenSim


@dataclass(frozen=True, eq=False)
class Work:
    """What both are to compute."""

    subject: Subject
    time_s: FloatArray
    values: FloatArray  # (T, C), couplers met
    names: tuple[str, ...]
    about: tuple[str, ...]

    def rows(self, chosen: slice) -> Work:
        """The same in some frames."""
        return Work(self.subject, self.time_s[chosen], self.values[chosen], self.names, self.about)


def write_motion(path: Path, work: Work) -> None:
    tree = work.subject.tree
    values = np.where(tree.rotational, np.rad2deg(work.values), work.values)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"motion\nversion=1\nnRows={len(values)}\nnColumns={values.shape[1] + 1}\n")
        file.write("inDegrees=yes\nendheader\n")
        file.write("\t".join(("time", *tree.coordinates)) + "\n")
        for moment, row in zip(work.time_s, values, strict=True):
            file.write("\t".join(f"{x:.17g}" for x in (moment, *row)) + "\n")


def names_array(names: Sequence[str]) -> object:
    array = engine().ArrayStr()
    for name in names:
        array.append(name)
    return array


def theirs(work: Work, folder: Path) -> tuple[float, FloatArray, FloatArray]:
    """Seconds, lengths (T, K) and arms (T, K, A) of OpenSim's MuscleAnalysis."""
    osim = engine()
    write_motion(folder / "bench.mot", work)
    tool = osim.AnalyzeTool()
    tool.setName("bench")
    # A clamp would move a knee that stands beyond its range: the same postures for both.
    model = folder / "unclamped.osim"
    text = work.subject.model_path.read_text(encoding="utf-8")
    model.write_text(text.replace("<clamped>true", "<clamped>false"), encoding="utf-8")
    tool.setModelFilename(str(model))
    tool.setCoordinatesFileName(str(folder / "bench.mot"))
    tool.setLowpassCutoffFrequency(-1.0)
    tool.setStartTime(float(work.time_s[0]))
    tool.setFinalTime(float(work.time_s[-1]))
    tool.setResultsDir(str(folder))
    analysis = osim.MuscleAnalysis()
    analysis.setStartTime(float(work.time_s[0]))
    analysis.setEndTime(float(work.time_s[-1]))
    analysis.setMuscles(names_array(work.names))
    analysis.setCoordinates(names_array(work.about))
    analysis.setComputeMoments(True)
    tool.updAnalysisSet().cloneAndAppend(analysis)
    setup = folder / "bench.xml"
    tool.printToXML(str(setup))
    tool = osim.AnalyzeTool(str(setup))
    start = time.perf_counter()
    tool.run()
    seconds = time.perf_counter() - start
    length = read_storage(folder / "bench_MuscleAnalysis_Length.sto")
    order = [length.columns.index(name) for name in work.names]
    arms = np.empty((len(length.time_s), len(work.names), len(work.about)))
    for a, name in enumerate(work.about):
        storage = read_storage(folder / f"bench_MuscleAnalysis_MomentArm_{name}.sto")
        arms[:, :, a] = storage.values[:, [storage.columns.index(n) for n in work.names]]
    return seconds, length.values[:, order], arms


def ours(work: Work) -> tuple[float, FloatArray, FloatArray, FloatArray]:
    """Seconds, lengths, arms by −dL/dq and arms by the pull at contacts."""
    start = time.perf_counter()
    solver = MuscleSolver(work.subject, work.names)
    found = solver.lengths_and_arms(work.values, work.about)
    return time.perf_counter() - start, *found


def report(work: Work, mine: tuple[FloatArray, ...], other: tuple[FloatArray, ...]) -> None:
    length_m, excursion_m, contact_m = mine
    frames = min(len(length_m), len(other[0]))
    by_length = np.abs(length_m[:frames] - other[0][:frames]).max(axis=0)
    by_contact = np.abs(contact_m[:frames] - other[1][:frames]).max(axis=(0, 2))
    by_excursion = np.abs(excursion_m[:frames] - other[1][:frames]).max(axis=(0, 2))
    for label, worst in (
        ("length", by_length),
        ("arm by contacts", by_contact),
        ("arm −dL/dθ", by_excursion),
    ):
        over = [
            f"{name} {1000 * worst[k]:.2f}" for k, name in enumerate(work.names) if worst[k] > 1e-4
        ]
        rest = worst[worst <= 1e-4].max(initial=0.0)
        print(
            f"    {label}: {len(worst) - len(over)} of {len(worst)} muscles within "
            f"{1000 * rest:.2g} mm; over 0.1 mm: {', '.join(over) or 'none'}"
        )


def squat_muscles(motion: Motion, work: Work, folder: Path, stride: int) -> None:
    part = work.rows(slice(None, None, stride))
    share = len(part.time_s) / len(work.time_s)
    print(
        f"  {len(work.names)} muscles of a squat about {len(work.about)} joints, arrays over "
        f"{len(work.time_s)} frames, OpenSim over {len(part.time_s)} a round"
    )
    ratios, seconds = [], {"arrays": [], "OpenSim": [], "curves": []}
    for _ in range(ROUNDS):
        mine, *found = ours(work)
        start = time.perf_counter()
        muscle_curves(work.subject, motion)
        seconds["curves"].append(time.perf_counter() - start)
        other, *reference = theirs(part, folder)
        seconds["arrays"].append(mine)
        seconds["OpenSim"].append(other)
        ratios.append(other / mine / share)
    for label, values in seconds.items():
        what = "with velocities and clinical joints" if label == "curves" else ""
        print(f"    {label}: {statistics.median(values):.2f} s {what}")
    low, high = min(ratios), max(ratios)
    print(f"    ratio a frame {statistics.median(ratios):.0f} ({low:.0f}–{high:.0f})")
    report(part, tuple(array[::stride] for array in found), tuple(reference))


def all_muscles(work: Work, folder: Path) -> None:
    print(
        f"  all {len(work.names)} muscles about all {len(work.about)} coordinates, arrays over "
        f"{len(work.time_s)} frames, OpenSim over {ALL_FRAMES} a round"
    )
    ratios = []
    for round_ in range(ALL_ROUNDS):
        mine, *found = ours(work)
        chosen = slice(200 + 90 * round_, 200 + 90 * round_ + ALL_FRAMES)
        other, *reference = theirs(work.rows(chosen), folder)
        ratios.append((other / ALL_FRAMES) / (mine / len(work.time_s)))
        print(f"    arrays {mine:.2f} s; OpenSim {other:.2f} s for {ALL_FRAMES} frames")
    low, high = min(ratios), max(ratios)
    print(f"    ratio a frame {statistics.median(ratios):.0f} ({low:.0f}–{high:.0f})")
    report(work.rows(chosen), tuple(part[chosen] for part in found), tuple(reference))


def main() -> int:
    recordings = SHARED / "real" / "opencap_subject4"
    if not recordings.is_dir():
        print(f"muscles: skipped, {recordings} is absent (set OPENSIM_WINK_SHARED)")
        return 0
    subject = load_subject(recordings / "manually_scaled.osim")
    tree, profile = subject.tree, subject.profile
    motion = read_motion(recordings / "squats1_converged_ik.mot", tree)
    values = tree.follow_couplers(motion.values_of(tree))
    followed = muscle_curves(subject, motion)  # also reads the model's paths, once for all
    parts = [*profile.hip_flexion.values(), *profile.knee_flexion.values(), *profile.lumbar_flexion]
    dependent = {coupler.dependent for coupler in tree.couplers}
    free = tuple(n for i, n in enumerate(tree.coordinates) if i not in dependent)
    about = tuple(part.name for part in parts)
    print(f"muscle paths, {subject.model_path.name}, {motion.n_frames} frames")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        squat = Work(subject, motion.time_s, values, followed.names, about)
        squat_muscles(motion, squat, folder, 1 if "--whole" in sys.argv else STRIDE)
        every = tuple(read_path_table(subject.model_path).paths)
        all_muscles(Work(subject, motion.time_s, values, every, free), folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
