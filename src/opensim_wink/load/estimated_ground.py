"""What the ground must do to each foot for the motion to happen: an estimate without plates.

The total follows from the motion, Newton and Euler. How two feet share it cannot be known from the
motion alone; it is assumed that both centres of pressure lie at the same share of their soles and
that each foot's force points as the total does. Then the total's centre of pressure decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.feet import Sole, floor_height, on_floor

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NEWTON_STEPS = 12
# How far beyond the soles the total's centre of pressure may be found before something else than
# the feet must bear weight: hands, knees, a strap, a bench.
BEYOND_SOLES_M = 0.06
AIRBORNE_SHARE = 0.2  # of the weight: more than this with both feet up is borne by something else
SIDE_WORD: dict[Side, str] = {"r": "right", "l": "left"}


@dataclass(frozen=True, eq=False)
class Shared:
    """A wrench from the ground shared out over both feet.

    Attributes
    ----------
    force_n, point_m, moment_nm : dict of Side to ndarray, shape (T, 3)
        Force on each foot, where it acts, and the moment about that point; together they are the
        wrench. The moment is about the vertical only where ``fits``.
    fits : ndarray of bool, shape (T,)
        Frames in which both centres of pressure lie on their soles, or nearly so.
    off_m : ndarray, shape (T,)
        How far the total's centre of pressure lies from where the soles can bear it.
    """

    force_n: dict[Side, FloatArray]
    point_m: dict[Side, FloatArray]
    moment_nm: dict[Side, FloatArray]
    fits: BoolArray
    off_m: FloatArray


def share_out(
    wrench: FloatArray, soles: dict[Side, Sole], down: dict[Side, BoolArray], height_m: float
) -> Shared:
    """Share the ground's wrench out over the feet that are on the floor.

    With both down, the share ``s`` of the right foot and the place ``t`` along both soles solve
    ``s·(h_r + t·u_r) + (1 − s)·(h_l + t·u_l) = p``: ``h`` is a heel and ``u`` the way to the toe,
    ``p`` the total's centre of pressure. With one foot down it bears everything.

    Parameters
    ----------
    wrench : ndarray, shape (6, T)
        Moment about ground's origin, and force, on the body.
    soles : dict of Side to Sole
        Both.
    down : dict of Side to ndarray of bool, shape (T,)
        Which are on the floor.
    height_m : float
        Height of the floor, where centres of pressure are.

    Returns
    -------
    Shared
        Zero where no foot is down.
    """
    moment, force = wrench[:3].T, wrench[3:].T
    total = total_pressure(wrench, height_m)
    # Where nothing presses any place will do.
    middle = 0.5 * (soles["r"].middle_m + soles["l"].middle_m)
    total = np.where(np.isfinite(total), total, middle)
    heel = np.stack([soles[side].heel_m[:, [0, 2]] for side in SIDES])
    way = np.stack([soles[side].toe_m[:, [0, 2]] for side in SIDES]) - heel
    both = down["r"] & down["l"]
    along, right = _solve_shares(heel, way, total[:, [0, 2]])
    along, right = np.clip(along, 0.0, 1.0), np.clip(right, 0.0, 1.0)
    at = heel + along[:, None] * way
    for index, side in enumerate(SIDES):
        alone = down[side] & ~both
        own = _on_one_sole(heel[index], way[index], soles[side].half_width_m, total[:, [0, 2]])
        at[index] = np.where(alone[:, None], own, at[index])
        right = np.where(alone, 1.0 - index, right)
    shares = np.stack([right * down["r"], (1.0 - right) * down["l"]])
    off = np.linalg.norm(np.sum(shares[:, :, None] * at, axis=0) - total[:, [0, 2]], axis=1)
    forces = {side: shares[i][:, None] * force for i, side in enumerate(SIDES)}
    points = {side: np.insert(at[i], 1, height_m, axis=1) for i, side in enumerate(SIDES)}
    rest = moment - sum(np.cross(points[side], forces[side]) for side in SIDES)
    moments = {side: shares[i][:, None] * rest for i, side in enumerate(SIDES)}
    with np.errstate(invalid="ignore"):
        fits: BoolArray = np.asarray((off <= BEYOND_SOLES_M) & np.isfinite(force).all(axis=1))
    return Shared(forces, points, moments, fits, off)


def _on_one_sole(
    heel: FloatArray, way: FloatArray, half_width_m: float, point: FloatArray
) -> FloatArray:
    """The point of one sole that lies nearest, seen from above, shape (T, 2)."""
    length = np.maximum(np.sum(way**2, axis=1), 1e-12)
    along = np.clip(np.sum((point - heel) * way, axis=1) / length, 0.0, 1.0)
    nearest = heel + along[:, None] * way
    beside = point - nearest
    size = np.maximum(np.linalg.norm(beside, axis=1, keepdims=True), 1e-12)
    return np.asarray(nearest + beside * np.minimum(1.0, half_width_m / size))


def total_pressure(wrench: FloatArray, height_m: float) -> FloatArray:
    """Where a wrench meets the floor without a tilting moment.

    Parameters
    ----------
    wrench : ndarray, shape (6, T)
        Moment about ground's origin, and force.
    height_m : float
        Height of the floor.

    Returns
    -------
    ndarray, shape (T, 3)
        m; NaN where nothing presses.
    """
    moment, force = wrench[:3], wrench[3:]
    with np.errstate(invalid="ignore"):
        up = np.where(np.abs(force[1]) > 1e-6, force[1], np.nan)
    x = (moment[2] + height_m * force[0]) / up
    z = (height_m * force[2] - moment[0]) / up
    return np.stack([x, np.full_like(x, height_m), z], axis=1)


def _solve_shares(
    heel: FloatArray, way: FloatArray, total: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Place along both soles and share of the right foot, by Newton's method, shapes (T,)."""
    along, right = np.full(len(total), 0.5), np.full(len(total), 0.5)
    for _ in range(NEWTON_STEPS):
        at = heel + along[:, None] * way
        miss = right[:, None] * at[0] + (1.0 - right[:, None]) * at[1] - total
        by_along = right[:, None] * way[0] + (1.0 - right[:, None]) * way[1]
        by_right = at[0] - at[1]
        det = by_along[:, 0] * by_right[:, 1] - by_along[:, 1] * by_right[:, 0]
        det = np.where(np.abs(det) > 1e-9, det, np.nan)
        along = along - (miss[:, 0] * by_right[:, 1] - miss[:, 1] * by_right[:, 0]) / det
        right = right - (by_along[:, 0] * miss[:, 1] - by_along[:, 1] * miss[:, 0]) / det
        # Far from both soles the equations have no use; keep the steps where they make sense.
        along, right = np.clip(along, -1.0, 2.0), np.clip(right, -1.0, 2.0)
    return along, right


