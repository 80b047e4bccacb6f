"""A study's page in a real browser: width, paper, accessibility."""

from __future__ import annotations

from pathlib import Path

import pytest
from cohort_making import HOSTILE, lifters, study_of


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study_of(tmp_path_factory.mktemp("study") / "out", lifters(20), f"Squats {HOSTILE}")
