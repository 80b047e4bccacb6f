"""Bias and spread of the onset of the wink, and coverage of its interval, on curves of known onset.

Two-second descents at 100 Hz, onset at 0.75 of the depth, autoregressive noise (ρ = 0.95) and a
6 Hz zero-lag filter. The descent follows half a cosine and leads to 30° of anterior tilt, with
which the reference methods below give the bias and spread published for them. Each trial comes
with 200 sample curves, the noise drawn once more on top, as the analysis of a real trial has them.
Run it as ``python benchmarks/onset.py [--trials 1000] [--noise 0.7] [--others 300]``.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, filtfilt, lfilter

from opensim_wink.squat.onset.amplitude import amplitude_interval
from opensim_wink.squat.onset.interval import onset_interval, values_at_onset
from opensim_wink.squat.onset.segmented import segmented_onset
from opensim_wink.squat.uncertainty.intervals import combine_reps

FloatArray = NDArray[np.float64]

RATE_HZ = 100
ANTERIOR_DEG = 30.0
HIP_DEG = 110.0
CUTOFF_HZ = 6.0
SAMPLES, POOL = 200, 3000
# Bias and SD of segmented fit, velocity zero and 2° rise, to compare with.
PUBLISHED = {
    "sharp, 5°": ("+0.000 ± 0.015", "+0.011 ± 0.012", "+0.118 ± 0.030"),
    "sharp, 10°": ("+0.001 ± 0.011", "+0.001 ± 0.006", "+0.069"),
    "smooth, 10°": ("-0.105 ± 0.029", "-0.019 ± 0.040", "+0.108"),
}
KINDS = ("sharp, 5°", "sharp, 10°", "smooth, 10°", "plateau, 5°", "plateau, 10°")


@dataclass(frozen=True)
class Case:
    """What a descent looks like; ``kind`` is a shape and a size, or ``"flat"``."""

    kind: str
    onset: float = 0.75
    descent_s: float = 2.0
    noise_sd_deg: float = 0.7
    rho: float = 0.95
    posture_sd_deg: float = 0.0

    @property
    def wink_deg(self) -> float:
        """The true amplitude."""
        return 0.0 if self.kind == "flat" else float(self.kind.partition(", ")[2].rstrip("°"))


def others() -> list[Case]:
    """Other onsets, durations and noises, to see what the figures depend on."""
    changes: list[dict[str, float]] = [
        *({"onset": onset} for onset in (0.5, 0.65, 0.85)),
        *({"descent_s": seconds} for seconds in (1.0, 4.0)),
        *({"noise_sd_deg": sd} for sd in (0.3, 1.0)),
        *({"rho": rho} for rho in (0.8, 0.98)),
        {"posture_sd_deg": 2.0},
    ]
    return [replace(Case(kind), **change) for kind in KINDS[:3] for change in changes]


def clean_curves(case: Case) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Time, depth and noise-free tilt of one squat with a second of standing on both sides."""
    frames = np.arange(-RATE_HZ, round(2 * case.descent_s * RATE_HZ) + RATE_HZ)
    time_s = frames / RATE_HZ
    phase = np.clip(np.minimum(time_s, 2 * case.descent_s - time_s) / case.descent_s, 0, 1)
    depth = (1 - np.cos(np.pi * phase)) / 2
    if case.kind == "flat":
        return time_s, depth, np.zeros_like(depth)
    kind = case.kind.partition(", ")[0]
    past = np.maximum(0, depth - case.onset) / (1 - case.onset)
    wink = case.wink_deg * (past**2 if kind == "smooth" else past)
    fall = np.minimum(depth / (0.6 * case.onset if kind == "plateau" else case.onset), 1)
    fall = np.sin(np.pi / 2 * fall) if kind == "smooth" else fall
    return time_s, depth, wink - ANTERIOR_DEG * fall


def filtered(curves: FloatArray) -> FloatArray:
    """The curves after the zero-lag low-pass."""
    return np.asarray(filtfilt(*butter(2, CUTOFF_HZ, fs=RATE_HZ), curves, axis=-1))


def noise(case: Case, curves: int, n: int, rng: np.random.Generator) -> FloatArray:
    """Filtered noise, shape (curves, n)."""
    kicks = rng.standard_normal((curves, n + 400)) * case.noise_sd_deg
    kicks *= np.sqrt(1 - case.rho**2)
    return filtered(lfilter([1], [1, -case.rho], kicks, axis=1)[:, 400:])


