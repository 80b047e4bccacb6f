"""What the floor must do for a movement to happen, and what each foot's plate feels of it.

The total follows from the momenta of the segments alone: F = dP/dt − m g and, about ground's
origin, M = dH/dt − Σ r × m g. Both feet bear it with centres of pressure on their own soles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError
from opensim_wink.samples.person import Body
from opensim_wink.samples.squats import Course, back_place, held_place
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]

_SPLINE_DEGREE = 5
_NEWTON_STEPS = 30
_SPREAD = 0.04  # share of the load with which each foot pushes outwards


@dataclass(frozen=True, eq=False)
class FootLoad:
    """Force of the floor on one foot.

    Attributes
    ----------
    force_n : ndarray, shape (T, 3)
        X forward, Y up, Z right.
    cop_m : ndarray, shape (T, 3)
        Centre of pressure on the floor.
    free_moment_nm : ndarray, shape (T,)
        About the vertical through it.
    sole_share : ndarray, shape (T,)
        Where the centre of pressure lies between heel (0) and toe (1).
    """

    force_n: FloatArray
    cop_m: FloatArray
    free_moment_nm: FloatArray
    sole_share: FloatArray


def floor_wrench(body: Body, course: Course) -> tuple[FloatArray, FloatArray]:
    """Total force and moment of the floor on the body and what it carries.

    Parameters
    ----------
    body : Body
        The person.
    course : Course
        The movement.

    Returns
    -------
    force_n, moment_nm : ndarray, shape (T, 3)
        The moment about ground's origin.
    """
    from scipy.interpolate import make_interp_spline

    def derivative(values: FloatArray, order: int = 1) -> FloatArray:
        spline = make_interp_spline(course.time_s, values, k=_SPLINE_DEGREE)
        return np.asarray(spline.derivative(order)(course.time_s))

    poses = body.poses(course.values)
    gravity = np.array([0.0, -STANDARD_GRAVITY, 0.0])
    force, moment = np.zeros((len(course.time_s), 3)), np.zeros((len(course.time_s), 3))

    def add_mass(mass_kg: float, place_m: FloatArray) -> None:
        push = mass_kg * (derivative(place_m, 2) - gravity)
        force[:] += push
        moment[:] += np.cross(place_m, push)

    masses = body.masses
    for name, mass, com, inertia in zip(
        masses.bodies, masses.mass_kg, masses.com_m, masses.inertia_kgm2, strict=True
    ):
        add_mass(float(mass), body.kinematics.points(poses, name, com))
        turn = body.kinematics.body_rotation(poses, name)
        rate = derivative(turn.reshape(-1, 9)).reshape(-1, 3, 3) @ turn.transpose(0, 2, 1)
        spin = np.stack([rate[:, 2, 1], rate[:, 0, 2], rate[:, 1, 0]], axis=1)
        momentum = np.einsum("tij,jk,tlk,tl->ti", turn, inertia, turn, spin)
        moment += derivative(momentum)
    if course.held_kg:
        add_mass(course.held_kg, held_place(body, poses))
    if course.back_kg:
        add_mass(course.back_kg, back_place(body, poses))
    if course.pull_n is not None:
        pull = np.outer(course.pull_n, [1.0, 0.0, 0.0])
        force -= pull
        moment -= np.cross(held_place(body, poses), pull)
    return force, moment


def foot_loads(body: Body, course: Course) -> tuple[FootLoad, FootLoad]:
    """Share the floor's wrench out over the right and the left foot.

    The centres of pressure lie at the same share of both soles, which with the share of the load
    is what the total's own centre of pressure determines.

    Parameters
    ----------
    body : Body
        The person.
    course : Course
        A movement with two planted feet.

    Returns
    -------
    right, left : FootLoad

    Raises
    ------
    MotionError
        If the movement cannot be done without falling or letting go of the floor.
    """
    force, moment = floor_wrench(body, course)
    total = np.column_stack([moment[:, 2], -moment[:, 0]]) / force[:, 1:2]  # x and z on the floor
    heel = np.array([foot.near_at_m[[0, 2]] for foot in course.feet])
    sole = np.array([(foot.far_at_m - foot.near_at_m)[[0, 2]] for foot in course.feet])
    along, right = np.full(len(total), 0.5), np.full(len(total), 0.5)
    for _ in range(_NEWTON_STEPS):
        at = heel[:, None] + along[None, :, None] * sole[:, None]
        miss = right[:, None] * at[0] + (1.0 - right[:, None]) * at[1] - total
        slope = np.stack(
            [right[:, None] * sole[0] + (1.0 - right[:, None]) * sole[1], at[0] - at[1]], axis=2
        )
        step = np.linalg.solve(slope, -miss[..., None])[..., 0]
        along, right = along + step[:, 0], right + step[:, 1]
    if min(along.min(), right.min()) < 0 or max(along.max(), right.max()) > 1:
        raise MotionError(
            f"{body.build.name} falls: the centre of pressure runs from {along.min():.2f} to "
            f"{along.max():.2f} of the soles, the right foot bears {right.min():.2f} to "
            f"{right.max():.2f} of the load; both must stay within 0 and 1."
        )
    at = heel[:, None] + along[None, :, None] * sole[:, None]
    return _split(force, moment, at, along, right)


def _split(
    force: FloatArray,
    moment: FloatArray,
    at_m: FloatArray,
    along: FloatArray,
    right: FloatArray,
) -> tuple[FootLoad, FootLoad]:
    """Forces by share of the load, the rest of the vertical moment as free moments."""
    shares = np.stack([right, 1.0 - right])
    outward = _SPREAD * force[:, 1] * 4.0 * right * (1.0 - right)
    parts, places = [], []
    for index, sign in enumerate((1.0, -1.0)):
        part = shares[index][:, None] * force
        part[:, 2] -= sign * outward  # the floor pushes back inwards
        parts.append(part)
        places.append(np.stack([at_m[index, :, 0], 0.0 * along, at_m[index, :, 1]], axis=1))
    about = [np.cross(place, part)[:, 1] for place, part in zip(places, parts, strict=True)]
    rest = moment[:, 1] - about[0] - about[1]
    loads = [
        FootLoad(part, place, share * rest, along)
        for part, place, share in zip(parts, places, shares, strict=True)
    ]
    return loads[0], loads[1]
