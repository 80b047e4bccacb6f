"""One test of one muscle on one side: effect, interval, margin, verdict and reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from opensim_wink.claims.equivalence import MeanInterval, VerdictWord
from opensim_wink.claims.speech import written
from opensim_wink.squat.uncertainty.estimate import Estimate

Test = Literal[
    "counterfactual", "stretch", "onset_to_bottom", "standing_to_bottom", "passive_moment"
]
Moment = Literal["onset", "bottom"]

MEASURES: dict[Test, str] = {
    "counterfactual": "share of the available stretch that the bottom without the wink would need",
    "stretch": "share of the available stretch in use",
    "onset_to_bottom": "change of length from onset to bottom over standing length",
    "standing_to_bottom": "change of length from standing to bottom over standing length",
    "passive_moment": "passive hip extension moment over the net hip moment",
}
BLAME_TESTS: tuple[Test, ...] = ("counterfactual", "stretch", "passive_moment")
RAISE_TESTS: tuple[Test, ...] = ("counterfactual", "stretch")
LENGTH_TESTS: tuple[Test, ...] = ("onset_to_bottom", "standing_to_bottom")


@dataclass(frozen=True)
class Variant:
    """The same test under another assumption.

    Attributes
    ----------
    name : str
        What was changed.
    value : Estimate
        The effect then, with its 95 % interval.
    verdict : {"supported", "contradicted", "inconclusive"} or None
        What it would say; None where it cannot be computed.
    flips : bool
        Whether the verdict does not stand under it.
    settles : str
        What would show which of the two is so, as the end of a sentence.
    """

    name: str
    value: Estimate
    verdict: VerdictWord | None
    flips: bool
    settles: str = ""


@dataclass(frozen=True)
class Effect:
    """One test of one muscle on one side, over repetitions.

    Attributes
    ----------
    test : str
        ``"counterfactual"``, ``"stretch"``, ``"onset_to_bottom"``, ``"standing_to_bottom"`` or
        ``"passive_moment"``.
    muscle, group, side : str
        Native name, group and ``"r"`` or ``"l"``; ``"hamstrings"`` for all of a side together.
    at : {"onset", "bottom"}
        Where the tests of blame look; ``"bottom"`` where there is no wink.
    reps : tuple of int
        Numbers of all repetitions that were judged or left out.
    per_rep : tuple of float
        The effect in each, as a share of 1; NaN where it was left out.
    extra_m : tuple of float
        In each, the length behind it: spared by the wink, gained since standing, or changed; NaN
        where a test has none.
    mean : MeanInterval
        Over the repetitions that count.
    level : float
        Level of the interval that decides, 1 − 2·alpha.
    margin : float
        Below it (within ± it for a change of length) the claim is supported.
    limit : float
        Beyond it the claim is contradicted; the margin itself, save for the passive moment.
    p : float
        One-sided p of the decision for "supported"; the larger of both for equivalence.
    verdict : {"supported", "contradicted", "inconclusive"}
        Of the claim that the test belongs to, with sensitivity taken into account.
    reason : str
        One plain sentence, or two.
    variants : tuple of Variant
        The same under other assumptions.
    settles : str
        Of an inconclusive verdict: what would settle it, as the end of a sentence; else empty.
    """

    test: Test
    muscle: str
    group: str
    side: str
    at: Moment
    reps: tuple[int, ...]
    per_rep: tuple[float, ...]
    extra_m: tuple[float, ...]
    mean: MeanInterval
    level: float
    margin: float
    limit: float
    p: float
    verdict: VerdictWord
    reason: str
    variants: tuple[Variant, ...] = ()
    settles: str = ""

    @property
    def value(self) -> Estimate:
        """The effect with its 95 % interval."""
        return estimate(self.mean, 0.95)

    def to_dict(self) -> dict[str, object]:
        """For a summary: every number with its interval, None for NaN."""
        decides = estimate(self.mean, self.level).to_dict()
        return {
            "test": self.test,
            "measure": MEASURES[self.test],
            "muscle": self.muscle,
            "side": self.side,
            "at": self.at,
            "effect": self.value.to_dict(),
            "deciding_interval": {
                "level": self.level,
                "low": decides["low"],
                "high": decides["high"],
            },
            "margin": self.margin,
            "limit": self.limit,
            "p": None if math.isnan(self.p) else self.p,
            "reps": self.mean.n,
            "verdict": self.verdict,
            "reason": self.reason,
            "settles": self.settles or None,
            "sensitivity": [
                {
                    "under": variant.name,
                    "effect": variant.value.to_dict(),
                    "verdict": variant.verdict,
                    "flips": variant.flips,
                }
                for variant in self.variants
            ],
        }


def estimate(mean: MeanInterval, level: float = 0.95) -> Estimate:
    """A mean as an estimate; without ends where its error is unknown."""
    low, high = mean.interval(level)
    if math.isnan(low):
        return Estimate(mean.value)
    return Estimate(mean.value, low, high)


def percent(mean: MeanInterval) -> str:
    """A share in words: per cent with its 95 % interval."""
    low, high = mean.interval(0.95)
    if math.isnan(low):
        return f"{written(100 * mean.value, 1)} %"
    low_said, high_said = written(100 * low, 1), written(100 * high, 1)
    return f"{written(100 * mean.value, 1)} % (95 % interval {low_said} to {high_said} %)"
