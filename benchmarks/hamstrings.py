"""Power and error rate of the hamstring tests over virtual people of known cause.

Half of them have hamstrings that end their stretch on the way down: the pelvis turns back just as
far as the length of the first hamstring at its end demands. The others tuck under at some depth
for another reason, with hamstrings of usual length. Lengths and arms come from the packaged model
on a grid of hip and knee angles; a shorter muscle is one whose tendon is slack at a shorter length,
so that its fibres are as long at the end of the person's own straight-leg raise as everyone's are
at 90°. Measured are angles with an error of their own that all repetitions share, and scatter over
repetitions. Run it as ``python benchmarks/hamstrings.py [--people 200] [--seed 0]``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline
from scipy.optimize import brentq

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import load_model
from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.body.paths import path_lengths
from opensim_wink.claims.conclude import conclude
from opensim_wink.claims.evidence import Evidence
from opensim_wink.claims.gather import with_passive
from opensim_wink.claims.sensitivity import Alternative, hold
from opensim_wink.claims.settings import LombardSettings

FloatArray = NDArray[np.float64]

NAMES = ("bflh", "semimem", "semiten")
GROUPS = ("biceps_femoris_long", "semimembranosus", "semitendinosus")
HIP_DEG, KNEE_DEG = np.arange(-20.0, 146.0, 5.0), np.arange(-10.0, 136.0, 5.0)
STANDING_DEG = (5.0, 4.0)
USUAL_RAISE_DEG = 90.0
LEAST_WINK_DEG = 5.0
NET_NM = 55.0  # a side, at onset; varied by a tenth
ERROR_DEG = 2.5  # half-width of the 95 % band that a person's repetitions share


@dataclass(frozen=True, eq=False)
class Leg:
    """Lengths of one leg's hamstrings over hip and knee flexion; parameters of both legs'."""

    surfaces: tuple[RectBivariateSpline, ...]
    parameters: MuscleParameters

    def length_m(self, hip_deg: float, knee_deg: float) -> FloatArray:
        """Lengths, shape (3,)."""
        return np.array([float(s(hip_deg, knee_deg)[0, 0]) for s in self.surfaces])

    def arm_m(self, hip_deg: float, knee_deg: float) -> FloatArray:
        """Hip moment arms, + flexes, shape (3,)."""
        slopes = [float(s(hip_deg, knee_deg, dx=1)[0, 0]) for s in self.surfaces]
        return -np.rad2deg(np.array(slopes))


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


def measure(
    leg: Leg,
    person: Person,
    rng: np.random.Generator,
    *,
    knows_raise: bool,
    knows_tendon: bool,
    settings: LombardSettings,
) -> tuple[Evidence, list[Alternative]]:
    """What a laboratory would gather of both legs, and what else might be so."""
    raise_deg = person.raise_deg + rng.normal(0, 4) if knows_raise else settings.slr_deg
    slack = np.zeros(3)
    if knows_tendon:
        slack = leg.length_m(person.raise_deg, 0) - leg.length_m(USUAL_RAISE_DEG, 0)
    parameters = replace(
        leg.parameters, tendon_slack_m=leg.parameters.tendon_slack_m + np.tile(slack, 2)
    )
    shared = rng.normal(0, ERROR_DEG / 1.96, 2)
    rows: dict[str, list[FloatArray]] = {
        name: [] for name in ("onset", "arm", "bottom", "bottom_arm", "without")
    }
    for _ in range(person.n_reps):
        for name in rows:
            rows[name].append(np.empty(6))
        for side in range(2):
            part = slice(3 * side, 3 * side + 3)
            shift = shared[side] + person.scatter_deg * rng.standard_normal(4)
            onset = person.onset[0] + shift[0], person.onset[1] + shift[1]
            bottom = person.bottom[0] + shift[2], person.bottom[1] + shift[3]
            free = bottom[0] + person.wink_deg + person.scatter_deg * rng.standard_normal()
            rows["onset"][-1][part] = leg.length_m(*onset)
            rows["arm"][-1][part] = leg.arm_m(*onset)
            rows["bottom"][-1][part] = leg.length_m(*bottom)
            rows["bottom_arm"][-1][part] = leg.arm_m(*bottom)
            rows["without"][-1][part] = leg.length_m(free, bottom[1])
    arms = np.array(rows["arm"])
    shape = arms.shape
    error = np.deg2rad(settings.hip_error_deg)
    evidence = with_passive(
        Evidence(
            source="virtual", at="onset", reps=tuple(range(1, person.n_reps + 1)),
            counted=np.ones(shape[0], bool), usable=np.ones(shape[0], bool),
            wink_deg=np.full(shape[0], person.wink_deg),
            names=tuple(f"{name}_{side}" for side in "rl" for name in NAMES), groups=GROUPS * 2,
            sides=("r",) * 3 + ("l",) * 3, standing_m=np.tile(leg.length_m(*STANDING_DEG), 2),
            raised_m=np.tile(leg.length_m(raise_deg, 0.0), 2), slr_deg=np.full(6, raise_deg),
            slr_measured=np.full(6, knows_raise), moment_m=np.array(rows["onset"]),
            bottom_m=np.array(rows["bottom"]), without_m=np.array(rows["without"]),
            moment_error_m=np.abs(arms) * error,
            bottom_error_m=np.abs(np.array(rows["bottom_arm"])) * error,
            valid_moment=np.ones(shape, bool), valid_bottom=np.ones(shape, bool),
            valid_without=np.ones(shape, bool), passive_nm=np.full(shape, np.nan),
            passive_error_nm=np.full(shape, np.nan),
            net_nm=NET_NM * (1 + 0.1 * rng.standard_normal(shape[0])),
        ),
        parameters, arms, 1.0,
    )  # fmt: skip
    others = [
        Alternative(
            f"slack {c:+g}", with_passive(evidence, parameters, arms, 1 + c), ("passive_moment",)
        )
        for c in (-settings.slack_change, settings.slack_change)
    ]
    if not knows_raise:
        for change in (-settings.slr_spread_deg, settings.slr_spread_deg):
            other = np.tile(leg.length_m(raise_deg + change, 0.0), 2)
            others.append(
                Alternative(
                    f"raise {change:+g}", replace(evidence, raised_m=other),
                    ("counterfactual", "stretch"),
                )
            )  # fmt: skip
    return evidence, others


def tally(
    leg: Leg, people: int, seed: int, progress: Callable[[], None] | None = None, **knows: bool
) -> dict[bool, Counter[str]]:
    """Verdicts of blame by the truth."""
    settings = LombardSettings()
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for number in range(people):
        rng = np.random.default_rng([seed, number])
        person = draw_person(leg, number % 2 == 0, rng)
        evidence, others = measure(leg, person, rng, settings=settings, **knows)
        answers = conclude(hold(evidence, others, settings), ())
        found[person.tight][answers[0].verdict] += 1
        if progress is not None:
            progress()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    leg = read_leg()
    print(f"{options.people} virtual people, half of them tight; per cent of each half")
    print(f"{'known of the person':34}{'truth':>8}{'supp.':>8}{'contr.':>8}{'inconcl.':>10}")
    for knows_raise in (True, False):
        for knows_tendon in (True, False):
            found = tally(
                leg, options.people, options.seed, knows_raise=knows_raise,
                knows_tendon=knows_tendon,
            )  # fmt: skip
            known = (
                f"raise {'yes' if knows_raise else 'no'}, tendon {'yes' if knows_tendon else 'no'}"
            )
            for tight, counts in found.items():
                total = max(1, counts.total())
                shares = [
                    100 * counts[word] / total
                    for word in ("supported", "contradicted", "inconclusive")
                ]
                truth = "tight" if tight else "usual"
                cells = "".join(
                    f"{share:>{w}.0f}" for share, w in zip(shares, (8, 8, 10), strict=True)
                )
                print(f"{known:34}{truth:>8}{cells}")


if __name__ == "__main__":
    main()
