"""Whether the rows of one result may enter the tables of all: kinds, finite numbers, one story."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import get_args

from opensim_wink.report.strict_json import Json
from opensim_wink.squat.verdict import VerdictName
from opensim_wink.study.cohort import CHANGED, ONSET
from opensim_wink.study.spool import Cell, Kind

_NUMBERS = frozenset((*ONSET, *CHANGED))
_INT64 = 2**63


def check_row(row: Mapping[str, Cell], kinds: Mapping[str, Kind]) -> None:
    """Refuse a row with a cell that its column cannot hold.

    Parameters
    ----------
    row : mapping of str to cell
        Cells of columns that are not declared may be text that a number is read from.
    kinds : mapping of str to {"text", "int", "float", "bool"}
        The declared columns.

    Raises
    ------
    ValueError
        If a cell is of another kind, no finite number where one is needed, or no text that can be
        written, or if the verdict is not of the vocabulary.
    """
    for name, cell in row.items():
        name.encode()
        if not (cell is None or _fits(name, cell, kinds.get(name))):
            raise ValueError(f"{name} is {str(cell)[:60]!r}")
    if row["verdict"] not in get_args(VerdictName):
        raise ValueError(f"a verdict of {row['verdict']!r}")


def check_same_reps(from_table: Sequence[tuple[int, str]], told: Sequence[tuple[int, str]]) -> None:
    """Refuse a table of repetitions that is not that of its summary.

    Parameters
    ----------
    from_table, told : sequence of (int, str)
        Number and verdict of each repetition, as ``reps.csv`` and ``summary.json`` have them.

    Raises
    ------
    ValueError
        If they differ.
    """
    if list(from_table) != list(told):
        raise ValueError(
            f"reps.csv and summary.json hold other repetitions: {len(from_table)} and {len(told)}, "
            "or not the same verdicts"
        )


def check_same_numbers(row: Mapping[str, Cell], told: Json) -> None:
    """Refuse a row whose numbers are not those of its summary: one was written by another hand.

    Parameters
    ----------
    row : mapping of str to cell
        A repetition, as ``reps.csv`` has it.
    told : dict
        The same one of ``reps`` in ``summary.json``.

    Raises
    ------
    ValueError
        If a number that is counted differs by more than rounding does, or stands in one alone.
    """
    for name in sorted(_NUMBERS):
        part, _, inside = name.partition("_")
        where, key = (told[part] or {inside: None}, inside) if part in told else (told, name)
        if key not in where:
            continue
        stated = (where[key] or {"value": None})["value"]
        cell = row.get(name)
        empty = cell is None or cell == ""
        if empty != (stated is None) or not (
            empty or math.isclose(float(str(cell)), stated, rel_tol=1e-4, abs_tol=1e-3)
        ):
            raise ValueError(f"{name} is {cell!r} in reps.csv and {stated!r} in summary.json")


def _fits(name: str, cell: object, kind: Kind | None) -> bool:
    if kind is None:
        return _fits_undeclared(name, cell)
    if kind == "text":
        return isinstance(cell, str) and cell.encode().decode() == cell
    if kind == "bool":
        return isinstance(cell, bool)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return math.isfinite(cell) and (kind == "float" or (int(cell) == cell and abs(cell) < _INT64))


def _fits_undeclared(name: str, cell: object) -> bool:
    """A column whose kind follows from its cells: one wrong one would change it for everybody."""
    if isinstance(cell, bool) or cell == "":
        return True
    if not isinstance(cell, str | int | float):
        return False
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return name not in _NUMBERS
