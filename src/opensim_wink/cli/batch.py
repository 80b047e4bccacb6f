"""``opensim-wink batch``: its options, and the run."""

from __future__ import annotations

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opensim_wink.cli import values
from opensim_wink.cli.options import add_output
from opensim_wink.cli.terminal import page_width

if TYPE_CHECKING:
    from opensim_wink.study.job import Job, Outcome
    from opensim_wink.study.plan import Plan

_DONE, _SOME_FAILED, _NOTHING_CAN_RUN, _INTERRUPTED, _TERMINATED = 0, 1, 2, 130, 143
_MOST_TOLD = 20


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
    _add_running(batch)


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
    whole = plan_study(arguments.study)
    plan = whole if arguments.only is None else whole.only(arguments.only)
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
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(arguments, name)]
    if "--slurm-script" in given and len(given) > 1:
        raise SettingError(f"{' and '.join(given)} cannot be given together; name one of them.")


def _write_script(arguments: Namespace, whole: Plan, plan: Plan) -> int:
    """Write the script of an array job, and the plan that its tasks follow."""
    from opensim_wink.study.job import Limits
    from opensim_wink.study.record import write_record
    from opensim_wink.study.slurm import check_script_place, slurm_script, write_script

    more = ["--retry-failed"] if arguments.retry_failed else []
    more += ["--jobs", "1"]
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
        sys.stdout.write(_told(plan, outcomes, arguments.output))

    with _asked_to_end() as asked:
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
            told = sum(progress.counts.values())
            sys.stderr.write(
                f"opensim-wink: interrupted after {told} of {len(plan.jobs)} trials; what is "
                "done is kept, and the same command runs the rest.\n"
            )
            return _TERMINATED if signal.SIGTERM in asked else _INTERRUPTED
    if finished is not None:
        sys.stdout.write(f"All people together: {finished.report}\n")
    return _SOME_FAILED if any(one.state == "failed" for one in outcomes) else _DONE


@contextmanager
def _asked_to_end() -> Iterator[list[int]]:
    """Remember which signal asked to end; each ends the run as Ctrl-C does."""
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    earlier = signal.signal(signal.SIGTERM, end)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _told(plan: Plan, outcomes: Sequence[Outcome], output: Path) -> str:
    """What came of all trials, the failed ones with their reasons."""
    from opensim_wink.errors import counted
    from opensim_wink.study.progress import outcome_line

    failed = [
        (job, one) for job, one in zip(plan.jobs, outcomes, strict=True) if one.state == "failed"
    ]
    reused = sum(one.state == "reused" for one in outcomes)
    taken = f" ({reused} taken over from an earlier run)" if reused else ""
    lines = [
        f"{plan.title}: {len(outcomes) - len(failed)} of {counted(len(outcomes), 'trial')} done"
        f"{taken}, {len(failed)} failed. Results are in {output}."
    ]
    lines += [f"  {line}" for line in _failures(failed, outcome_line)]
    return "\n".join(lines) + "\n"


def _failures(failed: list[tuple[Job, Outcome]], line: Any) -> Iterator[str]:
    for job, outcome in failed[:_MOST_TOLD]:
        yield line(job, outcome)
    if len(failed) > _MOST_TOLD:
        yield f"… and {len(failed) - _MOST_TOLD} more."
