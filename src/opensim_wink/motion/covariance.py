"""From errors of the markers to errors of the coordinates, by the linearised fit of each frame.

At the minimum of the weighted marker distances a small displacement m of the markers moves the
coordinates by ``K m`` with ``K = H⁻¹ Jᵀ W``, ``H = Jᵀ W J`` (+ the stiffness of coordinate goals):
J is the Jacobian of the followed markers by the free coordinates, couplers substituted, W the
marker weights, 0 where a marker was not seen. Noise of covariance S gives the coordinates the
covariance ``K S Kᵀ``, which is H⁻¹ only where the weights are the inverse of the noise [1]_. What
the residuals add to the Hessian is left out: it scales with the residual over the distance of the
markers from the joint (real squats with residuals of 1 to 2 cm: 4 % of a single deviation, 2 % of
its standard deviation). So is a bound that holds a coordinate: the others then vary less than said.

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

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.point_rates import PointRates, coupled_rates
from opensim_wink.motion.soft_tissue import MarkerNoise, marker_errors

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
        frames = self.solved if frames is None else frames
        for start in range(0, len(frames), _CHUNK):
            chunk = frames[start : start + _CHUNK]
            matrix, pull, turn = self.information(chunk)
            inverse, lost = _inverse(matrix)
            follow = coupled_rates(self.tree, self._values[chunk].T, self.free)[:, coordinates]
            gain = np.matmul(np.matmul(follow, inverse), pull.reshape(*pull.shape[:2], -1))
            if lost.any():
                gain[(follow.astype(bool) & lost[:, None]).any(axis=2)] = np.nan
            yield Gains(chunk, gain.reshape(len(chunk), len(coordinates), -1, 3), turn)


def respond(
    motion: Motion,
    tree: KinematicTree,
    displacement_m: FloatArray,
    *,
    tasks: IKTasks | None = None,
) -> FloatArray:
    """Change of every coordinate when the measured markers are displaced a little.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    displacement_m : ndarray, shape (T, M, 3)
        Displacement of each followed marker along ground's axes, m.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.

    Returns
    -------
    ndarray, shape (T, C)
        In the tree's order, rad or m, to first order; NaN in frames without a solution.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    """
    response = MarkerResponse(motion, tree, tasks)
    out = np.full((motion.n_frames, len(tree.coordinates)), np.nan)
    for part in response.gains(np.arange(len(tree.coordinates))):
        out[part.frames] = np.einsum("tkmi,tmi->tk", part.gain, displacement_m[part.frames])
    return out


def coordinate_covariance(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    coordinates: Sequence[str] | None = None,
    frames: IndexArray | None = None,
    tasks: IKTasks | None = None,
    measured: BoolArray | None = None,
    standing: FloatArray | None = None,
) -> FloatArray:
    """Covariance of coordinates in each frame, noise and skin together.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    profile : Profile
        Which body is what.
    noise : MarkerNoise
        Size of the markers' errors.
    coordinates : sequence of str, optional
        Which coordinates, length K; all by default.
    frames : ndarray of int, shape (N,), optional
        Which frames; all by default. N · K² numbers are returned, so choose for long trials.
    tasks, measured, standing : optional
        As in `coordinate_sd`.

    Returns
    -------
    ndarray, shape (N, K, K)
        rad², m² or rad·m; 0 for held coordinates; NaN in frames without a solution and where no
        visible marker moves the coordinate.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    ModelError
        If the model has no such coordinate.
    """
    response = MarkerResponse(motion, tree, tasks)
    names = tree.coordinates if coordinates is None else tuple(coordinates)
    chosen = np.array([tree.coordinate(name) for name in names], dtype=np.intp)
    asked = np.arange(motion.n_frames) if frames is None else np.asarray(frames, dtype=np.intp)
    errors = marker_errors(motion, tree, profile, noise, measured=measured, standing=standing)
    variance = errors.noise_m**2 + errors.skin_m**2
    place = np.full(motion.n_frames, -1)
    place[asked] = np.arange(len(asked))
    out = np.full((len(asked), len(chosen), len(chosen)), np.nan)
    for part in response.gains(chosen, asked[np.isin(asked, response.solved)]):
        out[place[part.frames]] = spread(part.gain, variance[part.frames])
    return out


