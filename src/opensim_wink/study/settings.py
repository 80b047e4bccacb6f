"""The file of a study, strictly read: every fault at once, each with its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from opensim_wink.conditions.vocabulary import LONGEST_NOTE, read_condition, vocabulary_word
from opensim_wink.errors import SettingError
from opensim_wink.study.faults import refusal, refusal_of
from opensim_wink.study.names import fault_of_name
from opensim_wink.study.options import (
    Options,
    Strict,
    all_of,
    condition_text,
    told,
    with_ending,
)
from opensim_wink.study.pattern import read_pattern
from opensim_wink.study.yaml_text import read_yaml

ONLY_SESSION = "1"
"""Name of the session where a study has none."""


def _file(text: str) -> str:
    return all_of(text, lambda one: read_pattern(one, (), wild=False), with_ending)


def _trials(text: str) -> str:
    return all_of(text, _with_participant, with_ending)


def _with_participant(text: str) -> str:
    if "participant" not in read_pattern(text).fields:
        raise SettingError(
            f"'{text}' has no {{participant}}, so nobody can tell whose trial a file is."
        )
    return text


def _excluded(text: str) -> str:
    read_pattern(text)
    return text


def _data(text: str) -> str:
    if not text or len(text) > 1000 or not text.isprintable():
        raise SettingError("write a folder of 1 to 1000 printable characters.")
    return text


def _name(text: str) -> str:
    if fault := fault_of_name(text):
        raise SettingError(f"the name {fault}.")
    return text


def _line(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_NOTE or not text.isprintable():
        raise SettingError(f"write one line of 1 to {LONGEST_NOTE} printable characters.")
    return text.strip()


def _own(text: str) -> str:
    line = _line(text)
    if vocabulary_word(line.partition(":")[0]) is not None:
        raise SettingError("it is a word of the vocabulary (docs/conditions.md); leave it out.")
    return read_condition(line).name


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _listed_names(value: Any) -> Any:
    """A list of participants is a map of those of whom nothing more is said."""
    if value is None:
        return {}
    if not isinstance(value, list):
        return value
    if not all(isinstance(name, str) for name in value):
        raise ValueError("put names that look like numbers in quotes, or write a map.")
    if len(set(value)) < len(value):
        raise ValueError("a name stands here twice.")
    return {name: {} for name in value}


def _listed_trials(value: Any) -> Any:
    """A list of files is a map from their names."""
    if value is None:
        return {}
    if not isinstance(value, list):
        return value
    found: dict[str, Any] = {}
    for entry in value:
        if not isinstance(entry, str):
            raise ValueError("a list of trials holds paths; to say more of one, write a map.")
        stem = Path(entry).stem
        if stem in found:
            raise ValueError(f"two trials '{stem}'; write a map, with names of your own.")
        found[stem] = entry
    return found


def _entry(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else _nothing(value)


def _nothing(value: Any) -> Any:
    return {} if value is None else value


class TrialEntry(Options):
    """What is said of one trial."""

    file: Annotated[str, AfterValidator(told(_file))] | None = None


_Name = Annotated[str, AfterValidator(told(_name))]
_Entries = Annotated[
    dict[_Name, Annotated[TrialEntry, BeforeValidator(_entry)]], BeforeValidator(_listed_trials)
]


class SessionEntry(Options):
    """What is said of one session."""

    trials: _Entries = Field(default_factory=dict)


class ParticipantEntry(Options):
    """What is said of one participant; trials that stand here are of the only session."""

    sessions: Annotated[
        dict[_Name, Annotated[SessionEntry, BeforeValidator(_nothing)]], BeforeValidator(_nothing)
    ] = Field(default_factory=dict)
    trials: _Entries = Field(default_factory=dict)

    def entries(self) -> dict[str, SessionEntry]:
        """Its sessions, the only one among them where trials stand without a session.

        Returns
        -------
        dict of str to SessionEntry
            Session → what is said of it.
        """
        if not self.trials:
            return self.sessions
        only = SessionEntry.model_construct({"trials"}, trials=self.trials)  # checked already
        return {**self.sessions, ONLY_SESSION: only}


_Condition = Annotated[str | None, BeforeValidator(condition_text)]


class StudyFile(Strict):
    """A study as it is written."""

    study: Annotated[str, AfterValidator(told(_line))] | None = None
    data: Annotated[str, AfterValidator(told(_data))] = "."
    pattern: Annotated[
        list[Annotated[str, AfterValidator(told(_trials))]], BeforeValidator(_one_or_more)
    ] = Field(default_factory=list)
    exclude: Annotated[
        list[Annotated[str, AfterValidator(told(_excluded))]], BeforeValidator(_one_or_more)
    ] = Field(default_factory=list)
    conditions: dict[str, _Condition] = Field(default_factory=dict)
    own_conditions: Annotated[
        list[Annotated[str, AfterValidator(told(_own))]], BeforeValidator(_one_or_more)
    ] = Field(default_factory=list)
    defaults: Annotated[Options, BeforeValidator(_nothing)] = Field(default_factory=Options)
    participants: Annotated[
        dict[_Name, Annotated[ParticipantEntry, BeforeValidator(_nothing)]],
        BeforeValidator(_listed_names),
    ] = Field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """A study's file, read.

    Attributes
    ----------
    path : Path
        The file.
    sha256 : str
        Of its bytes.
    content : StudyFile
        What it says.
    """

    path: Path
    sha256: str
    content: StudyFile

    @property
    def title(self) -> str:
        """As it calls itself; its file's name without ending where it does not."""
        return self.content.study or self.path.stem

    @property
    def data(self) -> Path:
        """Folder that relative paths begin at, absolute."""
        return (self.path.parent / self.content.data).resolve()


def read_study(path: Path) -> Study:
    """Read the file of a study.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Study
        What it says.

    Raises
    ------
    SettingError
        With every fault of the file at once, each with its place.
    """
    raw, content = read_yaml(path)[::-1]
    if not isinstance(content, dict):
        raise SettingError(f"{path}: must hold lines such as 'pattern: …'; see docs/batch.md.")
    try:
        found = StudyFile.model_validate(content, context=_context(content))
    except ValidationError as error:
        raise refusal_of(path, error, StudyFile) from error
    faults = [
        f"participants.{name}: trials stand here and in session '{ONLY_SESSION}'; write them once."
        for name, entry in found.participants.items()
        if entry.trials and ONLY_SESSION in entry.sessions
    ]
    if not found.pattern and not any(
        trial.file
        for person in found.participants.values()
        for session in person.entries().values()
        for trial in session.trials.values()
    ):
        faults.append(
            "no 'pattern' finds trials, and no 'file' of a trial is listed; write such as pattern: "
            "'{participant}/{session}/{condition}_{trial}.c3d'."
        )
    if faults:
        raise refusal(path, faults)
    return Study(path, hashlib.sha256(raw).hexdigest(), found)


def _context(content: dict[str, Any]) -> dict[str, Any]:
    """What conditions are held against, before anything is checked."""
    words, own = content.get("conditions"), _one_or_more(content.get("own_conditions"))
    return {
        "words": frozenset(words) if isinstance(words, dict) else frozenset(),
        "own": frozenset(w.strip() for w in own if isinstance(w, str))
        if isinstance(own, list)
        else frozenset(),
    }
