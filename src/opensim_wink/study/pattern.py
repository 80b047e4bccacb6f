"""Patterns of file names: ``{participant}/{session}/{condition}_{trial}.c3d``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from opensim_wink.errors import SettingError, did_you_mean, listed

FIELDS = ("participant", "session", "condition", "trial")
_LONGEST = 500
_FIELD = re.compile(r"\{([^{}]*)\}")
_PIECE = re.compile(r"\{([^{}]*)\}|(\*+)|([^{}*]+)|([{}])")
_ENDINGS = (".c3d", ".trc", ".mot", ".sto")
Known: TypeAlias = Callable[[str, str], bool]
_GREEDY = ("condition",)  # 'heels_raised_01': the trial is what stands behind the last part


@dataclass(frozen=True)
class Piece:
    """A part of one folder's or file's name in a pattern.

    Attributes
    ----------
    kind : {"text", "field", "any"}
        Text that stands as it is; a field; or ``*``, which any characters may stand for.
    text : str
        The text, or the field's name.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Pattern:
    """Where files lie, and which part of a path is what.

    Attributes
    ----------
    text : str
        As it was written.
    root : str
        ``/`` of an absolute path; empty otherwise.
    parts : tuple of tuple of Piece
        One a folder, and the last the file.
    """

    text: str
    root: str
    parts: tuple[tuple[Piece, ...], ...]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that it has, each once, in order."""
        found = [p.text for part in self.parts for p in part if p.kind == "field"]
        return tuple(dict.fromkeys(found))

    @cached_property
    def folder_fields(self) -> tuple[str, ...]:
        """The fields that stand in the names of folders."""
        found = [p.text for part in self.parts[:-1] for p in part if p.kind == "field"]
        return tuple(dict.fromkeys(found))

    def match(self, names: Iterable[str], known: Known | None = None) -> dict[str, str] | None:
        """Which values the fields have in a path.

        Parameters
        ----------
        names : iterable of str
            The path's parts below where the pattern begins.
        known : callable, optional
            Whether a field's value is known; known ones go first where a name can be read in
            several ways.

        Returns
        -------
        dict of str to str or None
            Field → value; None where the path is not of this form.
        """
        values: dict[str, str] = {}
        given = list(names)
        if len(given) != len(self.parts):
            return None
        for index, name in enumerate(given):
            found = self.match_part(index, name, values, known)
            if found is None:
                return None
            values = found
        return values

    def match_part(
        self,
        index: int,
        name: str,
        values: Mapping[str, str],
        known: Known | None = None,
    ) -> dict[str, str] | None:
        """The values with those of one folder's or file's name added.

        Parameters
        ----------
        index : int
            Of the part.
        name : str
            The folder's or file's name.
        values : mapping of str to str
            What the parts before gave; a field that stands in several must be the same in all.
        known : callable, optional
            See `match`.

        Returns
        -------
        dict of str to str or None
            None where the name is not of this form.
        """
        pieces = [
            Piece("text", values[p.text]) if p.kind == "field" and p.text in values else p
            for p in self.parts[index]
        ]
        ending = ""
        if index == len(self.parts) - 1:
            name, ending = _without_ending(name)
            last = pieces[-1]
            if last.kind == "text":
                stem, wanted = _without_ending(last.text)
                if wanted.lower() != ending.lower():
                    return None
                pieces[-1] = Piece("text", stem)
            else:
                name += ending
        found = _read(pieces, name, known, strict=True) or _read(pieces, name, known, strict=False)
        return None if found is None else {**values, **found}


def read_pattern(
    text: str, fields: Iterable[str] = FIELDS, *, wild: bool = True, joined: bool = False
) -> Pattern:
    """Read a pattern.

    Parameters
    ----------
    text : str
        Folders and a file, separated by ``/``, with fields in braces.
    fields : iterable of str
        The fields that it may have.
    wild : bool
        Whether ``*`` may stand in it.
    joined : bool
        Whether fields may touch each other or stand twice in a name: in a path that is only filled
        in, nothing has to be told apart.

    Returns
    -------
    Pattern
        Its parts.

    Raises
    ------
    SettingError
        If a field is not known, stands beside another without anything between, or the path leads
        out of its folder or cannot be one.
    """
    allowed = list(fields)
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise SettingError(f"write a path of 1 to {_LONGEST} printable characters.")
    plain = text.replace("\\", "/") if re.match(r"[A-Za-z]:[\\/]", text) else text
    faults = ["write '/' between folders, not '\\'."] if "\\" in plain else []
    names = plain.replace("\\", "/").split("/")
    root = ""
    if plain.startswith("/"):
        root, names = "/", names[1:]
    names = [name for name in names if name != "."]
    if "" in names or not names:
        faults.append("it must name a file, with one '/' between folders.")
    if ".." in names:
        faults.append(
            "it leads out of its folder by '..'; write an absolute path for a file elsewhere."
        )
    parts = []
    for name in names:
        part, wrong = _pieces(name, allowed, wild)
        parts.append(part)
        faults += wrong or ([] if joined else _touching(part))
    if faults:
        raise _refused(text, faults)
    return Pattern(text, root, tuple(parts))


def check_fields(text: str, fields: Iterable[str] = FIELDS) -> None:
    """Refuse words with a field that nobody knows.

    Parameters
    ----------
    text : str
        Any words, with fields in braces.
    fields : iterable of str
        The fields that there are.

    Raises
    ------
    SettingError
        If a field is not known, or a brace stands alone.
    """
    _, faults = _pieces(text.replace("*", ""), list(fields), wild=False)
    if faults:
        raise _refused(text, faults)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the places of fields.

    Parameters
    ----------
    text : str
        As checked by `read_pattern` or `check_fields`.
    values : mapping of str to str
        Field → value.

    Returns
    -------
    str
        The text without fields.

    Raises
    ------
    SettingError
        If a field has no value.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise SettingError(f"'{text}': {{{match[1]}}} is not known of this trial.")
        return values[match[1]]

    return _FIELD.sub(value, text)


def _pieces(name: str, allowed: list[str], wild: bool) -> tuple[tuple[Piece, ...], list[str]]:
    """The pieces of one folder's or file's name, and all that is wrong with them."""
    found: list[Piece] = []
    faults: list[str] = []
    for field, star, words, brace in _PIECE.findall(name):
        if brace:
            faults.append("a brace stands without its other; write fields such as {participant}.")
        elif words:
            found.append(Piece("text", words))
        elif star:
            found.append(Piece("any", "*"))
            if not wild:
                faults.append("'*' cannot stand here; name one file.")
            elif star != "*":
                faults.append(f"'{star}' is not read; '*' stands in one name.")
        elif field in allowed:
            found.append(Piece("field", field))
        else:
            known = listed(f"{{{one}}}" for one in allowed)
            there = f"; there are {known}" if allowed else " can stand here"
            faults.append(f"no field {{{field}}}{there}.{did_you_mean(field, allowed)}")
    return tuple(found), faults


def _refused(text: str, faults: list[str]) -> SettingError:
    first, *rest = dict.fromkeys(faults)
    more = "".join(f" {fault[0].upper()}{fault[1:]}" for fault in rest)
    return SettingError(f"'{text}': {first}{more}")


def _touching(part: tuple[Piece, ...]) -> list[str]:
    """Why nobody can tell what is what in a name."""
    faults = []
    if any(one.kind != "text" and after.kind != "text" for one, after in pairwise(part)):
        faults.append("nothing stands between two fields, so no name can be told apart.")
    counts = Counter(piece.text for piece in part if piece.kind == "field")
    faults += [f"{{{field}}} stands twice in one name." for field in counts if counts[field] > 1]
    return faults


def _without_ending(name: str) -> tuple[str, str]:
    """A name and its ending, where it is that of a recording."""
    cut = name.rfind(".")
    if cut >= 0 and name[cut:].lower() in _ENDINGS:
        return name[:cut], name[cut:]
    return name, ""


def _read(
    pieces: list[Piece], name: str, known: Known | None, *, strict: bool
) -> dict[str, str] | None:
    """Values of the fields in one name; the first reading by preference.

    Where strict, a condition is one that is known. What failed once is not tried again, so that no
    name takes long.
    """
    failed: set[tuple[int, int]] = set()
    values: dict[str, str] = {}

    def fits(index: int, start: int) -> bool:
        if index == len(pieces):
            return start == len(name)
        if (index, start) in failed:
            return False
        piece = pieces[index]
        if piece.kind == "text":
            done = name.startswith(piece.text, start) and fits(index + 1, start + len(piece.text))
        else:
            ends = _ends(piece, name, start, known, strict)
            end = next((end for end in ends if fits(index + 1, end)), None)
            done = end is not None
            if done and piece.kind == "field":
                values[piece.text] = name[start:end]
        if not done:
            failed.add((index, start))
        return done

    return values if fits(0, 0) else None


def _ends(piece: Piece, name: str, start: int, known: Known | None, strict: bool) -> Sequence[int]:
    """Where a field that starts here may end, the likeliest first."""
    if piece.kind == "any":
        return list(range(start, len(name) + 1))
    ends = list(range(start + 1, len(name) + 1))
    if piece.text in _GREEDY:
        ends.reverse()
    if known is None:
        return ends
    longest_first = range(len(name), start, -1)
    named = [end for end in longest_first if known(piece.text, name[start:end])]
    if strict and piece.text == "condition":
        return named
    return [*named, *(end for end in ends if end not in named)]
