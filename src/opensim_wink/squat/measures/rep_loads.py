"""What every repetition loads: at onset, bottom, peak and standing, and summed over time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError
from opensim_wink.load.results import Loads
from opensim_wink.squat.curves import at_time, per_second
from opensim_wink.squat.depth import depth_share
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.impulse import impulse_beyond, impulse_of
from opensim_wink.squat.measures.load_curves import LoadCurve, load_curves
from opensim_wink.squat.measures.rep_load_results import (
    SUMMED,
    LoadImpulse,
    LoadMeasures,
    LoadValue,
    RepLoads,
)
from opensim_wink.squat.results import MeanOfReps, SquatAnalysis, SquatRep
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import standing_frames
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.mean_of_reps import mean_of_reps
from opensim_wink.trial.filters import frame_rate
from opensim_wink.trial.runs import runs

BoolArray = NDArray[np.bool_]

WIDEST_HOLE_S = 0.1
# An extreme this near to a longer gap may be but the gap's edge; within half a period of the usual
# cutoff the filter saw one side only, too.
BESIDE_S = 0.1


def rep_loads(loads: Loads, signals: SquatSignals, squat: SquatAnalysis) -> tuple[RepLoads, ...]:
    """Read the loads of every repetition.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    signals : SquatSignals
        Its clinical curves, over the same frames.
    squat : SquatAnalysis
        Its repetitions, their onsets, and the neutral lumbar flexion.

    Returns
    -------
    tuple of RepLoads
        One a repetition, in order.

    Raises
    ------
    MotionError
        If loads and curves have different frames.
    """
    if len(loads.time_s) != len(signals.time_s) or not np.allclose(loads.time_s, signals.time_s):
        raise MotionError(
            f"loads have {len(loads.time_s)} frames and the squat's curves {len(signals.time_s)}, "
            "or other times; compute both from the same motion."
        )
    curves = load_curves(loads)
    standing = standing_frames(signals, squat.settings)
    held = {name: _standing(curve, standing, loads) for name, curve in curves.items()}
    return tuple(
        _of_rep(rep, curves, held, loads, signals, squat.neutral_lumbar_flexion_deg, squat.settings)
        for rep in squat.reps
    )


def mean_loads(reps: Sequence[RepLoads]) -> dict[str, MeanOfReps]:
    """Every number over the repetitions, with the spread that they show.

    Parameters
    ----------
    reps : sequence of RepLoads
        Of one trial.

    Returns
    -------
    dict of str to MeanOfReps
        By the names of `RepLoads.numbers`; intervals rest on the spread of the repetitions alone.
    """
    rows = [rep.numbers() for rep in reps]
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        name: mean_of_reps(
            [Estimate(row[name]) if name in row else None for row in rows], [None] * len(rows)
        )
        for name in names
    }


def _of_rep(
    measured: SquatRep,
    curves: dict[str, LoadCurve],
    standing: dict[str, LoadValue],
    loads: Loads,
    signals: SquatSignals,
    neutral_deg: float,
    settings: SquatSettings,
) -> RepLoads:
    """All loads of one repetition."""
    rep = measured.repetition
    onset_s = None if measured.onset is None else measured.onset.time_s.value
    found = {
        name: _measures(curve, rep, onset_s, standing[name], loads, signals, settings)
        for name, curve in curves.items()
    }
    impulses = {
        name: _impulse(curves[name], rep, loads, signals, neutral_deg)
        for name in SUMMED
        if name in curves
    }
    beyond = _beyond_neutral(rep, signals, neutral_deg)
    return RepLoads(rep.number, found, impulses, beyond)


def _measures(
    curve: LoadCurve,
    rep: Repetition,
    onset_s: float | None,
    standing: LoadValue,
    loads: Loads,
    signals: SquatSignals,
    settings: SquatSettings,
) -> LoadMeasures:
    """One load at the moments of one repetition."""
    weight_n, time_s = loads.body_weight_n, loads.time_s
    frames = slice(rep.start, rep.end + 1)
    size = np.abs(curve.values[frames])
    known = float(np.mean(np.isfinite(size)))
    onset = (
        LoadValue(None, None, "the repetition has no onset")
        if onset_s is None
        else _value(curve, _between(time_s, curve.values, onset_s), weight_n)
    )
    bottom = _value(curve, float(curve.values[rep.bottom]), weight_n)
    if _beside_gap(loads.dynamics.known, rep.bottom, rep, time_s):
        bottom = LoadValue(None, None, "the motion is not known beside its deepest frame")
    if not known or 1.0 - known > settings.max_missing_share:
        reason = f"known in {100 * known:.0f} % of the repetition only: {curve.unknown}"
        none = LoadValue(None, None, reason)
        return LoadMeasures(curve, onset, bottom, none, standing, none, None, None, known)
    frame = rep.start + int(np.nanargmax(size))
    if _beside_gap(np.isfinite(curve.values), frame, rep, time_s):
        reason = f"the load is largest beside a gap, in which it may be larger: {curve.unknown}"
        none = LoadValue(None, None, reason)
        return LoadMeasures(curve, onset, bottom, none, standing, none, None, None, known)
    rises = per_second(np.abs(curve.values), frame_rate(time_s))[frames]
    rise = float(np.nanmax(rises)) if np.isfinite(rises).any() else float("nan")
    return LoadMeasures(
        curve,
        onset,
        bottom,
        _value(curve, float(curve.values[frame]), weight_n),
        standing,
        _value(curve, rise, weight_n),
        float(time_s[frame]),
        float(depth_share(signals.hip_height_m, rep)[frame]),
        known,
    )


def _beside_gap(known: BoolArray, frame: int, rep: Repetition, time_s: FloatArray) -> bool:
    """Whether a frame of a repetition lies beside one of its gaps that is too long to bridge."""
    for first, stop in runs(~known[rep.start : rep.end + 1]):
        first, stop = rep.start + first, rep.start + stop
        after = time_s[min(stop, rep.end)]
        if after - time_s[max(first - 1, rep.start)] <= WIDEST_HOLE_S + 1e-9:
            continue
        if time_s[first] - BESIDE_S <= time_s[frame] <= time_s[stop - 1] + BESIDE_S:
            return True
    return False


def _value(curve: LoadCurve, value: float, weight_n: float) -> LoadValue:
    """A value with its relative one, or the reason why it is not known."""
    if not np.isfinite(value):
        return LoadValue(None, None, curve.unknown)
    return LoadValue(value, curve.relative(value, weight_n))


def _between(time_s: FloatArray, values: FloatArray, when_s: float) -> float:
    """Value at a time, where both frames around it are known."""
    step_s = float(np.median(np.diff(time_s)))
    return float(at_time(time_s, values, when_s, widest_hole_s=1.5 * step_s))


def _standing(curve: LoadCurve, standing: np.ndarray, loads: Loads) -> LoadValue:
    """Median over the standing frames."""
    if not standing.any():
        return LoadValue(None, None, "the person is never seen standing in this trial")
    known = curve.values[standing & np.isfinite(curve.values)]
    median = float(np.median(known)) if known.size else float("nan")
    return _value(curve, median, loads.body_weight_n)


def _bridged(time_s: FloatArray, values: FloatArray, rep: Repetition) -> FloatArray:
    """Values of the repetition's frames, short holes crossed by straight lines."""
    return at_time(
        time_s, values, time_s[rep.start : rep.end + 1], widest_hole_s=WIDEST_HOLE_S + 1e-9
    )


