"""A study that is killed at any moment is resumed without loss, and leaves no process behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.outcomes import read_outcomes
from opensim_wink.study.running import run_jobs

PROGRAM = Path(__file__).with_name("run_made_up.py")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@contextmanager
def study(trials: Path, output: Path, processes: int = 2) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(PROGRAM), str(trials), str(output), str(processes)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def pids(output: Path) -> list[int]:
    """Every process that ever ran a job."""
    log = output.with_name("ran.log")
    return [int(line.split()[1]) for line in log.read_text().splitlines()] if log.exists() else []


def started(output: Path) -> int:
    return len(pids(output))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(true: object, seconds: float = 30.0) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.01)


def jobs_of(trials: Path, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    monkeypatch.syspath_prepend(str(PROGRAM.parent))
    return list(import_module("run_made_up").jobs_of(trials))


def results(output: Path) -> dict[str, bytes]:
    """Every file of the results and of the outcomes, but for how long each took."""
    timeless = {str(o.folder): bare(o) for o in read_outcomes(output)}
    files = {
        str(path.relative_to(output)): path.read_bytes()
        for path in (output / "p").rglob("*")
        if path.is_file()
    }
    return {**files, **{name: repr(o).encode() for name, o in timeless.items()}}


def bare(outcome: Outcome) -> Outcome:
    return replace(outcome, seconds=0.0, memory_gb=0.0, attempts=1)


def test_killed_at_any_moment_and_resumed_nothing_is_lost_or_doubled(
    acting, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials, output = tmp_path / "trials", tmp_path / "a" / "out"
    trials.mkdir()
    output.parent.mkdir()
    texts = {f"t{n:02}": f"sleep {0.02 * (n % 5)}" for n in range(24)}
    texts |= {"t05": "refuse no pelvis", "t11": "refuse no frames"}
    for name, text in texts.items():
        (trials / f"{name}.c3d").write_text(text)
    chance = random.Random(5)
    for _ in range(4):
        before = started(output)
        with study(trials, output) as process:
            wait_until(lambda before=before: started(output) > before)
            time.sleep(chance.uniform(0.0, 0.25))
            process.send_signal(signal.SIGKILL)
            process.wait()
            wait_until(lambda: not any(map(alive, pids(output))), 5.0)
    jobs = jobs_of(trials, monkeypatch)
    found = run_jobs(jobs, output, processes=2, run=acting.act)
    undisturbed = run_jobs(jobs, tmp_path / "b" / "out", processes=1, run=acting.act)
    assert [bare(replace(o, state="done")) for o in found if o.state != "failed"] == [
        bare(o) for o in undisturbed if o.state != "failed"
    ]
    assert results(output) == results(tmp_path / "b" / "out")
    hidden = [path for path in output.rglob(".*") if path.name != ".scratch"]
    assert hidden == []
    # At each kill at most the two that were running are run again.
    assert started(output) <= len(jobs) + 4 * 2
    assert any(o.state == "reused" for o in found)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_study(tmp_path, how: signal.Signals) -> None:
    trials, output, where = tmp_path / "trials", tmp_path / "out", tmp_path / "pids"
    trials.mkdir()
    (trials / "hangs.c3d").write_text(f"hang {where}")
    with study(trials, output) as process:
        wait_until(lambda: where.exists() and where.read_text())
        process.send_signal(how)
        process.wait()
    wait_until(lambda: not any(alive(int(pid)) for pid in where.read_text().split()), 10.0)
    wait_until(lambda: list((output / ".scratch").iterdir()) == [], 5.0)
    assert read_outcomes(output) == ()


def test_two_batches_on_one_folder_share_the_work(
    acting, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials, output = tmp_path / "trials", tmp_path / "out"
    trials.mkdir()
    for n in range(12):
        (trials / f"t{n:02}.c3d").write_text("refuse it" if n == 3 else "sleep 0.1")
    jobs = jobs_of(trials, monkeypatch)
    with study(trials, output, 1) as other:
        wait_until(lambda: started(output) > 0)
        found = run_jobs(jobs, output, processes=2, run=acting.act)
        assert other.wait(60) == 0
    assert [o.state == "failed" for o in found] == [n == 3 for n in range(12)]
    log = output.with_name("ran.log").read_text().splitlines()
    assert Counter(line.split()[0] for line in log) == dict.fromkeys((job.trial for job in jobs), 1)
    assert "reused" in {o.state for o in found}
    assert len({os.path.realpath(output / job.folder) for job in jobs}) == 12


def test_a_job_is_run_when_the_batch_that_held_it_was_killed(
    acting, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials, output, where = tmp_path / "trials", tmp_path / "out", tmp_path / "pids"
    trials.mkdir()
    (trials / "t.c3d").write_text(f"hang {where}")
    jobs = jobs_of(trials, monkeypatch)
    with study(trials, output, 1) as other:
        wait_until(lambda: where.exists() and where.read_text())
        (trials / "t.c3d").write_text("")
        other.kill()
        (found,) = run_jobs(jobs, output, run=acting.act)
    assert found.state == "done"
