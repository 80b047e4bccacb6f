"""What the tests run in place of an analysis: it does what is written in the trial's file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from opensim_wink.errors import TrialError
from opensim_wink.report.folder import whole_folder
from opensim_wink.study.job import Job, Outcome


def act(job: Job, output: Path, key: str) -> Outcome:
    """Note that it ran, do each word of the trial's file, and leave a result."""
    note(output, f"{job.trial} {os.getpid()}")
    for line in job.trial_path.read_text().splitlines():
        word, _, rest = line.partition(" ")
        WORDS[word](rest)
    write(job, output, key)
    return Outcome(job.folder, key, "done")


def write(job: Job, output: Path, key: str) -> None:
    with whole_folder(output / job.folder, overwrite=True) as inside:
        (inside / "summary.json").write_text(job.trial_path.read_text())
        record = {
            "package": {"name": "opensim-wink"},
            "files": ["summary.json", "provenance.json"],
            "study": {"key": key},
        }
        (inside / "provenance.json").write_text(json.dumps(record))


def note(output: Path, line: str) -> None:
    """One line in a file beside the output; what is appended at once stays whole."""
    fd = os.open(output.with_name("ran.log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(fd, f"{line}\n".encode())
    os.close(fd)


def crash(_: str) -> None:
    os.write(2, b"about to crash\n")
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(where: str) -> None:
    """Start a process of its own, say which, and never come back."""
    own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(where).write_text(f"{os.getpid()} {own.pid}")
    time.sleep(600)


def eat(gigabytes: str) -> None:
    held = []
    for _ in range(int(float(gigabytes) * 64)):
        held.append(bytearray(os.urandom(1024) * 16384))  # 16 MB, touched
        time.sleep(0.001)


def refuse(words: str) -> None:
    raise TrialError(words)


def blunder(words: str) -> None:
    raise ValueError(words)


def reserve(_: str) -> None:
    bytearray(1 << 44)


def once(where: str) -> None:
    """Kill the parent, but only the first time."""
    if not Path(where).exists():
        Path(where).touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)


WORDS = {
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "say": lambda words: print(words, flush=True),  # noqa: T201
    "exit": lambda status: os._exit(int(status)),
    "crash": crash,
    "hang": hang,
    "eat": eat,
    "refuse": refuse,
    "blunder": blunder,
    "reserve": reserve,
    "once": once,
}
