"""The conditions that a squat can be recorded under: a fixed vocabulary, each with its amount."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from opensim_wink.conditions.amounts import allowed_units, kept_unit, point_for_comma, read_amount
from opensim_wink.errors import SettingError, did_you_mean, listed

Movement = Literal["squat", "rock_back", "leg_raise", "range"]
LONGEST_NOTE = 200
LONGEST_NAME = 80
DETAILS = {"side": ("right", "left", "both"), "joint": ("hip", "ankle")}


@dataclass(frozen=True)
class Kind:
    """One word of the vocabulary.

    Attributes
    ----------
    name : str
        The word.
    words : str
        In plain words, for reports.
    amount : str or None
        Name of its amount with the unit, such as ``"heel_mm"``; None where it has none.
    most : float
        Largest amount that can be meant.
    movement : {"squat", "rock_back", "leg_raise", "range"}
        What the person does.
    details : tuple of str
        Which of ``DETAILS`` may be stated.
    """

    name: str
    words: str
    amount: str | None = None
    most: float = 0.0
    movement: Movement = "squat"
    details: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("baseline", "usual squat"),
        Kind("heels_raised", "heels on a wedge or plates", "heel_mm", 150),
        Kind("goblet", "a weight held at the chest", "kg", 200),
        Kind("counterweight", "a light weight held out in front", "kg", 50),
        Kind("supported", "holding on to a strap or pole"),
        Kind("box", "down to a box", "height_cm", 100),
        Kind("wide_stance", "feet wider than usual"),
        Kind("narrow_stance", "feet narrower than usual"),
        Kind("toe_out", "toes turned out", "toe_out_deg", 90),
        Kind("rock_back", "rocking back on all fours", movement="rock_back"),
        Kind("arched_start", "started with an arched lower back"),
        Kind("neutral_start", "started with a neutral lower back"),
        Kind("loaded", "a barbell", "kg", 500),
        Kind("fast", "faster than usual"),
        Kind("slow", "slower than usual"),
        Kind("fatigue", "many repetitions without rest"),
        Kind("after_stretch", "after stretching"),
        Kind("after_practice", "after practice"),
        Kind(
            "straight_leg_raise",
            "lying, one straight leg raised",
            movement="leg_raise",
            details=("side",),
        ),
        Kind(
            "range_of_motion",
            "how far hip and ankle go",
            movement="range",
            details=("side", "joint"),
        ),
    )
}
OTHER_WORDS = {
    "flat": "baseline", "usual": "baseline", "standard": "baseline", "heels": "heels_raised",
    "heel_raised": "heels_raised", "wedge": "heels_raised", "wide": "wide_stance",
    "narrow": "narrow_stance", "toes_out": "toe_out", "slr": "straight_leg_raise",
    "rom": "range_of_motion", "quadruped": "rock_back", "barbell": "loaded",
    "arched": "arched_start", "neutral": "neutral_start", "support": "supported",
    "tired": "fatigue", "stretched": "after_stretch", "practised": "after_practice",
}  # fmt: skip
"""Other words for a word of the vocabulary, as laboratories name their files."""


@dataclass(frozen=True)
class Condition:
    """Under which condition one trial was recorded.

    Attributes
    ----------
    name : str
        A word of the vocabulary, or what the laboratory called it.
    amount : float or None
        How much, in the unit of the kind (``Kind.amount``); None where it is not stated.
    note : str
        Free words.
    known : bool
        Whether the name is of the vocabulary; others are kept, and no claim is tested with them.
    side, joint : str
        Of a leg raise or a range of motion, where stated; empty otherwise.
    """

    name: str
    amount: float | None = None
    note: str = ""
    known: bool = True
    side: str = ""
    joint: str = ""

    @property
    def kind(self) -> Kind | None:
        """What the vocabulary says of it; None for a name that is not in it."""
        return KINDS.get(self.name) if self.known else None

    @property
    def text(self) -> str:
        """On one line, as `read_condition` reads it; without the note."""
        return self.name if self.amount is None else f"{self.name}: {self.amount:g}"

    @property
    def words(self) -> str:
        """In plain words, with its amount."""
        kind = self.kind
        if kind is None:
            return self.name
        if self.amount is None or kind.amount is None:
            return kind.words
        number, _, unit = f"{self.amount:g}", *kind.amount.rpartition("_")[1:]
        return f"{kind.words} ({number} {'°' if unit == 'deg' else unit})"


def read_condition(text: str) -> Condition:
    """A condition from one line: ``heels_raised``, ``heels raised: 25`` or a name of your own.

    Parameters
    ----------
    text : str
        The name, and its amount after a colon.

    Returns
    -------
    Condition
        Of the vocabulary where the name is; else as it was written.

    Raises
    ------
    SettingError
        If it is empty, too long, holds control characters, or its amount cannot be.
    """
    line = text.strip()
    if not line or len(line) > LONGEST_NOTE or not line.isprintable():
        raise SettingError(
            f"--condition is {text[:80]!r}; allowed is one line of 1 to {LONGEST_NOTE} printable "
            "characters, such as 'heels_raised' or 'heels_raised: 25'."
        )
    name, colon, behind = (part.strip() for part in line.partition(":"))
    word = vocabulary_word(name)
    if word is None:
        return Condition(line, known=False)
    if not colon:
        return Condition(word)
    kind = KINDS[word]
    amount = math.nan if kind.amount is None else read_amount(behind, kept_unit(kind.amount))
    return Condition(word, checked_amount(kind, amount, behind))


def vocabulary_word(name: str) -> str | None:
    """The word of the vocabulary that a name stands for; None where there is none."""
    word = plain_word(name)
    word = OTHER_WORDS.get(word, word)
    return word if word in KINDS else None


def plain_word(name: str) -> str:
    """A name in small letters, with ``_`` where blanks and hyphens stand."""
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def checked_amount(kind: Kind, amount: float, written: object) -> float:
    """An amount within what a kind allows.

    Parameters
    ----------
    kind : Kind
        The condition's kind.
    amount : float
        The amount.
    written : object
        As it was written, for the message.

    Returns
    -------
    float
        The amount.

    Raises
    ------
    SettingError
        If the kind has no amount, or it is not within 0 and the kind's largest.
    """
    if kind.amount is None:
        raise SettingError(f"condition '{kind.name}' has no amount; '{written}' was given.")
    if not 0 <= amount <= kind.most:
        raise SettingError(
            f"condition '{kind.name}': {kind.amount} is '{written}'; allowed is a number from 0 to "
            f"{kind.most:g}, alone or in {allowed_units(kept_unit(kind.amount))}."
            f"{point_for_comma(written)}"
        )
    return amount


def checked_person(name: str, place: str) -> str:
    """A person's name: one line that can be printed.

    Parameters
    ----------
    name : str
        The name.
    place : str
        Where it stands, for the message.

    Returns
    -------
    str
        The same without blanks around it.

    Raises
    ------
    SettingError
        If it is empty, too long, or holds a character that does not print, such as one that turns
        the text around.
    """
    line = name.strip()
    if not line or len(line) > LONGEST_NAME or not line.isprintable():
        raise SettingError(
            f"{place} is {name[:LONGEST_NAME]!a}; allowed is one line of 1 to {LONGEST_NAME} "
            "printable characters, such as P01."
        )
    return line


def unknown_name(name: str) -> str:
    """What to say of a name that the vocabulary has not.

    Parameters
    ----------
    name : str
        The name.

    Returns
    -------
    str
        One sentence.
    """
    return (
        f"'{name}' is no condition of the vocabulary ({listed(KINDS, 30)}): it is compared, but no "
        f"claim is tested with it.{did_you_mean(name, KINDS)}"
    )
