"""Coverage of the intervals of differences between conditions, and how often a family errs.

Sessions of one person are drawn with known means: repetitions that vary (normally, lopsidedly, more
under one condition), noise of each repetition, skin that slides the same way in all trials, with a
gain that differs by condition, and trials that differ. Beside the package's interval stand Welch's
without any draws, one spread for all conditions, and a hierarchical bootstrap of repetitions and
draws. Run it as ``python benchmarks/contrasts.py [--sessions 2000] [--samples 100]``.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.signal import butter, filtfilt, lfilter

from opensim_wink.claims.contrasts.contrast import contrast, contrasts_of
from opensim_wink.claims.contrasts.quantities import PELVIS_CURVE
from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.vocabulary import Condition

FloatArray = NDArray[np.float64]

NAMES = ("baseline", "heels_raised", "goblet", "fast", "slow", "loaded", "wide_stance", "supported")
QUANTITY = "pelvis_wink_deg"
RATE_HZ, RHO, CUTOFF_HZ, POOL = 100, 0.95, 6.0, 600


@dataclass(frozen=True)
class Situation:
    """How a person's repetitions come about, in degrees.

    ``spread`` is that of repetitions, ``spread_other`` under ``heels_raised``; ``noise`` differs
    between repetitions and ``skin`` does not, but has another gain under ``heels_raised``.
    """

    reps: int = 3
    conditions: int = 6
    trials: int = 1
    spread: float = 1.0
    spread_other: float = 1.0
    noise: float = 0.7
    skin: float = 3.0
    gain: float = 0.15
    between: float = 0.0
    lopsided: bool = False
    same_seed: bool = True


SITUATIONS = {
    "3 reps, 6 conditions": Situation(),
    "3 reps, 2 conditions": Situation(conditions=2),
    "4 reps, 2 conditions": Situation(reps=4, conditions=2),
    "5 reps, 2 conditions": Situation(reps=5, conditions=2),
    "5 reps, 6 conditions": Situation(reps=5),
    "2 reps, 6 conditions": Situation(reps=2),
    "no draws' share: noise 0, skin 0": Situation(noise=0.0, skin=0.0),
    "all is noise: spread 0.1": Situation(spread=0.1, spread_other=0.1),
    "skin's gain 50 % larger": Situation(gain=0.5),
    "lopsided, 2 conditions": Situation(conditions=2, lopsided=True),
    "lopsided, 6 conditions": Situation(lopsided=True),
    "twice the spread, 2 conditions": Situation(conditions=2, spread_other=2.0),
    "twice the spread, 4 conditions": Situation(conditions=4, spread_other=2.0),
    "twice the spread, 6 conditions": Situation(spread_other=2.0),
    "three times, 8 conditions": Situation(conditions=8, spread_other=3.0),
    "half the spread, 6 conditions": Situation(spread_other=0.5),
    "draws of different seeds": Situation(same_seed=False),
    "2 trials of 3, alike": Situation(trials=2),
    "2 trials of 3, 1° between, 6": Situation(trials=2, between=1.0),
    "2 trials of 3, 1° between, 2": Situation(trials=2, between=1.0, conditions=2),
    "2 trials of 3, 0.5° between, 2": Situation(trials=2, between=0.5, conditions=2),
    "3 trials of 3, 1° between, 2": Situation(trials=3, between=1.0, conditions=2),
}


def draw_session(
    situation: Situation, means: FloatArray, rng: np.random.Generator, samples: int = 100
) -> Session:
    """A person whose conditions have these means."""
    true_skin = situation.skin * rng.standard_normal()
    drawn_skin = situation.skin * rng.standard_normal(samples)
    trials = []
    for name, mean in zip(NAMES, means, strict=False):
        changed = name == "heels_raised"
        gain = 1.0 + situation.gain * changed
        spread = situation.spread_other if changed else situation.spread
        for _ in range(situation.trials):
            moved = mean + situation.between * rng.standard_normal()
            varied = (
                rng.exponential(size=situation.reps) - 1.0
                if situation.lopsided
                else rng.standard_normal(situation.reps)
            )
            noise = situation.noise * rng.standard_normal((situation.reps, samples + 1))
            values = moved + spread * varied + gain * true_skin + noise[:, 0]
            skin = (
                drawn_skin if situation.same_seed else situation.skin * rng.standard_normal(samples)
            )
            draws = values[:, None] + gain * skin + noise[:, 1:]
            trials.append(trial_of(name, values, draws))
    return Session("P", tuple(trials))


def trial_of(
    name: str, values: FloatArray, draws: FloatArray, descent: Descent | None = None
) -> ConditionTrial:
    """One trial that holds a quantity, and nothing else but curves."""
    reps = len(values)
    return ConditionTrial(
        name=name,
        condition=Condition(name),
        reps=tuple(range(1, reps + 1)),
        usable=np.ones(reps, dtype=bool),
        verdicts=("flexion beyond neutral",) * reps,
        values={QUANTITY: values},
        draws={QUANTITY: draws},
        descent=descent,
        person={},
        hamstrings={},
    )


def welch(session: Session) -> tuple[float, float]:
    """Welch's interval without any draws."""
    one, other = _values(session)
    found = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    return float(found.low), float(found.high)


