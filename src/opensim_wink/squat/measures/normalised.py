"""Curves of every repetition on common axes, with their mean and spread.

Time runs from 0 to 100 % of the descent (start to deepest frame) and of the ascent (deepest frame
to end), 101 points each. A pause at the bottom takes its share of them; over depth it takes none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.curves import at_time, mean_of_known
from opensim_wink.squat.depth import depth_share
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import DEPTH_GRID, over_depth
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import mean_of_sides

PERCENT: FloatArray = np.linspace(0.0, 100.0, 101)
OVER_DEPTH = ("posterior_pelvic_tilt_deg", "lumbar_flexion_deg", "hip_flexion_deg")

DEFINITIONS = {
    "over_time": (
        "Curves on 0–100 % of the descent, from the start of the repetition to its deepest frame, "
        "and of the ascent, from there to its end; 101 points each."
    ),
    "over_depth": (
        "Curves on 0–100 % of the repetition's depth in 101 points, down and up; the first frame "
        "that reaches a depth stands for it."
    ),
}


@dataclass(frozen=True, eq=False)
class CurveSet:
    """One quantity over one axis, of R repetitions.

    Attributes
    ----------
    quantity : str
        Name with its unit.
    descent, ascent : ndarray, shape (R, 101)
        Every repetition; NaN where unsolved. Over depth both run from 0 (standing) to 100 % (the
        bottom); over time the ascent starts at the bottom.
    """

    quantity: str
    descent: FloatArray
    ascent: FloatArray

    def mean(self) -> tuple[FloatArray, FloatArray]:
        """Mean over repetitions of descent and ascent, each of shape (101,)."""
        return mean_of_known(self.descent), mean_of_known(self.ascent)

    def sd(self) -> tuple[FloatArray, FloatArray]:
        """Standard deviation over repetitions (n − 1); NaN where fewer than two are known."""
        return _sd(self.descent), _sd(self.ascent)


@dataclass(frozen=True, eq=False)
class NormalisedCurves:
    """Curves of all repetitions of a trial.

    Attributes
    ----------
    percent : ndarray, shape (101,)
        The axis of both kinds.
    over_time, over_depth : dict of str to CurveSet
        By quantity.
    """

    percent: FloatArray
    over_time: dict[str, CurveSet]
    over_depth: dict[str, CurveSet]


def normalised_curves(signals: SquatSignals, reps: Sequence[Repetition]) -> NormalisedCurves:
    """Put the curves of all repetitions on 0–100 % of time and of depth.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    reps : sequence of Repetition
        Repetitions to show.

    Returns
    -------
    NormalisedCurves
        Tilt, lumbar flexion, hip, knee, ankle and depth over time; tilt, lumbar and hip over depth.
    """
    curves = {
        "posterior_pelvic_tilt_deg": signals.posterior_pelvic_tilt_deg,
        "lumbar_flexion_deg": signals.lumbar_flexion_deg,
        "hip_flexion_deg": mean_of_sides(signals.hip_flexion_deg),
        "knee_flexion_deg": mean_of_sides(signals.knee_flexion_deg),
        "ankle_dorsiflexion_deg": mean_of_sides(signals.ankle_dorsiflexion_deg),
    }
    shares = [depth_share(signals.hip_height_m, rep) for rep in reps]
    time_s = signals.time_s
    over_time = {
        name: _over_time(name, time_s, [values] * len(reps), reps)
        for name, values in curves.items()
    }
    over_time["depth_fraction"] = _over_time("depth_fraction", time_s, shares, reps)
    matched = {
        name: CurveSet(
            name,
            *(
                _stack(
                    [
                        over_depth(share, curves[name], rep, phase)
                        for share, rep in zip(shares, reps, strict=True)
                    ]
                )
                for phase in ("descent", "ascent")
            ),
        )
        for name in OVER_DEPTH
    }
    return NormalisedCurves(100.0 * DEPTH_GRID, over_time, matched)


def over_percent(
    time_s: FloatArray, values: FloatArray, first_s: float, last_s: float
) -> FloatArray:
    """Curves at 101 equal steps of time.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    values : ndarray, shape (..., T)
        Curves over the whole trial.
    first_s, last_s : float
        0 and 100 %.

    Returns
    -------
    ndarray, shape (..., 101)
        NaN where unsolved.
    """
    when = first_s + (last_s - first_s) * PERCENT / 100.0
    # The last step may pass the last frame by a rounding error.
    when = np.minimum(when, last_s)
    return at_time(time_s, values[..., None, :], when)


def _over_time(
    name: str, time_s: FloatArray, curves: Sequence[FloatArray], reps: Sequence[Repetition]
) -> CurveSet:
    pairs = list(zip(curves, reps, strict=True))
    return CurveSet(
        name,
        _stack([over_percent(time_s, values, rep.start_s, rep.bottom_s) for values, rep in pairs]),
        _stack([over_percent(time_s, values, rep.bottom_s, rep.end_s) for values, rep in pairs]),
    )


def _stack(rows: list[FloatArray]) -> FloatArray:
    return np.array(rows, dtype=np.float64).reshape(-1, PERCENT.size)


def _sd(rows: FloatArray) -> FloatArray:
    known = np.isfinite(rows)
    count = known.sum(axis=0)
    squares = np.where(known, rows - mean_of_known(rows), 0.0) ** 2
    return np.where(count > 1, np.sqrt(squares.sum(axis=0) / np.maximum(count - 1, 1)), np.nan)
