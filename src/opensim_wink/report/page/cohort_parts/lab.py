"""For the lab: how it was counted, and the files beside the page."""

from __future__ import annotations

from urllib.parse import quote

from opensim_wink.report.page.cohort_parts.wording import said
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import render


def lab_part(result: CohortResult) -> Part:
    """What a laboratory needs to check the numbers, folded.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        Not printed.
    """
    words, summary = said()["files"], result.summary
    html = render(
        "cohort_lab.html.j2",
        words=words,
        method=[text.format(**summary["methods"]) for text in words["method_text"]],
        # The page is made before its folder is in place: all of these are written with it.
        files=[(f"./{quote(name)}", name, what) for name, what in words["what"].items()],
        package=summary["package"],
        study=summary["study"],
    )
    return Part("lab", words["title"], html)
