"""Angles, muscles, loads and errors on the page: the numbers of the result, and no others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from opensim_wink.load.references import load_references
from opensim_wink.report.page.parts.curves import curves
from opensim_wink.report.page.parts.load import load
from opensim_wink.report.page.parts.muscle import muscle
from opensim_wink.report.page.parts.quality import quality
from opensim_wink.report.page.plot_zero import LUMBAR, TILT, angle_words, ways
from opensim_wink.report.page.result import Result, read_result

WAYS_OF = {"pelvis": TILT, "lumbar": LUMBAR}
PARTS = (curves, muscle, load, quality)
BUDGET = 350_000
HOSTILE = "<img src=x onerror=alert(1)>\"'&שלום" + "x" * 500


class Tags(HTMLParser):
    """Which elements an HTML text holds, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)

    def handle_data(self, data):
        self.said.append(data)


@pytest.fixture(scope="module")
def wink(analysed: Callable[[str], Path]) -> Result:
    return read_result(analysed("wink"))


def changed(result: Result, **keys) -> Result:
    return replace(result, summary={**copy.deepcopy(result.summary), **keys})


def sizes(result: Result) -> int:
    made = [make(result) for make in PARTS]
    data = [json.dumps(part.data, separators=(",", ":"), allow_nan=False) for part in made]
    return sum(map(len, data)) + sum(len(part.html.encode()) for part in made)


def lines(part, plot: str, **wanted) -> list[dict]:
    found = part.data["plots"][plot]["lines"]
    return [one for one in found if all(one.get(key) == wanted[key] for key in wanted)]


def stood(result: Result, quantity: str) -> float:
    return result.summary["standing"][quantity]["value"]


def test_every_plot_has_heading_words_legend_and_table(wink):
    for make in PARTS:
        part = make(wink)
        tags = Tags(part.html)
        count = len(part.data["plots"])
        assert tags.found.count("figure") == tags.found.count("h3") == count
        assert tags.found.count("figcaption") == tags.found.count("details") == count
        assert part.html.count('role="img"') == count
        for plot in part.data["plots"].values():
            assert {line["group"] for line in plot["lines"]} <= set(plot["groups"])


def test_repetitions_are_those_of_the_file(wink):
    part, table = curves(wink), wink.curves
    for rep in wink.summary["reps"]:
        for phase, ends in (
            ("descent", ("start_s", "bottom_s")),
            ("ascent", ("bottom_s", "end_s")),
        ):
            (line,) = lines(part, "pelvis", rep=rep["rep"], group=phase)
            mine = table[
                (table["axis"] == "over_time")
                & (table["phase"] == phase)
                & (table["rep"].astype(str) == str(rep["rep"]))
            ]
            np.testing.assert_allclose(line["x"], 100 * mine["depth_fraction"], atol=0.051)
            tilt = mine["posterior_pelvic_tilt_deg"] - stood(wink, "posterior_pelvic_tilt_deg")
            np.testing.assert_allclose(line["y"], tilt, atol=0.0051)
            assert line["span"] == pytest.approx([rep[end] for end in ends], abs=1e-4)


def test_mean_and_spread_are_those_of_the_file(wink):
    table = wink.curves[(wink.curves["axis"] == "over_depth")]
    part = curves(wink)
    for phase, area in zip(
        ("descent", "ascent"), part.data["plots"]["lumbar"]["areas"], strict=True
    ):
        mean, spread = (
            table[(table["phase"] == phase) & (table["rep"] == one)][
                "lumbar_flexion_deg"
            ].to_numpy()
            for one in ("mean", "sd")
        )
        mean = mean - stood(wink, "lumbar_flexion_deg")
        (line,) = lines(part, "lumbar", group=f"mean_{phase}")
        np.testing.assert_allclose(line["y"], mean, atol=0.0051)
        np.testing.assert_allclose(area["low"], mean - spread, atol=0.0051)
        np.testing.assert_allclose(area["high"], mean + spread, atol=0.0051)


@pytest.mark.parametrize("trial", ["wink", "rock_back"])
def test_plots_tell_the_changes_of_the_summary(analysed, trial):
    """One zero on the whole page: standing, as in the player, the stills and the summary."""
    result = read_result(analysed(trial))
    part = curves(result)
    compared = 0
    for name, change in (("pelvis", "pelvis_change_deg"), ("lumbar", "lumbar_change_deg")):
        plot = part.data["plots"][name]
        assert "against standing" in plot["y"]["label"]
        assert plot["title"].endswith(", against standing")
        for rep in result.summary["reps"]:
            (line,) = lines(part, name, rep=rep["rep"], group="descent")
            assert line["y"][-1] == pytest.approx(rep["bottom"][change]["value"], abs=0.0051)
            (whole,) = lines(part, "trial", group=name)
            there = np.interp(rep["bottom_s"], whole["x"], whole["y"])
            assert there == pytest.approx(rep["bottom"][change]["value"], abs=0.2)
            onset = rep["onset"]
            if onset is None:
                continue
            at = np.interp(
                onset["time_s"]["value"], np.linspace(*line["span"], len(line["y"])), line["y"]
            )
            assert at == pytest.approx(onset[change]["value"], abs=0.05)
            compared += 1
        assert plot["groups"]["descent"]["ways"] == list(ways(WAYS_OF[name]))
    assert compared == 2 * sum(rep["onset"] is not None for rep in result.summary["reps"])


