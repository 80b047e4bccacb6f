"""All measures of a repetition under one name each, for curves and for samples of them."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.measures.rep_measures import definitions, rep_measures


def measured(signals, rep, onset_s=None):
    return rep_measures(signals.time_s, signals, rep, onset_s)


def test_every_key_is_defined_and_every_definition_measured(figure) -> None:
    signals, rep, _ = figure.one_squat(wink_deg=12.0)
    found = measured(signals, rep, 1.6)
    assert found
    assert set(found) == set(definitions())
    assert set(measured(signals, rep)) == set(found)
    assert all(text.endswith(".") and text[0].isupper() for text in definitions().values())
    assert all(np.shape(value) == () for value in found.values())


def test_values_on_a_figure_of_known_truth(figure) -> None:
    signals, rep, depth = figure.one_squat(wink_deg=12.0, onset=0.75)
    descent = slice(rep.start, rep.bottom)
    onset_s = float(np.interp(0.75, depth[descent], signals.time_s[descent]))
    found = measured(signals, rep, onset_s)
    assert found["pelvis_first_extension_deg"] == pytest.approx(25, abs=0.5)
    # The flexion of the cycle is the wink; in frames its name is that of the lumbar angle.
    assert not {"pelvis_flexion_deg", "lumbar_flexion_deg"} & set(found)
    assert found["pelvis_return_share"] == pytest.approx(1, abs=0.03)
    assert found["lumbar_first_extension_deg"] == pytest.approx(0, abs=0.01)
    assert found["pelvis_hysteresis_area_deg"] < 0.1
    # 12° over the last quarter of the depth, and what the thigh gains there by geometry.
    thigh = 90 - signals.thigh_inclination_deg[rep.bottom, 0]
    assert thigh == pytest.approx(95)
    assert found["pelvic_share_90_100"] == pytest.approx(
        12 * 0.1 / 0.25 / found["thigh_end_gain_deg"], abs=0.01
    )
    assert found["thigh_end_gain_deg"] - found["hip_end_gain_deg"] == pytest.approx(4.8, abs=0.05)
    assert found["lumbar_per_tilt"] == pytest.approx(1, abs=0.03)
    for moment in ("onset", "bottom"):
        assert found[f"{moment}_knee_flexion_difference_deg"] == pytest.approx(0, abs=1e-9)


NAMES = (
    "hip_height_m", "posterior_pelvic_tilt_deg", "lumbar_flexion_deg", "hip_flexion_deg",
    "knee_flexion_deg", "ankle_dorsiflexion_deg", "thigh_inclination_deg",
)  # fmt: skip


def test_samples_are_measured_as_each_alone(figure) -> None:
    signals, rep, _ = figure.one_squat(wink_deg=12.0)
    rng = np.random.default_rng(5)
    drawn = {}
    for name in NAMES:
        values = getattr(signals, name)
        size = 0.002 if name.endswith("_m") else 0.5
        drift = np.cumsum(rng.normal(0, 0.1 * size, (4, *values.shape)), axis=1)
        drawn[name] = (values + drift).astype(np.float32)
    onsets = np.array([1.55, 1.6, 1.65, 1.7])
    together = rep_measures(signals.time_s, SimpleNamespace(**drawn), rep, onsets)
    for sample, onset_s in enumerate(onsets):
        one = replace(signals, **{name: values[sample] for name, values in drawn.items()})
        for name, value in measured(one, rep, onset_s).items():
            np.testing.assert_allclose(together[name][sample], value, atol=1e-4, err_msg=name)


def mirrored(signals):
    swapped = {
        field.name: getattr(signals, field.name)[:, ::-1]
        for field in fields(signals)
        if np.ndim(getattr(signals, field.name)) >= 2
    }
    return replace(signals, **swapped)


@given(shift_s=st.floats(-50, 500), uneven_deg=st.floats(-20, 20))
def test_clock_and_mirror(figure, shift_s, uneven_deg) -> None:
    signals, rep, depth = figure.one_squat(wink_deg=12.0)
    knee = signals.knee_flexion_deg + uneven_deg * depth[:, None] * np.array([1.0, 0.0])
    uneven = replace(signals, knee_flexion_deg=knee)
    here = measured(uneven, rep, 1.6)
    assert here["bottom_knee_flexion_difference_deg"] == pytest.approx(uneven_deg, abs=1e-9)
    moved = replace(uneven, time_s=signals.time_s + shift_s)
    late = replace(rep, **{name: getattr(rep, name) + shift_s for name in CLOCK})
    there = measured(moved, late, 1.6 + shift_s)
    other = measured(mirrored(uneven), rep, 1.6)
    for name, value in here.items():
        assert there[name] == pytest.approx(value, abs=1e-6, nan_ok=True), name
        sign = -1 if name.endswith("difference_deg") else 1
        assert other[name] == pytest.approx(sign * value, abs=1e-9, nan_ok=True), name


CLOCK = ("start_s", "bottom_start_s", "bottom_s", "bottom_end_s", "end_s")


@pytest.mark.parametrize("every", [2, 4])
def test_camera_rate_hardly_matters(figure, every) -> None:
    time_s, level, _ = figure.squat_level(1, 1.2, 0.2)
    signals = figure.squatting(time_s, level, wink_deg=12.0).signals()
    thin = replace(
        signals,
        **{
            field.name: getattr(signals, field.name)[::every]
            for field in fields(signals)
            if field.name != "leg_length_m"
        },
    )
    full, few = (
        measured(curves, find_repetitions(curves).accepted[0]) for curves in (signals, thin)
    )
    for name, value in full.items():
        # Ends of the search differ by a frame, in which the angles near standing hardly change.
        assert few[name] == pytest.approx(value, abs=0.6, nan_ok=True), name


def test_no_lumbar_joint_and_no_onset(figure) -> None:
    signals, rep, _ = figure.one_squat(wink_deg=12.0)
    blind = replace(signals, lumbar_flexion_deg=np.full_like(signals.time_s, np.nan))
    found = measured(blind, rep)
    assert all(np.isnan(found[name]) for name in found if name.startswith("lumbar"))
    assert np.isnan(found["onset_hip_flexion_difference_deg"])
    assert np.isfinite(found["pelvic_share_90_100"])


@pytest.mark.real
@pytest.mark.parametrize(
    ("motion", "model"),
    [
        ("deep_squat/DLS01_ik.mot", "deep_squat/final.osim"),
        ("opencap_subject4/squats1_converged_ik.mot", "opencap_subject4/manually_scaled.osim"),
    ],
)
def test_real_squats_without_a_lock(shared, motion, model) -> None:
    from opensim_wink.body.subject import load_subject
    from opensim_wink.motion.from_file import read_motion
    from opensim_wink.squat.from_motion import squat_signals

    subject = load_subject(shared / "real" / model)
    signals = squat_signals(subject, read_motion(shared / "real" / motion, subject.tree))
    reps = find_repetitions(signals).accepted
    assert len(reps) == 5
    for rep in reps:
        found = measured(signals, rep)
        # Winks of at most 4°: the hip goes on flexing with the thigh down to the bottom.
        assert found["hip_lost_deg"] < 1
        assert found["hip_end_gain_deg"] > 2
        assert found["hip_still_share"] == 0
        assert found["pelvic_share_90_100"] < 0.5
        # Thigh elevation is hip flexion and posterior tilt, but for the spread of the thighs.
        assert found["thigh_end_gain_deg"] == pytest.approx(
            found["hip_end_gain_deg"] / (1 - found["pelvic_share_90_100"]), rel=0.35
        )
        assert abs(found["bottom_knee_flexion_difference_deg"]) < 6
