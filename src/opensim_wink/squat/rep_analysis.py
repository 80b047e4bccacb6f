"""Measure one repetition: wink, onset, split at neutral, postures and everything else of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.amplitude_interval import amplitude_interval
from opensim_wink.squat.curves import at_time
from opensim_wink.squat.depth import depth_axes, relative_depth
from opensim_wink.squat.estimate import Estimate
from opensim_wink.squat.intervals import interval, truth_interval
from opensim_wink.squat.onset import Reversal, find_reversal
from opensim_wink.squat.onset_interval import (
    OnsetInterval,
    draws_at_onset,
    onset_interval,
    values_at_onset,
)
from opensim_wink.squat.rep_measures import NEVER_NEGATIVE, rep_measures
from opensim_wink.squat.repetitions import Repetition
from opensim_wink.squat.results import Posture
from opensim_wink.squat.segmented import segmented_onset
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signal_samples import SignalSamples
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, mean_of_sides
from opensim_wink.squat.wink import amplitude, split_at_neutral, turned_back

_Reader = Callable[[FloatArray, FloatArray | None], Estimate]


@dataclass(frozen=True, eq=False)
class RepCurves:
    """The curves of a trial with their samples, and the repetition that is looked at.

    Attributes
    ----------
    signals : SquatSignals
        Curves of the trial.
    samples : SignalSamples or None
        The same with fresh draws of the markers' errors; None where no interval is wanted.
    rep : Repetition
        The repetition.
    settings : SquatSettings
        What was asked for.
    """

    signals: SquatSignals
    samples: SignalSamples | None
    rep: Repetition
    settings: SquatSettings

    @property
    def frames(self) -> slice:
        """Frames of the repetition."""
        return slice(self.rep.start, self.rep.end + 1)

    def drawn(self, name: str) -> FloatArray | None:
        """Samples of one curve over the whole trial, (S, T) or (S, T, 2)."""
        if self.samples is None:
            return None
        return np.asarray(getattr(self.samples, name), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Onset:
    """Where the wink of a repetition begins.

    Attributes
    ----------
    reversal : Reversal
        The best guess.
    interval : OnsetInterval or None
        How sure it is; None without samples.
    segmented, disagreement : Estimate or None
        Second opinion in share of depth, and how far it lies from the first.
    """

    reversal: Reversal
    interval: OnsetInterval | None
    segmented: Estimate | None
    disagreement: Estimate | None


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
    """The amplitude in each sample, for its covariance between repetitions.

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
    if drawn is not None:
        found = onset_interval(
            time_s, share, tilt, drawn[:, frames], bottom, cutoff_hz=settings.cutoff_hz
        )
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
    drawn = curves.drawn("lumbar_flexion_deg")
    if drawn is None or onset.interval is None:
        return Estimate(unwind), Estimate(flexion)
    frames = curves.frames
    first = draws_at_onset(signals.time_s[frames], lumbar[frames], drawn[:, frames], onset.interval)
    last = 2.0 * ends[1] - drawn[:, rep.bottom]
    drawn_parts = split_at_neutral(first, last, neutral_deg)
    return (
        truth_interval(unwind, drawn_parts.unwind_deg),
        truth_interval(flexion, drawn_parts.true_flexion_deg),
    )


def posture_at_onset(curves: RepCurves, onset: Onset, standing: Standing | None) -> Posture:
    """Depth and angles where the wink begins.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    onset : Onset
        The onset.
    standing : Standing or None
        What changes are measured from.

    Returns
    -------
    Posture
        With the uncertainty of the onset and of the curves.
    """
    time_s, frames = curves.signals.time_s, curves.frames
    when_s, found = onset.reversal.time_s, onset.interval

    def at(values: FloatArray, drawn: FloatArray | None) -> Estimate:
        value = float(at_time(time_s, values, when_s))
        if found is None or drawn is None or math.isnan(value):
            return Estimate(value)
        within = values_at_onset(time_s[frames], values[frames], drawn[:, frames], found)
        return Estimate(value, within.low, within.high)

    where = (
        (Estimate(when_s), Estimate(onset.reversal.depth_fraction))
        if found is None
        else (found.time_s, found.depth_fraction)
    )
    return Posture(*where, **_angles(curves, standing, at))


