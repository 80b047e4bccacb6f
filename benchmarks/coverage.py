"""How often 95 % intervals hold the truth, on synthetic squats with known marker errors.

The packaged model squats with a known wink; its markers get noise and moving skin that are drawn
here, by code of its own (an AR(1) filter over each marker, skin shifted in the frame of the true
body by the true flexion), and real inverse kinematics follows them. Then the package draws its
samples around what was solved, as for any trial. Run it as
``python benchmarks/coverage.py [--trials 200] [--samples 200]``; what the samples cost, in plain
solves, follows the table.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.noise.samples import sample_curves
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.motion.weights import default_weights
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.signal_samples import sample_signals
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

MODEL = Path(__file__).resolve().parents[1] / "models" / "opensim_wink_body.osim"
RATE_HZ = 100.0
STILL, DOWN, HELD = 30, 90, 10  # frames of standing, descent, bottom
THIGH_AND_SHANK = ("TH1", "TH2", "TH3", "LFC", "MFC", "TB1", "TB2", "TB3", "LMAL", "MMAL")
FOLLOWED = (
    *("RASI", "LASI", "RPSI", "LPSI", "C7", "T10", "CLAV", "XIPHOID", "RACR", "LACR"),
    *(side + name for side in "RL" for name in (*THIGH_AND_SHANK, "CAL", "TOE", "MT5")),
)
PELVIS, TRUNK = "pelvis", "torso"
NOTHING = MarkerNoise.none()
CASES = {
    "noise alone": replace(NOTHING, sd_mm=2.0, filled_sd_mm=10.0),
    "both, as by default": MarkerNoise(),
    "twice as much": MarkerNoise(
        **{
            name: value * (2.0 if name.endswith("_mm") else 1.0)
            for name, value in vars(MarkerNoise()).items()
        }
    ),
    "slower noise (1 s)": replace(MarkerNoise(), correlation_s=1.0),
}


def true_squat(subject: Subject) -> FloatArray:
    """Coordinates of standing, a descent with a wink of 14°, and the bottom, (T, C)."""
    share = np.clip((np.arange(STILL + DOWN + HELD) - STILL) / DOWN, 0.0, 1.0)
    depth = share**3 * (10 - 15 * share + 6 * share**2)
    past = np.maximum(0.0, depth - 0.75) / 0.25
    degrees = {
        "pelvis_tilt": -6 - 20 * np.minimum(depth / 0.75, 1.0) + 14 * past,
        "pelvis_list": 1.0 * depth,
        "pelvis_rotation": -1.0 * depth,
        "lumbar_extension": -5 + 3 * np.minimum(depth / 0.75, 1.0) - 12 * past,
        "lumbar_bending": -1.0 * depth,
    }
    for side in ("r", "l"):
        degrees |= {
            f"hip_flexion_{side}": 5 + 112 * depth,
            f"hip_adduction_{side}": -8 - 12 * depth,
            f"hip_rotation_{side}": -3 - 5 * depth,
            f"knee_angle_{side}": 4 + 124 * depth,
            f"ankle_angle_{side}": 3 + 27 * depth,
        }
    tree = subject.tree
    values = np.tile(tree.default, (len(depth), 1))
    for name, curve in degrees.items():
        values[:, tree.coordinate(name)] = np.deg2rad(curve)
    values[:, tree.coordinate("pelvis_ty")] = 0.95 - 0.5 * depth
    return tree.follow_couplers(values)


def skin_course(subject: Subject, values: FloatArray, noise: MarkerNoise) -> FloatArray:
    """Standard deviation of each followed marker's skin shift, (T, M), m, by the true posture."""
    tree = subject.tree

    def share(name: str, full_deg: float) -> FloatArray:
        gained = values[:, tree.coordinate(name)] - values[0, tree.coordinate(name)]
        return np.clip(np.rad2deg(gained) / full_deg, -1.0, 1.0)

    deep = (share("hip_flexion_r", 120) + share("hip_flexion_l", 120)) / 2
    course = {
        PELVIS: noise.pelvis_mm * deep,
        TRUNK: noise.trunk_mm * share("lumbar_extension", -40),
    }
    for side in ("r", "l"):
        course |= {
            f"femur_{side}": noise.thigh_mm * share(f"hip_flexion_{side}", 120),
            f"tibia_{side}": noise.shank_mm * share(f"knee_angle_{side}", 120),
            f"calcn_{side}": noise.foot_mm * deep,
        }
    bodies = [tree.bodies[tree.marker_body[tree.markers.index(name)]] for name in FOLLOWED]
    return 1e-3 * np.stack([course[body] for body in bodies], axis=1)


