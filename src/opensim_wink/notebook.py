"""How objects show themselves in a notebook: small tables, escaped, without a style of their own.

Every layer may use it; it knows of none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

MOST_ROWS = 12  # a notebook cell is looked at, not read through


def fact_table(title: str, facts: Iterable[tuple[str, object]]) -> str:
    """A table of names and values.

    Parameters
    ----------
    title : str
        Its caption; any text.
    facts : iterable of (str, object)
        Name and value of each row; what is None or empty is left out.

    Returns
    -------
    str
        HTML without style or script; every text is escaped.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(str(value))}</td></tr>'
        for name, value in facts
        if value is not None and value != ""
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>"


def row_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table with a heading for each column.

    Parameters
    ----------
    columns : sequence of str
        The headings.
    rows : sequence of sequence of object
        One value a column; those beyond the first twelve rows are counted, not shown.

    Returns
    -------
    str
        HTML without style or script; empty where there is no row.
    """
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>"
        for row in rows[:MOST_ROWS]
    )
    left = len(rows) - MOST_ROWS
    more = f'<tr><td colspan="{len(columns)}">… and {left} more</td></tr>' if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}{more}</tbody></table>"


def number(
    value: float,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    *,
    digits: int = 1,
) -> str:
    """A number for people, with its interval where one is known.

    Parameters
    ----------
    value : float
        NaN is shown as a dash.
    unit : str
        Put behind it, with its own blank where it needs one.
    low, high : float or None
        Ends of the interval.
    digits : int
        Decimals.

    Returns
    -------
    str
        Such as ``15.6 (14.3–16.8)°``.
    """
    if math.isnan(value):
        return "–"
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return f"{value:.{digits}f}{unit}"
    return f"{value:.{digits}f} ({low:.{digits}f}–{high:.{digits}f}){unit}"
