"""A person's protocol: the same squat under circumstances that tell its causes apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError, SettingError, did_you_mean, listed
from opensim_wink.samples.causes import VirtualPerson
from opensim_wink.samples.limits import hamstring_strain
from opensim_wink.samples.passive_tests import rock_back_postures, supine_postures
from opensim_wink.samples.person import Body
from opensim_wink.samples.profiles import Timing, repeat
from opensim_wink.samples.squats import Course, centre_of_mass, held_place
from opensim_wink.samples.strategy import Postures, squat_postures
from opensim_wink.samples.traits import Setup, Traits
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]
Condition = Literal[
    "static", "baseline", "heels_raised", "counterweight", "supported", "wide_stance",
    "narrow_stance", "rock_back", "arched_start", "neutral_start", "loaded", "fast", "slow",
    "after_stretch", "straight_leg_raise", "range_of_motion",
]  # fmt: skip
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
Kind = Literal["standing", "squat", "rock_back", "leg_raise", "hip_flexion", "ankle_bend"]

_HEEL_MM = 25.0
_STRETCH_DEG = 12.0  # further straight-leg raise after stretching
_ARCH_DEG = 18.0
_SHALLOWER = (1.0, 0.9, 0.8, 0.7, 0.6)
_REST_S, _HOLD_S, _UP = 0.25, 0.1, 0.9
_REPS = 3
_SHORT_OF_SQUAT_DEG, _ROLL_DEG, _MOST_THIGH_DEG = 5.0, 6.0, 132.0
_KNEES_AHEAD, _BEND_DROP = 0.5, 0.36
_REP_SD, _REP_MOST = 0.012, 0.025
_ROCKED_LESS_DEG = (0.0, 5.0, 10.0, 15.0, 20.0)


@dataclass(frozen=True)
class VirtualTrial:
    """One trial of a protocol.

    Attributes
    ----------
    name : str
        File name without ending.
    condition : str
        One of `CONDITIONS`.
    kind : str
        Which movement it is.
    setup : Setup
        Circumstances of a squat.
    amounts : mapping of str to float or str
        What the condition amounts to: ``heel_mm``, ``kg``, ``joint``.
    note : str
        What was done, for people.
    descent_s : float
        How long each repetition goes down.
    stretched_deg : float
        Further straight-leg raise that the hamstrings now allow.
    """

    name: str
    condition: Condition
    kind: Kind = "squat"
    setup: Setup = field(default_factory=Setup)
    amounts: Mapping[str, float | str] = field(default_factory=dict)
    note: str = ""
    descent_s: float = 1.0
    stretched_deg: float = 0.0


def protocol(person: VirtualPerson) -> tuple[VirtualTrial, ...]:
    """All trials that a person goes through, the standing one first.

    Parameters
    ----------
    person : VirtualPerson
        Who.

    Returns
    -------
    tuple of VirtualTrial
        Every condition of `CONDITIONS`; ``range_of_motion`` twice, for ankle and hip.
    """
    own, tempo = person.setup, person.tempo_s
    mass = person.body.masses.total_kg
    held, back = float(round(0.07 * mass)), float(round(0.15 * mass))
    squats = (
        VirtualTrial("baseline", "baseline", setup=own, note="As the person squats by habit."),
        VirtualTrial(
            "heels", "heels_raised", setup=replace(own, heel_m=_HEEL_MM / 1000.0),
            amounts={"heel_mm": _HEEL_MM}, note="Heels on a board.",
        ),
        VirtualTrial(
            "goblet", "counterweight", setup=replace(own, held_kg=held),
            amounts={"kg": held}, note="A weight held ahead, arms as in the baseline.",
        ),
        VirtualTrial(
            "supported", "supported", setup=replace(own, supported=True),
            note="Hands on a strap at a post.",
        ),
        VirtualTrial(
            "wide", "wide_stance",
            setup=replace(own, stance_m=own.stance_m + 0.13, toe_out_deg=own.toe_out_deg + 10.0),
            note="Feet wider and further out.",
        ),
        VirtualTrial(
            "narrow", "narrow_stance",
            setup=replace(own, stance_m=own.stance_m - 0.10, toe_out_deg=own.toe_out_deg - 6.0),
            note="Feet closer and straighter.",
        ),
        VirtualTrial(
            "arched", "arched_start",
            setup=replace(own, arch_deg=max(_ARCH_DEG, person.traits.arch_deg)),
            note="The lower back arched as far as the person can as they start down.",
        ),
        VirtualTrial(
            "neutral", "neutral_start", setup=replace(own, arch_deg=0.0),
            note="The lower back kept as in easy standing.",
        ),
        VirtualTrial(
            "loaded", "loaded", setup=replace(own, back_kg=back, arms_deg=(-15.0, -40.0, 125.0)),
            amounts={"kg": back}, note="A bar on the shoulders.",
        ),
        VirtualTrial("fast", "fast", setup=own, note="As fast as the person likes."),
        VirtualTrial("slow", "slow", setup=own, note="Slowly."),
        VirtualTrial(
            "after_stretch", "after_stretch", setup=own, stretched_deg=_STRETCH_DEG,
            note="After stretching the hamstrings.",
        ),
    )  # fmt: skip
    paces = {"fast": 0.65, "slow": 1.3}
    others = (
        VirtualTrial("rock_back", "rock_back", "rock_back", note="Hands and knees on the floor."),
        VirtualTrial(
            "leg_raise", "straight_leg_raise", "leg_raise", amounts={"side": "right"},
            note="On the back; someone lifts the straight right leg until the pelvis rolls.",
        ),
        VirtualTrial(
            "ankle_rom", "range_of_motion", "ankle_bend", amounts={"joint": "ankle"},
            note="Hands on a post, knees as far ahead of the toes as they go, heels down.",
        ),
        VirtualTrial(
            "hip_rom", "range_of_motion", "hip_flexion", amounts={"joint": "hip", "side": "right"},
            note="On the back; someone flexes the right hip, the thigh turned as in the squat.",
        ),
    )  # fmt: skip
    moving = (*squats, *others)
    timed = (replace(one, descent_s=tempo * paces.get(one.condition, 1.0)) for one in moving)
    static = VirtualTrial("static", "static", "standing", note="Standing still.")
    return (static, *timed)


def virtual_motion(
    person: VirtualPerson, trial: VirtualTrial | str, *, rate_hz: float = 100.0
) -> Course:
    """What a person truly does in a trial, without any recording.

    Parameters
    ----------
    person : VirtualPerson
        Who.
    trial : VirtualTrial or str
        A trial of the person's protocol, or the name of one.
    rate_hz : float
        Frames per second.

    Returns
    -------
    Course
        The true movement. Who cannot go as deep as by habit goes as deep as they can.

    Raises
    ------
    SettingError
        If there is no such trial.
    MotionError
        If the person cannot do it at all.
    """
    if isinstance(trial, str):
        known = {one.name: one for one in protocol(person)}
        if trial not in known:
            raise SettingError(
                f"no trial '{trial}'; there are {listed(known)}.{did_you_mean(trial, tuple(known))}"
            )
        trial = known[trial]
    if trial.kind == "standing":
        return _standing(person, rate_hz)
    traits = _stretched(person.traits, trial.stretched_deg)
    if trial.kind not in ("squat", "ankle_bend"):
        plan = _plan(person, trial, trial.descent_s, rate_hz)
        values = _floor_postures(person, trial, traits, plan.way)
        return replace(plan, values=values, on_all_fours=trial.kind == "rock_back")
    plan = _plan(person, trial, trial.descent_s, rate_hz)
    return _squat_down(person, trial, traits).over(plan)


def _plan(person: VirtualPerson, trial: VirtualTrial, descent_s: float, rate_hz: float) -> Course:
    """When a trial goes how far; its values are still to come."""
    timings = (Timing(_REST_S, descent_s, _HOLD_S, _UP * descent_s),) * _REPS
    length_s = sum(timing.length_s for timing in timings) + _REST_S
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    share, number, descents = repeat(time_s, timings)
    rng = np.random.default_rng([person.seed, *trial.name.encode()])
    reps = 1.0 + np.clip(rng.normal(0.0, _REP_SD, _REPS), -_REP_MOST, _REP_MOST)
    return Course(time_s, np.empty((0, 0)), share * reps[number], descents)


def _stretched(traits: Traits, by_deg: float) -> Traits:
    if not by_deg:
        return traits
    raises = np.linspace(0.0, 120.0, 1201)
    strains = hamstring_strain(np.deg2rad(raises), 0.0)
    now = float(np.interp(traits.most_strain, strains, raises))
    return replace(traits, most_strain=float(hamstring_strain(np.deg2rad(now + by_deg), 0.0)))


def _standing(person: VirtualPerson, rate_hz: float) -> Course:
    """Easy standing with the arms a little out, for one second."""
    setup = replace(person.setup, arms_deg=(5.0, -25.0, 12.0), arch_deg=0.0)
    found = squat_postures(person.body, person.traits, setup, np.array([0.0, 0.05]))
    frames = round(rate_hz)
    values = np.tile(found.values[:1], (frames, 1))
    return Course(np.arange(frames) / rate_hz, values, np.zeros(frames), (), found.feet)


@dataclass(frozen=True, eq=False)
class _Down:
    """The postures of a person on the way down, by the square root of the depth.

    Joints bend with the square root of the depth at first, so that it is what they are smooth in.
    """

    person: VirtualPerson
    traits: Traits
    setup: Setup
    roots: FloatArray
    found: Postures

    def over(self, plan: Course) -> Course:
        """The movement that goes through them by plan."""
        body, setup, feet = self.person.body, self.setup, self.found.feet
        values = _between(body, self.roots, self.found.values, plan.way)
        pull_n = None
        if setup.supported:
            poses = body.poses(values)
            heels = float(np.mean([foot.near_at_m[0] for foot in feet]))
            lag = heels + self.traits.place_m - centre_of_mass(body, poses)[:, 0]
            pull_n = lag * body.masses.total_kg * STANDARD_GRAVITY / held_place(body, poses)[:, 1]
        return replace(
            plan, values=values, way=plan.way**2, feet=feet, held_kg=setup.held_kg,
            back_kg=setup.back_kg, pull_n=pull_n,
        )  # fmt: skip


def _squat_down(person: VirtualPerson, trial: VirtualTrial, traits: Traits) -> _Down:
    """As deep as the person can."""
    setup = trial.setup
    if trial.kind == "ankle_bend":
        setup = replace(person.setup, split=_KNEES_AHEAD, drop=_BEND_DROP, supported=True)
    roots = np.linspace(0.0, 1.0 + _REP_MOST, 44)
    drop = traits.drop if setup.drop is None else setup.drop
    for share in _SHALLOWER:
        shallower = replace(setup, drop=share * drop)
        try:
            found = squat_postures(person.body, traits, shallower, roots**2)
        except MotionError:
            continue
        return _Down(person, traits, shallower, roots, found)
    raise MotionError(
        f"{person.name} cannot do the trial '{trial.name}' at {share:.0%} of their usual depth."
    )


def _floor_postures(
    person: VirtualPerson, trial: VirtualTrial, traits: Traits, along: FloatArray
) -> FloatArray:
    body, hip = person.body, traits.hip
    nodes = np.linspace(0.0, 1.0 + _REP_MOST, 25)
    if trial.kind == "rock_back":
        # As far as the hips would go in a squat, short of the end, if the arms reach that far.
        for less in _ROCKED_LESS_DEG:
            end_deg = person.need_deg - _SHORT_OF_SQUAT_DEG - less
            try:
                found = rock_back_postures(body, traits, nodes, end_deg, -hip.adduction_deg)
            except MotionError as error:
                failure = error
                continue
            return _between(body, nodes, found, along)
        raise failure
    if trial.kind == "leg_raise":
        return supine_postures(
            body, traits, along, leg_deg=_free_raise_deg(traits) + _ROLL_DEG, knee_deg=3.0,
            turn_deg=(0.0, 0.0),
        )  # fmt: skip
    return supine_postures(
        body, traits, along, leg_deg=min(hip.flexion_deg, _MOST_THIGH_DEG) + _ROLL_DEG,
        knee_deg=120.0, turn_deg=(hip.adduction_deg, hip.rotation_deg),
    )  # fmt: skip


def _free_raise_deg(traits: Traits) -> float:
    raises = np.linspace(0.0, 120.0, 1201)
    strains = hamstring_strain(np.deg2rad(raises), np.deg2rad(3.0))
    return float(np.interp(traits.most_strain, strains, raises))


def _between(body: Body, nodes: FloatArray, values: FloatArray, along: FloatArray) -> FloatArray:
    from scipy.interpolate import CubicSpline

    return np.asarray(body.tree.follow_couplers(CubicSpline(nodes, values, axis=0)(along)))
