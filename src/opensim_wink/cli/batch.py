"""``opensim-wink batch``: its options, and the run."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.cli import values
from opensim_wink.cli.batch_summary import finished_text, interrupted_text, outcomes_text
from opensim_wink.cli.ending import asked_to_end
from opensim_wink.cli.options import add_output
from opensim_wink.cli.terminal import page_width

if TYPE_CHECKING:
    from opensim_wink.study.job import Outcome
    from opensim_wink.study.plan import Plan

_DONE, _SOME_FAILED, _NOTHING_CAN_RUN, _INTERRUPTED, _TERMINATED = 0, 1, 2, 130, 143


def add_batch(verbs: Any, common: Any) -> None:
    """Add the verb to the parser.

    Parameters
    ----------
    verbs : argparse subparsers
        Where it goes.
    common : ArgumentParser
        Parent with the options that all verbs have.
    """
    batch = verbs.add_parser(
        "batch",
        parents=[common],
        allow_abbrev=False,
        help="every trial of a study: participants, sessions, conditions",
        description=(
            "Analyse every trial that a study's file finds or lists (docs/batch.md), each in a "
            "process of its own. A trial that fails is told, and the others go on; the same "
            "command again takes over what is done and runs the rest."
        ),
        epilog="Exit status: 0 all done, 1 some trials failed, 2 refused, or nothing can run.",
    )
    batch.add_argument("study", type=Path, metavar="STUDY.yaml", help="what the study holds")
    add_output(
        batch,
        "new folder, or that of an earlier run of the study; only --dry-run goes without",
        required=False,
    )
    batch.add_argument(
        "--dry-run",
        action="store_true",
        help="show what would run and what is missing, and write nothing",
    )
    batch.add_argument(
        "--only",
        nargs="+",
        action="extend",
        metavar="PARTICIPANT",
        help="only the trials of these participants",
    )
    _add_pages(batch)
    _add_running(batch)


def _add_pages(batch: Any) -> None:
    """What the pages show, and on what."""
    pages = batch.add_argument_group("the reports")
    pages.add_argument(
        "--pdf",
        action="store_true",
        help=(
            "print the page of all people into report.pdf too, by a browser (docs/report.md); "
            "that of a trial: 'opensim-wink report --pdf DIR'"
        ),
    )
    pages.add_argument(
        "--geometry",
        type=Path,
        metavar="DIR",
        help=(
            "the models' Geometry folder (.vtp, .stl, .obj), for the figure in every trial's "
            "report (default: what lies beside its model, else simple bones)"
        ),
    )


def _add_running(batch: Any) -> None:
    """How many at once, and what each may take."""
    how = batch.add_argument_group("how it is run")
    how.add_argument(
        "--jobs",
        type=values.whole_number("--jobs", "1 to 256", lambda n: 1 <= n <= 256),
        default=1,
        metavar="N",
        help="how many trials at once (default 1); each keeps one core busy",
    )
    how.add_argument(
        "--time-limit",
        type=values.number("--time-limit", 1, 1e6, "seconds"),
        default=600.0,
        metavar="S",
        help="a trial that takes longer is ended, and counts as failed (default 600)",
    )
    how.add_argument(
        "--memory-limit",
        type=values.number("--memory-limit", 0.1, 4096, "GB"),
        default=8.0,
        metavar="GB",
        help="a trial that holds more memory is ended, and counts as failed (default 8)",
    )
    how.add_argument(
        "--retry-failed",
        action="store_true",
        help="run again what failed before, even if nothing of it has changed",
    )
    elsewhere = batch.add_argument_group("where it is run")
    elsewhere.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help=(
            "run on a Dask cluster: tcp://HOST:PORT of its scheduler, or 'local' for --jobs "
            "workers on this machine"
        ),
    )
    elsewhere.add_argument(
        "--slurm-script",
        type=Path,
        metavar="FILE",
        help="run nothing, but write a script for sbatch that runs the study as an array job",
    )
    elsewhere.add_argument(
        "--task",
        metavar="I/N",
        help="only the I-th of N shares of the trials, as a task of an array job does",
    )


def run_batch(arguments: Namespace) -> int:
    """Plan a study, run it and tell what came of it.

    Parameters
    ----------
    arguments : Namespace
        As the parser made them.

    Returns
    -------
    int
        0 all done, 1 some failed, 130 or 143 interrupted. Of a dry run: 0, or 2 where nothing
        could run.

    Raises
    ------
    SettingError
        If the study's file is wrong, or nothing of it can run.
    OutputError
        If the output folder does not serve.
    """
    from opensim_wink.errors import SettingError
    from opensim_wink.study.dry_run import already_done, plan_text
    from opensim_wink.study.plan import plan_study

    _check_where(arguments)
    _check_page(arguments)
    if sys.stderr.isatty():  # reading a large study takes some seconds
        sys.stderr.write(f"Looking for the trials of {arguments.study} …\n")
        sys.stderr.flush()
    whole = plan_study(arguments.study)
    plan = whole if arguments.only is None else whole.only(arguments.only)
    if arguments.geometry is not None:
        plan = plan.with_geometry(arguments.geometry.absolute())
    if arguments.output is not None:
        from opensim_wink.study.record import check_study_folder

        check_study_folder(arguments.output, whole)
    runnable = len(plan.jobs) - len(plan.blocked)
    if arguments.dry_run:
        done = already_done(plan, arguments.output) if arguments.output is not None else ()
        sys.stdout.write(plan_text(plan, page_width(), done) + "\n")
        return _DONE if runnable else _NOTHING_CAN_RUN
    if arguments.output is None:
        raise SettingError("batch needs -o DIR for its results, or --dry-run to write none.")
    if not runnable:
        raise SettingError(f"{plan.path}: nothing can run: {_why_nothing(plan)}")
    if arguments.slurm_script is not None:
        return _write_script(arguments, whole, plan)
    if arguments.task is not None:
        from opensim_wink.study.slurm import read_task, share_of

        plan = share_of(plan, *read_task(arguments.task))
    return _run(arguments, whole, plan)


def _check_where(arguments: Namespace) -> None:
    """Refuse options that cannot be meant together, before the study is looked through."""
    from opensim_wink.errors import SettingError

    if arguments.scheduler is not None:
        from opensim_wink.study.dask_cluster import check_scheduler

        check_scheduler(arguments.scheduler)
    if arguments.task is not None:
        from opensim_wink.study.slurm import read_task

        read_task(arguments.task)
    names = ("slurm_script", "scheduler", "task")
    options = [f"--{name.replace('_', '-')}" for name in names]
    given = [option for option in options if _is_given(arguments, option)]
    if "--slurm-script" in given and len(given) > 1:
        raise SettingError(f"{' and '.join(given)} cannot be given together; name one of them.")


def _check_page(arguments: Namespace) -> None:
    """Refuse what the pages could not be made with, before any work is done."""
    if arguments.geometry is not None or arguments.pdf:
        from opensim_wink.study.run_plan import check_page

        prints = arguments.pdf and not arguments.dry_run and arguments.slurm_script is None
        check_page(arguments.geometry, pdf=prints)


def _write_script(arguments: Namespace, whole: Plan, plan: Plan) -> int:
    """Write the script of an array job, and the plan that its tasks follow."""
    from opensim_wink.study.job import Limits
    from opensim_wink.study.record import write_record
    from opensim_wink.study.slurm import check_script_place, slurm_script, write_script

    more = [option for option in ("--retry-failed", "--pdf") if _is_given(arguments, option)]
    more += ["--jobs", "1"]
    if arguments.geometry is not None:
        more.append(f"--geometry={arguments.geometry.absolute()}")
    for name in arguments.only or ():
        more.append(f"--only={name}")
    limits = Limits(arguments.time_limit, arguments.memory_limit)
    text = slurm_script(plan, arguments.study, arguments.output, limits=limits, arguments=more)
    check_script_place(arguments.slurm_script)
    write_record(arguments.output, whole)
    write_script(arguments.slurm_script, text)
    sys.stdout.write(
        f"{arguments.slurm_script}: an array job for {len(plan.jobs)} trials; submit it with "
        "sbatch.\n"
    )
    return _DONE


def _is_given(arguments: Namespace, option: str) -> bool:
    return bool(getattr(arguments, option.removeprefix("--").replace("-", "_")))


def _why_nothing(plan: Plan) -> str:
    reasons = [f"{one.what}: {one.reason}" for one in plan.missing if one.blocks]
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return f"{reasons[0]}{more}; see --dry-run."


def _run(arguments: Namespace, whole: Plan, plan: Plan) -> int:
    from opensim_wink.study.job import Limits
    from opensim_wink.study.progress import StudyProgress
    from opensim_wink.study.run_plan import run_plan

    progress = StudyProgress(len(plan.jobs))

    def tell(outcomes: Sequence[Outcome]) -> None:
        progress.close()
        sys.stdout.write(outcomes_text(plan, outcomes, arguments.output))

    with asked_to_end() as asked:
        try:
            with progress:
                outcomes, finished = run_plan(
                    whole,
                    plan,
                    arguments.output,
                    processes=arguments.jobs,
                    limits=Limits(arguments.time_limit, arguments.memory_limit),
                    retry_failed=arguments.retry_failed,
                    scheduler=arguments.scheduler,
                    progress=progress,
                    ran=tell,
                    others_run=arguments.task is not None,
                )
        except KeyboardInterrupt:
            sys.stderr.write(interrupted_text(progress.counts, len(plan.jobs)))
            return _TERMINATED if signal.SIGTERM in asked else _INTERRUPTED
    if finished is not None:
        sys.stdout.write(finished_text(finished, outcomes))
        if arguments.pdf:
            from opensim_wink.study.run_plan import print_page

            sys.stdout.write(f"On paper: {print_page(finished)}\n")
    damaged = finished is not None and finished.damaged > 0
    failed = damaged or any(one.state == "failed" for one in outcomes)
    return _SOME_FAILED if failed else _DONE
