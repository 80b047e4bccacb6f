"""Reads a file of claims and checks all of it before anything is tested."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from opensim_wink.claims.book.claim import (
    ACCOUNTS,
    CAUSES,
    Bearing,
    Book,
    Claim,
    Pair,
    Premise,
    Says,
    Settled,
    Weight,
)
from opensim_wink.claims.book.fields import (
    Faults,
    checked_parameters,
    condition_word,
    conditions_in,
)
from opensim_wink.claims.book.kinds import KINDS_OF_TEST
from opensim_wink.errors import SettingError, listed

PACKAGED = Path(__file__).with_name("claims.yaml")
_LARGEST_FILE = 1_000_000
_TOP = ("claims", "pairs")
_TEXTS = ("id", "account", "claim", "prediction", "test", "because", "settles")
_REST = ("needs", "with", "bears", "unverified")
_BEARS = ("cause", "when", "says", "weight", "only_if", "unless")
_PAIR = ("causes", "by", "how")


def claim_book(path: Path | None = None) -> tuple[Claim, ...]:
    """Every claim of a file.

    Parameters
    ----------
    path : Path, optional
        A file of one's own; the packaged one if left out.

    Returns
    -------
    tuple of Claim
        In the file's order.

    Raises
    ------
    SettingError
        With every fault of the file at once, each with its place.
    """
    return read_book(path).claims


def read_book(path: Path | None = None) -> Book:
    """Claims and the table of what tells causes apart.

    Parameters
    ----------
    path : Path, optional
        A file of one's own; the packaged one if left out.

    Returns
    -------
    Book
        All of it, checked.

    Raises
    ------
    SettingError
        With every fault of the file at once, each with its place.
    """
    return _packaged() if path is None else _read(Path(path))


@cache
def _packaged() -> Book:
    return _read(PACKAGED)


def _read(path: Path) -> Book:
    content = _load(path)
    faults = Faults()
    faults.strange(content, _TOP, "")
    entries = content.get("claims")
    if not isinstance(entries, list) or not entries:
        faults.add("claims", "write a list of claims.")
        entries = []
    claims = [_claim(entry, place, faults) for place, entry in enumerate(entries, start=1)]
    known = [claim.id for claim in claims if claim is not None]
    for twice in sorted({name for name in known if known.count(name) > 1}):
        faults.add(f"claim '{twice}'", "id: two claims bear it; give each its own.")
    sound = tuple(claim for claim in claims if claim is not None)
    _check_premises(sound, known, faults)
    pairs = _pairs(content.get("pairs", []), known, faults)
    if faults.found:
        raise SettingError(f"{path}: " + " ".join(faults.found))
    return Book(sound, pairs)


def _load(path: Path) -> Mapping[Any, Any]:
    import yaml

    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SettingError(f"{path}: larger than 1 MB; no list of claims is.")
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingError(
            f"{path}: no readable YAML ({first}); write 'claims:' and a list."
        ) from error
    if not isinstance(content, dict):
        raise SettingError(
            f"{path}: must hold 'claims:' with a list; see the packaged claims.yaml."
        )
    return content


def _claim(entry: object, number: int, faults: Faults) -> Claim | None:
    """One claim; None where it is too broken to go on with."""
    if not isinstance(entry, dict):
        faults.add(f"claim {number}", "write a mapping with id, claim, test and so on.")
        return None
    name = entry.get("id")
    place = f"claim '{name}'" if isinstance(name, str) and name else f"claim {number}"
    faults.strange(entry, (*_TEXTS, *_REST), place)
    texts = {key: faults.text(entry, key, place) for key in _TEXTS}
    faults.one_of(texts["account"], ACCOUNTS, f"{place}: account")
    kind = KINDS_OF_TEST.get(texts["test"])
    if texts["test"] and kind is None:
        faults.one_of(texts["test"], tuple(KINDS_OF_TEST), f"{place}: test")
    needs = _needs(entry.get("needs"), place, faults)
    given = {} if kind is None else checked_parameters(kind, entry.get("with"), place, faults)
    recorded = {word for group in needs for word in group}
    for key, word in [] if kind is None or not needs else conditions_in(kind, given):
        if word not in recorded:
            faults.add(f"{place}: with: {key}", f"'{word}' is not among its needs.")
    unverified = entry.get("unverified", False)
    if not isinstance(unverified, bool):
        faults.add(f"{place}: unverified", "write true or false.")
    bears = entry.get("bears", [])
    if not isinstance(bears, list):
        faults.add(f"{place}: bears", "write a list of what its answers say of causes.")
        bears = []
    bearings = [_bearing(one, f"{place}: bears {at}", faults) for at, one in enumerate(bears, 1)]
    sound = tuple(one for one in bearings if one is not None)
    if unverified is True and any(one.weight == "decisive" for one in sound):
        faults.add(f"{place}: bears", "an unverified claim is a hint at most, never decisive.")
    return Claim(
        **{key: texts[key] for key in ("id", "claim", "prediction", "test", "because", "settles")},
        account=texts["account"],  # type: ignore[arg-type]
        parameters=given,
        needs=needs,
        bears=sound,
        unverified=unverified is True,
    )


def _needs(value: object, place: str, faults: Faults) -> tuple[tuple[str, ...], ...]:
    """Groups of conditions; of "goblet or counterweight" one is enough."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        faults.add(
            f"{place}: needs", "write a list of conditions, such as [baseline, heels_raised]."
        )
        return ()
    groups = []
    for one in value:
        words = [condition_word(word, f"{place}: needs", faults) for word in one.split(" or ")]
        groups.append(tuple(word for word in words if word))
    return tuple(groups)


