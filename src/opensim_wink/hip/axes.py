"""Directions of the hip socket and of the femoral neck from the angles that clinics measure.

Axes are those of the pelvis, as for a right hip: X forward, Y up, Z to the right (outward). A left
hip is its mirror image: with flexion, adduction and internal rotation counted positive on both
sides, the same formulas hold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def anatomical_from_radiographic(
    version_deg: ArrayLike, inclination_deg: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Anatomical version and inclination of a socket from its radiographic ones.

    Parameters
    ----------
    version_deg, inclination_deg : array_like
        Radiographic: angle of the socket's axis to the coronal plane, and of its projection on that
        plane to the long axis of the body; −90 to 90 and over 0 to 180.

    Returns
    -------
    tuple of ndarray
        Anatomical version and inclination, degrees (Murray 1993,
        doi:10.1302/0301-620X.75B2.8444942).
    """
    version, inclination = np.deg2rad(version_deg), np.deg2rad(inclination_deg)
    return _degrees(
        np.arctan2(np.sin(version), np.sin(inclination) * np.cos(version)),
        np.arccos(np.cos(inclination) * np.cos(version)),
    )


def anatomical_from_operative(
    version_deg: ArrayLike, inclination_deg: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Anatomical version and inclination of a socket from its operative ones.

    Parameters
    ----------
    version_deg, inclination_deg : array_like
        Operative: angle of the axis' projection on the sagittal plane to the body's long axis, and
        of the axis to that plane; −90 to 90 and 0 to 90.

    Returns
    -------
    tuple of ndarray
        Anatomical version and inclination, degrees (doi:10.1302/0301-620X.75B2.8444942).
    """
    version, inclination = np.deg2rad(version_deg), np.deg2rad(inclination_deg)
    forward, down = np.sin(version) * np.cos(inclination), np.cos(version) * np.cos(inclination)
    return _degrees(np.arctan2(forward, np.sin(inclination)), np.arccos(np.clip(down, -1, 1)))


def socket_axis(version_deg: ArrayLike, inclination_deg: ArrayLike) -> FloatArray:
    """Direction in which the socket opens, from anatomical angles.

    Parameters
    ----------
    version_deg : array_like
        Anatomical version: how far the opening turns forward, seen along the body.
    inclination_deg : array_like
        Anatomical inclination: between the axis and the body's long axis, downwards.

    Returns
    -------
    ndarray, shape (..., 3)
        Unit vectors, right hip (doi:10.1302/0301-620X.75B2.8444942).
    """
    version, inclination = np.broadcast_arrays(np.deg2rad(version_deg), np.deg2rad(inclination_deg))
    across = np.sin(inclination)
    return np.stack(
        [np.sin(version) * across, -np.cos(inclination), np.cos(version) * across], axis=-1
    )


def neck_frame(neck_shaft_deg: ArrayLike, antetorsion_deg: ArrayLike) -> FloatArray:
    """The femoral neck with the thigh at zero: its axis, its upper and its front side.

    Parameters
    ----------
    neck_shaft_deg : array_like
        Neck–shaft angle, broadcast with the next.
    antetorsion_deg : array_like
        Turn of the neck against the knee's axis, + head ahead of the shaft.

    Returns
    -------
    ndarray, shape (..., 3, 3)
        Columns: from the head's centre along the neck, superior, anterior; right hip. The thigh's
        shaft is taken as vertical and the knee's axis as pointing right.
    """
    shaft, torsion = np.broadcast_arrays(np.deg2rad(neck_shaft_deg), np.deg2rad(antetorsion_deg))
    axis = np.stack(
        [-np.sin(torsion) * np.sin(shaft), np.cos(shaft), np.cos(torsion) * np.sin(shaft)], axis=-1
    )
    return frame_about(axis)


def frame_about(axis: FloatArray) -> FloatArray:
    """An axis with the direction across it that points most upwards, and the one ahead of both.

    Parameters
    ----------
    axis : ndarray, shape (..., 3)
        Unit vectors, none of them vertical.

    Returns
    -------
    ndarray, shape (..., 3, 3)
        Columns: the axis, superior, anterior.
    """
    up = np.array([0.0, 1.0, 0.0]) - axis[..., 1:2] * axis
    up = up / np.linalg.norm(up, axis=-1, keepdims=True)
    return np.stack([axis, up, np.cross(up, axis)], axis=-1)


def thigh_turn(adduction_deg: ArrayLike, internal_rotation_deg: ArrayLike) -> FloatArray:
    """Turn of the thigh before flexion: about X by adduction, then about its own Y by rotation.

    Parameters
    ----------
    adduction_deg, internal_rotation_deg : array_like
        Broadcast with each other.

    Returns
    -------
    ndarray, shape (..., 3, 3)
        Rotation matrices; flexion comes from the left as `about_z`.
    """
    adduction, rotation = np.broadcast_arrays(
        np.deg2rad(adduction_deg), np.deg2rad(internal_rotation_deg)
    )
    ca, sa, cr, sr = np.cos(adduction), np.sin(adduction), np.cos(rotation), np.sin(rotation)
    rows = [[cr, np.zeros_like(cr), sr], [sa * sr, ca, -sa * cr], [-ca * sr, sa, ca * cr]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def about_z(angle_deg: ArrayLike) -> FloatArray:
    """Rotation about the axis to the right: flexion of the thigh, posterior tilt of the pelvis.

    Parameters
    ----------
    angle_deg : array_like
        Angles.

    Returns
    -------
    ndarray, shape (..., 3, 3)
        Rotation matrices.
    """
    angle = np.deg2rad(np.asarray(angle_deg, dtype=np.float64))
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    rows = [[c, -s, zero], [s, c, zero], [zero, zero, one]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def _degrees(*angles: FloatArray) -> tuple[FloatArray, FloatArray]:
    first, second = (np.asarray(np.rad2deg(angle), dtype=np.float64) for angle in angles)
    return first, second
