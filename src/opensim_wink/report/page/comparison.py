"""``report.html`` of a comparison: the conditions of one person on one page."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.report.page.build import page, write_page
from opensim_wink.report.page.comparison_parts import PARTS
from opensim_wink.report.page.comparison_result import read_comparison
from opensim_wink.report.page.part import made
from opensim_wink.report.page.texts import texts

TEMPLATE = "comparison.html.j2"
_STYLES = ("comparison.css",)


def write_comparison_report(folder: Path | str) -> Path:
    """Make the page of a comparison from the files in its folder alone.

    Parameters
    ----------
    folder : Path or str
        What ``compare`` wrote.

    Returns
    -------
    Path
        ``report.html`` in it, whole or not at all; an earlier one is replaced.

    Raises
    ------
    OutputError
        If the folder holds no comparison, or the page cannot be written there.
    """
    result = read_comparison(folder)
    words = texts()["comparison"]
    html = page(
        str(result.summary.get("person") or words["nobody"]),
        made(PARTS, result),
        kicker=words["kicker"],
        template=TEMPLATE,
        styles=_STYLES,
    )
    return write_page(result.folder, html)
