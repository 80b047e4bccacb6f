from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from moving import motion_of, still_values, subject, wavy_values

from opensim_wink.body.subject import load_subject
from opensim_wink.errors import MotionError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.balance import RESERVE_FLOOR_NM, YIELDING_BEARS_NM, balance_moments
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import InverseDynamics, inverse_dynamics
from opensim_wink.load.moment_rows import hip_rotations
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.muscle.pulls import MusclePulls, muscle_pulls, tree_arms

N, AT = 21, 10  # frames of a posture held, and the one that is looked at
Case = tuple[Dynamics, InverseDynamics, MusclePulls]

SQUAT = {
    "hip_flexion_r": 70.0, "knee_angle_r": 75.0, "ankle_angle_r": 22.0,
    "hip_flexion_l": 70.0, "knee_angle_l": 75.0, "ankle_angle_l": 22.0,
    "pelvis_tilt": -17.0, "lumbar_extension": -8.0,
}  # fmt: skip
LEANT = SQUAT | {"hip_adduction_r": -8.0, "lumbar_bending": 6.0, "hip_flexion_l": 74.0}


def mirrored(angles: dict[str, float]) -> dict[str, float]:
    """The same posture seen in a mirror: sides exchanged, bending the other way."""
    swap = {"r": "l", "l": "r"}
    out = {}
    for name, angle in angles.items():
        turned = name[:-1] + swap[name[-1]] if name[-2:] in ("_r", "_l") else name
        out[turned] = -angle if name == "lumbar_bending" else angle
    return out


def held(angles: dict[str, float], *, legs: bool = True) -> Case:
    """A posture held still on both feet, each bearing half, below the centre of mass."""
    person = subject()
    values = still_values(N, **angles)
    dynamics = prepare_dynamics(person, motion_of(values), filtered=True)
    half_n = dynamics.mass_kg * 9.80665 / 2
    ground = []
    for foot in person.profile.foot.values():
        point = dynamics.com_m.copy()
        point[:, 1:] = dynamics.kinematics.points(dynamics.poses, foot, np.zeros(3))[:, 1:]
        force = np.tile([0.0, half_n, 0.0], (N, 1))
        ground.append(AppliedForce(foot, foot, force, point, np.zeros((N, 3))))
    inverse = inverse_dynamics(dynamics, ground, np.full(N, legs))
    return dynamics, inverse, muscle_pulls(person, dynamics.values, dynamics.rates)


@cache
def squatting() -> Case:
    return held(SQUAT)


def balanced(case: Case, **options: object) -> MuscleForces:
    frames = np.arange(N) == AT
    chosen: dict[str, object] = {"settings": LoadSettings(), "frames": frames} | options
    return balance_moments(subject(), *case, **chosen)  # type: ignore[arg-type]


def levels() -> list[str]:
    names = [c for c in subject().tree.coordinates if c[0] == "L" and c[1].isdigit()]
    assert len(names) == 15
    return names


def test_muscles_and_reserves_bear_every_moment() -> None:
    dynamics, inverse, pulls = squatting()
    found = balanced((dynamics, inverse, pulls))
    np.testing.assert_array_equal(np.flatnonzero(found.solved), [AT])
    assert ((found.activation[AT] >= 0) & (found.activation[AT] <= 1)).all()
    tension = found.tension_n[AT]
    for name in ("hip_flexion_r", "knee_angle_l", "ankle_angle_r"):
        c = found.coordinates.index(name)
        needed = inverse.independent[AT, subject().tree.coordinate(name)]
        assert found.needed_nm[AT, c] == pytest.approx(needed)
        by_muscles = tension @ pulls.arm_m[AT, :, pulls.about.index(name)]
        assert by_muscles + found.reserve_nm[AT, c] == pytest.approx(needed, abs=1e-6)


def test_l5s1_is_balanced_by_muscles_level_by_level() -> None:
    dynamics, inverse, pulls = squatting()
    found = balanced((dynamics, inverse, pulls))
    own = tree_arms(dynamics.kinematics, dynamics.twists, pulls, levels())[AT]
    for k, name in enumerate(levels()):
        c = found.coordinates.index(name)
        needed = inverse.force[AT, subject().tree.coordinate(name)]
        reserve = found.reserve_nm[AT, c]
        assert found.tension_n[AT] @ own[:, k] + reserve == pytest.approx(needed, abs=1e-6)
        assert abs(reserve) < (0.2 if name.startswith("L5_S1") else 5.0)
    largest = found.needed_nm[AT, found.coordinates.index("L5_S1_extension")]
    assert largest > 30
    limits = dict(zip(found.coordinates, found.limit_nm, strict=True))
    assert limits["L5_S1_extension"] == pytest.approx(max(0.05 * largest, RESERVE_FLOOR_NM))
    assert limits["L3_L4_bending"] == YIELDING_BEARS_NM
    assert found.balanced_at(["L5_S1_extension", "L5_S1_bending"])[AT]


