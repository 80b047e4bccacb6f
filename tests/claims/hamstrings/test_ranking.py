"""Where the stretch of a fibre ends, by its own passive curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.force_curves import ThelenFibre
from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.path_table import read_path_table
from opensim_wink.claims.hamstrings.ranking import end_of_stretch


def test_muscles_that_share_a_curve_end_alike_and_others_by_their_own() -> None:
    path = packaged_model_path()
    some = read_muscle_parameters(path, read_path_table(path).names[:3])
    shared = some.passive[0]
    stiff, soft = ThelenFibre(0.4, 4.0), ThelenFibre(0.7, 4.0)
    ends = end_of_stretch(replace(some, passive=(stiff, shared, soft)))
    np.testing.assert_allclose(ends[[0, 2]], [1.4, 1.7], atol=1e-9)
    again = end_of_stretch(replace(some, passive=(shared, soft, shared)))
    np.testing.assert_array_equal(again, ends[[1, 2, 1]])
