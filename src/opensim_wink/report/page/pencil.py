"""A picture in metres, forward and up, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from opensim_wink.report.figure_style import FAINT
from opensim_wink.report.page.side_view import SideView
from opensim_wink.report.scene.scene import FloatArray

WIDTH = 260.0
HEAD_M = (0.03, 0.013)  # of an arrow: long, and half wide
_MARGIN = 10.0
_LEAST_BOX_M = (1.0, 1.2)
_ROUND_M, _OVER_HEAD_M = 0.08, 0.12


@dataclass(frozen=True)
class Box:
    """What a still shows, m: forward from ``left``, up from ``floor``.

    Attributes
    ----------
    left, floor, width, height : float
        Of the box, as forward and up.
    """

    left: float
    floor: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Units of the picture to a metre."""
        return (WIDTH - 2 * _MARGIN) / self.width

    @property
    def tall(self) -> float:
        """Height of the picture."""
        return self.height * self.scale + 2 * _MARGIN

    def at(self, points_m: FloatArray) -> FloatArray:
        """Points (..., 2) in the picture, where down is positive."""
        x = _MARGIN + (points_m[..., 0] - self.left) * self.scale
        y = self.tall - _MARGIN - (points_m[..., 1] - self.floor) * self.scale
        return np.stack([x, y], axis=-1)


def box_of(views: Sequence[SideView]) -> Box:
    """One box for several moments, so that they are drawn at one scale on one floor.

    Parameters
    ----------
    views : sequence of SideView
        The moments.

    Returns
    -------
    Box
        Holds all bones of all moments.
    """
    points = [view.seen(bone) for view in views for bone in view.scene.bones if bone.kind != "bar"]
    all_points = np.concatenate([np.zeros((0, 2)), *points])
    all_points = all_points[np.isfinite(all_points).all(axis=1)]
    if not len(all_points):
        all_points = np.zeros((1, 2))
    low = all_points.min(axis=0) - np.array([_ROUND_M, 0.01])
    high = all_points.max(axis=0) + np.array([_ROUND_M, _OVER_HEAD_M])
    width, height = np.maximum(high - low, _LEAST_BOX_M)
    left = 0.5 * (low[0] + high[0]) - 0.5 * width
    return Box(float(left), float(low[1]), float(width), float(height))


class Pencil:
    """Puts metres into SVG.

    Parameters
    ----------
    box : Box
        What the picture shows.
    """

    def __init__(self, box: Box) -> None:
        self.box = box

    def points(self, points_m: FloatArray) -> str:
        """Points (K, 2) as SVG writes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.box.at(points_m))

    def line(
        self, points_m: FloatArray, colour: str, wide: float, *, opacity: float = 1, dash: str = ""
    ) -> Markup:
        """A line through points (K, 2)."""
        return Markup(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="{:.1f}"{}{}/>'
        ).format(self.points(points_m), colour, wide, _faded(opacity), _dashed(dash))

    def shape(
        self,
        points_m: FloatArray,
        colour: str,
        *,
        fill: float,
        wide: float = 1.2,
        dash: str = "",
    ) -> Markup:
        """A closed outline of points (K, 2), filled as far as ``fill`` says."""
        return Markup(
            '<polygon points="{0}" fill="{1}" fill-opacity="{2:g}" stroke="{1}" '
            'stroke-width="{3:.1f}"{4}/>'
        ).format(self.points(points_m), colour, fill, wide, _dashed(dash))

    def circle(self, at_m: FloatArray, radius_m: float, colour: str, fill: float) -> Markup:
        """A disc about a point (2,)."""
        x, y = self.box.at(at_m)
        return Markup(
            '<circle cx="{0:.1f}" cy="{1:.1f}" r="{2:.1f}" fill="{3}" fill-opacity="{4:g}" '
            'stroke="{3}" stroke-width="1.2"/>'
        ).format(x, y, radius_m * self.box.scale, colour, fill)

    def words(self, at_m: FloatArray, text: str, colour: str) -> Markup:
        """Words beside a point (2,), escaped; to its left near the right rim."""
        x, y = self.box.at(at_m)
        anchor = "end" if x > 0.7 * WIDTH else "start"
        return Markup(
            '<text x="{:.1f}" y="{:.1f}" fill="{}" font-family="sans-serif" font-size="15" '
            'font-weight="700" '
            'text-anchor="{}" stroke="#fff" stroke-width="3" paint-order="stroke">{}</text>'
        ).format(x, y, colour, anchor, text)

    def floor(self) -> Markup:
        """The floor, as wide as the picture."""
        level = self.box.floor
        ends = np.array([[self.box.left, level], [self.box.left + self.box.width, level]])
        return self.line(ends, FAINT, 1.0)

    def wide(self, radius_m: float, least: float = 2.0) -> float:
        """Width of a bone's stroke."""
        return max(2.0 * radius_m * self.box.scale, least)


def _faded(opacity: float) -> Markup:
    return Markup("") if opacity >= 1 else Markup(' opacity="{:g}"').format(opacity)


def _dashed(dash: str) -> Markup:
    return Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")


def arrow_head(start: FloatArray, tip: FloatArray) -> FloatArray:
    """Head of an arrow, shape (3, 2)."""
    along = (tip - start) / np.linalg.norm(tip - start)
    across = np.array([along[1], -along[0]])
    back = tip - HEAD_M[0] * along
    return np.stack([back + HEAD_M[1] * across, tip, back - HEAD_M[1] * across])
