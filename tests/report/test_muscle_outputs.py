from __future__ import annotations

import math
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.muscle.curves import JOINTS, MuscleCurves
from opensim_wink.report.muscle.moments import MuscleMoments, muscle_moments
from opensim_wink.report.muscle.plot import plot_muscles
from opensim_wink.report.muscle.summary import muscle_summary
from opensim_wink.report.muscle.tables import MUSCLE_COLUMNS, muscles_table
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.estimate import Estimate

TIME_S = np.arange(0.0, 10.0, 0.01)
PHASE = np.clip((TIME_S % 5.0 - 1.0) / 3.0, 0.0, 1.0)
DOWN = np.sin(np.pi * PHASE) ** 2  # two squats, 0 standing, 1 at the bottom
NAMES = ("bflh_r", "bflh_l", "recfem_r", "recfem_l", "glmax1_r", "glmax3_r", "glmax3_l")
GROUPS = ("biceps_femoris_long",) * 2 + ("rectus_femoris",) * 2 + ("gluteus_maximus",) * 3
PARTS = ("", "", "", "", "superior", "inferior", "inferior")
STANDING_M = np.array([0.42, 0.41, 0.51, 0.50, 0.16, 0.22, 0.21])
GAIN = np.array([0.10, 0.10, -0.05, -0.05, 0.3, 0.5, 0.5])  # of the standing length
RAISED_M = np.array([0.50, 0.49])
ARM_M = np.array([-0.05, 0.03, np.nan])
MODEL = SimpleNamespace(model_path=packaged_model_path())


def signals(wink_deg: float = 25.0) -> SquatSignals:
    late = np.clip((DOWN - 0.75) / 0.25, 0.0, None)
    both = np.stack([DOWN, DOWN], axis=1)
    feet = np.zeros((len(TIME_S), 2, 3))
    feet[:, :, 1] = 0.08
    return SquatSignals(
        time_s=TIME_S,
        hip_height_m=0.95 - 0.5 * DOWN,
        hip_forward_m=-0.1 * DOWN,
        hip_right_m=0.0 * DOWN,
        knee_height_m=0.5 - 0.05 * both,
        foot_m=feet,
        posterior_pelvic_tilt_deg=-10.0 * DOWN + wink_deg * late,
        lumbar_flexion_deg=2.0 * wink_deg * late,
        hip_flexion_deg=110.0 * both,
        knee_flexion_deg=115.0 * both,
        ankle_dorsiflexion_deg=25.0 * both,
        trunk_lean_deg=30.0 * DOWN,
        thigh_inclination_deg=90.0 - 95.0 * both,
        leg_length_m=0.87,
        pelvic_list_deg=0.0 * DOWN,
        pelvic_rotation_deg=0.0 * DOWN,
    )


def curves() -> MuscleCurves:
    length_m = STANDING_M * (1 + GAIN * DOWN[:, None])
    arm_m = np.broadcast_to(ARM_M, (*length_m.shape, 3)).copy()
    return MuscleCurves(
        time_s=TIME_S,
        names=NAMES,
        groups=GROUPS,
        parts=PARTS,
        sides=tuple(name[-1] for name in NAMES),
        joints=JOINTS,
        length_m=length_m,
        velocity_m_s=np.gradient(length_m, TIME_S, axis=0),
        arm_m=arm_m,
        contact_arm_m=arm_m,
        expected=np.zeros((len(NAMES), 3), dtype=int),
    )


def evidence() -> Any:
    return SimpleNamespace(
        names=NAMES[:2],
        groups=GROUPS[:2],
        sides=("r", "l"),
        standing_m=STANDING_M[:2],
        raised_m=RAISED_M,
        slr_deg=np.array([90.0, 90.0]),
        slr_from=("trial", "stated"),
    )


def found(wink_deg: float = 25.0) -> tuple[SquatSignals, SquatAnalysis, MuscleMoments]:
    shown = signals(wink_deg)
    squat = analyze_squats(shown)
    assert len(squat.reps) == 2
    return shown, squat, muscle_moments(curves(), shown, squat)


def believed(value: bool = True) -> Any:
    return SimpleNamespace(valid=np.full((len(TIME_S), len(NAMES)), value))


def table(wink_deg: float = 25.0, guard: Any = None, judged: Any = None) -> Any:
    _, _, moments = found(wink_deg)
    return muscles_table(
        MODEL, curves(), guard or believed(), moments, judged or evidence(), LombardSettings()
    )


def test_moments_are_the_last_standing_frame_the_onset_and_the_bottom() -> None:
    _, squat, moments = found()
    for row, rep in enumerate(squat.reps):
        assert rep.onset is not None
        np.testing.assert_allclose(
            moments.time_s[row],
            [rep.repetition.start_s, rep.onset.time_s.value, rep.repetition.bottom_s],
        )
        down = np.interp(moments.time_s[row], TIME_S, DOWN)
        expected = STANDING_M * (1 + GAIN * down[:, None])
        np.testing.assert_allclose(moments.length_m[row], expected, rtol=1e-3)
    np.testing.assert_allclose(moments.standing_m, STANDING_M, rtol=1e-3)
    assert moments.arm_m.shape == (2, 3, len(NAMES), 3)


