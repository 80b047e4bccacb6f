"""Every person by name: how many of their squats tuck, and where that begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.report.page.cohort_parts.wording import condition_words, said
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import number, render
from opensim_wink.report.strict_json import Json

MOST_ON_PAPER = 40
"""Rows that are printed; the style sheet hides the rest."""


def people_part(result: CohortResult) -> Part | None:
    """A row a person.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part or None
        None where nobody has a squat, or an earlier version wrote the study's tables.
    """
    words, summary = said()["people"], result.summary
    people = summary.get("people") or []
    if not people:
        return None
    onset = summary["onset"]["quantities"].get("onset_depth_per_leg", {"each": []})["each"]
    begins = {one["participant"]: one["value"] for one in onset}
    html = render(
        "cohort_people.html.j2",
        words=words,
        intro=_intro(words, summary["usual"]),
        rows=[_row(words, one, begins.get(one["participant"])) for one in people],
        more=max(0, len(people) - MOST_ON_PAPER),
    )
    return Part("people", words["title"], html, sheet=2)


def _intro(words: Mapping[str, Any], usual: str | None) -> str:
    if usual is None:
        return str(words["intro_all"])
    return str(words["intro"].format(condition=condition_words(usual)))


def _row(words: Mapping[str, Any], found: Json, begins: float | None) -> Json:
    judged, count = found["repetitions_usable"], found["wink"]
    how = (
        "never"
        if not count
        else "every"
        if count == judged
        else "most"
        if 2 * count > judged
        else "some"
    )
    answer = words["answer"].format(count=count, n=judged, how=words["answers"][how])
    return {
        "name": found["participant"],
        "answer": answer if judged else words["nothing"],
        "untold": found["repetitions"] - judged,
        "begins": number(begins, 2),
    }
