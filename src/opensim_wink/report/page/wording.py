"""Words, and facts of a summary, that several pieces of the page share."""

from __future__ import annotations

from opensim_wink.report.page.result import Result
from opensim_wink.report.page.texts import texts
from opensim_wink.report.strict_json import Json

_LIMIT_DEG = 5.0  # where a record names none


def limit_deg(result: Result) -> float:
    """The chosen limit: the smallest pelvic wink that counts.

    Parameters
    ----------
    result : Result
        What ``analyze`` left.

    Returns
    -------
    float
        Degrees.
    """
    settings = result.provenance.get("settings")
    stated = settings.get("wink_threshold_deg") if isinstance(settings, dict) else None
    return float(stated) if isinstance(stated, int | float) else _LIMIT_DEG


def movement_words(summary: Json) -> dict[str, str]:
    """How the repetitions of this trial are called.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    dict of str to str
        ``one``, ``many``, ``way`` and ``bottom``.
    """
    known = texts()["verdict"]["movement"]
    return dict(known.get(summary.get("movement"), known["squat"]))


def rejected_reps(summary: Json) -> set[int]:
    """Repetitions that a check rejects.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    set of int
        Their numbers: no verdict rests on what was measured of them.
    """
    return {entry["rep"] for entry in summary.get("guard", ()) if entry["blocks"]}


def raises_by_source(summary: Json) -> dict[str, bool]:
    """Of which legs the straight-leg raise is known.

    Parameters
    ----------
    summary : dict
        As in ``summary.json``.

    Returns
    -------
    dict of str to bool
        By side, ``r`` and ``l``: measured or stated, or assumed; empty where nothing is told of it.
    """
    raises = (summary["muscle"].get("hamstrings") or {}).get("raises", ())
    return {entry["side"]: entry["known_from"] != "assumed" for entry in raises}
