"""What ``opensim-wink batch`` says when all trials have ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.errors import counted, listed

if TYPE_CHECKING:
    from opensim_wink.study.job import Job, Outcome
    from opensim_wink.study.plan import Plan
    from opensim_wink.study.tables import Finished

_MOST_TOLD = 20


def outcomes_text(plan: Plan, outcomes: Sequence[Outcome], output: Path) -> str:
    """What came of all trials, the failed ones with their reasons.

    Parameters
    ----------
    plan : Plan
        What was run.
    outcomes : sequence of Outcome
        In the order of its jobs.
    output : Path
        The study's output folder.

    Returns
    -------
    str
        Some lines, the first twenty failures among them.
    """
    failed = [
        (job, one) for job, one in zip(plan.jobs, outcomes, strict=True) if one.state == "failed"
    ]
    reused = sum(one.state == "reused" for one in outcomes)
    taken = f" ({reused} taken over from an earlier run)" if reused else ""
    lines = [
        f"{plan.title}: {len(outcomes) - len(failed)} of {counted(len(outcomes), 'trial')} done"
        f"{taken}, {len(failed)} failed. Results are in {output}."
    ]
    lines += [f"  {line}" for line in _failures(failed)]
    return "\n".join(lines) + "\n"


def finished_text(finished: Finished, outcomes: Sequence[Outcome]) -> str:
    """What the tables of all people say, and what of the results they do not count.

    Parameters
    ----------
    finished : Finished
        What was written.
    outcomes : sequence of Outcome
        Of this run.

    Returns
    -------
    str
        Some lines.
    """
    absent = (
        f"; without a trial: {listed(finished.without_trial)}" if finished.without_trial else ""
    )
    lines = [
        f"All people together: {finished.report}",
        f"  {finished.participants} in the study, {finished.with_result} with a result{absent}.",
    ]
    strays = sum(one.state != "failed" and one.folder not in finished.folders for one in outcomes)
    for number, why in (
        (finished.older, "made before its files changed; run batch again without --only"),
        (finished.other, "of other settings or of another version of the program, as --only or "
         "another batch on this folder leaves it; run batch again without --only"),
        (strays, "of this run, as another batch has put another plan into study.json; run this "
         "batch again"),
    ):  # fmt: skip
        if number:
            lines.append(f"  Not counted: {counted(number, 'result')} {why}.")
    if finished.damaged:
        lines.append(
            f"Results that cannot be read: {finished.damaged}, counted as failed (failures.csv); "
            "the same command makes them anew."
        )
    return "\n".join(lines) + "\n"


def interrupted_text(counts: Mapping[str, int], total: int) -> str:
    """How far an interrupted run came.

    Parameters
    ----------
    counts : mapping of str to int
        Trials by how they ended.
    total : int
        How many there are.

    Returns
    -------
    str
        One line.
    """
    done = counts["done"] + counts["reused"]
    taken = f" ({counts['reused']} taken over from an earlier run)" if counts["reused"] else ""
    return (
        f"opensim-wink: interrupted: {done} done{taken}, {counts['failed']} failed of "
        f"{counted(total, 'trial')}; what is done is kept, and the same command runs the rest.\n"
    )


def _failures(failed: list[tuple[Job, Outcome]]) -> Iterator[str]:
    from opensim_wink.study.progress import outcome_line

    for job, outcome in failed[:_MOST_TOLD]:
        yield outcome_line(job, outcome)
    if len(failed) > _MOST_TOLD:
        yield f"… and {len(failed) - _MOST_TOLD} more."
