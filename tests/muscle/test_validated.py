"""Sideways limits of the packaged model's paths, measured anew on a coarse grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.arm_grid import LEAST_ARM_M
from opensim_wink.body.build import muscle_ranges, packaged_model_path, validated_ranges
from opensim_wink.body.muscle_groups import name_muscles
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.muscle.curves import FOLLOWED
from opensim_wink.muscle.guard import JUMP_M
from opensim_wink.muscle.solver import MuscleSolver
from opensim_wink.muscle.validated import HOLD, SLIPS_BEYOND, muscle_limits

ABOUT = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r")


@pytest.fixture(scope="module")
def packaged() -> Subject:
    return load_subject(packaged_model_path())


def followed(subject: Subject) -> list[str]:
    groups = [subject.profile.muscles.get(group, {}) for group in FOLLOWED]
    return [name for group in groups for name in group.get("r", ())]


def sideways(subject: Subject, name: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Limits of adduction and rotation that bind a muscle."""
    (limits,) = muscle_limits(subject, [name], [name[-1]])
    found = {limit.coordinate.name[:-2]: (limit.low_deg, limit.high_deg) for limit in limits}
    return found["hip_adduction"], found["hip_rotation"]


def laid(
    subject: Subject, names: list[str], *axes_deg: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lengths (F, A, R, K) and arms (F, A, R, K, 3) over a grid of hip postures."""
    posture = np.stack(np.meshgrid(*axes_deg, indexing="ij"), axis=-1)
    values = np.tile(subject.tree.default, (posture[..., 0].size, 1))
    columns = [subject.tree.coordinate(name) for name in ABOUT]
    values[:, columns] = np.deg2rad(posture.reshape(-1, 3))
    length, arm, _ = MuscleSolver(subject, names).lengths_and_arms(values, ABOUT)
    shape = posture.shape[:-1]
    return length.reshape(*shape, -1), arm.reshape(*shape, len(names), 3)


def worst_jump_m(length: np.ndarray, arm: np.ndarray, *axes_deg: np.ndarray) -> float:
    """Largest change of length between neighbours that the arms do not account for."""
    worst = 0.0
    for axis, angles in enumerate(axes_deg):
        r = np.moveaxis(arm[..., axis], axis, 0)
        slopes = np.stack([r[:-1], r[1:], (r[:-1] + r[1:]) / 2])
        step = np.deg2rad(np.diff(angles)).reshape(-1, *(1,) * (r.ndim - 1))
        change = np.diff(np.moveaxis(length, axis, 0), axis=0)
        worst = max(worst, float(np.abs(change + slopes * step).min(axis=0).max()))
    return worst


def test_every_path_that_is_followed_was_measured(packaged: Subject) -> None:
    stems = {name.removesuffix("_r") for name in followed(packaged)}
    assert stems == {*SLIPS_BEYOND, *HOLD}
    assert not set(SLIPS_BEYOND) & set(HOLD)


@pytest.mark.parametrize("stem", [*SLIPS_BEYOND, *HOLD])
def test_no_path_slips_within_its_limits(packaged: Subject, stem: str) -> None:
    name = f"{stem}_r"
    side, turn = sideways(packaged, name)
    axes = (
        np.linspace(0.0, muscle_ranges()[ABOUT[0]][1], 27),
        np.linspace(*side, 12),
        np.linspace(*turn, 9),
    )
    length, arm = laid(packaged, [name], *axes)
    assert worst_jump_m(length, arm, *axes) < JUMP_M
    (muscle,) = name_muscles([name])
    assert (muscle.row.action["hip_flexion"] * arm[..., 0]).min() > -LEAST_ARM_M


@pytest.mark.parametrize("stem", ["glmax1", "glmax2"])
def test_beyond_its_limits_the_upper_gluteus_slips(packaged: Subject, stem: str) -> None:
    ends = [validated_ranges()[name] for name in ABOUT[1:]]
    axes = (np.arange(0.0, 131.0, 5.0), *(np.arange(low, high + 1, 5.0) for low, high in ends))
    length, arm = laid(packaged, [f"{stem}_r"], *axes)
    assert worst_jump_m(length, arm, *axes) > 0.003
    assert arm[..., 0].max() > 0.0005  # an extensor that has become a flexor


def test_both_sides_are_bound_alike(packaged: Subject) -> None:
    for name in followed(packaged):
        assert sideways(packaged, name) == sideways(packaged, f"{name[:-2]}_l")


@pytest.mark.real
def test_in_a_squats_abduction_paths_are_the_published(packaged: Subject, shared: Path) -> None:
    """Down to 130° of flexion and 40° of abduction; the uppermost gluteus to 2.5 mm."""
    published = load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")
    names = followed(packaged)
    axes = (
        np.arange(0.0, 131.0, 10.0), np.arange(-40.0, 1.0, 10.0), np.array([-20.0, 0.0, 17.5]),
    )  # fmt: skip
    (own, own_arm), (theirs, their_arm) = (laid(s, names, *axes) for s in (packaged, published))
    turned = their_arm[..., 0] > 0.0  # the published path has slipped to the hip's front
    for k, name in enumerate(names):
        bound = 2.5e-3 if name == "glmax1_r" else 5e-5
        sound = ~turned[..., k] if name.startswith("glmax") else np.ones(turned.shape[:-1], bool)
        assert np.abs(own - theirs)[..., k][sound].max() < bound, name
        assert np.abs(own_arm - their_arm)[..., k, 0][sound].max() < 2 * bound, name
