"""Read the model's tables: CSV files in the package, one typed row each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from opensim_wink.body.builder.rows import Triple
from opensim_wink.errors import ModelError, listed

RowT = TypeVar("RowT")

TABLES = Path(__file__).resolve().parents[1] / "tables"


@cache
def read_table(name: str, kind: type[RowT], folder: Path = TABLES) -> tuple[RowT, ...]:
    """Read one table into rows of one kind.

    A field ``stem_unit`` that holds three numbers is read from the columns ``stem_x_unit``,
    ``stem_y_unit`` and ``stem_z_unit``.

    Parameters
    ----------
    name : str
        Table name without ``.csv``.
    kind : type
        The dataclass of a row.
    folder : Path
        Folder of the tables.

    Returns
    -------
    tuple of RowT
        Rows in the file's order.

    Raises
    ------
    ModelError
        If the file is missing, lacks a column or holds a cell that does not fit its column.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise ModelError(f"{path}: this table of the model is missing; install the package again.")
    hints = get_type_hints(kind)
    wanted = [(field.name, hints[field.name]) for field in fields(kind)]  # type: ignore[arg-type]
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        needed = [column for key, hint in wanted for column in _columns(key, hint)]
        absent = [column for column in needed if column not in (reader.fieldnames or [])]
        if absent:
            raise ModelError(f"{path}: columns {listed(absent)} are missing from this table.")
        return tuple(
            kind(**_cells(row, wanted, f"{path}: row {number}"))
            for number, row in enumerate(reader, start=1)
        )


def _columns(key: str, hint: Any) -> tuple[str, ...]:
    if hint is not Triple and hint != Triple:
        return (key,)
    stem, _, unit = key.rpartition("_")
    return tuple(f"{stem}_{axis}_{unit}" if stem else f"{unit}_{axis}" for axis in "xyz")


def _cells(
    row: Mapping[str, str | None], wanted: list[tuple[str, Any]], where: str
) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for key, hint in wanted:
        texts = [row[column] or "" for column in _columns(key, hint)]
        try:
            cells[key] = _value(texts, hint)
        except ValueError as error:
            raise ModelError(f"{where}: {key} is '{', '.join(texts)}': {error}.") from error
    return cells


def _value(texts: list[str], hint: Any) -> Any:
    if hint == Triple:
        return tuple(float(text) for text in texts)
    (text,) = texts
    if hint == tuple[float, ...]:
        return tuple(float(part) for part in text.split())
    if hint == float | None:
        return float(text) if text else None
    if hint is bool:
        return {"0": False, "1": True}[text] if text in "01" and text else _not_a_flag()
    return hint(text)


def _not_a_flag() -> bool:
    raise ValueError("write 0 or 1")
