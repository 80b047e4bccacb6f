"""The first screen: how many people, and how common each verdict is among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opensim_wink.report.page.cohort_parts.wording import (
    condition_words,
    ends,
    percent,
    said,
    share_words,
)
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import render
from opensim_wink.report.strict_json import Json

MOST_NAMES = 12


def prevalence_part(result: CohortResult) -> Part:
    """How many people tuck the pelvis, and does everybody.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        The first of the page, without a heading of its own.
    """
    words, found = said()["prevalence"], result.summary["prevalence"]
    html = render(
        "cohort_prevalence.html.j2",
        words=words,
        lead=_lead(words, result.summary),
        everybody=_everybody(words, found),
        scope=_scope(words, result.summary),
        twins=[
            words["same_recording"].format(one=one, other=other)
            for one, other in result.summary.get("same_recording", [])[:MOST_NAMES]
        ],
        doubts=[
            words["doubt"].format(
                places=_names(words["left_out"]["more"], one["places"]), reason=one["reason"]
            )
            for one in result.summary.get("doubts", [])[:MOST_NAMES]
        ],
        left_out=_left_out(words["left_out"], result.summary["left_out"]),
        facts=_facts(words, result.summary),
        rows=[
            _row(words["verdicts"][name], found["verdicts"][name])
            for name in words["verdicts"]
            if name in found["verdicts"]
        ],
        whole=_row(words["wink"], found["wink"]),
        kinds=words["kinds"]["open" if found["kind_open"] else "all"].format(
            open=found["kind_open"]
        ),
        untold=share_words(found["cannot_tell"]),
    )
    return Part("prevalence", words["title"], html, sheet=1)


def _lead(words: Mapping[str, Any], summary: Json) -> str:
    """Does everybody: how many do, with the interval and those of whom it cannot be told."""
    people = summary["prevalence"]["wink"]["people"]
    most, forms = people["most"], words["lead"]
    if not most["n"]:
        return str(words["nothing"])
    left = summary["counts"]["participants"] - most["n"]
    untold = forms["untold"]["one" if left == 1 else "many"].format(n=left) if left else ""
    if most["n"] == 1:
        form = forms["one" if most["count"] else "one_not"]
    elif most["count"] == most["n"]:
        form = forms["all"]
    else:
        form = forms["part" if people["some"]["count"] else "none"]
    told = {**most, "share": percent(most["share"]), "ends": f" ({ends(most)})"}
    return str(form.format(**told, untold=untold))


def _everybody(words: Mapping[str, Any], found: Json) -> str:
    """Does everybody wink: what so many people can say of it."""
    people = found["wink"]["people"]
    most, some = people["most"], people["some"]
    if most["n"] < 2:
        return ""
    if most["count"] == most["n"]:
        rest = percent(1 - most["at_least"])
        return str(words["everybody"]["all"].format(n=most["n"], rest=rest))
    if some["count"] == 0:
        bound = percent(some["at_most"])
        return str(words["everybody"]["none"].format(n=most["n"], most=bound))
    return str(words["everybody"]["part"].format(parts=_how_often(words["everybody"], people)))


def _how_often(forms: Mapping[str, Any], people: Json) -> str:
    """How many never tucked, and how often the others did."""
    n, (every, most, some) = (
        people["most"]["n"],
        (people[way]["count"] for way in ("every", "most", "some")),
    )
    counts = {"every": every, "most": most - every, "some": some - most}
    alone = f"one_of_{n}" if some == 1 and n in (2, 3) else "one"
    rest = [
        forms["rest"][alone if count == 1 else "many"].format(count=count, how=forms["how"][way])
        for way, count in counts.items()
        if count
    ]
    first = forms["never"].format(count=n - some, n=n) if some < n else forms["ever"].format(n=n)
    return f"{first}; {', '.join(rest)}"


def _scope(words: Mapping[str, Any], summary: Json) -> str:
    usual = summary["usual"]
    if usual is not None:
        return str(words["scope"]["usual"].format(condition=condition_words(usual)))
    return str(words["scope"]["all"]) if len(summary["conditions"]) > 1 else ""


def _left_out(words: Mapping[str, str], left_out: Mapping[str, list[str]]) -> str:
    """Who is not counted, and why; not every name of many."""
    parts = []
    for reason, names in left_out.items():
        if names:
            parts.append(words[reason].format(names=_names(words["more"], names)))
    return words["all"].format(parts="; ".join(parts)) if parts else ""


def _names(more: str, names: list[str]) -> str:
    """Names in a row, the number of the others where there are many."""
    shown = names[:MOST_NAMES]
    if len(names) > MOST_NAMES:
        shown.append(more.format(n=len(names) - MOST_NAMES))
    return ", ".join(shown)


def _facts(words: Mapping[str, Any], summary: Json) -> list[tuple[str, str, str]]:
    """Label, number and what stands below it."""
    counts, found, forms = summary["counts"], summary["prevalence"], words["facts"]
    return [
        (
            forms["people"],
            str(counts["participants"]),
            forms["people_says"].format(
                done=counts["participants_done"],
                judged=counts["participants_judged"],
                usable=found["people_usable"],
            ),
        ),
        (
            forms["trials"],
            str(counts["trials"]),
            forms["trials_says" if not counts["not_run"] else "trials_left"].format(**counts),
        ),
        (
            forms["squats"],
            str(counts["squats"]),
            forms["squats_says"].format(
                here=found["repetitions"], usable=found["repetitions_usable"]
            ),
        ),
    ]


def _row(name: str, found: Json) -> Json:
    people = found["people"]
    cells = [share_words(people[way]) for way in ("most", "some", "every")]
    return {"name": name, "cells": [*cells, share_words(found["repetitions"])]}
