"""The page of a study in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import PHONE, grave_faults, open_page, pages_of
from cohort_making import HOSTILE, lifters, study_of


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trials = lifters(20, note=HOSTILE.replace("/", "⁄")[:60])
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


def test_it_prints_on_two_sheets_of_a4(browser: Any, report: Path) -> None:
    shown = open_page(browser, report)
    pages = pages_of(shown.page.pdf(prefer_css_page_size=True, format="A4"))
    assert pages == [pytest.approx((595, 842), abs=1)] * 2
    shown.page.context.close()
