"""Numbers and lists as the page of a comparison says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from opensim_wink.report.page.template import NO_NUMBER, interval, number
from opensim_wink.report.page.texts import texts
from opensim_wink.report.strict_json import Json


def said() -> Mapping[str, Any]:
    """Texts of this page."""
    found: Mapping[str, Any] = texts()["comparison"]
    return found


def digits_of(unit: str) -> int:
    """Decimals that a quantity of a unit is shown with.

    Parameters
    ----------
    unit : str
        ``°``, ``leg lengths`` and so on.

    Returns
    -------
    int
        One for angles, two for anything else.
    """
    return 1 if unit == "°" else 2


def signed(value: float | None, digits: int) -> str:
    """A difference with its sign.

    Parameters
    ----------
    value : float or None
        The difference.
    digits : int
        Decimals.

    Returns
    -------
    str
        Such as ``+1.2``; without a sign where it rounds to zero.
    """
    text = number(value, digits)
    bare = text in (NO_NUMBER, number(0.0, digits)) or text.startswith("−")
    return text if bare else f"+{text}"


def difference(measured: Json, unit: str) -> str:
    """A difference with its interval.

    Parameters
    ----------
    measured : dict
        ``value``, ``low`` and ``high``.
    unit : str
        Its unit; only a degree sign is written behind the numbers.

    Returns
    -------
    str
        Such as ``−6.3° (−7.6 to −4.9°)``.
    """
    digits, sign = digits_of(unit), unit if unit == "°" else ""
    if measured["value"] is None:
        return NO_NUMBER
    text = f"{signed(measured['value'], digits)}{sign}"
    if measured["low"] is None or measured["high"] is None:
        return text
    ends = (signed(measured[end], digits) for end in ("low", "high"))
    return f"{text} ({' to '.join(ends)}{sign})"


def with_spread(mean: Json | None, digits: int = 0, scale: float = 1.0) -> str:
    """A mean with the standard deviation of its repetitions.

    Parameters
    ----------
    mean : dict or None
        ``value`` and ``sd``.
    digits : int
        Decimals.
    scale : float
        Factor.

    Returns
    -------
    str
        Such as ``38 ± 1``, in one line.
    """
    if mean is None or mean["value"] is None:
        return NO_NUMBER
    text = number(mean["value"], digits, scale)
    return text if mean["sd"] is None else f"{text}\u00a0±\u00a0{number(mean['sd'], digits, scale)}"


def in_words(items: Iterable[str]) -> str:
    """Words in a row.

    Parameters
    ----------
    items : iterable of str
        The words.

    Returns
    -------
    str
        Such as ``a, b and c``.
    """
    *most, last = list(items)
    return f"{', '.join(most)} and {last}" if most else last


def measured_words(mean: Json | None, digits: int) -> tuple[str, str]:
    """A mean and the ends of its interval apart, for two lines of a cell.

    Parameters
    ----------
    mean : dict or None
        ``value``, ``low`` and ``high``.
    digits : int
        Decimals.

    Returns
    -------
    tuple of str
        The value; and the interval, empty where none is known.
    """
    whole = interval(mean, digits)
    value, _, ends = whole.partition(" (")
    return value, f"({ends}" if ends else ""
