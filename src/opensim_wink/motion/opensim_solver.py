"""OpenSim's own inverse kinematics: reference for the array solver, and stands in for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.inverse_kinematics import follow_markers
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.solver.root_pose import place_root
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

_LEAST_ACCURACY = 1.1e-5  # OpenSim's default, rounding allowed for


def solve_with_opensim(
    model_path: Path,
    tree: KinematicTree,
    trial: Trial,
    pairs: Mapping[str, str],
    tasks: IKTasks,
    *,
    accuracy: float = 1e-9,
    start: FloatArray | None = None,
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
    start : ndarray, shape (T, C), optional
        Coordinates that each frame begins with, rad or m; NaN where there are none. Else the first
        frame begins with the default posture, its root laid rigidly on the markers, and each
        further one with the frame before.
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Motion
        Coordinates of every frame that has three markers and could be solved; NaN elsewhere, with
        a note.

    Raises
    ------
    LabelError
        If no marker is common to model, trial and tasks.
    MotionError
        If no frame has three markers, or OpenSim can solve none.
    """
    markers, measured, weight = follow_markers(tree, trial, pairs, tasks)
    frames = np.flatnonzero(np.isfinite(measured).all(axis=1).sum(axis=0) >= 3)
    where = f"{trial.source or trial.name}"
    if not len(frames):
        raise MotionError(f"{where}: no frame has three followed markers.")
    values = np.full((trial.n_frames, len(tree.coordinates)), np.nan)
    error = np.full((trial.n_frames, len(markers)), np.nan)
    begin = _starts(tree, markers, measured, weight, frames, start)
    tracker = _Tracker(
        model_path,
        tree,
        trial,
        tasks,
        markers,
        measured,
        weight,
        begin,
        accuracy,
        afresh=start is not None,
    )
    if progress is not None:
        progress(trial.n_frames - len(frames))
    failure = ""
    for frame in frames:
        try:
            values[frame], error[frame] = tracker.solve(int(frame))
        except RuntimeError as caught:
            line = str(caught).strip().splitlines()[0]
            failure = f"{where}: OpenSim's solver failed at {trial.time_s[frame]:.3f} s: {line}"
        if progress is not None:
            progress(1)
    solved = np.isfinite(values).all(axis=1)
    if not solved.any():
        raise MotionError(failure)
    error[~np.isfinite(measured).all(axis=1).T] = np.nan
    cost = np.nansum(weight * error**2, axis=1)
    cost[~solved] = np.nan
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
        converged=solved,
        solver="opensim",
        source=trial.source,
        notes=_notes(
            accuracy, trial.n_frames, len(frames), int(solved.sum()), tracker.less_accurate
        ),
    )


def _notes(
    accuracy: float, n_frames: int, tried: int, solved: int, less_accurate: int
) -> tuple[str, ...]:
    """How the frames were solved, and how many were not."""
    notes = [f"solved by OpenSim's InverseKinematicsSolver at accuracy {accuracy:g}."]
    if tried < n_frames:
        notes.append(
            f"{n_frames - tried} of {n_frames} frames have fewer than three markers and are left "
            "empty."
        )
    if less_accurate:
        notes.append(f"{less_accurate} frames could only be solved less accurately.")
    if solved < tried:
        notes.append(f"OpenSim's solver failed in {tried - solved} frames, which are left empty.")
    return tuple(notes)


def _starts(
    tree: KinematicTree,
    markers: tuple[str, ...],
    measured: FloatArray,
    weight: FloatArray,
    frames: NDArray[np.intp],
    given: FloatArray | None,
) -> FloatArray:
    """Where each frame may begin, (T, C): as given, else by the root; NaN in unused frames.

    From the default pose OpenSim would end in a false minimum when the subject faces away from it.
    """
    seen = np.asarray(np.isfinite(measured[..., frames]).all(axis=1))
    targets = np.where(seen[:, None], measured[..., frames], 0.0)
    rest = np.tile(tree.default[:, None], (1, len(frames)))
    found = place_root(Kinematics(tree), rest, markers, targets, weight[:, None] * seen)
    starts = np.full((measured.shape[2], len(tree.coordinates)), np.nan)
    starts[frames] = tree.follow_couplers(found.T)
    if given is not None:
        known = np.isfinite(given).all(axis=1) & np.isfinite(starts).all(axis=1)
        starts[known] = given[known]
    return starts


