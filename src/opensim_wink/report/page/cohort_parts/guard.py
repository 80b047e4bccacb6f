"""Which flags of the guard were raised, and how often."""

from __future__ import annotations

from opensim_wink.report.page.cohort_parts.wording import percent, said
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import NO_NUMBER, render


def guard_part(result: CohortResult) -> Part:
    """A row a flag that was raised, the most frequent first.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        For the second sheet.
    """
    words, found = said()["guard"], result.summary["guard"]
    raised = [flag for flag in found if flag["trials"]]
    html = render(
        "cohort_guard.html.j2",
        words=words,
        rows=[
            {
                **flag,
                "share": percent(flag["trials"] / flag["of_trials"]),
                "measure": flag["measure"] or words["measures"].get(flag["flag"], NO_NUMBER),
                "name": flag["flag"].replace("_", " "),
            }
            for flag in raised
        ],
        never=[flag["flag"].replace("_", " ") for flag in found if not flag["trials"]],
        looked=any(flag["of_trials"] for flag in found),
    )
    return Part("guard", words["title"], html, sheet=2)
