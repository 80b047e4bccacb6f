"""The posture that the markers were put on in, for a trial in which nobody stands."""

from __future__ import annotations

import math

import numpy as np

from opensim_wink.body.subject import Subject
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.standing import Standing


def standing_coordinates(standing: Standing, subject: Subject) -> FloatArray:
    """Coordinates of a standing that only its clinical angles tell.

    Skin moves with the flexion of hips, knees and back since the markers were put on; on all fours
    all three are far from there already.

    Parameters
    ----------
    standing : Standing
        Posture in the static trial.
    subject : Subject
        The person's model.

    Returns
    -------
    ndarray, shape (C,)
        The model's default but for hips, knees and lumbar spine, rad or m, in the tree's order.
    """
    tree, profile = subject.tree, subject.profile
    values = tree.default.copy()
    for angle_deg, parts, share in (
        (standing.hip_flexion_deg, tuple(profile.hip_flexion.values()), 1.0),
        (standing.knee_flexion_deg, tuple(profile.knee_flexion.values()), 1.0),
        (
            standing.lumbar_flexion_deg,
            profile.lumbar_flexion,
            1.0 / max(1, len(profile.lumbar_flexion)),
        ),
    ):
        if math.isnan(angle_deg):
            continue
        for part in parts:
            values[tree.coordinate(part.name)] = part.sign * np.deg2rad(angle_deg) * share
    return np.asarray(values)
