"""Progress is shown where somebody watches, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from opensim_wink.cli.progress import ProgressBars


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressBars() as progress:
        progress("reading", 0, 0)
        progress("inverse kinematics", 5, 10)
        progress("loads", 0, 0)
    return stream.getvalue()


def test_each_step_is_named_and_leaves_the_line_before_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = run(Terminal(), monkeypatch)
    at = [shown.index(words) for words in ("reading …", "inverse kinematics", "loads …")]
    assert at == sorted(at)
    assert "it/s" not in shown[: at[1]]  # a step that cannot be counted shows no count
    assert shown.endswith("\r")


def test_nothing_is_shown_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(io.StringIO(), monkeypatch) == ""
