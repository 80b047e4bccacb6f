"""Room to bone contact: geometry, no diagnosis."""

from __future__ import annotations

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.strict_json import Json

_HALF = 0.5  # of the possible hips: where their median lies


def hip(result: Result) -> Part | None:
    """How far the hips are from bone contact in every repetition.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part or None
        None where nothing was found; not printed.
    """
    found = result.summary["hip"]
    if not found["reps"]:
        return None
    words = texts()["hip"]
    html = render(
        "hip.html.j2",
        rows=[_row(one) for one in found["reps"]],
        onset=any(one["onset"] for one in found["reps"]),
        imaged=found["imaged"],
        notes=found["notes"],
    )
    return Part("hip", words["title"], html)


def room(posture: Json | None) -> str:
    """Hip bend that is left, with the middle 95 % of the hips that these could be.

    Parameters
    ----------
    posture : dict or None
        ``onset`` or ``bottom`` of a repetition of ``summary["hip"]``.

    Returns
    -------
    str
        Degrees without the sign. What is no number is where bone never meets, or, at the low end
        and where most hips would have met earlier, where it would at any bend.
    """
    words = texts()["hip"]
    if posture is None:
        return number(None)
    left = posture["left_deg"]
    if left["value"] is None:
        earlier = posture["earlier"]["value"]
        if earlier is None:
            return number(None)
        return str(words["never_free" if earlier >= _HALF else "never"])
    if left["low"] is None and left["high"] is None:
        return number(left["value"])
    low = number(left["low"]) if left["low"] is not None else words["never_free"]
    high = number(left["high"]) if left["high"] is not None else words["more"]
    return str(words["to"]).format(value=number(left["value"]), low=low, high=high)


def _row(one: Json) -> dict[str, str]:
    return {
        "rep": str(one["rep"]),
        "side": texts()["hip"][one["side"]],
        "onset": room(one["onset"]),
        "bottom": room(one["bottom"]),
        "not_yet": f"{number(one['bottom']['not_yet']['value'], 0, 100)} %",
    }
