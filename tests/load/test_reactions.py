"""Forces in joints: weights on paper, Newton's third law, mirrors, and muscles that are given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reaction_making import G, bearing, motion_of, moving, pulls_of, push, still, subject

from opensim_wink.body.masses import masses_of
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import balance_moments
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics, wrench_on
from opensim_wink.load.inverse_dynamics import inverse_dynamics
from opensim_wink.load.joint_frames import joint_cuts
from opensim_wink.load.patella import ligament_shares
from opensim_wink.load.reaction_notes import deep_knees, inclined
from opensim_wink.load.reactions import JointReaction, joint_reactions, muscle_wrench
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.muscle.pulls import MusclePulls

LOADS = LoadSettings()


def react(
    dynamics: Dynamics,
    applied: tuple[AppliedForce, ...] = (),
    pulls: MusclePulls | None = None,
    muscles: MuscleForces | None = None,
    legs: bool | np.ndarray = True,
    chosen: LoadSettings = LOADS,
) -> dict[str, JointReaction]:
    known = np.broadcast_to(np.asarray(legs), dynamics.known.shape)
    return joint_reactions(subject(), dynamics, applied, pulls, muscles, known, settings=chosen)


def mass_above_kg() -> float:
    """Vertebrae, thorax, head and arms."""
    masses = masses_of(subject().model_path)
    legs = ("pelvis", "femur", "tibia", "patella", "talus", "calcn", "toes", "lumbar_sum")
    return sum(
        float(kg)
        for body, kg in zip(masses.bodies, masses.mass_kg, strict=True)
        if not body.startswith(legs)
    )


@pytest.mark.parametrize("flexion_deg", [0.0, 25.0])
def test_standing_still_the_spine_bears_the_weight_above_it(flexion_deg: float) -> None:
    dynamics = still(lumbar_extension=-flexion_deg, pelvis_tilt=-10)
    found = react(dynamics)["l5s1"]
    weight = mass_above_kg() * G
    upward = joint_cuts(subject(), dynamics)["l5s1"].directions[0, :, 1]
    np.testing.assert_allclose(found.net_force_n[4], weight * upward, atol=1e-6)
    assert found.net_force_n[4, 1] > 0  # the disc is pressed
    assert found.net_force_n[4, 0] > 0  # and L5 would slide forward on a sacrum that falls forward
    assert np.isnan(found.force_n).all()
    assert not found.known.any()


def test_a_bar_adds_what_it_weighs() -> None:
    dynamics = still(pelvis_tilt=-20, lumbar_extension=-10)
    neck = dynamics.kinematics.points(dynamics.poses, "torso", np.array([-0.03, 0.4, 0.0]))
    bar = push("torso", (0.0, -100 * G, 0.0), neck)
    cut = joint_cuts(subject(), dynamics)["l5s1"]
    without, with_bar = react(dynamics)["l5s1"], react(dynamics, (bar,))["l5s1"]
    added = with_bar.net_force_n - without.net_force_n
    np.testing.assert_allclose(added, 100 * G * cut.directions[:, :, 1], atol=1e-6)
    ahead = neck[:, 0] - cut.centre_m[:, 0]
    np.testing.assert_allclose(
        (with_bar.net_moment_nm - without.net_moment_nm)[:, 2], 100 * G * ahead, atol=1e-6
    )


def test_a_leg_that_stands_passes_the_ground_reaction_up() -> None:
    dynamics = still()
    foot = dynamics.kinematics.points(dynamics.poses, "calcn_r", np.array([0.05, 0.0, 0.0]))
    found = react(dynamics, (push("calcn_r", (0.0, 400.0, 0.0), foot),))
    found_kg = masses_of(subject().model_path)
    masses = dict(zip(found_kg.bodies, found_kg.mass_kg, strict=True))
    shank = sum(masses[f"{body}_r"] for body in ("tibia", "talus", "calcn", "toes")) * G
    thigh = (masses["femur_r"] + masses["patella_r"]) * G
    knee, hip = found["knee_r"].net_force_n[4], found["hip_r"].net_force_n[4]
    assert knee[1] == pytest.approx(400.0 - shank, rel=1e-2)  # + compression
    assert np.linalg.norm(knee) == pytest.approx(400.0 - shank)
    assert hip[1] == pytest.approx(-(400.0 - shank - thigh))  # down on the femur
    swinging = found["knee_l"].net_force_n[4]
    assert np.linalg.norm(swinging) == pytest.approx(shank)
    assert swinging[1] < 0  # it hangs


def test_a_muscle_along_the_spine_presses_the_disc_by_its_force() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    cut = joint_cuts(subject(), dynamics)["l5s1"]
    name = next(n for n in pulls.names if n.startswith("ilio") or n.startswith("erc"))
    tension = np.zeros((len(dynamics.known), len(pulls.names)))
    tension[:, pulls.names.index(name)] = 1000.0
    net = react(dynamics)["l5s1"]
    found = react(dynamics, (), pulls, bearing(tension, pulls.names))["l5s1"]
    added = found.force_n - net.net_force_n
    np.testing.assert_allclose(found.net_force_n, net.net_force_n)
    np.testing.assert_allclose(np.linalg.norm(added, axis=1), 1000.0, rtol=1e-9)
    pull = muscle_wrench(cut, pulls, bearing(tension, pulls.names), len(dynamics.known))
    np.testing.assert_allclose(added, -np.einsum("tij,jt->ti", cut.directions, pull[3:]))
    assert (added[:, 1] > 700).all()
    assert found.known.all()


@settings(max_examples=4)
@given(seed=st.integers(0, 1000))
def test_both_sides_of_a_joint_feel_the_same_force(seed: int) -> None:
    """With the root's residual applied to the pelvis, the inboard sum is minus the outboard one."""
    dynamics = moving(seed)
    rng = np.random.default_rng(seed)
    pulls = pulls_of(dynamics)
    muscles = bearing(rng.uniform(0, 500, (len(dynamics.known), len(pulls.names))), pulls.names)
    whole = dynamics.needed.sum(axis=0)
    holds = AppliedForce(
        "residual", "pelvis", whole[3:].T, np.zeros((len(dynamics.known), 3)), whole[:3].T
    )
    everything = frozenset(range(len(dynamics.kinematics.nodes)))
    found = react(dynamics, (holds,), pulls, muscles)
    for name, cut in joint_cuts(subject(), dynamics).items():
        other = replace(cut, beyond=everything - cut.beyond)
        shares = ligament_shares(subject().tree, dynamics, cut, pulls)
        inboard = wrench_on(dynamics, other.beyond, (holds,)) - muscle_wrench(
            other, pulls, muscles, len(dynamics.known), shares
        )
        force = np.einsum("tij,jt->ti", cut.directions, inboard[3:])
        np.testing.assert_allclose(found[name].force_n, -force, atol=1e-6)


