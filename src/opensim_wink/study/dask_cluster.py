"""Run the jobs of a study on the workers of a Dask cluster, each still in a process of its own.

A worker does for one job what `opensim_wink.study.running.run_jobs` does for many: it takes the
job's lock, takes an earlier result over or forks a process, keeps the limits, and writes the
outcome. So a trial that crashes the engine leaves the worker alone, and a study that was begun in
one way may be ended in another. All workers must see the study's files and its output folder under
the same paths.
"""

from __future__ import annotations

import contextlib
import logging
import re
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.errors import SettingError
from opensim_wink.study.earlier import attempts_before, keep_settled, settled
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.keys import job_key
from opensim_wink.study.links import LOCKS
from opensim_wink.study.locks import try_lock
from opensim_wink.study.outcomes import file_stem, read_outcome, write_outcome
from opensim_wink.study.running import Progress, check_jobs, run_jobs
from opensim_wink.study.worker import Run, one_line, run_job

if TYPE_CHECKING:
    from opensim_wink.study.launching import Launcher

LOCAL = "local"
_ADDRESS = re.compile(r"(tcp|tls)://[^\s/@]+:\d{1,5}")
_ANSWERS_WITHIN_S = 15


def check_scheduler(text: str) -> str:
    """Refuse what is no address of a scheduler.

    Parameters
    ----------
    text : str
        ``local``, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.

    Returns
    -------
    str
        The same.

    Raises
    ------
    SettingError
        If it is anything else.
    """
    if text != LOCAL and not _ADDRESS.fullmatch(text):
        raise SettingError(
            f"'{text}' is no scheduler; write local, or an address such as tcp://node1:8786."
        )
    return text


def run_on_dask(
    jobs: Sequence[Job],
    output: Path,
    scheduler: str = LOCAL,
    *,
    processes: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
    retry_failed: bool = False,
    run: Run = run_job,
) -> tuple[Outcome, ...]:
    """Run jobs as `run_jobs` does, on a Dask cluster.

    Parameters
    ----------
    jobs : sequence of Job
        From a plan; no two may share a folder.
    output : Path
        The study's output folder, on a file system that all workers share.
    scheduler : str
        Its address, or ``local`` for workers on this machine that are ended afterwards. A scheduler
        runs whatever it is sent: connect only to one that you trust.
    processes : int
        How many workers, where ``scheduler`` is ``local``; another's are all used.
    limits : Limits, optional
        What each job may take.
    progress : callable, optional
        Called in this process with each job and its outcome, as they come.
    retry_failed : bool
        Whether to run again whatever failed before.
    run : callable
        What runs, importable by its name on the workers.

    Returns
    -------
    tuple of Outcome
        In the order of the jobs. A job whose worker was lost again and again is a failure.

    Raises
    ------
    SettingError
        If distributed is not installed, no scheduler answers, two jobs share a folder or
        ``processes`` is below 1.
    """
    check_scheduler(scheduler)
    check_jobs(jobs, Path(output), processes)
    output = Path(output).absolute()
    before = [read_outcome(output, job.folder) for job in jobs]
    found: dict[int, Outcome] = {}
    with _client(scheduler, processes) as (client, as_completed):
        futures = {
            client.submit(
                run_one,
                _absolute(job),
                output,
                limits or Limits(),
                retry_failed,
                run,
                pure=False,
            ): number
            for number, job in enumerate(jobs)
        }
        try:
            for future in as_completed(futures):
                number = futures[future]
                found[number] = _outcome(future, jobs[number], output, before[number], retry_failed)
                future.release()
                if progress is not None:
                    progress(jobs[number], found[number])
        except BaseException:
            with contextlib.suppress(Exception):
                client.cancel(list(futures))
            raise
    return tuple(found[number] for number in range(len(jobs)))


