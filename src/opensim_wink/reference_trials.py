"""The person's reference trials: standing, and the straight-leg raise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from opensim_wink.body.subject import Subject
from opensim_wink.errors import SettingError, TrialError
from opensim_wink.following import Recording, measured_markers, prepare, solve
from opensim_wink.motion.from_file import MOTION_SUFFIXES, read_motion
from opensim_wink.motion.guard import trunk_seen
from opensim_wink.motion.motion import Motion
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import Standing, standing_reference
from opensim_wink.trial.read import read_trial


def standing_posture(
    recorded: Recording, subject: Subject, settings: AnalysisSettings
) -> Standing | None:
    """The person's posture in the static trial.

    Parameters
    ----------
    recorded : Recording
        Trial and static, in OpenSim's axes.
    subject : Subject
        The person's model.
    settings : AnalysisSettings
        Solver and filter.

    Returns
    -------
    Standing or None
        None where there is no static trial.

    Raises
    ------
    TrialError
        If nobody stands upright in it.
    """
    if recorded.static is None:
        return None
    static = prepare(recorded.static, subject, settings, recorded.label_map)
    motion = solve(static, subject, settings, None)
    known = trunk_seen(
        motion, subject.tree, subject.profile, measured=measured_markers(static, motion)
    )
    signals = squat_signals(subject, motion, cutoff_hz=settings.cutoff_hz, lumbar_known=known)
    found = standing_reference(signals, settings=SquatSettings(cutoff_hz=settings.cutoff_hz))
    if found is None:
        raise TrialError(
            f"{settings.static}: nobody stands upright in this trial; give a standing trial as "
            "--static, or none."
        )
    return replace(found, source="static trial")


def leg_raise(recorded: Recording, subject: Subject, settings: AnalysisSettings) -> Motion | None:
    """The person's straight-leg raise.

    It is not turned: joint angles do not depend on which way up a person lies.

    Parameters
    ----------
    recorded : Recording
        For the user's label map.
    subject : Subject
        The person's model.
    settings : AnalysisSettings
        Where the raise is, solver and filter.

    Returns
    -------
    Motion or None
        None where none was recorded.
    """
    if settings.slr is None:
        return None
    if settings.slr.suffix.lower() in MOTION_SUFFIXES:
        return read_motion(settings.slr, subject.tree)
    trial = read_trial(settings.slr, subject=settings.subject)
    followed = prepare(trial, subject, settings, recorded.label_map)
    return solve(followed, subject, settings, None)


def solved_leg_raise(path: Path, subject: Subject) -> Motion:
    """Read a straight-leg raise that was solved elsewhere, with the same model.

    Parameters
    ----------
    path : Path
        A ``.mot`` or ``.sto`` file.
    subject : Subject
        The model.

    Returns
    -------
    Motion
        The raise.

    Raises
    ------
    SettingError
        If the file is a trial: beside a motion from a file nothing is solved.
    """
    if path.suffix.lower() not in MOTION_SUFFIXES:
        raise SettingError(
            f"--slr {path}: beside a motion file the raise must be one too (.mot or .sto, solved "
            "with the same model)."
        )
    return read_motion(path, subject.tree)
