"""The artefact guard: frames whose angles should not be believed, and why."""

from __future__ import annotations

from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.motion_guard import guard_evidence, guard_motion
from opensim_wink.motion.guard.pelvis_watch import PelvisWatch, watch_pelvis
from opensim_wink.motion.guard.trunk import TRUNK_MARKERS_NEEDED, trunk_seen

__all__ = [
    "TRUNK_MARKERS_NEEDED",
    "Evidence",
    "GuardFlag",
    "PelvisWatch",
    "guard_evidence",
    "guard_motion",
    "trunk_seen",
    "watch_pelvis",
]
