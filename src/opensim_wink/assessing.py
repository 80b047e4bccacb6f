"""From a motion to what it says: curves and their errors, doubts, repetitions, wink, hamstrings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.lombard import try_hamstrings
from opensim_wink.claims.hamstrings.results import HamstringTrial
from opensim_wink.conditions.vocabulary import Condition, read_condition, unknown_name
from opensim_wink.doubting import believed, doubt_motion, two_standings
from opensim_wink.following import FollowedTrial, Progress, measured_markers, plates_alone
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.loading import Loading, carried_by, load_motion
from opensim_wink.motion.guard import (
    TRUNK_MARKERS_NEEDED,
    GuardFlag,
    PelvisWatch,
    trunk_seen,
)
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.observed_noise import ObservedNoise
from opensim_wink.muscle.curves import MuscleCurves, muscle_curves
from opensim_wink.muscle.guard import MuscleGuard, guard_muscles
from opensim_wink.sampling import draw_curves, placed_in
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.guard.rep_guard import RepGuard
from opensim_wink.squat.measures.circumstances import RepSetting, rep_setting
from opensim_wink.squat.measures.joint_ranges import Range, joint_ranges
from opensim_wink.squat.measures.levels import lumbar_levels
from opensim_wink.squat.measures.proportions import Proportions, proportions
from opensim_wink.squat.results import Movement, SquatAnalysis
from opensim_wink.squat.search import Search, movement_of, search_repetitions
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples
from opensim_wink.trial.trial import Trial

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

ON_THE_HANDS = (
    "On all fours hands and knees bear the body, by forces that nothing here measures: no loads "
    "are told, and the hamstrings, whose tests start from standing, are not tried."
)
NOBODY_STANDS = (
    "Nobody stands or squats in this trial: what else bears the body, such as a bench, is not "
    "measured, so no loads are told."
)


@dataclass(frozen=True, eq=False)
class Assessment:
    """What a motion says.

    Attributes
    ----------
    signals : SquatSignals
        Clinical curves, filtered; of a rock-back with depth towards the heels.
    samples : SignalSamples or None
        The curves with fresh draws of the markers' errors; None without markers or on request.
    noise : ObservedNoise or None
        Size of these errors, assumed and raised to what the recording shows; None without samples.
    squat : SquatAnalysis
        Repetitions, wink, verdict.
    guard : tuple of GuardFlag
        Frames that should not be believed, and why; the muscles' come last.
    watch : PelvisWatch or None
        How well the pelvis was seen in every frame; None without markers.
    rep_guard : tuple of RepGuard
        What speaks for and against each repetition.
    muscle : MuscleCurves
        Muscle paths over the unfiltered motion.
    muscle_guard : MuscleGuard
        Which frames of them may be believed.
    hamstrings : HamstringTrial
        What is said of the hamstrings, put to the test.
    loading : Loading or None
        Moments and forces; None where they were not asked for, or cannot be had.
    settings_of_reps : tuple of RepSetting
        Stance, joints, balance and speed of each repetition.
    proportions : Proportions
        Lengths of the person's segments.
    ranges : dict of str to Range
        The largest joint angles of the trial, by side.
    notes : tuple of str
        What was found on the way, one sentence each.
    """

    signals: SquatSignals
    samples: SignalSamples | None
    noise: ObservedNoise | None
    squat: SquatAnalysis
    guard: tuple[GuardFlag, ...]
    watch: PelvisWatch | None
    rep_guard: tuple[RepGuard, ...]
    muscle: MuscleCurves
    muscle_guard: MuscleGuard
    hamstrings: HamstringTrial
    loading: Loading | None
    settings_of_reps: tuple[RepSetting, ...]
    proportions: Proportions
    ranges: dict[str, Range]
    notes: tuple[str, ...]


def assess(
    motion: Motion,
    subject: Subject,
    followed: FollowedTrial | None,
    standing: Standing | None,
    settings: AnalysisSettings,
    *,
    slr_motion: Motion | None = None,
    second_subject: Subject | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Judge a motion.

    Parameters
    ----------
    motion : Motion
        Coordinates over time, as solved.
    subject : Subject
        The person's model.
    followed : FollowedTrial or None
        The trial that it was solved from; None for a motion from a file.
    standing : Standing or None
        Posture in the static trial.
    settings : AnalysisSettings
        What was chosen.
    slr_motion : Motion, optional
        A straight-leg raise of the same person in the same model.
    second_subject : Subject, optional
        Another model of the same person.
    progress : callable, optional
        As of `opensim_wink.analysis.analyze`.

    Returns
    -------
    Assessment
        Curves, doubts, repetitions, wink and hamstrings.
    """
    begin(progress, "intervals")
    seen = _find(motion, subject, followed, standing, settings)
    search = seen.search
    watch, rep_guard, guard = doubt_motion(
        motion,
        subject,
        followed,
        seen.measured,
        search.signals,
        search.found,
        settings,
        neutral_elsewhere=standing is not None or settings.neutral != "standing",
    )
    squat, guard = _judge(motion, subject, search, standing, guard, settings)
    begin(progress, "muscles")
    muscle = muscle_curves(subject, motion, cutoff_hz=settings.cutoff_hz)
    muscle_guard = guard_muscles(subject, motion, muscle)
    begin(progress, "loads")
    dynamics = prepare_dynamics(subject, motion, cutoff_hz=settings.cutoff_hz)
    trial = followed.trial if followed else plates_alone(motion, settings)
    carried, carried_note = carried_by(subject, dynamics, trial, settings)
    loading, load_note = _load(subject, dynamics, trial, search, squat, carried, settings)
    begin(progress, "hamstrings")
    hamstrings = try_hamstrings(
        subject,
        motion,
        search.signals,
        squat if search.movement == "squat" else replace(squat, reps=()),
        muscle,
        muscle_guard,
        settings.hamstrings,
        slr_motion=slr_motion,
        carried=carried,
        load_known=carried_note is None,
        second_subject=second_subject,
        dynamics=dynamics,
    )
    ground = loading.loads.ground if loading else None
    return Assessment(
        signals=search.signals,
        samples=search.samples,
        noise=seen.noise,
        squat=squat,
        guard=(*guard, *muscle_guard.flags),
        watch=watch,
        rep_guard=rep_guard,
        muscle=muscle,
        muscle_guard=muscle_guard,
        hamstrings=hamstrings,
        loading=loading,
        settings_of_reps=rep_setting(subject, dynamics, search.signals, squat, carried, ground),
        proportions=proportions(subject),
        ranges=joint_ranges(
            search.signals, samples=search.samples, usable=believed(guard, motion.n_frames)
        ),
        notes=(
            *_notes(seen, squat, settings),
            *muscle.notes,
            *(note for note in (carried_note, load_note) if note),
        ),
    )


