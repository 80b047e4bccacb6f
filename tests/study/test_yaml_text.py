"""YAML of a study: plain content, and a refusal with its line for everything else."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.study.yaml_text import DEEPEST, LARGEST_FILE_BYTES, read_yaml


def read(folder: Path, text: str | bytes) -> Any:
    path = folder / "study.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    content, raw = read_yaml(path)
    assert raw == path.read_bytes()
    return content


def test_plain_content_is_read(tmp_path: Path) -> None:
    text = "a: [1, 2.5, -3e2, .5]\nb: {c: true, d: null, e: ~, f: }\ng: '1'\nh: \"2\"\n"
    assert read(tmp_path, text) == {
        "a": [1, 2.5, -300.0, 0.5],
        "b": {"c": True, "d": None, "e": None, "f": None},
        "g": "1",
        "h": "2",
    }
    assert read(tmp_path, b"\xef\xbb\xbfa: M\xc3\xbcller\n") == {"a": "Müller"}
    assert read(tmp_path, "") is None


def test_keys_stay_as_they_are_written_and_words_stay_words(tmp_path: Path) -> None:
    text = "01: {yes: no, 1.0: on, null: 2026-11-22, '': 1:30, true: 0x1F}\n"
    content = read(tmp_path, text)
    assert content == {
        "01": {"yes": "no", "1.0": "on", "null": "2026-11-22", "": "1:30", "true": "0x1F"}
    }


def test_numbers_that_are_none_are_read_as_such(tmp_path: Path) -> None:
    content = read(tmp_path, "[.nan, .inf, -.Inf, 1e999]")
    assert math.isnan(content[0])
    assert content[1:] == [math.inf, -math.inf, math.inf]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", "line 2: 'a' stands here twice"),
        ("a: {b: 1, c: 2, b: 3}", "'b' stands here twice"),
        ("a: &x [1]\nb: *x\n", "line 1: '&x' is an anchor"),
        ("a: *x\n", "'*x' is an alias"),
        ("a: &x [*x]\n", "anchor"),
        ("a: !!python/object/apply:os.system ['true']", "the tag"),
        ("a: !thing {}", "the tag '!thing'"),
        ("a: !!str 1", "the tag"),
        ("!!python/object/new:os.system [x]", "the tag"),
        ("? [a, b]\n: c\n", "where a name must stand"),
        ("? {a: b}\n: c\n", "where a name must stand"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("heels: heels_raised: 25", "in quotes"),
        ("a: [1, 2", "no readable YAML"),
        ("a:\n\t- b", "no readable YAML"),
        ("pattern: {participant}/{trial}.c3d", "braces in quotes"),
        ("a: \x07", "no readable YAML"),
        ("a\0b: 1", "no readable YAML"),
        (b"\xff\xfea: 1", "no UTF-8"),
        ("a: " + "x" * 5000, "5000 characters"),
        ("[" * 100_000, f"more than {DEEPEST} deep"),
        ("a:\n" + "".join("  " * n + f"- k{n}:\n" for n in range(1, 40)), "deep"),
        ("{a: " * 50_000, "deep"),
        ('"\\e[31m": 1\n"\\e[31m": 2', "'?[31m' stands here twice"),
    ],
)
def test_everything_else_is_refused(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(SettingError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert told in message
    assert "study.yaml" in message
    assert message.isprintable()


def test_files_that_are_no_text_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such file"):
        read_yaml(tmp_path / "none.yaml")
    with pytest.raises(SettingError, match="is no file"):
        read_yaml(tmp_path)
    with pytest.raises(SettingError, match=r"no such file|cannot be read"):
        read_yaml(Path("a\0b"))
    with pytest.raises(SettingError, match="larger than"):
        read(tmp_path, "#" * (LARGEST_FILE_BYTES + 1))


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text("abc: #-é'\"", max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text("ab1 ", max_size=4), below),
    max_leaves=8,
)


@given(PLAIN)
def test_what_is_dumped_is_read(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    text = yaml.safe_dump(content, default_flow_style=True, allow_unicode=True)
    if "&" in text:
        return  # the same empty list twice is dumped as an alias
    assert read(tmp_path_factory.mktemp("yaml"), text) == content
