from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.detect import detect_profile, survey_model
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.muscle_groups import muscle_groups, name_muscles, needed_groups
from opensim_wink.body.naming import readings, words
from opensim_wink.body.profile import SIDES, Profile
from opensim_wink.errors import ModelError

MODELS = (
    "RajagopalLaiUhlrich2023",
    "LaiUhlrich2022",
    "Rajagopal2016",
    "gait2392_thelen2003muscle",
    "FBLSmodel",
)
FAMILY = {
    "RajagopalLaiUhlrich2023": "rajagopal",
    "LaiUhlrich2022": "rajagopal",
    "Rajagopal2016": "rajagopal",
    "gait2392_thelen2003muscle": "gait2392",
    "FBLSmodel": "five-level",
}

Figure = Callable[..., Path]


def odd(part: str) -> str:
    """A name that says nothing, from which the plain one can be had back."""
    return "q" + part.encode().hex()


def plain(name: str) -> str:
    return bytes.fromhex(name[1:]).decode()


def profile_of(path: Path) -> Profile:
    return detect_profile(load_model(path), path)


def signs(profile: Profile) -> dict[str, float]:
    parts = [profile.posterior_pelvic_tilt, *profile.lumbar_flexion]
    for joint in (profile.hip_flexion, profile.knee_flexion, profile.ankle_dorsiflexion):
        parts += joint.values()
    return {part.name: part.sign for part in parts}


PLAIN_SIGNS = {
    "pelvis_tilt": 1.0,
    "lumbar_extension": -1.0,
    **{f"hip_flexion_{side}": 1.0 for side in SIDES},
    **{f"knee_angle_{side}": -1.0 for side in SIDES},
    **{f"ankle_angle_{side}": 1.0 for side in SIDES},
}


@pytest.mark.parametrize("facing", [0.0, np.pi / 2, np.pi, 2.5])
def test_signs_of_a_plain_figure_hold_whichever_way_it_faces(figure: Figure, facing: float) -> None:
    profile = profile_of(figure(facing=facing))
    assert signs(profile) == PLAIN_SIGNS
    assert profile.lumbar_levels == 1


@pytest.mark.parametrize(
    "turned", list(itertools.combinations([n for n in PLAIN_SIGNS if n != "pelvis_tilt"], 2))
)
def test_a_sign_is_found_by_moving_and_not_by_name(figure: Figure, turned: tuple[str, str]) -> None:
    expected = {name: -s if name in turned else s for name, s in PLAIN_SIGNS.items()}
    assert signs(profile_of(figure(reverse=turned))) == expected


@pytest.mark.parametrize("facing", [0.0, 2.5])
def test_a_figure_without_a_single_known_name_is_found_by_its_build(
    figure: Figure, facing: float
) -> None:
    profile = profile_of(figure(rename=odd, facing=facing))
    assert {plain(name): sign for name, sign in signs(profile).items()} == PLAIN_SIGNS
    assert plain(profile.pelvis) == "pelvis"
    assert plain(profile.torso) == "torso"
    for side in SIDES:
        assert plain(profile.hip_flexion[side].name) == f"hip_flexion_{side}"
        assert plain(profile.femur[side]) == f"femur_{side}"
        assert plain(profile.tibia[side]) == f"tibia_{side}"
        assert plain(profile.foot[side]) == f"calcn_{side}"
    assert profile.family == "unknown"


def test_a_welded_torso_leaves_the_lumbar_empty_and_says_so(figure: Figure) -> None:
    profile = profile_of(figure(weld=("lumbar_extension",)))
    assert profile.lumbar_flexion == ()
    assert profile.lumbar_levels == 0
    assert any("no lumbar joint" in lack for lack in profile.missing)


def test_a_figure_without_torso_says_so(figure: Figure) -> None:
    profile = profile_of(figure(without=("torso",)))
    assert profile.torso == ""
    assert profile.lumbar_flexion == ()
    assert any(lack.startswith("no torso") for lack in profile.missing)


def test_a_stiff_knee_and_a_locked_lumbar_are_listed(figure: Figure) -> None:
    profile = profile_of(figure(weld=("knee_angle_l",), lock=("lumbar_extension",)))
    assert set(profile.knee_flexion) == {"r"}
    assert "no knee flexion on the left: no coordinate moves it" in profile.missing
    assert "coordinate 'lumbar_extension' is locked" in profile.missing


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"weld": ("pelvis_tilt",)}, "no pelvic tilt"),
        ({"without": ("femur_l",)}, "no hip flexion on the left"),
        ({"without": ("femur_r", "femur_l")}, "no hip flexion on the right"),
        ({"weld": ("hip_flexion_r",)}, "no hip flexion on the right: no coordinate moves it"),
    ],
)
def test_without_pelvis_or_hips_there_is_no_profile(
    figure: Figure, what: dict[str, Any], said: str
) -> None:
    path = figure(**what)
    with pytest.raises(ModelError, match=said) as caught:
        profile_of(path)
    assert str(path) in str(caught.value)


