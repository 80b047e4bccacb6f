"""The landmarks that this package knows, and the label sets that laboratories name them by.

Both are data: ``landmarks.csv`` lists every landmark with its segment and kind, and each file of
``label_sets/`` lists one laboratory's labels with the landmark that each stands for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

Kind = Literal["bony", "technical", "centre"]

# What systems call trajectories that nobody named: Vicon's "*110", "U12", this package's own word.
_UNNAMED = re.compile(r"\*\d+|[Uu]\d{2,}|[Uu]n-?(?:label+ed|named)[ _-]*\d*")


@dataclass(frozen=True)
class Landmark:
    """One place on the body that a marker can stand for.

    Attributes
    ----------
    name : str
        Such as ``"asis_r"`` or ``"c7"``; a sided landmark ends in ``_r`` or ``_l``.
    segment : str
        The rigid segment it moves with: ``"pelvis"``, ``"femur_r"``, ``"thorax"``, ….
    kind : {"bony", "technical", "centre"}
        A palpable place; a cluster or wand marker, put anywhere on its segment; or a joint centre
        that was computed.
    """

    name: str
    segment: str
    kind: Kind

    @property
    def side(self) -> Literal["r", "l"] | None:
        """``"r"``, ``"l"`` or None for a landmark on the midline."""
        if self.name.endswith("_r"):
            return "r"
        return "l" if self.name.endswith("_l") else None


@dataclass(frozen=True)
class LabelSet:
    """The labels of one laboratory convention.

    Attributes
    ----------
    name : str
        File name without its ending.
    title : str
        For people.
    meaning : dict of str to str
        Label as written → landmark.
    folded : dict of str to str
        The same with labels folded by `fold`.
    only_with : frozenset of str
        Folded labels of which one must be there for the set to apply; empty for any.
    """

    name: str
    title: str
    meaning: dict[str, str]
    folded: dict[str, str]
    only_with: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)  # the same labels are folded for every set and every trial
def fold(label: str) -> str:
    """A label without case, spaces and punctuation, its side first, for lenient comparison.

    Parameters
    ----------
    label : str
        Marker label.

    Returns
    -------
    str
        Lower-case letters and digits only; ``"R.ASIS"``, ``"ASIS_R"`` and ``"Right asis"`` become
        ``"rasis"``.
    """
    plain = "".join(c if c.isalnum() else " " for c in label.casefold())
    parts = plain.split()
    whole = "".join(parts)
    for word, letter in (("right", "r"), ("left", "l")):
        if whole.startswith(word) and whole != word:
            return letter + whole.removeprefix(word)
        if whole.endswith(word) and whole != word:
            return letter + whole.removesuffix(word)
    if len(parts) > 1 and parts[-1] in ("r", "l") and parts[0] not in ("r", "l"):
        return parts[-1] + "".join(parts[:-1])
    return whole


def is_unnamed(label: str) -> bool:
    """Whether a label says only that the trajectory has none.

    Parameters
    ----------
    label : str
        Marker label.

    Returns
    -------
    bool
    """
    return _UNNAMED.fullmatch(label.strip()) is not None


def _rows(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(line for line in lines if line.strip() and line[0] != "#"))


@cache
def vocabulary() -> dict[str, Landmark]:
    """All landmarks by name, in the order of the data file."""
    text = files("opensim_wink.trial").joinpath("landmarks.csv").read_text("utf-8")
    return {
        row["landmark"]: Landmark(row["landmark"], row["segment"], cast(Kind, row["kind"]))
        for row in _rows(text.splitlines())
    }


@cache
def label_sets() -> tuple[LabelSet, ...]:
    """All label sets, in alphabetical order of their names.

    A set's file begins with ``# title``; a line ``# only with: A B`` limits it to trials that have
    one of these labels, for a convention that gives another one's label a new meaning.
    """
    folder = files("opensim_wink.trial").joinpath("label_sets")
    sets = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".csv"):
            continue
        lines = entry.read_text("utf-8").splitlines()
        meaning = {row["label"]: row["landmark"] for row in _rows(lines)}
        folded = {fold(label): landmark for label, landmark in meaning.items()}
        marks = lines[1].partition("# only with:")[2].split()
        only_with = frozenset(fold(label) for label in marks)
        sets.append(LabelSet(entry.name[:-4], lines[0].lstrip("# "), meaning, folded, only_with))
    return tuple(sets)
