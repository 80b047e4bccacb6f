"""The page of a comparison in a browser."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # session_making.py
from browsing import PHONE, grave_faults, open_page, pages_of
from session_making import short_hip, write_session

from opensim_wink.comparing import compare
from opensim_wink.report.comparison.files import write_comparison
from opensim_wink.report.page.comparison import write_comparison_report
from opensim_wink.report.strict_json import read_json, write_json

HOSTILE = "<script>alert(1)</script></title><img src=x onerror=alert(2)> 猫 {{ 7*7 }} \u202eabc"


def compared(place: Path, person: str) -> Path:
    trials = write_session(place / "trials", short_hip())
    write_comparison(compare(trials, person=person), place / "out", folders=trials)
    return place / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compared(tmp_path_factory.mktemp("compared"), "P01")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "phone"])
def test_it_stands_alone_for_everyone(browser: Any, folder: Path, viewport: Any) -> None:
    shown = open_page(browser, folder / "report.html", viewport=viewport)
    assert shown.page.locator("h1").inner_text() == "P01"
    told = json.loads((folder / "comparison.json").read_text("utf-8"))
    words = " ".join(shown.page.locator("main").inner_text().split())
    for cause in told["causes"]:
        assert cause["words"].lower() in words.lower()
    assert grave_faults(shown.page) == []
    wide = shown.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], "it would have to be scrolled sideways"
    assert shown.quiet()
    shown.page.context.close()


def test_terms_are_explained_by_tap_by_mouse_and_by_key(browser: Any, folder: Path) -> None:
    shown = open_page(browser, folder / "report.html", touch=True, viewport=PHONE)
    term = shown.page.locator("main button.term").first
    explained = shown.page.locator(f"#{term.get_attribute('popovertarget')}")
    assert not explained.is_visible()
    term.tap()
    assert explained.is_visible()
    shown.page.keyboard.press("Escape")
    assert not explained.is_visible()
    term.focus()
    shown.page.keyboard.press("Enter")
    assert explained.is_visible()
    shown.page.keyboard.press("Escape")
    term.hover()
    assert explained.is_visible()
    shown.page.mouse.move(1, 1)
    assert not explained.is_visible()
    assert shown.quiet()
    shown.page.context.close()


def test_it_prints_on_a4(browser: Any, folder: Path) -> None:
    shown = open_page(browser, folder / "report.html")
    pages = pages_of(shown.page.pdf(prefer_css_page_size=True, format="A4"))
    assert pages == [pytest.approx((595, 842), abs=1)] * len(pages)
    assert 1 <= len(pages) <= 4
    shown.page.context.close()


def test_hostile_names_are_shown_as_text(browser: Any, folder: Path, tmp_path: Path) -> None:
    """Every free text of a comparison changed, its person's name first; the page built again."""
    told = read_json(folder / "comparison.json", "comparison")
    told["person"] = HOSTILE
    for claim in told["claims"]:
        claim["claim"] = HOSTILE
    write_json(tmp_path / "comparison.json", told)
    shutil.copy(folder / "provenance.json", tmp_path)
    shown = open_page(browser, write_comparison_report(tmp_path))
    assert shown.page.locator("h1").evaluate("one => one.textContent") == HOSTILE
    assert HOSTILE in shown.page.locator("main").evaluate("one => one.textContent")
    assert shown.page.locator("main script, [onerror], header img").count() == 0
    assert grave_faults(shown.page) == []
    assert shown.quiet()
    shown.page.context.close()
