"""The documents tell the vocabulary as it is."""

from __future__ import annotations

import re
from pathlib import Path

from opensim_wink.conditions.sidecar import read_sidecar
from opensim_wink.conditions.vocabulary import KINDS, OTHER_WORDS, Condition, read_condition

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conditions.md"
BATCH = PAGE.with_name("batch.md")


def test_every_condition_is_listed_with_its_amount() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {name: (words, set(re.findall(r"\w+", more))) for name, words, more in rows}
    assert told == {
        name: (kind.words, {*([kind.amount] if kind.amount else []), *kind.details})
        for name, kind in KINDS.items()
    }


def test_every_other_word_is_listed_with_what_it_is_read_as() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|$", BATCH.read_text("utf-8"), re.MULTILINE
    )
    told = {word: name for name, words in rows for word in re.findall(r"\w+", words)}
    assert told == OTHER_WORDS
    assert {word: read_condition(word.upper()).name for word in told} == OTHER_WORDS


def test_the_file_that_is_shown_can_be_read(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    path = tmp_path / "conditions.yaml"
    path.write_text(shown[1], encoding="utf-8")
    assert read_sidecar(path).conditions == {
        "flat.c3d": Condition("baseline"),
        "heels.c3d": Condition("heels_raised", 25.0, "on plates"),
        "raise.c3d": Condition("straight_leg_raise", side="right"),
    }
