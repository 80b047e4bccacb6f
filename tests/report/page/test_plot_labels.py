"""Words on plots: beside what they name, on no curve, on no other words."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.report.page.figures import print_figure
from opensim_wink.report.page.plot import Axis, Band, Group, Line, Plot, Table
from opensim_wink.report.page.plot_data import plot_data
from opensim_wink.report.page.plot_labels import (
    Frame,
    Size,
    best_place,
    crossings,
    places,
    segments,
    spare,
)

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(28.0, 6.0, 242.0, 120.0)
SIZE = Size(80.0, 8.0, 3.0)
NONE = np.empty((0, 4))
whole = st.integers(-20, 20).map(float)


def plot(**changes) -> Plot:
    made = {
        "name": "one",
        "kind": "depth",
        "title": "Title",
        "says": "Words.",
        "x": Axis("depth (%)", 0.0, 100.0, "%", 0),
        "y": Axis("length (%)", 0.0, 10.0, "%", 1),
        "groups": (Group("a", "a curve"), Group("limit", "an end (Smith 1999)", "rule")),
        "table": Table((), ()),
    }
    return Plot(**{**made, **changes})


def words(made: Plot) -> dict[str, tuple[float, float]]:
    """Left end and base line of each text."""
    svg = str(print_figure(made)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return {
        one.text or "": (float(one.get("x") or "nan"), float(one.get("y") or "nan"))
        for one in ET.fromstring(svg).iter(f"{SVG}text")
    }


@given(st.tuples(whole, whole, whole, whole), st.tuples(whole, whole), st.integers(1, 15))
def test_a_piece_crosses_a_box_as_its_points_do(piece, corner, size):
    box = np.array([*corner, corner[0] + size, corner[1] + size])
    steps = np.linspace(0, 1, 2001)[:, None]
    points = np.array(piece[:2]) + steps * (np.array(piece[2:]) - np.array(piece[:2]))
    deep = ((points > box[:2] + 0.05) & (points < box[2:] - 0.05)).all(axis=1).any()
    near = ((points > box[:2] - 0.05) & (points < box[2:] + 0.05)).all(axis=1).any()
    counted = crossings(box[None], np.array([piece]))[0]
    assert counted == 1 or not deep
    assert counted == 0 or near


def test_gaps_have_no_pieces():
    x, y = np.arange(5.0), np.array([0.0, 1.0, np.nan, 3.0, 4.0])
    assert segments(x, y).tolist() == [[0, 0, 1, 1], [3, 3, 4, 4]]


@pytest.mark.parametrize(("axis", "ends"), [("x", (120.0, 125.0)), ("y", (20.0, 20.0)),
                                            ("y", (6.0, 6.0)), ("x", (28.0, 242.0))])  # fmt: skip
def test_places_keep_off_their_band_and_inside(axis, ends):
    boxes = places(axis, ends, SIZE, FRAME)
    assert len(boxes) or ends == (28.0, 242.0)
    assert (boxes[:, 0] >= FRAME.left).all()
    assert (boxes[:, 2] <= FRAME.right + 1).all()
    assert (boxes[:, 1] >= FRAME.top - 1e-6).all()
    assert (boxes[:, 3] <= FRAME.bottom).all()
    first = 0 if axis == "x" else 1
    assert ((boxes[:, first + 2] < ends[0]) | (boxes[:, first] > ends[1])).all()


def test_the_first_free_place_is_taken():
    boxes = places("x", (120.0, 125.0), SIZE, FRAME)
    first = best_place(boxes, NONE, NONE, may_cross=False)
    assert first is not None
    through = np.array([[first[0], first[1] + 4, first[2], first[1] + 4]])
    second = best_place(boxes, through, NONE, may_cross=False)
    assert second is not None
    assert crossings(second[None], through)[0] == 0
    third = best_place(boxes, through, second[None], may_cross=False)
    assert third is not None
    assert third[1] != second[1] or third[0] != second[0]


def test_without_a_free_place_words_that_must_stand_cross_least():
    boxes = places("y", (60.0, 60.0), SIZE, FRAME)
    comb = np.array([[x, 0.0, x, 200.0] for x in np.arange(0.0, 250.0, 5.0)])
    assert best_place(boxes, comb, NONE, may_cross=False) is None
    taken = best_place(boxes, comb, NONE, may_cross=True)
    assert taken is not None
    assert crossings(taken[None], comb)[0] == crossings(boxes, comb).min()


def test_words_that_the_legend_holds_can_be_left_out():
    group = Group("limit", "an end (Smith 1999)", "rule")
    assert spare(Band("limit", "y", 1, 1, "Smith 1999"), group)
    assert not spare(Band("limit", "y", 1, 1, "119 %"), group)
    x = np.linspace(0, 100, 101)
    comb = Line("a", x, np.where(np.arange(101) % 4 < 2, 0.2, 9.8))
    both = (Band("limit", "y", 5, 5, "Smith 1999"), Band("limit", "y", 5, 5, "119 %"))
    said = words(plot(lines=(comb,), bands=both))
    assert "119 %" in said
    assert "Smith 1999" not in said
    bands = plot_data([plot(bands=both)], [])["plots"]["one"]["bands"]
    assert [band.get("spare", False) for band in bands] == [True, False]


def test_words_make_way_for_curve_and_rule():
    x = np.linspace(0, 100, 101)
    groups = (*plot().groups, Group("on", "onset", "rule"))
    onset = Band("on", "x", 50, 50, "onset 50 %")
    rule = Band("limit", "y", 9.6, 9.6, "119 %")
    high = Line("a", x, np.full(101, 8.8))
    alone = words(plot(groups=groups, bands=(onset,)))["onset 50 %"]
    made = words(plot(groups=groups, bands=(onset, rule), lines=(high,)))
    at, down = made["onset 50 %"]
    level = 120.0 - 114.0 * np.array([9.6, 8.8]) / 10.0  # where rule and curve run
    assert alone[1] - 7 < level.max()  # the place that it has without them
    assert all(down < one or down - 7 > one for one in level)
    assert made["119 %"][1] != pytest.approx(down, abs=5) or abs(made["119 %"][0] - at) > 40


def test_words_have_a_halo_of_paper():
    svg = str(print_figure(plot(bands=(Band("limit", "y", 5, 5, "119 %"),))))
    (text,) = re.findall(r"<text[^>]*>119 %</text>", svg)
    assert 'paint-order="stroke"' in text
    assert 'stroke="#fff"' in text


def test_numbers_of_repetitions_stand_above_all_curves():
    rep = Group("rep", "a repetition, by its number", "band")
    bands = tuple(Band("rep", "x", 30.0 * k, 30.0 * k + 20, str(k + 1)) for k in range(3))
    high = Line("a", np.linspace(0, 100, 50), np.full(50, 10.0))
    made = plot(kind="time", groups=(*plot().groups, rep), bands=bands, lines=(high,))
    said = words(made)
    path = re.search(r'<path transform="scale\(0\.1\)" d="M\d+ (\d+)', str(print_figure(made)))
    assert path is not None
    assert all(said[number][1] < int(path[1]) / 10 for number in "123")
