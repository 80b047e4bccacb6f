"""The chain step by step, for scripts that enter or leave it anywhere.

`opensim_wink.analysis.analyze` does all of it at once, with intervals and the guard; what a script
takes step by step are the plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.lombard import try_hamstrings
from opensim_wink.claims.hamstrings.results import HamstringTrial
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import SettingError
from opensim_wink.following import prepare, solve
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.results import Loads
from opensim_wink.load.solve import solve_loads
from opensim_wink.loading import carried_by
from opensim_wink.motion.from_file import read_motion as read_motion_of_tree
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.muscle.guard import guard_muscles
from opensim_wink.scaling.choose import choose_subject
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.landmarks import read_label_map
from opensim_wink.trial.trial import Trial

LabelMap = Mapping[str, str]


def scale_model(
    static: Trial,
    model_path: Path | str | None = None,
    *,
    mass_kg: float | None = None,
    label_map: LabelMap | None = None,
) -> Subject:
    """Scale a model to a person from a standing trial.

    Parameters
    ----------
    static : Trial
        The person standing still, as read.
    model_path : Path or str, optional
        The ``.osim`` to scale; the packaged model with five lumbar levels where None.
    mass_kg : float, optional
        Body mass, kg; that of the file, else what the force plates weigh, where None.
    label_map : mapping of str to str, optional
        Marker label → landmark or model marker, ahead of the built-in names.

    Returns
    -------
    Subject
        The person's model. Its file, ``model_path``, lives as long as this object does.

    Raises
    ------
    TrialError
        If nobody stands in the trial, or its axes cannot be told.
    ModelError
        If the model cannot be read or scaled.
    SettingError
        If the masses contradict each other.
    """
    turned = turn_to_opensim(static, label_map=label_map)
    return choose_subject(
        turned,
        turned,
        None if model_path is None else Path(model_path),
        scale=True,
        mass_kg=mass_kg,
        label_map=label_map,
    ).subject


def solve_motion(
    subject: Subject, trial: Trial, settings: AnalysisSettings | None = None
) -> Motion:
    """Solve inverse kinematics: which coordinates bring the model's markers to the measured ones.

    Parameters
    ----------
    subject : Subject
        The person's model.
    trial : Trial
        Markers, shape (T, M, 3) in metres, as read or turned already.
    settings : AnalysisSettings, optional
        Of them ``label_map``, ``ik_tasks``, ``solver`` and ``max_spline_s`` count.

    Returns
    -------
    Motion
        Native coordinates, shape (T, C), rad and m, unfiltered.

    Raises
    ------
    TrialError
        If the axes cannot be told.
    LabelError
        If the model has none of the trial's markers.
    MotionError
        If nothing can be solved.

    References
    ----------
    Lu TW, O'Connor JJ (1999). Bone position estimation from skin marker co-ordinates using global
    optimisation with joint constraints. J Biomech 32:129–134. doi:10.1016/S0021-9290(98)00158-4
    """
    settings = settings or AnalysisSettings()
    labels = read_label_map(settings.label_map) if settings.label_map else None
    turned = turn_to_opensim(trial, label_map=labels)
    return solve(prepare(turned, subject, settings, labels), subject, settings)


def read_motion(path: Path | str, subject: Subject) -> Motion:
    """Read coordinates that were solved elsewhere, such as by OpenSim's own tool.

    Parameters
    ----------
    path : Path or str
        A ``.mot`` or ``.sto`` file with coordinate columns, native names and signs.
    subject : Subject
        The model that they were solved with.

    Returns
    -------
    Motion
        Shape (T, C), rad and m; coordinates that the file lacks are left out. No marker errors.

    Raises
    ------
    TrialError
        If the file cannot be read.
    MotionError
        If no column is a coordinate of the model, or the angles' unit cannot be told.
    """
    return read_motion_of_tree(Path(path), subject.tree)


def joint_loads(
    subject: Subject,
    motion: Motion,
    trial: Trial | None = None,
    settings: AnalysisSettings | None = None,
) -> Loads:
    """Moments, muscle forces and joint contact forces of a motion.

    Parameters
    ----------
    subject : Subject
        The person's model.
    motion : Motion
        Its coordinates over time, as solved; they are low-passed here.
    trial : Trial, optional
        What was recorded with it, for the force plates; without plates the ground reaction is
        estimated from the motion, and ``ground.source`` says so.
    settings : AnalysisSettings, optional
        Of them ``loads``, ``barbell_kg``, ``mass_kg`` and ``cutoff_hz`` count.

    Returns
    -------
    Loads
        Every frame, N and N·m.

    Raises
    ------
    ModelError
        If the model lacks what the ground reactions need.
    SettingError
        If the settings ask for no loads.

    References
    ----------
    Featherstone R, Rigid Body Dynamics Algorithms, 2008, doi:10.1007/978-1-4899-7560-7.
    """
    settings = settings or AnalysisSettings()
    labels = read_label_map(settings.label_map) if settings.label_map else None
    turned = None if trial is None else turn_to_opensim(trial, label_map=labels)
    dynamics = prepare_dynamics(subject, motion, cutoff_hz=settings.cutoff_hz)
    carried, note = carried_by(subject, dynamics, turned, settings)
    loads = solve_loads(
        subject,
        dynamics,
        turned,
        settings.loads,
        carried=carried,
        person_mass_kg=settings.mass_kg,
        cutoff_hz=settings.cutoff_hz,
    )
    if loads is None:
        raise SettingError("loads are set to 'none'; use 'moments' or 'muscles' to have them.")
    return loads if note is None else replace(loads, notes=(*loads.notes, note))


def hamstring_claims(
    subject: Subject,
    motion: Motion,
    signals: SquatSignals,
    squat: SquatAnalysis,
    curves: MuscleCurves,
    settings: LombardSettings | None = None,
    *,
    leg_raise: Motion | None = None,
) -> HamstringTrial:
    """Put to the test what is said of the hamstrings and the wink.

    Parameters
    ----------
    subject : Subject
        The person's model.
    motion : Motion
        Their squats, as solved; nothing is carried.
    signals : SquatSignals
        Clinical curves of the motion.
    squat : SquatAnalysis
        Its repetitions.
    curves : MuscleCurves
        Its muscle paths.
    settings : LombardSettings, optional
        Margins, and the straight-leg raise in degrees where it was measured otherwise.
    leg_raise : Motion, optional
        A straight-leg raise of the same person in the same model.

    Returns
    -------
    HamstringTrial
        Effects with intervals, and a verdict with its reason for each claim.

    Raises
    ------
    ModelError
        If the model cannot be read or lacks the hamstrings.
    """
    guard = guard_muscles(subject, motion, curves)
    return try_hamstrings(
        subject, motion, signals, squat, curves, guard, settings, slr_motion=leg_raise
    )
