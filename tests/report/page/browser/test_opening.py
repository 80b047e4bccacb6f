"""What a page shows before anybody touches it, on a screen, on a phone and on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import FLAT, PATIENCE_MS, PHONE, Opened, open_page, pages_of

from opensim_wink.report.page.build import write_report

pytestmark = pytest.mark.usefixtures("closing")

FINGER_PX = 44
# Before words get their halo: what of the plot is under them, and whether other words are.
_WATCH = """() => {
  window.crossed = [];
  window.written = 0;
  const words = new WeakMap();
  const pen = CanvasRenderingContext2D.prototype;
  const plain = pen.strokeText;
  pen.strokeText = function (text, x, y) {
    const px = window.devicePixelRatio;
    const wide = this.measureText(text).width;
    const left = this.textAlign === "right" ? x - wide : x;
    const box = [left + px, y - 8 * px, wide - 2 * px, 8 * px];
    const { data } = this.getImageData(...box.map(Math.round));
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b] = data.slice(i, i + 3);
      const over = data[i + 3] > 200 && Math.min(r, g, b) < 100;
      if (over) dark++;
    }
    window.written++;
    if (dark) window.crossed.push(`${text}: ${dark} pixels`);
    plain.call(this, text, x, y);
  };
}"""


@pytest.fixture(scope="module", params=["wink", "no_wink"])
def folder(request: pytest.FixtureRequest, analysed: Callable[[str], Path]) -> Path:
    return analysed(request.param)


@pytest.fixture
def phone(browser: Any, folder: Path) -> Opened:
    return open_page(browser, folder / "report.html", anchor=FLAT, viewport=PHONE, touch=True)


def test_figure_and_plots_open_at_the_bottom_of_a_repetition(browser: Any, folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    first = summary["reps"][0]
    opened = open_page(browser, folder / "report.html")
    opened.settle()
    assert opened.cursor_s() == pytest.approx(first["bottom_s"], abs=1e-3)
    assert float(opened.player("time")) == pytest.approx(first["bottom_s"], abs=1e-5)
    cursors = opened.cursors()
    assert cursors
    for one in cursors:
        assert float(one["value"]) == pytest.approx(first["bottom_s"], abs=0.006)
        assert "repetition 1" in one["says"]
    here = opened.page.locator("[data-jump][aria-current=true]")
    assert here.count() == 1
    assert here.get_attribute("data-jump") == "bottom"
    opened.page.locator("[data-play]").click()
    opened.page.wait_for_function(
        "t => +document.querySelector('[data-slider]').value < t", arg=first["bottom_s"] - 0.01
    )
    opened.page.locator("[data-play]").click()
    assert opened.cursor_s() >= first["start_s"]


def test_play_goes_on_from_where_somebody_put_it(browser: Any, folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    opened = open_page(browser, folder / "report.html")
    opened.page.locator("[data-jump=bottom]").first.click()
    bottom = summary["reps"][0]["bottom_s"]
    opened.page.locator("[data-play]").click()
    opened.page.wait_for_function(
        "t => +document.querySelector('[data-slider]').value > t", arg=bottom + 0.01
    )


@pytest.mark.parametrize("wide", [1280, 390])
def test_words_on_plots_lie_on_no_curve(browser: Any, folder: Path, wide: int) -> None:
    page = browser.new_context(viewport={"width": wide, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(f"({_WATCH})()")
    page.goto((folder / "report.html").as_uri() + FLAT)
    page.wait_for_function(
        "() => [...document.querySelectorAll('figure[data-plot]')]"
        ".every((one) => one.classList.contains('plot-live'))"
    )
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")  # they draw a little later
    assert page.evaluate("() => window.written") > 5
    assert page.evaluate("() => window.crossed") == []


def test_a_phone_hints_that_the_contents_scroll(phone: Opened) -> None:
    contents = phone.page.locator(".contents ul")
    scrolls = contents.evaluate("one => one.scrollWidth > one.clientWidth")
    assert scrolls
    assert "gradient" in contents.evaluate("one => getComputedStyle(one).maskImage")
    clear = contents.evaluate(
        """one => {
          one.scrollLeft = one.scrollWidth;
          const last = one.querySelector("li:last-child").getBoundingClientRect();
          return one.getBoundingClientRect().right - last.right;
        }"""
    )
    assert clear >= 40  # the last entry comes out of the fading rim


def test_a_finger_hits_the_players_buttons(phone: Opened) -> None:
    boxes = phone.page.evaluate(
        """() => [...document.querySelectorAll(
            "[data-player] button:not(.term), [data-player] select, [data-player] label")]
          .filter((one) => one.getClientRects().length)
          .map((one) => [one.outerHTML.slice(0, 80), one.offsetWidth, one.offsetHeight])"""
    )
    assert len(boxes) > 15
    assert [box for box in boxes if min(box[1:]) < FINGER_PX] == []


@pytest.mark.parametrize("person", [None, "Ida <b>Anders</b> " + "long " * 40])
def test_paper_has_a_line_for_name_and_date(browser: Any, folder: Path, person: str | None) -> None:
    path = folder / "summary.json"
    before = path.read_text("utf-8")
    summary = json.loads(before)
    summary["person"]["name"] = person
    try:
        path.write_text(json.dumps(summary), "utf-8")
        opened = open_page(browser, write_report(folder), anchor=FLAT)
    finally:
        path.write_text(before, "utf-8")
    line = opened.page.locator(".signed")
    assert not line.is_visible()
    opened.page.emulate_media(media="print")
    assert line.is_visible()
    said = line.inner_text().split()
    assert said[0] == "Name"
    assert said[-1] == "Date"
    assert line.locator("i").count() == (2 if person is None else 1)
    if person is not None:
        assert person.strip() in line.inner_text()
    box, title = line.bounding_box(), opened.page.locator("h1").bounding_box()
    assert box is not None
    assert title is not None
    assert box["height"] < 50
    assert opened.page.locator(".signed i").last.bounding_box()["width"] > 60
    verdict = opened.page.locator(".verdict").bounding_box()
    assert verdict is not None
    assert box["y"] + box["height"] <= verdict["y"] + 1
    assert len(pages_of(opened.page.pdf(prefer_css_page_size=True, format="A4"))) == 2
