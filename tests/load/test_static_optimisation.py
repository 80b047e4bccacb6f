from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from opensim_wink.errors import SettingError
from opensim_wink.load.static_optimisation import least_activations


def problem(seed: int, n_muscles: int, n_coordinates: int) -> tuple[np.ndarray, np.ndarray]:
    """Moments (1, A) that some activations within bounds do balance, and gains (1, K, A)."""
    rng = np.random.default_rng(seed)
    gain = rng.normal(0, 20, (1, n_muscles, n_coordinates))
    activation = rng.uniform(0, 1, (1, n_muscles)) ** 2
    return np.einsum("tk,tka->ta", activation, gain), gain


def test_two_equal_muscles_share_a_moment() -> None:
    found = least_activations(np.array([[30.0]]), np.full((1, 2, 1), 50.0), np.zeros(1))
    np.testing.assert_allclose(found.activation, [[0.3, 0.3]], atol=1e-12)
    np.testing.assert_array_equal(found.reserve_nm, [[0.0]])


def test_a_longer_arm_is_used_more() -> None:
    """Without bounds in reach the activations go with the arms."""
    found = least_activations(np.array([[20.0]]), np.array([[[40.0], [20.0]]]), np.zeros(1))
    np.testing.assert_allclose(found.activation, [[0.4, 0.2]], atol=1e-12)


def test_a_reserve_bears_what_the_muscles_cannot() -> None:
    found = least_activations(np.array([[130.0]]), np.full((1, 2, 1), 50.0), np.array([1.0]))
    np.testing.assert_allclose(found.activation, [[1.0, 1.0]], atol=1e-12)
    np.testing.assert_allclose(found.reserve_nm, [[30.0]], atol=1e-9)


def test_a_frame_that_nothing_can_balance_is_not_filled() -> None:
    needed = np.array([[130.0], [30.0], [np.nan]])
    found = least_activations(needed, np.full((3, 2, 1), 50.0), np.zeros(1))
    np.testing.assert_array_equal(found.solved, [False, True, False])
    assert np.isnan(found.activation[[0, 2]]).all()
    assert np.isnan(found.reserve_nm[[0, 2]]).all()
    unreached = least_activations(np.array([[1.0]]), np.zeros((1, 2, 1)), np.zeros(1))
    assert not unreached.solved.any()


@given(st.integers(0, 10_000), st.integers(3, 9), st.integers(1, 3))
@settings(max_examples=30)
def test_activations_are_those_of_another_solver(seed: int, n: int, n_coordinates: int) -> None:
    needed, gain = problem(seed, n, n_coordinates)
    found = least_activations(needed, gain, np.full(n_coordinates, 1.0), least=0.01)
    # With a reserve everywhere it is a least-squares problem with bounds.
    rows = np.concatenate([np.eye(n), gain[0].T])
    target = np.concatenate([np.zeros(n), needed[0]])
    other = lsq_linear(rows, target, (0.01, 1.0), method="bvls", tol=1e-14)
    np.testing.assert_allclose(found.activation[0], other.x, atol=1e-7)
    np.testing.assert_allclose(found.reserve_nm[0], needed[0] - other.x @ gain[0], atol=1e-6)


@given(st.integers(0, 10_000), st.integers(4, 60), st.integers(1, 8))
@settings(max_examples=40)
def test_solutions_meet_the_conditions_of_a_minimum(seed: int, n: int, n_coordinates: int) -> None:
    """With the multipliers that reserves give, inner activations rest and outer ones push out."""
    needed, gain = problem(seed, n, n_coordinates)
    optimal = np.full(n_coordinates, 2.0)
    found = least_activations(needed, gain, optimal)
    assert found.solved.all()
    activation, reserve = found.activation[0], found.reserve_nm[0]
    np.testing.assert_allclose(activation @ gain[0] + reserve, needed[0], atol=1e-9)
    multiplier = 2 * reserve / optimal**2  # of each balance, from the reserve's own condition
    slope = 2 * activation - gain[0] @ multiplier
    inner = (activation > 1e-9) & (activation < 1 - 1e-9)
    np.testing.assert_allclose(slope[inner], 0.0, atol=1e-5)
    assert (slope[activation <= 1e-9] >= -1e-5).all()
    assert (slope[activation >= 1 - 1e-9] <= 1e-5).all()


def test_shapes_and_settings_that_do_not_fit_are_named() -> None:
    needed, gain = problem(0, 4, 2)
    with pytest.raises(SettingError, match=r"moments have the shape \(1, 3\)"):
        least_activations(np.zeros((1, 3)), gain, np.ones(2))
    with pytest.raises(SettingError, match="for 2 coordinates"):
        least_activations(needed, gain, np.ones(3))
    with pytest.raises(SettingError, match="lower does not exceed"):
        least_activations(needed, gain, np.ones(2), least=0.5, most=0.4)
