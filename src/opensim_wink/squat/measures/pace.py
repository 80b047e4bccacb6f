"""How fast a repetition goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.curves import per_second
from opensim_wink.squat.finding.repetition import Repetition
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.filters import frame_rate

DEFINITIONS = {
    "descent_s": "Duration of the descent, to where the last 2 % of the depth begin.",
    "ascent_s": "Duration of the ascent, from where the first 2 % of the depth are gone.",
    "descent_speed_peak_m_per_s": (
        "Largest speed of the hips on the way down, over 0.1 s; of their height in a squat, of "
        "their distance from the ankles on all fours."
    ),
    "ascent_speed_peak_m_per_s": "Largest speed of the hips on the way up, likewise.",
    "descent_speed_mean_legs_per_s": "Depth of the descent over its duration and leg length.",
    "ascent_speed_mean_legs_per_s": "Depth of the ascent over its duration and leg length.",
}


@dataclass(frozen=True)
class Pace:
    """How fast a repetition goes, as `DEFINITIONS` says; NaN where not known."""

    descent_s: float
    ascent_s: float
    descent_speed_peak_m_per_s: float
    ascent_speed_peak_m_per_s: float
    descent_speed_mean_legs_per_s: float
    ascent_speed_mean_legs_per_s: float


def pace_of(signals: SquatSignals, rep: Repetition) -> Pace:
    """Measure the speed of a repetition.

    Parameters
    ----------
    signals : SquatSignals
        Curves of its trial.
    rep : Repetition
        The repetition.

    Returns
    -------
    Pace
        NaN where its frames are not solved.
    """
    height = signals.hip_height_m
    speed = per_second(height, frame_rate(signals.time_s))
    down, up = -speed[rep.start : rep.bottom + 1], speed[rep.bottom : rep.end + 1]

    def mean(first: int, last: int, duration_s: float) -> float:
        moved = abs(float(height[last] - height[first]))
        return moved / duration_s / signals.leg_length_m if duration_s > 0 else float("nan")

    return Pace(
        descent_s=rep.descent_s,
        ascent_s=rep.ascent_s,
        descent_speed_peak_m_per_s=_largest(down),
        ascent_speed_peak_m_per_s=_largest(up),
        descent_speed_mean_legs_per_s=mean(rep.start, rep.bottom_start, rep.descent_s),
        ascent_speed_mean_legs_per_s=mean(rep.bottom_end, rep.end, rep.ascent_s),
    )


def _largest(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.max()) if known.size else float("nan")
