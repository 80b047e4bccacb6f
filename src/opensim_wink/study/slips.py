"""What somebody may have meant whose study says what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opensim_wink.errors import did_you_mean

_OTHER_KEYS = {
    "weight": "mass", "body_weight": "mass", "bodyweight": "mass", "body_mass": "mass",
    "stature": "height", "body_height": "height", "bar": "barbell", "bar_weight": "barbell",
    "barbell_weight": "barbell", "static_trial": "static", "standing": "static",
    "calibration": "static", "leg_raise": "slr", "straight_leg_raise": "slr",
    "marker_names": "labels", "lowpass": "cutoff", "people": "participants",
    "subjects": "participants", "files": "pattern", "title": "study", "folder": "data",
}  # fmt: skip
_WITH_UNIT = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?\s*[A-Za-z°%]+\s*")


def meant_key(key: str, known: Iterable[str]) -> str:
    """Which key may be meant by one that is not known.

    Parameters
    ----------
    key : str
        As it was written.
    known : iterable of str
        The keys that there are.

    Returns
    -------
    str
        ``" Did you mean 'mass'?"`` or an empty string.
    """
    names = list(known)
    others = {other: name for other, name in _OTHER_KEYS.items() if name in names}
    found = did_you_mean(key.replace("-", "_").replace(" ", "_"), [*names, *others])
    close = found[found.find("'") + 1 : found.rfind("'")]
    return found.replace(f"'{close}'", f"'{others.get(close, close)}'")


def behind_comma(key: object, value: object = None) -> str:
    """What to say of a key that may be what stood behind a number's comma: ``{mass: 61,5}``.

    Parameters
    ----------
    key : object
        As it was read.
    value : object
        Its value.

    Returns
    -------
    str
        One sentence, or an empty string.
    """
    if value is None and re.fullmatch(r"\d{1,6}", str(key)):
        return " If it is part of a number, write that with a point, not a comma."
    return ""


def in_centimetres(place: str, value: object) -> str:
    """What to say of a height that must be one in centimetres.

    Parameters
    ----------
    place : str
        The option's place in the study.
    value : object
        As it was read.

    Returns
    -------
    str
        One sentence, or an empty string.
    """
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if place.rpartition(".")[2] == "height" and number and 100 <= float(str(value)) <= 250:
        return f" Is it in cm? Write {float(str(value)) / 100:g}, in m."
    return ""


def without_unit(value: object) -> str:
    """What to say of a text where a number must stand.

    Parameters
    ----------
    value : object
        As it was read.

    Returns
    -------
    str
        One sentence, or an empty string.
    """
    if isinstance(value, str) and _WITH_UNIT.fullmatch(value):
        return " Write the number alone."
    return ""