def estimated_forces(
    need: FloatArray, soles: dict[Side, Sole], weight_n: float
) -> tuple[tuple[AppliedForce, ...], BoolArray, tuple[str, ...]]:
    """Ground reactions of both feet as the motion asks for them.

    Parameters
    ----------
    need : ndarray, shape (6, T)
        What the ground must do: moment about ground's origin, and force; NaN where not known.
    soles : dict of Side to Sole
        Both.
    weight_n : float
        Weight of the body and of what it carries.

    Returns
    -------
    forces : tuple of AppliedForce
        On the right and the left foot, all estimated; NaN in frames that are not complete.
    complete : ndarray of bool, shape (T,)
        Frames with an estimate.
    notes : tuple of str
        On what it rests and where it could not be made.
    """
    down = on_floor(soles)
    height = floor_height(soles)
    shared = share_out(need, soles, down, height)
    known: BoolArray = np.asarray(np.isfinite(need).all(axis=0))
    up = ~(down["r"] | down["l"])
    with np.errstate(invalid="ignore"):
        complete = known & np.where(up, np.abs(need[4]) <= AIRBORNE_SHARE * weight_n, shared.fits)
        complete &= up | (need[4] > 0)
    forces = tuple(
        AppliedForce(
            f"estimated ground on the {SIDE_WORD[side]} foot",
            soles[side].body,
            np.where(complete[:, None], shared.force_n[side], np.nan),
            shared.point_m[side],
            np.where(complete[:, None], shared.moment_nm[side], np.nan),
            estimated=True,
        )
        for side in SIDES
    )
    return forces, complete, _notes(known, complete)


def _notes(known: BoolArray, complete: BoolArray) -> tuple[str, ...]:
    notes = [
        "There are no usable force plates: the ground reaction is an estimate from the motion. The "
        "total follows from masses and accelerations, so the residuals at the pelvis vanish by "
        "construction and say nothing of its quality; the feet share it by where its centre of "
        "pressure lies between the soles, and how hard they push against each other sideways "
        "is not known."
    ]
    beyond = int((known & ~complete).sum())
    if beyond:
        notes.append(
            f"In {beyond} of {len(known)} frames the motion asks for a force outside the feet: "
            "hands, knees, a support or a load that was not declared bears weight there, and no "
            "ground reaction is estimated."
        )
    return tuple(notes)
