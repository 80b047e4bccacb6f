"""Everything that is measured of one repetition besides wink and onset, under one name each.

The same function takes the trial's own curves and those of its noise samples, so that a value and
its interval come from the same arithmetic.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np

from opensim_wink.squat.depth import depth_share
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures import cycle, hip_lock, hysteresis, rhythm
from opensim_wink.squat.measures.asymmetry import DEFINITIONS as SIDE_DEFINITIONS
from opensim_wink.squat.measures.asymmetry import side_difference
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import mean_of_sides
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


def rep_measures(
    time_s: FloatArray,
    curves: SquatSignals | SignalSamples,
    rep: Repetition,
    onset_s: float | FloatArray | None = None,
    *,
    max_missing_share: float = 0.3,
) -> dict[str, FloatArray]:
    """Cycle, hysteresis, rhythm, hip lock and differences of sides of one repetition.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    curves : SquatSignals or SignalSamples
        Of the trial, or of its samples with the sample axis first.
    rep : Repetition
        The repetition, the same for all samples.
    onset_s : float or ndarray, shape (...), optional
        When the wink begins; one for all samples or one for each. None where there is no wink.
    max_missing_share : float
        Above this share of unsolved frames a cycle is NaN.

    Returns
    -------
    dict of str to ndarray, shape (...)
        Quantity to value, or to its samples; the keys are always the same, see `definitions`.
    """
    tilt, lumbar = _double(curves.posterior_pelvic_tilt_deg), _double(curves.lumbar_flexion_deg)
    depth = depth_share(_double(curves.hip_height_m), rep)
    hip = mean_of_sides(_double(curves.hip_flexion_deg))
    thigh = 90.0 - mean_of_sides(_double(curves.thigh_inclination_deg))
    found: dict[str, FloatArray] = {}
    for part, angle in (("pelvis", tilt), ("lumbar", lumbar)):
        turned = cycle.extension_cycle(angle, rep, max_missing_share=max_missing_share)
        apart = hysteresis.hysteresis(depth, angle, rep)
        for name in _CYCLE:
            found[f"{part}_{name}"] = getattr(turned, name)
        for name in _HYSTERESIS:
            found[f"{part}_hysteresis_{name}"] = getattr(apart, name)
    shares = rhythm.pelvifemoral_rhythm(depth, thigh, tilt, lumbar, rep)
    for index, (low, high) in enumerate(pairwise(shares.edges)):
        span = f"{100 * low:.0f}_{100 * high:.0f}"
        found[f"pelvic_share_{span}"] = shares.pelvic_share[..., index]
        found[f"lumbar_share_{span}"] = shares.lumbar_share[..., index]
    found["lumbar_per_tilt"] = rhythm.lumbar_per_tilt(time_s, tilt, lumbar, rep, onset_s)
    lock = hip_lock.hip_lock(depth, hip, thigh, rep)
    for name, key in _LOCK.items():
        found[key] = getattr(lock, name)
    for moment, when_s in (
        ("onset", np.nan if onset_s is None else onset_s),
        ("bottom", rep.bottom_s),
    ):
        for name in _SIDES:
            sides = _double(getattr(curves, name))
            stem = name.removesuffix("_deg")
            found[f"{moment}_{stem}_difference_deg"] = side_difference(time_s, sides, when_s)
    return found


def definitions() -> dict[str, str]:
    """What each key of `rep_measures` means, one sentence each.

    Returns
    -------
    dict of str to str
        In the same order.
    """
    said: dict[str, str] = {}
    for part, name in (("pelvis", "Posterior pelvic tilt"), ("lumbar", "Lumbar flexion")):
        for key in _CYCLE:
            said[f"{part}_{key}"] = f"{name}: {_lower(cycle.DEFINITIONS[key])}"
        for key in _HYSTERESIS:
            said[f"{part}_hysteresis_{key}"] = (
                f"{name}: {_lower(hysteresis.DEFINITIONS[f'hysteresis_{key}'])}"
            )
    for low, high in pairwise(rhythm.BIN_EDGES):
        for key in ("pelvic_share", "lumbar_share"):
            said[f"{key}_{100 * low:.0f}_{100 * high:.0f}"] = (
                f"From {100 * low:.0f} to {100 * high:.0f} % of the depth: "
                f"{_lower(rhythm.DEFINITIONS[key])}"
            )
    said["lumbar_per_tilt"] = rhythm.DEFINITIONS["lumbar_per_tilt"]
    said |= {key: hip_lock.DEFINITIONS[key] for key in _LOCK.values()}
    for moment in ("onset", "bottom"):
        for name in _SIDES:
            key = f"{name.removesuffix('_deg')}_difference_deg"
            said[f"{moment}_{key}"] = f"At the {moment}: {_lower(SIDE_DEFINITIONS[key])}"
    return said


# Sizes: no interval of theirs reaches below zero.
NEVER_NEGATIVE = frozenset(
    {
        f"{part}_{name}"
        for part in ("pelvis", "lumbar")
        for name in ("first_extension_deg", "return_deg", "hysteresis_area_deg")
    }
    | {"hip_lost_deg", "hip_still_share"}
)

_CYCLE = tuple(cycle.DEFINITIONS)  # all but the flexion, which is the wink
_HYSTERESIS = tuple(field.name for field in fields(hysteresis.Hysteresis))
_SIDES = ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")
_LOCK = {
    "peak_deg": "hip_peak_deg",
    "peak_depth_fraction": "hip_peak_depth_fraction",
    "lost_deg": "hip_lost_deg",
    "end_gain_deg": "hip_end_gain_deg",
    "thigh_end_gain_deg": "thigh_end_gain_deg",
    "still_share": "hip_still_share",
}


def _double(values: Any) -> FloatArray:
    """Samples come in single precision; differences of large numbers want more."""
    return np.asarray(values, dtype=np.float64)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


MEASURES = tuple(definitions())
