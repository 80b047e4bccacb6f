from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from load_making import COORDINATES, PEAKS, WEIGHT_N, make_loads
from squat_making import curves

from opensim_wink.load.inverse_dynamics import Residuals
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import combine, disc_sensitivity
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.report.load.plot import plot_loads
from opensim_wink.report.load.summary import summary_of_loads
from opensim_wink.report.load.tables import (
    LOAD_COLUMNS,
    loads_table,
)
from opensim_wink.report.load.text import load_lines
from opensim_wink.report.strict_json import plain
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.measures.rep_loads import rep_loads
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals

PHASE = np.clip((np.arange(0.0, 10.0, 0.01) % 5.0 - 1.0) / 3.0, 0.0, 1.0)
DOWN = np.sin(np.pi * PHASE) ** 2
SIGNALS = curves(DOWN)
SQUAT = analyze_squats(SIGNALS)
RESIDUALS = Residuals(20.0, 6.0, 8.0, 3.0, 0.028, 0.029, 0.009, 600)


@pytest.fixture
def loads() -> Loads:
    return make_loads(DOWN)


def guessed(loads: Loads) -> Loads:
    return replace(loads, ground=replace(loads.ground, source="estimate", doubts=()))


def without_muscles(loads: Loads) -> Loads:
    """Net forces alone, as they are found without muscles."""
    reactions = {
        name: replace(
            reaction,
            force_n=np.full_like(reaction.force_n, np.nan),
            moment_nm=np.full_like(reaction.force_n, np.nan),
            known=np.zeros_like(reaction.known),
            reserve_share=np.full_like(reaction.reserve_share, np.nan),
        )
        for name, reaction in loads.reactions.items()
    }
    settings = LoadSettings(level="moments")
    return replace(loads, muscles=None, reactions=reactions, settings=settings)


def told(
    loads: Loads | None,
    signals: SquatSignals = SIGNALS,
    squat: SquatAnalysis = SQUAT,
    **given: Any,
) -> dict[str, Any]:
    reps = () if loads is None else rep_loads(loads, signals, squat)
    summary = summary_of_loads(loads, reps, signals, squat, **given)
    strict = json.dumps(plain(summary), allow_nan=False)
    return dict(json.loads(strict))


def numbers_of(part: Any) -> list[dict[str, Any]]:
    """Every object of the shape of a measured number."""
    if isinstance(part, list):
        return [one for item in part for one in numbers_of(item)]
    if not isinstance(part, dict):
        return []
    if {"value", "low", "high"} <= set(part):
        return [part]
    return [one for item in part.values() for one in numbers_of(item)]


def keys_of(part: Any, depth: int = 2) -> Any:
    """Names of the keys down to a depth."""
    if not isinstance(part, dict) or not depth:
        return None
    return {key: keys_of(value, depth - 1) for key, value in part.items()}


# The summary


def test_a_load_is_told_at_its_moments_in_newtons_and_body_weights(loads: Loads) -> None:
    rows = told(loads)["joints"]["l5s1"]["loads"]["l5s1_compression"]
    assert [row["rep"] for row in rows] == [1, 2]
    for row in rows:
        assert row["bottom"]["bw"]["value"] == pytest.approx(PEAKS["l5s1"][1], rel=1e-3)
        assert row["bottom"]["n"]["value"] == pytest.approx(WEIGHT_N * PEAKS["l5s1"][1], rel=1e-3)
        assert row["standing"]["bw"]["value"] == pytest.approx(0.1 * PEAKS["l5s1"][1], rel=0.01)
        assert row["standing"]["bw"]["value"] < row["onset"]["bw"]["value"]
        assert row["onset"]["bw"]["value"] < row["peak"]["bw"]["value"]
        assert row["onset"]["reason"] is None
    hip = told(loads)["joints"]["hip_r"]["loads"]["hip_contact_r"][0]
    assert hip["peak"]["bw"]["value"] == pytest.approx(np.linalg.norm(PEAKS["hip_r"]), rel=1e-3)


def test_every_joint_says_where_its_force_is_and_which_way_it_points(loads: Loads) -> None:
    joints = told(loads)["joints"]
    assert list(joints) == list(PEAKS)
    knee = joints["knee_l"]
    assert (knee["on_body"], knee["by_body"]) == ("tibia_l", "femur_l")
    assert knee["axes"] == ["anterior", "compression", "right"]
    assert knee["frame"]
    assert knee["origin"]
    assert knee["grade"] == "good"
    assert knee["reserve_share"]["value"] == pytest.approx(0.02, rel=0.01)


