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

    def called(flag: str) -> str:
        # 'condition' alone would be read as the condition of the squat, which nothing here checks.
        return str(words["names"].get(flag, flag.replace("_", " ")))

    raised = [flag for flag in found if flag["trials"]]
    html = render(
        "cohort_guard.html.j2",
        words=words,
        rows=[
            {
                **flag,
                "share": percent(flag["trials"] / flag["of_trials"]),
                "measure": flag["measure"] or words["measures"].get(flag["flag"], NO_NUMBER),
                "name": called(flag["flag"]),
            }
            for flag in raised
        ],
        never=[called(flag["flag"]) for flag in found if not flag["trials"]],
        looked=any(flag["of_trials"] for flag in found),
    )
    return Part("guard", words["title"], html, sheet=2)
