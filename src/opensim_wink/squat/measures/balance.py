"""Where the centre of mass is over the feet, with what is carried, from heel to toe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics
from opensim_wink.load.feet import Sole
from opensim_wink.load.ground import GroundContact
from opensim_wink.squat.curves import at_time
from opensim_wink.squat.finding.repetition import Repetition
from opensim_wink.squat.measures.stance import to_the_right

FloatArray = NDArray[np.float64]

APART_M = 0.05  # heels nearer than this from side to side count as side by side
LEAST_WEIGHT_SHARE = 0.2  # of the body's weight; less force on the plates tells no place of it

_FEET = (
    "0 at the heels' ends, 1 at the toes' ends, between both feet; the ends of the soles are "
    "assumed from ankle and toe joint"
)
DEFINITIONS = {
    "com_over_foot_start_fraction": (
        f"Centre of mass of body and what is carried over the soles, as the person stands: {_FEET}."
    ),
    "com_over_foot_onset_fraction": "As com_over_foot_start_fraction, where the wink begins.",
    "com_over_foot_bottom_fraction": "As com_over_foot_start_fraction, at the bottom.",
    "com_to_heel_least_cm": (
        "Least distance in the repetition from the centre of mass forward of the heels' ends; "
        "negative behind them."
    ),
    "com_to_toe_least_cm": (
        "Least distance in the repetition from the centre of mass back to the toes' ends; negative "
        "before them."
    ),
    "cop_over_foot_start_fraction": (
        f"Centre of pressure of both feet, by the force plates, as the person stands: {_FEET}; "
        "null without plates that bear both feet."
    ),
    "cop_over_foot_onset_fraction": "As cop_over_foot_start_fraction, where the wink begins.",
    "cop_over_foot_bottom_fraction": "As cop_over_foot_start_fraction, at the bottom.",
}


@dataclass(frozen=True)
class Balance:
    """Where body and load are over the feet, as `DEFINITIONS` says; NaN where not known."""

    com_over_foot_start_fraction: float
    com_over_foot_onset_fraction: float
    com_over_foot_bottom_fraction: float
    com_to_heel_least_cm: float
    com_to_toe_least_cm: float
    cop_over_foot_start_fraction: float
    cop_over_foot_onset_fraction: float
    cop_over_foot_bottom_fraction: float


def loaded_com(dynamics: Dynamics, carried: Sequence[AppliedForce]) -> FloatArray:
    """Centre of mass of the body with what it carries.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    carried : sequence of AppliedForce
        A bar, and weights in the hands; each counts as a mass where it pulls, as heavy as its mean
        pull.

    Returns
    -------
    ndarray, shape (T, 3)
        In ground, m; NaN where not known.
    """
    moment, total = dynamics.mass_kg * dynamics.com_m, dynamics.mass_kg
    for force in carried:
        pull = force.force_n[np.isfinite(force.force_n).all(axis=1)]
        if len(pull):
            mass_kg = float(pull[:, 1].mean() / GRAVITY_M_S2[1])
            moment, total = moment + mass_kg * force.point_m, total + mass_kg
    return moment / total


def centre_of_pressure(ground: GroundContact, floor_m: float, weight_n: float) -> FloatArray:
    """Where the whole of the ground's force meets the floor, by force plates.

    Parameters
    ----------
    ground : GroundContact
        Forces on the feet.
    floor_m : float
        Height of the floor.
    weight_n : float
        The body's weight.

    Returns
    -------
    ndarray, shape (T, 3)
        In ground, m; NaN without plates, and where not all of the force is known or hardly any
        acts.
    """
    if ground.source != "plates" or ground.total_wrench is None:
        return np.full((len(ground.complete), 3), np.nan)
    moment, force = ground.total_wrench[:3], ground.total_wrench[3:]
    with np.errstate(invalid="ignore"):
        up = np.where(force[1] > LEAST_WEIGHT_SHARE * weight_n, force[1], np.nan)
    x = (moment[2] + floor_m * force[0]) / up
    z = (floor_m * force[2] - moment[0]) / up
    return np.stack([x, np.where(np.isfinite(x), floor_m, np.nan), z], axis=1)


def from_heel_to_toe(
    soles: dict[Side, Sole], point_m: FloatArray, forward: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """How far a point is from the lines through both heels' and both toes' ends.

    The lines are met where the point is from side to side, and no further out than the feet are.

    Parameters
    ----------
    soles : dict of Side to Sole
        Both.
    point_m : ndarray, shape (T, 3)
        In ground, m.
    forward : ndarray, shape (2,)
        Unit vector (X, Z) to where the person faces.

    Returns
    -------
    before_heel_m, behind_toe_m : ndarray, shape (T,)
        m; their sum is the length of the base there; NaN where not known.
    """
    right, floor = to_the_right(forward), [0, 2]
    across, along = point_m[:, floor] @ right, point_m[:, floor] @ forward
    lines = []
    for end in ("heel_m", "toe_m"):
        ends = [getattr(soles[side], end)[:, floor] for side in SIDES]
        side = [at @ right for at in ends]
        apart = side[0] - side[1]
        wide = np.abs(apart) > APART_M
        share = np.where(wide, (across - side[1]) / np.where(wide, apart, 1.0), 0.5)
        share = np.clip(share, 0.0, 1.0)
        lines.append(share * (ends[0] @ forward) + (1.0 - share) * (ends[1] @ forward))
    return along - lines[0], lines[1] - along


def balance_of(
    soles: dict[Side, Sole],
    com_m: FloatArray,
    cop_m: FloatArray,
    forward: FloatArray,
    time_s: FloatArray,
    rep: Repetition,
    onset_s: float,
) -> Balance:
    """Where body and load are over the feet in one repetition.

    Parameters
    ----------
    soles : dict of Side to Sole
        Both.
    com_m, cop_m : ndarray, shape (T, 3)
        Centre of mass with what is carried, and centre of pressure; NaN where not known.
    forward : ndarray, shape (2,)
        Unit vector (X, Z) to where the person faces.
    time_s : ndarray, shape (T,)
        Frame times.
    rep : Repetition
        The repetition.
    onset_s : float
        Where its wink begins; NaN where it does not.

    Returns
    -------
    Balance
        NaN where not known.
    """
    heel, toe = from_heel_to_toe(soles, com_m, forward)
    pressed, beyond = from_heel_to_toe(soles, cop_m, forward)
    moments = np.array([rep.start_s, onset_s, rep.bottom_s])
    com = [float(at_time(time_s, heel / (heel + toe), when)) for when in moments]
    cop = [float(at_time(time_s, pressed / (pressed + beyond), when)) for when in moments]
    frames = slice(rep.start, rep.end + 1)
    return Balance(com[0], com[1], com[2], _least_cm(heel[frames]), _least_cm(toe[frames]), *cop)


def _least_cm(distance_m: FloatArray) -> float:
    """The least of the known ones; NaN where none is."""
    known = distance_m[np.isfinite(distance_m)]
    return 100.0 * float(known.min()) if known.size else float("nan")
