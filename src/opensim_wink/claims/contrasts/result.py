"""One quantity under one condition against another: the difference, how sure, and the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from opensim_wink.squat.uncertainty.estimate import Estimate

Answer = Literal["larger", "smaller", "same", "cannot tell", "undefined"]


@dataclass(frozen=True)
class Contrast:
    """A difference between two conditions of one person.

    Attributes
    ----------
    quantity : str
        What is compared, see `opensim_wink.claims.contrasts.quantities.QUANTITIES`.
    words : str
        The same in plain words.
    unit : str
        Of all its numbers.
    condition, against : str
        The condition, and the one that it is held against.
    n, n_against : int
        Repetitions that count on each side.
    mean, mean_against : float
        Mean of each side; NaN where there is none.
    difference : Estimate
        Condition less the other, with its 95 % interval; NaN where it is not defined, without ends
        where its error is unknown.
    adjusted : Estimate
        The same with the interval that holds its own among all that are reported (Holm).
    adjusted_level : float
        Level of that interval; 0.95 for a contrast on its own.
    family : int
        How many contrasts it was corrected for, itself included.
    p, p_adjusted : float
        Two-sided p of no difference, alone and by Holm among the family; NaN where unknown.
    standard_error, freedom : float
        Of the difference, and its degrees of freedom.
    detectable_change : float
        Smallest difference that is more than the errors of two such means (MDC95).
    margin : float
        Differences within ± this are small.
    depth_per_leg : float
        Depth that both conditions are read at or down to; NaN for a number of its own.
    answer : {"larger", "smaller", "same", "cannot tell", "undefined"}
        The plain answer.
    reason : str
        One sentence for it.
    notes : tuple of str
        What to know about both sides, one sentence each.
    condition_words, against_words : str
        The conditions in plain words, for sentences; empty where nobody said.
    """

    quantity: str
    words: str
    unit: str
    condition: str
    against: str
    n: int
    n_against: int
    mean: float
    mean_against: float
    difference: Estimate
    adjusted: Estimate
    adjusted_level: float
    family: int
    p: float
    p_adjusted: float
    standard_error: float
    freedom: float
    detectable_change: float
    margin: float
    depth_per_leg: float
    answer: Answer
    reason: str
    notes: tuple[str, ...] = ()
    condition_words: str = ""
    against_words: str = ""

    def to_dict(self) -> dict[str, object]:
        """For a file: None in the place of what is unknown."""
        return {
            "quantity": self.quantity,
            "words": self.words,
            "unit": self.unit,
            "condition": self.condition,
            "against": self.against,
            "reps": self.n,
            "reps_against": self.n_against,
            "mean": _known(self.mean),
            "mean_against": _known(self.mean_against),
            "difference": self.difference.to_dict(),
            "adjusted": {
                **self.adjusted.to_dict(),
                "level": self.adjusted_level,
                "family": self.family,
                "method": "Holm",
            },
            "p": _known(self.p),
            "p_adjusted": _known(self.p_adjusted),
            "standard_error": _known(self.standard_error),
            "degrees_of_freedom": _known(self.freedom),
            "detectable_change": _known(self.detectable_change),
            "margin": self.margin,
            "depth_per_leg": _known(self.depth_per_leg),
            "answer": self.answer,
            "reason": self.reason,
            "notes": list(self.notes),
        }


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None
