"""What the document on books of claims says is what the reader takes, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from opensim_wink.claims.book.claim import ACCOUNTS, CAUSES
from opensim_wink.claims.book.kinds import KINDS_OF_TEST
from opensim_wink.claims.book.reader import _BEARS, _PAIR, _REST, _TEXTS, read_book
from opensim_wink.claims.comparison import compare_session
from opensim_wink.claims.contrasts.quantities import QUANTITIES

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "claims.md").read_text("utf-8")
LIKE = {"wink_stays": "wink_goes", "wink_grows": "wink_goes"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "mine.yaml"
    path.write_text(TEXT.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    return path


def row_of(test: str) -> str:
    rows = [line for line in TEXT.splitlines() if line.startswith("|")]
    (row,) = [line for line in rows if f"`{test}`" in line.split("|")[1]]
    return row


def test_every_field_cause_and_account_is_described() -> None:
    words = {*_TEXTS, *_REST, *_BEARS, *_PAIR, "pairs", *CAUSES, *ACCOUNTS}
    assert {word for word in words if f"`{word}`" not in TEXT} == set()


@pytest.mark.parametrize("test", KINDS_OF_TEST)
def test_every_kind_of_test_is_described_with_its_parameters(test: str) -> None:
    kind, row = KINDS_OF_TEST[test], row_of(test)
    told = row + (row_of(LIKE[test]) if test in LIKE else "")
    for name, parameter in kind.parameters.items():
        assert f"`{name}`" in told
        assert all(f"`{word}`" in told for word in parameter.allowed)
        if parameter.default not in (None, ""):
            shown = str(parameter.default).lower().removesuffix(".0")
            assert re.search(rf"`{name}`[^|;]*?\({re.escape(shown)}\)", told), name
    assert (" * |" in row) == (not kind.asks_for_a_wink)


def test_every_quantity_at_the_same_depth_is_named() -> None:
    matched = {name for name, one in QUANTITIES.items() if one.source != "value"}
    assert {name for name in matched if f"`{name}`" not in TEXT} == set()


def test_the_example_runs_and_names_what_it_should(example: Path, make_person) -> None:
    assert [claim.id for claim in read_book(example).claims] == [
        "hips_meet_their_end", "wedges_leave_it",
    ]  # fmt: skip
    told = compare_session(make_person("structure"), example)
    assert [one.verdict for one in told.verdicts] == ["supported", "contradicted"]
    assert [one.cause for one in told.causes if one.named] == ["structure"]
    assert not any(one.named for one in compare_session(make_person("balance"), example).causes)
    alone = compare_session(make_person("structure", without=("heels_raised",)), example)
    assert not any(one.named for one in alone.causes)
