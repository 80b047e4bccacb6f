"""Numbers as the page of a study says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.report.page.template import NO_NUMBER, number
from opensim_wink.report.page.texts import texts
from opensim_wink.report.strict_json import Json


def said() -> Mapping[str, Any]:
    """Texts of this page."""
    found: Mapping[str, Any] = texts()["cohort"]
    return found


def percent(share: float | None) -> str:
    """A share in percent, never as 0 or 100 where it is not.

    Parameters
    ----------
    share : float or None
        From 0 to 1.

    Returns
    -------
    str
        Such as ``88``, ``0.4``, ``99.6``; without a sign.
    """
    if share is None:
        return NO_NUMBER
    whole = number(share, 0, 100.0)
    if 0 < share < 1 and whole in ("0", "100"):
        finer = number(share, 1, 100.0)
        return {"0.0": "< 0.1", "100.0": "> 99.9"}.get(finer, finer)
    return whole


def ends(found: Json) -> str:
    """The interval of a proportion.

    Parameters
    ----------
    found : dict
        With ``low`` and ``high``.

    Returns
    -------
    str
        Such as ``69 to 96 %``; empty where none is known.
    """
    if found["low"] is None or found["high"] is None:
        return ""
    return f"{percent(found['low'])} to {percent(found['high'])} %"


def share_words(found: Json) -> tuple[str, str]:
    """A proportion for two lines of a cell.

    Parameters
    ----------
    found : dict
        ``count``, ``n``, ``share``, ``low`` and ``high``.

    Returns
    -------
    tuple of str
        Such as ``21 of 24`` and ``88 % (69 to 96 %)``.
    """
    if not found["n"]:
        return NO_NUMBER, ""
    around = ends(found) or said()["prevalence"]["no_interval"]
    return f"{found['count']} of {found['n']}", f"{percent(found['share'])} % ({around})"


def condition_words(name: str) -> str:
    """A condition as it is read.

    Parameters
    ----------
    name : str
        As in the tables: ``heels_raised 25`` or ``heels_raised: 25``.

    Returns
    -------
    str
        With blanks for ``_``, and with the unit of its amount: ``heels raised 25 mm``.
    """
    word, _, amount = name.rpartition(" ")
    kind = KINDS.get(word.rstrip(":"))
    if kind is None or kind.amount is None:
        return name.replace("_", " ")
    unit = kind.amount.rpartition("_")[2]
    told = f"{amount}°" if unit == "deg" else f"{amount}\u00a0{unit}"
    return f"{kind.name.replace('_', ' ')} {told}"
