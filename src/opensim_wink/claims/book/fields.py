"""Checks of single fields in a file of claims; faults are gathered, each with its place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from opensim_wink.claims.book.kinds import Parameter, TestKind
from opensim_wink.conditions.vocabulary import KINDS, vocabulary_word
from opensim_wink.errors import did_you_mean, listed

_LONGEST = 1000
_LARGEST_ANGLE_DEG = 360.0
_LARGEST_READ = 1e300


class Faults:
    """What is wrong with a file, in the order found.

    Attributes
    ----------
    found : list of str
        One sentence or two each, with the place first.
    """

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, place: str, what: str) -> None:
        """Note one fault."""
        self.found.append(f"{place}: {what}")

    def unknown(self, name: object, known: Sequence[str], place: str) -> None:
        """Note a name that is not known, with the nearest that is."""
        self.add(place, f"'{name}' is not known; there are {listed(known, 40)}."
                 f"{did_you_mean(str(name), known)}")  # fmt: skip

    def strange(self, entry: Mapping[Any, Any], allowed: Sequence[str], place: str) -> None:
        """Note keys that nobody reads."""
        for key in entry:
            if key not in allowed:
                where = f"{place}: {key}" if place else str(key)
                self.add(where, f"not known; allowed are {listed(allowed, 20)}."
                         f"{did_you_mean(str(key), allowed)}")  # fmt: skip

    def text(self, entry: Mapping[Any, Any], key: str, place: str) -> str:
        """A field of words; empty, and noted, where there is none."""
        value = entry.get(key)
        if isinstance(value, str) and value.strip() and len(value) <= _LONGEST:
            return " ".join(value.split())
        self.add(f"{place}: {key}", f"write words, up to {_LONGEST} characters.")
        return ""

    def one_of(self, value: str, allowed: Iterable[str], place: str) -> None:
        """Note a word that is not allowed; an empty one is noted elsewhere."""
        words = tuple(allowed)
        if value and value not in words:
            self.unknown(value, words, place)


def condition_word(name: object, place: str, faults: Faults) -> str:
    """A word of the conditions' vocabulary; empty, and noted, where it is none.

    Parameters
    ----------
    name : object
        As it was written.
    place : str
        Where.
    faults : Faults
        To note it in.

    Returns
    -------
    str
        The word.
    """
    word = vocabulary_word(name) if isinstance(name, str) else None
    if word is None:
        faults.unknown(name, tuple(KINDS), place)
    return word or ""


def checked_parameters(
    kind: TestKind, value: object, place: str, faults: Faults
) -> dict[str, object]:
    """Parameters of a test, complete.

    Parameters
    ----------
    kind : TestKind
        Which test.
    value : object
        What stands under ``with``.
    place : str
        Which claim.
    faults : Faults
        To note what is wrong.

    Returns
    -------
    dict of str to object
        With the defaults of those that are not given.
    """
    place = f"{place}: with"
    if value is None:
        value = {}
    if not isinstance(value, dict):
        faults.add(place, "write the parameters of the test as a mapping.")
        return {}
    faults.strange(value, tuple(kind.parameters), place)
    given: dict[str, object] = {}
    for name, parameter in kind.parameters.items():
        if name not in value:
            if parameter.default is None:
                faults.add(f"{place}: {name}", "is missing.")
            else:
                given[name] = parameter.default
            continue
        given[name] = _checked(parameter, value[name], f"{place}: {name}", faults)
    _check_sizes(kind, given, set(value), place, faults)
    return given


def _check_sizes(
    kind: TestKind, given: Mapping[str, object], written: set[str], place: str, faults: Faults
) -> None:
    """Numbers that are too large, by themselves or, where it was written, beside another."""
    for name, parameter in kind.parameters.items():
        number, other = given.get(name), given.get(parameter.at_most)
        if not isinstance(number, float):
            continue
        of = given.get("number") or given.get("quantity")
        angle = name.endswith("_deg") or (
            name in ("limit", "more_than") and isinstance(of, str) and of.endswith("_deg")
        )
        most = min(parameter.most, _LARGEST_ANGLE_DEG) if angle else parameter.most
        if number > most:
            faults.add(f"{place}: {name}", f"'{number:g}' must be a number of at most {most:g}.")
        elif name in written and isinstance(other, float) and number > other:
            faults.add(
                f"{place}: {name}",
                f"'{number:g}' must not be above {parameter.at_most} ('{other:g}').",
            )


def conditions_in(kind: TestKind, given: Mapping[str, object]) -> list[tuple[str, str]]:
    """Every condition that the parameters of a test name, with the parameter's name."""
    found = []
    for name, parameter in kind.parameters.items():
        value = given.get(name)
        if parameter.shape == "condition" and isinstance(value, str) and value:
            found.append((name, value))
        elif parameter.shape == "conditions" and isinstance(value, tuple):
            found += [(name, word) for word in value]
    return found


def _checked(parameter: Parameter, value: object, place: str, faults: Faults) -> object:
    shape = parameter.shape
    if shape == "number":
        return _number(value, place, faults)
    if shape == "yes_no":
        if not isinstance(value, bool):
            faults.add(place, f"'{value}' must be true or false.")
        return value is True
    if shape == "condition":
        return condition_word(value, place, faults)
    if shape == "conditions":
        if not isinstance(value, list) or not value:
            faults.add(place, "write a list of conditions.")
            return ()
        return tuple(filter(None, (condition_word(one, place, faults) for one in value)))
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        faults.add(place, "write words.")
        return ""
    if shape == "name" and not value.isidentifier():
        faults.add(place, f"'{value}' is no name of a number.")
    if parameter.allowed:
        faults.one_of(value, parameter.allowed, place)
    return value


def _number(value: object, place: str, faults: Faults) -> float:
    usual = isinstance(value, int | float) and not isinstance(value, bool)
    number = float(value) if usual and abs(value) < _LARGEST_READ else math.nan  # type: ignore[arg-type]
    if not number >= 0.0:
        faults.add(place, f"'{value}' must be a number of at least 0.")
    return number
