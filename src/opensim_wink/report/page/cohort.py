"""``report.html`` of a study: all of its people on one page."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.report.page.build import page, write_page
from opensim_wink.report.page.cohort_parts import PARTS
from opensim_wink.report.page.cohort_result import COHORT, read_cohort
from opensim_wink.report.page.part import made
from opensim_wink.report.page.texts import texts

__all__ = ["COHORT", "write_cohort_report"]

TEMPLATE = "cohort.html.j2"
_STYLES = ("comparison.css", "cohort.css")


def write_cohort_report(folder: Path | str) -> Path:
    """Make the page of a study from the files in its folder alone.

    Parameters
    ----------
    folder : Path or str
        What ``batch`` wrote: read are ``cohort.json``, ``trials.csv`` and ``failures.csv``.

    Returns
    -------
    Path
        ``report.html`` in it, whole or not at all; an earlier one is replaced.

    Raises
    ------
    OutputError
        If the folder holds no cohort, or the page cannot be written there.
    """
    result = read_cohort(folder)
    html = page(
        str(result.summary["title"]),
        made(PARTS, result),
        kicker=texts()["cohort"]["kicker"],
        template=TEMPLATE,
        styles=_STYLES,
    )
    return write_page(result.folder, html)
