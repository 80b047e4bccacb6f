"""Gradient and Hessian of the marker fit, by composing marker moments up the tree.

A marker on a rigid body moves with the twist of each coordinate above it, so the normal matrix of
weighted marker distances is the joint-space mass matrix of a tree whose bodies are clouds of point
masses (the weights). The composite-body recursion [1]_ then gives it without ever forming the
marker Jacobian: ten numbers a body instead of three rows a marker. Twelve more, the moments of the
residuals, give the second-order part: a coordinate's velocity field turns with every coordinate
above it. What a joint's own functions bend is left out of it.

References
----------
.. [1] Featherstone R. Rigid Body Dynamics Algorithms. Springer, 2008.
   https://doi.org/10.1007/978-1-4899-7560-7
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.motion.solver.marker_cloud import (
    FIRST,
    FORCE,
    MIXED,
    N_MOMENTS,
    SECOND,
    WEIGHT,
    momentum,
    power,
    turning,
)
from opensim_wink.motion.solver.tree_factor import TreeFactor

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Column:
    """The hold of a free coordinate on one node, through one coordinate that moves it.

    Attributes
    ----------
    node, row : int
        Node, and the row of its twist array.
    driver : int
        The coordinate that moves it.
    free : int
        Index, among the free coordinates, of the one that the driver is or follows.
    """

    node: int
    row: int
    driver: int
    free: int


class MarkerFit:
    """The weighted least-squares problem of one tree and one set of markers.

    Parameters
    ----------
    kinematics : Kinematics
        The model's forward kinematics.
    markers : tuple of str
        Model markers that are followed, length M.
    free : ndarray of int, shape (F,)
        Coordinates to solve for; coupled ones follow them, all others stay.

    Attributes
    ----------
    observed : ndarray of bool, shape (F,)
        Whether any followed marker moves with the coordinate.
    pattern : ndarray of bool, shape (F, F)
        Which pairs of free coordinates share a marker.
    """

    def __init__(
        self, kinematics: Kinematics, markers: tuple[str, ...], free: NDArray[np.intp]
    ) -> None:
        self.kinematics = kinematics
        self.free = free
        self._groups = _group_by_node(kinematics, markers)
        self._carriers = self._find_carriers()
        self._columns = self._find_columns()
        above = [self._columns_above(k) for k in range(len(self._columns))]
        self.pattern = np.zeros((len(free), len(free)), dtype=bool)
        for column, others in zip(self._columns, above, strict=True):
            for other in (column, *(self._columns[a] for a in others)):
                self.pattern[column.free, other.free] = True
                self.pattern[other.free, column.free] = True
        self.observed = np.diag(self.pattern).copy()
        self.factor = TreeFactor(self.pattern | np.eye(len(free), dtype=bool))
        self._node_of = np.array([c.node for c in self._columns], dtype=np.intp)
        rows = kinematics.twist_rows
        self._rows = np.array([rows[c.node].start + c.row for c in self._columns], dtype=np.intp)
        self._blocks = [self._blocks_of(k, others) for k, others in enumerate(above)]
        self._own = _Sum(self.factor.diagonal[[c.free for c in self._columns]])
        self._right = _Sum(self.factor.right[[c.free for c in self._columns]])
        self._coupled = [
            k
            for k, c in enumerate(self._columns)
            if any(coupler.dependent == c.driver for coupler in kinematics.tree.couplers)
        ]

    def _find_carriers(self) -> list[int]:
        """Nodes that carry markers, or others that do; ascending."""
        carries = {node for node, _, _ in self._groups if node >= 0}
        for lower in range(len(self.kinematics.nodes) - 1, -1, -1):
            if lower in carries and self.kinematics.nodes[lower].parent >= 0:
                carries.add(self.kinematics.nodes[lower].parent)
        return sorted(carries)

    def poses(self, values: FloatArray) -> NodePoses:
        """Poses of the nodes that carry markers, the others NaN; values (C, T), couplers met."""
        return self.kinematics.poses(values, nodes=self._carriers)

    def poses_and_twists(self, values: FloatArray) -> tuple[NodePoses, FloatArray]:
        """As :meth:`poses`, with the twists of :meth:`Kinematics.poses_and_twists`."""
        return self.kinematics.poses_and_twists(values, nodes=self._carriers)

    def _find_columns(self) -> list[Column]:
        """Columns of nodes that carry markers, those driven by free coordinates only."""
        carries = set(self._carriers)
        position = {int(c): i for i, c in enumerate(self.free)}
        columns: list[Column] = []
        for index, node in enumerate(self.kinematics.nodes):
            if index not in carries:
                continue
            for row, driver in enumerate(node.coordinates):
                leads = self.kinematics.tree.leads(driver)
                found = sorted(position[lead] for lead in leads if lead in position)
                columns.extend(Column(index, row, driver, free) for free in found)
        return columns

    def _columns_above(self, k: int) -> IndexArray:
        """Indices of the columns whose motion also carries the given one's node, itself not."""
        chain = set()
        node = self._columns[k].node
        while node >= 0:
            chain.add(node)
            node = self.kinematics.nodes[node].parent
        return np.array([a for a in range(k) if self._columns[a].node in chain], dtype=np.intp)

    def _blocks_of(self, k: int, above: IndexArray) -> list[tuple[slice, slice, float]]:
        """Runs of columns above one whose matrix entries lie side by side: columns, places, times.

        A coordinate that moves two nodes of one chain meets itself there, and counts twice.
        """
        free = self._columns[k].free
        blocks: list[tuple[slice, slice, float]] = []
        for a in above:
            other = self._columns[a].free
            place = self.factor.place(free, other)
            times = 2.0 if other == free else 1.0
            if blocks:
                columns, places, before = blocks[-1]
                if (columns.stop, places.stop, before) == (a, place, times):
                    blocks[-1] = (
                        slice(columns.start, a + 1),
                        slice(places.start, place + 1),
                        times,
                    )
                    continue
            blocks.append((slice(int(a), int(a) + 1), slice(place, place + 1), times))
        return blocks

    def residuals(
        self, poses: NodePoses, targets: FloatArray, weights: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Model marker positions, measured minus modelled, and the cost.

        Parameters
        ----------
        poses : NodePoses
            Poses of T frames.
        targets : ndarray, shape (M, 3, T)
            Measured markers, m; finite everywhere (any value where the weight is 0).
        weights : ndarray, shape (M, T)
            Weights; 0 where a marker was not seen.

        Returns
        -------
        positions, residuals : ndarray, shape (M, 3, T)
            Per marker, m.
        cost : ndarray, shape (T,)
            Weighted sum of squared distances, m².
        """
        positions = np.empty_like(targets)
        for node, chosen, offsets in self._groups:
            if node < 0:
                positions[chosen] = offsets[:, :, None]
                continue
            modelled = np.matmul(offsets, poses.rotation[node]).transpose(1, 0, 2)
            positions[chosen] = modelled + poses.position[node]
        residuals = targets - positions
        squared = np.einsum("mit,mit->mt", residuals, residuals)
        return positions, residuals, np.einsum("mt,mt->t", weights, squared)

    def assemble(
        self,
        values: FloatArray,
        twists: FloatArray,
        positions: FloatArray,
        residuals: FloatArray,
        weights: FloatArray,
        curved: FloatArray,
    ) -> FloatArray:
        """Descent direction and Hessian, as a system that ``factor`` solves.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, couplers satisfied.
        twists : ndarray, shape (R, 6, T)
            From :meth:`Kinematics.poses_and_twists` at ``values``.
        positions, residuals : ndarray, shape (M, 3, T)
            From :meth:`residuals` at the same poses.
        weights : ndarray, shape (M, T)
            Weights; 0 where a marker was not seen.
        curved : ndarray, shape (T,)
            1 for the Hessian with its second-order part, 0 for ``Jᵀ W J`` alone, which is positive
            semidefinite everywhere.

        Returns
        -------
        ndarray, shape (F, width, T)
            Right-hand side ``Jᵀ W r`` (minus half the gradient of the cost) and half the Hessian of
            the cost; see :class:`~opensim_wink.motion.solver.tree_factor.TreeFactor`.
        """
        felt = self._moments(positions, residuals, weights)[:, self._node_of]
        twist = self._column_twists(values, twists)
        pushed = momentum(felt, twist)
        if curved.any():
            pushed[:3] -= curved * turning(felt, twist)
        factor = self.factor
        system = np.zeros((factor.size * factor.width, values.shape[1]))
        self._right.add(system, power(felt, twist))
        self._own.add(system, np.einsum("ikt,ikt->kt", twist, pushed))
        for k, blocks in enumerate(self._blocks):
            for columns, places, times in blocks:
                shared = np.einsum("iat,it->at", twist[:, columns], pushed[:, k])
                system[places] += shared if times == 1.0 else times * shared
        return system.reshape(factor.size, factor.width, -1)

    def _column_twists(self, values: FloatArray, twists: FloatArray) -> FloatArray:
        """Twist of each column per unit rate of the free coordinate behind it, (6, columns, T)."""
        out = twists[self._rows].transpose(1, 0, 2)
        if self._coupled:
            gains = self._coupler_gains(values)
            for k in self._coupled:
                column = self._columns[k]
                out[:, k] *= gains[column.driver][int(self.free[column.free])]
        return out

    def _coupler_gains(self, values: FloatArray) -> dict[int, dict[int, FloatArray]]:
        """Per coupled coordinate, its rates for unit rates of those at the heads of its chains."""
        gains: dict[int, dict[int, FloatArray]] = {}
        for coupler in self.kinematics.tree.couplers:
            own: dict[int, FloatArray] = {}
            for driver, slope in zip(coupler.independents, coupler.slopes(values), strict=True):
                if driver not in gains:
                    own[driver] = own.get(driver, 0.0) + slope
                    continue
                for head, gain in gains[driver].items():
                    own[head] = own.get(head, 0.0) + slope * gain
            gains[coupler.dependent] = own
        return gains

    def _moments(
        self, positions: FloatArray, residuals: FloatArray, weights: FloatArray
    ) -> FloatArray:
        """Marker moments of every node and all that it carries, shape (25, N, T)."""
        nodes = self.kinematics.nodes
        moments = np.zeros((N_MOMENTS, len(nodes), weights.shape[1]))
        weighted = weights[:, None] * positions
        force = weights[:, None] * residuals
        for node, chosen, _ in self._groups:
            if node < 0:
                continue
            own, x = moments[:, node], positions[chosen]
            own[WEIGHT] = weights[chosen].sum(axis=0)
            own[FIRST] = weighted[chosen].sum(axis=0)
            own[FORCE] = force[chosen].sum(axis=0)
            own[SECOND] = np.einsum("mit,mjt->ijt", weighted[chosen], x).reshape(9, -1)
            own[MIXED] = np.einsum("mit,mjt->ijt", x, force[chosen]).reshape(9, -1)
        for node in reversed(self._carriers):
            if nodes[node].parent >= 0:
                moments[:, nodes[node].parent] += moments[:, node]
        return moments


class _Sum:
    """Adds rows to places of an array, several to one where places repeat."""

    def __init__(self, places: IndexArray) -> None:
        _, first = np.unique(places, return_index=True)
        self._first = np.sort(first)
        self._places = places[self._first]
        repeated = np.setdiff1d(np.arange(len(places)), first)
        self._repeated = [(int(row), int(places[row])) for row in repeated]

    def add(self, to: FloatArray, rows: FloatArray) -> None:
        """Set the places of ``to``, which hold zeros, to the sums of their rows."""
        to[self._places] = rows[self._first]
        for row, place in self._repeated:
            to[place] += rows[row]


def _group_by_node(
    kinematics: Kinematics, markers: tuple[str, ...]
) -> list[tuple[int, slice | IndexArray, FloatArray]]:
    """Markers by the node that carries them: (node, which of ``markers``, offsets (m, 3))."""
    tree = kinematics.tree
    placed: dict[int, list[tuple[int, FloatArray]]] = {}
    for index, name in enumerate(markers):
        if name not in tree.markers:
            raise MotionError(f"marker '{name}' is not in the model.")
        k = tree.markers.index(name)
        node, offset = kinematics.in_node(int(tree.marker_body[k]), tree.marker_offset_m[k])
        placed.setdefault(node, []).append((index, offset))
    return [
        (node, _which([i for i, _ in group]), np.array([offset for _, offset in group]))
        for node, group in sorted(placed.items())
    ]


def _which(indices: list[int]) -> slice | IndexArray:
    """Indices as a slice where they follow each other: it needs no copy."""
    if indices[-1] - indices[0] + 1 == len(indices):
        return slice(indices[0], indices[-1] + 1)
    return np.array(indices, dtype=np.intp)
