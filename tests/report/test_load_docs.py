"""What the documents say of loads is what is written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from load_making import make_loads
from squat_making import curves

from opensim_wink.load.sensitivity import combine, disc_sensitivity
from opensim_wink.load.settings import LoadSettings
from opensim_wink.report.load.summary import summary_of_loads
from opensim_wink.report.load.tables import LOAD_COLUMNS
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.measures.rep_loads import rep_loads

DOCS = Path(__file__).resolve().parents[2] / "docs"
DOWN = np.sin(np.pi * np.clip((np.arange(0.0, 10.0, 0.01) % 5.0 - 1.0) / 3.0, 0.0, 1.0)) ** 2
# Keys that are names of things rather than words of the contract.
NAMED = re.compile(r"^(l5s1|hip|knee)(_[rl])?$|_contact_|_extension_moment_|^l5s1_")


@pytest.fixture(scope="module")
def told() -> set[str]:
    return set(re.findall(r"`([^`]+)`", (DOCS / "outputs.md").read_text("utf-8")))


def keys_of(part: Any, skipped: tuple[str, ...]) -> set[str]:
    """All keys, but those below what is keyed by quantity or definition."""
    if isinstance(part, list):
        return {key for item in part for key in keys_of(item, skipped)}
    if not isinstance(part, dict):
        return set()
    own = set(part)
    return own.union(*(keys_of(v, skipped) for k, v in part.items() if k not in skipped))


def test_every_key_of_the_loads_is_described(told: set[str]) -> None:
    signals = curves(DOWN)
    squat = analyze_squats(signals)
    loads = replace(make_loads(DOWN), settings=LoadSettings(abdominal_pressure_kpa=5.0))
    ranges = combine(disc_sensitivity(("bottom",), np.array([2800.0]), np.array([560.0])))
    reps = rep_loads(loads, signals, squat)
    summary = summary_of_loads(loads, reps, signals, squat, ranges=ranges)
    keys = keys_of(summary, ("definitions", "means"))
    assert len(keys) > 100
    missing = {key for key in keys if not NAMED.search(key)} - told
    assert missing == set()


def test_every_column_of_the_table_is_described(told: set[str]) -> None:
    quantities = {t for t in told if re.match(r"^(l5s1|hip|knee)_[a-z1-5_]+$", t)}
    ends = re.compile(
        r"_(onset|bottom|peak|standing)_(n|bw|nm|nm_per_kg)|_peak_depth_fraction"
        r"|_fastest_rise_(n|nm)_per_s|_impulse(_beyond_neutral)?_(n|nm)_s"
    )
    for column in LOAD_COLUMNS:
        if column in told:
            continue
        end = ends.search(column)
        assert end is not None, column
        assert column[: end.start()] in quantities, column


def test_the_method_tells_how_loads_are_found() -> None:
    text = (DOCS / "method.md").read_text("utf-8")
    assert "\n## Loads\n" in text
