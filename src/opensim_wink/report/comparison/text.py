"""A comparison of conditions in words, for a terminal."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from opensim_wink.claims.speech import written
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.errors import counted
from opensim_wink.report.comparison.files import NOT_A_DIAGNOSIS
from opensim_wink.report.strict_json import Json

_ORDER = ("supported", "contradicted", "cannot tell")
_SUPPORTED = "What each of these predicts was seen. That alone names no cause: see below."
_MISSING = "Not recorded, each with the claims that wait for it:"
_COMPARED = (
    "Against the usual squat (95 % intervals that hold for all of these comparisons together, so "
    "they are wider than those of one comparison in the claims above):"
)
_SHOWN = (
    "pelvis_wink_same_depth_deg",
    "true_flexion_deg",
    "onset_depth_per_leg",
    "onset_hip_flexion_deg",
    "bottom_depth_per_leg",
)
_SAYS = {
    "larger": "more",
    "smaller": "less",
    "same": "no difference that matters",
    "cannot tell": "cannot tell",
}


def comparison_text(summary: Json, width: int, folder: Path | None = None) -> str:
    """What the trials of one person say together: claims first, then causes, then the numbers.

    Parameters
    ----------
    summary : dict
        As `opensim_wink.report.comparison.files.comparison_summary` makes it.
    width : int
        Columns of the terminal.
    folder : Path, optional
        Where the files are.

    Returns
    -------
    str
        The page, ending in a line break.
    """

    def wrapped(text: str, indent: int = 2) -> str:
        return fill(text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))

    blocks = [[wrapped(line, indent) for indent, line in _head(summary)]]
    blocks.append([wrapped(note) for note in summary["notes"] if note != NOT_A_DIAGNOSIS])
    tried = [claim for claim in summary["claims"] if not claim["missing"]]
    for verdict in _ORDER:
        claims = [claim for claim in tried if claim["verdict"] == verdict]
        if claims:
            lines = [f"{verdict.capitalize()}:"]
            if verdict == "supported":
                lines.append(wrapped(_SUPPORTED))
            lines += [wrapped(_claim_line(claim)) for claim in claims]
            blocks.append(lines)
    missing = [wrapped(line) for line in _missing_lines(summary)]
    if missing:
        blocks.append([wrapped(_MISSING, 0), *missing])
    blocks.append(
        [
            wrapped("Causes (in brackets the claims above that they rest on):", 0),
            *(wrapped(line) for line in _cause_lines(summary)),
        ]
    )
    effects = [wrapped(line) for line in _effect_lines(summary)]
    if effects:
        blocks.append([wrapped(_COMPARED, 0), *effects])
    if folder is not None:
        blocks.append(
            [f"Written to {folder}: report.html, comparison.json, effects.csv, claims.csv"]
        )
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(summary: Json) -> list[tuple[int, str]]:
    """The answer in few lines, each with its indent."""
    named, untested = summary["named"], summary["untested"]
    words = {cause["cause"]: cause["words"] for cause in summary["causes"]}
    if named:
        answer = "the trials are consistent with " + " and ".join(words[one] for one in named)
    else:
        answer = "no cause stands out" if untested is None else "no cause could be tested"
    person = summary["person"] or "This person"
    conditions = len({trial["condition"] for trial in summary["trials"]})
    trials = counted(len(summary["trials"]), "trial")
    why = [] if untested is None else [
        (2, f"{untested['says']} To record: {untested['settles']}."),
    ]  # fmt: skip
    return [
        (0, f"{person}: {answer}."),
        *why,
        (2, f"{trials} under {counted(conditions, 'condition')}. {NOT_A_DIAGNOSIS}"),
    ]


def _cause_lines(summary: Json) -> list[str]:
    return [cause["statement"] for cause in summary["causes"]]


def _claim_line(claim: Json) -> str:
    told = f"“{claim['claim']}” [{claim['id']}] {claim['reason']}"
    settles = claim["settles"]
    if claim["verdict"] == "cannot tell" and settles and settles not in claim["reason"]:
        told += f" To settle it: {settles}."
    return told


def _missing_lines(summary: Json) -> list[str]:
    """Every trial that a claim lacks, with those claims by name."""
    lacking: dict[str, list[str]] = {}
    for claim in summary["claims"]:
        for group in claim["missing"]:
            lacking.setdefault(group, []).append(claim["id"])
    return [
        f"{' or '.join(KINDS[name].words for name in group.split(' or '))}: {', '.join(claims)}"
        for group, claims in lacking.items()
    ]


def _effect_lines(summary: Json) -> list[str]:
    lines = []
    called = {one["condition"]: one["words"] for one in summary["conditions"]}
    for effect in summary["effects"]:
        if effect["quantity"] not in _SHOWN or effect["answer"] == "undefined":
            continue
        difference = effect["adjusted"]  # the interval that the answer rests on
        if difference["value"] is None or difference["low"] is None:
            continue
        digits = 1 if effect["unit"] == "°" else 2
        sign = effect["unit"] if effect["unit"] == "°" else ""
        unit = "" if sign else f" {effect['unit']}".rstrip()
        value, low, high = (
            written(difference[end], digits, signed=True) for end in ("value", "low", "high")
        )
        lines.append(
            f"{called.get(effect['condition'], effect['condition'])}, {effect['words']}: "
            f"{value}{sign} ({low} to {high}{sign}){unit}: "
            f"{_SAYS.get(effect['answer'], effect['answer'])}"
        )
    return lines
