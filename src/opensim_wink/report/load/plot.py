"""``loads.svg``: what back, hips and knees bear, over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.load.reaction_notes import DEEP_KNEE_DEG
from opensim_wink.load.results import Loads
from opensim_wink.report.figure_style import (
    COLOUR,
    DASHES,
    FAINT,
    INK,
    beside,
    empty_figure,
    mark_onset,
    onset_entry,
    save_svg,
)
from opensim_wink.report.load.published import draw_published, legend_text
from opensim_wink.report.load.summary import joint_grade
from opensim_wink.squat.measures.load_curves import LoadCurve, load_curves
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import FloatArray, SquatSignals

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

BoolArray = NDArray[np.bool_]

_BELOW = "#b45309"
_SIDE = {"r": "right", "l": "left"}
_DOTS = (0, (1, 2))


@dataclass(frozen=True)
class _Panel:
    """One row of the picture: heading, axis, the loads in it and what was published of them."""

    title: str
    axis: str
    topics: tuple[str, ...]
    published: tuple[str, ...] = ()


_PANELS = (
    _Panel(
        "L5/S1: net moment",
        "N·m   (extends the trunk ↑)",
        ("l5s1_extension_moment_above", "l5s1_extension_moment_below"),
    ),
    _Panel(
        "L5/S1: compression of the disc",
        "× body weight   (presses ↑)",
        ("l5s1_compression",),
        ("niosh_action", "niosh_maximum"),
    ),
    _Panel(
        "L5/S1: shear of the disc",
        "× body weight   (L5 forward ↑)",
        ("l5s1_anterior_shear",),
    ),
    _Panel(
        "Hips: contact force",
        "× body weight   (all directions together)",
        ("hip_contact",),
        ("bergmann_sit_to_stand",),
    ),
    _Panel(
        "Knees: contact force",
        "× body weight   (all directions together)",
        ("knee_contact",),
        ("kutzner_bend", "glitsch_move"),
    ),
)


@dataclass(frozen=True, eq=False)
class _Shown:
    """What all panels draw from."""

    loads: Loads
    curves: dict[str, LoadCurve]
    squat: SquatAnalysis
    deep: dict[str, BoolArray]
    failed: dict[str, str]


def plot_loads(
    path: Path, title: str, loads: Loads, signals: SquatSignals, squat: SquatAnalysis
) -> bool:
    """Draw moments and contact forces over time, repetitions shaded.

    Parameters
    ----------
    path : Path
        The SVG file to write; the same input gives the same bytes.
    title : str
        Name of the trial.
    loads : Loads
        Moments and forces of the trial.
    signals : SquatSignals
        Clinical curves, for the frames in which a knee is bent too far for the model.
    squat : SquatAnalysis
        Repetitions, onsets and bottoms.

    Returns
    -------
    bool
        False, and no file, where no load is known in any frame.
    """
    curves = {
        name: curve for name, curve in load_curves(loads).items() if np.isfinite(curve.values).any()
    }
    panels = [panel for panel in _PANELS if _of(panel, curves)]
    if not panels:
        return False
    with np.errstate(invalid="ignore"):
        bent = signals.knee_flexion_deg > DEEP_KNEE_DEG
    deep = {"knee_contact_r": bent[:, 0], "knee_contact_l": bent[:, 1]}
    shown = _Shown(loads, curves, squat, deep, _failed(loads, signals, squat))
    with empty_figure() as figure:
        figure.set_size_inches(11.5, 0.9 + 1.95 * len(panels))
        grid = figure.add_gridspec(len(panels), 2, width_ratios=(3.0, 1.35))
        first: Axes | None = None
        for row, panel in enumerate(panels):
            axes = figure.add_subplot(grid[row, 0], sharex=first)
            handles = _draw(axes, panel, shown)
            axes.tick_params(labelbottom=row == len(panels) - 1)
            if first is None:
                first = axes
                _number(axes, shown)
                handles += _common(shown)
            beside_it = figure.add_subplot(grid[row, 1])
            beside_it.axis("off")
            legend = beside_it.legend(
                handles=handles, loc="upper left", frameon=False, handlelength=2.4,
                labelspacing=0.5, borderaxespad=0.0, fontsize=7.5,
            )  # fmt: skip
            legend.set_in_layout(False)  # a long one must not squeeze the panels
        figure.align_ylabels()
        figure.suptitle(f"What it loads: {title}", fontsize=11.5)
        figure.supxlabel(_foot(shown), fontsize=8.5)
        save_svg(figure, path)
    return True


def _of(panel: _Panel, curves: dict[str, LoadCurve]) -> list[LoadCurve]:
    """Those loads of a panel that are known somewhere."""
    return [curve for curve in curves.values() if curve.topic in panel.topics]


def _draw(axes: Axes, panel: _Panel, shown: _Shown) -> list[Line2D | Patch]:
    """One panel; what its legend has to say."""
    time_s, weight_n = shown.loads.time_s, shown.loads.body_weight_n
    handles: list[Line2D | Patch] = []
    curves = _of(panel, shown.curves)
    for curve in curves:
        values = curve.values if curve.unit == "N·m" else curve.values / weight_n
        colour, words = _style(curve)
        deep = shown.deep.get(curve.quantity, np.zeros(len(values), dtype=bool))
        (line,) = axes.plot(time_s, np.where(deep, np.nan, values), color=colour, lw=1.3)
        line.set_label(legend_text(words))
        handles.append(line)
        if deep.any():
            axes.plot(
                time_s, np.where(beside(deep), values, np.nan), color=colour, lw=1.2, ls=_DOTS
            )
        _mark(axes, values, colour, shown)
    handles += _too_deep(curves, shown) + _not_believed(curves, shown)
    axes.axhline(0.0, color=FAINT, lw=0.6, zorder=1)
    handles += draw_published(axes, panel.published, shown.loads.body_weight_n)
    guessed = [curve for curve in curves if curve.estimated]
    of_it = "" if len(guessed) == len(curves) else " from below"
    told = f" (an estimate{of_it}: no force plates)" if guessed else ""
    axes.set_title(panel.title + told, fontsize=9.5, loc="left")
    axes.set_ylabel("\n".join(panel.axis.split("   ")), fontsize=8.5)
    axes.margins(x=0.0)
    axes.locator_params(axis="y", nbins=5)
    axes.spines[["top", "right"]].set_visible(False)
    for rep in shown.squat.reps:
        times = rep.repetition
        axes.axvspan(times.start_s, times.end_s, color=FAINT, alpha=0.1, lw=0, zorder=0)
        axes.axvline(times.bottom_s, color=FAINT, lw=0.9, ls=DASHES, zorder=1)
    return handles


def _style(curve: LoadCurve) -> tuple[str, str]:
    """Colour and legend of a load."""
    told = ", ground reaction estimated" if curve.estimated else ""
    if curve.side:
        return COLOUR[curve.side], f"{_SIDE[curve.side]}{told}"
    if curve.topic.endswith("_above"):
        return INK, "from above: trunk, head, arms, what is carried"
    if curve.topic.endswith("_below"):
        return _BELOW, "from below: legs and ground"
    return INK, "with all muscles of the model"


def _mark(axes: Axes, values: FloatArray, colour: str, shown: _Shown) -> None:
    """A circle at every onset."""
    time_s = shown.loads.time_s
    for rep in shown.squat.reps:
        if rep.onset is not None:
            when = rep.onset.time_s.value
            at = float(np.interp(when, time_s, values))
            mark_onset(axes, when, at, colour)


def _failed(loads: Loads, signals: SquatSignals, squat: SquatAnalysis) -> dict[str, str]:
    """Joints whose contact force is not to be believed, and the first reason why."""
    grades = {
        name: joint_grade(loads, reaction, signals, squat)
        for name, reaction in loads.reactions.items()
    }
    return {name: _lower(g.reasons[0]) for name, g in grades.items() if g.grade == "fail"}


def _lower(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _not_believed(curves: Sequence[LoadCurve], shown: _Shown) -> list[Line2D | Patch]:
    """A line of the legend for joints that fail their grade, both sides as one if alike."""
    from matplotlib.lines import Line2D

    sides: dict[str, list[str]] = {}
    for curve in curves:
        joint = f"{curve.topic.partition('_')[0]}{'_' if curve.side else ''}{curve.side}"
        if curve.unit == "N" and joint in shown.failed:
            sides.setdefault(shown.failed[joint], []).append(_SIDE.get(curve.side, ""))
    return [
        Line2D([], [], lw=0, label=legend_text(f"not to be believed{_of_sides(who)}: {why}"))
        for why, who in sides.items()
    ]


def _of_sides(sides: Sequence[str]) -> str:
    """Nothing for the spine or where both sides are meant."""
    return f" ({sides[0]})" if len(sides) == 1 and sides[0] else ""


def _too_deep(curves: Sequence[LoadCurve], shown: _Shown) -> list[Line2D | Patch]:
    from matplotlib.lines import Line2D

    if not any(shown.deep[c.quantity].any() for c in curves if c.quantity in shown.deep):
        return []
    words = f"knee bent over {DEEP_KNEE_DEG:.0f}°: thigh rests on calf, which the model leaves out"
    return [Line2D([], [], color=INK, lw=1.2, ls=_DOTS, label=legend_text(f"{words}: too high"))]


def _number(axes: Axes, shown: _Shown) -> None:
    """Numbers of the repetitions where they begin, at the top of the first panel."""
    for rep in shown.squat.reps:
        axes.annotate(
            str(rep.repetition.number),
            (rep.repetition.start_s, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, -3),
            textcoords="offset points",
            va="top",
            fontsize=8.0,
            color=INK,
        )


def _common(shown: _Shown) -> list[Line2D | Patch]:
    """What holds in every panel."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    if not shown.squat.reps:
        return []
    handles: list[Line2D | Patch] = [
        Patch(color=FAINT, alpha=0.2, lw=0, label="a repetition, by its number"),
        Line2D([], [], color=FAINT, lw=0.9, ls=DASHES, label="its deepest frame"),
    ]
    if any(rep.onset is not None for rep in shown.squat.reps):
        handles.append(onset_entry())
    return handles


def _foot(shown: _Shown) -> str:
    """Under the time axis: where it comes from, what body weight is, and what gaps are."""
    source = {
        "plates": "Ground reaction from force plates.",
        "estimate": "Ground reaction estimated from the motion, not measured.",
        "none": "No ground reaction is known.",
    }[shown.loads.ground.source]
    return (
        f"time, s\n{source} 1 body weight is {shown.loads.body_weight_n:.0f} N. "
        "Lines break where a load is not known or is not to be believed."
    )
