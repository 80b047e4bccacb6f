"""What ``opensim-wink batch`` says when all trials have ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opensim_wink.study.job import Job, Outcome
    from opensim_wink.study.plan import Plan

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
    from opensim_wink.errors import counted

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


def _failures(failed: list[tuple[Job, Outcome]]) -> Iterator[str]:
    from opensim_wink.study.progress import outcome_line

    for job, outcome in failed[:_MOST_TOLD]:
        yield outcome_line(job, outcome)
    if len(failed) > _MOST_TOLD:
        yield f"… and {len(failed) - _MOST_TOLD} more."
