"""Room to bone contact over one trial, for the hips that imaging or published spreads give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.hip.band import HipBand, hip_band
from opensim_wink.hip.from_motion import HipClearance, RepContact, hip_clearance, rep_contacts
from opensim_wink.hip.given import read_shape_file
from opensim_wink.hip.shape import HipShape
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.results import SquatAnalysis


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
    """

    imaged: bool
    clearance: HipClearance
    reps: tuple[RepContact, ...]


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
    return HipOfTrial(shape_file is not None, clearance, rep_contacts(clearance, squat.reps, bands))
