"""Lengths and moment arms of many paths over a motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import MusclePath
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import ModelError
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.muscle.path_solver import Course, Station, follow_path

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_STEP = 1e-3  # rad or m; half the distance of the differences
_COUPLER_STEP = 1e-5


@dataclass(frozen=True, eq=False)
class PathResult:
    """What some paths do in T poses.

    Attributes
    ----------
    length_m : ndarray, shape (T, K)
        Metres from origin to insertion.
    contact_arm_m : ndarray, shape (T, K, A)
        Arms about the coordinates asked for, from the direction of pull at every point and
        contact: OpenSim's ``computeMomentArm``. + drives the coordinate up.
    wrapped : ndarray of bool, shape (T, K)
        Whether the path lies on a cylinder.
    """

    length_m: FloatArray
    contact_arm_m: FloatArray
    wrapped: BoolArray


def solve_paths(
    kinematics: Kinematics,
    paths: Sequence[MusclePath],
    values: FloatArray,
    about: Sequence[str] = (),
) -> PathResult:
    """Lengths of paths, and their arms by the pull at their points.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    paths : sequence of MusclePath
        Muscles, length K.
    values : ndarray, shape (T, C)
        Coordinates in the tree's order, finite; coupled ones are set from those that drive them.
    about : sequence of str
        Independent coordinates to give arms about, length A.

    Returns
    -------
    PathResult
        Lengths, arms and contacts.

    References
    ----------
    Sherman MA, Seth A, Delp SL (2013). What is a moment arm? Calculating muscle effectiveness in
    biomechanical models using generalized coordinates. ASME IDETC DETC2013-13633.
    doi:10.1115/DETC2013-13633
    """
    full = kinematics.tree.follow_couplers(values).T
    shape = (full.shape[1], len(paths))
    length_m, wrapped = np.empty(shape), np.zeros(shape, dtype=bool)
    arm_m = np.zeros((*shape, len(about)))
    nodes = _nodes(kinematics, paths)
    if about:
        poses, twists = kinematics.poses_and_twists(full, nodes=nodes)
    else:
        poses, twists = kinematics.poses(full, nodes=nodes), np.empty((0, 6, 0))
    moves = _coordinate_moves(kinematics.tree, full, about)
    for k, path in enumerate(paths):
        pull = _Pull(kinematics, poses, full) if about else None
        for course in follow_path(path, kinematics, poses, full):
            length_m[course.frames, k] = course.length_m
            wrapped[course.frames, k] = any(s.cylinder >= 0 for s in course.stations)
            if pull is not None:
                pull.add(course, path)
        if pull is not None:
            arm_m[:, k] = pull.about(twists, moves)
    return PathResult(length_m, arm_m, wrapped)


def excursion_arms(
    kinematics: Kinematics,
    paths: Sequence[MusclePath],
    values: FloatArray,
    about: Sequence[str],
    found: PathResult | None = None,
) -> FloatArray:
    """Arms by the tendon-excursion principle, ``r = −dL/dq``.

    Where a path lies on no cylinder this is the arm from the pull at its points, exactly; on a
    cylinder, where contacts are but close to tangents, lengths are differenced.

    Parameters
    ----------
    kinematics, paths, values, about
        As for :func:`solve_paths`.
    found : PathResult, optional
        What :func:`solve_paths` gave for the same arguments, if it is at hand.

    Returns
    -------
    ndarray, shape (T, K, A)
        Metres; + drives the coordinate up.

    References
    ----------
    An KN, Takahashi K, Harrigan TP, Chao EY (1984). Determination of muscle orientations and
    moment arms. J Biomech Eng 106:280–282. doi:10.1115/1.3138494
    """
    if found is None:
        found = solve_paths(kinematics, paths, values, about)
    arms = found.contact_arm_m.copy()
    tree = kinematics.tree
    for a, name in enumerate(about):
        chosen = [k for k, path in enumerate(paths) if _spans(kinematics, path, name)]
        rows = np.flatnonzero(found.wrapped[:, chosen].any(axis=1))
        chosen = [k for k in chosen if found.wrapped[:, k].any()]
        if not len(rows) or not chosen:
            continue
        both = np.concatenate([values[rows], values[rows]])
        both[: len(rows), tree.coordinate(name)] -= _STEP
        both[len(rows) :, tree.coordinate(name)] += _STEP
        ends = solve_paths(kinematics, [paths[k] for k in chosen], both).length_m
        rates = (ends[: len(rows)] - ends[len(rows) :]) / (2 * _STEP)
        for place, k in enumerate(chosen):
            on = found.wrapped[rows, k]
            arms[rows[on], k, a] = rates[on, place]
    return arms


def _coordinate_moves(
    tree: KinematicTree, full: FloatArray, about: Sequence[str]
) -> list[dict[int, FloatArray]]:
    """What moves with each coordinate: index of a coordinate → its rate, shape (T,)."""
    dependents = {coupler.dependent for coupler in tree.couplers}
    moves: list[dict[int, FloatArray]] = []
    for name in about:
        column = tree.coordinate(name)
        if column in dependents:
            raise ModelError(
                f"coordinate '{name}' follows another through a coupler; ask for the moment arm "
                "about the coordinate that drives it."
            )
        ends = []
        for step in (-_COUPLER_STEP, _COUPLER_STEP):
            moved = full.T.copy()
            moved[:, column] += step
            ends.append(tree.follow_couplers(moved))
        rates = (ends[1] - ends[0]).T / (2 * _COUPLER_STEP)
        moves.append(
            {column: np.ones(full.shape[1])}
            | {index: rates[index] for index in dependents if rates[index].any()}
        )
    return moves


def _nodes(kinematics: Kinematics, paths: Sequence[MusclePath]) -> list[int]:
    """Nodes that carry a point or cylinder, and all above them, ascending."""
    tree = kinematics.tree
    bodies = {point.body for path in paths for point in path.points}
    bodies |= {cylinder.body for path in paths for cylinder in path.cylinders}
    carriers = {kinematics.body_node[tree.body(body)] for body in bodies}
    return sorted({node for one in carriers for node in _line_of(kinematics, one)})


def _line_of(kinematics: Kinematics, node: int) -> list[int]:
    """A node and all above it, up to ground."""
    line = []
    while node >= 0:
        line.append(node)
        node = kinematics.nodes[node].parent
    return line


def _spans(kinematics: Kinematics, path: MusclePath, name: str) -> bool:
    """Whether moving a coordinate moves one point of a path against another."""
    tree = kinematics.tree
    moved = {tree.coordinate(name)}
    probe = tree.default[None].copy()
    start = tree.follow_couplers(probe)
    probe[:, tree.coordinate(name)] += 0.1
    moved |= set(np.flatnonzero(tree.follow_couplers(probe)[0] != start[0]).tolist())
    carriers = {tree.body(p.body) for p in path.points}
    carriers |= {tree.body(c.body) for c in path.cylinders}
    lines = [frozenset(_line_of(kinematics, kinematics.body_node[body])) for body in carriers]
    everything: frozenset[int] = frozenset().union(*lines)
    between = {node for node in everything if not all(node in line for line in lines)}
    if any(moved & set(kinematics.nodes[node].coordinates) for node in between):
        return True
    drivers = {driver for p in path.points for driver, _ in p.moving}
    return bool(moved & {tree.coordinate(driver) for driver in drivers})


class _Pull:
    """Forces of one path under unit tension, gathered at the nodes that carry its points."""

    def __init__(self, kinematics: Kinematics, poses: NodePoses, full: FloatArray) -> None:
        self.kinematics, self.poses, self.full = kinematics, poses, full
        self.wrench: dict[int, FloatArray] = {}  # node → moment about ground's origin, and force
        self.of_points: dict[int, FloatArray] = {}  # coordinate → arm by points that move
        self.touches_ground = False

    def add(self, course: Course, path: MusclePath) -> None:
        """Pull along a course."""
        for before, after in pairwise(course.stations):
            if before.node == after.node:
                continue  # it pulls the node against itself
            way = after.at_m - before.at_m
            way = way / np.sqrt((way**2).sum(axis=0))
            for station, force in ((before, way), (after, -way)):
                self._at_node(station, force, course)
                if station.point >= 0 and path.points[station.point].moving:
                    self._at_moving_point(path, station, force, course)

    def _at_node(self, station: Station, force: FloatArray, course: Course) -> None:
        if station.node < 0:
            self.touches_ground = True
            return
        if station.node not in self.wrench:
            self.wrench[station.node] = np.zeros((6, self.full.shape[1]))
        x, y, z = station.at_m
        moment = (
            y * force[2] - z * force[1],
            z * force[0] - x * force[2],
            x * force[1] - y * force[0],
        )
        # A course holds a frame once, so adding at its frames is safe.
        self.wrench[station.node][:, course.frames] += np.stack([*moment, *force])

    def _at_moving_point(
        self, path: MusclePath, station: Station, force: FloatArray, course: Course
    ) -> None:
        tree = self.kinematics.tree
        point = path.points[station.point]
        body = tree.body(point.body)
        axes = self.kinematics.body_placement[body].rotation @ point.axes
        for axis, (driver, function) in enumerate(point.moving):
            column = tree.coordinate(driver)
            rate = function.slope(self.full[column, course.frames])
            along = np.broadcast_to(axes[:, axis, None], force.shape)
            if station.node >= 0:
                turn = self.poses.rotation[station.node][:, :, course.frames]
                along = np.einsum("ijt,jt->it", turn, along)
            arm = self.of_points.setdefault(column, np.zeros(self.full.shape[1]))
            arm[course.frames] += rate * (along * force).sum(axis=0)

    def about(self, twists: FloatArray, moves: list[dict[int, FloatArray]]) -> FloatArray:
        """Arms about coordinates, shape (T, A)."""
        nodes = self.kinematics.nodes
        carried: dict[int, list[int]] = {}
        for node in self.wrench:
            for above in _line_of(self.kinematics, node):
                carried.setdefault(above, []).append(node)
        found = np.zeros((self.full.shape[1], len(moves)))
        for above, below in carried.items():
            if len(below) == len(self.wrench) and not self.touches_ground:
                continue  # the whole path goes along
            rows = self.kinematics.twist_rows[above]
            total: FloatArray | None = None
            for row, coordinate in enumerate(nodes[above].coordinates):
                for a, move in enumerate(moves):
                    if coordinate in move:
                        if total is None:
                            total = np.sum([self.wrench[node] for node in below], axis=0)
                        power = (twists[rows.start + row] * total).sum(axis=0)
                        found[:, a] += move[coordinate] * power
        for a, move in enumerate(moves):
            for coordinate, arm in self.of_points.items():
                if coordinate in move:
                    found[:, a] += move[coordinate] * arm
        return found
