"""One value a person as a pile of dots over an axis, as SVG."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from opensim_wink.report.page.comparison_parts.dot_plot import Axis
from opensim_wink.report.page.template import number
from opensim_wink.report.strict_json import Json

WIDE, TALL = 420.0, 140.0
_LEFT, _FLOOR, _TOP, _BINS, _MOST_DOTS, _STEP = 12.0, 96.0, 8.0, 28, 10, 6.6


def dots_of_people(found: Json, digits: int, words: str) -> Markup:
    """Every person's mean, the middle half and the median of all.

    Parameters
    ----------
    found : dict
        A quantity of ``onset`` in ``cohort.json``, with one person at least; without percentiles
        there are dots alone.
    digits : int
        Decimals of the axis.
    words : str
        What the picture shows, for who does not see it; any text.

    Returns
    -------
    Markup
        An ``<svg>``.
    """
    values = [float(one["value"]) for one in found["each"]]
    low, high = min(values), max(values)
    space = 0.06 * (high - low) or max(abs(low) * 0.05, 10.0**-digits)
    axis = Axis(low - space, high + space)

    def at(value: float) -> float:
        return _LEFT + (WIDE - 2 * _LEFT) * axis.at(value) / 100

    piles = [0] * _BINS
    for value in values:
        piles[min(int(axis.at(value) / 100 * _BINS), _BINS - 1)] += 1
    shapes = [*_piles(piles), *_box(found["percentiles"], at), *_axis(axis, digits, at)]
    top = _top(max(piles))
    return Markup(
        '<svg class="people" viewBox="0 {:g} {:g} {:g}" role="img" aria-label="{}">'
    ).format(top, WIDE, TALL - top, words) + Markup("".join(shapes) + "</svg>")  # numbers alone


def _top(tallest: int) -> float:
    """Where the picture begins, so that nothing empty stands over low piles."""
    if tallest > _MOST_DOTS:
        return 0.0
    return max(0.0, _FLOOR - 28 - _STEP * (tallest - 1) - _TOP)


def _piles(piles: list[int]) -> list[str]:
    """A dot a person; bars where the piles would be too high for dots."""
    step = (WIDE - 2 * _LEFT) / _BINS
    tallest = max(piles)
    shapes = []
    for index, count in enumerate(piles):
        left = _LEFT + index * step
        if tallest > _MOST_DOTS:
            tall = (_FLOOR - _TOP - 22) * count / tallest
            if count:
                shapes.append(
                    f'<rect class="pile" x="{left + 1:.1f}" y="{_FLOOR - 24 - tall:.1f}" '
                    f'width="{step - 2:.1f}" height="{tall:.1f}"/>'
                )
            continue
        shapes += [
            f'<circle class="one" cx="{left + step / 2:.1f}" cy="{_FLOOR - 28 - _STEP * n:.1f}" '
            'r="3"/>'
            for n in range(count)
        ]
    return shapes


def _box(percentiles: Json, at: Callable[[float], float]) -> list[str]:
    """From the 10th to the 90th percentile, the middle half, and the median."""
    if not percentiles:
        return []
    ends = {name: at(one["value"]) for name, one in percentiles.items()}
    middle = _FLOOR - 11
    return [
        f'<line class="reach" x1="{ends["10"]:.1f}" x2="{ends["90"]:.1f}" y1="{middle}" '
        f'y2="{middle}"/>',
        f'<rect class="half" x="{ends["25"]:.1f}" width="{max(ends["75"] - ends["25"], 0.5):.1f}" '
        f'y="{middle - 5}" height="10"/>',
        f'<line class="median" x1="{ends["50"]:.1f}" x2="{ends["50"]:.1f}" y1="{middle - 8}" '
        f'y2="{middle + 8}"/>',
    ]


def _axis(axis: Axis, digits: int, at: Callable[[float], float]) -> list[str]:
    shapes = [f'<line class="floor" x1="{_LEFT}" x2="{WIDE - _LEFT}" y1="{_FLOOR}" y2="{_FLOOR}"/>']
    for tick in axis.ticks():
        if axis.low <= tick <= axis.high:
            x = at(tick)
            shapes.append(
                f'<line class="floor" x1="{x:.1f}" x2="{x:.1f}" y1="{_FLOOR}" y2="{_FLOOR + 5}"/>'
                f'<text x="{x:.1f}" y="{_FLOOR + 20}" text-anchor="middle">'
                f"{number(tick, digits)}</text>"
            )
    return shapes
