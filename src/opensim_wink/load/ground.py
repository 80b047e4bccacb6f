"""Which foot the ground pushes, how hard and where, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics
from opensim_wink.load.estimated_ground import SIDE_WORD, estimated_forces, share_out
from opensim_wink.load.feet import Sole, find_soles, on_floor
from opensim_wink.load.plate_doubts import SUM_STILL_RIGHT, find_plate_doubts
from opensim_wink.load.plate_evidence import PlateEvidence, frames_said
from opensim_wink.load.plate_feet import PlateUse, assign_plates
from opensim_wink.load.plate_places import pressure_offset_m
from opensim_wink.load.plate_signals import plate_signal
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
GroundSource = Literal["plates", "estimate", "none"]


@dataclass(frozen=True, eq=False)
class GroundContact:
    """Ground reactions of both feet over the frames of a motion.

    Attributes
    ----------
    source : {"plates", "estimate", "none"}
        Measured, estimated from the motion, or not known.
    forces : tuple of AppliedForce
        One for each foot and plate, filtered as the motion is. A plate under both feet is split
        between them by its centre of pressure, marked as estimated; the parts add up to the plate.
    sides : tuple of Side
        The foot of each force.
    complete : ndarray of bool, shape (T,)
        Frames in which everything that the ground does to each foot is known, so that hips and
        knees can be told.
    total_n : ndarray, shape (T, 3)
        Sum over all plates that bear feet, also of those that bear both; NaN where it is not all
        that the ground does to the body, or not known.
    doubts : tuple of GuardFlag
        What is wrong with plates or their assignment; those that ``block`` forbid loads of the
        legs in their frames.
    notes : tuple of str
        What was done, one sentence each.
    total_wrench : ndarray, shape (6, T), or None
        Moment about ground's origin, and force, of all that the ground does to the body, whichever
        foot it goes to; NaN where not known. None: the sum of ``forces`` where ``complete``.
    pressure_offset_m : tuple of float
        How far forwards, and to the right, all plates together press from where the motion needs
        it, median; NaN without plates.
    """

    source: GroundSource
    forces: tuple[AppliedForce, ...]
    sides: tuple[Side, ...]
    complete: BoolArray
    total_n: FloatArray
    doubts: tuple[GuardFlag, ...] = ()
    notes: tuple[str, ...] = ()
    total_wrench: FloatArray | None = None
    pressure_offset_m: tuple[float, float] = (float("nan"), float("nan"))


def ground_contact(
    trial: Trial | None,
    subject: Subject,
    dynamics: Dynamics,
    *,
    carried: Sequence[AppliedForce] = (),
    settings: LoadSettings,
    person_mass_kg: float | None,
    cutoff_hz: float = 6.0,
) -> GroundContact:
    """What the ground does to each foot: measured by plates, else estimated from the motion.

    Parameters
    ----------
    trial : Trial or None
        In OpenSim's axes, as the motion is; its plates are used.
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    carried : sequence of AppliedForce
        A bar, and weights in the hands.
    settings : LoadSettings
        Whether to estimate where there are no plates.
    person_mass_kg : float or None
        Mass that was stated for the person; None where the model's is all that is known.
    cutoff_hz : float
        Cutoff of the zero-lag filter on plates, as on the motion.

    Returns
    -------
    GroundContact
        Forces on the feet, how far they may be believed, and what was done.

    Raises
    ------
    ModelError
        If the model lacks a foot.
    TrialError
        If a plate's times do not rise.
    SettingError
        If the cutoff is not below half of a plate's rate.
    """
    soles = find_soles(subject, dynamics)
    need = dynamics.needed.sum(axis=0) - sum(
        (force.wrench for force in carried), np.zeros((6, len(dynamics.time_s)))
    )
    doubts: tuple[GuardFlag, ...] = ()
    notes: tuple[str, ...] = ()
    if trial is not None and trial.plates:
        evidence = _evidence(trial, dynamics, soles, need, carried, cutoff_hz)
        doubts = find_plate_doubts(evidence, person_mass_kg=person_mass_kg)
        if any(use.under(side).any() for use in evidence.uses for side in SIDES):
            return _measured(evidence, doubts)
        notes = (
            "The plates bear no foot while the motion runs, so they say nothing of the feet."
            f"{_tiny(evidence)}",
        )
        doubts = tuple(_harmless(doubt) for doubt in doubts)
    if settings.estimate_ground:
        return _estimated(dynamics, soles, need, carried, doubts, notes)
    return _unknown(len(dynamics.time_s), doubts, notes)


def _evidence(
    trial: Trial,
    dynamics: Dynamics,
    soles: dict[Side, Sole],
    need: FloatArray,
    carried: Sequence[AppliedForce],
    cutoff_hz: float,
) -> PlateEvidence:
    """Plates at the motion's frames, their feet, and what the motion needs of them."""
    down = on_floor(soles)
    signals = tuple(plate_signal(plate, dynamics.time_s, cutoff_hz) for plate in trial.plates)
    return PlateEvidence(
        time_s=dynamics.time_s,
        source=str(trial.source or trial.name),
        uses=assign_plates(signals, soles, down),
        soles=soles,
        down=down,
        need=need,
        model_kg=dynamics.mass_kg,
        carried_n=_burden(carried),
    )


