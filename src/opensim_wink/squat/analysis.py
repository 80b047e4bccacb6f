"""The whole squat analysis of one trial: repetitions, wink, onset and verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.definitions import definitions
from opensim_wink.squat.depth import depth_axes
from opensim_wink.squat.finding.events import events, phases
from opensim_wink.squat.finding.repetitions import Repetition, Repetitions, find_repetitions
from opensim_wink.squat.measures.asymmetry import sideways_pelvis
from opensim_wink.squat.measures.hip_lock import locked
from opensim_wink.squat.measures.levels import LumbarLevels, level_shares
from opensim_wink.squat.measures.normalised import normalised_curves
from opensim_wink.squat.measures.safe_depth import SafeDepth, safe_depth, wink_over_depth
from opensim_wink.squat.rep_analysis import (
    drawn_amplitudes,
    find_onset,
    measure_amplitude,
    other_measures,
    split_lumbar,
)
from opensim_wink.squat.rep_curves import Onset, RepCurves
from opensim_wink.squat.rep_posture import onset_draws, posture_at_bottom, posture_at_onset
from opensim_wink.squat.results import MeanOfReps, Posture, SquatAnalysis, SquatRep
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, posture
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.mean_of_reps import mean_of_reps
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples
from opensim_wink.squat.verdict import (
    Verdict,
    check_guard,
    flags_in,
    rep_verdict,
    trial_verdict,
)

__all__ = [
    "Posture",
    "SquatAnalysis",
    "SquatRep",
    "SquatSettings",
    "analyze_squats",
]


@dataclass(frozen=True, eq=False)
class _Measured:
    """One repetition, and draws of what is averaged over repetitions, each of shape (S,)."""

    rep: SquatRep
    draws: dict[str, FloatArray]


def analyze_squats(
    signals: SquatSignals,
    *,
    samples: SignalSamples | None = None,
    settings: SquatSettings | None = None,
    guard: Sequence[GuardFlag] = (),
    standing: Standing | None = None,
    found: Repetitions | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
    levels: LumbarLevels | None = None,
) -> SquatAnalysis:
    """Find the squats of a trial and judge the wink of each.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed at ``settings.cutoff_hz``.
    samples : SignalSamples, optional
        The curves with fresh draws of the markers' errors; every interval comes from them.
    settings : SquatSettings, optional
        Defaults where none are given.
    guard : sequence of GuardFlag
        Objections to frames; one in a descent or at a bottom makes its verdict ``cannot tell``.
    standing : Standing, optional
        Posture from a static trial, as reference of angles; the trial's own standing frames where
        none is given. Depth is always measured from the trial's own standing height if it has one.
    found : Repetitions, optional
        Repetitions that were found before; looked for where not given.
    reps : sequence of (float, float), optional
        Start and end times of repetitions set by hand.
    levels : LumbarLevels, optional
        Flexion of every lumbar level, where the model has several.

    Returns
    -------
    SquatAnalysis
        Repetitions, other movements, verdict and definitions.

    Raises
    ------
    SettingError
        If a guard flag or a repetition set by hand does not fit the trial.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    check_guard(guard, len(signals.time_s))
    found = found or find_repetitions(signals, settings=settings, reps=reps)
    reference, notes = _reference(signals, standing, found.standing, found.accepted)
    given = settings.neutral_lumbar_flexion_deg
    neutral = (
        given
        if given is not None
        else (float("nan") if reference is None else reference.lumbar_flexion_deg)
    )
    measured = [
        _measure(RepCurves(signals, samples, rep, settings), reference, neutral, guard, levels)
        for rep in found.accepted
    ]
    squats = tuple(one.rep for one in measured)
    verdict = trial_verdict(
        [Verdict(rep.verdict, rep.reason) for rep in squats],
        [rep.pelvis_wink_deg for rep in squats],
        [movement.reason for movement in found.rejected],
    )
    onsets = {
        rep.repetition.number: rep.onset.time_s.value for rep in squats if rep.onset is not None
    }
    return SquatAnalysis(
        reps=squats,
        rejected=found.rejected,
        standing=reference,
        neutral_lumbar_flexion_deg=neutral,
        verdict=verdict.name,
        reason=verdict.reason,
        definitions=definitions(settings),
        notes=found.notes + notes + (() if levels is None else (levels.note,)),
        settings=settings,
        means=_means(measured),
        safe_depth=_safe_depth(signals, samples, squats, settings),
        curves=normalised_curves(signals, found.accepted),
        events=events(signals, found.accepted, found.rejected, onsets),
        phases=phases(len(signals.time_s), found.accepted, found.rejected),
        n_samples=0 if samples is None else samples.n_samples,
    )


def _reference(
    signals: SquatSignals,
    static: Standing | None,
    own: Standing | None,
    reps: tuple[Repetition, ...],
) -> tuple[Standing | None, tuple[str, ...]]:
    """Standing to measure changes from: static trial, else standing frames, else rep starts."""
    if static is not None:
        source = "static trial" if static.source == "trial" else static.source
        return replace(static, source=source), ()
    if own is not None or not reps:
        return own, ()
    starts = np.zeros(len(signals.time_s), dtype=np.bool_)
    starts[[rep.start for rep in reps]] = True
    note = "No standing frames: changes are measured from the first frame of each repetition."
    return posture(signals, starts), (note,)


