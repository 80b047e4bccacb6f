"""Plates held against what the motion needs: mass, zero, sides, place and clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.estimated_ground import SIDE_WORD
from opensim_wink.load.plate_axes import axes_doubts, height_doubt
from opensim_wink.load.plate_evidence import (
    PlateEvidence,
    bears_both_alone,
    foot_wrench,
    frames_said,
    plates_under,
)
from opensim_wink.load.plate_places import LEAST_S, opposed_doubt, place_doubt, too_short
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.trial.runs import runs
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

MASS_SHARE = 0.03
EXTRA_SHARE = 0.08  # of the weight, for half a second or more
OFFSET_SHARE, SPOILT_OFFSET_SHARE = 0.04, 0.06  # of the weight, on one plate
# Smaller ones count where the plates' sum is off by as much: by how far the two may differ.
AGREED_OFFSET_SHARE, AGREE_SHARE = 0.03, 0.35
SIDEWAYS_SHARE = (
    0.02  # of the weight: someone who stays where they are pushes no further on average
)
# Of what the motion needs: beyond these no mass and no load explains the plates, only their unit.
LEAST_CREDIBLE, MOST_CREDIBLE = 0.4, 4.0
SHIFT_S, SPOILT_SHIFT_S = 0.02, 0.05
SMEARED_S = 0.2  # beside frames that do not count
LONGEST_SHIFT_S = 0.5
LIVELY_SHARE = 0.02  # of the weight: standard deviation of the need from which a lag can be told
BETTER = 0.8  # the difference that a lag has to leave, as a share of what it was
OUTWARD_SHARE = 0.02  # of the weight


def balance_doubts(
    evidence: PlateEvidence, placed: BoolArray, *, person_mass_kg: float | None
) -> list[GuardFlag]:
    """Find what is wrong with plates from what the motion needs.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    placed : ndarray of bool, shape (T,)
        Frames in which every centre of pressure lies where a foot is.
    person_mass_kg : float or None
        Mass that was stated for the person.

    Returns
    -------
    list of GuardFlag
        Swapped, unzeroed, mass, extra load, place, height, axes and shift, as far as they are
        found.
    """
    frames = evidence.whole
    if too_short(evidence, frames):
        return []
    apart = bears_both_alone(evidence)
    swapped = _swapped(evidence, apart)
    offset, explained_n = (None, 0.0) if swapped else _one_sided(evidence, apart & placed)
    shifted = _shift(evidence, frames)
    found = [
        swapped,
        offset,
        height_doubt(evidence, frames),
        _sideways(evidence, frames),
        _mass(evidence, frames, explained_n, person_mass_kg),
        _extra_load(evidence, frames),
        None if swapped or offset else place_doubt(evidence, frames & placed),
        None if swapped else opposed_doubt(evidence, apart & placed),
        shifted,
        # Plates that lag, or stand in each other's place, move against the motion too.
        *([] if swapped or shifted else axes_doubts(evidence, frames, apart)),
    ]
    return [doubt for doubt in found if doubt is not None]


def _mass(
    evidence: PlateEvidence, frames: BoolArray, explained_n: float, stated_kg: float | None
) -> GuardFlag | None:
    """Plates that bear more or less than the body and what it carries."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = float(np.median((evidence.borne[4] / evidence.need[4])[frames]))
    says_kg = (ratio * evidence.weight_n - evidence.carried_n) / STANDARD_GRAVITY
    apart = ratio - 1.0
    # An offset that was found may be all that is wrong with the weight.
    left = apart - explained_n / evidence.weight_n
    agrees = stated_kg is None or abs(stated_kg - evidence.model_kg) < 0.005 * stated_kg
    if not agrees and stated_kg and abs(says_kg - stated_kg) > MASS_SHARE * stated_kg:
        reason = (
            f"the plates weigh the person at {says_kg:.1f} kg, {stated_kg:.1f} kg are stated and "
            f"the model is {evidence.model_kg:.1f} kg: body weights are counted with the stated "
            "mass, so every multiple of them is off by as much; state the mass anew."
        )
        off = says_kg / stated_kg - 1.0
        return GuardFlag("plate_mass", frames, off, MASS_SHARE, reason, blocks=False)
    if not min(abs(apart), abs(left)) > MASS_SHARE:
        return None
    whose = "the stated mass" if stated_kg is not None and agrees else "the model"
    reason = (
        f"the plates weigh the person at {says_kg:.1f} kg, {whose} is {evidence.model_kg:.1f} kg "
        f"({apart:+.1%} of all weight): {_why_mass(evidence, apart)}"
    )
    spoils = not LEAST_CREDIBLE < ratio < MOST_CREDIBLE
    return GuardFlag("plate_mass", frames | spoils, apart, MASS_SHARE, reason, blocks=spoils)


