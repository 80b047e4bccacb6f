"""Depths at which winks of known onset and size reach a limit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.depth import depth_axes
from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.measures.safe_depth import safe_depth, wink_over_depth
from opensim_wink.squat.settings import SquatSettings


def squats(figure, wink_deg, onset=0.6):
    time_s, level, _ = figure.squat_level(3, 1.2, 0.2)
    signals = figure.squatting(time_s, level, wink_deg=wink_deg, onset=onset).signals()
    return signals, find_repetitions(signals).accepted


def per_leg(signals, reps):
    return depth_axes(signals, reps[0].standing_height_m).depth_per_leg


@pytest.mark.parametrize("basis", ["worst repetition", "mean of repetitions"])
@pytest.mark.parametrize(("wink_deg", "error_deg"), [(20.0, 0.0), (20.0, 2.5), (8.0, 0.0)])
def test_the_limit_is_reached_where_the_wink_says(figure, basis, wink_deg, error_deg) -> None:
    signals, reps = squats(figure, wink_deg)
    depth = per_leg(signals, reps)
    over = wink_over_depth(depth, signals.posterior_pelvic_tilt_deg, reps, error_deg=error_deg)
    found = safe_depth(signals, reps, over, 5.0, basis=basis)
    # The wink grows straight from 0 at 0.6 of the depth to its size at 1.
    fraction = 0.6 + 0.4 * (5.0 - error_deg) / wink_deg
    assert found.outcome == "limited"
    assert found.basis == basis
    assert found.depth_fraction == pytest.approx(fraction, abs=0.015)
    assert found.depth_per_leg == pytest.approx(fraction * depth[reps[0].bottom], abs=0.006)
    seat_m = reps[0].standing_height_m - (found.depth_per_leg + 0.11) * signals.leg_length_m
    assert found.box_height_cm == pytest.approx(100 * seat_m, abs=1e-6)
    frame = reps[0].start + int(
        np.argmin(np.abs(depth[reps[0].start : reps[0].bottom] - found.depth_per_leg))
    )
    assert found.knee_flexion_deg == pytest.approx(signals.knee_flexion_deg[frame, 0], abs=1.5)


def test_no_limit_within_what_was_seen(figure) -> None:
    signals, reps = squats(figure, 3.0)
    depth = per_leg(signals, reps)
    over = wink_over_depth(depth, signals.posterior_pelvic_tilt_deg, reps)
    found = safe_depth(signals, reps, over, 5.0)
    assert found.outcome == "safe as deep as seen"
    assert found.depth_fraction == pytest.approx(1.0)
    assert found.depth_per_leg == pytest.approx(max(depth[rep.bottom] for rep in reps))
    low = safe_depth(signals, reps, over, 5.0, settings=SquatSettings(hip_above_seat_per_leg=0.0))
    assert low.box_height_cm - found.box_height_cm == pytest.approx(11 * signals.leg_length_m)


def test_an_error_above_the_limit_leaves_nothing(figure) -> None:
    signals, reps = squats(figure, 3.0)
    tilt = signals.posterior_pelvic_tilt_deg
    over = wink_over_depth(per_leg(signals, reps), tilt, reps, error_deg=6.0)
    found = safe_depth(signals, reps, over, 5.0)
    assert found.outcome == "nowhere safe"
    assert np.isnan(found.box_height_cm)
    blind = wink_over_depth(per_leg(signals, reps), np.full_like(tilt, np.nan), reps)
    assert safe_depth(signals, reps, blind, 5.0).outcome == "unknown"
    none = wink_over_depth(per_leg(signals, reps), tilt, [])
    assert safe_depth(signals, [], none, 5.0).outcome == "unknown"


def test_the_worst_repetition_decides(figure) -> None:
    signals, reps = squats(figure, 4.0)
    tilt = signals.posterior_pelvic_tilt_deg.copy()
    last = slice(reps[2].start, reps[2].end + 1)
    worse = squats(figure, 20.0)[0].posterior_pelvic_tilt_deg
    tilt[last] = worse[last]
    over = wink_over_depth(per_leg(signals, reps), tilt, reps)
    worst = safe_depth(signals, reps, over, 5.0)
    mean = safe_depth(signals, reps, over, 5.0, basis="mean of repetitions")
    assert worst.depth_fraction == pytest.approx(0.7, abs=0.015)
    # Mean wink at the bottom: (4 + 4 + 20) / 3.
    assert mean.depth_fraction == pytest.approx(0.6 + 0.4 * 5 * 3 / 28, abs=0.02)


def test_samples_give_the_bound(figure) -> None:
    signals, reps = squats(figure, 20.0)
    depth, tilt = per_leg(signals, reps), signals.posterior_pelvic_tilt_deg
    scale = np.linspace(0.5, 1.5, 201)[:, None]
    lowest = tilt.min()
    samples = (np.tile(depth, (201, 1)), scale * (tilt - lowest) + lowest)
    over = wink_over_depth(depth, tilt, reps, samples=samples)
    # Quantile 0.975 of 201 even scales, by the rule p·(n + 1).
    top = 0.5 + (0.975 * 202 - 1) / 200
    assert np.nanmax(over.high_deg) == pytest.approx(top * np.nanmax(over.wink_deg), rel=1e-3)
    found = safe_depth(signals, reps, over, 5.0)
    assert found.depth_fraction == pytest.approx(0.6 + 0.4 * 5 / (top * 20), abs=0.015)
    assert (over.mean_high_deg >= over.mean_deg)[np.isfinite(over.mean_deg)].all()


@given(offset_deg=st.floats(-30, 30), limit_deg=st.floats(1.0, 19.0))
def test_a_larger_limit_is_never_shallower(figure, offset_deg, limit_deg) -> None:
    signals, reps = figure_squats = squats_kept(figure)
    tilt = signals.posterior_pelvic_tilt_deg + offset_deg
    over = wink_over_depth(per_leg(*figure_squats), tilt, reps)
    here = safe_depth(signals, reps, over, limit_deg)
    more = safe_depth(signals, reps, over, limit_deg + 0.5)
    assert more.depth_per_leg >= here.depth_per_leg
    assert here.depth_fraction == pytest.approx(0.6 + 0.4 * limit_deg / 20, abs=0.015)


_KEPT: dict[str, tuple] = {}


def squats_kept(figure):
    """The same squats for every drawn example."""
    if "one" not in _KEPT:
        _KEPT["one"] = squats(figure, 20.0)
    return _KEPT["one"]


def test_a_shallow_repetition_says_nothing_of_the_depth(figure) -> None:
    signals, reps = squats(figure, 3.0)
    depth = per_leg(signals, reps)
    short = [replace(rep, bottom=rep.bottom - 40) for rep in reps[:1]]
    over = wink_over_depth(depth, signals.posterior_pelvic_tilt_deg, short)
    assert over.depth_per_leg[-1] <= depth[short[0].bottom]
    assert over.depth_per_leg[-1] > depth[short[0].bottom] - 0.002