def one_spread(session: Session) -> tuple[float, float]:
    """Student's interval with one spread for all conditions."""
    groups = [trial.values[QUANTITY] for trial in session.trials]
    freedom = sum(len(g) - 1 for g in groups)
    variance = sum(float(np.sum((g - g.mean()) ** 2)) for g in groups) / freedom
    one, other = _values(session)
    half = stats.t.ppf(0.975, freedom) * np.sqrt(variance * (1 / len(one) + 1 / len(other)))
    return one.mean() - other.mean() - half, one.mean() - other.mean() + half


def bootstrap(
    session: Session, rng: np.random.Generator, rounds: int = 1000
) -> tuple[float, float]:
    """Percentiles of trials, repetitions and draws that are drawn again, draws in pairs."""
    samples = session.trials[0].draws[QUANTITY].shape[1]
    draw = rng.integers(samples, size=rounds)
    means = []
    for name in ("heels_raised", "baseline"):
        trials = session.under(name)
        values = np.stack([trial.values[QUANTITY] for trial in trials])
        drawn = np.stack([trial.draws[QUANTITY] for trial in trials]) - values[..., None]
        which = rng.integers(len(trials), size=(rounds, len(trials), 1))
        rep = rng.integers(values.shape[1], size=(rounds, len(trials), values.shape[1]))
        shift = drawn.mean(axis=(0, 1))[draw]
        means.append(values[which, rep].mean(axis=(1, 2)) + shift)
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    return float(low), float(high)


def _values(session: Session) -> tuple[FloatArray, FloatArray]:
    one, other = (
        np.concatenate([trial.values[QUANTITY] for trial in session.under(name)])
        for name in ("heels_raised", "baseline")
    )
    return one, other