def test_a_spine_balanced_as_a_whole_leaves_moments_to_its_couplers() -> None:
    dynamics, inverse, pulls = squatting()
    found = balanced((dynamics, inverse, pulls), spine="coupled")
    c = found.coordinates.index("lumbar_extension")
    assert not set(levels()) & set(found.coordinates)
    assert abs(found.reserve_nm[AT, c]) < 1.0
    own = tree_arms(dynamics.kinematics, dynamics.twists, pulls, ["L5_S1_extension"])[AT, :, 0]
    needed = inverse.force[AT, subject().tree.coordinate("L5_S1_extension")]
    assert abs(needed - found.tension_n[AT] @ own) > 3.0


def test_a_mirrored_posture_mirrors_the_activations() -> None:
    right, left = (balanced(held(angles)) for angles in (LEANT, mirrored(LEANT)))
    one = dict(zip(right.muscles, right.activation[AT], strict=True))
    other = dict(zip(left.muscles, left.activation[AT], strict=True))
    swap = {"r": "l", "l": "r"}
    for name, activation in one.items():
        assert other[name[:-1] + swap[name[-1]]] == pytest.approx(activation, abs=1e-6), name
    assert max(abs(one[f"{k[:-1]}r"] - one[f"{k[:-1]}l"]) for k in one) > 0.05


def with_hip_rotation(moment_nm: float) -> MuscleForces:
    dynamics, inverse, pulls = squatting()
    more = inverse.independent.copy()
    more[:, subject().tree.coordinate("hip_rotation_r")] += moment_nm
    return balanced((dynamics, replace(inverse, independent=more), pulls))


def test_a_little_rotation_of_the_hip_may_rest_on_what_the_model_lacks() -> None:
    assert hip_rotations(subject()) == ("hip_rotation_r", "hip_rotation_l")
    little, much = with_hip_rotation(-8.0), with_hip_rotation(-60.0)
    c = little.coordinates.index("hip_rotation_r")
    assert {"hip_rotation_r", "L4_L5_bending"} <= set(little.yields)
    assert not {"hip_flexion_r", "hip_adduction_r", "knee_angle_r", "L5_S1_extension"} & set(
        little.yields
    )
    assert little.limit_nm[c] == YIELDING_BEARS_NM
    assert 0.5 < abs(little.reserve_nm[AT, c]) < YIELDING_BEARS_NM
    assert little.balanced_at(["hip_rotation_r", "hip_flexion_r", "knee_angle_r"])[AT]
    assert any("short rotators" in note and "hip_rotation_r" in note for note in little.notes)
    assert abs(much.reserve_nm[AT, c]) > YIELDING_BEARS_NM
    assert not much.balanced_at(["hip_rotation_r"])[AT]
    assert any("cannot balance hip_rotation_r" in note for note in much.notes)


def test_what_drives_a_spine_is_no_joint_of_its_own() -> None:
    """The body that carries the driving joint weighs a few grams: it asks for nothing."""
    values = wavy_values(30)
    dynamics = prepare_dynamics(subject(), motion_of(values), filtered=True)
    inverse = inverse_dynamics(dynamics, [], np.zeros(len(values), dtype=bool))
    c = subject().tree.coordinate("lumbar_extension")
    pulls = muscle_pulls(subject(), dynamics.values, dynamics.rates)
    tiny = inverse.force.copy()
    tiny[:, c] += 1e-4
    found = balance_moments(
        subject(), dynamics, replace(inverse, force=tiny), pulls, settings=LoadSettings(),
        frames=np.arange(len(values)) == 15,
    )  # fmt: skip
    assert "lumbar_extension" not in found.coordinates
    assert not any("no muscles of the trunk" in note for note in found.notes)


