"""Stills of a squat: stick figures in side view as SVG, readable on paper and by any browser."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from opensim_wink.report.figure_style import COLOUR, INK
from opensim_wink.report.page.pencil import HEAD_M, WIDTH, Box, Pencil, arrow_head, box_of
from opensim_wink.report.page.side_view import SideView, frame_at, turned
from opensim_wink.report.scene.scene import FloatArray, Scene

# As in the player: pelvis and lumbar spine ochre, longer muscles orange, the ground's push teal.
_ACCENT, _MUSCLE, _FORCE, _BONE = "#86600f", "#d95f02", "#0f766e", "#94a3b8"
_FORCE_M = 0.45  # length of an arrow for one body weight
_ARC_BEYOND_M = 0.05
_ARC_POINTS = 9
_LEAST_TURN_RAD = 0.05  # a smaller arc has no room for a head


def still(
    scene: Scene,
    time_s: float,
    *,
    title: str,
    box: Box | None = None,
    before_s: float | None = None,
    turn_words: str = "",
) -> Markup:
    """Draw one moment from the person's right.

    Parameters
    ----------
    scene : Scene
        The trial.
    time_s : float
        When; the nearest solved frame is drawn.
    title : str
        What it shows, in words: the picture's text alternative.
    box : Box, optional
        What to show (default: the person).
    before_s : float, optional
        An earlier moment, whose pelvis is drawn dashed on the same hips, with an arc to the
        present one.
    turn_words : str
        What stands beside this arc.

    Returns
    -------
    Markup
        An ``<svg role="img">``; empty where no frame near was solved.
    """
    frame = frame_at(scene, time_s)
    if frame is None:
        return Markup("")
    view = SideView(scene, frame)
    box = box or box_of([view])
    draw = Pencil(box)
    inside = [
        draw.floor(),
        *_limbs(view, draw, "l"),
        *_trunk(view, draw),
        *_pelvis(view, draw),
        *_limbs(view, draw, "r"),
        *_carried(view, draw),
        *_hamstrings(view, draw),
        *_ground(view, draw),
    ]
    earlier = None if before_s is None else frame_at(scene, before_s)
    if earlier is not None:
        inside += _turn(view, SideView(scene, earlier), draw, turn_words)
    return Markup(
        '<svg class="still" viewBox="0 0 {:g} {:.0f}" role="img" '
        'stroke-linecap="round" stroke-linejoin="round"><title>{}</title>{}</svg>'
    ).format(WIDTH, box.tall, title, Markup("").join(inside))


def _limbs(view: SideView, draw: Pencil, side: str) -> list[Markup]:
    """Arms thin and grey, legs in the colour of their side; those on the far side paler."""
    far = side == "l"
    opacity = 0.55 if far else 1.0
    legs = _leg_bodies(view)
    parts = []
    for kind in ("shaft", "hand"):
        for bone, points in view.of(kind, side):
            leg = bone.body in legs
            colour = COLOUR[side] if leg else _BONE
            wide = draw.wide(bone.radius_m) if leg else 2.0
            parts.append(draw.line(points, colour, wide, opacity=opacity if leg else 0.8))
    parts += [
        draw.shape(points, COLOUR[side], fill=0.25 if far else 0.45, wide=1.0)
        for _, points in view.of("foot", side)
    ]
    return parts


def _leg_bodies(view: SideView) -> set[int]:
    """Bodies whose shafts lie on the way from hip to foot: all with a point below the pelvis.

    A scene does not name its legs; a sided shaft belongs to one when its body's bones begin
    within the reach of the hip bones or of another leg bone, which is where feet hang.
    """
    feet = {bone.body for bone, _ in view.of("foot")}
    if not feet:
        return set()
    ends: list[tuple[int, FloatArray]] = [
        (bone.body, view.placed(bone)) for bone, _ in view.of("shaft") if bone.side
    ]
    legs = set(feet)
    known = [view.placed(bone) for bone, _ in view.of("foot")]
    for _ in range(3):
        for body, points in ends:
            near = any(
                np.linalg.norm(points[:, None] - other[None], axis=2).min() < 0.05
                for other in known
            )
            if near and body not in legs:
                legs.add(body)
                known.append(points)
    return legs


def _trunk(view: SideView, draw: Pencil) -> list[Markup]:
    """Ribs, spine and skull in grey; the lumbar curve and its vertebrae in the accent."""
    parts = [draw.shape(points, _BONE, fill=0.06, wide=1.0) for _, points in view.of("ribs")]
    parts += [
        draw.line(points, _BONE, draw.wide(bone.radius_m)) for bone, points in view.of("shaft", "")
    ]
    for bone, points in view.of("skull"):
        parts += [
            draw.circle(points[1], bone.radius_m, _BONE, 0.15),
            draw.line(points[[0, 2]], _BONE, 2.0),
        ]
    vertebrae = view.of("vertebra")
    for bone, points in vertebrae:
        low, high, process = points
        across = bone.radius_m * _square_to(high - low)
        block = np.stack([low - across, low + across, high + across, high - across])
        parts.append(draw.line(np.stack([0.5 * (low + high), process]), _ACCENT, 2.0))
        parts.append(draw.shape(block, _ACCENT, fill=0.3))
    if vertebrae:
        middles = np.concatenate([points[:2] for _, points in vertebrae])
        parts.append(draw.line(middles, _ACCENT, 2.6))
    return parts


def _pelvis(view: SideView, draw: Pencil) -> list[Markup]:
    """Both hip bones and the sacrum."""
    parts = [
        draw.shape(points, _ACCENT, fill=0.10 if bone.side == "l" else 0.28, wide=1.4)
        for bone, points in sorted(view.of("pelvis"), key=lambda one: one[0].side)
    ]
    parts += [
        draw.line(points, _ACCENT, draw.wide(bone.radius_m, 3.0), opacity=0.8)
        for bone, points in view.of("sacrum")
    ]
    return parts


def _carried(view: SideView, draw: Pencil) -> list[Markup]:
    """Bars and weights: a disc where they are seen from their end."""
    parts = []
    for bone, points in view.of("bar"):
        if np.linalg.norm(points[-1] - points[0]) < bone.radius_m:
            parts.append(draw.circle(points.mean(axis=0), bone.radius_m, INK, 0.06))
        else:
            across = bone.radius_m * _square_to(points[-1] - points[0])
            ends = np.stack([points[0] - across, points[-1] - across,
                             points[-1] + across, points[0] + across])  # fmt: skip
            parts.append(draw.shape(ends, INK, fill=0.2))
    return parts


def _square_to(way: FloatArray) -> FloatArray:
    """Unit vector (2,) to the right of a way."""
    return np.asarray(np.array([way[1], -way[0]]) / max(float(np.linalg.norm(way)), 1e-9))


def _hamstrings(view: SideView, draw: Pencil) -> list[Markup]:
    """Those of the near leg; of the far one where the near has none."""
    near = "r" if any(path.side == "r" for path in view.scene.paths) else "l"
    parts = []
    for path in view.scene.paths:
        points = path.points_m[view.frame]
        if path.side == near and np.isfinite(points).all():
            parts.append(draw.line(view.flat(points), _MUSCLE, 2.0))
    return parts


def _ground(view: SideView, draw: Pencil) -> list[Markup]:
    """Ground reactions as arrows."""
    scene, parts = view.scene, []
    weight = scene.body_weight_n
    for force in scene.forces:
        start, size = force.point_m[view.frame], force.force_n[view.frame]
        if force.kind != "ground" or not np.isfinite([*start, *size]).all() or not weight > 0:
            continue
        low = view.flat(start)
        way = view.flat(_FORCE_M * size / weight)
        long = float(np.linalg.norm(way))
        if long < HEAD_M[0]:
            continue
        tip = low + way
        parts.append(draw.line(np.stack([low, tip]), _FORCE, 1.6))
        parts.append(draw.line(arrow_head(low, tip), _FORCE, 1.6))
    return parts


def _turn(now: SideView, then: SideView, draw: Pencil, words: str) -> list[Markup]:
    """The earlier pelvis dashed on the present hips, and an arc from it to the present one."""
    bones = [bone for bone, _ in now.of("pelvis", "r") or now.of("pelvis")]
    if not bones or now.pelvis is None:
        return []
    body = now.pelvis
    both = [bone.points_m for bone in now.scene.bones if bone.kind == "pelvis"]
    hips = np.mean([points[-4:].mean(axis=0) for points in both], axis=0)
    centre = now.flat(turned(body, now.frame, hips[None])[0] + body.position_m[now.frame])

    def from_hips(view: SideView, points_m: FloatArray) -> FloatArray:
        return view.flat(turned(body, view.frame, points_m - hips))

    ghost, present = (from_hips(view, bones[0].points_m) for view in (then, now))
    front = int(np.argmax(ghost.sum(axis=1)))  # what is farthest forward and up: the front's spine
    radius = float(np.linalg.norm(present[front])) + _ARC_BEYOND_M
    first, last = (float(np.arctan2(*ring[front][::-1])) for ring in (ghost, present))
    last = first + (last - first + np.pi) % (2 * np.pi) - np.pi
    angles = np.linspace(first, last, _ARC_POINTS)
    arc = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    parts = [
        draw.shape(centre + ghost, INK, fill=0.0, wide=1.2, dash="4 3"),
        draw.line(arc, INK, 1.8),
    ]
    if abs(last - first) > _LEAST_TURN_RAD:
        parts.append(draw.line(arrow_head(arc[-2], arc[-1]), INK, 1.8))
    if words:
        middle = 0.5 * (first + last)
        beyond = centre + (radius + 0.03) * np.array([np.cos(middle), np.sin(middle)])
        parts.append(draw.words(beyond, words, INK))
    return parts