def _measure(
    curves: RepCurves,
    standing: Standing | None,
    neutral_deg: float,
    guard: Sequence[GuardFlag],
    levels: LumbarLevels | None,
) -> _Measured:
    """Measure and judge one repetition."""
    signals, rep, settings = curves.signals, curves.rep, curves.settings
    pelvis = measure_amplitude(curves, "posterior_pelvic_tilt_deg")
    lumbar = measure_amplitude(curves, "lumbar_flexion_deg")
    onset = find_onset(curves) if pelvis.value >= settings.wink_threshold_deg else None
    unwind, flexion = (None, None) if onset is None else split_lumbar(curves, onset, neutral_deg)
    verdict = rep_verdict(rep, pelvis, unwind, flexion, settings=settings, guard=guard)
    axes = depth_axes(signals, rep.standing_height_m, settings=settings)
    above = float(axes.hip_above_knee_m[rep.bottom])
    measures = other_measures(curves, onset)
    at_onset = None if onset is None else posture_at_onset(curves, onset, standing)
    squat = SquatRep(
        repetition=rep,
        verdict=verdict.name,
        reason=verdict.reason,
        pelvis_wink_deg=pelvis,
        lumbar_wink_deg=lumbar,
        onset=at_onset,
        onset_shape=None if onset is None else onset.reversal.shape,
        segmented_depth_fraction=None if onset is None else onset.segmented,
        onset_disagreement=None if onset is None else onset.disagreement,
        unwind_deg=unwind,
        true_flexion_deg=flexion,
        bottom=posture_at_bottom(curves, standing),
        crease_below_knee=None if math.isnan(above) else above < 0,
        hip_locked=locked(measures["hip_end_gain_deg"], measures["thigh_end_gain_deg"]),
        measures=measures | _sideways(curves),
        level_shares=_level_shares(signals, rep, onset, levels),
        flags=tuple(flag.flag for flag in flags_in(guard, rep)),
    )
    return _Measured(squat, _draws(curves, onset))


def _sideways(curves: RepCurves) -> dict[str, Estimate]:
    """How far the pelvis is out of the middle at the bottom."""
    found = sideways_pelvis(curves.signals, curves.rep, curves.rep.bottom_s)
    return {f"bottom_{name}": Estimate(value) for name, value in vars(found).items()}


def _level_shares(
    signals: SquatSignals, rep: Repetition, onset: Onset | None, levels: LumbarLevels | None
) -> dict[str, float]:
    if levels is None:
        return {}
    since = None if onset is None else onset.reversal.time_s
    shares = level_shares(signals.time_s, levels.flexion_deg, rep, since)
    return dict(zip(levels.names, map(float, shares), strict=True))


def _draws(curves: RepCurves, onset: Onset | None) -> dict[str, FloatArray]:
    """Draws of the numbers that are averaged over repetitions; empty without samples."""
    pelvis = drawn_amplitudes(curves, "posterior_pelvic_tilt_deg")
    lumbar = drawn_amplitudes(curves, "lumbar_flexion_deg")
    if pelvis is None or lumbar is None:
        return {}
    draws = {"pelvis_wink_deg": pelvis, "lumbar_wink_deg": lumbar}
    if onset is not None:
        draws |= {f"onset_{name}": draw for name, draw in onset_draws(curves, onset).items()}
    return draws


def _means(measured: Sequence[_Measured]) -> dict[str, MeanOfReps]:
    """Over all repetitions: the winks, and depth and angles of those onsets that there are."""
    if not measured:
        return {}

    def over(name: str, values: Sequence[Estimate | None], floor: float = -math.inf) -> MeanOfReps:
        draws = [one.draws.get(name) for one in measured]
        return mean_of_reps(values, draws, floor=floor, spread_alone=False)

    onsets = [one.rep.onset for one in measured]
    means = {
        name: over(name, [getattr(one.rep, name) for one in measured], floor=0.0)
        for name in ("pelvis_wink_deg", "lumbar_wink_deg")
    }
    if any(onset is not None for onset in onsets):
        for name in ("depth_fraction", "hip_flexion_deg", "knee_flexion_deg", "box_height_cm"):
            values = [None if onset is None else getattr(onset, name) for onset in onsets]
            means[f"onset_{name}"] = over(f"onset_{name}", values)
    return means


def _safe_depth(
    signals: SquatSignals,
    samples: SignalSamples | None,
    squats: Sequence[SquatRep],
    settings: SquatSettings,
) -> tuple[SafeDepth, ...]:
    """Depth down to which no believable repetition winks, by the worst and by the mean."""
    reps = [rep.repetition for rep in squats if not rep.flags]
    if not reps:
        return ()
    depth, drawn = _common_depth(signals, samples, reps)
    over = wink_over_depth(
        depth,
        signals.posterior_pelvic_tilt_deg,
        reps,
        samples=drawn,
        error_deg=settings.pelvis_error_deg,
    )
    return (
        safe_depth(signals, reps, over, settings.wink_threshold_deg, settings=settings),
        safe_depth(
            signals,
            reps,
            over,
            settings.wink_threshold_deg,
            basis="mean of repetitions",
            settings=settings,
        ),
    )


def _common_depth(
    signals: SquatSignals, samples: SignalSamples | None, reps: Sequence[Repetition]
) -> tuple[FloatArray, tuple[FloatArray, FloatArray] | None]:
    """Drop of the hips over leg length, from the mean standing height of the repetitions."""
    standing_m = float(np.mean([rep.standing_height_m for rep in reps]))
    depth = (standing_m - signals.hip_height_m) / signals.leg_length_m
    if samples is None:
        return depth, None
    heights = np.asarray(samples.hip_height_m, dtype=np.float64)
    tilts = np.asarray(samples.posterior_pelvic_tilt_deg, dtype=np.float64)
    return depth, ((standing_m - heights) / signals.leg_length_m, tilts)
