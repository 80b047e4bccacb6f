"""Run the jobs of a study on this machine, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.worker import Run, run_job

Progress = Callable[[Job, Outcome], None]


def run_study(
    jobs: Sequence[Job],
    output: Path,
    *,
    processes: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
    retry_failed: bool = False,
    run: Run = run_job,
) -> tuple[Outcome, ...]:
    """Run jobs, or take over what an earlier run of the same study left.

    A job that was done with the same content is not run again, nor one whose own files made it fail
    (steps ``read``, ``scale``, ``follow``, ``measure``). What the machine may have caused (``write``,
    ``process``, ``time``, ``memory``) is tried again whenever the study is resumed, up to three times
    in all.

    It may be killed at any moment, and called by several processes at once on one folder: a job that
    another runs is waited for, and its outcome taken.

    Parameters
    ----------
    jobs : sequence of Job
        From a plan; no two may share a folder.
    output : Path
        The study's output folder.
    processes : int
        How many at once.
    limits : Limits, optional
        What each may take.
    progress : callable, optional
        Called in this process with each job and its outcome, as they come.
    retry_failed : bool
        Whether to run again whatever failed before.
    run : callable
        What runs in the process: ``run(job, output, key) -> Outcome``, importable by its name.

    Returns
    -------
    tuple of Outcome
        In the order of the jobs, whichever ended first.

    Raises
    ------
    SettingError
        If two jobs share a folder, or ``processes`` is below 1.
    OutputError
        If the output folder cannot be written.
    """
    raise NotImplementedError
