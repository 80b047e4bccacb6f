from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.errors import LabelError
from opensim_wink.trial.landmarks import clusters, match_markers, read_label_map
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.vocabulary import fold, label_sets, vocabulary

SETS = {label_set.name: label_set for label_set in label_sets()}
ALL_LABELS = sorted({label for label_set in label_sets() for label in label_set.meaning})
# Sided by their first letter although the place is on the midline: rear head, right back.
MIDLINE_WITH_SIDE = {"RHEA", "RBAK", "LBAK", "RBAC", "LBAC", "Rear.Head"} | {
    f"LV{i}" for i in range(1, 6)
}

PIG = (
    "LASI RASI LPSI RPSI LTHI LKNE LTIB LANK LHEE LTOE RTHI RKNE "
    "RTIB RANK RHEE RTOE C7 T10 CLAV STRN"
)
OPENCAP = (
    "C7 R_Shoulder L_Shoulder r.ASIS L.ASIS r.PSIS L.PSIS R_HJC L_HJC r_thigh2 L_thigh2 "
    "r_knee L_knee r_mknee L_mknee r_ankle L_ankle r_calc L_calc r_toe L_toe r_5meta L_5meta"
)
RAJAGOPAL = (
    "RACR LACR C7 CLAV RASI LASI RPSI LPSI RHJC LHJC RTH2 LTH2 RLFC LLFC RMFC LMFC RLMAL "
    "LLMAL RCAL LCAL RTOE LTOE RMT5 LMT5"
)


def named_side(label: str) -> str:
    """The side that a label names: by a word or a waist's letter within it, else by its first."""
    for word in ("Right", "Left"):
        if word.lower() in label.lower():
            return word[0].lower()
    inner = {"frthi": "r", "flthi": "l", "backr": "r", "backl": "l"}
    label = label.lower()
    return inner.get(label) or label.removeprefix("waist")[0]


def test_every_label_set_uses_the_vocabulary() -> None:
    for label_set in label_sets():
        assert set(label_set.meaning.values()) <= set(vocabulary()), label_set.name
        assert label_set.title


def test_every_label_lies_on_the_side_that_it_is_named_for() -> None:
    for label_set in label_sets():
        for label, landmark in label_set.meaning.items():
            side = vocabulary()[landmark].side
            if side is None:
                assert (
                    named_side(label) not in "rl"
                    or label in MIDLINE_WITH_SIDE
                    or label[1:].isdigit()
                )
            else:
                assert named_side(label) == side, (label_set.name, label, landmark)


def test_no_spelling_is_left_in_one_set_and_right_in_another() -> None:
    sides: dict[str, set[str | None]] = {}
    for label_set in label_sets():
        for key, landmark in label_set.folded.items():
            sides.setdefault(key, set()).add(vocabulary()[landmark].side)
    assert {key for key, found in sides.items() if {"r", "l"} <= found} == set()


def test_folding_loses_no_label_of_a_set() -> None:
    for label_set in label_sets():
        folded: dict[str, set[str]] = {}
        for label, landmark in label_set.meaning.items():
            folded.setdefault(fold(label), set()).add(landmark)
        assert all(len(meanings) == 1 for meanings in folded.values()), label_set.name


def test_mirror_images_exist() -> None:
    other = {"_r": "_l", "_l": "_r"}
    for label_set in label_sets():
        found = set(label_set.meaning.values())
        mirrored = {name[:-2] + other.get(name[-2:], name[-2:]) for name in found}
        assert mirrored == found, label_set.name


@pytest.mark.parametrize("name", SETS)
def test_a_whole_set_is_recognised_as_itself(name: str) -> None:
    found = recognise(SETS[name].meaning)
    assert found.label_set is not None
    assert found.meaning == SETS[name].meaning
    assert not found.unknown


@settings(deadline=None)
@given(st.lists(st.sampled_from(ALL_LABELS), max_size=60, unique=True), st.booleans())
def test_left_and_right_are_never_confused(labels: list[str], lower: bool) -> None:
    labels = [label.lower() if lower else label for label in labels]
    for landmark, label in recognise(labels).landmarks.items():
        side = vocabulary()[landmark].side
        if side is not None:
            assert named_side(label) == side


@settings(deadline=None)
@given(st.permutations(PIG.split()))
def test_the_order_of_labels_does_not_matter(labels: list[str]) -> None:
    assert recognise(labels).landmarks == recognise(PIG.split()).landmarks


