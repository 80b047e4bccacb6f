from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.muscle.cylinder import (
    INSIDE,
    MANDATORY,
    NO_WRAP,
    WRAPPED,
    Wrap,
    wrap_cylinder,
)

RADIUS, LENGTH = 0.03, 0.4


def at(*points: tuple[float, float, float]) -> np.ndarray:
    return np.array(points, dtype=float).T


def total(start: np.ndarray, end: np.ndarray, wrap: Wrap) -> np.ndarray:
    first = np.linalg.norm(wrap.first - start, axis=0)
    return first + wrap.arc_m + np.linalg.norm(end - wrap.second, axis=0)


def level_length(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Shortest way round a circle, from plane geometry."""
    a, b = np.hypot(*start[:2]), np.hypot(*end[:2])
    between = np.arccos(np.clip((start[:2] * end[:2]).sum(axis=0) / (a * b), -1, 1))
    arc = between - np.arccos(RADIUS / a) - np.arccos(RADIUS / b)
    return np.sqrt(a**2 - RADIUS**2) + np.sqrt(b**2 - RADIUS**2) + RADIUS * arc


polar = st.tuples(st.floats(0.035, 0.3), st.floats(-np.pi, np.pi))


def cuts(start: np.ndarray, end: np.ndarray) -> bool:
    way = end - start
    along = -(start[:2] * way[:2]).sum() / (way[:2] ** 2).sum()
    near = start + along * way
    return bool(0 < along < 1 and np.hypot(near[0, 0], near[1, 0]) < 0.999 * RADIUS)


@given(polar, polar)
def test_a_level_path_is_the_shortest_way_round_a_circle(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    start, end = (at((r * np.cos(t), r * np.sin(t), 0.0)) for r, t in (a, b))
    if np.hypot(*(end - start)[:2, 0]) < 1e-6:
        return
    wrap = wrap_cylinder(start, end, RADIUS, LENGTH)
    if cuts(start, end):
        assert wrap.status[0] == MANDATORY
        np.testing.assert_allclose(total(start, end, wrap), level_length(start, end), rtol=1e-9)
        for contact in (wrap.first, wrap.second):
            assert np.hypot(*contact[:2, 0]) == pytest.approx(RADIUS, rel=1e-9)


@given(polar, polar, st.floats(-0.1, 0.1))
def test_a_slid_path_is_the_geodesic_and_an_unslid_one_no_shorter(
    a: tuple[float, float], b: tuple[float, float], rise: float
) -> None:
    start, end = (
        at((r * np.cos(t), r * np.sin(t), z)) for (r, t), z in ((a, -rise / 2), (b, rise / 2))
    )
    if np.hypot(*(end - start)[:2, 0]) < 1e-6 or not cuts(start, end):
        return
    # Unrolled, the shortest way is a straight line over the level length and the rise.
    shortest = np.hypot(level_length(start, end), rise)
    slid = wrap_cylinder(start, end, RADIUS, LENGTH, slide=True)
    raw = wrap_cylinder(start, end, RADIUS, LENGTH)
    assert slid.status[0] == raw.status[0] == MANDATORY
    assert total(start, end, raw)[0] >= shortest[0] * (1 - 1e-12)
    assert total(start, end, slid)[0] >= shortest[0] * (1 - 1e-12)
    if slid.arc_m[0] > 0.01:  # shorter arcs are not looked at
        np.testing.assert_allclose(total(start, end, slid), shortest, rtol=1e-4)


def test_pieces_slide_each_by_itself_and_forwards_as_backwards() -> None:
    rng = np.random.default_rng(3)
    turn, size = rng.uniform(-np.pi, np.pi, (2, 200)), rng.uniform(0.032, 0.2, (2, 200))
    ends = np.stack([size * np.cos(turn), size * np.sin(turn), rng.uniform(-0.1, 0.1, (2, 200))])
    start, end = ends[:, 0], ends[:, 1]
    slid = wrap_cylinder(start, end, RADIUS, LENGTH, slide=True)
    raw = wrap_cylinder(start, end, RADIUS, LENGTH)
    wrapped = slid.status == MANDATORY
    assert (np.abs(slid.first - raw.first)[2, wrapped] > 1e-4).sum() > 20
    np.testing.assert_array_equal(slid.first[:2, wrapped], raw.first[:2, wrapped])
    back = wrap_cylinder(end, start, RADIUS, LENGTH, slide=True)
    np.testing.assert_allclose(back.second[:, wrapped], slid.first[:, wrapped], atol=1e-12)
    for k in np.flatnonzero(wrapped)[:40]:
        alone = wrap_cylinder(start[:, [k]], end[:, [k]], RADIUS, LENGTH, slide=True)
        np.testing.assert_allclose(alone.first[:, 0], slid.first[:, k], atol=1e-12)
        np.testing.assert_allclose(alone.second[:, 0], slid.second[:, k], atol=1e-12)


def test_status_of_plain_cases() -> None:
    start = at((-0.1, 0.0, 0.0), (-0.1, 0.1, 0.0), (-0.1, 0.0, 0.0), (-0.02, 0.0, 0.0))
    end = at((0.1, 0.0, 0.0), (0.1, 0.1, 0.0), (-0.05, 0.0, 0.0), (0.1, 0.0, 0.0))
    found = wrap_cylinder(start, end, RADIUS, LENGTH)
    np.testing.assert_array_equal(found.status, [MANDATORY, NO_WRAP, NO_WRAP, INSIDE])
    np.testing.assert_array_equal(np.isnan(found.arc_m), [False, True, True, True])


def test_beyond_its_ends_there_is_no_cylinder() -> None:
    start, end = at((-0.1, 0.001, 0.3)), at((0.1, 0.001, 0.3))
    assert wrap_cylinder(start, end, RADIUS, 0.4).status[0] == NO_WRAP
    assert wrap_cylinder(start, end, RADIUS, 0.8).status[0] == MANDATORY


def test_a_bound_path_goes_round_its_side_even_where_it_is_longer() -> None:
    """Straight past at y = −0.05, but bound to +y: over the top and round."""
    start, end = at((-0.1, -0.05, 0.0)), at((0.1, -0.05, 0.0))
    free = wrap_cylinder(start, end, RADIUS, LENGTH)
    bound = wrap_cylinder(start, end, RADIUS, LENGTH, (1, 1))
    assert free.status[0] == NO_WRAP
    assert bound.status[0] == WRAPPED
    away = np.hypot(0.1, 0.05)
    # The long way: both tangents touch the far side, the arc spans the rest of the circle.
    half = np.arctan2(0.1, -0.05)  # of the angle at the axis from +y to an end
    arc = RADIUS * 2 * (half - np.arccos(RADIUS / away))
    expected = 2 * np.sqrt(away**2 - RADIUS**2) + arc
    assert total(start, end, bound)[0] == pytest.approx(expected, rel=1e-9)
    assert bound.first[1, 0] > -RADIUS


def test_a_path_along_the_axis_does_not_wrap() -> None:
    found = wrap_cylinder(at((0.05, 0.0, -0.1)), at((0.05, 0.0, 0.1)), RADIUS, LENGTH)
    assert found.status[0] == NO_WRAP


def test_turning_the_scene_about_the_axis_turns_the_contacts() -> None:
    start, end = at((-0.1, 0.01, -0.02)), at((0.12, -0.005, 0.03))
    angle = 0.7
    turn = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    plain = wrap_cylinder(start, end, RADIUS, LENGTH)
    turned = wrap_cylinder(turn @ start, turn @ end, RADIUS, LENGTH)
    np.testing.assert_allclose(turned.first, turn @ plain.first, atol=1e-12)
    np.testing.assert_allclose(turned.second, turn @ plain.second, atol=1e-12)
    np.testing.assert_allclose(turned.arc_m, plain.arc_m, rtol=1e-12)
