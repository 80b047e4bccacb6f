"""Which solver follows the markers: the one on arrays, or OpenSim's own where arrays cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, listed
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
# Tighter than OpenSim's default by as much as its solver bears where a loop is closed: at 1e-7 it
# failed in one of seven frames, at 1e-6 in one of fifteen, at 1e-5 in none.
_ACCURACY = 1e-6

SolverName = Literal["arrays", "opensim"]


def solve_with(
    solver: SolverName,
    model_path: Path,
    tree: KinematicTree,
    trial: Trial,
    pairs: Mapping[str, str],
    tasks: IKTasks,
    *,
    progress: Callable[[int], None] | None = None,
) -> Motion:
    """Solve inverse kinematics with the chosen solver, or with OpenSim's where the model needs it.

    Parameters
    ----------
    solver : {"arrays", "opensim"}
        The solver that is wanted.
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
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Motion
        ``solver`` names the one that was used; where it is not the wanted one, a note says why.

    Raises
    ------
    LabelError
        If no marker is common to model, trial and tasks.
    MotionError
        If no frame has enough markers, or OpenSim can solve none.
    SettingError
        If a coordinate goal names no coordinate that can be solved for.
    """
    if solver == "arrays" and not tree.unsupported:
        return solve_inverse_kinematics(tree, trial, pairs, tasks, progress=progress)
    from opensim_wink.motion.opensim_solver import solve_with_opensim

    if solver == "opensim":
        return solve_with_opensim(model_path, tree, trial, pairs, tasks, progress=progress)
    start = _without_what_is_unsupported(tree, trial, pairs, tasks)
    motion = solve_with_opensim(
        model_path,
        tree,
        trial,
        pairs,
        tasks,
        accuracy=_ACCURACY,
        start=start,
        progress=progress,
    )
    note = (
        f"OpenSim's own solver followed the markers, since the model holds what the array solver "
        f"does not: {listed(tree.unsupported, 6)}."
    )
    return replace(motion, notes=(note, *motion.notes))


def _without_what_is_unsupported(
    tree: KinematicTree, trial: Trial, pairs: Mapping[str, str], tasks: IKTasks
) -> FloatArray | None:
    """Coordinates by markers alone, (T, C), near to what also obeys the rest of the model."""
    try:
        return solve_inverse_kinematics(replace(tree, unsupported=()), trial, pairs, tasks).values
    except MotionError:
        return None
