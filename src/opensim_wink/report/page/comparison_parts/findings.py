"""First on the page: what speaks for and against each cause, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opensim_wink.report.comparison.files import NOT_A_DIAGNOSIS
from opensim_wink.report.page.comparison_parts.wording import in_words, said
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import render
from opensim_wink.report.strict_json import Json

_STATES = ("for", "hint_for", "open", "hint_against", "against")
_LED = ("for", "hint_for", "against", "hint_against", "open")
_FIRST = 3  # what would settle a cause, before the rest is folded
_SIDES = {"speaks for": "for", "speaks against": "against"}


def findings_part(result: ComparisonResult) -> Part:
    """A row a cause, those that the trials are consistent with first.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part
        For the first sheet.
    """
    words = said()["findings"]
    numbers = {claim: index for index, claim in enumerate(result.claims)}
    untested = result.summary.get("untested")
    rows = [_row(cause, result.claims, numbers) for cause in result.summary["causes"]]
    if untested is not None:  # said once, above all rows
        rows = [row | {"statement": ""} for row in rows]
    rows.sort(key=lambda row: _STATES.index(row["state"]))
    html = render(
        "comparison_findings.html.j2",
        words=words,
        lead=_lead(rows, words) if untested is None else _sentence(untested["says"]),
        asked=untested is None,
        rows=rows,
        notes=[note for note in result.summary["notes"] if note != NOT_A_DIAGNOSIS],
    )
    return Part("findings", words["title"], html, sheet=1)


def state_of(cause: Json) -> str:
    """What the trials say of a cause, in one word.

    Parameters
    ----------
    cause : dict
        One of ``causes`` in ``comparison.json``.

    Returns
    -------
    {"for", "hint_for", "open", "hint_against", "against"}
        Only decisive evidence is more than a hint.
    """
    side = _SIDES.get(cause["finding"])
    if side is None:
        return "open"
    return side if cause["weight"] == "decisive" else f"hint_{side}"


def _row(cause: Json, claims: Mapping[str, Json], numbers: Mapping[str, int]) -> Json:
    state = state_of(cause)
    carrying, other = _evidence(cause, claims, numbers)
    if not carrying and other:  # both sides have evidence, so it is open: show both
        carrying, other = other, []
    return {
        "cause": cause["cause"],
        "name": cause["words"],
        "state": state,
        "statement": cause["statement"] if not carrying else "",
        "evidence": carrying[:1] if state != "open" else carrying,
        "more": [*carrying[1:], *other] if state != "open" else other,
        "settles": cause["settles"][:_FIRST],
        "settles_more": cause["settles"][_FIRST:],
        "settled": cause["weight"] == "decisive",
    }


def _evidence(
    cause: Json, claims: Mapping[str, Json], numbers: Mapping[str, int]
) -> tuple[list[Json], list[Json]]:
    """Witnesses that carry the finding, and the rest."""
    carrying: list[Json] = []
    other: list[Json] = []
    for witness in cause["rests_on"]:
        claim = claims.get(witness["claim"])
        if claim is None:
            continue
        one = {
            "claim": claim["claim"],
            "number": numbers[witness["claim"]],
            "verdict": claim["verdict"],
            "reason": witness["reason"],
            "says": witness["says"],
            "weight": witness["weight"],
        }
        carries = _SIDES.get(cause["finding"]) == witness["says"]
        (carrying if carries and cause["weight"] == witness["weight"] else other).append(one)
    return carrying, other


def _sentence(says: str) -> list[Json]:
    return [{"says": says, "names": ""}]


def _lead(rows: Sequence[Json], words: Mapping[str, Any]) -> list[Json]:
    """The answer in a few short sentences: what is said before some names, and the names."""
    lead = words["lead"]
    found = []
    for state in _LED:
        names = [row["name"] for row in rows if row["state"] == state]
        if names:
            found.append({"says": lead[state], "names": in_words(names), "state": state})
    if not any(row["state"] in ("for", "hint_for") for row in rows):
        found.insert(0, {"says": lead["nothing"], "names": "", "state": "open"})
    return found