def test_what_floats_without_legs_is_no_pelvis(figure: Figure) -> None:
    path = figure(rename=odd, without=("femur_r", "femur_l"))
    survey = survey_model(load_model(path), path)
    assert survey.anatomy.pelvis is None
    assert (survey.tilt, survey.lumbar) == (None, ())
    assert any("none free in ground with two legs" in lack for lack in survey.missing)


def test_an_empty_model_has_no_pelvis(tmp_path: Path) -> None:
    path = tmp_path / "empty.osim"
    engine().Model().printToXML(str(path))
    with pytest.raises(ModelError, match="no pelvis"):
        profile_of(path)


@pytest.mark.parametrize(
    ("name", "stem", "side"),
    [
        ("femur_r", "femur", "r"),
        ("R_Femur", "femur", "r"),
        ("RightThigh", "thigh", "r"),
        ("LThigh", "thigh", "l"),
        ("add_mag1_l", "addmag1", "l"),
        ("addmagIsch_l", "addmagisch", "l"),
        ("glmax_r_1", "glmax1", "r"),
        ("LEFT.UpLeg", "upleg", "l"),
    ],
)
def test_names_are_split_into_stem_and_side(name: str, stem: str, side: str) -> None:
    assert readings(name)[0] == (stem, side)


def test_a_joined_side_letter_is_a_later_reading() -> None:
    assert ("femur", "r") in readings("rfemur")
    assert ("femur", "l") in readings("femurl")
    assert readings("patella")[-1] == ("patella", None)
    assert words("L4_L5_IVDjnt") == ["l4", "l5", "iv", "djnt"]


EXPECTED_MUSCLES = {
    "rajagopal": {
        "biceps_femoris_long": ("bflh",),
        "biceps_femoris_short": ("bfsh",),
        "semimembranosus": ("semimem",),
        "semitendinosus": ("semiten",),
        "rectus_femoris": ("recfem",),
        "gluteus_maximus": ("glmax1", "glmax2", "glmax3"),
        "gluteus_medius": ("glmed1", "glmed2", "glmed3"),
        "gluteus_minimus": ("glmin1", "glmin2", "glmin3"),
        "adductor_magnus": ("addmagProx", "addmagMid", "addmagDist", "addmagIsch"),
        "piriformis": ("piri",),
        "iliacus": ("iliacus",),
    },
    "gait2392": {
        "biceps_femoris_long": ("bifemlh",),
        "biceps_femoris_short": ("bifemsh",),
        "semimembranosus": ("semimem",),
        "semitendinosus": ("semiten",),
        "rectus_femoris": ("rect_fem",),
        "gluteus_maximus": ("glut_max1", "glut_max2", "glut_max3"),
        "gluteus_medius": ("glut_med1", "glut_med2", "glut_med3"),
        "gluteus_minimus": ("glut_min1", "glut_min2", "glut_min3"),
        "adductor_magnus": ("add_mag1", "add_mag2", "add_mag3"),
        "piriformis": ("peri",),
        "iliacus": ("iliacus",),
    },
}
EXPECTED_MUSCLES["five-level"] = EXPECTED_MUSCLES["gait2392"]


@pytest.mark.real
@pytest.mark.parametrize("name", MODELS)
def test_published_models_are_known_in_every_part(shared: Path, name: str) -> None:
    profile = profile_of(shared / "models" / f"{name}.osim")
    assert profile.family == FAMILY[name]
    five = profile.family == "five-level"
    lumbar = "flex_extension" if five else "lumbar_extension"
    knee = 1.0 if profile.family == "rajagopal" else -1.0
    expected = {name: sign for name, sign in PLAIN_SIGNS.items() if name != "lumbar_extension"}
    # The five levels' axes lean sideways of the joint's: they sum to 0.934 of the coordinate.
    expected |= {lumbar: pytest.approx(-0.934, abs=0.001) if five else -1.0}
    expected |= {f"knee_angle_{side}": knee for side in SIDES}
    assert signs(profile) == expected
    assert [part.name for part in profile.lumbar_flexion] == [lumbar]
    assert profile.lumbar_levels == (5 if five else 1)
    assert (profile.pelvis, profile.torso) == ("pelvis", "torso")
    for side in SIDES:
        assert profile.femur[side] == f"femur_{side}"
        assert profile.tibia[side] == f"tibia_{side}"
        assert profile.foot[side] == f"calcn_{side}"
        for group, stems in EXPECTED_MUSCLES[profile.family].items():
            assert profile.muscles[group][side] == tuple(f"{stem}_{side}" for stem in stems)
    assert profile.missing == ()


