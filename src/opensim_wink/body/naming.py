"""Read side and meaning out of the names that modellers give to bodies, joints and muscles."""

from __future__ import annotations

import re

from opensim_wink.body.profile import Side

_SIDE_WORDS: dict[str, Side] = {
    "r": "r",
    "rt": "r",
    "right": "r",
    "l": "l",
    "lt": "l",
    "left": "l",
}


def words(name: str) -> list[str]:
    """Split a name at punctuation and at changes of case, in lower case.

    Parameters
    ----------
    name : str
        Such as ``"add_mag1_r"`` or ``"RightUpLeg"``.

    Returns
    -------
    list of str
        Such as ``["add", "mag1", "r"]`` or ``["right", "up", "leg"]``.
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return [word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word]


def readings(name: str) -> list[tuple[str, Side | None]]:
    """The ways to read a name as a stem and a side, the likeliest first.

    Parameters
    ----------
    name : str
        A name from a model.

    Returns
    -------
    list of (str, Side or None)
        Stems in lower case without punctuation. A side written as a word of its own leads; a first
        or last letter that may be one (``"rfemur"``) follows; the whole name without a side ends.
    """
    parts = words(name)
    found: list[tuple[str, Side | None]] = []
    # The last word first ("femur_l"), then the first ("R_Femur"), then the rest ("glmax_r_1").
    for place in sorted(range(len(parts)), key=lambda p: (p != len(parts) - 1, p != 0)):
        side = _SIDE_WORDS.get(parts[place])
        if side is not None:
            found.append(("".join(parts[:place] + parts[place + 1 :]), side))
    stem = "".join(parts)
    if len(stem) > 3:
        for letter, rest in ((stem[0], stem[1:]), (stem[-1], stem[:-1])):
            if letter in ("r", "l"):
                found.append((rest, _SIDE_WORDS[letter]))
    found.append((stem, None))
    return found
