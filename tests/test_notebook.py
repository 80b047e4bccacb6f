"""What objects show of themselves in a notebook."""

from __future__ import annotations

import math
from html.parser import HTMLParser

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import load_subject
from opensim_wink.motion.motion import Motion
from opensim_wink.notebook import MOST_ROWS, fact_table, number, row_table
from opensim_wink.trial.trial import Person, Trial

EVIL = '<script>alert("1")</script> & <b onload=x>'
ALLOWED = {"table", "caption", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Gathers tags, attributes and text, and holds every tag to be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert reader.tags <= ALLOWED
    assert reader.attributes <= {"scope", "colspan"}
    return reader


def trial(name: str = "squat", labels: tuple[str, ...] = ("RASI", "LASI")) -> Trial:
    points = np.zeros((5, len(labels), 3))
    points[0, 0] = np.nan
    return Trial(
        name=name,
        source=None,
        time_s=np.arange(5) / 100,
        rate_hz=100.0,
        labels=labels,
        points_m=points,
        person=Person(name=name),
    )


def motion(markers: int) -> Motion:
    errors = np.full((4, markers), 0.003)
    return Motion(
        name=EVIL,
        time_s=np.arange(4) / 100,
        coordinates=("hip",),
        rotational=np.array([True]),
        values=np.array([[0.0], [0.1], [np.nan], [0.2]]),
        markers=tuple(f"m{i}" for i in range(markers)),
        marker_error_m=errors,
        weights=np.ones(markers),
        cost=np.zeros(4),
        converged=np.array([True, True, False, True]),
        solver="arrays",
    )


def test_texts_are_escaped_whatever_they_hold() -> None:
    for html in (
        fact_table(EVIL, [(EVIL, EVIL)]),
        row_table([EVIL], [[EVIL]]),
        trial(EVIL, (EVIL, "LASI"))._repr_html_(),
        motion(2)._repr_html_(),
    ):
        reader = read(html)
        assert EVIL in "".join(reader.text)


def test_what_is_unknown_is_left_out() -> None:
    assert read(fact_table("t", [("a", None), ("b", ""), ("c", 0)])).text == ["t", "c", "0"]


def test_long_tables_are_cut_and_say_so() -> None:
    rows = [[i] for i in range(MOST_ROWS + 3)]
    text = read(row_table(["n"], rows)).text
    assert text[-1] == "… and 3 more"
    assert len(text) == 1 + MOST_ROWS + 1
    assert row_table(["n"], []) == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((1.26, "°"), "1.3°"),
        ((1.26, " N", 1.0, 2.0), "1.3 (1.0–2.0) N"),
        ((1.26, "°", None, 2.0), "1.3°"),
        ((1.26, "°", math.nan, 2.0), "1.3°"),
        ((math.nan, "°", 1.0, 2.0), "–"),
    ],
)
def test_numbers_come_with_their_interval(arguments: tuple[float], said: str) -> None:
    assert number(*arguments) == said


def test_a_trial_tells_what_was_not_seen() -> None:
    text = read(trial()._repr_html_()).text
    assert "10.0 % of places" in text
    assert "as recorded" in text


def test_an_empty_trial_can_be_shown() -> None:
    empty = Trial("none", None, np.empty(0), 100.0, (), np.empty((0, 0, 3)))
    assert "0 at 100 Hz (0.0 s)" in read(empty._repr_html_()).text


def test_a_motion_tells_how_well_markers_were_met() -> None:
    text = read(motion(2)._repr_html_()).text
    assert "3.0 mm RMS, 3 mm at most" in text
    assert "4 (0.0 s), 3 solved" in text
    assert "distance to them" not in read(motion(0)._repr_html_()).text


def test_a_subject_tells_its_levels() -> None:
    text = read(load_subject(packaged_model_path())._repr_html_()).text
    assert text[text.index("lumbar levels") + 1] == "5"
