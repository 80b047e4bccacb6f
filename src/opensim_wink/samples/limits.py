"""What stops a virtual person's joints: bone at the hip, length of the hamstrings, a stiff ankle.

Each stop is a room that is left: positive while the joint is free, zero at the stop. What the body
does about a stop follows from complementarity: it yields only where no room is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

# A usual socket and neck: acetabular anteversion and inclination, antetorsion, neck–shaft angle,
# and the angle of socket and neck at contact.
_ANTEVERSION, _INCLINATION, _ANTETORSION, _NECK_SHAFT, _CONE = np.deg2rad(
    [20.0, 45.0, 15.0, 127.0, 55.879]
)
_SHARE_OF_BONE = 0.5

# Length of biceps femoris, long head, over its length at hip and knee 0, less 1: a cubic in hip and
# one in knee flexion (rad), fitted to the packaged model's own path; within 1.6 mm of 421.5 mm.
_STRAIN_HIP = (0.1202, 0.03671, -0.01872)
_STRAIN_KNEE = (-0.05709, -0.01565, 0.00525)


@dataclass(frozen=True)
class HipStop:
    """A hip that stops, later the more the thigh is abducted and turned out.

    How much later follows from a cone in a socket: with the neck's axis
    n = Rx(adduction)·Ry(internal rotation)·n₀ and the socket's axis a, bone meets bone where the
    angle of Rz(θ)·n and a is φ, that is at

    θ = atan2(B, A) + acos[(cos φ − C)/√(A² + B²)], with A = aₓnₓ + a_y n_y,
    B = a_y nₓ − aₓ n_y, C = a_z n_z.

    Labrum and capsule stop a hip before bone does and change less with its turns, so the stop
    moves by half of what the bone's does. It moves with nothing else: it is the same at every
    depth, with heels up or on all fours.

    Attributes
    ----------
    flexion_deg : float
        Where the hip stops in the reference turn.
    adduction_deg, rotation_deg : float
        The reference turn, adduction and internal rotation positive.
    """

    flexion_deg: float
    adduction_deg: float = 0.0
    rotation_deg: float = 0.0

    def stop_deg(self, adduction_deg: ArrayLike, rotation_deg: ArrayLike) -> FloatArray:
        """Flexion at which the hip stops.

        Parameters
        ----------
        adduction_deg, rotation_deg : array_like, shape (...)
            Adduction and internal rotation.

        Returns
        -------
        ndarray, shape (...)
            Degrees.
        """
        here = bone_contact_deg(adduction_deg, rotation_deg)
        there = bone_contact_deg(self.adduction_deg, self.rotation_deg)
        return np.asarray(self.flexion_deg + _SHARE_OF_BONE * (here - there))


def bone_contact_deg(adduction_deg: ArrayLike, rotation_deg: ArrayLike) -> FloatArray:
    """Flexion at which bone meets bone in a usual hip; the formula is `HipStop`'s.

    Parameters
    ----------
    adduction_deg, rotation_deg : array_like, shape (...)
        Adduction and internal rotation.

    Returns
    -------
    ndarray, shape (...)
        Degrees; where the neck passes clear of the rim, where it comes nearest.
    """
    neck, socket = _neck(np.deg2rad(adduction_deg), np.deg2rad(rotation_deg)), _socket()
    along = socket[0] * neck[0] + socket[1] * neck[1]
    across = socket[1] * neck[0] - socket[0] * neck[1]
    share = (np.cos(_CONE) - socket[2] * neck[2]) / np.hypot(along, across)
    contact = np.arctan2(across, along) + np.arccos(np.clip(share, -1.0, 1.0))
    return np.asarray(np.rad2deg(contact))


def _socket() -> FloatArray:
    return np.array(
        [
            np.sin(_ANTEVERSION) * np.sin(_INCLINATION),
            -np.cos(_INCLINATION),
            np.cos(_ANTEVERSION) * np.sin(_INCLINATION),
        ]
    )


def _neck(adduction: ArrayLike, rotation: ArrayLike) -> FloatArray:
    """Axis of the neck in the pelvis at no flexion, shape (3, ...); right hip, Z outwards."""
    adduction, rotation = np.broadcast_arrays(
        np.asarray(adduction, dtype=float), np.asarray(rotation, dtype=float)
    )
    x = -np.sin(_ANTETORSION) * np.sin(_NECK_SHAFT)
    y = np.cos(_NECK_SHAFT)
    z = np.cos(_ANTETORSION) * np.sin(_NECK_SHAFT)
    turned_x = np.cos(rotation) * x + np.sin(rotation) * z
    turned_z = np.cos(rotation) * z - np.sin(rotation) * x
    return np.stack(
        [
            turned_x,
            np.cos(adduction) * y - np.sin(adduction) * turned_z,
            np.sin(adduction) * y + np.cos(adduction) * turned_z,
        ]
    )


def hamstring_strain(hip_rad: ArrayLike, knee_rad: ArrayLike) -> FloatArray:
    """How much longer biceps femoris is than with hip and knee straight.

    Parameters
    ----------
    hip_rad, knee_rad : array_like, shape (...)
        Flexion of hip and knee.

    Returns
    -------
    ndarray, shape (...)
        Length over its length at 0/0, less 1. Hip flexion lengthens it by ever less, knee flexion
        shortens it, so a deep squat stretches it no more than a straight leg raised by 38 degrees.
    """
    hip, knee = np.asarray(hip_rad, dtype=float), np.asarray(knee_rad, dtype=float)
    by_hip = sum(slope * hip**power for power, slope in enumerate(_STRAIN_HIP, start=1))
    by_knee = sum(slope * knee**power for power, slope in enumerate(_STRAIN_KNEE, start=1))
    return np.asarray(by_hip + by_knee)


def hamstring_room_rad(hip_rad: ArrayLike, knee_rad: ArrayLike, most_strain: float) -> FloatArray:
    """How much hip flexion the hamstrings leave at a usual moment arm.

    Parameters
    ----------
    hip_rad, knee_rad : array_like, shape (...)
        Flexion of hip and knee.
    most_strain : float
        The strain at which they stop.

    Returns
    -------
    ndarray, shape (...)
        Strain that is left, over what one radian of hip flexion takes at its beginning; negative
        beyond the stop.
    """
    return np.asarray((most_strain - hamstring_strain(hip_rad, knee_rad)) / _STRAIN_HIP[0])


def complementary(yielded: ArrayLike, room: ArrayLike, softness: float) -> FloatArray:
    """Zero where one of two is zero and the other is not negative, with a rounded corner.

    The function of Fischer and Burmeister, a + b − √(a² + b² + 2ε²): its zeros are ab = ε², a > 0.

    Parameters
    ----------
    yielded, room : array_like, shape (...)
        What gives way, and how far the stop is, rad.
    softness : float
        ε: the stop is felt this far ahead, and pressed this far.

    Returns
    -------
    ndarray, shape (...)
        To be made zero.

    References
    ----------
    Fischer A (1992). A special Newton-type optimization method. Optimization 24:269–284.
    doi:10.1080/02331939208843795
    """
    a, b = np.asarray(yielded, dtype=float), np.asarray(room, dtype=float)
    return np.asarray(a + b - np.sqrt(a**2 + b**2 + 2.0 * softness**2))


def soft_least(first: ArrayLike, second: ArrayLike, softness: float) -> FloatArray:
    """The smaller of two, with a rounded corner.

    Parameters
    ----------
    first, second : array_like, shape (...)
        Any two.
    softness : float
        Width of the corner; where both are equal the result is this much smaller.

    Returns
    -------
    ndarray, shape (...)
        Never larger than either.
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return np.asarray(0.5 * (a + b - np.sqrt((a - b) ** 2 + 4.0 * softness**2)))
