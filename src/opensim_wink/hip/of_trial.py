"""Room to bone contact over one trial, for the hips that imaging or published spreads give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.hip.band import HipBand, hip_band
from opensim_wink.hip.from_motion import HipClearance, RepContact, hip_clearance, rep_contacts
from opensim_wink.hip.given import read_shape_file
from opensim_wink.hip.judgement import MOST_SHARE
from opensim_wink.hip.shape import HipShape
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.results import SquatAnalysis

_SIDES = {"r": "right", "l": "left"}


@dataclass(frozen=True, eq=False)
class HipOfTrial:
    """How near bone contact is over a trial.

    Attributes
    ----------
    imaged : bool
        Whether numbers of these hips were given; else they are those of people without hip
        disease.
    clearance : HipClearance
        Room in every frame, for the middle of what the hips could be.
    reps : tuple of RepContact
        Right and left of each repetition.
    misfits : tuple of str
        Hips whose numbers from imaging the motion contradicts, a sentence each.
    """

    imaged: bool
    clearance: HipClearance
    reps: tuple[RepContact, ...]
    misfits: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said beside it, what contradicts the numbers first."""
        return (*self.misfits, *self.clearance.notes)


def hip_of_trial(
    subject: Subject,
    motion: Motion,
    squat: SquatAnalysis,
    shape_file: Path | None = None,
    *,
    cutoff_hz: float = 6.0,
) -> HipOfTrial:
    """Hold a trial against where bone would meet bone.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    motion : Motion
        Its coordinates.
    squat : SquatAnalysis
        Its repetitions.
    shape_file : Path, optional
        Numbers of the hips from imaging; the published spread where none are given.
    cutoff_hz : float
        Cutoff of the low-pass on the coordinates.

    Returns
    -------
    HipOfTrial
        A sensitivity, no diagnosis.

    Raises
    ------
    ModelError
        If the model's hips cannot be told.
    SettingError
        If the file says what cannot be.
    """
    given: dict[Side, dict[str, float]] = {"r": {}, "l": {}}
    if shape_file is not None:
        given = read_shape_file(shape_file)
    bands: dict[Side, HipBand] = {side: hip_band(given[side]) for side in SIDES}
    shapes = {side: HipShape(**given[side]) for side in SIDES}
    clearance = hip_clearance(subject, motion, shapes, cutoff_hz=cutoff_hz)
    reps = rep_contacts(clearance, squat.reps, bands)
    return HipOfTrial(shape_file is not None, clearance, reps, _misfits(given, reps))


def _misfits(
    given: Mapping[Side, Mapping[str, float]], reps: Sequence[RepContact]
) -> tuple[str, ...]:
    """Hips of imaging that went deeper than nearly all of what they could be can go."""
    told = []
    for side in SIDES:
        earlier = np.array([rep.bottom.earlier for rep in reps if rep.side == side])
        earlier = earlier[np.isfinite(earlier)]
        if not given[side] or not earlier.size:
            continue
        share = float(np.median(earlier))  # one repetition that was solved badly tells nothing
        if share > MOST_SHARE:
            told.append(
                f"The numbers given for the {_SIDES[side]} hip do not fit this motion: in "
                f"{share:.0%} of the hips that they allow, bone would have met bone before the "
                "bottom; check sides, units and definitions."
            )
    return tuple(told)