def begin(progress: Progress | None, step: str) -> None:
    """Tell whoever watches that a step of unknown length begins.

    Parameters
    ----------
    progress : callable or None
        As of `opensim_wink.analysis.analyze`.
    step : str
        Its name.
    """
    if progress is not None:
        progress(step, 0, 0)


@dataclass(frozen=True, eq=False)
class _Seen:
    """The repetitions of a motion, and what its markers let be known."""

    search: Search
    measured: BoolArray | None
    lumbar_known: BoolArray
    noise: ObservedNoise | None


def _find(
    motion: Motion,
    subject: Subject,
    followed: FollowedTrial | None,
    standing: Standing | None,
    settings: AnalysisSettings,
) -> _Seen:
    """Make the curves, draw their errors and look for repetitions in them."""
    measured = measured_markers(followed, motion)
    known = trunk_seen(motion, subject.tree, subject.profile, measured=measured)
    signals = squat_signals(subject, motion, cutoff_hz=settings.cutoff_hz, lumbar_known=known)
    movement = movement_of(signals, wanted=_movement_wanted(settings))
    placed = placed_in(motion, subject, signals, settings, standing, movement)
    samples, noise = draw_curves(motion, subject, followed, measured, signals, settings, placed)
    search = search_repetitions(
        signals,
        samples,
        settings=settings.of_squat,
        reps=settings.reps,
        movement=movement,
    )
    return _Seen(search, measured, known, noise)


