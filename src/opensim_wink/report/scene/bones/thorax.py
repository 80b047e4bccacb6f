"""Thoracic spine, ribs, breastbone, collar bones, neck and skull."""

from __future__ import annotations

import numpy as np

from opensim_wink.report.scene.bones.layout import GENERIC_SHOULDERS_M, Layout
from opensim_wink.report.scene.bones.spine import lumbar_centres
from opensim_wink.report.scene.scene import FloatArray, SceneBone

_SPINE_POINTS = 9
_KYPHOSIS = 0.11  # of the length of the thoracic spine, to the back in its middle
_LUMBAR_PART, _LORDOSIS = 0.36, 0.05  # of a spine that one joint carries
# Height on the thoracic spine, half width and depth, as shares of the shoulders' distance.
_RIBS = (
    (0.10, 0.34, 0.44),
    (0.27, 0.40, 0.55),
    (0.45, 0.41, 0.58),
    (0.62, 0.39, 0.54),
    (0.78, 0.32, 0.44),
    (0.93, 0.20, 0.27),
)
_RIB_DROP = 0.35  # of the depth, from the spine to the front
_RING_POINTS = 14
_STERNUM = (2, 5)  # from the front of this ring to that one
# Of the head from the foot of the neck, forward and up, as shares of the shoulders' distance.
_SKULL_BASE, _SKULL_CENTRE, _CHIN = (0.04, 0.27), (0.09, 0.46), (0.30, 0.19)
_SKULL_RADIUS = 0.25
_SPINE_RADIUS_M, _RIB_RADIUS_M, _STERNUM_RADIUS_M, _NECK_RADIUS_M = 0.014, 0.005, 0.010, 0.012


def thorax_bones(layout: Layout) -> list[SceneBone]:
    """Bones of chest and head.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of SceneBone
        Empty where the model has no torso.
    """
    torso = layout.subject.profile.torso
    if not torso:
        return []
    wide = layout.shoulders_apart_m
    size = wide / GENERIC_SHOULDERS_M
    spine, chest = _spine(layout)
    bones = [layout.bone(torso, "shaft", "", spine, size * _SPINE_RADIUS_M)]
    rings = [
        _ring(layout, _along(chest, share), wide * half, wide * deep) for share, half, deep in _RIBS
    ]
    bones += [layout.bone(torso, "ribs", "", ring, size * _RIB_RADIUS_M) for ring in rings]
    low, high = (rings[place][_RING_POINTS // 2] for place in _STERNUM)
    sternum = np.stack([low, high])
    bones.append(layout.bone(torso, "shaft", "", sternum, size * _STERNUM_RADIUS_M))
    for side, shoulder in layout.shoulder.items():
        points = np.stack([high, shoulder])
        bones.append(layout.bone(torso, "shaft", side, points, size * _RIB_RADIUS_M))
    return bones + _head(layout, wide, size)


def _spine(layout: Layout) -> tuple[FloatArray, FloatArray]:
    """The spine on the torso, and its thoracic part alone, (K, 3) each, from below."""
    centres = lumbar_centres(layout)
    low = centres[-1] if centres else layout.s1_m
    way = layout.neck_m - low
    back = -layout.axes[0]
    share = np.linspace(0.0, 1.0, _SPINE_POINTS)
    first = 0.0 if len(centres) > 1 else _LUMBAR_PART
    thoracic = np.clip((share - first) / (1.0 - first), 0.0, None)
    lumbar = np.clip(share / first, None, 1.0) if first else np.ones_like(share)
    bend = (1.0 - first) * _KYPHOSIS * np.sin(np.pi * thoracic)
    bend = bend - _LORDOSIS * np.sin(np.pi * lumbar)
    length = float(np.linalg.norm(way))
    spine = low + share[:, None] * way + length * bend[:, None] * back
    return spine, spine[share >= first]


def _along(line: FloatArray, share: float) -> FloatArray:
    """A point of a line of evenly spaced points, by its share of the way."""
    place = share * (len(line) - 1)
    return np.array([np.interp(place, np.arange(len(line)), line[:, axis]) for axis in range(3)])


def _ring(layout: Layout, at_m: FloatArray, half_m: float, deep_m: float) -> FloatArray:
    """A pair of ribs as a ring from the spine round to it, lower in front, (K, 3)."""
    angle = np.linspace(0.0, 2 * np.pi, _RING_POINTS, endpoint=False)
    front = 0.5 * (1.0 - np.cos(angle))
    shape = np.stack([deep_m * front, -_RIB_DROP * deep_m * front, half_m * np.sin(angle)], axis=1)
    return np.asarray(at_m + shape @ layout.axes)


def _head(layout: Layout, wide_m: float, size: float) -> list[SceneBone]:
    """Neck and skull, on the head where the model has one."""
    tree, torso = layout.subject.tree, layout.subject.profile.torso
    body = torso if layout.neck_joint is None else tree.bodies[layout.neck_joint.child]
    base, centre, chin = (
        layout.neck_m + wide_m * layout.to(*place) for place in (_SKULL_BASE, _SKULL_CENTRE, _CHIN)
    )
    neck = np.stack([layout.neck_m, base])
    return [
        layout.bone(body, "shaft", "", neck, size * _NECK_RADIUS_M),
        layout.bone(body, "skull", "", np.stack([base, centre, chin]), wide_m * _SKULL_RADIUS),
    ]
