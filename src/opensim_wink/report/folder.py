"""A result folder that appears whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from opensim_wink.errors import OutputError, listed

PROVENANCE = "provenance.json"
_BESIDE = "opensim-wink"
_OLD = "-old-"
_ABANDONED_S = 3600.0  # writing takes seconds; an hour-old one belongs to a run that was killed


def check_output_folder(
    folder: Path, *, overwrite: bool = False, inputs: Iterable[Path | None] = ()
) -> None:
    """Refuse a result folder early, before any work is spent on it.

    Parameters
    ----------
    folder : Path
        Where results shall go; it need not exist.
    overwrite : bool
        Whether an earlier result may be replaced.
    inputs : iterable of Path or None
        Files that the run reads; None is passed over.

    Raises
    ------
    OutputError
        If it is a file, the working folder or one above it, holds an earlier result without
        ``overwrite``, holds an input or anything else that is no result, or cannot be written.
    """
    try:
        _check_place(folder, Path(folder).resolve(), overwrite, inputs)
    except OSError as error:
        raise OutputError(
            f"{folder}: no folder can be made there: {error.strerror or error}; name another."
        ) from error


def _check_place(folder: Path, where: Path, overwrite: bool, inputs: Iterable[Path | None]) -> None:
    if where == Path.cwd() or where in Path.cwd().parents:
        raise OutputError(
            f"{folder}: results need a folder of their own, not the one you are in; name a new one."
        )
    ancestor = next(p for p in (where, *where.parents) if p.exists() or p.is_symlink())
    if not ancestor.is_dir():
        raise OutputError(f"{folder}: {ancestor} is a file, not a folder; name a new folder.")
    place = where.parent if ancestor == where else ancestor
    if not os.access(place, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: {place} cannot be written to; name a folder elsewhere.")
    where.exists()  # a name too long for the file system shows here, before any work
    for path in inputs:
        if path is not None and where in Path(path).resolve().parents:
            raise OutputError(
                f"{folder}: {path} lies in this folder and would be lost; name a new folder."
            )
    if ancestor == where:
        _check_content(folder, where, overwrite)


def _check_content(folder: Path, where: Path, overwrite: bool) -> None:
    if next(where.iterdir(), None) is None:
        return
    ours = _written_by_us(where)
    entries = sorted(p.relative_to(where) for p in where.rglob("*"))
    foreign = [p.as_posix() for p in entries if p.as_posix() not in ours]
    if foreign:
        raise OutputError(
            f"{folder}: this folder holds other files ({listed(foreign, 5)}), which would be lost; "
            "name a new folder."
        )
    if not overwrite:
        raise OutputError(
            f"{folder}: this folder holds an earlier result; name a new folder, or give "
            "--overwrite to replace it whole."
        )


def _written_by_us(where: Path) -> set[str]:
    """Files that an earlier run wrote, as its provenance says, and the folders that hold them."""
    try:
        record = json.loads((where / PROVENANCE).read_text("utf-8"))
        files = [PurePosixPath(str(name)) for name in record["files"]]
        if record["package"]["name"] != "opensim-wink":
            return set()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    folders = {parent.as_posix() for file in files for parent in file.parents}
    return {file.as_posix() for file in files} | folders | {PROVENANCE}


@contextmanager
def whole_folder(folder: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Fill a hidden folder beside the wanted one, then move it into place in one step.

    Leaving the block with an error removes everything that was written, folders above the result
    included. A killed process leaves at most the hidden folder ``.NAME.opensim-wink-…``; the next
    run to the same place removes it when it is an hour old.

    Parameters
    ----------
    folder : Path
        Where the result shall be.
    overwrite : bool
        Whether an earlier result may be replaced.

    Yields
    ------
    Path
        The folder to write into.

    Raises
    ------
    OutputError
        See `check_output_folder`; also if the file system refuses.
    """
    check_output_folder(folder, overwrite=overwrite)
    where = Path(folder).resolve()
    made: list[Path] = []
    beside = where.with_name(f".{where.name}.{_BESIDE}-{secrets.token_hex(4)}")
    try:
        made = _make_parents(where)
        _sweep(where)
        beside.mkdir()
        yield beside
        # Another run may have finished there meanwhile.
        check_output_folder(folder, overwrite=overwrite)
        _move_into_place(beside, where)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        for parent in reversed(made):
            with _Quiet():
                parent.rmdir()
        if isinstance(error, OSError):
            raise OutputError(
                f"{folder}: the result cannot be written: {error.strerror or error}; nothing was "
                "left there."
            ) from error
        raise


class _Quiet:
    """Let a clean-up fail in silence: the error that called for it is the one to show."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> bool:
        return kind is not None and issubclass(kind, OSError)


def _make_parents(where: Path) -> list[Path]:
    missing = [parent for parent in where.parents if not parent.exists()]
    made = []
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
        made.append(parent)
    return made


def hidden_beside(where: Path) -> list[tuple[Path, bool]]:
    """Hidden folders that runs which are under way, or were killed, keep beside a result.

    Parameters
    ----------
    where : Path
        The result's folder.

    Returns
    -------
    list of (Path, bool)
        Each folder, and whether it is the earlier result on its way out.
    """
    found = where.parent.glob(f".{_literal(where.name)}.{_BESIDE}-*")
    return [(path, _OLD in path.name) for path in sorted(found)]


def _sweep(where: Path) -> None:
    """Remove what killed runs left beside the result."""
    for left, earlier in hidden_beside(where):
        if earlier and not where.exists():
            continue  # killed between two renames: the only copy of the earlier result
        with _Quiet():
            if left.is_dir() and time.time() - left.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(left)


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _move_into_place(beside: Path, where: Path) -> None:
    if not where.exists():
        beside.rename(where)
        return
    old = where.with_name(f".{where.name}.{_BESIDE}{_OLD}{secrets.token_hex(4)}")
    where.rename(old)
    try:
        beside.rename(where)
    except BaseException:
        old.rename(where)
        raise
    shutil.rmtree(old, ignore_errors=True)