def test_one_row_a_repetition_muscle_and_moment() -> None:
    rows = table()
    assert tuple(rows.columns) == MUSCLE_COLUMNS
    assert len(rows) == 2 * len(NAMES) * 3
    assert rows["moment"].tolist()[:3] == ["start", "onset", "bottom"]
    assert rows["muscle"].tolist()[:6] == ["bflh_r"] * 3 + ["bflh_l"] * 3
    bottom = rows[(rows.rep == 2) & (rows.muscle == "glmax3_l") & (rows.moment == "bottom")]
    (row,) = bottom.to_dict("records")
    assert (row["group"], row["side"]) == ("gluteus_maximus", "l")
    assert row["length_over_standing"] == pytest.approx(1.5, abs=2e-3)
    assert row["hip_arm_m"] == pytest.approx(-0.05, abs=1e-6)
    assert row["knee_arm_m"] == pytest.approx(0.03, abs=1e-6)
    assert math.isnan(row["lumbar_arm_m"])  # the model has no such joint
    assert row["velocity_m_s"] == pytest.approx(0.0, abs=0.02)


def test_without_a_wink_there_is_no_onset_to_tell_of() -> None:
    rows = table(wink_deg=0.0)
    assert set(rows["moment"]) == {"start", "bottom"}
    assert len(rows) == 2 * len(NAMES) * 2


def test_the_share_of_stretch_is_0_standing_and_1_in_the_raise() -> None:
    rows = table().set_index(["rep", "muscle", "moment"])
    room = RAISED_M[0] / STANDING_M[0] - 1
    for moment in ("start", "onset", "bottom"):
        ratio = rows.loc[(1, "bflh_r", moment), "length_over_standing"]
        share = rows.loc[(1, "bflh_r", moment), "stretch_share"]
        assert share == pytest.approx((ratio - 1) / room, abs=2e-3)
    assert rows.loc[(1, "bflh_r", "bottom"), "stretch_share"] == pytest.approx(0.1 / room, abs=0.01)
    others = rows[~rows["group"].isin(["biceps_femoris_long"])]
    assert others["stretch_share"].isna().all()


def test_a_raise_that_hardly_lengthens_gives_no_share() -> None:
    short = evidence()
    short.raised_m = STANDING_M[:2] + 0.001
    assert table(judged=short)["stretch_share"].isna().all()


def test_fibres_are_those_of_the_model() -> None:
    rows = table()
    of = read_muscle_parameters(MODEL.model_path, ("bflh_r",))
    row = rows[(rows.muscle == "bflh_r") & (rows.moment == "bottom")].iloc[0]
    width = of.optimal_fibre_m[0] * math.sin(of.pennation_rad[0])
    rigid = math.hypot(row["length_m"] - of.tendon_slack_m[0], width) / of.optimal_fibre_m[0]
    assert row["fibre_over_optimum_rigid"] == pytest.approx(rigid, abs=1e-4)
    assert 1.0 < row["fibre_over_optimum_elastic"] < rigid  # the tendon gives way
    assert row["passive_force_n"] > 0


def test_what_may_not_be_believed_is_told_and_unknown_cells_are_empty() -> None:
    guard = believed()
    guard.valid[int(2.5 / 0.01), 0] = False  # the first bottom
    rows = table(guard=guard).set_index(["rep", "muscle", "moment"])
    assert not rows.loc[(1, "bflh_r", "bottom"), "valid"]
    assert rows["valid"].sum() == len(rows) - 1
    text = rows.to_csv()
    assert "nan" not in text.lower()
    assert ",-0.0," not in text


def test_no_repetition_gives_an_empty_table_with_its_columns() -> None:
    shown = signals()
    still = replace(shown, hip_height_m=np.full(len(TIME_S), 0.95))
    moments = muscle_moments(curves(), still, analyze_squats(still))
    empty = muscles_table(MODEL, curves(), believed(), moments, None, LombardSettings())
    assert tuple(empty.columns) == MUSCLE_COLUMNS
    assert len(empty) == 0
    assert muscle_summary(curves(), moments)["bflh_r"]["reps"] == []


def test_the_summary_tells_the_same_lengths() -> None:
    _, _, moments = found()
    rows = table().set_index(["rep", "muscle", "moment"])["length_m"]
    for name, entry in muscle_summary(curves(), moments).items():
        for rep in entry["reps"]:
            for moment in ("onset", "bottom"):
                told = rep[f"{moment}_m"]["value"]
                assert told == pytest.approx(rows[rep["rep"], name, moment], abs=1e-6)


def test_all_changes_are_over_one_standing_length() -> None:
    _, _, moments = found()
    # A person who leans as the descent begins: hips already bent, hamstrings longer.
    leaning = moments.length_m.copy()
    leaning[:, 0] *= 1.04
    moments = replace(moments, length_m=leaning)
    rows = muscles_table(MODEL, curves(), believed(), moments, evidence(), LombardSettings())
    ratio = rows.set_index(["rep", "muscle", "moment"])["length_over_standing"]
    for column, (name, entry) in enumerate(muscle_summary(curves(), moments).items()):
        for rep in entry["reps"]:
            assert rep["standing_m"]["value"] == moments.standing_m[column]
            percent = rep["standing_to_bottom_percent"]["value"]
            assert percent == pytest.approx(100 * ratio[rep["rep"], name, "bottom"] - 100, abs=2e-3)


