"""What the conditions change, over people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.report.page.cohort_parts.wording import condition_words, said, share_words
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.comparison_parts.dot_plot import Axis, axis_for, scale, strip
from opensim_wink.report.page.comparison_parts.wording import difference, digits_of, signed
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import NO_NUMBER, number, render
from opensim_wink.report.strict_json import Json

TOLD = "pelvis_wink_deg"
ENOUGH_PEOPLE = 10
"""Below it a page says that the intervals of differences rest on few."""
FEWEST_PAIRS = 3
_SURE = 0.05
_LEAST_REACH = {"°": 1.0, "leg lengths": 0.02}
_NOTHING = {"value": None, "low": None, "high": None}


def effects_part(result: CohortResult) -> Part | None:
    """Differences to the usual squat, each person held against themselves.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part or None
        None where the study knows one condition only.
    """
    summary, words = result.summary, said()["effects"]
    if len(summary["conditions"]) < 2:
        return None
    rows = summary["effects"]["rows"]
    html = render(
        "cohort_effects.html.j2",
        words=words,
        plain=_plain(words["plain"], rows),
        rough=any(FEWEST_PAIRS <= row["paired"]["n"] < ENOUGH_PEOPLE for row in rows),
        panels=[panel for name in words["quantities"] if (panel := _panel(words, name, rows))],
        rows=[_row(words, row) for row in rows],
        conditions=[
            {
                "name": condition_words(name),
                "cells": [
                    share_words(found["wink"]["people"]["most"]),
                    share_words(found["wink"]["repetitions"]),
                ],
            }
            for name, found in summary["by_condition"].items()
        ],
        reasons=_reasons(words, rows),
    )
    return Part("effects", words["title"], html, sheet=2)


def _plain(forms: Mapping[str, Any], rows: list[Json]) -> list[str]:
    """What each condition changes of the tuck, in a sentence."""
    return [
        _sentence(forms, row["paired"], condition_words(row["condition"]))
        for row in rows
        if row["quantity"] == TOLD
    ]


def _sentence(forms: Mapping[str, Any], found: Json, condition: str) -> str:
    n, value, low, high = (found[name] for name in ("n", "value", "low", "high"))
    if value is None:
        few = forms["few"][{0: "none", 1: "one"}.get(n, "many")]
        return str(few.format(condition=condition, n=n))
    told = {"condition": condition, "n": n, "signed": f"{signed(value, 1)}°"}
    if low is None:
        return str(forms["alike"].format(**told))
    if low <= 0 <= high or found["p_holm"] is None or found["p_holm"] >= _SURE:
        form = forms["open" if low <= 0 <= high else "weak"]
        return str(form.format(**told, low=f"{signed(low, 1)}°", high=f"{signed(high, 1)}°"))
    ends = sorted((abs(low), abs(high)))
    sizes = {"value": abs(value), "low": ends[0], "high": ends[1]}
    form = forms["less" if value < 0 else "more"]
    return str(form.format(**told, **{k: f"{number(v, 1)}°" for k, v in sizes.items()}))


def _panel(words: Mapping[str, Any], quantity: str, rows: list[Json]) -> Json | None:
    """One quantity: a strip a condition."""
    mine = [row for row in rows if row["quantity"] == quantity]
    drawn = {row["condition"]: _drawn(row) for row in mine if row["paired"]["value"] is not None}
    if not drawn:
        return None
    unit = mine[0]["unit"]
    reach = _LEAST_REACH.get(unit, 0.0)
    axis: Axis = axis_for([{**one, "margin": reach} for one in drawn.values()])
    return {
        "title": words["quantities"][quantity],
        "unit": unit,
        "axis": scale(axis, digits_of(unit)),
        "rows": [
            {
                "condition": condition_words(row["condition"]),
                "strip": strip(drawn[row["condition"]], axis),
                "number": difference(row["paired"], unit),
                "people": words["people"].format(n=row["paired"]["n"]),
            }
            for row in mine
            if row["condition"] in drawn
        ],
    }


def _drawn(row: Json) -> Json:
    """A row as a strip takes it: thick the pairs, thin the model."""
    model = row["mixed"] if row["mixed"]["value"] is not None else _NOTHING
    return {
        "difference": row["paired"],
        "adjusted": model,
        "margin": 0.0,
        "detectable_change": None,
    }


def _row(words: Mapping[str, Any], row: Json) -> Json:
    cells = []
    for way in ("paired", "mixed"):
        found = row[way]
        told = difference(found, row["unit"]) if found["value"] is not None else NO_NUMBER
        why = words["why"].get(found["why"], found["why"])
        cells += [str(found["n"]), f"{told} ({why})" if why else told, p_words(found["p_holm"])]
    return {
        "quantity": f"{words['quantities'][row['quantity']]}, {row['unit']}",
        "condition": condition_words(row["condition"]),
        "cells": cells,
    }


def p_words(p: float | None) -> str:
    """A p value.

    Parameters
    ----------
    p : float or None
        From 0 to 1.

    Returns
    -------
    str
        Three decimals, or that it is smaller.
    """
    if p is None:
        return NO_NUMBER
    return "< 0.001" if p < 0.001 else number(p, 3)


def _reasons(words: Mapping[str, Any], rows: list[Json]) -> list[str]:
    """Why there are no numbers, each reason once."""
    whys = dict.fromkeys(row["mixed"]["why"] for row in rows if row["mixed"]["why"])
    return [words["model_without"].format(why=words["why"].get(why, why)) for why in whys]