def two_degree_rise(depth: FloatArray, tilt_deg: FloatArray) -> float:
    """Depth at which the tilt has come back by 2°; NaN where it never does."""
    lowest = int(np.argmin(tilt_deg))
    risen = np.flatnonzero(tilt_deg[lowest:] > tilt_deg[lowest] + 2)
    return float(depth[lowest + risen[0]]) if risen.size else float("nan")


def measure(case: Case, trials: int, seed: int = 0) -> dict[str, FloatArray]:
    """Every trial's onset by each method, amplitude and intervals; NaN where there is none."""
    rng = np.random.default_rng(seed)
    time_s, depth, clean = clean_curves(case)
    n = len(time_s)
    start, clean = int(np.flatnonzero(depth > 0)[0]) - 1, filtered(clean)
    pool, hip_pool = noise(case, POOL, n, rng), noise(case, POOL, n, rng)
    here = slice(start, None)
    time_s, depth = time_s[here], depth[here]
    bottom = int(np.argmax(depth))
    rows: list[dict[str, float]] = []
    for error, hip_error in zip(
        noise(case, trials, n, rng), noise(case, trials, n, rng), strict=True
    ):
        skin = case.posture_sd_deg * rng.standard_normal(SAMPLES + 1)
        tilt = (clean + error)[here] + skin[0] * depth
        chosen = rng.choice(POOL, SAMPLES, replace=False)
        samples = tilt + pool[chosen][:, here] + skin[1:, None] * depth
        hip = HIP_DEG * depth + hip_error[here]
        hip_samples = hip + hip_pool[chosen][:, here]
        rows.append(_row(time_s, depth, tilt, samples, bottom, hip, hip_samples))
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _row(
    time_s: FloatArray,
    depth: FloatArray,
    tilt: FloatArray,
    samples: FloatArray,
    bottom: int,
    hip: FloatArray,
    hip_samples: FloatArray,
) -> dict[str, float]:
    """What is found in one trial."""
    nan = float("nan")
    down = slice(0, bottom + 1)
    knot = segmented_onset(depth[down], tilt[down])
    row = dict.fromkeys(("reversal", "low", "high", "knot low", "knot high"), nan)
    row |= dict.fromkeys(("hip low", "hip high"), nan)
    onset = onset_interval(time_s, depth, tilt, samples, bottom)
    if onset is not None:
        share, knots = onset.depth_fraction, onset.segmented_depth_fraction
        angle = values_at_onset(time_s, hip, hip_samples, onset)
        row |= {"reversal": share.value, "low": share.low or nan, "high": share.high or nan}
        row |= {"hip low": angle.low or nan, "hip high": angle.high or nan}
        if knots is not None:
            row |= {"knot low": knots.low or nan, "knot high": knots.high or nan}
    low, high = amplitude_interval(time_s, depth, tilt, samples, bottom)
    return row | {
        "segmented": nan if knot is None else knot,
        "velocity zero": float(depth[np.argmin(tilt[down])]),
        "2° rise": two_degree_rise(depth[down], tilt[down]),
        "amplitude": float(tilt[bottom] - tilt[down].min()),
        "amplitude low": low,
        "amplitude high": high,
    }


def summary(onsets: FloatArray, truth: float) -> str:
    """Bias ± SD against the true onset."""
    error = onsets[np.isfinite(onsets)] - truth
    return f"{error.mean():+.3f} ± {error.std():.3f}" if error.size else "none"


def coverage(found: dict[str, FloatArray], prefix: str, truth: float) -> str:
    """Share of the intervals that hold the truth, in percent; where a wink's onset is reported."""
    reported = np.isfinite(found["reversal"])
    low, high = found[f"{prefix}low"][reported], found[f"{prefix}high"][reported]
    known = np.isfinite(low)
    if not known.any():
        return "–"
    return f"{100 * np.mean((low <= truth) & (truth <= high), where=known):.1f}"


def true_knot(case: Case) -> float:
    """Segmented knot of the noise-free curve."""
    _, depth, clean = clean_curves(case)
    down = slice(int(np.flatnonzero(depth > 0)[0]) - 1, int(np.argmax(depth)) + 1)
    return segmented_onset(depth[down], filtered(clean)[down]) or float("nan")


def print_accuracy(noise_sd_deg: float, found: dict[str, dict[str, FloatArray]]) -> None:
    """Bias and spread beside those published."""
    print(f"bias ± SD in share of depth, noise SD {noise_sd_deg}°")
    methods = ("reversal", "segmented", "velocity zero", "2° rise")
    print(f"{'case':14}" + "".join(f"{name:>18}" for name in methods))
    for kind, values in found.items():
        truth = Case(kind).onset
        print(f"{kind:14}" + "".join(f"{summary(values[name], truth):>18}" for name in methods))
        if kind in PUBLISHED:
            published = ("", *PUBLISHED[kind])
            print(f"{'  published':14}" + "".join(f"{text:>18}" for text in published))


