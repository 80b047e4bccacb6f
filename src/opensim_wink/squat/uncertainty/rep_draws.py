"""What each number of a repetition may truly be, once a draw of the markers' errors.

A sample is the measured curve with a fresh error on top. A draw is the truth that this error would
leave: ``2·measured − sample``, as in the basic bootstrap; at the onset, the onset that the measured
curve allows where the sample's error makes it seem late or early. So all draws bear the same sign,
and draw s of every number and repetition belongs to the same error.

Trials of one session with the same seed share the sliding of the skin draw by draw: it drops out of
differences that are taken draw by draw. For these, draws are centred on what was measured: a small
wink's may lie below zero, and its own interval, which knows more of its shape, is in the summary.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from opensim_wink.squat.measures.rep_measures import rep_measures
from opensim_wink.squat.rep_analysis import drawn_amplitudes, find_onset, split_draws
from opensim_wink.squat.rep_curves import RepCurves
from opensim_wink.squat.rep_posture import bottom_draws, onset_draws
from opensim_wink.squat.results import SquatAnalysis, SquatRep
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

_WINKS = {
    "pelvis_wink_deg": "posterior_pelvic_tilt_deg",
    "lumbar_wink_deg": "lumbar_flexion_deg",
}


def rep_draws(
    signals: SquatSignals, samples: SignalSamples | None, squat: SquatAnalysis
) -> dict[str, FloatArray]:
    """Draws of what every number of every repetition may truly be.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    samples : SignalSamples or None
        The same with fresh draws of the markers' errors.
    squat : SquatAnalysis
        The repetitions that were found in them.

    Returns
    -------
    dict of str to ndarray, shape (R, S)
        By the names of ``reps.csv``, in its units: winks, their split at neutral, onset, bottom and
        measures. NaN where the repetition has no such number; a draw of a measure that is found in
        part of the samples only is NaN in the others. Numbers that no repetition has are left out;
        empty without samples or repetitions.
    """
    if samples is None or not squat.reps:
        return {}
    rows = [
        _truths(
            RepCurves(signals, samples, rep.repetition, squat.settings),
            rep,
            squat.standing,
            squat.neutral_lumbar_flexion_deg,
        )
        for rep in squat.reps
    ]
    measured = squat.to_frame()
    nothing = np.full(samples.n_samples, np.nan)
    found = {}
    for name in measured.columns:
        if not any(name in row for row in rows):
            continue
        draws = np.stack([row.get(name, nothing) for row in rows])
        # What was left out as having no meaning has no draws either.
        draws[measured[name].isna().to_numpy()] = np.nan
        if np.isfinite(draws).any():
            found[str(name)] = draws
    return found


def _truths(
    curves: RepCurves, rep: SquatRep, standing: Standing | None, neutral_deg: float
) -> dict[str, FloatArray]:
    """Draws of one repetition's numbers, each of shape (S,)."""
    found = {}
    for name, angle in _WINKS.items():
        drawn = drawn_amplitudes(curves, angle)
        if drawn is not None:
            found[name] = 2.0 * getattr(rep, name).value - drawn
    onset = None if rep.onset is None else find_onset(curves)
    if onset is not None:
        split = split_draws(curves, onset, neutral_deg)
        if split is not None:
            found |= {name.name: getattr(split, name.name) for name in fields(split)}
        at_onset = onset_draws(curves, onset, standing)
        found |= {f"onset_{name}": draws for name, draws in at_onset.items()}
    bottom = bottom_draws(curves, standing)
    found |= {f"bottom_{name}": draws for name, draws in bottom.items()}
    when = None if onset is None or onset.interval is None else onset.interval.time_draws_s
    return found | _measures(curves, rep, when)


def _measures(
    curves: RepCurves, rep: SquatRep, onset_s: FloatArray | None
) -> dict[str, FloatArray]:
    """Draws of cycle, hysteresis, rhythm, hip lock and differences of sides."""
    assert curves.samples is not None
    drawn = rep_measures(
        curves.signals.time_s,
        curves.samples,
        curves.rep,
        onset_s,
        max_missing_share=curves.settings.max_missing_share,
    )
    return {name: 2.0 * rep.measures[name].value - draws for name, draws in drawn.items()}