def marker_trial(
    subject: Subject, values: FloatArray, noise: MarkerNoise, rng: np.random.Generator
) -> Trial:
    """What a laboratory would have recorded of the true squat."""
    tree, kinematics = subject.tree, Kinematics(subject.tree)
    poses = kinematics.poses(values.T)
    size_m = skin_course(subject, values, noise)
    points = np.empty((len(values), len(FOLLOWED), 3))
    for column, name in enumerate(FOLLOWED):
        index = tree.markers.index(name)
        body = tree.bodies[tree.marker_body[index]]
        bone = kinematics.points(poses, body, tree.marker_offset_m[index])
        shift = size_m[:, column, None] * rng.standard_normal(3)
        turn = kinematics.body_rotation(poses, body)
        points[:, column] = bone + np.einsum("tij,tj->ti", turn, shift)
    rho = float(np.exp(-1.0 / (RATE_HZ * noise.correlation_s)))
    fresh = rng.standard_normal(points.shape) * np.sqrt(1 - rho**2)
    fresh[0] /= np.sqrt(1 - rho**2)
    points += 1e-3 * noise.sd_mm * lfilter([1.0], [1.0, -rho], fresh, axis=0)
    return Trial(
        name="synthetic",
        source=None,
        time_s=np.arange(len(values)) / RATE_HZ,
        rate_hz=RATE_HZ,
        labels=FOLLOWED,
        points_m=points,
        turned=True,
    )


def true_signals(subject: Subject, values: FloatArray) -> SquatSignals:
    """Curves of the true squat, through the same filter."""
    clean = marker_trial(subject, values, NOTHING, np.random.default_rng(0))
    pairs = {name: name for name in FOLLOWED}
    motion = solve_inverse_kinematics(subject.tree, clean, pairs, IKTasks(default_weights(pairs)))
    return squat_signals(subject, replace(motion, values=values))


def wink(tilt_deg: FloatArray) -> FloatArray:
    """Tilt at the bottom minus the smallest of the descent; (..., T) → (...)."""
    descent = tilt_deg[..., STILL : STILL + DOWN + 1]
    return descent[..., -1] - descent.min(axis=-1)


def wink_at(tilt_deg: FloatArray, lowest: int) -> FloatArray:
    """Tilt at the bottom minus that of one frame; (..., T) → (...)."""
    return tilt_deg[..., STILL + DOWN] - tilt_deg[..., lowest]


def change(angle_deg: FloatArray) -> FloatArray:
    """Angle at the bottom minus that of standing; (..., T) → (...)."""
    return angle_deg[..., STILL + DOWN] - angle_deg[..., :STILL].mean(axis=-1)


def held(samples: FloatArray, truth: FloatArray | float) -> tuple[NDArray[np.bool_], FloatArray]:
    """Whether the middle 95 % of samples (S, ...) holds the truth, and its half-width."""
    low, high = np.percentile(samples, [2.5, 97.5], axis=0, method="weibull")
    return (low <= truth) & (truth <= high), (high - low) / 2


