"""How a solved motion answers small displacements of its markers, by the linearised fit.

At the minimum of the weighted marker distances a small displacement m of the markers moves the
coordinates by ``K m`` with ``K = H⁻¹ Jᵀ W``, ``H = Jᵀ W J`` (+ the stiffness of coordinate goals):
J is the Jacobian of the followed markers by the free coordinates, couplers substituted, W the
marker weights, 0 where a marker was not seen [1]_. What the residuals add to the Hessian is left
out: it scales with the residual over the distance of the markers from the joint (real squats with
residuals of 1 to 2 cm: 4 % of a single deviation, 2 % of its standard deviation). So is a bound
that holds a coordinate: the others then vary less than said.

References
----------
.. [1] Aster RC, Borchers B, Thurber CH. Parameter Estimation and Inverse Problems. 3rd ed.,
   Elsevier, 2018. https://doi.org/10.1016/C2015-0-02458-3
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.point_rates import PointRates, coupled_rates

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_CHUNK = 128  # frames worked on together: their Jacobians stay in the processor's cache
_UNSEEN = 1e-12  # share of its usual information below which a coordinate is lost in a frame
_RIDGE = 1e-13  # of a unit diagonal: keeps a combination that nothing determines invertible


@dataclass(frozen=True, eq=False)
class Gains:
    """Response of coordinates to marker displacements in some frames.

    Attributes
    ----------
    frames : ndarray of int, shape (t,)
        Frames of the motion.
    gain : ndarray, shape (t, K, M, 3)
        Change of each coordinate for a displacement of each followed marker along ground's axes,
        rad/m or m/m; 0 for held coordinates, NaN for those that no visible marker moves.
    turn : ndarray, shape (t, M, 3, 3)
        Orientation of a frame fixed to each marker's body, columns its axes in ground.
    """

    frames: IndexArray
    gain: FloatArray
    turn: FloatArray


class MarkerResponse:
    """The linearised fit of a solved motion.

    Parameters
    ----------
    motion : Motion
        Solved coordinates, with the markers that were followed and their weights.
    tree : KinematicTree
        The model.
    tasks : IKTasks, optional
        What the fit followed, for its coordinate goals; marker weights are the motion's own.

    Attributes
    ----------
    free : ndarray of int, shape (F,)
        Coordinates that the fit solved for. Locked ones, and those that no followed marker moves,
        are held.
    solved : ndarray of int
        Frames with a solution.

    Raises
    ------
    MotionError
        If the motion followed no markers, or none of a solution.
    """

    def __init__(self, motion: Motion, tree: KinematicTree, tasks: IKTasks | None = None) -> None:
        if not motion.markers:
            raise MotionError(
                f"{motion.source or motion.name}: a motion that followed no markers has no marker "
                "errors to pass on; give the trial that it came from."
            )
        self.tree = tree
        self._values = motion.values_of(tree)
        seen = np.isfinite(motion.marker_error_m)
        self.solved = np.flatnonzero(np.isfinite(self._values).all(axis=1) & seen.any(axis=1))
        self._weights = np.where(seen, motion.weights, 0.0)
        kinematics = Kinematics(tree)
        marker = [tree.markers.index(name) for name in motion.markers]
        points = [(int(tree.marker_body[i]), tree.marker_offset_m[i]) for i in marker]
        goals = coordinate_goals(tree, tasks) if tasks is not None else []
        self.free = _free(tree, kinematics, points, {index for index, _, _ in goals})
        self._rates = PointRates(kinematics, points, self.free)
        self._stiffness = np.zeros(len(self.free))
        for index, _, weight in goals:
            self._stiffness[self.free == index] += weight

    def information(self, frames: IndexArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """The normal matrix and what it is made of.

        Parameters
        ----------
        frames : ndarray of int, shape (t,)
            Solved frames.

        Returns
        -------
        matrix : ndarray, shape (t, F, F)
            ``Jᵀ W J`` and the goals' stiffness.
        pull : ndarray, shape (t, F, M, 3)
            ``Jᵀ W``.
        turn : ndarray, shape (t, M, 3, 3)
            Orientation of the markers' bodies.
        """
        weights = self._weights[frames]
        poses, _, rates = self._rates(self._values[frames].T)
        pull = rates * weights[:, None, :, None]
        flat = (len(frames), len(self.free), -1)
        matrix = np.matmul(pull.reshape(flat), rates.reshape(flat).transpose(0, 2, 1))
        diagonal = np.arange(len(self.free))
        matrix[:, diagonal, diagonal] += self._stiffness * weights.sum(axis=1)[:, None]
        nodes = self._rates.node
        turn = np.broadcast_to(np.eye(3), (len(frames), len(nodes), 3, 3)).copy()
        turn[:, nodes >= 0] = poses.rotation[nodes[nodes >= 0]].transpose(3, 0, 1, 2)
        return matrix, pull, turn

    def chunks(self, frames: IndexArray | None = None) -> Iterator[IndexArray]:
        """Solved frames (all, or those given) in parts that bound the memory needed."""
        frames = self.solved if frames is None else frames
        for start in range(0, len(frames), _CHUNK):
            yield frames[start : start + _CHUNK]

    def gains(self, coordinates: IndexArray, frames: IndexArray | None = None) -> Iterator[Gains]:
        """Response of chosen coordinates, chunk by chunk.

        Parameters
        ----------
        coordinates : ndarray of int, shape (K,)
            Coordinates of the tree, free, coupled or held.
        frames : ndarray of int, optional
            Solved frames; all of them by default.

        Yields
        ------
        Gains
            In order of the frames.
        """
        for chunk in self.chunks(frames):
            matrix, pull, turn = self.information(chunk)
            inverse, lost = _inverse(matrix)
            follow = coupled_rates(self.tree, self._values[chunk].T, self.free)[:, coordinates]
            gain = np.matmul(np.matmul(follow, inverse), pull.reshape(*pull.shape[:2], -1))
            if lost.any():
                gain[(follow.astype(bool) & lost[:, None]).any(axis=2)] = np.nan
            yield Gains(chunk, gain.reshape(len(chunk), len(coordinates), -1, 3), turn)


def _free(
    tree: KinematicTree,
    kinematics: Kinematics,
    points: Sequence[tuple[int, FloatArray]],
    drawn: set[int],
) -> IndexArray:
    """Coordinates that a followed marker moves, or a goal draws: what the fit solved for."""
    moved: set[int] = set(drawn)
    for body, offset in points:
        node = kinematics.in_node(body, offset)[0]
        while node >= 0:
            for driver in kinematics.nodes[node].coordinates:
                moved.update(tree.leads(driver))
            node = kinematics.nodes[node].parent
    return np.array(sorted(c for c in moved if not tree.locked[c]), dtype=np.intp)


def with_unit_diagonal(matrix: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Normal matrices in units in which each coordinate moves the markers alike.

    Parameters
    ----------
    matrix : ndarray, shape (t, F, F)
        Normal matrices of some frames.

    Returns
    -------
    unit : ndarray, shape (t, F, F)
        The same with a diagonal of 1, and a ridge that is lost in rounding unless some combination
        of coordinates moves no marker.
    scale : ndarray, shape (t, F)
        What rows and columns were multiplied by; 0 for lost coordinates.
    lost : ndarray of bool, shape (t, F)
        Coordinates that no visible marker moves; their rows are those of the identity.
    """
    diagonal = np.einsum("tff->tf", matrix)
    usual = np.median(diagonal, axis=0)
    lost = diagonal <= _UNSEEN * np.maximum(usual, np.finfo(float).tiny)
    scale = np.where(lost, 0.0, 1.0 / np.sqrt(np.where(lost, 1.0, diagonal)))
    unit = matrix * scale[:, :, None] * scale[:, None, :]
    places = np.arange(matrix.shape[1])
    unit[:, places, places] = 1.0 + _RIDGE
    return unit, scale, lost


def _inverse(matrix: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Inverses, with zeros for coordinates that hold no information, and which those are."""
    unit, scale, lost = with_unit_diagonal(matrix)
    inverse = np.linalg.inv(unit)
    return inverse * scale[:, :, None] * scale[:, None, :], lost