def test_without_standing_the_models_zero_is_named(wink):
    part = curves(changed(wink, standing=None))
    for name in ("pelvis", "lumbar", "trial"):
        assert "from the model's zero" in part.data["plots"][name]["y"]["label"]
    (line,) = lines(part, "trial", group="pelvis")
    top = wink.frames["posterior_pelvic_tilt_deg"].max()
    assert max(one for one in line["y"] if one is not None) == pytest.approx(top, abs=0.01)
    assert "against standing" not in part.html


def test_where_one_angle_alone_has_a_zero_each_curve_names_its_own(wink):
    standing = copy.deepcopy(wink.summary["standing"])
    standing["lumbar_flexion_deg"]["value"] = None
    plot = curves(changed(wink, standing=standing)).data["plots"]["trial"]
    assert plot["y"]["label"].startswith("angle (°)")
    assert plot["groups"]["pelvis"]["name"] == "pelvis against standing"
    assert plot["groups"]["lumbar"]["name"] == "lower back from the model's zero"


def test_angles_have_words_for_their_direction():
    assert angle_words(TILT, -10.96) == "11.0° tilted forward"
    assert angle_words(TILT, 3.0) == "3.0° tucked"
    assert angle_words(LUMBAR, 15.67) == "15.7° bent"
    assert angle_words(LUMBAR, -2.0) == "2.0° arched"
    assert angle_words(TILT, -0.04) == "0.0°"
    assert "°" not in angle_words(TILT, None)


def test_the_onset_band_is_the_interval_of_the_summary(wink):
    onset = wink.summary["means"]["onset_depth_fraction"]
    (band,) = [
        one for one in curves(wink).data["plots"]["pelvis"]["bands"] if one["group"] == "onset_band"
    ]
    assert [band["low"], band["high"]] == pytest.approx(
        [100 * onset["low"], 100 * onset["high"]], abs=1e-3
    )
    assert f"{100 * onset['value']:.0f} %" in band["label"]


def test_marks_of_onsets_lie_at_their_depth(wink):
    marks = curves(wink).data["plots"]["pelvis"]["marks"]
    depths = [100 * rep["onset"]["depth_fraction"]["value"] for rep in wink.summary["reps"]]
    assert [mark["x"] for mark in marks] == pytest.approx(depths, abs=0.5)


def test_lengths_and_available_stretch_are_those_of_muscles_csv(wink):
    part, rows = muscle(wink), wink.muscles
    plot = part.data["plots"]["biceps_femoris_long"]
    for side, name in (("r", "bflh_r"), ("l", "bflh_l")):
        mine = rows[rows["muscle"] == name]
        bottoms = mine[mine["moment"] == "bottom"].set_index("rep")["length_over_standing"]
        for rep in wink.summary["reps"]:
            (line,) = lines(part, "biceps_femoris_long", rep=rep["rep"], group=f"{side}_descent")
            # The file's lengths are filtered, those of the frames are not.
            assert line["y"][-1] == pytest.approx(100 * bottoms[rep["rep"]], abs=0.5)
        (rule,) = [one for one in plot["bands"] if one["group"] == f"available_{side}"]
        length = mine["length_over_standing"].to_numpy() - 1.0
        share = mine["stretch_share"].to_numpy()
        np.testing.assert_allclose(100 + 100 * length, 100 + share * (rule["low"] - 100), atol=0.05)


def test_each_side_names_its_own_raise(wink):
    summary = copy.deepcopy(wink.summary)
    summary["muscle"]["hamstrings"]["raises"] = [
        {"side": "r", "angle_deg": 71.6, "known_from": "trial"},
        {"side": "l", "angle_deg": 90.0, "known_from": "assumed"},
    ]
    said = "".join(Tags(muscle(replace(wink, summary=summary)).html).said)
    assert "right: stretch that is available, the end of the straight-leg raise that" in said
    assert "that was recorded, 72°" in said
    assert (
        "left: stretch that is available, the end of an assumed straight-leg raise of 90°" in said
    )


