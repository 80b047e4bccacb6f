"""Which markers were seen when, and whether the pelvis can be followed to the bottom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import listed
from opensim_wink.trial.faults import Level, Row
from opensim_wink.trial.heading import low_phases, pelvis_height
from opensim_wink.trial.places import Places
from opensim_wink.trial.runs import runs
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# Shorter gaps are closed without harm by a spline or the rest of the segment.
_BRIEF_S = 0.1


def spans(time_s: FloatArray, ranges: Sequence[tuple[int, int]], limit: int = 3) -> str:
    """Runs of frames as times, the longest ones first where there are many.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    ranges : sequence of (int, int)
        First and one-past-last frame of each.
    limit : int
        How many to name.

    Returns
    -------
    str
        ``"3.10–3.52 s, 5.00–5.40 s and 4 shorter"``.
    """
    longest = sorted(ranges, key=lambda run: run[0] - run[1])[:limit]
    named = ", ".join(
        f"{time_s[a]:.2f}–{time_s[b - 1]:.2f} s" if b > a + 1 else f"{time_s[a]:.2f} s"
        for a, b in sorted(longest)
    )
    more = len(ranges) - len(longest)
    return f"{named} and {more} shorter" if more else named


def low_frames(places: Places, time_s: FloatArray) -> BoolArray:
    """Frames in which the pelvis is in the lower half of its way down.

    Parameters
    ----------
    places : Places
        Landmarks in axes whose Y points up.
    time_s : ndarray, shape (T,)
        Frame times.

    Returns
    -------
    ndarray of bool, shape (T,)
        None true where the pelvis never comes down by 0.15 m.
    """
    low = np.zeros(places.n_frames, dtype=bool)
    for first, last in low_phases(pelvis_height(places), time_s):
        low[first : last + 1] = True
    return low


def find_gaps(trial: Trial, places: Places, low: BoolArray, limit: int = 8) -> list[Row]:
    """Frames in which markers of the body were not seen, worst marker first.

    Parameters
    ----------
    trial : Trial
        Before gaps are filled.
    places : Places
        Its landmarks.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low.
    limit : int
        How many markers get a row of their own.

    Returns
    -------
    list of Row
        One a marker with gaps, or one that says there are none.
    """
    meaning, segments = places.recognition.meaning, places.recognition.segments
    missing = {
        label: np.asarray(~np.isfinite(trial.marker(label)).all(axis=1))
        for label in trial.labels
        if label in meaning
    }
    gappy = sorted(
        (label for label, gone in missing.items() if gone.any()),
        key=lambda label: (segments[label] != "pelvis", -int(missing[label].sum())),
    )
    if not gappy:
        return [Row("ok", "gaps", "Every marker that is understood is seen in every frame.")]
    rows = []
    for label in gappy[:limit]:
        gone = missing[label]
        if gone.all():
            rows.append(Row("warning", "gaps", f"{label} ({meaning[label]}) is never seen."))
            continue
        lost = runs(gone)
        sentence = (
            f"{label} ({meaning[label]}) is lost in {int(gone.sum())} of {len(gone)} frames: "
            f"{spans(trial.time_s, lost)}"
        )
        deep = int((gone & low).sum())
        if deep:
            sentence += f"; {deep} of them while the pelvis is low"
        longest_s = max(stop - first for first, stop in lost) / trial.rate_hz
        matters = deep > 0 or not low.any()
        serious = segments[label] == "pelvis" and matters and longest_s > _BRIEF_S
        kind: Level = "warning" if serious else "info"
        rows.append(Row(kind, "gaps", sentence + "."))
    if len(gappy) > limit:
        rows.append(Row("info", "gaps", f"Gaps too in {listed(gappy[limit:])}."))
    return rows


def find_pelvis(trial: Trial, places: Places, low: BoolArray) -> list[Row]:
    """Whether three pelvis markers are there wherever the pelvis matters.

    Parameters
    ----------
    trial : Trial
        Before gaps are filled.
    places : Places
        Its landmarks.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low.

    Returns
    -------
    list of Row
        One finding.
    """
    known, meaning = vocabulary(), places.recognition.meaning
    labels = [
        label
        for label, landmark in meaning.items()
        if known[landmark].segment == "pelvis" and known[landmark].kind != "centre"
    ]
    if len(labels) < 3:
        return [
            Row(
                "problem",
                "pelvis",
                f"Only {len(labels)} pelvis markers are understood ({listed(labels)}); three are "
                "needed for pelvic tilt: name the others with a label map.",
            )
        ]
    seen = np.stack([np.isfinite(trial.marker(label)).all(axis=1) for label in labels])
    few = seen.sum(axis=0) < 3
    if not few.any():
        return [Row("ok", "pelvis", f"Three or more of {listed(labels)} are seen in every frame.")]
    deep = int((few & low).sum())
    where = spans(trial.time_s, runs(few))
    sentence = f"Fewer than three pelvis markers are seen in {int(few.sum())} frames ({where})"
    if deep:
        sentence += f", {deep} of them while the pelvis is low: tilt there is unknown"
    return [
        Row("problem" if deep and 2 * deep > low.sum() else "warning", "pelvis", sentence + ".")
    ]
