"""What plates felt beside what the motion needs of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.feet import Sole
from opensim_wink.load.plate_feet import PlateUse
from opensim_wink.trial.runs import runs
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PlateEvidence:
    """Plates at a motion's frames, who presses on them, and what the motion needs.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    source : str
        Where the plates come from, for messages.
    uses : tuple of PlateUse
        One a plate.
    soles : dict of Side to Sole
        Both.
    down : dict of Side to ndarray of bool, shape (T,)
        Frames in which each foot is on the floor.
    need : ndarray, shape (6, T)
        What the ground must do for the motion: moment about ground's origin, and force.
    model_kg : float
        Mass of the model.
    carried_n : float
        Weight of what is carried.
    """

    time_s: FloatArray
    source: str
    uses: tuple[PlateUse, ...]
    soles: dict[Side, Sole]
    down: dict[Side, BoolArray]
    need: FloatArray
    model_kg: float
    carried_n: float

    @property
    def weight_n(self) -> float:
        """Weight of the model and of what it carries."""
        return self.model_kg * STANDARD_GRAVITY + self.carried_n

    @property
    def known(self) -> BoolArray:
        """Frames in which the motion and every plate are known, shape (T,)."""
        found: BoolArray = np.asarray(np.isfinite(self.need).all(axis=0))
        for use in self.uses:
            found = found & use.signal.known
        return found

    @property
    def borne(self) -> FloatArray:
        """Wrench of the plates on the feet about ground's origin, shape (6, T)."""
        total = np.zeros_like(self.need)
        for use in self.uses:
            pressed = use.under("r") | use.under("l")
            total += np.where(pressed, use.signal.wrench, 0.0)
        return total

    def bare(self, side: Side) -> BoolArray:
        """Frames in which a foot is on the floor and no plate bears it, shape (T,)."""
        found = self.down[side] & self.known
        for use in self.uses:
            found = found & ~use.under(side)
        return found

    @property
    def whole(self) -> BoolArray:
        """Known frames in which every foot that is on the floor is on a plate, shape (T,)."""
        any_down = self.down["r"] | self.down["l"]
        return self.known & any_down & ~self.bare("r") & ~self.bare("l")


def frames_said(frames: BoolArray, most: int = 4) -> str:
    """Frames as ranges, ``"0–120, 300–410"``, both ends included.

    Parameters
    ----------
    frames : ndarray of bool, shape (T,)
        Which.
    most : int
        Ranges to name at most.

    Returns
    -------
    str
        The ranges; the rest is counted.
    """
    found = [f"{first}–{stop - 1}" for first, stop in runs(frames)]
    rest = f" and {len(found) - most} more ranges" if len(found) > most else ""
    return ", ".join(found[:most]) + rest


def plates_under(evidence: PlateEvidence, side: Side) -> tuple[PlateUse, ...]:
    """Plates that bear a foot alone at some time.

    Parameters
    ----------
    evidence : PlateEvidence
        What is known.
    side : Side
        The foot.

    Returns
    -------
    tuple of PlateUse
    """
    return tuple(use for use in evidence.uses if use.by[side].any())


def foot_wrench(evidence: PlateEvidence, side: Side) -> FloatArray:
    """What the plates do to one foot that they bear alone.

    Parameters
    ----------
    evidence : PlateEvidence
        What is known.
    side : Side
        The foot.

    Returns
    -------
    ndarray, shape (6, T)
        Moment about ground's origin, and force; zero where no plate bears it.
    """
    total = np.zeros_like(evidence.need)
    for use in evidence.uses:
        total += np.where(use.by[side], use.signal.wrench, 0.0)
    return total


def bears_both_alone(evidence: PlateEvidence) -> BoolArray:
    """Frames of ``whole`` with each foot on plates of its own, shape (T,)."""
    found = evidence.whole
    for side in SIDES:
        alone = np.zeros(len(evidence.time_s), dtype=bool)
        for use in evidence.uses:
            alone |= use.by[side]
            found = found & ~use.by["both"]
        found = found & alone
    return found
