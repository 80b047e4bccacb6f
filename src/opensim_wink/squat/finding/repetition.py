"""One repetition: frames and times of its events and phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.squat.curves import per_second
from opensim_wink.squat.finding.excursions import Excursion, HipDrop
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals

BOTTOM_S = 0.1


@dataclass(frozen=True)
class Repetition:
    """One squat: frames of its events and phases.

    Attributes
    ----------
    number : int
        Counted from 1.
    start, bottom, end : int
        Last standing frame before the descent, deepest frame, first standing frame after.
    bottom_start, bottom_end : int
        Ends of the bottom phase (with its pause): the descent runs from ``start`` to
        ``bottom_start``, the ascent from ``bottom_end`` to ``end``.
    start_s, bottom_s, end_s, bottom_start_s, bottom_end_s : float
        Their times.
    standing_height_m : float
        Height of the hip centres in standing, that depth is measured from.
    depth_m : float
        Drop of the hip centres from there to the bottom.
    missing_share : float
        Share of its frames that were not solved.
    bottom_seen : bool
        Whether every frame within 0.1 s of the bottom was solved; if not, the true bottom may lie
        in the gap.
    source : {"found", "given"}
        Whether the program or the user set its ends.
    """

    number: int
    start: int
    bottom_start: int
    bottom: int
    bottom_end: int
    end: int
    start_s: float
    bottom_start_s: float
    bottom_s: float
    bottom_end_s: float
    end_s: float
    standing_height_m: float
    depth_m: float
    missing_share: float
    bottom_seen: bool
    source: Literal["found", "given"] = "found"

    @property
    def descent_s(self) -> float:
        """Duration of the descent."""
        return self.bottom_start_s - self.start_s

    @property
    def pause_s(self) -> float:
        """Duration of the bottom phase."""
        return self.bottom_end_s - self.bottom_start_s

    @property
    def ascent_s(self) -> float:
        """Duration of the ascent."""
        return self.end_s - self.bottom_end_s


def repetition_edges(
    drop: HipDrop, excursion: Excursion, settings: SquatSettings
) -> tuple[int, int]:
    """Last standing frame before and first after, where the speed has died down.

    Parameters
    ----------
    drop : HipDrop
        Drop of the hips.
    excursion : Excursion
        A time below standing.
    settings : SquatSettings
        For the share of the peak speed that counts as none.

    Returns
    -------
    start, end : int
        Frames.
    """
    speed = per_second(drop.smooth_m, drop.rate_hz)
    down = speed[excursion.first : excursion.bottom + 1]
    up = -speed[excursion.bottom : excursion.last + 1]
    start, end = excursion.first, excursion.last
    slow = settings.edge_speed_share * np.nanmax(down, initial=0.0)
    while start > 0 and speed[start - 1] > slow:
        start -= 1
    slow = settings.edge_speed_share * np.nanmax(up, initial=0.0)
    while end < len(speed) - 1 and -speed[end + 1] > slow:
        end += 1
    return max(0, start - 1), min(len(speed) - 1, end + 1)


def make_repetition(
    signals: SquatSignals,
    settings: SquatSettings,
    number: int,
    start: int,
    bottom: int,
    end: int,
    standing_height_m: float,
    source: Literal["found", "given"] = "found",
) -> Repetition:
    """Fill in phases and times between given frames.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    settings : SquatSettings
        For the share of the depth that counts as the bottom.
    number : int
        Counted from 1.
    start, bottom, end : int
        Frames.
    standing_height_m : float
        What depth is measured from.
    source : {"found", "given"}
        Whether the program or the user set its ends.

    Returns
    -------
    Repetition
        With its bottom phase, times, depth and missing frames.
    """
    height, time_s = signals.hip_height_m, signals.time_s
    depth_m = float(standing_height_m - height[bottom])
    band = height[bottom] + settings.pause_share * depth_m
    inside = ~(height > band)
    bottom_start = bottom_end = bottom
    while bottom_start > start and inside[bottom_start - 1]:
        bottom_start -= 1
    while bottom_end < end and inside[bottom_end + 1]:
        bottom_end += 1
    return Repetition(
        number=number,
        start=start,
        bottom_start=bottom_start,
        bottom=bottom,
        bottom_end=bottom_end,
        end=end,
        start_s=float(time_s[start]),
        bottom_start_s=float(time_s[bottom_start]),
        bottom_s=float(time_s[bottom]),
        bottom_end_s=float(time_s[bottom_end]),
        end_s=float(time_s[end]),
        standing_height_m=standing_height_m,
        depth_m=depth_m,
        bottom_seen=bool(np.isfinite(height[np.abs(time_s - time_s[bottom]) < BOTTOM_S]).all()),
        missing_share=float(np.mean(~np.isfinite(height[start : end + 1]))),
        source=source,
    )
