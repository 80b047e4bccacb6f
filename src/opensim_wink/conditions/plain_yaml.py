"""YAML of maps, lists and plain values: nothing that grows beyond what is written."""

from __future__ import annotations

from typing import Any

from opensim_wink.errors import SettingError

_DEEPEST = 8


def load_plain(text: str) -> Any:
    """Read YAML without tags, anchors, deep nesting and keys that stand twice.

    Parameters
    ----------
    text : str
        The content of a file.

    Returns
    -------
    object
        What it holds, as ``yaml.safe_load`` reads it.

    Raises
    ------
    SettingError
        If it is anything else; one clause, with the line where there is one.
    """
    import yaml

    try:
        _check_events(yaml.parse(text, Loader=yaml.SafeLoader))
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = "" if mark is None else f"line {mark.line + 1}: "
        told = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise SettingError(f"no readable YAML ({line}{told})") from error
    except ValueError as error:  # a date that is none, a number without end
        raise SettingError(f"no readable YAML ({str(error)[:100]})") from error


def _check_events(events: Any) -> None:
    keys: list[set[str] | None] = []  # of each open map; None for a list
    key_next: list[bool] = []
    for event in events:
        kind = type(event).__name__
        if getattr(event, "anchor", None) is not None:
            raise SettingError(f"{_line(event)}anchors and aliases (& and *) are not read")
        if kind.endswith("EndEvent"):
            if kind != "StreamEndEvent" and kind != "DocumentEndEvent":
                keys.pop()
                key_next.pop()
            continue
        if keys and kind in ("ScalarEvent", "MappingStartEvent", "SequenceStartEvent"):
            known = keys[-1]
            if known is not None and key_next[-1] and kind == "ScalarEvent":
                if event.value in known:
                    raise SettingError(f"{_line(event)}'{event.value[:60]}' stands there twice")
                known.add(event.value)
            key_next[-1] = not key_next[-1]
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            keys.append(set() if kind == "MappingStartEvent" else None)
            key_next.append(True)
            if len(keys) > _DEEPEST:
                raise SettingError(f"{_line(event)}nested more than {_DEEPEST} deep")


def _line(event: Any) -> str:
    return f"line {event.start_mark.line + 1}: "
