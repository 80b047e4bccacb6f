"""Which markers were seen when, and whether the pelvis can be followed to the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import counted, listed
from opensim_wink.trial.faults import Level, Row
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.runs import runs
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import is_unnamed, vocabulary

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PELVIS_NEEDED = 3


class MarkerGap(NamedTuple):
    """How much of one marker is missing.

    Attributes
    ----------
    marker : str
        Its label.
    missing, gaps, longest : int
        Frames in which it was not seen, runs of them, and frames of the longest run.
    first_s, last_s : float
        First and last frame of the longest run.
    open_frames : int
        Frames still missing after filling.
    low_frames : int
        Missing frames in which the pelvis is low.
    """

    marker: str
    missing: int
    gaps: int
    longest: int
    first_s: float
    last_s: float
    open_frames: int
    low_frames: int


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
    named = ", ".join(_span(time_s[a], time_s[b - 1]) for a, b in sorted(longest))
    more = len(ranges) - len(longest)
    return f"{named} and {more} shorter" if more else named


def _span(first_s: float, last_s: float) -> str:
    return f"{first_s:.2f}–{last_s:.2f} s" if last_s > first_s else f"{first_s:.2f} s"


def marker_gaps(measured: Trial, filled: Trial, low: BoolArray) -> tuple[MarkerGap, ...]:
    """Markers with missing frames, worst first; those never seen at all have no gap.

    Parameters
    ----------
    measured, filled : Trial
        The same trial before and after its gaps were filled.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low.

    Returns
    -------
    tuple of MarkerGap
        One a marker.
    """
    lost = np.asarray(~np.isfinite(measured.points_m).all(axis=2))
    still_lost = np.asarray(~np.isfinite(filled.points_m).all(axis=2)).sum(axis=0)
    # Markers that share a label are left out where the trial is turned.
    still = dict(zip(filled.labels, still_lost, strict=True))
    gaps = []
    for column, label in enumerate(measured.labels):
        gone = lost[:, column]
        found = runs(gone)
        if not found or gone.all():
            continue
        first, stop = max(found, key=lambda run: run[1] - run[0])
        gaps.append(
            MarkerGap(
                marker=label,
                missing=int(gone.sum()),
                gaps=len(found),
                longest=stop - first,
                first_s=float(measured.time_s[first]),
                last_s=float(measured.time_s[stop - 1]),
                open_frames=int(still.get(label, gone.sum())),
                low_frames=int((gone & low).sum()),
            )
        )
    return tuple(sorted(gaps, key=lambda gap: -gap.missing))


def find_gaps(trial: Trial, places: Places, gaps: Sequence[MarkerGap], limit: int = 6) -> list[Row]:
    """What to say of missing frames: one line a marker, the pelvis first, then the worst.

    Parameters
    ----------
    trial : Trial
        Measured or filled.
    places : Places
        Its landmarks.
    gaps : sequence of MarkerGap
        From `marker_gaps`.
    limit : int
        How many markers get a row of their own.

    Returns
    -------
    list of Row
        One a marker with gaps, or one that says there are none.
    """
    meaning, segments = places.recognition.meaning, places.recognition.segments
    # A trajectory that nobody named comes and goes; its gaps are no marker's.
    gaps = [gap for gap in gaps if gap.marker in meaning or not is_unnamed(gap.marker)]
    ranked = sorted(gaps, key=lambda gap: segments.get(gap.marker) != "pelvis")
    rows = []
    for gap in ranked[:limit]:
        sentence = f"{gap.marker}: {counted(gap.missing, 'frame')} in {counted(gap.gaps, 'gap')}, "
        if gap.low_frames:
            sentence += f"{gap.low_frames} at depth, "
        sentence += f"longest {_span(gap.first_s, gap.last_s)}; "
        sentence += f"{gap.open_frames} stay open" if gap.open_frames else "all filled"
        pelvis = segments.get(gap.marker) == "pelvis"
        rows.append(Row("warning" if pelvis and gap.open_frames else "info", "gaps", sentence))
    if len(gaps) > limit:
        rest = listed((gap.marker for gap in ranked[limit:]), 20)
        rows.append(Row("info", "gaps", f"Gaps too in {rest}."))
    never = [label for label in trial.labels if not np.isfinite(trial.marker(label)).any()]
    if never:
        known = [label for label in never if label in meaning]
        rows.append(Row("warning" if known else "info", "gaps", f"Never seen: {listed(never)}."))
    return rows or [Row("ok", "gaps", "Every marker is seen in every frame.")]


def find_pelvis(filled: Trial, places: Places, low: BoolArray) -> list[Row]:
    """Whether three pelvis markers are known wherever the pelvis matters, and what they rest on.

    Parameters
    ----------
    filled : Trial
        After its gaps were filled.
    places : Places
        Its landmarks.
    low : ndarray of bool, shape (T,)
        Frames in which the pelvis is low.

    Returns
    -------
    list of Row
        One finding, and one more where markers were rebuilt from the others.
    """
    known, meaning = vocabulary(), places.recognition.meaning
    labels = [
        label
        for label, landmark in meaning.items()
        if known[landmark].segment == "pelvis" and known[landmark].kind != "centre"
    ]
    if len(labels) < PELVIS_NEEDED:
        sentence = (
            f"Pelvis markers that are understood: {listed(labels)}; pelvic tilt needs three: name "
            "the others in a label map (--labels)."
        )
        if not labels and {"hip_centre_r", "hip_centre_l"} & set(meaning.values()):
            sentence = (
                "Of the pelvis only hip centres are known, as in keypoints of a video: they show "
                "no tilt; bring a file with three markers on the pelvis, or name them in a label "
                "map (--labels)."
            )
        return [Row("problem", "pelvis", sentence)]
    rows = _carried(filled, labels, low)
    seen = np.stack([np.isfinite(filled.marker(label)).all(axis=1) for label in labels])
    few = np.asarray(seen.sum(axis=0) < PELVIS_NEEDED)
    if not few.any():
        sentence = f"Three or more of {listed(labels)} are known in every frame."
        return [*rows, Row("ok", "pelvis", sentence)]
    deep = int((few & low).sum())
    sentence = (
        f"Fewer than three pelvis markers are known in {counted(int(few.sum()), 'frame')} "
        f"({spans(filled.time_s, runs(few))}), also after filling"
    )
    sentence += f"; {deep} of them at depth, where tilt stays unknown." if deep else "."
    kind: Level = "problem" if deep and 2 * deep > low.sum() else "warning"
    return [Row(kind, "pelvis", sentence), *rows]


def _carried(filled: Trial, labels: Sequence[str], low: BoolArray) -> list[Row]:
    """Say where pelvis markers were rebuilt from the rest of the pelvis."""
    rebuilt = [fill for fill in filled.fills if fill.marker in labels and fill.method == "rigid"]
    if not rebuilt:
        return []
    carried = np.zeros(filled.n_frames, dtype=bool)
    for fill in rebuilt:
        carried[fill.first : fill.last + 1] = True
    deep = int((carried & low).sum())
    sentence = (
        f"In {int(carried.sum())} of {filled.n_frames} frames"
        f"{f' ({deep} at depth)' if deep else ''} the pelvis is carried by its other markers; "
        f"{listed(dict.fromkeys(fill.marker for fill in rebuilt))} rebuilt there."
    )
    return [Row("warning", "pelvis", sentence)]
