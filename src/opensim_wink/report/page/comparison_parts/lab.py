"""For the lab: trials, method, files, versions, the command that repeats it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from opensim_wink.report.page.comparison_parts.wording import said
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.parts.lab import command
from opensim_wink.report.page.template import render
from opensim_wink.report.strict_json import Json


def lab_part(result: ComparisonResult) -> Part:
    """What a laboratory needs to check and repeat the comparison, folded.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part
        Not printed.
    """
    words, record = said()["files"], result.provenance
    alpha = (record.get("settings") or {}).get("alpha")
    html = render(
        "comparison_lab.html.j2",
        words=words,
        trials=[_trial(trial, words) for trial in result.summary["trials"]],
        method=words["method_text"].format(alpha="0.05" if alpha is None else f"{alpha:g}"),
        files=_files(result, words),
        package=record.get("package") or {},
        created=record.get("created") or "",
        command=command(record),
        versions=record.get("versions") or {},
        inputs=_inputs(result),
    )
    return Part("lab", words["title"], html)


def _trial(trial: Json, words: Mapping[str, Any]) -> Json:
    verdicts: Counter[str] = Counter(trial["verdicts"])
    name = trial["words"]
    return {
        "trial": trial["trial"],
        "condition": name if trial["in_vocabulary"] else f"{name} ({words['own']})",
        "note": trial["note"] or "",
        "reps": f"{trial['reps']} ({trial['usable']})",
        "verdicts": "; ".join(f"{count} × {word}" for word, count in verdicts.items()),
    }


def _inputs(result: ComparisonResult) -> list[tuple[str, str]]:
    """Whose summary it is, and its fingerprint: they were recorded in the order of the trials."""
    inputs = result.provenance.get("inputs") or []
    trials = iter(trial["trial"] for trial in result.summary["trials"])
    return [
        (next(trials, one["name"]) if one.get("part") == "result" else one["name"], one["sha256"])
        for one in inputs
    ]


def _files(result: ComparisonResult, words: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Address, name and content of the files that are there."""
    return [
        (f"./{quote(name)}", name, what)
        for name, what in words["what"].items()
        if (result.folder / name).is_file()
    ]
