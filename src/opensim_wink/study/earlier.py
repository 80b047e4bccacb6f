"""What earlier runs of a study left of a job, and whether it still holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.outcomes import has_result, write_outcome

MOST_ATTEMPTS = 3
OF_THE_INPUT = ("read", "scale", "follow", "measure")
"""Steps whose failures the job's own files cause: they would fail again."""


def settled(
    output: Path, job: Job, key: str, previous: Outcome | None, *, retry_failed: bool = False
) -> Outcome | None:
    """What an earlier run left of a job, if it still holds.

    Parameters
    ----------
    output : Path
        The study's output folder.
    job : Job
        The job.
    key : str
        Its key now.
    previous : Outcome or None
        Its outcome as it was kept.
    retry_failed : bool
        Whether no failure holds.

    Returns
    -------
    Outcome or None
        ``reused`` or ``failed``; None where the job has to be run.
    """
    same = previous if previous is not None and previous.key == key else None
    # A result whose writing failed, or that the tables found damaged, holds no more.
    damaged = same is not None and (same.state, same.step) == ("failed", "write")
    if has_result(output, job.folder, key) and not damaged:
        done = same if same is not None and same.state != "failed" else None
        return replace(done or Outcome(job.folder, key, "done"), state="reused")
    if same is None or same.state != "failed" or retry_failed:
        return None
    holds = same.step in OF_THE_INPUT or same.attempts >= MOST_ATTEMPTS
    return same if holds else None


def keep_settled(output: Path, earlier: Outcome, previous: Outcome | None) -> None:
    """Write the outcome of a result whose writer was killed before it could; else do nothing.

    Only for whoever holds the job's lock.

    Parameters
    ----------
    output : Path
        The study's output folder.
    earlier : Outcome
        From `settled`.
    previous : Outcome or None
        The outcome as it was kept.
    """
    kept = previous is not None and (previous.key, previous.state) == (earlier.key, "done")
    if earlier.state == "reused" and not kept:
        write_outcome(output, replace(earlier, state="done"))


def attempts_before(previous: Outcome | None, key: str) -> int:
    """How often a job has failed with a key.

    Parameters
    ----------
    previous : Outcome or None
        Its outcome as it was kept.
    key : str
        Its key now.

    Returns
    -------
    int
        0 where it was not tried, was done, or was another.
    """
    if previous is None or (previous.key, previous.state) != (key, "failed"):
        return 0
    return previous.attempts
