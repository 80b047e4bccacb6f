"""Weighs the answers of all claims into what speaks for and against each cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from opensim_wink.claims.book.claim import CAUSES, Answer, Cause, Pair, Says, Weight
from opensim_wink.claims.book.reader import read_book
from opensim_wink.claims.book.untested import Untested, why_untested
from opensim_wink.claims.book.verdicts import ClaimVerdict
from opensim_wink.claims.session import Session

Finding = Literal["speaks for", "speaks against", "cannot tell", "not tested"]


@dataclass(frozen=True)
class Witness:
    """One answered claim, and what it says of a cause.

    Attributes
    ----------
    claim : str
        The claim's id.
    says : {"for", "against"}
        What it says.
    weight : {"decisive", "hint"}
        How strongly, with all other answers known.
    reason : str
        What was measured.
    lacks : tuple of str
        What other claims would have to say, or this one to show, for it to be decisive, where the
        claim allows that.
    """

    claim: str
    says: Says
    weight: Weight
    reason: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CauseFinding:
    """What the trials say of one cause.

    Attributes
    ----------
    cause : str
        One of `CAUSES`.
    finding : {"speaks for", "speaks against", "cannot tell", "not tested"}
        The word for it.
    weight : {"decisive", "hint"} or None
        Of the side that the word names; None where it names none.
    named : bool
        Whether decisive evidence speaks for it and none against it.
    statement : str
        The same in plain words.
    witnesses : tuple of Witness
        The answered claims that it rests on, decisive ones first.
    open : tuple of str
        Claims that bear on it and could not be answered.
    settles : tuple of str
        What would settle it, where it is open.
    """

    cause: Cause
    finding: Finding
    weight: Weight | None
    named: bool
    statement: str
    witnesses: tuple[Witness, ...]
    open: tuple[str, ...]
    settles: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """For a file."""
        return {
            "cause": self.cause,
            "words": CAUSES[self.cause],
            "finding": self.finding,
            "weight": self.weight,
            "named": self.named,
            "statement": self.statement,
            "rests_on": [
                {
                    "claim": witness.claim,
                    "says": witness.says,
                    "weight": witness.weight,
                    "reason": witness.reason,
                    "lacks": list(witness.lacks),
                }
                for witness in self.witnesses
            ],
            "open": list(self.open),
            "settles": list(self.settles),
        }


def differential(
    session: Session, verdicts: Sequence[ClaimVerdict], pairs: Sequence[Pair] | None = None
) -> tuple[CauseFinding, ...]:
    """What speaks for and against each cause; who does not wink has none.

    Parameters
    ----------
    session : Session
        The trials.
    verdicts : sequence of ClaimVerdict
        Of `try_claims`.
    pairs : sequence of Pair, optional
        Causes that look alike and what tells them apart; the packaged table if left out.

    Returns
    -------
    tuple of CauseFinding
        One a cause, in the order of `CAUSES`.
    """
    table = read_book().pairs if pairs is None else tuple(pairs)
    untested = why_untested(session)
    found = [_weigh(cause, verdicts, untested) for cause in CAUSES]
    return tuple(_with_rivals(one, found, verdicts, table) for one in found)


def _weigh(
    cause: Cause, verdicts: Sequence[ClaimVerdict], untested: Untested | None
) -> CauseFinding:
    answers: dict[str, Answer] = {one.claim.id: one.verdict for one in verdicts}
    bearing = [one for one in verdicts if any(b.cause == cause for b in one.claim.bears)]
    unanswered = [one for one in bearing if one.verdict == "cannot tell"]
    settles = tuple(dict.fromkeys(one.settles for one in unanswered if one.settles))
    left = tuple(one.claim.id for one in unanswered)
    if untested is not None:  # why is said once, for all causes
        said = f"{CAUSES[cause].capitalize()}: {untested.needs}."
        settles = tuple(dict.fromkeys((untested.settles, *settles)))
        return CauseFinding(cause, "not tested", None, False, said, (), left, settles)
    witnesses = tuple(
        sorted(
            (witness for one in bearing for witness in _witnesses(cause, one, answers)),
            key=lambda witness: witness.weight,
        )
    )
    finding, weight = _word(witnesses, all(one.missing for one in bearing))
    named = (finding, weight) == ("speaks for", "decisive")
    said = _statement(cause, finding, weight, witnesses)
    if named:
        said = " ".join((said, *_only_stated(cause, verdicts, witnesses, answers)))
    settled = weight == "decisive"
    return CauseFinding(
        cause, finding, weight, named, said, witnesses, left, () if settled else settles
    )


def _only_stated(
    cause: Cause,
    verdicts: Sequence[ClaimVerdict],
    witnesses: Sequence[Witness],
    answers: Mapping[str, Answer],
) -> tuple[str, ...]:
    """What a naming rests on and no number shows: of its claims, and of those that they need."""
    speaks = {one.claim for one in witnesses if (one.says, one.weight) == ("for", "decisive")}
    needed = {
        claim
        for one in verdicts
        if one.claim.id in speaks
        for bearing in one.claim.bears
        if (bearing.cause, bearing.when) == (cause, one.verdict)
        for premise in bearing.only_if
        for claim, answer in premise.any_of
        if answers.get(claim) == answer
    }
    stated = (one.stated for one in verdicts if one.claim.id in speaks | needed and one.stated)
    return tuple(dict.fromkeys(stated))


def _witnesses(cause: Cause, verdict: ClaimVerdict, answers: Mapping[str, Answer]) -> list[Witness]:
    found = []
    weight: Weight
    for bearing in verdict.claim.bears:
        if bearing.cause != cause or bearing.when != verdict.verdict:
            continue
        weight = "hint" if verdict.lacks else bearing.weight_given(answers)
        lacks = () if weight == bearing.weight else (
            *(str(premise) for premise in bearing.only_if if not premise.holds(answers)),
            *(f"not {premise}" for premise in bearing.unless if premise.holds(answers)),
            *filter(None, (verdict.lacks,)),
        )  # fmt: skip
        found.append(Witness(verdict.claim.id, bearing.says, weight, verdict.reason, lacks))
    return found


def _word(witnesses: Sequence[Witness], nothing_recorded: bool) -> tuple[Finding, Weight | None]:
    """Decisive evidence goes before hints; where both sides have it, nothing can be told."""
    weights: tuple[Weight, ...] = ("decisive", "hint")
    for weight in weights:
        sides = {witness.says for witness in witnesses if witness.weight == weight}
        if len(sides) == 2:
            return "cannot tell", None
        if sides:
            return ("speaks for" if "for" in sides else "speaks against"), weight
    return ("not tested" if nothing_recorded else "cannot tell"), None


def _statement(
    cause: Cause, finding: Finding, weight: Weight | None, witnesses: Sequence[Witness]
) -> str:
    words = CAUSES[cause].capitalize()
    sides = {
        says: [one.claim for one in witnesses if one.says == says and one.weight == weight]
        for says in ("for", "against")
    }
    if finding == "speaks for":
        if weight == "decisive":
            return f"{words}: the trials are consistent with it ({', '.join(sides['for'])})."
        return f"{words}: hints for it, none of them decisive ({', '.join(sides['for'])})."
    if finding == "speaks against":
        how = "the trials speak against it" if weight == "decisive" else "hints against it"
        return f"{words}: {how} ({', '.join(sides['against'])})."
    if finding == "not tested":
        return f"{words}: not tested; no trial that bears on it was recorded."
    if witnesses:
        told = "; ".join(f"{one.claim} speaks {one.says} it" for one in witnesses)
        return f"{words}: the evidence disagrees, so nothing is told ({told})."
    return f"{words}: what was recorded cannot tell."


def _with_rivals(
    finding: CauseFinding,
    others: Sequence[CauseFinding],
    verdicts: Sequence[ClaimVerdict],
    pairs: Sequence[Pair],
) -> CauseFinding:
    """For a cause with hints only: what would tell it from another one with hints."""
    if (finding.finding, finding.weight) != ("speaks for", "hint"):
        return finding
    rivals = {one.cause for one in others if one.finding == "speaks for"} - {finding.cause}
    settle = {one.claim.id: one.settles for one in verdicts if one.verdict == "cannot tell"}
    first = [
        settle[claim]
        for pair in pairs
        if finding.cause in pair.causes and rivals & set(pair.causes)
        for claim in pair.by
        if settle.get(claim)
    ]
    return CauseFinding(
        finding.cause, finding.finding, finding.weight, finding.named, finding.statement,
        finding.witnesses, finding.open, tuple(dict.fromkeys((*first, *finding.settles))),
    )  # fmt: skip
