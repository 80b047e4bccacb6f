"""Draws of what the numbers of a repetition may truly be."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from opensim_wink.squat.analysis import SquatAnalysis, analyze_squats
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.rep_draws import rep_draws
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

sys.path.insert(0, str(Path(__file__).parents[2] / "report"))
from squat_making import RATE_HZ, curves

SAMPLES = 120
ANGLES = ("posterior_pelvic_tilt_deg", "lumbar_flexion_deg", "hip_flexion_deg")


def truth(until_s: float = 10.0) -> SquatSignals:
    """A squat every 5 s."""
    phase = np.clip((np.arange(0.0, until_s, 1 / RATE_HZ) % 5.0 - 1.0) / 3.0, 0.0, 1.0)
    return curves(np.sin(np.pi * phase) ** 2)


def noise(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Noise of unit size that has been through the filter; time is the last axis."""
    sections = butter(2, 6.0, fs=RATE_HZ, output="sos")
    drawn = sosfiltfilt(sections, rng.standard_normal(shape), axis=-1)
    return np.asarray(drawn / drawn.std())


def with_errors(signals: SquatSignals, **errors: np.ndarray) -> SquatSignals:
    """The signals with errors (T,) on top; on both sides the same."""
    moved = {}
    for name, error in errors.items():
        values = getattr(signals, name)
        moved[name] = values + (error if values.ndim == 1 else error[:, None])
    return replace(signals, **moved)


def samples_of(signals: SquatSignals, **errors: np.ndarray) -> SignalSamples:
    """Samples with errors (S, T) on top of the signals."""
    drawn = {}
    for field in fields(SignalSamples):
        values = np.repeat(getattr(signals, field.name)[None], SAMPLES, axis=0)
        if field.name in errors:
            error = errors[field.name]
            values = values + (error if values.ndim == 2 else error[:, :, None])
        drawn[field.name] = values.astype(np.float32)
    return SignalSamples(**drawn)


def deep(signals: SquatSignals) -> np.ndarray:
    """How far down, 0 to 1: skin slides with it, the same way in every repetition."""
    return (0.95 - signals.hip_height_m) / 0.5


@pytest.fixture(scope="module")
def drawn() -> tuple[SquatAnalysis, SignalSamples, dict[str, np.ndarray]]:
    signals, rng = truth(), np.random.default_rng(5)
    errors = {
        name: 0.3 * noise(rng, SAMPLES, len(signals.time_s))
        + 2.0 * rng.standard_normal((SAMPLES, 1)) * deep(signals)
        for name in ANGLES
    }
    samples = samples_of(signals, **errors)
    squat = analyze_squats(signals, samples=samples)
    return squat, samples, rep_draws(signals, samples, squat)


def test_every_number_with_an_interval_has_draws(drawn) -> None:
    squat, _, draws = drawn
    table = squat.to_frame()
    assert set(draws) <= set(table.columns)
    for name in (
        "pelvis_wink_deg", "lumbar_wink_deg", "unwind_deg", "true_flexion_deg",
        "onset_depth_fraction", "onset_depth_per_leg", "onset_hip_flexion_deg",
        "bottom_hip_flexion_deg", "bottom_depth_per_leg", "bottom_lumbar_change_deg",
        "bottom_ankle_dorsiflexion_deg", "hip_end_gain_deg",
    ):  # fmt: skip
        assert draws[name].shape == (2, SAMPLES), name
        known = np.isfinite(table[name].to_numpy(float))
        assert (np.isfinite(draws[name]).any(axis=1) == known).all(), name


def test_draws_scatter_about_what_was_measured(drawn) -> None:
    squat, _, draws = drawn
    table = squat.to_frame()
    # The skin slides by 2° down to the bottom, a quarter of it after the onset, besides the noise.
    for name, sd in (
        ("pelvis_wink_deg", np.hypot(0.5, 0.42)),
        ("bottom_hip_flexion_deg", np.hypot(2.0, 0.3)),
        ("bottom_lumbar_change_deg", np.hypot(2.0, 0.3)),
    ):
        apart = draws[name] - table[name].to_numpy()[:, None]
        assert np.abs(apart.mean(axis=1)) == pytest.approx(0.0, abs=0.3 * sd), name
        assert apart.std(axis=1) == pytest.approx(sd, rel=0.25), name


