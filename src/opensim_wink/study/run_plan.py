"""A whole study: its plan on record, its trials run, the tables of all people written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from opensim_wink.study import dask_cluster, running
from opensim_wink.study.job import Limits, Outcome
from opensim_wink.study.older import older_results
from opensim_wink.study.plan import Plan
from opensim_wink.study.record import write_record
from opensim_wink.study.running import Progress
from opensim_wink.study.tables import Finished, finish_study, nothing_left


def run_plan(
    whole: Plan,
    part: Plan,
    output: Path,
    *,
    processes: int = 1,
    limits: Limits | None = None,
    retry_failed: bool = False,
    scheduler: str | None = None,
    progress: Progress | None = None,
    ran: Callable[[tuple[Outcome, ...]], None] | None = None,
    others_run: bool = False,
) -> tuple[tuple[Outcome, ...], Finished | None]:
    """Run the trials of a study, or a part of them, and put all people together.

    Parameters
    ----------
    whole : Plan
        What the folder follows.
    part : Plan
        What is run of it.
    output : Path
        The study's folder, as `opensim_wink.study.record.check_study_folder` lets it pass.
    processes : int
        Trials at once.
    limits : Limits, optional
        What each may take.
    retry_failed : bool
        Whether to run again what failed before.
    scheduler : str, optional
        Of a Dask cluster; without it plain processes run the trials.
    progress : callable, optional
        Called with each job and its outcome, as they come.
    ran : callable, optional
        Called with all outcomes, before the tables are written.
    others_run : bool
        Whether other calls run the rest: then the tables are written only where no trial of the
        whole is left.

    Returns
    -------
    outcomes : tuple of Outcome
        In the order of the part's jobs.
    finished : Finished or None
        What was written; None where trials are left to others.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    SettingError
        If ``processes`` is below 1, or no scheduler answers.
    """
    write_record(output, whole)
    options: dict[str, Any] = {
        "processes": processes,
        "limits": limits,
        "progress": progress,
        "retry_failed": retry_failed,
    }
    if scheduler is None:
        outcomes = running.run_jobs(part.jobs, output, **options)
    else:
        outcomes = dask_cluster.run_on_dask(part.jobs, output, scheduler, **options)
    if ran is not None:
        ran(outcomes)
    if others_run and not nothing_left(output):
        return outcomes, None
    run_now = {job.folder for job in part.jobs}
    rest = [job for job in whole.jobs if job.folder not in run_now]
    return outcomes, finish_study(output, older_results(rest, output))


def check_page(geometry: Path | None, *, pdf: bool) -> None:
    """Refuse what the pages could not be made with, before any work is done.

    Parameters
    ----------
    geometry : Path or None
        The models' Geometry folder.
    pdf : bool
        Whether the page of all people shall be printed.

    Raises
    ------
    ModelError
        If the folder holds no surfaces.
    SettingError, OutputError
        If no browser can print.
    """
    if geometry is not None:
        from opensim_wink.body.meshes import check_geometry_folder

        check_geometry_folder(geometry)
    if pdf:
        from opensim_wink.report.page.pdf import check_pdf

        check_pdf()


def print_page(finished: Finished) -> Path:
    """Print the page of all people into ``report.pdf`` beside it.

    Parameters
    ----------
    finished : Finished
        From `run_plan`.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    OutputError
        If it cannot be.
    """
    from opensim_wink.report.page.pdf import write_pdf

    return write_pdf(finished.report)
