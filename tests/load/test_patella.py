"""The patella as a lever: balance of the tibia, and measured ratios of tendon and ligament."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from reaction_making import bearing, pulls_of, still, subject

from opensim_wink.load.dynamics import wrench_on
from opensim_wink.load.joint_frames import joint_cuts
from opensim_wink.load.patella import ligament_shares
from opensim_wink.load.reactions import joint_reactions, muscle_wrench
from opensim_wink.load.settings import LoadSettings

QUADRICEPS = ("recfem_r", "vasint_r", "vaslat_r", "vasmed_r")
OTHERS = ("semimem_r", "gasmed_r")


@pytest.mark.parametrize("knee_deg", [20.0, 70.0, 105.0])
def test_the_tibia_is_in_balance_with_the_ligament_alone(knee_deg: float) -> None:
    """Muscles that turn the knee with M leave −M to all else that turns the tibia."""
    dynamics = still(knee_angle_r=knee_deg, hip_flexion_r=knee_deg)
    pulls = pulls_of(dynamics, QUADRICEPS)
    cut = joint_cuts(subject(), dynamics)["knee_r"]
    shares = ligament_shares(subject().tree, dynamics, cut, pulls)
    tension = np.tile([100.0, 200.0, 300.0, 400.0], (len(dynamics.known), 1))
    muscles = bearing(tension, QUADRICEPS)
    row = dynamics.kinematics.twist_rows[dynamics.kinematics.body_node[cut.joint.child]].start
    twist = dynamics.twists[row]
    turned = (twist * muscle_wrench(cut, pulls, muscles, len(tension), shares)).sum(axis=0)
    arms = pulls.arm_m[:, :, pulls.about.index("knee_angle_r")]
    np.testing.assert_allclose(turned, (tension * arms).sum(axis=1), rtol=1e-6)
    whole = (twist * muscle_wrench(cut, pulls, muscles, len(tension))).sum(axis=0)
    assert (np.abs(whole) > 1.05 * np.abs(turned)).all()


def test_tendon_over_ligament_is_about_what_was_measured() -> None:
    """Buff 1988, eight knees: 1.55 at 70° of flexion, and less the straighter the knee."""
    ratio = {}
    for knee_deg in (10.0, 70.0, 105.0):
        dynamics = still(knee_angle_r=knee_deg)
        pulls = pulls_of(dynamics, QUADRICEPS[1:])
        cut = joint_cuts(subject(), dynamics)["knee_r"]
        ratio[knee_deg] = 1 / ligament_shares(subject().tree, dynamics, cut, pulls)[0].mean()
    assert ratio[10.0] < 1.25
    assert ratio[70.0] == pytest.approx(1.55, rel=0.15)
    assert ratio[70.0] < ratio[105.0] < 2.0


def test_only_muscles_over_a_patella_and_only_at_the_knee() -> None:
    dynamics = still(knee_angle_r=90)
    pulls = pulls_of(dynamics, (*QUADRICEPS, *OTHERS))
    cuts = joint_cuts(subject(), dynamics)
    shares = ligament_shares(subject().tree, dynamics, cuts["knee_r"], pulls)
    assert (shares[:, :4] < 0.9).all()
    np.testing.assert_array_equal(shares[:, 4:], 1.0)
    for name in ("hip_r", "l5s1", "knee_l"):
        every = ligament_shares(subject().tree, dynamics, cuts[name], pulls)
        np.testing.assert_array_equal(every, 1.0)


def test_the_knee_is_pressed_less_than_by_a_pulley_and_the_hip_alike() -> None:
    dynamics = still(knee_angle_r=100, hip_flexion_r=100)
    pulls = pulls_of(dynamics)
    names, n = pulls.names, len(dynamics.known)
    tension = np.array([1000.0 if name in QUADRICEPS else 0.0 for name in names])
    muscles = bearing(np.tile(tension, (n, 1)), names)
    lever, pulley = (
        joint_reactions(
            subject(), dynamics, (), pulls, muscles, np.ones(n, bool), settings=LoadSettings(),
            patella=how,
        )
        for how in ("lever", "pulley")
    )  # fmt: skip
    saved = pulley["knee_r"].resultant_n - lever["knee_r"].resultant_n
    assert (saved > 0.3 * 4000).all()
    assert (saved < 0.5 * 4000).all()
    np.testing.assert_array_equal(pulley["hip_r"].force_n, lever["hip_r"].force_n)
    assert "The patella is a lever" in " ".join(lever["knee_r"].notes)
    assert "lever" not in " ".join(pulley["knee_r"].notes)
    cut = joint_cuts(subject(), dynamics)["knee_r"]
    net = wrench_on(dynamics, cut.beyond, ())
    np.testing.assert_allclose(
        pulley["knee_r"].resultant_n,
        np.linalg.norm((net - muscle_wrench(cut, pulls, muscles, n))[3:], axis=0),
    )


def test_unknown_frames_stay_unknown() -> None:
    dynamics = still(knee_angle_r=90)
    values = dynamics.values.copy()
    values[2] = np.nan
    gone = replace(dynamics, values=values)
    shares = ligament_shares(
        subject().tree, gone, joint_cuts(subject(), dynamics)["knee_r"],
        pulls_of(replace(dynamics, values=values), QUADRICEPS),
    )  # fmt: skip
    assert (shares[3] < 0.9).all()
    np.testing.assert_array_equal(shares[2], 1.0)