def mirrored(values: np.ndarray) -> np.ndarray:
    """The same movement seen in a mirror: sides changed, list and rotations turned round."""
    names = subject().tree.coordinates
    out = values.copy()
    for column, name in enumerate(names):
        source = name
        if name.endswith(("_r", "_l")):
            source = name[:-1] + ("l" if name.endswith("_r") else "r")
        out[:, column] = values[:, names.index(source)]
        turned = "rotation" in name and not name.startswith("hip")
        if turned or name.endswith(("list", "bending", "pelvis_tz")) or name.startswith("wrist"):
            out[:, column] *= -1  # both wrists turn about axes of the same hand in this model
    return out


@settings(max_examples=3)
@given(seed=st.integers(0, 1000))
def test_a_mirrored_motion_mirrors_the_loads(seed: int) -> None:
    one = moving(seed)
    other = prepare_dynamics(subject(), motion_of(mirrored(one.values)), filtered=True)
    rng = np.random.default_rng(seed)
    pulls, pulls_other = pulls_of(one), pulls_of(other)
    tension = rng.uniform(0, 300, (len(one.known), len(pulls.names)))
    swap = [pulls.names.index(n[:-1] + ("l" if n.endswith("_r") else "r")) for n in pulls.names]
    found = react(one, (), pulls, bearing(tension, pulls.names))
    seen = react(other, (), pulls_other, bearing(tension[:, swap], pulls.names))
    for name, reaction in found.items():
        twin = name if name == "l5s1" else name[:-1] + ("l" if name.endswith("_r") else "r")
        sign = np.array([1.0, 1.0, -1.0])
        np.testing.assert_allclose(seen[twin].force_n, reaction.force_n * sign, atol=1e-6)
        np.testing.assert_allclose(seen[twin].moment_nm, -reaction.moment_nm * sign, atol=1e-6)


