"""The hamstrings of a scene: where they run, how long they are, how much of their stretch is used.

Lengths are those of ``muscles.csv``: low-passed as the angles are, against standing; the stretch
is that of the hamstring tests, from standing to the end of a straight-leg raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.body.path_table import read_path_table
from opensim_wink.claims.hamstrings.judging import available_m
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.path_points import path_points
from opensim_wink.muscle.selection import HAMSTRINGS
from opensim_wink.report.muscle.moments import muscle_moments, smooth
from opensim_wink.report.scene.scene import FloatArray, ScenePath

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

_IN_WORDS = {
    "biceps_femoris_long": "biceps femoris, long head",
    "biceps_femoris_short": "biceps femoris, short head",
    "semimembranosus": "semimembranosus",
    "semitendinosus": "semitendinosus",
    "hamstrings_lumped": "hamstrings",
}
_SIDES = {"r": "right", "l": "left"}


def hamstring_paths(
    analysis: Analysis, kinematics: Kinematics, values: FloatArray
) -> tuple[ScenePath, ...]:
    """Paths of all hamstrings over the motion.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.
    kinematics : Kinematics
        Of its model.
    values : ndarray, shape (F, C)
        Its coordinates, unfiltered; NaN where a frame was not solved.

    Returns
    -------
    tuple of ScenePath
        Those that run over points and round cylinders; one round an ellipsoid, which only OpenSim
        can follow, is left out.
    """
    muscle = analysis.muscle
    table = read_path_table(analysis.subject.model_path)
    change, stretch = length_changes(analysis)
    solved = np.isfinite(values).all(axis=1)
    found = []
    for k, (name, group, side) in enumerate(
        zip(muscle.names, muscle.groups, muscle.sides, strict=True)
    ):
        if group not in HAMSTRINGS or name not in table.paths or not solved.any():
            continue
        known = solved & np.isfinite(muscle.length_m[:, k])
        if not known.any():
            continue
        points = path_points(table.paths[name], kinematics, values[known])
        at_m = np.full((len(values), *points.shape[1:]), np.nan)
        at_m[known] = points
        label = f"{_IN_WORDS[group]} ({_SIDES[side]})"
        found.append(ScenePath(name, label, side, at_m, change[:, k], stretch[:, k]))
    return tuple(found)


def length_changes(analysis: Analysis) -> tuple[FloatArray, FloatArray]:
    """Lengths of all followed muscles against standing, and the used part of the passive stretch.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.

    Returns
    -------
    change_percent, stretch_percent : ndarray, shape (F, K)
        In the order of ``analysis.muscle``; NaN where it cannot be told.
    """
    muscle, evidence = analysis.muscle, analysis.hamstrings.evidence
    length_m = smooth(muscle, muscle.length_m, analysis.squat)
    standing_m = muscle_moments(muscle, analysis.signals, analysis.squat).standing_m
    change = 100.0 * (length_m / standing_m - 1.0)
    stretch = np.full_like(change, np.nan)
    for of, name in enumerate(evidence.names if evidence is not None else ()):
        if evidence is not None and name in muscle.names:
            k = muscle.names.index(name)
            room_m = available_m(evidence, of, analysis.settings.hamstrings)
            stretch[:, k] = 100.0 * (length_m[:, k] - evidence.standing_m[of]) / room_m
    return change, stretch
