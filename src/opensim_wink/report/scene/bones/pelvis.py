"""Both hip bones, each a ring, and the sacrum."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.profile import SIDES
from opensim_wink.report.scene.bones.layout import Layout
from opensim_wink.report.scene.scene import SceneBone

# Of a right hip bone from the middle of the hips, forward, up and right, in a generic pelvis, m:
# along the crest from back to front, down to the pubis, back by way of the ischium.
_HIP_BONE = np.array(
    [
        (-0.095, 0.095, 0.045),  # posterior superior spine
        (-0.075, 0.148, 0.085),
        (-0.020, 0.165, 0.122),  # top of the crest
        (0.032, 0.128, 0.134),
        (0.056, 0.078, 0.125),  # anterior superior spine
        (0.042, 0.036, 0.100),
        (0.060, -0.020, 0.015),  # pubis
        (0.044, -0.052, 0.015),
        (-0.022, -0.092, 0.060),  # ischial tuberosity
        (-0.052, -0.020, 0.055),
    ]
)
# From the middle of its endplate, forward and up, m: down the sacrum to the tip of the coccyx.
_SACRUM = np.array([(0.0, 0.0), (-0.048, -0.045), (-0.064, -0.090), (-0.050, -0.130)])
_HIP_BONE_RADIUS_M, _SACRUM_RADIUS_M = 0.009, 0.016


def pelvis_bones(layout: Layout) -> list[SceneBone]:
    """Bones of the pelvis.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of SceneBone
        A hip bone each side, and the sacrum from the lowest lumbar joint.
    """
    pelvis, size = layout.subject.profile.pelvis, layout.pelvis_size
    bones = []
    for side in SIDES:
        ring = _HIP_BONE * (1.0, 1.0, 1.0 if side == "r" else -1.0)
        points = layout.hips_m + size * ring @ layout.axes
        bones.append(layout.bone(pelvis, "pelvis", side, points, size * _HIP_BONE_RADIUS_M))
    points = layout.s1_m + size * _SACRUM @ layout.axes[:2]
    bones.append(layout.bone(pelvis, "sacrum", "", points, size * _SACRUM_RADIUS_M))
    return bones
