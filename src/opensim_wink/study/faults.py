"""What is wrong with a study's file, every fault with its place."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from opensim_wink.conditions.amounts import point_for_comma
from opensim_wink.errors import SettingError, counted, did_you_mean, listed
from opensim_wink.study.slips import behind_comma, in_centimetres, meant_key, without_unit

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_MOST_SHOWN = 40
_SIMPLE = re.compile(r"[\w-]+")


def refusal(path: Path, faults: Iterable[str], more: int = 0) -> SettingError:
    """One error out of all faults.

    Parameters
    ----------
    path : Path
        The study's file.
    faults : iterable of str
        One sentence each.
    more : int
        How many there are besides.

    Returns
    -------
    SettingError
        To raise. Numbered where there are several.
    """
    found = list(dict.fromkeys(faults))
    total = len(found) + more
    if total == 1:
        return SettingError(f"{path}: {found[0]}")
    shown = found[:_MOST_SHOWN]
    numbered = " ".join(f"({n}) {fault}" for n, fault in enumerate(shown, 1))
    rest = f" … and {total - len(shown)} more." if total > len(shown) else ""
    return SettingError(f"{path}: {counted(total, 'fault')}: {numbered}{rest}")


def refusal_of(path: Path, error: ValidationError, model: type[BaseModel]) -> SettingError:
    """One error out of all that pydantic found, each with its place.

    Parameters
    ----------
    path : Path
        The study's file.
    error : ValidationError
        What pydantic found.
    model : type
        The model that was read.

    Returns
    -------
    SettingError
        To raise; such as ``"participants.P01.mass is 900; it should be less than …"``.
    """
    found = error.errors(include_url=False)
    shown = [_sentence(one, model) for one in found[:_MOST_SHOWN]]
    return refusal(path, shown, more=len(found) - len(shown))


def place_of(parts: Iterable[object]) -> str:
    """A place in the study, from its keys: ``participants.P01.mass``.

    Parameters
    ----------
    parts : iterable of object
        Keys, and indices of lists.

    Returns
    -------
    str
        With dots between; keys with odd characters are quoted and cut.
    """
    shown = [str(part) for part in parts]
    return ".".join(p if _SIMPLE.fullmatch(p) and len(p) <= 60 else _short(p) for p in shown)


def _sentence(one: ErrorDetails, model: type[BaseModel]) -> str:
    where = [part for part in one["loc"] if part != "[key]"]
    kind, given = one["type"], one["input"]
    if kind == "extra_forbidden":
        return _unknown_key(where, given, model)
    message = str(one.get("ctx", {}).get("error", "")) if kind == "value_error" else ""
    if not message:
        message = _WORDS.get(kind, "").format(**one.get("ctx", {})) or one["msg"].replace(
            "Input should", "it should"
        )
        if kind == "literal_error" and isinstance(given, str):
            choices = re.findall(r"'([^']+)'", str(one.get("ctx", {}).get("expected", "")))
            message += "." + did_you_mean(given, choices)
    hint = point_for_comma(given) or (without_unit(given) if kind in _NUMBERS else "")
    place = place_of(where)
    stop = ("" if message.endswith((".", "?")) else ".") + hint + in_centimetres(place, given)
    if isinstance(given, str) and message.startswith(f"'{given}'"):
        return f"{place}: {message}{stop}"
    if isinstance(given, dict | list):
        return f"{place}: {message}{stop}" if place else f"{message}{stop}"
    return f"{place or 'the study'} is {_short(given)}; {message}{stop}"


_WORDS = {
    "dict_type": "it should be a map, with lines such as 'name: value'",
    "model_type": "it should be a map, with lines such as 'name: value'",
    "model_attributes_type": "it should be a map, with lines such as 'name: value'",
    "string_type": "it should be a text; put it in quotes",
    "float_type": "it should be a number",
    "int_type": "it should be a whole number",
    "bool_type": "it should be true or false",
    "list_type": "it should be a list, or a text (in quotes, if it begins with a brace)",
    "finite_number": "it should be a finite number",
    "missing": "it must be given",
    "too_short": "it should hold at least {min_length}, not {actual_length}",
    "too_long": "it should hold at most {max_length}, not {actual_length} (a number has a point, "
    "not a comma)",
}
_NUMBERS = ("float_type", "int_type")


def _unknown_key(where: list[Any], given: object, model: type[BaseModel]) -> str:
    key = str(where[-1])
    allowed = _keys_at(model, where[:-1])
    told = behind_comma(key, given) or meant_key(key, allowed)
    options = _keys_at(model, ["defaults"])
    if not where[:-1] and not told and (key in options or meant_key(key, options)):
        name = "It" if key in options else f"{meant_key(key, options)[1:]} That"
        told = f" {name} is an option: put it under defaults, or under a participant."
    # With forty options the list would bury the answer.
    told = told or f" Known are {listed(allowed, len(allowed))}."
    holder = place_of(where[:-1])
    return f"{holder}{': ' if holder else ''}{_short(key)} is not known.{told}"


def _short(value: object) -> str:
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 80 else text[:80] + "…'"


def _keys_at(model: type[BaseModel], where: Iterable[object]) -> list[str]:
    """The keys that the model at a place knows."""
    at: Any = model
    for part in where:
        fields = getattr(at, "model_fields", None)
        if fields is not None:
            field = fields.get(str(part))
            at = _bare(field.annotation) if field is not None else None
        elif get_origin(at) in (dict, list):
            at = _bare(get_args(at)[-1])
    return list(getattr(at, "model_fields", {}))


def _bare(annotation: Any) -> Any:
    """A type without its None and without what is noted about it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation
