"""A barbell's ends by their markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.plate_signals import at_times
from opensim_wink.trial.filters import frame_rate, lowpass
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SEEN_SHARE = 0.5  # a bar whose ends are seen less than this is placed by the body instead
BAR_LENGTH_M = (0.3, 2.6)
BAR_OFF_M = 0.6  # markers further than this from where the bar is held are not the bar's

_WORD = r"(?:bar(?:bell)?|bell|rod|stick|pole|dowel)"
_PART = r"(?:l|r|left|right|end|tip|out|outer|in|inner|mid|middle|centre|center|\d+)"
_BAR_LABEL = re.compile(
    rf"(?i)^(b[_.]?[lr]\d*|b[_.]?(?:left|right)|{_WORD}(?:[_. ]?{_PART})*|"
    rf"(?:l|r|left|right)[_. ]?{_WORD}(?:[_. ]?{_PART})*)$"
)
_SIDE = re.compile(rf"(?i)^(?:b|{_WORD})?[_. ]*(l|r|left|right)(?:[_. ]*(?:{_WORD}|{_PART}))*$")


@dataclass(frozen=True, eq=False)
class BarEnds:
    """Measured ends of a bar over the frames of a motion, filtered.

    Attributes
    ----------
    labels : tuple of str
        Markers that tell them.
    one_m, other_m : ndarray, shape (T, 3)
        Both ends in ground, m; NaN where the motion is not known.
    """

    labels: tuple[str, ...]
    one_m: FloatArray
    other_m: FloatArray


def bar_labels(labels: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Markers of a barbell's two ends by their labels.

    Parameters
    ----------
    labels : sequence of str
        Marker labels without prefix.

    Returns
    -------
    right, left : tuple of str
        Those that name a side, such as ``BR`` and ``bar_l2``. Where not both sides are named, all
        of the bar's markers are in the first.
    """
    bar = [label for label in labels if _BAR_LABEL.match(label)]
    sided: dict[str, list[str]] = {"r": [], "l": []}
    for label in bar:
        told = _SIDE.match(label)
        if told:
            sided[told[1][0].lower()].append(label)
    if sided["r"] and sided["l"]:
        return tuple(sided["r"]), tuple(sided["l"])
    return tuple(bar), ()


def measured_ends(
    trial: Trial | None, dynamics: Dynamics, assumed_m: FloatArray, cutoff_hz: float
) -> BarEnds | None:
    """Ends of the bar where its markers show them.

    While a marker is not seen its end keeps its place beside the body.

    Parameters
    ----------
    trial : Trial or None
        In OpenSim's axes.
    dynamics : Dynamics
        The motion.
    assumed_m : ndarray, shape (T, 3)
        Where the body would hold the bar, m.
    cutoff_hz : float
        Cutoff of the zero-lag filter on the paths.

    Returns
    -------
    BarEnds or None
        None where the trial has no such markers, they are seen in less than half of the frames, or
        they are not as far apart, or as near to the body, as a bar's ends are.
    """
    if trial is None or trial.n_frames < 2:
        return None
    right, left = bar_labels(trial.labels)
    if not left and len(right) < 2:
        return None
    if not left:
        right, left = _farthest(trial, right)
    ends, seen = [], dynamics.known.copy()
    for group in (right, left):
        # Every marker of an end has to be seen, or their mean would jump.
        path = np.mean([trial.marker(label) for label in group], axis=0)
        path = at_times(trial.time_s, path, dynamics.time_s)
        seen &= np.isfinite(path).all(axis=1)
        ends.append(path)
    if not seen.any() or seen.sum() < SEEN_SHARE * dynamics.known.sum():
        return None
    length = float(np.median(np.linalg.norm(ends[0] - ends[1], axis=1)[seen]))
    middle = 0.5 * (ends[0] + ends[1])
    off = float(np.median(np.linalg.norm(middle - assumed_m, axis=1)[seen]))
    if not BAR_LENGTH_M[0] <= length <= BAR_LENGTH_M[1] or off > BAR_OFF_M:
        return None
    rate_hz = frame_rate(dynamics.time_s)
    bridged = [lowpass(_bridged(end, assumed_m, seen), rate_hz, cutoff_hz) for end in ends]
    return BarEnds((*right, *left), bridged[0], bridged[1])


def _bridged(path_m: FloatArray, assumed_m: FloatArray, seen: BoolArray) -> FloatArray:
    """A path that keeps its place beside the body while its marker is not seen."""
    frames, known = np.arange(len(path_m)), np.flatnonzero(seen)
    away = path_m[seen] - assumed_m[seen]
    filled = np.stack([np.interp(frames, known, away[:, axis]) for axis in range(3)], axis=1)
    return np.asarray(assumed_m + filled)


def _farthest(trial: Trial, labels: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two markers of a bar that lie furthest apart."""
    paths = np.stack([trial.marker(label) for label in labels])
    apart = np.linalg.norm(paths[:, None] - paths[None], axis=3)
    together = np.isfinite(apart)
    total = np.where(together, apart, 0.0).sum(axis=2) / np.maximum(together.sum(axis=2), 1)
    one, other = np.unravel_index(int(np.argmax(total)), total.shape)
    return (labels[int(one)],), (labels[int(other)],)
