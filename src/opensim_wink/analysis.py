"""The whole chain over one trial: from the laboratory's file to repetitions and their wink."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.model_file import check_model_file
from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import (
    LabelError,
    ModelError,
    MotionError,
    SettingError,
    TrialError,
    listed,
)
from opensim_wink.motion.from_file import read_motion
from opensim_wink.motion.guard import (
    TRUNK_MARKERS_NEEDED,
    GuardFlag,
    guard_motion,
    trunk_seen,
)
from opensim_wink.motion.ik_tasks import IKTasks, read_ik_tasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.weights import default_weights
from opensim_wink.muscle.lengths import MuscleLengths, muscle_lengths
from opensim_wink.muscle.moment_arms import HAMSTRINGS
from opensim_wink.scaling.choose import ChosenSubject, choose_subject
from opensim_wink.scaling.mass import Mass
from opensim_wink.scaling.subject import ScaledSubject
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing, standing_reference
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.gaps import fill_gaps
from opensim_wink.trial.landmarks import MarkerMatch, clusters, match_markers, read_label_map
from opensim_wink.trial.read import check_frames, read_trial
from opensim_wink.trial.segments import check_same_person
from opensim_wink.trial.trial import Trial

Progress = Callable[[str, int, int], None]

_WHOLE_SQUAT = (
    "a squat needs the whole way down and up, standing before and after included; export the "
    "whole recording"
)
MOTION_SUFFIXES = (".mot", ".sto")


@dataclass(frozen=True)
class AnalysisSettings:
    """Everything that may be chosen about an analysis.

    Attributes
    ----------
    subject : str or None
        Subject prefix to take from a file that holds several.
    label_map : Path or None
        The user's two-column CSV from labels to landmarks or model markers.
    ik_tasks : Path or None
        OpenSim IK setup whose weights replace the defaults.
    solver : {"arrays", "opensim"}
        Our batched solver, or OpenSim's own as the reference.
    static : Path or None
        A standing trial of the same person: the reference posture, and what a model is scaled from.
    scaled : bool
        Take the model as it is, already scaled to the person, even if there is a static trial.
    mass_kg, height_m, barbell_kg : float or None
        Body mass, stature, and the mass of a barbell.
    condition : str or None
        Name of the condition, such as ``"heels_raised"``.
    neutral : "standing" or float
        The lumbar posture that counts as neutral: the person's standing, or degrees of flexion.
    cutoff_hz : float
        Cutoff of the low-pass filter on the coordinates.
    max_spline_s : float
        Longest gap that a spline may close, s.
    reps : tuple of (float, float), or None
        Start and end of each repetition, s; found in the data where None.
    """

    subject: str | None = None
    label_map: Path | None = None
    ik_tasks: Path | None = None
    solver: Literal["arrays", "opensim"] = "arrays"
    static: Path | None = None
    scaled: bool = False
    mass_kg: float | None = None
    height_m: float | None = None
    barbell_kg: float | None = None
    condition: str | None = None
    neutral: Literal["standing"] | float = "standing"
    cutoff_hz: float = 6.0
    max_spline_s: float = 0.2
    reps: tuple[tuple[float, float], ...] | None = None


@dataclass(frozen=True, eq=False)
class Analysis:
    """What came out of one trial.

    Attributes
    ----------
    name : str
        Trial name.
    trial : Trial or None
        Markers and plates, X forward, Y up, gaps filled; None where a motion file came in.
    subject : Subject
        The person's model.
    model_path : Path
        The model that came in, before any scaling.
    scaled : ScaledSubject or None
        How the model was scaled; None where it was taken as it is.
    match : MarkerMatch or None
        Which marker drove which; None where a motion file came in.
    tasks : IKTasks or None
        Marker weights and coordinate goals; None where a motion file came in.
    motion : Motion
        Coordinates as solved, unfiltered.
    muscle : MuscleLengths
        Muscle–tendon lengths over the unfiltered motion.
    signals : SquatSignals
        Clinical curves, filtered.
    squat : SquatAnalysis
        Repetitions, wink, verdict.
    guard : tuple of GuardFlag
        Frames that should not be believed, and why.
    settings : AnalysisSettings
        What was chosen.
    notes : tuple of str
        What each step found or did, one sentence each.
    """

    name: str
    trial: Trial | None
    subject: Subject
    model_path: Path
    scaled: ScaledSubject | None
    match: MarkerMatch | None
    tasks: IKTasks | None
    motion: Motion
    muscle: MuscleLengths
    signals: SquatSignals
    squat: SquatAnalysis
    guard: tuple[GuardFlag, ...]
    settings: AnalysisSettings
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Followed:
    """A trial made ready and what of it the model follows."""

    trial: Trial
    match: MarkerMatch
    tasks: IKTasks
    seen: NDArray[np.bool_]  # (T, M): measured, before any gap was filled


@dataclass(frozen=True, eq=False)
class _Recorded:
    """What the laboratory recorded, turned to OpenSim's axes."""

    trial: Trial
    static: Trial | None
    label_map: Mapping[str, str] | None


