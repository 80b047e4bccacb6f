from __future__ import annotations

import numpy as np
import pytest

from opensim_wink.errors import SettingError
from opensim_wink.muscle.regression import hawkins_hull_unverified


def test_standing_gives_the_intercept_and_the_bottom_a_longer_biceps() -> None:
    hip, knee = np.array([0.0, 110.0]), np.array([0.0, 120.0])
    length = hawkins_hull_unverified("biceps_femoris_long", hip, knee)
    np.testing.assert_allclose(length, [1.048, 1.048 + 2.09e-3 * 110 - 1.60e-3 * 120], rtol=1e-12)
    assert length[1] > length[0]


def test_it_shortens_the_semimembranosus_where_models_lengthen_it() -> None:
    start, bottom = hawkins_hull_unverified(
        "semimembranosus", np.array([0.0, 110.0]), np.array([0.0, 120.0])
    )
    assert bottom < start


def test_it_says_that_it_is_unverified_and_what_it_knows() -> None:
    assert "unverified" in (hawkins_hull_unverified.__doc__ or "")
    with pytest.raises(SettingError, match=r"'piriformis' .* it knows: biceps_femoris_long"):
        hawkins_hull_unverified("piriformis", np.zeros(1), np.zeros(1))
