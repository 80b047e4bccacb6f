from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from load_making import COORDINATES, MUSCLES, make_loads, plate

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.load_tools import opensim_inverse_dynamics
from opensim_wink.body.masses import masses_of
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.results import Loads
from opensim_wink.motion.motion import Motion
from opensim_wink.report.opensim_files.loads import (
    filtered_motion,
    write_external_loads,
    write_generalised_forces,
    write_load_files,
    write_muscle_forces,
    write_reactions,
)
from opensim_wink.report.opensim_files.motion import write_model, write_motion
from opensim_wink.trial.storage import read_storage

DOWN = np.sin(np.linspace(0.0, np.pi, 101)) ** 2
GRAVITY_M_S2 = 9.80665


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(packaged_model_path())


@pytest.fixture
def loads() -> Loads:
    return make_loads(DOWN)


def still(subject: Subject, n_frames: int = 60) -> Motion:
    """The model at its defaults for a while."""
    tree = subject.tree
    values = np.tile(tree.default, (n_frames, 1))
    values[:, tree.coordinate("pelvis_ty")] = 0.9
    return Motion(
        name="still",
        time_s=np.arange(n_frames) / 100.0,
        coordinates=tuple(tree.coordinates),
        rotational=np.asarray(tree.rotational),
        values=values,
        markers=(),
        marker_error_m=np.zeros((n_frames, 0)),
        weights=np.zeros(0),
        cost=np.zeros(n_frames),
        converged=np.ones(n_frames, dtype=bool),
        solver="file",
    )


def written_forces(folder: Path) -> tuple[list[dict[str, str]], dict[str, np.ndarray]]:
    """The forces of an external loads file, and their columns by identifier."""
    root = ElementTree.parse(folder / "a.xml").getroot()
    datafile = root.findtext(".//datafile")
    assert datafile is not None
    table = read_storage(folder / datafile)
    found = [
        {"name": one.attrib["name"]} | {part.tag: part.text or "" for part in one}
        for one in root.iter("ExternalForce")
    ]
    columns = {
        one[key]: np.stack([table.column(one[key] + axis) for axis in "xyz"], axis=1)
        for one in found
        for key in ("force_identifier", "point_identifier", "torque_identifier")
    }
    return found, columns | {"time": table.time_s}


def test_external_loads_come_back_as_they_were(tmp_path: Path, loads: Loads) -> None:
    forces = loads.ground.forces
    assert write_external_loads(tmp_path, "a", loads.time_s, forces) == ("a.mot", "a.xml")
    found, columns = written_forces(tmp_path)
    assert [one["applied_to_body"] for one in found] == ["calcn_r", "calcn_l"]
    assert {one["force_expressed_in_body"] for one in found} == {"ground"}
    for one, force in zip(found, forces, strict=True):
        np.testing.assert_array_equal(columns[one["force_identifier"]], force.force_n)
        np.testing.assert_array_equal(columns[one["point_identifier"]], force.point_m)
        np.testing.assert_array_equal(columns[one["torque_identifier"]], force.moment_nm)
    np.testing.assert_array_equal(columns["time"], loads.time_s)


def test_an_unloaded_plate_keeps_its_point_and_unknown_frames_are_left_out(
    tmp_path: Path, loads: Loads
) -> None:
    right, left = loads.ground.forces
    right.point_m[:5], right.force_n[:5], right.moment_nm[:5] = np.nan, 0.0, 0.0
    left.force_n[50:53] = np.nan
    write_external_loads(tmp_path, "a", loads.time_s, (right, replace(left, estimated=True)))
    found, columns = written_forces(tmp_path)
    assert len(columns["time"]) == len(DOWN) - 3
    np.testing.assert_array_equal(
        columns[found[0]["point_identifier"]][:5], np.tile(right.point_m[5], (5, 1))
    )
    assert found[1]["name"].startswith("estimated_")
    assert all(np.isfinite(block).all() for block in columns.values())


