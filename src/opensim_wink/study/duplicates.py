"""One recording under two names, which would count twice."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from opensim_wink.errors import OutputError, listed
from opensim_wink.report.provenance import sha256
from opensim_wink.study.job import Job
from opensim_wink.study.names import printable, within

_SAMPLE_BYTES = 4096


@dataclass
class _Recording:
    """One file on the disk, however many paths lead to it."""

    path: Path
    size: int
    jobs: list[Job] = field(default_factory=list)


def same_recordings(jobs: Sequence[Job], data: Path) -> Iterator[str]:
    """Recordings that stand under several names, each as a fault.

    Two paths may lead to one file, or two files may hold the same bytes. Only files of one size are
    opened: some thousand bytes of each, and the whole of those that agree in these. Files that are
    empty, or cannot be read, are equal to none. Trials of several people in one file are no fault
    where each states its ``subject``.

    Parameters
    ----------
    jobs : sequence of Job
        The trials of a study.
    data : Path
        The folder that paths are shown from.

    Yields
    ------
    str
        One sentence a recording.
    """
    recordings = list(_recordings(jobs))
    for one in recordings:
        if twice := _counted_twice(one.jobs):
            yield _fault(twice, data)
    for group in _equal(recordings):
        twice = _counted_twice([job for one in group for job in one.jobs])
        if len({job.trial_path for job in twice}) > 1:
            yield _fault(twice, data, copies=True)


def _counted_twice(jobs: Sequence[Job]) -> list[Job]:
    """Those that are not told apart by the person whose markers they take."""
    subjects = Counter(job.settings.subject for job in jobs)
    people = Counter(job.participant for job in jobs)
    if None in subjects:
        return list(jobs) if len(jobs) > 1 else []
    return [
        job for job in jobs if subjects[job.settings.subject] > 1 or people[job.participant] > 1
    ]


def _fault(jobs: list[Job], data: Path, *, copies: bool = False) -> str:
    names = _and("/".join((job.participant, job.session, job.trial)) for job in jobs)
    paths = list(dict.fromkeys(printable(within(str(job.trial_path), [data])) for job in jobs))
    people = len({job.participant for job in jobs})
    how = f"for {people} people" if people > 1 else f"{len(jobs)} times for {jobs[0].participant}"
    if len(paths) == 1:
        told = f"{paths[0]} is listed twice: as {names}."
    else:
        why = "hold the same bytes" if copies else "lead to one file"
        told = f"{names} are one recording: {_and(paths)} {why}."
    return f"{told} It would count {how}; put the right file in its place, or leave one out."


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return f"{listed(first, 4)} and {last}" if first else last


def _recordings(jobs: Iterable[Job]) -> Iterable[_Recording]:
    found: dict[object, _Recording] = {}
    for job in jobs:
        path = job.trial_path
        who: object = os.path.normpath(path)
        size = 0
        try:
            known = path.stat()
        except (OSError, ValueError):
            pass  # that it is not there is told elsewhere
        else:
            who = (known.st_dev, known.st_ino) if known.st_ino else who
            size = known.st_size if stat.S_ISREG(known.st_mode) else 0
        found.setdefault(who, _Recording(path, size)).jobs.append(job)
    return found.values()


def _equal(recordings: Iterable[_Recording]) -> list[list[_Recording]]:
    """Groups of different files with the same bytes."""
    groups = _grouped([one for one in recordings if one.size], lambda one: one.size)
    for look in (_sampled, _whole):
        groups = [part for group in groups for part in _grouped(group, look)]
    return groups


def _grouped(
    recordings: list[_Recording], look: Callable[[_Recording], object]
) -> list[list[_Recording]]:
    found: dict[object, list[_Recording]] = {}
    for one in recordings:
        try:
            found.setdefault(look(one), []).append(one)
        except (OSError, OutputError):
            continue  # the job tells why it cannot be read
    return [group for group in found.values() if len(group) > 1]


def _sampled(one: _Recording) -> bytes:
    """Of a few places: recordings of one length differ nearly everywhere behind the header."""
    digest = hashlib.sha256()
    with one.path.open("rb") as stream:
        for quarter in (1, 2, 3):
            stream.seek(one.size * quarter // 4)
            digest.update(stream.read(_SAMPLE_BYTES))
    return digest.digest()


def _whole(one: _Recording) -> str:
    return sha256(one.path)
