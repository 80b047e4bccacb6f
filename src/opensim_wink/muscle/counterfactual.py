"""What a muscle's length would have been had the pelvis not tucked under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.errors import MotionError, SettingError, listed
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import FOLLOWED
from opensim_wink.muscle.selection import native_values, select
from opensim_wink.muscle.solver import MuscleSolver

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """Lengths with and without the wink, at chosen frames.

    Attributes
    ----------
    names, groups, sides : tuple of str
        Length K.
    frames : ndarray of int, shape (N,)
        Frames of the motion.
    wink_deg : ndarray, shape (N,)
        Posterior tilt that is undone at each: the thigh stays, so hip flexion grows by it.
    length_m, without_m : ndarray, shape (N, K)
        ``L(hip, knee)`` and ``L(hip + wink, knee)``.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    frames: NDArray[np.intp]
    wink_deg: FloatArray
    length_m: FloatArray
    without_m: FloatArray


def counterfactual_length(
    subject: Subject,
    motion: Motion,
    frames: Sequence[int] | NDArray[np.intp],
    wink_deg: float | FloatArray,
    groups: Sequence[str] | None = None,
) -> Counterfactual:
    """Lengths had the pelvis not tucked under: ``L(hip + wink, knee) − L(hip, knee)``.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    motion : Motion
        Its motion, native coordinates.
    frames : sequence of int, length N
        Frames to look at.
    wink_deg : float or ndarray, shape (N,)
        Posterior tilt to undo at each, +; the thigh stays where it is, so hip flexion grows by as
        much on both sides.
    groups : sequence of str, optional
        Muscle groups; by default those of :func:`opensim_wink.muscle.curves.muscle_curves`.

    Returns
    -------
    Counterfactual
        NaN where the frame was not solved or the wink is NaN.

    Raises
    ------
    ModelError
        If the model cannot be read or has none of the groups.
    MotionError
        If the motion moves neither leg, or has no such frame.
    SettingError
        If a group is not known or the winks do not fit the frames.
    """
    rows = np.asarray(frames, dtype=np.intp).reshape(-1)
    if len(rows) and not (rows.min() >= 0 and rows.max() < motion.n_frames):
        raise MotionError(
            f"{motion.source or motion.name}: frames {listed(map(str, rows.tolist()))} were asked "
            f"for, the motion has 0 to {motion.n_frames - 1}."
        )
    if np.shape(wink_deg) not in ((), (1,), (len(rows),)):
        raise SettingError(
            f"wink_deg has the shape {np.shape(wink_deg)}, needed one angle or one for each of "
            f"{len(rows)} frames."
        )
    wink = np.broadcast_to(np.asarray(wink_deg, dtype=float), (len(rows),)).copy()
    tree = subject.tree
    chosen = select(
        tree.coordinates, subject.model_path, motion, subject.profile, groups or FOLLOWED
    )
    values = native_values(chosen, tree)[rows]
    known = np.isfinite(values).all(axis=1) & np.isfinite(wink)
    solver = MuscleSolver(subject, chosen.names)
    length_m = np.full((len(rows), len(chosen.names)), np.nan)
    without_m = length_m.copy()
    if known.any():
        untucked = values[known]
        for part in subject.profile.hip_flexion.values():
            untucked[:, tree.coordinate(part.name)] += part.sign * np.deg2rad(wink[known])
        length_m[known] = solver.lengths(values[known])
        without_m[known] = solver.lengths(untucked)
    length_m[:, chosen.unmoved] = np.nan
    return Counterfactual(
        names=chosen.names,
        groups=chosen.groups,
        sides=chosen.sides,
        frames=rows,
        wink_deg=wink,
        length_m=length_m,
        without_m=np.where(np.isnan(length_m), np.nan, without_m),
    )
