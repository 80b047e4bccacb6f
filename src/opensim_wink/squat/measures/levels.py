"""Which level of the lower back flexes, in models that have several.

Markers on the skin follow the trunk, not single vertebrae. Where one coordinate drives all levels,
each level's share is what the model assumes (Christophy 2012, doi:10.1007/s10237-011-0290-6, gives
L5/S1 0.125 up to L1/2 0.255 of the flexion), and measuring a squat cannot change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.curves import at_time
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray
from opensim_wink.trial.filters import frame_rate, lowpass

# A joint that turns forward and back by less than this over the trial is no level.
LEAST_MOVEMENT_DEG = 1e-3
# Shares of a smaller flexion than this say nothing.
SMALLEST_FLEXION_DEG = 2.0

DEFINITIONS = {
    "level_share": (
        "Share of a level in the lumbar flexion gained from the onset (without one: from the "
        "start) to the bottom. Where the levels are coupled it is the model's assumption, not a "
        "measurement."
    ),
}


@dataclass(frozen=True, eq=False)
class LumbarLevels:
    """Flexion of every lumbar level.

    Attributes
    ----------
    names : tuple of str
        Joints of the model, from the pelvis upwards, length L.
    flexion_deg : ndarray, shape (L, T)
        Forward turn of the upper body of each joint on the lower one, + flexed.
    coupled : bool
        Whether fewer coordinates than levels drive them: then the shares are the model's own.
    note : str
        The sentence that has to stand beside the shares.
    """

    names: tuple[str, ...]
    flexion_deg: FloatArray
    coupled: bool
    note: str


def lumbar_levels(
    subject: Subject, motion: Motion, *, cutoff_hz: float = 6.0
) -> LumbarLevels | None:
    """Flexion of every lumbar level over time.

    Parameters
    ----------
    subject : Subject
        The scaled model that the motion belongs to.
    motion : Motion
        Coordinates over time.
    cutoff_hz : float
        Cutoff of the zero-lag filter on the coordinates.

    Returns
    -------
    LumbarLevels or None
        None where the model has no more than one moving level.
    """
    tree, profile = subject.tree, subject.profile
    if profile.lumbar_levels < 2 or not profile.torso:
        return None
    rate_hz = frame_rate(motion.time_s)
    values = lowpass(motion.values_of(tree), rate_hz, cutoff_hz)
    kinematics = Kinematics(tree)
    poses = kinematics.poses(tree.follow_couplers(values).T)
    way = _upwards(tree, profile.pelvis, profile.torso)
    turned = [kinematics.body_rotation(poses, tree.bodies[body]) for body, _ in way]
    # The upper body's long axis as the lower one sees it: forward over up.
    flexion = np.array([_forward(below, above) for below, above in pairwise(turned)])
    if not np.isfinite(flexion).any():
        return None
    kept = np.flatnonzero(
        np.nanmax(flexion, axis=1) - np.nanmin(flexion, axis=1) > LEAST_MOVEMENT_DEG
    )
    if kept.size < 2:
        return None
    names = tuple(way[index + 1][1] for index in kept)
    driven = len(profile.lumbar_flexion)
    return LumbarLevels(names, flexion[kept], len(names) > driven, _note(len(names), driven))


def level_shares(
    time_s: FloatArray,
    flexion_deg: FloatArray,
    rep: Repetition,
    onset_s: float | FloatArray | None = None,
) -> FloatArray:
    """Share of each level in the lumbar flexion gained down to the bottom.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    flexion_deg : ndarray, shape (..., L, T)
        Flexion of every level.
    rep : Repetition
        The repetition.
    onset_s : float or ndarray, shape (...), optional
        Where the flexion is counted from; the start of the repetition where it is not given.

    Returns
    -------
    ndarray, shape (..., L)
        Sums to 1; NaN where the whole flexion is below 2°.
    """
    since = np.asarray(rep.start_s if onset_s is None else onset_s, dtype=np.float64)
    gained = flexion_deg[..., rep.bottom] - at_time(time_s, flexion_deg, since[..., None])
    whole = gained.sum(axis=-1, keepdims=True)
    enough = np.abs(whole) >= SMALLEST_FLEXION_DEG
    return np.where(enough, gained / np.where(enough, whole, 1.0), np.nan)


def _upwards(tree: KinematicTree, pelvis: str, torso: str) -> list[tuple[int, str]]:
    """Bodies from pelvis to torso, each with the joint that leads to it from the one before."""
    joint_of = {joint.child: joint for joint in tree.joints}

    def to_ground(body: int) -> list[int]:
        way = [body]
        while way[-1] in joint_of:
            way.append(joint_of[way[-1]].parent)
        return way

    down, up = to_ground(tree.body(pelvis)), to_ground(tree.body(torso))
    shared = next(body for body in down if body in up)
    falling = down[: down.index(shared)]
    way = [(tree.body(pelvis), "")]
    way += [(joint_of[body].parent, joint_of[body].name) for body in falling]
    way += [(body, joint_of[body].name) for body in reversed(up[: up.index(shared)])]
    return way


def _forward(below: FloatArray, above: FloatArray) -> FloatArray:
    """Forward turn in degrees of one body on another, from their rotations (T, 3, 3)."""
    up = np.einsum("tij,ti->tj", below, above[:, :, 1])
    turn: FloatArray = np.arctan2(up[:, 0], up[:, 1])
    return np.rad2deg(turn)


def _note(levels: int, driven: int) -> str:
    """What the shares of the levels rest on."""
    if levels > driven:
        coordinates = "one coordinate drives" if driven == 1 else f"{driven} coordinates drive"
        return (
            f"In this model {coordinates} all {levels} lumbar levels, so the share of each is the "
            "model's assumption and no measurement."
        )
    return (
        f"Each of the {levels} lumbar levels has a coordinate of its own; markers on the skin tell "
        "single levels apart poorly."
    )
