from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.motion.guard.pelvis_shape import displaced_point

# RASI, LASI, RPSI, LPSI and two crests of a pelvis; the first four span a plane.
PELVIS_M = np.array(
    [
        [0.02, 0.03, 0.12],
        [0.02, 0.03, -0.12],
        [-0.15, 0.03, 0.05],
        [-0.15, 0.03, -0.05],
        [-0.06, 0.09, 0.14],
        [-0.06, 0.09, -0.14],
    ]
)


def placed(points: np.ndarray, seed: int, n_frames: int = 7) -> np.ndarray:
    """The points in some places of a laboratory; (T, P, 3)."""
    rng = np.random.default_rng(seed)
    turns = Rotation.random(n_frames, rng=rng).as_matrix()
    shifts = rng.uniform(-2, 2, (n_frames, 1, 3))
    return np.einsum("tij,pj->tpi", turns, points) + shifts


@given(seed=st.integers(0, 10_000), count=st.integers(3, 6))
@settings(max_examples=30, deadline=None)
def test_a_rigid_pelvis_has_no_displaced_marker_wherever_it_is(seed: int, count: int) -> None:
    found = displaced_point(PELVIS_M[:count], placed(PELVIS_M[:count], seed))
    np.testing.assert_allclose(found.distance_mm, 0.0, atol=1e-6)


@given(
    seed=st.integers(0, 10_000),
    marker=st.integers(0, 5),
    size_mm=st.floats(10, 80),
)
@settings(max_examples=40, deadline=None)
def test_one_of_six_is_found_with_its_distance(seed: int, marker: int, size_mm: float) -> None:
    rng = np.random.default_rng(seed)
    direction = rng.normal(size=3)
    moved = PELVIS_M.copy()
    moved[marker] += 1e-3 * size_mm * direction / np.linalg.norm(direction)
    found = displaced_point(PELVIS_M, placed(moved, seed))
    np.testing.assert_array_equal(found.marker, marker)
    np.testing.assert_allclose(found.distance_mm, size_mm, rtol=1e-6)


@pytest.mark.parametrize("direction", np.vstack([np.eye(3), -np.eye(3)]))
@pytest.mark.parametrize("marker", range(4))
def test_one_of_four_shows_at_least_its_distance(marker: int, direction: np.ndarray) -> None:
    """Out of their plane, four points fit alike without any of them: the farthest is told."""
    moved = PELVIS_M[:4].copy()
    moved[marker] += 0.03 * direction
    found = displaced_point(PELVIS_M[:4], placed(moved, 3))
    assert (found.distance_mm > 28.0).all()


def test_three_markers_tell_by_their_distances() -> None:
    three = PELVIS_M[[0, 1, 2]]
    moved = three.copy()
    moved[2] += [-0.03, 0.0, 0.0]
    found = displaced_point(three, placed(moved, 1))
    change = np.linalg.norm(moved[2] - moved[:2], axis=1)
    change -= np.linalg.norm(three[2] - three[:2], axis=1)
    np.testing.assert_allclose(found.distance_mm, 1000 * change.max())
    np.testing.assert_array_equal(found.marker, 2)


def test_exchanged_labels_are_far_off() -> None:
    found = displaced_point(PELVIS_M[:4], placed(PELVIS_M[[1, 0, 2, 3]], 2))
    assert (found.distance_mm > 100.0).all()


def test_fewer_than_three_tell_nothing() -> None:
    points = placed(PELVIS_M, 5)
    points[1, 2:] = np.nan
    points[2, 3:] = np.nan
    found = displaced_point(PELVIS_M, points)
    assert np.isnan(found.distance_mm[1])
    assert found.marker[1] == -1
    assert found.distance_mm[2] == pytest.approx(0.0, abs=1e-6)
