"""From single tests to an answer a side and for the person."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from opensim_wink.body.muscle_groups import muscle_words
from opensim_wink.claims.equivalence import VerdictWord
from opensim_wink.claims.hamstrings.effect import BLAME_TESTS, RAISE_TESTS, Effect, percent
from opensim_wink.claims.hamstrings.instead import InsteadVerdict
from opensim_wink.claims.hamstrings.judging import NO_WINK
from opensim_wink.claims.hamstrings.raises import NOT_STATED, SIDE_WORDS
from opensim_wink.claims.hamstrings.remedies import (
    A_WINK,
    ANOTHER_MODEL,
    BOTH_SIDES,
    MORE_REPETITIONS,
    OWN_TENDONS,
    THE_RAISE,
    together,
)
from opensim_wink.errors import listed
from opensim_wink.squat.uncertainty.estimate import Estimate

Claim = Literal["blame", "length", "length_at_the_wink", "instead"]

CLAIMS: dict[Claim, str] = {
    "blame": "The hamstrings cannot be what pulls the pelvis under.",
    "length": "The hamstrings keep their length from standing to the bottom.",
    "length_at_the_wink": "The hamstrings keep their length from the onset of the wink to the "
    "bottom.",
    "instead": "Gluteus maximus, adductor magnus or piriformis is nearer to the end of its stretch "
    "than any hamstring.",
}
RULE = (
    "Supported on a side: the straight-leg raise was recorded or stated, each hamstring has length "
    "to spare without the wink, none is near its end at onset, and their passive moment is not "
    "most of what holds the trunk up, nor all of it with other tendons. Contradicted: a hamstring "
    "lacks the length, is near its end, or their passive moment is most of what holds the trunk "
    "up; an assumed raise is enough for that if a lower and a higher one say the same. The "
    "person: supported if both sides are, contradicted if one is. All else is inconclusive."
)
NOT_RULED_OUT = "Passive results do not rule out active co-contraction."
ALL_OF_IT = 1.0


@dataclass(frozen=True)
class ClaimVerdict:
    """The answer to one claim.

    Attributes
    ----------
    claim : {"blame", "length", "length_at_the_wink", "instead"}
        Which; :data:`CLAIMS` has it in words.
    side : {"r", "l", "both"}
        One side, or the person.
    verdict : {"supported", "contradicted", "inconclusive"}
        The answer.
    reason : str
        One plain sentence, or a few.
    settles : str
        Of an inconclusive answer: what would settle it, as the end of a sentence; else empty.
    """

    claim: Claim
    side: str
    verdict: VerdictWord
    reason: str
    settles: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """For a summary."""
        return {
            "claim": self.claim,
            "says": CLAIMS[self.claim],
            "side": self.side,
            "verdict": self.verdict,
            "reason": self.reason,
            "settles": self.settles or None,
        }


def conclude(
    effects: Sequence[Effect],
    instead: Sequence[InsteadVerdict],
    least_raise_deg: Mapping[str, float] | None = None,
    why_unknown: Mapping[str, str] | None = None,
) -> tuple[ClaimVerdict, ...]:
    """Answer every claim for each side and for the person; :data:`RULE` is the rule for blame.

    Acquittal asks every test of every hamstring to agree, so it keeps the error rate of one test
    (an intersection–union test); a conviction asks for one.

    Parameters
    ----------
    effects : sequence of Effect
        All tests, with sensitivity.
    instead : sequence of InsteadVerdict
        Comparison with the other muscles.
    least_raise_deg : mapping of str to float, optional
        Side to the straight-leg raise that would acquit its hamstrings, where the person's is not
        known; NaN where none would. Such a side is never acquitted, and the reason names the angle.
    why_unknown : mapping of str to str, optional
        Side to why its raise is not known, as a clause.

    Returns
    -------
    tuple of ClaimVerdict
        The person first, then right and left, claim by claim.

    References
    ----------
    Berger RL (1982). Technometrics 24:295–300. doi:10.1080/00401706.1982.10487790
    """
    sides = [side for side in SIDE_WORDS if any(effect.side == side for effect in effects)]
    least, why = dict(least_raise_deg or {}), dict(why_unknown or {})
    answers: list[ClaimVerdict] = []
    per_claim: dict[Claim, list[ClaimVerdict]] = {
        "blame": [
            _blame(effects, side, least.get(side), why.get(side, NOT_STATED)) for side in sides
        ],
        "length": [_length("length", "standing_to_bottom", effects, side) for side in sides],
        "length_at_the_wink": [
            _length("length_at_the_wink", "onset_to_bottom", effects, side) for side in sides
        ],
        "instead": [
            ClaimVerdict("instead", answer.side, answer.verdict, answer.reason, answer.settles)
            for answer in instead
        ],
    }
    # The person's angle is that of the side that needs the most; NaN, something else, goes first.
    needs = {side: math.inf if math.isnan(angle) else angle for side, angle in least.items()}
    asking = sorted(per_claim["blame"], key=lambda answer: -needs.get(answer.side, 0.0))
    for claim, found in per_claim.items():
        answers += [_person(claim, asking if claim == "blame" else found), *found]
    return tuple(answers)


def _blame(
    effects: Sequence[Effect], side: str, least_raise_deg: float | None, why_unknown: str
) -> ClaimVerdict:
    mine = [effect for effect in effects if effect.side == side and effect.test in BLAME_TESTS]
    against = [effect for effect in mine if effect.verdict == "contradicted"]
    if against:
        return ClaimVerdict("blame", side, "contradicted", _reasons(against))
    if mine and all(effect.at == "bottom" for effect in mine):
        used = [effect for effect in mine if effect.test == "stretch"]
        detail = max(used, key=lambda effect: effect.mean.value).reason if used else NO_WINK
        return ClaimVerdict("blame", side, "inconclusive", detail, A_WINK)
    decisive = [effect for effect in mine if effect.test in RAISE_TESTS]
    passive = [effect for effect in mine if effect.test == "passive_moment"]
    forcing = [effect for effect in passive if _may_force(effect)]
    if least_raise_deg is not None and math.isfinite(least_raise_deg):
        said = _reasons(forcing) if forcing else _would_be(decisive, least_raise_deg, why_unknown)
        return ClaimVerdict(
            "blame", side, "inconclusive", said, together([_forcing_settles(forcing), THE_RAISE])
        )
    open_ones = [effect for effect in decisive if effect.verdict != "supported"] + forcing
    if not decisive or open_ones:
        remedies = [*(one.settles for one in open_ones), _forcing_settles(forcing)]
        settles = together(remedies) or ANOTHER_MODEL
        return ClaimVerdict("blame", side, "inconclusive", _reasons(open_ones), settles)
    nearest = _nearest(decisive)
    unsettled = [effect for effect in passive if effect.verdict != "supported"]
    said = f"{nearest.reason} Each has length to spare without the wink."
    return ClaimVerdict(
        "blame", side, "supported", " ".join([said, *(effect.reason for effect in unsettled)])
    )


def _nearest(effects: Sequence[Effect]) -> Effect:
    """The hamstring that has used most of its stretch."""
    shares = [effect for effect in effects if effect.test == "stretch"]
    return max(shares, key=lambda effect: effect.mean.value)


def _would_be(decisive: Sequence[Effect], least_raise_deg: float, why_unknown: str) -> str:
    """What would settle a side whose straight-leg raise is not known."""
    used = percent(_nearest(decisive).mean)
    return (
        f"{why_unknown}; the claim would be supported if the straight leg can be raised "
        f"to {least_raise_deg:.0f}° or more: measure it, --slr. "
        f"(By the raise that is assumed, {muscle_words(_nearest(decisive).muscle)} would use "
        f"{used} of its stretch.)"
    )


def _may_force(passive: Effect) -> bool:
    """Whether the passive moment may turn the pelvis.

    As measured it has to stay below most of what holds the trunk up; with other tendons, below all
    of it: from there on the pelvis has to turn, however little is active.
    """
    others = [variant.value for variant in passive.variants if variant.verdict is not None]
    return not (
        _high_end(passive.value) < passive.limit
        and all(_high_end(found) < ALL_OF_IT for found in others)
    )


def _forcing_settles(forcing: Sequence[Effect]) -> str:
    """What would settle a passive moment that may turn the pelvis, if only with other tendons."""
    return OWN_TENDONS if forcing else ""


def _high_end(found: Estimate) -> float:
    return found.value if found.high is None else found.high


def _length(claim: Claim, test: str, effects: Sequence[Effect], side: str) -> ClaimVerdict:
    mine = [effect for effect in effects if effect.side == side and effect.test == test]
    for verdict in ("contradicted", "inconclusive"):
        found = [effect for effect in mine if effect.verdict == verdict]
        if found:
            word: VerdictWord = "contradicted" if verdict == "contradicted" else "inconclusive"
            settles = together(effect.settles for effect in found)
            return ClaimVerdict(claim, side, word, _reasons(found), settles)
    return ClaimVerdict(claim, side, "supported", _reasons(mine))


def _person(claim: Claim, sides: Sequence[ClaimVerdict]) -> ClaimVerdict:
    """One answer from both sides."""
    against = [answer for answer in sides if answer.verdict == "contradicted"]
    for answer in against:
        words = "both sides" if len(against) > 1 else f"{SIDE_WORDS[answer.side]} side"
        return ClaimVerdict(claim, "both", "contradicted", f"{words.capitalize()}: {answer.reason}")
    undecided = [answer for answer in sides if answer.verdict == "inconclusive"]
    if not sides:
        nothing = "Nothing could be measured."
        return ClaimVerdict(claim, "both", "inconclusive", nothing, MORE_REPETITIONS)
    if len(sides) < len(SIDE_WORDS) and not undecided:
        return ClaimVerdict(
            claim, "both", "inconclusive", "Only one side could be measured.", BOTH_SIDES
        )
    if undecided:
        words = "both sides" if len(undecided) > 1 else f"{SIDE_WORDS[undecided[0].side]} side"
        return ClaimVerdict(
            claim,
            "both",
            "inconclusive",
            f"{words.capitalize()}: {undecided[0].reason}",
            together(answer.settles for answer in undecided),
        )
    return ClaimVerdict(claim, "both", "supported", f"Both sides: {sides[0].reason}")


def _reasons(effects: Sequence[Effect], limit: int = 2) -> str:
    """The first reasons in full, the other muscles by name."""
    if not effects:
        return "Nothing could be measured."
    reasons = list(dict.fromkeys(effect.reason for effect in effects))
    said = [effect.muscle for effect in effects if effect.reason in reasons[:limit]]
    rest = dict.fromkeys(
        muscle_words(effect.muscle) for effect in effects if effect.muscle not in said
    )
    words = " ".join(reasons[:limit])
    return f"{words} Likewise: {listed(rest)}." if rest else words
