from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.analysis import analyze
from opensim_wink.motion.guard import Evidence, GuardFlag
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.finding.repetitions import Repetition, find_repetitions
from opensim_wink.squat.guard import left_out
from opensim_wink.squat.guard.rep_guard import RepGuard, guard_repetitions
from opensim_wink.squat.signals import SquatSignals

LEVER_MM = 160.0
PELVIS_M = np.array(
    [[0.02, 0.0, 0.12], [0.02, 0.0, -0.12], [-0.14, 0.0, 0.05], [-0.14, 0.0, -0.05]]
)


@pytest.fixture
def squat(signals_of_wink: SquatSignals) -> tuple[SquatSignals, Repetition]:
    (rep,) = find_repetitions(signals_of_wink).accepted
    return signals_of_wink, rep


@pytest.fixture
def signals_of_wink() -> SquatSignals:
    """One squat of 8 degrees of wink over 0.6 m, with feet that stay."""
    time_s = np.arange(400) / 100
    level = np.sin(np.pi * np.clip((time_s - 0.8) / 2.4, 0, 1)) ** 2
    both = np.stack([level, level], axis=1)
    tuck = 8.0 * np.clip((level - 0.75) / 0.25, 0, 1)
    tilt = -20.0 * np.minimum(level / 0.75, 1) + tuck
    zero = np.zeros_like(level)
    foot = np.tile([[0.0, 0.08, 0.15], [0.0, 0.08, -0.15]], (len(level), 1, 1))
    return SquatSignals(
        time_s=time_s,
        hip_height_m=0.9 - 0.5 * level,
        hip_forward_m=zero,
        hip_right_m=zero,
        knee_height_m=np.full_like(both, 0.45),
        foot_m=foot,
        posterior_pelvic_tilt_deg=tilt,
        lumbar_flexion_deg=tuck,
        hip_flexion_deg=100.0 * both,
        knee_flexion_deg=110.0 * both,
        ankle_dorsiflexion_deg=30.0 * both,
        trunk_lean_deg=20.0 * level,
        thigh_inclination_deg=90.0 - 90.0 * both,
        leg_length_m=0.82,
        pelvic_list_deg=zero,
        pelvic_rotation_deg=zero,
    )


def watch_of(signals: SquatSignals, **given: np.ndarray) -> SimpleNamespace:
    n_frames = len(signals.time_s)
    fields = {
        "residual_mm": np.full(n_frames, 4.0),
        "lever_mm": np.full(n_frames, LEVER_MM),
        "raw_tilt_deg": signals.posterior_pelvic_tilt_deg.copy(),
        "raw_less_model_deg": np.zeros(n_frames),
        "displaced_mm": np.full(n_frames, 3.0),
    } | given
    return SimpleNamespace(shape=SimpleNamespace(distance_mm=fields.pop("displaced_mm")), **fields)


def evidence_of(points_m: np.ndarray | None = None) -> SimpleNamespace:
    """Markers without a landmark, so that nothing is solved again."""
    return SimpleNamespace(landmarks={}, pelvis=[], pelvis_points_m=points_m)


def guarded(
    squat: tuple[SquatSignals, Repetition],
    points_m: np.ndarray | None = None,
    neutral_elsewhere: bool = False,
    **given: np.ndarray,
) -> tuple[RepGuard, dict[str, GuardFlag]]:
    signals, rep = squat
    (found,), flags = guard_repetitions(
        signals, [rep], evidence_of(points_m), watch_of(signals, **given),
        neutral_elsewhere=neutral_elsewhere,
    )  # fmt: skip
    assert all(flag.frames[rep.start : rep.bottom_end + 1].all() for flag in flags)
    assert all(flag.frames.sum() == rep.bottom_end + 1 - rep.start for flag in flags)
    return found, {flag.flag: flag for flag in flags}


def test_quiet_where_nothing_moves(squat: tuple[SquatSignals, Repetition]) -> None:
    found, flags = guarded(squat)
    assert flags == {}
    assert found.residual_slope_mm_per_m == pytest.approx(0.0, abs=1e-9)
    assert found.raw_wink_deg == pytest.approx(8.0, abs=0.6)  # the filter rounds its corner
    assert np.isnan([found.displaced_mm, found.moved_mm]).all()
    assert np.isnan([found.without_asis_deg, found.without_psis_deg]).all()


