"""Every claim: what it predicts, what was measured, what that says, what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.report.page.comparison_parts.wording import said
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import render
from opensim_wink.report.strict_json import Json

VERDICTS = ("supported", "contradicted", "cannot tell")


def claims_part(result: ComparisonResult) -> Part | None:
    """Three tables: what was seen, what was not, and what cannot be told.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part or None
        For the second sheet, where reasons are left out; None for an empty book.
    """
    words = said()["claims"]
    claims = [_row(index, claim, words) for index, claim in enumerate(result.summary["claims"])]
    groups = [
        {"verdict": verdict, "head": words["heads"][verdict], "claims": rows}
        for verdict in VERDICTS
        if (rows := [claim for claim in claims if claim["verdict"] == verdict])
    ]
    if not groups:
        return None
    html = render("comparison_claims.html.j2", words=words, groups=groups)
    return Part("claims", words["title"], html, sheet=2)


def _row(number: int, claim: Json, words: Mapping[str, Any]) -> Json:
    whose = words["accounts"].get(claim["account"], claim["account"])
    return {
        "number": number,
        "verdict": claim["verdict"],
        "claim": claim["claim"],
        "account": words["account"].format(whose=whose),
        "prediction": claim["prediction"],
        "reason": claim["reason"],
        "settles": claim["settles"] or "",
        "short": _short(claim, words),
        "unverified": claim["unverified"],
    }


def _short(claim: Json, words: Mapping[str, Any]) -> str:
    """For paper: which trial is missing, else what would settle it."""
    if not claim["missing"]:
        return claim["settles"] or ""
    trials = "; ".join(
        " or ".join(KINDS[name].words if name in KINDS else name for name in group.split(" or "))
        for group in claim["missing"]
    )
    return str(words["missing"].format(trials=trials))
