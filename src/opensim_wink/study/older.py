"""Results whose files have changed since: where only a part of a study was run again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from opensim_wink.errors import OutputError
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.provenance import sha256
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.study.job import Job
from opensim_wink.study.jobs import files_of

_CLOCKS_DIFFER_S = 600.0
"""How far the clocks of a file server and of the machine that made a result may be apart, s."""


def older_results(jobs: Iterable[Job], output: Path) -> frozenset[PurePosixPath]:
    """Results that were made of other bytes than their files now hold.

    A file of another size is another; one that was touched since the result was made is read, and
    held against the fingerprint in the result's ``provenance.json``. Files that nobody touched are
    not read, so that this is quick for a whole study.

    Parameters
    ----------
    jobs : iterable of Job
        Those that are not run now.
    output : Path
        The study's output folder.

    Returns
    -------
    frozenset of PurePosixPath
        Their folders. A result that is not there or cannot be read is not among them, nor one of
        a file that is gone: nothing tells that it has changed.
    """
    return frozenset(job.folder for job in jobs if _is_older(job, Path(output) / job.folder))


def _is_older(job: Job, result: Path) -> bool:
    try:
        record = read_json(result / PROVENANCE, "record")
        made_s = datetime.fromisoformat(record["created"]).timestamp()
        known: dict[str, list[Json]] = {}
        for one in record["inputs"]:
            known.setdefault(one["name"], []).append(one)
    except (OutputError, ValueError, LookupError, TypeError, AttributeError):
        return False
    return any(
        _has_changed(path, known[path.name], made_s)
        for _, path in files_of(job)
        if path.name in known
    )


def _has_changed(path: Path, known: Sequence[Mapping[str, object]], made_s: float) -> bool:
    try:
        found = path.stat()
        if found.st_size not in [one.get("bytes") for one in known]:
            return True
        # A copy that keeps the time of its content still has a new time of change.
        if max(found.st_mtime, found.st_ctime) < made_s - _CLOCKS_DIFFER_S:
            return False
        return sha256(path) not in [one.get("sha256") for one in known]
    except (OSError, OutputError):
        return False
