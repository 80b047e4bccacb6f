"""A plot as SVG: for paper, and for browsers that run no script."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup, escape

from opensim_wink.report.page.plot import Axis, Band, FloatArray, Line, Plot, Style
from opensim_wink.report.page.plot_data import thinned
from opensim_wink.report.page.plot_labels import Frame, Size, best_place, places, segments, spare

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 250.0, 28.0, 8.0, 6.0, 30.0
_NUMBERS_ROW = 12.0  # for the repetitions' numbers above rows
_LANE = 24.0
_FINE = 10.0  # steps of a path to a unit of the picture
_DASHES: dict[Style, str] = {"solid": "", "dashed": "5 3", "dotted": "1 2.5"}
_INK, _FAINT = "#22303c", "#64748b"
_BUCKETS = 110
_LETTER = 4.5  # width of a letter of 8 units
_HALO = Markup(' stroke="#fff" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke"')


def print_figure(plot: Plot, height: float = 150.0) -> Markup:
    """Draw a plot.

    Parameters
    ----------
    plot : Plot
        What to draw.
    height : float
        Of the picture, which is 250 wide and scales to the column that it stands in. A plot of
        rows is as high as it has rows.

    Returns
    -------
    Markup
        An ``<svg>`` with the plot's heading and words as its name; every text is escaped.
    """
    if plot.rows:
        height = _TOP + _NUMBERS_ROW + _LANE * len(plot.rows) + _BOTTOM
    page = _Sheet(plot, height)
    bold_last = sorted(plot.lines, key=lambda line: plot.group(line.group).bold)
    inside = [
        *page.grid(),
        *(page.band(band) for band in plot.bands),
        *(page.area(area.group, area.x, area.low, area.high) for area in plot.areas),
        *(page.line(line) for line in bold_last),
        *(page.mark(mark.group, mark.x, mark.y, mark.cross) for mark in plot.marks),
        *page.bars(),
        *page.numbers(),
        *page.band_labels(),
    ]
    return Markup(
        '<svg class="plot-paper" viewBox="0 0 {} {:g}" role="img" aria-label="{}">{}</svg>'
    ).format(int(_WIDTH), height, f"{plot.title}. {plot.says}", Markup("").join(inside))


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two.

    Parameters
    ----------
    low, high : float
        Ends of an axis.
    most : int
        How many there may be.

    Returns
    -------
    list of float
        Multiples of 1, 2 or 5 times a power of ten.
    """
    if not high > low:
        return [low]
    raw = (high - low) / max(most - 1, 1)
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= raw - 1e-12)
    first = np.ceil(low / step - 1e-9)
    last = np.floor(high / step + 1e-9)
    return [round(float(k * step), 10) + 0.0 for k in np.arange(first, last + 1)]


