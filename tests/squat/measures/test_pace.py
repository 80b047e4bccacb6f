"""Speed: that of a movement whose speed is known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.squat.measures.pace import DEFINITIONS, Pace, pace_of


def test_every_number_has_a_definition() -> None:
    assert list(Pace.__dataclass_fields__) == list(DEFINITIONS)


def test_speed_of_a_known_movement(figure: SimpleNamespace) -> None:
    signals, rep, _ = figure.one_squat(1.2, 0.2)
    found = pace_of(signals, rep)
    speed = np.gradient(signals.hip_height_m, signals.time_s)
    assert found.descent_speed_peak_m_per_s == pytest.approx(-speed.min(), rel=0.02)
    assert found.ascent_speed_peak_m_per_s == pytest.approx(speed.max(), rel=0.02)
    assert found.descent_s == rep.descent_s
    mean = 0.98 * rep.depth_m / rep.descent_s / signals.leg_length_m
    assert found.descent_speed_mean_legs_per_s == pytest.approx(mean, rel=0.02)
    assert found.ascent_speed_mean_legs_per_s == pytest.approx(
        0.98 * rep.depth_m / rep.ascent_s / signals.leg_length_m, rel=0.02
    )


def test_twice_as_fast_is_twice_as_fast(figure: SimpleNamespace) -> None:
    slow, fast = (pace_of(*figure.one_squat(descent_s, 0.4)[:2]) for descent_s in (2.4, 1.2))
    assert fast.descent_speed_peak_m_per_s == pytest.approx(
        2.0 * slow.descent_speed_peak_m_per_s, rel=0.02
    )
    assert fast.ascent_speed_mean_legs_per_s == pytest.approx(
        2.0 * slow.ascent_speed_mean_legs_per_s, rel=0.06
    )
