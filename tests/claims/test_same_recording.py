"""One recording is no second trial, whatever its labels say."""

from __future__ import annotations

import numpy as np
import pytest

from opensim_wink.claims.comparability import TrialRecord
from opensim_wink.claims.same_recording import TELLING, refuse_same_recording
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import OutputError

BASELINE, SUPPORTED = Condition("baseline"), Condition("supported")
NUMBERS = np.random.default_rng(3).normal(20.0, 5.0, (len(TELLING), 3))


def result(
    name: str, numbers: np.ndarray, file: str | None = None, first_s: float = 0.5
) -> TrialRecord:
    """A trial whose repetitions have the given numbers (10, R) and last 2 s each."""
    count = numbers.shape[1]
    spans = tuple((first_s + 3.0 * i, first_s + 3.0 * i + 2.0) for i in range(count))
    values = dict(zip(TELLING, numbers, strict=True))
    return TrialRecord(
        name,
        place=name,
        reps=count,
        recording=file,
        spans_s=spans,
        values=values,
        static="standing",
    )


def test_trials_of_their_own_pass() -> None:
    other = NUMBERS + 0.05
    refuse_same_recording(
        [result("a", NUMBERS, "x"), result("b", other, "y"), result("c", NUMBERS + 0.1)],
        [BASELINE, SUPPORTED, BASELINE],
    )


@pytest.mark.parametrize("label", [SUPPORTED, BASELINE])
def test_one_file_is_one_trial(label: Condition) -> None:
    with pytest.raises(OutputError, match=r"a \('baseline'\) and b .* are of one file"):
        refuse_same_recording(
            [result("a", NUMBERS, "x"), result("b", NUMBERS + 1.0, "x")], [BASELINE, label]
        )


def test_one_file_may_hold_repetitions_of_two_conditions() -> None:
    refuse_same_recording(
        [result("a", NUMBERS, "x"), result("b", NUMBERS + 1.0, "x", first_s=30.0)],
        [BASELINE, SUPPORTED],
    )


def test_an_export_in_other_axes_is_known_by_its_numbers() -> None:
    noise = np.random.default_rng(1).uniform(-1e-5, 1e-5, NUMBERS.shape)
    again = (NUMBERS + noise)[:, ::-1]
    with pytest.raises(OutputError, match="the same numbers of a repetition"):
        refuse_same_recording(
            [result("a", NUMBERS, "x"), result("b", again, "y")], [BASELINE, SUPPORTED]
        )


def test_numbers_that_are_not_known_or_all_zero_tell_nothing() -> None:
    few = np.where(np.arange(len(TELLING))[:, None] < 3, NUMBERS, np.nan)
    none = np.zeros_like(NUMBERS)
    for numbers in (few, none):
        refuse_same_recording([result("a", numbers), result("b", numbers)], [BASELINE, SUPPORTED])


def test_a_squat_is_no_range_of_motion() -> None:
    nothing = NUMBERS[:, :0]
    passive = [Condition("range_of_motion"), Condition("straight_leg_raise")]
    refuse_same_recording([result("a", nothing, "x"), result("b", nothing, "x")], passive)
    with pytest.raises(OutputError, match="are of one file"):
        refuse_same_recording(
            [result("a", NUMBERS, "x"), result("b", nothing, "x")], [BASELINE, passive[0]]
        )
