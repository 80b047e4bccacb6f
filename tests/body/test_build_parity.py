"""The packaged model against the published models that its numbers come from."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.builder.rows import MuscleRow
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import load_model
from opensim_wink.body.paths import path_lengths, path_moment_arms

pytestmark = pytest.mark.real

COORDINATES = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle")
MUSCLES = (
    *("bflh", "bfsh", "semimem", "semiten", "recfem", "glmax1", "glmax2", "glmax3"),
    *("glmed1", "glmed2", "glmed3", "glmin1", "glmin2", "glmin3"),
    *("addmagProx", "addmagMid", "addmagDist", "addmagIsch"),
)
# Where the published model's own paths jump across the bone and pull the wrong way.
JUMPS = {"glmax1": ("hip_flexion", -1), "glmax2": ("hip_flexion", -1), "recfem": ("knee_angle", -1)}
DEEP_DEG = ((0, 0), (60, 70), (90, 100), (110, 120), (120, 130), (90, 0))
DEEP_MM = {
    "bflh": (421.5, 447.7, 458.0, 460.1, 459.3, 508.9),
    "semimem": (413.1, 424.3, 430.0, 430.9, 430.3, 490.9),
    "semiten": (455.8, 465.8, 472.6, 474.3, 474.3, 550.1),
    "recfem": (512.7, 518.2, 508.3, 503.9, 504.4, 440.5),
    "addmagIsch": (339.3, 397.3, 425.6, 439.3, 444.1, 425.6),
    "glmax3": (218.9, 293.7, 320.6, 335.0, 341.2, 320.6),
    "piri": (138.1, 149.2, 153.0, 154.2, 154.4, 153.0),
}


@pytest.fixture(scope="module")
def ours() -> Any:
    return load_model(packaged_model_path())


@pytest.fixture(scope="module")
def published(shared: Path) -> Any:
    return load_model(shared / "models" / "RajagopalLaiUhlrich2023.osim")


@pytest.mark.parametrize("side", ["r", "l"])
def test_leg_muscles_match_the_published_model(ours: Any, published: Any, side: str) -> None:
    grid = np.deg2rad(
        list(itertools.product((-10, 30, 70, 110, 130), (-10, 0, 10), (-20, 0, 20), (0, 70, 140)))
    )
    names = [f"{name}_{side}" for name in COORDINATES]
    muscles = [f"{name}_{side}" for name in MUSCLES]
    length = path_lengths(ours, names, grid, muscles)
    arms = path_moment_arms(ours, names, grid, muscles, names)
    reference = path_lengths(published, names, grid, muscles)
    reference_arms = path_moment_arms(published, names, grid, muscles, names)
    sane = np.ones(length.shape, dtype=bool)
    for muscle, (about, sign) in JUMPS.items():
        k, c = MUSCLES.index(muscle), COORDINATES.index(about)
        sane[:, k] = sign * reference_arms[:, k, c] > 0
        assert (sign * arms[:, k, c] > 0).all()
    assert sane.mean() > 0.97
    assert np.abs(length / reference - 1)[sane].max() < 0.02
    gap = np.abs(arms - reference_arms)[sane]
    assert (gap <= np.maximum(0.005, 0.15 * np.abs(reference_arms[sane]))).all()
    assert not ((arms * reference_arms)[sane] < 0)[gap > 0.005].any()


def test_hamstring_table_from_standing_to_depth(ours: Any) -> None:
    muscles = [f"{name}_r" for name in DEEP_MM]
    lengths = path_lengths(ours, ["hip_flexion_r", "knee_angle_r"], np.deg2rad(DEEP_DEG), muscles)
    np.testing.assert_allclose(1000 * lengths.T, list(DEEP_MM.values()), atol=0.2)


def test_lumped_trunk_muscles_keep_the_force_and_leverage_of_their_fascicles(
    ours: Any, shared: Path
) -> None:
    fascicle_model = load_model(shared / "models" / "FBLSmodel.osim")
    extension = np.zeros((3, 2))
    grid = np.deg2rad([[0.0], [-30.0], [-60.0]])
    for row in read_table("muscles", MuscleRow):
        if row.region != "trunk":
            continue
        fascicles = [f"{name}_r" for name in row.lumped_from.split()]
        part = fascicle_model.getMuscles()
        force_n = np.array([part.get(name).getMaxIsometricForce() for name in fascicles])
        assert row.max_force_n == pytest.approx(force_n.sum(), abs=0.01)
        if "abdominis" in row.name or "oblique" in row.name:
            continue
        name = row.name.replace("*", "r")
        own = path_moment_arms(ours, ["lumbar_extension"], grid, [name], ["lumbar_extension"])
        theirs = path_moment_arms(
            fascicle_model, ["flex_extension"], grid, fascicles, ["flex_extension"]
        )
        extension[:, 0] += row.max_force_n * own[:, 0, 0]
        extension[:, 1] += theirs[:, :, 0] @ force_n
    np.testing.assert_allclose(extension[:, 0], extension[:, 1], rtol=0.10)
