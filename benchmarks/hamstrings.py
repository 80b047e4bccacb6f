"""Power and error rate of the hamstring tests over virtual people of known cause.

Half of them have hamstrings that end their stretch on the way down: the pelvis turns back just as
far as the length of the first hamstring at its end demands. The others tuck under at some depth
for another reason, with hamstrings of usual length. Lengths and arms come from the packaged model
on a grid of hip and knee angles; a shorter muscle is one whose tendon is slack at a shorter length,
so that its fibres are as long at the end of the person's own straight-leg raise as everyone's are
at 90°. Measured are angles with an error of their own that all repetitions share, and scatter over
repetitions. The straight-leg raise is recorded
(with that same error), stated (with a goniometer's) or assumed; the tendon is the person's own or
the generic model's. Run it as ``python benchmarks/hamstrings.py [--people 200] [--seed 0]``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline
from scipy.optimize import brentq

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import load_model
from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.body.paths import path_lengths
from opensim_wink.claims.equivalence import NORMAL_95
from opensim_wink.claims.hamstrings.alternatives import LENGTH_BASED
from opensim_wink.claims.hamstrings.conclude import conclude
from opensim_wink.claims.hamstrings.effect import RAISE_TESTS, Test
from opensim_wink.claims.hamstrings.evidence import Evidence, RaiseSource
from opensim_wink.claims.hamstrings.gather import with_passive
from opensim_wink.claims.hamstrings.regression import REGRESSION, LegAngles, by_regression
from opensim_wink.claims.hamstrings.sensitivity import Alternative, hold
from opensim_wink.claims.hamstrings.settings import LombardSettings

FloatArray = NDArray[np.float64]

NAMES = ("bflh", "semimem", "semiten")
GROUPS = ("biceps_femoris_long", "semimembranosus", "semitendinosus")
HIP_DEG, KNEE_DEG = np.arange(-20.0, 146.0, 5.0), np.arange(-10.0, 136.0, 5.0)
STANDING_DEG = (5.0, 4.0)
USUAL_RAISE_DEG = 90.0
LEAST_WINK_DEG = 5.0
NET_NM = 55.0  # a side, at onset; varied by a tenth
PASSIVE: tuple[Test, ...] = ("passive_moment",)
ERROR_DEG = 2.5  # half-width of the 95 % band that a person's repetitions share
STATED_SD_DEG = 2.6  # standard error of a goniometer's reading, see LombardSettings
SOURCES: tuple[RaiseSource, ...] = ("trial", "stated", "assumed")


@dataclass(frozen=True, eq=False)
class Leg:
    """Lengths of one leg's hamstrings over hip and knee flexion; parameters of both legs'."""

    surfaces: tuple[RectBivariateSpline, ...]
    parameters: MuscleParameters

    def length_m(self, hip_deg: FloatArray | float, knee_deg: FloatArray | float) -> FloatArray:
        """Lengths, shape (..., 3)."""
        hip, knee = np.asarray(hip_deg), np.asarray(knee_deg)
        return np.stack([surface.ev(hip, knee) for surface in self.surfaces], axis=-1)

    def arm_m(self, hip_deg: FloatArray, knee_deg: FloatArray) -> FloatArray:
        """Hip moment arms, + flexes, shape (..., 3)."""
        slopes = [surface.ev(hip_deg, knee_deg, dx=1) for surface in self.surfaces]
        return -np.rad2deg(np.stack(slopes, axis=-1))


@dataclass(frozen=True, eq=False)
class Person:
    """One virtual person: what is true of them."""

    tight: bool
    raise_deg: float
    onset: tuple[float, float]  # hip and knee, degrees
    bottom: tuple[float, float]
    wink_deg: float
    n_reps: int
    scatter_deg: float


def read_leg() -> Leg:
    """The packaged model's right hamstrings on a grid."""
    path = packaged_model_path()
    model = load_model(path)
    names = [f"{name}_r" for name in NAMES]
    hip, knee = np.meshgrid(np.deg2rad(HIP_DEG), np.deg2rad(KNEE_DEG), indexing="ij")
    angles = np.stack([hip.ravel(), knee.ravel()], axis=1)
    lengths = path_lengths(model, ["hip_flexion_r", "knee_angle_r"], angles, names)
    surfaces = tuple(
        RectBivariateSpline(HIP_DEG, KNEE_DEG, lengths[:, k].reshape(hip.shape)) for k in range(3)
    )
    both = [f"{name}_{side}" for side in "rl" for name in NAMES]
    return Leg(surfaces, read_muscle_parameters(path, both))