def analyze(
    trial_path: Path,
    model_path: Path | None = None,
    settings: AnalysisSettings | None = None,
    *,
    progress: Progress | None = None,
) -> Analysis:
    """Measure the squats of one trial.

    Parameters
    ----------
    trial_path : Path
        A C3D or TRC file, or a ``.mot``/``.sto`` of coordinates solved elsewhere.
    model_path : Path, optional
        An ``.osim``. With a static trial in the settings it is scaled to the person, unless
        ``settings.scaled``; without one it is taken to be scaled already. Where none is given, the
        packaged model is scaled.
    settings : AnalysisSettings, optional
        What to do differently from the defaults.
    progress : callable, optional
        Called with the step's name, how much is done and how much there is.

    Returns
    -------
    Analysis
        Every intermediate object and the result.

    Raises
    ------
    WinkError
        If a file, marker, model or setting does not serve; the message says which and what to do.
    """
    settings = settings or AnalysisSettings()
    trial_path = Path(trial_path)
    if model_path is not None:
        model_path = Path(model_path)
        check_model_file(model_path)  # before any work on the trial
    if trial_path.suffix.lower() in MOTION_SUFFIXES:
        return _analyze_motion(trial_path, model_path, settings)
    recorded = _record(trial_path, settings)
    chosen = choose_subject(
        recorded.trial,
        recorded.static,
        model_path,
        scale=not settings.scaled and (model_path is None or recorded.static is not None),
        mass_kg=settings.mass_kg,
        carried_kg=settings.barbell_kg or 0.0,
        label_map=recorded.label_map,
    )
    _check_fit(chosen.subject)
    followed = _prepare(recorded.trial, chosen.subject, settings, recorded.label_map)
    motion = _solve(followed, chosen.subject, settings, progress)
    standing = _standing(recorded, chosen.subject, settings)
    notes = (*chosen.notes, *followed.trial.notes, *motion.notes, *followed.match.notes)
    return _judge(motion, chosen, followed, standing, settings, notes)


def _analyze_motion(path: Path, model_path: Path | None, settings: AnalysisSettings) -> Analysis:
    if model_path is None:
        raise SettingError(
            f"{path}: a motion file needs the model that it was solved with (--model)."
        )
    subject = load_subject(model_path)
    mass = Mass(subject.mass_kg, "default", "The model's own mass.", ())
    chosen = ChosenSubject(subject, model_path, None, mass, ())
    _check_fit(subject)
    motion = read_motion(path, subject.tree)
    check_frames(path, motion.n_frames, _WHOLE_SQUAT)
    lacking = [
        part.name for part in _measured_parts(subject) if part.name not in motion.coordinates
    ]
    if lacking:
        raise MotionError(
            f"{path}: the motion has no column for {listed(lacking)}; a squat cannot be judged "
            "without; export all coordinates."
        )
    return _judge(motion, chosen, None, None, settings, motion.notes)


def _measured_parts(subject: Subject) -> list[SignedCoordinate]:
    """The coordinates that a wink is made of, lumbar ones aside."""
    profile = subject.profile
    return [
        profile.posterior_pelvic_tilt,
        *profile.hip_flexion.values(),
        *profile.knee_flexion.values(),
    ]


def _check_fit(subject: Subject) -> None:
    """Refuse a model that cannot show a wink: what it lacks or locks is not measured."""
    tree, profile = subject.tree, subject.profile
    if not profile.lumbar_flexion:
        raise ModelError(
            f"{subject.model_path}: has no lumbar joint, so the pelvis would carry the trunk's "
            "motion; use a model with one, or leave --model away: the packaged one is scaled."
        )
    if not any(profile.muscles.get(group) for group in HAMSTRINGS):
        raise ModelError(
            f"{subject.model_path}: has no hamstrings ({listed(HAMSTRINGS)} were looked for), so "
            "nothing can be said of their length; use a model with them, or leave --model away."
        )
    parts = [*_measured_parts(subject), *profile.lumbar_flexion]
    locked = [part.name for part in parts if tree.locked[tree.coordinate(part.name)]]
    if locked:
        raise ModelError(
            f"{subject.model_path}: {listed(locked)} is locked in the model: what cannot move "
            "cannot be measured, and the other joints would move in its stead; unlock it."
        )


