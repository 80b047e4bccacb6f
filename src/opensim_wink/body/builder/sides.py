"""Build the left side from the right: the plane Z = 0 of every body is the mirror."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from opensim_wink.body.builder.rows import AxisRow, Flip, Row, Triple, WrapRow
from opensim_wink.body.profile import Side

RowT = TypeVar("RowT", bound=Row)


def both_sides(rows: Iterable[RowT]) -> tuple[RowT, ...]:
    """Right and left of every paired row; rows of the middle stay as they are.

    Parameters
    ----------
    rows : iterable of Row
        Rows as tabulated, names of pairs holding ``*`` or ``@``.

    Returns
    -------
    tuple of Row
        All right and middle rows in their order, then all left ones.
    """
    rows = tuple(rows)
    right = tuple(_on_side(row, "r") if _paired(row) else row for row in rows)
    return right + tuple(_on_side(row, "l") for row in rows if _paired(row))


def sided(text: str, side: Side) -> str:
    """A name with its placeholders replaced by the side."""
    return text.replace("*", side).replace("@", side.upper())


def _paired(row: Row) -> bool:
    return any(
        isinstance(value, str) and ("*" in value or "@" in value)
        for value in (getattr(row, field.name) for field in fields(row))
    )


def _on_side(row: RowT, side: Side) -> RowT:
    changed: dict[str, Any] = {
        field.name: sided(value, side)
        for field in fields(row)
        if isinstance(value := getattr(row, field.name), str)
    }
    if side == "l":
        changed |= {name: _mirror(getattr(row, name), how) for name, how in row.FLIPS.items()}
        if isinstance(row, AxisRow):
            how: Flip = "turn" if row.slot.startswith("rotation") else "place"
            changed["direction"] = _mirror(row.direction, how)
        if isinstance(row, WrapRow) and "z" in row.quadrant:
            changed["quadrant"] = {"z": "-z", "+z": "-z", "-z": "z"}[row.quadrant]
    return replace(row, **changed)


def _mirror(triple: Triple, how: Flip) -> Triple:
    """Mirror a place, or a rotation (whose sense turns round about the axes in the mirror)."""
    x, y, z = triple
    return (x, y, _negative(z)) if how == "place" else (_negative(x), _negative(y), z)


def _negative(number: float) -> float:
    """Minus a number, without the minus zero that would be written to the file."""
    return -number if number else 0.0
