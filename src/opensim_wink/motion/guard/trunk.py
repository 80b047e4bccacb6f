"""Whether the markers of the trunk tell the lumbar angle."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.limits import LUMBAR_UNKNOWN_SHARE
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


def trunk_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Doubt whether the motion shows the lumbar angle at all.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.

    Yields
    ------
    GuardFlag
        ``"lumbar_unknown"``; it concerns no frame where most frames show the angle, or the model
        has no lumbar joint.
    """
    motion, profile = evidence.motion, evidence.profile
    known = trunk_seen(motion, evidence.tree, profile, measured=evidence.measured)
    share = float(np.mean(~known)) if motion.n_frames else 0.0
    told = bool(profile.lumbar_flexion) and share > LUMBAR_UNKNOWN_SHARE
    yield GuardFlag(
        "lumbar_unknown",
        ~known & told,
        share,
        LUMBAR_UNKNOWN_SHARE,
        f"lumbar flexion is not known in {int((~known).sum())} of {motion.n_frames} frames: fewer "
        f"than {TRUNK_MARKERS_NEEDED} markers of the thorax are seen there; add some, or name them "
        "in a label map (--labels).",
        blocks=False,
    )