def test_loads_are_those_of_the_frames_where_they_are_known(wink):
    frames = wink.frames.copy()
    frames.loc[frames.index[:200], "contact.knee_r_known"] = False
    part = load(replace(wink, frames=frames))
    (right,) = lines(part, "knee", group="right")
    known = frames["contact.knee_r_bw"].where(frames["contact.knee_r_known"].astype(bool))
    heights = np.array([np.nan if one is None else one for one in right["y"]])
    assert np.nanmax(heights) == pytest.approx(known.max(), abs=0.001)
    times = np.array(right["x"])
    assert np.isnan(heights[times < frames.index[199]]).all()
    (left,) = lines(part, "knee", group="left")
    assert None not in left["y"]


def test_only_verified_published_loads_are_drawn(wink):
    keys = {one.key: one for one in load_references()}
    drawn = {
        band["group"]
        for plot in load(wink).data["plots"].values()
        for band in plot["bands"]
        if band["group"] in keys
    }
    assert drawn
    assert all(keys[key].verified for key in drawn)
    summary = copy.deepcopy(wink.summary)
    for one in summary["load"]["context"]["references"]:
        one["verified"] = False
    part = load(replace(wink, summary=summary))
    assert not [
        band
        for plot in part.data["plots"].values()
        for band in plot["bands"]
        if band["group"] in keys
    ]
    assert "nobody has checked them in their source" in part.html


def test_a_limit_in_newton_is_drawn_in_body_weights(wink):
    (band,) = [
        one
        for one in load(wink).data["plots"]["l5s1_compression"]["bands"]
        if one["group"] == "niosh_action"
    ]
    weight = wink.summary["load"]["body_weight_n"]["value"]
    assert band["low"] == band["high"] == pytest.approx(3400 / weight, abs=1e-3)


def test_a_failed_joint_is_told_as_such(wink):
    summary = copy.deepcopy(wink.summary)
    summary["load"]["joints"]["hip_l"] |= {"grade": "fail", "grade_reasons": ["Muscles <give> up."]}
    html = load(replace(wink, summary=summary)).html
    assert "Not to be believed (left): muscles &lt;give&gt; up." in html


def test_a_knee_that_is_bent_too_far_is_dotted(wink):
    frames = wink.frames.copy()
    frames["knee_flexion_r_deg"] = np.where(frames["knee_flexion_r_deg"] > 100, 125.0, 20.0)
    part = load(replace(wink, frames=frames))
    assert part.data["plots"]["knee"]["groups"]["deep_r"]["style"] == "dotted"
    (deep,) = lines(part, "knee", group="deep_r")
    (rest,) = lines(part, "knee", group="right")
    assert any(one is not None for one in deep["y"])
    assert rest["y"].count(None) > 10


def test_marker_errors_are_those_of_the_frames(wink):
    (line,) = lines(quality(wink), "markers", group="max")
    top = 1000 * wink.frames["marker_max_m"].max()
    assert max(one for one in line["y"] if one is not None) == pytest.approx(top, abs=0.01)


def test_flags_are_bars_and_blocking_ones_are_strong(wink):
    frames = wink.frames.copy()
    times = frames.index.to_numpy()
    for name, first, stop in (("skin", 300, 400), ("at_limit", 100, 150), ("blocked", 300, 400)):
        frames[f"guard.{name}"] = np.arange(len(frames)) - first < stop - first
        frames[f"guard.{name}"] &= np.arange(len(frames)) >= first
    guard = [
        {"flag": "skin", "rep": 1, "value": {"value": 3}, "limit": {"value": 2}, "blocks": True,
         "reason": HOSTILE, "frames": 100},
    ]  # fmt: skip
    part = quality(changed(replace(wink, frames=frames), guard=guard))
    plot = part.data["plots"]["flags"]
    assert len(plot["rows"]) == 2
    strong = [bar for bar in plot["bars"] if bar[3]]
    assert [bar[1:3] for bar in strong] == [pytest.approx([times[300], times[399]])]
    (weak,) = [bar for bar in plot["bars"] if not bar[3]]
    assert weak[1:3] == pytest.approx([times[100], times[149]])
    assert "img" not in Tags(part.html).found
    assert HOSTILE in "".join(Tags(part.html).said)


def test_flickering_flags_stay_few_bars(wink):
    frames = pd.concat([wink.frames] * 20)
    frames.index = np.arange(len(frames)) * 0.01
    frames["guard.skin"] = np.arange(len(frames)) % 2 == 0
    frames["guard.heading"] = np.arange(len(frames)) % 40 < 3
    bars = quality(replace(wink, frames=frames)).data["plots"]["flags"]["bars"]
    assert len(bars) <= 2 * 120