@pytest.mark.real
@pytest.mark.parametrize(
    "place", ["real/opencap_subject4/manually_scaled.osim", "real/deep_squat/final.osim"]
)
def test_scaled_models_are_known_too(shared: Path, place: str) -> None:
    profile = profile_of(shared / place)
    assert profile.family == "rajagopal"
    assert profile.missing == ()
    assert profile.knee_flexion["l"].name == "knee_angle_l"


@pytest.mark.real
def test_a_spine_without_legs_is_refused_but_surveyed(shared: Path) -> None:
    path = shared / "models" / "Christophy2012_axialRotationUpd_skeletonOnly.osim"
    model = load_model(path)
    with pytest.raises(ModelError, match="no hip flexion on the right"):
        detect_profile(model, path)
    survey = survey_model(model, path)
    assert survey.lumbar_levels == 5
    assert [(part.name, part.sign) for part in survey.lumbar] == [("flex_extension", -1.0)]
    assert "no muscles at all" in survey.missing


@pytest.mark.real
@pytest.mark.parametrize("name", ["Rajagopal2016", "gait2392_thelen2003muscle", "FBLSmodel"])
def test_published_models_are_found_under_foreign_names(
    shared: Path, tmp_path: Path, name: str
) -> None:
    source = shared / "models" / f"{name}.osim"
    original = load_model(source)
    known = detect_profile(original, source)
    sets = (original.getBodySet(), original.getCoordinateSet())
    names = sorted((s.get(i).getName() for s in sets for i in range(s.getSize())), key=len)
    foreign = {name: f"thing{place}" for place, name in enumerate(reversed(names))}
    text = source.read_text(encoding="utf-8", errors="replace")
    for known_as, called in foreign.items():
        whole = rf"(?<![A-Za-z0-9_]){re.escape(known_as)}(?![A-Za-z0-9])(?!_[lr]|_jnt|\.vtp)"
        text = re.sub(whole, called, text)
    path = tmp_path / "foreign.osim"
    path.write_text(text, encoding="utf-8")
    found = profile_of(path)
    assert found.pelvis == foreign[known.pelvis]
    assert found.torso == foreign[known.torso]
    for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"):
        for side in SIDES:
            was, now = getattr(known, joint)[side], getattr(found, joint)[side]
            assert (now.name, now.sign) == (foreign[was.name], was.sign)
    for part in ("femur", "tibia", "foot"):
        assert getattr(found, part) == {s: foreign[b] for s, b in getattr(known, part).items()}
    assert found.lumbar_levels == known.lumbar_levels
    assert signs(found) == {foreign[n]: s for n, s in signs(known).items()}


def test_the_muscle_table_is_sound() -> None:
    rows = muscle_groups()
    assert len({(row.group, row.part) for row in rows}) == len(rows)
    assert {"semimembranosus", "semitendinosus", "piriformis"} <= set(needed_groups())
    for model in EXPECTED_MUSCLES.values():
        for stems in model.values():
            for stem in stems:
                compact = "".join(words(stem))
                assert sum(bool(row.pattern.fullmatch(compact)) for row in rows) == 1, stem


def test_muscles_without_a_side_or_a_known_name_stay_out() -> None:
    named = name_muscles(["semimem", "semimem_r", "zzz_l", "tib_post_r", "rect_abd_r"])
    assert [muscle.name for muscle in named] == ["semimem_r"]


@pytest.mark.parametrize(
    ("name", "group", "part"),
    [
        ("hamstrings_r", "hamstrings_lumped", ""),
        ("glut_max_l", "gluteus_maximus", "whole"),
        ("iliopsoas_r", "iliopsoas", ""),
        ("Right_Gluteus_Maximus_Inf1", "gluteus_maximus", "inferior"),
        ("BicepsFemorisLongHead_L", "biceps_femoris_long", ""),
    ],
)
def test_names_of_other_models(name: str, group: str, part: str) -> None:
    (muscle,) = name_muscles([name])
    assert (muscle.row.group, muscle.row.part) == (group, part)
