"""The script of an array job, and the shares of its tasks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job, Limits
from opensim_wink.study.plan import Plan
from opensim_wink.study.slurm import read_task, share_of, slurm_script, write_script

HOSTILE = (
    "plain", "with blank", "$(touch evil)", "`touch evil`", "'; touch evil; '", '"; touch evil; "',
    "a\nb\n#SBATCH --array=0", "\\", "$HOME", "-o", "猫 & touch evil", "!!",
)  # fmt: skip
# In place of the interpreter: writes down what it was called with.
SPY = '#!/bin/sh\nfor word; do printf \'%s\\0\' "$word"; done > "$SEEN"\n'


def plan_of(count: int, title: str = "Deep squats") -> Plan:
    jobs = tuple(
        Job("P", "1", f"{n:04d}", None, Path("a.c3d"), None, AnalysisSettings(),
            PurePosixPath("participants", "P", "1", f"{n:04d}"))
        for n in range(count)
    )  # fmt: skip
    return Plan(Path("study.yaml"), "0", title, jobs, ())


@pytest.mark.parametrize(("jobs", "tasks"), [(1, 1), (7, 3), (3, 7), (1000, 1000), (2500, 1000)])
def test_every_job_is_in_one_share(jobs: int, tasks: int) -> None:
    plan = plan_of(jobs)
    shares = [share_of(plan, task, tasks).jobs for task in range(1, tasks + 1)]
    assert sorted(j.trial for share in shares for j in share) == [j.trial for j in plan.jobs]
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", "1.0/3", ""])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="no share"):
        read_task(text)


def test_a_share() -> None:
    assert read_task("3/40") == (3, 40)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_reach_the_program_as_they_are(tmp_path: Path, hostile: str) -> None:
    python = tmp_path / "bin here" / "py'thon"
    python.parent.mkdir()
    python.write_text(SPY)
    python.chmod(0o755)
    study, output = tmp_path / hostile / "study.yaml", tmp_path / hostile / "out"
    text = slurm_script(
        plan_of(3, hostile),
        study,
        output,
        limits=Limits(600, 8),
        arguments=[f"--only={hostile}"],
        python=str(python),
    )
    script = tmp_path / "run.sh"
    write_script(script, text)
    subprocess.run(["bash", "-n", script], check=True)
    where = tmp_path / "empty"
    where.mkdir()
    seen = tmp_path / "seen"
    environment = {**os.environ, "SLURM_ARRAY_TASK_ID": "2", "SEEN": str(seen)}
    subprocess.run(["bash", script], check=True, cwd=where, env=environment)
    assert seen.read_bytes().decode().split("\0")[:-1] == [
        "-P", "-m", "opensim_wink", "batch", str(study), "-o", str(output), "--time-limit", "600",
        "--memory-limit", "8", f"--only={hostile}", "--task", "2/3",
    ]  # fmt: skip
    assert list(where.iterdir()) == []
    directives = text.splitlines()[1:7]
    assert all(line.startswith("#SBATCH --") for line in directives)
    assert directives[1] == "#SBATCH --array=1-3"


def test_what_it_asks_for_follows_from_the_limits() -> None:
    text = slurm_script(plan_of(2500), Path("s"), Path("o"), limits=Limits(120, 2.5))
    assert "#SBATCH --array=1-1000\n" in text
    assert "#SBATCH --mem=3584M\n" in text
    assert "#SBATCH --time=11\n" in text  # three trials of 2 minutes, and 5 to spare
    with pytest.raises(SettingError, match="no trial"):
        slurm_script(plan_of(0), Path("s"), Path("o"), limits=Limits())


def test_a_script_replaces_only_such_a_script(tmp_path: Path) -> None:
    text = slurm_script(plan_of(2), Path("s"), Path("o"), limits=Limits())
    path = tmp_path / "run.sh"
    write_script(path, text)
    write_script(path, text)
    (tmp_path / "mine.sh").write_text("#!/bin/bash\n#SBATCH --job-name=mine\n")
    with pytest.raises(OutputError, match="another file"):
        write_script(tmp_path / "mine.sh", text)
    with pytest.raises(OutputError, match="cannot be written"):
        write_script(tmp_path / "nowhere" / "run.sh", text)
    with pytest.raises(OutputError, match="another file"):
        write_script(tmp_path, text)
