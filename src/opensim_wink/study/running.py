"""Run the jobs of a study on this machine, each in a process of its own."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.study.child import Task, write_task
from opensim_wink.study.earlier import attempts_before, keep_settled, settled
from opensim_wink.study.endings import outcome_of
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.keys import job_key
from opensim_wink.study.launching import Ended, Launcher, launcher_for
from opensim_wink.study.links import LOCKS, SCRATCH, check_links
from opensim_wink.study.locks import FileLock, try_lock
from opensim_wink.study.names import within
from opensim_wink.study.outcomes import (
    clear_partial,
    file_stem,
    read_outcome,
    write_outcome,
)
from opensim_wink.study.worker import Run, check_place, clear_remains, run_job

Progress = Callable[[Job, Outcome], None]

_MOST_LOST = 2
_PATIENCE_S = 0.25


def run_jobs(
    jobs: Sequence[Job],
    output: Path,
    *,
    processes: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
    retry_failed: bool = False,
    run: Run = run_job,
    launcher: Launcher | None = None,
) -> tuple[Outcome, ...]:
    """Run jobs, or take over what an earlier run of the same study left.

    A job that was done with the same content is not run again, nor one whose own files made it
    fail (steps ``read``, ``scale``, ``follow``, ``measure``). What the machine may have caused
    (``write``, ``process``, ``time``, ``memory``) is tried again whenever the study is resumed, up
    to three times in all.

    It may be killed at any moment, and called by several processes at once on one folder: a job
    that another runs is waited for, and its outcome taken. Where a job fails, the result of an
    earlier key stays in its folder: only ``done`` and ``reused`` outcomes stand for a result.

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
        Called in this process with each job and its outcome, as they come; where it has a method
        ``begun``, that is called with each job as it starts.
    retry_failed : bool
        Whether to run again whatever failed before.
    run : callable
        What runs in the process: ``run(job, output, key) -> Outcome``, importable by its name.

    launcher : Launcher, optional
        Starts the processes, and stays open for the next call, but not for two calls at once; the
        best of this system, for this call alone, where None. Where this call ends with an error
        while jobs run, it is closed.

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
    check_jobs(jobs, output, processes)
    study = _Study(
        tuple(jobs), Path(output), limits or Limits(), progress, retry_failed, run, processes
    )
    study.launcher = launcher
    study.keeps_launcher = launcher is not None
    return study.finish()


def check_jobs(jobs: Sequence[Job], output: Path, processes: int) -> None:
    """Refuse jobs that would be in each other's way.

    Parameters
    ----------
    jobs : sequence of Job
        What shall run.
    output : Path
        The study's output folder.
    processes : int
        How many at once.

    Raises
    ------
    SettingError
        If two jobs share a folder, one lies in another's, or ``processes`` is below 1.
    OutputError
        If a result would lie outside the output folder, or be written through a link in it.
    """
    if processes < 1:
        raise SettingError(f"{processes} processes cannot run anything; give 1 or more.")
    folders = set()
    for job in jobs:
        check_place(Path(output), job.folder)
        if job.folder in folders:
            raise SettingError(f"{job.folder}: two trials would be written there; rename one.")
        folders.add(job.folder)
    check_links(Path(output), folders)
    for job in jobs:
        above = next((parent for parent in job.folder.parents if parent in folders), None)
        if above is not None:
            raise SettingError(
                f"{job.folder}: lies in the result folder of another trial, {above}; rename one."
            )


@dataclass
class _Started:
    job: Job
    task: Task
    lock: FileLock
    folder: Path
    attempts: int


