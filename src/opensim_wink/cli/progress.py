"""Progress bars, only where somebody watches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Never, Self

if TYPE_CHECKING:
    from tqdm import tqdm


class ProgressBars:
    """One bar a step on stderr; silent where stderr is no terminal.

    Call it as ``progress(step, done, total)``: a new step closes the bar of the one before.
    """

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._bar: tqdm[Never] | None = None
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show how far a step is.

        Parameters
        ----------
        step : str
            What is being done.
        done, total : int
            Units finished and units in all; a total of 0 for a step of unknown length.
        """
        if not self._watched:
            return
        bar = self._bar
        if bar is None or step != self._step:
            from tqdm import tqdm

            self.close()
            self._step = step
            # A step of unknown length shows its name alone: there is nothing to count.
            shape = None if total else "{desc} …"
            bar = tqdm(
                total=total or None, desc=step, leave=False, file=sys.stderr, bar_format=shape
            )
            self._bar = bar
        bar.update(done - bar.n)

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
