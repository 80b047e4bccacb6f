"""What is wrong with force plates: found from the plates themselves, their feet, and the motion.

Every doubt names the plate or the foot, by how much it is off and what to do about it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.load.estimated_ground import SIDE_WORD
from opensim_wink.load.plate_balance import balance_doubts
from opensim_wink.load.plate_evidence import PlateEvidence, frames_said
from opensim_wink.load.plate_feet import NEAR_M, PlateUse
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SHORT_S = 0.1  # what lasts less than this is a foot that is set down or lifted
LEAST_SHARE = 0.1  # of the weight: with less on a plate its centre of pressure tells little
EMPTY_N = 8.0  # an idle plate in order stays within a few newtons
STEADY_N = 5.0  # a load that varies less than this is a zero that was not taken
SPOILS_SHARE = 0.05  # of the weight: an offset that spoils moments of hips and knees
LEAST_RATIO = 0.85  # of what the motion needs, while a foot is on no plate
OFF_PLATE_M = 0.02
# Where a plate is not where it is said to be, moments say nothing of its zero.
MISPLACED = ("plate_cop_off_foot", "plate_cop_off_plate")
# Blocking doubts in which the sum over the plates is still right, only not that of each foot.
SUM_STILL_RIGHT = ("plate_both_feet",)


def find_plate_doubts(
    evidence: PlateEvidence, *, person_mass_kg: float | None
) -> tuple[GuardFlag, ...]:
    """Find what is wrong with plates.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    person_mass_kg : float or None
        Mass that was stated for the person.

    Returns
    -------
    tuple of GuardFlag
        All names begin with ``plate_``.
    """
    found: list[GuardFlag | None] = []
    for use in evidence.uses:
        found += [
            _gap(evidence, use),
            _cut_off(use),
            _upside_down(evidence, use),
            _both_feet(use),
            _unzeroed_when_empty(evidence, use),
            _nobody(evidence, use),
            _off_foot(evidence, use),
            _off_plate(evidence, use),
        ]
    told = [doubt for doubt in found if doubt is not None]
    told += _missing(evidence)
    if not any(doubt.flag == "plate_upside_down" for doubt in told):
        misplaced = np.zeros(len(evidence.time_s), dtype=bool)
        for doubt in told:
            misplaced |= doubt.frames & (doubt.flag in MISPLACED)
        told += balance_doubts(evidence, ~misplaced, person_mass_kg=person_mass_kg)
    return tuple(told)


def _gap(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """Frames for which a plate has no sample."""
    lost = _lasting(~use.signal.known, evidence.time_s)
    if not lost.any():
        return None
    name, share = use.signal.name, float(lost.mean())
    if share == 1.0:
        reason = (
            f"{name} has no sample during the motion ({evidence.time_s[0]:.2f} to "
            f"{evidence.time_s[-1]:.2f} s): its clock is another, or it was not recorded; export "
            "forces and markers on one clock."
        )
    else:
        reason = (
            f"{name} has no sample in frames {frames_said(lost)}, so what the ground does is not "
            "known there; export it whole."
        )
    return GuardFlag("plate_gap", lost, share, 0.0, reason, blocks=True)


def _cut_off(use: PlateUse) -> GuardFlag | None:
    """Frames in which the vertical force was beyond a plate's range."""
    cut_off = use.signal.cut_off
    if cut_off is None or not (cut_off & use.signal.known).any():
        return None
    largest = float(np.nanmax(np.abs(use.signal.force_n[cut_off, 1])))
    reason = (
        f"{use.signal.name} is cut off at its largest force, about {largest:.0f} N, in frames "
        f"{frames_said(cut_off)}: the force stays there as only an overloaded plate's does; more "
        "pressed on it, so loads are not known there; widen its range."
    )
    return GuardFlag("plate_cut_off", cut_off, largest, 0.0, reason, blocks=True)


