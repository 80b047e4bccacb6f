"""The answers, the tests behind them, and their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opensim_wink.claims.hamstrings.conclude import RULE, ClaimVerdict
from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.ranking import RankedMuscle
from opensim_wink.claims.hamstrings.settings import LombardSettings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class HamstringTrial:
    """What the tests say.

    Attributes
    ----------
    claims : tuple of ClaimVerdict
        The person first, then right and left, for each claim.
    effects : tuple of Effect
        All tests of all hamstrings.
    ranking : tuple of RankedMuscle
        Muscles by how near they are to their end, right then left.
    caveats : tuple of str
        What holds of every such result, and what was assumed, one sentence each.
    settings : LombardSettings
        Margins.
    evidence : Evidence or None
        The lengths that were judged, of the person's own model; None without a repetition.
    """

    claims: tuple[ClaimVerdict, ...]
    effects: tuple[Effect, ...]
    ranking: tuple[RankedMuscle, ...]
    caveats: tuple[str, ...]
    settings: LombardSettings
    evidence: Evidence | None = None

    def verdict(self, claim: str, side: str = "both") -> ClaimVerdict:
        """The answer to one claim.

        Parameters
        ----------
        claim : str
            ``"blame"``, ``"length"``, ``"length_at_the_wink"`` or ``"instead"``.
        side : str
            ``"r"``, ``"l"`` or ``"both"``.

        Returns
        -------
        ClaimVerdict
            Verdict and reason.

        Raises
        ------
        KeyError
            If there is no such claim or side.
        """
        for answer in self.claims:
            if (answer.claim, answer.side) == (claim, side):
                return answer
        raise KeyError((claim, side))

    def to_frame(self) -> pd.DataFrame:
        """One row a repetition, muscle, side and test; shares of 1, lengths in metres."""
        import pandas as pd

        rows = [
            {
                "rep": rep,
                "muscle": effect.muscle,
                "side": effect.side,
                "test": effect.test,
                "at": effect.at,
                "effect": value,
                "length_m": length,
                "margin": effect.margin,
                "mean": effect.value.value,
                "low": _or_nan(effect.value.low),
                "high": _or_nan(effect.value.high),
                "verdict": effect.verdict,
            }
            for effect in self.effects
            for rep, value, length in zip(effect.reps, effect.per_rep, effect.extra_m, strict=True)
        ]
        columns = [
            "rep", "muscle", "side", "test", "at", "effect", "length_m", "margin", "mean", "low",
            "high", "verdict",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, object]:
        """For a summary: claims, tests, ranking and caveats."""
        return {
            "claims": [answer.to_dict() for answer in self.claims],
            "rule": RULE,
            "tests": [effect.to_dict() for effect in self.effects],
            "ranking": [row.to_dict() for row in self.ranking],
            "raises": self._raises(),
            "caveats": list(self.caveats),
        }

    def _raises(self) -> list[dict[str, object]]:
        """The straight-leg raise of each side, and whence it is known."""
        if self.evidence is None:
            return []
        first = {side: int(self.evidence.on(side)[0]) for side in self.evidence.present_sides}
        return [
            {
                "side": side,
                "angle_deg": float(self.evidence.slr_deg[column]),
                "known_from": self.evidence.slr_from[column],
            }
            for side, column in first.items()
        ]


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