def draw_person(leg: Leg, tight: bool, rng: np.random.Generator) -> Person:
    """A person whose wink is at least as large as one that is reported."""
    while True:
        deep_knee, deep_hip = rng.uniform(105, 125), rng.uniform(100, 118)
        n_reps, scatter = int(rng.integers(3, 7)), rng.uniform(0.5, 2.0)
        way = np.linspace(0, 1, 201)
        knee = STANDING_DEG[1] + way * (deep_knee - STANDING_DEG[1])
        hip = STANDING_DEG[0] + way * (deep_hip - STANDING_DEG[0])
        if tight:
            raise_deg = rng.uniform(18, 34)
            held = hold_back(leg, hip, knee, leg.length_m(raise_deg, 0.0))
        else:
            raise_deg = float(np.clip(rng.normal(85, 12), 60, 115))
            onset, wink = rng.uniform(0.65, 0.85), rng.uniform(LEAST_WINK_DEG, 15)
            held = hip - wink * np.clip((way - onset) / (1 - onset), 0, 1)
        wink_deg = float(hip[-1] - held[-1])
        first = int(np.flatnonzero(hip - held > 0.05)[0]) - 1 if wink_deg > 0.1 else 0
        if wink_deg < LEAST_WINK_DEG or wink_deg > 30 or way[first] < 0.4:
            continue
        return Person(
            tight, raise_deg, (held[first], knee[first]), (held[-1], knee[-1]), wink_deg, n_reps,
            scatter,
        )  # fmt: skip


def hold_back(leg: Leg, hip: FloatArray, knee: FloatArray, end_m: FloatArray) -> FloatArray:
    """Hip flexion that no hamstring is too short for."""
    out = hip.copy()
    for i, (h, k) in enumerate(zip(hip, knee, strict=True)):

        def over(angle: float, k: float = k) -> float:
            return float(np.max(leg.length_m(angle, k) - end_m))

        if over(h) > 0:
            out[i] = brentq(over, -20.0, h) if over(-20.0) < 0 else np.nan
    return out


def see(person: Person, rng: np.random.Generator) -> LegAngles:
    """Angles of both legs as a laboratory measures them, degrees."""
    shape = (person.n_reps, 2)
    shared = rng.normal(0, ERROR_DEG / NORMAL_95, 2)

    def seen(angle: float) -> FloatArray:
        return angle + shared + person.scatter_deg * rng.standard_normal(shape)

    return LegAngles(
        np.full(2, STANDING_DEG[0]), np.full(2, STANDING_DEG[1]), seen(person.onset[0]),
        seen(person.onset[1]), seen(person.bottom[0]), seen(person.bottom[1]),
    )  # fmt: skip


