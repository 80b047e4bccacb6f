"""From the folders of several analysed trials to what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from opensim_wink.claims.comparison import Comparison, compare_session
from opensim_wink.report.comparison.session import read_session


def compare(
    folders: Sequence[Path | str], *, person: str | None = None, claims: Path | None = None
) -> Comparison:
    """Compare the analysed trials of one person under several conditions.

    Parameters
    ----------
    folders : sequence of Path or str
        Folders that ``analyze`` wrote.
    person : str, optional
        Whose they are; the name of the folder that holds them all by default.
    claims : Path, optional
        A book of claims in the place of the packaged one.

    Returns
    -------
    Comparison
        Effects with intervals, a verdict on every claim, and what speaks for and against each
        cause: never a diagnosis.

    Raises
    ------
    OutputError
        If a folder holds no result, or not all are of one person and model.
    SettingError
        If the name is no line that can be printed, or the book of claims cannot be read.
    """
    return compare_session(read_session(folders, person=person), claims)
