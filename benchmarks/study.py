"""A study of some hundred trials: broken ones, kills, throughput, the runner's own cost, memory.

``python benchmarks/study.py [--trials N] [--single M]``

The packaged trials are multiplied and 5 % of them broken in different ways; one crashes OpenSim,
one hangs. A part of it is run by one process and by two. Then the whole is run undisturbed by two
processes, and again, killed (SIGKILL) at three random moments and resumed each time; every file of
both is compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import study_trials
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.outcomes import OUTCOMES, read_outcomes
from opensim_wink.study.running import run_jobs

KILLS = 3
EMPTY_JOBS = 200
# Wherever these stand they tell when or how long, not what.
_TIMES = ("created",)


@dataclass(frozen=True)
class Told:
    """One line of a run's diary: a job that has its outcome."""

    at_s: float
    folder: str
    state: str
    resident_mb: float
    server_mb: float


def main() -> int:
    """Run all parts and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--single", type=int, default=40, help="good trials for one process alone")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that a trial may take")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="keep everything there")
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        return _be_batch(*arguments.run)
    with tempfile.TemporaryDirectory(prefix="study-") as made:
        folder = arguments.folder or Path(made)
        jobs = study_trials.make_study(folder / "data", arguments.trials, seed=arguments.seed)
        limits = Limits(seconds=arguments.limit)
        (folder / "jobs").write_bytes(pickle.dumps((jobs, limits)))
        _throughput(folder, jobs, arguments.single, limits)
        _overhead(folder, jobs)
        good = _undisturbed(folder, jobs)
        good &= _killed(folder, jobs, random.Random(arguments.seed))
    print("all held" if good else "NOT ALL HELD")
    return 0 if good else 1


def _be_batch(jobs_file: str, output: str, processes: str) -> int:
    """The process that is killed; each outcome goes into a diary beside its output."""
    jobs, limits = pickle.loads(Path(jobs_file).read_bytes())
    start = time.monotonic()
    with Path(f"{output}.diary").open("a", encoding="utf-8") as diary:

        def tell(job: Job, outcome: Outcome) -> None:
            server = _children(os.getpid())
            line = {
                "at_s": time.monotonic() - start,
                "folder": str(job.folder),
                "state": outcome.state,
                "resident_mb": _resident_mb(os.getpid()),
                "server_mb": max((_resident_mb(pid) for pid in server), default=0.0),
            }
            diary.write(json.dumps(line) + "\n")
            diary.flush()

        run_jobs(
            jobs,
            Path(output),
            processes=int(processes),
            limits=limits,
            progress=tell,
            run=study_trials.act,
        )
    return 0


def _start(folder: Path, name: str, processes: int = 2) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, "--run", str(folder / "jobs"), str(folder / name)]
    return subprocess.Popen([*command, str(processes)])


def _diary(folder: Path, name: str) -> list[Told]:
    path = folder / f"{name}.diary"
    if not path.exists():
        return []
    return [Told(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _undisturbed(folder: Path, jobs: Sequence[Job]) -> bool:
    """All at once, by two processes: what came of each, and the memory on the way."""
    start = time.monotonic()
    status = _start(folder, "whole").wait()
    seconds = time.monotonic() - start
    outcomes = {str(o.folder): o for o in read_outcomes(folder / "whole")}
    broken = [job for job in jobs if study_trials.is_broken(job)]
    good = [job for job in jobs if not study_trials.is_broken(job)]
    done = sum(outcomes[str(job.folder)].state == "done" for job in good)
    failed = [outcomes[str(job.folder)] for job in broken]
    print(f"{len(jobs)} trials, {len(broken)} of them broken, 2 processes: {seconds:.0f} s")
    print(f"  finished: {done} of {len(good)} good ones; exit status of the run {status}")
    for outcome in failed:
        print(f"  {outcome.folder.name}: {outcome.state}, {outcome.step}: {outcome.error[:110]}")
    diary = _diary(folder, "whole")
    tenth = max(1, len(diary) // 10)
    for words, name in (("batch", "resident_mb"), ("server", "server_mb")):
        first, last = (
            statistics.median(getattr(told, name) for told in part)
            for part in (diary[:tenth], diary[-tenth:])
        )
        print(f"  memory of the {words}: {first:.1f} MB in the first tenth, {last:.1f} in the last")
    order = [outcomes[told.folder].memory_gb for told in diary if told.state == "done"]
    third = max(1, len(order) // 3)
    print(
        f"  peak of a trial: {statistics.median(order[:third]):.3f} GB in the first third, "
        f"{statistics.median(order[-third:]):.3f} in the last, {max(order):.3f} at most"
    )
    reasons = all(o.state == "failed" and o.step and o.error for o in failed)
    return status == 0 and done == len(good) and reasons and len(outcomes) == len(jobs)


def _killed(folder: Path, jobs: Sequence[Job], chance: random.Random) -> bool:
    """The same study, killed and resumed, against the undisturbed one."""
    left_behind = 0
    marks = sorted(chance.uniform(0.05, 0.9) for _ in range(KILLS))
    for mark in marks:
        process = _start(folder, "killed")
        while process.poll() is None and _count(folder / "killed") < mark * len(jobs):
            time.sleep(0.1)
        time.sleep(chance.uniform(0.0, 3.0))
        family = _family(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1.0)
        left = [pid for pid in family if _resident_mb(pid) > 0]
        left_behind += len(left)
        print(f"  killed with {_count(folder / 'killed')} outcomes; {len(left)} processes left")
    status = _start(folder, "killed").wait()
    runs = Counter(told.folder for told in _diary(folder, "killed") if told.state == "done")
    twice = sum(number > 1 for number in runs.values())
    one, other = (_contents(folder / name) for name in ("whole", "killed"))
    differ = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    print(
        f"killed {KILLS} times and resumed: {len(other)} files of {len(one)}, {len(differ)} differ"
        f"; {twice} trials were told as done twice; exit status {status}"
    )
    for name in differ[:5]:
        print(f"  differs: {name}")
    return status == 0 and not differ and not twice and not left_behind


def _count(output: Path) -> int:
    return len(list((output / OUTCOMES).glob("[!.]*.json")))


def _contents(output: Path) -> dict[str, str]:
    """Fingerprints of all results and outcomes, without when they were made."""
    found = {
        str(outcome.folder): repr((outcome.key, outcome.state, outcome.step, outcome.error))
        for outcome in read_outcomes(output)
    }
    for record in sorted((output / "participants").rglob("provenance.json")):
        content = json.loads(record.read_text("utf-8"))
        times = [str(content.pop(name)).encode() for name in _TIMES]
        for path in sorted(record.parent.rglob("*")):
            if not path.is_file():
                continue
            data = json.dumps(content).encode() if path == record else path.read_bytes()
            for moment in times:  # the page shows the day
                data = data.replace(moment, b"").replace(moment[:10], b"")
            found[str(path.relative_to(output))] = hashlib.sha256(data).hexdigest()
    hidden = [path for path in output.rglob(".*") if path.name != ".scratch"]
    return {**found, **{f"left behind: {path}": "" for path in hidden}}


def _throughput(folder: Path, jobs: Sequence[Job], count: int, limits: Limits) -> None:
    """The same good trials by one process and by two."""
    good = [job for job in jobs if not study_trials.is_broken(job)][:count]
    rates = {}
    for processes in (1, 2):
        output = folder / f"by{processes}"
        start = time.monotonic()
        run_jobs(good, output, processes=processes, limits=limits, run=study_trials.act)
        rates[processes] = 60 * len(good) / (time.monotonic() - start)
        shutil.rmtree(output)
    print(
        f"{len(good)} good trials: {rates[1]:.1f} a minute by one process, {rates[2]:.1f} by two: "
        f"{rates[2] / rates[1]:.2f} times"
    )


def _overhead(folder: Path, jobs: Sequence[Job]) -> None:
    """What the runner itself takes: jobs with real inputs that do nothing."""
    good = [job for job in jobs if not study_trials.is_broken(job)]
    some = [good[number % len(good)] for number in range(EMPTY_JOBS)]
    named = [
        Job(**{**vars(job), "folder": job.folder / str(number)}) for number, job in enumerate(some)
    ]
    moments = [time.monotonic()]
    run_jobs(
        named,
        folder / "empty",
        run=study_trials.nothing,
        progress=lambda *_: moments.append(time.monotonic()),
    )
    each = [1000 * (after - before) for before, after in pairwise(moments[1:])]
    print(
        f"the runner's own time: {statistics.median(each):.1f} ms a trial (median of {len(each)}, "
        f"inputs hashed, outcome on the disk); {moments[1] - moments[0]:.1f} s once for the imports"
    )


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _family(pid: int) -> list[int]:
    own = _children(pid)
    return [*own, *(other for child in own for other in _family(child))]


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
