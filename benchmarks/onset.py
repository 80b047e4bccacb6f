"""Bias and spread of the onset of the wink on curves of known onset.

Two-second descents at 100 Hz, onset at 0.75 of the depth, autoregressive noise (ρ = 0.95) and a
6 Hz zero-lag filter. The descent follows half a cosine and leads to 30° of anterior tilt, with
which the reference methods below give the bias and spread published for them. Run it as
``python benchmarks/onset.py [--trials 1000] [--noise 0.7]``.
"""

from __future__ import annotations

import argparse

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, filtfilt, lfilter

from opensim_wink.squat.onset import find_reversal, segmented_onset

FloatArray = NDArray[np.float64]

RATE_HZ = 100
DESCENT_S = 2.0
TRUE_ONSET = 0.75
ANTERIOR_DEG = 30.0
CUTOFF_HZ = 6.0
RHO = 0.95
# Bias and SD of segmented fit, velocity zero and 2° rise, to compare with.
PUBLISHED = {
    "sharp, 5°": ("+0.000 ± 0.015", "+0.011 ± 0.012", "+0.118 ± 0.030"),
    "sharp, 10°": ("+0.001 ± 0.011", "+0.001 ± 0.006", "+0.069"),
    "smooth, 10°": ("-0.105 ± 0.029", "-0.019 ± 0.040", "+0.108"),
}
CASES = ("sharp, 5°", "sharp, 10°", "smooth, 10°", "plateau, 5°", "plateau, 10°", "flat")


def clean_curves(case: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Time, depth and noise-free tilt of one squat with a second of standing on both sides."""
    time_s = np.arange(-RATE_HZ, 4 * DESCENT_S * RATE_HZ / 2 + RATE_HZ) / RATE_HZ
    phase = np.clip(np.minimum(time_s, 2 * DESCENT_S - time_s) / DESCENT_S, 0, 1)
    depth = (1 - np.cos(np.pi * phase)) / 2
    kind, _, size = case.partition(", ")
    if kind == "flat":
        return time_s, depth, np.zeros_like(depth)
    past = np.maximum(0, depth - TRUE_ONSET) / (1 - TRUE_ONSET)
    wink = float(size.rstrip("°")) * (past**2 if kind == "smooth" else past)
    fall = np.minimum(depth / (0.45 if kind == "plateau" else TRUE_ONSET), 1)
    fall = np.sin(np.pi / 2 * fall) if kind == "smooth" else fall
    return time_s, depth, wink - ANTERIOR_DEG * fall


def noisy_curves(
    case: str, noise_sd_deg: float, trials: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray, FloatArray, int]:
    """Time, depth (N,), filtered tilts (trials, N) from the start of the descent, the bottom."""
    time_s, depth, tilt = clean_curves(case)
    kicks = rng.standard_normal((trials, len(time_s) + 200)) * noise_sd_deg * np.sqrt(1 - RHO**2)
    noise = lfilter([1], [1, -RHO], kicks, axis=1)[:, 200:]
    tilts = filtfilt(*butter(2, CUTOFF_HZ, fs=RATE_HZ), tilt + noise, axis=1)
    start = int(np.flatnonzero(depth > 0)[0]) - 1
    return time_s[start:], depth[start:], tilts[:, start:], int(np.argmax(depth[start:]))


def two_degree_rise(depth: FloatArray, tilt_deg: FloatArray) -> float:
    """Depth at which the tilt has come back by 2°; NaN where it never does."""
    lowest = int(np.argmin(tilt_deg))
    risen = np.flatnonzero(tilt_deg[lowest:] > tilt_deg[lowest] + 2)
    return float(depth[lowest + risen[0]]) if risen.size else float("nan")


def measure(case: str, noise_sd_deg: float, trials: int, seed: int = 0) -> dict[str, FloatArray]:
    """Onset of every trial by each method, and the wink amplitude."""
    rng = np.random.default_rng(seed)
    time_s, depth, tilts, bottom = noisy_curves(case, noise_sd_deg, trials, rng)
    down = slice(0, bottom + 1)
    ours = [find_reversal(time_s, depth, tilt, bottom) for tilt in tilts]
    segmented = [segmented_onset(depth[down], tilt[down]) for tilt in tilts]
    return {
        "reversal": np.array([np.nan if r is None else r.depth_fraction for r in ours]),
        "segmented": np.array([np.nan if s is None else s for s in segmented]),
        "velocity zero": depth[tilts[:, down].argmin(axis=1)],
        "2° rise": np.array([two_degree_rise(depth[down], tilt[down]) for tilt in tilts]),
        "amplitude": tilts[:, bottom] - tilts[:, down].min(axis=1),
    }


def summary(onsets: FloatArray) -> str:
    """Bias ± SD against the true onset."""
    error = onsets[np.isfinite(onsets)] - TRUE_ONSET
    return f"{error.mean():+.3f} ± {error.std():.3f}" if error.size else "none"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--noise", type=float, default=0.7, help="SD in degrees")
    parser.add_argument("--threshold", type=float, default=5.0, help="wink threshold in degrees")
    options = parser.parse_args()
    print(f"{options.trials} trials, noise SD {options.noise}°; bias ± SD in share of depth")
    methods = ("reversal", "segmented", "velocity zero", "2° rise")
    print(f"{'case':14}" + "".join(f"{name:>18}" for name in methods))
    for case in CASES[:-1]:
        found = measure(case, options.noise, options.trials)
        print(f"{case:14}" + "".join(f"{summary(found[name]):>18}" for name in methods))
        if case in PUBLISHED:
            published = ("", *PUBLISHED[case])
            print(f"{'  published':14}" + "".join(f"{text:>18}" for text in published))
    print(f"\nflat tilt: share of trials with an amplitude over {options.threshold}°")
    for noise_sd_deg in (0.3, 0.7, 1.0):
        winks = measure("flat", noise_sd_deg, options.trials)["amplitude"]
        print(f"  noise SD {noise_sd_deg}°: {100 * (winks >= options.threshold).mean():.1f} %")


if __name__ == "__main__":
    main()
