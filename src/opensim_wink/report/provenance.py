"""Where a result came from: inputs, versions, settings, command."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from opensim_wink import __version__
from opensim_wink.errors import OutputError
from opensim_wink.report.strict_json import Json

_LIBRARIES = ("opensim", "numpy", "scipy", "pandas", "pyarrow", "c3d", "ezc3d", "matplotlib")


def sha256(path: Path) -> str:
    """Fingerprint of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        SHA-256 in hexadecimal.

    Raises
    ------
    OutputError
        If it cannot be read any more.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise OutputError(
            f"{path}: this input cannot be read any more ({error.strerror}); its fingerprint "
            "belongs to the result, so run again while the file is there."
        ) from error


def provenance(
    inputs: Sequence[tuple[str, Path]],
    settings: Any,
    command: Sequence[str] | None,
    files: Iterable[str],
) -> Json:
    """What a reader needs to make the result again.

    Parameters
    ----------
    inputs : sequence of (str, Path)
        Part that each file played, and the file.
    settings : dataclass
        All settings.
    command : sequence of str or None
        The command line after the program's name; None where Python called.
    files : iterable of str
        What was written, relative to the result's folder.

    Returns
    -------
    dict
        File names without their folders: a result that is passed on tells nothing of the disk it
        was made on. Relative paths in the command stay as they were given.
    """
    if not is_dataclass(settings) or isinstance(settings, type):
        raise TypeError("settings must be a dataclass instance")
    return {
        "schema": 1,
        "package": {"name": "opensim-wink", "version": __version__},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": None if command is None else ["opensim-wink", *map(_without_folder, command)],
        "inputs": [
            {
                "part": part,
                "name": path.name,
                "sha256": sha256(path),
                "bytes": path.stat().st_size,
            }
            for part, path in inputs
        ],
        "settings": {key: _nameless(value) for key, value in asdict(settings).items()},
        "versions": {"python": platform.python_version(), **_versions()},
        "platform": {"system": platform.system(), "machine": platform.machine()},
        "files": sorted(files),
    }


def _without_folder(argument: str) -> str:
    """An argument of the command line, absolute paths cut down to the file's name."""
    option, equals, value = argument.rpartition("=")
    path = Path(value)
    return f"{option}{equals}{path.name}" if path.is_absolute() else argument


def _nameless(value: Any) -> Any:
    return value.name if isinstance(value, Path) else value


def _versions() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = None
    return found