def _impulse(
    curve: LoadCurve, rep: Repetition, loads: Loads, signals: SquatSignals, neutral_deg: float
) -> LoadImpulse:
    """One load summed over the repetition, and over its part beyond neutral."""
    weight_n, time_s = loads.body_weight_n, loads.time_s[rep.start : rep.end + 1]
    load = _bridged(loads.time_s, curve.values, rep)
    whole = _value(curve, impulse_of(time_s, load), weight_n)
    known = _beyond_neutral(rep, signals, neutral_deg)
    if known.value is None:
        return LoadImpulse(curve, whole, known)
    flexion = _bridged(loads.time_s, signals.lumbar_flexion_deg, rep)
    part = impulse_beyond(time_s, load, flexion, neutral_deg).impulse
    return LoadImpulse(curve, whole, _value(curve, part, weight_n))


def _beyond_neutral(rep: Repetition, signals: SquatSignals, neutral_deg: float) -> LoadValue:
    """Time beyond neutral, and as a share of the repetition."""
    if not np.isfinite(neutral_deg):
        return LoadValue(None, None, "there is no neutral lumbar flexion to compare with")
    time_s = signals.time_s[rep.start : rep.end + 1]
    flexion = _bridged(signals.time_s, signals.lumbar_flexion_deg, rep)
    spent_s = impulse_beyond(time_s, np.ones(len(time_s)), flexion, neutral_deg).duration_s
    if not np.isfinite(spent_s):
        return LoadValue(None, None, "the lumbar angle is not known throughout the repetition")
    return LoadValue(spent_s, spent_s / float(time_s[-1] - time_s[0]))
