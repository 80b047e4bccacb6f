"""A study as an array job of SLURM: a script, and the share of the trials that each task runs."""

from __future__ import annotations

import math
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.study.job import Limits
from opensim_wink.study.plan import Plan

MOST_TASKS = 1000
"""Tasks of an array at most: SLURM allows 1001 unless it is told otherwise."""

_TASK = re.compile(r"(\d{1,6})/(\d{1,6})")
_SPARE_GB, _SPARE_S = 1.0, 300.0


def read_task(text: str) -> tuple[int, int]:
    """Which share of the trials a task runs.

    Parameters
    ----------
    text : str
        ``I/N``: the I-th of N shares, from 1.

    Returns
    -------
    tuple of int
        I and N.

    Raises
    ------
    SettingError
        If it is anything else.
    """
    found = _TASK.fullmatch(text)
    share, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= share <= of:
        raise SettingError(f"'{text}' is no share of the trials; write one such as 3/40.")
    return share, of


def share_of(plan: Plan, share: int, of: int) -> Plan:
    """The part of a plan that one task runs.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    share, of : int
        As `read_task` gives them.

    Returns
    -------
    Plan
        Every ``of``-th job; each job is in one share, and a share may be empty.
    """
    return replace(plan, jobs=plan.jobs[share - 1 :: of])


def slurm_script(
    plan: Plan,
    study: Path,
    output: Path,
    *,
    limits: Limits,
    arguments: Sequence[str] = (),
    python: str = sys.executable,
) -> str:
    """An array job that runs every trial of a study.

    Parameters
    ----------
    plan : Plan
        What shall run: a task a trial, up to a thousand; beyond that, tasks run several.
    study, output : Path
        The study's file and its output folder; both must be seen by all nodes.
    limits : Limits
        What a trial may take: what the job asks for follows from it.
    arguments : sequence of str
        More options for each ``batch``, such as ``--only P01``.
    python : str
        The interpreter that has this package, on every node.

    Returns
    -------
    str
        A script for ``sbatch``. Paths and arguments may hold any character.

    Raises
    ------
    SettingError
        If a path cannot stand in a script, or nothing can run.
    """
    if not plan.jobs:
        raise SettingError(f"{plan.path}: there is no trial to run.")
    tasks = min(len(plan.jobs), MOST_TASKS)
    trials = math.ceil(len(plan.jobs) / tasks)
    minutes = math.ceil((trials * limits.seconds + _SPARE_S) / 60)
    command = [
        python, "-P", "-m", "opensim_wink", "batch", str(study.absolute()), "-o",
        str(output.absolute()), "--time-limit", f"{limits.seconds:g}", "--memory-limit",
        f"{limits.memory_gb:g}", *arguments,
    ]  # fmt: skip
    if any("\0" in word for word in command):
        raise SettingError("a path holds a null byte, which no script can name; rename it.")
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", plan.title).strip("_")[:40] or "study"
    return "\n".join(
        [
            "#!/bin/bash",
            f"#SBATCH --job-name={name}",
            f"#SBATCH --array=1-{tasks}",
            "#SBATCH --ntasks=1",
            "#SBATCH --cpus-per-task=1",
            f"#SBATCH --mem={math.ceil(1024 * (limits.memory_gb + _SPARE_GB))}M",
            f"#SBATCH --time={minutes}",
            "",
            f"# {len(plan.jobs)} trials, {trials} a task at most. Submit it again to run what is "
            "left: what is done is taken over.",
            "# The task that ends last writes the tables and report.html.",
            "set -u",
            f'exec {shlex.join(command)} --task "${{SLURM_ARRAY_TASK_ID}}/{tasks}"',
            "",
        ]
    )


def check_script_place(path: Path) -> None:
    """Refuse a place where something else lies.

    Parameters
    ----------
    path : Path
        Where a script shall go.

    Raises
    ------
    OutputError
        If a file is there that is no such script.
    """
    try:
        taken = path.exists() and not _is_ours(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be looked at: {error.strerror or error}.") from error
    if taken:
        raise OutputError(f"{path}: another file is there; name a new one for the script.")


def write_script(path: Path, text: str) -> None:
    """Write a script, unless something else is there.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced only where it is such a script.
    text : str
        From `slurm_script`.

    Raises
    ------
    OutputError
        If another file is there, or it cannot be written.
    """
    check_script_place(path)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, UnicodeEncodeError) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: the script cannot be written: {told}.") from error


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        start = stream.read(2000)
    return start.startswith(b"#!/bin/bash\n#SBATCH --job-name=") and b"report.html." in start