def test_the_wink_trial_keeps_within_its_budget(wink):
    assert sizes(wink) < BUDGET


def test_a_trial_of_ten_minutes_and_sixty_repetitions_stays_bounded(wink):
    """Everything along time twenty times over; data of one part never grows without end."""
    frames = pd.concat([wink.frames] * 20)
    length = wink.frames.index[-1] - wink.frames.index[0] + 0.01
    frames.index = np.concatenate([wink.frames.index + k * length for k in range(20)])
    summary, parts, tables = copy.deepcopy(wink.summary), [], []
    for k in range(20):
        for rep in copy.deepcopy(wink.summary["reps"]):
            old, rep["rep"] = rep["rep"], rep["rep"] + 3 * k
            for end in ("start_s", "bottom_s", "end_s"):
                rep[end] += k * length
            parts.append(rep)
            mine = wink.curves[wink.curves["rep"].astype(str) == str(old)].copy()
            mine["rep"] = str(rep["rep"])
            tables.append(mine)
    summary["reps"] = parts
    means = wink.curves[wink.curves["rep"].isin(["mean", "sd"])]
    long = replace(wink, frames=frames, summary=summary, curves=pd.concat([*tables, means]))
    data = [json.dumps(make(long).data, separators=(",", ":")) for make in PARTS]
    assert sum(map(len, data)) < BUDGET
    assert "Of 60 repetitions, 40 are drawn" in curves(long).html


def test_without_an_onset_nothing_is_marked(wink):
    summary = copy.deepcopy(wink.summary)
    for rep in summary["reps"]:
        rep["onset"] = None
    summary["means"] = {
        key: value for key, value in summary["means"].items() if not key.startswith("onset")
    }
    result = replace(wink, summary=summary, muscles=wink.muscles[wink.muscles["moment"] != "onset"])
    for make in PARTS:
        for plot in make(result).data["plots"].values():
            assert not plot["marks"]
            assert not {"onset", "onset_band"} & set(plot["groups"])


def test_a_single_repetition_has_no_mean(wink):
    summary = copy.deepcopy(wink.summary)
    summary["reps"] = summary["reps"][:1]
    part = curves(replace(wink, summary=summary))
    plot = part.data["plots"]["pelvis"]
    assert {line["group"] for line in plot["lines"]} == {"descent", "ascent"}
    assert not plot["areas"]
    assert "There is one repetition" in part.html


def test_a_path_that_is_not_to_be_believed_is_crossed(wink):
    rows = wink.muscles.copy()
    rows["valid"] = False
    plots = muscle(replace(wink, muscles=rows)).data["plots"]
    assert all(plot["marks"] for plot in plots.values())
    assert all(mark["cross"] for plot in plots.values() for mark in plot["marks"])


def test_a_trial_without_squats_shows_its_angles_over_time(analysed):
    result = read_result(analysed("straight_leg_raise"))
    part = curves(result)
    assert list(part.data["plots"]) == ["trial"]
    assert "No repetition was found" in part.html
    assert not muscle(result).data
    assert not load(result).data
    assert "not asked for" in load(result).html
    (line,) = lines(part, "trial", group="pelvis")
    standing = result.summary["standing"] or {}
    stood_deg = standing.get("posterior_pelvic_tilt_deg", {}).get("value") or 0.0
    top = result.frames["posterior_pelvic_tilt_deg"].max() - stood_deg
    assert max(one for one in line["y"] if one is not None) == pytest.approx(top, abs=0.01)


def test_on_all_fours_the_ways_have_their_own_names(analysed):
    result = read_result(analysed("rock_back"))
    part = curves(result)
    assert part.data["movement"] == "rock_back"
    assert "way back" in part.data["plots"]["pelvis"]["x"]["label"]
    assert "descent" not in " ".join(Tags(part.html).said)
    assert not muscle(result).data
    assert "hands" in load(result).html


def test_a_motion_without_markers_says_so(wink):
    names = ["marker_rms_m", "marker_max_m", "pelvis_residual_mm"]
    part = quality(replace(wink, frames=wink.frames.drop(columns=names)))
    assert "no markers" in part.html
    assert not part.data


def test_nothing_solved_is_no_error(wink):
    frames = wink.frames.copy()
    for name in frames.columns:
        frames[name] = False if name.startswith(("guard.", "solved", "conv")) else np.nan
    empty = wink.curves.iloc[:0]
    result = changed(
        replace(wink, frames=frames, curves=empty, muscles=wink.muscles.iloc[:0], loads=None),
        reps=[], means={},
    )  # fmt: skip
    for make in PARTS:
        part = make(result)
        json.dumps(part.data, allow_nan=False)
    assert "No posture was solved" in curves(result).html
