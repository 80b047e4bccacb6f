"""The result in words, for a terminal."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from opensim_wink.report.strict_json import Json

_WIDTH = 100
_MOST_NOTES = 8
_HEAD = ("rep", "bottom", "depth", "thigh", "pelvis", "lumbar", "onset at", "verdict")
_UNITS = ("", "s", "of leg", "°", "wink °", "wink °", "depth, hip °", "")


def summary_text(summary: Json, folder: Path | None = None) -> str:
    """A summary that a person can read: verdict, one line a repetition, what to know, files.

    Parameters
    ----------
    summary : dict
        As `opensim_wink.report.summary.summarise` makes it or ``load_summary`` reads it.
    folder : Path or None
        Where the files are.

    Returns
    -------
    str
        Lines of text without an end of line after the last.
    """
    condition = f" ({summary['condition']})" if summary["condition"] else ""
    lines = [f"{summary['trial']}{condition}: {summary['verdict']}"]
    lines += [_wrapped(summary["reason"], "  "), ""]
    if summary["reps"]:
        lines += [*_table([_HEAD, _UNITS, *map(_rep_row, summary["reps"])]), ""]
    lines += _doubts(summary["reps"])
    lines += [
        _wrapped(
            f"not a squat, {m['start_s']:.2f}–{m['end_s']:.2f} s: {m['reason']}, {m['detail']}",
            "  ",
        )
        for m in summary["rejected"]
    ]
    rms = summary["markers"]["rms_m"]["value"]
    if rms is not None:
        most = summary["markers"]["max_m"]["value"]
        lines.append(
            f"  {len(summary['markers']['followed'])} markers followed, "
            f"{1e3 * rms:.1f} mm RMS, {1e3 * most:.0f} mm at most"
        )
    guard = dict.fromkeys(entry["reason"] for entry in summary["guard"])
    lines += [_wrapped(f"guard: {reason}", "  ") for reason in guard]
    notes = summary["notes"]
    lines += [_wrapped(f"note: {note}", "  ") for note in notes[:_MOST_NOTES]]
    rest = len(notes) - _MOST_NOTES
    if rest > 0:
        lines.append(f"  and {rest} more note{'s' * (rest > 1)} in summary.json")
    if folder is not None:
        lines += [
            "",
            f"Written to {folder}: summary.json, reps.csv, frames, opensim/, provenance.json",
        ]
    return "\n".join(lines)


def _doubts(reps: list[Json]) -> list[str]:
    """Why nothing can be told of some repetitions, those with the same reason together."""
    if len(reps) < 2:
        return []  # the trial's reason is the repetition's
    reasons: dict[str, list[str]] = {}
    for rep in reps:
        if rep["verdict"] == "cannot tell":
            reasons.setdefault(rep["reason"], []).append(str(rep["rep"]))
    return [
        _wrapped(f"rep {', '.join(numbers)}: {reason}", "  ") for reason, numbers in reasons.items()
    ]


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def _rep_row(rep: Json) -> tuple[str, ...]:
    onset = rep["onset"]
    at = "none"
    if onset is not None:
        share = onset["depth_fraction"]["value"]
        depth = "?" if share is None else f"{100 * share:.0f} %"
        at = f"{depth}, {_number(onset['hip_flexion_deg'], 0)}"
    elif rep["pelvis_wink_deg"]["value"] is None:
        at = "?"
    return (
        str(rep["rep"]),
        f"{rep['bottom_s']:.2f}",
        _number(rep["bottom"]["depth_per_leg"], 2),
        _number(rep["bottom"]["thigh_inclination_deg"], 0),
        _number(rep["pelvis_wink_deg"], 1),
        _number(rep["lumbar_wink_deg"], 1),
        at,
        rep["verdict"],
    )


def _number(measured: Json, digits: int) -> str:
    """A value, with its interval where one is known."""
    value, low, high = measured["value"], measured["low"], measured["high"]
    if value is None:
        return "?"
    text = f"{value:.{digits}f}"
    return text if low is None or high is None else f"{text} ({low:.{digits}f}–{high:.{digits}f})"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if column == len(row) - 1 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
