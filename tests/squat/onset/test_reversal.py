"""The reversal found on curves of known onset."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.squat.onset.reversal import find_reversal

RATE_HZ = 100


def descent(onset=0.75, wink_deg=10.0, kind="sharp", fall_deg=30.0, seconds=2.0):
    """Time, depth and tilt of a squat with a second of ascent, and the index of the bottom."""
    time_s = np.arange(round((seconds + 1.0) * RATE_HZ) + 1) / RATE_HZ
    phase = np.minimum(time_s, 2 * seconds - time_s) / seconds
    depth = (1 - np.cos(np.pi * phase)) / 2
    past = np.maximum(0, depth - onset) / (1 - onset)
    fall = np.minimum(depth / (0.6 * onset if kind == "plateau" else onset), 1)
    if kind == "smooth":
        past, fall = past**2, np.sin(np.pi / 2 * fall)
    return time_s, depth, wink_deg * past - fall_deg * fall, round(seconds * RATE_HZ)


def noisy(tilt, sd_deg, trials, seed=0):
    """The tilt with noise that stays alike for 0.2 s, after a 6 Hz zero-lag filter."""
    from scipy.signal import butter, lfilter, sosfiltfilt

    kicks = np.random.default_rng(seed).standard_normal((trials, len(tilt) + 200))
    noise = lfilter([1], [1, -0.95], kicks * sd_deg * np.sqrt(1 - 0.95**2), axis=1)[:, 200:]
    return sosfiltfilt(butter(2, 6, fs=RATE_HZ, output="sos"), tilt + noise, axis=1)


@pytest.mark.parametrize("onset", [0.4, 0.6, 0.75, 0.9])
@pytest.mark.parametrize(("kind", "shape"), [("sharp", "vee"), ("smooth", "bowl")])
def test_clean_reversal(onset, kind, shape) -> None:
    time_s, depth, tilt, bottom = descent(onset, kind=kind)
    tilt = noisy(tilt, 0.0, 1)[0]
    found = find_reversal(time_s, depth, tilt, bottom)
    assert found.depth_fraction == pytest.approx(onset, abs=0.02)
    assert found.shape == shape
    assert np.interp(found.time_s, time_s[: bottom + 1], depth[: bottom + 1]) == pytest.approx(
        found.depth_fraction, abs=1e-3
    )


def test_end_of_a_plateau_is_the_onset() -> None:
    time_s, depth, tilt, bottom = descent(0.75, 10.0, "plateau")
    found = find_reversal(time_s, depth, noisy(tilt, 0.0, 1)[0], bottom)
    assert found.shape == "plateau"
    assert found.depth_fraction == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize(
    ("kind", "wink_deg", "bias", "spread"),
    [("sharp", 5.0, 0.015, 0.02), ("sharp", 10.0, 0.015, 0.015), ("smooth", 10.0, 0.03, 0.04)],
)
def test_bias_and_spread_under_noise(kind, wink_deg, bias, spread) -> None:
    time_s, depth, tilt, bottom = descent(0.75, wink_deg, kind)
    error = [
        find_reversal(time_s, depth, curve, bottom).depth_fraction - 0.75
        for curve in noisy(tilt, 0.7, 60)
    ]
    assert abs(np.mean(error)) <= bias
    assert np.std(error) <= spread


def test_better_than_the_lowest_sample_on_smooth_and_flat_reversals() -> None:
    for kind in ("smooth", "plateau"):
        time_s, depth, tilt, bottom = descent(0.75, 10.0, kind)
        curves = noisy(tilt, 0.7, 60)
        ours = [find_reversal(time_s, depth, c, bottom).depth_fraction for c in curves]
        lowest = depth[curves[:, : bottom + 1].argmin(axis=1)]
        rms = [np.sqrt(np.mean((np.array(x) - 0.75) ** 2)) for x in (ours, lowest)]
        assert rms[0] < 0.75 * rms[1], kind


def test_unsolved_frames_are_left_out() -> None:
    time_s, depth, tilt, bottom = descent()
    whole = find_reversal(time_s, depth, tilt, bottom)
    tilt[110:118] = np.nan
    depth[60:66] = np.nan
    found = find_reversal(time_s, depth, tilt, bottom)
    assert found.depth_fraction == pytest.approx(whole.depth_fraction, abs=0.01)
    tilt[:] = np.nan
    assert find_reversal(time_s, depth, tilt, bottom) is None


@pytest.mark.parametrize("fall_deg", [0.0, 20.0])
def test_a_tilt_that_never_turns_back_has_no_onset(fall_deg) -> None:
    time_s, depth, _, bottom = descent()
    assert find_reversal(time_s, depth, -fall_deg * depth, bottom) is None


def test_noise_alone_seldom_turns_back() -> None:
    time_s, depth, tilt, bottom = descent(wink_deg=0.0, fall_deg=0.0)
    found = [find_reversal(time_s, depth, c, bottom) for c in noisy(tilt, 0.7, 60)]
    assert sum(reversal is not None for reversal in found) <= 6


def test_a_curve_that_no_shape_explains_has_its_lowest_sample() -> None:
    time_s, depth, tilt, bottom = descent(0.6, 10.0, fall_deg=30.0)
    odd = tilt + 4.0 * np.sin(40 * depth) * (depth < 0.5)
    samples = odd + noisy(np.zeros_like(tilt), 0.1, 60)
    found = find_reversal(time_s, depth, odd, bottom, tilt_samples_deg=samples)
    assert found.shape == "lowest sample"
    assert found.depth_fraction == pytest.approx(depth[np.argmin(odd[: bottom + 1])], abs=0.01)


def test_samples_tell_the_noise() -> None:
    # A small turn that the assumed noise would hide, but not the one that the samples show.
    time_s, depth, tilt, bottom = descent(0.75, 1.0, fall_deg=5.0)
    curve = noisy(tilt, 0.02, 1)[0]
    samples = curve + noisy(np.zeros_like(tilt), 0.02, 60, seed=1)
    assert find_reversal(time_s, depth, curve, bottom) is None
    found = find_reversal(time_s, depth, curve, bottom, tilt_samples_deg=samples)
    assert found.depth_fraction == pytest.approx(0.75, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(
    shift_s=st.floats(-1e3, 1e3),
    offset_deg=st.floats(-60, 60),
    stretch=st.floats(0.5, 3.0),
    onset=st.floats(0.4, 0.9),
)
def test_invariances(shift_s, offset_deg, stretch, onset) -> None:
    time_s, depth, tilt, bottom = descent(onset)
    here = find_reversal(time_s, depth, tilt, bottom)
    there = find_reversal(time_s + shift_s, depth, tilt + offset_deg, bottom)
    assert there.depth_fraction == pytest.approx(here.depth_fraction, abs=1e-6)
    assert there.time_s - shift_s == pytest.approx(here.time_s, abs=1e-6)
    larger = find_reversal(time_s, depth, stretch * tilt, bottom)
    # A larger bend is fitted over fewer frames, so its place may move within the sampling.
    assert larger.depth_fraction == pytest.approx(here.depth_fraction, abs=0.015)


@pytest.mark.parametrize("rate_hz", [50, 120, 250])
def test_camera_rate_hardly_matters(rate_hz) -> None:
    time_s, depth, tilt, _ = descent()
    there = np.arange(round(time_s[-1] * rate_hz) + 1) / rate_hz
    found = find_reversal(
        there, np.interp(there, time_s, depth), np.interp(there, time_s, tilt), 2 * rate_hz
    )
    assert found.depth_fraction == pytest.approx(0.75, abs=0.01)
