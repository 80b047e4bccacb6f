"""The array solver against OpenSim's at an accuracy of 1e-9: same model, markers, weights, poses.

Poses are a real squat, its angles carried over by coordinate name, and random ones within the
model's ranges, each on its own; both turned to headings of 0, 90, 180 and 270°, the markers with
3 mm of noise (SD along each axis). Models without markers get three on every body. Both solvers
begin on their own; OpenSim's, which knows no heading, with the model's root laid on the markers.

A coordinate counts as well-conditioned in a frame where 1 mm of independent noise on every marker
moves it by less than 2° (SD, from the Jacobian at our solution). Angles are compared where both
ended in the same minimum (costs within 1e-6 of each other); frames in which one of them ended
higher are counted. Run it as ``python benchmarks/ik_parity.py [--frames 12] [--random 12]``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.covariance import MarkerResponse
from opensim_wink.motion.opensim_solver import solve_with_opensim
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SQUATS = Path("real") / "opencap_subject4" / "squats1_converged_ik.mot"
MODELS = (
    "gait2392_thelen2003muscle",
    "Rajagopal2016",
    "RajagopalLaiUhlrich2023",
    "LaiUhlrich2022",
    "FBLSmodel",
)
HEADINGS_DEG = (0.0, 90.0, 180.0, 270.0)
NOISE_M = 0.003
WELL_DEG_PER_MM = 2.0
SAME_MINIMUM = 1e-6
CORNERS_M = ((0.05, 0.0, 0.0), (0.0, 0.05, 0.0), (0.0, 0.0, 0.05))


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both solutions of some frames.

    Attributes
    ----------
    names : tuple of str
        The model's angles, length A.
    apart_deg : ndarray, shape (T, A)
        Difference of each angle; NaN where the minima differ or one solver has none.
    well : ndarray of bool, shape (T, A)
        Whether the markers determine the angle well.
    excess : ndarray, shape (T,)
        Our cost over OpenSim's, as a share of it.
    """

    names: tuple[str, ...]
    apart_deg: FloatArray
    well: BoolArray
    excess: FloatArray


def with_markers(path: Path, folder: Path) -> Path:
    """The model itself, or a copy with three markers on every body if it has none."""
    model = load_model(path)
    if model.getMarkerSet().getSize():
        return path
    osim = engine()
    bodies = model.getBodySet()
    for i in range(bodies.getSize()):
        for k, corner in enumerate(CORNERS_M):
            name = f"{bodies.get(i).getName()}_{k}"
            model.addMarker(osim.Marker(name, bodies.get(i), osim.Vec3(*corner)))
    model.finalizeConnections()
    copy = folder / path.name
    model.printToXML(str(copy))
    return copy


def real_values(subject: Subject, shared: Path, n_frames: int) -> FloatArray:
    """Frames of a real squat (T, C), flexion counted as the model counts it."""
    tree, profile = subject.tree, subject.profile
    squats = read_storage(shared / SQUATS)
    frames = np.linspace(90, len(squats.values) - 1, n_frames).astype(int)
    turned = {
        part.name: part.sign
        for parts in (profile.knee_flexion, profile.hip_flexion)
        for part in parts.values()
    }
    values = np.tile(tree.default, (n_frames, 1))
    for name in squats.columns:
        if name not in tree.coordinates or tree.locked[tree.coordinate(name)]:
            continue
        index = tree.coordinate(name)
        column = squats.column(name)[frames] * turned.get(name, 1.0)
        values[:, index] = np.deg2rad(column) if tree.rotational[index] else column
    return tree.follow_couplers(values)


def random_values(subject: Subject, n_poses: int, rng: np.random.Generator) -> FloatArray:
    """Poses (T, C) drawn from the inner nine tenths of every range, at most ± 90° wide."""
    tree = subject.tree
    low = np.clip(tree.low, -np.pi / 2, np.pi / 2)
    high = np.clip(tree.high, -np.pi / 2, np.pi / 2)
    middle, half = (low + high) / 2, 0.45 * (high - low)
    values = middle + half * rng.uniform(-1, 1, (n_poses, len(middle)))
    root = list(Kinematics(tree).nodes[0].coordinates)
    values[:, root] = rng.uniform(-0.5, 0.5, (n_poses, len(root)))
    values[:, tree.locked] = tree.default[tree.locked]
    return tree.follow_couplers(values)


def trial_of(
    subject: Subject, values: FloatArray, heading_deg: FloatArray, rng: np.random.Generator
) -> Trial:
    """Noisy markers of some poses, each turned about the vertical."""
    points = Kinematics(subject.tree).marker_positions(values)
    points += rng.normal(0.0, NOISE_M, points.shape)
    c, s = np.cos(np.deg2rad(heading_deg)), np.sin(np.deg2rad(heading_deg))
    zero, one = np.zeros_like(c), np.ones_like(c)
    turn = np.array([[c, zero, s], [zero, one, zero], [-s, zero, c]])
    return Trial(
        name="parity",
        source=None,
        time_s=np.arange(len(values)) / 100,
        rate_hz=100.0,
        labels=subject.tree.markers,
        points_m=np.einsum("ijt,tmj->tmi", turn, points),
        turned=True,
    )


