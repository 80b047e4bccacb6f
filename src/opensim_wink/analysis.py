"""The whole chain over one trial: from the laboratory's file to repetitions and their wink."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from opensim_wink.assessing import Assessment, assess, begin
from opensim_wink.body.model_file import check_model_file
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.claims.hamstrings.results import HamstringTrial
from opensim_wink.conditions.sidecar import find_sidecar
from opensim_wink.conditions.vocabulary import Condition, read_condition
from opensim_wink.errors import ModelError, SettingError
from opensim_wink.following import (
    WHOLE_SQUAT,
    FollowedTrial,
    Progress,
    Recording,
    prepare,
    record,
    solve,
)
from opensim_wink.hip.of_trial import HipOfTrial, hip_of_trial
from opensim_wink.loading import Loading
from opensim_wink.motion.from_file import MOTION_SUFFIXES, read_motion
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.notebook import fact_table
from opensim_wink.reference_trials import leg_raise, solved_leg_raise, standing_posture
from opensim_wink.scaling.choose import ChosenSubject, Scaler, choose_subject
from opensim_wink.scaling.mass import Mass
from opensim_wink.scaling.subject import ScaledSubject
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.needs import check_model_shows_wink, check_motion_shows_wink
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.landmarks import MarkerMatch
from opensim_wink.trial.read import check_frames
from opensim_wink.trial.trial import Trial


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
    found : Assessment
        What the motion says; its main parts are attributes of the analysis too.
    hip : HipOfTrial or None
        Room to bone contact; None where the model's hips cannot be told.
    settings : AnalysisSettings
        What was chosen.
    notes : tuple of str
        What each step found or did, one sentence each.
    condition : Condition or None
        Under which condition the trial was recorded; None where nothing tells.
    """

    name: str
    trial: Trial | None
    subject: Subject
    model_path: Path
    scaled: ScaledSubject | None
    match: MarkerMatch | None
    tasks: IKTasks | None
    motion: Motion
    found: Assessment
    hip: HipOfTrial | None
    settings: AnalysisSettings
    notes: tuple[str, ...]
    condition: Condition | None = None

    @property
    def signals(self) -> SquatSignals:
        """Clinical curves, filtered."""
        return self.found.signals

    @property
    def squat(self) -> SquatAnalysis:
        """Repetitions, wink, verdict."""
        return self.found.squat

    @property
    def guard(self) -> tuple[GuardFlag, ...]:
        """Frames that should not be believed, and why."""
        return self.found.guard

    @property
    def muscle(self) -> MuscleCurves:
        """Muscle paths over the unfiltered motion."""
        return self.found.muscle

    @property
    def loading(self) -> Loading | None:
        """Moments and forces; None where they were not asked for, or cannot be had."""
        return self.found.loading

    @property
    def hamstrings(self) -> HamstringTrial:
        """What is said of the hamstrings, put to the test."""
        return self.found.hamstrings

    def _repr_html_(self) -> str:
        objections = [flag.reason for flag in self.guard]
        facts = fact_table(
            f"Analysis {self.name}",
            [
                ("condition", self.condition.words if self.condition else None),
                ("model", self.model_path.name),
                ("scaled", "yes" if self.scaled else "no: taken as it is"),
                ("frames", self.motion.n_frames),
                ("draws behind the intervals", self.squat.n_samples),
                ("loads", self.settings.loads.level if self.loading else "none"),
                ("the guard", f"{len(objections)} objections" if objections else "no objection"),
            ],
        )
        return facts + self.squat._repr_html_()


