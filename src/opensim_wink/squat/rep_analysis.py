"""Measure one repetition: wink, onset, split at neutral and everything else but its postures."""

from __future__ import annotations

import math

from opensim_wink.squat.curves import at_time
from opensim_wink.squat.depth import relative_depth
from opensim_wink.squat.measures.rep_measures import NEVER_NEGATIVE, rep_measures
from opensim_wink.squat.onset.amplitude import amplitude_interval
from opensim_wink.squat.onset.departure import find_departure
from opensim_wink.squat.onset.interval import draws_at_onset, onset_interval
from opensim_wink.squat.onset.reversal import find_reversal
from opensim_wink.squat.onset.segmented import segmented_onset
from opensim_wink.squat.rep_curves import Onset, RepCurves
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import interval, truth_interval
from opensim_wink.squat.wink import LumbarSplit, amplitude, split_at_neutral, turned_back


def measure_amplitude(curves: RepCurves, name: str) -> Estimate:
    """Turning back of the pelvic tilt or the lumbar angle before the bottom, with its interval.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    name : {"posterior_pelvic_tilt_deg", "lumbar_flexion_deg"}
        Which angle.

    Returns
    -------
    Estimate
        Degrees, ≥ 0; NaN where too much of the descent is unsolved.
    """
    signals, rep, settings = curves.signals, curves.rep, curves.settings
    angle = getattr(signals, name)
    value = amplitude(angle, rep, max_missing_share=settings.max_missing_share).value_deg
    drawn = curves.drawn(name)
    if drawn is None or math.isnan(value):
        return Estimate(value)
    low, high = amplitude_interval(
        signals.time_s[curves.frames],
        relative_depth(signals, rep),
        angle[curves.frames],
        drawn[:, curves.frames],
        rep.bottom - rep.start,
        cutoff_hz=settings.cutoff_hz,
    )
    return Estimate(value) if math.isnan(low) else Estimate(value, low, high)


def drawn_amplitudes(curves: RepCurves, name: str) -> FloatArray | None:
    """The amplitude in each sample: how it varies, and with what.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    name : str
        As for `measure_amplitude`.

    Returns
    -------
    ndarray, shape (S,), or None
        Degrees; None without samples.
    """
    drawn = curves.drawn(name)
    if drawn is None:
        return None
    return turned_back(drawn[:, curves.rep.start : curves.rep.bottom + 1])


def find_onset(curves: RepCurves) -> Onset | None:
    """Reversal of the pelvic tilt in the descent, with its interval and the second opinion.

    With ``SquatSettings.tilt_drifts`` it is where the tilt leaves its line instead, if it does.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.

    Returns
    -------
    Onset or None
        None where the tilt does not turn back.
    """
    signals, rep, settings = curves.signals, curves.rep, curves.settings
    frames, bottom = curves.frames, rep.bottom - rep.start
    time_s, share = signals.time_s[frames], relative_depth(signals, rep)
    tilt = signals.posterior_pelvic_tilt_deg[frames]
    drawn = curves.drawn("posterior_pelvic_tilt_deg")
    samples = None if drawn is None else drawn[:, frames]
    if settings.tilt_drifts:
        left = find_departure(time_s, share, tilt, bottom, tilt_samples_deg=samples)
        if left is not None:
            return Onset(*left, None, None)
    if samples is not None:
        found = onset_interval(time_s, share, tilt, samples, bottom, cutoff_hz=settings.cutoff_hz)
        if found is None:
            return None
        return Onset(found.reversal, found, found.segmented_depth_fraction, found.disagreement)
    reversal = find_reversal(
        time_s,
        share,
        tilt,
        bottom,
        cutoff_hz=settings.cutoff_hz,
        noise_correlation_s=settings.noise_correlation_s,
        noise_sd_deg=settings.tilt_noise_sd_deg,
    )
    if reversal is None:
        return None
    knot = segmented_onset(share[: bottom + 1], tilt[: bottom + 1])
    if knot is None:
        return Onset(reversal, None, None, None)
    return Onset(reversal, None, Estimate(knot), Estimate(knot - reversal.depth_fraction))


def split_lumbar(
    curves: RepCurves, onset: Onset, neutral_deg: float
) -> tuple[Estimate, Estimate] | tuple[None, None]:
    """Lumbar movement from onset to bottom: the part up to neutral, and the part beyond it.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    onset : Onset
        Where it is counted from.
    neutral_deg : float
        Neutral lumbar flexion.

    Returns
    -------
    unwind, true_flexion : Estimate or None
        None where the lumbar angle or the neutral is not known.
    """
    signals, rep = curves.signals, curves.rep
    lumbar = signals.lumbar_flexion_deg
    ends = [
        float(at_time(signals.time_s, lumbar, when))
        for when in (onset.reversal.time_s, rep.bottom_s)
    ]
    if not all(map(math.isfinite, (*ends, neutral_deg))):
        return None, None
    parts = split_at_neutral(ends[0], ends[1], neutral_deg)
    unwind, flexion = float(parts.unwind_deg), float(parts.true_flexion_deg)
    truths = split_draws(curves, onset, neutral_deg)
    if truths is None:
        return Estimate(unwind), Estimate(flexion)
    return (
        truth_interval(unwind, truths.unwind_deg),
        truth_interval(flexion, truths.true_flexion_deg),
    )


def split_draws(curves: RepCurves, onset: Onset, neutral_deg: float) -> LumbarSplit | None:
    """What both parts of the lumbar movement may truly be, once a sample.

    Parameters
    ----------
    curves, onset, neutral_deg
        As for `split_lumbar`.

    Returns
    -------
    LumbarSplit or None
        Each part of shape (S,); None without samples.
    """
    signals, frames = curves.signals, curves.frames
    lumbar, drawn = signals.lumbar_flexion_deg, curves.drawn("lumbar_flexion_deg")
    if drawn is None or onset.interval is None:
        return None
    first = draws_at_onset(signals.time_s[frames], lumbar[frames], drawn[:, frames], onset.interval)
    last = 2.0 * lumbar[curves.rep.bottom] - drawn[:, curves.rep.bottom]
    return split_at_neutral(first, last, neutral_deg)


def other_measures(curves: RepCurves, onset: Onset | None) -> dict[str, Estimate]:
    """Cycle, hysteresis, rhythm, hip lock and differences of sides, each with its interval.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    onset : Onset or None
        Where the wink begins.

    Returns
    -------
    dict of str to Estimate
        Keys of `opensim_wink.squat.measures.rep_measures.definitions`.
    """
    signals, rep = curves.signals, curves.rep
    missing = curves.settings.max_missing_share
    when = None if onset is None else onset.reversal.time_s
    values = rep_measures(signals.time_s, signals, rep, when, max_missing_share=missing)
    if curves.samples is None:
        return {name: Estimate(float(value)) for name, value in values.items()}
    draws = None if onset is None or onset.interval is None else onset.interval.time_draws_s
    drawn = rep_measures(signals.time_s, curves.samples, rep, draws, max_missing_share=missing)
    return {
        name: interval(
            float(value), drawn[name], floor=0.0 if name in NEVER_NEGATIVE else -math.inf
        )
        for name, value in values.items()
    }
