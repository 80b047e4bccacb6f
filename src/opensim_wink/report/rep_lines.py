"""The repetitions of a trial as a table for a terminal, and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opensim_wink.report.strict_json import Json

_DIFFERS = 0.1  # share of the depth from which the second opinion on the onset is shown
_NONE, _UNKNOWN = "–", "?"


@dataclass(frozen=True)
class _Column:
    """A column: its two lines of heading, its cell, and whether it needs an onset."""

    head: str
    unit: str
    cell: Callable[[Json], str]
    needs_onset: bool = False


def table_lines(reps: list[Json], *, rocked: bool = False) -> list[str]:
    """One line a repetition under two lines of heading.

    Parameters
    ----------
    reps : list of dict
        The repetitions of a summary, at least one.
    rocked : bool
        Whether they are rock-backs on all fours, whose thighs tell no depth.

    Returns
    -------
    list of str
        Lines without indent; the columns of the onset only where some repetition has one.
    """
    onset = any(rep["onset"] for rep in reps)
    columns = [column for column in _COLUMNS if onset or not column.needs_onset]
    if not any(map(_differs, reps)):
        columns = [column for column in columns if column.cell is not _second]
    if rocked:
        columns = [column for column in columns if column.head != "thigh"]
    rows = [[c.head for c in columns], [c.unit for c in columns]]
    rows += [[c.cell(rep) for c in columns] for rep in reps]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    last = len(columns) - 1
    return [
        "  ".join(
            cell.ljust(width) if index == last else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def legend_lines(reps: list[Json], *, one_joint: bool, rocked: bool = False) -> list[str]:
    """What the columns of the table mean.

    Parameters
    ----------
    reps : list of dict
        The repetitions of a summary.
    one_joint : bool
        Whether one joint of the model stands for the whole back.
    rocked : bool
        Whether they are rock-backs on all fours.

    Returns
    -------
    list of str
        Sentences for the columns that `table_lines` shows.
    """
    thorax = "; with this model's one lumbar joint it includes the thorax" if one_joint else ""
    depth = (
        "depth: what the hips come nearer to the ankles since rest on all fours, over leg length; "
        "the bottom is where they are furthest back"
        if rocked
        else "depth: hip drop over leg length; thigh: 0° is parallel, below it is negative"
    )
    lines = [
        depth,
        "pelvis wink: backward tilt gained before the bottom, which decides on 'no wink'",
        "in brackets: 95 % interval, from assumed marker errors, raised where the recording "
        "shows more",
        f"lumbar flex: flexion gained in the descent, no part of 'no wink'{thorax}",
    ]
    if any(rep["onset"] for rep in reps):
        lines += [
            "onset: where the tilt turns, in % of the repetition's depth, and hip flexion there",
            "unwind, beyond: lumbar flexion from onset to bottom, up to neutral and beyond it",
        ]
    if any(map(_differs, reps)):
        lines.append(
            "2nd: onset by two straight lines, in % of the depth, where it differs by more than "
            f"{100 * _DIFFERS:.0f} %"
        )
    return lines


def _differs(rep: Json) -> bool:
    apart = (rep["onset"] or {}).get("onset_disagreement")
    return apart is not None and apart["value"] is not None and abs(apart["value"]) > _DIFFERS


def _number(measured: Json, digits: int, scale: float = 1.0) -> str:
    """A value alone: what the verdict does not hang on."""
    value = measured["value"]
    return _UNKNOWN if value is None else f"{scale * value:.{digits}f}"


def with_interval(measured: Json, digits: int, scale: float = 1.0) -> str:
    """A value with its 95 % interval, where one is known.

    Parameters
    ----------
    measured : dict
        ``{"value", "low", "high"}``.
    digits : int
        Decimals.
    scale : float
        Factor, such as 100 for a share in percent.

    Returns
    -------
    str
        Such as ``5.6 (4.2–6.5)``.
    """
    text = _number(measured, digits, scale)
    low, high = measured["low"], measured["high"]
    if text == _UNKNOWN or low is None or high is None:
        return text
    return f"{text} ({scale * low:.{digits}f}–{scale * high:.{digits}f})"


def _onset(
    key: str, scale: float = 1.0, write: Callable[[Json, int, float], str] = _number
) -> Callable[[Json], str]:
    def cell(rep: Json) -> str:
        if rep["onset"] is None:
            return _UNKNOWN if rep["pelvis_wink_deg"]["value"] is None else "none"
        return write(rep["onset"][key], 0, scale)

    return cell


def _split(key: str) -> Callable[[Json], str]:
    def cell(rep: Json) -> str:
        if rep["onset"] is None:
            return _NONE
        return _UNKNOWN if rep[key] is None else with_interval(rep[key], 1)

    return cell


def _second(rep: Json) -> str:
    if not _differs(rep):
        return _NONE
    return _number(rep["onset"]["segmented_depth_fraction"], 0, 100.0)


_COLUMNS = (
    _Column("rep", "", lambda rep: str(rep["rep"])),
    _Column("bottom", "s", lambda rep: f"{rep['bottom_s']:.2f}"),
    _Column("depth", "of leg", lambda rep: _number(rep["bottom"]["depth_per_leg"], 2)),
    _Column("thigh", "°", lambda rep: _number(rep["bottom"]["thigh_inclination_deg"], 0)),
    _Column("pelvis", "wink °", lambda rep: with_interval(rep["pelvis_wink_deg"], 1)),
    _Column("lumbar", "flex °", lambda rep: _number(rep["lumbar_wink_deg"], 1)),
    _Column("onset", "at %", _onset("depth_fraction", 100.0, with_interval), needs_onset=True),
    _Column("2nd", "%", _second, needs_onset=True),
    _Column("onset", "hip °", _onset("hip_flexion_deg"), needs_onset=True),
    _Column("unwind", "°", _split("unwind_deg"), needs_onset=True),
    _Column("beyond", "°", _split("true_flexion_deg"), needs_onset=True),
    _Column("verdict", "", lambda rep: str(rep["verdict"])),
)
