"""Plates to feet: what the plates feel is what the motion needs, and each foot gets its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from moving import masses, motion_of, still_values, subject
from plated import CUTOFF_HZ, Plated, empty_trial, flags, plate, reason, square, squatting, xyz

from opensim_wink.errors import ModelError, SettingError, TrialError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.carried import carried_forces
from opensim_wink.load.dynamics import GRAVITY_M_S2, prepare_dynamics
from opensim_wink.load.feet import find_soles
from opensim_wink.load.ground import GroundContact, ground_contact
from opensim_wink.load.settings import LoadSettings

G = -float(GRAVITY_M_S2[1])


def wrench_of(contact: GroundContact) -> np.ndarray:
    return np.sum([force.wrench for force in contact.forces], axis=0)


def standing_on(right_share: float, n: int = 120) -> Plated:
    """Someone who stands still, with a share of the weight on the right foot."""
    motion = motion_of(still_values(n))
    dynamics = prepare_dynamics(subject(), motion, masses=masses())
    soles = find_soles(subject(), dynamics)
    need = dynamics.needed.sum(axis=0)[:, 0]
    middle = {side: sole.middle_m[0] for side, sole in soles.items()}
    # On both soles so that the sum lies under the centre of mass.
    at_x = need[2] / need[4]
    time_s = np.arange(5 * n) / 500.0
    plates = []
    for index, (side, share) in enumerate((("r", right_share), ("l", 1 - right_share))):
        place = np.array([at_x, 0.0, middle[side][2]])
        force = np.tile([0.0, share * masses().total_kg * G, 0.0], (len(time_s), 1))
        cop = np.tile(place, (len(time_s), 1))
        plates.append(
            plate(f"plate {index + 1}", time_s, force, cop, None, square(middle[side], 0.3, 0.08))
        )
    return Plated(empty_trial(motion.time_s, plates=tuple(plates)), subject(), dynamics)


def test_someone_who_stands_presses_with_their_weight() -> None:
    contact = standing_on(0.5).contact(masses().total_kg)
    assert contact.source == "plates"
    assert contact.sides == ("r", "l")
    assert [force.body for force in contact.forces] == ["calcn_r", "calcn_l"]
    assert contact.complete.all()
    assert np.isfinite(contact.total_n).all()
    assert contact.doubts == ()
    np.testing.assert_allclose(contact.total_n, [[0, masses().total_kg * G, 0]] * 120, atol=1e-6)


@pytest.mark.parametrize("corners", [True, False])
def test_nothing_is_told_while_the_feet_are_not_seen(corners: bool) -> None:
    """A plate under a foot that is lost bears neither nothing nor an object."""
    case = standing_on(0.5)
    values = still_values(120)
    values[50:80] = np.nan
    plates = [p if corners else replace(p, corners_m=None) for p in case.trial.plates]
    blind = replace(
        case, dynamics=prepare_dynamics(subject(), motion_of(values), masses=masses())
    ).with_plates(*plates)
    contact = blind.contact(masses().total_kg)
    lost = ~blind.dynamics.known
    assert lost[50:80].all()
    assert contact.doubts == ()
    assert np.isnan(contact.total_n[lost]).all()
    assert all(np.isnan(force.force_n[lost]).all() for force in contact.forces)
    assert contact.complete[~lost].all()


def test_a_squat_gets_what_it_needs() -> None:
    case = squatting()
    contact = case.contact(masses().total_kg)
    assert contact.doubts == ()
    assert contact.complete.all()
    assert contact.sides == ("r", "l")
    off = wrench_of(contact) - case.dynamics.needed.sum(axis=0)
    np.testing.assert_allclose(contact.total_wrench, wrench_of(contact), atol=1e-9)
    assert np.abs(off[:, 10:-10]).max() < 2.5
    assert np.ptp(contact.total_n[:, 1]) > 100  # it is no standing still
    assert "plate 1 is under the right foot in frames 0–" in contact.notes[0]


def test_the_order_of_plates_does_not_matter() -> None:
    case = squatting()
    contact = case.with_plates(*reversed(case.trial.plates)).contact(masses().total_kg)
    assert contact.sides == ("l", "r")
    assert contact.doubts == ()


def test_without_corners_it_is_the_same() -> None:
    contact = squatting(corners=False).contact(masses().total_kg)
    assert contact.doubts == ()
    np.testing.assert_allclose(
        wrench_of(contact), wrench_of(squatting().contact(masses().total_kg)), atol=1e-6
    )


def test_one_foot_over_two_plates_is_summed_and_said() -> None:
    case = squatting(corners=False)
    right, left = case.trial.plates
    back = replace(
        right, name="back", force_n=0.6 * right.force_n, cop_m=right.cop_m - xyz(0.04, 0, 0),
        free_moment_nm=0.6 * right.free_moment_nm,
    )  # fmt: skip
    front = replace(
        right, name="front", force_n=0.4 * right.force_n, cop_m=right.cop_m + xyz(0.06, 0, 0),
        free_moment_nm=0.4 * right.free_moment_nm,
    )  # fmt: skip
    contact = case.with_plates(back, front, left).contact(masses().total_kg)
    assert contact.sides == ("r", "r", "l")
    assert contact.complete.all()
    assert any("right foot stands over back and front" in note for note in contact.notes)
    np.testing.assert_allclose(wrench_of(contact), wrench_of(case.contact()), atol=0.05)


@pytest.mark.parametrize("corners", [True, False])
def test_both_feet_on_one_plate_block_legs_and_not_the_trunk(corners: bool) -> None:
    case = squatting()
    right, left = case.trial.plates
    force = right.force_n + left.force_n
    about = [np.cross(p.cop_m, p.force_n) + p.free_moment_nm for p in (right, left)]
    moment = about[0] + about[1]
    cop = np.stack([moment[:, 2], 0 * force[:, 1], -moment[:, 0]], axis=1) / force[:, 1:2]
    free = moment - np.cross(cop, force)
    top = square(np.array([0.1, 0.0, 0.0]), 0.4, 0.5) if corners else None
    one = plate("plate 1", right.time_s, force, cop, free, top)
    contact = case.with_plates(one).contact(masses().total_kg)
    assert flags(contact) == {"plate_both_feet"}
    assert not contact.complete.any()
    assert np.isfinite(contact.total_n).all()
    assert all(part.estimated for part in contact.forces)
    np.testing.assert_allclose(wrench_of(contact), wrench_of(case.contact()), atol=0.05)
    assert "both feet" in reason(contact, "plate_both_feet")


def test_a_box_on_a_plate_presses_no_foot() -> None:
    case = squatting()
    right, left = case.trial.plates
    n = len(right.time_s)
    force = np.zeros((n, 3))
    force[n // 2 :, 1] = 150.0
    away = np.array([0.7, 0.0, 0.0])
    box = plate("box plate", right.time_s, force, np.tile(away, (n, 1)), None, square(away))
    contact = case.with_plates(right, left, box).contact(masses().total_kg)
    assert flags(contact) == {"plate_nobody"}
    assert contact.complete.all()
    assert "150 N" in reason(contact, "plate_nobody") or "155 N" in reason(contact, "plate_nobody")
    np.testing.assert_allclose(wrench_of(contact), wrench_of(case.contact()), atol=1e-9)


def test_a_foot_that_is_lifted_needs_no_plate() -> None:
    """One leg bears all; the other knee is bent, its foot high."""
    values = still_values(120, knee_angle_l=90.0, hip_flexion_l=60.0)
    motion = motion_of(values)
    dynamics = prepare_dynamics(subject(), motion, masses=masses())
    sole = find_soles(subject(), dynamics)["r"]
    # As heavy as the person, wherever the centre of mass is: this is about who presses.
    time_s = motion.time_s
    force = np.tile([0.0, masses().total_kg * G, 0.0], (120, 1))
    only = plate("plate 1", time_s, force, sole.middle_m)
    case = Plated(empty_trial(time_s, plates=(only,)), subject(), dynamics)
    contact = case.contact(masses().total_kg)
    assert contact.sides == ("r",)
    assert not flags(contact) & {"plate_missing", "plate_both_feet", "plate_nobody"}


def test_a_load_that_is_carried_counts() -> None:
    case = squatting()
    settings = LoadSettings(hand_weights_kg=(10.0, 10.0))
    carried = carried_forces(
        case.subject, case.dynamics, barbell_kg=None, settings=settings, trial=None
    )
    undeclared = case.with_plates(
        *(replace(p, force_n=p.force_n * (1 + 20 / masses().total_kg)) for p in case.trial.plates)
    )
    assert "--barbell" in reason(undeclared.contact(masses().total_kg), "plate_mass")
    assert "plate_mass" not in flags(undeclared.contact(masses().total_kg, carried=carried))


def test_plates_that_nobody_stands_on_leave_an_estimate() -> None:
    case = squatting()
    idle = replace(
        case.trial.plates[0],
        force_n=np.zeros_like(case.trial.plates[0].force_n),
        cop_m=np.full_like(case.trial.plates[0].cop_m, np.nan),
    )
    contact = case.with_plates(idle).contact()
    assert contact.source == "estimate"
    assert not any(doubt.blocks for doubt in contact.doubts)
    assert any("bear no foot" in note for note in contact.notes)
    none = case.with_plates(idle).contact(settings=LoadSettings(estimate_ground=False))
    assert none.source == "none"
    assert none.forces == ()
    assert np.isnan(none.total_n).any(axis=1).all()


def test_plates_in_kilonewtons_are_named() -> None:
    made = squatting()
    small = [
        replace(one, force_n=one.force_n / 1000, free_moment_nm=one.free_moment_nm / 1000)
        for one in made.trial.plates
    ]
    contact = made.with_plates(*small).contact()
    assert contact.source == "estimate"
    assert any("kN" in note for note in contact.notes)
    assert any("unit is not N" in doubt.reason for doubt in contact.doubts)


@pytest.mark.parametrize("ahead_m", [0.0, 0.045, -0.02])
def test_how_far_plates_press_from_where_they_should_is_a_figure(ahead_m: float) -> None:
    made = squatting()
    moved = [
        replace(one, cop_m=one.cop_m + xyz(ahead_m, 0, 0), corners_m=None)
        for one in made.trial.plates
    ]
    contact = made.with_plates(*moved).contact()
    forwards, right = contact.pressure_offset_m
    assert forwards == pytest.approx(ahead_m, abs=0.005)
    assert right == pytest.approx(0.0, abs=0.005)
    assert np.isnan(made.with_plates().contact().pressure_offset_m).all()


def test_no_trial_is_no_plates() -> None:
    case = squatting()
    contact = ground_contact(
        None, case.subject, case.dynamics, settings=LoadSettings(), person_mass_kg=None
    )
    assert contact.source == "estimate"
    assert all(force.estimated for force in contact.forces)


def test_what_cannot_be_is_refused() -> None:
    case = squatting()
    still = replace(case.trial.plates[0], time_s=np.zeros(len(case.trial.plates[0].time_s)))
    with pytest.raises(TrialError, match="plate 1: frame 1"):
        case.with_plates(still).contact()
    with pytest.raises(SettingError, match="cutoff"):
        case.contact(cutoff_hz=300.0)
    footless = replace(case.subject, profile=replace(case.subject.profile, foot={"r": "calcn_r"}))
    with pytest.raises(ModelError, match="no foot on side l"):
        replace(case, subject=footless).contact()


def test_unknown_frames_stay_unknown() -> None:
    case = squatting()
    unknown = case.dynamics.needed.copy()
    unknown[..., 40:60] = np.nan
    known = case.dynamics.known.copy()
    known[40:60] = False
    gap = replace(case, dynamics=replace(case.dynamics, needed=unknown, known=known))
    contact = gap.contact(masses().total_kg)
    assert not contact.complete[40:60].any()
    assert contact.complete[:40].all()


def test_carried_force_that_is_unknown_makes_no_estimate() -> None:
    case = squatting()
    n = len(case.dynamics.time_s)
    lost = np.zeros((n, 3))
    lost[:20] = np.nan
    bar = AppliedForce("bar", "torso", lost, np.zeros((n, 3)), np.zeros((n, 3)))
    contact = case.with_plates().contact(carried=(bar,))
    assert contact.source == "estimate"
    assert not contact.complete[:20].any()
    assert contact.complete[20:].all()


@pytest.mark.real
def test_real_plates_bear_the_real_motion(shared: Path) -> None:
    from opensim_wink.body.subject import load_subject
    from opensim_wink.motion.from_file import read_motion
    from opensim_wink.trial.axes import turn_to_opensim
    from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
    from opensim_wink.trial.read import read_trial

    folder = shared / "real" / "opencap_subject4"
    person = load_subject(folder / "manually_scaled.osim")
    motion = read_motion(folder / "squats1_converged_ik.mot", person.tree)
    plates = read_ground_reaction_mot(folder / "squats1_grf.mot")
    trial = turn_to_opensim(replace(read_trial(folder / "squats1.trc"), plates=plates))
    case = Plated(trial, person, prepare_dynamics(person, motion))
    contact = case.contact(62.6, cutoff_hz=6.0)
    assert flags(contact) == {"plate_mass"}
    assert "60.2 kg" in reason(contact, "plate_mass")
    assert contact.sides == ("r", "l")
    assert contact.complete.all()
    assert "ground_force_3 is not loaded" in contact.notes[2]
    off = wrench_of(contact)[4] - case.dynamics.needed.sum(axis=0)[4]
    assert off.mean() == pytest.approx(-24.3, abs=1.0)
    assert off.std() < 8.0
    # What an estimate would have said of the same motion.
    told = case.with_plates().contact(cutoff_hz=6.0)
    assert told.complete.all()
    for measured, estimate in zip(contact.forces, told.forces, strict=True):
        vertical = estimate.force_n[:, 1] - measured.force_n[:, 1]
        assert np.sqrt(np.mean(vertical**2)) < 30.0
        ahead = estimate.point_m[:, 0] - measured.point_m[:, 0]
        assert np.sqrt(np.mean(ahead**2)) < 0.05
        assert np.sqrt(np.mean((estimate.point_m - measured.point_m)[:, 2] ** 2)) < 0.015


def lifted(folder: Path, name: str, sides: tuple[str, str]) -> Plated:
    """A C3D of the stoop lifts with the plates of its table, in the packaged body."""
    from opensim_wink.following import prepare, solve
    from opensim_wink.scaling.choose import choose_subject
    from opensim_wink.settings import AnalysisSettings
    from opensim_wink.trial.axes import turn_to_opensim
    from opensim_wink.trial.read import read_trial

    neutral = folder / "neu_t169_f250f350.c3d"
    trial = read_trial(folder / f"{name}.c3d")
    table = np.loadtxt(folder / "csv" / f"{name}_F1Cop1F2Cop2.csv", delimiter=",")
    plates = tuple(
        plate(label, trial.time_s, table[:, at : at + 3], table[:, at + 3 : at + 6])
        for label, at in zip(sides, (1, 7), strict=True)
    )
    trial = turn_to_opensim(replace(trial, plates=plates))
    static = turn_to_opensim(read_trial(neutral))
    settings = AnalysisSettings(static=neutral, mass_kg=81.68)
    person = choose_subject(trial, static, None, scale=True, mass_kg=81.68).subject
    followed = prepare(trial, person, settings, None)
    return Plated(
        followed.trial, person, prepare_dynamics(person, solve(followed, person, settings))
    )


@pytest.mark.real
def test_a_real_stance_on_two_plates(shared: Path) -> None:
    folder = shared / "real" / "stoop_lift"
    case = lifted(folder, "neu_t169_f250f350", ("F1", "F2"))
    contact = case.contact(81.68, cutoff_hz=6.0)
    assert contact.doubts == ()
    assert dict(zip(contact.sides, [force.name for force in contact.forces], strict=True)) == {
        "l": "F1 on the left foot", "r": "F2 on the right foot",
    }  # fmt: skip
    off = wrench_of(contact) - case.dynamics.needed.sum(axis=0)
    assert np.abs(off.mean(axis=1)).max() < 4.0


@pytest.mark.real
def test_a_real_lift_with_both_feet_on_one_plate_and_a_box_on_the_other(shared: Path) -> None:
    folder = shared / "real" / "stoop_lift"
    case = lifted(folder, "stoop1_t169_f620f800", ("box", "feet"))
    contact = case.contact(81.68, cutoff_hz=6.0)
    assert flags(contact) == {"plate_both_feet", "plate_nobody", "plate_extra_load"}
    assert "-148 N" in reason(contact, "plate_nobody")
    assert not contact.complete.any()
    assert np.isfinite(contact.total_n).all()
    feet = contact.total_n[:, 1]
    assert feet.max() - feet.min() > 140  # the box goes over to the feet


SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"


def test_a_sample_from_the_laboratorys_file_to_the_floor() -> None:
    """Read, turn, scale and solve it as the whole chain does; the plates bear the motion."""
    from opensim_wink.following import prepare, record, solve
    from opensim_wink.scaling.choose import choose_subject
    from opensim_wink.settings import AnalysisSettings

    settings = AnalysisSettings(static=SAMPLES / "goblet_static.c3d")
    recorded = record(SAMPLES / "goblet.c3d", settings)
    person = choose_subject(
        recorded.trial, recorded.static, None, scale=True, mass_kg=None, carried_kg=0.0,
        label_map=None,
    ).subject  # fmt: skip
    followed = prepare(recorded.trial, person, settings, None)
    dynamics = prepare_dynamics(person, solve(followed, person, settings))
    case = Plated(followed.trial, person, dynamics)
    held = carried_forces(
        person, dynamics, barbell_kg=None, settings=LoadSettings(hand_weights_kg=(12.0,)),
        trial=followed.trial,
    )  # fmt: skip
    contact = case.contact(person.mass_kg, carried=held, cutoff_hz=6.0)
    assert contact.doubts == ()
    assert contact.complete.all()
    assert set(contact.sides) == {"r", "l"}
    need = dynamics.needed.sum(axis=0) - sum(force.wrench for force in held)
    off = np.sqrt(np.mean((wrench_of(contact) - need) ** 2, axis=1))
    assert off[3:].max() < 5.0  # N
    assert off[:3].max() < 6.0  # N·m
    weighed = reason(case.contact(person.mass_kg, cutoff_hz=6.0), "plate_mass")
    assert "73.5 kg" in weighed
    assert "not declared" in weighed


def test_damping_is_the_motions() -> None:
    """A lower cutoff takes from the plates what it takes from the motion."""
    case = squatting()
    lively = case.contact(cutoff_hz=CUTOFF_HZ).total_n[:, 1]
    damped = case.contact(cutoff_hz=1.0).total_n[:, 1]
    assert np.std(damped) < 0.8 * np.std(lively)
