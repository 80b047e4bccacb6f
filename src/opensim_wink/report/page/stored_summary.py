"""The one JSON file that a study's or a comparison's page is made of, read back and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.errors import OutputError, listed
from opensim_wink.report.strict_json import Json, read_json


@dataclass(frozen=True)
class SummaryFile:
    """What a folder must hold.

    Attributes
    ----------
    name : str
        Of the summary's file.
    what : str
        What it holds, in a word.
    verb : str
        Who writes it: a verb of the command line.
    schema : int
        The version that is read.
    keys : tuple of str
        Lists and objects that it must have.
    others : tuple of str
        Files that must lie beside it.
    """

    name: str
    what: str
    verb: str
    schema: int
    keys: tuple[str, ...]
    others: Sequence[str]

    def read(self, folder: Path | str) -> Json:
        """Read it.

        Parameters
        ----------
        folder : Path or str
            Where it lies.

        Returns
        -------
        dict
            All of it.

        Raises
        ------
        OutputError
            If there is no folder, or a file, a key or the version is not as it must be.
        """
        where = Path(folder)
        if not where.is_dir():
            raise OutputError(f"{folder}: no folder is there; name one that {self.verb} wrote.")
        again = f"run {self.verb} again"
        missing = [name for name in (self.name, *self.others) if not (where / name).is_file()]
        if missing:
            raise OutputError(f"{folder}: no {self.what}: {listed(missing)} missing; {again}.")
        path = where / self.name
        summary = read_json(path, self.what)
        if summary.get("schema") != self.schema:
            raise OutputError(
                f"{path}: of schema {summary.get('schema')!r}, this version reads {self.schema}; "
                f"{again}."
            )
        lacking = [key for key in self.keys if not isinstance(summary.get(key), list | dict)]
        if lacking:
            raise OutputError(f"{path}: lacks {listed(lacking)}; {again}.")
        return summary
