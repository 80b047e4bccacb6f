"""The whole squat analysis of one trial: repetitions, wink, onset and verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.definitions import definitions
from opensim_wink.squat.depth import DepthAxes, depth_axes, relative_depth
from opensim_wink.squat.estimate import Estimate
from opensim_wink.squat.onset import Reversal, find_reversal, segmented_onset
from opensim_wink.squat.repetitions import Repetition, find_repetitions
from opensim_wink.squat.results import Posture, SquatAnalysis, SquatRep
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, mean_of_sides, posture
from opensim_wink.squat.verdict import (
    Verdict,
    check_guard,
    flags_in,
    rep_verdict,
    trial_verdict,
)
from opensim_wink.squat.wink import lumbar_wink, pelvis_wink, split_at_neutral

__all__ = [
    "Posture",
    "SquatAnalysis",
    "SquatRep",
    "SquatSettings",
    "analyze_squats",
]

_WIDEST_HOLE_S = 0.1  # unsolved time across which a value is still read between its neighbours


def analyze_squats(
    signals: SquatSignals,
    *,
    settings: SquatSettings | None = None,
    guard: Sequence[GuardFlag] = (),
    standing: Standing | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
) -> SquatAnalysis:
    """Find the squats of a trial and judge the wink of each.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed at ``settings.cutoff_hz``.
    settings : SquatSettings, optional
        Defaults where none are given.
    guard : sequence of GuardFlag
        Objections to frames; one in a descent or at a bottom makes its verdict ``cannot tell``.
    standing : Standing, optional
        Posture from a static trial, as reference of angles; the trial's own standing frames where
        none is given. Depth is always measured from the trial's own standing height if it has one.
    reps : sequence of (float, float), optional
        Start and end times of repetitions set by hand.

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
    found = find_repetitions(signals, settings=settings, reps=reps)
    reference, notes = _reference(signals, standing, found.standing, found.accepted)
    given = settings.neutral_lumbar_flexion_deg
    neutral = (
        given
        if given is not None
        else (float("nan") if reference is None else reference.lumbar_flexion_deg)
    )
    measured = tuple(
        _measure(signals, rep, reference, neutral, settings, guard) for rep in found.accepted
    )
    verdict = trial_verdict(
        [Verdict(rep.verdict, rep.reason) for rep in measured],
        [rep.pelvis_wink_deg for rep in measured],
        [movement.reason for movement in found.rejected],
    )
    return SquatAnalysis(
        reps=measured,
        rejected=found.rejected,
        standing=reference,
        neutral_lumbar_flexion_deg=neutral,
        verdict=verdict.name,
        reason=verdict.reason,
        definitions=definitions(settings),
        notes=found.notes + notes,
        settings=settings,
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
    signals: SquatSignals,
    rep: Repetition,
    standing: Standing | None,
    neutral_deg: float,
    settings: SquatSettings,
    guard: Sequence[GuardFlag],
) -> SquatRep:
    """Measure and judge one repetition."""
    axes = depth_axes(signals, rep.standing_height_m, settings=settings)
    missing = settings.max_missing_share
    pelvis = Estimate(pelvis_wink(signals, rep, max_missing_share=missing).value_deg)
    lumbar = Estimate(lumbar_wink(signals, rep, max_missing_share=missing).value_deg)
    share = relative_depth(signals, rep)
    reversal = (
        _reversal(signals, rep, share, settings)
        if pelvis.value >= settings.wink_threshold_deg
        else None
    )
    onset = unwind = flexion = segmented = disagreement = None
    if reversal is not None:
        onset = _posture(signals, axes, standing, reversal.time_s, reversal.depth_fraction)
        unwind, flexion = _split(signals, rep, reversal.time_s, neutral_deg)
        segmented, disagreement = _second_opinion(signals, rep, share, reversal)
    verdict = rep_verdict(rep, pelvis, unwind, flexion, settings=settings, guard=guard)
    above = float(axes.hip_above_knee_m[rep.bottom])
    return SquatRep(
        repetition=rep,
        verdict=verdict.name,
        reason=verdict.reason,
        pelvis_wink_deg=pelvis,
        lumbar_wink_deg=lumbar,
        onset=onset,
        onset_shape=None if reversal is None else reversal.shape,
        segmented_depth_fraction=segmented,
        onset_disagreement=disagreement,
        unwind_deg=unwind,
        true_flexion_deg=flexion,
        bottom=_posture(signals, axes, standing, rep.bottom_s, 1.0),
        crease_below_knee=None if math.isnan(above) else above < 0,
        flags=tuple(flag.flag for flag in flags_in(guard, rep)),
    )


