"""Tries every claim on a person's trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from opensim_wink.claims.book.claim import Answer, Claim
from opensim_wink.claims.book.found import ContrastFunction, Evidence, Found
from opensim_wink.claims.book.kinds import KINDS_OF_TEST
from opensim_wink.claims.book.levels import unlike_thresholds
from opensim_wink.claims.book.reader import claim_book
from opensim_wink.claims.book.untested import BASELINE, Why, why_untested
from opensim_wink.claims.contrasts.contrast import contrast
from opensim_wink.claims.manipulation import shown, without_undone
from opensim_wink.claims.session import Session
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.errors import listed
from opensim_wink.squat.uncertainty.estimate import Estimate

_NOTHING: dict[Why, str] = {
    "no_usual": "There is no usual squat to hold it against.",
    "no_wink": "There is no wink in the usual squat, so there is nothing to test.",
    "not_known": "Whether there is a wink in the usual squat cannot be told.",
}
SAME_THRESHOLD = "these trials analysed again with the same --threshold"


@dataclass(frozen=True)
class ClaimVerdict:
    """What one person's trials say of one claim.

    Attributes
    ----------
    claim : Claim
        The claim.
    verdict : {"supported", "contradicted", "cannot tell"}
        The answer, for this person.
    reason : str
        What was measured, in plain words.
    measured : dict of str to Estimate
        The numbers with their 95 % intervals; of contrasts, condition less usual.
    missing : tuple of str
        Conditions that were not recorded, of which it needs one or more; ``"a or b"`` where
        either would do.
    settles : str
        What would settle it; empty where it is settled.
    lacks : str
        What more would have to be shown for the answer to decide on a cause; else empty.
    stated : str
        What of its conditions is stated and no number shows, in sentences; else empty.
    """

    claim: Claim
    verdict: Answer
    reason: str
    measured: dict[str, Estimate]
    missing: tuple[str, ...]
    settles: str
    lacks: str = ""
    stated: str = ""

    def to_dict(self) -> dict[str, object]:
        """For a file: the claim in words, the answer and the numbers."""
        return {
            "id": self.claim.id,
            "account": self.claim.account,
            "claim": self.claim.claim,
            "prediction": self.claim.prediction,
            "test": self.claim.test,
            "verdict": self.verdict,
            "reason": self.reason,
            "measured": {name: value.to_dict() for name, value in self.measured.items()},
            "missing": list(self.missing),
            "settles": self.settles or None,
            "bears_on": list(dict.fromkeys(bearing.cause for bearing in self.claim.bears)),
            "unverified": self.claim.unverified,
        }


def try_claims(
    session: Session,
    contrast: ContrastFunction = contrast,
    claims: Sequence[Claim] | None = None,
) -> tuple[ClaimVerdict, ...]:
    """Try claims on a person's trials.

    Parameters
    ----------
    session : Session
        The trials; their order does not matter.
    contrast : callable, optional
        Compares a quantity under a condition with the usual squat. Each contrast is taken by
        itself: a cause is named only where several claims agree, which keeps the error rate of one.
    claims : sequence of Claim, optional
        Which; those of the packaged file if left out.

    Returns
    -------
    tuple of ClaimVerdict
        One a claim, in order.
    """
    evidence = Evidence(session, contrast)
    return tuple(
        _try_what_was_done(claim, evidence)
        for claim in (claim_book() if claims is None else claims)
    )


def _try_what_was_done(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """Try a claim on the trials that show their condition; say what else changed in them."""
    conditions = _conditions_of(claim)
    done, undone = without_undone(evidence.session, conditions)
    verdict = _try(claim, replace(evidence, session=done))
    if undone:
        said = " ".join(undone)
        if verdict.missing and all(
            _recorded(evidence.session, tuple(group.split(" or "))) for group in verdict.missing
        ):
            return replace(verdict, reason=said, missing=())
        verdict = replace(verdict, reason=f"{verdict.reason} {said} It is left out.")
    found = [shown(done, name) for name in conditions]
    stated = " ".join(dict.fromkeys(one.sentence for one in found if one.sentence))
    moved = list(dict.fromkeys(words for one in found for words in one.moved))
    if verdict.verdict == "cannot tell" or not moved:
        return replace(verdict, stated=stated)
    also = f"a trial that leaves as usual {listed(moved)}"
    return replace(
        verdict,
        reason=f"{verdict.reason} Not as in the usual squat: {listed(moved)}.",
        lacks=" and ".join(filter(None, (verdict.lacks, also))),
        stated=stated,
    )


def _conditions_of(claim: Claim) -> tuple[str, ...]:
    """Every condition whose trials a claim may use."""
    found = [name for group in claim.needs for name in group]
    for key in ("conditions", "condition", "available_in"):
        given = claim.parameters.get(key, ())
        found += [given] if isinstance(given, str) else list(given)  # type: ignore[call-overload]
    return tuple(dict.fromkeys(found))


def _try(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    missing = tuple(
        " or ".join(group) for group in claim.needs if not _recorded(evidence.session, group)
    )
    if missing:
        said = ", ".join(_trial_words(group) for group in missing)
        return ClaimVerdict(
            claim, "cannot tell", f"Not recorded: {said}.", {}, missing, claim.settles
        )
    kind = KINDS_OF_TEST[claim.test]
    if kind.asks_for_a_wink and (
        unlike := unlike_thresholds(evidence.session, (BASELINE, *_conditions_of(claim)))
    ):
        return ClaimVerdict(claim, "cannot tell", unlike, {}, (), SAME_THRESHOLD)
    untested = why_untested(evidence.session) if kind.asks_for_a_wink else None
    if untested is None:
        found = kind.test(evidence, claim.parameters)
    else:
        found = Found("cannot tell", _NOTHING[untested.why], settles=untested.settles)
    settles = (found.settles or claim.settles) if found.answer == "cannot tell" else ""
    return ClaimVerdict(claim, found.answer, found.reason, found.measured, (), settles, found.lacks)


def _recorded(session: Session, group: tuple[str, ...]) -> bool:
    return any(session.recorded(name) for name in group)


def _trial_words(group: str) -> str:
    return " or ".join(f"'{KINDS[name].words}'" for name in group.split(" or "))
