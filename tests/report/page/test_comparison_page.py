"""The page of a comparison: its facts are those of comparison.json, and no text breaks out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from page_making import Page
from session_making import short_hip, write_session

from opensim_wink.claims.comparison import compare_session
from opensim_wink.claims.hamstrings.remedies import A_WINK
from opensim_wink.claims.session import Session
from opensim_wink.comparing import compare
from opensim_wink.errors import OutputError
from opensim_wink.report.comparison.files import comparison_summary, write_comparison
from opensim_wink.report.page.comparison import write_comparison_report
from opensim_wink.report.page.comparison_parts.dot_plot import axis_for, scale, strip
from opensim_wink.report.page.comparison_parts.findings import state_of
from opensim_wink.report.page.comparison_parts.wording import (
    difference,
    digits_of,
    in_words,
    signed,
)
from opensim_wink.report.page.comparison_result import read_comparison
from opensim_wink.report.page.template import interval, number

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></title></style>{{ 7*7 }} 猫"
# Words that the page looks up; anything else may be any text.
FIXED = {
    "cause", "finding", "weight", "says", "verdict", "condition", "quantity", "answer", "id",
    "claim_id", "unit", "movement", "against", "account", "test", "method", "missing", "bears_on",
    "open", "named", "lacks", "verdicts", "part",
}  # fmt: skip
Json = dict[str, Any]


def whole_session() -> Session:
    """With lumbar flexion and circumstances, as real trials have them."""
    trials = []
    for trial in short_hip().trials:
        if not trial.reps or trial.descent is None:
            trials.append(trial)
            continue
        heels = trial.condition.name == "heels_raised"
        values = trial.values | {
            "stance_width_cm": np.array([38.0, 38.4, 38.8]),
            "toe_out_r_deg": np.array([14.0, 15.0, 16.0]),
            "foot_pitch_start_deg": np.full(3, 7.5 if heels else 0.1),
        }
        pelvis = trial.descent.curves["pelvis_change_deg"]
        drawn = trial.descent.draws["pelvis_change_deg"]
        descent = replace(
            trial.descent,
            curves=trial.descent.curves | {"lumbar_change_deg": 0.6 * pelvis},
            draws=trial.descent.draws | {"lumbar_change_deg": 0.6 * drawn},
        )
        trials.append(replace(trial, values=values, descent=descent))
    return Session("P01", tuple(trials))


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``compare`` leaves."""
    place = tmp_path_factory.mktemp("compared")
    trials = write_session(place / "trials", whole_session())
    comparison = compare(trials, person="P01")
    write_comparison(
        comparison, place / "out", folders=trials, command=["opensim-wink", "compare", "a b"]
    )
    return place / "out"


