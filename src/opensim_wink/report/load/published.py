"""What was published of a load, drawn beside our own curves of it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from opensim_wink.load.references import Reference, load_references
from opensim_wink.report.figure_style import FAINT, INK
from opensim_wink.report.load.context import short_source

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

_BAND = "#0f766e"
_LEGEND_WIDTH = 50
_MOST_HEADROOM = 2.0  # a published load beyond this multiple of ours would squash our curves


def legend_text(words: str) -> str:
    """Words broken into lines as wide as the legend beside a panel.

    Parameters
    ----------
    words : str
        One entry.

    Returns
    -------
    str
        The same with line breaks.
    """
    return fill(words, _LEGEND_WIDTH)


def draw_published(axes: Axes, keys: Sequence[str], body_weight_n: float) -> list[Line2D | Patch]:
    """Draw verified published loads as bands and lines, as far as they do not squash the curves.

    Parameters
    ----------
    axes : Axes
        A panel whose curves are drawn; its limits grow with what fits.
    keys : sequence of str
        Which references.
    body_weight_n : float
        The person's, for those that are told in N.

    Returns
    -------
    list of Line2D or Patch
        Entries of the legend, also of those that lie beyond the scale.
    """
    handles: list[Line2D | Patch] = []
    low, high = axes.get_ylim()
    for reference in load_references():
        if reference.key not in keys or not reference.verified:
            continue
        scale = 1.0 / body_weight_n if reference.unit == "N" else 1.0
        ends = [scale * end for end in (reference.low, reference.high) if end is not None]
        if not ends:
            continue
        if max(ends) > _MOST_HEADROOM * high:
            handles.append(_label_only(reference, "beyond this scale"))
            continue
        handles.append(_band(axes, reference, ends))
        high = max(high, 1.15 * max(ends))
    axes.set_ylim(low, high)
    return handles


def _band(axes: Axes, reference: Reference, ends: list[float]) -> Line2D | Patch:
    """A range as a band, a single number or an upper end as a line."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    label = _words(reference)
    if len(set(ends)) == 2:
        axes.axhspan(min(ends), max(ends), color=_BAND, alpha=0.15, lw=0, zorder=0.5)
        return Patch(color=_BAND, alpha=0.3, lw=0, label=label)
    limit = reference.kind == "occupational limit"
    style, colour = ("-", FAINT) if limit else ((0, (8, 3)), _BAND)
    axes.axhline(ends[0], color=colour, lw=1.1, ls=style, zorder=1.5)
    if limit:  # two of them look alike
        axes.annotate(
            f"{reference.high:g} {reference.unit}",
            (0.0, ends[0]),
            xycoords=("axes fraction", "data"),
            xytext=(4, 2),
            textcoords="offset points",
            fontsize=7.5,
            color=INK,
        )
    return Line2D([], [], color=colour, lw=1.1, ls=style, label=label)


def _label_only(reference: Reference, why: str) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D([], [], lw=0, label=f"{_words(reference)}\n({why})")


def _words(reference: Reference) -> str:
    kind = {"occupational limit": "occupational limit, not for sport", "model": "other models"}
    words = (
        f"{kind.get(reference.kind, reference.kind)}: {reference.activity}, "
        f"{reference.words} ({short_source(reference)})"
    )
    return legend_text(words)