def test_a_force_without_a_point_makes_no_file(tmp_path: Path) -> None:
    lost = plate("plate 1", "calcn_r", np.arange(3.0), 1.0)
    lost.point_m[:] = np.nan
    assert write_external_loads(tmp_path, "a", np.arange(3.0), (lost,)) == ()
    assert write_external_loads(tmp_path, "a", np.arange(3.0), ()) == ()
    assert list(tmp_path.iterdir()) == []


def test_generalised_forces_have_the_names_of_the_tool(
    tmp_path: Path, loads: Loads, subject: Subject
) -> None:
    names = tuple(n for n in COORDINATES if n in subject.tree.coordinates)
    columns = [COORDINATES.index(n) for n in names]
    force = loads.dynamics.force[:, columns]
    force[7] = np.nan
    of = replace(loads.dynamics, coordinates=names, force=force)
    write_generalised_forces(tmp_path / "id.sto", of, subject.tree)
    table = read_storage(tmp_path / "id.sto")
    assert {"hip_flexion_r_moment", "pelvis_ty_force", "pelvis_tilt_moment"} <= set(table.columns)
    np.testing.assert_array_equal(table.values, np.delete(force, 7, axis=0))


def test_muscles_are_told_where_they_were_solved(tmp_path: Path, loads: Loads) -> None:
    assert loads.muscles is not None
    loads.muscles.solved[3] = False
    names = write_muscle_forces(tmp_path, "t", loads.time_s, loads.muscles)
    activation, force = (read_storage(tmp_path / name) for name in names)
    assert activation.columns == MUSCLES
    assert len(activation.time_s) == len(DOWN) - 1
    kept = np.delete(loads.muscles.tension_n[:, 2], 3)
    np.testing.assert_array_equal(force.column("vaslat_r"), kept)
    reserve = np.delete(loads.muscles.reserve_nm[:, 1], 3)
    np.testing.assert_array_equal(force.column("lumbar_extension_reserve"), reserve)


def test_contact_forces_are_told_where_they_may_be_believed(tmp_path: Path, loads: Loads) -> None:
    hip = loads.reactions["hip_l"]
    hip.known[:4] = False
    write_reactions(tmp_path / "jr.sto", loads.time_s, tuple(loads.reactions.values()))
    table = read_storage(tmp_path / "jr.sto")
    assert len(table.columns) == 6 * len(loads.reactions)
    shown = table.column("hip_l_on_femur_l_in_pelvis_fy")
    assert np.isnan(shown[:4]).all()
    np.testing.assert_array_equal(shown[4:], hip.force_n[4:, 1])


def test_named_directions_become_axes_of_the_frame(tmp_path: Path, loads: Loads) -> None:
    write_reactions(tmp_path / "jr.sto", loads.time_s, tuple(loads.reactions.values()))
    table = read_storage(tmp_path / "jr.sto")
    knee, back = loads.reactions["knee_r"], loads.reactions["l5s1"]
    head = "walker_knee_r_on_tibia_r_in_tibia_r_"
    np.testing.assert_array_equal(table.column(f"{head}fy"), -knee.force_n[:, 1])  # up the shank
    np.testing.assert_array_equal(table.column(f"{head}mz"), knee.moment_nm[:, 2])
    head = "L5_S1_on_L5_in_l5s1_disc_"
    np.testing.assert_array_equal(table.column(f"{head}fx"), -back.force_n[:, 0])  # forward
    np.testing.assert_array_equal(table.column(f"{head}fy"), back.force_n[:, 1])


def test_nothing_is_written_of_an_unknown_motion(
    tmp_path: Path, loads: Loads, subject: Subject
) -> None:
    loads.dynamics.known[:] = False
    files = write_load_files(tmp_path, "t", still(subject), subject.tree, loads, cutoff_hz=6.0)
    assert files == ()
    assert list(tmp_path.iterdir()) == []


