"""``muscles.svg``: how long the muscles get on the way down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import group_words
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import raise_words
from opensim_wink.claims.hamstrings.moments import sample
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.muscle.guard import MuscleGuard
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
from opensim_wink.report.muscle.moments import FloatArray, MuscleMoments, smooth
from opensim_wink.squat.depth import relative_depth
from opensim_wink.squat.results import SquatAnalysis, SquatRep
from opensim_wink.squat.signals import SquatSignals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEG = {"r": "right leg", "l": "left leg"}
_LEGEND_WIDTH = 38
_ASSUMED = (0, (1.5, 2.5, 6.0, 2.5))  # nobody measured it: neither dashed as known nor dotted
_HAMSTRINGS = (
    ("biceps_femoris_long", ""),
    ("semimembranosus", ""),
    ("semitendinosus", ""),
    ("hamstrings_lumped", ""),
)
_OTHERS = (
    ("rectus_femoris", ""),
    ("gluteus_maximus", "inferior"),
    ("adductor_magnus", "ischial"),
    ("piriformis", ""),
)


@dataclass(frozen=True, eq=False)
class _Panel:
    """One muscle: its heading and its column on each side."""

    title: str
    columns: dict[str, int]


@dataclass(frozen=True, eq=False)
class _Descents:
    """What all panels draw from: lengths over standing length in %, and where they are known."""

    muscle: MuscleCurves
    signals: SquatSignals
    reps: tuple[SquatRep, ...]
    percent: FloatArray
    believed: NDArray[np.bool_]
    available_percent: dict[str, float]
    assumed: frozenset[str]


def plot_muscles(
    path: Path,
    title: str,
    muscle: MuscleCurves,
    guard: MuscleGuard,
    moments: MuscleMoments,
    signals: SquatSignals,
    squat: SquatAnalysis,
    evidence: Evidence | None,
) -> bool:
    """Draw length against depth in every descent.

    Parameters
    ----------
    path : Path
        The SVG file to write; the same input gives the same bytes.
    title : str
        Name of the trial.
    muscle : MuscleCurves
        Muscle paths.
    guard : MuscleGuard
        Which frames of them may be believed; the others are dotted.
    moments : MuscleMoments
        Gives the standing lengths.
    signals : SquatSignals
        Clinical curves, for the depth.
    squat : SquatAnalysis
        Repetitions and onsets.
    evidence : Evidence or None
        Gives the stretch that is available to each hamstring.

    Returns
    -------
    bool
        False, and no file, where there is no repetition, none of the muscles, or, as on all fours,
        no standing to hold their length against.
    """
    hamstrings, others = _panels(muscle, _HAMSTRINGS), _panels(muscle, _OTHERS)
    if not squat.reps or squat.movement != "squat" or not hamstrings + others:
        return False
    shown = _Descents(
        muscle,
        signals,
        squat.reps,
        100.0 * smooth(muscle, muscle.length_m, squat) / moments.standing_m,
        guard.valid,
        _available(evidence),
        _assumed(evidence),
    )
    with empty_figure() as figure:
        columns = max(len(hamstrings) + 1, len(others))
        figure.set_size_inches(2.9 * columns, 6.4)
        grid = figure.add_gridspec(2, columns)
        for row, panels in enumerate((hamstrings, others)):
            first: Axes | None = None
            for column, panel in enumerate(panels):
                axes = figure.add_subplot(grid[row, column], sharey=first)
                _draw(axes, panel, shown)
                axes.tick_params(labelleft=first is None)
                first = first or axes
            if first is not None:
                first.set_ylabel("length, % of standing   (longer ↑)")
        _explain(figure.add_subplot(grid[0, len(hamstrings) :]), shown, evidence)
        figure.suptitle(f"How long the muscles get on the way down: {title}", fontsize=11.5)
        figure.supxlabel("depth, % of the repetition   (standing → bottom)", fontsize=9)
        save_svg(figure, path)
    return True


def _panels(muscle: MuscleCurves, wanted: tuple[tuple[str, str], ...]) -> list[_Panel]:
    """Those of the muscles that the model has; the wanted part, or the group's lowest."""
    panels = []
    for group, part in wanted:
        columns: dict[str, int] = {}
        found = ""
        for side in COLOUR:
            of = [
                k
                for k in range(len(muscle.names))
                if (muscle.groups[k], muscle.sides[k]) == (group, side)
                and np.isfinite(muscle.length_m[:, k]).any()
            ]
            if of:
                columns[side] = next((k for k in of if muscle.parts[k] == part), of[-1])
                found = muscle.parts[columns[side]]
        if columns:
            panels.append(_Panel(group_words(group, found), columns))
    return panels


def _available(evidence: Evidence | None) -> dict[str, float]:
    """Length at the end of a straight-leg raise in % of standing, by muscle."""
    if evidence is None:
        return {}
    percent = 100.0 * evidence.raised_m / evidence.standing_m
    return {
        name: float(end)
        for name, end in zip(evidence.names, percent, strict=True)
        if np.isfinite(end) and end > 100.0
    }


