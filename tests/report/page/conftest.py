"""Whole results of sample trials, analysed once."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # page_making.py
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "study"))  # study_making.py

SAMPLES = Path(__file__).resolve().parents[3] / "sample_trials"
QUICK = ("--samples", "0", "--loads", "none")
PATIENCE_S = 600.0


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """A folder that whichever test process comes first makes for all of them."""
    place.parent.mkdir(parents=True, exist_ok=True)
    claim = place.with_name(f"{place.name}.claimed")
    try:
        claim.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE_S
        while not place.is_dir() and time.monotonic() < until:
            assert not (claim / "failed").exists(), f"{place.name}: failed in another process"
            time.sleep(0.2)
        return place
    partial = place.with_name(f"{place.name}.partial")
    try:
        make(partial)
        partial.rename(place)
    except BaseException:
        (claim / "failed").touch()
        raise
    return place


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folder of a sample trial's result; ``wink`` with everything, the others without loads."""
    own = tmp_path_factory.mktemp("analysed")
    base = tmp_path_factory.getbasetemp()
    common = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "analysed-once"

    def make(name: str, place: Path) -> None:
        from opensim_wink.cli import main

        static = ["--static", str(SAMPLES / f"{name}_static.c3d")]
        command = ["analyze", str(SAMPLES / f"{name}.c3d"), *static, "-o", str(place)]
        with redirect_stdout(StringIO()):
            assert main([*command, *(() if name == "wink" else QUICK)]) == 0

    @cache
    def folder(name: str) -> Path:
        done = made_once(common / name, lambda place: make(name, place))
        return shutil.copytree(done, own / name)  # a test may change its own

    return folder
