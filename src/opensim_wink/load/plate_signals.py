"""Plates as the motion sees them: low-passed like it, and at its frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError, TrialError
from opensim_wink.trial.filters import frame_rate, lowpass
from opensim_wink.trial.plates import LOAD_THRESHOLD_N
from opensim_wink.trial.runs import runs
from opensim_wink.trial.trial import GroundReaction

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FLAT_SHARE = 1e-4  # of the largest force: how even a top is that was cut off
FLAT_S = 0.03  # a top of a force that was not cut off is round
# A parabola falls by nine times its flat part's drop, as far beyond it as that is long.
STEEPER, REACH_S = 40.0, 0.1
FILTER_REACH_S = 0.05  # the filter carries what was cut off to frames beside it


@dataclass(frozen=True, eq=False)
class PlateSignal:
    """What one plate felt, filtered, at the frames of a motion.

    Attributes
    ----------
    name : str
        The plate's.
    force_n : ndarray, shape (T, 3)
        Force of the ground, N; NaN where the plate has no sample.
    moment_nm : ndarray, shape (T, 3)
        Moment of the ground about ``about_m``, N·m.
    about_m : ndarray, shape (3,)
        A fixed point in the plate's top, m.
    corners_m : ndarray, shape (4, 3), or None
        Corners of its top, m.
    cut_off : ndarray of bool, shape (T,), or None
        Frames in or beside which the vertical force was cut off at the plate's range.
    """

    name: str
    force_n: FloatArray
    moment_nm: FloatArray
    about_m: FloatArray
    corners_m: FloatArray | None
    cut_off: BoolArray | None = None

    @property
    def known(self) -> BoolArray:
        """Frames with a sample, shape (T,)."""
        both = np.concatenate([self.force_n, self.moment_nm], axis=1)
        return np.asarray(np.isfinite(both).all(axis=1))

    @property
    def loaded(self) -> BoolArray:
        """Frames in which 20 N or more press on it, upwards or downwards, shape (T,)."""
        return self.known & (np.abs(np.nan_to_num(self.force_n[:, 1])) >= LOAD_THRESHOLD_N)

    @property
    def cop_m(self) -> FloatArray:
        """Centre of pressure in the level of the top, shape (T, 3), m; NaN where not loaded."""
        force = np.where(self.loaded[:, None], self.force_n, np.nan)
        away = np.stack(
            [
                self.moment_nm[:, 2] / force[:, 1],
                np.zeros(len(force)),
                -self.moment_nm[:, 0] / force[:, 1],
            ],
            axis=1,
        )
        return np.asarray(np.where(self.loaded[:, None], self.about_m + away, np.nan))

    @property
    def free_moment_nm(self) -> FloatArray:
        """Moment about the vertical through the centre of pressure, shape (T, 3), N·m."""
        away = np.nan_to_num(self.cop_m - self.about_m)
        free = np.zeros_like(self.moment_nm)
        free[:, 1] = self.moment_nm[:, 1] - np.cross(away, self.force_n)[:, 1]
        return np.where(self.loaded[:, None], free, 0.0)

    @property
    def wrench(self) -> FloatArray:
        """Moment about ground's origin, and force, shape (6, T)."""
        moment = self.moment_nm + np.cross(self.about_m, self.force_n)
        return np.concatenate([moment.T, self.force_n.T])


def plate_signal(plate: GroundReaction, time_s: FloatArray, cutoff_hz: float) -> PlateSignal:
    """Low-pass a plate at its own rate and read it off at a motion's frames.

    Force and moment are filtered about a fixed point and the centre of pressure is found anew from
    them: filtered by itself it would be spoilt where the plate is loaded and unloaded.

    Parameters
    ----------
    plate : GroundReaction
        As read, in the axes of the motion.
    time_s : ndarray, shape (T,)
        The motion's frames, on the laboratory's clock.
    cutoff_hz : float
        Cutoff of the zero-lag filter.

    Returns
    -------
    PlateSignal
        NaN at frames that the plate's samples do not span.

    Raises
    ------
    TrialError
        If the plate's times do not rise.
    SettingError
        If the cutoff is not below half of the plate's rate.
    """
    try:
        rate_hz = frame_rate(plate.time_s)
    except MotionError as error:
        raise TrialError(f"{plate.name}: {error}; export its samples again.") from error
    about = fixed_point(plate)
    pressed: BoolArray = np.asarray(np.isfinite(plate.cop_m).all(axis=1))
    lever = np.where(pressed[:, None], plate.cop_m - about, 0.0)
    moment = plate.free_moment_nm + np.cross(lever, plate.force_n)
    # Without a centre of pressure the moment is not known, but the force is too small to matter.
    moment = np.where(pressed[:, None] | ~np.isfinite(plate.force_n), moment, 0.0)
    both = lowpass(np.concatenate([plate.force_n, moment], axis=1), rate_hz, cutoff_hz)
    both = at_times(plate.time_s, both, time_s)
    return PlateSignal(
        plate.name,
        both[:, :3],
        both[:, 3:],
        about,
        plate.corners_m,
        _near_flat_tops(plate, rate_hz, time_s),
    )


