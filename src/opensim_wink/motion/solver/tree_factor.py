"""Solving the normal equations of a kinematic tree: eliminated from its leaves to its root.

Coordinates that lie on different limbs share no marker, so their entry in the normal matrix is
zero and stays zero while the matrix is factored from the outermost coordinate inward [1]_. What a
coordinate shares entries with lies on its way to the root: its row needs one place for each step of
that way, and all rows of a branch are reached as one block.

References
----------
.. [1] Liu JWH. The role of elimination trees in sparse factorization. SIAM J Matrix Anal Appl
   1990;11:134-172. https://doi.org/10.1137/0611010
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


class TreeFactor:
    """Symbolic factorisation of one pattern.

    A system is an array of shape (F, width, T): per unknown its right-hand side, then the matrix
    entries with the unknowns on its way from the root, itself last. :meth:`place` tells where an
    entry lives.

    Parameters
    ----------
    pattern : ndarray of bool, shape (F, F)
        Symmetric; which entries of the matrices may differ from zero. Little is filled in where
        deeper coordinates come first.

    Attributes
    ----------
    size : int
        Number of unknowns F.
    width : int
        Places in a row.
    diagonal, right : ndarray of int, shape (F,)
        Where each unknown's own entry and its right-hand side live in the flat system.
    """

    def __init__(self, pattern: BoolArray) -> None:
        self.size = len(pattern)
        above = _elimination_tree(pattern)
        self._order = _children_first(above)
        place_in_order = np.argsort(self._order)
        self._depth = np.zeros(self.size, dtype=np.intp)
        first = np.arange(self.size)  # where the branch that hangs on each unknown begins
        for k in self._order[::-1]:
            self._depth[k] = self._depth[above[k]] + 1 if above[k] >= 0 else 0
        for rank, k in enumerate(self._order):
            if above[k] >= 0:
                upper = place_in_order[above[k]]
                first[upper] = min(first[upper], first[rank])
        self._first = first
        self._row = place_in_order
        self.width = int(self._depth.max(initial=0)) + 2
        self.right = self._row * self.width
        self.diagonal = self.right + 1 + self._depth

    def place(self, i: int, j: int) -> int:
        """Where the matrix entry of two unknowns lives in the flat system."""
        lower, upper = (i, j) if self._row[i] < self._row[j] else (j, i)
        return int(self._row[lower] * self.width + 1 + self._depth[upper])

    def flat(self, system: FloatArray) -> FloatArray:
        """A system with one row per place, (F · width, T); the same memory."""
        return system.reshape(self.size * self.width, -1)

    def pack(self, matrix: FloatArray, right: FloatArray) -> FloatArray:
        """A system from full matrices.

        Parameters
        ----------
        matrix : ndarray, shape (F, F, T)
            Symmetric, zero where the pattern is.
        right : ndarray, shape (F, T)
            Right-hand sides.

        Returns
        -------
        ndarray, shape (F, width, T)
            The system.
        """
        system = np.zeros((self.size * self.width, right.shape[1]))
        system[self.right] = right
        for i, j in np.argwhere(np.tril(np.ones((self.size, self.size), dtype=bool))):
            if matrix[i, j].any():
                system[self.place(int(i), int(j))] = matrix[i, j]
        return system.reshape(self.size, self.width, -1)

    def unpack(self, system: FloatArray, pattern: BoolArray) -> tuple[FloatArray, FloatArray]:
        """Full matrices (F, F, T) and right-hand sides (F, T) of a system; inverts :meth:`pack`."""
        flat = self.flat(system)
        matrix = np.zeros((self.size, self.size, flat.shape[1]))
        for i, j in np.argwhere(pattern):
            matrix[i, j] = flat[self.place(int(i), int(j))]
        return matrix, flat[self.right]

    def solve(self, system: FloatArray) -> FloatArray:
        """Solve ``matrix @ x = right`` for every frame.

        Parameters
        ----------
        system : ndarray, shape (F, width, T)
            Systems with symmetric matrices whose pivots are not zero; overwritten.

        Returns
        -------
        ndarray, shape (F, T)
            The solutions.
        """
        scaled = np.empty_like(system)  # rows of the unit triangular factor, solution first
        for row, k in enumerate(self._order):
            begin, end = self._first[row], int(self._depth[k]) + 1
            own = system[row, : end + 1]
            if begin < row:
                own -= np.einsum("kt,kct->ct", scaled[begin:row, end], system[begin:row, : end + 1])
            np.multiply(own, 1.0 / own[end], out=scaled[row, : end + 1])
        for row in range(self.size - 1, -1, -1):
            begin = self._first[row]
            if begin < row:
                end = int(self._depth[self._order[row]]) + 1
                scaled[begin:row, 0] -= scaled[begin:row, end] * scaled[row, 0]
        return np.asarray(scaled[self._row, 0])


def _elimination_tree(pattern: BoolArray) -> IndexArray:
    """The unknown that each one's elimination touches first; −1 where it touches none."""
    filled = pattern.copy()
    above = np.full(len(filled), -1, dtype=np.intp)
    for k in range(len(filled)):
        later = np.flatnonzero(filled[k, k + 1 :]) + k + 1
        filled[np.ix_(later, later)] = True
        if len(later):
            above[k] = later[0]
    return above


def _children_first(above: IndexArray) -> IndexArray:
    """All unknowns, each after those that hang on it, whole branches together."""
    children: dict[int, list[int]] = {}
    for k, upper in enumerate(above):
        children.setdefault(int(upper), []).append(k)
    visited: list[int] = []
    stack = list(children.get(-1, []))
    while stack:
        k = stack.pop()
        visited.append(k)
        stack.extend(children.get(k, []))
    return np.array(visited[::-1], dtype=np.intp)
