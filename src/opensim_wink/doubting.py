"""What speaks against believing a motion: its frames, its repetitions, its two standings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.build import is_packaged, validated_ranges
from opensim_wink.body.subject import Subject
from opensim_wink.errors import counted
from opensim_wink.following import FollowedTrial, measured_points
from opensim_wink.motion.guard import (
    Evidence,
    GuardFlag,
    PelvisWatch,
    guard_evidence,
    watch_pelvis,
)
from opensim_wink.motion.guard.limits import STANDINGS_APART_DEG
from opensim_wink.motion.motion import Motion
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.finding.repetitions import Repetitions
from opensim_wink.squat.guard.rep_guard import RepGuard, guard_repetitions
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing

BoolArray = NDArray[np.bool_]


def doubt_motion(
    motion: Motion,
    subject: Subject,
    followed: FollowedTrial | None,
    measured: BoolArray | None,
    signals: SquatSignals,
    found: Repetitions,
    settings: AnalysisSettings,
    neutral_elsewhere: bool,
) -> tuple[PelvisWatch | None, tuple[RepGuard, ...], tuple[GuardFlag, ...]]:
    """Doubts about frames and about repetitions.

    Parameters
    ----------
    motion : Motion
        Coordinates over time, as solved.
    subject : Subject
        The person's model.
    followed : FollowedTrial or None
        The trial that it was solved from.
    measured : ndarray of bool, shape (T, M), or None
        Which followed markers were truly seen.
    signals : SquatSignals
        Clinical curves.
    found : Repetitions
        The repetitions.
    settings : AnalysisSettings
        The filter.
    neutral_elsewhere : bool
        Whether neutral does not come from this trial.

    Returns
    -------
    watch : PelvisWatch or None
        How well the pelvis was seen; None without markers.
    reps : tuple of RepGuard
        What was measured of each repetition.
    flags : tuple of GuardFlag
        The doubts.
    """
    label = followed.match.mapping if followed else {}
    evidence = Evidence.of(
        motion,
        subject.tree,
        subject.profile,
        measured=measured,
        points_m=measured_points(motion, followed),
        tasks=followed.tasks if followed else None,
        labels=label,
    )
    watch = watch_pelvis(evidence)
    flags = guard_evidence(evidence, watch, validated=_validated(subject))
    reps, rep_flags = guard_repetitions(
        signals,
        found.accepted,
        evidence,
        watch,
        neutral_elsewhere=neutral_elsewhere,
        cutoff_hz=settings.cutoff_hz,
    )
    return watch, reps, (*flags, *rep_flags)


def two_standings(
    squat: SquatAnalysis,
    own: Standing | None,
    judged: Callable[[Standing | None], SquatAnalysis],
    n_frames: int,
) -> GuardFlag | None:
    """Doubt where the static trial and the trial itself stand apart.

    A marker that was put on anew, or a posture that was not the same, moves the neutral by as much.
    Repetitions whose verdict turns on which of the two is neutral get none.

    Parameters
    ----------
    squat : SquatAnalysis
        As judged with the static trial's neutral.
    own : Standing or None
        Posture in the trial's own standing.
    judged : callable
        Judges the squats anew with another neutral.
    n_frames : int
        Frames of the trial.

    Returns
    -------
    GuardFlag or None
        None where they agree, or one of them is missing.
    """
    static = squat.standing
    if static is None or own is None or static.source != "static trial":
        return None
    apart = own.lumbar_flexion_deg - static.lumbar_flexion_deg
    if not abs(apart) > STANDINGS_APART_DEG:
        return None
    frames = np.zeros(n_frames, dtype=bool)
    turned = 0
    for rep, other in zip(squat.reps, judged(own).reps, strict=True):
        if rep.verdict != other.verdict:
            turned += 1
            frames[rep.repetition.start : rep.repetition.end + 1] = True
    words = (
        f"standing in the static trial and in this one differ by {abs(apart):.0f}° of lumbar "
        "flexion: a marker sits elsewhere, or the person stood differently"
    )
    if turned:
        words += f"; the verdict of {counted(turned, 'repetition')} turns on which is neutral"
    else:
        frames[:] = True
    return GuardFlag(
        "standing", frames, abs(apart), STANDINGS_APART_DEG, f"{words}.", blocks=turned > 0
    )


def believed(guard: tuple[GuardFlag, ...], n_frames: int) -> BoolArray:
    """Frames that no flag blocks.

    Parameters
    ----------
    guard : tuple of GuardFlag
        The doubts.
    n_frames : int
        Frames of the trial.

    Returns
    -------
    ndarray of bool, shape (T,)
    """
    blocked = np.zeros(n_frames, dtype=np.bool_)
    for flag in guard:
        if flag.blocks:
            blocked |= flag.frames
    return ~blocked


def _validated(subject: Subject) -> dict[str, tuple[float, float]] | None:
    """Ranges in which the packaged model was checked; None for other models, which state theirs."""
    return validated_ranges() if is_packaged(subject.tree.coordinates) else None