def analyze(
    trial_path: Path | str,
    model_path: Path | str | None = None,
    settings: AnalysisSettings | None = None,
    *,
    progress: Progress | None = None,
    scaler: Scaler | None = None,
) -> Analysis:
    """Measure the squats of one trial.

    Parameters
    ----------
    trial_path : Path or str
        A C3D or TRC file, or a ``.mot``/``.sto`` of coordinates solved elsewhere.
    model_path : Path or str, optional
        An ``.osim``. With a static trial in the settings it is scaled to the person, unless
        ``settings.scaled``; without one it is taken to be scaled already. Where none is given, the
        packaged model is scaled.
    settings : AnalysisSettings, optional
        What to do differently from the defaults.
    progress : callable, optional
        Called with the step's name, how much is done and how much there is.
    scaler : callable, optional
        See `opensim_wink.scaling.choose.choose_subject`.

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
    if settings.scaled and model_path is None:
        raise SettingError(
            "--scaled needs --model: the packaged model is nobody's until it is scaled."
        )
    trial_path = Path(trial_path)
    settings, condition = _with_sidecar(settings, trial_path)
    if model_path is not None:
        model_path = Path(model_path)
        check_model_file(model_path)  # before any work on the trial
    if trial_path.suffix.lower() in MOTION_SUFFIXES:
        return replace(
            _analyze_motion(trial_path, model_path, settings, progress), condition=condition
        )
    begin(progress, "reading")
    recorded = record(trial_path, settings)
    begin(progress, "scaling")
    chosen = choose_subject(
        recorded.trial,
        recorded.static,
        model_path,
        scale=not settings.scaled and (model_path is None or recorded.static is not None),
        mass_kg=settings.mass_kg,
        carried_kg=settings.carried_kg,
        label_map=recorded.label_map,
        scaler=scaler,
    )
    check_model_shows_wink(chosen.subject)
    followed = prepare(recorded.trial, chosen.subject, settings, recorded.label_map)
    motion = solve(followed, chosen.subject, settings, progress)
    begin(progress, "standing and leg raise")
    standing = standing_posture(recorded, chosen.subject, settings)
    found = assess(
        motion,
        chosen.subject,
        followed,
        standing,
        settings,
        slr_motion=leg_raise(recorded, chosen.subject, settings),
        second_subject=_second_subject(recorded, settings, scaler),
        progress=progress,
    )
    notes = (*chosen.notes, *followed.trial.notes, *motion.notes, *followed.match.notes)
    return replace(_gathered(motion, chosen, followed, found, settings, notes), condition=condition)


def _with_sidecar(
    settings: AnalysisSettings, trial_path: Path
) -> tuple[AnalysisSettings, Condition | None]:
    """Condition, static trial and person as stated, else as ``conditions.yaml`` says."""
    sidecar = find_sidecar(trial_path)
    if settings.static is None and sidecar is not None and sidecar.static is not None:
        settings = replace(settings, static=sidecar.static)
    if settings.person is None and sidecar is not None:
        settings = replace(settings, person=sidecar.person)
    if settings.condition is not None:
        return settings, read_condition(settings.condition)
    if sidecar is None:
        return settings, None
    condition = sidecar.conditions[trial_path.name]
    return replace(settings, condition=condition.text), condition


def _analyze_motion(
    path: Path, model_path: Path | None, settings: AnalysisSettings, progress: Progress | None
) -> Analysis:
    if model_path is None:
        raise SettingError(
            f"{path}: a motion file needs the model that it was solved with (--model)."
        )
    begin(progress, "reading")
    subject = load_subject(model_path)
    mass = Mass(subject.mass_kg, "default", "The model's own mass.", ())
    chosen = ChosenSubject(subject, model_path, None, mass, ())
    check_model_shows_wink(subject)
    motion = read_motion(path, subject.tree)
    check_frames(path, motion.n_frames, WHOLE_SQUAT)
    check_motion_shows_wink(path, motion, subject)
    second = None if settings.second_model is None else load_subject(settings.second_model)
    raised = None if settings.slr is None else solved_leg_raise(settings.slr, subject)
    found = assess(
        motion,
        subject,
        None,
        None,
        settings,
        slr_motion=raised,
        second_subject=second,
        progress=progress,
    )
    return _gathered(motion, chosen, None, found, settings, motion.notes)


def _gathered(
    motion: Motion,
    chosen: ChosenSubject,
    followed: FollowedTrial | None,
    found: Assessment,
    settings: AnalysisSettings,
    notes: tuple[str, ...],
) -> Analysis:
    hip, hip_notes = _hip(motion, chosen.subject, found, settings)
    return Analysis(
        name=motion.name,
        trial=followed.trial if followed else None,
        subject=chosen.subject,
        model_path=chosen.generic_path,
        scaled=chosen.scaled,
        match=followed.match if followed else None,
        tasks=followed.tasks if followed else None,
        motion=motion,
        found=found,
        hip=hip,
        settings=settings,
        notes=(*notes, *found.notes, *hip_notes),
    )


def _hip(
    motion: Motion, subject: Subject, found: Assessment, settings: AnalysisSettings
) -> tuple[HipOfTrial | None, tuple[str, ...]]:
    """Room to bone contact; why there is none, or what of the given hips cannot be."""
    try:
        hip = hip_of_trial(
            subject, motion, found.squat, settings.hip_shape, cutoff_hz=settings.cutoff_hz
        )
    except ModelError as error:
        return None, (f"Nothing is said of bone contact: {error}",)
    return hip, hip.misfits


def _second_subject(
    recorded: Recording, settings: AnalysisSettings, scaler: Scaler | None
) -> Subject | None:
    """The person in the second model, scaled as the first was."""
    if settings.second_model is None:
        return None
    path = settings.second_model
    check_model_file(path)
    chosen = choose_subject(
        recorded.trial,
        recorded.static,
        path,
        scale=not settings.scaled and recorded.static is not None,
        mass_kg=settings.mass_kg,
        carried_kg=settings.carried_kg,
        label_map=recorded.label_map,
        scaler=scaler,
    )
    return chosen.subject