def test_draws_are_the_truth_and_not_the_sample(drawn) -> None:
    squat, samples, draws = drawn
    for row, rep in enumerate(squat.reps):
        bottom = rep.repetition.bottom
        mean = samples.hip_flexion_deg[:, bottom].mean(axis=1)
        expected = 2 * rep.bottom.hip_flexion_deg.value - mean
        assert draws["bottom_hip_flexion_deg"][row] == pytest.approx(expected, abs=1e-4)


def test_the_ends_of_smooth_numbers_are_those_of_their_intervals(drawn) -> None:
    squat, _, draws = drawn
    found = np.quantile(draws["bottom_hip_flexion_deg"][0], [0.025, 0.975], method="weibull")
    estimate = squat.reps[0].bottom.hip_flexion_deg
    assert found == pytest.approx([estimate.low, estimate.high], abs=1e-4)
    split = np.quantile(draws["true_flexion_deg"][0], [0.025, 0.975], method="weibull")
    assert squat.reps[0].true_flexion_deg is not None
    ends = squat.reps[0].true_flexion_deg
    assert split == pytest.approx([ends.low, ends.high], abs=1e-4)


def test_skin_drops_out_of_the_difference_of_two_trials() -> None:
    """Winks of 22.5° and 15°: 2° of sliding skin hides each, and not their difference."""
    rng, name = np.random.default_rng(11), "posterior_pelvic_tilt_deg"
    flat = truth(until_s=5.0)
    late = np.clip((deep(flat) - 0.75) / 0.25, 0.0, None)
    heels = replace(flat, posterior_pelvic_tilt_deg=flat.posterior_pelvic_tilt_deg - 7.5 * late)
    frames, runs, held, spread = len(flat.time_s), 12, 0, []
    for _ in range(runs):
        slid, slides = 8.0 * rng.standard_normal(), 8.0 * rng.standard_normal((SAMPLES, 1))
        draws = []
        for true in (flat, heels):
            own, fresh = 0.3 * noise(rng, frames), 0.3 * noise(rng, SAMPLES, frames)
            measured = with_errors(true, **{name: own + slid * deep(true)})
            samples = samples_of(measured, **{name: fresh + slides * deep(true)})
            squat = _measured(measured)
            draws.append(rep_draws(measured, samples, squat)["pelvis_wink_deg"][0])
        apart = draws[0] - draws[1]
        low, high = np.quantile(apart, [0.025, 0.975])
        held += bool(low <= 7.5 <= high)
        spread.append((draws[0].std(), apart.std()))
    one, both = np.mean(spread, axis=0)
    assert one > 3 * both
    assert held >= 10


def _measured(signals: SquatSignals) -> SquatAnalysis:
    """Without the search for an onset, which is not asked for."""
    return analyze_squats(signals, settings=SquatSettings(wink_threshold_deg=90.0))


def test_what_was_left_out_has_no_draws(drawn) -> None:
    squat, samples, _ = drawn
    unknown = Estimate(float("nan"))
    reps = tuple(
        replace(rep, bottom=replace(rep.bottom, box_height_cm=unknown)) for rep in squat.reps
    )
    less = replace(squat, reps=(replace(reps[0], onset=None), reps[1]))
    draws = rep_draws(truth(), samples, less)
    assert "bottom_box_height_cm" not in draws
    assert np.isnan(draws["onset_hip_flexion_deg"][0]).all()
    assert np.isfinite(draws["onset_hip_flexion_deg"][1]).all()


def test_without_samples_or_repetitions_there_are_none(drawn) -> None:
    squat, samples, _ = drawn
    assert rep_draws(truth(), None, squat) == {}
    assert rep_draws(truth(), samples, replace(squat, reps=())) == {}