def test_one_label_means_what_its_set_says() -> None:
    pig = recognise(["LASI", "RASI", "C7", "T10", "CLAV", "STRN", "LKNE", "RKNE", "LTOE"]).landmarks
    assert (pig["xiphoid"], pig["sternum_jugular"], pig["toe_l"]) == ("STRN", "CLAV", "LTOE")
    cluster_lab = recognise(
        ["LASI", "RASI", "C7", "T6", "T12", "STRN", "XIPH", "LKNEL", "LFIB"]
    ).landmarks
    assert (cluster_lab["xiphoid"], cluster_lab["sternum_jugular"]) == ("XIPH", "STRN")
    foot = recognise(["LASI", "RASI", "LTOE", "LFMH", "LVMH"]).landmarks
    assert foot["second_metatarsal_base_l"] == "LTOE"
    assert "toe_l" not in foot


def test_a_doubtful_label_is_left_out_and_named() -> None:
    found = recognise(["R_IAS", "L_IAS", "R_IPS", "L_IPS", "R_FLE", "CV7", "SJN", "STRN"])
    assert "STRN" not in found.meaning
    assert any("STRN" in note for note in found.notes)


def test_a_spelling_shared_by_two_labels_is_not_guessed() -> None:
    assert "asis_r" not in recognise(["r-asis", "R ASIS", "lasi"]).landmarks
    assert recognise(["RASI", "rasi"]).landmarks["asis_r"] == "RASI"


@pytest.mark.parametrize(
    ("label", "landmark"),
    [
        ("ASIS_R", "asis_r"),
        ("Left PSIS", "psis_l"),
        ("RightKneeMedial", "medial_knee_r"),
        ("KNEE_LAT_L", "lateral_knee_l"),
        ("heel left", "heel_l"),
    ],
)
def test_the_side_may_stand_at_either_end_or_be_written_out(label: str, landmark: str) -> None:
    assert recognise([label]).meaning == {label: landmark}


def test_keypoints_of_a_video_are_joint_centres_and_no_markers() -> None:
    places = ("Hip", "Knee", "Ankle", "Heel", "BigToe")
    keypoints = ["Nose", "Neck", *(side + place for place in places for side in "RL")]
    found = recognise(keypoints).landmarks
    assert (found["knee_centre_r"], found["hip_centre_l"]) == ("RKnee", "LHip")
    assert "lateral_knee_r" not in found
    markers = list(SETS["opencap_video"].meaning)
    markers = [label for label in markers if "_study" in label]
    # OpenCap's files hold the keypoints, which come first, and the markers made from them.
    both = recognise([*keypoints, *markers]).landmarks
    assert both["lateral_knee_r"] == "r_knee_study"
    assert both["heel_l"] == "L_calc_study"
    assert both["hip_centre_r"] == "RHJC_study"


def test_labels_of_the_best_set_come_before_those_of_others() -> None:
    found = recognise(["RASIS", *PIG.split()]).landmarks
    assert found["asis_r"] == "RASI"


def test_a_sternum_of_two_laboratories_is_told_by_the_rest() -> None:
    hbm = "XYPH STRN RASIS LASIS RLEK LLEK FLTHI RLM LLM RHEE LHEE RTOE LTOE RMT5 LMT5"
    found = recognise(hbm.split()).landmarks
    assert (found["sternum_jugular"], found["xiphoid"]) == ("STRN", "XYPH")
    assert (found["lateral_knee_l"], found["lateral_ankle_l"]) == ("LLEK", "LLM")
    # Plug-in Gait's names beside a laboratory's own: STRN is then the lower end of the sternum.
    own = "JN XIPH RLEK LLEK RMEK LMEK RLM LLM RMM LMM RASIS LASIS"
    both = recognise([*own.split(), *PIG.split()]).landmarks
    assert (both["xiphoid"], both["toe_l"], both["lateral_knee_l"]) == ("STRN", "LTOE", "LKNE")
    assert (both["medial_knee_l"], both["medial_ankle_r"]) == ("LMEK", "RMM")


def test_the_users_map_goes_first() -> None:
    found = recognise(["LASI", "RASI", "blue"], {"blue": "asis_r", "absent": "c7"}).landmarks
    assert found == {"asis_l": "LASI", "asis_r": "blue"}
    swapped = recognise(["LASI", "RASI"], {"LASI": "asis_r", "RASI": "asis_l"}).landmarks
    assert swapped == {"asis_r": "LASI", "asis_l": "RASI"}


def test_clusters_hold_real_markers_only() -> None:
    groups = clusters(OPENCAP.split())
    assert groups["pelvis"] == ("r.ASIS", "L.ASIS", "r.PSIS", "L.PSIS")
    assert groups["femur_r"] == ("r_thigh2", "r_knee", "r_mknee")


