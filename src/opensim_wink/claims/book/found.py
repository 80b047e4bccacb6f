"""What a test is given, and what it found."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from opensim_wink.claims.book.claim import Answer
from opensim_wink.claims.session import Session
from opensim_wink.claims.speech import UNKNOWN, written
from opensim_wink.squat.uncertainty.estimate import Estimate


class Difference(Protocol):
    """A contrast between two conditions, as far as tests of claims read it."""

    @property
    def mean_against(self) -> float:
        """Mean of the other condition."""

    @property
    def difference(self) -> Estimate:
        """Condition less the other, with its interval."""

    @property
    def depth_per_leg(self) -> float:
        """Depth that both are read at; NaN for a number that is not read from curves."""

    @property
    def detectable_change(self) -> float:
        """Smallest difference that is more than error."""


class ContrastFunction(Protocol):
    """What compares a quantity between two conditions."""

    def __call__(
        self, session: Session, quantity: str, condition: str, against: str = "baseline"
    ) -> Difference:
        """Condition less the other."""


@dataclass(frozen=True)
class Evidence:
    """What a test may look at.

    Attributes
    ----------
    session : Session
        The person's trials.
    contrast : ContrastFunction
        Compares conditions.
    """

    session: Session
    contrast: ContrastFunction


@dataclass(frozen=True)
class Found:
    """What a test found.

    Attributes
    ----------
    answer : {"supported", "contradicted", "cannot tell"}
        For the claim.
    reason : str
        One sentence or a few, with the numbers.
    measured : dict of str to Estimate
        The numbers.
    settles : str
        What is missing, where the test knows better than the claim; else empty.
    lacks : str
        What more would have to be shown for the answer to decide on a cause; else empty.
    """

    answer: Answer
    reason: str
    measured: dict[str, Estimate] = field(default_factory=dict)
    settles: str = ""
    lacks: str = ""


_OTHER: dict[Answer, Answer] = {"supported": "contradicted", "contradicted": "supported"}


def opposite(found: Found) -> Found:
    """The same finding for the claim that says the opposite."""
    return replace(found, answer=_OTHER.get(found.answer, found.answer))


def above(value: Estimate, limit: float) -> Answer:
    """Whether an interval lies wholly above a limit, or wholly below it.

    Parameters
    ----------
    value : Estimate
        With its interval; without one nothing can be told.
    limit : float
        In its unit.

    Returns
    -------
    {"supported", "contradicted", "cannot tell"}
        Supported where it is above.
    """
    if value.low is None or value.high is None:
        return "cannot tell"
    if value.low > limit:
        return "supported"
    return "contradicted" if value.high < limit else "cannot tell"


def in_each(found: Sequence[Found]) -> Found:
    """One answer for a claim that has to hold in each of several conditions.

    Parameters
    ----------
    found : sequence of Found
        One a condition.

    Returns
    -------
    Found
        Contradicted by one, supported if none contradicts and one supports.
    """
    words = [one.answer for one in found]
    if "contradicted" in words:
        return _joined("contradicted", found)
    return _joined("supported" if "supported" in words else "cannot tell", found)


def in_agreement(found: Sequence[Found]) -> Found:
    """One answer for a claim that several conditions test alike.

    Parameters
    ----------
    found : sequence of Found
        One a condition.

    Returns
    -------
    Found
        What those that can tell say, cannot tell where they disagree.
    """
    told: set[Answer] = {one.answer for one in found} - {"cannot tell"}
    return _joined(told.pop() if len(told) == 1 else "cannot tell", found)


def _joined(answer: Answer, found: Sequence[Found]) -> Found:
    measured = {name: value for one in found for name, value in one.measured.items()}
    settles = next((one.settles for one in found if one.settles), "")
    reasons = _once(one.reason for one in found)
    lacks = " and ".join(_once(one.lacks for one in found if one.lacks and one.answer == answer))
    said = " ".join(reasons) or "Nothing could be measured."
    return Found(answer, said, measured, settles, lacks)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def spoken(value: Estimate, unit: str = "°", digits: int = 1) -> str:
    """A number with its interval, for sentences.

    Parameters
    ----------
    value : Estimate
        The number.
    unit : str
        Written behind it.
    digits : int
        Decimals.

    Returns
    -------
    str
        Such as ``"−6.1° (−8.0 to −4.2°)"``.
    """
    if math.isnan(value.value):
        return UNKNOWN
    mean = f"{written(value.value, digits)}{unit}"
    if value.low is None or value.high is None:
        return f"{mean} (interval unknown)"
    return f"{mean} ({written(value.low, digits)} to {written(value.high, digits)}{unit})"
