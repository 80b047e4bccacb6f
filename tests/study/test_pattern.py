"""Patterns of files: what is read out of a path is what was put in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.study.pattern import FIELDS, check_fields, fill, read_pattern

WORD = st.text("abcXYZ019é", min_size=1, max_size=8)
VALUES = st.fixed_dictionaries(dict.fromkeys(FIELDS, WORD))


def parts(text: str) -> list[str]:
    return text.split("/")


@given(
    VALUES, st.permutations(FIELDS), st.lists(st.sampled_from(["/", "_", "-", "_x_"]), min_size=3)
)
def test_what_is_filled_in_is_read_out(
    values: dict[str, str], order: list[str], between: list[str]
) -> None:
    pieces = [f"{{{field}}}" for field in order]
    text = pieces[0] + "".join(b + p for b, p in zip(between[:3], pieces[1:], strict=True)) + ".c3d"
    found = read_pattern(text).match(parts(fill(text, values)))
    # 'x' is no letter of the words, so there is one way to read it.
    assert found == values


@given(st.text(max_size=40))
def test_any_text_is_a_pattern_or_refused(text: str) -> None:
    try:
        pattern = read_pattern(text)
    except SettingError:
        return
    flat = [piece.text for part in pattern.parts for piece in part]
    assert ".." not in ["".join(p.text for p in part if p.kind == "text") for part in pattern.parts]
    assert all("/" not in piece and "\0" not in piece for piece in flat)


@given(VALUES, st.sampled_from(FIELDS), st.sampled_from(["..", "a/b", "/etc"]))
def test_a_value_never_spans_two_folders(values: dict[str, str], field: str, odd: str) -> None:
    pattern = read_pattern("{participant}/{session}_{condition}_{trial}.c3d")
    path = fill("{participant}/{session}_{condition}_{trial}.c3d", {**values, field: odd})
    found = pattern.match(parts(path))
    assert found is None or all("/" not in value for value in found.values())


def test_a_field_in_two_parts_must_agree() -> None:
    pattern = read_pattern("{participant}/{participant}_{trial}.c3d")
    assert pattern.match(["P01", "P01_a.c3d"]) == {"participant": "P01", "trial": "a"}
    assert pattern.match(["P01", "P02_a.c3d"]) is None


def test_known_values_decide_where_a_name_can_be_read_in_several_ways() -> None:
    pattern = read_pattern("{participant}_{condition}_{trial}.c3d")
    name = ["A_1_heels_raised_last_one.c3d"]
    known = {("condition", "heels_raised"), ("condition", "raised"), ("participant", "A_1")}
    assert pattern.match(name, lambda *pair: pair in known) == {
        "participant": "A_1",
        "condition": "heels_raised",
        "trial": "last_one",
    }
    # Nothing known: the first name is short, and the condition goes as far as it can.
    assert pattern.match(name) == {
        "participant": "A",
        "condition": "1_heels_raised_last",
        "trial": "one",
    }


def test_endings_in_capitals_and_wild_parts() -> None:
    pattern = read_pattern("*/{participant}-*/{trial}.c3d")
    assert pattern.match(["a", "P1-b-c", "x.C3D"]) == {"participant": "P1", "trial": "x"}
    assert pattern.match(["a", "P1-b", "x.trc"]) is None
    assert pattern.match(["P1", "x.c3d"]) is None
    assert read_pattern("{participant}/sq*.c3d").match(["P1", "squat.c3d"]) == {"participant": "P1"}
    assert read_pattern("{participant}/{trial}").match(["P1", "x.c3d"]) == {
        "participant": "P1",
        "trial": "x.c3d",
    }


def test_a_long_name_is_soon_read() -> None:
    pattern = read_pattern("{participant}_{session}_{condition}_{trial}_end.c3d")
    assert pattern.match(["_" * 250 + ".c3d"]) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1 to 500"),
        ("x" * 501, "1 to 500"),
        ("a\0b", "printable"),
        ("{partcipant}/a.c3d", "Did you mean 'participant'?"),
        ("{}/a.c3d", "no field {}"),
        ("{trial!r}.c3d", "no field"),
        ("{trial:>9}.c3d", "no field"),
        ("{trial.__class__}.c3d", "no field"),
        ("{{trial}}.c3d", "brace"),
        ("a}b.c3d", "brace"),
        ("{a", "brace"),
        ("{participant}{trial}.c3d", "between two fields"),
        ("{trial}*.c3d", "between two fields"),
        ("{trial}_{trial}.c3d", "twice"),
        ("../{trial}.c3d", "'..'"),
        ("a/../../{trial}.c3d", "'..'"),
        ("a//b.c3d", "one '/'"),
        ("a/", "must name a file"),
        ("/", "must name a file"),
        ("**/{trial}.c3d", "'**'"),
        ("a\\b.c3d", "write '/'"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, told: str) -> None:
    with pytest.raises(SettingError, match=re.escape(told)) as caught:
        read_pattern(text)
    assert str(caught.value).isprintable()


def test_paths_that_are_only_filled_in_may_do_more() -> None:
    read_pattern("/data/{participant}{session}/{participant}.osim", wild=False, joined=True)
    with pytest.raises(SettingError, match=r"'\*' cannot stand"):
        read_pattern("{participant}/*.osim", wild=False, joined=True)
    check_fields("Person {participant}, */ {session}")
    with pytest.raises(SettingError, match=r"no field \{who\}"):
        check_fields("Person {who}")
    with pytest.raises(SettingError, match=r"\{condition\} is not known of this trial"):
        fill("{condition}.c3d", {"participant": "P1"})


@given(VALUES)
def test_values_are_put_in_once(values: dict[str, str]) -> None:
    braces = {**values, "participant": "{trial}"}
    assert fill("{participant}", braces) == "{trial}"
