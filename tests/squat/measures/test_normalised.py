"""Curves on common axes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.measures.normalised import normalised_curves, over_percent

TIMES = {
    "posterior_pelvic_tilt_deg", "lumbar_flexion_deg", "hip_flexion_deg", "knee_flexion_deg",
    "ankle_dorsiflexion_deg", "depth_fraction",
}  # fmt: skip


def three_squats(figure):
    time_s, level, _ = figure.squat_level(3, 1.0, 0.2)
    signals = figure.squatting(time_s, level, wink_deg=10.0).signals()
    return signals, find_repetitions(signals).accepted


def test_alike_repetitions_have_no_spread(figure) -> None:
    signals, reps = three_squats(figure)
    curves = normalised_curves(signals, reps)
    assert set(curves.over_time) == TIMES
    for kind in (curves.over_time, curves.over_depth):
        for found in kind.values():
            assert found.descent.shape == found.ascent.shape == (3, 101)
            for spread in found.sd():
                assert np.nanmax(spread) < 0.5
    depth = curves.over_time["depth_fraction"]
    assert depth.descent[:, [0, 100]] == pytest.approx(np.tile([0, 1], (3, 1)), abs=0.02)
    assert depth.ascent[:, [0, 100]] == pytest.approx(np.tile([1, 0], (3, 1)), abs=0.02)
    tilt = curves.over_depth["posterior_pelvic_tilt_deg"]
    expected = np.interp(curves.percent, [0, 75, 100], [0, -25, -15])
    for mean in tilt.mean():
        assert mean[3:] == pytest.approx(expected[3:], abs=0.3)


def test_mean_and_spread_of_known_curves(figure) -> None:
    signals, reps = three_squats(figure)
    raised = signals.lumbar_flexion_deg.copy()
    for number, rep in enumerate(reps):
        raised[rep.start : rep.end + 1] = 10.0 * number
    raised[reps[0].start - 10 : reps[0].start + 10] = np.nan
    found = normalised_curves(replace(signals, lumbar_flexion_deg=raised), reps)
    lumbar = found.over_time["lumbar_flexion_deg"]
    assert lumbar.mean()[0][50] == pytest.approx(10)
    assert lumbar.sd()[1][50] == pytest.approx(10)
    assert lumbar.mean()[0][0] == pytest.approx(15)  # the first is unsolved there
    one = normalised_curves(signals, reps[:1]).over_time["knee_flexion_deg"]
    assert np.isnan(one.sd()[0]).all()
    none = normalised_curves(signals, []).over_depth["hip_flexion_deg"]
    assert none.descent.shape == (0, 101)
    assert np.isnan(none.mean()[0]).all()


@given(shift_s=st.floats(-50, 500), every=st.integers(1, 4))
def test_neither_clock_nor_rate_matters(figure, shift_s, every) -> None:
    signals, reps = three_squats(figure)
    rep = reps[0]
    full = over_percent(signals.time_s, signals.hip_height_m, rep.start_s, rep.bottom_s)
    thin = over_percent(
        signals.time_s[::every] + shift_s,
        signals.hip_height_m[::every],
        rep.start_s + shift_s,
        rep.bottom_s + shift_s,
    )
    assert thin == pytest.approx(full, abs=2e-3, nan_ok=True)
    samples = np.stack([signals.hip_height_m, 2 * signals.hip_height_m])
    both = over_percent(signals.time_s, samples, rep.start_s, rep.bottom_s)
    assert both == pytest.approx(np.stack([full, 2 * full]))