def _reversal(
    signals: SquatSignals, rep: Repetition, share: FloatArray, settings: SquatSettings
) -> Reversal | None:
    """Reversal of the pelvic tilt in the descent of a repetition."""
    frames = slice(rep.start, rep.end + 1)
    return find_reversal(
        signals.time_s[frames],
        share,
        signals.posterior_pelvic_tilt_deg[frames],
        rep.bottom - rep.start,
        cutoff_hz=settings.cutoff_hz,
        noise_correlation_s=settings.noise_correlation_s,
        noise_sd_deg=settings.tilt_noise_sd_deg,
    )


def _second_opinion(
    signals: SquatSignals, rep: Repetition, share: FloatArray, reversal: Reversal
) -> tuple[Estimate | None, Estimate | None]:
    """Knot of the segmented regression over the descent, and its distance from the reversal."""
    tilt = signals.posterior_pelvic_tilt_deg[rep.start : rep.bottom + 1]
    knot = segmented_onset(share[: rep.bottom - rep.start + 1], tilt)
    if knot is None:
        return None, None
    return Estimate(knot), Estimate(knot - reversal.depth_fraction)


def _at(time_s: FloatArray, values: FloatArray, when_s: float) -> float:
    """Value of a curve at a time, between its solved frames; NaN outside them or in a long gap."""
    known = np.flatnonzero(np.isfinite(values))
    if not len(known) or not time_s[known[0]] <= when_s <= time_s[known[-1]]:
        return float("nan")
    after = int(np.searchsorted(time_s[known], when_s))
    before = max(after - 1, 0)
    if time_s[known[after]] - time_s[known[before]] > _WIDEST_HOLE_S:
        return float("nan")
    return float(np.interp(when_s, time_s[known], values[known]))


def _split(
    signals: SquatSignals, rep: Repetition, onset_s: float, neutral_deg: float
) -> tuple[Estimate | None, Estimate | None]:
    """Lumbar movement from onset to bottom, split at neutral."""
    lumbar = signals.lumbar_flexion_deg
    onset_deg, bottom_deg = (_at(signals.time_s, lumbar, when) for when in (onset_s, rep.bottom_s))
    if not all(map(math.isfinite, (onset_deg, bottom_deg, neutral_deg))):
        return None, None
    parts = split_at_neutral(onset_deg, bottom_deg, neutral_deg)
    return Estimate(parts.unwind_deg), Estimate(parts.true_flexion_deg)


def _posture(
    signals: SquatSignals,
    axes: DepthAxes,
    standing: Standing | None,
    when_s: float,
    fraction: float,
) -> Posture:
    """Depth and angles at one time."""

    def at(values: FloatArray) -> Estimate:
        return Estimate(_at(signals.time_s, values, when_s))

    def change(values: FloatArray, reference: float) -> Estimate:
        return Estimate(_at(signals.time_s, values, when_s) - reference)

    nowhere = float("nan")
    pelvis = nowhere if standing is None else standing.posterior_pelvic_tilt_deg
    lumbar = nowhere if standing is None else standing.lumbar_flexion_deg
    return Posture(
        time_s=Estimate(when_s),
        depth_fraction=Estimate(fraction),
        depth_m=at(axes.depth_m),
        depth_per_leg=at(axes.depth_per_leg),
        box_height_cm=at(axes.box_height_cm),
        hip_flexion_deg=at(mean_of_sides(signals.hip_flexion_deg)),
        knee_flexion_deg=at(axes.knee_flexion_deg),
        ankle_dorsiflexion_deg=at(mean_of_sides(signals.ankle_dorsiflexion_deg)),
        thigh_inclination_deg=at(axes.thigh_inclination_deg),
        pelvis_change_deg=change(signals.posterior_pelvic_tilt_deg, pelvis),
        lumbar_change_deg=change(signals.lumbar_flexion_deg, lumbar),
    )
