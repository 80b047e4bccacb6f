"""The errors that this package raises on purpose.

::

    WinkError                 everything below; the command line turns it into one line and exit 2
    ├── TrialError            a trial file cannot be read or does not hold what is needed
    ├── LabelError            markers do not match: labels, maps, subjects in one file
    ├── ModelError            a model cannot be read or lacks what the question needs
    ├── MotionError           a motion cannot be solved or read
    ├── SettingError          a setting is out of its range or contradicts another
    └── OutputError           results cannot be written where they were asked for

Every message names the file, marker or frame, what was found, what is allowed and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class WinkError(Exception):
    """Base of all errors that this package raises on purpose."""


class TrialError(WinkError):
    """A trial file cannot be read or does not hold what is needed."""


class LabelError(WinkError):
    """Markers do not match: labels, label maps or several subjects in one file."""


class ModelError(WinkError):
    """A model cannot be read or lacks what the question needs."""


class MotionError(WinkError):
    """A motion cannot be solved or read."""


class SettingError(WinkError):
    """A setting is out of its range or contradicts another."""


class OutputError(WinkError):
    """Results cannot be written where they were asked for."""


def listed(names: Iterable[str], limit: int = 12) -> str:
    """Join names for a message, cutting a long list with a count of the rest.

    Parameters
    ----------
    names : iterable of str
        The names, in the order to show.
    limit : int
        How many to show at most.

    Returns
    -------
    str
        ``"a, b, c"``, ``"a, b … (40 in all)"`` or ``"none"``.
    """
    all_names = list(names)
    if not all_names:
        return "none"
    shown = ", ".join(all_names[:limit])
    return shown if len(all_names) <= limit else f"{shown} … ({len(all_names)} in all)"


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where there is not one of it.

    Parameters
    ----------
    number : int
        How many.
    noun : str
        The noun in the singular, with a regular plural.

    Returns
    -------
    str
        ``"1 gap"``, ``"0 gaps"``, ``"12 gaps"``.
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Suggest the closest known name, as a sentence to append to a message.

    Parameters
    ----------
    name : str
        The name that was not found.
    known : iterable of str
        The names that exist.

    Returns
    -------
    str
        ``" Did you mean 'x'?"`` or an empty string.
    """
    names = list(known)
    close = get_close_matches(name, names, n=1)
    if not close:  # capitals alone may set a short name apart
        folded = {one.casefold(): one for one in reversed(names)}
        close = [folded[one] for one in get_close_matches(name.casefold(), folded, n=1)]
    return f" Did you mean '{close[0]}'?" if close else ""
