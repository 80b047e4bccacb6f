"""Text tables as motion-capture programs write them: read leniently, written safely."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError, TrialError

# Spellings of "no value", those of old Microsoft C libraries among them.
_MISSING = re.compile(r"[+-]?(?:nan.*|1\.#.*|n/?a|null|none|missing)?", re.IGNORECASE)


@dataclass(frozen=True)
class TextFile:
    """A text file in lines.

    Attributes
    ----------
    path : Path
        Where it lies.
    lines : tuple of str
        Its lines without their ends; index 0 is line 1.
    ended : bool
        Whether the last line has its end; a file that was cut off mostly lacks it.
    """

    path: Path
    lines: tuple[str, ...]
    ended: bool


def read_text(path: Path, what: str) -> TextFile:
    """Read a text file of any common encoding and line end.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What was expected, such as ``"TRC file"``, for the message.

    Returns
    -------
    TextFile
        Its lines, without a byte order mark.

    Raises
    ------
    TrialError
        If it is missing, a folder, unreadable, empty or binary.
    """
    data = read_bytes(path, what)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    if "\0" in text:
        raise TrialError(
            f"{path}: this is no {what}: it holds binary data; export it again as text."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise TrialError(f"{path}: the file holds nothing but white space; export it again.")
    lines = text.split("\n")
    ended = lines[-1] == ""
    return TextFile(path=path, lines=tuple(lines[:-1] if ended else lines), ended=ended)


def read_bytes(path: Path, what: str, limit: int = -1) -> bytes:
    """Read a file, or its start, with a clear word when that is not possible.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What was expected, for the message.
    limit : int
        How many bytes at most; negative for all.

    Returns
    -------
    bytes
        At least one.

    Raises
    ------
    TrialError
        If it is missing, a folder, a pipe or device, unreadable or empty.
    """
    if path.is_dir():
        raise TrialError(f"{path}: this is a folder; name a {what} in it.")
    if path.exists() and not path.is_file():  # reading a pipe or device may never end
        raise TrialError(
            f"{path}: this is no regular file but a pipe, socket or device; save the {what} to a "
            f"file and name that."
        )
    try:
        with path.open("rb") as stream:
            data = stream.read(limit)
    except FileNotFoundError as error:
        raise TrialError(f"{path}: no such file; check the path of the {what}.") from error
    except OSError as error:
        raise TrialError(f"{path}: cannot be read: {error.strerror or error}.") from error
    if not data:
        raise TrialError(f"{path}: the file is empty (0 bytes); copy or export it again.")
    return data


def cells_of(line: str) -> list[str]:
    """Cells of a line: between tabs if it has any, else between spaces; without trailing blanks."""
    if "\t" not in line:
        return line.split()
    cells = [cell.strip() for cell in line.split("\t")]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def numbers_of(line: str, width: int) -> list[float] | None:
    """Numbers of one data line, NaN where a cell is empty or says so.

    Parameters
    ----------
    line : str
        The line.
    width : int
        How many cells are wanted: empty ones beyond are dropped.

    Returns
    -------
    list of float, or None
        As many as the line has cells; None if a cell is no number.
    """
    if "_" in line:  # Python would read 1_000 as a number.
        return None
    cells = line.split("\t") if "\t" in line else line.split()
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    numbers = _as_numbers(cells)
    if (numbers is None or len(numbers) != width) and "\t" in line:
        # Tabs and spaces mixed: worth a second look only if it then fits exactly.
        by_space = _as_numbers(line.split())
        if by_space is not None and len(by_space) == width:
            return by_space
    return numbers


def _as_numbers(cells: Sequence[str]) -> list[float] | None:
    try:
        return [float(cell) for cell in cells]
    except ValueError:
        pass
    numbers = []
    for cell in cells:
        if _MISSING.fullmatch(cell.strip()):
            numbers.append(np.nan)
            continue
        try:
            numbers.append(float(cell))
        except ValueError:
            return None
    return numbers


def bad_cell(line: str) -> str:
    """Say which cell of a line is no number, for a message."""
    for index, cell in enumerate(cells_of(line)):
        if "_" in cell or _as_numbers([cell]) is None:
            comma = " with a decimal comma (a point is needed)" if "," in cell else ""
            return f"column {index + 1} holds '{cell[:30]}'{comma}"
    return "a cell is no number"


def unique_names(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give repeated names a number: the second ``"a"`` becomes ``"a#2"``.

    Parameters
    ----------
    names : iterable of str
        Names as the file has them.

    Returns
    -------
    unique : tuple of str
        One name each, all different.
    repeated : tuple of str
        The names that occurred more than once.
    """
    unique: dict[str, None] = {}
    repeated: dict[str, None] = {}
    for name in names:
        new, count = name, 1
        while new in unique:
            repeated[name] = None
            count += 1
            new = f"{name}#{count}"
        unique[new] = None
    return tuple(unique), tuple(repeated)


def number_rows(values: NDArray[np.float64]) -> list[str]:
    """Rows of a table with all the digits of its numbers, tabs between.

    Parameters
    ----------
    values : ndarray, shape (T, C)
        What to write.

    Returns
    -------
    list of str, length T
        As `repr` writes each number; ``NaN`` where one is not finite.
    """
    known = np.where(np.isfinite(values), values, np.nan)
    # A list's own words hold those of all its numbers, in one call.
    return [str(row)[1:-1].replace(", ", "\t").replace("nan", "NaN") for row in known.tolist()]


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced in one step.
    text : str
        What to write, UTF-8.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    if path.is_dir():
        raise OutputError(f"{path}: this is a folder; name a file to write.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror or error}; choose a folder that exists "
            f"and can be written to."
        ) from error
