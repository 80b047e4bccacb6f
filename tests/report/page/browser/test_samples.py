"""The page of every sample trial in a browser: it stands alone, it moves, it tells the truth."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import FLAT, PHONE, Opened, grave_faults, open_page, pages_of

NAMES = (
    "wink", "no_wink", "arched_return", "deep_trap", "heels_raised", "goblet", "rock_back",
    "straight_leg_raise",
)  # fmt: skip
A4_POINTS = (595, 842)
Json = dict[str, Any]


@pytest.fixture(scope="module", params=NAMES)
def folder(request: pytest.FixtureRequest, analysed: Callable[[str], Path]) -> Path:
    return analysed(request.param)


@pytest.fixture(scope="module")
def summary(folder: Path) -> Json:
    return json.loads((folder / "summary.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def shown(browser: Any, folder: Path) -> Iterator[Opened]:
    """The page, opened once for all tests of a trial."""
    opened = open_page(browser, folder / "report.html")
    yield opened
    opened.page.context.close()


def span(opened: Opened) -> tuple[float, float]:
    slider = opened.page.locator("[data-slider]")
    return float(slider.get_attribute("min") or "nan"), float(slider.get_attribute("max") or "nan")


def shown_value(place: Any) -> float:
    return float(place.get_attribute("data-value") or "nan")


def moment_s(rep: Json, name: str) -> float:
    return rep["onset"]["time_s"]["value"] if name == "onset" else rep[f"{name}_s"]


def test_the_figure_and_every_cursor_follow_the_slider(shown: Opened) -> None:
    start, end = span(shown)
    places, pictures = [], []
    for share in (0.2, 0.5, 0.8):
        time_s = start + share * (end - start)
        pictures.append(shown.seen(time_s))
        shown.settle()
        assert float(shown.player("time")) == pytest.approx(time_s, abs=1e-5)
        places.append(shown.cursors())
        assert places[-1], "no plot is live"
        for one in places[-1]:
            # A plot over depth has nothing to show between repetitions but still tells the time.
            assert float(one["value"]) == pytest.approx(time_s, abs=0.006), one
    for before, after in pairwise(places):
        assert [one["plot"] for one in before] == [one["plot"] for one in after]
        assert all(a["says"] != b["says"] for a, b in zip(before, after, strict=True))
    for picture in pictures:
        assert picture["renderer"] == "webgl"
        assert picture["colours"] > 100, "the canvas is blank"
    for before, after in pairwise(pictures):
        moved = sum(a != b for a, b in zip(before["pixels"], after["pixels"], strict=True))
        assert moved > 0.005 * len(before["pixels"]), "the figure does not move"
    assert shown.quiet()


def test_marks_stand_at_other_places_at_other_moments(shown: Opened, summary: Json) -> None:
    for rep in summary["reps"]:
        seen = []
        for moment in (rep["start_s"], rep["bottom_s"]):
            shown.go(moment)
            seen.append({one["plot"]: one["places"] for one in shown.cursors()})
        marked = [name for name, places in seen[1].items() if places.strip(";")]
        assert len(marked) >= 2
        assert all(seen[0][name] != seen[1][name] for name in marked)


def test_keys_move_it(shown: Opened, summary: Json) -> None:
    page, (start, end) = shown.page, span(shown)
    page.locator("[data-stage]").focus()
    page.keyboard.press("End")
    assert shown.cursor_s() == pytest.approx(end)
    page.keyboard.press("Home")
    assert shown.cursor_s() == pytest.approx(start)
    page.keyboard.press("ArrowRight")
    shown.settle()
    first = shown.cursor_s()
    assert start < first < start + 0.2
    page.keyboard.press("Shift+ArrowRight")
    assert shown.cursor_s() == pytest.approx(start + 11 * (first - start), rel=0.35)
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert shown.cursor_s() == pytest.approx(start, abs=1e-4)
    for number, rep in enumerate(summary["reps"][:9], 1):
        page.keyboard.press(str(number))
        assert shown.cursor_s() == pytest.approx(rep["start_s"], abs=1e-3)
    before = shown.cursor_s()
    page.keyboard.press("9" if len(summary["reps"]) < 9 else "0")
    assert shown.cursor_s() == before
    page.keyboard.press("Space")
    page.wait_for_function("t => +document.querySelector('[data-slider]').value > t", arg=before)
    assert shown.player("playing") == "true"
    page.keyboard.press("Space")
    assert shown.player("playing") == "false"
    assert shown.quiet()


def test_space_plays_after_a_button_too(shown: Opened, summary: Json) -> None:
    page = shown.page
    if not summary["reps"]:
        pytest.skip("no repetition, no button")
    page.locator("[data-jump=start]").first.click()
    before = shown.cursor_s()
    page.keyboard.press("Space")
    page.wait_for_function("t => +document.querySelector('[data-slider]').value > t", arg=before)
    page.keyboard.press("Space")
    assert shown.player("playing") == "false"
    assert shown.cursor_s() > before


def test_marks_over_time_stand_in_their_place_on_load(browser: Any, folder: Path) -> None:
    fresh = open_page(browser, folder / "report.html")
    fresh.settle()
    places = fresh.page.evaluate(
        """() => [...document.querySelectorAll(".plot-time .plot-dot")]
          .filter((dot) => !dot.hidden).map((dot) => dot.style.transform)"""
    )
    assert places
    assert "translate(0px, 0px)" not in places
    fresh.page.context.close()


def test_buttons_go_to_start_onset_and_bottom(shown: Opened, summary: Json) -> None:
    buttons = shown.page.locator("[data-jump]")
    wanted = [
        (rep["rep"], name, moment_s(rep, name))
        for rep in summary["reps"]
        for name in ("start", "onset", "bottom")
        if name != "onset" or rep["onset"] is not None
    ]
    assert buttons.count() == len(wanted)
    for number, name, time_s in wanted:
        button = shown.page.locator(f"[data-jump={name}][data-rep='{number}']")
        button.click()
        assert shown.cursor_s() == pytest.approx(time_s, abs=1e-3)
        assert button.get_attribute("aria-current") == "true"


def test_numbers_at_the_bottom_are_the_summarys(shown: Opened, summary: Json) -> None:
    for rep in summary["reps"]:
        shown.page.locator(f"[data-jump=bottom][data-rep='{rep['rep']}']").click()
        shown.settle()
        for name in ("pelvis_change_deg", "lumbar_change_deg", "hip_flexion_deg",
                     "knee_flexion_deg"):  # fmt: skip
            place = shown.page.locator(f"[data-number={name}]")
            told = rep["bottom"][name]["value"]
            if not place.count() or told is None:
                continue
            # The slider keeps times to a microsecond: a moving angle may be off in the last digit.
            assert float(place.get_attribute("data-value") or "nan") == pytest.approx(
                told, abs=0.05
            )
        tuck = shown.page.locator("[data-number=tuck_deg]")
        if rep["onset"] is not None and rep["pelvis_wink_deg"]["value"] is not None:
            assert shown_value(tuck) == pytest.approx(rep["pelvis_wink_deg"]["value"], abs=0.05)


def test_the_first_screen_tells_what_the_summary_tells(shown: Opened, summary: Json) -> None:
    from opensim_wink.report.page.template import interval, number

    verdict = shown.page.locator("#verdict")
    values = verdict.locator(".value").all_inner_texts()
    mean = summary["means"].get("pelvis_wink_deg") or next(
        (rep["pelvis_wink_deg"] for rep in summary["reps"]), None
    )
    if mean is not None and mean["value"] is not None:
        assert f"{number(mean['value'], 1)}°" in values
    table = shown.page.locator("#reps")
    for rep in summary["reps"]:
        if rep["pelvis_wink_deg"]["value"] is not None:
            assert number(rep["pelvis_wink_deg"]["value"], 1) in table.inner_text()
    assert interval(None) not in "".join(values)


def test_it_is_operable_for_everyone(shown: Opened) -> None:
    assert grave_faults(shown.page) == []
    headings = [int(name[1]) for name in shown.page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(one => one.tagName)"
    )]  # fmt: skip
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_it_prints_on_two_sheets(shown: Opened) -> None:
    pages = pages_of(shown.page.pdf(prefer_css_page_size=True, format="A4"))
    assert len(pages) == 2
    for wide, high in pages:
        assert (wide, high) == pytest.approx(A4_POINTS, abs=1)
    assert shown.quiet()


def test_without_webgl_a_flat_figure_moves(browser: Any, folder: Path, summary: Json) -> None:
    flat = open_page(browser, folder / "report.html", anchor=FLAT, viewport=PHONE)
    start, end = span(flat)
    first, second = (flat.seen(start + share * (end - start)) for share in (0.2, 0.5))
    assert first["renderer"] == second["renderer"] == "2d"
    assert min(first["colours"], second["colours"]) > 20
    assert first["pixels"] != second["pixels"]
    assert flat.page.locator("[data-message]").is_visible()
    wide = flat.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], "a phone would have to scroll sideways"
    assert flat.quiet()
    flat.page.context.close()
