"""Which of a model's coordinates the followed markers can move, and the solver of these."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.bounds import Bounds
from opensim_wink.motion.solver.levenberg import Solver
from opensim_wink.motion.solver.normal_equations import MarkerFit
from opensim_wink.motion.solver.solution import CoordinateGoals

BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


def solver_of(
    kinematics: Kinematics,
    markers: tuple[str, ...],
    tasks: IKTasks,
    tolerance: float,
    ranged: BoolArray,
) -> tuple[Solver, list[str]]:
    """A solver for all coordinates that the markers can move.

    Parameters
    ----------
    kinematics : Kinematics
        The model.
    markers : tuple of str
        Followed model markers, sorted by the joint that carries them.
    tasks : IKTasks
        Coordinate goals.
    tolerance : float
        When a frame has converged, rad or m.
    ranged : ndarray of bool, shape (C,)
        Coordinates that stay within the ranges that the model states.

    Returns
    -------
    solver : Solver
        Of the coordinates that are neither coupled nor locked nor idle.
    idle : list of str
        Coordinates that no marker moves; they keep the model's default.
    """
    tree = kinematics.tree
    dependent = {c.dependent for c in tree.couplers}
    free = np.array(
        [i for i in range(len(tree.coordinates)) if i not in dependent and not tree.locked[i]],
        dtype=np.intp,
    )
    moved = {int(c) for c in free[MarkerFit(kinematics, markers, free).observed]}
    moved |= {index for index, _, _ in coordinate_goals(tree, tasks)}
    used = np.array([c for c in free if int(c) in moved], dtype=np.intp)
    idle = [tree.coordinates[c] for c in free if int(c) not in moved]
    goals = goals_of(tree, used, tasks)
    bounds = None
    if ranged[used].any():
        bounds = Bounds(
            np.where(ranged, tree.low, -np.inf)[used], np.where(ranged, tree.high, np.inf)[used]
        )
    return Solver(kinematics, markers, used, tolerance=tolerance, goals=goals, bounds=bounds), idle


def goals_of(tree: KinematicTree, used: IndexArray, tasks: IKTasks) -> CoordinateGoals | None:
    """The tasks' coordinate goals, as a solver takes them.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    used : ndarray of int, shape (F,)
        Coordinates that are solved for, ascending.
    tasks : IKTasks
        What is followed.

    Returns
    -------
    CoordinateGoals or None
        As indices into ``used``; None where the tasks have none.
    """
    rows = coordinate_goals(tree, tasks)
    if not rows:
        return None
    index, goal, weight = (np.array(column) for column in zip(*rows, strict=True))
    return CoordinateGoals(np.searchsorted(used, index), goal, weight)
