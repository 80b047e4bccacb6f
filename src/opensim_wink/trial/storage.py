"""OpenSim's tables over time: .mot and .sto files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError, TrialError, did_you_mean, listed
from opensim_wink.trial.text_table import (
    TextFile,
    bad_cell,
    cells_of,
    number_rows,
    numbers_of,
    read_text,
    unique_names,
    write_text,
)

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

_FIELD = re.compile(
    r"\s*(?:(\w+)\s*=|(version|nrows|ncolumns|indegrees|datarows|datacolumns|range)\s)\s*(\S+).*",
    re.IGNORECASE,
)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, eq=False)
class Storage:
    """A table over time, as in a .mot or .sto file.

    Attributes
    ----------
    name : str
        Name in the file's first line, else the file name without its ending.
    time_s : ndarray, shape (T,)
        Row times in seconds, growing.
    columns : tuple of str
        Column labels without ``time``, length C, all different.
    values : ndarray, shape (T, C)
        Values in the file's own units; NaN where there is none.
    in_degrees : bool or None
        Whether angles are in degrees; None where the file does not tell.
    notes : tuple of str
        What reading found, one sentence each.
    source : Path or None
        The file it was read from.
    """

    name: str
    time_s: FloatArray
    columns: tuple[str, ...]
    values: FloatArray
    in_degrees: bool | None
    notes: tuple[str, ...] = ()
    source: Path | None = None

    def column(self, label: str) -> FloatArray:
        """Values of one column.

        Parameters
        ----------
        label : str
            Its label.

        Returns
        -------
        ndarray, shape (T,)
            In the file's own unit.

        Raises
        ------
        TrialError
            If there is no such column.
        """
        if label not in self.columns:
            raise TrialError(
                f"{self.source or self.name}: column '{label}' is not in the table; "
                f"it has: {listed(self.columns)}.{did_you_mean(label, self.columns)}"
            )
        return self.values[:, self.columns.index(label)]

    def to_frame(self) -> pd.DataFrame:
        """The table with index ``time_s``, in the file's own units."""
        import pandas as pd

        return pd.DataFrame(
            self.values,
            index=pd.Index(self.time_s, name="time_s"),
            columns=pd.Index(self.columns, name="column"),
        )


def read_storage(path: Path) -> Storage:
    """Read a .mot or .sto file.

    Parameters
    ----------
    path : Path
        The file; header lines may stand in any order or lack, cells between tabs or spaces.

    Returns
    -------
    Storage
        Values as the file has them: nothing is converted. What was odd is in ``notes``.

    Raises
    ------
    TrialError
        If the file is missing, empty, cut off, has no row of labels with ``time``, a row of
        another length, or a time that goes back or stands still.
    """
    path = Path(path)
    text = read_text(path, "OpenSim motion or storage file")
    at_labels, ended_header = _find_labels(text)
    head = text.lines[:at_labels]
    fields = _header_fields(head)
    notes: list[str] = []
    if not ended_header:
        notes.append("The header has no line 'endheader'.")
    if "version" not in fields:
        notes.append("The header has no version line.")
    kind = fields.get("datatype", "double")
    if kind.lower().startswith(("vec", "unitvec", "spatial", "quat", "rotation", "mat")):
        raise TrialError(
            f"{path}: the table holds {kind} elements; only single numbers (DataType=double) can "
            f"be read; flatten the table in OpenSim and export it again."
        )
    labels = cells_of(text.lines[at_labels])
    table = _read_rows(text, at_labels, labels, fields, notes)
    at_time = next(i for i, label in enumerate(labels) if label.lower() == "time")
    table = _growing(path, table, at_time, notes)
    others = [i for i in range(len(labels)) if i != at_time]
    columns, repeated = unique_names(labels[i] for i in others)
    notes.extend(
        f"Column '{name}' stands more than once; the later ones are called '{name}#2' and so on."
        for name in repeated
    )
    values = table[:, others]
    infinite = np.isinf(values)
    if infinite.any():
        column = columns[int(np.flatnonzero(infinite.any(axis=0))[0])]
        notes.append(
            f"{int(infinite.sum())} values are infinite (first in column '{column}'); they count "
            f"as missing."
        )
        values[infinite] = np.nan
    in_degrees = _YES.get(fields.get("indegrees", "").lower())
    if in_degrees is None:
        notes.append("The header does not say whether angles are in degrees (inDegrees).")
    return Storage(
        name=_name_of(head, path),
        time_s=table[:, at_time],
        columns=columns,
        values=values,
        in_degrees=in_degrees,
        notes=tuple(notes),
        source=path,
    )


def _find_labels(text: TextFile) -> tuple[int, bool]:
    """Line of the column labels, and whether 'endheader' stands before it."""
    end = next(
        (i for i, line in enumerate(text.lines[:200]) if line.strip().lower() == "endheader"), None
    )
    for at in range(0 if end is None else end + 1, min(len(text.lines), 200)):
        cells = cells_of(text.lines[at])
        if not cells:
            continue
        if any(cell.lower() == "time" for cell in (cells if end is not None else cells[:1])):
            return at, end is not None
        if end is not None:
            raise TrialError(
                f"{text.path}, line {at + 1}: the labels after 'endheader' hold no 'time'; "
                f"they are: {listed(cells)}. Export the file again."
            )
    raise TrialError(
        f"{text.path}: not an OpenSim motion or storage file: no 'endheader' with a row of labels "
        f"and 'time' after it; export it again as .mot or .sto."
    )


