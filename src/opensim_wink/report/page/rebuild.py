"""The page of a result folder, whichever kind of result it is."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.report.comparison.files import COMPARISON
from opensim_wink.report.page.build import write_report as write_trial_report
from opensim_wink.report.page.cohort import COHORT, write_cohort_report
from opensim_wink.report.page.comparison import write_comparison_report


def write_report(folder: Path | str) -> Path:
    """Build ``report.html`` of a result again, from the files in its folder alone.

    Parameters
    ----------
    folder : Path or str
        What ``analyze``, ``compare`` or ``batch`` wrote.

    Returns
    -------
    Path
        The page, whole or not at all; an earlier one is replaced.

    Raises
    ------
    OutputError
        If the folder holds no result, or the page cannot be written there.
    """
    folder = Path(folder)
    if (folder / COMPARISON).is_file():
        return write_comparison_report(folder)
    if (folder / COHORT).is_file():
        return write_cohort_report(folder)
    return write_trial_report(folder)
