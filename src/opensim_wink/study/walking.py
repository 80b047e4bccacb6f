"""Find the files of a pattern, folder by folder, no deeper than the pattern goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.errors import SettingError
from opensim_wink.study.mark import read_record
from opensim_wink.study.pattern import Known, Pattern

_MOST_ENTRIES = 500_000


@dataclass(frozen=True)
class FoundFile:
    """A file that a pattern found.

    Attributes
    ----------
    path : Path
        Where it is.
    values : dict of str to str
        Field → value.
    pattern : Pattern
        Which pattern found it.
    """

    path: Path
    values: dict[str, str]
    pattern: Pattern


class Walk:
    """Looks for the files of patterns, and counts what it looked at.

    Parameters
    ----------
    data : Path
        The folder that relative patterns begin at.
    known : callable
        Which values of fields are known.
    """

    def __init__(self, data: Path, known: Known) -> None:
        self._data = data
        self._known = known
        self._looked_at = 0
        self.unreadable: list[tuple[Path, str]] = []
        """Folders that could not be looked into, and why."""
        self.odd: list[tuple[Path, str]] = []
        """What has the name of a trial and is no file, and what it is."""

    def files(self, pattern: Pattern) -> Iterator[FoundFile]:
        """Every file of a pattern, sorted by name, folder by folder.

        Parameters
        ----------
        pattern : Pattern
            What to look for.

        Yields
        ------
        FoundFile
            Files alone, hidden ones and those in hidden folders left out.

        Raises
        ------
        SettingError
            If there is far more to look through than a study can have.
        """
        start = Path(pattern.root) if pattern.root else self._data
        yield from self._below(start, pattern, 0, {})

    def _below(
        self, folder: Path, pattern: Pattern, index: int, values: dict[str, str]
    ) -> Iterator[FoundFile]:
        last = index == len(pattern.parts) - 1
        for name, path in self._named(folder, pattern, index, values):
            found = pattern.match_part(index, name, values, self._known)
            if found is None:
                continue
            if last:
                if is_file(path):
                    yield FoundFile(path, found, pattern)
                else:
                    self.odd.append((path, _kind(path)))
            elif is_folder(path) and read_record(path) is None:
                yield from self._below(path, pattern, index + 1, found)

    def _named(
        self, folder: Path, pattern: Pattern, index: int, values: dict[str, str]
    ) -> list[tuple[str, Path]]:
        """What may fit one part: the one name that it can be, or all that the folder holds."""
        pieces = pattern.parts[index]
        fixed = all(p.kind == "text" or p.text in values for p in pieces)
        if fixed and index < len(pattern.parts) - 1:
            name = "".join(p.text if p.kind == "text" else values[p.text] for p in pieces)
            return [(name, folder / name)]
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            if is_folder(folder):
                self.unreadable.append((folder, error.strerror or str(error)))
            return []
        self._looked_at += len(names)
        if self._looked_at > _MOST_ENTRIES:
            raise SettingError(
                f"pattern '{pattern.text}': more than {_MOST_ENTRIES:,} files and folders to look "
                "through; name more of the path."
            )
        return [(name, folder / name) for name in sorted(names)]


def _kind(path: Path) -> str:
    if is_folder(path):
        return "a folder"
    return "a link that leads to no file" if path.is_symlink() else "a device or a pipe"


def is_file(path: Path) -> bool:
    """Whether there is a file; no path is too odd to ask for.

    Parameters
    ----------
    path : Path
        Where.

    Returns
    -------
    bool
        False also where the path cannot be one.
    """
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder; no path is too odd to ask for.

    Parameters
    ----------
    path : Path
        Where.

    Returns
    -------
    bool
        False also where the path cannot be one.
    """
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def names_in(folder: Path) -> list[str]:
    """Names of what a folder holds, sorted.

    Parameters
    ----------
    folder : Path
        Where.

    Returns
    -------
    list of str
        Empty where it cannot be looked into.
    """
    try:
        return sorted(path.name for path in folder.iterdir())
    except (OSError, ValueError):
        return []
