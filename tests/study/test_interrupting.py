"""A local cluster that is asked to end leaves no process, and the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from opensim_wink.study.outcomes import read_outcomes

CLUSTER = ("--scheduler", "local")
PROGRAM = Path(__file__).with_name("batch_made_up.py")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


class Batch:
    """A study of two quick trials and one that hangs, run by the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder, folder / "out"
        for name, text in {"a": "", "b": "", "c": f"hang {folder / 'hangs'}"}.items():
            self.trial(name).parent.mkdir(parents=True, exist_ok=True)
            self.trial(name).write_text(text)
        (folder / "study.yaml").write_text("data: rec\npattern: '{participant}/{trial}.c3d'\n")

    def trial(self, name: str) -> Path:
        return self.folder / f"rec/P1/{name}.c3d"

    def start(self, *where: str) -> subprocess.Popen[str]:
        words = ["batch", "study.yaml", "-o", "out", "--jobs", "2", *where]
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), *words],
            cwd=self.folder,
            env={**os.environ, "WINK_TEST_OF": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def hangs(self) -> bool:
        where = self.folder / "hangs"
        return where.exists() and where.read_text() != "" and len(read_outcomes(self.output)) == 2

    def processes(self) -> list[int]:
        """Every process that was started, however far down."""
        mark, found = f"WINK_TEST_OF={self.folder}\0".encode(), []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in path.read_bytes():
                    found.append(int(path.parent.name))
            except OSError:
                continue
        return found

    def runs(self) -> Counter[str]:
        return Counter(
            line.split()[0] for line in (self.folder / "ran.log").read_text().splitlines()
        )


def wait_until(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 120
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.05)


def test_an_interrupted_cluster_leaves_no_process_and_keeps_what_is_done(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    # Ctrl-C reaches all that the terminal runs; a request to end, the program alone.
    ways = {
        130: (Batch(tmp_path / "int"), lambda pid: os.killpg(pid, signal.SIGINT)),
        143: (Batch(tmp_path / "term"), lambda pid: os.kill(pid, signal.SIGTERM)),
    }
    running = {status: batch.start(*CLUSTER) for status, (batch, _) in ways.items()}
    try:
        for status, (batch, end) in ways.items():
            wait_until(batch.hangs, running[status])
            assert len(batch.processes()) > 3
            end(running[status].pid)
        for status, (batch, _) in ways.items():
            out, err = running[status].communicate(timeout=120)
            assert (running[status].returncode, out) == (status, "")
            told = [line for line in err.splitlines() if not line.startswith("[")]
            assert len(told) == 1, err
            assert told[0].startswith("opensim-wink: interrupted: ")
            assert batch.processes() == []
            assert [one.folder.name for one in read_outcomes(batch.output)] == ["a", "b"]
            assert list((batch.output / ".scratch").iterdir()) == []
            batch.trial("c").write_text("say it works")
        running = {130: ways[130][0].start(*CLUSTER), 143: ways[143][0].start()}
        for status, (batch, _) in ways.items():
            out, err = running[status].communicate(timeout=120)
            # What was made up is no result that tables could be made of, which they say.
            assert running[status].returncode == 1, out + err
            assert "Results that cannot be read: 3, counted as failed" in out
            assert out.startswith("study: 3 of 3 trials done (2 taken over from an earlier run)")
            assert batch.runs() == {"a": 1, "b": 1, "c": 2}
            assert batch.processes() == []
    finally:
        for status, (batch, _) in ways.items():
            for pid in batch.processes():
                os.kill(pid, signal.SIGKILL)
            running[status].communicate()
