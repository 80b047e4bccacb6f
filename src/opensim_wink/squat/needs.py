"""What a model and a motion must have for a wink to be measured in them."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.body.subject import Subject
from opensim_wink.body.wink_needs import hindrances
from opensim_wink.errors import ModelError, MotionError, listed
from opensim_wink.motion.motion import Motion


def measured_parts(subject: Subject) -> list[SignedCoordinate]:
    """The coordinates that a wink is made of, lumbar ones aside.

    Parameters
    ----------
    subject : Subject
        The person's model.

    Returns
    -------
    list of SignedCoordinate
        Pelvic tilt, hips and knees.
    """
    profile = subject.profile
    return [
        profile.posterior_pelvic_tilt,
        *profile.hip_flexion.values(),
        *profile.knee_flexion.values(),
    ]


def check_model_shows_wink(subject: Subject) -> None:
    """Refuse a model that cannot show a wink: what it lacks or locks is not measured.

    Parameters
    ----------
    subject : Subject
        The person's model.

    Raises
    ------
    ModelError
        If it has no lumbar joint or no hamstrings, or locks what is measured.
    """
    tree, profile = subject.tree, subject.profile
    names = [part.name for part in (*measured_parts(subject), *profile.lumbar_flexion)]
    lumbar = [part.name for part in profile.lumbar_flexion]
    found = hindrances(
        lumbar,
        [name for name in names if name not in lumbar],
        [group for group, muscles in profile.muscles.items() if muscles],
        [name for name in names if tree.locked[tree.coordinate(name)]],
    )
    if found:
        raise ModelError(f"{subject.model_path}: {'. It '.join(found)}.")


def check_motion_shows_wink(path: Path, motion: Motion, subject: Subject) -> None:
    """Refuse a motion from a file that leaves out what a wink is made of.

    Parameters
    ----------
    path : Path
        The file, for the message.
    motion : Motion
        What was read from it.
    subject : Subject
        The person's model.

    Raises
    ------
    MotionError
        If a coordinate of pelvis, hips or knees has no column.
    """
    parts = [part.name for part in measured_parts(subject)]
    lacking = [name for name in parts if name not in motion.coordinates]
    if lacking:
        raise MotionError(
            f"{path}: the motion has no column for {listed(lacking)}; a squat cannot be judged "
            "without; export all coordinates."
        )