def drawn(path: Path, **changes: Any) -> bool:
    shown, squat, moments = found()
    given = {
        "title": "squat",
        "muscle": curves(),
        "guard": believed(),
        "moments": moments,
        "signals": shown,
        "squat": squat,
        "evidence": evidence(),
    }
    return plot_muscles(path, **(given | changes))


def strokes(path: Path) -> list[tuple[str, bool]]:
    """Colour of every line that was stroked, and whether it is broken."""
    pieces = [
        dict(
            part.split(":", 1)
            for part in element.get("style", "").replace(" ", "").split(";")
            if part
        )
        for element in ET.parse(path).iter()
    ]
    return [(p["stroke"], "stroke-dasharray" in p) for p in pieces if "stroke" in p]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The picture as it is without any change."""
    path = tmp_path_factory.mktemp("plain") / "muscles.svg"
    assert drawn(path)
    return path


def test_the_picture_is_the_same_each_time_and_leaves_no_trace(plain: Path, tmp_path: Path) -> None:
    before = dict(mpl.rcParams)
    held = {name for name in sys.modules if name.startswith("matplotlib.pyplot")}
    with mpl.rc_context({"lines.linewidth": 9.0, "font.size": 30}):  # a user's own taste
        assert drawn(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_bytes() == plain.read_bytes()
    assert dict(mpl.rcParams) == before
    assert {name for name in sys.modules if name.startswith("matplotlib.pyplot")} == held
    assert "<text" not in plain.read_text()  # outlines: no font is needed


def test_right_is_red_left_is_blue_and_hamstrings_have_their_end(
    plain: Path, tmp_path: Path
) -> None:
    found_strokes = strokes(plain)
    for colour in ("#c81e1e", "#1d4ed8"):
        # Three muscles, two repetitions, and the legend; the onsets are drawn besides.
        assert found_strokes.count((colour, False)) >= 3 * 2 + 1
        assert found_strokes.count((colour, True)) == 1
    drawn(tmp_path / "b.svg", evidence=None)
    assert not any(broken for _, broken in strokes(tmp_path / "b.svg"))


def test_what_may_not_be_believed_is_dotted(tmp_path: Path) -> None:
    drawn(tmp_path / "a.svg", evidence=None, guard=believed(False))
    broken = [colour for colour, dots in strokes(tmp_path / "a.svg") if dots]
    assert broken.count("#c81e1e") == broken.count("#1d4ed8") == 3 * 2


def test_the_interval_of_the_onset_is_a_band(plain: Path, tmp_path: Path) -> None:
    _, squat, _ = found()
    reps = []
    for rep in squat.reps:
        assert rep.onset is not None
        value = rep.onset.depth_fraction.value
        share = Estimate(value, value - 0.05, value + 0.05)
        reps.append(replace(rep, onset=replace(rep.onset, depth_fraction=share)))
    drawn(tmp_path / "band.svg", squat=replace(squat, reps=tuple(reps)))
    bands = [path.read_text().count('opacity: 0.1"') for path in (plain, tmp_path / "band.svg")]
    assert bands == [0, 2 * 3]  # a repetition and muscle


def dashes(path: Path) -> set[str]:
    """Every pattern of dashes in a picture, scaled by no line's width."""
    found = re.findall(r"stroke-dasharray: ([\d., ]+)", path.read_text())
    return {" ".join(pattern.replace(",", " ").split()) for pattern in found}


def test_a_raise_that_is_assumed_is_drawn_otherwise_than_a_known_one(
    plain: Path, tmp_path: Path
) -> None:
    judged = evidence()
    known = dashes(plain)
    assert len(known) == 1
    judged.slr_from = ("assumed", "assumed")
    drawn(tmp_path / "assumed.svg", evidence=judged)
    assert len(dashes(tmp_path / "assumed.svg")) == 1
    assert not dashes(tmp_path / "assumed.svg") & known
    judged.slr_from = ("trial", "assumed")
    drawn(tmp_path / "both.svg", evidence=judged)
    assert dashes(tmp_path / "both.svg") == known | dashes(tmp_path / "assumed.svg")


def test_any_name_of_a_trial_can_be_drawn(tmp_path: Path) -> None:
    assert drawn(tmp_path / "a.svg", title=r"squat_$1 $\frac{$ 深蹲 <&>" + 200 * "a")
    ET.parse(tmp_path / "a.svg")


def test_nothing_to_draw_leaves_no_file(tmp_path: Path) -> None:
    _, squat, _ = found()
    assert not drawn(tmp_path / "a.svg", squat=replace(squat, reps=()))
    other = replace(curves(), groups=("soleus",) * len(NAMES))
    assert not drawn(tmp_path / "a.svg", muscle=other)
    assert list(tmp_path.iterdir()) == []
