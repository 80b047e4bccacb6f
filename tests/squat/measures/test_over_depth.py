"""Curves over depth instead of time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.over_depth import DEPTH_GRID, over_depth


@pytest.mark.parametrize("phase", ["descent", "ascent"])
def test_a_function_of_depth_is_read_exactly(figure, phase) -> None:
    _, rep, depth = figure.one_squat()
    # Straight lines between frames lose little of a square.
    read = over_depth(depth, 30 * depth**2, rep, phase)
    assert read[2:] == pytest.approx(30 * DEPTH_GRID[2:] ** 2, abs=0.02)
    assert over_depth(depth, 5 - 7 * depth, rep, phase)[2:] == pytest.approx(
        5 - 7 * DEPTH_GRID[2:], abs=1e-9
    )


def test_the_two_halves_are_told_apart(figure) -> None:
    _, rep, depth = figure.one_squat()
    up = figure.going_up(depth.size, rep)
    values = np.where(up, 3.0, -1.0)
    assert (over_depth(depth, values, rep, "descent") == -1.0).all()
    assert over_depth(depth, values, rep, "ascent")[:-1] == pytest.approx(3.0)


@given(
    depth_scale=st.floats(0.2, 3.0),
    samples=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_samples_are_read_as_each_alone(figure, depth_scale, samples, seed) -> None:
    _, rep, depth = figure.one_squat()
    rng = np.random.default_rng(seed)
    many = depth_scale * depth + rng.normal(0, 0.01, (samples, depth.size))
    values = rng.normal(0, 5, (samples, depth.size))
    grid = depth_scale * DEPTH_GRID
    for phase in ("descent", "ascent"):
        together = over_depth(many, values, rep, phase, grid)
        alone = [over_depth(x, y, rep, phase, grid) for x, y in zip(many, values, strict=True)]
        np.testing.assert_allclose(together, alone, atol=1e-6)


def test_single_precision_is_enough_for_samples(figure) -> None:
    _, rep, depth = figure.one_squat()
    many = np.tile(depth, (200, 1))
    read = over_depth(many.astype(np.float32), (30 * many).astype(np.float32), rep, "descent")
    assert read[:, 3:] == pytest.approx(np.tile(30 * DEPTH_GRID[3:], (200, 1)), abs=1e-3)


def test_depths_that_were_not_reached(figure) -> None:
    _, rep, depth = figure.one_squat()
    read = over_depth(depth, depth, rep, "descent", np.array([-0.2, 0.5, 1.0, 1.01]))
    assert read == pytest.approx([np.nan, 0.5, 1.0, np.nan], nan_ok=True)
    held = over_depth(depth, depth, rep, "descent", np.array([1.01, 1.05]), held_below=0.02)
    assert held == pytest.approx([1.0, np.nan], nan_ok=True)


def test_holes(figure) -> None:
    _, rep, depth = figure.one_squat()
    values = 10 * depth
    few = (depth > 0.5) & (depth < 0.52)
    many = (depth > 0.7) & (depth < 0.8)
    values[few | many] = np.nan
    read = over_depth(depth, values, rep, "descent")
    assert read[51] == pytest.approx(5.1, abs=1e-6)
    assert np.isnan(read[73:79]).all()
    assert read[85] == pytest.approx(8.5, abs=1e-6)
    assert np.isnan(over_depth(depth, np.full_like(depth, np.nan), rep, "descent")).all()


def test_a_stop_on_the_way_is_passed_once(figure) -> None:
    time_s, level, _ = figure.squat_level(1, 2.0, 0.2)
    from opensim_wink.squat.depth import depth_share
    from opensim_wink.squat.finding.repetitions import find_repetitions

    signals = figure.squatting(time_s, level).signals()
    rep = find_repetitions(signals).accepted[0]
    depth = depth_share(signals.hip_height_m, rep)
    # Back up by a little half-way down: depth 0.5 is reached twice, the angle 10 and then 20.
    first = int(np.flatnonzero(depth > 0.5)[0])
    bounced = np.concatenate([depth[:first], depth[first - 20 : first][::-1], depth[first - 20 :]])
    values = np.concatenate([np.full(first, 10.0), np.full(bounced.size - first, 20.0)])
    from dataclasses import replace

    moved = replace(rep, bottom=rep.bottom + 40, end=rep.end + 40)
    read = over_depth(bounced, values, moved, "descent")
    assert read[45] == 10.0
    assert read[55] == 20.0
