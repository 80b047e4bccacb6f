"""What a condition does to a squat that can be measured, and what it moves by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sign = Literal[1, -1]


@dataclass(frozen=True)
class Circumstance:
    """One circumstance of a squat that may move its wink.

    Attributes
    ----------
    words : str
        In plain words, such as ``the slope of the soles``.
    unit : str
        ``"°"``, ``"leg lengths"`` or ``"%"``; a change in % is one of the ratio.
    numbers : tuple of str
        Numbers of a repetition whose mean it is; empty where no number tells it.
    moved : float
        A change that is more than what a person's trials differ by unasked.
    """

    words: str
    unit: str
    numbers: tuple[str, ...]
    moved: float


# Trials with one stance and shoe differ by below 0.5° in the soles' slope; feet that are set anew
# by some 3° and 2 cm, and paces that nobody sets by some 10 %.
SLOPE, TOES, WIDTH, PACE, ARCH, WEIGHT = "slope", "toes", "width", "pace", "arch", "weight"
CIRCUMSTANCES: dict[str, Circumstance] = {
    SLOPE: Circumstance("the slope of the soles", "°", ("foot_pitch_start_deg",), 3.0),
    TOES: Circumstance("the turn of the toes", "°", ("toe_out_r_deg", "toe_out_l_deg"), 8.0),
    WIDTH: Circumstance("the width of the stance", "leg lengths", ("stance_width_per_leg",), 0.06),
    PACE: Circumstance("the time of the descent", "%", ("descent_s",), 25.0),
    ARCH: Circumstance("the arch of the lower back at the start", "°", (), 6.0),
    WEIGHT: Circumstance("the weight on the plates", "kg", (), 3.0),
}


@dataclass(frozen=True)
class Mark:
    """What shows that a condition was done.

    Attributes
    ----------
    shows : str
        What the trial would show, in plain words.
    circumstance : str
        One of `CIRCUMSTANCES`; empty where nothing that is measured shows it.
    sign : {1, -1}
        Which way it goes.
    least : float
        Least change against the usual squat, in the circumstance's unit; 0 where only a stated
        amount tells it.
    moves : tuple of str
        Other circumstances that the condition changes by itself.
    """

    shows: str
    circumstance: str = ""
    sign: Sign = 1
    least: float = 0.0
    moves: tuple[str, ...] = ()


MARKS: dict[str, Mark] = {
    "heels_raised": Mark("raised heels", SLOPE, 1, 2.0),
    "goblet": Mark("a weight at the chest", WEIGHT, moves=(PACE,)),
    "counterweight": Mark("a weight held out in front", WEIGHT, moves=(PACE,)),
    "supported": Mark("hands on a strap or pole", moves=(PACE, WEIGHT)),
    "box": Mark("a box", moves=(PACE, WEIGHT)),
    "wide_stance": Mark("a wider stance", WIDTH, 1, 0.03, (TOES,)),
    "narrow_stance": Mark("a narrower stance", WIDTH, -1, 0.03, (TOES,)),
    "toe_out": Mark("toes turned further out", TOES, 1, 5.0, (WIDTH,)),
    "arched_start": Mark("a start with more arch", ARCH, 1, 5.0),
    "neutral_start": Mark("a neutral start", ARCH, -1),
    "loaded": Mark("a barbell", WEIGHT, 1, 3.0, (PACE,)),
    "fast": Mark("a faster squat", PACE, -1, 10.0),
    "slow": Mark("a slower squat", PACE, 1, 10.0),
    "fatigue": Mark("tiredness", moves=(PACE,)),
    "after_stretch": Mark("stretching before it"),
    "after_practice": Mark("practice before it", moves=(PACE,)),
}
# From the heel to the joint of the big toe, where a sole bends: most adults are within 15 % of it.
SOLE_MM = 200.0
# Half of the slope that the stated height gives, never less than what the markers can show.
SLOPE_SHARE, LEAST_SLOPE_DEG = 0.5, 1.0
# Half of a stated weight; plates drift by up to a kilogram between trials, so lighter ones hide.
WEIGHT_SHARE, LEAST_WEIGHT_KG = 0.5, 2.0
# Who arches by less at the start is neutral; who arched more has to have left half of it.
NEUTRAL_DEG, LEFT_SHARE = 6.0, 0.5
# How deep the start of a descent goes, over leg length: the arch is made, the spine not yet bent.
START_PER_LEG = 0.1
