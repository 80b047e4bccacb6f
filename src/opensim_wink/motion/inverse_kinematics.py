"""Inverse kinematics of a trial: from measured markers to the model's coordinates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import LabelError, MotionError, listed
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.levenberg import CoordinateGoals, Solution, Solver
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.stages import solve_frames
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


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
) -> Motion:
    """Coordinates that bring the model's markers closest to the measured ones, in every frame.

    Minimises the weighted sum of squared marker distances by Levenberg–Marquardt on all frames at
    once, with clamps lifted, couplers substituted and locked coordinates held at their defaults.

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
        A frame has converged when its largest step falls below this, rad or m.
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Motion
        NaN in frames where the visible markers do not determine the posture, with a note.

    Raises
    ------
    LabelError
        If no marker is common to model, trial and tasks.
    MotionError
        If no frame has enough markers.
    SettingError
        If a coordinate goal names no coordinate that can be solved for.
    """
    markers, measured, weight = follow_markers(tree, trial, pairs, tasks)
    seen: BoolArray = np.asarray(np.isfinite(measured).all(axis=1))
    targets = np.where(seen[:, None], measured, 0.0)
    weights = weight[:, None] * seen
    kinematics = Kinematics(tree)
    solver, idle = _make_solver(kinematics, markers, tasks, tolerance)
    usable = _determined(solver, seen)
    if not usable.any():
        most = int(seen.sum(axis=0).max()) if seen.size else 0
        raise MotionError(
            f"{trial.source or trial.name}: no frame has enough markers for this model: at most "
            f"{most} of the {len(markers)} followed markers are seen together."
        )
    frames = np.flatnonzero(usable)
    if progress is not None:
        progress(trial.n_frames - len(frames))
    solution = solve_frames(
        kinematics, solver, markers, targets[..., frames], weights[:, frames], progress
    )
    return _as_motion(trial, tree, kinematics, markers, weight, measured, frames, solution, idle)


def _make_solver(
    kinematics: Kinematics, markers: tuple[str, ...], tasks: IKTasks, tolerance: float
) -> tuple[Solver, list[str]]:
    """A solver for all coordinates that the markers can move, and the names of those they can't."""
    tree = kinematics.tree
    dependent = {c.dependent for c in tree.couplers}
    free = np.array(
        [i for i in range(len(tree.coordinates)) if i not in dependent and not tree.locked[i]],
        dtype=np.intp,
    )
    everything = Solver(kinematics, markers, free)
    moved = {int(c) for c in everything.free[everything.fit.observed]}
    moved |= {index for index, _, _ in coordinate_goals(tree, tasks)}
    used = np.array([c for c in free if int(c) in moved], dtype=np.intp)
    idle = [tree.coordinates[c] for c in free if int(c) not in moved]
    goals = _goals(tree, used, tasks)
    return Solver(kinematics, markers, used, tolerance=tolerance, goals=goals), idle


def _goals(tree: KinematicTree, used: IndexArray, tasks: IKTasks) -> CoordinateGoals | None:
    """The tasks' goals, as indices into the coordinates that are solved for."""
    rows = coordinate_goals(tree, tasks)
    if not rows:
        return None
    index, goal, weight = (np.array(column) for column in zip(*rows, strict=True))
    return CoordinateGoals(np.searchsorted(used, index), goal, weight)


def _determined(solver: Solver, seen: BoolArray) -> BoolArray:
    """Frames with at least three markers and at least as many measured numbers as unknowns."""
    count = seen.sum(axis=0)
    return np.asarray((count >= 3) & (3 * count >= len(solver.free)))


def _as_motion(
    trial: Trial,
    tree: KinematicTree,
    kinematics: Kinematics,
    markers: tuple[str, ...],
    weight: FloatArray,
    measured: FloatArray,
    frames: IndexArray,
    solution: Solution,
    idle: list[str],
) -> Motion:
    n_frames = trial.n_frames
    values = np.full((n_frames, len(tree.coordinates)), np.nan)
    values[frames] = _nearest_turn(solution.values.T, tree)
    index = [tree.markers.index(name) for name in markers]
    error = np.full((n_frames, len(markers)), np.nan)
    modelled = kinematics.marker_positions(values[frames])[:, index]
    error[frames] = np.linalg.norm(measured.transpose(2, 0, 1)[frames] - modelled, axis=2)
    cost = np.full(n_frames, np.nan)
    cost[frames] = np.nansum(weight * error[frames] ** 2, axis=1)
    converged = np.zeros(n_frames, dtype=bool)
    converged[frames] = solution.converged
    notes = []
    if len(frames) < n_frames:
        notes.append(
            f"{n_frames - len(frames)} of {n_frames} frames have too few markers to determine the "
            "posture and are left empty."
        )
    if not converged[frames].all():
        notes.append(f"{int((~converged[frames]).sum())} frames did not converge.")
    if idle:
        notes.append(f"no followed marker moves {listed(idle)}: held at the model's default.")
    return Motion(
        name=trial.name,
        time_s=trial.time_s,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=values,
        markers=markers,
        marker_error_m=error,
        weights=weight,
        cost=cost,
        converged=converged,
        solver="arrays",
        source=trial.source,
        notes=tuple(notes),
    )


def _nearest_turn(values: FloatArray, tree: KinematicTree) -> FloatArray:
    """Free angles without jumps of whole turns, each near its default on the whole.

    Only coordinates that nothing but a plain rotation uses can be shifted by a turn.
    """
    out = values.copy()
    for index in _plain_angles(tree):
        angle = np.unwrap(out[:, index])
        turns = np.round((np.median(angle) - tree.default[index]) / (2 * np.pi))
        out[:, index] = angle - 2 * np.pi * turns
    return out


def _plain_angles(tree: KinematicTree) -> list[int]:
    from opensim_wink.body.functions import Linear

    uses: dict[int, list[bool]] = {}
    for joint in tree.joints:
        for axis in joint.axes:
            plain = (
                axis.rotation
                and isinstance(axis.function, Linear)
                and abs(axis.function.gradient) == 1.0
            )
            for coordinate in axis.coordinates:
                uses.setdefault(coordinate, []).append(plain)
    coupled = {c for coupler in tree.couplers for c in (coupler.dependent, *coupler.independents)}
    return [c for c, plain in uses.items() if all(plain) and c not in coupled]