def test_markers_match_by_landmark_but_clusters_only_by_name() -> None:
    match = match_markers(PIG.split(), OPENCAP.split())
    assert match.mapping["r.ASIS"] == "RASI"
    assert match.mapping["L_calc"] == "LHEE"
    assert match.mapping["r_toe"] == "RTOE"
    assert {"r_thigh2", "L_thigh2"} <= set(match.unmatched_model)
    assert {"RTHI", "LTHI", "RTIB", "LTIB"} <= set(match.unmatched_trial)
    hows = {pair.model: pair.how for pair in match.pairs}
    assert hows["C7"] == "name"
    assert hows["r.ASIS"] == "landmark"


def test_matching_accounts_for_every_marker_once() -> None:
    for trial in (PIG, OPENCAP, RAJAGOPAL):
        for model in (PIG, OPENCAP, RAJAGOPAL):
            match = match_markers(trial.split(), model.split())
            assert sorted([*match.mapping, *match.unmatched_model]) == sorted(model.split())
            used = list(match.mapping.values())
            assert sorted([*used, *match.unmatched_trial]) == sorted(trial.split())
            for pair in match.pairs:
                assert pair.model[0].lower() == pair.trial[0].lower() or "c7" in pair.model.lower()


def test_spelling_is_forgiven_where_one_marker_remains() -> None:
    match = match_markers(["r_asis", "R-Thigh-2", "X1"], ["R.ASIS", "rthigh2", "x.1", "x-1"])
    assert [(pair.model, pair.how) for pair in match.pairs] == [
        ("R.ASIS", "spelling"),
        ("rthigh2", "spelling"),
    ]
    assert match.unmatched_trial == ("X1",)


def test_a_name_with_two_meanings_gives_way_to_the_landmark() -> None:
    trial = ["LASI", "RASI", "C7", "T6", "T12", "STRN", "XIPH", "SACROL", "LKNEL", "RKNEL"]
    model = ["LASI", "RASI", "C7", "T10", "CLAV", "STRN", "LKNE", "RKNE", "LGTR", "RGTR"]
    match = match_markers(trial, model)
    assert match.mapping["CLAV"] == "STRN"
    assert match.mapping["STRN"] == "XIPH"
    assert any("STRN" in note for note in match.notes)


def test_the_map_may_point_to_markers_or_landmarks() -> None:
    match = match_markers(["a", "b", "RKNE"], ["RASI", "LASI"], {"a": "RASI", "b": "asis_l"})
    assert match.mapping == {"RASI": "a", "LASI": "b"}
    assert {pair.how for pair in match.pairs} == {"map"}
    with pytest.raises(LabelError, match=r"'RASSI'.*Did you mean 'RASI'"):
        match_markers(["a"], ["RASI"], {"a": "RASSI"})


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_label_maps_are_read(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "map.csv"
    rows = ["\ufefflabel,landmark", "# waist belt", "", "M1, asis_r", "M 2,RKNE"]
    path.write_text("\n".join(rows).replace(",", separator), "utf-8")
    assert read_label_map(path) == {"M1": "asis_r", "M 2": "RKNE"}


def test_all_problems_of_a_label_map_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("M1,asis_r\nM2\nM3,\nM1,asis_l\nM4,asis_r\n", "utf-8")
    with pytest.raises(LabelError) as caught:
        read_label_map(path)
    for part in ("map.csv", "line 2", "line 3", "line 4", "'M1' again", "line 5", "'asis_r' again"):
        assert part in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"\xff\xfe\x00\x01"])
def test_a_map_without_rows_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes(content)
    with pytest.raises(LabelError, match=r"map\.csv"):
        read_label_map(path)
    with pytest.raises(LabelError, match=r"absent\.csv"):
        read_label_map(tmp_path / "absent.csv")


@pytest.mark.real
def test_models_and_trials_of_the_field_match(shared: Path) -> None:
    import xml.etree.ElementTree as ET

    from opensim_wink.trial.read import read_trial

    def markers(path: Path) -> list[str]:
        return [str(marker.get("name")) for marker in ET.parse(path).getroot().iter("Marker")]

    rajagopal = markers(shared / "models" / "RajagopalLaiUhlrich2023.osim")
    lumbar = markers(shared / "models" / "FBLSmodel.osim")
    squats = read_trial(shared / "real" / "opencap_subject4" / "squats1.trc")
    match = match_markers(squats.labels, rajagopal)
    assert match.mapping["RLFC"] == "r_knee"
    assert match.mapping["LCAL"] == "L_calc"
    assert match.mapping["RHJC"] == "R_HJC"
    assert "RTH1" in match.unmatched_model
    waist = read_trial(shared / "real" / "occluded_squat" / "squat.c3d")
    assert recognise(waist.labels).unknown == ()
    match = match_markers(waist.labels, lumbar)
    assert match.mapping["RASI"] == "RFWT"
    assert match.mapping["LPSI"] == "LBWT"
    for model in ("opencap_subject4/manually_scaled.osim", "deep_squat/final.osim"):
        assert recognise(markers(shared / "real" / model)).unknown == ()