def flat_tops(force_n: FloatArray, rate_hz: float) -> list[tuple[int, int]]:
    """Samples in which a force stays at its largest, as one does that was cut off.

    A plate or amplifier that is overloaded gives its largest value for as long as that lasts, and
    the force goes into it and out of it at a slope. The top of a force that was not cut off is
    round, and a force that stays the same was not driven there from both sides.

    Parameters
    ----------
    force_n : ndarray, shape (S,)
        Vertical force as recorded.
    rate_hz : float
        Samples a second.

    Returns
    -------
    list of tuple of int
        First sample and the one after the last, of each.
    """
    size = np.abs(np.nan_to_num(force_n))
    largest = float(size.max(initial=0.0))
    if largest < LOAD_THRESHOLD_N:
        return []
    even = FLAT_SHARE * largest
    steps = np.abs(np.diff(size))
    digit = float(steps[steps > 0].min(initial=largest))  # a rounded top is flat for longer
    found = []
    for first, stop in runs(size >= largest - even):
        length = stop - first
        reach = min(length, round(REACH_S * rate_hz), first, len(size) - stop)
        if length < max(3, FLAT_S * rate_hz) or reach < 1:
            continue
        beside = max(size[first - reach], size[stop - 1 + reach])
        if largest - beside > STEEPER * max(even, digit):
            found.append((first, stop))
    return found


def _near_flat_tops(plate: GroundReaction, rate_hz: float, time_s: FloatArray) -> BoolArray:
    """Frames in or beside flat tops of a plate's vertical force."""
    near = np.zeros(len(time_s), dtype=bool)
    for first, stop in flat_tops(plate.force_n[:, 1], rate_hz):
        start, end = plate.time_s[first] - FILTER_REACH_S, plate.time_s[stop - 1] + FILTER_REACH_S
        near |= (time_s >= start) & (time_s <= end)
    return near


def fixed_point(plate: GroundReaction) -> FloatArray:
    """A point of the plate's top: its centre, or the middle of where it was pressed.

    Parameters
    ----------
    plate : GroundReaction
        As read.

    Returns
    -------
    ndarray, shape (3,)
        m.
    """
    if plate.corners_m is not None and np.isfinite(plate.corners_m).all():
        return np.asarray(plate.corners_m.mean(axis=0))
    pressed = plate.cop_m[
        np.isfinite(plate.cop_m).all(axis=1) & (np.abs(plate.force_n[:, 1]) >= LOAD_THRESHOLD_N)
    ]
    return np.asarray(np.median(pressed, axis=0)) if len(pressed) else np.zeros(3)


def at_times(time_s: FloatArray, values: FloatArray, wanted_s: FloatArray) -> FloatArray:
    """Samples at other times, by straight lines between neighbours.

    Parameters
    ----------
    time_s : ndarray, shape (S,)
        Times of the samples, rising.
    values : ndarray, shape (S, K)
        Samples.
    wanted_s : ndarray, shape (T,)
        Times that are wanted.

    Returns
    -------
    ndarray, shape (T, K)
        NaN where a neighbour is NaN, or further than one sample or one frame beyond the ends.
    """
    if len(time_s) < 2:
        return np.full((len(wanted_s), values.shape[1]), np.nan)
    step = max(float(np.median(np.diff(time_s))), float(np.median(np.diff(wanted_s))))
    slack = 1.01 * step
    inside = (wanted_s >= time_s[0] - slack) & (wanted_s <= time_s[-1] + slack)
    when = np.clip(wanted_s, time_s[0], time_s[-1])
    right = np.clip(np.searchsorted(time_s, when), 1, len(time_s) - 1)
    share = ((when - time_s[right - 1]) / (time_s[right] - time_s[right - 1]))[:, None]
    # A neighbour of weight zero does not count, so that a sample next to a gap is kept.
    found = np.where(share < 1, (1 - share) * values[right - 1], 0.0) + np.where(
        share > 0, share * values[right], 0.0
    )
    return np.asarray(np.where(inside[:, None], found, np.nan))
