"""Rigid fits against known motions, against SciPy, and with weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.trial.rigid import mean_shape, rigid_fits, width_m

SHAPE_M = np.array(
    [
        [0.09, 0.0, -0.12],
        [0.09, 0.0, 0.12],
        [-0.08, 0.02, -0.04],
        [-0.08, 0.02, 0.04],
        [-0.10, -0.04, 0.0],
    ]
)


def carried(shape_m: np.ndarray, n_frames: int, seed: int) -> np.ndarray:
    """A shape under random rotations and shifts, shape (T, K, 3)."""
    rng = np.random.default_rng(seed)
    rotation = Rotation.random(n_frames, rng=rng).as_matrix()
    shift = rng.normal(size=(n_frames, 3)) * 3.0
    return np.einsum("tij,kj->tki", rotation, shape_m) + shift[:, None]


@given(st.integers(0, 2**32 - 1), st.integers(3, 8), st.booleans())
@settings(max_examples=40, deadline=None)
def test_rigid_fits_find_the_motion(seed: int, count: int, weighted: bool) -> None:
    rng = np.random.default_rng(seed)
    shape = rng.normal(size=(count, 3))
    frames = carried(shape, 5, seed)
    weights = rng.uniform(0.5, 2.0, (5, count)) if weighted else None
    got, moved, residual = rigid_fits(shape, frames, weights)
    np.testing.assert_allclose(np.linalg.det(got), 1.0, atol=1e-12)
    np.testing.assert_allclose(residual, 0.0, atol=1e-10)
    np.testing.assert_allclose(np.einsum("tij,kj->tki", got, shape) + moved[:, None], frames,
                               atol=1e-10)  # fmt: skip


@pytest.mark.parametrize("weighted", [False, True])
def test_rigid_fits_agree_with_scipy_on_noisy_points(weighted: bool) -> None:
    rng = np.random.default_rng(5)
    frames = SHAPE_M + rng.normal(scale=0.02, size=(4, 5, 3))
    weights = rng.uniform(0.1, 5.0, (4, 5)) if weighted else np.ones((4, 5))
    rotation, shift, residual = rigid_fits(SHAPE_M, frames, weights if weighted else None)
    for at, (frame, share) in enumerate(zip(frames, weights, strict=True)):
        centre = np.average(SHAPE_M, axis=0, weights=share)
        middle = np.average(frame, axis=0, weights=share)
        expected, rssd = Rotation.align_vectors(frame - middle, SHAPE_M - centre, weights=share)
        np.testing.assert_allclose(rotation[at], expected.as_matrix(), atol=1e-9)
        np.testing.assert_allclose(rotation[at] @ centre + shift[at], middle, atol=1e-12)
        assert np.sqrt((share * residual[at] ** 2).sum()) == pytest.approx(rssd, abs=1e-9)


def test_a_point_without_weight_has_no_say() -> None:
    frames = carried(SHAPE_M, 6, 8)
    spoilt = frames.copy()
    spoilt[:, 4] += 10.0
    weights = np.ones((6, 5))
    weights[:, 4] = 0.0
    rotation, shift, residual = rigid_fits(SHAPE_M, spoilt, weights)
    expected = rigid_fits(SHAPE_M, frames)
    np.testing.assert_allclose(rotation, expected[0], atol=1e-12)
    np.testing.assert_allclose(shift, expected[1], atol=1e-12)
    np.testing.assert_allclose(residual[:, 4], 10.0 * np.sqrt(3.0), atol=1e-9)


def test_a_frame_without_any_weight_stays_finite() -> None:
    rotation, shift, _ = rigid_fits(SHAPE_M, SHAPE_M[None], np.zeros((1, 5)))
    np.testing.assert_allclose(np.abs(np.linalg.det(rotation)), 1.0)
    assert np.isfinite(shift).all()


def test_mean_shape_averages_noise_away() -> None:
    rng = np.random.default_rng(6)
    noisy = carried(SHAPE_M, 2000, 7) + rng.normal(scale=0.005, size=(2000, 5, 3))
    _, _, residual = rigid_fits(mean_shape(noisy), SHAPE_M[None])
    assert residual.max() < 0.0006
    assert width_m(np.array([[0.0, 0, 0], [1, 1, 1], [2, 2, 2]])) == pytest.approx(0.0, abs=1e-12)
