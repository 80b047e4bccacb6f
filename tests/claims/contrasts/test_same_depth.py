"""Curves over depth, read where two conditions are equally deep."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from opensim_wink.claims.contrasts.contrast import contrast
from opensim_wink.claims.contrasts.quantities import PELVIS_CURVE
from opensim_wink.claims.contrasts.same_depth import at_same_depth, deepest_common
from opensim_wink.claims.session import ConditionTrial, Descent, FloatArray, Session

GRID = np.arange(71) / 100


def vee(depth: FloatArray, wink_per_depth: float = 50.0) -> FloatArray:
    """Tilts forward by 20° down to a depth of 0.4, then back."""
    return -50.0 * np.minimum(depth, 0.4) + wink_per_depth * np.maximum(depth - 0.4, 0.0)


def curves(deepest: list[float], grid: FloatArray = GRID) -> Descent:
    reached = [np.where(grid <= d + 1e-9, vee(grid), np.nan) for d in deepest]
    whole = np.stack(reached)
    return Descent(grid, {PELVIS_CURVE: whole}, {PELVIS_CURVE: whole[..., None] + np.arange(40.0)})


def trial(bench: ModuleType, name: str, descent: Descent) -> ConditionTrial:
    reps = len(descent.curves[PELVIS_CURVE])
    return bench.trial_of(name, np.full(reps, np.nan), np.full((reps, 40), np.nan), descent)


@pytest.mark.parametrize("depth", [0.55, 0.553, 0.4, 0.2])
def test_against_the_curve_itself(depth: float) -> None:
    descent, all_of = curves([0.7, 0.6]), np.ones(2, dtype=bool)
    at, drawn = at_same_depth(descent, PELVIS_CURVE, "at_depth", depth, all_of)
    np.testing.assert_allclose(at, vee(np.array(depth)), atol=1e-9)
    np.testing.assert_allclose(drawn, at[:, None] + np.arange(40.0), atol=1e-9)
    back, drawn = at_same_depth(descent, PELVIS_CURVE, "turned_back", depth, all_of)
    np.testing.assert_allclose(back, 50.0 * max(depth - 0.4, 0.0), atol=1e-9)
    np.testing.assert_allclose(drawn, np.repeat(back[:, None], 40, axis=1), atol=1e-9)
    way = np.linspace(depth * 2 / 3, depth, 2001)
    third, _ = at_same_depth(descent, PELVIS_CURVE, "last_third", depth, all_of)
    np.testing.assert_allclose(third, vee(way).mean(), atol=0.03)


def test_a_repetition_that_did_not_go_there_has_no_number() -> None:
    two = np.ones(2, dtype=bool)
    for source in ("at_depth", "turned_back", "last_third"):
        values, drawn = at_same_depth(curves([0.7, 0.5]), PELVIS_CURVE, source, 0.6, two)
        assert np.isfinite(values).tolist() == [True, False]
        assert np.isfinite(drawn).all(axis=1).tolist() == [True, False]
        nowhere, _ = at_same_depth(curves([0.7]), PELVIS_CURVE, source, float("nan"), two[:1])
        assert np.isnan(nowhere).all()


def test_a_flat_curve_does_not_turn_back_by_its_noise() -> None:
    noise = np.random.default_rng(6).normal(size=(400, 71))
    descent = Descent(GRID, {PELVIS_CURVE: vee(GRID, 0.0) + noise})
    all_of = np.ones(400, dtype=bool)
    back, _ = at_same_depth(descent, PELVIS_CURVE, "turned_back", 0.6, all_of)
    assert abs(back.mean()) < 0.2
    assert (noise[:, 60] - noise[:, 40:61].min(axis=1)).mean() > 1.5


def test_refused_repetitions_do_not_say_where_it_turns() -> None:
    odd = np.stack([vee(GRID), 100 * vee(GRID[::-1])])
    descent = Descent(GRID, {PELVIS_CURVE: odd})
    back, _ = at_same_depth(descent, PELVIS_CURVE, "turned_back", 0.6, np.array([True, False]))
    assert back[0] == pytest.approx(10.0)


def test_the_common_depth_is_that_of_the_shallowest_usable_repetition(bench: ModuleType) -> None:
    deep, shallow = trial(bench, "goblet", curves([0.7, 0.65])), trial(bench, "a", curves([0.6]))
    assert deepest_common([deep, shallow], PELVIS_CURVE) == pytest.approx(0.6)
    mixed = trial(bench, "baseline", curves([0.3, 0.62]))
    assert deepest_common([deep, mixed], PELVIS_CURVE) == pytest.approx(0.3)
    mixed.usable[0] = False
    assert deepest_common([deep, mixed], PELVIS_CURVE) == pytest.approx(0.62)
    assert np.isnan(deepest_common([deep], "no_such_curve"))


def test_other_grids_are_read_between_their_points(bench: ModuleType) -> None:
    fine = np.arange(0, 0.7, 0.0037)
    session = Session(
        "P", (trial(bench, "baseline", curves([0.6])), trial(bench, "goblet", curves([0.69], fine)))
    )
    found = contrast(session, "pelvis_change_same_depth_deg", "goblet")
    assert found.depth_per_leg == pytest.approx(0.6)
    assert found.difference.value == pytest.approx(0.0, abs=1e-9)


def test_a_deeper_squat_is_no_larger_wink(bench: ModuleType) -> None:
    rng = np.random.default_rng(4)
    cases = {"baseline": bench.WinkCase(10, 0.6), "heels_raised": bench.WinkCase(10, 0.75)}
    session = bench.curve_session(cases, rng, skin=0.5, noise=0.2, spread=0.5)
    as_measured = contrast(session, "pelvis_wink_deg", "heels_raised")
    assert as_measured.answer == "larger"
    assert as_measured.difference.value == pytest.approx(7.5, abs=1.5)
    for quantity in (
        "pelvis_wink_same_depth_deg",
        "pelvis_change_same_depth_deg",
        "pelvis_change_last_third_deg",
    ):
        matched = contrast(session, quantity, "heels_raised")
        assert matched.answer == "same", matched.reason
        assert abs(matched.difference.value) < 1.5
        assert "than in 'usual squat' at a depth of 0.60 leg lengths (" in matched.reason
        assert matched.depth_per_leg == pytest.approx(0.6)
