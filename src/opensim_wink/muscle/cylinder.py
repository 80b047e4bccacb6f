"""A straight piece of path against a cylinder, in all frames at once.

The rules are OpenSim's, so that lengths agree to rounding: which side is taken, where the path
touches, and when it does not wrap at all. The contact points of a path with one cylinder are a
close guess at the tangents rather than exact ones; with two they are slid until they are tangent.

References
----------
Seth A et al. (2018). OpenSim: simulating musculoskeletal dynamics and neuromuscular control.
PLoS Comput Biol 14:e1006223. doi:10.1371/journal.pcbi.1006223
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int8]

NO_WRAP, WRAPPED, MANDATORY, INSIDE = 0, 1, 2, 3

_LEVEL = 1e-5  # a plane this close to the axis' direction does not cut the line of contact
_REACH_M = 10.0  # how far a contact point may slide
_PARALLEL = 2e-13  # squared sine below which a piece of path runs along the axis
_TANGENT_RAD = np.radians(0.1)
_SPIRAL_STEP_M = 0.002
_MOST_SLIDES = 100
_SLIDE_GAIN = 1.5


@dataclass(frozen=True, eq=False)
class Wrap:
    """How a piece of path meets a cylinder, in the cylinder's frame.

    Attributes
    ----------
    status : ndarray of int, shape (T,)
        ``NO_WRAP``, ``WRAPPED`` (it may), ``MANDATORY`` (it cuts the cylinder) or ``INSIDE`` (an
        end lies within the radius: it goes straight).
    first, second : ndarray, shape (3, T)
        Where the path meets and leaves the surface, m; of no meaning where it does not.
    arc_m : ndarray, shape (T,)
        Length between them along the surface.
    """

    status: IntArray
    first: FloatArray
    second: FloatArray
    arc_m: FloatArray


def wrap_cylinder(
    start: FloatArray,
    end: FloatArray,
    radius_m: float,
    length_m: float,
    side: tuple[int, int] = (0, 0),
    *,
    slide: bool = False,
) -> Wrap:
    """Wrap a straight piece of path round a cylinder about the Z axis.

    Parameters
    ----------
    start, end : ndarray, shape (3, T)
        Its ends in the cylinder's frame, m.
    radius_m, length_m : float
        The cylinder's size; it is centred on the origin.
    side : tuple of (int, int)
        Axis and sign of the half that the path must use; sign 0 for none.
    slide : bool
        Slide the contact points along the axis until the path meets the spiral within 0.1°.

    Returns
    -------
    Wrap
        Status, contact points and arc.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        near, along, gap2 = _nearest(start, end)
        cuts = (gap2 < radius_m**2) & (along > 0) & (along < 1)
        if side[1]:
            status = _bound_status(start, end, near, cuts, side)
        else:
            status = np.where(cuts, MANDATORY, NO_WRAP).astype(np.int8)
        closest = np.minimum(np.hypot(start[0], start[1]), np.hypot(end[0], end[1]))
        status[closest < radius_m] = INSIDE
        touching = np.flatnonzero((status == WRAPPED) | (status == MANDATORY))
        first, second = np.full(start.shape, np.nan), np.full(start.shape, np.nan)
        arc_m = np.full(start.shape[1], np.nan)
        if len(touching):
            pieces = start[:, touching], end[:, touching]
            found = _contacts(*pieces, radius_m, side)
            # Beyond the cylinder's ends there is nothing to wrap round.
            half = length_m / 2
            off = (np.abs(found.first[2]) > half) & (np.abs(found.second[2]) > half)
            status[touching[off]] = NO_WRAP
            if slide:
                found = _slid(*pieces, found, radius_m)
            first[:, touching], second[:, touching] = found.first, found.second
            arc_m[touching] = _spiral(found, radius_m)[1]
    return Wrap(status, first, second, arc_m)


@dataclass(frozen=True, eq=False)
class _Contacts:
    """Contact points, and whether the path goes the long way round."""

    first: FloatArray
    second: FloatArray
    long_way: BoolArray