class _Sheet:
    """Where numbers lie in the picture."""

    def __init__(self, plot: Plot, height: float) -> None:
        self.plot = plot
        self.left = 6.0 if plot.rows else _LEFT
        self.right, self.bottom = _WIDTH - _RIGHT, height - _BOTTOM
        numbered = any(band.group == "rep" and band.label for band in plot.bands)
        self.top = _TOP + (_NUMBERS_ROW if plot.rows else 6.0 if numbered else 0.0)

    def x(self, value: FloatArray | float) -> FloatArray:
        """Across."""
        return self._placed(value, self.plot.x, self.left, self.right)

    def y(self, value: FloatArray | float) -> FloatArray:
        """Down."""
        return self._placed(value, self.plot.y, self.bottom, self.top)

    @staticmethod
    def _placed(value: FloatArray | float, axis: Axis, low: float, high: float) -> FloatArray:
        share = (np.asarray(value, dtype=np.float64) - axis.low) / (axis.high - axis.low)
        return low + share * (high - low)

    def grid(self) -> list[Markup]:
        """Axes with their numbers."""
        plot, parts = self.plot, []
        for value in ticks(plot.x.low, plot.x.high):
            at = float(self.x(value))
            parts.append(_stroke(at, self.bottom, at, self.bottom + 3, _FAINT))
            parts.append(_text(at, self.bottom + 12, _said(value), "middle"))
        for value in [] if plot.rows else ticks(plot.y.low, plot.y.high):
            at = float(self.y(value))
            parts.append(_stroke(self.left, at, self.right, at, "#e2e8f0"))
            parts.append(_text(self.left - 4, at + 3, _said(value), "end"))
        parts.append(_stroke(self.left, self.bottom, self.right, self.bottom, _FAINT))
        middle = (self.left + self.right) / 2
        parts.append(_text(middle, self.bottom + 26, plot.x.label, "middle"))
        return parts

    def line(self, line: Line) -> Markup:
        """A curve."""
        group = self.plot.group(line.group)
        x, y = self._points(line)
        path = _path(self.x(x), self.y(y))
        if not path:
            return Markup("")
        return Markup(
            '<path transform="scale({:g})" d="{}" fill="none" stroke="{}" stroke-width="{:g}"'
            ' stroke-dasharray="{}" stroke-linejoin="round"{}/>'
        ).format(
            1 / _FINE,
            path,
            group.colour,
            (2.0 if group.bold else 1.0) * _FINE,
            " ".join(
                f"{float(one) * _FINE:g}" for one in _DASHES[line.style or group.style].split()
            )
            or "none",
            "" if group.bold or self.plot.kind == "time" else Markup(' opacity=".55"'),
        )

    def _points(self, line: Line) -> tuple[FloatArray, FloatArray]:
        """As many of a curve's points as paper needs."""
        if self.plot.kind == "time":
            return thinned(line.x, line.y, _BUCKETS)
        step = 2 if len(line.x) > 60 else 1
        return line.x[::step], line.y[::step]

    def area(self, key: str, x: FloatArray, low: FloatArray, high: FloatArray) -> Markup:
        """What lies between two curves."""
        known = np.isfinite(low) & np.isfinite(high) & np.isfinite(x)
        if not known.any():
            return Markup("")
        across = self.x(np.r_[x[known], x[known][::-1]])
        down = self.y(np.r_[low[known], high[known][::-1]])
        return Markup(
            '<path transform="scale({:g})" d="{}z" fill="{}" fill-opacity=".15"/>'
        ).format(1 / _FINE, _path(across, down), self.plot.group(key).colour)

    def _ends(self, band: Band) -> tuple[float, float]:
        placed = self.x if band.axis == "x" else self.y
        axis = self.plot.x if band.axis == "x" else self.plot.y
        ends = [float(placed(min(max(end, axis.low), axis.high))) for end in (band.low, band.high)]
        return min(ends), max(ends)

    def band(self, band: Band) -> Markup:
        """A range of an axis as a tint, one value of it as a line."""
        group = self.plot.group(band.group)
        low, high = self._ends(band)
        if band.low == band.high:
            dash = _DASHES[group.style]
            if band.axis == "x":
                return _stroke(low, self.top, low, self.bottom, group.colour, dash)
            return _stroke(self.left, low, self.right, low, group.colour, dash)
        across = (low, high) if band.axis == "x" else (self.left, self.right)
        down = (self.top, self.bottom) if band.axis == "x" else (low, high)
        return Markup(
            '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"'
            ' fill-opacity=".14"/>'
        ).format(across[0], down[0], across[1] - across[0], down[1] - down[0], group.colour)

    def numbers(self) -> list[Markup]:
        """Numbers of the repetitions, above the plot, as far as there is room."""
        parts, free = [], self.left
        for band in self.plot.bands:
            at = self._ends(band)[0] + 2
            wide = _LETTER * len(band.label)
            if band.group == "rep" and band.label and free <= at <= self.right + 1 - wide:
                parts.append(_text(at, self.top - 3, band.label, "start", 8.0))
                free = at + wide + 2
        return parts

    def band_labels(self) -> list[Markup]:
        """Words on bands where no curve runs; what the legend says too is left out for room."""
        frame = Frame(self.left, self.top, self.right, self.bottom)
        pieces, taken, parts = self._drawn(), np.empty((0, 4)), []
        for band in self.plot.bands:
            if band.group == "rep" or not band.label:
                continue
            size = Size(_LETTER * len(band.label), 8.0, 3.0)
            box = best_place(
                places(band.axis, self._ends(band), size, frame),
                pieces,
                taken,
                may_cross=not spare(band, self.plot.group(band.group)),
            )
            if box is not None:
                taken = np.vstack([taken, box])
                parts.append(_text(box[0], box[3] - 1.5, band.label, "start", 8.0, halo=True))
        return parts

    def _drawn(self) -> FloatArray:
        """Pieces of all that words should not lie on."""
        found = [segments(self.x(x), self.y(y)) for x, y in map(self._points, self.plot.lines)]
        for mark in self.plot.marks:
            at, down = float(self.x(mark.x)), float(self.y(mark.y))
            cross = [at - 3, down - 3, at + 3, down + 3], [at - 3, down + 3, at + 3, down - 3]
            found.append(np.array(cross))
        for band in self.plot.bands:
            if band.low == band.high:
                at, _ = self._ends(band)
                rule = (at, self.top, at, self.bottom)
                across = (self.left, at, self.right, at)
                found.append(np.array([rule if band.axis == "x" else across]))
        return np.vstack([np.empty((0, 4)), *found])

    def mark(self, key: str, x: float, y: float, cross: bool) -> Markup:
        """A circle, or a cross."""
        colour, at, down = self.plot.group(key).colour, float(self.x(x)), float(self.y(y))
        if cross:
            return Markup(
                '<path d="M{0:.1f} {1:.1f}l6 6m0-6l-6 6" stroke="{2}" stroke-width="1.4"/>'
            ).format(at - 3, down - 3, colour)
        return Markup(
            '<circle cx="{:.1f}" cy="{:.1f}" r="2.6" fill="#fff" stroke="{}" stroke-width="1.3"/>'
        ).format(at, down, colour)

    def bars(self) -> list[Markup]:
        """Rows of bars with their names."""
        parts = []
        for row, name in enumerate(self.plot.rows):
            top = self.top + _LANE * row
            parts.append(_text(self.left, top + 9, name, "start", 8.5))
            parts.append(_stroke(self.left, top + 17, self.right, top + 17, "#e2e8f0"))
        for bar in self.plot.bars:
            first, last = float(self.x(bar.low)), float(self.x(bar.high))
            parts.append(
                Markup(
                    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="7" fill="{}" stroke="{}"/>'
                ).format(
                    first,
                    self.top + _LANE * bar.row + 13,
                    max(last - first, 1.5),
                    _INK if bar.strong else "#fff",
                    _INK,
                )
            )
        return parts