def bending(subject: Subject, n_frames: int = 120) -> Motion:
    """Knees, hips and back bend and come back, not quite alike on both sides."""
    tree, profile = subject.tree, subject.profile
    motion = still(subject, n_frames)
    wave = np.sin(np.linspace(0.0, np.pi, n_frames)) ** 2
    sizes = {side: (1.2, 1.4) if side == "r" else (1.1, 1.3) for side in ("r", "l")}
    for side, (hip, knee) in sizes.items():
        for part, size in ((profile.hip_flexion[side], hip), (profile.knee_flexion[side], knee)):
            motion.values[:, tree.coordinate(part.name)] += part.sign * size * wave
    for part in profile.lumbar_flexion:
        if part.name not in {tree.coordinates[c.dependent] for c in tree.couplers}:
            motion.values[:, tree.coordinate(part.name)] += part.sign * 0.3 * wave
    return motion


def run_exported_setup(folder: Path, setup: str) -> None:
    """As the documents tell a user to."""
    code = f"import opensim; opensim.InverseDynamicsTool('{setup}').run()"
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_opensim_repeats_our_moments_from_the_exported_setup(
    tmp_path: Path, subject: Subject, loads: Loads
) -> None:
    motion = bending(subject)
    dynamics = prepare_dynamics(subject, motion, cutoff_hz=6.0)
    forces = tuple(
        plate(f"plate under {body}", body, motion.time_s, side)
        for body, side in (("calcn_r", 1.0), ("calcn_l", -1.0))
    )
    ours = inverse_dynamics(dynamics, forces, dynamics.known)
    whole = replace(
        loads,
        time_s=motion.time_s,
        ground=replace(loads.ground, forces=forces),
        dynamics=ours,
        muscles=None,
        reactions={},
    )
    files = write_load_files(tmp_path, "t", motion, subject.tree, whole, cutoff_hz=6.0)
    assert set(files) == {
        "t_id.sto", "t_id.mot", "t_external_loads.mot", "t_external_loads.xml", "t_id_setup.xml",
    }  # fmt: skip
    write_model(tmp_path / "t_model.osim", subject.model_path)
    run_exported_setup(tmp_path, "t_id_setup.xml")
    given, theirs = read_storage(tmp_path / "t_id.sto"), read_storage(tmp_path / "t_id_opensim.sto")
    assert set(given.columns) == set(theirs.columns)
    np.testing.assert_allclose(given.time_s, theirs.time_s, atol=1e-9)
    inner = slice(5, -5)  # a spline's ends are nobody's: this motion starts with a jerk
    for name in given.columns:
        found, wanted = given.column(name)[inner], theirs.column(name)[inner]
        np.testing.assert_allclose(found, wanted, atol=0.5, err_msg=name)


def test_opensim_finds_the_weight_that_the_files_hold_up(tmp_path: Path, subject: Subject) -> None:
    motion = still(subject)
    weight = float(masses_of(subject.model_path).mass_kg.sum()) * GRAVITY_M_S2
    shape = (motion.n_frames, 3)
    push = AppliedForce(
        name="half of the weight",
        body="calcn_r",
        force_n=np.broadcast_to((0.0, weight / 2, 0.0), shape).copy(),
        point_m=np.zeros(shape),
        moment_nm=np.zeros(shape),
    )
    write_external_loads(tmp_path, "a", motion.time_s, (push,))
    write_motion(tmp_path / "m.mot", filtered_motion(motion, subject.tree, 6.0))
    found = opensim_inverse_dynamics(
        subject.model_path,
        tmp_path / "m.mot",
        tmp_path / "a.xml",
        start_s=float(motion.time_s[0]),
        end_s=float(motion.time_s[-1]),
    )
    np.testing.assert_allclose(found.column("pelvis_ty_force"), weight / 2, atol=0.01)
