from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from opensim_wink.body.arm_grid import ArmFlip
from opensim_wink.body.check import ModelCheck, check_model
from opensim_wink.body.subject import load_subject
from opensim_wink.errors import ModelError
from opensim_wink.squat.needs import check_model_shows_wink

Figure = Callable[..., Path]

HAMSTRING = (("pelvis", (-0.05, -0.05, 0.08)), ("femur_r", (0.0, -0.3, 0.0)))


def test_a_clamp_that_ends_before_a_squat_does_is_named(figure: Figure) -> None:
    check = check_model(
        figure(clamp_deg={"hip_flexion_r": (-30.0, 120.0), "hip_flexion_l": (-30.0, 140.0)})
    )
    (limit,) = check.limits
    assert check.clamps == (limit,)
    assert (limit.coordinate, limit.what, limit.clamped) == ("hip_flexion_r", "hip flexion", True)
    assert limit.high_deg == pytest.approx(120.0)
    assert "hip_flexion_r: hip flexion ends at 120° (130° needed); clamped" in check.to_text()


def test_a_range_is_judged_in_the_clinical_direction(figure: Figure) -> None:
    """The figure's knee bends to the negative side: a limit there is one of flexion."""
    check = check_model(figure(clamp_deg={"knee_angle_l": (-120.0, 10.0)}))
    (limit,) = check.limits
    assert (limit.what, limit.low_deg, limit.high_deg) == (
        "knee flexion",
        pytest.approx(-10.0),
        pytest.approx(120.0),
    )


def test_a_plain_figure_lacks_muscles_and_markers_only(figure: Figure) -> None:
    check = check_model(figure())
    assert check.usable
    assert check.limits == ()
    assert check.locked == ()
    assert check.n_muscles == 0
    assert check.survey.missing == ("no muscles at all",)
    assert check.arms.sane_to_deg is None
    text = check.to_text()
    assert "every range is wide enough" in text
    assert "none: add a marker set" in text
    assert "not judged" in text


def test_markers_are_counted_by_part(figure: Figure) -> None:
    markers = {"RASI": "pelvis", "LASI": "pelvis", "C7": "torso", "RKNE": "femur_r", "X": "talus_l"}
    check = check_model(figure(markers=markers))
    counts = {"pelvis": 2, "torso": 1, "thighs": 1, "shanks": 0, "feet": 0, "elsewhere": 1}
    assert check.markers_on == counts
    assert "5: pelvis 2, torso 1" in check.to_text()
    assert "the pelvis needs three" in check.to_text()


def test_locked_joints_and_missing_muscles_are_listed(figure: Figure) -> None:
    check = check_model(figure(lock=("subtalar_angle_r",), muscles={"semimem_r": HAMSTRING}))
    assert check.locked == ("subtalar_angle_r",)
    assert "no semimembranosus on the left" in check.survey.missing
    assert "no rectus femoris" in check.survey.missing


def test_a_model_that_cannot_squat_is_described(figure: Figure) -> None:
    check = check_model(figure(weld=("pelvis_tilt",)))
    assert not check.usable
    assert "\nNot fit for squats: it lacks a pelvis free in ground" in check.to_text()


def verdict_of(check: ModelCheck) -> str:
    return check.to_text().split("\n\n")[1].replace("\n", " ")


def test_the_verdict_names_what_it_has_reservations_about(figure: Figure) -> None:
    clamps = {"hip_flexion_r": (-30.0, 120.0)}
    check = check_model(figure(clamp_deg=clamps, muscles={"semimem_r": HAMSTRING}))
    assert check.hindrances == ()
    assert verdict_of(check).startswith(
        "Fit for deep squats, with reservations: clamps of hip_flexion_r would fake a wink in "
        "OpenSim's own tools; "
    )
    assert "; missing or locked: no biceps femoris" in verdict_of(check)
    assert verdict_of(check).endswith("; it has no markers.")


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ({"lock": ("lumbar_extension",)}, "it locks lumbar_extension: what cannot move"),
        ({"lock": ("knee_angle_l", "hip_flexion_r")}, "it locks hip_flexion_r, knee_angle_l: w"),
        ({"weld": ("lumbar_extension",)}, "it has no lumbar joint, so the pelvis would carry"),
        ({"muscles": {}}, "it has no hamstrings"),
    ],
)
def test_a_model_that_shows_no_wink_is_called_unfit(
    figure: Figure, lacks: dict[str, object], said: str
) -> None:
    check = check_model(figure(**{"muscles": {"semimem_r": HAMSTRING}, **lacks}))
    assert check.usable
    assert verdict_of(check).startswith("Not fit to measure a wink, 'analyze' refuses it: it ")
    assert said in verdict_of(check)