class _Study:
    """The state of one run over the jobs."""

    def __init__(
        self,
        jobs: tuple[Job, ...],
        output: Path,
        limits: Limits,
        progress: Progress | None,
        retry_failed: bool,
        run: Run,
        processes: int,
    ) -> None:
        self.jobs, self.output, self.limits, self.run = jobs, output, limits, run
        self.progress, self.retry_failed, self.processes = progress, retry_failed, processes
        self.found: dict[int, Outcome] = {}
        self.started: dict[int, _Started] = {}
        self.waiting = deque(range(len(jobs)))
        self.held: dict[int, Outcome | None] = {}  # by another: what was known when that was seen
        self.lost: dict[int, int] = {}
        self.launcher: Launcher | None = None
        self.keeps_launcher = False

    def finish(self) -> tuple[Outcome, ...]:
        """Run until every job has its outcome."""
        try:
            while self.waiting or self.started or self.held:
                self._fill()
                if self.started and self.launcher is not None:
                    for ended in self.launcher.wait(_PATIENCE_S if self.held else 3600.0):
                        self._take_in(ended)
                elif self.held and not self.waiting:
                    time.sleep(_PATIENCE_S)
        finally:
            if self.launcher is not None and (self.started or not self.keeps_launcher):
                self.launcher.close()
            for started in self.started.values():
                shutil.rmtree(started.folder, ignore_errors=True)
                started.lock.release()
        return tuple(self.found[number] for number in range(len(self.jobs)))

    def _fill(self) -> None:
        """Start what there is room for; jobs that another batch held come again at the end."""
        while self.waiting and len(self.started) < self.processes:
            self._begin(self.waiting.popleft())
        if not self.waiting:
            for number in tuple(self.held):
                if len(self.started) < self.processes:
                    self._begin(number)

    def _begin(self, number: int) -> None:
        """Start a job, unless another batch has it, or an earlier outcome holds."""
        job = self.jobs[number]
        before = read_outcome(self.output, job.folder)
        lock = try_lock(self.output / LOCKS / f"{file_stem(job.folder)}.lock")
        if lock is None:
            self.held.setdefault(number, before)
            return
        try:
            self._begin_locked(number, job, lock)
        except OSError as error:
            raise OutputError(
                f"{self.output / job.folder}: cannot be prepared ({error.strerror or error}); the "
                "study can be resumed when that is mended."
            ) from error
        finally:
            if number not in self.started:
                lock.release()

    def _begin_locked(self, number: int, job: Job, lock: FileLock) -> None:
        self._clear(job)
        previous = read_outcome(self.output, job.folder)
        key = job_key(job)
        earlier = self._earlier(number, key, previous)
        if earlier is not None:
            keep_settled(self.output, earlier, previous)
            self._settle(number, earlier)
            return
        folder = self._scratch(job)
        folder.mkdir(parents=True, mode=0o700)
        task = Task(self.run, job, self.output.absolute(), key, self.limits)
        write_task(folder, task)
        if self.launcher is None:
            self.launcher = launcher_for(self.run)
        self.started[number] = _Started(job, task, lock, folder, attempts_before(previous, key) + 1)
        self.held.pop(number, None)
        self.launcher.start(number, folder, self.limits, lock)
        begun = getattr(self.progress, "begun", None)
        if begun is not None:
            begun(job)

    def _earlier(self, number: int, key: str, previous: Outcome | None) -> Outcome | None:
        """What holds of an earlier run, or of another batch that has just let go of the job."""
        job = self.jobs[number]
        fresh = number in self.held and previous != self.held[number]
        if fresh and previous is not None and previous.key == key and previous.state == "failed":
            return previous
        return settled(self.output, job, key, previous, retry_failed=self.retry_failed)

    def _scratch(self, job: Job) -> Path:
        """Where the papers of a job lie while it runs."""
        return self.output / SCRATCH / file_stem(job.folder)

    def _clear(self, job: Job) -> None:
        """Remove what a killed run of the job left."""
        clear_remains(self.output / job.folder)
        clear_partial(self.output, job.folder)
        folder = self._scratch(job)
        if folder.exists():
            shutil.rmtree(folder)

    def _take_in(self, ended: Ended) -> None:
        """Keep the outcome of a process that has ended."""
        started = self.started[ended.number]
        number = ended.number
        outcome = self._from_here(outcome_of(ended, started.task, started.folder), started)
        if ended.reason == "lost" and outcome.state == "failed":
            self.lost[number] = self.lost.get(number, 0) + 1
        again = ended.reason == "lost" and self.lost.get(number, 0) in range(1, _MOST_LOST + 1)
        if not again:
            write_outcome(self.output, outcome)
        shutil.rmtree(started.folder, ignore_errors=True)
        del self.started[number]
        started.lock.release()
        if again:
            self.waiting.appendleft(number)
        else:
            self._settle(number, outcome)

    def _from_here(self, outcome: Outcome, started: _Started) -> Outcome:
        """With paths as the study knows them: equal on every disk and for every output folder."""
        folders = [self.output.absolute(), self.output.resolve()]
        if started.job.data is not None:
            folders.append(started.job.data)
        return replace(
            outcome,
            attempts=started.attempts,
            error=within(outcome.error, folders),
            log=within(outcome.log, folders),
        )

    def _settle(self, number: int, outcome: Outcome) -> None:
        self.held.pop(number, None)
        self.found[number] = outcome
        if self.progress is not None:
            self.progress(self.jobs[number], outcome)
