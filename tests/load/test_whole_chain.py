"""From a motion to contact forces: what physics demands of the chain as a whole."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from moving import RATE_HZ, masses, motion_of, still_values, subject
from plated import empty_trial, flags, plate, square, squatting

from opensim_wink.load.carried import carried_forces
from opensim_wink.load.dynamics import Dynamics, nodes_beyond, prepare_dynamics
from opensim_wink.load.joint_frames import trunk_line
from opensim_wink.load.reaction_grade import grade_reaction
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.solve import solve_loads
from opensim_wink.trial.trial import Trial

G = 9.80665
N, AT = 21, 10
SETTINGS = LoadSettings()
APART = {"hip_adduction_r": -8.0, "hip_adduction_l": -8.0}
LEANT = {
    "hip_flexion_r": 60.0, "knee_angle_r": 65.0, "ankle_angle_r": 20.0, "hip_adduction_r": -7.0,
    "hip_flexion_l": 55.0, "knee_angle_l": 66.0, "ankle_angle_l": 24.0, "hip_adduction_l": -9.0,
    "hip_rotation_l": 4.0, "pelvis_tilt": -15.0, "pelvis_list": 2.0, "lumbar_extension": -8.0,
    "lumbar_bending": 5.0, "lumbar_rotation": -3.0, "arm_flex_r": 30.0,
}  # fmt: skip
TURNED = {"pelvis_list", "pelvis_rotation", "pelvis_tz", "lumbar_bending", "lumbar_rotation"}


def swaying(angles: dict[str, float]) -> Dynamics:
    """A posture held, the knees and the trunk sinking a little while it is."""
    values = still_values(N, **angles)
    tree, sway = subject().tree, 0.01 * np.sin(np.arange(N) / RATE_HZ)
    for name in ("knee_angle_r", "knee_angle_l", "pelvis_tilt"):
        values[:, tree.coordinate(name)] += sway
    return prepare_dynamics(subject(), motion_of(tree.follow_couplers(values)), filtered=True)


@cache
def standing(bar_kg: float = 0.0) -> Loads:
    dynamics = standing_dynamics()
    bar = carried_forces(
        subject(), dynamics, barbell_kg=bar_kg or None, settings=SETTINGS, trial=None
    )
    return found_of(dynamics, carried=bar, person_mass_kg=subject().mass_kg)


def found_of(dynamics: Dynamics, **options: object) -> Loads:
    chosen: dict[str, object] = {"trial": None, "settings": SETTINGS} | options
    loads = solve_loads(subject(), dynamics, **chosen)  # type: ignore[arg-type]
    assert loads is not None
    return loads


def on_plates(dynamics: Dynamics, bar_kg: float) -> Trial:
    """Each foot on a plate of its own that bears half of person and bar."""
    plates = []
    n = len(dynamics.time_s)
    force = np.tile([0.0, (subject().mass_kg + bar_kg) * G / 2, 0.0], (n, 1))
    for side, foot in subject().profile.foot.items():
        point = dynamics.kinematics.points(dynamics.poses, foot, np.zeros(3))
        point[:, 0] = dynamics.com_m[:, 0]
        point[:, 1] = 0.0
        plates.append(plate(f"plate {side}", dynamics.time_s, force, point, None, square(point[0])))
    return empty_trial(dynamics.time_s, plates=tuple(plates))


def above_kg() -> float:
    dynamics = standing_dynamics()
    lowest = trunk_line(subject(), dynamics.kinematics)[0]
    above = nodes_beyond(dynamics.kinematics, dynamics.kinematics.body_node[lowest.child])
    bodies = masses()
    of = dynamics.kinematics.body_node
    return sum(
        kg
        for body, kg in zip(bodies.bodies, bodies.mass_kg, strict=True)
        if of[subject().tree.body(body)] in above
    )


@cache
def standing_dynamics() -> Dynamics:
    return prepare_dynamics(subject(), motion_of(still_values(N)), filtered=True)


def test_standing_the_disc_bears_what_is_above_and_muscles_at_small_moments() -> None:
    loads = standing()
    found = loads.reactions["l5s1"]
    assert found.known.all()
    assert np.linalg.norm(found.net_force_n[AT]) == pytest.approx(above_kg() * G, rel=1e-6)
    assert 0.35 < above_kg() / subject().mass_kg < 0.6
    assert np.abs(found.net_moment_nm[AT]).max() < 12
    press, net = found.force_n[AT, 1], found.net_force_n[AT, 1]
    assert net < press < 2 * above_kg() * G
    assert loads.muscles is not None
    assert np.nanmax(loads.muscles.activation[AT]) < 0.5
    for side in "rl":
        assert np.abs(loads.reactions[f"knee_{side}"].net_moment_nm[AT, 2]) < 25
        share = loads.reactions[f"knee_{side}"].resultant_n[AT] / loads.body_weight_n
        assert 0.35 < share < 2.0


def test_a_heavier_bar_adds_its_weight_to_every_joint_below_and_more_by_muscles() -> None:
    light, heavy = standing(20.0), standing(80.0)
    more_n = 60.0 * G
    for name, part in (("l5s1", 1.0), ("hip_r", 0.5), ("knee_l", 0.5)):
        a, b = (loads.reactions[name] for loads in (light, heavy))
        added = np.linalg.norm(b.net_force_n[AT] - a.net_force_n[AT])
        assert added == pytest.approx(part * more_n, rel=0.02), name
        assert b.resultant_n[AT] > a.resultant_n[AT] + 0.9 * part * more_n, name
    press = [loads.reactions["l5s1"].force_n[AT, 1] for loads in (standing(), light, heavy)]
    assert press[0] < press[1] < press[2]


def test_plates_under_a_standing_person_bear_person_and_bar() -> None:
    """Whoever forgets to tell of the bar is told that the plates bear more than the person."""
    values = still_values(101, **APART)
    dynamics = prepare_dynamics(subject(), motion_of(values), filtered=True)
    moments = LoadSettings(level="moments")
    bar = carried_forces(subject(), dynamics, barbell_kg=40.0, settings=moments, trial=None)
    told, forgotten = (
        found_of(
            dynamics, trial=on_plates(dynamics, 40.0), carried=carried, settings=moments,
            person_mass_kg=subject().mass_kg,
        )
        for carried in (bar, ())
    )  # fmt: skip
    assert told.ground.source == "plates"
    assert told.ground.total_n[AT, 1] == pytest.approx((subject().mass_kg + 40.0) * G)
    assert np.abs(told.dynamics.residual_n[AT]).max() < 0.01
    assert not flags(told.ground) & {"plate_mass", "plate_extra_load"}
    assert flags(forgotten.ground) & {"plate_mass", "plate_extra_load"}
    assert forgotten.dynamics.residual_n[AT, 1] == pytest.approx(-40.0 * G, rel=0.01)


def in_mirror(angles: dict[str, float]) -> dict[str, float]:
    swap = {"r": "l", "l": "r"}
    return {
        (name[:-1] + swap[name[-1]] if name[-2:] in ("_r", "_l") else name): (
            -angle if name in TURNED else angle
        )
        for name, angle in angles.items()
    }


def test_a_mirrored_motion_mirrors_every_load() -> None:
    one, other = (found_of(swaying(angles)) for angles in (LEANT, in_mirror(LEANT)))
    swap = {"r": "l", "l": "r"}
    assert set(one.reactions) == {"l5s1", "hip_r", "hip_l", "knee_r", "knee_l"}
    for name, a in one.reactions.items():
        twin = name if name == "l5s1" else name[:-1] + swap[name[-1]]
        b = other.reactions[twin]
        assert a.known[AT] == b.known[AT]
        for field, sign in (("force_n", (1, 1, -1)), ("moment_nm", (-1, -1, 1))):
            mine, theirs = getattr(a, field)[AT], getattr(b, field)[AT]
            assert np.isfinite(mine).all(), name
            np.testing.assert_allclose(mine, np.array(sign) * theirs, atol=0.02, err_msg=name)
    apart = one.reactions["knee_r"].resultant_n[AT] - one.reactions["knee_l"].resultant_n[AT]
    assert abs(apart) > 20


def test_a_squat_on_plates_is_balanced_and_graded_by_what_bears_it() -> None:
    """No joint of a sound trial fails for want of the hip's rotators."""
    case = squatting()
    frames = np.zeros(len(case.dynamics.time_s), dtype=bool)
    frames[::25] = True
    few = replace(case.dynamics, known=case.dynamics.known & frames)
    loads = solve_loads(case.subject, few, case.trial, SETTINGS, cutoff_hz=10.0)
    assert loads is not None
    for name, reaction in loads.reactions.items():
        assert grade_reaction(reaction, frames=frames).grade in ("good", "usable"), name
    assert loads.reactions["knee_r"].resultant_n[frames].max() > 3 * loads.body_weight_n
