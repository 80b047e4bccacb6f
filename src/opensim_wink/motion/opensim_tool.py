"""OpenSim's own inverse kinematics, as the reference that the array solver is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.inverse_kinematics import follow_markers
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]


def solve_with_opensim(
    model_path: Path,
    tree: KinematicTree,
    trial: Trial,
    pairs: Mapping[str, str],
    tasks: IKTasks,
    *,
    accuracy: float = 1e-9,
    progress: Callable[[int], None] | None = None,
) -> Motion:
    """Coordinates from OpenSim's InverseKinematicsSolver, frame after frame.

    Same problem as :func:`opensim_wink.motion.inverse_kinematics.solve_inverse_kinematics`: clamps
    lifted, couplers enforced, the same markers and weights.

    Parameters
    ----------
    model_path : Path
        The scaled model.
    tree : KinematicTree
        The same model's tree.
    trial : Trial
        The trial, turned to OpenSim's axes.
    pairs : mapping of str to str
        Model marker → trial label.
    tasks : IKTasks
        Marker weights and coordinate goals.
    accuracy : float
        OpenSim's accuracy; its default of 1e-5 leaves errors of a degree.
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Motion
        Coordinates of every frame that has three markers; NaN elsewhere.

    Raises
    ------
    LabelError
        If no marker is common to model, trial and tasks.
    MotionError
        If no frame has three markers, or OpenSim cannot assemble the model.
    """
    markers, measured, weight = follow_markers(tree, trial, pairs, tasks)
    frames = np.flatnonzero(np.isfinite(measured).all(axis=1).sum(axis=0) >= 3)
    if not len(frames):
        raise MotionError(f"{trial.source or trial.name}: no frame has three followed markers.")
    values = np.full((trial.n_frames, len(tree.coordinates)), np.nan)
    error = np.full((trial.n_frames, len(markers)), np.nan)
    reached = frames[0]
    try:
        for frame, row, distances in _track(
            model_path, tree, trial, tasks, markers, measured, weight, frames, accuracy
        ):
            reached = frame
            values[frame], error[frame] = row, distances
            if progress is not None:
                progress(1)
    except RuntimeError as failure:
        line = str(failure).strip().splitlines()[0]
        raise MotionError(
            f"{trial.source or trial.name}: OpenSim's solver stopped after "
            f"{trial.time_s[reached]:.3f} s: {line}"
        ) from failure
    error[~np.isfinite(measured).all(axis=1).T] = np.nan
    cost = np.nansum(weight * error**2, axis=1)
    cost[np.isnan(values).all(axis=1)] = np.nan
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
        converged=np.isfinite(cost),
        solver="opensim",
        source=trial.source,
        notes=(f"solved by OpenSim's InverseKinematicsSolver at accuracy {accuracy:g}.",),
    )


def _track(
    model_path: Path,
    tree: KinematicTree,
    trial: Trial,
    tasks: IKTasks,
    markers: tuple[str, ...],
    measured: FloatArray,
    weight: FloatArray,
    frames: NDArray[np.intp],
    accuracy: float,
) -> Iterator[tuple[int, list[float], FloatArray]]:
    """Frame, coordinates and marker distances, one frame after the other."""
    osim = engine()
    model = load_model(model_path)
    state = model.initSystem()
    table = _marker_table(osim, trial.time_s[frames], markers, measured[..., frames])
    weights = osim.SetMarkerWeights()
    for name, value in zip(markers, weight, strict=True):
        weights.cloneAndAppend(osim.MarkerWeight(name, float(value)))
    reference = osim.MarkersReference(table, weights)
    goals = _goal_references(osim, tree, tasks)
    solver = osim.InverseKinematicsSolver(model, reference, goals, float("inf"))
    solver.setAccuracy(accuracy)
    coordinates = [model.getCoordinateSet().get(i) for i in range(len(tree.coordinates))]
    column: list[int] = []
    for count, frame in enumerate(frames):
        state.setTime(float(trial.time_s[frame]))
        if count == 0:
            solver.assemble(state)
            in_use = range(solver.getNumMarkersInUse())  # crashes before the first assembly
            column = [markers.index(solver.getMarkerNameForIndex(i)) for i in in_use]
        solver.track(state)
        found = osim.SimTKArrayDouble()
        solver.computeCurrentMarkerErrors(found)
        distances = np.full(len(markers), np.nan)
        distances[column] = [found.getElt(i) for i in range(len(column))]
        yield int(frame), [c.getValue(state) for c in coordinates], distances


def _marker_table(
    osim: Any, time_s: FloatArray, markers: tuple[str, ...], measured: FloatArray
) -> Any:
    table = osim.TimeSeriesTableVec3()
    labels = osim.StdVectorString()
    for name in markers:
        labels.append(name)
    table.setColumnLabels(labels)
    for k, time in enumerate(time_s):
        row = osim.RowVectorVec3(len(markers))
        for m in range(len(markers)):
            row[m] = osim.Vec3(*(float(x) for x in measured[m, :, k]))
        table.appendRow(float(time), row)
    table.addTableMetaDataString("DataRate", repr(1.0 / float(np.diff(time_s).mean())))
    table.addTableMetaDataString("Units", "m")
    return table


def _goal_references(osim: Any, tree: KinematicTree, tasks: IKTasks) -> Any:
    references = osim.SimTKArrayCoordinateReference()
    for index, goal, weight in coordinate_goals(tree, tasks):
        reference = osim.CoordinateReference(tree.coordinates[index], osim.Constant(goal))
        reference.setWeight(float(weight))
        references.push_back(reference)
    return references
