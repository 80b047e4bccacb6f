"""The conditions side by side: wink, onset, lumbar flexion at the same depth, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.report.page.comparison_parts.wording import in_words, measured_words, said
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import number, render
from opensim_wink.report.strict_json import Json

# Name of the mean, decimals; heads and units are texts.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("pelvis_wink_deg", 1),
    ("onset_depth_per_leg", 2),
    ("onset_box_height_cm", 0),
    ("onset_hip_flexion_deg", 0),
    ("lumbar_change_same_depth_deg", 1),
    ("bottom_depth_per_leg", 2),
)


def conditions_part(result: ComparisonResult) -> Part | None:
    """A row a condition, the usual squat first.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part or None
        For the first sheet; None where no trial holds a repetition.
    """
    conditions = result.summary["conditions"]
    if not conditions:
        return None
    words = said()["conditions"]
    depth = number(result.summary.get("same_depth_per_leg"), 2)
    shown = {name for one in conditions for name in one["trials"]}
    other = [trial for trial in result.summary["trials"] if trial["trial"] not in shown]
    html = render(
        "comparison_conditions.html.j2",
        words=words,
        heads=[words["columns"][name] for name, _ in COLUMNS],
        rows=[_row(one, words) for one in conditions],
        notes=_notes(conditions, other, depth, words),
    )
    return Part("conditions", words["title"], html, sheet=1)


def _row(condition: Json, words: Mapping[str, Any]) -> Json:
    usable, reps = condition["usable"], condition["reps"]
    counted = words["rep"] if reps == 1 else words["reps"].format(count=reps)
    if usable != reps:
        counted = words["of"].format(usable=usable, reps=reps)
    total = sum(condition["verdicts"].values())
    return {
        "name": condition["words"],
        "reps": counted,
        "whole": usable == reps,
        "cells": [measured_words(condition["means"].get(name), d) for name, d in COLUMNS],
        "verdicts": [
            word if count == total else words["verdict_part"].format(
                count=count, all=total, word=word
            )
            for word, count in condition["verdicts"].items()
        ],
    }  # fmt: skip


def _notes(
    conditions: list[Json], other: list[Json], depth: str, words: Mapping[str, Any]
) -> list[str]:
    notes = [words["same_depth"].format(depth=depth)]
    if any(one["movement"] != "squat" for one in conditions):
        notes.append(words["all_fours"])
    if other:
        trials = in_words(f"{one['words']} ({one['trial']})" for one in other)
        notes.append(words["other"].format(trials=trials))
    return notes
