"""The page of a study: its facts are those of cohort.json, and no text breaks out."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from cohort_making import HOSTILE, lifters, study_of
from page_making import Page
from study_making import BEYOND, NO_WINK, UNKNOWN, MadeRep, MadeTrial, make_study

from opensim_wink.errors import OutputError
from opensim_wink.report.page.cohort import write_cohort_report
from opensim_wink.report.page.cohort_parts.dots import dots_of_people
from opensim_wink.report.page.cohort_parts.effects import p_words
from opensim_wink.report.page.cohort_parts.trials import trial_link
from opensim_wink.report.page.cohort_parts.wording import condition_words, percent, share_words
from opensim_wink.report.page.cohort_result import read_cohort
from opensim_wink.study.tables import finish_study


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study_of(tmp_path_factory.mktemp("study") / "out", lifters())


@pytest.fixture(scope="module")
def page(report: Path) -> Page:
    return Page(report.read_text("utf-8"))


def test_the_first_screen_says_what_was_counted(report: Path, page: Page) -> None:
    cohort = json.loads((report.parent / "cohort.json").read_text("utf-8"))
    most = cohort["prevalence"]["wink"]["people"]["most"]
    low, high = (f"{100 * most[end]:.0f}" for end in ("low", "high"))
    assert (
        f"Everybody here: {most['count']} of 12 people tuck the pelvis in most of their squats: "
        f"{100 * most['share']:.0f} % ({low} to {high} %)." in page.text
    )
    assert "Counted in this condition: baseline." in page.text
    assert "24 done, 2 failed, 1 not run yet" in page.text
    assert "12 with a result" in page.text


def test_one_recording_under_two_names_is_told(report: Path, tmp_path: Path) -> None:
    for name in ("cohort.json", "trials.csv", "failures.csv"):
        (tmp_path / name).write_bytes((report.parent / name).read_bytes())
    cohort = json.loads((tmp_path / "cohort.json").read_text("utf-8"))
    assert cohort["same_recording"] == []
    write_cohort_report(tmp_path)
    assert "which counts twice" not in (tmp_path / "report.html").read_text("utf-8")
    cohort["same_recording"] = [[f"A/1/{HOSTILE}", "B/1/flat_1"]]
    (tmp_path / "cohort.json").write_text(json.dumps(cohort), "utf-8")
    write_cohort_report(tmp_path)
    told = Page((tmp_path / "report.html").read_text("utf-8"))
    assert f"A/1/{HOSTILE} and B/1/flat_1 tell the same numbers" in told.text


def test_failures_are_told_with_their_reasons(page: Page) -> None:
    assert "2 of 27 trials failed: 1 while reading; 1 at the time limit." in page.text
    assert "P00 / 1 / brokenwhile readingno markers" in page.text  # three cells
    assert "1 of 27 trials were not run yet" in page.text


def test_every_trial_that_is_done_is_linked(report: Path, page: Page) -> None:
    links = [link for link in page.every("href") if link.startswith("./participants/")]
    assert len(links) == 24
    for link in links:
        assert (report.parent / unquote(link)).parent.is_dir()
    beside = [link for link in page.every("href") if link.startswith("./") and link not in links]
    assert len(beside) == 8
    assert all((report.parent / link).is_file() for link in beside)


def test_effects_and_onset_stand_there(report: Path, page: Page) -> None:
    cohort = json.loads((report.parent / "cohort.json").read_text("utf-8"))
    row = next(r for r in cohort["effects"]["rows"] if r["quantity"] == "pelvis_wink_deg")
    shown = f"−{-row['paired']['value']:.1f}°"
    assert f"{shown} (" in page.text
    assert "heels raised 25 mm" in page.text
    sizes = [f"{abs(row['paired'][end]):.1f}°" for end in ("value", "high", "low")]
    assert (
        f"heels raised 25 mm: the pelvis tucks less, by {sizes[0]} on average "
        f"({sizes[1]} to {sizes[2]}; 12 people)."
    ) in page.text
    pictures = [label for label in page.every("aria-label") if "median" in label]
    assert len(pictures) == 2
    assert all(re.search(r"\d+ people, median", label) for label in pictures)


def test_the_page_is_well_made(page: Page) -> None:
    ids = page.every("id")
    assert len(ids) == len(set(ids))
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(page.headings))
    targets = {link[1:] for link in page.every("href") if link.startswith("#")}
    assert targets <= set(ids)
    assert {f"term-{key}" for key in ("wink",)} <= set(page.every("popovertarget"))
    assert {one for name in ("aria-labelledby",) for one in page.every(name)} <= set(ids)
    assert "{" not in page.text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    safe = HOSTILE.replace("/", "⁄")  # names become folders
    trials = lifters(6, name="P{:02d}" + safe[:40], note=safe[40:70])
    trials += [
        MadeTrial("P99", "own", [MadeRep(BEYOND)], condition=HOSTILE),
        MadeTrial("P99", "bad", state="failed", step=HOSTILE, error=HOSTILE),
    ]
    report = study_of(tmp_path / "out", trials, HOSTILE)
    page = Page(report.read_text("utf-8"))
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(tag in ("img", "iframe", "base", "object") for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert all(link.startswith(("./", "#")) for link in page.every("href"))
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (
            [BEYOND] * 8,
            "From 8 people who all do, up to 31 % of others may still not (95 % sure, to this side "
            "alone).",
        ),
        (
            [BEYOND] * 8,
            "Everybody here: 8 of 8 people tuck the pelvis in most of their squats: 100 % (68",
        ),
        (
            [NO_WINK] * 8,
            "Nobody here: 0 of 8 people tuck the pelvis in most of their squats: 0 % (0 to 32 %).",
        ),
        ([NO_WINK] * 8, "None of these 8 ever did."),
        (
            [BEYOND] * 5 + [NO_WINK] * 3,
            "How often: 3 of 8 people never tucked; 5 did in every squat.",
        ),
        ([BEYOND, BEYOND, NO_WINK], "Not everybody: 2 of 3 people tuck the pelvis in most of"),
        ([BEYOND, BEYOND, UNKNOWN], "100 % (34 to 100 %); of 1 more it cannot be told."),
        ([BEYOND, NO_WINK, UNKNOWN, UNKNOWN], "50 % (9 to 91 %); of 2 more it cannot be told."),
        (
            [NO_WINK, UNKNOWN],
            "could be judged does not tuck the pelvis in most of the squats; of 1 more",
        ),
        ([UNKNOWN] * 3, "No squat of this study could be judged."),
        (
            [BEYOND],
            "The one person who could be judged tucks the pelvis in most of the squats. One",
        ),
        ([], "No squat of this study could be judged."),
    ],
)
def test_does_everybody(tmp_path: Path, verdicts: list[str], told: str) -> None:
    trials = [MadeTrial(f"P{n}", "a", [MadeRep(verdict)] * 2) for n, verdict in enumerate(verdicts)]
    text = Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text
    assert told in text
    if len(verdicts) == 1:
        assert "% of others" not in text
    assert "No trial failed." in text


def test_without_a_baseline_all_squats_are_counted_and_it_is_said(tmp_path: Path) -> None:
    trials = [MadeTrial("P", c, [MadeRep(BEYOND)], condition=c) for c in ("goblet", "plate")]
    text = Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text
    assert "the study names no usual squat" in text
    assert "nothing can be compared" in text


def test_the_same_page_again_from_the_files_alone(report: Path) -> None:
    before = report.read_bytes()
    assert write_cohort_report(report.parent) == report
    assert report.read_bytes() == before


@pytest.mark.parametrize("name", ["cohort.json", "trials.csv", "failures.csv"])
def test_a_folder_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    report = study_of(tmp_path / "out", lifters(2))
    (report.parent / name).unlink()
    with pytest.raises(OutputError, match=f"{name} missing"):
        read_cohort(report.parent)


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    folder = study_of(tmp_path / "out", lifters(2)).parent
    whole = json.loads((folder / "cohort.json").read_text("utf-8"))
    for other, told in (({"schema": 9}, "of schema 9"), ({"guard": 1}, "lacks guard")):
        (folder / "cohort.json").write_text(json.dumps(whole | other), "utf-8")
        with pytest.raises(OutputError, match=told):
            read_cohort(folder)
    counts = {"counts": whole["counts"] | {"done": whole["counts"]["done"] - 1}}
    (folder / "cohort.json").write_text(json.dumps(whole | counts), "utf-8")
    with pytest.raises(OutputError, match="of two runs; run batch again"):
        read_cohort(folder)
    (folder / "cohort.json").write_text(json.dumps(whole), "utf-8")
    (folder / "trials.csv").write_text("participant,session\nP,1\n")
    with pytest.raises(OutputError, match="cannot be read"):
        read_cohort(folder)
    with pytest.raises(OutputError, match="no folder"):
        read_cohort(folder / "nowhere")


@pytest.mark.parametrize(
    ("share", "told"),
    [(None, "–"), (0.0, "0"), (1.0, "100"), (0.004, "0.4"), (0.00001, "< 0.1"), (0.997, "99.7"),
     (0.99999, "> 99.9"), (0.876, "88")],
)  # fmt: skip
def test_percent(share: float | None, told: str) -> None:
    assert percent(share) == told


def test_words_of_shares_and_p() -> None:
    found = {"count": 0, "n": 0, "share": None, "low": None, "high": None}
    assert share_words(found) == ("–", "")
    assert share_words({"count": 1, "n": 2, "share": 0.5, "low": None, "high": None})[1] == (
        "50 % (no interval: too few people)"
    )
    assert [p_words(p) for p in (None, 0.0001, 0.04)] == ["–", "< 0.001", "0.040"]


@pytest.mark.parametrize("folder", ["", "/etc", "../x", "a/../../b"])
def test_no_link_leads_out(folder: str) -> None:
    assert trial_link(folder) == ""


def test_a_link_may_hold_any_character() -> None:
    assert trial_link("participants/a#?%&/1/x y") == (
        "./participants/a%23%3F%25%26/1/x%20y/report.html"
    )


@pytest.mark.parametrize("count", [1, 2, 300])
def test_a_dot_or_a_bar_for_all(count: int) -> None:
    names = ("10", "25", "50", "75", "90")
    found = {
        "each": [{"value": 0.3 + 0.001 * (n % 7)} for n in range(count)],
        "percentiles": {name: {"value": 0.3} for name in names},
    }
    svg = dots_of_people(found, 2, "a < b")
    assert 'aria-label="a &lt; b"' in svg
    assert svg.count("<circle") == (count if count < 10 else 0)
    assert ('<rect class="pile"' in svg) == (count > 10)
    numbers = [float(one) for one in re.findall(r'(?:x|cx|x1|x2)="([-\d.]+)"', svg)]
    assert all(0 <= number <= 420 for number in numbers)


def test_who_is_counted_is_told_in_three_numbers(tmp_path: Path) -> None:
    trials = [
        MadeTrial("A", "a", [MadeRep(BEYOND)], condition="baseline"),
        MadeTrial("B", "b", [MadeRep(BEYOND)], condition="goblet"),
        MadeTrial("C", "c", [MadeRep(UNKNOWN)], condition="baseline"),
        MadeTrial("D", "d", state="failed", step="read"),
    ]
    text = Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text
    assert "3 with a result, 2 with a squat that could be judged, 1 counted here" in text
    assert (
        "Not counted here: D (no result); C (no squat that could be judged); "
        "B (no squat of this condition that could be judged)." in text
    )


def test_who_is_listed_without_a_trial_and_what_is_in_doubt_are_told(tmp_path: Path) -> None:
    trials = [MadeTrial(name, "a", [MadeRep(BEYOND)]) for name in "AB"]
    output = make_study(tmp_path / "out", trials)
    record = json.loads((output / "study.json").read_text("utf-8"))
    record["missing"] = [
        {"place": "P05", "what": "trial", "reason": "none", "blocks": False},
        {"place": "", "what": "trial", "reason": "a.c3d is a folder", "blocks": False},
        {"place": "A/1/b", "what": "trial", "reason": "none", "blocks": False},
        *(
            {"place": f"{name}/1", "what": "statics", "reason": "2 statics", "blocks": False}
            for name in "AB"
        ),
    ]
    (output / "study.json").write_text(json.dumps(record), "utf-8")
    text = Page(finish_study(output).report.read_text("utf-8")).text
    assert "3in the study, 2 with a result" in text
    assert "; of 1 more it cannot be told" in text
    assert "Not counted here: P05 (listed, without a trial)." in text
    assert "In doubt, A/1, B/1: 2 statics." in text


def test_nothing_is_said_to_be_checked_that_is_not(report: Path, page: Page) -> None:
    assert "whether a trial shows its condition" in page.text
    assert "not checked here" in page.text
    never = page.text.partition("Never raised:")[2].partition(".")[0]
    assert "condition number" in never


def test_not_every_name_of_many_is_listed(tmp_path: Path) -> None:
    trials = [MadeTrial(f"P{n:02d}", "a", [MadeRep(UNKNOWN)]) for n in range(15)]
    text = Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text
    assert "P11, 3 more (no squat that could be judged)." in text


def test_flags_without_a_declared_limit_are_objections_too(tmp_path: Path) -> None:
    reps = [MadeRep(BEYOND, flags=["wrap_jump"]), MadeRep(BEYOND)]
    trials = [MadeTrial("A", "a", reps, flags=["new_one"]), MadeTrial("B", "b", reps)]
    report = study_of(tmp_path / "out", trials)
    text = Page(report.read_text("utf-8")).text
    assert "No check objected to anything." not in text
    assert "wrap jumpjump in a muscle's length or moment arm2 (100 %)22" in text
    assert "new one–1 (50 %)01" in text
    flags = json.loads((report.parent / "cohort.json").read_text("utf-8"))["guard"]
    assert [one["flag"] for one in flags[:2]] == ["wrap_jump", "new_one"]
    assert {"flag", "trials", "of_people"} <= set(flags[-1])
    assert flags[-1]["trials"] == 0


@pytest.mark.parametrize(("count", "told"), [(1, "one person"), (2, "2 people"), (3, "")])
def test_few_people_are_dots_alone(tmp_path: Path, count: int, told: str) -> None:
    trials = [MadeTrial(f"P{n}", "a", [MadeRep(BEYOND, 9.0, 0.3)] * 2) for n in range(count)]
    page = Page(study_of(tmp_path / "out", trials).read_text("utf-8"))
    classes = page.every("class")
    assert classes.count("one") == 2 * count  # two quantities
    assert ("half" in classes) == ("median" in classes) == (count >= 3)
    assert ("% of people below" in page.text) == ("The box holds" in page.text) == (count >= 3)
    if told:
        assert f"leg lengths, {told}" in page.text
        values = ", ".join(["0.30"] * count)
        assert f"Depth: {told}, {values} leg lengths." in page.every("aria-label")


def test_a_quantity_of_few_stands_beside_one_of_more(tmp_path: Path) -> None:
    trials = [MadeTrial(f"P{n}", "a", [MadeRep(BEYOND, hip=None if n else 80.0)]) for n in range(3)]
    text = Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text
    assert "10 % of people below" in text
    assert "°, one person" in text


@pytest.mark.parametrize(
    ("tucks", "told"),
    [
        ([0, 0, 4], "How often: 2 of 3 people never tucked; the third did in every squat."),
        ([0, 1], "How often: 1 of 2 people never tucked; the other did in some squats, not most."),
        ([0, 4, 3, 3, 1], "1 of 5 people never tucked; one did in every squat, 2 did in most"),
        (
            [4, 1, 2],
            "How often: all 3 people tucked at least once; one did in every squat, 2 did in some",
        ),
    ],
)
def test_how_often_each_did_is_told_in_one_sentence(
    tmp_path: Path, tucks: list[int], told: str
) -> None:
    trials = [
        MadeTrial(f"P{n}", "a", [MadeRep(BEYOND)] * count + [MadeRep(NO_WINK)] * (4 - count))
        for n, count in enumerate(tucks)
    ]
    assert told in Page(study_of(tmp_path / "out", trials).read_text("utf-8")).text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("heels_raised 25", "heels raised 25\u00a0mm"),
        ("heels_raised: 25", "heels raised 25\u00a0mm"),
        ("goblet 12.5", "goblet 12.5\u00a0kg"),
        ("toe_out 30", "toe out 30°"),
        ("box 40", "box 40\u00a0cm"),
        ("wide_stance", "wide stance"),
        ("my_own 3", "my own 3"),
        ("baseline", "baseline"),
    ],
)
def test_an_amount_has_its_unit(name: str, told: str) -> None:
    assert condition_words(name) == told


def pairs(changes: list[float], wink: float = 12.0) -> list[MadeTrial]:
    """A person a change of the tuck under raised heels, in degrees."""
    return [
        MadeTrial(f"P{n}", name, [MadeRep(BEYOND, wink + more)], condition=name)
        for n, change in enumerate(changes)
        for name, more in (("baseline", 0.0), ("heels_raised", change))
    ]


@pytest.mark.parametrize(
    ("changes", "told", "rough"),
    [
        ([-4.0], "heels raised: only one person did both this and the baseline", False),
        ([-4.0, -5.0], "heels raised: only 2 people did both this and the baseline", False),
        # Student's t by hand: −5 ± 4.3027 · 1.5/√3; p = 0.029, and twice that by Holm
        ([-3.5, -5.0, -6.5], "the change of −5.0° (−8.7° to −1.3°; 3 people) may be chance", True),
        ([4.0, -4.0, 3.0, -3.0], "no change that is sure: 0.0° on average", True),
        ([-5.0] * 4, "heels raised: −5.0° in each of 4 people alike", True),
        (
            [5.0, 6.0] * 6,
            "the pelvis tucks more, by 5.5° on average (5.2° to 5.8°; 12 people)",
            False,
        ),
    ],
)
def test_conditions_in_plain_words(
    tmp_path: Path, changes: list[float], told: str, rough: bool
) -> None:
    report = study_of(tmp_path / "out", pairs(changes))
    text = Page(report.read_text("utf-8")).text
    assert told in text
    assert ("Fewer than 10 people" in text) == rough


def test_every_person_is_told(tmp_path: Path) -> None:
    trials = [
        MadeTrial("A", "a", [MadeRep(BEYOND, 9.0, 0.31)] * 3 + [MadeRep(UNKNOWN)]),
        MadeTrial("B", "a", [MadeRep(BEYOND, 9.0, 0.41), MadeRep(NO_WINK), MadeRep(NO_WINK)]),
        MadeTrial("C", "a", [MadeRep(NO_WINK)]),
        MadeTrial("D", "a", [MadeRep(UNKNOWN)]),
    ]
    report = study_of(tmp_path / "out", trials)
    text = Page(report.read_text("utf-8")).text
    assert "A3 of 3, in every one10.31" in text  # four cells each
    assert "B1 of 3, in some00.41" in text
    assert "C0 of 1, never0–" in text
    assert "Dcannot be told1–" in text
    people = json.loads((report.parent / "cohort.json").read_text("utf-8"))["people"]
    assert [(one["repetitions_usable"], one["wink"]) for one in people] == [
        (3, 3), (3, 1), (1, 0), (0, 0),
    ]  # fmt: skip
    before = json.loads((report.parent / "cohort.json").read_text("utf-8"))
    del before["people"]  # as an earlier version wrote it
    (report.parent / "cohort.json").write_text(json.dumps(before), "utf-8")
    write_cohort_report(report.parent)
    assert "Person by person" not in Page(report.read_text("utf-8")).text
