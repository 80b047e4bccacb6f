"""Whether plates' axes point as the markers' do: directions, signs and height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.load.estimated_ground import total_pressure
from opensim_wink.load.feet import floor_height
from opensim_wink.load.plate_evidence import PlateEvidence, foot_wrench
from opensim_wink.load.plate_places import too_short
from opensim_wink.motion.guard.flag import GuardFlag

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

AXES = {"forward": 0, "sideways": 2}
# What is left over is told from noise beyond these: of centres of pressure, m, and of the weight.
LEFT_M, LEFT_SHARE = 0.008, 0.004
# What is left over with an axis turned round, as a share of what is left as it is: of the centre of
# pressure times that of the force, and of the force where only its sign is in question.
BOTH_BETTER, EACH_BETTER, FORCE_BETTER = 0.6, 0.95, 0.7
APART_SHARE = 0.04  # of the weight: a floor that pushes each foot outwards by more
HEIGHT_M, SPOILT_HEIGHT_M = 0.1, 0.2


@dataclass(frozen=True)
class _Axis:
    """What plates leave over of the motion's need along one axis, as they are and turned round."""

    name: str
    pressure_m: float
    turned_m: float
    force_n: float
    turned_n: float

    @property
    def mirrored(self) -> bool:
        """Whether places and forces both fit better turned round."""
        place = self.turned_m / max(self.pressure_m, 1e-12)
        force = self.turned_n / max(self.force_n, 1e-12)
        return max(place, force) < EACH_BETTER and place * force < BOTH_BETTER


def axes_doubts(evidence: PlateEvidence, frames: BoolArray, apart: BoolArray) -> list[GuardFlag]:
    """Doubt plates of which an axis points the other way than the markers'.

    Someone who squats sways and pushes forwards and sideways. Where the plates' centre of pressure
    moves against that which the motion needs, and so do the forces, the axis is mirrored; where the
    forces alone do, their sign is.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    frames : ndarray of bool, shape (T,)
        Frames that count.
    apart : ndarray of bool, shape (T,)
        Those of them with each foot on plates of its own.

    Returns
    -------
    list of GuardFlag
        ``"plate_axes"``, one at most.
    """
    if too_short(evidence, frames):
        return []
    found = [_along(evidence, frames, name) for name in AXES]
    limit_n = LEFT_SHARE * evidence.weight_n
    clear = [axis for axis in found if axis.pressure_m > LEFT_M and axis.force_n > limit_n]
    mirrored = [axis for axis in clear if axis.mirrored]
    if mirrored:
        return [_mirrored(frames, mirrored)]
    against = [
        axis
        for axis in found
        if axis.force_n > limit_n and axis.turned_n < FORCE_BETTER * axis.force_n
    ]
    outward = _outward_n(evidence, apart)
    if not against and not outward > APART_SHARE * evidence.weight_n:
        return []
    signs = [
        f"{axis.name} they leave {axis.force_n:.0f} N over of what the motion needs, with the sign "
        f"turned {axis.turned_n:.0f} N"
        for axis in against
    ]
    if outward > APART_SHARE * evidence.weight_n:
        signs.append(f"the floor would push each foot outwards with {outward:.0f} N or more")
    reason = (
        f"the horizontal forces of the plates have the wrong sign: {'; '.join(signs)}; turn the "
        "sign of these forces, and of them alone."
    )
    value, limit = (against[0].force_n, limit_n) if against else (outward, limit_n)
    return [GuardFlag("plate_axes", frames, value, limit, reason, blocks=bool(against))]


def height_doubt(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Doubt plates whose top does not lie where the soles are.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates and feet.
    frames : ndarray of bool, shape (T,)
        Frames that count.

    Returns
    -------
    GuardFlag or None
        The horizontal forces act at a wrong height then, and every moment is off by them times it.
    """
    floor_m, worst, name = floor_height(evidence.soles), 0.0, ""
    for use in evidence.uses:
        pressed = frames & (use.under("r") | use.under("l"))
        if pressed.any():
            over = float(np.median(use.signal.cop_m[pressed, 1])) - floor_m
            if abs(over) > abs(worst):
                worst, name = over, use.signal.name
    if not abs(worst) > HEIGHT_M:
        return None
    word = "above" if worst > 0 else "below"
    reason = (
        f"the centre of pressure of {name} lies {100 * abs(worst):.0f} cm {word} the soles "
        f"({100 * HEIGHT_M:.0f} cm allowed): the height of the plates, or of the markers' origin, "
        "is wrong."
    )
    blocks = abs(worst) > SPOILT_HEIGHT_M
    return GuardFlag("plate_height", frames, worst, HEIGHT_M, reason, blocks=blocks)


def _along(evidence: PlateEvidence, frames: BoolArray, name: str) -> _Axis:
    """What is left over along an axis, its mean aside."""
    axis, height = AXES[name], floor_height(evidence.soles)
    at = [total_pressure(w, height)[frames, axis] for w in (evidence.need, evidence.borne)]
    force = [w[3 + axis, frames] for w in (evidence.need, evidence.borne)]
    return _Axis(
        name,
        float(np.nanstd(at[0] - at[1])),
        float(np.nanstd(at[0] + at[1])),
        float(np.std(force[0] - force[1])),
        float(np.std(force[0] + force[1])),
    )


def _mirrored(frames: BoolArray, axes: list[_Axis]) -> GuardFlag:
    """Plates of which one axis, or both, are turned round."""
    what = (
        f"the {axes[0].name} axis of the plates points the other way than the markers'"
        if len(axes) == 1
        else "the plates are turned by half a turn against the markers"
    )
    told = "; ".join(
        f"{axis.name} the centre of pressure is {1000 * axis.pressure_m:.0f} mm and the force "
        f"{axis.force_n:.0f} N off what the motion needs (RMS), turned round "
        f"{1000 * axis.turned_m:.0f} mm and {axis.turned_n:.0f} N"
        for axis in axes
    )
    reason = f"{what}: {told}; turn their axes."
    worst = max(axis.pressure_m for axis in axes)
    return GuardFlag("plate_axes", frames, worst, LEFT_M, reason, blocks=True)


def _outward_n(evidence: PlateEvidence, frames: BoolArray) -> float:
    """The lesser of the pushes of the floor on both feet, away from each other; NaN if unknown."""
    if too_short(evidence, frames):
        return float("nan")
    right, left = (evidence.soles[side].middle_m[frames] for side in SIDES)
    across = (right - left) * (1.0, 0.0, 1.0)
    unit = across / np.maximum(np.linalg.norm(across, axis=1), 1e-9)[:, None]
    pushes = [
        float(np.median(sign * np.sum(foot_wrench(evidence, side)[3:, frames].T * unit, axis=1)))
        for side, sign in zip(SIDES, (1.0, -1.0), strict=True)
    ]
    return min(pushes)
