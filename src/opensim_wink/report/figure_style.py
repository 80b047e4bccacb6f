"""How pictures look: colours, letters as outlines, nothing global left changed."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

COLOUR = {"r": "#1d4ed8", "l": "#c81e1e"}
INK, FAINT = "#22303c", "#64748b"
DASHES = (0, (6, 4))
# Text as outlines: the picture looks the same where a font is not there.
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "opensim-wink",
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "text.parse_math": False,  # a trial may be called $1
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def empty_figure() -> Iterator[Figure]:
    """An empty figure of our style, whatever the user's own; nothing global stays changed.

    Yields
    ------
    Figure
        With constrained layout.
    """
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)  # its first start tells of fonts that it looks for
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure

        with warnings.catch_warnings(), mpl.rc_context():
            # A trial's name may hold letters that the font lacks; the file's name tells it too.
            warnings.filterwarnings("ignore", message="Glyph")
            mpl.rcdefaults()
            mpl.rcParams.update(_STYLE)
            yield Figure(layout="constrained")
    finally:
        log.setLevel(level)


def save_svg(figure: Figure, path: Path) -> None:
    """Write a figure as SVG; the same figure gives the same bytes.

    Parameters
    ----------
    figure : Figure
        From `empty_figure`; its layout is fixed by this.
    path : Path
        Where to.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    canvas = FigureCanvasSVG(figure)
    layout = figure.get_layout_engine()
    if layout is not None:
        # ``savefig`` would draw everything once more, unseen, only to lay it out.
        layout.execute(figure)
        figure.set_layout_engine("none")
    canvas.print_figure(path, format="svg", metadata={"Date": None})


def mark_onset(axes: Axes, x: float, y: float, colour: str) -> None:
    """Draw the circle that marks an onset.

    Parameters
    ----------
    axes : Axes
        Where.
    x, y : float
        The onset, in the numbers of the axes.
    colour : str
        That of its line.
    """
    axes.plot(x, y, "o", ms=5, mfc="w", mec=colour, mew=1.2, zorder=4)


def onset_entry() -> Line2D:
    """What the legend says of that circle.

    Returns
    -------
    Line2D
        With its words.
    """
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], marker="o", ms=5, mfc="w", mec=INK, mew=1.2, lw=0, label="onset of the wink"
    )


def beside(holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where it holds, and one frame on both sides, so that lines meet.

    Parameters
    ----------
    holds : ndarray of bool, shape (T,)
        Frames.

    Returns
    -------
    ndarray of bool, shape (T,)
        At least the same.
    """
    wide = holds.copy()
    wide[1:] |= holds[:-1]
    wide[:-1] |= holds[1:]
    return wide
