"""What each part of the body needs for a motion, against weights, falls and points of mass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving import RATE_HZ, masses, motion_of, still_values, subject, wavy_values

from opensim_wink.body.masses import BodyMasses
from opensim_wink.errors import MotionError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import (
    GRAVITY_M_S2,
    Dynamics,
    moment_about,
    net_wrenches,
    nodes_beyond,
    prepare_dynamics,
    wrench_on,
)
from opensim_wink.motion.motion import Motion

INSIDE = slice(8, -8)  # away from the ends of a run, where a spline has frames on one side only


def prepared(values: np.ndarray, **options: object) -> Dynamics:
    return prepare_dynamics(subject(), motion_of(values), **{"filtered": True} | options)


def test_a_still_body_needs_its_weight_carried() -> None:
    dynamics = prepared(still_values(lumbar_extension=-30.0, hip_flexion_r=60.0))
    kinematics = dynamics.kinematics
    total = masses().total_kg
    assert dynamics.mass_kg == pytest.approx(total)
    weight = -total * GRAVITY_M_S2
    np.testing.assert_allclose(
        dynamics.needed[:, 3:].sum(axis=0).T, np.tile(weight, (40, 1)), atol=1e-8
    )
    centre = sum(
        kg * kinematics.points(dynamics.poses, body, com)
        for body, kg, com in zip(
            masses().bodies, masses().mass_kg, masses().com_m, strict=True
        )
    ) / total  # fmt: skip
    np.testing.assert_allclose(dynamics.com_m, centre, atol=1e-12)
    np.testing.assert_allclose(
        dynamics.needed[:, :3].sum(axis=0).T, np.cross(centre, weight), atol=1e-8
    )


@pytest.mark.parametrize("heading_m_s", [0.0, 2.0])
def test_a_falling_body_needs_nothing(heading_m_s: float) -> None:
    tree = subject().tree
    values = still_values(60, lumbar_extension=-30.0, knee_angle_r=70.0)
    time_s = np.arange(60) / RATE_HZ
    values[:, tree.coordinate("pelvis_tx")] = heading_m_s * time_s
    values[:, tree.coordinate("pelvis_ty")] += 0.5 * GRAVITY_M_S2[1] * time_s**2
    np.testing.assert_allclose(prepared(values).needed, 0.0, atol=1e-8)


def test_a_body_that_turns_about_its_axis_takes_inertia_times_acceleration() -> None:
    """A whirling trunk, alone in its mass: angles, inertia and lever are known."""
    tree = subject().tree
    time_s = np.arange(200) / RATE_HZ
    swing, pulse = 0.4, 2 * np.pi * 0.6
    values = still_values(200)
    values[:, tree.coordinate("pelvis_tilt")] = swing * np.sin(pulse * time_s)
    lone = BodyMasses(
        ("pelvis",), np.array([8.0]), np.array([[0.3, 0.0, 0.0]]), np.diag([0.1, 0.2, 0.7])[None]
    )
    dynamics = prepared(values, masses=lone)
    angle = swing * np.sin(pulse * time_s)
    turned = -swing * pulse**2 * np.sin(pulse * time_s)
    origin = dynamics.kinematics.points(dynamics.poses, "pelvis", np.zeros(3))
    about = moment_about(dynamics.needed.sum(axis=0), origin)
    expected = (0.7 + 8.0 * 0.3**2) * turned + 8.0 * 9.80665 * 0.3 * np.cos(angle)
    np.testing.assert_allclose(about[INSIDE, 2], expected[INSIDE], atol=1e-4)


def dumbbells(kg: float, half_m: np.ndarray, at_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Six points of mass about a place, and the inertia of them all about it."""
    points = np.concatenate([at_m + np.diag(half_m), at_m - np.diag(half_m)])
    apart = points - at_m
    inertia = (kg / 6) * sum(p @ p * np.eye(3) - np.outer(p, p) for p in apart)
    return points, inertia


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_bodies_of_points_need_what_their_points_do(seed: int) -> None:
    """No twist, no inertia, no momentum: only where points are, differenced twice."""
    rng = np.random.default_rng(seed)
    bodies = ("torso", "femur_r", "tibia_r", "patella_r", "lumbar3", "hand_l", "calcn_l")
    kg = rng.uniform(0.5, 20.0, len(bodies))
    made = [
        dumbbells(m, rng.uniform(0.05, 0.3, 3), rng.uniform(-0.2, 0.2, 3)) for m in kg
    ]  # fmt: skip
    centres = np.array([points.mean(axis=0) for points, _ in made])
    lone = BodyMasses(bodies, kg, centres, np.array([inertia for _, inertia in made]))
    dynamics = prepared(wavy_values(60, seed), masses=lone)
    kinematics, step = dynamics.kinematics, 1.0 / RATE_HZ
    weights = np.array([2, -27, 270, -490, 270, -27, 2]) / 180  # sixth order
    for body, m, (points, _) in zip(bodies, kg, made, strict=True):
        needed = np.zeros((6, 40))
        for point in points:
            path = kinematics.points(dynamics.poses, body, point)
            acceleration = sum(
                w * path[7 + k : 47 + k] for k, w in enumerate(weights)
            ) / step**2  # fmt: skip
            force = (m / 6) * (acceleration - GRAVITY_M_S2)
            needed[3:] += force.T
            needed[:3] += np.cross(path[10:50], force).T
        node = kinematics.body_node[kinematics.tree.body(body)]
        np.testing.assert_allclose(dynamics.needed[node][:, 10:50], needed, rtol=1e-4, atol=5e-3)


