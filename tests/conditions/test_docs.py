"""The page on conditions lists the vocabulary as it is."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.conditions.vocabulary import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conditions.md"


def test_every_condition_is_listed_with_its_words_and_amount() -> None:
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line[:3] == "| `"]
    listed = {row[1].strip(" `"): (row[2].strip(), row[3]) for row in rows}
    assert list(listed) == list(KINDS)
    for kind in KINDS.values():
        words, amounts = listed[kind.name]
        assert words == kind.words
        assert all(name in amounts for name in (kind.amount or "", *kind.details))