def test_a_joint_that_no_muscle_crosses_gets_no_force() -> None:
    dynamics = still()
    legs = tuple(n for n in pulls_of(dynamics).names if n.startswith(("soleus", "vas", "glmax")))
    pulls = pulls_of(dynamics, legs)
    muscles = bearing(np.full((len(dynamics.known), len(legs)), 100.0), legs)
    found = react(dynamics, (), pulls, muscles)
    assert np.isnan(found["l5s1"].force_n).all()
    assert np.isfinite(found["l5s1"].net_force_n).all()
    assert not found["l5s1"].known.any()
    assert "motor" in " ".join(found["l5s1"].notes)
    assert np.isfinite(found["knee_r"].force_n).all()


def test_without_ground_reactions_only_the_spine_is_told() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    muscles = bearing(np.full((len(dynamics.known), len(pulls.names)), 5.0), pulls.names)
    legs = np.arange(len(dynamics.known)) >= 3
    found = react(dynamics, (), pulls, muscles, legs)
    assert found["l5s1"].known.all()
    for name in ("hip_r", "knee_l"):
        np.testing.assert_array_equal(found[name].known, legs)
        np.testing.assert_array_equal(np.isfinite(found[name].force_n).all(axis=1), legs)
        np.testing.assert_array_equal(np.isfinite(found[name].net_moment_nm).all(axis=1), legs)


def test_frames_that_were_not_balanced_are_not_believed() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    muscles = bearing(np.full((len(dynamics.known), len(pulls.names)), 5.0), pulls.names)
    solved, balanced = np.ones(8, bool), np.ones(8, bool)
    solved[2], balanced[2:4] = False, False
    found = react(dynamics, (), pulls, replace(muscles, solved=solved, balanced=balanced))
    for reaction in found.values():
        np.testing.assert_array_equal(reaction.known, balanced)
        np.testing.assert_array_equal(np.isfinite(reaction.force_n).all(axis=1), solved)
        np.testing.assert_array_equal(reaction.resultant_n > 0, solved)


def test_a_leg_out_of_balance_does_not_spoil_the_spine() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    tension = np.full((len(dynamics.known), len(pulls.names)), 5.0)
    names = {"hip_rotation_r": 9.0, "lumbar_bending": -1.0}
    muscles = bearing(tension, pulls.names, names)
    muscles = replace(muscles, limit_nm=np.full(len(muscles.coordinates), 2.0))
    found = react(dynamics, (), pulls, muscles)
    believed = {name for name, reaction in found.items() if reaction.known.all()}
    assert believed == {"l5s1", "hip_l", "knee_l"}
    twisted = replace(muscles, reserve_nm=3.0 * muscles.reserve_nm)
    assert not react(dynamics, (), pulls, twisted)["l5s1"].known.any()


def test_reserves_are_told_as_a_share_of_the_joints_own_moment() -> None:
    dynamics = still(hip_flexion_r=50, lumbar_extension=-30)
    pulls = pulls_of(dynamics)
    tension = np.zeros((len(dynamics.known), len(pulls.names)))
    reserves = {"hip_flexion_r": 3.0, "hip_rotation_r": -4.0, "L5_S1_extension": 2.0}
    found = react(dynamics, (), pulls, bearing(tension, pulls.names, reserves))
    for name, moment in (("hip_r", 5.0), ("l5s1", 2.0), ("hip_l", 0.0), ("knee_r", 0.0)):
        net = np.linalg.norm(found[name].net_moment_nm, axis=1)
        np.testing.assert_allclose(found[name].reserve_share, moment / net)


