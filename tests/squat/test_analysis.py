"""The analysis as a whole, on figures of known truth and on published motions."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import standing_reference
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


def trial(figure, reps=3, descent_s=1.2, **options):
    time_s, level, _ = figure.squat_level(reps, descent_s, 0.2)
    return figure.squatting(time_s, level, **options).signals()


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"wink_deg": 0.0}, "no wink"),
        ({"wink_deg": 1.5}, "no wink"),
        ({"wink_deg": 15.0}, "flexion beyond neutral"),
        ({"wink_deg": 15.0, "arch_deg": 15.0}, "return to neutral"),
        ({"wink_deg": 6.0}, "cannot tell"),
    ],
)
def test_verdicts_on_known_truth(figure, options, name) -> None:
    analysis = analyze_squats(trial(figure, **options))
    assert analysis.verdict == name, analysis.reason
    assert len(analysis.reps) == 3
    for rep in analysis.reps:
        assert rep.verdict == name, rep.reason
        assert rep.pelvis_wink_deg.value == pytest.approx(options["wink_deg"], rel=0.03, abs=0.3)
        assert (rep.onset is None) == (options["wink_deg"] < 5)


@pytest.mark.parametrize("onset", [0.5, 0.75, 0.85])
def test_onset_on_every_axis(figure, onset) -> None:
    analysis = analyze_squats(trial(figure, wink_deg=12.0, onset=onset))
    for rep in analysis.reps:
        at = rep.onset
        assert at.depth_fraction.value == pytest.approx(onset, abs=0.02)
        assert rep.segmented_depth_fraction.value == pytest.approx(onset, abs=0.02)
        assert rep.onset_disagreement.value == pytest.approx(0, abs=0.03)
        assert at.depth_m.value / rep.bottom.depth_m.value == pytest.approx(onset, abs=0.02)
        assert at.depth_per_leg.value == pytest.approx(at.depth_m.value / 0.8)
        # thigh and shank lean in fixed shares, so one angle gives the others
        assert 90 - at.thigh_inclination_deg.value == pytest.approx(
            95 / 30 * at.ankle_dorsiflexion_deg.value, rel=1e-6
        )
        assert at.knee_flexion_deg.value == pytest.approx(
            125 / 30 * at.ankle_dorsiflexion_deg.value, rel=1e-6
        )
        assert at.pelvis_change_deg.value == pytest.approx(-25, abs=1.0)
        assert rep.true_flexion_deg.value + rep.unwind_deg.value == pytest.approx(12, abs=1.0)
        assert rep.repetition.start_s < at.time_s.value < rep.repetition.bottom_s


def test_given_neutral_and_static_standing(figure) -> None:
    signals = trial(figure, wink_deg=15.0)
    assert analyze_squats(signals).verdict == "flexion beyond neutral"
    loose = analyze_squats(signals, settings=SquatSettings(neutral_lumbar_flexion_deg=20.0))
    assert loose.verdict == "return to neutral"
    assert loose.neutral_lumbar_flexion_deg == 20.0
    assert "20°" in loose.definitions["true_flexion_deg"]
    static = replace(standing_reference(signals), lumbar_flexion_deg=20.0)
    other = analyze_squats(signals, standing=static)
    assert other.verdict == "return to neutral"
    assert other.standing.source == "static trial"
    assert other.reps[0].bottom.lumbar_change_deg.value == pytest.approx(15 - 20, abs=0.3)


def test_a_model_without_lumbar_joint_cannot_tell(figure) -> None:
    signals = trial(figure, wink_deg=15.0)
    blind = replace(signals, lumbar_flexion_deg=np.full_like(signals.time_s, np.nan))
    analysis = analyze_squats(blind)
    assert analysis.verdict == "cannot tell"
    assert analysis.reps[0].true_flexion_deg is None
    assert "without a lumbar angle" in analysis.reps[0].reason


def test_the_guard_is_heard(figure) -> None:
    signals = trial(figure, wink_deg=15.0)
    bottom = analyze_squats(signals).reps[1].repetition.bottom
    frames = np.arange(len(signals.time_s)) == bottom
    flag = GuardFlag("beyond_range", frames, 124.0, 120.0, "hip beyond its range", blocks=True)
    analysis = analyze_squats(signals, guard=[flag])
    assert [rep.verdict for rep in analysis.reps] == [
        "flexion beyond neutral",
        "cannot tell",
        "flexion beyond neutral",
    ]
    assert analysis.reps[1].flags == ("beyond_range",)


def test_no_squat_is_an_answer(figure) -> None:
    signals = figure.Figure(figure.times(3)).signals()
    analysis = analyze_squats(signals)
    assert analysis.verdict == "cannot tell"
    assert "No squat" in analysis.reason
    table = analysis.to_frame()
    assert len(table) == 0
    assert "pelvis_wink_deg" in table.columns


def test_table(figure) -> None:
    table = analyze_squats(trial(figure, wink_deg=12.0)).to_frame()
    assert list(table.index) == [1, 2, 3]
    assert table.index.name == "rep"
    assert table["onset_depth_fraction"].between(0.7, 0.8).all()
    assert (table["bottom_s"] > table["start_s"]).all()
    units = ("_s", "_m", "_cm", "_deg", "_per_leg", "_fraction")
    words = {
        "verdict", "reason", "flags", "onset_shape", "crease_below_knee", "onset_disagreement",
        "hip_locked", "lumbar_per_tilt",
    }  # fmt: skip
    shares = ("_share", "pelvic_share_", "lumbar_share_")
    for name in table.columns:
        known = name.endswith(units) or name in words
        assert known or name.endswith(shares[0]) or name.startswith(shares[1:]), name
    none = analyze_squats(trial(figure)).to_frame()
    assert none["onset_depth_fraction"].isna().all()
    assert list(none.columns) == list(table.columns)


@settings(max_examples=15, deadline=None)
@given(offset_deg=st.floats(-30, 30), shift_s=st.floats(-10, 100))
def test_absolute_angles_and_clock_do_not_matter(figure, offset_deg, shift_s) -> None:
    signals = trial(figure, reps=1, wink_deg=12.0)
    moved = replace(
        signals,
        time_s=signals.time_s + shift_s,
        posterior_pelvic_tilt_deg=signals.posterior_pelvic_tilt_deg + offset_deg,
        lumbar_flexion_deg=signals.lumbar_flexion_deg + offset_deg,
    )
    here, there = analyze_squats(signals), analyze_squats(moved)
    assert here.verdict == there.verdict
    before, after = here.reps[0], there.reps[0]
    assert after.onset.depth_fraction.value == pytest.approx(
        before.onset.depth_fraction.value, abs=1e-6
    )
    for name in ("pelvis_change_deg", "lumbar_change_deg"):
        assert getattr(after.bottom, name).value == pytest.approx(
            getattr(before.bottom, name).value, abs=1e-6
        )


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_noise_on_a_flat_pelvis_is_no_wink(figure, seed) -> None:
    from scipy.signal import butter, lfilter, sosfiltfilt

    signals = trial(figure, reps=2, anterior_deg=0.0)
    kicks = np.random.default_rng(seed).standard_normal(len(signals.time_s))
    noise = lfilter([1], [1, -0.95], kicks * np.sqrt(1 - 0.95**2))
    tilt = sosfiltfilt(butter(2, 6, fs=100, output="sos"), noise)
    analysis = analyze_squats(replace(signals, posterior_pelvic_tilt_deg=tilt))
    assert len(analysis.reps) == 2
    assert all(rep.verdict in ("no wink", "cannot tell") for rep in analysis.reps)


def drawn(signals, sd_deg=0.5, n=40):
    """Samples of noise that has been through the filter, 2 mm where it is a length."""
    from scipy.signal import butter, sosfiltfilt

    rng, sections = np.random.default_rng(8), butter(2, 6, fs=100, output="sos")
    found = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        noise = sosfiltfilt(sections, rng.standard_normal((n, *values.shape)), axis=1)
        size = 0.002 if field.name.endswith("_m") else sd_deg
        found[field.name] = values + size * noise / noise.std()
    return SignalSamples(**found)


def test_samples_give_every_number_its_interval(figure) -> None:
    signals = trial(figure, reps=2, wink_deg=12.0)
    bare, found = analyze_squats(signals), analyze_squats(signals, samples=drawn(signals))
    assert (bare.n_samples, found.n_samples) == (0, 40)
    for rep, alone in zip(found.reps, bare.reps, strict=True):
        for number, truth in (
            (rep.pelvis_wink_deg, 12.0),
            (rep.lumbar_wink_deg, 12.0),
            (rep.onset.depth_fraction, 0.75),
            (rep.bottom.knee_flexion_deg, 125.0),
            (rep.measures["pelvis_first_extension_deg"], 25.0),
        ):
            assert number.low - 0.1 <= truth <= number.high + 0.1
            assert 0 < number.high - number.low < 5
        for name, number in rep.measures.items():
            assert number.value == pytest.approx(alone.measures[name].value, nan_ok=True, abs=0.5)
    mean = found.means["pelvis_wink_deg"]
    assert mean.n == 2
    assert mean.mean.low < 12.0 < mean.mean.high + 0.1
    assert mean.detectable_change > 0
    worst, safe = found.safe_depth[0], bare.safe_depth[0]
    assert worst.outcome == safe.outcome == "limited"
    assert 0.75 < worst.depth_fraction < 0.75 + 0.25 * 5 / 12


def test_means_have_intervals_from_draws_alone(figure) -> None:
    signals = trial(figure)
    bare, found = analyze_squats(signals), analyze_squats(signals, samples=drawn(signals))
    assert set(bare.means) == set(found.means)
    assert all(mean.mean.low is None and mean.mean.high is None for mean in bare.means.values())
    assert all(mean.mean.low is not None for mean in found.means.values())


def test_the_mean_of_winks_has_no_negative_end(figure) -> None:
    signals = trial(figure, wink_deg=0.0)
    mean = analyze_squats(signals, samples=drawn(signals)).means["pelvis_wink_deg"].mean
    assert mean.low is not None
    assert mean.low >= 0


def test_nobody_squats(figure) -> None:
    signals = figure.Figure(figure.times(5.0)).signals()
    for samples in (None, drawn(signals)):
        found = analyze_squats(signals, samples=samples)
        assert (found.reps, found.rejected, found.means, found.safe_depth) == ((), (), {}, ())
        assert found.verdict == "cannot tell"
        assert len(found.to_frame()) == 0
        assert set(found.phases) == {"standing"}


PUBLISHED = {
    "opencap_subject4/squats1_manual_scaling_ik.mot": (
        "opencap_subject4/manually_scaled.osim",
        (1.2, 1.7, 1.5, 0.2, 0.1),
        0.2,
    ),
    "opencap_subject4/squats1_converged_ik.mot": (
        "opencap_subject4/manually_scaled.osim",
        (1.2, 1.7, 1.5, 0.2, 0.1),
        0.5,
    ),
    "deep_squat/DLS01_ik.mot": ("deep_squat/final.osim", (4, 2, 2, 3, 3), 1.0),
}


@pytest.mark.real
@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_published_motions(shared, name) -> None:
    from opensim_wink.body.subject import load_subject
    from opensim_wink.motion.from_file import read_motion
    from opensim_wink.squat.from_motion import squat_signals

    model, winks, tolerance_deg = PUBLISHED[name]
    subject = load_subject(shared / "real" / model)
    motion = read_motion(shared / "real" / name, subject.tree)
    analysis = analyze_squats(squat_signals(subject, motion))
    found = [rep.pelvis_wink_deg.value for rep in analysis.reps]
    assert found == pytest.approx(list(winks), abs=tolerance_deg)
    assert not analysis.rejected
    verdicts = [rep.verdict for rep in analysis.reps]
    assert set(verdicts) <= {"no wink", "cannot tell"}
    if "subject4" in name:
        assert verdicts.count("no wink") >= 4
        assert analysis.verdict == "no wink"
        assert all(rep.onset is None for rep in analysis.reps)


@pytest.mark.real
@pytest.mark.parametrize(
    ("static", "trial_name", "spans"),
    [
        # Two squats in 21 s of other movement, two forward bends among it.
        ("occluded_squat/squat.c3d", "occluded_squat/squat.c3d", [(3.1, 4.1), (4.1, 5.2)]),
        # A lift with nearly straight knees: no squat, however low the hands go.
        ("stoop_lift/neu_t169_f250f350.c3d", "stoop_lift/stoop1_t169_f620f800.c3d", []),
    ],
)
def test_squats_and_bends_from_markers(shared, tmp_path, static, trial_name, spans) -> None:
    from pathlib import Path

    from opensim_wink.analysis import analyze
    from opensim_wink.scaling.subject import scale_subject
    from opensim_wink.trial.axes import turn_to_opensim
    from opensim_wink.trial.read import read_trial

    generic = Path(__file__).resolve().parents[2] / "models" / "opensim_wink_body.osim"
    scaled = tmp_path / "scaled.osim"
    standing = turn_to_opensim(read_trial(shared / "real" / static))
    scale_subject(generic, standing, mass_kg=75.0, out_path=scaled)
    squat = analyze(shared / "real" / trial_name, scaled).squat
    found = [(rep.repetition.start_s, rep.repetition.end_s) for rep in squat.reps]
    assert np.array(found).reshape(-1, 2) == pytest.approx(np.array(spans).reshape(-1, 2), abs=0.15)
    assert {m.reason for m in squat.rejected} == {"forward bend (hips high, knees straight)"}
    assert {rep.verdict for rep in squat.reps} <= {"cannot tell", "flexion beyond neutral"}
