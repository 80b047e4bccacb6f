"""Every trial of a study: found by its patterns, or listed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from opensim_wink.conditions.vocabulary import vocabulary_word
from opensim_wink.errors import SettingError, counted, did_you_mean, listed
from opensim_wink.study.names import alike, fault_of_name, folder_of, printable
from opensim_wink.study.options import unknown_condition
from opensim_wink.study.pattern import Pattern, fill, read_pattern
from opensim_wink.study.settings import (
    ONLY_SESSION,
    ParticipantEntry,
    SessionEntry,
    Study,
    TrialEntry,
)
from opensim_wink.study.walking import FoundFile, Walk, is_folder


@dataclass(frozen=True)
class FoundTrial:
    """One trial, before anything is chosen for it.

    Attributes
    ----------
    participant, session, trial : str
        Names without fault.
    path : Path
        The recording.
    word : str or None
        The condition as it stands in the file's path.
    values : dict of str to str
        What fields stand for in the paths of other files.
    listed : bool
        Whether the study names its file.
    """

    participant: str
    session: str
    trial: str
    path: Path
    word: str | None
    values: dict[str, str]
    listed: bool

    @property
    def place(self) -> tuple[str, str, str]:
        """Its three names."""
        return self.participant, self.session, self.trial


@dataclass(frozen=True)
class Finding:
    """What was found.

    Attributes
    ----------
    trials : list of FoundTrial
        Each name and each file once.
    unreadable : list of (Path, str)
        Folders that could not be looked into, and why.
    odd : dict of Path to str
        What has the name of a trial and is no file, and what it is.
    faults : list of str
        What makes the study unfit to run.
    """

    trials: list[FoundTrial] = field(default_factory=list)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    odd: dict[Path, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def find_trials(study: Study) -> Finding:
    """Find every trial of a study.

    Parameters
    ----------
    study : Study
        Its file.

    Returns
    -------
    Finding
        The trials, and what cannot be.
    """
    found = Finding()
    listed_trials = list(_listed(study))
    names_of = {os.path.normpath(trial.path): trial.place for trial in listed_trials}
    files = _files(study, found)
    trials = []
    for file in files:
        path = os.path.normpath(file.path)
        trial = _named(file, names_of.get(path))
        faults = [
            f"{printable(str(file.path))}: the {what} {name[:40]!a} {fault}; rename it, list the "
            "trial under another name, or exclude it."
            for what, name in zip(("participant", "session", "trial"), trial.place, strict=True)
            if (fault := fault_of_name(name))
        ]
        found.faults.extend(faults)
        if not faults:
            trials.append(trial)
    seen = {trial.place: os.path.normpath(trial.path) for trial in trials}
    trials += [
        trial for trial in listed_trials if seen.get(trial.place) != os.path.normpath(trial.path)
    ]
    found.trials.extend(trials)
    found.faults.extend(_unknown_words(study, trials))
    found.faults.extend(_clashes(trials))
    return found


def meaning_of(study: Study, word: str) -> str | None:
    """The condition that a word of a file's path stands for.

    Parameters
    ----------
    study : Study
        Its ``conditions`` go first.
    word : str
        The word.

    Returns
    -------
    str or None
        One line, as `read_condition` reads it; None where nobody knows the word.
    """
    if word in study.content.conditions:
        return study.content.conditions[word]
    known = vocabulary_word(word)
    return known if known is not None else word if word in study.content.own_conditions else None


def _files(study: Study, found: Finding) -> list[FoundFile]:
    """Files of all patterns, each once, without those that are excluded."""
    content = study.content
    people = content.participants
    sessions = {name for person in people.values() for name in person.sessions}

    @cache
    def known(name: str, value: str) -> bool:
        # Of the vocabulary's words, 'box' would make a box squat of 'box_jump_01': only words that
        # the study itself names cut a name short.
        if name == "condition":
            return value in content.conditions or value in content.own_conditions
        return value in (people if name == "participant" else sessions)

    if content.pattern and not is_folder(study.data):
        found.faults.append(f"data: there is no folder {study.data}.")
        return []
    excluded = [read_pattern(text) for text in content.exclude]
    walk = Walk(study.data, known)
    files: dict[str, FoundFile] = {}
    for text in content.pattern:
        try:
            for file in walk.files(read_pattern(text)):
                path = os.path.normpath(file.path)
                if path not in files and not _is_excluded(file.path, excluded, study.data):
                    files[path] = file
        except SettingError as error:
            found.faults.append(str(error))
    found.unreadable.extend(walk.unreadable)
    found.odd.update(
        (path, what) for path, what in walk.odd if not _is_excluded(path, excluded, study.data)
    )
    return list(files.values())


def _is_excluded(path: Path, excluded: list[Pattern], data: Path) -> bool:
    for pattern in excluded:
        start = Path(pattern.root) if pattern.root else data
        if path.is_relative_to(start) and pattern.match(path.relative_to(start).parts) is not None:
            return True
    return False


def _named(file: FoundFile, place: tuple[str, str, str] | None) -> FoundTrial:
    """The trial of a found file, under the names that it is listed by, else those of its path."""
    values = file.values
    before = [values[f] for f in file.pattern.folder_fields if f in ("condition", "trial")]
    name = "_".join([*before, file.path.stem])
    names = place or (values["participant"], values.get("session", ONLY_SESSION), name)
    return FoundTrial(
        *names,
        path=file.path,
        word=values.get("condition"),
        values={"trial": names[2], **values, "participant": names[0], "session": names[1]},
        listed=place is not None,
    )


def levels_of(
    study: Study, place: tuple[str, str, str]
) -> tuple[ParticipantEntry | None, SessionEntry | None, TrialEntry | None]:
    """What the study says of a trial's participant, of its session, and of the trial.

    Parameters
    ----------
    study : Study
        Its file.
    place : tuple of str
        Participant, session and trial.

    Returns
    -------
    ParticipantEntry, SessionEntry, TrialEntry or None
        None where nothing is said.
    """
    person = study.content.participants.get(place[0])
    session = person.entries().get(place[1]) if person is not None else None
    return person, session, session.trials.get(place[2]) if session is not None else None


def _listed(study: Study) -> Iterator[FoundTrial]:
    """The trials whose files the study names."""
    for participant, person in study.content.participants.items():
        for session, one in person.entries().items():
            for name, entry in one.trials.items():
                if entry.file is None:
                    continue
                values = {"participant": participant, "session": session, "trial": name}
                path = Path(os.path.normpath(study.data / fill(entry.file, values)))
                yield FoundTrial(participant, session, name, path, None, values, True)


def _unknown_words(study: Study, trials: list[FoundTrial]) -> Iterator[str]:
    """Conditions in the names of files that nobody knows, each once."""
    unknown: dict[str, list[FoundTrial]] = {}
    for trial in trials:
        levels = levels_of(study, trial.place)
        stated = any(one is not None and "condition" in one.stated() for one in levels)
        if trial.word is None or stated or trial.word in study.content.conditions:
            continue
        if meaning_of(study, trial.word) is None:
            unknown.setdefault(trial.word, []).append(trial)
    for word, which in unknown.items():
        content = study.content
        told = unknown_condition(word, content.conditions, content.own_conditions)
        yield (
            f"{which[0].path}: {told} Or say in conditions what it, or the part of it that is the "
            f"condition, stands for; or exclude such files ({counted(len(which), 'file')})."
        )


def _clashes(trials: list[FoundTrial]) -> Iterator[str]:
    """Trials that would write to one place, on some file system at least."""
    places: dict[str, tuple[tuple[str, ...], Path]] = {}
    told: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for trial in trials:
        folder = folder_of(*trial.place)
        for depth in (2, 3, 4):
            names = trial.place[: depth - 1]
            key = alike(type(folder)(*folder.parts[:depth]))
            first, taken_by = places.setdefault(key, (names, trial.path))
            if first != names and (first, names) not in told:
                told.add((first, names))
                yield (
                    f"'{'/'.join(first)}' and '{'/'.join(names)}' differ in capitals or accents "
                    "alone, and would share a folder on many systems; rename one."
                )
            elif depth == 4 and first == names and taken_by != trial.path:
                yield (
                    f"two trials are called {'/'.join(names)}: {taken_by} and {trial.path}; list "
                    "one under another name, or put {condition} or {trial} where the paths differ."
                )


def no_such(
    name: str, known: list[str], what: str, spoken_of: Collection[str], *, hint: bool = True
) -> str:
    """What to say of a name that the study holds and no trial has.

    Parameters
    ----------
    name : str
        The name.
    known : list of str
        Those that there are.
    what : str
        ``participant``, ``session`` or ``trial``.
    spoken_of : collection of str
        Names that the study itself holds: whoever wrote them means them, so none of them is what
        another was meant to be.
    hint : bool
        Whether to look for a name that is close.

    Returns
    -------
    str
        One sentence or two.
    """
    lacks = "no file for trial" if what == "trial" else f"no trial of {what}"
    others = [one for one in known if one not in spoken_of] if hint else []
    return f"{lacks} '{name}' was found; there are {listed(known, 6)}.{did_you_mean(name, others)}"
