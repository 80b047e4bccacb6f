from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import SettingError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.samples import sample_curves
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.motion.weights import default_weights
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.uncertainty.signal_samples import sample_signals
from opensim_wink.trial.trial import Trial

MODEL = Path(__file__).resolve().parents[3] / "models" / "opensim_wink_body.osim"
# Those that a laboratory would put on, with the body that each rides on and its region.
LABELS = {
    "pelvis": "RASI LASI RPSI LPSI",
    "femur_r": "RTH1 RTH2 RTH3 RLFC RMFC",
    "femur_l": "LTH1 LTH2 LTH3 LLFC LMFC",
    "tibia_r": "RTB1 RTB2 RLMAL RMMAL",
    "tibia_l": "LTB1 LTB2 LLMAL LMMAL",
    "calcn_r": "RCAL RTOE RMT5",
    "calcn_l": "LCAL LTOE LMT5",
    "torso": "C7 T10 CLAV XIPHOID RACR LACR",
}
FOLLOWED = {name: body for body, names in LABELS.items() for name in names.split()}
STANDING = {"hip_flexion": 5.0, "knee_angle": 4.0, "ankle_angle": 3.0}
BOTTOM = {"hip_flexion": 113.0, "knee_angle": 116.0, "ankle_angle": 30.0}


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(MODEL)


def postures(subject: Subject, depth: np.ndarray) -> np.ndarray:
    """Coordinates between standing (0) and the bottom (1)."""
    tree = subject.tree
    values = np.tile(tree.default, (len(depth), 1))
    for name, start in STANDING.items():
        for side in ("r", "l"):
            curve = start + (BOTTOM[name] - start) * depth
            values[:, tree.coordinate(f"{name}_{side}")] = np.deg2rad(curve)
    values[:, tree.coordinate("pelvis_tilt")] = np.deg2rad(-6 - 12 * depth)
    values[:, tree.coordinate("lumbar_extension")] = np.deg2rad(-5 - 20 * depth)
    values[:, tree.coordinate("pelvis_ty")] = 0.95 - 0.5 * depth
    return tree.follow_couplers(values)


def solve(subject: Subject, values: np.ndarray, shift_m: np.ndarray | float = 0.0) -> Motion:
    tree = subject.tree
    index = [tree.markers.index(name) for name in FOLLOWED]
    trial = Trial(
        name="made",
        source=None,
        time_s=np.arange(len(values)) / 100,
        rate_hz=100.0,
        labels=tuple(FOLLOWED),
        points_m=Kinematics(tree).marker_positions(values)[:, index] + shift_m,
        turned=True,
    )
    pairs = {name: name for name in FOLLOWED}
    return solve_inverse_kinematics(tree, trial, pairs, IKTasks(default_weights(pairs)))


def test_curves_follow_the_coordinates(subject: Subject) -> None:
    """Against the whole way from sampled coordinates to curves, at a tenth of the usual noise."""
    motion = solve(subject, postures(subject, np.sin(np.linspace(0, np.pi, 80)) ** 2))
    small = MarkerNoise(
        **{k: v * (0.1 if k.endswith("_mm") else 1) for k, v in vars(MarkerNoise()).items()}
    )
    signals = squat_signals(subject, motion)
    samples = sample_curves(motion, subject.tree, subject.profile, small, n=3)
    curves = sample_signals(subject, motion, signals, samples)
    for k in range(3):
        values = motion.values.copy()
        for name, deviation in zip(samples.coordinates, samples.deviation[k].T, strict=True):
            values[:, subject.tree.coordinate(name)] += deviation
        whole = squat_signals(subject, replace(motion, values=values))
        for field in fields(curves):
            moved = getattr(whole, field.name) - getattr(signals, field.name)
            found = getattr(curves, field.name)[k] - getattr(signals, field.name)
            assert np.abs(moved).max() > 0, field.name
            np.testing.assert_allclose(
                found, moved, atol=0.06 * np.abs(moved).max() + 1e-6, err_msg=field.name
            )


