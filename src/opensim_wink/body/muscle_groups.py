"""Which muscle of a model belongs to which anatomical group, by the names in use."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from opensim_wink.body.naming import readings
from opensim_wink.body.profile import Side

Joint = Literal["hip_flexion", "knee_flexion"]

_SIGNS = {"flexion": 1, "extension": -1, "": 0}
_SIDE_WORDS: dict[Side, str] = {"r": "right", "l": "left"}
# Groups whose name in plain words is not the one of the table with blanks.
_GROUP_WORDS = {
    "biceps_femoris_long": "biceps femoris, long head",
    "biceps_femoris_short": "biceps femoris, short head",
    "hamstrings_lumped": "hamstrings",
    "vasti_lumped": "vasti",
    "gastrocnemius_lateral": "gastrocnemius, lateral head",
    "gastrocnemius_medial": "gastrocnemius, medial head",
    "gastrocnemius_lumped": "gastrocnemius",
}


@dataclass(frozen=True)
class MuscleGroup:
    """One row of the table: a group, or a part of one.

    Attributes
    ----------
    group, part : str
        Such as ``"gluteus_maximus"`` and ``"inferior"``; ``part`` may be empty.
    pattern : re.Pattern
        Matches the whole lower-case stem of a muscle name.
    action : dict of Joint to int
        +1 flexor, −1 extensor, 0 none or not settled by anatomy.
    needed : bool
        Whether a squat cannot be judged without the group.
    """

    group: str
    part: str
    pattern: re.Pattern[str]
    action: dict[Joint, int]
    needed: bool


@dataclass(frozen=True)
class NamedMuscle:
    """A muscle of a model that was recognised.

    Attributes
    ----------
    name : str
        Native name.
    side : Side
        ``"r"`` or ``"l"``.
    row : MuscleGroup
        What it was recognised as.
    """

    name: str
    side: Side
    row: MuscleGroup


@cache
def muscle_groups() -> tuple[MuscleGroup, ...]:
    """The table of groups that ships with the package, in its order."""
    text = files("opensim_wink.body").joinpath("muscle_groups.csv").read_text(encoding="utf-8")
    return tuple(
        MuscleGroup(
            group=row["group"],
            part=row["part"],
            pattern=re.compile(row["pattern"]),
            action={
                "hip_flexion": _SIGNS[row["hip_action"]],
                "knee_flexion": _SIGNS[row["knee_action"]],
            },
            needed=row["needed"] == "yes",
        )
        for row in csv.DictReader(text.splitlines())
    )


def needed_groups() -> tuple[str, ...]:
    """Groups without which a squat cannot be judged, in the table's order."""
    return tuple(dict.fromkeys(row.group for row in muscle_groups() if row.needed))


def name_muscles(names: Iterable[str]) -> tuple[NamedMuscle, ...]:
    """Recognise muscles by their names.

    Parameters
    ----------
    names : iterable of str
        Native muscle names of one model.

    Returns
    -------
    tuple of NamedMuscle
        Those recognised, in the table's order (parts from top to bottom), then the model's.
    """
    found = [muscle for muscle in map(_name_muscle, names) if muscle is not None]
    order = {id(row): place for place, row in enumerate(muscle_groups())}
    return tuple(sorted(found, key=lambda muscle: order[id(muscle.row)]))


def _name_muscle(name: str) -> NamedMuscle | None:
    for stem, side in readings(name):
        if side is None:
            continue
        for row in muscle_groups():
            if row.pattern.fullmatch(stem):
                return NamedMuscle(name, side, row)
    return None


def group_words(group: str, part: str = "") -> str:
    """A group in plain words, for sentences and titles.

    Parameters
    ----------
    group, part : str
        As in the table; ``part`` may be empty.

    Returns
    -------
    str
        Such as ``"gluteus maximus, inferior part"``.
    """
    words = _GROUP_WORDS.get(group, group.replace("_", " "))
    return words if part in ("", "whole") else f"{words}, {part} part"


@cache
def muscle_words(name: str) -> str:
    """A model's muscle in plain words, for sentences.

    Parameters
    ----------
    name : str
        Native name, such as ``"bflh_r"``.

    Returns
    -------
    str
        Such as ``"biceps femoris, long head (right)"``; the name itself where it is not recognised.
    """
    found = _name_muscle(name)
    if found is None:
        return name
    return f"{group_words(found.row.group, found.row.part)} ({_SIDE_WORDS[found.side]})"


def group_muscles(named: Iterable[NamedMuscle]) -> dict[str, dict[Side, tuple[str, ...]]]:
    """Native names by group and side.

    Parameters
    ----------
    named : iterable of NamedMuscle
        From :func:`name_muscles`.

    Returns
    -------
    dict of str to dict of Side to tuple of str
        Groups that the model has; a side that is lacking is absent.
    """
    grouped: dict[str, dict[Side, tuple[str, ...]]] = {}
    for muscle in named:
        sides = grouped.setdefault(muscle.row.group, {})
        sides[muscle.side] = (*sides.get(muscle.side, ()), muscle.name)
    return grouped
