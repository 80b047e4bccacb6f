"""Segment lengths by landmarks: whether two trials show the same person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]


class Tolerance(NamedTuple):
    """How far a length may differ between trials of one session: the larger of the two.

    Attributes
    ----------
    least_m : float
        Metres.
    share : float
        Share of the length.
    """

    least_m: float
    share: float


# On one segment only the skin moves; across a joint the epicondyle slides as the joint bends; on
# the pelvis skin and belt fold in a squat. Between people most of these lengths differ by more.
_RIGID = Tolerance(0.010, 0.04)
_ACROSS = Tolerance(0.015, 0.04)
_PELVIS = Tolerance(0.020, 0.10)
_LENGTHS: tuple[tuple[str, str, Tolerance], ...] = (
    ("asis_r", "asis_l", _PELVIS),
    ("psis_r", "psis_l", _PELVIS),
    ("hip_centre_r", "hip_centre_l", _PELVIS),
    ("asis_*", "psis_*", _PELVIS),
    ("asis_*", "sacrum", _PELVIS),
    ("hip_centre_*", "lateral_knee_*", _ACROSS),
    ("trochanter_*", "lateral_knee_*", _ACROSS),
    ("lateral_knee_*", "medial_knee_*", _RIGID),
    ("lateral_knee_*", "lateral_ankle_*", _ACROSS),
    ("medial_knee_*", "medial_ankle_*", _ACROSS),
    ("fibula_head_*", "lateral_ankle_*", _RIGID),
    ("tibial_tuberosity_*", "lateral_ankle_*", _RIGID),
    ("lateral_tibial_plateau_*", "lateral_ankle_*", _RIGID),
    ("heel_*", "toe_*", _RIGID),
    ("heel_*", "first_metatarsal_*", _RIGID),
    ("heel_*", "fifth_metatarsal_*", _RIGID),
    ("elbow_lateral_*", "wrist_radius_*", _ACROSS),
)
_FEWEST_FRAMES = 3


class SegmentLength(NamedTuple):
    """One distance between two landmarks in two trials.

    Attributes
    ----------
    segment : str
        The landmarks, ``"lateral_knee_r to lateral_ankle_r"``.
    a_m, b_m : float
        Median distance in the trial and in the static trial, m.
    allowed_m : float
        How far the two may differ.
    """

    segment: str
    a_m: float
    b_m: float
    allowed_m: float

    @property
    def agrees(self) -> bool:
        """Whether the two differ by no more than is allowed."""
        return abs(self.a_m - self.b_m) <= self.allowed_m

    def __str__(self) -> str:
        return (
            f"{self.segment} {1e3 * self.a_m:.0f} against {1e3 * self.b_m:.0f} mm "
            f"(±{1e3 * self.allowed_m:.0f} allowed)"
        )


def _length(places: Places, a: str, b: str) -> float | None:
    """Median distance of two landmarks over the frames that show both."""
    if a not in places.points_m or b not in places.points_m:
        return None
    distance = np.linalg.norm(places.points_m[a] - places.points_m[b], axis=1)
    known = distance[np.isfinite(distance)]
    return float(np.median(known)) if len(known) >= _FEWEST_FRAMES else None


def compare_segment_lengths(
    trial: Trial, static: Trial, label_map: Mapping[str, str] | None = None
) -> list[SegmentLength]:
    """Lengths between landmarks that both trials show.

    Parameters
    ----------
    trial, static : Trial
        In any axes; rotation does not matter.
    label_map : mapping of str to str, optional
        The user's label → landmark, for both.

    Returns
    -------
    list of SegmentLength
        Empty where the two share no length.
    """
    here, there = Places.of(trial, label_map), Places.of(static, label_map)
    lengths = []
    for first, second, tolerance in _LENGTHS:
        for side in "rl" if "*" in first else "r":
            a, b = first.replace("*", side), second.replace("*", side)
            length, reference = _length(here, a, b), _length(there, a, b)
            if length is not None and reference is not None:
                allowed = max(tolerance.least_m, tolerance.share * reference)
                lengths.append(SegmentLength(f"{a} to {b}", length, reference, allowed))
    return lengths


def differing_lengths(lengths: list[SegmentLength]) -> tuple[list[SegmentLength], bool]:
    """Lengths that disagree, worst first, and whether they speak of two people.

    One length that disagrees is a marker that was moved. Two people are told by at least two
    lengths that make up a third of those compared, or by the only one there is if it is off by
    twice what is allowed.

    Parameters
    ----------
    lengths : list of SegmentLength
        From `compare_segment_lengths`.

    Returns
    -------
    list of SegmentLength
        Those that disagree.
    bool
        Whether the trials show two people.
    """
    wrong = [length for length in lengths if not length.agrees]
    wrong.sort(key=lambda length: -abs(length.a_m - length.b_m) / length.allowed_m)
    if len(lengths) == 1:
        alone = lengths[0]
        return wrong, abs(alone.a_m - alone.b_m) > 2.0 * alone.allowed_m
    return wrong, len(wrong) >= 2 and 3 * len(wrong) >= len(lengths)


def check_same_person(
    trial: Trial, static: Trial, label_map: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Refuse a static trial of another person, and tell of lengths that disagree.

    Parameters
    ----------
    trial, static : Trial
        In any axes.
    label_map : mapping of str to str, optional
        The user's label → landmark, for both.

    Returns
    -------
    tuple of str
        A sentence on lengths that disagree, though too few to tell another person.

    Raises
    ------
    TrialError
        If segment lengths disagree; see `differing_lengths`.
    """
    lengths = compare_segment_lengths(trial, static, label_map)
    wrong, two_people = differing_lengths(lengths)
    worst = "; ".join(str(length) for length in wrong[:4])
    if two_people:
        raise TrialError(
            f"{static.source or static.name}: the static trial seems to show another person than "
            f"{trial.source or trial.name}: {len(wrong)} of {len(lengths)} segment lengths "
            f"disagree: {worst}. Name the static trial of this person"
        )
    if not wrong:
        return ()
    return (
        f"{len(wrong)} of {len(lengths)} segment lengths differ from the static trial's: {worst}; "
        "is it the same person, and the same markers?",
    )
