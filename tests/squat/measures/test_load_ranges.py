"""Which frames are tried against errors, and with what error of the posture."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.sensitivity import Sensitivity
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.measures import load_ranges as module
from opensim_wink.squat.measures.load_ranges import key_frames, load_ranges
from opensim_wink.squat.uncertainty.estimate import Estimate


@pytest.fixture(scope="module")
def trial(figure):
    time_s, level, _ = figure.squat_level(2)
    signals = figure.squatting(time_s, level, wink_deg=12.0, onset=0.6).signals()
    return signals, analyze_squats(signals), figure.depth_of_level(level)


def bearing(moment_nm):
    """Loads of which only the L5/S1 moment is looked at."""
    three = np.stack([0 * moment_nm, 0 * moment_nm, moment_nm], axis=1)
    spine = LumbosacralMoment("l5s1", three, three, three, three, three, 0 * moment_nm)
    return SimpleNamespace(lumbosacral=spine, carried=(), ground=None)


def test_key_frames(trial) -> None:
    signals, squat, depth = trial
    time_s = signals.time_s
    moment = 100 * depth + 20 * (np.abs(time_s - 1.3) < 0.005)  # a spike in the first descent
    frames = key_frames(bearing(moment), signals, squat)
    assert list(frames) == [
        "standing", "rep 1 onset", "rep 1 bottom", "rep 1 largest L5/S1 moment",
        "rep 2 onset", "rep 2 bottom", "rep 2 largest L5/S1 moment",
    ]  # fmt: skip
    assert depth[frames["standing"]] == pytest.approx(0, abs=0.01)
    assert frames["rep 2 bottom"] == squat.reps[1].repetition.bottom
    onset_s = squat.reps[0].onset.time_s.value
    before = frames["rep 1 onset"]
    assert time_s[before] <= onset_s < time_s[before + 1]
    second = frames["rep 2 largest L5/S1 moment"]
    assert moment[second] == pytest.approx(100, abs=0.1)


def test_key_frames_of_what_is_not_there(trial) -> None:
    signals, squat, depth = trial
    flat = replace(squat, reps=tuple(replace(rep, onset=None) for rep in squat.reps))
    nothing = SimpleNamespace(lumbosacral=None)
    assert list(key_frames(nothing, signals, flat)) == ["rep 1 bottom", "rep 2 bottom"]
    unknown = key_frames(bearing(np.full(len(depth), np.nan)), signals, flat)
    assert list(unknown) == ["rep 1 bottom", "rep 2 bottom"]


def test_the_samples_tell_the_error_of_the_lean(trial, monkeypatch) -> None:
    signals, squat, depth = trial
    rng = np.random.default_rng(0)
    lean = signals.trunk_lean_deg + 1.5 * rng.standard_normal((4000, len(depth)))
    seen = {}

    def tried(subject, dynamics, carried, ground, frames, *, lean_deg, errors, masses):
        seen.update(lean_deg or {})
        return tuple(Sensitivity("q", name, "one", 10.0, 7.0, 13.0) for name in frames)

    def also(subject, dynamics, loads, frames, *, errors):
        return tuple(Sensitivity("q", name, "two", 10.0, 6.0, 14.0) for name in frames)

    monkeypatch.setattr(module, "moment_sensitivity", tried)
    monkeypatch.setattr(module, "contact_sensitivity", also)
    loads = bearing(100 * depth)
    samples = SimpleNamespace(trunk_lean_deg=lean.astype(np.float32))
    found = load_ranges(None, None, loads, signals, squat, samples=samples)
    told = set(key_frames(loads, signals, squat))
    assert {one.moment for one in found} == told
    assert set(seen) == told | {f"rep {number} onset, next frame" for number in (1, 2)}
    assert seen["rep 1 bottom"] == pytest.approx(1.96 * 1.5, rel=0.05)
    assert all((one.low, one.high) == pytest.approx((5, 15)) for one in found)
    assert len(found) == len(told)
    seen.clear()
    load_ranges(None, None, loads, signals, squat)
    assert not seen


def test_an_onset_is_read_between_frames(trial, monkeypatch) -> None:
    """A load that grows evenly with time is told at the onset itself, ends and all."""
    signals, squat, depth = trial
    time_s = signals.time_s

    def tried(subject, dynamics, carried, ground, frames, **options):
        at = {name: 100.0 * time_s[frame] for name, frame in frames.items()}
        return tuple(Sensitivity("q", n, "one", v, v - 0.1 * v, v + 0.2 * v) for n, v in at.items())

    monkeypatch.setattr(module, "moment_sensitivity", tried)
    monkeypatch.setattr(module, "contact_sensitivity", lambda *_, **__: ())
    on_it = replace(squat.reps[1].onset, time_s=Estimate(float(time_s[200])))
    reps = (squat.reps[0], replace(squat.reps[1], onset=on_it))
    found = load_ranges(None, None, bearing(100 * depth), signals, replace(squat, reps=reps))
    ranges = {one.moment: one for one in found}
    for rep in reps:
        at = 100.0 * rep.onset.time_s.value
        one = ranges[f"rep {rep.repetition.number} onset"]
        assert (one.value, one.low, one.high) == pytest.approx((at, 0.9 * at, 1.2 * at))