def _judge(
    motion: Motion,
    subject: Subject,
    search: Search,
    standing: Standing | None,
    guard: tuple[GuardFlag, ...],
    settings: AnalysisSettings,
) -> tuple[SquatAnalysis, tuple[GuardFlag, ...]]:
    """Judge the repetitions, once more where the person's two standings are in doubt."""
    levels = lumbar_levels(subject, motion, cutoff_hz=settings.cutoff_hz)
    squat = search.judge(standing, guard, levels)
    doubt = two_standings(
        squat, search.own, lambda other: search.judge(other, guard, levels), motion.n_frames
    )
    if doubt is None:
        return squat, guard
    guard = (*guard, doubt)
    return search.judge(standing, guard, levels), guard


def _load(
    subject: Subject,
    dynamics: Dynamics,
    trial: Trial | None,
    search: Search,
    squat: SquatAnalysis,
    carried: Sequence[AppliedForce],
    settings: AnalysisSettings,
) -> tuple[Loading | None, str | None]:
    """The loads of a person on their feet; else why none are told."""
    if search.movement != "squat":
        return None, ON_THE_HANDS
    if not squat.reps and search.own is None:
        return None, NOBODY_STANDS
    return load_motion(
        subject, dynamics, trial, search.signals, search.samples, squat, carried, settings
    )


def _movement_wanted(settings: AnalysisSettings) -> Movement | None:
    """A rock-back where the condition says so; else the curves tell."""
    kind = read_condition(settings.condition).kind if settings.condition else None
    return "rock_back" if kind is not None and kind.movement == "rock_back" else None


def _notes(seen: _Seen, squat: SquatAnalysis, settings: AnalysisSettings) -> tuple[str, ...]:
    """What was found on the way to the repetitions."""
    return (
        *_condition_notes(seen.search.movement, settings),
        *_neutral_notes(squat, seen.search.own),
        *_lumbar_notes(seen.lumbar_known),
        *(seen.noise.notes if seen.noise else ()),
    )


def _condition_notes(movement: Movement, settings: AnalysisSettings) -> tuple[str, ...]:
    if settings.condition and not read_condition(settings.condition).known:
        return (unknown_name(settings.condition),)
    stated = settings.barbell_kg is not None or settings.loads.hand_weights_kg
    if movement == "squat" and settings.condition and not stated:
        return _weight_notes(read_condition(settings.condition))
    if movement != "rock_back" or _movement_wanted(settings) == "rock_back":
        return ()
    called = f", though the condition is '{settings.condition}'" if settings.condition else ""
    return (
        f"The person is on hands and knees{called}: taken for a rock-back (--condition rock_back).",
    )


def _weight_notes(condition: Condition) -> tuple[str, ...]:
    """A weight that the condition states and that no load was given for."""
    kind = condition.kind
    if kind is None or kind.amount != "kg":
        return ()
    option = "--barbell" if kind.name == "loaded" else "--hand-weights"
    if condition.amount is None:
        said, value = "is with a weight", "KG"
    else:
        said, value = f"states {condition.amount:g} kg", f"{condition.amount:g}"
    return () if condition.amount == 0 else (
        f"The condition '{condition.text}' {said}, and none was given: it enters neither loads nor "
        f"balance; add {option} {value}.",
    )  # fmt: skip


def _neutral_notes(squat: SquatAnalysis, own: Standing | None) -> tuple[str, ...]:
    """Hold a neutral that was set by hand against the person's standing."""
    given = squat.settings.neutral_lumbar_flexion_deg
    standing = squat.standing or own
    if given is None or standing is None or not np.isfinite(standing.lumbar_flexion_deg):
        return ()
    apart = given - standing.lumbar_flexion_deg
    words = "more flexed" if apart > 0 else "more extended"
    return (
        f"Neutral is set to {given:.0f}° of lumbar flexion, {abs(apart):.0f}° {words} than the "
        "person stands: unwind and flexion beyond neutral are counted from there.",
    )


def _lumbar_notes(known: BoolArray) -> tuple[str, ...]:
    if known.all():
        return ()
    return (
        f"In {int((~known).sum())} of {len(known)} frames fewer than {TRUNK_MARKERS_NEEDED} "
        "markers of the thorax are seen, or the motion lacks the lumbar coordinates: no lumbar "
        "angle is given there.",
    )
