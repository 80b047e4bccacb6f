"""A claim, what it predicts, and what its answer says of a cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Answer = Literal["supported", "contradicted", "cannot tell"]
Cause = Literal["structure", "hamstrings", "ankle", "balance", "control", "arch", "load"]
Account = Literal["A", "B", "C", "readers"]
Says = Literal["for", "against"]
Weight = Literal["decisive", "hint"]
Settled = Literal["supported", "contradicted"]

CAUSES: dict[Cause, str] = {
    "structure": "the shape of the hip",
    "hamstrings": "short hamstrings",
    "ankle": "stiff ankles",
    "balance": "balance",
    "control": "control and strength",
    "arch": "an arched start",
    "load": "the load",
}
ACCOUNTS: tuple[Account, ...] = get_args(Account)


@dataclass(frozen=True)
class Premise:
    """What another claim, or one of several, has to say.

    Attributes
    ----------
    any_of : tuple of (str, {"supported", "contradicted"})
        Claims and answers; one of them is enough.
    """

    any_of: tuple[tuple[str, Settled], ...]

    def holds(self, answers: Mapping[str, Answer]) -> bool:
        """Whether one of the claims got the answer that is asked for."""
        return any(answers.get(claim) == answer for claim, answer in self.any_of)

    def __str__(self) -> str:
        return " or ".join(f"{claim} {answer}" for claim, answer in self.any_of)


@dataclass(frozen=True)
class Bearing:
    """What one answer to a claim says of a cause.

    Attributes
    ----------
    cause : str
        One of `CAUSES`.
    when : {"supported", "contradicted"}
        The answer.
    says : {"for", "against"}
        Whether it speaks for the cause or against it.
    weight : {"decisive", "hint"}
        How strongly at most.
    only_if : tuple of Premise
        All of them have to hold for it to be decisive.
    unless : tuple of Premise
        Any of them makes it a hint.
    """

    cause: Cause
    when: Settled
    says: Says
    weight: Weight
    only_if: tuple[Premise, ...] = ()
    unless: tuple[Premise, ...] = ()

    def weight_given(self, answers: Mapping[str, Answer]) -> Weight:
        """How strongly it speaks once the other claims are answered."""
        if self.weight == "hint" or any(premise.holds(answers) for premise in self.unless):
            return "hint"
        return "decisive" if all(premise.holds(answers) for premise in self.only_if) else "hint"


@dataclass(frozen=True)
class Claim:
    """One claim as data.

    Attributes
    ----------
    id : str
        Its short name.
    account : {"A", "B", "C", "readers"}
        Whose it is: A a trainer's, B a weightlifting coach's, C a strength coach's.
    claim : str
        What is claimed, in one sentence.
    prediction : str
        What would be seen if it were so.
    test : str
        Kind of test, see `opensim_wink.claims.book.kinds.KINDS`.
    parameters : mapping
        Of the test, complete and checked.
    because : str
        Why its thresholds are what they are.
    needs : tuple of tuple of str
        Conditions that have to be recorded; of each inner tuple one is enough.
    settles : str
        What would settle it, as the end of "To settle it: …".
    bears : tuple of Bearing
        What its answers say of causes.
    unverified : bool
        Whether it rests on a fact that nobody checked: it never decides.
    """

    id: str
    account: Account
    claim: str
    prediction: str
    test: str
    parameters: Mapping[str, object]
    because: str
    needs: tuple[tuple[str, ...], ...]
    settles: str
    bears: tuple[Bearing, ...] = ()
    unverified: bool = False


@dataclass(frozen=True)
class Pair:
    """Two causes that look alike, and what tells them apart.

    Attributes
    ----------
    causes : tuple of str
        The two.
    by : tuple of str
        Claims whose answers differ between them.
    how : str
        In one or two sentences.
    """

    causes: tuple[Cause, Cause]
    by: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Book:
    """All claims of a file.

    Attributes
    ----------
    claims : tuple of Claim
        In the file's order.
    pairs : tuple of Pair
        The discriminating table.
    """

    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...] = field(default=())
