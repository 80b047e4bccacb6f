"""Plots on paper: SVG that any reader takes, points where they belong."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.report.page.figures import print_figure, ticks
from opensim_wink.report.page.plot import Axis, Band, Bar, Group, Line, Mark, Plot, Table

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert('x')</script> & \"ש\" " + "long " * 40


def drawn(**changes) -> ET.Element:
    plot = {
        "name": "one",
        "kind": "depth",
        "title": "Title",
        "says": "Words.",
        "x": Axis("depth (%)", 0.0, 100.0, "%", 0),
        "y": Axis("tilt (°)", -10.0, 10.0, "°", 1),
        "groups": (Group("a", "first", colour="#123456"), Group("m", "mark", "mark")),
        "table": Table((), ()),
    }
    svg = str(print_figure(Plot(**{**plot, **changes})))
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def curve(root: ET.Element) -> str:
    return next(one.get("d") for one in root.iter(f"{SVG}path") if one.get("fill") == "none")


def points(path: str) -> list[list[tuple[int, int]]]:
    """Polylines of a path of M and relative l."""
    lines = []
    for piece in path.split("M")[1:]:
        values = [int(one) for one in re.findall(r"-?\d+", piece)]
        steps = np.array(values).reshape(-1, 2).cumsum(axis=0)
        lines.append([tuple(int(one) for one in step) for step in steps])
    return lines


def test_points_lie_where_the_axes_put_them():
    root = drawn(
        lines=(Line("a", np.array([0.0, 50.0, 100.0]), np.array([-10.0, 0.0, 10.0])),),
        marks=(Mark("m", 50.0, 0.0),),
    )
    ((first, middle, last),) = points(curve(root))
    assert middle[0] - first[0] == pytest.approx(last[0] - middle[0], abs=1)
    assert first[1] - middle[1] == pytest.approx(middle[1] - last[1], abs=1)
    assert first[1] > last[1]  # larger is higher
    circle = next(root.iter(f"{SVG}circle"))
    assert float(circle.get("cx")) == pytest.approx(middle[0] / 10, abs=0.11)
    assert float(circle.get("cy")) == pytest.approx(middle[1] / 10, abs=0.11)


def test_a_gap_breaks_the_line():
    x, y = np.linspace(0, 100, 7), np.array([0, 1, np.nan, 3, np.nan, np.nan, 5.0])
    assert [len(line) for line in points(curve(drawn(lines=(Line("a", x, y),))))] == [2, 1, 1]


def test_a_curve_without_numbers_is_not_drawn():
    nothing = np.full(5, np.nan)
    root = drawn(lines=(Line("a", np.arange(5.0), nothing),))
    assert not [one for one in root.iter(f"{SVG}path") if one.get("fill") == "none"]


def test_hostile_texts_are_texts():
    root = drawn(
        title=HOSTILE,
        says=HOSTILE,
        x=Axis(HOSTILE, 0.0, 1.0),
        bands=(Band("a", "x", 0.2, 0.3, "<b>&"),),
        rows=(HOSTILE, "b"),
        bars=(Bar(0, 0.1, 0.2, True), Bar(1, 0.4, 0.4, False)),
    )
    assert not list(root.iter(f"{SVG}script"))
    assert root.get("aria-label") == f"{HOSTILE}. {HOSTILE}"
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert said.count(HOSTILE) == 2
    assert "<b>&" in said


def test_words_on_bands_keep_apart():
    bands = tuple(Band("a", "y", at, at, f"limit {k}") for k, at in enumerate((2.0, 2.1, 2.2)))
    root = drawn(bands=bands)
    places = [
        (round(float(one.get("x"))), round(float(one.get("y"))))
        for one in root.iter(f"{SVG}text")
        if (one.text or "").startswith("limit")
    ]
    assert len(places) == len(set(places)) == 3


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5))
def test_ticks_are_round_and_inside(low, length):
    found = ticks(low, low + length)
    assert 1 <= len(found) <= 7
    assert all(low - 1e-6 * length <= one <= low + length * (1 + 1e-6) for one in found)
    steps = np.diff(found)
    if len(steps):
        assert np.ptp(steps) < 1e-6 * length
        digits = steps[0] / 10 ** np.floor(np.log10(steps[0] * (1 + 1e-9)))
        assert min(abs(digits - good) for good in (1, 2, 5, 10)) < 1e-3
