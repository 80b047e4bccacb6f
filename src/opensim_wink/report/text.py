"""The result in words, for a terminal."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import fill

from opensim_wink.errors import counted
from opensim_wink.report.answers import answer_lines
from opensim_wink.report.load.text import load_lines
from opensim_wink.report.opensim_files.verification import verification_line
from opensim_wink.report.rep_lines import legend_lines, table_lines
from opensim_wink.report.strict_json import Json

_WIDTH = 100
_MOST_NOTES = 5
_FILES = (
    "report.html",
    "summary.json",
    "reps.csv",
    "events.csv",
    "curves.csv",
    "draws.npz",
    "scene.npz",
    "muscles.csv",
    "hamstrings.csv",
    "muscles.svg",
    "loads.csv",
    "loads.svg",
    "frames.csv",
    "frames.parquet",
    "opensim",
    "provenance.json",
)
# What other lines tell already, or what nobody needs to act on.
_LEFT_OUT = re.compile(r"(static trial: )?Not turned |.*closed by splines over time|.*left open")


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
    reps = summary["reps"]
    condition = f" ({summary['condition']})" if summary["condition"] else ""
    rocked = summary.get("movement") == "rock_back"
    verdict = summary["verdict"] if reps else f"no {_movement(summary)} found"
    if rocked and reps:
        verdict = f"rock-back, {verdict}"
    head = [f"{summary['trial']}{condition}: {verdict}", _wrapped(summary["reason"])]
    blocks = [head]
    if reps:
        one_joint = summary["model"]["lumbar_levels"] == 1
        sentences = legend_lines(reps, one_joint=one_joint, rocked=rocked)
        legend = [_wrapped(line) for line in sentences]
        blocks += [[f"  {line}" for line in table_lines(reps, rocked=rocked)], legend]
    blocks.append([_wrapped(line) for line in answer_lines(summary)])
    blocks.append([_wrapped(line) for line in load_lines(summary["load"])])
    blocks += [
        _doubts(reps) + _rejected(summary),
        _beware(summary),
        _markers(summary) + _verified(summary),
    ]
    blocks.append(_notes(summary))
    if folder is not None:
        there = [name for name in _FILES if (folder / name).exists()]
        blocks.append([f"Written to {folder}: {', '.join(there)}"] if there else [])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _movement(summary: Json) -> str:
    return "rock-back" if summary.get("movement") == "rock_back" else "squat"


def _doubts(reps: list[Json]) -> list[str]:
    """Why nothing can be told of some repetitions, those with the same reason together."""
    if len(reps) < 2:
        return []  # the trial's reason is the repetition's
    reasons: dict[str, list[str]] = {}
    for rep in reps:
        if rep["verdict"] == "cannot tell":
            reasons.setdefault(rep["reason"], []).append(str(rep["rep"]))
    return [_wrapped(f"Rep {', '.join(numbers)}: {reason}") for reason, numbers in reasons.items()]


def _rejected(summary: Json) -> list[str]:
    return [
        _wrapped(
            f"Not a {_movement(summary)}, {m['start_s']:.2f}–{m['end_s']:.2f} s: {m['reason']}, "
            f"{m['detail']}"
        )
        for m in summary["rejected"]
    ]


def _beware(summary: Json) -> list[str]:
    """Objections of the guard, those that block a verdict first, and other doubts."""
    entries = sorted(summary["guard"], key=lambda entry: not entry["blocks"])
    told = [summary["reason"], *(rep["reason"] for rep in summary["reps"])]
    guard = [
        f"Guard: {reason}"
        for reason in dict.fromkeys(entry["reason"] for entry in entries)
        if not any(reason.rstrip(".") in sentence for sentence in told)
    ]
    return [_wrapped(line) for line in (*guard, *(f"Beware: {w}" for w in summary["warnings"]))]


def _verified(summary: Json) -> list[str]:
    """What OpenSim's own tool finds; where it finds something else, the warnings tell."""
    outcome = summary.get("verify")
    if outcome is None or not outcome["agrees"]:
        return []
    return [_wrapped(verification_line(outcome))]


def _markers(summary: Json) -> list[str]:
    """How well the model met the markers, and what of them was filled."""
    markers = summary["markers"]
    rms = markers["rms_m"]["value"]
    lines = []
    if rms is not None:
        at = markers["max_at"]
        where = f" ({at['marker']}, {at['time_s']:.1f} s)" if at else ""
        lines.append(
            f"  {counted(len(markers['followed']), 'marker')} followed, {1e3 * rms:.1f} mm RMS, "
            f"{1e3 * markers['max_m']['value']:.0f} mm at most{where}"
        )
    parts = []
    if markers["fills"]:
        names = {gap["marker"] for gap in markers["fills"]}
        frames = sum(gap["frames"] for gap in markers["fills"])
        parts.append(f"{counted(len(names), 'marker')} filled in {counted(frames, 'frame')}")
    if markers["open_gaps"]:
        parts.append(f"{counted(len(markers['open_gaps']), 'gap')} left open")
    return [*lines, f"  {', '.join(parts)}"] if parts else lines


def _notes(summary: Json) -> list[str]:
    told = set(summary["warnings"])
    notes = [n for n in summary["notes"] if n not in told and not _LEFT_OUT.match(n)]
    lines = [_wrapped(f"Note: {note}") for note in notes[:_MOST_NOTES]]
    rest = len(notes) - _MOST_NOTES
    return [*lines, f"  {counted(rest, 'more note')} in summary.json"] if rest > 0 else lines


def _wrapped(text: str) -> str:
    """A sentence that starts with a capital, broken to the terminal's width.

    The word after a heading such as "Note:" gets the capital too, unless it is a name.
    """
    heading, colon, rest = text.partition(": ")
    if colon and heading in ("Note", "Guard", "Beware"):
        text = f"{heading}: {_capitalised(rest)}"
    return fill(_capitalised(text), _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _capitalised(text: str) -> str:
    first = text.partition(" ")[0].rstrip(",:;")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text
