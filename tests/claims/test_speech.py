"""Numbers and conditions as sentences say them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.claims.book.found import spoken
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.claims.speech import amount_words, condition_words, written
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.squat.uncertainty.estimate import Estimate

NOTHING = ConditionTrial(
    "a", Condition("baseline"), (), np.zeros(0, dtype=bool), (), {}, {}, None, {}, {}
)


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [
        (-6.14, False, "−6.1"), (6.14, False, "6.1"), (6.14, True, "+6.1"), (-0.04, True, "0.0"),
        (0.0, True, "0.0"), (math.nan, True, "nan"),
    ],
)  # fmt: skip
def test_a_number_has_a_true_minus_and_zero_no_sign(value, signed, text):
    assert written(value, 1, signed=signed) == text


def test_a_number_with_its_interval():
    assert spoken(Estimate(-6.1, -8.0, -0.01)) == "−6.1° (−8.0 to 0.0°)"
    assert spoken(Estimate(math.nan)) == "an unknown amount"
    assert spoken(Estimate(-0.5), " kg") == "−0.5 kg (interval unknown)"


def under(*conditions: Condition) -> Session:
    return Session("P", tuple(replace(NOTHING, condition=one) for one in conditions))


def test_a_condition_is_called_by_its_words_and_amounts():
    heels, more = Condition("heels_raised", 25.0), Condition("heels_raised", 40.0)
    words = "heels on a wedge or plates"
    assert condition_words(under(heels, heels), "heels_raised") == f"'{words} (25 mm)'"
    assert condition_words(under(heels, more), "heels_raised") == (
        f"'{words} (25 mm) / {words} (40 mm)'"
    )
    assert condition_words(under(), "heels_raised") == f"'{words}'"
    own = Condition("on the moon", known=False)
    assert condition_words(under(own), "on the moon") == "'on the moon'"


@pytest.mark.parametrize(
    ("name", "amount", "text"),
    [("heels_raised", 25.0, "25 mm"), ("loaded", 62.5, "62.5 kg"), ("toe_out", 20.0, "20°"),
     ("loaded", None, "not stated"), ("on the moon", 3.0, "3")],
)  # fmt: skip
def test_an_amount_has_its_unit(name, amount, text):
    assert amount_words(name, amount) == text
