"""Lumbar vertebrae, one for each body of the model between pelvis and thorax."""

from __future__ import annotations

import numpy as np

from opensim_wink.load.sacrum import VERTEBRA_APART_M
from opensim_wink.report.scene.bones.layout import Layout
from opensim_wink.report.scene.scene import FloatArray, SceneBone

_DISC = 0.12  # of a level, at either end of a vertebra
_PROCESS = (-0.052, -0.012)  # from the middle of a vertebra, forward and up, m
_RADIUS_M = 0.018


def lumbar_centres(layout: Layout) -> list[FloatArray]:
    """Centres of the lumbar joints, upright in ground.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of ndarray, shape (3,)
        The lowest first. The uppermost of several, where the thorax has its own origin for a
        joint's centre, goes on as the levels below it.
    """
    centres = [layout.joint(joint) for joint in layout.trunk]
    if len(centres) > 2:
        below = centres[-2] - centres[-3]
        if not _is_level(centres[-1] - centres[-2]) and _is_level(below):
            centres[-1] = centres[-2] + below
    return centres


def lumbar_bones(layout: Layout) -> list[SceneBone]:
    """Vertebrae between pelvis and thorax.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of SceneBone
        The lowest first; a shaft in place of a vertebra where a body is longer than one. Empty
        where one joint stands for the whole lumbar spine.
    """
    centres, tree = lumbar_centres(layout), layout.subject.tree
    size = layout.pelvis_size
    forward, up = _PROCESS
    bones = []
    for joint, low, high in zip(layout.trunk, centres, centres[1:], strict=False):
        body = tree.bodies[joint.child]
        way = high - low
        if not _is_level(way):
            points = np.stack([low, high])
            bones.append(layout.bone(body, "shaft", "", points, size * _RADIUS_M))
            continue
        process = 0.5 * (low + high) + size * layout.to(forward, up)
        points = np.stack([low + _DISC * way, high - _DISC * way, process])
        bones.append(layout.bone(body, "vertebra", "", points, size * _RADIUS_M))
    return bones


def _is_level(way: FloatArray) -> bool:
    low, high = VERTEBRA_APART_M
    return bool(low <= np.linalg.norm(way) <= high)