def _header_fields(head: tuple[str, ...]) -> dict[str, str]:
    """Fields of the header by lower-case name: 'nRows=5' and the older 'datarows 5'."""
    older = {"datarows": "nrows", "datacolumns": "ncolumns"}
    fields: dict[str, str] = {}
    for line in head:
        match = _FIELD.fullmatch(line)
        if match:
            key = (match[1] or match[2]).lower()
            fields.setdefault(older.get(key, key), match[3])
    return fields


def _name_of(head: tuple[str, ...], path: Path) -> str:
    """The name in the first line, unless that line is a field of the header."""
    first = head[0].strip() if head else ""
    if first.lower().startswith("name ") and first[5:].strip():
        return first[5:].strip()
    plain = first and not _FIELD.fullmatch(first)
    return first if plain and first.lower() != "endheader" else path.stem


def _read_rows(
    text: TextFile, at_labels: int, labels: list[str], fields: dict[str, str], notes: list[str]
) -> FloatArray:
    """All data rows, shape (T, 1 + C), NaN where a cell holds no value."""
    path, width = text.path, len(labels)
    promised = _count(fields.get("nrows"))
    rows: list[list[float]] = []
    for at in range(at_labels + 1, len(text.lines)):
        line = text.lines[at]
        if not line.strip():
            continue
        row = numbers_of(line, width)
        last = at == len(text.lines) - 1 and not text.ended
        if last and (row is None or len(row) != width or len(rows) + 1 < (promised or 0)):
            raise TrialError(
                f"{path}, line {at + 1}: the file breaks off in this line, after {len(rows)} "
                f"whole rows; copy or export it again."
            )
        if row is None:
            raise TrialError(f"{path}, line {at + 1}: {bad_cell(line)}; export the file again.")
        if len(row) != width:
            raise TrialError(
                f"{path}, line {at + 1}: {len(row)} values, but the labels name {width} columns; "
                f"correct the line or export the file again."
            )
        rows.append(row)
    if not rows:
        raise TrialError(f"{path}: the file has a header but no rows; export it again.")
    if promised is not None and promised != len(rows):
        cut = " It may be cut off." if promised > len(rows) else ""
        notes.append(f"The header says {promised} rows; the file holds {len(rows)}.{cut}")
    said = _count(fields.get("ncolumns"))
    if said is not None and said != width:
        notes.append(f"The header says {said} columns; the file holds {width}.")
    return np.array(rows)


def _count(cell: str | None) -> int | None:
    return int(cell) if cell is not None and re.fullmatch(r"\d{1,9}", cell) else None


def _growing(path: Path, table: FloatArray, at_time: int, notes: list[str]) -> FloatArray:
    """Rows with growing time; of rows with the same time the first stays."""
    time_s = table[:, at_time]
    odd = np.flatnonzero(~np.isfinite(time_s))
    if odd.size:
        raise TrialError(f"{path}: data row {odd[0] + 1} has no time; export the file again.")
    steps = np.diff(time_s)
    back = np.flatnonzero(steps < 0)
    if back.size:
        at = int(back[0])
        raise TrialError(
            f"{path}: time goes back from data row {at + 1} ({time_s[at]:g} s) to row {at + 2} "
            f"({time_s[at + 1]:g} s); export the file again."
        )
    same = np.flatnonzero(steps == 0)
    if same.size and same.size == steps.size:
        raise TrialError(
            f"{path}: the time is {time_s[0]:g} s in all {len(time_s)} rows; write growing times "
            f"in seconds into column 'time', or export the file again."
        )
    if same.size:
        # OpenSim's own analyses write the first time twice.
        notes.append(
            f"{same.size} rows repeat the time before them (first {time_s[same[0]]:g} s); they "
            f"were left out."
        )
        table = np.delete(table, same + 1, axis=0)
    return table


def write_storage(path: Path, storage: Storage) -> None:
    """Write a table as a .mot or .sto file that OpenSim reads.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced in one step.
    storage : Storage
        What to write. ``inDegrees`` is stated if known and left out if not; values are written
        as they are, with all their digits.

    Raises
    ------
    OutputError
        If the file cannot be written, or a label holds a tab, a line end or nothing.
    """
    path = Path(path)
    wrong = next((c for c in storage.columns if re.search(r"[\t\r\n]", c) or not c.strip()), None)
    if wrong is not None:
        raise OutputError(f"{path}: column label {wrong!r} is empty or holds a tab; rename it.")
    name = " ".join(storage.name.replace("=", " ").split()) or path.stem
    head = [
        name,
        "version=1",
        f"nRows={len(storage.time_s)}",
        f"nColumns={len(storage.columns) + 1}",
    ]
    if storage.in_degrees is not None:
        head.append(f"inDegrees={'yes' if storage.in_degrees else 'no'}")
        head.append(f"Angles are in {'degrees' if storage.in_degrees else 'radians'}.")
    head += ["", "endheader"]
    head.append("\t".join(["time", *storage.columns]))
    rows = (
        f"{time!r}\t{row}"
        for time, row in zip(storage.time_s.tolist(), number_rows(storage.values), strict=True)
    )
    write_text(path, "\n".join([*head, *rows]) + "\n")