def _judge(
    motion: Motion,
    chosen: ChosenSubject,
    followed: _Followed | None,
    standing: Standing | None,
    settings: AnalysisSettings,
    notes: tuple[str, ...],
) -> Analysis:
    """From a motion to muscles, repetitions and verdict."""
    subject = chosen.subject
    muscle = muscle_lengths(subject.model_path, motion, subject.profile)
    measured = _measured(followed, motion)
    known = trunk_seen(motion, subject.tree, subject.profile, measured=measured)
    signals = squat_signals(subject, motion, cutoff_hz=settings.cutoff_hz, lumbar_known=known)
    guard = guard_motion(
        motion,
        subject.tree,
        subject.profile,
        measured=measured,
        tasks=followed.tasks if followed else None,
    )
    if not known.all():
        lost = int((~known).sum())
        notes = (
            *notes,
            f"In {lost} of {motion.n_frames} frames fewer than {TRUNK_MARKERS_NEEDED} markers of "
            "the thorax are seen, or the motion lacks the lumbar coordinates: no lumbar angle is "
            "given there.",
        )
    neutral = None if settings.neutral == "standing" else float(settings.neutral)
    squat = analyze_squats(
        signals,
        settings=SquatSettings(neutral_lumbar_flexion_deg=neutral, cutoff_hz=settings.cutoff_hz),
        guard=guard,
        standing=standing,
        reps=settings.reps,
    )
    return Analysis(
        name=motion.name,
        trial=followed.trial if followed else None,
        subject=subject,
        model_path=chosen.generic_path,
        scaled=chosen.scaled,
        match=followed.match if followed else None,
        tasks=followed.tasks if followed else None,
        motion=motion,
        muscle=muscle,
        signals=signals,
        squat=squat,
        guard=guard,
        settings=settings,
        notes=(*notes, *muscle.notes),
    )


def _record(path: Path, settings: AnalysisSettings) -> _Recorded:
    """Read and turn the trial and its static, and hold them against each other."""
    label_map = read_label_map(settings.label_map) if settings.label_map else None
    trial = read_trial(path, subject=settings.subject)
    check_frames(path, trial.n_frames, _WHOLE_SQUAT)
    trial = turn_to_opensim(trial, label_map=label_map)
    static = None
    if settings.static is not None:
        static = read_trial(settings.static, subject=settings.subject)
        check_frames(settings.static, static.n_frames, "--static needs a second of standing still")
        static = turn_to_opensim(static, label_map=label_map)
        check_same_person(trial, static)
    return _Recorded(trial, static, label_map)


def _prepare(
    turned: Trial,
    subject: Subject,
    settings: AnalysisSettings,
    label_map: Mapping[str, str] | None,
) -> _Followed:
    """Fill the trial's gaps and pair its markers with the model's."""
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
    return _Followed(
        trial=filled,
        match=match,
        tasks=_tasks(match, settings, label_map),
        seen=np.asarray(np.isfinite(turned.points_m).all(axis=2), dtype=bool),
    )


def _standing(recorded: _Recorded, subject: Subject, settings: AnalysisSettings) -> Standing | None:
    """The person's posture in the static trial; None where there is none."""
    if recorded.static is None:
        return None
    static = _prepare(recorded.static, subject, settings, recorded.label_map)
    motion = _solve(static, subject, settings, None)
    known = trunk_seen(motion, subject.tree, subject.profile, measured=_measured(static, motion))
    signals = squat_signals(subject, motion, cutoff_hz=settings.cutoff_hz, lumbar_known=known)
    found = standing_reference(signals, settings=SquatSettings(cutoff_hz=settings.cutoff_hz))
    if found is None:
        raise TrialError(
            f"{settings.static}: nobody stands upright in this trial; give a standing trial as "
            "--static, or none."
        )
    return replace(found, source="static trial")


def _tasks(
    match: MarkerMatch, settings: AnalysisSettings, label_map: Mapping[str, str] | None
) -> IKTasks:
    if settings.ik_tasks is not None:
        return read_ik_tasks(settings.ik_tasks)
    return IKTasks(default_weights(match.mapping, label_map))


def _solve(
    followed: _Followed,
    subject: Subject,
    settings: AnalysisSettings,
    progress: Progress | None,
) -> Motion:
    total = followed.trial.n_frames
    done = 0

    def advance(frames: int) -> None:
        nonlocal done
        done += frames
        if progress is not None:
            progress("inverse kinematics", done, total)

    if settings.solver == "opensim":
        from opensim_wink.motion.opensim_tool import solve_with_opensim

        return solve_with_opensim(
            subject.model_path,
            subject.tree,
            followed.trial,
            followed.match.mapping,
            followed.tasks,
            progress=advance,
        )
    return solve_inverse_kinematics(
        subject.tree, followed.trial, followed.match.mapping, followed.tasks, progress=advance
    )


def _measured(followed: _Followed | None, motion: Motion) -> NDArray[np.bool_] | None:
    """Which followed markers were truly seen, in the motion's order of markers."""
    if followed is None:
        return None
    label = followed.match.mapping
    columns = [followed.trial.labels.index(label[marker]) for marker in motion.markers]
    return np.asarray(followed.seen[:, columns], dtype=bool)