def _assumed(evidence: Evidence | None) -> frozenset[str]:
    """Muscles whose straight-leg raise nobody measured or stated."""
    if evidence is None:
        return frozenset()
    whence = zip(evidence.names, evidence.slr_from, strict=True)
    return frozenset(name for name, source in whence if source == "assumed")


def _draw(axes: Axes, panel: _Panel, shown: _Descents) -> None:
    """One muscle, both sides, all repetitions."""
    for rep in shown.reps:
        interval = _onset_interval(rep)
        if interval is not None:
            axes.axvspan(*interval, color=FAINT, alpha=0.1, lw=0, zorder=0)
    axes.axhline(100.0, color=FAINT, lw=0.6, zorder=1)
    for side, column in panel.columns.items():
        colour, percent = COLOUR[side], shown.percent[:, [column]]
        end = shown.available_percent.get(shown.muscle.names[column])
        if end is not None:
            is_known = shown.muscle.names[column] not in shown.assumed
            axes.axhline(end, color=colour, lw=1.0, ls=DASHES if is_known else _ASSUMED, zorder=1)
        for rep in shown.reps:
            times = rep.repetition
            down = slice(times.start, times.bottom + 1)
            depth = 100.0 * relative_depth(shown.signals, times)[: times.bottom - times.start + 1]
            line = percent[down, 0]
            believed = shown.believed[down, column]
            axes.plot(depth, np.where(believed, line, np.nan), color=colour, lw=1.1, alpha=0.85)
            if not believed.all():
                doubted = np.where(beside(~believed), line, np.nan)
                axes.plot(depth, doubted, color=colour, lw=1.0, ls=":", alpha=0.75)
            if rep.onset is not None:
                when = np.array([rep.onset.time_s.value])
                at = sample(shown.muscle.time_s, percent, when)[0, 0]
                share = 100.0 * rep.onset.depth_fraction.value
                mark_onset(axes, share, at, colour)
    axes.set_title(panel.title, fontsize=9.5, loc="left")
    axes.set_xlim(0, 100)
    axes.set_xticks(range(0, 101, 25))
    axes.locator_params(axis="y", integer=True)
    axes.spines[["top", "right"]].set_visible(False)


def _onset_interval(rep: SquatRep) -> tuple[float, float] | None:
    """Ends of the onset's 95 % interval in % of the depth; None where none is known."""
    share = rep.onset.depth_fraction if rep.onset is not None else None
    if share is None or share.low is None or share.high is None:
        return None
    return 100.0 * share.low, 100.0 * share.high


def _explain(axes: Axes, shown: _Descents, evidence: Evidence | None) -> None:
    """What the lines mean, in the place of one more muscle."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    axes.axis("off")
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=COLOUR[side], lw=1.4, label=f"{words}, a line a repetition")
        for side, words in _LEG.items()
        if side in shown.muscle.sides
    ]
    if any(rep.onset is not None for rep in shown.reps):
        handles.append(onset_entry())
    if any(_onset_interval(rep) is not None for rep in shown.reps):
        handles.append(Patch(color=FAINT, alpha=0.2, lw=0, label="its 95 % interval"))
    if shown.available_percent and evidence is not None:
        handles += [
            Line2D([], [], color=INK, lw=1.0, ls=line, label=words)
            for line, words in _raise_lines(evidence, shown.assumed)
        ]
    if not shown.believed.all():
        words = "the model is the limit: its path jumps,\nturns round or was not checked there"
        handles.append(Line2D([], [], color=INK, lw=1.0, ls=":", label=words))
    axes.legend(
        handles=handles, loc="upper left", frameon=False, handlelength=2.6, labelspacing=0.9
    )
    axes.text(0.04, 0.02, "The two rows have scales of their own.", transform=axes.transAxes)


def _raise_lines(evidence: Evidence, assumed: frozenset[str]) -> list[tuple[Any, str]]:
    """A line and its words for raises that are known, and for those that are assumed."""
    lines: list[tuple[Any, str]] = []
    for line, is_assumed in ((DASHES, False), (_ASSUMED, True)):
        columns = [k for k, n in enumerate(evidence.names) if (n in assumed) == is_assumed]
        if columns:
            lines.append((line, _raise_words(evidence, columns)))
    return lines


def _raise_words(evidence: Evidence, columns: list[int]) -> str:
    """Whence the available stretch comes; each side may have its own."""
    words = {evidence.sides[k]: raise_words(evidence, k) for k in columns}
    if set(words) == set(evidence.sides) and len(set(words.values())) == 1:
        lines = [f"length at the end of {next(iter(words.values()))}"]
    else:
        lines = [f"{_LEG[side]}: {words[side]}" for side in words]
    return "\n".join(["stretch available:", *(fill(line, _LEGEND_WIDTH) for line in lines)])
