"""How fast points of the body move with each coordinate: the Jacobian, couplers included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics, NodePoses

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]


class PointRates:
    """Positions of body-fixed points and their derivatives by chosen coordinates.

    Parameters
    ----------
    kinematics : Kinematics
        The model's forward kinematics.
    points : sequence of (int, ndarray of shape (3,))
        Body index and place on that body, m; length P.
    free : ndarray of int, shape (F,)
        Coordinates to differentiate by, none of them coupled; those that follow move along.
    """

    def __init__(
        self,
        kinematics: Kinematics,
        points: Sequence[tuple[int, FloatArray]],
        free: IndexArray,
    ) -> None:
        self._kinematics = kinematics
        self._free = free
        self._n_points = len(points)
        self.node = np.full(len(points), -1)
        offsets = np.zeros((len(points), 3))
        for index, (body, offset) in enumerate(points):
            self.node[index], offsets[index] = kinematics.in_node(body, offset)
        self._groups = [
            (int(node), np.flatnonzero(self.node == node), offsets[self.node == node])
            for node in np.unique(self.node)
        ]

    def __call__(self, values: FloatArray) -> tuple[NodePoses, FloatArray, FloatArray]:
        """Evaluate at given postures.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, rad or m, couplers satisfied.

        Returns
        -------
        poses : NodePoses
            Poses of the nodes; ``self.node`` names the node of each point, −1 for ground.
        positions : ndarray, shape (T, P, 3)
            The points in ground, m.
        rates : ndarray, shape (T, F, P, 3)
            Their derivatives by each free coordinate, m per rad or m.
        """
        poses, twists = self._kinematics.poses_and_twists(values)
        carried = self._carried_twists(values, twists)
        n_frames = values.shape[1]
        positions = np.empty((n_frames, self._n_points, 3))
        rates = np.zeros((n_frames, len(self._free), self._n_points, 3))
        for node, points, offsets in self._groups:
            if node < 0:
                positions[:, points] = offsets
                continue
            turned = np.einsum("ijt,pj->pit", poses.rotation[node], offsets)
            place = turned + poses.position[node]
            positions[:, points] = place.transpose(2, 0, 1)
            if not carried[node]:
                continue
            moved = np.array(sorted(carried[node]))
            twist = np.stack([carried[node][free] for free in moved])
            velocity = _velocity(twist, place)
            rates[:, moved[:, None], points] = velocity.transpose(3, 0, 1, 2)
        return poses, positions, rates

    def _carried_twists(
        self, values: FloatArray, twists: FloatArray
    ) -> list[dict[int, FloatArray]]:
        """Per node, the whole twist (6, T) that a unit rate of each free coordinate gives it."""
        tree = self._kinematics.tree
        place = {int(c): i for i, c in enumerate(self._free)}
        follow = coupled_rates(tree, values, self._free) if tree.couplers else None
        coupled = {coupler.dependent for coupler in tree.couplers}
        carried: list[dict[int, FloatArray]] = []
        for index, node in enumerate(self._kinematics.nodes):
            own = dict(carried[node.parent]) if node.parent >= 0 else {}
            own_twists = twists[self._kinematics.twist_rows[index]]
            for row, driver in enumerate(node.coordinates):
                for lead in tree.leads(driver):
                    if lead not in place:
                        continue
                    twist = own_twists[row]
                    if driver in coupled and follow is not None:
                        twist = twist * follow[:, driver, place[lead]]
                    own[place[lead]] = own.get(place[lead], 0.0) + twist
            carried.append(own)
        return carried


def coupled_rates(tree: KinematicTree, values: FloatArray, free: IndexArray) -> FloatArray:
    """Rate of every coordinate for unit rates of the free ones, through chains of couplers.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    values : ndarray, shape (C, T)
        Coordinates, rad or m, couplers satisfied.
    free : ndarray of int, shape (F,)
        Coordinates that move by themselves.

    Returns
    -------
    ndarray, shape (T, C, F)
        1 for a free coordinate itself, 0 for one that is held.
    """
    rates = np.zeros((values.shape[1], len(tree.coordinates), len(free)))
    rates[:, free, np.arange(len(free))] = 1.0
    for coupler in tree.couplers:
        rates[:, coupler.dependent] = sum(
            (
                slope[:, None] * rates[:, driver]
                for driver, slope in zip(coupler.independents, coupler.slopes(values), strict=True)
            ),
            np.zeros_like(rates[:, 0]),
        )
    return rates


def _velocity(twist: FloatArray, place: FloatArray) -> FloatArray:
    """Velocities of points moving with twists; (K, 6, T), (P, 3, T) → (K, P, 3, T)."""
    wx, wy, wz, vx, vy, vz = (twist[:, None, i] for i in range(6))
    x, y, z = (place[None, :, i] for i in range(3))
    return np.stack(
        [wy * z - wz * y + vx, wz * x - wx * z + vy, wx * y - wy * x + vz],
        axis=2,
    )
