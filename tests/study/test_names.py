"""Names become folders: no way out, and never two in one place."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.study.names import alike, fault_of_name, folder_of, printable, within

ODD = [
    "/",
    "\\",
    "..",
    ".",
    "\0",
    "\n",
    "\x1b",
    ":",
    "con",
    "NUL",
    "a",
    "A",
    "é",
    "e\u0301",
    " ",
    "1",
]
NAMES = st.text(max_size=12) | st.lists(st.sampled_from(ODD), max_size=6).map("".join)
PLAIN = st.text(
    st.characters(codec="utf-8", categories=("L", "Nd"), include_characters="_ -."), max_size=12
)


def test_plain_names_serve() -> None:
    for name in (
        "P01",
        "1",
        "01",
        "Ada Lovelace",
        "heels_raised-01",
        "Müller",
        "見本",
        "a.b",
        "x" * 100,
    ):
        assert fault_of_name(name) == ""
    assert folder_of("P01", "S1", "squat 1") == PurePosixPath("participants/P01/S1/squat 1")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "empty"),
        ("..", "dot"),
        (".hidden", "dot"),
        ("end.", "dot"),
        (" a", "blank"),
        ("a/b", "holds /"),
        ("a\\b", "holds \\"),
        ("C:", "holds :"),
        ("a\0b", "'\\x00'"),
        ("a\x1b[31m", "'\\x1b'"),
        ("a\u202eb", "'\\u202e'"),
        ("a\udcff", "'\\udcff'"),
        ("CON", "Windows"),
        ("nul.txt", "Windows"),
        ("Com1", "Windows"),
        ("lpt¹.c3d", "Windows"),
        ("-rf", "shell"),
        ("~root", "shell"),
        ("x" * 101, "101 characters"),
        ("x" * 300, "300 characters"),
        ("見" * 90, "200 bytes"),
    ],
)
def test_others_are_refused_with_the_reason(name: str, told: str) -> None:
    assert told in fault_of_name(name)
    with pytest.raises(ValueError, match="the name"):
        folder_of("P01", "S1", name)


@given(NAMES, NAMES, NAMES)
def test_no_name_leads_out(participant: str, session: str, trial: str) -> None:
    names = (participant, session, trial)
    if any(map(fault_of_name, names)):
        with pytest.raises(ValueError, match="the name"):
            folder_of(*names)
        return
    folder = folder_of(*names)
    assert folder.parts == ("participants", *names)
    assert PureWindowsPath(str(folder)).parts == folder.parts
    inside = Path("/out") / folder
    assert inside.is_relative_to("/out")
    assert inside.resolve(strict=False) == inside


@given(st.tuples(PLAIN, PLAIN, PLAIN), st.tuples(PLAIN, PLAIN, PLAIN))
def test_two_trials_never_share_a_folder(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    if any(map(fault_of_name, (*one, *other))):
        return
    same = folder_of(*one) == folder_of(*other)
    assert same == (one == other)
    if same:
        assert alike(folder_of(*one)) == alike(folder_of(*other))


@given(PLAIN)
def test_capitals_and_composed_accents_are_alike(name: str) -> None:
    here = alike(PurePosixPath("p", name))
    assert here == alike(PurePosixPath("p", unicodedata.normalize("NFD", name)))
    assert here == alike(PurePosixPath("p", unicodedata.normalize("NFC", name)))
    assert here == alike(PurePosixPath("p", name.casefold()))


@given(st.text())
def test_what_is_shown_can_be_shown(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) == len(text)
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/lab/rec/P1/a.c3d: no markers", "P1/a.c3d: no markers"),
        ("see '/lab/rec/P1/a b.c3d' and /lab/rec/b.c3d.", "see 'P1/a b.c3d' and b.c3d."),
        ("/lab/rec/out/subjects/x", "subjects/x"),
        ("/lab/rec", "/lab/rec"),
        ("/lab/records/a.c3d", "/lab/records/a.c3d"),
        ("/other/lab/rec/a.c3d", "/other/lab/rec/a.c3d"),
        ("../lab/rec/a.c3d", "../lab/rec/a.c3d"),
        ("/lab/rec//a.c3d", "a.c3d"),
    ],
)
def test_paths_are_shown_from_a_folder(text: str, shown: str) -> None:
    assert within(text, [Path("/lab/rec"), Path("/lab/rec/out"), Path("/")]) == shown