def coverage(
    situation: Situation, sessions: int, samples: int = 100, *, others: bool = True, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Share of 95 % intervals that hold the true difference, and their median half-width."""
    rng = np.random.default_rng((8, seed))
    truth = -4.0
    ends: dict[str, list[tuple[float, float]]] = {}
    for _ in range(sessions):
        means = np.full(situation.conditions, 10.0)
        means[1] += truth
        session = draw_session(situation, means, rng, samples)
        found = contrast(session, QUANTITY, "heels_raised").difference
        ends.setdefault("contrast", []).append((found.low or np.nan, found.high or np.nan))
        if others:
            ends.setdefault("Welch", []).append(welch(session))
            ends.setdefault("one spread", []).append(one_spread(session))
            ends.setdefault("bootstrap", []).append(bootstrap(session, rng))
    return {name: _held(np.array(pairs), truth) for name, pairs in ends.items()}


def _held(ends: FloatArray, truth: float) -> tuple[float, float]:
    held = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
    return float(held.mean()), float(np.median(ends[:, 1] - ends[:, 0]) / 2)


@dataclass(frozen=True)
class WinkCase:
    """Descents over depth with a wink of a size past an onset, and how deep they go."""

    wink_deg: float = 10.0
    depth: float = 0.6


def curve_session(
    cases: dict[str, WinkCase],
    rng: np.random.Generator,
    *,
    reps: int = 3,
    samples: int = 100,
    spread: float = 1.0,
    noise: float = 0.7,
    skin: float = 3.0,
) -> Session:
    """A person whose pelvis turns back by the given slope, with noise in time and sliding skin.

    Tilt falls to the onset at a depth of 0.4 and rises by ``wink_deg`` over the next 0.2 of leg
    length, on and on in a deeper squat.
    """
    skin_draws = skin * rng.standard_normal(samples + 1)
    trials = []
    for name, case in cases.items():
        steps = round(100 * case.depth)
        grid = np.arange(steps + 1) / 100
        true = -20.0 * np.minimum(grid / 0.4, 1.0) + case.wink_deg * np.clip(
            (grid - 0.4) / 0.2, 0.0, None
        )
        rise = spread * rng.standard_normal(reps)[:, None] * np.clip((grid - 0.4) / 0.2, 0.0, None)
        errors = noise * smooth_noise(rng, reps * (samples + 1), grid).reshape(
            reps, samples + 1, -1
        ) + (skin_draws[:, None] * grid / 0.6)
        curves = true + rise + errors[:, 0]
        draws = (curves[:, None] + errors[:, 1:]).transpose(0, 2, 1)
        wink = curves[:, -1] - curves.min(axis=1)
        drawn_wink = draws[:, -1] - draws.min(axis=1)
        trials.append(
            trial_of(
                name,
                wink,
                2 * wink[:, None] - drawn_wink,
                Descent(
                    grid,
                    {PELVIS_CURVE: curves},
                    {PELVIS_CURVE: 2 * curves[..., None] - draws},
                ),
            )
        )
    return Session("P", tuple(trials))


_POOL: list[FloatArray] = []


def smooth_noise(rng: np.random.Generator, number: int, grid: FloatArray) -> FloatArray:
    """Noise of unit SD, AR(1) and low-passed, over a descent of 2 s, at depths; (number, G)."""
    if not _POOL:
        frames = 2 * RATE_HZ + 1
        fresh = np.random.default_rng(3).standard_normal((POOL, 4 * frames))
        raw = lfilter([np.sqrt(1 - RHO**2)], [1.0, -RHO], fresh, axis=1)
        smooth = filtfilt(*butter(2, CUTOFF_HZ / (RATE_HZ / 2)), raw, axis=1)
        _POOL.append(smooth[:, frames : 2 * frames])
    depth = (1 - np.cos(np.pi * np.arange(2 * RATE_HZ + 1) / (2 * RATE_HZ))) / 2 * grid[-1]
    frames = np.searchsorted(depth, grid - 1e-12).clip(0, len(depth) - 1)
    return _POOL[0][rng.integers(POOL, size=number)][:, frames]


def curve_coverage(
    cases: dict[str, WinkCase], truths: dict[str, float], sessions: int, *, seed: int = 0
) -> dict[str, tuple[float, float, float]]:
    """Per quantity: coverage, median half-width and mean error of the difference."""
    rng = np.random.default_rng((9, seed))
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in truths}
    for _ in range(sessions):
        session = curve_session(cases, rng)
        for name, truth in truths.items():
            found = contrast(session, name, "heels_raised").difference
            rows[name].append((found.low or np.nan, found.high or np.nan, found.value - truth))
    return {
        name: (
            *_held(np.array(row)[:, :2], truths[name]),
            float(np.mean(np.array(row)[:, 2])),
        )
        for name, row in rows.items()
    }


def family_error(situation: Situation, sessions: int, samples: int = 60, seed: int = 0) -> float:
    """Share of sessions without any difference in which one was found."""
    rng = np.random.default_rng((10, seed))
    found = 0
    for _ in range(sessions):
        session = draw_session(situation, np.full(situation.conditions, 10.0), rng, samples)
        found += any(c.p_adjusted <= 0.05 for c in contrasts_of(session, [QUANTITY]))
    return found / sessions


def power(situation: Situation, difference: float, sessions: int) -> dict[str, float]:
    """Share of each answer for a true difference among all conditions, corrected."""
    rng = np.random.default_rng(11)
    answers: dict[str, int] = {}
    for _ in range(sessions):
        means = np.full(situation.conditions, 10.0)
        means[1] += difference
        session = draw_session(situation, means, rng, 60)
        answer = contrasts_of(session, [QUANTITY])[0].answer
        answers[answer] = answers.get(answer, 0) + 1
    return {name: count / sessions for name, count in sorted(answers.items())}


CURVES = {
    "10° against 10°": ({"baseline": WinkCase(10), "heels_raised": WinkCase(10)}, 0.0),
    "5° against 10°": ({"baseline": WinkCase(10), "heels_raised": WinkCase(5)}, -5.0),
    "none against 10°": ({"baseline": WinkCase(10), "heels_raised": WinkCase(0)}, -10.0),
    "deeper by 0.1, else the same": (
        {"baseline": WinkCase(10), "heels_raised": WinkCase(10, 0.7)}, 0.0,
    ),
}  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=2000)
    parser.add_argument("--samples", type=int, default=100)
    options = parser.parse_args()
    print(f"{options.sessions} sessions a row; coverage of 95 % intervals (median half-width, °)")
    for name, situation in SITUATIONS.items():
        found = coverage(situation, options.sessions, options.samples)
        cells = (f"{way} {100 * share:.1f} (±{half:.1f})" for way, (share, half) in found.items())
        print(f"{name:34}" + "".join(f"{cell:>26}" for cell in cells), flush=True)
    print("\nof curves, 3 repetitions: coverage (half-width), mean error of the difference")
    for name, (cases, truth) in CURVES.items():
        truths = dict.fromkeys(
            ("pelvis_wink_same_depth_deg", "pelvis_change_same_depth_deg"), truth
        )
        for quantity, row in curve_coverage(cases, truths, options.sessions // 4).items():
            print(f"{name:34}{quantity:32}{100 * row[0]:.1f} (±{row[1]:.1f}) {row[2]:+.2f}")
    print("\nsessions without a difference in which one is found")
    for name in ("3 reps, 6 conditions", "3 reps, 2 conditions", "lopsided, 6 conditions"):
        situation = replace(SITUATIONS[name], gain=0.0)
        print(f"{name:34}{100 * family_error(situation, options.sessions):.1f} %", flush=True)
    print("\nanswers among 5 contrasts, corrected, 3 repetitions of 6 conditions")
    for difference in (0.0, -2.0, -4.0, -6.0, -8.0):
        shares = power(Situation(gain=0.0), difference, options.sessions // 4)
        print(
            f"{difference:+.0f}°: " + ", ".join(f"{n} {100 * s:.0f} %" for n, s in shares.items())
        )


if __name__ == "__main__":
    main()
