"""The first screen: what was found, how surely, how much, where it begins, how deep is safe."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from opensim_wink.report.page.part import Part
from opensim_wink.report.page.parts.causes import cause_rows
from opensim_wink.report.page.parts.doubt import doubts, lead, second_opinion
from opensim_wink.report.page.parts.headline import certainty, sentence, which
from opensim_wink.report.page.result import Result
from opensim_wink.report.page.template import interval, number, render
from opensim_wink.report.page.texts import texts
from opensim_wink.report.page.wording import limit_deg, movement_words, rejected_reps
from opensim_wink.report.strict_json import Json

_DOUBT_LETTERS = 200


@dataclass(frozen=True)
class Fact:
    """A headline number.

    Attributes
    ----------
    head : str
        What it tells.
    value : str
        The number with its unit, or a word.
    interval : str
        Its 95 % interval in words; empty where none is known.
    says : tuple of str
        Sentences below it.
    term : str
        Entry of the glossary that explains it.
    """

    head: str
    value: str
    interval: str
    says: tuple[str, ...]
    term: str


def verdict(result: Result) -> Part:
    """The verdict in one sentence with its certainty, and up to three numbers.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    Part
        Under the page's own title, first on paper.
    """
    summary = result.summary
    html = render(
        "verdict.html.j2",
        person=summary["person"]["name"],
        sentence=sentence(summary, limit_deg(result)),
        certainty=certainty(summary, limit_deg(result)),
        facts=facts(summary, limit_deg(result)),
        locked=_locked(summary),
        causes=[
            f"{row.name[0].lower()}{row.name[1:]} ({row.finding})"
            for row in cause_rows(result)
            if row.why
        ],
        doubts=_doubts(summary),
    )
    return Part("verdict", "", html, sheet=1)


def facts(summary: Json, limit: float) -> list[Fact]:
    """Size, onset and depth, as far as they are known.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.
    limit : float
        Smallest wink that counts, degrees.

    Returns
    -------
    list of Fact
        Up to three; none where checks reject every repetition.
    """
    if _rejected(summary):
        return []
    found = (_size(summary), _onset(summary, limit), _depth(summary))
    return [fact for fact in found if fact is not None]


def _rejected(summary: Json) -> bool:
    """Whether no number of any repetition may be believed."""
    blocked = rejected_reps(summary)
    return all(rep["verdict"] == "cannot tell" and rep["rep"] in blocked for rep in summary["reps"])


def _doubts(summary: Json) -> list[str]:
    """The weightiest doubt in short, and where the onset is not sure."""
    onset = second_opinion(summary, str(texts()["doubt"]["second_opinion"]))
    others = [one.says for one in doubts(summary) if one.weighs and one.says != onset]
    short = [shorten(one, _DOUBT_LETTERS, placeholder="…") for one in others[:1]]
    return [lead(summary), *short, *([onset] if onset else [])]


def _interval(measured: Json, digits: int, unit: str, scale: float = 1.0) -> str:
    if measured["low"] is None or measured["high"] is None:
        return ""
    low, high = (f"{number(measured[end], digits, scale)}{unit}" for end in ("low", "high"))
    return str(texts()["verdict"]["interval"]).format(low=low, high=high)


def _size(summary: Json) -> Fact | None:
    words, reps = texts()["verdict"]["size"], summary["reps"]
    mean = _over_reps(summary, "pelvis_wink_deg")
    if mean is None:
        return None
    values = [rep["pelvis_wink_deg"]["value"] for rep in reps]
    shown = [number(value, 1) for value in values if value is not None]
    if mean.get("n", 1) > 1:
        each = f"{', '.join(shown[:6])}°" + (" …" if len(shown) > 6 else "")
        says = str(words["mean"]).format(n=mean["n"], values=each)
    else:
        says = str(words["one"])
    return Fact(
        words["head"], f"{number(mean['value'], 1)}°", _interval(mean, 1, "°"), (says,), "wink"
    )


def _over_reps(summary: Json, mean: str, *path: str) -> Json | None:
    """The mean of a number over repetitions, or that of the only one; None where unknown."""
    found: Any = summary.get("means", {}).get(mean)
    if found is None and len(summary["reps"]) == 1:
        found = summary["reps"][0]
        for key in path or (mean,):
            found = None if found is None else found.get(key)
    return None if found is None or found["value"] is None else dict(found)


def _onset(summary: Json, limit: float) -> Fact | None:
    words = texts()["verdict"]["onset"]
    depth = _over_reps(summary, "onset_depth_fraction", "onset", "depth_fraction")
    if depth is None:
        if summary["verdict"] != "no wink":
            return None
        says = str(words["none_says"]).format(limit=f"{limit:g}°")
        return Fact(words["head"], words["none"], "", (says,), "onset")
    hip, knee, box = (
        _over_reps(summary, f"onset_{name}", "onset", name)
        for name in ("hip_flexion_deg", "knee_flexion_deg", "box_height_cm")
    )
    says = str(words["says"]).format(
        way=movement_words(summary)["way"],
        hip=interval(hip, 0, unit="°"),
        knee=interval(knee, 0, unit="°"),
    )
    other = second_opinion(summary, str(words["second_opinion"]))
    seat = [] if box is None else [str(words["seat"]).format(box=f"{number(box['value'])} cm")]
    return Fact(
        words["head"],
        f"{number(depth['value'], 0, 100)} %",
        _interval(depth, 0, " %", 100),
        (says, *seat, *([other] if other else [])),
        "onset",
    )


def _depth(summary: Json) -> Fact | None:
    words = texts()["verdict"]["depth"]
    for answer in summary.get("safe_depth", []):
        if answer["basis"] != "worst repetition" or answer["outcome"] == "unknown":
            continue
        limit = f"{answer['limit_deg']:g}°"
        head = str(words["head"]).format(limit=limit)
        if answer["outcome"] == "nowhere safe":
            says = str(words["nowhere_says"]).format(limit=limit)
            return Fact(head, words["nowhere safe"], "", (says,), "safe_depth")
        out = [str(rep["rep"]) for rep in summary["reps"] if rep.get("flags")]
        says = str(words[answer["outcome"]]).format(
            knee=f"{number(answer['knee_flexion_deg'])}°",
            limit=limit,
            reps=str(words["counting" if out else "all"]).format(out=", ".join(out)),
        )
        value = str(words["box"]).format(box=f"{number(answer['box_height_cm'])} cm")
        return Fact(head, value, "", (says,), "safe_depth")
    return None


def _locked(summary: Json) -> str:
    """In how many the hips surely stop, and in how many nobody knows."""
    found = [rep.get("hip_locked") for rep in summary["reps"]]
    locked, unknown = found.count(True), found.count(None)
    if not locked:
        return ""
    words, said = movement_words(summary), texts()["verdict"]["locked"]
    in_which = which(locked, len(found), words)
    if not unknown:
        return str(said["known"]).format(which=in_which)
    if locked + unknown == len(found):  # so that the others do not read as "no"
        in_which = f"{locked} {words['one' if locked == 1 else 'many']}"
    return str(said["open"]).format(which=in_which, unknown=unknown)