def run_one(job: Job, output: Path, limits: Limits, retry_failed: bool, run: Run) -> Outcome:
    """Run one job in a process of its own; this is what a worker does.

    Parameters
    ----------
    job : Job
        The job, with absolute paths.
    output : Path
        The study's output folder.
    limits : Limits
        What it may take.
    retry_failed : bool
        Whether to run it again if it failed before.
    run : callable
        What runs.

    Returns
    -------
    Outcome
        What came of it.
    """
    with _LAUNCHERS.lent(run) as launcher:
        (outcome,) = run_jobs(
            [job], output, limits=limits, retry_failed=retry_failed, run=run, launcher=launcher
        )
    return outcome


class _Launchers:
    """Servers that processes are forked from: a worker starts one for each of its threads, once."""

    def __init__(self) -> None:
        self._idle: dict[str, list[Launcher]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def lent(self, run: Run) -> Iterator[Launcher]:
        from opensim_wink.study.launching import launcher_for

        kind = f"{run.__module__}.{run.__qualname__}"
        with self._lock:
            idle = self._idle.setdefault(kind, [])
            launcher = idle.pop() if idle else None
        if launcher is None:
            launcher = launcher_for(run)
        try:
            yield launcher
        except BaseException:
            launcher.close()
            raise
        with self._lock:
            self._idle[kind].append(launcher)


_LAUNCHERS = _Launchers()


@contextmanager
def _client(scheduler: str, processes: int) -> Iterator[tuple[Any, Callable[..., Any]]]:
    """A connection to the scheduler, and the function that yields what is done."""
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError as error:
        raise SettingError(
            "--scheduler needs the library distributed; install it with pip install "
            "'opensim-wink[dask]'."
        ) from error
    with contextlib.ExitStack() as stack:
        try:
            address: Any = scheduler
            if scheduler == LOCAL:
                with _ctrl_c_waits():
                    cluster = LocalCluster(
                        n_workers=processes,
                        threads_per_worker=1,
                        host="127.0.0.1",
                        dashboard_address=None,
                        memory_limit=0,  # a trial's own limit counts, in its own process
                        silence_logs=logging.CRITICAL,  # its end is told by us, in one line
                    )
                    address = stack.enter_context(cluster)
            client = stack.enter_context(Client(address, timeout=_ANSWERS_WITHIN_S))
        except (OSError, TimeoutError, RuntimeError, ValueError) as error:
            raise SettingError(
                f"{scheduler}: no scheduler could be reached ({one_line(str(error), 200)}); start "
                "one with 'dask scheduler', or write --scheduler local."
            ) from error
        yield client, as_completed


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Hold Ctrl-C back; whatever is started meanwhile never hears of it.

    A terminal sends it to every process. It is for this one, which ends the workers; they would
    each print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _outcome(
    future: Any, job: Job, output: Path, before: Outcome | None, retry_failed: bool
) -> Outcome:
    """What a worker answered; what it left behind where it could not answer, else a failure.

    ``before`` is what was known of the job when it was handed out.
    """
    error = future.exception()
    if error is None:
        outcome: Outcome = future.result()
        return outcome
    key = job_key(job)
    told = one_line(f"{type(error).__name__}: {error}")
    lost = Outcome(job.folder, key, "failed", "process", f"its worker could not run it: {told}")
    lock = try_lock(output / LOCKS / f"{file_stem(job.folder)}.lock")
    if lock is None:  # another runs it, and will tell
        return replace(lost, attempts=attempts_before(before, key) + 1)
    with lock:
        previous = read_outcome(output, job.folder)
        fresh = previous is not None and previous != before and previous.key == key
        if fresh and previous is not None and previous.state == "failed":
            return previous
        earlier = settled(output, job, key, previous, retry_failed=retry_failed)
        if earlier is not None:
            keep_settled(output, earlier, previous)
            return earlier
        lost = replace(lost, attempts=attempts_before(previous, key) + 1)
        write_outcome(output, lost)
    return lost


def _absolute(job: Job) -> Job:
    """The job for a process that works in another folder."""
    settings = job.settings
    paths: dict[str, Any] = {
        field.name: value.absolute()
        for field in fields(settings)
        if isinstance(value := getattr(settings, field.name), Path)
    }
    return replace(
        job,
        trial_path=job.trial_path.absolute(),
        model_path=None if job.model_path is None else job.model_path.absolute(),
        settings=replace(settings, **paths),
    )
