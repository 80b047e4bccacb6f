"""The table of published loads: complete rows, and nothing called read that was not."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from opensim_wink.errors import SettingError
from opensim_wink.load.references import KINDS, load_references, reference, references_for

ROWS = load_references()
UNITS = {"× body weight", "N", "N·m", "MPa", "%", "cycles"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_says_what_where_whom_and_by_whom(row) -> None:
    for name in ("quantity", "site", "activity", "population", "source"):
        assert getattr(row, name).strip(), name
    assert row.unit in UNITS
    assert row.kind in KINDS
    assert any(year in row.source for year in map(str, range(1980, 2027)))
    if row.low is not None and row.high is not None:
        assert row.low <= row.high
    assert all(value is None or value >= 0 for value in (row.low, row.high))
    assert row.doi == "" or row.doi.startswith("10.")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_verified_rows_name_what_was_read_and_the_others_say_so(row) -> None:
    assert row.verified == bool(row.passage)
    if row.verified:
        assert len(row.passage) > 20
        assert not (row.low is None and row.high is None)
        assert "unverified" not in row.words
    else:
        assert row.words.endswith("(unverified)")
        assert row.note
        assert row.place(1.0, row.unit) is None  # never carries a judgement


def test_raw_columns_hold_only_what_is_allowed() -> None:
    text = files("opensim_wink.load").joinpath("references.csv").read_text("utf-8")
    raw = list(csv.DictReader(text.splitlines()))
    assert len({row["key"] for row in raw}) == len(raw) == len(ROWS)
    for row in raw:
        assert row["verified"] in ("yes", "no")
        assert row["doi_verified"] == "" if not row["doi"] else row["doi_verified"] in ("yes", "no")
        assert None not in row.values()
        assert None not in row


def test_by_quantity_living_people_come_first() -> None:
    knee = references_for("knee_contact_r", unit="× body weight")
    assert knee == references_for("knee_contact_l", unit="× body weight")
    assert knee[0].kind == "in vivo"
    spine = references_for("l5s1_compression")
    kinds = [KINDS.index(row.kind) for row in spine]
    assert kinds == sorted(kinds)
    assert spine[-1].kind == "occupational limit"
    assert references_for("l5s1_compression", unit="N·m") == ()
    assert references_for("elbow") == ()


@pytest.mark.parametrize(
    ("key", "value", "unit", "place"),
    [
        ("cappozzo_half", 5.9, "× body weight", "below"),
        ("cappozzo_half", 8.0, "× body weight", "within"),
        ("cappozzo_half", 10.1, "× body weight", "above"),
        ("cappozzo_half", 8.0, "N", None),
        ("niosh_action", 10.0, "N", "within"),
        ("niosh_action", 3401.0, "N", "above"),
        ("gallagher_shear_rare", 1500.0, "N", None),
    ],
)
def test_place_of_a_value(key, value, unit, place) -> None:
    assert reference(key).place(value, unit) == place


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(SettingError, match="kutzner_bend"):
        reference("kutzner_bent")


def test_words() -> None:
    assert reference("kutzner_bend").words == "2.53 × body weight"
    assert reference("cappozzo_half").words == "6 to 10 × body weight"
    assert reference("niosh_maximum").words == "up to 6400 N"
    assert reference("bergmann2001_bend").words == "1.43 × body weight (unverified)"
    assert reference("lifft").words == "no numbers (unverified)"
