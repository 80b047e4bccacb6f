"""Inverse kinematics of a trial: from measured markers to the model's coordinates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import LabelError, ModelError, MotionError, counted, listed
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.solver.branches import settle_triples
from opensim_wink.motion.solver.free_coordinates import solver_of
from opensim_wink.motion.solver.levenberg import Solver
from opensim_wink.motion.solver.solution import Solution
from opensim_wink.motion.solver.stages import solve_frames
from opensim_wink.motion.solver.turns import nearest_turn
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_LEAST_MARKERS = 3  # fewer leave a body free to turn


def follow_markers(
    tree: KinematicTree, trial: Trial, pairs: Mapping[str, str], tasks: IKTasks
) -> tuple[tuple[str, ...], FloatArray, FloatArray]:
    """Collect what the fit follows: markers with a weight, in the model and in the trial.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    trial : Trial
        The trial, turned to OpenSim's axes.
    pairs : mapping of str to str
        Model marker → trial label.
    tasks : IKTasks
        Weights by model marker.

    Returns
    -------
    markers : tuple of str
        Followed model markers, length M.
    targets : ndarray, shape (M, 3, T)
        Their measured positions, m; NaN where not seen.
    weights : ndarray, shape (M,)
        Their weights.

    Raises
    ------
    LabelError
        If no marker is common to the model, the trial and the tasks.
    """
    column = {label: i for i, label in enumerate(trial.labels)}
    markers = tuple(
        name
        for name in tree.markers
        if tasks.marker_weights.get(name, 0.0) > 0 and pairs.get(name) in column
    )
    if not markers:
        raise LabelError(
            f"{trial.source or trial.name}: no marker in common with the model: the trial has "
            f"{listed(trial.labels)}; the model has {listed(tree.markers)}; give a label map "
            "(--labels) or a model that carries these markers."
        )
    targets = trial.points_m[:, [column[pairs[name]] for name in markers]].transpose(1, 2, 0)
    return markers, targets, np.array([tasks.marker_weights[name] for name in markers])


def solve_inverse_kinematics(
    tree: KinematicTree,
    trial: Trial,
    pairs: Mapping[str, str],
    tasks: IKTasks,
    *,
    tolerance: float = 1e-7,
    progress: Callable[[int], None] | None = None,
    bounds: bool = False,
) -> Motion:
    """Coordinates that bring the model's markers closest to the measured ones, in every frame.

    Minimises the weighted sum of squared marker distances by Levenberg–Marquardt on all frames at
    once, with couplers substituted and locked coordinates held at their defaults.

    Parameters
    ----------
    tree : KinematicTree
        The scaled model.
    trial : Trial
        The trial, turned to OpenSim's axes.
    pairs : mapping of str to str
        Model marker → trial label.
    tasks : IKTasks
        Marker weights and coordinate goals.
    tolerance : float
        A frame has converged when what is left to go falls below this, rad or m.
    progress : callable, optional
        Called with the number of frames just solved.
    bounds : bool
        Whether coordinates stay within the ranges that the model states, as OpenSim's own tool
        keeps clamped ones. Where the body goes farther, other joints bend instead, so the default
        is no. Of coupled coordinates only those that lead are kept.

    Returns
    -------
    Motion
        NaN in frames where the visible markers do not determine the posture, with a note.

    Raises
    ------
    ModelError
        If the model holds what the tree does not.
    LabelError
        If no marker is common to model, trial and tasks.
    MotionError
        If no frame has enough markers.
    SettingError
        If a coordinate goal names no coordinate that can be solved for.
    """
    return solve_batch(
        tree, [trial], pairs, tasks, tolerance=tolerance, progress=progress, bounds=bounds
    )[0]


def solve_batch(
    tree: KinematicTree,
    trials: Sequence[Trial],
    pairs: Mapping[str, str],
    tasks: IKTasks,
    *,
    tolerance: float = 1e-7,
    progress: Callable[[int], None] | None = None,
    bounds: bool = False,
) -> list[Motion]:
    """Inverse kinematics of several trials of one model at once, faster than one by one.

    Parameters
    ----------
    tree : KinematicTree
        The scaled model.
    trials : sequence of Trial
        The trials, turned to OpenSim's axes. They may hold different markers.
    pairs, tasks, tolerance, progress, bounds
        As in :func:`solve_inverse_kinematics`, for all trials.

    Returns
    -------
    list of Motion
        One for each trial, as :func:`solve_inverse_kinematics` gives it.

    Raises
    ------
    ModelError
        If the model holds what the tree does not.
    LabelError
        If a trial has no marker in common with model and tasks.
    MotionError
        If a trial has no frame with enough markers.
    SettingError
        If a coordinate goal names no coordinate that can be solved for.
    """
    if tree.unsupported:
        raise ModelError(
            f"the array solver cannot solve this model exactly: {listed(tree.unsupported, 6)}; "
            "solve it with OpenSim's own solver (--solver opensim)."
        )
    followed = [_Followed.of(tree, trial, pairs, tasks) for trial in trials]
    alike: dict[tuple[str, ...], list[int]] = {}
    for index, one in enumerate(followed):
        alike.setdefault(one.markers, []).append(index)
    motions: dict[int, Motion] = {}
    for indices in alike.values():
        problem = _Problem.of(tree, followed[indices[0]].markers, tasks, tolerance, bounds)
        for index, motion in zip(
            indices, problem.solve([followed[i] for i in indices], progress), strict=True
        ):
            motions[index] = motion
    return [motions[index] for index in range(len(trials))]


@dataclass(frozen=True, eq=False)
class _Followed:
    """A trial's followed markers and labels (M), where they were (M, 3, T), and their weights."""

    trial: Trial
    markers: tuple[str, ...]
    labels: tuple[str, ...]
    measured: FloatArray
    weight: FloatArray

    @classmethod
    def of(
        cls, tree: KinematicTree, trial: Trial, pairs: Mapping[str, str], tasks: IKTasks
    ) -> _Followed:
        markers, measured, weight = follow_markers(tree, trial, pairs, tasks)
        return cls(trial, markers, tuple(pairs[name] for name in markers), measured, weight)