def coverage_line(case: Case, values: dict[str, FloatArray]) -> str:
    """How often each interval holds the truth, and how wide it is."""
    width = np.nanmean(values["high"] - values["low"])
    wide = np.nanmean(values["amplitude high"] - values["amplitude low"])
    none = 100 * np.mean(np.isnan(values["reversal"]))
    return (
        f"{summary(values['reversal'], case.onset):>17}"
        f"{coverage(values, '', case.onset):>8} ({width:.3f})"
        f"{coverage(values, 'amplitude ', case.wink_deg):>9} ({wide:.1f}°)"
        f"{coverage(values, 'hip ', HIP_DEG * case.onset):>8}"
        f"{coverage(values, 'knot ', true_knot(case)):>8}{none:>8.1f} %"
    )


HEADER = (
    f"{'reversal':>17}{'onset':>8} {'width':7}{'wink':>9} {'width':6}{'hip':>8}{'knot':>8}  none"
)


def print_flat(trials: int, threshold_deg: float) -> None:
    """Winks that are called where there is none, by the plain rule and by the interval."""
    print(f"\nflat tilt: share of trials called a wink of at least {threshold_deg}°")
    for noise_sd_deg in (0.3, 0.7, 1.0):
        found = measure(Case("flat", noise_sd_deg=noise_sd_deg), trials, seed=9)
        plain, sure = found["amplitude"] >= threshold_deg, found["amplitude low"] >= threshold_deg
        held = found["amplitude low"] <= 1e-9
        print(
            f"  noise SD {noise_sd_deg}°: by the amplitude {100 * plain.mean():.1f} %, by the "
            f"interval's low end {100 * sure.mean():.1f} %; interval down to 0: "
            f"{100 * held.mean():.1f} %"
        )


def mean_coverage(reps: int, spread_deg: float, own_deg: float, skin_deg: float) -> float:
    """Percent of trials in which the interval of the mean over repetitions holds the truth."""
    rng = np.random.default_rng(reps)
    trials, truth = 2000, 10.0
    held = 0
    for _ in range(trials):
        values = (
            truth + spread_deg * rng.standard_normal(reps) + own_deg * rng.standard_normal(reps)
        )
        values = values + skin_deg * rng.standard_normal()
        samples = values + own_deg * rng.standard_normal((SAMPLES, reps))
        samples = samples + skin_deg * rng.standard_normal((SAMPLES, 1))
        mean = combine_reps(values, samples)
        held += mean.bounds(0.0)[0] <= truth <= mean.bounds(0.0)[1]
    return 100 * held / trials


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--noise", type=float, default=0.7, help="SD in degrees")
    parser.add_argument("--threshold", type=float, default=5.0, help="wink threshold in degrees")
    parser.add_argument(
        "--others", type=int, default=300, help="trials of each other case; 0: none"
    )
    options = parser.parse_args()
    cases = {kind: Case(kind, noise_sd_deg=options.noise) for kind in KINDS}
    found = {
        kind: measure(case, options.trials, seed) for seed, (kind, case) in enumerate(cases.items())
    }
    print(f"{options.trials} trials a case")
    print_accuracy(options.noise, found)
    print("\n95 % intervals: percent that hold the truth (mean width), where an onset is reported")
    print(f"{'case':14}{HEADER}")
    for kind, case in cases.items():
        print(f"{kind:14}{coverage_line(case, found[kind])}")
    print_flat(options.trials, options.threshold)
    print("\nmean over repetitions: percent of 95 % intervals that hold the truth")
    for spread, own, skin in ((1.0, 0.5, 0.0), (0.0, 1.0, 0.0), (1.0, 0.5, 2.0)):
        shares = [f"{n}: {mean_coverage(n, spread, own, skin):.1f}" for n in (1, 2, 3, 5, 10)]
        print(
            f"  people ± {spread}°, noise ± {own}°, skin ± {skin}°; repetitions "
            + ", ".join(shares)
        )
    if options.others:
        print(f"\nother cases, {options.others} trials each")
        print(f"{'case':40}{HEADER}")
        for seed, case in enumerate(others(), start=100):
            name = f"{case.kind} at {case.onset}, {case.descent_s} s, ± {case.noise_sd_deg}°"
            name += f", ρ {case.rho}" * (case.rho != 0.95)
            name += f", skin ± {case.posture_sd_deg}°" * (case.posture_sd_deg > 0)
            print(
                f"{name:40}{coverage_line(case, measure(case, options.others, seed))}", flush=True
            )


if __name__ == "__main__":
    main()
