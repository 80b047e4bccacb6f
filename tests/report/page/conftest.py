"""Whole results of sample trials, analysed once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # page_making.py

SAMPLES = Path(__file__).resolve().parents[3] / "sample_trials"
QUICK = ("--samples", "0", "--loads", "none")


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folder of a sample trial's result; ``wink`` with everything, the others without loads."""
    from opensim_wink.cli import main

    place = tmp_path_factory.mktemp("analysed")

    @cache
    def folder(name: str) -> Path:
        static = ["--static", str(SAMPLES / f"{name}_static.c3d")]
        command = ["analyze", str(SAMPLES / f"{name}.c3d"), *static, "-o", str(place / name)]
        with redirect_stdout(StringIO()):
            assert main([*command, *(() if name == "wink" else QUICK)]) == 0
        return place / name

    return folder
