"""Watch a process: how long it has run and how much memory it holds."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.study.job import Limits

LOOK_S = 0.05
"""Time between two looks at the memory, s: little enough that a runaway gains a few 0.1 GB."""

_GB = 1 << 30


@dataclass
class Watch:
    """A process under limits.

    Attributes
    ----------
    pid : int
        The process.
    limits : Limits
        What it may take.
    since_s : float
        When it started, on the monotonic clock.
    peak_gb : float
        Most memory that was seen.
    reason : str
        ``time`` or ``memory`` once it has to go; empty before.
    """

    pid: int
    limits: Limits
    since_s: float
    peak_gb: float = 0.0
    reason: str = ""

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self.since_s

    def look(self) -> str:
        """See whether it has passed a limit.

        Returns
        -------
        str
            ``time``, ``memory`` or nothing; what was found once stays.
        """
        self.peak_gb = max(self.peak_gb, held_gb(self.pid))
        if not self.reason and self.seconds > self.limits.seconds:
            self.reason = "time"
        if not self.reason and self.peak_gb > self.limits.memory_gb:
            self.reason = "memory"
        return self.reason


def held_gb(pid: int) -> float:
    """Memory that a process holds, GB (2³⁰ bytes), that of its children not counted.

    Parameters
    ----------
    pid : int
        The process.

    Returns
    -------
    float
        0 where the system does not tell, or the process has ended.
    """
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _GB
