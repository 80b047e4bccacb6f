"""The folder that ``analyze`` wrote, read back: what its readers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError, listed
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.report.summary import SUMMARY, load_summary

if TYPE_CHECKING:
    import pandas as pd

REPS = "reps.csv"


@dataclass(frozen=True, eq=False)
class ResultFolder:
    """What every result says of itself.

    Attributes
    ----------
    folder : Path
        Where.
    summary, provenance : dict
        Its ``summary.json`` and ``provenance.json``.
    """

    folder: Path
    summary: Json
    provenance: Json

    @property
    def reps(self) -> tuple[int, ...]:
        """Numbers of the repetitions."""
        return tuple(int(rep["rep"]) for rep in self.summary["reps"])

    def setting(self, name: str) -> Any:
        """One of the settings that it was made with; None where it is not known."""
        return self.provenance.get("settings", {}).get(name)

    def fingerprint(self, part: str) -> str | None:
        """SHA-256 of an input, such as ``"trial"`` or ``"static"``; None where there is none."""
        inputs = self.provenance.get("inputs", [])
        return next((one.get("sha256") for one in inputs if one.get("part") == part), None)


def read_result_folder(folder: Path) -> ResultFolder:
    """Read summary and provenance of a result.

    Parameters
    ----------
    folder : Path
        Where.

    Returns
    -------
    ResultFolder
        Both.

    Raises
    ------
    OutputError
        If either is missing, cannot be read, or is of another schema.
    """
    return ResultFolder(folder, load_summary(folder), read_json(folder / PROVENANCE, "provenance"))


def read_table(path: Path, what: str = "not a table") -> pd.DataFrame:
    """Read a table of a result.

    Parameters
    ----------
    path : Path
        A CSV file.
    what : str
        What is wrong where it cannot be read, for the error.

    Returns
    -------
    DataFrame
        As it stands there.

    Raises
    ------
    OutputError
        If it cannot be read.
    """
    import pandas as pd

    try:
        return pd.read_csv(path)
    except (OSError, ValueError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise OutputError(f"{path}: {what} ({first}); run analyze again.") from error


def read_rep_numbers(result: ResultFolder) -> dict[str, NDArray[np.float64]]:
    """Read the numbers of the repetitions.

    Parameters
    ----------
    result : ResultFolder
        Whose.

    Returns
    -------
    dict of str to ndarray, shape (R,)
        Columns of numbers in ``reps.csv``, the ends of intervals left out.

    Raises
    ------
    OutputError
        If it cannot be read, or tells of other repetitions than the summary.
    """
    import pandas as pd

    path = result.folder / REPS
    table = read_table(path, "no table of repetitions")
    if "rep" not in table:
        raise OutputError(f"{path}: no table of repetitions (no column 'rep'); run analyze again.")
    table = table.set_index("rep")
    if tuple(table.index) != result.reps:
        raise OutputError(
            f"{path}: tells of repetitions {listed(map(str, table.index))}, {SUMMARY} of "
            f"{listed(map(str, result.reps))}; run analyze again."
        )
    return {
        str(name): table[name].to_numpy(dtype=np.float64)
        for name in table.columns
        if not str(name).endswith(("_low", "_high"))
        and pd.api.types.is_numeric_dtype(table[name])
        and not pd.api.types.is_bool_dtype(table[name])
    }
