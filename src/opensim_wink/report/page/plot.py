"""A plot, said once: the script draws it on the screen, `figures` on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Style = Literal["solid", "dashed", "dotted"]
Look = Literal["line", "area", "mark", "band", "rule", "bar", "note"]
Kind = Literal["depth", "angle", "time"]


@dataclass(frozen=True)
class Group:
    """An entry of the legend, and how all that belongs to it looks.

    Attributes
    ----------
    key, label : str
        Its name in the data, and in words.
    look : str
        ``line``, ``area`` (between two curves), ``mark`` (a circle), ``band`` (a range of an
        axis), ``rule`` (one value of it), ``bar`` (in a row), or ``note`` (words alone).
    colour : str
        As CSS has it.
    style : str
        ``solid``, ``dashed`` or ``dotted``.
    bold : bool
        Whether it is what the eye should meet first.
    ways : tuple of str or None
        What more and less than zero is called, told in place of a sign; None for a plain number.
    """

    key: str
    label: str
    look: Look = "line"
    colour: str = "#22303c"
    style: Style = "solid"
    bold: bool = False
    ways: tuple[str, str] | None = field(default=None, compare=False)  # one entry, whatever is told


@dataclass(frozen=True, eq=False)
class Line:
    """A curve.

    Attributes
    ----------
    group : str
        Key of its group.
    x, y : ndarray, shape (N,)
        Its points in the axes' units; NaN breaks it.
    name : str
        What its value at the shared moment is called; empty where none is told.
    rep : int or None
        Repetition that it belongs to.
    span_s : tuple of float or None
        Times of its first and last point, all points equally far apart in time; None where time is
        its x, or where it is of no one moment.
    style : str or None
        Ahead of that of its group.
    """

    group: str
    x: FloatArray
    y: FloatArray
    name: str = ""
    rep: int | None = None
    span_s: tuple[float, float] | None = None
    style: Style | None = None


@dataclass(frozen=True, eq=False)
class Area:
    """What lies between two curves.

    Attributes
    ----------
    group : str
        Key of its group.
    x, low, high : ndarray, shape (N,)
        In the axes' units; points without a number are left out.
    """

    group: str
    x: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Band:
    """A range of one axis, or one value of it.

    Attributes
    ----------
    group : str
        Key of its group.
    axis : str
        ``x`` or ``y``.
    low, high : float
        Its ends; equal ones are a rule.
    label : str
        What stands on it; may be empty.
    """

    group: str
    axis: Literal["x", "y"]
    low: float
    high: float
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """A circle, or a cross where its value is not to be believed."""

    group: str
    x: float
    y: float
    cross: bool = False


@dataclass(frozen=True)
class Bar:
    """A stretch of time in a row that has a name."""

    row: int
    low: float
    high: float
    strong: bool


@dataclass(frozen=True)
class Axis:
    """An axis.

    Attributes
    ----------
    label : str
        Quantity, direction and unit.
    low, high : float
        Its ends.
    unit : str
        Put behind a number.
    decimals : int
        To which numbers are told; the data holds one more.
    """

    label: str
    low: float
    high: float
    unit: str = ""
    decimals: int = 1


@dataclass(frozen=True)
class Table:
    """The numbers of a plot, for those who do not see it.

    Attributes
    ----------
    head : tuple of str
        Columns.
    rows : tuple of tuple of str
        Cells; the first of a row names it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Plot:
    """One plot.

    Attributes
    ----------
    name : str
        Unlike all others of the page.
    kind : str
        ``depth`` and ``angle`` (the moment is a dot on a curve) or ``time`` (it is a line).
    title, says : str
        Heading, and the plot in words.
    x, y : Axis
        Axes.
    groups : tuple of Group
        The legend, in order.
    lines, areas, bands, marks, bars
        What is drawn.
    rows : tuple of str
        Names of the rows that bars lie in; empty for a plot with numbers on its y axis.
    table : Table
        Its numbers.
    notes : tuple of str
        What to bear in mind; plain text.
    paper : bool
        Whether it is printed.
    """

    name: str
    kind: Kind
    title: str
    says: str
    x: Axis
    y: Axis
    groups: tuple[Group, ...]
    table: Table
    lines: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paper: bool = True

    def group(self, key: str) -> Group:
        """The group of that key."""
        return next(group for group in self.groups if group.key == key)


def shared_groups(plots: Sequence[Plot]) -> tuple[Group, ...]:
    """Entries that several legends would repeat.

    Parameters
    ----------
    plots : sequence of Plot
        Of one part of the page.

    Returns
    -------
    tuple of Group
        Those that stand alike in at least two plots, in their order.
    """
    counts: dict[Group, int] = {}
    for plot in plots:
        for group in plot.groups:
            counts[group] = counts.get(group, 0) + 1
    return tuple(group for group, count in counts.items() if count > 1)