def _measured(evidence: PlateEvidence, doubts: tuple[GuardFlag, ...]) -> GroundContact:
    """Forces of plates on feet."""
    forces: list[AppliedForce] = []
    sides: list[Side] = []
    n_frames = len(evidence.time_s)
    complete: BoolArray = np.asarray(np.isfinite(evidence.need).all(axis=0))
    notes: list[str] = []
    for use in evidence.uses:
        for side, force in _forces_of(use, evidence):
            forces.append(force)
            sides.append(side)
        complete &= use.signal.known & ~use.unseen & ~use.by["both"]
        notes += _said(use, n_frames)
    for side in SIDES:
        plates = [use for use in evidence.uses if use.under(side).any()]
        several = np.sum([use.by[side] for use in plates], axis=0) > 1
        if np.any(several):
            notes.append(
                f"The {SIDE_WORD[side]} foot stands over "
                f"{' and '.join(use.signal.name for use in plates)} in frames "
                f"{frames_said(several)}; their forces act on it together."
            )
    whole: BoolArray = np.all([use.signal.known & ~use.unseen for use in evidence.uses], axis=0)
    for doubt in doubts:
        if doubt.blocks:
            complete &= ~doubt.frames
            if doubt.flag not in SUM_STILL_RIGHT:
                whole &= ~doubt.frames
    total = np.where(whole, np.sum([force.wrench for force in forces], axis=0), np.nan)
    return GroundContact(
        source="plates",
        forces=tuple(forces),
        sides=tuple(sides),
        complete=complete,
        total_n=total[3:].T,
        doubts=doubts,
        notes=tuple(notes),
        total_wrench=total,
        pressure_offset_m=pressure_offset_m(evidence, evidence.whole),
    )


def _forces_of(use: PlateUse, evidence: PlateEvidence) -> list[tuple[Side, AppliedForce]]:
    """One force for each foot that a plate bears alone, and one for each of both together."""
    signal, soles = use.signal, evidence.soles
    found: list[tuple[Side, AppliedForce]] = []
    unknown = (~signal.known | use.unseen)[:, None]

    def add(
        side: Side, name: str, frames: BoolArray, parts: tuple[FloatArray, ...], split: bool
    ) -> None:
        force, point, moment = parts
        here = frames[:, None]
        found.append(
            (
                side,
                AppliedForce(
                    name,
                    soles[side].body,
                    np.where(unknown, np.nan, np.where(here, force, 0.0)),
                    np.where(here, point, np.nan),
                    np.where(unknown, np.nan, np.where(here, moment, 0.0)),
                    estimated=split,
                ),
            )
        )

    for side in SIDES:
        if use.by[side].any():
            parts = (signal.force_n, signal.cop_m, signal.free_moment_nm)
            name = f"{signal.name} on the {SIDE_WORD[side]} foot"
            add(side, name, use.by[side], parts, False)
    if use.by["both"].any():
        shared = share_out(signal.wrench, soles, evidence.down, float(signal.about_m[1]))
        for side in SIDES:
            parts = (shared.force_n[side], shared.point_m[side], shared.moment_nm[side])
            name = f"{signal.name}, under both feet, its share on the {SIDE_WORD[side]}"
            add(side, name, use.by["both"], parts, True)
    return found


def _said(use: PlateUse, n_frames: int) -> list[str]:
    """Who presses on a plate, in words."""
    name, said = use.signal.name, []
    for side in SIDES:
        if use.by[side].any():
            said.append(f"under the {SIDE_WORD[side]} foot in frames {frames_said(use.by[side])}")
    if use.by["both"].any():
        said.append(f"under both feet in frames {frames_said(use.by['both'])}")
    if use.by["nobody"].any():
        said.append(f"pressed by no foot in frames {frames_said(use.by['nobody'])}, left out there")
    return [f"{name} is {'; '.join(said) if said else f'not loaded in {n_frames} frames'}."]


def _tiny(evidence: PlateEvidence) -> str:
    """What plates that bear next to nothing, but a person's weight in kN, may be."""
    up = np.abs(np.sum([use.signal.force_n[:, 1] for use in evidence.uses], axis=0))
    largest = float(np.nanmax(up)) if np.isfinite(up).any() else 0.0
    if not 0.4 < 1000.0 * largest / evidence.weight_n < 4.0:
        return ""
    return (
        f" Together they reach {largest:.2f} N, of {evidence.weight_n:.0f} N of weight: forces in "
        "kN? They must be in N, moments in N·m."
    )


def _harmless(doubt: GuardFlag) -> GuardFlag:
    """A doubt about plates that are not used: it blocks nothing."""
    return GuardFlag(doubt.flag, doubt.frames, doubt.value, doubt.limit, doubt.reason, blocks=False)


def _estimated(
    dynamics: Dynamics,
    soles: dict[Side, Sole],
    need: FloatArray,
    carried: Sequence[AppliedForce],
    doubts: tuple[GuardFlag, ...],
    notes: tuple[str, ...],
) -> GroundContact:
    """Ground reactions from the motion."""
    burden = _burden(carried)
    weight = -float(GRAVITY_M_S2[1]) * dynamics.mass_kg + burden
    forces, complete, said = estimated_forces(need, soles, weight)
    if not complete.any():
        return _unknown(len(complete), doubts, (*notes, *said[1:]))
    total = np.sum([force.wrench for force in forces], axis=0)
    return GroundContact(
        "estimate", forces, SIDES, complete, total[3:].T, doubts, (*notes, *said), total
    )


def _unknown(n_frames: int, doubts: tuple[GuardFlag, ...], notes: tuple[str, ...]) -> GroundContact:
    """Nothing is known of the ground."""
    missing = "No ground reaction is known, so nothing is said of hips and knees from below."
    nowhere = np.full((6, n_frames), np.nan)
    never = np.zeros(n_frames, dtype=bool)
    return GroundContact("none", (), (), never, nowhere[3:].T, doubts, (*notes, missing), nowhere)


def _burden(carried: Sequence[AppliedForce]) -> float:
    """Weight of what is carried, N."""
    downward = [-force.force_n[:, 1][np.isfinite(force.force_n[:, 1])] for force in carried]
    return sum(float(values.mean()) for values in downward if values.size)
