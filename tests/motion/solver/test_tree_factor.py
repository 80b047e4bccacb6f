from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.motion.solver.tree_factor import TreeFactor


@given(seed=st.integers(0, 10_000), size=st.integers(1, 9))
def test_solves_what_a_dense_solver_solves(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    pattern = rng.random((size, size)) > 0.6
    pattern |= pattern.T | np.eye(size, dtype=bool)
    matrices = rng.normal(size=(5, size, size)) * pattern
    matrices = matrices + matrices.transpose(0, 2, 1) + 4 * size * np.eye(size)
    right = rng.normal(size=(5, size))
    factor = TreeFactor(pattern)
    system = factor.pack(matrices.transpose(1, 2, 0), right.T)
    again, right_again = factor.unpack(system, pattern)
    np.testing.assert_array_equal(again, matrices.transpose(1, 2, 0))
    np.testing.assert_array_equal(right_again, right.T)
    found = factor.solve(system)
    expected = np.linalg.solve(matrices, right[:, :, None])[:, :, 0]
    np.testing.assert_allclose(found.T, expected, atol=1e-12)