def coordinate_sd(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    tasks: IKTasks | None = None,
    measured: BoolArray | None = None,
    standing: FloatArray | None = None,
) -> FloatArray:
    """Standard deviation of every coordinate in every frame, noise and skin together.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    profile : Profile
        Which body is what.
    noise : MarkerNoise
        Size of the markers' errors.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals. A goal is taken as certain.
    measured : ndarray of bool, shape (T, M), optional
        False where a gap was filled.
    standing : ndarray, shape (C,), optional
        Posture in which no skin has moved, as in `marker_errors`.

    Returns
    -------
    ndarray, shape (T, C)
        Rad or m, in the tree's order; 0 for held coordinates; NaN in frames without a solution and
        where no visible marker moves the coordinate.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    """
    response = MarkerResponse(motion, tree, tasks)
    errors = marker_errors(motion, tree, profile, noise, measured=measured, standing=standing)
    variance = errors.noise_m**2 + errors.skin_m**2
    out = np.full((motion.n_frames, len(tree.coordinates)), np.nan)
    for part in response.gains(np.arange(len(tree.coordinates))):
        squared = np.einsum("tkmi,tkmi->tkm", part.gain, part.gain)
        out[part.frames] = np.sqrt(np.einsum("tkm,tm->tk", squared, variance[part.frames]))
    return out


def condition_number(
    motion: Motion,
    tree: KinematicTree,
    *,
    tasks: IKTasks | None = None,
    coordinates: Sequence[str] | None = None,
) -> FloatArray:
    """How far the markers are from leaving the posture undetermined, in every frame.

    Radians and metres are made comparable by measuring each coordinate by what it does to the
    markers alone (columns of √W·J scaled to length 1, within √F of the best scaling there is [1]_).
    The number is that matrix's ratio of largest to smallest singular value: 1 where every
    coordinate has markers to itself, infinite where some movement of the model moves no marker.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.
    coordinates : sequence of str, optional
        Judge these only, all others left free to follow (so that a twisted forearm says nothing of
        the pelvis); names that the fit held or that follow others are passed over.

    Returns
    -------
    ndarray, shape (T,)
        At least 1; NaN in frames without a solution, or where nothing is left to judge.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    ModelError
        If the model has no such coordinate.

    References
    ----------
    .. [1] van der Sluis A. Condition numbers and equilibration of matrices. Numer Math
       1969;14:14-23. https://doi.org/10.1007/BF02165096
    """
    response = MarkerResponse(motion, tree, tasks)
    names = tree.coordinates if coordinates is None else coordinates
    judged = np.isin(response.free, [tree.coordinate(name) for name in names])
    out = np.full(motion.n_frames, np.nan)
    if not judged.any():
        return out
    for start in range(0, len(response.solved), _CHUNK):
        frames = response.solved[start : start + _CHUNK]
        matrix = response.information(frames)[0]
        out[frames] = _condition(matrix, judged)
    return out


def spread(gain: FloatArray, variance: FloatArray) -> FloatArray:
    """``K S Kᵀ`` for errors that are independent and alike along all axes.

    Parameters
    ----------
    gain : ndarray, shape (t, K, M, 3)
        Response to marker displacements.
    variance : ndarray, shape (t, M)
        Of each marker along each axis, m².

    Returns
    -------
    ndarray, shape (t, K, K)
        Covariance of the coordinates.
    """
    flat = (*gain.shape[:2], -1)
    weighted = gain * variance[:, None, :, None]
    return np.matmul(weighted.reshape(flat), gain.reshape(flat).transpose(0, 2, 1))


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


def _scaled(matrix: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Matrix with unit diagonal, the scale (t, F) that made it so, and which rows hold nothing."""
    diagonal = np.einsum("tff->tf", matrix)
    usual = np.median(diagonal, axis=0)
    lost = diagonal <= _UNSEEN * np.maximum(usual, np.finfo(float).tiny)
    scale = np.where(lost, 0.0, 1.0 / np.sqrt(np.where(lost, 1.0, diagonal)))
    unit = matrix * scale[:, :, None] * scale[:, None, :]
    places = np.arange(matrix.shape[1])
    unit[:, places, places] = 1.0
    return unit, scale, lost


def _inverse(matrix: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Inverses, with zeros for coordinates that hold no information, and which those are."""
    unit, scale, lost = _scaled(matrix)
    places = np.arange(matrix.shape[1])
    unit[:, places, places] += _RIDGE
    inverse = np.linalg.inv(unit)
    return inverse * scale[:, :, None] * scale[:, None, :], lost


def _condition(matrix: FloatArray, judged: BoolArray) -> FloatArray:
    """Ratio of singular values of the judged columns, with the others projected out; (t,)."""
    unit, _, lost = _scaled(matrix)
    places = np.arange(matrix.shape[1])
    unit[:, places, places] += _RIDGE
    marginal = np.linalg.inv(unit)[:, judged][:, :, judged]
    low_high = np.linalg.eigvalsh(marginal)
    ratio = np.sqrt(low_high[:, -1] / np.maximum(low_high[:, 0], np.finfo(float).tiny))
    return np.where(lost[:, judged].any(axis=1), np.inf, ratio)
