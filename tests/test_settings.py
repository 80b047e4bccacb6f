"""What the settings of an analysis mean for the squat and for the limits of the guard."""

from __future__ import annotations

import pytest

from opensim_wink.report.guard_parts import guard_limits
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.definitions import definitions


@pytest.mark.parametrize(("neutral", "expected"), [("standing", None), (12, 12.0), (-3.5, -3.5)])
def test_settings_reach_the_squat(neutral, expected) -> None:
    found = AnalysisSettings(neutral=neutral, wink_threshold_deg=12.0, cutoff_hz=4.0).of_squat
    assert found.neutral_lumbar_flexion_deg == expected
    assert (found.wink_threshold_deg, found.cutoff_hz) == (12.0, 4.0)
    assert "12°" in definitions(found)["onset"]


def test_limits_of_the_guard_claim_no_threshold_but_the_default() -> None:
    default = AnalysisSettings().of_squat.wink_threshold_deg
    for limit in guard_limits().values():
        if "threshold for a wink" in limit["reason"]:
            assert f"{default:g}°" in limit["reason"]
            assert "by default" in limit["reason"]
    assert guard_limits()["left_out"]["blocks"] == default