@pytest.fixture(scope="module")
def summary(compared: Path) -> Json:
    return json.loads((compared / "comparison.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def page(compared: Path) -> Page:
    return Page((compared / "report.html").read_text("utf-8"))


@pytest.fixture
def rewritten(compared: Path, tmp_path: Path) -> Callable[[Callable[[Json], Json]], Page]:
    """The page of a changed comparison."""

    def make(change: Callable[[Json], Json]) -> Page:
        for name in ("comparison.json", "provenance.json"):
            content = json.loads((compared / name).read_text("utf-8"))
            content = change(content) if name.startswith("comparison") else content
            (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
        return Page(write_comparison_report(tmp_path).read_text("utf-8"))

    return make


def test_the_page_is_one_of_the_folders_files(compared: Path) -> None:
    record = json.loads((compared / "provenance.json").read_text("utf-8"))
    assert set(record["files"]) | {"provenance.json"} == {p.name for p in compared.iterdir()}
    assert "report.html" in record["files"]


def test_it_is_made_from_the_folder_alone_and_the_same_again(compared: Path) -> None:
    before = (compared / "report.html").read_bytes()
    assert write_comparison_report(compared).read_bytes() == before


def test_causes_come_first_and_say_what_the_json_says(page: Page, summary: Json) -> None:
    text = page.text
    assert text.index("What the trials say of the causes") < text.index("The conditions side by")
    assert "The trials are consistent with the shape of the hip." in text
    assert "This is no diagnosis" in text
    claims = {claim["id"]: claim for claim in summary["claims"]}
    for cause in summary["causes"]:
        assert cause["words"].capitalize() in text
        for witness in cause["rests_on"]:
            assert f"“{claims[witness['claim']]['claim']}”" in text
            assert witness["reason"] in text
        if cause["weight"] != "decisive" and cause["settles"]:
            first, *_ = cause["settles"]
            at = text.index(first, text.index(cause["words"].capitalize()))
            assert all(one in text[at:] for one in cause["settles"])


@pytest.mark.parametrize(
    ("finding", "weight", "state"),
    [
        ("speaks for", "decisive", "for"),
        ("speaks for", "hint", "hint_for"),
        ("speaks against", "decisive", "against"),
        ("speaks against", "hint", "hint_against"),
        ("cannot tell", None, "open"),
        ("not tested", None, "open"),
    ],
)
def test_only_decisive_evidence_is_more_than_a_hint(
    finding: str, weight: str | None, state: str
) -> None:
    assert state_of({"finding": finding, "weight": weight}) == state


def test_a_cause_with_evidence_on_both_sides_shows_both(rewritten, summary: Json) -> None:
    claims = [claim["id"] for claim in summary["claims"]][:2]

    def change(content: Json) -> Json:
        cause = content["causes"][3] | {"finding": "cannot tell", "weight": None, "named": False}
        cause["rests_on"] = [
            {"claim": one, "says": says, "weight": "decisive", "reason": f"R {says}.", "lacks": []}
            for one, says in zip(claims, ("for", "against"), strict=True)
        ]
        content["causes"][3] = cause
        return content

    text = rewritten(change).text
    assert "R for." in text
    assert "R against." in text
    assert re.search(r"Left open: [^.]*balance[^.]*\.", text)


def test_every_mean_of_every_condition_stands_with_its_interval(page: Page, summary: Json) -> None:
    digits = {"pelvis_wink_deg": 1, "onset_depth_per_leg": 2, "onset_hip_flexion_deg": 0}
    digits["lumbar_change_same_depth_deg"] = 1
    told = 0
    for condition in summary["conditions"]:
        assert condition["words"] in page.text
        for name, decimals in digits.items():
            mean = condition["means"][name]
            if mean["value"] is not None:
                assert interval(mean, decimals) in page.text
                told += 1
    assert told > 4 * 4
    assert f"The same depth is {number(summary['same_depth_per_leg'], 2)} leg" in page.text


def test_differences_stand_with_the_interval_that_the_answer_rests_on(
    page: Page, summary: Json
) -> None:
    shown = [one for one in summary["effects"] if one["answer"] != "undefined"]
    assert len(shown) > 20
    for effect in shown:
        assert difference(effect["adjusted"], effect["unit"]) in page.text
        assert difference(effect["difference"], effect["unit"]) in page.text
    family = max(one["adjusted"]["family"] for one in shown)
    assert f"among all {family} comparisons" in page.text


def test_every_claim_stands_under_its_verdict(page: Page, summary: Json) -> None:
    text = page.text[page.text.index("What people say") :]
    heads = [text.index(head) for head in ("Supported:", "Contradicted:", "Cannot tell (")]
    assert heads == sorted(heads)
    ends = [*heads[1:], text.index("What else changed")]
    for verdict, start, end in zip(
        ("supported", "contradicted", "cannot tell"), heads, ends, strict=True
    ):
        claims = [one for one in summary["claims"] if one["verdict"] == verdict]
        block = text[start:end]
        assert block.count("“") >= len(claims)
        for claim in claims:
            assert f"“{claim['claim']}”" in block
            assert claim["prediction"] in block
            assert claim["reason"] in block
            assert verdict != "cannot tell" or claim["settles"] in block


def test_circumstances_that_differ_are_marked_in_words_too(page: Page) -> None:
    marks = [a for tag, a in page.tags if a.get("class") == "differs"]
    assert [mark["aria-label"] for mark in marks] == ["differs from the usual squat"]
    assert "38 ± 0" in page.text
    assert "15 ± 1" in page.text
    assert "8 ± 0" in page.text
    assert "Largest hip flexion, leg straightright 80° (in raise)" in page.text
    assert "left 4°" not in page.text


def test_the_lab_finds_files_command_and_fingerprints(page: Page, compared: Path) -> None:
    record = json.loads((compared / "provenance.json").read_text("utf-8"))
    links = [one for one in page.every("href") if one.startswith("./")]
    assert links == [
        "./comparison.json", "./effects.csv", "./claims.csv", "./provenance.json",
    ]  # fmt: skip
    assert "opensim-wink compare 'a b'" in page.text
    for one in record["inputs"]:
        assert one["sha256"] in page.text
    for condition in ("baseline", "rock_back"):
        assert f"{condition}{short_hip().under(condition)[0].condition.words}" in page.text


def test_headings_ids_and_links_hold_together(page: Page) -> None:
    ids = page.every("id")
    assert len(ids) == len(set(ids))
    targets = [one[1:] for one in page.every("href") if one.startswith("#")]
    for name in ("popovertarget", "aria-labelledby", "aria-describedby", "data-copy"):
        targets += page.every(name)
    assert set(targets) <= set(ids)
    levels = page.headings
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_asked_of_the_network(page: Page) -> None:
    asked = [*page.every("src"), *page.every("action"), *page.every("poster")]
    assert asked == []
    assert not [one for one in page.every("href") if re.match(r"[a-z]+:|//", one)]


def hostile(content: Any, key: str = "") -> Any:
    """Every text that the page does not look up, with a tail that would break out."""
    if isinstance(content, dict):
        return {name: hostile(value, name) for name, value in content.items()}
    if isinstance(content, list):
        return [hostile(one, key) for one in content]
    return content + HOSTILE if isinstance(content, str) and key not in FIXED else content


def test_hostile_texts_are_shown_as_text(rewritten, page: Page) -> None:
    def change(content: Json) -> Json:
        changed = hostile(content)
        for trial in changed["trials"]:
            trial["condition"] += HOSTILE
        for claim in changed["claims"]:
            claim["account"] = HOSTILE
        return changed

    found = rewritten(change)
    assert [tag for tag, _ in found.tags if tag in ("img", "script", "title", "style")] == [
        tag for tag, _ in page.tags if tag in ("img", "script", "title", "style")
    ]
    assert not [a for _, attributes in found.tags for a in attributes if a.startswith("on")]
    assert found.text.count("{{ 7*7 }} 猫") > 100
    assert "".join(found.silent["title"]).startswith("P01<script>")


@pytest.mark.parametrize("name", [HOSTILE, "x" * 5000, "שלום‏ عليكم", "\u202eevil"])
def test_a_strange_name_stands_in_the_heading(rewritten, name: str) -> None:
    found = rewritten(lambda content: content | {"person": name})
    at = next(i for i, (tag, _) in enumerate(found.tags) if tag == "h1")
    assert found.tags[at + 1][0] == "bdi"
    assert " ".join(name.split()) in found.text


def test_a_comparison_without_effects_conditions_or_person(rewritten) -> None:
    nothing = {"person": "", "conditions": [], "effects": [], "claims": [], "causes": []}
    nothing["untested"] = {"why": "no_usual", "says": "No usual squat was recorded."}
    text = rewritten(lambda content: content | nothing).text
    assert "This person" in text
    assert "No usual squat was recorded" in text
    assert "There is nothing to compare: that takes a usual squat and another condition." in text


def unasked(content: Json, session: Session) -> Json:
    """As a comparison leaves causes where the usual squat holds no wink to explain."""
    told = comparison_summary(compare_session(session))
    return content | {name: told[name] for name in ("untested", "causes", "named")}


def with_verdicts(verdict: str) -> Session:
    """The usual squat with another verdict, and a wink that is too small to settle it."""
    first, *others = short_hip().trials
    small = first.values | {"pelvis_wink_deg": np.array([4.0, 5.5, 5.0])}
    drawn = first.draws | {"pelvis_wink_deg": 5.0 + first.draws["pelvis_wink_deg"] / 17.0}
    usual = replace(first, verdicts=(verdict,) * 3, values=small, draws=drawn)
    return Session("P01", (usual, *others))


def settling(page: Page, summary: Json) -> list[str]:
    """What stands in the row of each cause behind its name, in the page's order."""
    section = page.text[: page.text.index("The conditions side by side")]
    rows = section[section.index("What would settle it") :]
    names = [cause["words"].capitalize() for cause in summary["causes"]]
    starts = sorted(rows.index(name) + len(name) for name in names)
    return [rows[a:b] for a, b in pairwise([*starts, len(rows)])]


@pytest.mark.parametrize(
    ("session", "says", "settles"),
    [
        (short_hip(without=("baseline",)), "No usual squat was recorded", A_WINK),
        (with_verdicts("no wink"), "There is no wink in the usual squat", A_WINK),
        (
            with_verdicts("cannot tell"),
            "Whether there is a wink in the usual squat cannot be told",
            "usual squats in which the guard objects to nothing, with more repetitions",
        ),
    ],
)
def test_why_no_cause_was_tested_is_said_once_and_what_to_record_comes_first(
    rewritten, summary: Json, session: Session, says: str, settles: str
) -> None:
    page = rewritten(lambda content: unasked(content, session) | {"claims": []})
    assert page.text.count(says) == 1
    assert page.text.index(says) < page.text.index("This is no diagnosis")
    assert "needs a usual squat" not in page.text  # the rows are left to what would settle them
    for row in settling(page, summary):
        assert row.count(settles) == 1
        assert row.replace("What would settle it", "").strip(" open").startswith(settles)


def test_notes_of_what_does_not_fit_stand_with_the_causes(rewritten) -> None:
    note = "The trials do not share one static trial."
    text = rewritten(lambda content: content | {"notes": [*content["notes"], note]}).text
    assert text.index(note) < text.index("The conditions side by side")


def test_a_folder_that_is_no_comparison_is_refused(compared: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"comparison\.json, provenance\.json missing"):
        write_comparison_report(tmp_path)
    with pytest.raises(OutputError, match="no folder is there"):
        write_comparison_report(tmp_path / "none")
    for name in ("comparison.json", "provenance.json"):
        (tmp_path / name).write_bytes((compared / name).read_bytes())
    content = json.loads((compared / "comparison.json").read_text("utf-8"))
    for changed, said in (
        ({"schema": 2}, "of schema 2, this version reads 1"),
        ({"effects": None, "causes": 3}, "lacks causes, effects"),
    ):
        (tmp_path / "comparison.json").write_text(json.dumps(content | changed), "utf-8")
        with pytest.raises(OutputError, match=said):
            read_comparison(tmp_path)
    assert not (tmp_path / "report.html").exists()


def effect(value: float, half: float, wide: float, change: float = 2.0) -> Json:
    return {
        "difference": {"value": value, "low": value - half, "high": value + half},
        "adjusted": {"value": value, "low": value - wide, "high": value + wide},
        "detectable_change": change,
        "margin": 5.0,
    }


def shares(svg: str, kind: str) -> list[tuple[float, float]]:
    """Ends of the lines of a kind, in percent."""
    found = re.findall(rf'<line class="{kind}" x1="([\d.]+)%" x2="([\d.]+)%"', svg)
    return [(float(a), float(b)) for a, b in found]


def test_a_strip_draws_intervals_band_and_dot_to_scale() -> None:
    one = effect(-6.0, 1.0, 2.0)
    axis = axis_for([one, effect(3.0, 1.0, 2.0)])
    assert axis.low < -8.0
    assert axis.high > 5.0
    svg = str(strip(one, axis))
    whole = axis.high - axis.low

    def at(value: float) -> float:
        return 100 * (value - axis.low) / whole

    assert shares(svg, "alone")[0] == pytest.approx((at(-7), at(-5)), abs=0.01)
    assert shares(svg, "among")[0] == pytest.approx((at(-8), at(-4)), abs=0.01)
    assert [left for left, _ in shares(svg, "margin")] == pytest.approx([at(-5), at(5)], abs=0.01)
    assert shares(svg, "zero")[0][0] == pytest.approx(at(0), abs=0.01)
    dot = float(re.search(r'cx="([\d.]+)%"', svg)[1])
    assert dot == pytest.approx(at(-6), abs=0.01)
    band = re.search(r'class="change" x="([\d.]+)%" width="([\d.]+)%"', svg)
    assert float(band[1]) == pytest.approx(at(-2), abs=0.01)
    assert float(band[2]) == pytest.approx(400 / whole, abs=0.01)


def test_an_interval_that_would_press_all_together_is_cut_with_an_arrow() -> None:
    wide = effect(1.0, 2.0, 900.0)
    axis = axis_for([wide, effect(-2.0, 1.0, 1.5)])
    assert axis.high - axis.low < 40.0
    svg = str(strip(wide, axis))
    assert "‹" in svg
    assert "›" in svg
    assert shares(svg, "among") == [(0.0, 100.0)]


def test_a_difference_of_unknown_error_is_a_dot_alone() -> None:
    one = effect(1.0, 1.0, 1.0) | {"detectable_change": None}
    one["difference"] = one["adjusted"] = {"value": 1.0, "low": None, "high": None}
    svg = str(strip(one, axis_for([one])))
    assert "circle" in svg
    assert "change" not in svg
    assert not shares(svg, "alone")


def test_the_axis_has_round_ticks_with_zero_among_them() -> None:
    axis = axis_for([effect(-6.0, 1.0, 2.0)])
    assert 0.0 in axis.ticks()
    assert 3 <= len(axis.ticks()) <= 8
    assert ">+5<" in str(scale(axis, 1))
    assert ">−5<" in str(scale(axis, 1))


def test_numbers_in_words() -> None:
    measured = {"value": -6.26, "low": -7.6, "high": 0.04}
    assert difference(measured, "°") == "−6.3° (−7.6 to 0.0°)"
    assert difference({"value": 0.052, "low": None, "high": None}, "leg lengths") == "+0.05"
    assert difference({"value": None, "low": None, "high": None}, "°") == "–"
    assert (signed(0.01, 1), signed(1.0, 1), signed(None, 1)) == ("0.0", "+1.0", "–")
    assert in_words(["a"]) == "a"
    assert in_words(["a", "b", "c"]) == "a, b and c"
    assert digits_of("°") == 1
