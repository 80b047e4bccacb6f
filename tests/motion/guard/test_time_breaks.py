"""Breaks in time: frames held, lost or joined, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import WinkError
from opensim_wink.motion.guard.time_breaks import (
    body_acceleration,
    held_frames,
    time_breaks,
)
from opensim_wink.samples import samples_folder
from opensim_wink.trial.read import read_trial

RATE_HZ = 100.0
BOTTOM = 300  # frame of the deepest posture


def dropping(
    rate_hz: float = RATE_HZ, descent_s: float = 1.0, noise_m: float = 0.0005, markers: int = 30
) -> np.ndarray:
    """Markers from the floor up that sink and rise once, those above by more; shape (T, M, 3)."""
    rng = np.random.default_rng(7)
    time_s = np.arange(round(6.0 * rate_hz)) / rate_hz
    phase = np.clip((time_s - 3.0) / descent_s, -1.0, 1.0)
    depth_m = 0.25 * (1.0 + np.cos(np.pi * phase))
    height = np.linspace(0.0, 1.7, markers)
    points = np.zeros((len(time_s), markers, 3))
    points[:, :, 1] = height - np.outer(depth_m, np.minimum(1.0, height))
    points[:, :, 0] = 0.3 * np.outer(depth_m, np.sin(height))
    return points + rng.normal(0.0, noise_m, points.shape)


def broken(points: np.ndarray, rate_hz: float = RATE_HZ) -> np.ndarray:
    return np.flatnonzero(time_breaks(body_acceleration(points, rate_hz), rate_hz))


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 250.0, 1000.0])
def test_the_shared_acceleration_is_that_of_the_body(rate_hz: float) -> None:
    time_s = np.arange(round(rate_hz)) / rate_hz
    fall = np.array([0.0, -4.9, 0.0])
    points = fall * time_s[:, None, None] ** 2 + np.arange(12.0).reshape(4, 3)
    found = body_acceleration(points, rate_hz)
    known = np.isfinite(found)
    np.testing.assert_allclose(found[known], 9.8, rtol=1e-6)
    assert known.sum() >= len(points) - 2 * np.ceil(0.01 * rate_hz)


@pytest.mark.parametrize("rate_hz", [50.0, 100.0, 250.0, 1000.0])
@pytest.mark.parametrize("lost_s", [0.4, 0.9])
def test_frames_cut_out_about_the_bottom_are_found(rate_hz: float, lost_s: float) -> None:
    points = dropping(rate_hz)
    half = round(lost_s / 2 * rate_hz)
    middle = round(3.0 * rate_hz)
    kept = np.delete(points, np.s_[middle - half : middle + half], axis=0)
    found = broken(kept, rate_hz)
    assert len(found)
    assert np.abs(found - (middle - half)).max() <= np.ceil(0.01 * rate_hz)


def test_frames_cut_out_of_the_descent_are_found() -> None:
    found = broken(np.delete(dropping(), np.s_[240:265], axis=0))
    assert set(found) <= {239, 240}
    assert len(found)


@given(
    descent_s=st.floats(0.25, 3.0),
    noise_mm=st.sampled_from([0.1, 1.0, 10.0, 25.0]),
    rate_hz=st.sampled_from([30.0, 100.0, 400.0, 1000.0]),
)
def test_fast_and_noisy_movements_are_no_breaks(
    descent_s: float, noise_mm: float, rate_hz: float
) -> None:
    points = dropping(rate_hz, descent_s, noise_mm / 1000)
    assert not len(broken(points, rate_hz))
    assert not held_frames(points, rate_hz).any()


def test_markers_that_jump_or_exchange_their_labels_are_no_break() -> None:
    points = dropping()
    points[280:320, [3, 20]] = points[280:320, [20, 3]]
    points[250:, 11] += 0.3
    points[260:290, 14:17] = np.nan
    assert not len(broken(points))


def test_few_markers_of_many_tell_nothing() -> None:
    points = dropping()
    points[285:315, 8:] = np.nan
    points[300:, :8] += 0.3
    assert not len(broken(points))


def test_too_short_a_trial_or_one_without_markers_has_none() -> None:
    for points in (np.zeros((2, 4, 3)), np.zeros((10, 0, 3)), np.full((10, 4, 3), np.nan)):
        assert not len(broken(points))
        assert not held_frames(points, RATE_HZ).any()


@pytest.mark.parametrize(("first", "stop"), [(BOTTOM - 45, BOTTOM + 40), (BOTTOM - 60, BOTTOM)])
def test_held_frames_are_found(first: int, stop: int) -> None:
    points = dropping()
    points[first:stop] = points[first - 1]
    np.testing.assert_array_equal(np.flatnonzero(held_frames(points, RATE_HZ)), range(first, stop))


def test_a_pause_in_standing_and_doubled_frames_are_not_held() -> None:
    points = dropping()
    points[:100] = points[100]  # padded before the person moves
    assert not held_frames(points, RATE_HZ).any()
    doubled = np.repeat(dropping(), 2, axis=0)  # 100 Hz written as 200 Hz
    assert not held_frames(doubled, 200.0).any()


def test_one_marker_that_moves_on_shows_that_time_went_on() -> None:
    points = dropping()
    moving = points[:, 29].copy()
    points[BOTTOM - 45 : BOTTOM + 40] = points[BOTTOM - 46]
    points[:, 29] = moving
    assert not held_frames(points, RATE_HZ).any()


@pytest.mark.parametrize("path", sorted(samples_folder().glob("*.c3d")), ids=lambda path: path.stem)
def test_quiet_on_the_samples(path: Path) -> None:
    trial = read_trial(path)
    assert not len(broken(trial.points_m, trial.rate_hz))
    assert not held_frames(trial.points_m, trial.rate_hz).any()
    assert np.nanmax(body_acceleration(trial.points_m, trial.rate_hz)) < 10.0


@pytest.mark.real
def test_quiet_on_every_real_recording(shared: Path) -> None:
    read = 0
    for path in sorted(shared.rglob("*.[ct][3r][dc]")):
        try:
            trial = read_trial(path)
        except WinkError:
            continue
        if trial.labels and trial.n_frames > 2:
            read += 1
            assert not len(broken(trial.points_m, trial.rate_hz)), path
            assert not held_frames(trial.points_m, trial.rate_hz).any(), path
    assert read >= 10