class _Tracker:
    """OpenSim's solver over the frames of one trial, each starting from the one before.

    The first one, and any in which that fails, begins at its own start; so does every one if it is
    to begin afresh. Where OpenSim fails at the accuracy that is wanted it is asked for less.
    """

    def __init__(
        self,
        model_path: Path,
        tree: KinematicTree,
        trial: Trial,
        tasks: IKTasks,
        markers: tuple[str, ...],
        measured: FloatArray,
        weight: FloatArray,
        starts: FloatArray,
        accuracy: float,
        afresh: bool,
    ) -> None:
        osim = engine()
        self._markers, self._time_s = markers, trial.time_s
        self._starts, self._held = starts, tree.locked
        self._model = load_model(model_path)
        self._state = self._model.initSystem()
        weights = osim.SetMarkerWeights()
        for name, value in zip(markers, weight, strict=True):
            weights.cloneAndAppend(osim.MarkerWeight(name, float(value)))
        frames = np.flatnonzero(np.isfinite(starts).all(axis=1))
        table = _marker_table(osim, trial, frames, markers, measured)
        # Kept alive as long as the solver, which does not own them.
        self._references = (
            osim.MarkersReference(table, weights),
            _goal_references(osim, tree, tasks),
        )
        self._solver = osim.InverseKinematicsSolver(self._model, *self._references, float("inf"))
        self._accuracy, self._afresh = accuracy, afresh
        self.less_accurate, self._lowered = 0, False
        coordinates = self._model.getCoordinateSet()
        self._coordinates = [coordinates.get(i) for i in range(len(tree.coordinates))]
        self._column: list[int] = []
        self._last: FloatArray | None = None

    def solve(self, frame: int) -> tuple[FloatArray, FloatArray]:
        """Coordinates (C,) and distances of all markers (M,), NaN for those out of use."""
        self._state.setTime(float(self._time_s[frame]))
        if self._last is None or self._afresh or self._lowered:
            self._begin(frame)
        else:
            try:
                self._solver.track(self._state)
            except RuntimeError:
                self._begin(frame)
        self._last = np.array([c.getValue(self._state) for c in self._coordinates])
        found = engine().SimTKArrayDouble()
        self._solver.computeCurrentMarkerErrors(found)
        distances = np.full(len(self._markers), np.nan)
        distances[self._column] = [found.getElt(i) for i in range(len(self._column))]
        return self._last, distances

    def _begin(self, frame: int) -> None:
        accuracy = self._accuracy
        while True:
            try:
                self._assemble(frame, accuracy)
            except RuntimeError:
                accuracy *= 10
                if accuracy > _LEAST_ACCURACY:
                    self._last = None  # nothing is assembled to go on from
                    raise
            else:
                self.less_accurate += self._lowered
                return

    def _assemble(self, frame: int, accuracy: float) -> None:
        self._solver.setAccuracy(accuracy)  # also drops what was assembled: never track after it
        self._lowered = accuracy > self._accuracy
        self._set(self._starts[frame])
        self._solver.assemble(self._state)
        if not self._column:  # asking before the first assembly crashes
            used = range(self._solver.getNumMarkersInUse())
            names = [self._solver.getMarkerNameForIndex(i) for i in used]
            self._column = [self._markers.index(name) for name in names]
        self._solver.track(self._state)

    def _set(self, values: FloatArray) -> None:
        for coordinate, value, held in zip(self._coordinates, values, self._held, strict=True):
            if not held and not coordinate.isPrescribed(self._state):
                coordinate.setValue(self._state, float(value), False)


def _marker_table(
    osim: Any,
    trial: Trial,
    frames: NDArray[np.intp],
    markers: tuple[str, ...],
    measured: FloatArray,
) -> Any:
    table = osim.TimeSeriesTableVec3()
    labels = osim.StdVectorString()
    for name in markers:
        labels.append(name)
    table.setColumnLabels(labels)
    for k in frames:
        row = osim.RowVectorVec3(len(markers))
        for m in range(len(markers)):
            row[m] = osim.Vec3(*(float(x) for x in measured[m, :, k]))
        table.appendRow(float(trial.time_s[k]), row)
    table.addTableMetaDataString("DataRate", repr(float(trial.rate_hz)))
    table.addTableMetaDataString("Units", "m")
    return table


def _goal_references(osim: Any, tree: KinematicTree, tasks: IKTasks) -> Any:
    references = osim.SimTKArrayCoordinateReference()
    for index, goal, weight in coordinate_goals(tree, tasks):
        reference = osim.CoordinateReference(tree.coordinates[index], osim.Constant(goal))
        reference.setWeight(float(weight))
        references.push_back(reference)
    return references
