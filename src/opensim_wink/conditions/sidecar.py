"""``conditions.yaml`` beside the trials of one person: which file was recorded under what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opensim_wink.conditions.amounts import point_for_comma
from opensim_wink.conditions.plain_yaml import load_plain
from opensim_wink.conditions.vocabulary import (
    DETAILS,
    KINDS,
    LONGEST_NOTE,
    Condition,
    checked_amount,
    checked_person,
    vocabulary_word,
)
from opensim_wink.errors import SettingError, did_you_mean, listed

SIDECAR = "conditions.yaml"
_TOP = ("person", "static", "trials")
_LARGEST_FILE = 1_000_000
_MOST_TOLD, _LONGEST_FAULT = 40, 600


@dataclass(frozen=True)
class Sidecar:
    """What a ``conditions.yaml`` says.

    Attributes
    ----------
    path : Path
        The file.
    person : str or None
        Whose trials they are.
    static : Path or None
        The standing trial.
    conditions : dict of str to Condition
        File name → condition.
    """

    path: Path
    person: str | None
    static: Path | None
    conditions: dict[str, Condition]


def find_sidecar(trial: Path) -> Sidecar | None:
    """The ``conditions.yaml`` beside a trial, where it names the trial.

    Parameters
    ----------
    trial : Path
        The trial's file.

    Returns
    -------
    Sidecar or None
        None where there is no such file, or it does not name the trial.

    Raises
    ------
    SettingError
        If the file cannot be read or says what cannot be.
    """
    path = Path(trial).parent / SIDECAR
    if not path.is_file():
        return None
    found = read_sidecar(path)
    return found if Path(trial).name in found.conditions else None


def read_sidecar(path: Path) -> Sidecar:
    """Read a ``conditions.yaml``::

        person: P01
        static: static.c3d
        trials:
          flat.c3d: baseline
          heels.c3d: {condition: heels_raised, heel_mm: 25, note: on plates}

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Sidecar
        What it says.

    Raises
    ------
    SettingError
        With every fault of the file at once, each with its place.
    """
    content = _load(path)
    faults: list[str] = []
    for key in content:
        if key not in _TOP:
            faults.append(
                f"{key}: not known; allowed are {listed(_TOP)}.{did_you_mean(str(key), _TOP)}"
            )
    person, static = content.get("person"), content.get("static")
    if person is not None:
        try:
            person = _person(person)
        except SettingError as error:
            faults.append(str(error))
    if static is not None and not _plain_name(static):
        faults.append(f"static: '{static}' must be the name of a file in the same folder.")
    trials = content.get("trials")
    conditions: dict[str, Condition] = {}
    if not isinstance(trials, dict) or not trials:
        faults.append("trials: write one line a file, such as 'heels.c3d: heels_raised'.")
    else:
        for name, entry in trials.items():
            if not _plain_name(name):
                faults.append(f"trials: '{name}' must be the name of a file in the same folder.")
                continue
            try:
                conditions[name] = _condition(entry)
            except SettingError as error:
                faults.append(f"trials: {name}: {error}")
    if faults:
        more = f" … and {len(faults) - _MOST_TOLD} more." if len(faults) > _MOST_TOLD else ""
        raise SettingError(f"{path}: {' '.join(map(_shown, faults[:_MOST_TOLD]))}{more}")
    return Sidecar(
        path,
        person,
        None if static is None else path.parent / str(static),
        conditions,
    )


def _shown(fault: str) -> str:
    """What is wrong, of a length and in letters that a terminal bears."""
    return "".join(one if one.isprintable() else "?" for one in fault[:_LONGEST_FAULT])


def _person(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise SettingError("person: write a name.")
    return checked_person(str(value), "person")


def _load(path: Path) -> dict[Any, Any]:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST_FILE + 1)
        if len(raw) > _LARGEST_FILE:
            raise SettingError(
                f"{path}: larger than {_LARGEST_FILE // 1_000_000} MB; no list of trials is."
            )
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingError(
            f"{path}: no readable YAML ({first}); see docs/conditions.md."
        ) from error
    try:
        content = load_plain(text)
    except SettingError as error:
        raise SettingError(f"{path}: {_shown(str(error))}; see docs/conditions.md.") from error
    if not isinstance(content, dict):
        raise SettingError(f"{path}: must hold 'trials:' with one line a file.")
    return content


def _plain_name(name: object) -> bool:
    """Whether it names a file in the same folder: no way leads out of it."""
    return isinstance(name, str) and name not in ("", ".", "..") and Path(name).name == name


def _condition(entry: object) -> Condition:
    """One trial's condition: its name, or a mapping with amount and note."""
    if isinstance(entry, str):
        entry = {"condition": entry}
    if not isinstance(entry, dict) or not isinstance(entry.get("condition"), str):
        raise SettingError(
            "write a condition, such as 'baseline' or {condition: heels_raised, heel_mm: 25}."
        )
    name, note = entry["condition"], entry.get("note", "")
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        raise SettingError(f"note: write up to {LONGEST_NOTE} characters.")
    rest = {key: value for key, value in entry.items() if key not in ("condition", "note")}
    word = vocabulary_word(name)
    if word is None:
        if rest:
            raise SettingError(
                f"'{name}' is no condition of the vocabulary, so '{next(iter(rest))}' is not "
                f"understood.{did_you_mean(name, KINDS)}"
            )
        return Condition(name.strip()[:LONGEST_NOTE], note=note, known=False)
    kind = KINDS[word]
    amount = None
    details: dict[str, str] = {}
    for key, value in rest.items():
        if key in kind.details:
            if value not in DETAILS[key]:
                raise SettingError(f"{key}: '{value}' must be one of {listed(DETAILS[key])}.")
            details[key] = str(value)
            continue
        if key != kind.amount:
            allowed = ["condition", "note", *kind.details, *([kind.amount] if kind.amount else [])]
            # {heel_mm: 2,5} is read as 2 and a key 5.
            hint = " A number has a point, not a comma." if isinstance(key, int) else ""
            raise SettingError(
                f"'{key}' is not known for {word}; allowed are {listed(allowed)}.{hint}"
            )
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SettingError(f"{key}: '{value}' is no number.{point_for_comma(value)}")
        try:
            number = float(value)
        except OverflowError:  # a whole number of hundreds of digits
            number = math.inf
        amount = checked_amount(kind, number, value)
    return Condition(
        word, amount, note, side=details.get("side", ""), joint=details.get("joint", "")
    )
