"""What the repetitions say together, in sentences: their mean, how deep is safe, the hamstrings."""

from __future__ import annotations

from opensim_wink.report.rep_lines import with_interval
from opensim_wink.report.strict_json import Json

_ASKED = ("blame", "instead")


def answer_lines(summary: Json) -> list[str]:
    """Sentences for the whole trial.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    list of str
        Nothing where there is no repetition.
    """
    if not summary["reps"]:
        return []
    return [*_mean(summary), *_how_deep(summary), *_hip_lock(summary), *_hamstrings(summary)]


def _mean(summary: Json) -> list[str]:
    mean = summary.get("means", {}).get("pelvis_wink_deg")
    if mean is None or mean["value"] is None or mean["n"] < 2:
        return []
    line = f"Mean of {mean['n']}: pelvic wink {with_interval(mean, 1)}°"
    change = mean["detectable_change"]
    if change is not None:
        line += f"; between two such trials, markers left in place, {change:.1f}° more would show"
    return [f"{line}."]


def _how_deep(summary: Json) -> list[str]:
    """By the worst repetition; the mean is in the summary."""
    for answer in summary.get("safe_depth", []):
        if answer["basis"] != "worst repetition":
            continue
        limit = f"{answer['limit_deg']:g}°"
        if answer["outcome"] == "nowhere safe":
            return [f"How deep: at no depth does the wink surely stay under {limit}."]
        if answer["outcome"] == "unknown":
            return []
        at = (
            f"a box of about {answer['box_height_cm']:.0f} cm, knees at "
            f"{answer['knee_flexion_deg']:.0f}°"
        )
        if answer["outcome"] == "limited":
            return [f"How deep: down to {at}, the wink surely stays under {limit}."]
        return [
            f"How deep: as deep as was seen ({at}) the wink surely stays under {limit}; of deeper "
            "squats nothing is known."
        ]
    return []


def _hip_lock(summary: Json) -> list[str]:
    locked = [str(rep["rep"]) for rep in summary["reps"] if rep.get("hip_locked")]
    if not locked:
        return []
    which = (
        "Every repetition" if len(locked) == len(summary["reps"]) else f"Rep {', '.join(locked)}"
    )
    return [f"Hip lock: {which}: hip flexion stops before the bottom while the thigh goes on."]


def _hamstrings(summary: Json) -> list[str]:
    """The answers for the person, with the first sentence of each reason."""
    trial = summary.get("muscle", {}).get("hamstrings", {})
    lines = []
    for answer in trial.get("claims", []):
        if answer["side"] == "both" and answer["claim"] in _ASKED:
            first = answer["reason"].split(". ")[0].rstrip(".")
            lines.append(f"“{answer['says']}” {answer['verdict'].capitalize()}. {first}.")
    return lines
