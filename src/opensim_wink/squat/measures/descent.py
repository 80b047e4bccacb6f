"""Curves of the way down at given depths, the same in every trial of a person.

Depth is the drop of the hip centres below standing over leg length, in steps of a hundredth from
0: two trials have the same depth at the same place, and their curves are compared there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import over_depth
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, mean_of_sides
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

SampleArray = NDArray[np.float32]

STEPS_PER_LEG = 100
DRAWN = ("pelvis_change_deg", "lumbar_change_deg", "hip_flexion_deg")

_SIDED = ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")

DEFINITIONS = {
    "pelvis_change_deg": "Posterior pelvic tilt less that of standing.",
    "lumbar_change_deg": "Lumbar flexion less that of standing.",
    "hip_flexion_deg": "Hip flexion, mean of both sides.",
    "knee_flexion_deg": "Knee flexion, mean of both sides.",
    "ankle_dorsiflexion_deg": "Ankle dorsiflexion, mean of both sides.",
    "trunk_lean_deg": "Forward lean of the thorax against the vertical.",
}


@dataclass(frozen=True, eq=False)
class DescentCurves:
    """Curves of the way down of R repetitions at G depths.

    Attributes
    ----------
    depth : ndarray, shape (G,)
        0, 0.01, 0.02 … of leg length, down to the deepest repetition; empty without any.
    curves : dict of str to ndarray, shape (R, G)
        By the names of `DEFINITIONS`, degrees; NaN beyond a repetition's depth and where unsolved.
    draws : dict of str to ndarray of float32, shape (R, G, S)
        What those of `DRAWN` may truly be at that true depth, once a sample; empty without samples.
    """

    depth: FloatArray
    curves: dict[str, FloatArray]
    draws: dict[str, SampleArray] = field(default_factory=dict)


def descent_curves(
    signals: SquatSignals, samples: SignalSamples | None, squat: SquatAnalysis
) -> DescentCurves:
    """Read the way down of every repetition at the common depths.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    samples : SignalSamples or None
        The same with fresh draws of the markers' errors.
    squat : SquatAnalysis
        Its repetitions and the standing that changes are measured from.

    Returns
    -------
    DescentCurves
        Where a repetition stops or bounces on its way, the first frame that reaches a depth stands
        for it.
    """
    reps = [rep.repetition for rep in squat.reps]
    values = _values(signals, squat.standing)
    depths = [_depth(signals.hip_height_m, signals, rep) for rep in reps]
    deepest = [depth[rep.bottom] for depth, rep in zip(depths, reps, strict=True)]
    known = [depth for depth in deepest if np.isfinite(depth)]
    # A bottom that is a rounding error above a step reaches it.
    steps = int(np.floor(max(known, default=-1.0) * STEPS_PER_LEG + 1e-6))
    grid = np.arange(max(steps + 1, 0)) / STEPS_PER_LEG
    curves = {
        name: _rows(
            [over_depth(d, v, rep, "descent", grid) for d, rep in zip(depths, reps, strict=True)],
            grid.size,
        )
        for name, v in values.items()
    }
    draws = {} if samples is None else _draws(signals, samples, squat, curves, grid)
    return DescentCurves(grid, curves, draws)


def _draws(
    signals: SquatSignals,
    samples: SignalSamples,
    squat: SquatAnalysis,
    curves: dict[str, FloatArray],
    grid: FloatArray,
) -> dict[str, SampleArray]:
    """What the curves may truly be: both angle and depth are freed of the sample's error."""
    values, drawn = _values(signals, squat.standing), _values(samples, squat.standing)
    heights = 2.0 * signals.hip_height_m - np.asarray(samples.hip_height_m, dtype=np.float64)
    out = {
        name: np.full((len(squat.reps), grid.size, samples.n_samples), np.nan, dtype=np.float32)
        for name in DRAWN
    }
    for row, squat_rep in enumerate(squat.reps):
        rep = squat_rep.repetition
        depth = _depth(heights, signals, rep)
        for name in DRAWN:
            truth = 2.0 * values[name] - drawn[name]
            # A draw that ends above a depth that was reached keeps its last value there.
            read = over_depth(depth, truth, rep, "descent", grid, held_below=np.inf)
            read[:, np.isnan(curves[name][row])] = np.nan
            out[name][row] = read.T
    return out


def _depth(height_m: FloatArray, signals: SquatSignals, rep: Repetition) -> FloatArray:
    depth: FloatArray = (rep.standing_height_m - height_m) / signals.leg_length_m
    return depth


def _values(
    curves: SquatSignals | SignalSamples, standing: Standing | None
) -> dict[str, FloatArray]:
    """The curves by name over the whole trial, (T,) or (S, T)."""
    nowhere = float("nan")
    tilt_deg = nowhere if standing is None else standing.posterior_pelvic_tilt_deg
    lumbar_deg = nowhere if standing is None else standing.lumbar_flexion_deg
    double = np.float64
    return {
        "pelvis_change_deg": np.asarray(curves.posterior_pelvic_tilt_deg, double) - tilt_deg,
        "lumbar_change_deg": np.asarray(curves.lumbar_flexion_deg, double) - lumbar_deg,
        **{name: mean_of_sides(np.asarray(getattr(curves, name), double)) for name in _SIDED},
        "trunk_lean_deg": np.asarray(curves.trunk_lean_deg, double),
    }


def _rows(rows: list[FloatArray], size: int) -> FloatArray:
    return np.array(rows, dtype=np.float64).reshape(len(rows), size)