def _why_mass(evidence: PlateEvidence, apart: float) -> str:
    """What may be behind a weight that is off by a share ``apart``."""
    if not LEAST_CREDIBLE < apart + 1.0 < MOST_CREDIBLE:
        return "nobody is that far off: the unit or the gain of the plates is wrong (N is needed)."
    if apart > 0:
        return (
            "the mass is stated too low, the plates are not zeroed, or a load is carried that was "
            "not declared (--barbell, --hand-weights) and is missing in the loads of L5/S1."
        )
    if evidence.carried_n > 0:
        return (
            f"the declared load of {evidence.carried_n / STANDARD_GRAVITY:.1f} kg is not carried, "
            "or lighter, and L5/S1 is told too high; or the mass is stated too high, the body is "
            "supported elsewhere, or the plates are not zeroed."
        )
    return (
        "the mass is stated too high, the body is supported elsewhere, or the plates are not "
        "zeroed."
    )


def _extra_load(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Weight that comes and goes: something is picked up, or the hands bear part of the body."""
    apart = np.where(frames, evidence.borne[4] - evidence.need[4], np.nan)
    apart = apart - np.nanmedian(apart)
    limit = EXTRA_SHARE * evidence.weight_n
    shortest = LEAST_S / float(np.median(np.diff(evidence.time_s)))
    found = np.zeros_like(frames)
    with np.errstate(invalid="ignore"):
        for beyond in (apart > limit, apart < -limit):
            for first, stop in runs(beyond):
                found[first:stop] = stop - first >= shortest
    if not found.any():
        return None
    size = float(np.median(apart[found]))
    word = "more" if size > 0 else "less"
    reason = (
        f"in frames {frames_said(found)} the plates bear {abs(size):.0f} N {word} than the motion "
        "needs, set against the rest of the trial: something is picked up or put down, or the "
        "hands rest on something; what is held only at times cannot be declared, so moments from "
        "above are wrong there."
    )
    return GuardFlag("plate_extra_load", found, size, limit, reason, blocks=False)


def _one_sided(evidence: PlateEvidence, frames: BoolArray) -> tuple[GuardFlag | None, float]:
    """An offset on one side's plate, and by how much it changes the weight, N.

    It moves the total's centre of pressure to that side.

    With the plates ``2h`` apart, a lateral moment ``L`` that the motion does not need, about the
    middle of both, is a force ``L/h`` too much on one side or too little on the other; the one that
    leaves the better total is taken. Where both leave a bad one, the load is not too large on one
    side but shifted from one to the other.
    """
    if too_short(evidence, frames):
        return None, 0.0
    _, half, moment = _lateral(evidence, evidence.borne - evidence.need, frames)
    if half < 0.03:
        return None, 0.0
    towards_right = float(np.median(moment)) / half
    excess = float(np.median((evidence.borne[4] - evidence.need[4])[frames]))
    # Too much on the right, or too little on the left; and the other way round.
    side: Side = "r" if abs(excess - towards_right) <= abs(excess + towards_right) else "l"
    offset = towards_right if side == "r" else -towards_right
    limit = OFFSET_SHARE * evidence.weight_n
    if abs(offset - excess) < AGREE_SHARE * abs(excess):
        limit = AGREED_OFFSET_SHARE * evidence.weight_n
    if not abs(offset) > limit:
        return None, 0.0
    spoils = abs(offset) > SPOILT_OFFSET_SHARE * evidence.weight_n
    left = abs(offset - excess)
    if left > max(SPOILT_OFFSET_SHARE * evidence.weight_n, 0.5 * abs(offset)):
        pressed = float(np.median(evidence.borne[4][frames]))
        reason = _shifted_said(evidence, 0.5 * towards_right, half * towards_right / pressed)
        return (
            GuardFlag("plate_unzeroed", frames, 0.5 * towards_right, 0.5 * limit, reason, spoils),
            0.0,
        )
    names = " and ".join(use.signal.name for use in plates_under(evidence, side))
    reason = (
        f"{names} under the {SIDE_WORD[side]} foot bears {offset:+.0f} N against what the motion "
        f"needs while the other side does not ({limit:.0f} N allowed): it is "
        "not zeroed, or its gain is wrong; take its zero off, with nobody on it, and export again."
    )
    return GuardFlag("plate_unzeroed", frames, offset, limit, reason, blocks=spoils), offset


def _shifted_said(evidence: PlateEvidence, onto_right_n: float, right_m: float) -> str:
    """What a load says that is shifted from one foot to the other, while the sum is in order."""
    more, less = ("right", "left") if onto_right_n > 0 else ("left", "right")
    names = [use.signal.name for use in evidence.uses if (use.under("r") | use.under("l")).any()]
    return (
        f"{' and '.join(names)} bear {abs(onto_right_n):.0f} N too much on the {more} foot and as "
        f"much too little on the {less} against what the motion needs: they are off zero in "
        f"opposite ways, or they lie {1000 * abs(right_m):.0f} mm too far to the {more} of the "
        "markers, or something else bears on one of them."
    )


def _lateral(
    evidence: PlateEvidence, wrench: FloatArray, frames: BoolArray
) -> tuple[FloatArray, float, FloatArray]:
    """Unit vector from left to right foot, half the distance, and moment that tips to the right.

    The moment is that of vertical forces about the middle of both feet, + as of a weight less push
    on the left: a push of F on the right foot gives ``+F·h``.
    """
    right, left = (evidence.soles[side].middle_m[frames] for side in SIDES)
    across = (right - left) * (1.0, 0.0, 1.0)
    size = np.linalg.norm(across, axis=1)
    unit = across / np.maximum(size, 1e-9)[:, None]
    middle = 0.5 * (right + left)
    force = wrench[3:, frames].T
    about = wrench[:3, frames].T - np.cross(middle, force)
    # r × F with r = h·unit and F = (0, F, 0) is F·h·(−unit_z, 0, unit_x).
    turned = np.stack([-unit[:, 2], np.zeros(len(unit)), unit[:, 0]], axis=1)
    return unit, float(np.median(size)) / 2.0, np.sum(about * turned, axis=1)


def _sideways(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Horizontal forces that do not cancel over time."""
    excess = (evidence.borne[3:] - evidence.need[3:])[:, frames]
    mean = np.median(excess, axis=1)
    size = float(np.hypot(mean[0], mean[2]))
    limit = SIDEWAYS_SHARE * evidence.weight_n
    if not size > limit:
        return None
    named = [use.signal.name for use in evidence.uses if (use.under("r") | use.under("l")).any()]
    reason = (
        f"{' or '.join(named)} is not zeroed: together they push {mean[0]:+.0f} N forwards and "
        f"{mean[2]:+.0f} N to the right of what the motion needs, on average ({limit:.0f} N "
        "allowed); take their zero off, with nobody on them, and export again."
    )
    return GuardFlag("plate_unzeroed", frames, size, limit, reason, blocks=size > 2.5 * limit)


def _swapped(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Forces of the left and the right foot that stand in each other's place.

    Two signs: the load moves to the left when the motion needs it on the right, and each foot is
    pushed outwards by a floor that can only hold it in.
    """
    if too_short(evidence, frames):
        return None
    unit, half, needed = _lateral(evidence, evidence.need, frames)
    _, _, borne = _lateral(evidence, evidence.borne, frames)
    outward = []
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        force = foot_wrench(evidence, side)[3:, frames].T
        outward.append(float(np.median(sign * np.sum(force * unit, axis=1))))
    limit = OUTWARD_SHARE * evidence.weight_n
    apart, exchanged = (float(np.sqrt(np.mean((needed - s * borne) ** 2))) for s in (1.0, -1.0))
    least = max(half, 0.03) * limit
    better = exchanged < 0.5 * apart and apart > least
    worse = apart < 0.5 * exchanged and exchanged > least
    pushed_out = min(outward) > limit
    if not better and (worse or not pushed_out):
        return None
    names = [" and ".join(u.signal.name for u in plates_under(evidence, side)) for side in SIDES]
    signs = []
    if better:
        signs.append(
            f"exchanged they meet the sideways moment that the motion needs to {exchanged:.0f} "
            f"N·m, as they are to {apart:.0f} N·m"
        )
    if pushed_out:
        signs.append(
            f"the floor would push the feet apart, with {outward[0]:.0f} and {outward[1]:.0f} N"
        )
    reason = (
        f"{names[0]} (right foot) and {names[1]} (left foot) are swapped, or left and right of "
        f"their axes are: {'; '.join(signs)}; exchange their channels or columns."
    )
    value = apart if better else min(outward)
    return GuardFlag(
        "plate_swapped", frames, value, least if better else limit, reason, blocks=True
    )


def _shift(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """A clock of the plates that is ahead of the markers' or behind it."""
    step = float(np.median(np.diff(evidence.time_s)))
    # Where a plate stops short the filter smears its end, which looks like a clock that is off.
    frames = _away_from_others(frames, round(SMEARED_S / step))
    if too_short(evidence, frames):
        return None
    need, borne = (
        np.where(frames, wrench[4], np.nan) for wrench in (evidence.need, evidence.borne)
    )
    if float(np.nanstd(need)) < LIVELY_SHARE * evidence.weight_n:
        return None
    most = min(round(LONGEST_SHIFT_S / step), len(need) // 4)
    if most < 2:
        return None
    lags = np.arange(-most, most + 1)
    left = np.array([_apart(need, borne, int(lag)) for lag in lags])
    if not np.isfinite(left).all():
        return None
    best = int(np.argmin(left))
    if best in (0, len(lags) - 1) or left[best] > BETTER * left[most]:
        return None
    below, at, above = left[best - 1 : best + 2] ** 2
    fine = 0.5 * (below - above) / max(below - 2.0 * at + above, 1e-12)
    lag_s = float(lags[best] + fine) * step
    if not abs(lag_s) > SHIFT_S:
        return None
    word = "behind" if lag_s > 0 else "ahead of"
    reason = (
        f"the plates run {1000 * abs(lag_s):.0f} ms {word} the markers "
        f"({1000 * SHIFT_S:.0f} ms allowed): forces and markers are not on one clock; export both "
        "with the same start."
    )
    blocks = abs(lag_s) > SPOILT_SHIFT_S
    return GuardFlag("plate_shift", frames, lag_s, SHIFT_S, reason, blocks=blocks)


def _away_from_others(frames: BoolArray, margin: int) -> BoolArray:
    """Frames that are further than a margin from any that does not count, ends of a trial aside."""
    found = frames.copy()
    for first, stop in runs(~frames):
        found[max(0, first - margin) : stop + margin] = False
    return found


def _apart(need: FloatArray, borne: FloatArray, lag: int) -> float:
    """Standard deviation of what plates later by ``lag`` frames leave over of the need."""
    n = len(need)
    earlier = need[max(0, -lag) : n - max(0, lag)]
    later = borne[max(0, lag) : n - max(0, -lag)]
    difference = later - earlier
    known = np.isfinite(difference)
    return float(np.std(difference[known])) if known.sum() > n // 4 else float("nan")