def test_shapes_and_gaps_are_those_of_the_signals(subject: Subject) -> None:
    motion = solve(subject, postures(subject, np.linspace(0, 1, 40)))
    values = motion.values.copy()
    values[20:22] = np.nan
    motion = replace(motion, values=values)
    known = np.arange(40) < 30
    signals = squat_signals(subject, motion, lumbar_known=known)
    samples = sample_curves(motion, subject.tree, subject.profile, MarkerNoise(), n=5)
    curves = sample_signals(subject, motion, signals, samples)
    assert curves.n_samples == 5
    for field in fields(curves):
        found, signal = getattr(curves, field.name), getattr(signals, field.name)
        assert found.shape == (5, *signal.shape), field.name
        assert found.dtype == np.float32
        assert (np.isnan(found) == np.isnan(signal)).all(), field.name


def test_without_noise_every_sample_is_the_signal(subject: Subject) -> None:
    motion = solve(subject, postures(subject, np.linspace(0, 1, 30)))
    signals = squat_signals(subject, motion)
    samples = sample_curves(motion, subject.tree, subject.profile, MarkerNoise.none(), n=2)
    curves = sample_signals(subject, motion, signals, samples)
    for field in fields(curves):
        for sample in getattr(curves, field.name):
            np.testing.assert_allclose(sample, getattr(signals, field.name), rtol=1e-6, atol=1e-6)


def test_samples_of_too_few_coordinates_are_refused(subject: Subject) -> None:
    motion = solve(subject, postures(subject, np.linspace(0, 1, 30)))
    samples = sample_curves(
        motion, subject.tree, subject.profile, MarkerNoise(), n=2, coordinates=("pelvis_tilt",)
    )
    with pytest.raises(SettingError, match="the samples lack pelvis_list"):
        sample_signals(subject, motion, squat_signals(subject, motion), samples)


def test_intervals_hold_the_truth_as_often_as_they_say(subject: Subject) -> None:
    """400 independent looks at the bottom of a squat, each with its own noise and skin."""
    rng = np.random.default_rng(11)
    n, tree, size = 400, subject.tree, MarkerNoise(correlation_s=1e-3)
    truth, standing = postures(subject, np.ones(n)), postures(subject, np.zeros(1))[0]
    full = {"pelvis": 6.0, "femur": 10.0, "tibia": 6.0, "torso": 6.0, "calcn": 2.0}
    share = {"femur": 108 / 120, "pelvis": 108 / 120, "calcn": 108 / 120}
    share |= {"tibia": 112 / 120, "torso": 20 / 40}
    spread_m = [
        1e-3 * np.hypot(2.0, full[body.split("_")[0]] * share[body.split("_")[0]])
        for body in FOLLOWED.values()
    ]
    shift = rng.standard_normal((n, len(FOLLOWED), 3)) * np.array(spread_m)[:, None]
    motion = solve(subject, truth, shift)
    samples = sample_curves(motion, tree, subject.profile, size, n=1000, seed=1, standing=standing)
    for name in ("pelvis_tilt", "lumbar_extension", "hip_flexion_r", "knee_angle_l"):
        column = tree.coordinate(name)
        low, high = np.percentile(samples.coordinate(name), [2.5, 97.5], axis=0, method="weibull")
        error = truth[:, column] - motion.values[:, column]
        assert 0.93 <= ((low <= error) & (error <= high)).mean() <= 0.97, name
        assert (error / samples.coordinate(name).std(axis=0)).std() == pytest.approx(1, abs=0.1)


def test_the_defaults_give_the_published_least_change_of_tilt(subject: Subject) -> None:
    """Standing to a deep squat, four pelvis markers: documented with the settings."""
    motion = solve(subject, postures(subject, np.r_[np.zeros(40), np.linspace(0, 1, 60)]))
    samples = sample_curves(motion, subject.tree, subject.profile, MarkerNoise(), n=4000)
    tilt = np.rad2deg(samples.coordinate("pelvis_tilt"))
    half_deg = 1.96 * (tilt[:, -1] - tilt[:, 0]).std()
    assert 2.5 <= half_deg <= 3.0