def compare(subject: Subject, trial: Trial) -> Comparison:
    """Solve a trial with both and hold the solutions against each other."""
    tree = subject.tree
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
    pairs = {name: name for name in tree.markers}
    ours = solve_inverse_kinematics(tree, trial, pairs, tasks)
    theirs = solve_with_opensim(subject.model_path, tree, trial, pairs, tasks)
    excess = (ours.cost - theirs.cost) / theirs.cost
    angles = np.flatnonzero(tree.rotational)
    apart = np.abs(ours.values - theirs.values)[:, angles]
    apart = np.rad2deg(np.minimum(apart % (2 * np.pi), -apart % (2 * np.pi)))
    apart[~(np.abs(excess) <= SAME_MINIMUM)] = np.nan
    well = sd_deg_per_mm(ours, subject)[:, angles] < WELL_DEG_PER_MM
    return Comparison(tuple(tree.coordinates[i] for i in angles), apart, well, excess)


def sd_deg_per_mm(motion: Motion, subject: Subject) -> FloatArray:
    """Deviation (T, C) of each coordinate for 1 mm of noise on every marker, degrees."""
    out = np.full(motion.values.shape, np.nan)
    every = np.arange(motion.values.shape[1])
    for part in MarkerResponse(motion, subject.tree).gains(every):
        out[part.frames] = np.sqrt((part.gain**2).sum(axis=(2, 3)))
    return np.rad2deg(0.001 * out)


def real_comparison(subject: Subject, shared: Path, n_frames: int, seed: int = 0) -> Comparison:
    """The real squat as four trials, one for each heading."""
    rng = np.random.default_rng(seed)
    values = real_values(subject, shared, n_frames)
    return joined(
        [
            compare(subject, trial_of(subject, values, np.full(n_frames, heading), rng))
            for heading in HEADINGS_DEG
        ]
    )


def random_comparison(subject: Subject, n_poses: int, seed: int = 1) -> Comparison:
    """Random poses, each a trial of one frame, headings in turn."""
    rng = np.random.default_rng(seed)
    values = random_values(subject, n_poses, rng)
    headings = np.resize(HEADINGS_DEG, n_poses)
    trials = [
        trial_of(subject, values[k : k + 1], headings[k : k + 1], rng) for k in range(n_poses)
    ]
    return joined([compare(subject, trial) for trial in trials])


def joined(parts: list[Comparison]) -> Comparison:
    """Comparisons of one model, frames one after the other."""
    return Comparison(
        parts[0].names,
        np.concatenate([part.apart_deg for part in parts]),
        np.concatenate([part.well for part in parts]),
        np.concatenate([part.excess for part in parts]),
    )


def row(name: str, what: str, found: Comparison) -> str:
    """One row of the table."""
    same = np.abs(found.excess) <= SAME_MINIMUM
    well = np.where(found.well, found.apart_deg, 0.0)
    well = np.nan_to_num(well)
    everything = np.nan_to_num(found.apart_deg)
    worst = found.names[int(everything.max(axis=0).argmax())]
    share = found.well[same].mean() if same.any() else float("nan")
    higher = np.max(found.excess[same], initial=-np.inf)
    return (
        f"| {name} | {what}, {len(found.excess)} | {well.max():.5f}° | {share:.0%} | "
        f"{everything.max():.4f}° ({worst}) | {higher:+.0e} | "
        f"{int((found.excess < -SAME_MINIMUM).sum())} | "
        f"{int((found.excess > SAME_MINIMUM).sum())} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--frames", type=int, default=12, help="of the real squat, each heading")
    parser.add_argument("--random", type=int, default=12, help="random poses a model")
    parser.add_argument("--models", nargs="*", default=[*MODELS, "packaged"])
    arguments = parser.parse_args()
    if not (SHARED / SQUATS).is_file():
        print(f"ik parity: skipped, {SHARED / SQUATS} is absent (set OPENSIM_WINK_SHARED)")
        return 0
    print(
        "| model | poses | well-conditioned angles differ by at most | they are | any angle | "
        "our cost over OpenSim's | OpenSim's minimum is worse | ours is worse |"
    )
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    with tempfile.TemporaryDirectory() as name:
        for model in arguments.models:
            path = packaged_model_path() if model == "packaged" else SHARED / f"models/{model}.osim"
            subject = load_subject(with_markers(path, Path(name)))
            found = real_comparison(subject, SHARED, arguments.frames)
            print(row(model, "real", found), flush=True)
            drawn = random_comparison(subject, arguments.random)
            print(row(model, "random", drawn), flush=True)
            for part in (found, drawn):
                failed |= bool((part.excess > SAME_MINIMUM).any())
                failed |= bool(
                    (part.apart_deg[part.well & np.isfinite(part.apart_deg)] > 0.01).any()
                )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
