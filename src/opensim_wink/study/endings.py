"""From the end of a process to the outcome of its job."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

from opensim_wink.study.child import Task, read_answer, read_tail
from opensim_wink.study.job import Outcome
from opensim_wink.study.launching import Ended

_NO_MEMORY = ("bad_alloc", "MemoryError", "out of memory")


def outcome_of(ended: Ended, task: Task, folder: Path) -> Outcome:
    """What came of a job whose process has ended.

    Parameters
    ----------
    ended : Ended
        How it ended.
    task : Task
        What it was to do.
    folder : Path
        Where its papers lie.

    Returns
    -------
    Outcome
        As the process answered; where it died before that, why it died.
    """
    outcome = read_answer(folder, task)
    log = read_tail(folder)
    if outcome is None:
        step, error = _death(ended, task, log)
        outcome = Outcome(task.job.folder, task.key, "failed", step, error)
    return replace(
        outcome,
        seconds=round(ended.seconds, 3),
        memory_gb=round(ended.peak_gb, 4),
        log=log if outcome.state == "failed" else "",
    )


def _death(ended: Ended, task: Task, log: str) -> tuple[str, str]:
    """Step and reason of a death without an answer."""
    limits = task.limits
    if ended.reason == "time":
        return "time", (
            f"not finished after {limits.seconds:g} s, and ended; raise the time limit if the "
            "trial is long."
        )
    if ended.reason == "memory":
        return "memory", (
            f"held more than {limits.memory_gb:g} GB of memory, and was ended; raise the memory "
            "limit if the trial is long."
        )
    if ended.reason == "lost":
        return "process", "its process went down with the one that it was forked from."
    if ended.status >= 0:
        return "process", f"its process ended with status {ended.status} before it had answered."
    if ended.status == -signal.SIGABRT and any(word in log for word in _NO_MEMORY):
        return "memory", (
            f"its process found no more memory (limit {limits.memory_gb:g} GB); raise the limit if "
            "the trial is long."
        )
    name = _signal_name(-ended.status)
    if name == "SIGKILL":
        return "process", (
            "its process was killed from outside (SIGKILL), as the system does where memory runs "
            "out; run fewer at once."
        )
    return "process", f"its process crashed ({name}); its last words are in the log."


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
