"""Follow muscle paths over points and round cylinders, in all frames at once.

Lengths and contacts are OpenSim's, with one exception. A path over two cylinders is wrapped in
rounds, and OpenSim 4.6 adds the straight parts of the first round to the arcs of the last: its
gastrocnemii are up to 9 mm too short near a straight knee. Here all parts are of one round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import MusclePath, PathPoint, WrapCylinder
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.muscle.cylinder import INSIDE, MANDATORY, NO_WRAP, WRAPPED, Wrap, wrap_cylinder

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

_CONDITION_SLACK = 1e-5  # rad or m by which a conditional point outlasts its range
_MOST_ROUNDS = 8  # of the cylinders of a path, until its length rests
_RESTS_M = 0.0005


@dataclass(frozen=True, eq=False)
class Station:
    """A point that the path runs through in some frames.

    Attributes
    ----------
    node : int
        The node of the tree that carries it; −1 for ground.
    at_m : ndarray, shape (3, n)
        In ground, m.
    point : int
        Its place among the muscle's own points; −1 for a contact with a cylinder.
    cylinder : int
        The cylinder that it lies on; −1 for the muscle's own points.
    arc_m : ndarray, shape (n,), or None
        For the second contact, the length of the way along the surface before it.
    """

    node: int
    at_m: FloatArray
    point: int = -1
    cylinder: int = -1
    arc_m: FloatArray | None = None

    def of(self, keep: NDArray[np.bool_]) -> Station:
        """The same in some of its frames."""
        arc_m = None if self.arc_m is None else self.arc_m[keep]
        return replace(self, at_m=self.at_m[:, keep], arc_m=arc_m)


@dataclass(frozen=True, eq=False)
class Course:
    """The path in the frames in which it runs over the same things.

    Attributes
    ----------
    frames : ndarray of int, shape (n,)
        Which frames.
    stations : tuple of Station
        From origin to insertion.
    length_m : ndarray, shape (n,)
        Whole length.
    """

    frames: IntArray
    stations: tuple[Station, ...]
    length_m: FloatArray = field(default_factory=lambda: np.empty(0))


def follow_path(
    path: MusclePath, kinematics: Kinematics, poses: NodePoses, values: FloatArray
) -> Iterator[Course]:
    """Run one muscle's path through every frame.

    Parameters
    ----------
    path : MusclePath
        The muscle's points and cylinders.
    kinematics : Kinematics
        The model's.
    poses : NodePoses
        Where its nodes are in T frames.
    values : ndarray, shape (C, T)
        Coordinates with couplers met, for points that move or come and go.

    Yields
    ------
    Course
        One for each set of frames with the same points and contacts; together they hold every
        frame once.
    """
    tree = kinematics.tree
    every = tuple(
        _station(k, point, kinematics, poses, values) for k, point in enumerate(path.points)
    )
    for course in _by_points(path, every, tree, values):
        wrapped = (
            _wrap_all(course, path.cylinders, kinematics, poses) if path.cylinders else [course]
        )
        for found in wrapped:
            yield replace(found, length_m=_length(found.stations))


def _by_points(
    path: MusclePath, every: tuple[Station, ...], tree: KinematicTree, values: FloatArray
) -> list[Course]:
    """Courses over the muscle's own points, as far as they are active."""
    n_frames = values.shape[1]
    if all(point.within is None for point in path.points):
        return [Course(np.arange(n_frames), every)]
    active = np.stack([_active(point, tree, values) for point in path.points])
    patterns, which = np.unique(active, axis=1, return_inverse=True)
    courses = []
    for index, pattern in enumerate(patterns.T):
        keep = which.ravel() == index
        stations = tuple(s.of(keep) for s, on in zip(every, pattern, strict=True) if on)
        courses.append(Course(np.flatnonzero(keep), stations))
    return courses


def _active(point: PathPoint, tree: KinematicTree, values: FloatArray) -> NDArray[np.bool_]:
    if point.within is None:
        return np.ones(values.shape[1], dtype=bool)
    name, low, high = point.within
    driver = values[tree.coordinate(name)]
    return np.asarray((driver >= low - _CONDITION_SLACK) & (driver <= high + _CONDITION_SLACK))


