"""The small helpers behind messages."""

from __future__ import annotations

import pytest

from opensim_wink.errors import counted, did_you_mean, listed


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 gaps"), (1, "1 gap"), (2, "2 gaps"), (-1, "-1 gaps")]
)
def test_counted(number: int, expected: str) -> None:
    assert counted(number, "gap") == expected


def test_listed_cuts_long_lists_and_counts_them() -> None:
    assert listed([]) == "none"
    assert listed("ab") == "a, b"
    assert listed("abc", 2) == "a, b … (3 in all)"


def test_only_a_close_name_is_suggested() -> None:
    assert did_you_mean("LASl", ["LASI", "RKNE"]) == " Did you mean 'LASI'?"
    assert did_you_mean("p2", ["P1", "P2"]) == " Did you mean 'P2'?"
    assert did_you_mean("xyz", ["LASI"]) == ""
