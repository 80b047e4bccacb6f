"""The ground's wrench shared out over two feet, on paper and against plates that tell the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moving import masses
from plated import squatting, xyz

from opensim_wink.body.profile import Side
from opensim_wink.load.estimated_ground import estimated_forces, share_out, total_pressure
from opensim_wink.load.feet import Sole

HALF = 0.5
BOTH: dict[Side, np.ndarray] = {"r": np.ones(1, bool), "l": np.ones(1, bool)}


def soles(right_lift_m: float = 0.0, left_lift_m: float = 0.0, n: int = 1) -> dict[Side, Sole]:
    def at(x: float, y: float, z: float) -> np.ndarray:
        return np.tile([x, y, z], (n, 1))

    return {
        "r": Sole("r", "calcn_r", at(0, right_lift_m, 0.2), at(0.3, right_lift_m, 0.3), 0.05),
        "l": Sole("l", "calcn_l", at(0, left_lift_m, -0.2), at(0.3, left_lift_m, -0.3), 0.05),
    }


def pushed(force: tuple[float, float, float], at: tuple[float, float, float], free: float = 0.0):  # type: ignore[no-untyped-def]
    push = np.array(force, dtype=float)
    moment = np.cross(at, push) + xyz(0.0, free, 0.0)
    return np.concatenate([moment, push])[:, None]


def test_even_weight_in_the_middle_is_shared_evenly() -> None:
    shared = share_out(pushed((0, 700, 0), (0.15, 0, 0)), soles(), BOTH, 0.0)
    assert shared.fits.all()
    for side, z in (("r", 0.25), ("l", -0.25)):
        np.testing.assert_allclose(shared.force_n[side], [[0, 350, 0]], atol=1e-9)
        np.testing.assert_allclose(shared.point_m[side], [[0.15, 0, z]], atol=1e-9)
        np.testing.assert_allclose(shared.moment_nm[side], 0, atol=1e-9)


@given(
    st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(-50, 50), st.floats(-50, 50),
    st.floats(-10, 10), st.floats(-0.1, 0.1),
)  # fmt: skip
def test_what_two_feet_do_alike_is_found_again(
    along: float, right: float, fx: float, fz: float, free: float, height: float
) -> None:
    stand = soles()
    at = {
        side: (sole.heel_m + along * (sole.toe_m - sole.heel_m))[0] + xyz(0, height, 0)
        for side, sole in stand.items()
    }
    force = np.array([fx, 700.0, fz])
    moment = (
        right * np.cross(at["r"], force) + (1 - right) * np.cross(at["l"], force) + xyz(0, free, 0)
    )
    wrench = np.concatenate([moment, force])[:, None]
    shared = share_out(wrench, stand, BOTH, height)
    assert shared.fits.all()
    np.testing.assert_allclose(shared.force_n["r"][0], right * force, atol=1e-5)
    np.testing.assert_allclose(shared.point_m["l"][0], at["l"], atol=1e-6)
    np.testing.assert_allclose(shared.moment_nm["r"][0], [0, right * free, 0], atol=1e-4)


@given(st.floats(-0.5, 0.8), st.floats(-0.8, 0.8), st.floats(-80, 80), st.booleans(), st.booleans())
def test_the_parts_always_make_the_whole(
    x: float, z: float, fx: float, right: bool, left: bool
) -> None:
    """Wherever the centre of pressure is, beyond the soles too, as long as a foot is down."""
    wrench = pushed((fx, 700, 5), (x, 0.0, z), 3.0)
    down: dict[Side, np.ndarray] = {"r": np.array([right]), "l": np.array([left])}
    shared = share_out(wrench, soles(), down, 0.0)
    total = np.zeros(6)
    for side in ("r", "l"):
        force = shared.force_n[side][0]
        moment = shared.moment_nm[side][0] + np.cross(shared.point_m[side][0], force)
        total += np.concatenate([moment, force])
    expected = wrench[:, 0] if right or left else np.zeros(6)
    np.testing.assert_allclose(total, expected, atol=1e-6)


def test_one_foot_bears_all_while_the_other_is_up() -> None:
    down: dict[Side, np.ndarray] = {"r": np.ones(1, bool), "l": np.zeros(1, bool)}
    shared = share_out(pushed((3, 700, 0), (0.15, 0, 0.27)), soles(), down, 0.0)
    assert shared.fits.all()
    np.testing.assert_allclose(shared.force_n["r"], [[3, 700, 0]])
    np.testing.assert_allclose(shared.point_m["r"], [[0.15, 0, 0.27]], atol=1e-9)
    np.testing.assert_array_equal(shared.force_n["l"], 0.0)


def test_beyond_the_feet_something_else_bears() -> None:
    shared = share_out(pushed((0, 700, 0), (0.6, 0, 0)), soles(), BOTH, 0.0)
    assert not shared.fits.any()
    assert shared.off_m[0] == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("height", [-0.2, 0.0, 0.4])
def test_the_totals_centre_of_pressure(height: float) -> None:
    wrench = pushed((30, 700, -20), (0.1, height, 0.05), 12.0)
    np.testing.assert_allclose(total_pressure(wrench, height), [[0.1, height, 0.05]], atol=1e-12)
    assert np.isnan(total_pressure(0 * wrench, height)[0, [0, 2]]).all()


def test_estimate_of_a_squat_against_its_plates() -> None:
    """The plates' truth was made by the same sharing, so the estimate has to find it again."""
    case = squatting()
    measured = case.contact(masses().total_kg)
    contact = case.with_plates().contact()
    assert contact.source == "estimate"
    assert contact.complete.all()
    assert all(force.estimated for force in contact.forces)
    assert "estimate" in contact.notes[0]
    total = sum(force.wrench for force in contact.forces)
    np.testing.assert_allclose(total, case.dynamics.needed.sum(axis=0), atol=1e-6)
    for ours, theirs in zip(contact.forces, measured.forces, strict=True):
        apart = ours.force_n - theirs.force_n
        assert np.sqrt(np.mean(apart[:, 1] ** 2)) < 5.0
        assert np.sqrt(np.mean((ours.point_m - theirs.point_m)[:, [0, 2]] ** 2)) < 0.006


def test_in_flight_nothing_presses_and_hanging_is_not_flight() -> None:
    # On the floor first, so that its height is known; then both feet are up.
    n = 40
    up = np.where(np.arange(n) < 20, 0.0, 0.3)
    stand = soles(n=n)
    for sole in stand.values():
        sole.heel_m[:, 1] = sole.toe_m[:, 1] = up
    need = np.tile(pushed((0, 700, 0), (0.15, 0, 0)), (1, n))
    need[:, 20:30] = 0.0
    forces, complete, notes = estimated_forces(need, stand, 700.0)
    assert complete[:30].all()
    assert not complete[30:].any()
    for force in forces:
        np.testing.assert_array_equal(force.force_n[20:30], 0.0)
        assert np.isnan(force.force_n[30:]).all()
    assert "10 of 40 frames" in notes[1]
