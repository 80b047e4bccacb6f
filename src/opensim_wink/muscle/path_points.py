"""A muscle's path as points to draw: the same number in every frame, round its cylinders."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import MusclePath, WrapCylinder
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.muscle.path_solver import Course, Station, follow_path, to_ground

FloatArray = NDArray[np.float64]

ARC_PIECES = 6  # straight pieces of an arc: a quarter turn comes out 0.3 % too short


def path_points(
    path: MusclePath, kinematics: Kinematics, values: FloatArray, *, arc_pieces: int = ARC_PIECES
) -> FloatArray:
    """Points along a path, from origin to insertion.

    Each of the muscle's own points has its place in the row, and after each there is room for the
    arcs that follow it in some frame. A point that is not active, or an arc that is not there,
    repeats the point before, so that a place never leaves the path.

    Parameters
    ----------
    path : MusclePath
        Points and cylinders.
    kinematics : Kinematics
        The model's.
    values : ndarray, shape (T, C)
        Coordinates, rad or m, finite; coupled ones are set from those that drive them.
    arc_pieces : int
        Straight pieces that an arc is drawn with.

    Returns
    -------
    ndarray, shape (T, K, 3)
        In ground, m.
    """
    full = kinematics.tree.follow_couplers(values).T
    poses = kinematics.poses(full)
    courses = [
        (course, _rows(course, path, kinematics, poses, arc_pieces))
        for course in follow_path(path, kinematics, poses, full)
    ]
    room = [
        max((len(rows.get(place, ())) for _, rows in courses), default=0)
        for place in range(len(path.points))
    ]
    out = np.empty((full.shape[1], sum(room), 3))
    for course, rows in courses:
        out[course.frames] = np.moveaxis(np.stack(_in_room(rows, room)), -1, 0)
    return out


def _rows(
    course: Course, path: MusclePath, kinematics: Kinematics, poses: NodePoses, arc_pieces: int
) -> dict[int, list[FloatArray]]:
    """By the muscle's own points: the point (3, n), then all of the arcs that follow it."""
    rows: dict[int, list[FloatArray]] = {}
    place, before = 0, course.stations[0]
    for station in course.stations:
        if station.point >= 0:
            place = station.point
            rows[place] = []
        if station.arc_m is None or before.cylinder != station.cylinder:
            rows[place].append(station.at_m)
        else:
            frame = path.cylinders[station.cylinder]
            pieces = _arc(before, station, frame, kinematics, poses, course, arc_pieces)
            rows[place].extend(pieces)
        before = station
    return rows


def _in_room(rows: dict[int, list[FloatArray]], room: Sequence[int]) -> list[FloatArray]:
    """All places filled; those that are left over repeat what is before them."""
    filled: list[FloatArray] = []
    first = next(iter(rows.values()))[0]
    for place, size in enumerate(room):
        found = rows.get(place, [])
        filled.extend(found)
        last = filled[-1] if filled else first
        filled.extend([last] * (size - len(found)))
    return filled


def _arc(
    first: Station,
    second: Station,
    cylinder: WrapCylinder,
    kinematics: Kinematics,
    poses: NodePoses,
    course: Course,
    pieces: int,
) -> list[FloatArray]:
    """Points of the spiral after its first contact, in ground, (3, n) each."""
    body = kinematics.tree.body(cylinder.body)
    fixed = kinematics.body_placement[body] @ cylinder.frame
    node = kinematics.body_node[body]
    origin = to_ground(poses, node, fixed.position[:, None])[:, course.frames]
    if node < 0:
        axes = np.broadcast_to(fixed.rotation[:, :, None], (3, 3, len(course.frames)))
    else:
        axes = np.einsum("ijt,jk->ikt", poses.rotation[node][:, :, course.frames], fixed.rotation)
    start, end = (
        np.einsum("ijt,it->jt", axes, station.at_m - origin) for station in (first, second)
    )
    short = np.arctan2(start[0] * end[1] - start[1] * end[0], start[0] * end[0] + start[1] * end[1])
    long = short - np.copysign(2 * np.pi, short)
    arc_m = np.zeros_like(short) if second.arc_m is None else second.arc_m
    radius = np.hypot(start[0], start[1])
    turned = np.sqrt(np.maximum(arc_m**2 - (end[2] - start[2]) ** 2, 0.0)) / radius
    angle = np.where(np.abs(np.abs(long) - turned) < np.abs(np.abs(short) - turned), long, short)
    found = []
    for piece in range(1, pieces + 1):
        share = piece / pieces
        sine, cosine = np.sin(share * angle), np.cos(share * angle)
        local = np.stack(
            [
                start[0] * cosine - start[1] * sine,
                start[0] * sine + start[1] * cosine,
                start[2] + share * (end[2] - start[2]),
            ]
        )
        found.append(np.einsum("ijt,jt->it", axes, local) + origin)
    return found
