"""Stops of virtual joints: against known angles, known lengths, and their own definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import load_subject
from opensim_wink.muscle.solver import MuscleSolver
from opensim_wink.samples.limits import (
    HipStop,
    bone_contact_deg,
    complementary,
    hamstring_room_rad,
    hamstring_strain,
    soft_least,
)


@pytest.mark.parametrize(
    ("adduction", "rotation", "change"),
    [
        (0.0, 0.0, 0.0),
        (-10.0, 0.0, 13.2),
        (-20.0, 0.0, 33.4),
        (0.0, -15.0, 9.6),
        (0.0, 20.0, -23.8),
    ],
)
def test_bone_meets_bone_where_it_is_known_to(
    adduction: float, rotation: float, change: float
) -> None:
    assert bone_contact_deg(adduction, rotation) == pytest.approx(122.0 + change, abs=0.06)


def test_a_hip_stops_later_in_abduction_and_turned_out() -> None:
    hip = HipStop(97.0, -20.0, 3.0)
    assert hip.stop_deg(-20.0, 3.0) == pytest.approx(97.0)
    turned = hip.stop_deg([-25.0, -15.0], 3.0)
    assert turned[0] > 97.0 > turned[1]
    assert (np.diff(hip.stop_deg(-20.0, np.linspace(-10.0, 20.0, 30))) < 0.0).all()


def test_strain_is_that_of_the_packaged_models_biceps_femoris() -> None:
    subject = load_subject(packaged_model_path())
    tree = subject.tree
    hip, knee = np.meshgrid(np.linspace(0.0, 2.2, 9), np.linspace(0.0, 2.4, 9))
    values = np.tile(tree.default, (hip.size, 1))
    values[:, tree.coordinate("hip_flexion_r")] = hip.ravel()
    values[:, tree.coordinate("knee_angle_r")] = knee.ravel()
    length = MuscleSolver(subject, ["bflh_r"]).lengths(tree.follow_couplers(values))[:, 0]
    np.testing.assert_allclose(
        length[0] * (1.0 + hamstring_strain(hip.ravel(), knee.ravel())), length, atol=0.002
    )


def test_a_whole_squat_asks_less_of_the_hamstrings_than_a_raise_of_forty() -> None:
    deep = hamstring_strain(np.deg2rad(115.0), np.deg2rad(125.0))
    assert deep < hamstring_strain(np.deg2rad(40.0), 0.0)
    assert hamstring_room_rad(np.deg2rad(30.0), 0.0, float(deep)) > 0.0


@given(yielded=st.floats(0.0, 2.0), room=st.floats(0.0, 2.0), softness=st.floats(0.0, 0.1))
def test_complementary_is_zero_on_its_corner(yielded: float, room: float, softness: float) -> None:
    miss = float(complementary(yielded, room, softness))
    # (a + b)² − (a² + b² + 2ε²) = 2(ab − ε²), so the signs agree.
    product = yielded * room - softness**2
    assert miss * product >= -1e-12
    if softness == 0.0 and min(yielded, room) == 0.0:
        assert miss == pytest.approx(0.0, abs=1e-12)


@given(st.floats(-5.0, 5.0), st.floats(-5.0, 5.0), st.floats(0.0, 0.2))
def test_soft_least_is_below_both_and_near_the_smaller(a: float, b: float, soft: float) -> None:
    least = float(soft_least(a, b, soft))
    assert min(a, b) - soft - 1e-12 <= least <= min(a, b) + 1e-12
