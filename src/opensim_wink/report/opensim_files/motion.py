"""Files for OpenSim's own GUI and tools: motion, markers, forces, model and setup.

Frames that were not solved are left out of the motion and of the markers: OpenSim's GUI plays on
over the jump in time, and its inverse kinematics stops at a frame without markers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.landmarks import MarkerMatch
from opensim_wink.trial.storage import Storage, write_storage
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import GroundReaction, Trial

BoolArray = NDArray[np.bool_]

_ACCURACY = "1e-9"  # the tool's default of 1e-5 leaves errors of a degree
_COORDINATE = re.compile(rb"<Coordinate\b[^>]*>.*?</Coordinate>", re.DOTALL)
_CLAMPED = re.compile(rb"(<clamped>)[^<]*(</clamped>)")


def solved_frames(motion: Motion) -> BoolArray:
    """Frames in which every coordinate that was ever solved has a value.

    Parameters
    ----------
    motion : Motion
        The motion.

    Returns
    -------
    ndarray of bool, shape (T,)
        Frames that go into OpenSim's files.

    Raises
    ------
    MotionError
        If there is none.
    """
    known = np.isfinite(motion.values)
    solved = known[:, known.any(axis=0)].all(axis=1) if known.any() else np.zeros(0, bool)
    if not solved.any():
        raise MotionError(f"{motion.source or motion.name}: no frame of the motion was solved.")
    return np.asarray(solved)


def write_motion(path: Path, motion: Motion) -> None:
    """Write the coordinates with native names and signs, angles in degrees.

    Only what the model calls rotational is turned into degrees; translations and coordinates that
    drive couplers without being an angle keep their unit, as OpenSim writes them. Coordinates that
    were never solved, and frames that were not, are left out.

    Parameters
    ----------
    path : Path
        The ``.mot`` file.
    motion : Motion
        What to write; its times are kept.
    """
    rows = solved_frames(motion)
    columns = np.flatnonzero(np.isfinite(motion.values).any(axis=0))
    values = motion.values[np.ix_(np.flatnonzero(rows), columns)]
    angles = motion.rotational[columns]
    values = np.where(angles, np.rad2deg(values), values)
    names = tuple(motion.coordinates[index] for index in columns)
    write_storage(path, Storage("Coordinates", motion.time_s[rows], names, values, True))


def write_markers(
    path: Path, trial: Trial, motion: Motion, match: MarkerMatch, tree: KinematicTree
) -> None:
    """Write the turned and filled markers; those that the model followed bear its names.

    A label of the laboratory that would collide with a marker of the model gets ``_lab`` appended,
    so that OpenSim takes no marker for another.

    Parameters
    ----------
    path : Path
        The ``.trc`` file.
    trial : Trial
        Markers in OpenSim's axes.
    motion : Motion
        Which markers were followed and which frames were solved.
    match : MarkerMatch
        Which label of the trial each marker of the model followed.
    tree : KinematicTree
        The model.
    """
    names = {match.mapping[marker]: marker for marker in motion.markers}
    taken = set(names.values()) | set(tree.markers)
    labels = []
    for label in trial.labels:
        name = names.get(label, label)
        while label not in names and name in taken:
            name = f"{name}_lab"
        taken.add(name)
        labels.append(name)
    rows = solved_frames(motion)
    kept = replace(
        trial, labels=tuple(labels), time_s=trial.time_s[rows], points_m=trial.points_m[rows]
    )
    write_trc(path, kept)


def write_ground_reactions(folder: Path, stem: str, plates: tuple[GroundReaction, ...]) -> None:
    """Write force plates as OpenSim's ground reactions, one file for each clock among them.

    Parameters
    ----------
    folder : Path
        Where to.
    stem : str
        ``<stem>.mot``; further clocks get ``<stem>_2.mot`` and so on.
    plates : tuple of GroundReaction
        Force in N, centre of pressure in m (0 where a plate is not loaded), free moment in N·m.
    """
    clocks: list[tuple[NDArray[np.float64], list[tuple[int, GroundReaction]]]] = []
    for index, plate in enumerate(plates, start=1):
        if not len(plate.time_s):
            continue
        same = next((own for time, own in clocks if np.array_equal(time, plate.time_s)), None)
        if same is None:
            same = []
            clocks.append((plate.time_s, same))
        same.append((index, plate))
    for count, (time_s, own) in enumerate(clocks, start=1):
        columns: list[str] = []
        blocks = []
        for index, plate in own:
            for quantity in ("force_{}_v", "force_{}_p", "torque_{}_"):
                columns += [f"ground_{quantity.format(index)}{axis}" for axis in "xyz"]
            blocks += [plate.force_n, plate.cop_m, plate.free_moment_nm]
        values = np.nan_to_num(np.hstack(blocks), nan=0.0)
        path = folder / (f"{stem}.mot" if count == 1 else f"{stem}_{count}.mot")
        write_storage(path, Storage("Ground reactions", time_s, tuple(columns), values, None))


def write_model(path: Path, model: Path) -> None:
    """Copy a model with the clamps of its coordinates lifted, as it was solved.

    Parameters
    ----------
    path : Path
        The new ``.osim`` file.
    model : Path
        The model that was solved with; nothing else in it is changed.
    """
    # Not parsed: models in use hold names and comments that a strict XML reader refuses.
    path.write_bytes(
        _COORDINATE.sub(
            lambda found: _CLAMPED.sub(rb"\1false\2", found.group()), model.read_bytes()
        )
    )


def write_ik_setup(path: Path, stem: str, motion: Motion, tasks: IKTasks) -> None:
    """Write a setup with which OpenSim's InverseKinematicsTool repeats the motion.

    File names in it have no folder, so that a result can be moved. OpenSim 4.6 looks for the
    markers beside the setup but for the model in the working folder: run the tool from there.

    Parameters
    ----------
    path : Path
        The ``.xml`` file, beside ``<stem>_model.osim`` and ``<stem>.trc``.
    stem : str
        The trial's name in file names.
    motion : Motion
        Followed markers, their weights and the times.
    tasks : IKTasks
        Coordinate goals.
    """
    time_s = motion.time_s[solved_frames(motion)]
    root = ElementTree.Element("OpenSimDocument", Version="40000")
    tool = ElementTree.SubElement(root, "InverseKinematicsTool", name=stem)
    for tag, text in {
        "results_directory": ".",
        "model_file": f"{stem}_model.osim",
        "constraint_weight": "Inf",
        "accuracy": _ACCURACY,
        "time_range": f"{float(time_s[0])!r} {float(time_s[-1])!r}",
        "output_motion_file": f"{stem}_ik_opensim.mot",
        "report_errors": "true",
        "marker_file": f"{stem}.trc",
    }.items():
        ElementTree.SubElement(tool, tag).text = text
    objects = ElementTree.SubElement(
        ElementTree.SubElement(tool, "IKTaskSet", name="tasks"), "objects"
    )
    for marker, weight in zip(motion.markers, motion.weights.tolist(), strict=True):
        _task(objects, "IKMarkerTask", marker, weight)
    for coordinate, (goal, weight) in tasks.coordinate_goals.items():
        task = _task(objects, "IKCoordinateTask", coordinate, weight)
        kind = "default_value" if goal is None else "manual_value"
        ElementTree.SubElement(task, "value_type").text = kind
        if goal is not None:
            ElementTree.SubElement(task, "value").text = repr(float(goal))
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)


def _task(objects: ElementTree.Element, kind: str, name: str, weight: float) -> ElementTree.Element:
    task = ElementTree.SubElement(objects, kind, name=name)
    ElementTree.SubElement(task, "apply").text = "true"
    ElementTree.SubElement(task, "weight").text = repr(weight)
    return task
