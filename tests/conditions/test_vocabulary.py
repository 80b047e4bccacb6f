"""Names of conditions, with amounts, from one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.conditions.vocabulary import KINDS, Condition, read_condition
from opensim_wink.errors import SettingError


@pytest.mark.parametrize("name", KINDS)
def test_every_word_is_its_own_name_in_any_dress(name: str) -> None:
    assert read_condition(name) == Condition(name)
    assert read_condition(f"  {name.replace('_', ' ').upper()} ") == Condition(name)


@pytest.mark.parametrize(
    ("line", "name", "amount", "words"),
    [
        ("heels raised: 25", "heels_raised", 25.0, "heels on a wedge or plates (25 mm)"),
        ("heels: 25 mm", "heels_raised", 25.0, "heels on a wedge or plates (25 mm)"),
        ("heels: 2.5cm", "heels_raised", 25.0, "heels on a wedge or plates (25 mm)"),
        ("heels: 0.025 m", "heels_raised", 25.0, "heels on a wedge or plates (25 mm)"),
        ("box: 400 mm", "box", 40.0, "down to a box (40 cm)"),
        ("goblet: 8000 g", "goblet", 8.0, "a weight held at the chest (8 kg)"),
        ("loaded: 100 LB", "loaded", 45.359237, "a barbell (45.3592 kg)"),
        ("loaded: 6e1 kg", "loaded", 60.0, "a barbell (60 kg)"),
        ("loaded:60kg", "loaded", 60.0, "a barbell (60 kg)"),
        ("toe_out: 30°", "toe_out", 30.0, "toes turned out (30 °)"),
        ("SLR", "straight_leg_raise", None, "lying, one straight leg raised"),
    ],
)
def test_an_amount_stands_behind_a_colon(
    line: str, name: str, amount: float | None, words: str
) -> None:
    found = read_condition(line)
    assert (found.name, found.amount, found.words) == (name, amount, words)


def test_a_name_of_ones_own_is_kept_as_it_is() -> None:
    found = read_condition("after lunch: 2 coffees")
    assert found == Condition("after lunch: 2 coffees", known=False)
    assert found.kind is None


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("", "1 to 200 printable"),
        ("heels\nraised", "printable"),
        ("x" * 201, "1 to 200"),
        ("heels: many", "heel_mm is 'many'"),
        ("heels: 1.2.3", "heel_mm is '1.2.3'"),
        ("heels: -5", "from 0 to 150"),
        ("heels: 25 cm", "from 0 to 150, alone or in mm, cm, m"),
        ("heels: 25 kg", "heel_mm is '25 kg'"),
        ("loaded: 60 mm", "kg is '60 mm'; .* alone or in kg, g, lb"),
        ("toe_out: 3 cm", "toe_out_deg is '3 cm'"),
        ("heels: 900", "from 0 to 150"),
        ("supported: 3", "has no amount"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(line: str, complaint: str) -> None:
    with pytest.raises(SettingError, match=complaint):
        read_condition(line)


@given(st.sampled_from([k for k in KINDS.values() if k.amount]), st.floats(0, 1))
def test_amounts_survive_the_way_through_a_line(kind: object, share: float) -> None:
    amount = round(share * kind.most, 3)  # type: ignore[attr-defined]
    assert read_condition(f"{kind.name}: {amount!r}").amount == amount  # type: ignore[attr-defined]
