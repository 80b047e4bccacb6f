"""Loads of repetitions, on curves whose values at every moment are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.errors import MotionError
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.measures.load_curves import DEFINITIONS, load_curves
from opensim_wink.squat.measures.rep_loads import mean_loads, rep_loads

WEIGHT_N = 75 * 9.80665


def reaction(name, axes, force_n, moment_nm, known) -> JointReaction:
    frames = len(force_n)
    return JointReaction(
        name=name,
        joint=name,
        on_body="on",
        by_body="by",
        frame="",
        origin="",
        axes=axes,
        force_n=force_n,
        moment_nm=moment_nm,
        net_force_n=force_n,
        net_moment_nm=moment_nm,
        known=known,
        reserve_share=np.zeros(frames),
    )


def loads_like(time_s, press, *, source="plates", muscles=True, known=None) -> Loads:
    """Loads that all follow one curve: compression ``press``, moment a tenth of it."""
    frames = len(time_s)
    known = np.ones(frames, dtype=bool) if known is None else known
    zero = np.zeros(frames)

    def three(x, y, z):
        return np.stack([x, y, z], axis=1)

    borne = 1.0 if muscles else np.nan  # without muscles there is no force in the joint
    moment = three(zero, zero, press / 10)
    spine = reaction(
        "l5s1", ("anterior_shear", "compression", "right"), borne * three(-press / 5, press, zero),
        moment, known,
    )  # fmt: skip
    legs = {
        f"{joint}_{side}": reaction(
            f"{joint}_{side}", axes, borne * three(3 * press, -4 * press, zero), moment, known
        )
        for joint, axes in (
            ("hip", ("anterior", "superior", "right")),
            ("knee", ("anterior", "compression", "right")),
        )
        for side in "rl"
    }
    ground = GroundContact(source, (), (), known, three(zero, zero, zero))
    empty = np.zeros((frames, 0))
    return Loads(
        time_s=time_s,
        settings=LoadSettings(),
        body_weight_n=WEIGHT_N,
        ground=ground,
        carried=(),
        dynamics=InverseDynamics(
            time_s, (), empty, empty, np.zeros((frames, 3)), np.zeros((frames, 3)), known, known
        ),
        lumbosacral=LumbosacralMoment(
            "l5s1", moment, moment + 1, moment, moment, moment, np.ones(frames)
        ),
        muscles=MuscleForces((), empty, empty, empty, (), empty, empty, (), known, known)
        if muscles
        else None,
        reactions={"l5s1": spine, **legs},
    )


@pytest.fixture(scope="module")
def trial(figure):
    """Three squats with a wink, and a load that grows with the depth."""
    time_s, level, _ = figure.squat_level(3)
    signals = figure.squatting(time_s, level, wink_deg=12.0, onset=0.6).signals()
    squat = analyze_squats(signals)
    assert len(squat.reps) == 3
    assert all(rep.onset is not None for rep in squat.reps)
    depth = figure.depth_of_level(level)
    return signals, squat, depth


def test_every_moment_of_a_load_that_follows_depth(trial) -> None:
    signals, squat, depth = trial
    found = rep_loads(loads_like(signals.time_s, 500 + 2000 * depth), signals, squat)
    for rep, measured in zip(found, squat.reps, strict=True):
        press = rep.loads["l5s1_compression"]
        assert press.bottom.value == pytest.approx(2500, abs=1)
        assert press.bottom.relative == pytest.approx(2500 / WEIGHT_N, abs=0.01)
        assert press.standing.value == pytest.approx(500)
        assert press.peak.value == pytest.approx(2500, abs=1)
        assert press.peak_depth_fraction == pytest.approx(1, abs=1e-3)
        assert press.peak_s == pytest.approx(measured.repetition.bottom_s, abs=0.12)
        onset = np.interp(measured.onset.time_s.value, signals.time_s, 500 + 2000 * depth)
        assert press.onset.value == pytest.approx(onset)
        assert press.known_share == 1


def test_signs_lengths_and_units_of_each(trial) -> None:
    signals, squat, depth = trial
    rep = rep_loads(loads_like(signals.time_s, 1000 * depth), signals, squat)[0]
    bottom = {name: load.bottom.value for name, load in rep.loads.items()}
    assert bottom["l5s1_anterior_shear"] == pytest.approx(-200, abs=1)
    assert rep.loads["l5s1_anterior_shear"].peak.value == pytest.approx(-200, abs=1)
    assert bottom["hip_contact_r"] == bottom["knee_contact_l"] == pytest.approx(5000, abs=5)
    # The same moment on the lower body extends a knee and flexes a hip.
    assert bottom["knee_extension_moment_r"] == pytest.approx(100, abs=1)
    assert bottom["hip_extension_moment_l"] == pytest.approx(-100, abs=1)
    below = rep.loads["l5s1_extension_moment_below"]
    assert below.bottom.value == pytest.approx(101, abs=1)
    assert below.bottom.relative == pytest.approx(101 / 75, abs=0.02)
    assert below.curve.relative_unit == "N·m/kg"
    assert {load.curve.topic for load in rep.loads.values()} == {
        "l5s1_extension_moment_above", "l5s1_extension_moment_below", "l5s1_compression",
        "l5s1_anterior_shear", "hip_contact", "knee_contact", "hip_extension_moment",
        "knee_extension_moment",
    } == set(DEFINITIONS)  # fmt: skip


def test_impulses_of_a_constant_load(trial) -> None:
    signals, squat, depth = trial
    rep = rep_loads(loads_like(signals.time_s, np.full(len(depth), 1000.0)), signals, squat)[0]
    span = squat.reps[0].repetition
    assert rep.impulses["l5s1_compression"].whole.value == pytest.approx(
        1000 * (span.end_s - span.start_s)
    )
    spent = rep.beyond_neutral_s.value
    assert 0 < spent < span.end_s - span.start_s
    assert rep.impulses["l5s1_compression"].beyond_neutral.value == pytest.approx(1000 * spent)
    assert rep.impulses["l5s1_extension_moment_above"].beyond_neutral.value == pytest.approx(
        100 * spent
    )
    # The figure's spine is beyond neutral exactly where its lumbar flexion is above standing's.
    inside = slice(span.start, span.end + 1)
    above = signals.lumbar_flexion_deg[inside] > squat.neutral_lumbar_flexion_deg
    assert spent == pytest.approx(above.sum() / 100, abs=0.04)


def test_fastest_rise_of_a_ramp(trial) -> None:
    signals, squat, _ = trial
    rep = rep_loads(loads_like(signals.time_s, 700 * signals.time_s), signals, squat)[1]
    assert rep.loads["l5s1_compression"].fastest_rise.value == pytest.approx(700)


def test_unknown_frames_are_never_filled(trial) -> None:
    signals, squat, depth = trial
    known = np.ones(len(depth), dtype=bool)
    span = squat.reps[0].repetition
    known[span.bottom] = False
    loads = loads_like(signals.time_s, 500 + 2000 * depth, known=known)
    first, second = rep_loads(loads, signals, squat)[:2]
    press = first.loads["l5s1_compression"]
    assert press.bottom.value is None
    assert "not balance" in press.bottom.reason.replace("do not", "not")
    assert press.peak.value is not None
    assert first.impulses["l5s1_compression"].whole.value is not None  # one frame is bridged
    assert second.loads["l5s1_compression"].bottom.value == pytest.approx(2500, abs=1)
    known[span.start : span.bottom] = False
    lost = rep_loads(
        loads_like(signals.time_s, 500 + 2000 * depth, known=known), signals, squat
    )[0]  # fmt: skip
    assert lost.loads["l5s1_compression"].peak.value is None
    assert "%" in lost.loads["l5s1_compression"].peak.reason
    assert lost.loads["l5s1_compression"].onset.value is None
    assert lost.impulses["l5s1_compression"].whole.value is None
    # Net moments do not wait for muscles.
    assert lost.loads["l5s1_extension_moment_above"].peak.value is not None


@pytest.mark.parametrize("shift_s", [-0.25, 0.0, 0.25])
def test_beside_a_gap_at_depth_neither_bottom_nor_peak_is_told(trial, shift_s: float) -> None:
    signals, squat, depth = trial
    rep = squat.reps[0].repetition
    loads = loads_like(signals.time_s, 500 + 2000 * depth)
    gap = (
        np.abs(signals.time_s - rep.bottom_s - shift_s) < 0.2
    )  # 0.05 s from the bottom, or over it
    for reaction in loads.reactions.values():
        reaction.force_n[gap] = np.nan
    loads.lumbosacral.above_nm[gap] = np.nan
    loads.dynamics.known[gap] = False
    first, second, *_ = rep_loads(loads, signals, squat)
    for name in ("l5s1_compression", "l5s1_extension_moment_above", "knee_contact_r"):
        load = first.loads[name]
        assert load.bottom.value is None
        assert "deepest frame" in load.bottom.reason
        assert load.peak.value is None
        assert "gap" in load.peak.reason
        assert load.standing.value is not None
        assert second.loads[name].peak.value is not None


@pytest.mark.parametrize(("far_s", "wide_s"), [(0.5, 0.2), (0.04, 0.03)])
def test_a_gap_far_from_the_bottom_or_a_short_one_takes_no_peak(
    trial, far_s: float, wide_s: float
) -> None:
    signals, squat, depth = trial
    rep = squat.reps[0].repetition
    loads = loads_like(signals.time_s, 500 + 2000 * depth)
    gap = np.abs(signals.time_s - rep.bottom_s + far_s) < wide_s
    assert gap.any()
    loads.reactions["l5s1"].force_n[gap] = np.nan
    loads.dynamics.known[gap] = False
    press = rep_loads(loads, signals, squat)[0].loads["l5s1_compression"]
    assert press.bottom.value == pytest.approx(2500, abs=1)
    assert press.peak.value == pytest.approx(2500, abs=1)


def test_without_muscles_onset_or_neutral(trial, figure) -> None:
    signals, squat, depth = trial
    moments = rep_loads(loads_like(signals.time_s, depth, muscles=False), signals, squat)[0]
    assert "l5s1_compression" not in moments.loads
    assert "knee_contact_r" not in moments.loads
    assert "knee_extension_moment_r" in moments.loads
    bare = replace(
        squat,
        reps=tuple(replace(rep, onset=None) for rep in squat.reps),
        neutral_lumbar_flexion_deg=float("nan"),
    )
    rep = rep_loads(loads_like(signals.time_s, depth), signals, bare)[0]
    assert rep.loads["l5s1_compression"].onset.reason == "the repetition has no onset"
    assert rep.beyond_neutral_s.value is None
    assert "neutral" in rep.impulses["l5s1_compression"].beyond_neutral.reason
    assert rep.impulses["l5s1_compression"].whole.value is not None


def test_an_estimated_ground_is_said_where_it_matters(trial) -> None:
    signals, _, depth = trial
    curves = load_curves(loads_like(signals.time_s, depth, source="estimate"))
    guessed = {name for name, curve in curves.items() if curve.estimated}
    assert guessed == {name for name in curves if name.startswith(("hip", "knee"))} | {
        "l5s1_extension_moment_below"
    }
    assert curves["knee_contact_r"].label == "knee contact, right"


def test_a_heavier_load_scales_every_number(trial) -> None:
    signals, squat, depth = trial
    light = rep_loads(loads_like(signals.time_s, 1000 * depth), signals, squat)[0].numbers()
    heavy = rep_loads(loads_like(signals.time_s, 2000 * depth), signals, squat)[0].numbers()
    scaled = [
        name
        for name in light
        if name not in ("beyond_neutral_s",) and "fraction" not in name and "below" not in name
    ]
    assert len(scaled) > 50
    for name in scaled:
        assert heavy[name] == pytest.approx(2 * light[name], abs=1e-9), name


def test_means_over_repetitions(trial) -> None:
    signals, squat, depth = trial
    growing = 1000 * depth * (1 + np.floor(signals.time_s / 3.0))  # repetitions start 3 s apart
    found = rep_loads(loads_like(signals.time_s, growing), signals, squat)
    peaks = [rep.loads["l5s1_compression"].peak.value for rep in found]
    means = mean_loads(found)
    mean = means["l5s1_compression_peak_n"]
    assert mean.mean.value == pytest.approx(np.mean(peaks))
    assert mean.sd == pytest.approx(np.std(peaks, ddof=1))
    assert mean.n == 3
    assert mean.mean.low < mean.mean.value < mean.mean.high
    assert means["l5s1_compression_peak_bw"].mean.value == pytest.approx(np.mean(peaks) / WEIGHT_N)


def test_other_frames_are_refused(trial) -> None:
    signals, squat, depth = trial
    loads = loads_like(signals.time_s[:-1], depth[:-1])
    with pytest.raises(MotionError, match="same motion"):
        rep_loads(loads, signals, squat)