def measure(
    leg: Leg,
    person: Person,
    rng: np.random.Generator,
    *,
    source: RaiseSource,
    knows_tendon: bool,
    settings: LombardSettings,
) -> tuple[Evidence, list[Alternative]]:
    """What a laboratory would gather of both legs, and what else might be so."""
    error_deg = {"trial": ERROR_DEG / NORMAL_95, "stated": STATED_SD_DEG, "assumed": 0.0}[source]
    raise_deg = settings.assumed_slr_deg if source == "assumed" else person.raise_deg
    raise_deg += rng.normal(0, 1) * error_deg
    angles = see(person, rng)
    wink_deg = person.wink_deg + person.scatter_deg * rng.standard_normal(person.n_reps)

    def both(values: FloatArray) -> FloatArray:
        """Repetitions, sides, muscles → repetitions, muscles of both sides."""
        return values.reshape(person.n_reps, 6)

    error = np.deg2rad(settings.hip_error_deg)
    arms = both(leg.arm_m(angles.moment_hip, angles.moment_knee))
    bottom_arms = both(leg.arm_m(angles.bottom_hip, angles.bottom_knee))
    yes, unknown = np.ones(arms.shape, bool), np.full(arms.shape, np.nan)
    evidence = Evidence(
        source="virtual", at="onset", reps=tuple(range(1, person.n_reps + 1)),
        counted=yes[:, 0], usable=yes[:, 0], wink_deg=wink_deg,
        names=leg.parameters.names, groups=GROUPS * 2, sides=("r",) * 3 + ("l",) * 3,
        standing_m=np.tile(leg.length_m(*STANDING_DEG), 2),
        raised_m=np.tile(leg.length_m(raise_deg, 0.0), 2), slr_deg=np.full(6, raise_deg),
        slr_from=(source,) * 6,
        moment_m=both(leg.length_m(angles.moment_hip, angles.moment_knee)),
        bottom_m=both(leg.length_m(angles.bottom_hip, angles.bottom_knee)),
        without_m=both(leg.length_m(angles.bottom_hip + wink_deg[:, None], angles.bottom_knee)),
        moment_error_m=np.abs(arms) * error, bottom_error_m=np.abs(bottom_arms) * error,
        valid_moment=yes, valid_bottom=yes, valid_without=yes, passive_nm=unknown,
        passive_error_nm=unknown, net_nm=NET_NM * (1 + 0.1 * rng.standard_normal(person.n_reps)),
    )  # fmt: skip
    slack = leg.parameters.tendon_slack_m
    if knows_tendon:
        shorter = leg.length_m(person.raise_deg, 0) - leg.length_m(USUAL_RAISE_DEG, 0)
        slack = slack + np.tile(shorter, 2)
    parameters = replace(leg.parameters, tendon_slack_m=slack)
    evidence = with_passive(evidence, parameters, arms, 1.0)
    others = [
        Alternative(f"slack {c:+g}", with_passive(evidence, parameters, arms, 1 + c), PASSIVE)
        for c in (-settings.slack_change, settings.slack_change)
    ]
    spread = {
        "trial": settings.hip_error_deg,
        "stated": settings.slr_spread_deg,
        "assumed": settings.assumed_slr_spread_deg,
    }[source]
    for change in (-spread, spread):
        other = replace(evidence, raised_m=np.tile(leg.length_m(raise_deg + change, 0.0), 2))
        others.append(Alternative(f"raise {change:+g}", other, RAISE_TESTS))
    regression = by_regression(evidence, angles, settings)
    others.append(Alternative(REGRESSION, regression, LENGTH_BASED))
    return evidence, others


def tally(
    leg: Leg, people: list[Person], seed: int, source: RaiseSource, knows_tendon: bool
) -> dict[tuple[bool, bool], Counter[str]]:
    """Verdicts of blame by whether the regression is heeded, and by the truth."""
    found: dict[tuple[bool, bool], Counter[str]] = {
        (heed, tight): Counter() for heed in (True, False) for tight in (True, False)
    }
    for number, person in enumerate(people):
        rng = np.random.default_rng([seed, number, 1])
        evidence, others = measure(
            leg, person, rng, source=source, knows_tendon=knows_tendon, settings=LombardSettings()
        )
        for heed in (True, False):
            heeded = [
                replace(other, heeded=heed) if other.name == REGRESSION else other
                for other in others
            ]
            answers = conclude(hold(evidence, heeded, LombardSettings()), ())
            found[(heed, person.tight)][answers[0].verdict] += 1
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    leg = read_leg()
    words = ("supported", "contradicted", "inconclusive")
    print(f"{options.people} virtual people, half of them tight; per cent of each half")
    print("'The hamstrings cannot be what pulls the pelvis under' is false of the tight.")
    head = "".join(f"{word:>14}" for word in words)
    print(f"{'raise':8}{'tendon':8}{'regression':12}{'truth':8}{head}")
    people = [
        draw_person(leg, number % 2 == 0, np.random.default_rng([options.seed, number]))
        for number in range(options.people)
    ]
    for source, knows_tendon in product(SOURCES, (True, False)):
        found = tally(leg, people, options.seed, source, knows_tendon)
        known = f"{source:8}{'own' if knows_tendon else 'generic':8}"
        for (heed, tight), counts in found.items():
            cells = [f"{100 * counts[word] / max(1, counts.total()):>14.0f}" for word in words]
            how, truth = "heeded" if heed else "shown", "tight" if tight else "usual"
            print(f"{known}{how:12}{truth:8}" + "".join(cells))


if __name__ == "__main__":
    main()
