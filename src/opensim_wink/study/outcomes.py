"""What came of each job, one small file each, written whole: what makes a study resumable."""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePosixPath

from opensim_wink.errors import OutputError
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.study.job import Outcome
from opensim_wink.study.links import OUTCOMES

SCHEMA = 1
STATES = ("done", "failed", "reused")
_LONGEST_STEM = 60
# What reading JSON may raise that somebody else wrote, or nobody whole.
_NOT_OURS = (
    OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


def file_stem(folder: PurePosixPath) -> str:
    """Name of the files that belong to a job: readable, and never the same for two jobs.

    Parameters
    ----------
    folder : PurePosixPath
        The job's folder.

    Returns
    -------
    str
        Letters, digits, ``-`` and ``_`` only.
    """
    readable = re.sub(r"[^A-Za-z0-9_-]+", "_", "-".join(folder.parts[-3:]))[:_LONGEST_STEM]
    return f"{readable}-{sha256(str(folder).encode()).hexdigest()[:16]}"


def outcome_path(output: Path, folder: PurePosixPath) -> Path:
    """Where a job's outcome is kept.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folder : PurePosixPath
        The job's folder in it.

    Returns
    -------
    Path
        The file.
    """
    return Path(output) / OUTCOMES / f"{file_stem(folder)}.json"


def write_outcome(output: Path, outcome: Outcome) -> None:
    """Write an outcome; the file changes in one step and is on the disk before this returns.

    Only for whoever holds the job's lock.

    Parameters
    ----------
    output : Path
        The study's output folder.
    outcome : Outcome
        What came of a job.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    path = outcome_path(output, outcome.folder)
    content = {"schema": SCHEMA, **asdict(outcome), "folder": str(outcome.folder)}
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    partial = _partial(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.unlink(missing_ok=True)
            with partial.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: the outcome cannot be written ({error.strerror or error}); the study can be "
            "resumed when there is room."
        ) from error


def clear_partial(output: Path, folder: PurePosixPath) -> None:
    """Remove what a writer left that was killed; only for whoever holds the job's lock.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folder : PurePosixPath
        The job's folder in it.
    """
    _partial(outcome_path(output, folder)).unlink(missing_ok=True)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.stem}.partial")


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of files to the disk, where the system can.

    Parameters
    ----------
    folder : Path
        The folder.
    """
    if os.name != "posix":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_tree(folder: Path) -> None:
    """Bring a folder and all files in it to the disk.

    Parameters
    ----------
    folder : Path
        The folder.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)


def read_outcome(output: Path, folder: PurePosixPath) -> Outcome | None:
    """What came of a job.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folder : PurePosixPath
        The job's folder in it.

    Returns
    -------
    Outcome or None
        None where there is none yet, or the file is damaged: the job is then run again.
    """
    found = _read(outcome_path(output, folder))
    return found if found is not None and found.folder == folder else None


def read_outcomes(output: Path) -> tuple[Outcome, ...]:
    """Every outcome of a study.

    Parameters
    ----------
    output : Path
        The study's output folder.

    Returns
    -------
    tuple of Outcome
        Sorted by folder; damaged files are left out.
    """
    found = [_read(path) for path in sorted((Path(output) / OUTCOMES).glob("[!.]*.json"))]
    return tuple(sorted((o for o in found if o is not None), key=lambda o: o.folder))


def _read(path: Path) -> Outcome | None:
    try:
        content = json.loads(path.read_text("utf-8"))
        if content.pop("schema") != SCHEMA:
            return None
        outcome = Outcome(**{**content, "folder": PurePosixPath(content["folder"])})
        seconds, memory = float(outcome.seconds), float(outcome.memory_gb)
    except _NOT_OURS:
        return None
    texts = (outcome.key, outcome.step, outcome.error, outcome.log)
    if outcome.state not in STATES or not all(isinstance(text, str) for text in texts):
        return None
    if not (0 <= seconds < math.inf and 0 <= memory < math.inf):
        return None
    if type(outcome.attempts) is not int:
        return None
    return outcome


def has_result(output: Path, folder: PurePosixPath, key: str) -> bool:
    """Whether a whole result with this key is there, with or without an outcome beside it.

    Parameters
    ----------
    output : Path
        The study's output folder.
    folder : PurePosixPath
        The job's folder in it.
    key : str
        Of the job's content.

    Returns
    -------
    bool
        False also where a file that the result lists is gone.
    """
    where = Path(output) / folder
    try:
        record = json.loads((where / PROVENANCE).read_text("utf-8"))
        files = record["files"]
        return (
            bool(record["study"]["key"] == key)
            and isinstance(files, list)
            and bool(files)
            and all((where / str(name)).is_file() for name in files)
        )
    except _NOT_OURS:
        return False