def _nearest(start: FloatArray, end: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Point of the line nearest to the axis, its place between the ends, and the squared gap."""
    way = end - start
    level2 = way[0] ** 2 + way[1] ** 2
    along = -(start[0] * way[0] + start[1] * way[1]) / level2
    along = np.where(level2 <= _PARALLEL * (level2 + way[2] ** 2), np.nan, along)
    near = start + along * way
    return near, along, near[0] ** 2 + near[1] ** 2


def _sign(values: FloatArray) -> IntArray:
    return np.where(values >= 0, 1, -1).astype(np.int8)


def _bound_status(
    start: FloatArray, end: FloatArray, near: FloatArray, cuts: BoolArray, side: tuple[int, int]
) -> IntArray:
    """Status where the path must use one half: with both ends on the other half it always does."""
    axis, sign = side
    of_start, of_end = _sign(start[axis]), _sign(end[axis])
    crosses_behind = (of_start != of_end) & (_sign(near[axis]) != sign)
    status = np.where(cuts, MANDATORY, np.where(crosses_behind, WRAPPED, NO_WRAP))
    return np.where((of_start == sign) | (of_end == sign), status, WRAPPED).astype(np.int8)


def _tangents(point: FloatArray, radius_m: float) -> tuple[FloatArray, FloatArray]:
    """The two points of the circle at a point's own height that it sees at a tangent."""
    distance = np.hypot(point[0], point[1])
    x, y = point[0] / distance, point[1] / distance
    sine = radius_m / distance
    inward, across = radius_m * sine, radius_m * np.sqrt(1 - sine**2)
    return (
        np.stack([inward * x - across * y, inward * y + across * x, point[2]]),
        np.stack([inward * x + across * y, inward * y - across * x, point[2]]),
    )


def _level_dot(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.asarray(a[0] * b[0] + a[1] * b[1])


def _contacts(
    start: FloatArray, end: FloatArray, radius_m: float, side: tuple[int, int]
) -> _Contacts:
    """Pick one tangent at each end, then slide both along the axis into the plane of the path."""
    (start_a, start_b), (end_a, end_b) = _tangents(start, radius_m), _tangents(end, radius_m)
    if side[1]:
        axis, sign = side
        on = [_sign(point[axis]) == sign for point in (start_a, start_b, end_a, end_b)]
        wider = _level_dot(start_a, end_b) < _level_dot(start_b, end_a)
        by_end = np.where(on[2], False, np.where(on[3], True, wider))
        by_start = np.where(on[0] & on[1], ~on[2], by_end)
        start_is_a = np.where(on[0] != on[1], on[0], by_start)
        end_is_a = ~start_is_a
        far = start_is_a == wider
    else:
        dots = np.stack([_level_dot(s, e) for s in (start_a, start_b) for e in (end_a, end_b)])
        # The last of equals is taken: the pairs are tried against all that follow.
        best = 3 - np.argmax(dots[::-1], axis=0)
        start_is_a, end_is_a = best < 2, best % 2 == 0
        far = np.zeros(start.shape[1], dtype=bool)
    first, second = np.where(start_is_a, start_a, start_b), np.where(end_is_a, end_a, end_b)
    long_way = np.zeros(start.shape[1], dtype=bool)
    if side[1]:
        outward = _level_dot(first + second, first + second - start - end)
        long_way = outward < 0
    apex = _apex(start, end, radius_m, far)
    first_z, second_z = (_height_in_plane(start, end, apex, point) for point in (first, second))
    low, high = start[2], end[2]
    span = np.abs(low - high)
    first[2] = np.where(np.abs(first_z - high) < span, first_z, first[2])
    second[2] = np.where(np.abs(second_z - low) < span, second_z, second[2])
    return _Contacts(first, second, long_way)


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.sqrt((vectors**2).sum(axis=0)))


def _cross(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def _apex(start: FloatArray, end: FloatArray, radius_m: float, far: BoolArray) -> FloatArray:
    """The point of the surface over which the path bends most."""
    from_start, from_end = np.hypot(start[0], start[1]), np.hypot(end[0], end[1])
    middle = start + from_start / (from_start + from_end) * (end - start)
    axis = np.zeros_like(middle)
    axis[2] = middle[2]
    normal = _cross(start - axis, end - axis)
    outward = radius_m * _unit(np.stack([-normal[1], normal[0], np.zeros_like(normal[0])]))
    nearer = _level_dot(middle, outward) > 0
    return axis + np.where(nearer == far, -outward, outward)


def _height_in_plane(
    start: FloatArray, end: FloatArray, apex: FloatArray, point: FloatArray
) -> FloatArray:
    """Where the axis-parallel through a point cuts the plane of ends and apex; NaN if it slides."""
    normal = _unit(_cross(_unit(start - apex), _unit(end - apex)))
    shift = -((point - start) * normal).sum(axis=0) / normal[2]
    level = np.abs(2 * _REACH_M * normal[2]) < _LEVEL
    out = np.abs(shift) > _REACH_M * (1 + 2 * _LEVEL)
    return np.where(level | out, np.nan, point[2] + shift)


def _spiral(contacts: _Contacts, radius_m: float) -> tuple[FloatArray, FloatArray]:
    """Angle and length of the way along the surface."""
    first, second = contacts.first, contacts.second
    sizes = np.hypot(first[0], first[1]) * np.hypot(second[0], second[1])
    angle = np.arccos(np.clip(_level_dot(first, second) / sizes, -1.0, 1.0))
    angle = np.where(contacts.long_way, 2 * np.pi - angle, angle)
    return angle, np.hypot(radius_m * angle, second[2] - first[2])


def _slid(start: FloatArray, end: FloatArray, contacts: _Contacts, radius_m: float) -> _Contacts:
    """Slide the contact points until straight part and spiral meet within 0.1°.

    Only their heights change. Both ends are worked on in one array, shape (3, 2, T).
    """
    ends = np.stack([start, end], axis=1)
    touch = np.stack([contacts.first, contacts.second], axis=1)
    angle, _ = _spiral(contacts, radius_m)
    way_m = radius_m * angle
    turn = np.sign(touch[0, 0] * touch[1, 1] - touch[1, 0] * touch[0, 1])
    turned = angle * np.where(contacts.long_way, -turn, turn)
    active = np.arange(start.shape[1])
    for _ in range(_MOST_SLIDES):
        now = touch[:, :, active]
        rise_m = now[2, 1] - now[2, 0]
        steps = (np.hypot(way_m[active], rise_m) / _SPIRAL_STEP_M).astype(int)
        share = 1.0 / np.maximum(steps, 1)
        beyond = _on_spiral(now[:, 0], rise_m, turned[active], np.stack([share, 1 - share]))
        height = _slide(ends[:, :, active], now, beyond)
        height[:, steps < 2] = np.nan  # a spiral of a single step is never looked at
        still = np.isnan(height)
        touch[2][:, active] = np.where(still, now[2], height)
        active = active[~still.all(axis=0)]
        if not len(active):
            break
    return _Contacts(touch[:, 0], touch[:, 1], contacts.long_way)


def _on_spiral(
    first: FloatArray, rise_m: FloatArray, turned: FloatArray, share: FloatArray
) -> FloatArray:
    """The points of the spiral after shares of its way."""
    part = share * turned
    sine, cosine = np.sin(part), np.cos(part)
    return np.stack(
        [
            first[0] * cosine - first[1] * sine,
            first[0] * sine + first[1] * cosine,
            first[2] + share * rise_m,
        ]
    )


def _slope(way: FloatArray) -> FloatArray:
    """Angle of a way against the axis."""
    return np.asarray(np.arccos(np.clip(way[2] / np.sqrt((way**2).sum(axis=0)), -1, 1)))


def _slide(point: FloatArray, contact: FloatArray, beyond: FloatArray) -> FloatArray:
    """Height of the contact that straightens the path there; NaN where it is straight enough."""
    bend = _slope(contact - point) - _slope(beyond - contact)
    # The line of contact against the line from the point to the surface beyond it.
    way = beyond - point
    level2 = way[0] ** 2 + way[1] ** 2
    along = _level_dot(contact - point, way) / level2
    height = contact[2] + _SLIDE_GAIN * (point[2] + along * way[2] - contact[2])
    return np.where(np.abs(bend) > _TANGENT_RAD, height, np.nan)