def _upside_down(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """A foot that the plate would pull down."""
    with np.errstate(invalid="ignore"):
        heavy = np.abs(use.signal.force_n[:, 1]) > LEAST_SHARE * evidence.weight_n
        pressed = (use.under("r") | use.under("l")) & heavy
        down = pressed & (use.signal.force_n[:, 1] < 0)
    if not pressed.any() or down.sum() <= 0.5 * pressed.sum():
        return None
    pull = float(np.median(use.signal.force_n[down, 1]))
    frames = use.under("r") | use.under("l")
    reason = (
        f"{use.signal.name} is upside down: it pulls the foot on it down with {-pull:.0f} N; the "
        "file holds the force on the plate, or its vertical axis points down: turn the sign of its "
        "forces and moments."
    )
    return GuardFlag("plate_upside_down", frames, pull, 0.0, reason, blocks=True)


def _both_feet(use: PlateUse) -> GuardFlag | None:
    """A plate that bears both feet."""
    both = use.by["both"]
    if not both.any():
        return None
    reason = (
        f"{use.signal.name} bears both feet in frames {frames_said(both)}, so their forces cannot "
        "be told apart: hips and knees are not known there, L5/S1 is; stand with one foot on each "
        "plate."
    )
    return GuardFlag("plate_both_feet", both, float(both.mean()), 0.0, reason, blocks=True)


def _unzeroed_when_empty(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """A plate that bears a constant force while nobody stands on it."""
    offset = _empty_offset(use, evidence.time_s)
    if offset is None:
        return None
    force, frames = offset
    size = float(np.linalg.norm(force))
    vertical, sideways = float(force[1]), float(np.hypot(force[0], force[2]))
    reason = (
        f"{use.signal.name} is not zeroed: while nobody stands on it (frames "
        f"{frames_said(frames)}) it bears {vertical:.0f} N upwards and {sideways:.0f} N sideways, "
        "or something lies on it; take its zero off and export again."
    )
    blocks = size > SPOILS_SHARE * evidence.weight_n and bool(
        (use.under("r") | use.under("l")).any()
    )
    whole = frames | use.under("r") | use.under("l")
    return GuardFlag("plate_unzeroed", whole, size, EMPTY_N, reason, blocks=blocks)


def _empty_offset(use: PlateUse, time_s: FloatArray) -> tuple[FloatArray, BoolArray] | None:
    """Constant force on an empty plate and the frames that show it; None where it has none."""
    empty = _steady(use, time_s)
    if not empty.any():
        return None
    force = np.median(use.signal.force_n[empty], axis=0)
    return (force, empty) if float(np.linalg.norm(force)) > EMPTY_N else None


def _steady(use: PlateUse, time_s: FloatArray) -> BoolArray:
    """Frames without a foot, away from steps on and off, in which the force stays the same."""
    free = use.signal.known & ~(use.under("r") | use.under("l"))
    steady = np.zeros_like(free)
    margin = max(1, round(2 * SHORT_S / float(np.median(np.diff(time_s)))))
    for first, stop in runs(free):
        # The filter carries a step some frames on.
        first, stop = first + (margin if first else 0), stop - (margin if stop < len(free) else 0)
        if stop - first < margin:
            continue
        if float(np.ptp(use.signal.force_n[first:stop], axis=0).max()) <= STEADY_N:
            steady[first:stop] = True
    return steady


def _nobody(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """A plate that something other than a foot presses on."""
    pressed = use.by["nobody"] & ~_steady(use, evidence.time_s)
    pressed = _lasting(pressed, evidence.time_s)
    if not pressed.any():
        return None
    force = use.signal.force_n[pressed, 1]
    largest = float(force[np.argmax(np.abs(force))])
    reason = (
        f"{use.signal.name} bears up to {largest:.0f} N in frames {frames_said(pressed)} where no "
        "foot is near it: an object, another person, or a plate whose place in the laboratory is "
        "wrong; its force is given to no foot."
    )
    return GuardFlag("plate_nobody", pressed, largest, 0.0, reason, blocks=False)


def _off_foot(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """A centre of pressure beside the foot that presses."""
    with np.errstate(invalid="ignore"):
        off = (use.off_m > NEAR_M) & (
            np.abs(use.signal.force_n[:, 1]) > LEAST_SHARE * evidence.weight_n
        )
    off = _lasting(off, evidence.time_s)
    if not off.any():
        return None
    worst = float(use.off_m[off].max())
    feet = " and ".join(SIDE_WORD[side] for side in SIDES if (use.under(side) & off).any())
    reason = (
        f"the centre of pressure of {use.signal.name} lies up to {1000 * worst:.0f} mm beside the "
        f"{feet} foot in frames {frames_said(off)} ({1000 * NEAR_M:.0f} mm allowed): the plate's "
        "corners or the zero of its moments are wrong, or plates are exchanged."
    )
    return GuardFlag("plate_cop_off_foot", off, worst, NEAR_M, reason, blocks=True)


def _off_plate(evidence: PlateEvidence, use: PlateUse) -> GuardFlag | None:
    """A centre of pressure beyond the plate's edges."""
    corners = use.signal.corners_m
    if corners is None:
        return None
    centre = corners.mean(axis=0)
    cop = use.signal.cop_m
    beyond = np.full(len(cop), -np.inf)
    for first, second in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        edge = (second - first)[[0, 2]]
        normal = np.array([-edge[1], edge[0]])
        normal = normal / max(float(np.linalg.norm(normal)), 1e-9)
        normal *= -np.sign((centre - first)[[0, 2]] @ normal)
        beyond = np.maximum(beyond, (cop - first)[:, [0, 2]] @ normal)
    with np.errstate(invalid="ignore"):
        heavy = np.abs(use.signal.force_n[:, 1]) > LEAST_SHARE * evidence.weight_n
        off = _lasting(heavy & (beyond > OFF_PLATE_M), evidence.time_s)
    if not off.any():
        return None
    worst = float(beyond[off].max())
    reason = (
        f"the centre of pressure of {use.signal.name} lies up to {1000 * worst:.0f} mm beyond its "
        f"edge in frames {frames_said(off)}: its corners, the zero or the unit of its moments are "
        "wrong."
    )
    return GuardFlag("plate_cop_off_plate", off, worst, OFF_PLATE_M, reason, blocks=True)


def _missing(evidence: PlateEvidence) -> list[GuardFlag]:
    """Feet on the floor that no plate bears, though their weight is lacking."""
    need, borne = evidence.need[4], evidence.borne[4]
    why = "the foot stands beside its plate, or that plate is not in the file"
    if not any((use.under("r") | use.under("l")).any() for use in evidence.uses):
        why = "the plates bear nobody: they are of another trial, or their unit is not N"
    found = []
    with np.errstate(invalid="ignore", divide="ignore"):
        lacking = evidence.known & (borne < LEAST_RATIO * need) & (need > 0)
        ratio = borne / need
    for side in SIDES:
        frames = _lasting(evidence.bare(side) & lacking, evidence.time_s)
        if not frames.any():
            continue
        share = float(np.median(ratio[frames]))
        reason = (
            f"no plate bears the {SIDE_WORD[side]} foot in frames {frames_said(frames)}, and the "
            f"plates bear {share:.0%} of what the motion needs: {why}."
        )
        found.append(GuardFlag("plate_missing", frames, share, LEAST_RATIO, reason, blocks=True))
    return found


def _lasting(frames: BoolArray, time_s: FloatArray) -> BoolArray:
    """Only runs that last."""
    found = np.zeros_like(frames)
    shortest = max(1, round(SHORT_S / float(np.median(np.diff(time_s)))))
    for first, stop in runs(frames):
        found[first:stop] = stop - first >= shortest
    return found
