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

FloatArray = NDArray[np.float64]

# Rows of the moment array: Σw, Σw·x (3), Σw·r (3), Σw·x·xᵀ (9), Σw·x·rᵀ (9).
_WEIGHT, _FIRST, _FORCE, _SECOND, _MIXED = 0, slice(1, 4), slice(4, 7), slice(7, 16), slice(16, 25)
_N_MOMENTS = 25


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
        self._lowest_first = range(len(kinematics.nodes) - 1, -1, -1)
        self._columns = self._find_columns()
        self._above = [self._columns_above(k) for k in range(len(self._columns))]
        self.pattern = np.zeros((len(free), len(free)), dtype=bool)
        for k, above in enumerate(self._above):
            column = self._columns[k]
            for other in (column, *(self._columns[a] for a in above)):
                self.pattern[column.free, other.free] = True
                self.pattern[other.free, column.free] = True
        self.observed = np.diag(self.pattern).copy()

    def _find_columns(self) -> list[Column]:
        """Columns of nodes that carry markers, those driven by free coordinates only."""
        carries = {node for node, _, _ in self._groups}
        for lower in self._lowest_first:
            if lower in carries and self.kinematics.nodes[lower].parent >= 0:
                carries.add(self.kinematics.nodes[lower].parent)
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

    def _columns_above(self, k: int) -> NDArray[np.intp]:
        """Indices of the columns whose motion also carries the given one's node, itself not."""
        chain = set()
        node = self._columns[k].node
        while node >= 0:
            chain.add(node)
            node = self.kinematics.nodes[node].parent
        return np.array([a for a in range(k) if self._columns[a].node in chain], dtype=np.intp)

    def residuals(
        self, poses: NodePoses, targets: FloatArray, weights: FloatArray
    ) -> tuple[list[FloatArray], list[FloatArray], FloatArray]:
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
        positions, residuals : list of ndarray, shape (m, 3, T)
            Per group of markers on one node.
        cost : ndarray, shape (T,)
            Weighted sum of squared distances, m².
        """
        positions, residuals = [], []
        cost = np.zeros(targets.shape[2])
        for node, chosen, offsets in self._groups:
            if node < 0:
                modelled = np.broadcast_to(offsets[:, :, None], (*offsets.shape, targets.shape[2]))
            else:
                rotation = poses.rotation[node]
                modelled = np.matmul(offsets, rotation.reshape(3, 3, -1)).transpose(1, 0, 2)
                modelled = modelled + poses.position[node]
            residual = targets[chosen] - modelled
            cost += np.einsum("mt,mit,mit->t", weights[chosen], residual, residual)
            positions.append(modelled)
            residuals.append(residual)
        return positions, residuals, cost

    def assemble(
        self,
        values: FloatArray,
        twists: list[FloatArray],
        positions: list[FloatArray],
        residuals: list[FloatArray],
        weights: FloatArray,
        curved: FloatArray,
    ) -> tuple[FloatArray, FloatArray]:
        """Descent direction and Hessian.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, couplers satisfied.
        twists : list of ndarray
            From :meth:`Kinematics.poses_and_twists` at ``values``.
        positions, residuals : list of ndarray
            From :meth:`residuals` at the same poses.
        weights : ndarray, shape (M, T)
            Weights; 0 where a marker was not seen.
        curved : ndarray, shape (T,)
            1 for the Hessian with its second-order part, 0 for ``Jᵀ W J`` alone, which is positive
            semidefinite everywhere.

        Returns
        -------
        gradient : ndarray, shape (F, T)
            ``Jᵀ W r``: minus half the gradient of the cost.
        matrix : ndarray, shape (F, F, T)
            Half the Hessian of the cost.
        """
        moments = self._moments(positions, residuals, weights)
        n_free, n_frames = len(self.free), values.shape[1]
        twist = self._column_twists(values, twists)
        gradient = np.zeros((n_free, n_frames))
        matrix = np.zeros((n_free, n_free, n_frames))
        for k, column in enumerate(self._columns):
            felt = moments[column.node]
            gradient[column.free] += _power(felt, twist[k])
            momentum = _momentum(felt, twist[k])
            momentum[:3] -= curved * _turning(felt, twist[k])
            matrix[column.free, column.free] += np.einsum("it,it->t", twist[k], momentum)
            above = self._above[k]
            if not len(above):
                continue
            shared = np.einsum("ait,it->at", twist[above], momentum)
            for a, value in zip(above, shared, strict=True):
                other = self._columns[a]
                if other.free == column.free:
                    matrix[column.free, column.free] += 2 * value
                else:
                    matrix[column.free, other.free] += value
                    matrix[other.free, column.free] += value
        return gradient, matrix

    def _column_twists(self, values: FloatArray, twists: list[FloatArray]) -> FloatArray:
        """Twist of each column per unit rate of the free coordinate behind it, (columns, 6, T)."""
        gains = self._coupler_gains(values)
        out = np.empty((len(self._columns), 6, values.shape[1]))
        for k, column in enumerate(self._columns):
            out[k] = twists[column.node][column.row]
            if column.driver in gains:
                out[k] *= gains[column.driver][int(self.free[column.free])]
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
        self, positions: list[FloatArray], residuals: list[FloatArray], weights: FloatArray
    ) -> FloatArray:
        """Marker moments of every node and all that it carries, shape (N, 25, T)."""
        nodes = self.kinematics.nodes
        moments = np.zeros((len(nodes), _N_MOMENTS, weights.shape[1]))
        for (node, chosen, _), x, r in zip(self._groups, positions, residuals, strict=True):
            if node < 0:
                continue
            w = weights[chosen]
            weighted = w[:, None] * x
            own = moments[node]
            own[_WEIGHT] = w.sum(axis=0)
            own[_FIRST] = weighted.sum(axis=0)
            own[_FORCE] = np.einsum("mt,mit->it", w, r)
            own[_SECOND] = np.einsum("mit,mjt->ijt", weighted, x).reshape(9, -1)
            own[_MIXED] = np.einsum("mit,mjt->ijt", weighted, r).reshape(9, -1)
        for node in self._lowest_first:
            if nodes[node].parent >= 0:
                moments[nodes[node].parent] += moments[node]
        return moments


def _power(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·u·r: what the residuals gain from a marker cloud moving with a twist, u its velocity."""
    _, xy, xz, yx, _, yz, zx, zy, _ = felt[_MIXED]
    turning = twist[0] * (yz - zy) + twist[1] * (zx - xz) + twist[2] * (xy - yx)
    return np.asarray(turning + np.einsum("it,it->t", twist[3:], felt[_FORCE]))


