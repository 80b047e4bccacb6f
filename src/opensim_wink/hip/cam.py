"""A neck with a cam: bone that reaches further up the head on one side, met by sampling the rim.

On the head's sphere the bone of neck and cam covers everything within the angle γ of the neck's
axis, ``γ = α + cam · cos²(90° · d/reach)`` at a distance d < reach around the neck from the cam's
place, and ``γ = α`` elsewhere. A point of the rim at angle β from the axis is free by β − γ; the
least of these over the rim is the gap. Without a cam it is the closed form of
`opensim_wink.hip.cone`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.hip.axes import about_z
from opensim_wink.hip.cone import FlexionArc

FloatArray = NDArray[np.float64]

_RIM_POINTS = 61  # over the part of the rim that can be nearest
_SCAN_POINTS = 49
_HALVINGS = 12  # of at most 7.5°: to 0.002°
_CHUNK = 2048  # pairs of a hip and a posture that are worked on together


@dataclass(frozen=True, eq=False)
class Pairs:
    """N pairs of a hip and a posture of its thigh.

    Attributes
    ----------
    rim : ndarray, shape (N, 3, 3)
        Columns: the socket's axis, its superior and its anterior direction.
    neck : ndarray, shape (N, 3, 3)
        Columns: the neck's axis, its superior and its anterior side, before flexion.
    half_angle_deg, alpha_deg : ndarray, shape (N,)
        Of the rim, and of the bare neck.
    cam_deg, place_deg, reach_deg : ndarray, shape (N,)
        The cam.
    """

    rim: FloatArray
    neck: FloatArray
    half_angle_deg: FloatArray
    alpha_deg: FloatArray
    cam_deg: FloatArray
    place_deg: FloatArray
    reach_deg: FloatArray

    def some(self, which: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Pairs:
        """Those that an index chooses."""
        return Pairs(**{name: getattr(self, name)[which] for name in self.__dataclass_fields__})


def gap(pairs: Pairs, flexion_deg: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Least angle between bone and rim in flexion, and where on the rim that is.

    Parameters
    ----------
    pairs : Pairs
        N hips in their postures.
    flexion_deg : ndarray, shape (N,)
        Flexion of each.

    Returns
    -------
    gap_deg : ndarray, shape (N,)
        Degrees on the head's sphere, < 0 where they overlap; NaN where flexion is NaN.
    around_deg : ndarray, shape (N,)
        Around the rim from superior (0) over anterior (90).
    """
    found = np.empty((2, len(flexion_deg)))
    for first in range(0, len(flexion_deg), _CHUNK):
        part = slice(first, first + _CHUNK)
        found[:, part] = _gap(pairs.some(part), flexion_deg[part])
    return found[0], found[1]


def _gap(pairs: Pairs, flexion_deg: FloatArray) -> tuple[FloatArray, FloatArray]:
    # Axes of the neck in those of the rim; where its own axis is nearest to the rim.
    neck = np.swapaxes(pairs.rim, 1, 2) @ (about_z(flexion_deg) @ pairs.neck)
    half = np.deg2rad(pairs.half_angle_deg)
    nearest = np.arctan2(neck[:, 2, 0], neck[:, 1, 0])
    reach = _reach(neck[:, 0, 0], half, np.deg2rad(pairs.cam_deg))
    toward = nearest[:, None] + reach[:, None] * np.linspace(-1, 1, _RIM_POINTS)
    sine = np.sin(half)[:, None]
    along_axis = np.broadcast_to(np.cos(half)[:, None], toward.shape)
    on_rim = np.stack([along_axis, sine * np.cos(toward), sine * np.sin(toward)], axis=-1)
    along, up, ahead = np.moveaxis(on_rim @ neck, -1, 0)
    away = np.rad2deg(np.arccos(np.clip(along, -1, 1)))
    beside = np.rad2deg(np.arctan2(ahead, up)) - pairs.place_deg[:, None]
    beside = np.abs((beside + 180) % 360 - 180) / pairs.reach_deg[:, None]
    bump = np.where(beside < 1, np.cos(np.pi / 2 * np.minimum(beside, 1)) ** 2, 0.0)
    free = away - pairs.alpha_deg[:, None] - pairs.cam_deg[:, None] * bump
    least = np.argmin(free, axis=1)
    each = np.arange(len(free))
    return free[each, least], np.rad2deg(toward[each, least]) % 360


def _reach(cosine: FloatArray, half: FloatArray, cam: FloatArray) -> FloatArray:
    """How far around the rim from its nearest point another can be met first, rad.

    A point further from the neck's axis than the nearest one by more than the cam cannot.
    """
    apart = np.arccos(np.clip(cosine, -1, 1))
    furthest = np.minimum(np.abs(half - apart) + cam, np.pi)
    across = np.sin(half) * np.sin(apart)
    share = (np.cos(furthest) - np.cos(half) * cosine) / np.where(across < 1e-9, np.inf, across)
    return np.where(across < 1e-9, np.pi, np.arccos(np.clip(share, -1, 1)))


def flexion_arc_with_cam(pairs: Pairs, bare: FlexionArc) -> FlexionArc:
    """Flexion between which neck and cam are free of the rim.

    Parameters
    ----------
    pairs : Pairs
        N hips in their postures.
    bare : FlexionArc
        The same without the cam, shape (N,): a cam can only take from it.

    Returns
    -------
    FlexionArc
        Shape (N,): the free range around the flexion at which there is most room.
    """
    never = np.isposinf(bare.flexion_deg)
    low = np.where(never, -180.0, bare.extension_deg)
    high = np.where(never, 180.0, bare.flexion_deg)
    tried = np.linspace(low, high, _SCAN_POINTS, axis=1)
    free = np.stack([gap(pairs, at)[0] for at in tried.T], axis=1)
    most = np.argmax(np.where(np.isnan(free), -np.inf, free), axis=1)
    up = _first_contact(pairs, tried, free, most, 1)
    down = _first_contact(pairs, tried, free, most, -1)
    # The range ends where the bare neck meets the rim, if the cam has not done so before.
    up = np.where(np.isnan(up), np.where(never, np.inf, high), up)
    down = np.where(np.isnan(down), np.where(never, -np.inf, low), down)
    room = free[np.arange(len(free)), most] > 0
    return FlexionArc(np.where(room, down, np.nan), np.where(room, up, np.nan))


def _first_contact(
    pairs: Pairs, tried: FloatArray, free: FloatArray, most: NDArray[np.intp], way: int
) -> FloatArray:
    """Flexion at which the gap first closes, going one way from its largest; NaN where not."""
    n_pairs, n_tried = free.shape
    found = np.full(n_pairs, np.nan)
    steps = np.arange(n_tried)
    beyond = (steps > most[:, None]) if way > 0 else (steps < most[:, None])
    closed = beyond & (free < 0)
    rows = np.flatnonzero(closed.any(axis=1) & (free[np.arange(n_pairs), most] > 0))
    if not len(rows):
        return found
    ordered = closed[rows] if way > 0 else closed[rows, ::-1]
    first = np.argmax(ordered, axis=1)
    outer = first if way > 0 else n_tried - 1 - first
    shut, still = tried[rows, outer], tried[rows, outer - way]
    some = pairs.some(rows)
    for _ in range(_HALVINGS):
        middle = (shut + still) / 2
        open_there = gap(some, middle)[0] > 0
        still, shut = np.where(open_there, middle, still), np.where(open_there, shut, middle)
    found[rows] = (shut + still) / 2
    return found