def test_arms_have_motors_because_no_muscle_crosses_them() -> None:
    found = balanced(squatting())
    assert {"arm_flex_r", "elbow_flex_l"} <= set(found.motors)
    assert not {"hip_flexion_r", "L5_S1_extension"} & set(found.motors)
    c = found.coordinates.index("arm_flex_r")
    assert found.reserve_nm[AT, c] == found.needed_nm[AT, c]
    assert np.isinf(found.limit_nm[c])
    assert any("arm_flex_r" in note for note in found.notes)


def test_without_a_ground_reaction_only_the_trunk_is_balanced() -> None:
    found = balanced(held(SQUAT, legs=False))
    assert found.solved[AT]
    activation = dict(zip(found.muscles, found.activation[AT], strict=True))
    assert activation["longissimus_lower_r"] > 0.01
    assert activation["psoas_r"] == 0.0
    assert np.isnan(activation["vasmed_r"])
    needed = dict(zip(found.coordinates, found.needed_nm[AT], strict=True))
    assert np.isfinite(needed["L5_S1_extension"])
    assert np.isnan(needed["knee_angle_r"])
    assert any("only the trunk" in note and "psoas_r" in note for note in found.notes)


def test_a_moment_beyond_the_muscles_is_marked_and_named() -> None:
    dynamics, inverse, pulls = squatting()
    c = subject().tree.coordinate("knee_angle_r")
    heavy = inverse.independent.copy()
    heavy[:, c] -= 2000.0
    found = balanced((dynamics, replace(inverse, independent=heavy), pulls))
    assert found.solved[AT]
    assert not found.balanced[AT]
    assert not found.balanced_at(["knee_angle_r"])[AT]
    assert found.balanced_at(["L5_S1_extension"])[AT]
    assert any("cannot balance knee_angle_r in 1 frame" in note for note in found.notes)
    bare = balanced((dynamics, replace(inverse, independent=heavy), pulls), reserves={})
    assert not bare.solved.any()
    assert np.isnan(bare.activation).all()
    assert any("could not be balanced" in note for note in bare.notes)


def test_resting_fibres_bear_force_only_if_wanted() -> None:
    case = squatting()
    with_fibres, without = (
        balanced(case, settings=LoadSettings(passive_fibres=on)) for on in (True, False)
    )
    assert not np.nan_to_num(without.passive_n).any()
    assert not np.nan_to_num(balanced(case).passive_n).any()
    assert with_fibres.passive_n[AT].max() > 10
    assert not any("Resting" in note for note in without.notes)


def test_frames_without_a_motion_stay_empty() -> None:
    dynamics, inverse, pulls = squatting()
    known = dynamics.known.copy()
    known[AT] = False
    found = balanced((replace(dynamics, known=known), inverse, pulls))
    assert not found.solved.any()
    assert np.isnan(found.activation).all()


def test_pulls_of_other_frames_are_refused() -> None:
    dynamics, inverse, pulls = squatting()
    with pytest.raises(MotionError, match="pulls of 3 frames for a motion of 21"):
        balanced((dynamics, inverse, replace(pulls, length_m=pulls.length_m[:3])))


def feetless(subject_path: Path) -> MuscleForces:
    """A published model at rest, nothing known of the ground."""
    person = load_subject(subject_path)
    values = still_values(9, person)
    dynamics = prepare_dynamics(person, motion_of(values, person), filtered=True)
    pelvis = person.profile.pelvis
    inverse = inverse_dynamics(dynamics, [], np.zeros(9, dtype=bool), pelvis=pelvis)
    pulls = muscle_pulls(person, dynamics.values, dynamics.rates)
    return balance_moments(person, dynamics, inverse, pulls, settings=LoadSettings())


@pytest.mark.real
def test_a_model_without_trunk_muscles_says_what_it_cannot_tell(shared: Path) -> None:
    found = feetless(shared / "models" / "LaiUhlrich2022.osim")
    assert not found.solved.any()
    assert any("a force in L5/S1 cannot be had" in note for note in found.notes)
    assert not any("could not be balanced" in note for note in found.notes)


@pytest.mark.real
def test_toes_belong_to_the_leg(shared: Path) -> None:
    found = feetless(shared / "models" / "gait2392_thelen2003muscle.osim")
    assert found.solved.all()
    activation = dict(zip(found.muscles, found.activation.T, strict=True))
    assert np.isnan(activation["flex_hal_r"]).all()
    assert np.isfinite(activation["ercspn_r"]).all()
