"""A request to end, taken as Ctrl-C is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def asked_to_end() -> Iterator[list[int]]:
    """Remember which signal asked to end; each ends the run as Ctrl-C does.

    Yields
    ------
    list of int
        Signals that came, as they come; none outside the main thread.
    """
    asked: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return

    def end(number: int, _frame: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    earlier = signal.signal(signal.SIGTERM, end)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGTERM, earlier)
