"""L5/S1 moments of two real lifts, against those that were published of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

pytestmark = pytest.mark.real

MOST_PEAK, MOST_RMS_NM = 0.10, 20.0


@pytest.fixture(scope="module")
def benchmark_script() -> ModuleType:
    """The script that prints the figures: what it measures is what is held here."""
    path = Path(__file__).parents[2] / "benchmarks" / "stoop_lift.py"
    spec = importlib.util.spec_from_file_location("stoop_lift", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["stoop_lift"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["stoop1", "stoop2"])
def test_both_ways_meet_the_published_curves(
    shared: Path, benchmark_script: ModuleType, name: str
) -> None:
    lift = benchmark_script.measure(shared / "real" / "stoop_lift", name)
    assert lift.free.sum() > 50
    assert lift.published_below.max() > 200
    found = benchmark_script.rows(lift)
    assert len(found) == 6
    for row in found:
        assert abs(row.peak_off) < MOST_PEAK, row
        assert row.rms_nm < MOST_RMS_NM, row
    # With the box still on its plate the whole of it is not in the hands, and the feet tell.
    before = np.flatnonzero(lift.free)[0] - 30
    assert lift.above[before] - lift.below[before] > 30
    assert abs(lift.above_told[before] - lift.below[before]) < 20
