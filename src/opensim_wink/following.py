"""From the laboratory's files to a motion: read, turn, fill, pair with the model, solve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.errors import LabelError, TrialError
from opensim_wink.motion.ik_tasks import IKTasks, read_ik_tasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.solver_choice import solve_with
from opensim_wink.motion.weights import default_weights
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.filters import frame_rate
from opensim_wink.trial.gaps import fill_gaps
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.landmarks import MarkerMatch, clusters, match_markers, read_label_map
from opensim_wink.trial.read import check_frames, read_trial
from opensim_wink.trial.segments import check_same_person
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
Progress = Callable[[str, int, int], None]

WHOLE_SQUAT = (
    "a squat needs the whole way down and up, standing before and after included; export the "
    "whole recording"
)


@dataclass(frozen=True, eq=False)
class FollowedTrial:
    """A trial made ready and what of it the model follows.

    Attributes
    ----------
    trial : Trial
        Gaps filled.
    match : MarkerMatch
        Which marker drives which.
    tasks : IKTasks
        Marker weights and coordinate goals.
    seen : ndarray of bool, shape (T, M)
        Measured, before any gap was filled; in the order of the trial's labels.
    """

    trial: Trial
    match: MarkerMatch
    tasks: IKTasks
    seen: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Recording:
    """What the laboratory recorded, turned to OpenSim's axes.

    Attributes
    ----------
    trial : Trial
        The trial to measure.
    static : Trial or None
        The person standing.
    label_map : mapping of str to str or None
        The user's label → landmark or model marker.
    """

    trial: Trial
    static: Trial | None
    label_map: Mapping[str, str] | None


def record(path: Path, settings: AnalysisSettings) -> Recording:
    """Read and turn the trial and its static, and hold them against each other.

    Parameters
    ----------
    path : Path
        A C3D or TRC file.
    settings : AnalysisSettings
        Subject, label map, static trial, and ground reactions from a file of their own.

    Returns
    -------
    Recording
        Both trials in OpenSim's axes.

    Raises
    ------
    TrialError
        If a file cannot be read or turned, is too short, or is of another person.
    LabelError
        If labels or the label map do not serve.
    """
    label_map = read_label_map(settings.label_map) if settings.label_map else None
    trial = read_trial(path, subject=settings.subject)
    check_frames(path, trial.n_frames, WHOLE_SQUAT)
    if settings.ground_reaction is not None:
        plates = read_ground_reaction_mot(settings.ground_reaction, settings.external_loads)
        trial = replace(trial, plates=plates)  # before turning: they are in the trial's axes
    static = None
    if settings.static is not None:
        if not settings.static.exists():
            raise TrialError(
                f"{settings.static}: no such file; check the path of the static trial."
            )
        static = read_trial(settings.static, subject=settings.subject)
        check_frames(settings.static, static.n_frames, "--static needs a second of standing still")
    trial = turn_to_opensim(trial, label_map=label_map, static=static)
    if static is not None:
        static = turn_to_opensim(static, label_map=label_map)
        trial = replace(trial, doubts=(*trial.doubts, *check_same_person(trial, static, label_map)))
    return Recording(trial, static, label_map)


def plates_alone(motion: Motion, settings: AnalysisSettings) -> Trial | None:
    """A trial without markers, for the ground reactions beside a motion from a file.

    Parameters
    ----------
    motion : Motion
        The motion; the ground reactions must be in its axes.
    settings : AnalysisSettings
        Where they are.

    Returns
    -------
    Trial or None
        None where no file of ground reactions was given.
    """
    if settings.ground_reaction is None:
        return None
    plates = read_ground_reaction_mot(settings.ground_reaction, settings.external_loads)
    return Trial(
        name=motion.name,
        source=motion.source,
        time_s=motion.time_s,
        rate_hz=frame_rate(motion.time_s),
        labels=(),
        points_m=np.empty((motion.n_frames, 0, 3)),
        turned=True,
        plates=plates,
    )


def prepare(
    turned: Trial,
    subject: Subject,
    settings: AnalysisSettings,
    label_map: Mapping[str, str] | None,
) -> FollowedTrial:
    """Fill the trial's gaps and pair its markers with the model's.

    Parameters
    ----------
    turned : Trial
        In OpenSim's axes.
    subject : Subject
        The person's model.
    settings : AnalysisSettings
        Longest gap to close, and the marker weights.
    label_map : mapping of str to str or None
        The user's label → landmark or model marker.

    Returns
    -------
    FollowedTrial
        The trial and what of it the model follows.

    Raises
    ------
    LabelError
        If the model has none of the trial's markers.
    """
    match = match_markers(turned.labels, subject.tree.markers, label_map)
    if not match.pairs:
        have = "no markers at all" if not subject.tree.markers else "none of the trial's"
        raise LabelError(
            f"{turned.source or turned.name}: no marker in common with {subject.model_path}: the "
            f"model has {have}; let it be scaled from a standing trial (--static), or give a "
            "label map (--labels)."
        )
    filled = fill_gaps(
        turned, clusters(turned.labels, label_map), max_spline_s=settings.max_spline_s
    )
    return FollowedTrial(
        trial=filled,
        match=match,
        tasks=_tasks(match, settings, label_map),
        seen=np.asarray(np.isfinite(turned.points_m).all(axis=2), dtype=bool),
    )


def _tasks(
    match: MarkerMatch, settings: AnalysisSettings, label_map: Mapping[str, str] | None
) -> IKTasks:
    if settings.ik_tasks is not None:
        return read_ik_tasks(settings.ik_tasks)
    return IKTasks(default_weights(match.mapping, label_map))


def solve(
    followed: FollowedTrial,
    subject: Subject,
    settings: AnalysisSettings,
    progress: Progress | None = None,
) -> Motion:
    """Solve inverse kinematics with the solver that the settings name, if the model allows it.

    Parameters
    ----------
    followed : FollowedTrial
        From `prepare`.
    subject : Subject
        The person's model.
    settings : AnalysisSettings
        Which solver.
    progress : callable, optional
        Called with the step's name, how much is done and how much there is.

    Returns
    -------
    Motion
        Coordinates over time.
    """
    total = followed.trial.n_frames
    done = 0

    def advance(frames: int) -> None:
        nonlocal done
        done += frames
        if progress is not None:
            progress("inverse kinematics", done, total)

    return solve_with(
        settings.solver,
        subject.model_path,
        subject.tree,
        followed.trial,
        followed.match.mapping,
        followed.tasks,
        progress=advance,
    )


def measured_markers(followed: FollowedTrial | None, motion: Motion) -> NDArray[np.bool_] | None:
    """Which followed markers were truly seen.

    Parameters
    ----------
    followed : FollowedTrial or None
        The trial that was followed; None for a motion from a file.
    motion : Motion
        What came of it.

    Returns
    -------
    ndarray of bool, shape (T, M), or None
        In the motion's order of markers; filled gaps count as unseen.
    """
    if followed is None:
        return None
    label = followed.match.mapping
    columns = [followed.trial.labels.index(label[marker]) for marker in motion.markers]
    return np.asarray(followed.seen[:, columns], dtype=bool)


def measured_points(motion: Motion, followed: FollowedTrial | None) -> FloatArray | None:
    """Measured places of the followed markers.

    Parameters
    ----------
    motion : Motion
        What came of the trial.
    followed : FollowedTrial or None
        The trial that was followed; None for a motion from a file.

    Returns
    -------
    ndarray, shape (T, M, 3), or None
        In the motion's order of markers; None without markers.
    """
    if followed is None or not motion.markers:
        return None
    label, labels = followed.match.mapping, followed.trial.labels
    return followed.trial.points_m[:, [labels.index(label[marker]) for marker in motion.markers]]