def one_trial(
    subject: Subject,
    values: FloatArray,
    true: SquatSignals,
    noise: MarkerNoise,
    seed: int,
    samples: int,
) -> dict[str, tuple[NDArray[np.bool_], FloatArray]]:
    """Whether each quantity's interval holds the truth."""
    rng = np.random.default_rng((2024, seed))
    trial = marker_trial(subject, values, noise, rng)
    pairs = {name: name for name in FOLLOWED}
    tasks = IKTasks(default_weights(pairs))
    motion = solve_inverse_kinematics(subject.tree, trial, pairs, tasks)
    signals = squat_signals(subject, motion)
    drawn = sample_curves(motion, subject.tree, subject.profile, noise, n=samples, seed=seed)
    curves = sample_signals(subject, motion, signals, drawn)
    tilt, true_tilt = curves.posterior_pelvic_tilt_deg, true.posterior_pelvic_tilt_deg
    lumbar, true_lumbar = curves.lumbar_flexion_deg, true.lumbar_flexion_deg
    found = wink(signals.posterior_pelvic_tilt_deg)
    descent = signals.posterior_pelvic_tilt_deg[STILL : STILL + DOWN + 1]
    lowest = STILL + int(np.argmin(descent))
    return {
        "pelvic tilt, every frame": held(tilt, true_tilt),
        "pelvic tilt, bottom": held(tilt[:, STILL + DOWN], true_tilt[STILL + DOWN]),
        "lumbar flexion, every frame": held(lumbar, true_lumbar),
        "lumbar flexion, bottom": held(lumbar[:, STILL + DOWN], true_lumbar[STILL + DOWN]),
        "hip height, bottom": held(
            curves.hip_height_m[:, STILL + DOWN], true.hip_height_m[STILL + DOWN]
        ),
        "tilt, change from standing": held(change(tilt), change(true_tilt)),
        "lumbar, change from standing": held(change(lumbar), change(true_lumbar)),
        "wink, samples as they are": held(wink(tilt), wink(true_tilt)),
        "wink, samples turned round": held(2 * found - wink(tilt), wink(true_tilt)),
        "wink, at the frame found": held(wink_at(tilt, lowest), wink(true_tilt)),
    }


def measure(
    noise: MarkerNoise, trials: int, samples: int, subject: Subject | None = None
) -> dict[str, tuple[float, float]]:
    """Share of trials (and frames) whose interval holds the truth, and the mean half-width."""
    subject = subject or load_subject(MODEL)
    values = true_squat(subject)
    true = true_signals(subject, values)
    results = [one_trial(subject, values, true, noise, seed, samples) for seed in range(trials)]
    return {
        name: (
            float(np.mean([result[name][0] for result in results])),
            float(np.mean([result[name][1] for result in results])),
        )
        for name in results[0]
    }


def cost_ratio(subject: Subject, samples: int, frames: int = 1346, rounds: int = 5) -> list[float]:
    """Time of the samples over that of a plain solve, trial of a usual length, interleaved."""
    values = true_squat(subject)
    once = np.r_[values, values[::-1]]
    whole = np.resize(np.arange(len(once)), frames)
    trial = marker_trial(subject, once[whole], MarkerNoise(), np.random.default_rng(1))
    pairs = {name: name for name in FOLLOWED}
    tasks = IKTasks(default_weights(pairs))
    ratios = []
    for _ in range(rounds):
        start = time.process_time()
        motion = solve_inverse_kinematics(subject.tree, trial, pairs, tasks)
        solved = time.process_time()
        drawn = sample_curves(motion, subject.tree, subject.profile, MarkerNoise(), n=samples)
        sampled = time.process_time()
        drawn.lowpassed(6.0)
        filtered = time.process_time()
        ratios.append(
            ((sampled - solved) / (solved - start), (filtered - solved) / (solved - start))
        )
    return [statistics.median(column) for column in zip(*ratios, strict=True)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--samples", type=int, default=200)
    options = parser.parse_args()
    subject = load_subject(MODEL)
    print(
        f"{options.trials} trials a column, {options.samples} samples each; share of 95 % "
        "intervals that hold the truth (mean half-width, degrees or m)"
    )
    columns = {
        case: measure(noise, options.trials, options.samples, subject)
        for case, noise in CASES.items()
    }
    print(f"{'':30}" + "".join(f"{case:>22}" for case in columns))
    for name in next(iter(columns.values())):
        cells = (f"{100 * c[name][0]:.1f} % (±{c[name][1]:.2g})" for c in columns.values())
        print(f"{name:30}" + "".join(f"{cell:>22}" for cell in cells))
    alone, filtered = cost_ratio(subject, options.samples)
    print(
        f"\n{options.samples} samples of 1346 frames cost {alone:.2f} plain solves, "
        f"{filtered:.2f} with the low-pass filter"
    )


if __name__ == "__main__":
    main()
