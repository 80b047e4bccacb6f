"""What speaks for and against each cause, as far as one trial tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opensim_wink.errors import WinkError
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.page.wording import movement_words, raises_by_source
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    from opensim_wink.claims.book.causes import CauseFinding
    from opensim_wink.claims.book.verdicts import ClaimVerdict
    from opensim_wink.claims.comparison import Comparison

_MOST_NEXT = 2
_USUAL = "baseline"
_OF_A_RAISE = "raise_is_short"
_ORDER = ("speaks for", "speaks against", "cannot tell", "not tested")


@dataclass(frozen=True)
class CauseRow:
    """A cause, as a row of the table.

    Attributes
    ----------
    cause : str
        Its id.
    name : str
        In words.
    finding : str
        What this trial says of it, in words.
    why : tuple of (str, str)
        Plain sentences, each with what was measured; this may be empty.
    settles : tuple of str
        Trials that would settle it.
    """

    cause: str
    name: str
    finding: str
    why: tuple[tuple[str, str], ...]
    settles: tuple[str, ...]


def causes(result: Result) -> Part | None:
    """Causes with their evidence, decided ones first.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part or None
        None where there is no repetition.
    """
    if not result.summary["reps"]:
        return None
    words = texts()["causes"]
    told = cause_rows(result)
    html = render(
        "causes.html.j2",
        rows=[row for row in told if row.why],
        untested=[row for row in told if not row.why],
        most=_MOST_NEXT,
        instead="" if told else _why_none(result),
    )
    return Part("causes", words["title"], html, sheet=1)


def cause_rows(result: Result) -> list[CauseRow]:
    """What the trial says of every cause.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    list of CauseRow
        Empty where the trial is none of a usual squat with a wink.
    """
    compared = _compared(result)
    if compared is None or result.summary["verdict"] in ("no wink", "cannot tell"):
        return []
    found = sorted(compared.causes, key=lambda one: (_ORDER.index(one.finding), one.weight or "z"))
    return [_row(one, compared.verdicts, _one_leg(result.summary)) for one in found]


def _compared(result: Result) -> Comparison | None:
    """The book of claims tried on this trial alone."""
    if result.summary.get("movement") == "rock_back" or _unusual(result.summary):
        return None
    from opensim_wink.claims.comparison import compare_session
    from opensim_wink.report.comparison.session import read_session

    try:
        return compare_session(read_session([result.folder]))
    except WinkError:
        return None  # an older folder may lack what the book asks for


def _unusual(summary: Json) -> bool:
    """Whether the trial was recorded under a condition other than the usual squat."""
    details = summary.get("condition_details")
    return bool(summary["condition"]) and (details is None or details["name"] != _USUAL)


def _one_leg(summary: Json) -> str:
    """The side whose straight-leg raise alone is known; empty where both are or none is."""
    known = [side for side, there in raises_by_source(summary).items() if there]
    return known[0] if len(known) == 1 else ""


def _row(finding: CauseFinding, verdicts: Sequence[ClaimVerdict], one_leg: str) -> CauseRow:
    from opensim_wink.claims.book.claim import CAUSES

    words = texts()["causes"]
    by_id = {one.claim.id: one for one in verdicts}
    why = [(plain_witness(by_id[one.claim]), _for_people(one.reason)) for one in finding.witnesses]
    if finding.finding == "cannot tell":
        why += [
            (_open(by_id[claim]), _for_people(by_id[claim].reason))
            for claim in finding.open
            if not by_id[claim].missing
        ]
    key = f"{finding.finding} {finding.weight}" if finding.weight else finding.finding
    name, said = CAUSES[finding.cause], str(words["finding"][key])
    if one_leg and _OF_A_RAISE in [one.claim for one in finding.witnesses]:
        said = str(words["one_leg"][one_leg]).format(finding=said)
    return CauseRow(
        cause=finding.cause,
        name=f"{name[0].upper()}{name[1:]}",
        finding=said,
        why=tuple(why),
        settles=finding.settles,
    )


def plain_witness(verdict: ClaimVerdict) -> str:
    """What the answer to a claim means, in plain words.

    Parameters
    ----------
    verdict : ClaimVerdict
        An answered claim.

    Returns
    -------
    str
        A sentence; where none is written for it, the claim with its verdict.
    """
    said = texts()["causes"]["witness"].get(verdict.claim.id, {}).get(verdict.verdict)
    return str(said or f"“{verdict.claim.claim}” {verdict.verdict.capitalize()}.")


def _open(verdict: ClaimVerdict) -> str:
    """A claim that was tried and stays open, with the first sentence of the reason."""
    first = _for_people(verdict.reason).split(". ")[0].rstrip(".")
    words = texts()["causes"]["open"]
    return str(words).format(claim=verdict.claim.claim.rstrip("."), reason=first)


def _for_people(reason: str) -> str:
    """A reason without what only a terminal understands."""
    return reason.replace(", --slr", "")


def _why_none(result: Result) -> str:
    words, summary = texts()["causes"], result.summary
    if summary.get("movement") == "rock_back":
        return str(words["rock_back"])
    if summary["verdict"] == "no wink":
        return str(words["no_wink"]).format(**movement_words(summary))
    if _unusual(summary):
        return str(words["condition"]).format(condition=summary["condition"])
    return str(words["not_known" if summary["verdict"] == "cannot tell" else "lacks"])
