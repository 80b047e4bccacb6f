"""The moment of a trial in which the person stands still and upright."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.landmark_positions import Places, nan_mean
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import is_unnamed, vocabulary

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NO_STATIC = "no static trial"  # how the note begins that says so
_STATIC_S = 0.5
_UPRIGHT_S = 0.2
_SEEN = 0.5  # a marker counts in a window that shows it in this share of its frames
# Feet are off the floor where none of their markers is as low as it is in most of its low frames.
_FLOOR_PERCENT, _OFF_FLOOR_M = 10.0, 0.05
_FAST_M_S, _SPEED_OVER_S = 0.25, 0.1
_AS_HIGH_M = 0.02  # windows this close to the highest are upright alike; the stillest is taken


def quiet_static(trial: Trial, *, label_map: Mapping[str, str] | None = None) -> Trial:
    """The stillest half second of a static trial that shows most markers.

    Parameters
    ----------
    trial : Trial
        A standing trial, turned to OpenSim's axes.
    label_map : mapping of str to str, optional
        The user's label → landmark.

    Returns
    -------
    Trial
        Only those frames; the whole trial where it is no longer than that.

    Raises
    ------
    TrialError
        If no marker of the pelvis, trunk or legs is seen.
    """
    first, last = _best_window(trial, _STATIC_S, label_map)
    if (first, last) == (0, trial.n_frames):
        return trial
    return _frames(trial, first, last)


def upright_static(trial: Trial, *, label_map: Mapping[str, str] | None = None) -> Trial:
    """The most upright moment of a trial, in place of a static trial.

    Parameters
    ----------
    trial : Trial
        Any trial that begins, ends or pauses upright, turned to OpenSim's axes.
    label_map : mapping of str to str, optional
        The user's label → landmark.

    Returns
    -------
    Trial
        0.2 s of it, with a note that says so.

    Raises
    ------
    TrialError
        If no marker of the pelvis, trunk or legs is seen.
    """
    first, last = _best_window(trial, _UPRIGHT_S, label_map)
    part = _frames(trial, first, last)
    return part.noted(
        f"{NO_STATIC}: the model is scaled on the most upright moment of '{trial.name}' "
        f"({part.time_s[0]:.2f} to {part.time_s[-1]:.2f} s); knees or trunk may have been bent, "
        "so record a standing trial where you can."
    )


def _best_window(
    trial: Trial, length_s: float, label_map: Mapping[str, str] | None
) -> tuple[int, int]:
    """First frame and one past the last."""
    places = Places.of(trial, label_map)
    height = _height(trial, places)
    unfit = _in_the_air(places) | _fast(height, trial.rate_hz)
    width = min(trial.n_frames, max(1, round(length_s * trial.rate_hz)))
    starts = np.arange(0, trial.n_frames - width + 1, max(1, width // 5))
    # A point that nobody named measures nothing, so a moment is no better for showing it.
    named = [not is_unnamed(label) for label in trial.labels]
    seen: BoolArray = np.asarray(np.isfinite(trial.points_m[:, named]).all(axis=2))
    visible = np.array([(seen[s : s + width].mean(axis=0) >= _SEEN).sum() for s in starts])
    high = np.array([nan_mean(height[s : s + width], 0) for s in starts])
    # Nobody is measured in a jump, unless the trial shows nothing else.
    stands = ~np.array([unfit[s : s + width].any() for s in starts]) & np.isfinite(high)
    high = np.where(stands, high, np.nan) if stands.any() else high
    full = visible >= visible[np.isfinite(high)].max()
    upright = full & (high >= np.nanmax(high[full]) - _AS_HIGH_M)
    motion = [_motion(trial.points_m[s : s + width]) for s in starts[upright]]
    start = int(starts[upright][int(np.argmin(motion))])
    return start, start + width


def _motion(points_m: FloatArray) -> float:
    """How far markers move about their mean, m; 0 for one frame."""
    away = points_m - nan_mean(points_m, 0)
    return float(np.nanmean(away**2) ** 0.5)


def _in_the_air(places: Places) -> BoolArray:
    """Frames in which every marker of both feet is far above where it stands on the floor."""
    known = vocabulary()
    aloft = np.ones(places.n_frames, dtype=bool)
    for side in ("foot_r", "foot_l"):
        up = [p[:, 1] for name, p in places.points_m.items() if known[name].segment == side]
        if not up:
            return np.zeros(places.n_frames, dtype=bool)
        rises = np.stack([one - np.nanpercentile(one, _FLOOR_PERCENT) for one in up])
        lowest = np.where(np.isfinite(rises), rises, np.inf).min(axis=0)
        aloft &= np.isfinite(lowest) & (lowest > _OFF_FLOOR_M)
    return aloft


def _fast(height_m: FloatArray, rate_hz: float) -> BoolArray:
    """Frames in which the body rises or falls faster than anybody does who stands."""
    if len(height_m) < 2:
        return np.zeros(len(height_m), dtype=bool)
    half = max(1, round(_SPEED_OVER_S * rate_hz / 2))
    frames = np.arange(len(height_m))
    after, before = np.minimum(frames + half, frames[-1]), np.maximum(frames - half, 0)
    speed = (height_m[after] - height_m[before]) * rate_hz / (after - before)
    return np.asarray(np.abs(speed) > _FAST_M_S)


def _height(trial: Trial, places: Places) -> FloatArray:
    """Height of pelvis and trunk, or of the legs where those are not seen, per frame, m."""
    known = vocabulary()
    for wanted in (("pelvis", "thorax"), ("femur_r", "femur_l")):
        columns = [p[:, 1] for name, p in places.points_m.items() if known[name].segment in wanted]
        if columns:
            # Each against its own median, so that a marker that comes and goes is no jump.
            stack = np.stack(columns, axis=1)
            return nan_mean(stack - np.nanmedian(stack, axis=0), 1)
    raise TrialError(
        f"{trial.source or trial.name}: no marker of the pelvis, trunk or thighs is recognised; "
        "name them with a label map (--labels)."
    )


def _frames(trial: Trial, first: int, last: int) -> Trial:
    return replace(trial, time_s=trial.time_s[first:last], points_m=trial.points_m[first:last])


def mean_pose(trial: Trial) -> Trial:
    """A trial's mean as a trial of one frame.

    Parameters
    ----------
    trial : Trial
        A person standing still.

    Returns
    -------
    Trial
        One frame; NaN for markers that were never seen.
    """
    return replace(
        trial,
        time_s=np.array([float(trial.time_s.mean())]),
        points_m=nan_mean(trial.points_m, 0)[None],
    )
