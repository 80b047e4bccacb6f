"""YAML as a study may use it: plain maps, lists, texts and numbers, and nothing that surprises.

No tags, no anchors or aliases, no key twice, limited in size and depth. Keys are kept as they are
written, so that a participant ``01`` stays ``01``; ``yes``, ``on`` and dates are texts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from opensim_wink.errors import SettingError
from opensim_wink.study.names import printable
from opensim_wink.study.pattern import FIELDS
from opensim_wink.study.slips import behind_comma

LARGEST_FILE_BYTES = 2_000_000
DEEPEST = 12
_LONGEST_TEXT = 4096
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE, _FALSE = frozenset(("true", "True", "TRUE")), frozenset(("false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,4})?"
)
_SPECIAL = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_ROAD = "see docs/batch.md"


def read_yaml(path: Path) -> tuple[Any, bytes]:
    """Read a YAML file of plain content.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    content : object
        Dictionaries with text keys, lists, texts, numbers, booleans and None.
    raw : bytes
        The file as it is.

    Raises
    ------
    SettingError
        If it cannot be read, is too large, or holds what a study may not; with the line.
    """
    try:
        if not path.is_file():
            what = "is no file" if path.exists() else "there is no such file"
            raise SettingError(f"{path}: {what}; a study is a YAML file, {_ROAD}.")
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise SettingError(f"{str(path)!r}: cannot be read: {told}.") from error
    if len(raw) > LARGEST_FILE_BYTES:
        raise SettingError(
            f"{path}: larger than {LARGEST_FILE_BYTES // 1_000_000} MB; no study is: find trials "
            f"by a pattern, {_ROAD}."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingError(
            f"{path}: byte {error.start} is no UTF-8 text; a study is a YAML file, {_ROAD}."
        ) from error
    return _content(path, text), raw


def _content(path: Path, text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise SettingError(
            f"{path}{_place(error)}: no readable YAML: {_problem(error, text)}."
        ) from error
    return builder.content


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return "" if mark is None else f", line {mark.line + 1}"


def _problem(error: Exception, text: str) -> str:
    told = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    if "mapping values are not allowed" in told:
        told += " (put a text that holds a colon in quotes: 'heels_raised: 25')"
    mark = getattr(error, "problem_mark", None)
    near = (
        "" if mark is None else " ".join(text.splitlines()[max(0, mark.line - 1) : mark.line + 1])
    )
    if any(f"{{{field}}}" in near for field in FIELDS):
        told += " (put a path that holds braces in quotes: '{participant}/{trial}.c3d')"
    return " ".join(told.split())[:200] or type(error).__name__


class _Builder:
    """Content out of the parser's events, without recursion, so that no depth can exhaust it."""

    def __init__(self, path: Path) -> None:
        self.content: Any = None
        self._path = path
        self._documents = 0
        self._open: list[dict[str, Any] | list[Any]] = []
        self._keys: list[str | None] = []  # the key that waits for its value, one an open container

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise self._refused(event, "holds a second document ('---'); write one")
        elif kind == "AliasEvent":
            raise self._refused(event, f"'*{event.anchor}' is an alias; write it out")
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._check_plain(event)
            if len(self._open) >= DEEPEST:
                raise self._refused(event, f"nested more than {DEEPEST} deep; no study is")
            opened: dict[str, Any] | list[Any] = {} if kind == "MappingStartEvent" else []
            self._add(event, opened)
            self._open.append(opened)
            self._keys.append(None)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._keys.pop()
        elif kind == "ScalarEvent":
            self._check_plain(event)
            self._scalar(event)

    def _scalar(self, event: Any) -> None:
        if len(event.value) > _LONGEST_TEXT:
            raise self._refused(event, f"a text of {len(event.value)} characters; no study has one")
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            if event.value in self._open[-1]:
                told = f"'{_short(event.value)}' stands here twice.{behind_comma(event.value)}"
                raise self._refused(event, told.rstrip("."))
            self._keys[-1] = event.value
            return
        self._add(event, _typed(event.value) if event.implicit[0] else event.value)

    def _add(self, event: Any, value: Any) -> None:
        if not self._open:
            self.content = value
            return
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
            return
        key = self._keys[-1]
        if key is None:
            raise self._refused(event, "a list or map where a name must stand")
        holder[key] = value
        self._keys[-1] = None

    def _check_plain(self, event: Any) -> None:
        if event.tag is not None:
            raise self._refused(event, f"the tag '{_short(event.tag)}' is not read; leave it out")
        if event.anchor is not None:
            raise self._refused(event, f"'&{_short(event.anchor)}' is an anchor; leave it out")

    def _refused(self, event: Any, why: str) -> SettingError:
        return SettingError(f"{self._path}, line {event.start_mark.line + 1}: {why}; {_ROAD}.")


def _typed(text: str) -> Any:
    """What an unquoted text stands for."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if text.lower() in _SPECIAL:
        return float(_SPECIAL[text.lower()])
    return text


def _short(text: str) -> str:
    return printable(text if len(text) <= 60 else text[:60] + "…")