def _momentum(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·(x × u, u) of the marker cloud moving with a twist, u its velocity; shape (6, T)."""
    total, (hx, hy, hz) = felt[_WEIGHT], felt[_FIRST]
    xx, xy, xz, _, yy, yz, _, _, zz = felt[_SECOND]
    wx, wy, wz, vx, vy, vz = twist
    return np.stack(
        [
            (yy + zz) * wx - xy * wy - xz * wz + hy * vz - hz * vy,
            (xx + zz) * wy - xy * wx - yz * wz + hz * vx - hx * vz,
            (xx + yy) * wz - xz * wx - yz * wy + hx * vy - hy * vx,
            total * vx + wy * hz - wz * hy,
            total * vy + wz * hx - wx * hz,
            total * vz + wx * hy - wy * hx,
        ]
    )


def _turning(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·u × r: the residuals' hold on a velocity field u that is turned; shape (3, T)."""
    fx, fy, fz = felt[_FORCE]
    xx, xy, xz, yx, yy, yz, zx, zy, zz = felt[_MIXED]
    wx, wy, wz, vx, vy, vz = twist
    return np.stack(
        [
            xy * wy + xz * wz - (yy + zz) * wx + vy * fz - vz * fy,
            yx * wx + yz * wz - (xx + zz) * wy + vz * fx - vx * fz,
            zx * wx + zy * wy - (xx + yy) * wz + vx * fy - vy * fx,
        ]
    )


def _group_by_node(
    kinematics: Kinematics, markers: tuple[str, ...]
) -> list[tuple[int, NDArray[np.intp], FloatArray]]:
    """Markers by the node that carries them: (node, indices into ``markers``, offsets (m, 3))."""
    tree = kinematics.tree
    placed: dict[int, list[tuple[int, FloatArray]]] = {}
    for index, name in enumerate(markers):
        if name not in tree.markers:
            raise MotionError(f"marker '{name}' is not in the model.")
        k = tree.markers.index(name)
        node, offset = kinematics.in_node(int(tree.marker_body[k]), tree.marker_offset_m[k])
        placed.setdefault(node, []).append((index, offset))
    return [
        (node, np.array([i for i, _ in group]), np.array([offset for _, offset in group]))
        for node, group in sorted(placed.items())
    ]
