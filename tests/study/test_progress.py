"""What is told while a study runs."""

from __future__ import annotations

import io
import time
from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.names import folder_of
from opensim_wink.study.progress import StudyProgress, outcome_line, time_left


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def job(trial: str) -> Job:
    folder = folder_of("P1", "S1", trial)
    return Job("P1", "S1", trial, None, Path("a.c3d"), None, AnalysisSettings(), folder)


def outcome(state: str, error: str = "") -> Outcome:
    step = "read" if state == "failed" else ""
    return Outcome(PurePosixPath("participants/P1/S1/a"), "key", state, step, error, 2.5)


def test_without_a_terminal_each_trial_that_was_run_has_a_line() -> None:
    stream = io.StringIO()
    with StudyProgress(4, stream) as progress:
        progress(job("a"), outcome("reused"))
        progress(job("b"), outcome("done"))
        progress(job("c"), outcome("failed", "no\nC3D"))
        progress(job("d"), outcome("reused"))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("[2/4] P1/S1/b: done in 2.5 s; about ")
    assert lines[0].endswith(" left")
    assert lines[1].startswith("[3/4] P1/S1/c: failed (read): no C3D")
    assert progress.counts == {"done": 1, "failed": 1, "reused": 2}


def test_at_a_terminal_there_is_one_bar_and_failures_stay() -> None:
    stream = Terminal()
    with StudyProgress(3, stream) as progress:
        progress(job("a"), outcome("reused"))
        progress(job("b"), outcome("failed", "no C3D"))
        progress(job("c"), outcome("done"))
    shown = stream.getvalue()
    assert "P1/S1/b: failed (read): no C3D\n" in shown
    assert "1 done, 1 failed, 1 reused" in shown
    assert "3/3" in shown
    assert "P1/S1/c" not in shown


def test_at_a_terminal_what_runs_is_named_and_the_clock_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("opensim_wink.study.progress._TICK_S", 0.01)
    stream = Terminal()
    with StudyProgress(2, stream) as progress:
        assert "begins" in stream.getvalue()
        progress.begun(job("a"))
        assert "runs P1/S1/a (0 s)" in stream.getvalue()
        drawn = stream.getvalue().count("runs P1/S1/a")
        until = time.monotonic() + 30
        while stream.getvalue().count("runs P1/S1/a") <= drawn:  # nobody but the clock draws
            assert time.monotonic() < until
            time.sleep(0.01)
        progress.begun(job("b"))
        assert "and 1 more" in stream.getvalue()
        progress(job("a"), outcome("done"))
        assert "1 done, runs P1/S1/b" in stream.getvalue()
    silent = io.StringIO()
    with StudyProgress(2, silent) as progress:
        progress.begun(job("a"))
    assert silent.getvalue() == ""


def test_a_file_cannot_speak_to_the_terminal() -> None:
    line = outcome_line(
        job("a"), outcome("failed", "\x1b[2J\x1b]0;owned\x07 label 'x\u202ey'" * 50)
    )
    assert line.isprintable()
    assert len(line) < 400


@pytest.mark.parametrize(
    ("counts", "total", "elapsed_s", "told"),
    [
        ((0, 0, 5), 10, 60.0, ""),
        ((10, 0, 0), 10, 60.0, ""),
        ((4, 1, 0), 10, 10.0, "10 s"),
        ((1, 0, 200), 301, 6.0, "10 min"),
        ((1, 0, 0), 3601, 6.0, "6.0 h"),
    ],
)
def test_the_estimate_rests_on_what_was_run(
    counts: tuple[int, int, int], total: int, elapsed_s: float, told: str
) -> None:
    known = dict(zip(("done", "failed", "reused"), counts, strict=True))
    assert time_left(known, total, elapsed_s) == told