def test_moments_from_above_and_below_differ_as_they_do(loads: Loads) -> None:
    moment = told(loads)["l5s1_moment"]
    assert moment["above"][0]["bottom"]["nm"]["value"] == pytest.approx(150.0, rel=1e-3)
    assert moment["below"][0]["bottom"]["nm"]["value"] == pytest.approx(160.0, rel=1e-3)
    per_kg = 150.0 / (WEIGHT_N / 9.80665)
    assert moment["above"][0]["bottom"]["nm_per_kg"]["value"] == pytest.approx(per_kg, rel=1e-3)
    assert moment["difference"]["largest_nm"]["value"] == pytest.approx(10.0, rel=1e-3)
    assert moment["difference"]["rms_nm"]["value"] < 10.0


@pytest.mark.parametrize(
    ("more", "word"), [(1.5, "with care"), (2.2, "not to be believed"), (1.02, "")]
)
def test_a_moment_that_plates_contradict_is_told_with_the_doubt(
    loads: Loads, more: float, word: str
) -> None:
    above = loads.lumbosacral.above_nm
    below = more * above
    apart = replace(loads.lumbosacral, below_nm=below, difference_nm=(below - above)[:, 2])
    summary = told(replace(loads, lumbosacral=apart))
    lines = load_lines(summary)
    assert ("from legs and plates" in lines[0]) == bool(word)
    assert ("for the same reason" in lines[1]) == bool(word)
    assert all(word in line for line in lines[:2])
    grade = {"": "good", "with care": "usable"}.get(word, "fail")
    assert summary["l5s1_moment"]["difference"]["grade"] == grade
    assert summary["joints"]["l5s1"]["grade"] == grade


def test_what_is_wrong_with_what_was_stated_is_told_first(loads: Loads) -> None:
    frames = np.ones(len(loads.time_s), dtype=bool)
    lost = GuardFlag("carried_unplaced", frames, 98.0, 0.0, "10 kg have no place.", blocks=True)
    summary = told(replace(loads, doubts=(lost,)))
    assert [doubt["flag"] for doubt in summary["doubts"]] == ["carried_unplaced"]
    assert load_lines(summary)[-1].startswith("Doubt about the loads: 10 kg have no place")


def test_an_estimate_is_marked_beside_each_number_and_checks_nothing(loads: Loads) -> None:
    summary = told(guessed(loads))
    assert summary["ground"]["estimated"]
    for name, joint in summary["joints"].items():
        assert joint["estimated"] == (name != "l5s1")
        rows = [row for of in joint["loads"].values() for row in of]
        assert all(row["estimated"] == (name != "l5s1") for row in rows)
    apart = summary["l5s1_moment"]["difference"]
    assert apart["rms_nm"]["value"] is None
    assert "by construction" in apart["reason"]


def test_what_is_not_known_is_null_with_a_reason(loads: Loads) -> None:
    reaction = loads.reactions["hip_l"]
    reaction.known[SQUAT.reps[0].repetition.start : SQUAT.reps[0].repetition.end] = False
    first, second = told(loads)["joints"]["hip_l"]["loads"]["hip_contact_l"]
    for moment in ("onset", "bottom", "peak"):
        assert first[moment]["n"]["value"] is None
        assert first[moment]["reason"]
        assert second[moment]["n"]["value"] > 0
    assert told(loads)["joints"]["hip_l"]["grade"] == "fail"
    assert told(loads)["residual"]["reason"]


def test_the_same_keys_whatever_was_found(loads: Loads) -> None:
    whole = told(loads, residuals=RESIDUALS)
    moments = without_muscles(loads)
    for other in (told(None), told(guessed(loads)), told(moments)):
        assert set(other) == set(whole)
    assert keys_of(told(guessed(loads))["residual"]) == keys_of(whole["residual"])
    assert told(None)["reason"]
    row = told(moments)["joints"]["l5s1"]["loads"]["l5s1_compression"][0]
    assert row["bottom"] is None
    assert row["reason"]
    assert set(row) == set(whole["joints"]["l5s1"]["loads"]["l5s1_compression"][0])


def test_all_measured_numbers_have_one_shape(loads: Loads) -> None:
    found = numbers_of(told(loads, residuals=RESIDUALS))
    assert len(found) > 300
    assert all(one["value"] is None or isinstance(one["value"], float) for one in found)


def test_residuals_stand_beside_their_limits(loads: Loads) -> None:
    residual = told(loads, residuals=RESIDUALS)["residual"]
    assert residual["force_percent"]["value"] == pytest.approx(2.9)
    assert residual["accepted"] is True
    assert (residual["force_limit_percent"], residual["moment_limit_percent"]) == (5.0, 1.0)
    assert told(loads, residuals=replace(RESIDUALS, force_share=0.08))["residual"]["accepted"] is (
        False
    )


