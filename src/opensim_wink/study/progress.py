"""How far a study is: one line at a terminal, a line a trial elsewhere."""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Never, Self, TextIO

from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.names import printable

if TYPE_CHECKING:
    from tqdm import tqdm

_LONGEST_ERROR = 300
_TICK_S = 1.0


class StudyProgress:
    """Tells of each trial as it ends; call it with a job and its outcome.

    Parameters
    ----------
    total : int
        How many trials there are.
    stream : TextIO, optional
        Where to; stderr where left out. A bar is drawn only if it is a terminal.
    """

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._stream = sys.stderr if stream is None else stream
        self._started = time.monotonic()
        self._bar: tqdm[Never] | None = None
        self._running: dict[str, float] = {}
        self._drawing = threading.RLock()
        self._ended = threading.Event()
        self._clock: threading.Thread | None = None
        self.counts = {"done": 0, "failed": 0, "reused": 0}
        """How many trials ended how."""

    def begun(self, job: Job) -> None:
        """Name a trial that now runs; only a terminal shows it.

        Parameters
        ----------
        job : Job
            The trial.
        """
        with self._drawing:
            self._running[_place(job)] = time.monotonic()
            if self._bar is not None:
                self._refresh(self._bar)

    def __call__(self, job: Job, outcome: Outcome) -> None:
        """Count a trial and show it.

        Parameters
        ----------
        job : Job
            The trial.
        outcome : Outcome
            What came of it.
        """
        line = outcome_line(job, outcome)
        with self._drawing:
            self.counts[outcome.state] += 1
            self._running.pop(_place(job), None)
            self._tell(outcome, line)

    def _tell(self, outcome: Outcome, line: str) -> None:
        if self._stream.isatty():
            self._draw(outcome, line)
        elif outcome.state != "reused":  # of three hundred taken over, nobody reads each
            ended = sum(self.counts.values())
            left = time_left(self.counts, self._total, time.monotonic() - self._started)
            self._stream.write(f"[{ended}/{self._total}] {line}{left and f'; about {left} left'}\n")
            self._stream.flush()

    def _draw(self, outcome: Outcome, line: str) -> None:
        bar = self._open()
        if outcome.state == "failed":
            bar.write(line, file=self._stream)
        if outcome.state == "reused":
            bar.initial += 1  # it took no time: it tells nothing of what is left
        bar.update()
        self._refresh(bar)

    def _refresh(self, bar: tqdm[Never]) -> None:
        """Draw the bar anew, with the time and what runs."""
        told = [f"{n} {state}" for state, n in self.counts.items() if n]
        bar.set_postfix_str(", ".join([*told, *self._now()]), refresh=False)
        bar.refresh()

    def _now(self) -> list[str]:
        """What runs, and for how long; one trial by its name."""
        ended = sum(self.counts.values())
        if not self._running:
            return ["begins"] if ended < self._total else ["puts all people together"]
        place, since = min(self._running.items(), key=lambda one: one[1])
        more = f" and {len(self._running) - 1} more" if len(self._running) > 1 else ""
        return [f"runs {printable(place)} ({time.monotonic() - since:.0f} s){more}"]

    def _tick(self) -> None:
        """Let the clock go on between two ends: a trial may take a minute."""
        if hasattr(signal, "pthread_sigmask"):  # Ctrl-C is for the main thread
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
        while not self._ended.wait(_TICK_S):
            with self._drawing:
                if self._bar is not None:
                    self._refresh(self._bar)

    def _open(self) -> tqdm[Never]:
        if self._bar is None:
            from tqdm import tqdm

            # Without smoothing the estimate rests on all trials: they take unlike times.
            self._bar = tqdm(
                total=self._total, file=self._stream, unit="trial", smoothing=0, leave=False
            )
        return self._bar

    def close(self) -> None:
        """Stop the clock and remove the bar."""
        self._ended.set()
        if self._clock is not None:
            self._clock.join()
            self._clock = None
        with self._drawing:
            if self._bar is not None:
                self._bar.close()
                self._bar = None

    def __enter__(self) -> Self:
        if self._stream.isatty():
            self._refresh(self._open())
            self._clock = threading.Thread(target=self._tick, daemon=True)
            self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _place(job: Job) -> str:
    return f"{job.participant}/{job.session}/{job.trial}"


def outcome_line(job: Job, outcome: Outcome) -> str:
    """One line of a trial and its end.

    Parameters
    ----------
    job : Job
        The trial.
    outcome : Outcome
        What came of it.

    Returns
    -------
    str
        Printable, without a line's end.
    """
    place = _place(job)
    if outcome.state == "reused":
        return f"{place}: taken over"
    if outcome.state == "done":
        return f"{place}: done in {outcome.seconds:.1f} s"
    # An error may quote a file, and a file may hold anything, a terminal's commands too.
    words = " ".join(outcome.error.split())[:_LONGEST_ERROR]
    return f"{place}: failed ({outcome.step}): {printable(words)}"


def time_left(counts: dict[str, int], total: int, elapsed_s: float) -> str:
    """About how long the rest will take, by what those took that were run.

    Parameters
    ----------
    counts : dict of str to int
        How many trials ended how.
    total : int
        How many there are.
    elapsed_s : float
        Since the start, s.

    Returns
    -------
    str
        ``"40 s"``, ``"12 min"`` or ``"3.5 h"``; empty where nothing is left, or nothing is known.
    """
    run = counts["done"] + counts["failed"]
    rest = total - run - counts["reused"]
    if not run or rest <= 0:
        return ""
    seconds = elapsed_s / run * rest
    if seconds < 90:
        return f"{max(1.0, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
