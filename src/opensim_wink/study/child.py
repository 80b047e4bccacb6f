"""What happens in the process of one job; its papers lie in a folder of its own.

``task`` says what to run, ``answer`` what came of it, ``log`` is all that was printed, and ``tmp``
is where temporary files go, so that a crash leaves none behind: whoever holds the job's lock
removes the folder. ``python -m opensim_wink.study.child FOLDER`` is the way in where nothing is
forked.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.worker import Run, failure

TASK, ANSWER, LOG, TEMPORARY = "task", "answer", "log", "tmp"
GB = 1 << 30
_TAIL = 4000


@dataclass(frozen=True)
class Task:
    """What one process is to do.

    Attributes
    ----------
    run : callable
        What runs; pickled by its name.
    job : Job
        On what.
    output : Path
        The study's output folder.
    key : str
        The job's.
    limits : Limits
        What it may take.
    """

    run: Run
    job: Job
    output: Path
    key: str
    limits: Limits


def write_task(folder: Path, task: Task) -> None:
    """Lay a job's papers out.

    Parameters
    ----------
    folder : Path
        A new folder.
    task : Task
        What to do.
    """
    (folder / TEMPORARY).mkdir(parents=True)
    (folder / LOG).touch()
    (folder / TASK).write_bytes(pickle.dumps(task))


def do_task(folder: Path) -> None:
    """Run a job in this process, and leave the answer.

    Parameters
    ----------
    folder : Path
        Where its papers lie.
    """
    faulthandler.enable()  # a crash prints where it was
    temporary = str(folder / TEMPORARY)
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    # From our own parent, through a folder that only this user's processes write to.
    task: Task = pickle.loads((folder / TASK).read_bytes())
    _limit(task.limits)
    try:
        outcome = task.run(task.job, task.output, task.key)
    except (Exception, MemoryError) as error:
        outcome = failure(task.job.folder, task.key, error)
    answer = {"state": outcome.state, "step": outcome.step, "error": outcome.error}
    partial = folder / f"{ANSWER}.partial"
    partial.write_text(json.dumps(answer), "utf-8")
    partial.replace(folder / ANSWER)
    sys.stdout.flush()
    sys.stderr.flush()


def read_answer(folder: Path, task: Task) -> Outcome | None:
    """What a job's process left.

    Parameters
    ----------
    folder : Path
        Where its papers lie.
    task : Task
        What it was to do.

    Returns
    -------
    Outcome or None
        None where it died before it had answered.
    """
    try:
        answer = json.loads((folder / ANSWER).read_text("utf-8"))
        return Outcome(task.job.folder, task.key, **answer)
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def read_tail(folder: Path) -> str:
    """The last that a job's process printed.

    Parameters
    ----------
    folder : Path
        Where its papers lie.

    Returns
    -------
    str
        Some thousand characters at most.
    """
    try:
        with (folder / LOG).open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
            return stream.read(_TAIL).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _limit(limits: Limits) -> None:
    """Bounds that hold between two looks at the process; and no core file at a crash.

    What counts is the memory that is really held, which is watched from outside. The address space
    is bounded generously, by what is in use already and all that may be held on top, since
    libraries reserve gigabytes that they never touch.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    in_use = _address_space()
    if in_use is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = in_use + int(limits.memory_gb * GB)
        if hard == resource.RLIM_INFINITY or wanted < hard:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        # Where the machine runs out of memory, the trial is to die and not the study.
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("800", "ascii")


def _address_space() -> int | None:
    """Bytes of address space in use; None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(arguments: Sequence[str]) -> None:
    """Do one task, and die with the process that gave it.

    Parameters
    ----------
    arguments : sequence of str
        The folder of the papers, then the parent's search path for modules.
    """
    sys.path[:] = [*arguments[1:]]
    threading.Thread(target=_die_with_parent, daemon=True).start()
    do_task(Path(arguments[0]))
    os._exit(0)


def _die_with_parent() -> None:
    """The parent holds the other end of standard input, and its death closes it."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