def test_all_parts_together_move_as_their_centre_does() -> None:
    dynamics = prepared(wavy_values(seed=2))
    step = 1.0 / RATE_HZ
    mean = dynamics.com_m
    acceleration = (mean[2:] - 2 * mean[1:-1] + mean[:-2]) / step**2
    expected = dynamics.mass_kg * (acceleration - GRAVITY_M_S2)
    total = dynamics.needed[:, 3:].sum(axis=0).T[1:-1]
    np.testing.assert_allclose(total[INSIDE], expected[INSIDE], atol=0.05)


def test_rates_of_coupled_coordinates_follow() -> None:
    dynamics = prepared(wavy_values(seed=5))
    slope = np.gradient(dynamics.values, 1.0 / RATE_HZ, axis=0)
    np.testing.assert_allclose(dynamics.rates[INSIDE], slope[INSIDE], atol=0.01)
    coupled = [coupler.dependent for coupler in subject().tree.couplers]
    assert np.ptp(dynamics.rates[:, coupled], axis=0).max() > 0.1


def test_the_ends_of_a_run_are_weak_and_the_rest_is_not() -> None:
    """A run cut out of a longer one: how far its first frames are off."""
    values = wavy_values(140, seed=4)
    whole, cut = prepared(values), prepared(values[40:100])
    off = np.abs(cut.needed - whole.needed[:, :, 40:100])[:, 3:].sum(axis=0).max(axis=0)
    size = np.abs(whole.needed[:, 3:].sum(axis=0)).max()
    assert off[0] < 0.01 * size
    assert off[8:-8].max() < 1e-4 * size
    assert off[0] > 10 * off[8:-8].max()


def test_frames_that_the_filter_saw_from_one_side_are_told() -> None:
    values = wavy_values(200)
    values[100:105] = np.nan
    dynamics = prepare_dynamics(subject(), motion_of(values), cutoff_hz=5.0)
    expected = np.zeros(200, dtype=bool)
    for first, stop in ((0, 10), (90, 100), (105, 115), (190, 200)):
        expected[first:stop] = True
    np.testing.assert_array_equal(dynamics.weak, expected)
    assert not (dynamics.weak & ~dynamics.known).any()
    ends = np.flatnonzero(prepared(wavy_values(60)).weak)
    np.testing.assert_array_equal(ends, [0, 59])


def test_gaps_stay_gaps_and_short_runs_are_not_known() -> None:
    values = wavy_values(120)
    values[40, 7] = np.nan
    values[44:50, 3] = np.nan
    dynamics = prepare_dynamics(subject(), motion_of(values))
    known = np.ones(120, dtype=bool)
    known[40:50] = False  # three frames between two gaps are too few to be filtered
    np.testing.assert_array_equal(dynamics.known, known)
    assert np.isnan(dynamics.needed[:, :, ~known]).all()
    assert np.isfinite(dynamics.needed[:, :, known]).all()
    alone = prepare_dynamics(subject(), motion_of(values[50:]))
    np.testing.assert_allclose(
        dynamics.needed[:, :, 50:].sum(axis=0), alone.needed.sum(axis=0), atol=1e-6
    )


def test_too_short_a_motion() -> None:
    assert not prepare_dynamics(subject(), motion_of(still_values(5))).known.any()
    with pytest.raises(MotionError, match="at least 2"):
        prepare_dynamics(subject(), motion_of(still_values(1)))


def test_uneven_frames_are_differentiated_by_their_times() -> None:
    rng = np.random.default_rng(1)
    tree = subject().tree
    motion = motion_of(still_values(80))
    time_s = motion.time_s + rng.uniform(-0.002, 0.002, 80)
    values = motion.values.copy()
    values[:, tree.coordinate("pelvis_ty")] += 0.5 * GRAVITY_M_S2[1] * time_s**2
    uneven: Motion = replace(motion, time_s=time_s, values=values)
    found = prepare_dynamics(subject(), uneven, filtered=True)
    np.testing.assert_allclose(found.needed, 0.0, atol=1e-7)


def test_what_crosses_a_joint_is_all_that_lies_beyond_it() -> None:
    dynamics = prepared(wavy_values(seed=3))
    kinematics = dynamics.kinematics
    rng = np.random.default_rng(0)
    applied = [
        AppliedForce(body, body, *(rng.normal(size=(120, 3)) for _ in range(3)))
        for body in ("hand_r", "torso", "calcn_l")
    ]
    net = net_wrenches(dynamics, applied)
    for node in range(len(kinematics.nodes)):
        beyond = nodes_beyond(kinematics, node)
        np.testing.assert_allclose(net[node], wrench_on(dynamics, beyond, applied), atol=1e-9)
    torso = kinematics.body_node[kinematics.tree.body("torso")]
    beyond = nodes_beyond(kinematics, torso)
    names = {b for b, n in zip(kinematics.tree.bodies, kinematics.body_node, strict=True)
             if n in beyond}  # fmt: skip
    assert {"torso", "head", "hand_r", "hand_l"} <= names
    assert not names & {"pelvis", "femur_r", "lumbar1"}


def test_a_force_of_unknown_place_makes_its_side_unknown() -> None:
    dynamics = prepared(still_values())
    force, point = np.tile([0.0, 50.0, 0.0], (40, 1)), np.zeros((40, 3))
    point[5:9] = np.nan
    lost = AppliedForce("lost", "hand_r", force, point, np.zeros((40, 3)))
    net = net_wrenches(dynamics, [lost])
    tree = dynamics.kinematics.tree
    hand, foot = (dynamics.kinematics.body_node[tree.body(b)] for b in ("hand_r", "calcn_r"))
    assert np.isnan(net[hand][:3, 5:9]).all()
    assert np.isnan(net[0][:3, 5:9]).all()
    assert np.isfinite(net[foot]).all()
    assert np.isfinite(net[hand][:, 9:]).all()
