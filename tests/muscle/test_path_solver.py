from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.engine import load_model
from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.paths import path_lengths
from opensim_wink.body.posing import Poser
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import ModelError
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.path_arms import excursion_arms, solve_paths
from opensim_wink.muscle.solver import MuscleSolver

MODELS = ("RajagopalLaiUhlrich2023", "Rajagopal2016", "gait2392_thelen2003muscle", "FBLSmodel")
# Over two cylinders OpenSim adds parts of two rounds; see the solver's docstring.
TWO_CYLINDERS = ("gasmed_r", "gasmed_l", "gaslat_r", "gaslat_l")


def postures(subject: Subject, count: int, seed: int = 3) -> np.ndarray:
    tree = subject.tree
    low = np.where(tree.rotational, np.maximum(tree.low, -0.5), tree.default)
    high = np.where(tree.rotational, np.minimum(tree.high, 2.0), tree.default)
    values = np.random.default_rng(seed).uniform(low, np.maximum(low, high), (count, len(low)))
    return tree.follow_couplers(values)


def test_every_frame_is_followed_once_whatever_it_runs_over(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    hip = np.linspace(-0.5, 2.0, 60)
    motion = posed(hip, hip)
    table = read_path_table(legs.model_path)
    found = solve_paths(
        Kinematics(legs.tree), [table.paths["glmax1_r"]], motion.values_of(legs.tree)
    )
    assert 0 < found.wrapped.sum() < 60
    assert np.isfinite(found.length_m).all()


def test_a_muscle_that_is_not_there_is_named(legs: Subject) -> None:
    with pytest.raises(ModelError, match=r"muscle 'semimen_r' .* Did you mean 'semimem_r'"):
        MuscleSolver(legs, ["semimen_r"])


def test_arms_about_a_coordinate_that_follows_another_are_refused(shared: Path) -> None:
    subject = load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")
    solver = MuscleSolver(subject, ["recfem_r"])
    with pytest.raises(ModelError, match="'knee_angle_r_beta' follows another"):
        solver.lengths_and_arms(subject.tree.default[None], ["knee_angle_r_beta"])


@pytest.mark.real
@pytest.mark.parametrize("name", MODELS)
def test_lengths_equal_opensims(shared: Path, name: str) -> None:
    path = shared / "models" / f"{name}.osim"
    subject, table = load_subject(path), read_path_table(path)
    values = postures(subject, 40)
    names = [n for n in table.paths if n not in TWO_CYLINDERS]
    found = MuscleSolver(subject, names).lengths(values)
    reference = path_lengths(load_model(path), subject.tree.coordinates, values, names)
    np.testing.assert_allclose(found, reference, atol=1e-9)


@pytest.mark.real
@pytest.mark.parametrize("name", MODELS)
def test_arms_by_contacts_equal_opensims(shared: Path, name: str) -> None:
    path = shared / "models" / f"{name}.osim"
    subject, table = load_subject(path), read_path_table(path)
    values = postures(subject, 2)
    profile = subject.profile
    about = [profile.hip_flexion["r"].name, profile.knee_flexion["r"].name]
    about += [part.name for part in profile.lumbar_flexion]
    names = [n for n in table.paths if n.endswith("_r") and n not in TWO_CYLINDERS][:60]
    found = solve_paths(Kinematics(subject.tree), [table.paths[n] for n in names], values, about)
    model = load_model(path)
    poser = Poser(model)
    coordinates, muscles = model.getCoordinateSet(), model.getMuscles()
    for row, arms in zip(values, found.contact_arm_m, strict=True):
        state = poser.pose(row)
        native = [
            [muscles.get(n).computeMomentArm(state, coordinates.get(a)) for a in about]
            for n in names
        ]
        np.testing.assert_allclose(arms, native, atol=1e-8)


@pytest.mark.real
def test_both_arms_agree_off_the_cylinders_and_differ_little_on_them(shared: Path) -> None:
    subject = load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")
    table = read_path_table(subject.model_path)
    angles = np.radians(np.linspace(0, 110, 23))
    values = np.tile(subject.tree.default, (len(angles), 1))
    for joint in ("hip_flexion_r", "knee_angle_r"):
        values[:, subject.tree.coordinate(joint)] = angles
    names = ["bflh_r", "semimem_r", "semiten_r", "recfem_r", "glmax2_r", "addmagIsch_r", "piri_r"]
    paths = [table.paths[n] for n in names]
    about = ["hip_flexion_r", "knee_angle_r"]
    kinematics = Kinematics(subject.tree)
    contact = solve_paths(kinematics, paths, values, about)
    slope = excursion_arms(kinematics, paths, values, about, contact)
    apart = np.abs(slope - contact.contact_arm_m)
    off = ~contact.wrapped
    np.testing.assert_array_equal(apart[off], 0.0)
    assert 0 < apart.max() < 2e-3


@pytest.mark.real
def test_a_muscle_round_an_ellipsoid_goes_by_the_engine(shared: Path) -> None:
    subject = load_subject(shared / "models" / "FBLSmodel.osim")
    table = read_path_table(subject.model_path)
    odd, plain = next(iter(table.others)), next(iter(table.paths))
    assert "WrapEllipsoid" in table.others[odd]
    solver = MuscleSolver(subject, [odd, plain])
    assert solver.by_engine == (odd,)
    values = postures(subject, 3)
    lengths, arms, _ = solver.lengths_and_arms(values, [subject.profile.lumbar_flexion[0].name])
    reference = path_lengths(
        load_model(subject.model_path), subject.tree.coordinates, values, [odd, plain]
    )
    np.testing.assert_allclose(lengths, reference, atol=1e-9)
    np.testing.assert_allclose(solver.lengths(values), reference, atol=1e-9)
    assert np.isfinite(arms).all()


@pytest.mark.real
def test_two_cylinders_are_summed_over_one_round(shared: Path) -> None:
    """The path is at least as long as the straight way over its contacts; OpenSim's is not."""
    subject = load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")
    values = subject.tree.default[None]
    ours = MuscleSolver(subject, ["gasmed_r"]).lengths(values)[0, 0]
    theirs = path_lengths(
        load_model(subject.model_path), subject.tree.coordinates, values, ["gasmed_r"]
    )[0, 0]
    assert 0.008 < ours - theirs < 0.010
