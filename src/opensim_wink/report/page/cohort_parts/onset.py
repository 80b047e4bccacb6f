"""Where the wink begins, over people."""

from __future__ import annotations

from opensim_wink.report.page.cohort_parts.dots import dots_of_people
from opensim_wink.report.page.cohort_parts.wording import said
from opensim_wink.report.page.cohort_result import CohortResult
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.template import interval, number, render
from opensim_wink.report.strict_json import Json

_DIGITS = {"°": 0, "cm": 0, "leg lengths": 2}


def onset_part(result: CohortResult) -> Part:
    """The spread of where the wink begins, one mean a person.

    Parameters
    ----------
    result : CohortResult
        The study.

    Returns
    -------
    Part
        With a picture a quantity, and a table of its percentiles.
    """
    words, found = said()["onset"], result.summary["onset"]
    shown = [(name, one) for name, one in found["quantities"].items() if one["n"]]
    panels = [_panel(words["quantities"][name], one) for name, one in shown]
    html = render(
        "cohort_onset.html.j2",
        words=words,
        panels=panels,
        intro=words["intro" if any(one["percentiles"] for _, one in shown) else "intro_few"],
        percentiles=sorted({int(name) for _, one in shown for name in one["percentiles"]}),
        without=words["without"].format(**found) if found["without"] else "",
    )
    return Part("onset", words["title"], html, sheet=1)


def _panel(title: str, found: Json) -> Json:
    digits, unit = _DIGITS.get(found["unit"], 2), found["unit"]
    return {
        "title": title,
        "unit": unit,
        "n": found["n"],
        "few": "" if found["percentiles"] else _people(found["n"]),
        "picture": dots_of_people(found, digits, _picture(title, found, digits)),
        "mean": interval(found["mean"], digits),
        "sd": number(found["sd"], digits),
        "percentiles": {
            int(name): interval(value, digits) for name, value in found["percentiles"].items()
        },
    }


def _people(n: int) -> str:
    words = said()["onset"]["few"]
    return str(words["one" if n == 1 else "many"]).format(n=n)


def _picture(title: str, found: Json, digits: int) -> str:
    """What the picture shows, in words."""
    words, unit, percentiles = said()["onset"], found["unit"], found["percentiles"]
    if not percentiles:
        values = ", ".join(number(one["value"], digits) for one in found["each"])
        people = _people(found["n"])
        return str(
            words["picture_few"].format(title=title, people=people, values=values, unit=unit)
        )
    low, high = (number(percentiles[name]["value"], digits) for name in ("10", "90"))
    return str(
        words["picture"].format(
            title=title,
            n=found["n"],
            unit=unit,
            middle=interval(percentiles["50"], digits),
            low=low,
            high=high,
        )
    )