def test_a_residual_that_grows_with_depth(squat: tuple[SquatSignals, Repetition]) -> None:
    signals, rep = squat
    depth_m = rep.standing_height_m - signals.hip_height_m
    found, flags = guarded(squat, residual_mm=3.0 + 20.0 * depth_m)
    assert found.residual_slope_mm_per_m == pytest.approx(20.0)
    assert found.residual_growth_mm == pytest.approx(20.0 * rep.depth_m)
    assert found.residual_growth_deg == pytest.approx(
        np.rad2deg(np.arctan2(20.0 * rep.depth_m, LEVER_MM))
    )
    assert flags == {}
    found, flags = guarded(squat, residual_mm=3.0 + 40.0 * depth_m)
    assert found.residual_growth_deg > 5.0
    assert not flags["residual_growth"].blocks
    assert "40 mm per metre" in flags["residual_growth"].reason


def test_skin_that_parts_from_the_bone_informs(squat: tuple[SquatSignals, Repetition]) -> None:
    signals, rep = squat
    share = (rep.standing_height_m - signals.hip_height_m) / rep.depth_m
    tilt = signals.posterior_pelvic_tilt_deg
    found, flags = guarded(squat, raw_less_model_deg=7.0 * share, raw_tilt_deg=tilt + 7.0 * share)
    assert found.raw_less_model_deg == pytest.approx(7.0, abs=0.3)
    assert not flags["raw_tilt"].blocks
    assert "more backward" in flags["raw_tilt"].reason


@pytest.mark.parametrize("raw_tucks", [True, False])
def test_a_contradiction_blocks(squat: tuple[SquatSignals, Repetition], raw_tucks: bool) -> None:
    """One of model and skin tucks by over ten degrees while the other goes on the other way."""
    signals, rep = squat
    tilt = signals.posterior_pelvic_tilt_deg
    share = np.clip((rep.standing_height_m - signals.hip_height_m) / rep.depth_m, 0, 1)
    against = -30.0 * share
    if raw_tucks:
        signals = replace(signals, posterior_pelvic_tilt_deg=against)
        raw = 1.6 * tilt
    else:
        signals = replace(signals, posterior_pelvic_tilt_deg=1.6 * tilt)
        raw = against
    difference = raw - signals.posterior_pelvic_tilt_deg
    _, flags = guarded((signals, rep), raw_tilt_deg=raw, raw_less_model_deg=difference)
    assert flags["raw_tilt"].blocks
    first = "the line from PSIS to ASIS" if raw_tucks else "the model's pelvis"
    assert f"{first} tucks by" in flags["raw_tilt"].reason


def test_a_marker_that_slips_in_the_repetition(squat: tuple[SquatSignals, Repetition]) -> None:
    signals, rep = squat
    points = np.tile(PELVIS_M, (len(signals.time_s), 1, 1))
    found, flags = guarded(squat, points)
    assert found.moved_mm == pytest.approx(0.0, abs=1e-6)
    assert flags == {}
    points[rep.bottom :, 1, 1] += 0.03
    found, flags = guarded(squat, points)
    assert found.moved_mm > 28.0
    assert flags["marker_moved"].blocks


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_marker_off_the_model_blocks_where_neutral_is_elsewhere(
    squat: tuple[SquatSignals, Repetition], elsewhere: bool
) -> None:
    far = np.full(len(squat[0].time_s), 31.0)
    points = np.tile(PELVIS_M, (len(far), 1, 1))
    _, flags = guarded(squat, points, elsewhere, displaced_mm=far)
    assert flags["marker_moved"].blocks is elsewhere
    assert ("and neutral with it" in flags["marker_moved"].reason) is elsewhere
    signals, rep = squat
    flat = replace(signals, posterior_pelvic_tilt_deg=np.zeros(len(signals.time_s)))
    _, flags = guarded((flat, rep), points, True, displaced_mm=far)
    assert not flags["marker_moved"].blocks  # no wink, whatever neutral is


@pytest.mark.real
def test_every_few_frames_tell_as_much_as_all(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shared / "real" / "opencap_subject4"
    found = analyze(
        real / "squats1.trc",
        real / "manually_scaled.osim",
        AnalysisSettings(ik_tasks=real / "Setup_IK_Mocap.xml", samples=0),
    )
    assert found.trial is not None
    assert found.match is not None
    labels = found.match.mapping
    column = [found.trial.labels.index(labels[marker]) for marker in found.motion.markers]
    evidence = Evidence.of(
        found.motion,
        found.subject.tree,
        found.subject.profile,
        points_m=found.trial.points_m[:, column],
        tasks=found.tasks,
        labels=labels,
    )
    reps = [rep.repetition for rep in found.squat.reps]
    few = left_out.left_out_change(evidence, reps, ("psis_r", "psis_l"))
    monkeypatch.setattr(left_out, "LEAST_RATE_HZ", 1000.0)
    every = left_out.left_out_change(evidence, reps, ("psis_r", "psis_l"))
    assert np.abs(every).max() > 0.5
    np.testing.assert_allclose(few, every, atol=0.1)
    nobody = left_out.left_out_change(evidence, reps, ("sacrum",))
    assert np.isnan(nobody).all()
