"""Rows of any number that become one table, without ever being in memory together."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | int | float | bool | None
Kind = Literal["text", "int", "float", "bool"]

_AT_ONCE = 500
_BOOLEANS = {"True": True, "False": False}


class Spool:
    """Takes rows in, one by one, on the disk; then writes them as CSV and Parquet.

    Columns stand in the order in which they were first seen, so that tables whose columns differ
    can be put together. A column that is not declared is of truth values or of numbers where all
    that stands in it is, and of text else; one that is empty throughout is of numbers.

    Parameters
    ----------
    path : Path
        A file for the rows meanwhile.
    declared : mapping of str to {"text", "int", "float", "bool"}
        Columns that are there in any case, first, and of which kind.
    last : mapping of str to {"text", "int", "float", "bool"}, optional
        The same, behind all others.
    """

    def __init__(
        self, path: Path, declared: Mapping[str, Kind], last: Mapping[str, Kind] | None = None
    ) -> None:
        self._last = dict(last or {})
        self._declared = {**declared, **self._last}
        self._may_be: dict[str, set[Kind]] = {}
        self._filled: set[str] = set()
        self._path = path
        self._stream = path.open("w", encoding="utf-8", newline="\n")
        self.rows = 0
        """How many rows were taken in."""

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._path.unlink(missing_ok=True)

    def add(self, row: Mapping[str, Cell]) -> None:
        """Take a row in; empty text and None are no value."""
        for name, value in row.items():
            if name in self._declared:
                continue
            may_be = self._may_be.setdefault(name, {"bool", "float"})
            if value is not None and value != "":
                self._filled.add(name)
                may_be &= _kinds(value)
        self._stream.write(json.dumps(dict(row)) + "\n")
        self.rows += 1

    def columns(self) -> dict[str, Kind]:
        """Every column with its kind, in order."""
        names = [*self._declared, *self._may_be]
        ordered = [name for name in names if name not in self._last]
        return {name: self._kind(name) for name in [*ordered, *self._last]}

    def _kind(self, name: str) -> Kind:
        if name in self._declared:
            return self._declared[name]
        may_be = self._may_be.get(name, set())
        if name in self._filled and "bool" in may_be:
            return "bool"
        return "float" if "float" in may_be else "text"

    def write(self, stem: Path, *, parquet: bool = True) -> list[Path]:
        """Write the table.

        Parameters
        ----------
        stem : Path
            Without an ending.
        parquet : bool
            Whether as Parquet too.

        Returns
        -------
        list of Path
            The files.
        """
        columns = self.columns()
        files = [stem.with_suffix(".csv")]
        self._stream.flush()
        with files[0].open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(columns)
            for rows in self._chunks():
                table.writerows([[_shown(row.get(name)) for name in columns] for row in rows])
        if parquet:
            files.append(stem.with_suffix(".parquet"))
            self._write_parquet(files[1], columns)
        return files

    def _write_parquet(self, path: Path, columns: dict[str, Kind]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pa.schema([(name, _arrow(pa, kind)) for name, kind in columns.items()])
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for rows in self._chunks():
                arrays = {
                    name: [_typed(row.get(name), kind) for row in rows]
                    for name, kind in columns.items()
                }
                writer.write_table(pa.table(arrays, schema=schema))

    def _chunks(self) -> Iterator[list[dict[str, Cell]]]:
        with self._path.open(encoding="utf-8") as stream:
            while lines := list(islice(stream, _AT_ONCE)):
                yield [json.loads(line) for line in lines]


def _kinds(value: Cell) -> set[Kind]:
    """What a value can be read as, besides text."""
    if isinstance(value, bool) or value in _BOOLEANS:
        return {"bool"}
    try:
        float(str(value))
    except ValueError:
        return set()
    return {"float"}


def _shown(value: Cell) -> Cell:
    return "" if value is None else value


def _typed(value: Cell, kind: Kind) -> Cell:
    if value is None or value == "":
        return None
    if kind == "text":
        return str(value)
    if kind == "bool":
        return value if isinstance(value, bool) else _BOOLEANS[str(value)]
    return int(float(value)) if kind == "int" else float(value)


def _arrow(pa: pa, kind: Kind) -> pa.DataType:
    types = {"text": pa.string, "int": pa.int64, "float": pa.float64, "bool": pa.bool_}
    return types[kind]()
