"""The loads that are told of a squat, as curves over its frames, each with its sign and unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.body.profile import SIDES
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.squat.signals import FloatArray
from opensim_wink.trial.units import STANDARD_GRAVITY

SIDE_WORDS = {"r": "right", "l": "left"}

NOT_BALANCED = "forces from outside are not known there, or the muscles do not balance the moments"
NO_MOTION = "the motion or what is carried is not known there"
NO_GROUND = "the ground reaction is not complete there"

DEFINITIONS = {
    "l5s1_extension_moment_above": (
        "Net moment at L5/S1 about the pelvis's right axis, + extends the trunk, from the motion "
        "of trunk, head and arms and what they carry; no force plate is needed."
    ),
    "l5s1_extension_moment_below": (
        "The same from legs, pelvis and the ground reaction on both feet together."
    ),
    "l5s1_compression": "Contact force at L5/S1 square to the disc, + presses it.",
    "l5s1_anterior_shear": (
        "Contact force at L5/S1 along the disc, + where L5 shears forward on the sacrum."
    ),
    "hip_contact": "Length of the contact force between pelvis and femur, one side.",
    "knee_contact": "Length of the contact force between femur and tibia, one side.",
    "hip_extension_moment": (
        "Net moment of one hip about the pelvis's right axis, + extends the hip."
    ),
    "knee_extension_moment": (
        "Net moment of one knee about the tibia's right axis, + extends the knee."
    ),
}


@dataclass(frozen=True, eq=False)
class LoadCurve:
    """One load over the frames of a trial.

    Attributes
    ----------
    topic : str
        What it is, without the side: a key of ``DEFINITIONS``.
    side : {"r", "l", ""}
        Its side; empty at L5/S1.
    unit : {"N", "N·m"}
        Its unit.
    values : ndarray, shape (T,)
        NaN where the load is not known, or should not be believed.
    estimated : bool
        Whether it rests on an estimated ground reaction.
    unknown : str
        Why it is NaN where it is.
    """

    topic: str
    side: str
    unit: Literal["N", "N·m"]
    values: FloatArray
    estimated: bool
    unknown: str

    @property
    def quantity(self) -> str:
        """Topic and side, such as ``"knee_contact_r"``."""
        return f"{self.topic}_{self.side}" if self.side else self.topic

    @property
    def label(self) -> str:
        """The same for readers, such as ``"knee contact, right"``."""
        words = self.topic.replace("_", " ").replace("l5s1", "L5/S1")
        return f"{words}, {SIDE_WORDS[self.side]}" if self.side else words

    @property
    def relative_unit(self) -> str:
        """What the load is compared in: ``"× body weight"`` or ``"N·m/kg"``."""
        return "× body weight" if self.unit == "N" else "N·m/kg"

    def relative(self, value: float, body_weight_n: float) -> float:
        """A value of this curve over body weight, or over body mass.

        Parameters
        ----------
        value : float
            N or N·m.
        body_weight_n : float
            The person's weight, without what is carried.

        Returns
        -------
        float
            In ``relative_unit``.
        """
        if self.unit == "N":
            return value / body_weight_n
        return value * STANDARD_GRAVITY / body_weight_n


def load_curves(loads: Loads) -> dict[str, LoadCurve]:
    """The loads of a trial that are told, as far as they were found.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.

    Returns
    -------
    dict of str to LoadCurve
        By ``LoadCurve.quantity``: L5/S1 first, then hips and knees. A contact force is there only
        where muscles that cross the joint were balanced somewhere; the notes of the reactions say
        why not.
    """
    guessed = loads.ground.source == "estimate"
    found: list[LoadCurve] = []
    if loads.lumbosacral is not None:
        found += _lumbosacral(loads.lumbosacral, guessed)
    reactions = loads.reactions
    if "l5s1" in reactions:
        found += _disc(reactions["l5s1"])
    for joint in ("hip", "knee"):
        for side in SIDES:
            reaction = reactions.get(f"{joint}_{side}")
            if reaction is not None:
                found += _of_leg(joint, side, reaction, guessed)
    return {curve.quantity: curve for curve in found}


def _lumbosacral(moment: LumbosacralMoment, guessed: bool) -> Iterator[LoadCurve]:
    """L5/S1 moments from above and, where the ground is known anywhere, from below."""
    yield LoadCurve(
        "l5s1_extension_moment_above", "", "N·m", moment.above_nm[:, 2], False, NO_MOTION
    )
    below = moment.below_nm[:, 2]
    if np.isfinite(below).any():
        yield LoadCurve("l5s1_extension_moment_below", "", "N·m", below, guessed, NO_GROUND)


def _disc(reaction: JointReaction) -> Iterator[LoadCurve]:
    """Compression and anterior shear, by the names of the reaction's axes."""
    if not np.isfinite(reaction.force_n).any():
        return
    for axis in ("compression", "anterior_shear"):
        values = _known(reaction, reaction.force_n[:, reaction.axes.index(axis)])
        yield LoadCurve(f"l5s1_{axis}", "", "N", values, False, NOT_BALANCED)


def _of_leg(joint: str, side: str, reaction: JointReaction, guessed: bool) -> Iterator[LoadCurve]:
    """Contact force and net extension moment of a hip or a knee."""
    if np.isfinite(reaction.force_n).any():
        length = _known(reaction, reaction.resultant_n)
        yield LoadCurve(f"{joint}_contact", side, "N", length, guessed, NOT_BALANCED)
    # The moment is that on the lower body: about the axis to the right it swings the shank forward,
    # which extends the knee, and the thigh forward, which flexes the hip.
    sign = 1.0 if joint == "knee" else -1.0
    moment = sign * reaction.net_moment_nm[:, reaction.axes.index("right")]
    yield LoadCurve(f"{joint}_extension_moment", side, "N·m", moment, guessed, NO_GROUND)


def _known(reaction: JointReaction, values: FloatArray) -> FloatArray:
    """Values of the frames in which the contact force may be believed."""
    return np.where(reaction.known, values, np.nan)
