"""Find the squats of a trial, their phases, and say what the other movements are.

The search runs on the height of the hip centres relative to the subject's standing, in leg lengths.
A squat stands, goes down by a minimum depth with hips and knees of both legs, feet planted, and
comes back to standing. Unsolved frames are bridged by straight lines up to
``SquatSettings.max_gap_s``, so that a repetition with occluded frames in it is still found; a
longer gap ends the recording there. Curves should be low-passed; single frames of noise are taken
out by a running median all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from opensim_wink.errors import SettingError
from opensim_wink.squat.curves import per_second
from opensim_wink.squat.finding.excursions import Excursion, HipDrop, find_excursions, hip_drop
from opensim_wink.squat.finding.movements import refusal, seat_at_start
from opensim_wink.squat.finding.scene import RejectedMovement, Scene
from opensim_wink.squat.finding.upright import other_movements
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, median_or_nan, standing_reference
from opensim_wink.trial.runs import runs

FEWEST_FRAMES = 5
BOTTOM_S = 0.1

# Of the depth of a span set by hand: how far down it may start, and how far up it must end.
LATEST_START, LEAST_RISE = 0.5, 0.25


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


@dataclass(frozen=True)
class Repetitions:
    """What was found in a trial.

    Attributes
    ----------
    accepted : tuple of Repetition
        Squats in order of time.
    rejected : tuple of RejectedMovement
        Other movements, each with its reason.
    standing : Standing or None
        Posture in this trial's standing frames; None where the subject never stands.
    notes : tuple of str
        What could not be checked, one sentence each.
    """

    accepted: tuple[Repetition, ...]
    rejected: tuple[RejectedMovement, ...]
    standing: Standing | None
    notes: tuple[str, ...] = ()


def find_repetitions(
    signals: SquatSignals,
    *,
    settings: SquatSettings | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
) -> Repetitions:
    """Find the squats of a trial.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed.
    settings : SquatSettings, optional
        Defaults where none are given.
    reps : sequence of (float, float), optional
        Start and end times of the repetitions, set by hand: nothing is searched or refused then.

    Returns
    -------
    Repetitions
        Accepted and rejected movements.

    Raises
    ------
    SettingError
        If ``reps`` lie outside the recording, overlap, or hold no solved frame.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    standing = standing_reference(signals, settings=settings)
    if reps is not None:
        return Repetitions(_given(signals, settings, standing, reps), (), standing)
    height_m = _reference_height(signals, standing)
    scene = Scene(signals, settings, standing, hip_drop(signals, height_m, settings))
    excursions = find_excursions(scene.drop, signals.leg_length_m, settings)
    accepted: list[Repetition] = []
    rejected: list[RejectedMovement] = []
    taken = np.zeros(len(signals.time_s), dtype=np.bool_)
    seat_m = seat_at_start(scene, excursions)
    for excursion in excursions:
        refused = refusal(scene, excursion, seat_m)
        start, end = _edges(scene.drop, excursion, settings)
        taken[start : end + 1] = True
        if refused:
            rejected.append(scene.rejected(start, end, *refused))
        else:
            number = len(accepted) + 1
            accepted.append(
                _repetition(signals, settings, number, start, excursion.bottom, end, height_m)
            )
    accepted, halves = _without_halves(accepted, scene)
    rejected += [*halves, *other_movements(scene, taken)]
    rejected.sort(key=lambda movement: movement.start)
    return Repetitions(tuple(accepted), tuple(rejected), standing, _notes(signals, standing))


def _without_halves(
    reps: list[Repetition], scene: Scene
) -> tuple[list[Repetition], list[RejectedMovement]]:
    """Squats that are about as deep as most, numbered anew, and those that are not half as deep."""
    if not reps:
        return [], []
    usual_m = sorted(rep.depth_m for rep in reps)[len(reps) // 2]
    least_m = scene.settings.half_rep_share * usual_m
    whole = [rep for rep in reps if rep.depth_m >= least_m]
    halves = [
        scene.rejected(
            rep.start,
            rep.end,
            "half repetition beside deeper ones",
            f"hips dropped by {100 * rep.depth_m:.0f} cm, {100 * usual_m:.0f} cm is usual here",
        )
        for rep in reps
        if rep.depth_m < least_m
    ]
    return [replace(rep, number=number) for number, rep in enumerate(whole, start=1)], halves


def _reference_height(signals: SquatSignals, standing: Standing | None) -> float:
    """Standing height of the hips; where none is seen, leg length on top of the ankles."""
    if standing is not None:
        return standing.hip_height_m
    return signals.leg_length_m + float(np.nan_to_num(median_or_nan(signals.foot_m[:, :, 1])))


def _notes(signals: SquatSignals, standing: Standing | None) -> tuple[str, ...]:
    """What the curves did not allow to check."""
    checks = (
        (standing is None, "The subject is never seen standing upright in this trial."),
        (
            not np.isfinite(signals.foot_m).any(),
            "The ankles are unknown: planted feet could not be checked.",
        ),
        (
            not np.isfinite(signals.knee_flexion_deg).any(),
            "The knees are unknown: bending of the knees could not be checked.",
        ),
    )
    return tuple(text for holds, text in checks if holds)


def _edges(drop: HipDrop, excursion: Excursion, settings: SquatSettings) -> tuple[int, int]:
    """Last standing frame before and first after, where the speed has died down."""
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


def _repetition(
    signals: SquatSignals,
    settings: SquatSettings,
    number: int,
    start: int,
    bottom: int,
    end: int,
    standing_height_m: float,
    source: Literal["found", "given"] = "found",
) -> Repetition:
    """Fill in phases and times between the given frames."""
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


def _given(
    signals: SquatSignals,
    settings: SquatSettings,
    standing: Standing | None,
    reps: Sequence[tuple[float, float]],
) -> tuple[Repetition, ...]:
    """Repetitions between times set by hand."""
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
            _repetition(signals, settings, number, start, bottom, end, top_m, source="given")
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
