from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.squat.guard.fast_descent import fast_descent_flags


def flags(took_s: float, cutoff_hz: float = 6.0):
    rep = SimpleNamespace(number=2, start=20, bottom=20 + round(200 * took_s), bottom_end=0)
    rep.bottom_end = rep.bottom + 4
    return rep, list(fast_descent_flags(rep, 3.0 + np.arange(800) / 200, cutoff_hz=cutoff_hz))


@pytest.mark.parametrize(
    ("took_s", "cutoff_hz", "blocks"),
    [(0.44, 6.0, False), (0.31, 6.0, False), (0.29, 6.0, True), (0.8, 3.0, False),
     (0.55, 3.0, True), (0.2, 12.0, False)],
)  # fmt: skip
def test_a_descent_that_the_low_pass_does_not_resolve(
    took_s: float, cutoff_hz: float, blocks: bool
) -> None:
    rep, (flag,) = flags(took_s, cutoff_hz)
    assert flag.blocks == blocks
    assert flag.value == pytest.approx(took_s)
    assert flag.value < flag.limit
    assert flag.reason.startswith(f"repetition 2: a descent in {took_s:.2f} s: check the frame")
    np.testing.assert_array_equal(np.flatnonzero(flag.frames), range(rep.start, rep.bottom_end + 1))


@pytest.mark.parametrize(("took_s", "cutoff_hz"), [(0.46, 6.0), (1.5, 6.0), (0.95, 3.0)])
def test_a_slower_one_is_not_spoken_of(took_s: float, cutoff_hz: float) -> None:
    assert not flags(took_s, cutoff_hz)[1]
