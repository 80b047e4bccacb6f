"""Runs of True against the definition, frame by frame."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.trial.runs import runs


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ([], []),
        ([False, False], []),
        ([True], [(0, 1)]),
        ([True, False, True, True, False, True], [(0, 1), (2, 4), (5, 6)]),
    ],
)
def test_runs_by_hand(mask: list[bool], expected: list[tuple[int, int]]) -> None:
    assert runs(np.array(mask, dtype=bool)) == expected


@given(st.lists(st.booleans(), max_size=60))
def test_runs_cover_what_is_true_and_never_touch(mask: list[bool]) -> None:
    found = runs(np.array(mask, dtype=bool))
    assert [frame for first, stop in found for frame in range(first, stop)] == [
        frame for frame, value in enumerate(mask) if value
    ]
    assert all(stop < after for (_, stop), (after, _) in pairwise(found))
