"""Numbers and conditions as sentences say them."""

from __future__ import annotations

import math

from opensim_wink.claims.session import Session
from opensim_wink.conditions.vocabulary import KINDS

UNKNOWN = "an unknown amount"


def written(value: float, digits: int, *, signed: bool = False) -> str:
    """A number with a true minus; zero has no sign.

    Parameters
    ----------
    value : float
        The number.
    digits : int
        Decimals.
    signed : bool
        Whether a plus is written.

    Returns
    -------
    str
        Such as ``"−6.1"``.
    """
    text = f"{value:.{digits}f}"
    if not math.isfinite(value) or float(text) == 0.0:
        return text.removeprefix("-")
    text = text.replace("-", "−")
    return f"+{text}" if signed and value > 0 else text


def condition_words(session: Session, name: str) -> str:
    """What a condition is called, with its amount where its trials state one.

    Parameters
    ----------
    session : Session
        The person's trials.
    name : str
        A word of the vocabulary, or what the laboratory called it.

    Returns
    -------
    str
        In quotes, such as ``"'heels on a wedge or plates (25 mm)'"``; several amounts each.
    """
    kind = KINDS.get(name)
    said = dict.fromkeys(
        trial.condition.words
        for trial in session.trials
        if trial.condition.known and trial.condition.name == name
    )
    words = " / ".join(said) or (name if kind is None else kind.words)
    return f"'{words}'"


def amount_words(name: str, amount: float | None) -> str:
    """The amount of a condition with its unit.

    Parameters
    ----------
    name : str
        The condition.
    amount : float or None
        In the unit of its kind; None where it is not stated.

    Returns
    -------
    str
        Such as ``"25 mm"``.
    """
    if amount is None:
        return "not stated"
    kind = KINDS.get(name)
    unit = "" if kind is None or kind.amount is None else kind.amount.rpartition("_")[2]
    return f"{amount:g}{'°' if unit == 'deg' else f' {unit}'.rstrip()}"