@dataclass(frozen=True, eq=False)
class _Problem:
    """A solver for one set of markers, sorted by the joint that carries them."""

    kinematics: Kinematics
    solver: Solver
    order: IndexArray
    markers: tuple[str, ...]
    idle: list[str]
    fixed_turns: IndexArray
    held: IndexArray

    @classmethod
    def of(
        cls,
        tree: KinematicTree,
        markers: tuple[str, ...],
        tasks: IKTasks,
        tolerance: float,
        bounds: bool,
    ) -> _Problem:
        """Sort the markers and choose the coordinates that they can move."""
        kinematics = Kinematics(tree)
        node = [kinematics.body_node[int(tree.marker_body[tree.markers.index(m)])] for m in markers]
        order = np.argsort(node, kind="stable")
        by_node = tuple(markers[i] for i in order)
        ranged = (tree.high > tree.low) & bounds
        solver, idle = solver_of(kinematics, by_node, tasks, tolerance, ranged)
        fixed = np.flatnonzero(ranged)
        drawn = np.array([index for index, _, _ in coordinate_goals(tree, tasks)], dtype=np.intp)
        others = np.setdiff1d(np.arange(len(tree.coordinates)), solver.free)
        held = np.concatenate([fixed, drawn, others])
        return cls(kinematics, solver, order, by_node, idle, fixed, held)

    def solve(
        self, trials: Sequence[_Followed], progress: Callable[[int], None] | None
    ) -> list[Motion]:
        """Solve the frames of all trials together; one motion a trial."""
        usable = []
        for one in trials:
            seen = np.asarray(np.isfinite(one.measured).all(axis=1))
            determined = _determined(self.solver, seen)
            if not determined.any():
                raise MotionError(self._too_few(one, seen))
            usable.append(np.flatnonzero(determined))
        lengths = [len(frames) for frames in usable]
        if progress is not None:
            progress(sum(one.trial.n_frames for one in trials) - sum(lengths))
        ends = np.cumsum(lengths)
        measured = np.empty((len(self.markers), 3, ends[-1]))
        for one, frames, end in zip(trials, usable, ends, strict=True):
            for row, marker in enumerate(self.order):
                measured[row, :, end - len(frames) : end] = one.measured[marker][:, frames]
        weight = trials[0].weight[self.order]
        weights = weight[:, None] * np.isfinite(measured).all(axis=1)
        solution = solve_frames(
            self.kinematics,
            self.solver,
            self.markers,
            measured,
            weights,
            lengths=lengths,
            progress=progress,
        )
        return [
            self._as_motion(one, frames, solution.select(slice(end - len(frames), end)))
            for one, frames, end in zip(trials, usable, ends, strict=True)
        ]

    def _too_few(self, one: _Followed, seen: BoolArray) -> str:
        """Say what is lacking where no frame can be solved: labels, bodies, or sight."""
        tree, free = self.kinematics.tree, len(self.solver.free)
        most = int(seen.sum(axis=0).max()) if seen.size else 0
        needed = max(_LEAST_MARKERS, -(-free // 3))
        total = len(one.markers)
        begin = f"{one.trial.source or one.trial.name}: no frame has enough markers for this model"
        if total >= needed:
            return (
                f"{begin}: at most {most} of the {total} followed markers are seen together, "
                f"{needed} are needed for the {free} coordinates that they move."
            )
        on = {int(tree.marker_body[tree.markers.index(name)]) for name in one.markers}
        bare = dict.fromkeys(
            tree.bodies[body] for body in map(int, tree.marker_body) if body not in on
        )
        parts = [f"{begin}: only {listed(one.labels)} of the trial are followed, {needed} needed"]
        if bare:
            parts.append(f"no marker on {listed(bare, 8)}")
        others = [label for label in one.trial.labels if label not in one.labels]
        if others:
            parts.append(f"labels that were not understood or have no partner: {listed(others, 8)}")
        return f"{'; '.join(parts)}; name them in a label map (--labels)."

    def _as_motion(self, one: _Followed, frames: IndexArray, solution: Solution) -> Motion:
        tree, n_frames = self.kinematics.tree, one.trial.n_frames
        values = np.full((n_frames, len(tree.coordinates)), np.nan)
        settled = settle_triples(solution.values.T, self.kinematics, self.held)
        values[frames] = nearest_turn(settled, tree, self.fixed_turns)
        error = np.full((n_frames, len(one.markers)), np.nan)
        error[np.ix_(frames, self.order)] = solution.distance_m.T
        error[~np.isfinite(one.measured).all(axis=1).T] = np.nan
        cost = np.full(n_frames, np.nan)
        cost[frames] = np.nansum(one.weight * error[frames] ** 2, axis=1)
        converged = np.zeros(n_frames, dtype=bool)
        converged[frames] = solution.converged
        return Motion(
            name=one.trial.name,
            time_s=one.trial.time_s,
            coordinates=tree.coordinates,
            rotational=tree.rotational,
            values=values,
            markers=one.markers,
            marker_error_m=error,
            weights=one.weight,
            cost=cost,
            converged=converged,
            solver="arrays",
            source=one.trial.source,
            notes=_notes(n_frames, frames, converged, self.idle),
        )


def _notes(
    n_frames: int, frames: IndexArray, converged: BoolArray, idle: list[str]
) -> tuple[str, ...]:
    notes = []
    if len(frames) < n_frames:
        notes.append(
            f"{n_frames - len(frames)} of {n_frames} frames have too few markers to determine the "
            "posture and are left empty."
        )
    if not converged[frames].all():
        notes.append(f"{counted(int((~converged[frames]).sum()), 'frame')} did not converge.")
    if idle:
        notes.append(f"no followed marker moves {listed(idle)}: held at the model's default.")
    return tuple(notes)


def _determined(solver: Solver, seen: BoolArray) -> BoolArray:
    """Frames with at least three markers and at least as many measured numbers as unknowns."""
    count = seen.sum(axis=0)
    return np.asarray((count >= _LEAST_MARKERS) & (3 * count >= len(solver.free)))
