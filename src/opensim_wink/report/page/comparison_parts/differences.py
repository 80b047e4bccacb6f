"""Differences of every condition to the usual squat, with what holds among all comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opensim_wink.report.page.comparison_parts.dot_plot import Axis, axis_for, scale, strip
from opensim_wink.report.page.comparison_parts.wording import difference, digits_of, said
from opensim_wink.report.page.comparison_result import ComparisonResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import number, render
from opensim_wink.report.strict_json import Json

PANELS = (
    "pelvis_wink_same_depth_deg",
    "onset_depth_per_leg",
    "onset_hip_flexion_deg",
    "lumbar_change_same_depth_deg",
)


def differences_part(result: ComparisonResult) -> Part:
    """A panel a quantity with a strip a condition, and all differences as a table.

    Parameters
    ----------
    result : ComparisonResult
        The comparison.

    Returns
    -------
    Part
        For the second sheet.
    """
    words, effects = said()["differences"], result.summary["effects"]
    panels = [
        _panel(quantity, found, result, words)
        for quantity in PANELS
        if (found := list(result.effects_of(quantity)))
    ]
    family = max((effect["adjusted"].get("family") or 0 for effect in effects), default=0)
    html = render(
        "comparison_differences.html.j2",
        words=words,
        intro=words["intro"].format(family=family) if family > 1 else words["intro_one"],
        panels=panels,
        rows=[_table_row(effect, result.words, words) for effect in effects],
    )
    return Part("differences", words["title"], html, sheet=2)


def _panel(
    quantity: str, effects: Sequence[Json], result: ComparisonResult, words: Mapping[str, Any]
) -> Json:
    axis, unit = axis_for(effects), effects[0]["unit"]
    without = [
        {"condition": result.words[one["condition"]], "without": words["without"]}
        for one in result.effects_without(quantity)
    ]
    return {
        "title": words["quantities"][quantity],
        "unit": words["units"].get(unit, unit),
        "axis": scale(axis, digits_of(unit)),
        "rows": [_row(effect, axis, result.words, words) for effect in effects],
        "without": without,
    }


def _row(effect: Json, axis: Axis, names: Mapping[str, str], words: Mapping[str, Any]) -> Json:
    return {
        "condition": names.get(effect["condition"], effect["condition"]),
        "strip": strip(effect, axis),
        "number": difference(effect["adjusted"], effect["unit"]),
        "answer": words["says"].get(effect["answer"], effect["answer"]),
        "same": effect["answer"] in ("same", "cannot tell"),
    }


def _table_row(effect: Json, names: Mapping[str, str], words: Mapping[str, Any]) -> Json:
    digits, unit = digits_of(effect["unit"]), effect["unit"]
    quantity = effect["words"] if unit == "°" else f"{effect['words']} ({unit})"
    sign = "°" if unit == "°" else ""
    return {
        "condition": names.get(effect["condition"], effect["condition"]),
        "cells": [
            quantity,
            f"{number(effect['mean_against'], digits)}{sign}",
            f"{number(effect['mean'], digits)}{sign}",
            difference(effect["difference"], unit),
            difference(effect["adjusted"], unit),
            f"{number(effect['detectable_change'], digits)}{sign}",
            f"± {effect['margin']:g}{sign}",
            words["says"].get(effect["answer"], effect["answer"]),
        ],
    }