def test_check_and_analysis_refuse_with_the_same_words(figure: Figure) -> None:
    path = figure(lock=("lumbar_extension",))
    with pytest.raises(ModelError) as refused:
        check_model_shows_wink(load_subject(path))
    for clause in check_model(path).hindrances:
        assert clause in str(refused.value)


def test_sections_with_nothing_in_them_are_left_out(figure: Figure) -> None:
    text = check_model(figure()).to_text()
    assert "Locked" not in text
    assert "change role" not in text
    locked = check_model(figure(lock=("subtalar_angle_r",))).to_text()
    assert "Locked on the way from ground to torso and feet\n  subtalar_angle_r" in locked


def test_a_path_may_be_a_string(figure: Figure) -> None:
    assert check_model(str(figure())).survey.complete


def test_a_page_has_no_long_lines(figure: Figure) -> None:
    lines = check_model(figure()).to_text().splitlines()
    assert all(len(line) <= 98 for line in lines[2:])  # the first two hold the name and the path


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model file"):
        check_model(tmp_path / "absent.osim")


def flips_of(check: ModelCheck, muscle: str, joint: str) -> ArmFlip:
    (flip,) = (f for f in check.arms.against_anatomy if (f.muscle, f.joint) == (muscle, joint))
    return flip


@pytest.mark.real
def test_gait2392_turns_the_gluteus_maximus_and_the_hamstrings(shared: Path) -> None:
    check = check_model(shared / "models" / "gait2392_thelen2003muscle.osim")
    gluteus = flips_of(check, "glut_max1_r", "hip_flexion")
    assert gluteus.becomes == "flexor"
    assert 95.0 <= gluteus.hip_deg[0] <= 110.0
    biceps = flips_of(check, "bifemlh_r", "knee_flexion")
    assert biceps.becomes == "extensor"
    assert 115.0 <= biceps.knee_deg[0] <= 125.0
    assert check.clamps == ()  # its ranges end at 120°, but nothing enforces them
    assert len(check.limits) == 4
    for limit in check.limits:
        assert limit.high_deg == pytest.approx(120.0, abs=0.1)


@pytest.mark.real
def test_rajagopal2016_turns_the_short_head_and_clamps_hip_and_knee(shared: Path) -> None:
    check = check_model(shared / "models" / "Rajagopal2016.osim")
    short = flips_of(check, "bfsh_r", "knee_flexion")
    assert 118.0 <= short.knee_deg[0] <= 125.0
    assert short.hip_deg == (0.0, 130.0)
    clamped = {limit.coordinate: round(limit.high_deg) for limit in check.clamps}
    assert clamped["hip_flexion_r"] == clamped["knee_angle_l"] == 120
    assert check.survey.lumbar_levels == 1
    text = check.to_text()
    assert "stands for the whole back" in text
    verdict = text.split("\n\n")[1].replace("\n", " ")
    assert "moment arms of bfsh_r, bfsh_l, recfem_r, recfem_l turn against anatomy" in verdict
    assert "change role with depth" in text


@pytest.mark.real
def test_hamstrings_of_the_five_level_model_fail_when_deep(shared: Path) -> None:
    check = check_model(shared / "models" / "FBLSmodel.osim")
    assert check.family == "five-level"
    assert check.survey.lumbar_levels == 5
    for muscle in ("bifemlh_r", "semimem_r", "semiten_l"):
        assert flips_of(check, muscle, "knee_flexion").knee_deg[0] >= 110.0
    assert flips_of(check, "bifemlh_l", "hip_flexion").hip_deg[0] >= 120.0
    hip, knee = check.arms.sane_to_deg or (0.0, 0.0)
    assert hip < 120.0
    assert knee < 125.0


@pytest.mark.real
@pytest.mark.parametrize("name", ["RajagopalLaiUhlrich2023", "LaiUhlrich2022"])
def test_the_lai_family_is_sane_to_hip_130_and_knee_130(shared: Path, name: str) -> None:
    check = check_model(shared / "models" / f"{name}.osim")
    hip, knee = check.arms.sane_to_deg or (0.0, 0.0)
    assert hip == 130.0
    assert knee >= 130.0
    # Beyond that the rectus femoris slips off and flexes the knee.
    assert flips_of(check, "recfem_r", "knee_flexion").knee_deg[0] > 130.0


@pytest.mark.real
def test_a_spine_without_legs_is_described(shared: Path) -> None:
    check = check_model(shared / "models" / "Christophy2012_axialRotationUpd_skeletonOnly.osim")
    assert not check.usable
    assert check.survey.lumbar_levels == 5
    assert "no hip flexion on the right: no such body" in check.to_text()
