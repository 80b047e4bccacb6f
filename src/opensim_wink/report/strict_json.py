"""JSON that any reader takes: no NaN, no infinity, plain types."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.errors import OutputError

Json = dict[str, Any]


def plain(value: Any) -> Any:
    """Turn NumPy scalars and arrays, tuples, paths and numbers that are none into JSON's types.

    Parameters
    ----------
    value : Any
        Nested mappings, sequences, arrays, numbers, text, booleans, None, paths.

    Returns
    -------
    Any
        The same of dict, list, str, int, float, bool and None; NaN and infinities as None.

    Raises
    ------
    TypeError
        If something in it is none of these.
    """
    if value is None or isinstance(value, str | bool | np.bool_):
        return bool(value) if isinstance(value, np.bool_) else value
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Path):
        return value.as_posix()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write strict JSON, indented, keys in their given order.

    Parameters
    ----------
    path : Path
        The file.
    content : mapping
        What to write; see `plain`.
    """
    text = json.dumps(plain(content), indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_json(path: Path, what: str) -> Json:
    """Read a JSON object.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it should be, for messages.

    Returns
    -------
    dict
        Its content.

    Raises
    ------
    OutputError
        If it is missing, no JSON or no object.
    """
    try:
        content = json.loads(path.read_text("utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise OutputError(
            f"{path}: no {what} here ({error.strerror}); name a folder that analyze wrote."
        ) from error
    except ValueError as error:
        raise OutputError(f"{path}: not a {what}: {error}; run analyze again.") from error
    except RecursionError as error:
        raise OutputError(f"{path}: not a {what}: nested too deep; run analyze again.") from error
    if not isinstance(content, dict):
        raise OutputError(f"{path}: not a {what}: it holds no object; run analyze again.")
    return content


def _no_number(word: str) -> float:
    """Refuse what JSON does not know."""
    raise ValueError(f"'{word}' is no number")