def posture_at_bottom(curves: RepCurves, standing: Standing | None) -> Posture:
    """Depth and angles at the deepest frame.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    standing : Standing or None
        What changes are measured from.

    Returns
    -------
    Posture
        With the uncertainty of the curves.
    """
    time_s, rep = curves.signals.time_s, curves.rep

    def at(values: FloatArray, drawn: FloatArray | None) -> Estimate:
        value = float(at_time(time_s, values, rep.bottom_s))
        if drawn is None:
            return Estimate(value)
        return interval(value, drawn[:, rep.bottom])

    return Posture(Estimate(rep.bottom_s), Estimate(1.0), **_angles(curves, standing, at))


def _angles(curves: RepCurves, standing: Standing | None, at: _Reader) -> dict[str, Estimate]:
    """Everything of a posture but when and at which share of the depth."""
    signals, rep = curves.signals, curves.rep
    axes = depth_axes(signals, rep.standing_height_m, settings=curves.settings)
    heights = curves.drawn("hip_height_m")
    drop = None if heights is None else rep.standing_height_m - heights
    seat = curves.settings.hip_above_seat_per_leg * signals.leg_length_m
    nowhere = float("nan")
    tilt_deg = nowhere if standing is None else standing.posterior_pelvic_tilt_deg
    lumbar_deg = nowhere if standing is None else standing.lumbar_flexion_deg

    def sides(name: str) -> Estimate:
        drawn = curves.drawn(name)
        return at(
            mean_of_sides(getattr(signals, name)), None if drawn is None else mean_of_sides(drawn)
        )

    def change(name: str, reference: float) -> Estimate:
        drawn = curves.drawn(name)
        return at(getattr(signals, name) - reference, None if drawn is None else drawn - reference)

    return {
        "depth_m": at(axes.depth_m, drop),
        "depth_per_leg": at(
            axes.depth_per_leg, None if drop is None else drop / signals.leg_length_m
        ),
        "box_height_cm": at(
            axes.box_height_cm, None if heights is None else 100.0 * (heights - seat)
        ),
        **{
            name: sides(name)
            for name in (
                "hip_flexion_deg",
                "knee_flexion_deg",
                "ankle_dorsiflexion_deg",
                "thigh_inclination_deg",
            )
        },
        "pelvis_change_deg": change("posterior_pelvic_tilt_deg", tilt_deg),
        "lumbar_change_deg": change("lumbar_flexion_deg", lumbar_deg),
    }


def onset_draws(curves: RepCurves, onset: Onset) -> dict[str, FloatArray]:
    """What depth and angles at the true onset may be, once a sample.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    onset : Onset
        The onset.

    Returns
    -------
    dict of str to ndarray, shape (S,)
        Names of `Posture`; empty without samples.
    """
    found = onset.interval
    heights = curves.drawn("hip_height_m")
    if found is None or heights is None:
        return {}
    signals, frames = curves.signals, curves.frames
    seat = curves.settings.hip_above_seat_per_leg * signals.leg_length_m
    pairs = {"box_height_cm": (100 * (signals.hip_height_m - seat), 100 * (heights - seat))}
    for name in ("hip_flexion_deg", "knee_flexion_deg"):
        drawn = np.asarray(curves.drawn(name))
        pairs[name] = (mean_of_sides(getattr(signals, name)), mean_of_sides(drawn))
    draws = {
        name: draws_at_onset(signals.time_s[frames], values[frames], drawn[:, frames], found)
        for name, (values, drawn) in pairs.items()
    }
    return draws | {"depth_fraction": found.depth_draws}


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
        Keys of `opensim_wink.squat.rep_measures.definitions`.
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
