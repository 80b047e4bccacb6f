"""Whether the markers of the trunk tell the lumbar angle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.motion import Motion

BoolArray = NDArray[np.bool_]

TRUNK_MARKERS_NEEDED = 3


def trunk_seen(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    *,
    measured: BoolArray | None = None,
) -> BoolArray:
    """Frames in which the lumbar angle is told by the trunk's own markers.

    Parameters
    ----------
    motion : Motion
        The solved motion, or one read from a file.
    tree : KinematicTree
        Its model.
    profile : Profile
        The model's parts.
    measured : ndarray of bool, shape (T, M), optional
        Which of ``motion.markers`` were measured; default: those with an error.

    Returns
    -------
    ndarray of bool, shape (T,)
        False where fewer than three markers of the thorax were seen: arms alone would steer it.
        For a motion from a file, whether the file holds every lumbar coordinate.
    """
    lumbar = [part.name for part in profile.lumbar_flexion]
    if not motion.markers:
        held = bool(lumbar) and all(name in motion.coordinates for name in lumbar)
        return np.full(motion.n_frames, held)
    if not profile.torso:
        return np.zeros(motion.n_frames, dtype=bool)
    index = {name: i for i, name in enumerate(tree.markers)}
    torso = tree.body(profile.torso)
    on_torso = np.array([tree.marker_body[index[m]] == torso for m in motion.markers], bool)
    seen = np.isfinite(motion.marker_error_m) if measured is None else measured
    return np.asarray((seen & on_torso).sum(axis=1) >= TRUNK_MARKERS_NEEDED)