def test_a_level_balanced_on_its_own_is_told_by_its_own_reserve() -> None:
    dynamics = still(lumbar_extension=-30)
    pulls = pulls_of(dynamics)
    tension = np.zeros((len(dynamics.known), len(pulls.names)))
    muscles = bearing(tension, pulls.names, {"L5_S1_extension": 1.5, "lumbar_extension": 9.0})
    share = react(dynamics, (), pulls, muscles)["l5s1"].reserve_share
    only = tuple(n for n in muscles.coordinates if not n.startswith("L5_S1"))
    keep = [muscles.coordinates.index(name) for name in only]
    driven = replace(muscles, coordinates=only, reserve_nm=muscles.reserve_nm[:, keep])
    np.testing.assert_allclose(
        react(dynamics, (), pulls, driven)["l5s1"].reserve_share, share * 9.0 / 1.5
    )


def test_standing_under_a_bar_the_disc_bears_its_weight_and_the_muscles() -> None:
    """Balanced from above alone: each bar adds its weight along the disc, and more by muscles."""
    press = []
    for bar_kg in (0.0, 50.0, 100.0):
        dynamics = still(pelvis_tilt=-25, lumbar_extension=-10)
        neck = dynamics.kinematics.points(dynamics.poses, "torso", np.array([-0.03, 0.4, 0.0]))
        bar = (push("torso", (0.0, -bar_kg * G, 0.0), neck),)
        legs = np.zeros(len(dynamics.known), bool)
        inverse = inverse_dynamics(dynamics, bar, legs)
        pulls = pulls_of(dynamics)
        muscles = balance_moments(
            subject(), dynamics, inverse, pulls, settings=LOADS, spine="coupled"
        )
        found = react(dynamics, bar, pulls, muscles, legs)["l5s1"]
        cut = joint_cuts(subject(), dynamics)["l5s1"]
        weight = (mass_above_kg() + bar_kg) * G * cut.directions[4, :, 1]
        np.testing.assert_allclose(found.net_force_n[4], weight, atol=1e-6)
        muscle = muscle_wrench(cut, pulls, muscles, len(legs))[3:, 4]
        np.testing.assert_allclose(found.force_n[4], weight - cut.directions[4] @ muscle, atol=1e-6)
        press.append(found.force_n[4, 1])
        assert press[-1] > found.net_force_n[4, 1]
    alone = 50 * G * cut.directions[4, 1, 1]
    assert press[1] - press[0] > alone
    assert press[2] - press[1] > alone


def test_moments_alone_give_no_force_in_the_joint() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    muscles = bearing(np.full((len(dynamics.known), len(pulls.names)), 5.0), pulls.names)
    found = react(dynamics, (), pulls, muscles, chosen=LoadSettings(level="moments"))
    assert all(np.isnan(reaction.force_n).all() for reaction in found.values())


def test_deep_knees_are_told() -> None:
    dynamics = still(knee_angle_r=125, knee_angle_l=118)
    deep = deep_knees(subject(), dynamics)
    assert deep["knee_r"].all()
    assert not deep["knee_l"].any()
    found = react(dynamics)
    assert "In 8 frames the knee is bent beyond 120°" in " ".join(found["knee_r"].notes)
    assert "beyond" not in " ".join(found["knee_l"].notes)


def test_a_disc_that_falls_more_is_sheared_more() -> None:
    shear, press, right = inclined(np.array([100.0, 1000.0, 7.0]), 10.0)
    assert shear == pytest.approx(100 * np.cos(np.pi / 18) + 1000 * np.sin(np.pi / 18))
    assert press == pytest.approx(1000 * np.cos(np.pi / 18) - 100 * np.sin(np.pi / 18))
    assert right == 7.0
    # It is what a pelvis with a steeper sacrum would feel of a weight: turn the person instead.
    flat, steep = (react(still(pelvis_tilt=tilt))["l5s1"].net_force_n[4] for tilt in (0.0, -10.0))
    np.testing.assert_allclose(inclined(flat, 10.0), steep, atol=1e-6)


def test_the_notes_tell_how_much_the_disc_matters() -> None:
    dynamics = still()
    pulls = pulls_of(dynamics)
    muscles = bearing(np.full((len(dynamics.known), len(pulls.names)), 20.0), pulls.names)
    chosen = LoadSettings(abdominal_pressure_kpa=10.0)
    notes = " ".join(react(dynamics, (), pulls, muscles, chosen=chosen)["l5s1"].notes)
    assert "inclined 10° less or more" in notes
    assert "Abdominal pressure" in notes
