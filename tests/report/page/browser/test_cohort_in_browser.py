"""The page of a study in a browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import PHONE, grave_faults, open_page, pages_of
from cohort_making import HOSTILE, lifters, study_of

from opensim_wink.report.page.cohort_parts.wording import percent

NAME = "P{:02d} <b onclick='broken=1'>&amp;"
CONDITION = "<img src=x onerror='broken=1'>"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trials = lifters(20, NAME.replace("/", "⁄"), HOSTILE.replace("/", "⁄")[:60])
    trials[1].condition, trials[1].amount = CONDITION, None
    return study_of(tmp_path_factory.mktemp("study") / "out", trials, HOSTILE)


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_it_stands_alone_for_everyone(browser: Any, report: Path, viewport: Any) -> None:
    shown = open_page(browser, report, viewport=viewport)
    assert shown.page.locator("h1").evaluate("one => one.textContent") == HOSTILE
    assert shown.page.locator("main script, [onerror], main img").count() == 0
    shown.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert grave_faults(shown.page) == []
    wide = shown.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], "it would have to be scrolled sideways"
    assert shown.quiet()
    shown.page.context.close()


def test_hostile_names_are_shown_as_they_are(browser: Any, report: Path) -> None:
    shown = open_page(browser, report)
    shown.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    told = shown.page.locator("main").inner_text()
    for word in (NAME.format(3), CONDITION):
        assert word in told, word
    listed = shown.page.locator("#people tbody th").all_inner_texts()
    assert listed == [NAME.format(number) for number in range(20)]
    assert shown.page.locator("main b, main img").count() == 0
    assert shown.page.evaluate("typeof window.broken") == "undefined"
    assert shown.quiet()
    shown.page.context.close()


def test_its_numbers_are_those_of_the_file(browser: Any, report: Path) -> None:
    cohort = json.loads((report.parent / "cohort.json").read_text("utf-8"))
    shown = open_page(browser, report)

    def table(of: str) -> list[list[str]]:
        rows = shown.page.locator(f"{of} tbody tr")
        return rows.evaluate_all("all => all.map(row => [...row.cells].map(one => one.innerText))")

    def told(share: dict[str, Any]) -> str:
        ends = " to ".join(percent(share[end]) for end in ("low", "high"))
        return f"{share['count']} of {share['n']} {percent(share['share'])} % ({ends} %)"

    wink = cohort["prevalence"]["wink"]
    row = [" ".join(cell.split()) for cell in table("#prevalence")[0]]
    assert row[1:] == [
        *(told(wink["people"][way]) for way in ("most", "some", "every")),
        told(wink["repetitions"]),
    ]
    lead = shown.page.locator(".verdict").inner_text()
    most = wink["people"]["most"]
    assert f"{most['count']} of {most['n']} people" in lead
    assert f"({percent(most['low'])} to {percent(most['high'])} %)" in lead
    assert [int(row[1].split(" of ")[0]) for row in table("#people")] == [
        one["wink"] for one in cohort["people"]
    ]
    facts = shown.page.locator(".fact .value").all_inner_texts()
    assert facts == [str(cohort["counts"][name]) for name in ("participants", "trials", "squats")]
    shown.page.context.close()


def test_links_lead_to_trials_wherever_the_folder_lies(
    browser: Any, report: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved away"
    shutil.copytree(report.parent, moved)
    shown = open_page(browser, moved / report.name)
    links = shown.page.locator("#trials a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) == 40
    folders = [Path(unquote(urlsplit(link).path)).parent for link in links]
    assert all((folder / "summary.json").is_file() for folder in folders)
    assert all(folder.is_relative_to(moved) for folder in folders)
    shown.page.context.close()


@pytest.mark.parametrize(("people", "sheets"), [(1, 1), (3, 2), (12, 2), (60, 2)])
def test_paper_is_filled_before_another_sheet_is_begun(
    browser: Any, tmp_path: Path, people: int, sheets: int
) -> None:
    shown = open_page(browser, study_of(tmp_path / "out", lifters(people)))
    pages = pages_of(shown.page.pdf(prefer_css_page_size=True, format="A4"))
    assert pages == [pytest.approx((595, 842), abs=1)] * sheets
    shown.page.context.close()