def test_plates_their_feet_and_doubts_are_told(loads: Loads) -> None:
    ground = told(loads)["ground"]
    assert [(one["side"], one["body"]) for one in ground["forces"]] == [
        ("r", "calcn_r"),
        ("l", "calcn_l"),
    ]
    assert ground["forces"][0]["mean_n"]["value"] == pytest.approx(WEIGHT_N / 2)
    (doubt,) = ground["doubts"]
    assert doubt == {
        "flag": "plate_offset", "value": 31.0, "limit": 20.0, "blocks": False, "frames": 10,
        "reason": "Plate 1 reads 31 N empty.",
    }  # fmt: skip


def test_published_loads_place_ours_only_where_they_were_read(loads: Loads) -> None:
    references = {one["key"]: one for one in told(loads)["context"]["references"]}
    kutzner, unread = references["kutzner_bend"], references["bergmann2001_bend"]
    assert kutzner["doi"] == "10.1016/j.jbiomech.2010.03.046"
    knee = kutzner["ours"]["knee_contact_r"]
    assert knee["peak"]["value"] == pytest.approx(np.linalg.norm(PEAKS["knee_r"]), rel=1e-3)
    assert knee["place"] == "above"
    assert not unread["verified"]
    assert unread["ours"]["hip_contact_r"]["place"] is None
    newtons = references["niosh_action"]["ours"]["l5s1_compression"]["peak"]["value"]
    assert newtons == pytest.approx(WEIGHT_N * PEAKS["l5s1"][1], rel=1e-3)
    assert "no limits for sport" in " ".join(told(loads)["context"]["notes"])


def test_damage_and_ranges_say_what_they_rest_on(loads: Loads) -> None:
    values = np.array([2800.0]), np.array([560.0])
    ranges = combine(disc_sensitivity(("rep 1 bottom",), *values))
    summary = told(loads, ranges=ranges)
    assert summary["damage"]["verified"] is False
    assert summary["damage"]["trial"]["value"] > 0
    first = summary["sensitivity"]["ranges"][0]
    assert first["range_low"] <= 2800.0 <= first["range_high"]
    assert "disc" in first["parts"][0]["error"]
    assert summary["sensitivity"]["spine_options"] is None
    asked = replace(loads, settings=LoadSettings(abdominal_pressure_kpa=10.0))
    options = told(asked)["sensitivity"]["spine_options"]
    assert options["bottoms"][0]["compression_change_n"]["value"] < 0


# Tables


def test_a_row_a_repetition_with_the_same_columns_for_every_trial(loads: Loads) -> None:
    table = loads_table(
        loads, rep_loads(loads, SIGNALS, SQUAT), trial="squat", condition="heels up"
    )
    assert tuple(table.columns) == LOAD_COLUMNS
    assert table["rep"].tolist() == [1, 2]
    assert set(table["ground"]) == {"plates"}
    bottom = table["l5s1_compression_bottom_bw"]
    np.testing.assert_allclose(bottom, PEAKS["l5s1"][1], rtol=1e-3)
    known = table.select_dtypes("number").notna().all()
    assert known.all(), list(known.index[~known])
    bare = without_muscles(loads)
    fewer = loads_table(bare, rep_loads(bare, SIGNALS, SQUAT), trial="squat", condition=None)
    assert tuple(fewer.columns) == LOAD_COLUMNS
    assert fewer["knee_contact_r_peak_bw"].isna().all()
    assert loads_table(loads, (), trial="squat", condition=None).empty


def tree() -> Any:
    lead, follower = COORDINATES.index("hip_flexion_r"), COORDINATES.index("knee_angle_l")
    return SimpleNamespace(
        coordinates=COORDINATES,
        rotational=np.array([name != "pelvis_ty" for name in COORDINATES]),
        couplers=(SimpleNamespace(dependent=follower, independents=(lead,)),),
    )


def test_every_frame_has_its_loads_with_units_in_the_names(loads: Loads) -> None:
    table = loads.to_frame(tree())
    assert table.index.name == "time_s"
    assert {"net.hip_flexion_r_nm", "net.pelvis_ty_n"} <= set(table.columns)
    assert "net.knee_angle_l_nm" not in table  # coupled: its moment is with the one that drives it
    force = loads.reactions["knee_r"].force_n
    np.testing.assert_array_equal(table["contact.knee_r_compression_n"], force[:, 1])
    length = np.linalg.norm(force, axis=1) / WEIGHT_N
    np.testing.assert_allclose(table["contact.knee_r_bw"], length)
    assert loads.lumbosacral is not None
    np.testing.assert_array_equal(
        table["l5s1_moment.below_right_nm"], loads.lumbosacral.below_nm[:, 2]
    )
    np.testing.assert_allclose(table["ground.r_up_n"], WEIGHT_N / 2)
    assert table["contact.hip_l_known"].all()
    assert all(re.search(r"_(n|nm|bw|known)$", name) for name in table.columns)


def test_two_plates_under_one_foot_add_up(loads: Loads) -> None:
    both = replace(loads, ground=replace(loads.ground, sides=("r", "r")))
    table = both.to_frame(tree())
    np.testing.assert_allclose(table["ground.r_up_n"], WEIGHT_N)
    assert "ground.l_up_n" not in table


