"""Depth and angles of one repetition where its wink begins and at its bottom."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from opensim_wink.squat.curves import at_time
from opensim_wink.squat.depth import box_height_cm, depth_axes
from opensim_wink.squat.onset.interval import draws_at_onset, values_at_onset
from opensim_wink.squat.rep_curves import Onset, RepCurves
from opensim_wink.squat.results import Posture
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.standing import Standing, mean_of_sides
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import interval

_Read = TypeVar("_Read")  # what a curve and its samples are read as: a number, or its draws


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


def onset_draws(
    curves: RepCurves, onset: Onset, standing: Standing | None = None
) -> dict[str, FloatArray]:
    """What depth and angles at the true onset may be, once a sample.

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
    dict of str to ndarray, shape (S,)
        Names of `Posture`; empty without samples.
    """
    time_s, frames, found = curves.signals.time_s, curves.frames, onset.interval
    if found is None or curves.samples is None:
        return {}

    def at(values: FloatArray, drawn: FloatArray | None) -> FloatArray:
        assert drawn is not None
        return draws_at_onset(time_s[frames], values[frames], drawn[:, frames], found)

    when = {"time_s": found.time_draws_s, "depth_fraction": found.depth_draws}
    return when | _angles(curves, standing, at)


def bottom_draws(curves: RepCurves, standing: Standing | None) -> dict[str, FloatArray]:
    """What depth and angles at the deepest frame may be, once a sample.

    Parameters
    ----------
    curves : RepCurves
        Curves and repetition.
    standing : Standing or None
        What changes are measured from.

    Returns
    -------
    dict of str to ndarray, shape (S,)
        Names of `Posture` but when and at which share of the depth; empty without samples.
    """
    if curves.samples is None:
        return {}

    def at(values: FloatArray, drawn: FloatArray | None) -> FloatArray:
        assert drawn is not None
        return np.asarray(2.0 * values[curves.rep.bottom] - drawn[:, curves.rep.bottom])

    return _angles(curves, standing, at)


def _angles(
    curves: RepCurves,
    standing: Standing | None,
    at: Callable[[FloatArray, FloatArray | None], _Read],
) -> dict[str, _Read]:
    """Everything of a posture but when and at which share of the depth."""
    signals, rep = curves.signals, curves.rep
    axes = depth_axes(signals, rep.standing_height_m, settings=curves.settings)
    heights = curves.drawn("hip_height_m")
    drop = None if heights is None else rep.standing_height_m - heights
    box = partial(box_height_cm, leg_length_m=signals.leg_length_m, settings=curves.settings)
    nowhere = float("nan")
    tilt_deg = nowhere if standing is None else standing.posterior_pelvic_tilt_deg
    lumbar_deg = nowhere if standing is None else standing.lumbar_flexion_deg

    def sides(name: str) -> _Read:
        drawn = curves.drawn(name)
        return at(
            mean_of_sides(getattr(signals, name)), None if drawn is None else mean_of_sides(drawn)
        )

    def change(name: str, reference: float) -> _Read:
        drawn = curves.drawn(name)
        return at(getattr(signals, name) - reference, None if drawn is None else drawn - reference)

    return {
        "depth_m": at(axes.depth_m, drop),
        "depth_per_leg": at(
            axes.depth_per_leg, None if drop is None else drop / signals.leg_length_m
        ),
        "box_height_cm": at(axes.box_height_cm, None if heights is None else box(heights)),
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
