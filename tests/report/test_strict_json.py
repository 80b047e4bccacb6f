from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import OutputError
from opensim_wink.report.strict_json import plain, read_json, write_json

LEAVES = st.none() | st.booleans() | st.integers() | st.text() | st.floats()
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


@given(TREES)
def test_whatever_goes_in_is_strict(tree: object) -> None:
    text = json.dumps(plain({"tree": tree}), allow_nan=False)
    again = json.loads(text, parse_constant=refuse)
    assert again == plain(again)


def test_numpy_and_missing_values() -> None:
    found = plain(
        {"a": np.float64("nan"), "b": np.int64(3), "c": np.array([1.5, np.inf]), "d": (np.True_,)}
    )
    assert found == {"a": None, "b": 3, "c": [1.5, None], "d": [True]}
    assert type(found["b"]) is int
    assert type(found["d"][0]) is bool


def test_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain({"a": object()})


def test_round_trip(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"wink": "2.5° ✓", "value": 0.1 + 0.2})
    assert read_json(tmp_path / "a.json", "summary") == {"wink": "2.5° ✓", "value": 0.1 + 0.2}


@pytest.mark.parametrize("content", [None, "", "{", "[1]"])
def test_unreadable(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "summary.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(OutputError, match=r"summary\.json"):
        read_json(path, "summary")
