"""What inverse kinematics is told to follow: marker weights and coordinate goals."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from xml.etree import ElementTree

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, SettingError, did_you_mean, listed


@dataclass(frozen=True)
class IKTasks:
    """Weights for markers, and goals for coordinates.

    Attributes
    ----------
    marker_weights : dict of str to float
        Model marker to weight; markers that are absent are not followed.
    coordinate_goals : dict of str to tuple of float or None, and float
        Coordinate to (goal, weight); the goal in radians or metres as in OpenSim's files, None for
        the model's default. As in OpenSim, the weight stands against the mean over the markers:
        the cost is ``Σ w·d² / Σ w + Σ weight·(q − goal)²``.
    source : Path or None
        The OpenSim setup they were read from.
    """

    marker_weights: dict[str, float]
    coordinate_goals: dict[str, tuple[float | None, float]] = field(default_factory=dict)
    source: Path | None = None


def read_ik_tasks(path: Path) -> IKTasks:
    """Read the task set of an OpenSim inverse kinematics setup.

    Parameters
    ----------
    path : Path
        An XML file with an ``IKTaskSet``: an InverseKinematicsTool setup or a task set of its own.

    Returns
    -------
    IKTasks
        Weights of the markers that are applied with a weight above 0, and coordinate goals.

    Raises
    ------
    MotionError
        If the file cannot be read, holds no marker task, or a weight is negative or no number.
    """
    if not path.is_file():
        raise MotionError(f"{path}: no such file; --ik-tasks wants an OpenSim IK setup (XML).")
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise MotionError(
            f"{path}: not XML ({error}); --ik-tasks wants an OpenSim IK setup."
        ) from error
    weights = {
        name: weight
        for task in root.iter("IKMarkerTask")
        for name, weight in [_weight(task, path)]
        if weight > 0
    }
    if not weights:
        raise MotionError(
            f"{path}: holds no IKMarkerTask with a weight above 0; "
            "--ik-tasks wants an OpenSim IK setup."
        )
    goals: dict[str, tuple[float | None, float]] = {}
    for task in root.iter("IKCoordinateTask"):
        name, weight = _weight(task, path)
        if weight <= 0:
            continue
        kind = (task.findtext("value_type") or "default_value").strip()
        if kind not in ("default_value", "manual_value"):
            raise MotionError(
                f"{path}: coordinate task '{name}' takes its goal from '{kind}'; "
                "default_value and manual_value are allowed."
            )
        text = (task.findtext("value") or "").strip()
        goals[name] = (_number(text, name, path) if kind == "manual_value" else None, weight)
    return IKTasks(weights, goals, path)


def coordinate_goals(tree: KinematicTree, tasks: IKTasks) -> list[tuple[int, float, float]]:
    """The goals of the coordinates that may move: locked and coupled ones have none.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    tasks : IKTasks
        What inverse kinematics is told to follow.

    Returns
    -------
    list of (int, float, float)
        Coordinate index, goal in rad or m, weight.

    Raises
    ------
    SettingError
        If a goal names no coordinate of the model.
    """
    dependent = {coupler.dependent for coupler in tree.couplers}
    found = []
    for name, (value, weight) in tasks.coordinate_goals.items():
        if name not in tree.coordinates:
            raise SettingError(
                f"the IK tasks draw coordinate '{name}', which is not in the model; it has: "
                f"{listed(tree.coordinates)}.{did_you_mean(name, tree.coordinates)}"
            )
        index = tree.coordinates.index(name)
        if not tree.locked[index] and index not in dependent:
            goal = float(tree.default[index]) if value is None else value
            found.append((index, goal, weight))
    return found


def _weight(task: ElementTree.Element, path: Path) -> tuple[str, float]:
    name = task.get("name") or ""
    if not name:
        raise MotionError(
            f"{path}: a {task.tag} has no name; name the marker or coordinate it is for."
        )
    if (task.findtext("apply") or "true").strip().lower() == "false":
        return name, 0.0
    weight = _number((task.findtext("weight") or "1").strip(), name, path)
    if weight < 0:
        raise MotionError(f"{path}: task '{name}' has weight {weight:g}; it must be 0 or more.")
    return name, weight


def _number(text: str, name: str, path: Path) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise MotionError(f"{path}: task '{name}' holds '{text}' where a finite number is needed.")
    return value
