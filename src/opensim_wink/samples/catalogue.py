"""The sample trials: who does what in which laboratory, and what the answer has to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from opensim_wink.samples.artefact import Noise
from opensim_wink.samples.floor_work import rock_back, straight_leg_raise
from opensim_wink.samples.laboratory import Laboratory
from opensim_wink.samples.person import BO, IDA, Body, Build
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Course, Squat, squat_course
from opensim_wink.squat.verdict import VerdictName

_TWO = (Timing(1.0, 1.45, 0.15, 1.25), Timing(0.9, 1.35, 0.15, 1.15))
_THREE = (*_TWO, Timing(0.8, 1.3, 0.2, 1.2))
_SLOW = (Timing(0.8, 2.0, 0.2, 1.6),)
_REST_S = 0.9
_USUAL = Noise()


@dataclass(frozen=True)
class Occlusion:
    """A marker that is lost while the person is low.

    Attributes
    ----------
    landmark : str
        Which.
    below : float
        Lost where the way down exceeds this share.
    reps : tuple of int
        In which repetitions, from 1.
    """

    landmark: str
    below: float
    reps: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Sample:
    """One sample trial, from which its files follow.

    Attributes
    ----------
    name : str
        File name without ending; its standing trial is ``<name>_static``.
    about : str
        What it is, for people.
    verdict : {"no wink", "return to neutral", "flexion beyond neutral", "cannot tell"}
        The true answer of a squat analysis.
    build : Build
        Who.
    laboratory : Laboratory
        Where.
    move : callable
        From the person and the frame rate to the movement.
    seed : int
        Of everything that is drawn.
    noise : Noise
        Of the cameras.
    skin : float
        Size of the soft-tissue artefact, 1 for the table's.
    lost : tuple of Occlusion
        Markers that are not always seen.
    condition : str or None
        What a comparison of conditions calls it.
    """

    name: str
    about: str
    verdict: VerdictName
    build: Build
    laboratory: Laboratory
    move: Callable[[Body, float], Course]
    seed: int
    noise: Noise = _USUAL
    skin: float = 1.0
    lost: tuple[Occlusion, ...] = ()
    condition: str | None = None


def _squat(squat: Squat, timings: tuple[Timing, ...] = _TWO) -> Callable[[Body, float], Course]:
    return lambda body, rate_hz: squat_course(body, squat, timings, rate_hz, _REST_S)


def _both_asis(below: float, reps: tuple[int, ...]) -> tuple[Occlusion, ...]:
    return tuple(Occlusion(f"asis_{side}", below, reps) for side in "rl")


def catalogue() -> tuple[Sample, ...]:
    """All sample trials.

    Returns
    -------
    tuple of Sample
        In the order in which they are best read.
    """
    return (*_flat_squats(), *_arched_and_deep(), *_conditions(), *_no_squats())


def _flat_squats() -> tuple[Sample, ...]:
    wink = Squat(
        116.0, 38.0, wink_deg=19.0, onset=0.72, lumbar_deg=18.0, arms_deg=(50.0, 10.0),
        rep_change=(0.92, 1.0, 1.1), rep_depth_deg=(0.0, 1.5, -1.0),
    )  # fmt: skip
    no_wink = Squat(
        114.0, 30.0, arms_deg=(50.0, 10.0), lean_deg=-0.6, turn_deg=1.2, rep_depth_deg=(0.0, 2.0)
    )
    return (
        Sample(
            "wink",
            "Three flat-footed squats; the pelvis tucks near the bottom and the lower back flexes "
            "beyond neutral.",
            "flexion beyond neutral",
            IDA,
            Laboratory(
                "plug_in_gait", screen=("+X", "+Z"), prefix="Ida", integer=True,
                analog_per_frame=10, first_frame=151, origin_m=(0.31, 0.42),
            ),
            _squat(wink, _THREE),
            seed=101,
            condition="flat",
        ),
        Sample(
            "no_wink",
            "Two flat-footed squats; the pelvis tilts forward all the way down.",
            "no wink",
            BO,
            Laboratory(
                "ior", heading_deg=90.0, origin_m=(-0.6, 0.9), plate_size_m=(0.6, 0.5),
                states_person=False,
            ),
            _squat(no_wink),
            seed=102,
        ),
    )  # fmt: skip


def _arched_and_deep() -> tuple[Sample, ...]:
    arched = Squat(
        112.0, 30.0, arch_deg=16.0, onset=0.7, arms_deg=(45.0, 15.0), rep_change=(1.0, 0.94, 1.05),
        rep_depth_deg=(0.0, -1.5, 1.0),
    )  # fmt: skip
    trap = Squat(
        140.0, 20.0, hip_deg=132.0, arms_deg=(70.0, 10.0), toe_out_deg=14.0, stance_m=0.36,
        lean_deg=0.4, turn_deg=0.6, rep_depth_deg=(0.0, 0.5),
    )  # fmt: skip
    return (
        Sample(
            "arched_return",
            "Three squats that begin with an exaggerated arch; near the bottom the lower back only "
            "returns to neutral.",
            "return to neutral",
            IDA,
            Laboratory(
                "opencap", up="Y", heading_deg=180.0, unit="m", screen=("+X", "+Y"), integer=True,
                origin_m=(1.1, -0.4), hip_centres=True,
            ),
            _squat(arched, _THREE),
            seed=103,
        ),
        Sample(
            "deep_trap",
            "Two very deep squats (hip 132, knee 140) without any wink; a model that clamps the "
            "hip at 120 degrees invents one.",
            "no wink",
            BO,
            Laboratory(
                "cgm2", heading_deg=-13.0, screen=("+Y", "+Z"), unit="mm", first_frame=37,
                plate_size_m=(0.9, 0.6), prefix="Bo",
            ),
            _squat(trap),
            seed=104,
            noise=Noise(0.2, 0.3),
        ),
    )  # fmt: skip


def _conditions() -> tuple[Sample, ...]:
    heels = Squat(
        124.0, 36.0, wink_deg=14.5, onset=0.85, lumbar_deg=14.0, heel_m=0.03, arms_deg=(50.0, 10.0),
        rep_change=(1.0, 0.96, 1.05), rep_depth_deg=(0.0, 1.0, -1.0),
    )  # fmt: skip
    goblet = Squat(
        122.0,
        22.0,
        held_kg=12.0,
        arms_deg=(35.0, 125.0),
        rep_change=(1.0, 1.0, 1.0),
        rep_depth_deg=(0.0, 1.0, -1.5),
    )
    return (
        Sample(
            "heels_raised",
            "The person of 'wink' with the heels on 30 mm: deeper, and the wink comes later.",
            "flexion beyond neutral",
            IDA,
            Laboratory(
                "vicon_waist", up="Y", heading_deg=90.0, prefix="Ida", integer=True,
                origin_m=(0.2, 0.7),
            ),
            _squat(heels, (*_TWO, _THREE[2])),
            seed=105,
            lost=(Occlusion("asis_l", 0.8, (2, 3)),),
            condition="heels_raised",
        ),
        Sample(
            "goblet",
            "The person of 'wink' with 12 kg held before the chest: no wink; both ASIS are lost at "
            "depth.",
            "no wink",
            IDA,
            Laboratory(
                "spine_clusters", heading_deg=-90.0, screen=("+X", "+Z"), prefix="Ida",
                integer=True, origin_m=(0.0, -0.8),
            ),
            _squat(goblet, (*_TWO, _THREE[2])),
            seed=106,
            lost=_both_asis(0.82, (1, 2, 3)),
            condition="goblet",
        ),
    )  # fmt: skip


def _no_squats() -> tuple[Sample, ...]:
    return (
        Sample(
            "rock_back",
            "The person of 'wink' on all fours, hips rocked back over the heels: a squat without "
            "balance, with little stretch of the hamstrings. It winks as a squat would.",
            "flexion beyond neutral",
            IDA,
            Laboratory(
                "rajagopal", heading_deg=200.0, unit="cm", screen=("+X", "+Z"), integer=True,
                origin_m=(0.3, 0.1),
            ),
            partial(
                rock_back_course, timings=(Timing(0.8, 1.8, 0.2, 1.5), Timing(0.6, 1.7, 0.2, 1.5))
            ),
            seed=107,
            condition="rock_back",
        ),
        Sample(
            "straight_leg_raise",
            "The person of 'wink' on the back; the straight right leg is lifted to 76 degrees, "
            "which tells how far the hamstrings can stretch. It is no squat to a squat analysis.",
            "cannot tell",
            IDA,
            Laboratory("gait2392", unit="m", screen=("+X", "+Z"), origin_m=(0.9, -0.2)),
            leg_raise_course,
            seed=108,
            condition="straight_leg_raise",
        ),
    )  # fmt: skip


def rock_back_course(body: Body, rate_hz: float, timings: tuple[Timing, ...]) -> Course:
    """The movement of the sample ``rock_back``."""
    return rock_back(body, timings, rate_hz, _REST_S, wink_deg=14.0, onset=0.62)


def leg_raise_course(body: Body, rate_hz: float) -> Course:
    """The movement of the sample ``straight_leg_raise``."""
    return straight_leg_raise(body, _SLOW, rate_hz, _REST_S, 76.0)
