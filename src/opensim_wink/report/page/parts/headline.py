"""The verdict in one plain sentence, and how sure it is."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from opensim_wink.report.page.template import number
from opensim_wink.report.page.texts import texts
from opensim_wink.report.page.wording import movement_words, rejected_reps
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.verdict import side_of

_OPEN = "cannot tell"


def sentence(summary: Json, limit: float) -> str:
    """The verdict in one plain sentence.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.
    limit : float
        Smallest wink that counts, degrees.

    Returns
    -------
    str
        For the whole trial. Where it has no verdict, what is known of the tuck nevertheless.
    """
    says, words, reps = texts()["verdict"]["says"], movement_words(summary), summary["reps"]
    if not reps:
        return str(says["nothing"]).format(**words)
    if summary["verdict"] == _OPEN:
        tucked = surely_tucked(summary, limit)
        if 2 * len(tucked) > len(reps):
            return _tucks(tucked, len(reps), limit, words)
        return _open(summary, limit, words)
    alike = sum(rep["verdict"] == summary["verdict"] for rep in reps)
    return str(says[summary["verdict"]]).format(
        squats=which(alike, len(reps), words), limit=f"{limit:g}°", **words
    )


def which(count: int, n: int, words: dict[str, str]) -> str:
    """How many of the repetitions, in words.

    Parameters
    ----------
    count, n : int
        How many of how many.
    words : dict of str to str
        Of `movement_words`.

    Returns
    -------
    str
        Such as ``both squats``.
    """
    key = "some" if count < n else "only" if n == 1 else "both" if n == 2 else "all"
    return str(texts()["verdict"]["which"][key]).format(count=count, n=n, **words)


def surely_tucked(summary: Json, limit: float) -> list[Json]:
    """Repetitions whose pelvis surely tucks by the limit, whatever the lower back does.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.
    limit : float
        Smallest wink that counts, degrees.

    Returns
    -------
    list of dict
        None of those that a check rejects.
    """
    return _on_side(summary, limit, 1)


def certainty(summary: Json, limit: float) -> list[str]:
    """How sure the verdict is, and why it is none.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.
    limit : float
        Smallest wink that counts, degrees.

    Returns
    -------
    list of str
        Sentences.
    """
    said, reps = texts()["verdict"]["certainty"], summary["reps"]
    if not reps or summary["verdict"] == _OPEN:
        tucked = surely_tucked(summary, limit)
        sure = 2 * len(tucked) > len(reps) and all(map(_has_intervals, tucked))
        reasons = dict.fromkeys([summary["reason"]])
        alone = {rep["reason"] for rep in reps if rep["verdict"] == _OPEN}
        told = " ".join([*reasons, *sorted(alone - set(reasons))][:2])
        return [f"{said['open_kind' if sure else 'open']} {told}"]
    alike = [rep for rep in reps if rep["verdict"] == summary["verdict"]]
    known = all(map(_has_intervals, alike))
    key = "assumed" if not known else "surely" if len(alike) > 1 else "surely_one"
    ends = {"limit": f"{limit:g}°", "flexion": f"{SquatSettings().flexion_threshold_deg:g}°"}
    tests = str(said["tests"][summary["verdict"]]).format(**ends)
    lines = [str(said[key]).format(tests=tests, **ends)]
    rest = len(reps) - len(alike)
    return [*lines, str(said["most"]).format(rest=rest)] if rest else lines


def _has_intervals(rep: Json) -> bool:
    """Whether all that its verdict was decided on has an interval."""
    decided = [rep["pelvis_wink_deg"]]
    if rep["verdict"] in ("flexion beyond neutral", "return to neutral"):
        decided += [rep["true_flexion_deg"], rep["unwind_deg"]]
    return all(one is not None and one["low"] is not None for one in decided)


def _tucks(tucked: list[Json], n: int, limit: float, words: dict[str, str]) -> str:
    """The pelvis tucks under, and what is known of the kind."""
    says = texts()["verdict"]["says"]
    kinds = Counter(map(_kind, tucked))
    if len(kinds) == 1:
        kind = str(says["kind"][next(iter(kinds))])
    else:
        parts = [str(one).format(n=kinds[key]) for key, one in says["kinds"].items() if kinds[key]]
        kind = str(says["mixed"]).format(parts=f"{', '.join(parts[:-1])} and {parts[-1]}")
    return str(says["tucks"]).format(
        size=_span(tucked), limit=f"{limit:g}°", squats=which(len(tucked), n, words), kind=kind
    )


def _kind(rep: Json) -> str:
    """The kind of a wink: its verdict, ``turned`` with the trunk, or ``open``."""
    if rep["verdict"] != _OPEN:
        return str(rep["verdict"])
    settings = SquatSettings()
    flexed = _estimate(rep["true_flexion_deg"])
    below = side_of(flexed, settings.flexion_threshold_deg, settings.lumbar_error_deg) < 0
    return "turned" if below else "open"


def _open(summary: Json, limit: float, words: dict[str, str]) -> str:
    """Whether the pelvis tucks under cannot be told: in how many it can, or how near it is."""
    says, reps = texts()["verdict"]["says"], summary["reps"]
    yes, no = (len(_on_side(summary, limit, side)) for side in (1, -1))
    near = _on_side(summary, limit, 0)
    why = "."
    if yes or no:
        counts = {"yes": yes, "no": no, "open": len(reps) - yes - no}
        parts = [
            str(one).format(n=counts[key]) for key, one in says["tally"].items() if counts[key]
        ]
        why = f": {', '.join(parts)}."
    elif len(near) == len(reps):
        why = str(says["near"]).format(size=_span(near))
    return f"{says[_OPEN].format(limit=f'{limit:g}°', **words)}{why}"


def _on_side(summary: Json, limit: float, side: Literal[-1, 0, 1]) -> list[Json]:
    """Repetitions under, at or over the limit, without those that a check rejects."""
    blocked = rejected_reps(summary)
    error = SquatSettings().pelvis_error_deg
    return [
        rep
        for rep in summary["reps"]
        if rep["rep"] not in blocked
        and rep["pelvis_wink_deg"]["value"] is not None
        and side_of(_estimate(rep["pelvis_wink_deg"]), limit, error) == side
    ]


def _estimate(measured: Json | None) -> Estimate:
    if measured is None or measured["value"] is None:
        return Estimate(float("nan"))
    return Estimate(measured["value"], measured["low"], measured["high"])


def _span(reps: list[Json]) -> str:
    """The tuck of these repetitions, ``17°`` or ``16° to 19°``."""
    values = [rep["pelvis_wink_deg"]["value"] for rep in reps]
    ends = dict.fromkeys(f"{number(end)}°" for end in (min(values), max(values)))
    return " to ".join(ends)
