"""What one muscle under a tension of 1 N does to the bodies that carry its points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import MusclePath
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import ModelError
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.muscle.path_solver import Course, Station

FloatArray = NDArray[np.float64]

_COUPLER_STEP = 1e-5


def coordinate_moves(
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


def carrying_nodes(kinematics: Kinematics, paths: Sequence[MusclePath]) -> list[int]:
    """Nodes that carry a point or cylinder, and all above them, ascending."""
    tree = kinematics.tree
    bodies = {point.body for path in paths for point in path.points}
    bodies |= {cylinder.body for path in paths for cylinder in path.cylinders}
    carriers = {kinematics.body_node[tree.body(body)] for body in bodies}
    return sorted({node for one in carriers for node in line_of(kinematics, one)})


def line_of(kinematics: Kinematics, node: int) -> list[int]:
    """A node and all above it, up to ground."""
    line = []
    while node >= 0:
        line.append(node)
        node = kinematics.nodes[node].parent
    return line


def spans(kinematics: Kinematics, path: MusclePath, name: str) -> bool:
    """Whether moving a coordinate moves one point of a path against another."""
    tree = kinematics.tree
    carriers = {tree.body(p.body) for p in path.points}
    carriers |= {tree.body(c.body) for c in path.cylinders}
    nodes = {kinematics.body_node[body] for body in carriers}
    drivers = {tree.coordinate(driver) for p in path.points for driver, _ in p.moving}
    return tree.coordinate(name) in _leads(kinematics, nodes, drivers)


def _leads(kinematics: Kinematics, nodes: set[int], drivers: set[int]) -> set[int]:
    """Independent coordinates that move some of the nodes (−1 is ground) against the others."""
    lines = [frozenset(line_of(kinematics, node)) for node in nodes]
    everything: frozenset[int] = frozenset().union(*lines)
    between = {node for node in everything if not all(node in line for line in lines)}
    moved = drivers.union(*(kinematics.nodes[node].coordinates for node in between))
    return {lead for coordinate in moved for lead in kinematics.tree.leads(coordinate)}


class UnitPull:
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
            apart = np.sqrt((way**2).sum(axis=0))
            way = way / np.where(apart > 0, apart, 1.0)  # points that meet do not pull
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

    def leads(self) -> set[int]:
        """Independent coordinates that the pull can move."""
        nodes = set(self.wrench) | ({-1} if self.touches_ground else set())
        return _leads(self.kinematics, nodes, set(self.of_points)) if nodes else set()

    def rate(self, motion: dict[int, FloatArray], rates: FloatArray) -> FloatArray:
        """Rate of the path's length, shape (T,): the power of the pull, taken away.

        ``motion`` holds each node's twist about ground's origin (6, T), ``rates`` those of all
        coordinates (C, T).
        """
        power = np.zeros(self.full.shape[1])
        for node, wrench in self.wrench.items():
            power += (motion[node] * wrench).sum(axis=0)
        for coordinate, arm in self.of_points.items():
            power += arm * rates[coordinate]
        return -power

    def about(self, twists: FloatArray, moves: list[dict[int, FloatArray]]) -> FloatArray:
        """Arms about coordinates, shape (T, A)."""
        nodes = self.kinematics.nodes
        carried: dict[int, list[int]] = {}
        for node in self.wrench:
            for above in line_of(self.kinematics, node):
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