def _bearing(entry: object, place: str, faults: Faults) -> Bearing | None:
    if not isinstance(entry, dict):
        faults.add(place, "write a mapping with cause, when, says and weight.")
        return None
    before = len(faults.found)
    faults.strange(entry, _BEARS, place)
    allowed = {
        "cause": tuple(CAUSES), "when": get_args(Settled), "says": get_args(Says),
        "weight": get_args(Weight),
    }  # fmt: skip
    for key, words in allowed.items():
        faults.one_of(faults.text(entry, key, place), words, f"{place}: {key}")
    premises = {
        key: _premises(entry.get(key, []), f"{place}: {key}", faults)
        for key in ("only_if", "unless")
    }
    if len(faults.found) > before:
        return None
    given: dict[str, Any] = {key: entry[key] for key in allowed} | premises
    return Bearing(**given)


def _premises(value: object, place: str, faults: Faults) -> tuple[Premise, ...]:
    """Each line ``claim supported or other_claim contradicted``."""
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        faults.add(place, "write a list of lines such as 'ankle_stops supported'.")
        return ()
    premises = []
    for line in value:
        any_of: list[tuple[str, Any]] = []
        for part in line.split(" or "):
            words = part.split()
            if len(words) != 2 or words[1] not in get_args(Settled):
                faults.add(place, f"'{part}' must be a claim's id and supported or contradicted.")
                continue
            any_of.append((words[0], words[1]))
        premises.append(Premise(tuple(any_of)))
    return tuple(premises)


def _check_premises(claims: tuple[Claim, ...], known: list[str], faults: Faults) -> None:
    for claim in claims:
        for bearing in claim.bears:
            for premise in (*bearing.only_if, *bearing.unless):
                for name, _ in premise.any_of:
                    if name not in known:
                        faults.unknown(name, known, f"claim '{claim.id}': bears")


def _pairs(value: object, known: list[str], faults: Faults) -> tuple[Pair, ...]:
    if not isinstance(value, list):
        faults.add("pairs", "write a list of causes that look alike.")
        return ()
    pairs = []
    for number, entry in enumerate(value, start=1):
        place = f"pair {number}"
        if not isinstance(entry, dict):
            faults.add(place, "write a mapping with causes, by and how.")
            continue
        faults.strange(entry, _PAIR, place)
        how = faults.text(entry, "how", place)
        causes, by = entry.get("causes"), entry.get("by")
        if not isinstance(causes, list) or [one in tuple(CAUSES) for one in causes] != [True] * 2:
            faults.add(f"{place}: causes", f"write two of {listed(CAUSES)}.")
            continue
        if not isinstance(by, list) or not all(isinstance(name, str) for name in by):
            faults.add(f"{place}: by", "write a list of claims' ids.")
            continue
        for name in by:
            if name not in known:
                faults.unknown(name, known, f"{place}: by")
        pairs.append(Pair((causes[0], causes[1]), tuple(by), how))
    return tuple(pairs)
