"""Which of a recording's frames a page keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]

MAX_RATE_HZ = 30.0
_MARGIN_S = 0.3  # about a repetition
_IDLE_STRIDES = 4  # how much thinner the time between repetitions may get than they


def kept_frames(
    time_s: FloatArray, spans_s: Sequence[tuple[float, float]], moments_s: Sequence[float]
) -> Iterator[IndexArray]:
    """Ever fewer frames to keep, so that the first choice that fits can be taken.

    Parameters
    ----------
    time_s : ndarray, shape (F,)
        The recording's own times, ascending.
    spans_s : sequence of (float, float)
        Repetitions: the last to get thinner.
    moments_s : sequence of float
        Times that have to be right: the frames on both sides are always kept, so that a straight
        line between them gives what it gives in the recording.

    Yields
    ------
    ndarray of int
        Indices of frames, ascending, first and last among them; at most 30 a second but for the
        frames beside the moments. The last choice is these alone.
    """
    always = _beside(time_s, moments_s)
    near = np.zeros(time_s.size, bool)
    for start_s, end_s in spans_s:
        near |= (time_s >= start_s - _MARGIN_S) & (time_s <= end_s + _MARGIN_S)
    frames = np.arange(time_s.size)
    stride = _stride(time_s)
    while True:
        for idle in (1, 2, _IDLE_STRIDES) if spans_s else (1,):
            on_beat = frames % np.where(near, stride, stride * idle) == 0
            yield np.flatnonzero(on_beat | always)
        if stride > time_s.size:
            return
        stride = stride + max(1, stride // 2)


def _stride(time_s: FloatArray) -> int:
    if time_s.size < 2:
        return 1
    step_s = float(np.median(np.diff(time_s)))
    return max(1, int(np.ceil(1 / (MAX_RATE_HZ * step_s) - 1e-6)))


def _beside(time_s: FloatArray, moments_s: Sequence[float]) -> NDArray[np.bool_]:
    always = np.zeros(time_s.size, bool)
    always[[0, -1]] = True
    within = np.array([m for m in moments_s if time_s[0] <= m <= time_s[-1]], float)
    after = np.searchsorted(time_s, within)
    always[after] = True
    always[np.maximum(after - 1, 0)] = True
    return always
