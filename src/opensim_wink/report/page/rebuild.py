"""The page of a result folder, whichever kind of result it is."""

from __future__ import annotations

from pathlib import Path

from jinja2 import UndefinedError

from opensim_wink.errors import OutputError
from opensim_wink.report.comparison.files import COMPARISON
from opensim_wink.report.page.build import write_report as write_trial_report
from opensim_wink.report.page.cohort import COHORT, write_cohort_report
from opensim_wink.report.page.comparison import write_comparison_report

# What a file raises that was changed by hand, or by another version: a key that is not there, a
# word where a number should be.
_NOT_AS_WRITTEN = (
    ArithmeticError, AttributeError, LookupError, TypeError, UndefinedError, ValueError,
)  # fmt: skip


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
        If the folder holds no result, one that was changed since, or the page cannot be written.
    """
    folder = Path(folder)
    try:
        return _written(folder)
    except _NOT_AS_WRITTEN as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise OutputError(
            f"{folder}: its files are not as this version of opensim-wink writes them ({words}); "
            "make the result again."
        ) from error


def _written(folder: Path) -> Path:
    if (folder / COMPARISON).is_file():
        return write_comparison_report(folder)
    if (folder / COHORT).is_file():
        return write_cohort_report(folder)
    return write_trial_report(folder)
