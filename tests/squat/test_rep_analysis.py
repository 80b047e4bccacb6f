"""One repetition: what samples of known scatter make of its numbers, and its parts by hand."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy.stats import norm

from opensim_wink.squat.depth import box_height_cm
from opensim_wink.squat.rep_analysis import (
    drawn_amplitudes,
    find_onset,
    measure_amplitude,
    other_measures,
    split_lumbar,
)
from opensim_wink.squat.rep_curves import RepCurves
from opensim_wink.squat.rep_posture import onset_draws, posture_at_bottom, posture_at_onset
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import posture
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

SD_DEG, SD_M = 1.5, 0.004
SCATTER = norm.ppf((np.arange(1999) + 1) / 2000)  # normal quantiles: the ends lie at 1.96


def shifted(signals, frames=slice(None)):
    """Samples that lie off the signals by one error each, in all frames or some."""
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        error = SCATTER * (SD_M if field.name.endswith("_m") else SD_DEG)
        many = np.repeat(values[None], len(SCATTER), axis=0)
        many[:, frames] += error.reshape(-1, *[1] * values.ndim)
        drawn[field.name] = many
    return SignalSamples(**drawn)


def curves(figure, samples=False, settings=None, **options):
    signals, rep, _ = figure.one_squat(**({"wink_deg": 12.0} | options))
    drawn = shifted(signals) if samples else None
    return RepCurves(signals, drawn, rep, settings or SquatSettings())


def standing(curves):
    frames = np.zeros(len(curves.signals.time_s), dtype=bool)
    frames[: curves.rep.start + 1] = True
    return posture(curves.signals, frames)


def test_intervals_at_the_bottom_are_those_of_the_scatter(figure) -> None:
    of = curves(figure, samples=True)
    found = posture_at_bottom(of, standing(of))
    leg = of.signals.leg_length_m
    half = {"depth_m": SD_M, "depth_per_leg": SD_M / leg, "box_height_cm": 100 * SD_M}
    for field in fields(found):
        number = getattr(found, field.name)
        if field.name in ("time_s", "depth_fraction"):
            assert number.low is None
            continue
        expected = norm.ppf(0.975) * half.get(field.name, SD_DEG)
        assert number.value - number.low == pytest.approx(expected, rel=1e-3), field.name
        assert number.high - number.value == pytest.approx(expected, rel=1e-3), field.name
    seat = box_height_cm(of.signals.hip_height_m[of.rep.bottom], leg, of.settings)
    assert found.box_height_cm.value == pytest.approx(float(seat))
    assert found.pelvis_change_deg.value == pytest.approx(12 - 25, abs=0.1)


def test_without_samples_or_standing_there_is_no_interval_and_no_change(figure) -> None:
    of = curves(figure)
    found = posture_at_bottom(of, None)
    assert all(getattr(found, field.name).low is None for field in fields(found))
    assert np.isnan(found.pelvis_change_deg.value)
    assert np.isfinite(found.knee_flexion_deg.value)
    onset = find_onset(of)
    assert onset.interval is None
    assert onset_draws(of, onset) == {}
    assert drawn_amplitudes(of, "lumbar_flexion_deg") is None
    assert all(number.low is None for number in other_measures(of, onset).values())


def test_an_offset_changes_no_amplitude(figure) -> None:
    of = curves(figure, samples=True)
    drawn = drawn_amplitudes(of, "posterior_pelvic_tilt_deg")
    np.testing.assert_allclose(drawn, measure_amplitude(curves(figure),
                               "posterior_pelvic_tilt_deg").value, atol=1e-9)  # fmt: skip
    measures = other_measures(of, None)
    for name in ("pelvis_first_extension_deg", "pelvis_return_deg", "pelvis_left_over_deg"):
        number = measures[name]
        assert (number.low, number.high) == pytest.approx((number.value, number.value), abs=1e-6)


def test_scatter_at_the_bottom_alone_is_that_of_the_amplitude(figure) -> None:
    of = curves(figure)
    of = replace(of, samples=shifted(of.signals, [of.rep.bottom]))
    drawn = drawn_amplitudes(of, "lumbar_flexion_deg")
    assert drawn.mean() == pytest.approx(12, abs=0.3)
    assert drawn.std() == pytest.approx(SD_DEG, rel=1e-2)
    back = other_measures(of, None)["pelvis_return_deg"]
    assert back.high - back.value == pytest.approx(norm.ppf(0.975) * SD_DEG, rel=1e-2)


def test_sizes_do_not_fall_below_zero(figure) -> None:
    of = curves(figure, wink_deg=1.0)
    of = replace(of, samples=shifted(of.signals, [of.rep.start]))
    measures = other_measures(of, None)
    assert measures["lumbar_first_extension_deg"].low == 0.0
    assert measures["lumbar_left_over_deg"].low == pytest.approx(-1.96 * SD_DEG, rel=1e-2)


def test_too_much_unsolved_is_not_measured(figure) -> None:
    of = curves(figure)
    tilt = of.signals.posterior_pelvic_tilt_deg.copy()
    tilt[of.rep.start + 1 : of.rep.start + 55] = np.nan
    hidden = replace(of, signals=replace(of.signals, posterior_pelvic_tilt_deg=tilt))
    assert np.isnan(measure_amplitude(hidden, "posterior_pelvic_tilt_deg").value)
    loose = replace(hidden, settings=SquatSettings(max_missing_share=0.9))
    assert measure_amplitude(loose, "posterior_pelvic_tilt_deg").value == pytest.approx(12, abs=0.5)


def test_onset_and_posture_there(figure) -> None:
    of = curves(figure, onset=0.8)
    onset = find_onset(of)
    assert onset.reversal.depth_fraction == pytest.approx(0.8, abs=0.02)
    apart = onset.segmented.value - onset.reversal.depth_fraction
    assert onset.disagreement == Estimate(apart)
    found = posture_at_onset(of, onset, standing(of))
    assert found.depth_fraction.value == onset.reversal.depth_fraction
    assert found.depth_m.value == pytest.approx(0.8 * of.rep.depth_m, rel=0.03)
    assert found.pelvis_change_deg.value == pytest.approx(-25, abs=1.0)
    assert find_onset(curves(figure, wink_deg=0.0)) is None


@pytest.mark.parametrize(
    ("neutral_deg", "unwind", "flexion"), [(-5.0, 0, 12), (4.0, 4, 8), (30.0, 12, 0)]
)
def test_the_split_is_counted_from_the_onset(figure, neutral_deg, unwind, flexion) -> None:
    of = curves(figure)  # the lower back flexes from 0 to 12°
    parts = split_lumbar(of, find_onset(of), neutral_deg)
    assert [part.value for part in parts] == pytest.approx([unwind, flexion], abs=0.5)
    assert all(part.low is None for part in parts)


def test_there_is_no_split_without_neutral_or_lumbar_angle(figure) -> None:
    of = curves(figure)
    onset = find_onset(of)
    assert split_lumbar(of, onset, np.nan) == (None, None)
    blind = replace(of.signals, lumbar_flexion_deg=np.full(len(of.signals.time_s), np.nan))
    assert split_lumbar(replace(of, signals=blind), onset, 0.0) == (None, None)