def _station(
    index: int, point: PathPoint, kinematics: Kinematics, poses: NodePoses, values: FloatArray
) -> Station:
    tree = kinematics.tree
    node, at = kinematics.in_node(tree.body(point.body), point.at_m)
    offset: FloatArray = at[:, None]
    if point.moving:
        local = np.stack([f.value(values[tree.coordinate(name)]) for name, f in point.moving])
        placement = kinematics.body_placement[tree.body(point.body)]
        offset = offset + placement.rotation @ point.axes @ local
    return Station(node, to_ground(poses, node, offset), point=index)


def to_ground(poses: NodePoses, node: int, offset: FloatArray) -> FloatArray:
    """Points of a node, (3, T) or (3, 1), in ground."""
    n_frames = poses.position.shape[2]
    if node < 0:
        return np.broadcast_to(offset, (3, n_frames)).copy()
    rotation = poses.rotation[node]
    turned = rotation[:, 0] * offset[0] + rotation[:, 1] * offset[1] + rotation[:, 2] * offset[2]
    return np.asarray(turned + poses.position[node])


def _length(stations: Sequence[Station]) -> FloatArray:
    total = np.zeros(stations[0].at_m.shape[1])
    for before, after in pairwise(stations):
        if after.arc_m is not None and before.cylinder == after.cylinder:
            total += after.arc_m
        else:
            total += np.sqrt(((after.at_m - before.at_m) ** 2).sum(axis=0))
    return total


class _Frame:
    """One cylinder's frame in ground, over all frames."""

    def __init__(self, cylinder: WrapCylinder, kinematics: Kinematics, poses: NodePoses) -> None:
        body = kinematics.tree.body(cylinder.body)
        self.node = kinematics.body_node[body]
        fixed = kinematics.body_placement[body] @ cylinder.frame
        n_frames = poses.position.shape[2]
        if self.node < 0:
            self.axes = np.broadcast_to(fixed.rotation[:, :, None], (3, 3, n_frames))
        else:
            self.axes = np.einsum("ijt,jk->ikt", poses.rotation[self.node], fixed.rotation)
        self.origin = to_ground(poses, self.node, fixed.position[:, None])

    def inward(self, at_m: FloatArray, frames: IntArray) -> FloatArray:
        """Points in ground, seen from the cylinder."""
        return np.einsum("ijt,it->jt", self.axes[:, :, frames], at_m - self.origin[:, frames])

    def outward(self, at_m: FloatArray, frames: IntArray) -> FloatArray:
        """Points in the cylinder's frame, in ground."""
        turned = np.einsum("ijt,jt->it", self.axes[:, :, frames], at_m)
        return np.asarray(turned + self.origin[:, frames])


@dataclass(frozen=True, eq=False)
class _Try:
    """A course on its way through its cylinders."""

    course: Course
    order: tuple[int, ...]
    results: tuple[NDArray[np.int8], ...]  # of each place in the order
    last_m: FloatArray


def _wrap_all(
    course: Course,
    cylinders: tuple[WrapCylinder, ...],
    kinematics: Kinematics,
    poses: NodePoses,
) -> list[Course]:
    """Wrap a course round its cylinders, in rounds until its length rests."""
    frames = [_Frame(cylinder, kinematics, poses) for cylinder in cylinders]
    single = len(cylinders) == 1
    n = len(course.frames)
    waiting = [_Try(course, tuple(range(len(cylinders))), (), np.full(n, np.inf))]
    done: list[Course] = []
    for round_ in range(1 if single else _MOST_ROUNDS):
        turned: list[_Try] = []
        for attempt in waiting:
            stage = [replace(attempt, results=())]
            for place in range(len(cylinders)):
                which = attempt.order[place]
                stage = [
                    split
                    for one in stage
                    for split in _wrap_once(one, which, cylinders[which], frames[which], single)
                ]
            turned += stage
        if single:
            return [attempt.course for attempt in turned]
        waiting = []
        for attempt in turned:
            length_m = _length(attempt.course.stations)
            rests = np.abs(length_m - attempt.last_m) < _RESTS_M
            if rests.any():
                done.append(_of(attempt, rests).course)
            if not rests.all():
                moving = replace(_of(attempt, ~rests), last_m=length_m[~rests])
                waiting += _reordered(moving) if round_ == 0 else [moving]
        if not waiting:
            break
    return done + [attempt.course for attempt in waiting]