def _path(x: FloatArray, y: FloatArray) -> str:
    """Whole steps from point to point, a new start after each gap."""
    across, down = np.round(_FINE * x), np.round(_FINE * y)
    known = np.isfinite(across) & np.isfinite(down)
    words: list[str] = []
    last: tuple[int, int] | None = None
    begun = False
    for one, other, here in zip(across, down, known, strict=True):
        if not here:
            last = None
            continue
        now = int(one), int(other)
        if last is None:
            words.append(f"M{now[0]} {now[1]}")
            begun = True
        elif now != last:
            step = now[0] - last[0], now[1] - last[1]
            words.append(f"{'l' if begun else ''}{step[0]}{'' if step[1] < 0 else ' '}{step[1]}")
            begun = False
        last = now
    text = " ".join(words)
    for sign in "-Ml":  # a sign parts two numbers as well as a space does
        text = text.replace(f" {sign}", sign)
    return text


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> Markup:
    return Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="{}"{}/>').format(
        x1, y1, x2, y2, colour, Markup(' stroke-dasharray="{}"').format(dash) if dash else ""
    )


def _text(
    x: float, y: float, words: str, anchor: str, size: float = 9.0, halo: bool = False
) -> Markup:
    """Words; with a halo of paper where they may lie on something."""
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="{:g}" fill="{}"{}>{}</text>'
    ).format(x, y, anchor, size, _INK, _HALO if halo else "", escape(words))


def _said(value: float) -> str:
    return f"{value:g}".replace("-", "−")
