"""Virtual persons whose squat has one cause of a wink each, or none.

Everyone is drawn from the same ranges; a cause puts one trait outside of them:

==================  ==============================================================================
``short_hip``       the hip stops 14–20° before the flexion that the person's squat needs
``stiff_ankle``     the ankle stops 6–9° before the dorsiflexion that their squat uses
``poor_balance``    they dare to lean the pelvis 9–14° less than balance needs, and the mass may
                    hardly come nearer to the heels; their back rounds instead
``arched_start``    they start down with 20–27° more lumbar extension than they stand with; it takes
                    the hip's room, so that the arch is given back near the bottom
``tight_hamstring`` the hamstrings stop at a straight-leg raise of 24–30°. It needs that much:
                    bent knees slacken them, and a whole squat asks for no more than a raise of 38°
``none``            all stops are further than the squat goes
==================  ==============================================================================

Usual hips stop 10–16° beyond the need (with a stiff ankle or an arch 3–6° or 1–3°, so that the
cause meets an end), usual ankles 5–10° beyond it, usual raises reach 70–90°. People who come with a
wink have one: who would tuck by less than 8° or more than 24° in a plain squat is drawn again.

A person may have two causes, written with a plus: ``short_hip+tight_hamstring``. Not every two
can be: who has a stiff ankle and poor balance falls over before the bottom, and nobody is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError, SettingError, did_you_mean, listed
from opensim_wink.samples.limits import HipStop, hamstring_strain
from opensim_wink.samples.person import Body, Build, make_body
from opensim_wink.samples.strategy import Postures, squat_postures
from opensim_wink.samples.traits import Setup, Traits

FloatArray = NDArray[np.float64]
Cause = Literal[
    "short_hip", "stiff_ankle", "poor_balance", "arched_start", "tight_hamstring", "none"
]
CAUSES: tuple[Cause, ...] = get_args(Cause)

_FREE_DEG = 250.0
_WINK_DEG, _NO_WINK_DEG = (8.0, 24.0), 3.0
_MOST_DRAWS = 60
_DEPTHS = np.linspace(0.0, 1.0, 16)
_GENERIC_KG, _SEGMENT_SD, _WIDTH_SD = 75.337, 0.025, 0.03
_SEGMENTS = ("pelvis", "femur", "tibia", "foot", "torso", "humerus", "forearm")


@dataclass(frozen=True, eq=False)
class VirtualPerson:
    """A person with one cause of a wink, or two.

    Attributes
    ----------
    name : str
        Made up.
    cause : str
        One of `CAUSES`, or two of them joined by a plus.
    body : Body
        Bones and masses.
    traits : Traits
        What they can and want to do.
    setup : Setup
        Their own stance and arms.
    need_deg : float
        Hip flexion that their plain squat would need if no joint had a stop.
    tempo_s : float
        How long they take to go down.
    seed : int
        Of everything else that is drawn.
    """

    name: str
    cause: str
    body: Body
    traits: Traits
    setup: Setup
    need_deg: float
    tempo_s: float
    seed: int


def draw_person(cause: str, seed: int) -> VirtualPerson:
    """A person with this cause, the same for the same seed.

    Parameters
    ----------
    cause : str
        One of `CAUSES`, or two of them joined by a plus, neither of them ``none``.
    seed : int
        From 0.

    Returns
    -------
    VirtualPerson
        See the module for the ranges.

    Raises
    ------
    SettingError
        If there is no such cause, or two are no pair.
    MotionError
        If nobody was found who can squat and winks as the cause demands.
    """
    causes = _causes_in(cause)
    rng = np.random.default_rng([seed, *(CAUSES.index(one) for one in causes)])
    letters = "".join(part[0] for one in causes for part in one.split("_")).upper()
    name = f"{letters}{seed:03d}"
    body = make_body(_draw_build(name, rng))
    for _ in range(_MOST_DRAWS):
        setup, free = _draw_habits(rng)
        try:
            free, squat = _use_hips(body, free, setup, float(rng.uniform(108.0, 118.0)))
            traits, need = _with_stops(causes, free, body, squat, rng)
            wink = _wink_deg(body, squat_postures(body, traits, setup, _DEPTHS))
            if causes == ("arched_start",):  # with another cause the arch is not all of it
                flat = replace(setup, arch_deg=0.0)
                rest = _wink_deg(body, squat_postures(body, traits, flat, _DEPTHS))
            else:
                rest = 0.0
        except MotionError:
            continue
        fits = wink <= _NO_WINK_DEG if causes == ("none",) else _WINK_DEG[0] <= wink <= _WINK_DEG[1]
        if fits and rest <= _NO_WINK_DEG:
            tempo_s = float(rng.uniform(1.1, 1.2))
            return VirtualPerson(name, cause, body, traits, setup, need, tempo_s, seed)
    raise MotionError(f"seed {seed}: {_MOST_DRAWS} draws gave nobody with {cause}; take another.")


def _causes_in(cause: str) -> tuple[Cause, ...]:
    """The one or two causes that a word names."""
    causes = tuple(cause.split("+"))
    for one in causes:
        if one not in CAUSES:
            raise SettingError(
                f"no cause '{one}'; there are {listed(CAUSES)}.{did_you_mean(one, CAUSES)}"
            )
    if len(causes) > 1 and (len(set(causes)) != 2 or len(causes) != 2 or "none" in causes):
        raise SettingError(f"'{cause}' are no two causes of one person; give two that differ.")
    return tuple(one for one in CAUSES if one in causes)


def _draw_build(name: str, rng: np.random.Generator) -> Build:
    size = rng.normal(1.0, 0.045)
    factors = {}
    for segment in _SEGMENTS:
        length, width = size * (1.0 + rng.normal(0.0, [_SEGMENT_SD, _WIDTH_SD]))
        factors[segment] = (float(width), float(length), float(width))
    mass_kg = _GENERIC_KG * size**3 * (1.0 + rng.normal(0.0, 0.06))
    return Build(name, round(float(mass_kg), 1), factors)


def _draw_habits(rng: np.random.Generator) -> tuple[Setup, Traits]:
    """Stance, arms and preferences, with no stop anywhere."""
    setup = Setup(
        stance_m=float(rng.uniform(0.30, 0.38)),
        toe_out_deg=float(rng.uniform(12.0, 20.0)),
        arms_deg=(float(rng.uniform(50.0, 75.0)), -10.0, float(rng.uniform(8.0, 20.0))),
    )
    traits = Traits(
        hip=HipStop(_FREE_DEG),
        ankle_deg=90.0,
        most_strain=1.0,
        dare_deg=90.0,
        rear_m=-1.0,
        place_m=float(rng.uniform(0.075, 0.085)),
        arch_deg=0.0,
        split=0.3,
        ankle_helps=0.3,
        tuck=0.6,
        settle_m=0.1,
        tilt_deg=float(rng.uniform(-9.0, -4.0)),
        lumbar_deg=float(rng.uniform(-8.0, -3.0)),
        drop=float(rng.uniform(0.42, 0.46)),
    )
    return setup, traits


def _use_hips(body: Body, free: Traits, setup: Setup, hip_deg: float) -> tuple[Traits, Postures]:
    """The habit of the ankles with which the bottom of a free squat has this hip flexion."""

    def squat(split: float) -> tuple[float, Traits, Postures]:
        tried = replace(free, split=split)
        found = squat_postures(body, tried, setup, _DEPTHS)
        return float(_angle(body, found, "hip_flexion_r")[-1]) - hip_deg, tried, found

    first, second = 0.29, 0.32
    before, now = squat(first), squat(second)
    for _ in range(8):
        if abs(now[0]) < 0.2:
            break
        first, second = second, second - now[0] * (second - first) / (now[0] - before[0])
        before, now = now, squat(second)
    return now[1], now[2]


def _with_stops(
    causes: tuple[Cause, ...], free: Traits, body: Body, squat: Postures, rng: np.random.Generator
) -> tuple[Traits, float]:
    """Put in the stops: usual ones, and the causes."""
    hip, ankle, adduction, rotation, tilt = (
        _angle(body, squat, name)
        for name in (
            "hip_flexion_r", "ankle_angle_r", "hip_adduction_r", "hip_rotation_r", "pelvis_tilt",
        )
    )  # fmt: skip
    need, lean = float(hip[-1]), float(-tilt.min())
    hips = {
        "short_hip": (-20.0, -14.0), "stiff_ankle": (3.0, 6.0), "arched_start": (1.0, 3.0),
    }  # fmt: skip
    beyond = min((hips[one] for one in causes if one in hips), default=(10.0, 16.0))
    stop = HipStop(need + float(rng.uniform(*beyond)), float(adduction[-1]), float(rotation[-1]))
    spare = (-9.0, -6.0) if "stiff_ankle" in causes else (5.0, 10.0)
    raise_deg = rng.uniform(24.0, 30.0) if "tight_hamstring" in causes else rng.uniform(70.0, 90.0)
    traits = replace(
        free,
        hip=stop,
        ankle_deg=float(ankle.max() + rng.uniform(*spare)),
        most_strain=float(hamstring_strain(np.deg2rad(raise_deg), 0.0)),
    )
    if "arched_start" in causes:
        traits = replace(traits, arch_deg=float(rng.uniform(20.0, 27.0)))
    if "poor_balance" in causes:
        traits = replace(
            traits,
            dare_deg=lean - float(rng.uniform(9.0, 14.0)),
            rear_m=traits.place_m - float(rng.uniform(0.014, 0.02)),
            tuck=float(rng.uniform(0.62, 0.72)),
            settle_m=0.0,
        )
    return traits, need


def _angle(body: Body, squat: Postures, name: str) -> FloatArray:
    return np.asarray(np.rad2deg(squat.values[:, body.tree.coordinate(name)]))


def _wink_deg(body: Body, squat: Postures) -> float:
    tilt = _angle(body, squat, "pelvis_tilt")
    return float(tilt[-1] - tilt.min())