def _of(attempt: _Try, keep: NDArray[np.bool_]) -> _Try:
    if keep.all():
        return attempt
    course = attempt.course
    return _Try(
        Course(course.frames[keep], tuple(s.of(keep) for s in course.stations)),
        attempt.order,
        tuple(result[keep] for result in attempt.results),
        attempt.last_m[keep],
    )


def _reordered(attempt: _Try) -> list[_Try]:
    """Exchange the first two cylinders where an end of the second piece lay inside the second."""
    swap = (attempt.results[0] == NO_WRAP) & (attempt.results[1] == INSIDE)
    out = [_of(attempt, ~swap)] if not swap.all() else []
    if swap.any():
        exchanged = _of(attempt, swap)
        kept = tuple(s for s in exchanged.course.stations if s.cylinder != 0)
        order = (1, 0, *attempt.order[2:])
        out.append(replace(exchanged, course=replace(exchanged.course, stations=kept), order=order))
    return out


def _wrap_once(
    attempt: _Try, which: int, cylinder: WrapCylinder, frame: _Frame, single: bool
) -> list[_Try]:
    """Wrap a course round one cylinder; frames that take different pieces part ways."""
    course = attempt.course
    stations = tuple(s for s in course.stations if s.cylinder != which)
    inside = [i for i, s in enumerate(stations) if cylinder.first <= s.point <= cylinder.last]
    n = len(course.frames)
    best = np.full(n, -1)
    result = np.zeros(n, dtype=np.int8)
    tried: dict[int, Wrap] = {}
    if inside:
        local = [frame.inward(s.at_m, course.frames) for s in stations]
        least_m = np.full(n, np.inf)
        settled = np.zeros(n, dtype=bool)
        for piece in range(inside[0], inside[-1]):
            before, after = stations[piece], stations[piece + 1]
            if before.cylinder >= 0 and before.cylinder == after.cylinder:
                continue
            wrap = wrap_cylinder(
                local[piece],
                local[piece + 1],
                cylinder.radius_m,
                cylinder.length_m,
                cylinder.side,
                slide=not single,
            )
            tried[piece] = wrap
            result = np.where(settled, result, wrap.status)
            more_m = _detour(local[piece], local[piece + 1], wrap)
            better = (wrap.status == WRAPPED) & (more_m < least_m) & ~settled
            cut = (wrap.status == MANDATORY) & ~settled
            least_m = np.where(better, more_m, least_m)
            best = np.where(better | cut, piece, best)
            settled |= cut
    base = replace(
        attempt,
        course=replace(course, stations=stations),
        results=(*attempt.results, result.astype(np.int8)),
    )
    out = []
    for piece in np.unique(best):
        keep = best == piece
        part = _of(base, keep)
        if piece >= 0:
            contacts = _contact_stations(tried[int(piece)], keep, which, frame, part.course.frames)
            held = part.course.stations
            held = (*held[: piece + 1], *contacts, *held[piece + 1 :])
            part = replace(part, course=replace(part.course, stations=held))
        out.append(part)
    return out


def _detour(start: FloatArray, end: FloatArray, wrap: Wrap) -> FloatArray:
    def gap(a: FloatArray, b: FloatArray) -> FloatArray:
        return np.asarray(np.sqrt(((a - b) ** 2).sum(axis=0)))

    return gap(start, wrap.first) + wrap.arc_m + gap(wrap.second, end) - gap(start, end)


def _contact_stations(
    wrap: Wrap, keep: NDArray[np.bool_], which: int, frame: _Frame, frames: IntArray
) -> tuple[Station, Station]:
    first, second = (frame.outward(at[:, keep], frames) for at in (wrap.first, wrap.second))
    return (
        Station(frame.node, first, cylinder=which),
        Station(frame.node, second, cylinder=which, arc_m=wrap.arc_m[keep]),
    )
