"""A comparison as files and as a page: what the documents promise."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from session_making import SHORT_HIP, short_hip

from opensim_wink.claims.book.claim import CAUSES
from opensim_wink.claims.comparison import EFFECT_COLUMNS, Comparison, compare_session
from opensim_wink.report.comparison.files import (
    CLAIM_COLUMNS,
    claims_table,
    comparison_summary,
)
from opensim_wink.report.comparison.text import comparison_text
from opensim_wink.report.strict_json import plain

ROOT = Path(__file__).resolve().parents[2]
HEELS = "heels on a wedge or plates"
HEADING = "## What `compare -o DIR` leaves"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare_session(short_hip())


@pytest.fixture(scope="module")
def summary(comparison: Comparison) -> dict[str, Any]:
    return comparison_summary(comparison)


def test_every_key_and_column_is_described(summary: dict[str, Any]) -> None:
    text = (ROOT / "docs" / "outputs.md").read_text("utf-8")
    section = text[text.index(HEADING) :].split("\n## ")[0]
    told = set(re.findall(r"`([^`]+)`", section)) | {"value"}
    cause, effect = summary["causes"][0], summary["effects"][0]
    without = compare_session(short_hip(without=("baseline",)))
    parts = [
        summary, comparison_summary(without)["untested"],
        summary["trials"][0], cause, cause["rests_on"][0], summary["claims"][0], effect,
        effect["difference"], effect["adjusted"], EFFECT_COLUMNS, CLAIM_COLUMNS,
    ]  # fmt: skip
    assert {str(key) for part in parts for key in part} - told == set()
    words = {one["answer"] for one in summary["effects"]}
    words |= {one["verdict"] for one in summary["claims"]}
    words |= {one["finding"] for one in summary["causes"]}
    assert words - told == set()


def test_the_summary_is_strict_json(summary: dict[str, Any]) -> None:
    text = json.dumps(plain(summary), allow_nan=False)
    assert json.loads(text)["named"] == ["structure"]
    assert [cause["cause"] for cause in summary["causes"]] == list(CAUSES)


def test_tables_have_a_row_for_each(comparison: Comparison, summary: dict[str, Any]) -> None:
    effects, claims = comparison.to_frame(), claims_table(comparison)
    assert list(effects.columns) == EFFECT_COLUMNS
    assert list(claims.columns) == CLAIM_COLUMNS
    assert (len(effects), len(claims)) == (len(summary["effects"]), len(summary["claims"]))
    known = [name for name in SHORT_HIP if name != "baseline"]
    assert set(effects["condition"]) == set(known)
    assert set(effects["person"]) == set(claims["person"]) == {"P01"}
    wide = effects.dropna(subset=["low", "adjusted_low"])
    assert (wide["adjusted_low"] <= wide["low"] + 1e-9).all()
    assert (wide["adjusted_high"] >= wide["high"] - 1e-9).all()


@pytest.mark.parametrize("width", [60, 100])
def test_the_page_tells_claims_before_causes_and_numbers(
    summary: dict[str, Any], width: int
) -> None:
    page = comparison_text(summary, width, Path("out"))
    lines = page.splitlines()
    assert max(map(len, lines[:-1])) <= width
    heads = ("Supported", "Contradicted", "Cannot tell", "Causes", f"  {HEELS}, ")
    starts = [next(i for i, line in enumerate(lines) if line.startswith(head)) for head in heads]
    assert starts == sorted(starts)
    flat = " ".join(page.split())
    for claim in summary["claims"]:
        assert (f"“{claim['claim']}”" in flat) == (not claim["missing"])
        if claim["verdict"] == "cannot tell" and not claim["missing"]:
            assert f"To settle it: {claim['settles']}." in flat or claim["settles"] in flat


def test_what_was_not_recorded_is_one_list_of_trials(summary: dict[str, Any]) -> None:
    page = comparison_text(summary, 400)
    _, _, after = page.partition("Not recorded, each with the claims that wait for it:\n")
    lines = after.split("\n\n")[0].splitlines()
    groups = {group for claim in summary["claims"] for group in claim["missing"]}
    assert len(lines) == len(groups) > 3
    assert "  faster than usual: speed_adds_to_it" in lines
    assert "  feet wider than usual or toes turned out: stance_takes_it_away" in lines
    assert "Not recorded: " not in page


def test_what_does_not_fit_together_stands_under_the_headline(summary: dict[str, Any]) -> None:
    note = "The trials do not share one static trial."
    page = comparison_text(summary | {"notes": [*summary["notes"], note]}, 100)
    assert page.split("\n\n")[1].strip() == note


def test_a_page_without_a_person_or_effects(summary: dict[str, Any]) -> None:
    page = comparison_text(summary | {"person": "", "named": [], "effects": []}, 100)
    assert page.startswith("This person: no cause stands out.\n")
    assert f"{HEELS}, " not in page


def test_what_every_cause_waits_for_is_said_once_at_the_top() -> None:
    summary = comparison_summary(compare_session(short_hip(without=("baseline",))))
    why = "No usual squat was recorded, so nothing is said of any cause"
    assert summary["untested"]["why"] == "no_usual"
    assert json.dumps(summary["causes"]).count("usual squat") >= len(CAUSES)
    assert json.dumps(plain(summary)).count(why) == 1
    assert {cause["statement"] for cause in summary["causes"]} == {
        f"{words.capitalize()}: needs a usual squat." for words in CAUSES.values()
    }
    assert all(cause["settles"][0] == summary["untested"]["settles"] for cause in summary["causes"])
    page = " ".join(comparison_text(summary, 90).split())
    assert page.startswith(f"P01: no cause could be tested. {why}")
    assert page.count(why) == 1
    assert "To record: a usual squat that is deep enough to wink." in page
    assert "is not known" not in page


def test_sentences_have_true_minus_names_and_units(summary: dict[str, Any]) -> None:
    page = comparison_text(summary, 400)
    said = [one["reason"] for one in summary["effects"]]
    said += page.split("Against the usual squat")[1].splitlines()
    said += [note for one in summary["effects"] for note in one["notes"]]
    assert any("−" in line for line in said)
    assert not re.search(r"(?<!\w)-\d|\bnan\b", page)
    for line in said:
        assert not re.search(r"(?<!\w)-\d|\bnan\b", line), line
        assert not re.search(r"(heels_raised|neutral_start|rock_back|baseline)\b[ ,.]", line), line
    assert f"  {HEELS}, pelvis wink down to the same depth: −6.0° (−6.1 to −5.9°): less" in page
