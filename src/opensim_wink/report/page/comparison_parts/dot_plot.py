"""Differences with their intervals as strips of SVG that stretch with the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from opensim_wink.report.page.template import number
from opensim_wink.report.strict_json import Json

HEIGHT = 26  # of a strip in pixels; the style sheet may make it lower
_WIDEST = 1.8  # a corrected interval beyond this many times all else is cut off with an arrow
_TICKS = 5


@dataclass(frozen=True)
class Axis:
    """What a strip shows from its left to its right end.

    Attributes
    ----------
    low, high : float
        Ends, in the unit of the quantity.
    """

    low: float
    high: float

    def at(self, value: float) -> float:
        """Place of a value in percent of the width, kept within the strip."""
        share = (value - self.low) / (self.high - self.low)
        return 100.0 * min(max(share, 0.0), 1.0)

    def ticks(self) -> list[float]:
        """A few round values, zero among them."""
        step = _round_step((self.high - self.low) / _TICKS)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [index * step for index in range(first, last + 1)]


def axis_for(effects: Sequence[Json]) -> Axis:
    """An axis that holds all differences, zero and the margins.

    Parameters
    ----------
    effects : sequence of dict
        Of one quantity, from ``comparison.json``.

    Returns
    -------
    Axis
        Corrected intervals that would press all else together reach beyond it.
    """
    must = [0.0]
    for effect in effects:
        must += [effect["margin"], -effect["margin"], effect["difference"]["value"]]
        must += list(_ends(effect["difference"]) or ())
    low, high = min(must), max(must)
    reach = _WIDEST * max(-low, high)
    wide = [end for effect in effects for end in _ends(effect["adjusted"]) or ()]
    low = max(min([low, *wide]), min(low, -reach))
    high = min(max([high, *wide]), max(high, reach))
    space = 0.04 * (high - low) or 1.0
    return Axis(low - space, high + space)


def strip(effect: Json, axis: Axis) -> Markup:
    """One difference: the band of detectable change, margins, both intervals and the dot.

    Parameters
    ----------
    effect : dict
        One of ``effects`` in ``comparison.json``.
    axis : Axis
        Of its panel.

    Returns
    -------
    Markup
        An ``<svg>`` as wide as its place; hidden from screen readers, since the row says the same.
    """
    shapes = []
    change = effect["detectable_change"]
    if change is not None and change > 0:
        left, right = axis.at(-change), axis.at(change)
        shapes.append(
            f'<rect class="change" x="{left:.2f}%" width="{right - left:.2f}%" y="0" '
            'height="100%"/>'
        )
    for margin in (-effect["margin"], effect["margin"]):
        shapes.append(_upright("margin", axis.at(margin)))
    shapes.append(_upright("zero", axis.at(0.0)))
    value = axis.at(effect["difference"]["value"])
    middle = [
        *_bar("among", effect["adjusted"], axis),
        *_bar("alone", effect["difference"], axis),
        f'<circle class="dot" cx="{value:.2f}%" cy="0" r="4.5"/>',
    ]
    shapes.append(f'<svg y="50%" overflow="visible">{"".join(middle)}</svg>')
    return _svg("strip", HEIGHT, shapes)


def scale(axis: Axis, digits: int) -> Markup:
    """The axis below a panel.

    Parameters
    ----------
    axis : Axis
        Of the panel.
    digits : int
        Decimals where the ticks need them.

    Returns
    -------
    Markup
        An ``<svg>`` with ticks and their values.
    """
    ticks = axis.ticks()
    fewest = next((d for d in range(digits + 1) if _shown_whole(ticks, d)), digits)
    shapes = []
    for tick in ticks:
        at = axis.at(tick)
        shapes.append(f'<line class="tick" x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="4"/>')
        sign = "+" if tick > 0 else ""
        shapes.append(
            f'<text x="{at:.2f}%" y="16" text-anchor="middle">{sign}{number(tick, fewest)}</text>'
        )
    return _svg("scale", 20, shapes)


def _shown_whole(ticks: Sequence[float], digits: int) -> bool:
    return all(abs(round(tick, digits) - tick) < 1e-9 for tick in ticks)


def _ends(measured: Json) -> tuple[float, float] | None:
    low, high = measured["low"], measured["high"]
    return None if low is None or high is None else (float(low), float(high))


def _upright(kind: str, at: float) -> str:
    return f'<line class="{kind}" x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="100%"/>'


def _bar(kind: str, measured: Json, axis: Axis) -> list[str]:
    ends = _ends(measured)
    if ends is None:
        return []
    left, right = (axis.at(end) for end in ends)
    shapes = [f'<line class="{kind}" x1="{left:.2f}%" x2="{right:.2f}%" y1="0" y2="0"/>']
    if kind == "among":
        cut = (ends[0] < axis.low, ends[1] > axis.high)
        for at, beyond, sign in zip((left, right), cut, ("‹", "›"), strict=True):
            if beyond:
                anchor = "start" if sign == "‹" else "end"
                shapes.append(
                    f'<text class="cut" x="{at:.2f}%" y="5" text-anchor="{anchor}">{sign}</text>'
                )
            else:
                shapes.append(f'<line class="among" x1="{at:.2f}%" x2="{at:.2f}%" y1="-4" y2="4"/>')
    return shapes


def _svg(kind: str, height: int, shapes: Sequence[str]) -> Markup:
    # Numbers and fixed words alone: nothing of the user's stands in it.
    return Markup(
        f'<svg class="{kind}" width="100%" height="{height}" aria-hidden="true" '
        f'focusable="false">{"".join(shapes)}</svg>'
    )


def _round_step(rough: float) -> float:
    scale = 10.0 ** math.floor(math.log10(rough))
    return scale * next(step for step in (1.0, 2.0, 5.0, 10.0) if step * scale >= rough * 0.999)
