"""A study from Python: what ``opensim-wink batch`` runs, without a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.plan import Plan
from opensim_wink.study.record import check_study_folder
from opensim_wink.study.run_plan import check_page, print_page, run_plan


def run_study(
    plan: Plan,
    output: Path | str,
    *,
    only: Iterable[str] | None = None,
    processes: int = 1,
    limits: Limits | None = None,
    retry_failed: bool = False,
    scheduler: str | None = None,
    progress: Callable[[Job, Outcome], None] | None = None,
    geometry: Path | str | None = None,
    pdf: bool = False,
) -> tuple[Outcome, ...]:
    """Run every trial of a study, each in a process of its own, or take over what is done.

    At the end the tables of all people and their page are written into the folder.

    A script that calls this on systems without ``fork`` needs ``if __name__ == "__main__":``.

    Parameters
    ----------
    plan : Plan
        From `opensim_wink.study.plan.plan_study`, whole.
    output : Path or str
        The study's folder: new, empty, or that of an earlier run of the same study.
    only : iterable of str, optional
        Participants to run; all where None.
    processes : int
        Trials at once.
    limits : Limits, optional
        Time (s) and memory (GB) that each trial may take.
    retry_failed : bool
        Whether to run again what failed before.
    scheduler : str, optional
        Address of a Dask scheduler, or ``local`` for a cluster on this machine; without it plain
        processes run the trials.
    progress : callable, optional
        Called with each job and its outcome, as they come.
    geometry : Path or str, optional
        The models' Geometry folder, for the figure in every trial's report.
    pdf : bool
        Whether to print the page of all people into ``report.pdf`` too, by a browser.

    Returns
    -------
    tuple of Outcome
        In the order of the plan's jobs; a trial that failed is an outcome with its reason.

    Raises
    ------
    OutputError
        If the folder holds anything else or cannot be written, or the page cannot be printed.
    SettingError
        If ``processes`` is below 1, the plan has no trial of a participant, or no scheduler
        answers.
    ModelError
        If ``geometry`` holds no surfaces.
    """
    output = Path(output)
    part = plan if only is None else plan.only(only)
    if geometry is not None:
        part = part.with_geometry(Path(geometry).absolute())
    check_page(None if geometry is None else Path(geometry), pdf=pdf)
    check_study_folder(output, plan)
    outcomes, finished = run_plan(
        plan,
        part,
        output,
        processes=processes,
        limits=limits,
        retry_failed=retry_failed,
        scheduler=scheduler,
        progress=progress,
    )
    if pdf and finished is not None:
        print_page(finished)
    return outcomes
