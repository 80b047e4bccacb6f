"""Recordings without a squat, through the whole chain: none found, and the reason said."""

from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.analysis import analyze
from opensim_wink.settings import AnalysisSettings

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"


def others(trial, static=None, mass_kg=None) -> set[str]:
    squat = analyze(trial, None, AnalysisSettings(static=static, mass_kg=mass_kg)).squat
    assert not squat.reps
    assert squat.verdict == "cannot tell"
    assert "No squat" in squat.reason
    return {movement.reason for movement in squat.rejected}


def test_someone_who_lies_and_lifts_a_leg() -> None:
    name = "straight_leg_raise"
    found = others(SAMPLES / f"{name}.c3d", SAMPLES / f"{name}_static.c3d")
    assert found == {"stretching"}


@pytest.mark.real
@pytest.mark.parametrize(
    ("trial", "static"),
    [
        ("Motion Analysis Corporation_Walk1.c3d", None),
        # Its first solved frames are in mid-stride, the knees far apart.
        ("sample_26_Walking_Hybrid_1_2.c3d", "sample_26_Standing_Hybrid_1.c3d"),
    ],
)
def test_real_walks(shared, trial, static) -> None:
    zoo = shared / "c3d_zoo"
    found = others(zoo / trial, zoo / static if static else None, mass_kg=70.0)
    assert found == {"walking in"}
