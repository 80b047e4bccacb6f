"""Where the neck of a hip meets the rim of its socket, for many hips in many postures at once.

Angles are those of one thigh against the pelvis, positive for flexion, adduction and internal
rotation on both sides, in this order about the thigh's own axes. They are counted from the thigh
that hangs parallel to the plane the socket's angles are given in, the anterior pelvic plane. Where
that plane leans in the frame that flexion is counted in, its posterior tilt is given; every degree
of it is a degree more of flexion before contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from opensim_wink.hip.axes import about_z, frame_about, thigh_turn
from opensim_wink.hip.cam import Pairs, flexion_arc_with_cam, gap
from opensim_wink.hip.cone import FlexionArc, angle_between, flexion_arc
from opensim_wink.hip.shape import HipShape, HipShapes

FloatArray = NDArray[np.float64]
_Kind = TypeVar("_Kind", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Clearance:
    """Room between bone and bone, in arrays of shape (S, ...): hips, then postures.

    Attributes
    ----------
    flexion_limit_deg : ndarray
        Flexion at which neck and rim meet in this adduction and rotation; inf where never, NaN
        where the stance is infeasible.
    flexion_left_deg : ndarray
        That less the flexion: < 0 where bone would overlap, −inf where the stance is infeasible,
        NaN where the posture is.
    gap_deg : ndarray
        Least angle between neck and rim seen from the head's centre, < 0 where they overlap.
    rim_clock_h : ndarray
        Where on the rim that is: 12 superior, 3 anterior, on both sides of the body.
    """

    flexion_limit_deg: FloatArray
    flexion_left_deg: FloatArray
    gap_deg: FloatArray
    rim_clock_h: FloatArray


def flexion_limits(
    shapes: HipShape | HipShapes,
    adduction_deg: ArrayLike = 0.0,
    internal_rotation_deg: ArrayLike = 0.0,
    *,
    posterior_plane_tilt_deg: ArrayLike = 0.0,
) -> FlexionArc:
    """Flexion between which the neck is free of the rim.

    Parameters
    ----------
    shapes : HipShape or HipShapes
        S hips.
    adduction_deg, internal_rotation_deg : array_like
        Postures, broadcast with each other; − for abduction and external rotation.
    posterior_plane_tilt_deg : array_like, scalar or shape (S,)
        Posterior tilt of the anterior pelvic plane where flexion is counted from.

    Returns
    -------
    FlexionArc
        Shape (S, ...): hips, then the postures' shape.
    """
    hips = shapes if isinstance(shapes, HipShapes) else HipShapes.of(shapes)
    rim, neck = _placed(hips, adduction_deg, internal_rotation_deg, posterior_plane_tilt_deg)
    phi = _spread(hips.free_angle_deg(), neck.ndim - 3)
    bare = flexion_arc(rim[..., 0], neck[..., 0], phi)
    cams = hips.cam_deg > 0
    if not cams.any():
        return bare
    shape = bare.flexion_deg.shape
    pairs = _pairs(hips, rim, neck, shape)
    chosen = np.broadcast_to(_spread(cams, len(shape) - 1), shape).ravel()
    flat = [np.array(end).ravel() for end in (bare.extension_deg, bare.flexion_deg)]
    found = flexion_arc_with_cam(pairs.some(chosen), FlexionArc(*(end[chosen] for end in flat)))
    flat[0][chosen], flat[1][chosen] = found.extension_deg, found.flexion_deg
    return FlexionArc(flat[0].reshape(shape), flat[1].reshape(shape))


def clearance(
    shapes: HipShape | HipShapes,
    flexion_deg: ArrayLike,
    adduction_deg: ArrayLike = 0.0,
    internal_rotation_deg: ArrayLike = 0.0,
    *,
    posterior_plane_tilt_deg: ArrayLike = 0.0,
) -> Clearance:
    """Room between neck and rim in given postures.

    Parameters
    ----------
    shapes : HipShape or HipShapes
        S hips.
    flexion_deg, adduction_deg, internal_rotation_deg : array_like
        Postures, such as one a frame, broadcast with each other.
    posterior_plane_tilt_deg : array_like, scalar or shape (S,)
        As for `flexion_limits`.

    Returns
    -------
    Clearance
        Shape (S, ...); NaN where a posture is.
    """
    hips = shapes if isinstance(shapes, HipShapes) else HipShapes.of(shapes)
    flexion, adduction, rotation = np.broadcast_arrays(
        *(
            np.asarray(angle, dtype=np.float64)
            for angle in (flexion_deg, adduction_deg, internal_rotation_deg)
        )
    )
    tilt = posterior_plane_tilt_deg
    limit = flexion_limits(hips, adduction, rotation, posterior_plane_tilt_deg=tilt).flexion_deg
    rim, neck = _placed(hips, adduction, rotation, tilt)
    phi = _spread(hips.free_angle_deg(), flexion.ndim)
    room = phi - angle_between(rim[..., 0], neck[..., 0], flexion)
    along = (np.swapaxes(rim, -1, -2) @ (about_z(flexion) @ neck[..., :1]))[..., 0]
    around = np.rad2deg(np.arctan2(along[..., 2], along[..., 1]))
    cams = hips.cam_deg > 0
    if cams.any():
        pairs = _pairs(hips, rim, neck, room.shape)
        chosen = np.broadcast_to(_spread(cams, room.ndim - 1), room.shape)
        at = np.broadcast_to(flexion, room.shape)[chosen]
        room[chosen], around[chosen] = gap(pairs.some(chosen.ravel()), at)
    hour = around / 30 % 12
    known = np.isfinite(flexion) & np.isfinite(adduction) & np.isfinite(rotation)
    left = np.where(known & np.isnan(limit), -np.inf, limit - flexion)
    return Clearance(limit, left, room, np.where(hour == 0, 12.0, hour))


def _spread(values: NDArray[_Kind], n_axes: int) -> NDArray[_Kind]:
    """One value a hip, with axes for the postures behind it."""
    return values.reshape(values.shape + (1,) * n_axes)


def _placed(
    hips: HipShapes, adduction: ArrayLike, rotation: ArrayLike, tilt: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Frames of the rims (S, 1…, 3, 3), and of the necks before flexion (S, ..., 3, 3)."""
    turn = thigh_turn(adduction, rotation)
    axes = (1,) * (turn.ndim - 2)
    n_shapes = hips.n_shapes
    lean = about_z(np.broadcast_to(np.asarray(tilt, dtype=np.float64), (n_shapes,)))
    rim = (lean @ frame_about(hips.socket_axis())).reshape((n_shapes, *axes, 3, 3))
    return rim, turn @ hips.neck_frame().reshape((n_shapes, *axes, 3, 3))


def _pairs(hips: HipShapes, rim: FloatArray, neck: FloatArray, shape: tuple[int, ...]) -> Pairs:
    """Every hip with every posture, in one row."""

    def each(values: FloatArray) -> FloatArray:
        return np.broadcast_to(_spread(values, len(shape) - 1), shape).ravel()

    return Pairs(
        np.broadcast_to(rim, (*shape, 3, 3)).reshape(-1, 3, 3),
        np.broadcast_to(neck, (*shape, 3, 3)).reshape(-1, 3, 3),
        *(
            each(values)
            for values in (
                hips.rim_half_angle_deg(),
                hips.neck_alpha_deg(),
                hips.cam_deg,
                hips.cam_place_deg,
                hips.cam_reach_deg,
            )
        ),
    )
