"""Loads as files for OpenSim's own tools: forces from outside, moments, muscles, joint reactions.

Frames in which a file's quantity is not known at all are left out of it, as they are of the motion;
single unknown cells say ``NaN``. OpenSim's tools interpolate over what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.motion import Motion
from opensim_wink.report.opensim_files.motion import solved_frames, write_motion
from opensim_wink.trial.filters import frame_rate, lowpass
from opensim_wink.trial.storage import Storage, write_storage

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_AXES = "xyz"
# Signs from our named directions to X, Y, Z of the frame they lie along: compression of the knee
# points down the shank, anterior shear of L5/S1 backward.
_SIGNS = {"l5s1": (-1.0, 1.0, 1.0), "hip": (1.0, 1.0, 1.0), "knee": (1.0, -1.0, 1.0)}


def write_load_files(
    folder: Path,
    stem: str,
    motion: Motion,
    tree: KinematicTree,
    loads: Loads,
    *,
    cutoff_hz: float,
) -> tuple[str, ...]:
    """Write all that OpenSim can take of the loads of a trial.

    Parameters
    ----------
    folder : Path
        Where ``<stem>_model.osim`` lies.
    stem : str
        The trial's name in file names.
    motion : Motion
        The coordinates as solved.
    tree : KinematicTree
        The model.
    loads : Loads
        What was found.
    cutoff_hz : float
        The filter that the loads rest on.

    Returns
    -------
    tuple of str
        Names of the files written.
    """
    if not loads.dynamics.known.any():
        return ()
    written = [f"{stem}_id.sto"]
    write_generalised_forces(folder / written[0], loads.dynamics, tree)
    smooth = filtered_motion(motion, tree, cutoff_hz)
    if np.isfinite(smooth.values).any():
        written.append(f"{stem}_id.mot")
        write_motion(folder / written[-1], smooth)
        forces = (*loads.ground.forces, *loads.carried)
        external = write_external_loads(folder, f"{stem}_external_loads", loads.time_s, forces)
        written += external
        written.append(f"{stem}_id_setup.xml")
        rows = smooth.time_s[solved_frames(smooth)]
        span = (float(rows[0]), float(rows[-1]))
        write_id_setup(folder / written[-1], stem, span, external=bool(external))
    if loads.muscles is not None and loads.muscles.solved.any():
        written += write_muscle_forces(folder, stem, loads.time_s, loads.muscles)
    if any(reaction.known.any() for reaction in loads.reactions.values()):
        written.append(f"{stem}_JointReaction_ReactionLoads.sto")
        write_reactions(folder / written[-1], loads.time_s, tuple(loads.reactions.values()))
    return tuple(written)


def filtered_motion(motion: Motion, tree: KinematicTree, cutoff_hz: float) -> Motion:
    """The coordinates that moments are computed from: low-passed, couplers met.

    Parameters
    ----------
    motion : Motion
        The coordinates as solved.
    tree : KinematicTree
        The model.
    cutoff_hz : float
        Cutoff of the zero-lag filter.

    Returns
    -------
    Motion
        Of all coordinates of the model.
    """
    values = lowpass(motion.values_of(tree), frame_rate(motion.time_s), cutoff_hz)
    values = tree.follow_couplers(values)
    return replace(
        motion,
        coordinates=tuple(tree.coordinates),
        rotational=np.asarray(tree.rotational),
        values=values,
    )


def write_external_loads(
    folder: Path, stem: str, time_s: FloatArray, forces: Sequence[AppliedForce]
) -> tuple[str, ...]:
    """Write forces from outside as OpenSim's external loads.

    Parameters
    ----------
    folder : Path
        Where to.
    stem : str
        ``<stem>.xml`` and ``<stem>.mot``.
    time_s : ndarray, shape (T,)
        Frame times.
    forces : sequence of AppliedForce
        Ground reactions by foot and what is carried. Frames in which one of them is not known are
        left out; the point of a force of zero is held from the frame before.

    Returns
    -------
    tuple of str
        Both file names; empty where there is no force, or no frame in which all are known.
    """
    rows = np.ones(len(time_s), bool)
    for force in forces:
        rows &= np.isfinite(force.wrench).all(axis=0)
    if not forces or not rows.any():
        return ()
    columns: list[str] = []
    blocks: list[FloatArray] = []
    root = ElementTree.Element("OpenSimDocument", Version="40000")
    listed = ElementTree.SubElement(root, "ExternalLoads", name=_identifier(stem))
    objects = ElementTree.SubElement(listed, "objects")
    for number, force in enumerate(forces, start=1):
        prefixes = (f"force_{number}_v", f"force_{number}_p", f"torque_{number}_")
        columns += [f"{prefix}{axis}" for prefix in prefixes for axis in _AXES]
        blocks += [force.force_n, _held(force.point_m), force.moment_nm]
        told = "estimated_" if force.estimated else ""
        name = f"{told}{_identifier(force.name)}_{number}"
        one = ElementTree.SubElement(objects, "ExternalForce", name=name)
        for tag, text in {
            "applied_to_body": force.body,
            "force_expressed_in_body": "ground",
            "point_expressed_in_body": "ground",
            "force_identifier": prefixes[0],
            "point_identifier": prefixes[1],
            "torque_identifier": prefixes[2],
        }.items():
            ElementTree.SubElement(one, tag).text = text
    ElementTree.SubElement(listed, "datafile").text = f"{stem}.mot"
    table = Storage("External loads", time_s[rows], tuple(columns), np.hstack(blocks)[rows], None)
    write_storage(folder / f"{stem}.mot", table)
    _write_xml(folder / f"{stem}.xml", root)
    return f"{stem}.mot", f"{stem}.xml"


def write_id_setup(path: Path, stem: str, span_s: tuple[float, float], *, external: bool) -> None:
    """Write a setup with which OpenSim's InverseDynamicsTool repeats the moments.

    The coordinates are filtered already, so the tool is told not to. Run it from inside the folder.

    Parameters
    ----------
    path : Path
        The ``.xml`` file, beside ``<stem>_model.osim`` and ``<stem>_id.mot``.
    stem : str
        The trial's name in file names.
    span_s : tuple of float
        First and last time.
    external : bool
        Whether ``<stem>_external_loads.xml`` is there.
    """
    root = ElementTree.Element("OpenSimDocument", Version="40000")
    tool = ElementTree.SubElement(root, "InverseDynamicsTool", name=stem)
    for tag, text in {
        "results_directory": ".",
        "model_file": f"{stem}_model.osim",
        "time_range": f"{span_s[0]!r} {span_s[1]!r}",
        "forces_to_exclude": "Muscles Actuators",
        "external_loads_file": f"{stem}_external_loads.xml" if external else "",
        "coordinates_file": f"{stem}_id.mot",
        "lowpass_cutoff_frequency_for_coordinates": "-1",
        "output_gen_force_file": f"{stem}_id_opensim.sto",
    }.items():
        ElementTree.SubElement(tool, tag).text = text
    _write_xml(path, root)


def write_generalised_forces(path: Path, dynamics: InverseDynamics, tree: KinematicTree) -> None:
    """Write generalised forces as OpenSim's InverseDynamicsTool names them.

    Parameters
    ----------
    path : Path
        The ``.sto`` file.
    dynamics : InverseDynamics
        Its ``force``: each coordinate by itself, couplers not passed on.
    tree : KinematicTree
        Tells which coordinates are angles: ``<name>_moment`` in N·m; the others are
        ``<name>_force`` in N.
    """
    angle = {name: bool(tree.rotational[tree.coordinate(name)]) for name in dynamics.coordinates}
    names = tuple(f"{name}_{'moment' if angle[name] else 'force'}" for name in angle)
    _write_rows(path, "Inverse Dynamics Generalized Forces", dynamics.time_s, names, dynamics.force)


def write_muscle_forces(
    folder: Path, stem: str, time_s: FloatArray, muscles: MuscleForces
) -> tuple[str, ...]:
    """Write activations and forces as OpenSim's static optimisation names them.

    Parameters
    ----------
    folder : Path
        Where to.
    stem : str
        The trial's name in file names.
    time_s : ndarray, shape (T,)
        Frame times.
    muscles : MuscleForces
        Forces are those along the tendon, resting fibres included; a column
        ``<coordinate>_reserve`` is a reserve's generalised force (N·m, N for translations).

    Returns
    -------
    tuple of str
        Both file names.
    """
    names = tuple(f"{stem}_StaticOptimization_{part}.sto" for part in ("activation", "force"))
    solved = muscles.solved[:, None]
    activation = np.where(solved, muscles.activation, np.nan)
    _write_rows(folder / names[0], "Static Optimization", time_s, muscles.muscles, activation)
    reserves = tuple(f"{name}_reserve" for name in muscles.coordinates)
    forces = np.where(solved, np.hstack([muscles.tension_n, muscles.reserve_nm]), np.nan)
    columns = (*muscles.muscles, *reserves)
    _write_rows(folder / names[1], "Static Optimization", time_s, columns, forces)
    return names


def write_reactions(path: Path, time_s: FloatArray, reactions: Sequence[JointReaction]) -> None:
    """Write joint contact forces as OpenSim's JointReaction analysis names and signs them.

    Parameters
    ----------
    path : Path
        The ``.sto`` file.
    time_s : ndarray, shape (T,)
        Frame times.
    reactions : sequence of JointReaction
        What to write: ``<joint>_on_<body>_in_<frame>_fx`` to ``_fz`` in N and ``_mx`` to ``_mz`` in
        N·m along X anterior, Y up and Z right of the pelvis (hips), the tibia (knees) or the disc
        (L5/S1); unknown where not to be believed.
    """
    columns: list[str] = []
    blocks: list[FloatArray] = []
    for reaction in reactions:
        kind = reaction.name.partition("_")[0]
        frame = {"l5s1": "l5s1_disc", "hip": reaction.by_body}.get(kind, reaction.on_body)
        head = f"{reaction.joint}_on_{reaction.on_body}_in_{frame}_"
        columns += [f"{head}{quantity}{axis}" for quantity in "fm" for axis in _AXES]
        known = reaction.known[:, None]
        blocks += [
            np.where(known, _SIGNS[kind] * values, np.nan)
            for values in (reaction.force_n, reaction.moment_nm)
        ]
    _write_rows(path, "Joint Reaction Loads", time_s, tuple(columns), np.hstack(blocks))


def _write_rows(
    path: Path, title: str, time_s: FloatArray, columns: tuple[str, ...], values: FloatArray
) -> None:
    """A table without the frames in which it tells nothing."""
    rows = np.isfinite(values).any(axis=1)
    write_storage(path, Storage(title, time_s[rows], columns, values[rows], False))


def _held(point: FloatArray) -> FloatArray:
    """Points without gaps: the last known one, before it the first, 0 where there is none."""
    known = np.isfinite(point).all(axis=1)
    if not known.any():
        return np.zeros_like(point)
    frames = np.where(known, np.arange(len(point)), -1)
    latest = np.maximum.accumulate(frames)
    latest[latest < 0] = int(np.flatnonzero(known)[0])
    return np.asarray(point[latest])


def _identifier(name: str) -> str:
    """A name that OpenSim takes for a component."""
    return re.sub(r"\W+", "_", name).strip("_") or "force"


def _write_xml(path: Path, root: ElementTree.Element) -> None:
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)
