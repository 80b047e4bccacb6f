"""Repetitions whose ends the user set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from opensim_wink.errors import SettingError
from opensim_wink.squat.finding.repetition import Repetition, make_repetition
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing
from opensim_wink.trial.runs import runs

FEWEST_FRAMES = 5

# Of the depth of a span set by hand: how far down it may start, and how far up it must end.
LATEST_START, LEAST_RISE = 0.5, 0.25


def given_repetitions(
    signals: SquatSignals,
    settings: SquatSettings,
    standing: Standing | None,
    reps: Sequence[tuple[float, float]],
) -> tuple[Repetition, ...]:
    """Repetitions between times set by hand.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    settings : SquatSettings
        For the bottom phase.
    standing : Standing or None
        What depth is measured from; the highest frame of each where there is none.
    reps : sequence of (float, float)
        Start and end of each, s.

    Returns
    -------
    tuple of Repetition
        In the order given.

    Raises
    ------
    SettingError
        If they lie outside the recording, overlap, hold no solved frame or not one whole squat.
    """
    time_s, height = signals.time_s, signals.hip_height_m
    slack = 0.5 * float(np.median(np.diff(time_s)))
    found: list[Repetition] = []
    for (_, before_s), (start_s, end_s) in pairwise(reps):
        if start_s < before_s:
            name = f"repetition {start_s:g}-{end_s:g} s"
            raise SettingError(f"{name} overlaps the one before; give them in order, apart")
    for number, (start_s, end_s) in enumerate(reps, start=1):
        name = f"repetition {start_s:g}-{end_s:g} s"
        if not time_s[0] - slack <= start_s < end_s <= time_s[-1] + slack:
            raise SettingError(
                f"{name}: the recording runs from {time_s[0]:g} to {time_s[-1]:g} s; give start "
                "and end within it, the start first"
            )
        start = int(np.argmin(np.abs(time_s - start_s)))
        end = int(np.argmin(np.abs(time_s - end_s)))
        heights = height[start : end + 1]
        if np.isfinite(heights).sum() < FEWEST_FRAMES:
            raise SettingError(
                f"{name} holds {np.isfinite(heights).sum()} solved frames; "
                f"at least {FEWEST_FRAMES} are needed"
            )
        top_m = float(np.nanmax(heights)) if standing is None else standing.hip_height_m
        bottom = start + int(np.nanargmin(heights))
        below = np.nan_to_num(heights, nan=np.inf) < 0.5 * (top_m + height[bottom])
        lows = sum(last > first for first, last in runs(below))
        if lows > 1:
            raise SettingError(
                f"{name} holds {lows} squats: the hips go down {lows} times; give each its own "
                "start and end (--reps 1.2-3.9,4.4-7)"
            )
        if not top_m > height[bottom]:
            raise SettingError(f"{name}: the hips do not go down; give the times of a squat")
        _check_whole(name, heights, top_m)
        found.append(
            make_repetition(signals, settings, number, start, bottom, end, top_m, source="given")
        )
    return tuple(found)


def _check_whole(name: str, heights: FloatArray, top_m: float) -> None:
    """Refuse a span that cuts a squat: its lowest frame would pass for the bottom."""
    known = heights[np.isfinite(heights)]
    depth_m = top_m - known.min()
    if top_m - known[0] > LATEST_START * depth_m:
        raise SettingError(
            f"{name} starts when the hips are {100 * (top_m - known[0]):.0f} cm down already; give "
            "the time when they begin to go down"
        )
    if known[-1] - known.min() < LEAST_RISE * depth_m:
        raise SettingError(
            f"{name} ends before the hips come up again, so that the bottom may lie outside; give "
            "the time when the person stands again"
        )
