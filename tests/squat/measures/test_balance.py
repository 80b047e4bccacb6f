"""Balance: points that are known come out between heel and toe, loads pull the centre of mass."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standing_person import motion_of, squatting

from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, prepare_dynamics
from opensim_wink.load.feet import Sole
from opensim_wink.load.ground import GroundContact
from opensim_wink.samples.squats import Squat, centre_of_mass, held_place
from opensim_wink.squat.measures.balance import (
    DEFINITIONS,
    Balance,
    centre_of_pressure,
    from_heel_to_toe,
    loaded_com,
)

FORWARD = np.array([1.0, 0.0])
GOBLET = Squat(110.0, 30.0, held_kg=12.0, rep_change=(1.0,), rep_depth_deg=(0.0,))


def soles(right_x: float = 0.0, left_x: float = 0.0, turned_rad: float = 0.0) -> dict:
    """Soles of 0.25 m, 0.4 m apart, each this far ahead; turned about the vertical."""
    c, s = np.cos(turned_rad), np.sin(turned_rad)

    def at(x: float, z: float) -> np.ndarray:
        return np.array([[c * x - s * z, 0.0, s * x + c * z]])

    return {
        "r": Sole("r", "calcn_r", at(right_x, 0.2), at(right_x + 0.25, 0.2), 0.05),
        "l": Sole("l", "calcn_l", at(left_x, -0.2), at(left_x + 0.25, -0.2), 0.05),
    }


def test_every_number_has_a_definition() -> None:
    assert list(Balance.__dataclass_fields__) == list(DEFINITIONS)


@pytest.mark.parametrize(
    ("ahead", "point", "heel", "toe"),
    [
        ((0.0, 0.0), (0.10, 0.0), 0.10, 0.15),
        ((0.0, 0.0), (-0.02, 0.1), -0.02, 0.27),
        ((0.2, 0.0), (0.20, 0.0), 0.10, 0.15),  # midway between feet in a step
        ((0.2, 0.0), (0.20, 0.2), 0.00, 0.25),  # all on the right foot
        ((0.2, 0.0), (0.20, 0.6), 0.00, 0.25),  # and no further out
        ((0.2, 0.0), (0.20, -0.1), 0.15, 0.10),
    ],
)
@pytest.mark.parametrize("turned_deg", [0.0, 90.0, -140.0])
def test_from_heel_to_toe(
    ahead: tuple[float, float], point: tuple[float, float], heel: float, toe: float,
    turned_deg: float,
) -> None:  # fmt: skip
    turn = np.deg2rad(turned_deg)
    c, s = np.cos(turn), np.sin(turn)
    x, z = point
    there = np.array([[c * x - s * z, 1.0, s * x + c * z]])
    found = from_heel_to_toe(soles(*ahead, turn), there, np.array([c, s]))
    np.testing.assert_allclose(np.concatenate(found), [heel, toe], atol=1e-12)


def test_feet_one_behind_the_other_share_the_middle() -> None:
    narrow = {
        side: Sole(side, sole.body, sole.heel_m * [1, 1, 0.0], sole.toe_m * [1, 1, 0.0], 0.05)
        for side, sole in soles(0.1, 0.0).items()
    }
    found = from_heel_to_toe(narrow, np.array([[0.15, 1.0, 0.0]]), FORWARD)
    np.testing.assert_allclose(np.concatenate(found), [0.10, 0.15], atol=1e-12)


@pytest.mark.parametrize("held_kg", [0.0, 12.0])
def test_what_is_held_pulls_the_centre_of_mass(held_kg: float) -> None:
    subject, body, course = squatting(GOBLET)
    motion = motion_of(subject, course.values)
    dynamics = prepare_dynamics(subject, motion, masses=body.masses, filtered=True)
    poses = body.poses(course.values)
    place = held_place(body, poses)
    pull = np.tile(held_kg * GRAVITY_M_S2, (len(place), 1))
    pull[:3] = np.nan  # ends that could not be differentiated
    held = AppliedForce("weight", "hand_r", pull, place, np.zeros_like(place))
    found = loaded_com(dynamics, (held,) if held_kg else ())
    np.testing.assert_allclose(found, centre_of_mass(body, poses, held_kg), atol=1e-9)


place = st.floats(-0.5, 0.5)
force = st.tuples(st.floats(-80.0, 80.0), st.floats(300.0, 1500.0), st.floats(-80.0, 80.0))


@given(x=place, z=place, floor_m=st.floats(-0.2, 0.2), push=force, twist_nm=st.floats(-20.0, 20.0))
def test_centre_of_pressure_is_where_the_force_acts(
    x: float, z: float, floor_m: float, push: tuple[float, float, float], twist_nm: float
) -> None:
    force_n, point = np.array(push), np.array([x, floor_m, z])
    wrench = np.concatenate([np.cross(point, force_n), force_n])[:, None]
    wrench[1] += twist_nm
    ground = contact(wrench)
    np.testing.assert_allclose(centre_of_pressure(ground, floor_m, 700.0)[0], point, atol=1e-9)
    assert np.isnan(centre_of_pressure(ground, floor_m, 10.0 * push[1])).all()
    assert np.isnan(centre_of_pressure(contact(wrench, "estimate"), floor_m, 700.0)).all()


def contact(wrench: np.ndarray, source: str = "plates") -> GroundContact:
    return GroundContact(source, (), (), np.ones(1, bool), wrench[3:].T, total_wrench=wrench)
