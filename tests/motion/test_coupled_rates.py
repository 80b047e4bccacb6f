from __future__ import annotations

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import load_subject
from opensim_wink.motion.coupled_rates import follow_coupled_rates


def test_rates_of_followers_are_those_of_their_angles() -> None:
    tree = load_subject(packaged_model_path()).tree
    assert len(tree.couplers) > 10
    rng = np.random.default_rng(3)
    followers = [coupler.dependent for coupler in tree.couplers]
    values = tree.follow_couplers(tree.default + rng.uniform(0.1, 0.5, (7, len(tree.coordinates))))
    rates = rng.normal(size=values.shape)
    found = follow_coupled_rates(tree, values, rates)
    leads = np.setdiff1d(np.arange(values.shape[1]), followers)
    np.testing.assert_array_equal(found[:, leads], rates[:, leads])
    step = 1e-6
    ends = [tree.follow_couplers(values + sign * step * found) for sign in (1, -1)]
    np.testing.assert_allclose(found, (ends[0] - ends[1]) / (2 * step), atol=1e-6)
    assert np.abs(found[:, followers]).max() > 0.1
