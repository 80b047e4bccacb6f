"""A motion that was solved elsewhere, read from a .mot or .sto file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, listed
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.storage import read_storage

MOTION_SUFFIXES = (".mot", ".sto")
_LARGEST_RADIANS = 8.0  # a whole turn and a bit: no joint of a squat goes farther


def read_motion(path: Path, tree: KinematicTree) -> Motion:
    """Read coordinates from an OpenSim motion file.

    Parameters
    ----------
    path : Path
        A ``.mot`` or ``.sto`` file with coordinate columns; native names and signs. Column paths
        such as ``/jointset/hip_r/hip_flexion_r/value`` are understood.
    tree : KinematicTree
        The model that the motion belongs to.

    Returns
    -------
    Motion
        Radians and metres; coordinates that the file lacks are left out. No marker errors.

    Raises
    ------
    TrialError
        If the file cannot be read.
    MotionError
        If no column is a coordinate of the model, or the angles' unit is neither stated nor plain.
    """
    storage = read_storage(path)
    columns = [_coordinate_name(column) for column in storage.columns]
    known = [name for name in tree.coordinates if name in columns]
    if not known:
        raise MotionError(
            f"{path}: no column is a coordinate of the model; the file has "
            f"{listed(storage.columns)}; the model has {listed(tree.coordinates)}."
        )
    values = storage.values[:, [columns.index(name) for name in known]].copy()
    rotational = np.array([tree.rotational[tree.coordinate(name)] for name in known], bool)
    notes = list(storage.notes)
    in_degrees = storage.in_degrees
    if in_degrees is None:
        angles = np.abs(values[:, rotational])
        largest = float(np.nanmax(angles)) if np.isfinite(angles).any() else 0.0
        in_degrees = largest > _LARGEST_RADIANS
        unit = "degrees" if in_degrees else "radians"
        notes.append(
            f"{path.name} does not say whether its angles are in degrees; the largest is "
            f"{largest:.3g}, so they are read as {unit}."
        )
    if in_degrees:
        values[:, rotational] = np.deg2rad(values[:, rotational])
    elif np.nanmax(np.abs(values[:, rotational]), initial=0.0) > _LARGEST_RADIANS:
        raise MotionError(
            f"{path}: the header says inDegrees=no, yet angles reach "
            f"{np.nanmax(np.abs(values[:, rotational])):.0f}; correct the header to inDegrees=yes."
        )
    n_frames = len(storage.time_s)
    coupled = {tree.coordinates[coupler.dependent] for coupler in tree.couplers}
    missing = [name for name in tree.coordinates if name not in known and name not in coupled]
    if missing:
        notes.append(f"{path.name} lacks {listed(missing)}: held at the model's default.")
    return Motion(
        name=path.stem,
        time_s=storage.time_s,
        coordinates=tuple(known),
        rotational=rotational,
        values=values,
        markers=(),
        marker_error_m=np.empty((n_frames, 0)),
        weights=np.empty(0),
        cost=np.full(n_frames, np.nan),
        converged=np.ones(n_frames, dtype=bool),
        solver="file",
        source=path,
        notes=tuple(notes),
    )


def _coordinate_name(column: str) -> str:
    parts = column.strip("/").split("/")
    return parts[-2] if len(parts) > 1 and parts[-1] == "value" else parts[-1]
