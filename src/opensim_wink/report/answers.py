"""What the repetitions say together, in sentences: their mean, how deep is safe, the hamstrings."""

from __future__ import annotations

from opensim_wink.errors import listed
from opensim_wink.report.rep_lines import with_interval
from opensim_wink.report.strict_json import Json

_ASKED = ("blame", "instead")
_SIDES = {"r": "Right", "l": "Left"}


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
    # On all fours the hamstrings are not tried: their tests start from standing.
    tried = [] if summary.get("movement") == "rock_back" else _hamstrings(summary)
    return [*_mean(summary), *_how_deep(summary), *_hip_lock(summary), *tried]


def _mean(summary: Json) -> list[str]:
    mean = summary.get("means", {}).get("pelvis_wink_deg")
    if mean is None or mean["value"] is None or mean["n"] < 2:
        return []
    line = f"Mean of {mean['n']}: pelvic wink {with_interval(mean, 1)}°"
    change = mean["detectable_change"]
    if change is not None:
        line += (
            "; between two such trials, markers left in place, a change shows from "
            f"{change:.1f}° on"
        )
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
        out = [str(rep["rep"]) for rep in summary["reps"] if rep.get("flags")]
        whose = "every repetition" + (f" that counts (not {listed(out)})" if out else "")
        at = (
            f"knees at {answer['knee_flexion_deg']:.0f}° (a box of roughly "
            f"{answer['box_height_cm']:.0f} cm)"
        )
        if answer["outcome"] == "limited":
            return [
                f"How deep: down to {at} the wink of {whose} surely stays under {limit}, though it "
                "may have begun."
            ]
        return [
            f"How deep: as deep as was seen, {at}, the wink of {whose} surely stays under "
            f"{limit}; of deeper squats nothing is known."
        ]
    return []


def _hip_lock(summary: Json) -> list[str]:
    found = {str(rep["rep"]): rep.get("hip_locked") for rep in summary["reps"]}
    locked = [rep for rep, stops in found.items() if stops]
    if not locked:
        return []
    which = "Every repetition" if len(locked) == len(found) else f"Rep {', '.join(locked)}"
    unknown = [rep for rep, stops in found.items() if stops is None]
    rest = f"; not known of rep {', '.join(unknown)}" if unknown else ""
    return [
        f"Hip lock: {which}: hip flexion stops before the bottom while the thigh goes on{rest}."
    ]


def _hamstrings(summary: Json) -> list[str]:
    """The answers for the person, or for each side where they differ, in short."""
    claims = summary.get("muscle", {}).get("hamstrings", {}).get("claims", [])
    lines = []
    for claim in _ASKED:
        answers = {one["side"]: one for one in claims if one["claim"] == claim}
        if "both" not in answers:
            continue
        sides = [answers[side] for side in _SIDES if side in answers]
        said = f"“{answers['both']['says']}” {answers['both']['verdict'].capitalize()}."
        if len({one["verdict"] for one in sides}) > 1:
            parts = [
                f"{_SIDES[one['side']]}: {one['verdict']}. {_first(one['reason'])}" for one in sides
            ]
            lines.append(" ".join([said, *parts]))
        else:
            lines.append(f"{said} {_first(answers['both']['reason'])}")
    return lines


def _first(reason: str) -> str:
    """The first sentence of a reason."""
    return reason.split(". ")[0].rstrip(".") + "."