# Sentences


def lines(loads: Loads | None, signals: SquatSignals = SIGNALS, **given: Any) -> str:
    return "\n".join(load_lines(told(loads, signals, **given)))


def test_the_sentences_tell_the_numbers_and_their_worth(loads: Loads) -> None:
    text = lines(loads, residuals=RESIDUALS)
    assert "150 N·m at the bottom" in text
    assert "4.0 × at the bottom" in text
    knee = math.hypot(*PEAKS["knee_r"])
    assert f"{knee:.1f} × at the bottom" in text
    assert "Measured with force plates" in text
    assert "within the accepted 5 and 1 %" in text
    assert "Plate 1 reads 31 N empty" in text
    assert "No verdict on the wink rests on a load" in text
    assert "calf" not in text
    assert 3 <= len(text.splitlines()) <= 7


def test_an_estimate_and_a_deep_knee_are_said(loads: Loads) -> None:
    deep = replace(SIGNALS, knee_flexion_deg=1.1 * SIGNALS.knee_flexion_deg)
    text = lines(guessed(loads), deep)
    assert "estimated from the motion, not measured" in text
    assert text.count("(an estimate: no force plates)") == 2
    assert "beyond 120° the thigh rests on the calf" in text


def test_a_failing_grade_is_said_beside_the_number(loads: Loads) -> None:
    weak = replace(
        loads.reactions["l5s1"], reserve_share=10 * loads.reactions["l5s1"].reserve_share
    )
    text = lines(replace(loads, reactions=loads.reactions | {"l5s1": weak}))
    assert re.search(
        r"\(not to be believed: reserves bear 20(\.0)?% of the peak net moment\)", text
    )


def test_without_contact_forces_the_reason_is_told(loads: Loads) -> None:
    for reaction in loads.reactions.values():
        reaction.known[:] = False
    text = lines(loads)
    assert "The force on the disc at L5/S1 is not known: muscles balance" in text
    assert "The force in the hips is not known" in text
    assert load_lines(told(None)) == []
    nowhere = replace(loads, ground=replace(loads.ground, source="none", forces=(), sides=()))
    assert "no ground reaction" in lines(nowhere)


def test_one_side_alone_tells_that_the_other_is_not_known(loads: Loads) -> None:
    loads.reactions["knee_r"].known[:] = False
    knees = lines(loads).partition("Knees bear")[2].splitlines()[0]
    assert "left" in knees
    assert "right not known: muscles balance" in knees


def test_moments_alone_say_nothing_of_contact(loads: Loads) -> None:
    moments = without_muscles(loads)
    text = lines(moments)
    assert "N·m" in text
    assert "Hips" not in text
    assert "disc" not in text


# The picture


def drawn(path: Path, loads: Loads, signals: SquatSignals = SIGNALS) -> bool:
    return plot_loads(path, "squat", loads, signals, SQUAT)


def test_the_same_loads_give_the_same_picture(tmp_path: Path, loads: Loads) -> None:
    before = dict(mpl.rcParams)
    assert drawn(tmp_path / "a.svg", loads)
    assert drawn(tmp_path / "b.svg", loads)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    ElementTree.parse(tmp_path / "a.svg")
    assert dict(mpl.rcParams) == before


def test_the_picture_heads_what_rests_on_an_estimate_as_one(loads: Loads, tmp_path: Path) -> None:
    drawn(tmp_path / "plates.svg", loads)
    drawn(tmp_path / "estimate.svg", guessed(loads))
    heads = "(an estimate: no force plates)", "(an estimate from below: no force plates)"
    for name, there in (("plates.svg", False), ("estimate.svg", True)):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert all((head in text) == there for head in heads)


def test_a_deep_knee_and_a_failing_joint_change_the_picture(tmp_path: Path, loads: Loads) -> None:
    drawn(tmp_path / "a.svg", loads)
    deep = replace(SIGNALS, knee_flexion_deg=1.1 * SIGNALS.knee_flexion_deg)
    drawn(tmp_path / "b.svg", loads, deep)
    weak = replace(
        loads.reactions["l5s1"], reserve_share=10 * loads.reactions["l5s1"].reserve_share
    )
    drawn(tmp_path / "c.svg", replace(loads, reactions=loads.reactions | {"l5s1": weak}))
    assert len({(tmp_path / name).read_bytes() for name in ("a.svg", "b.svg", "c.svg")}) == 3


def test_no_known_load_gives_no_picture(tmp_path: Path, loads: Loads) -> None:
    bare = replace(loads, lumbosacral=None, muscles=None, reactions={})
    assert not drawn(tmp_path / "a.svg", bare)
    assert not (tmp_path / "a.svg").exists()
