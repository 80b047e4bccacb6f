"""Whether the pelvis tucks in a repetition, whatever kind of tuck it is."""

from __future__ import annotations

import math
from typing import Literal, get_args

from opensim_wink.report.strict_json import Json
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.verdict import VerdictName, side_of

Tucks = Literal["yes", "no", "open"]

NO_WINK, CANNOT_TELL = "no wink", "cannot tell"
WINKS = ("return to neutral", "flexion beyond neutral")


def wink_limit(provenance: Json) -> float:
    """The smallest wink that counted in a trial.

    Parameters
    ----------
    provenance : dict
        As in the result's ``provenance.json``.

    Returns
    -------
    float
        Degrees; the default where the record names none.

    Raises
    ------
    ValueError
        If it names something that is no angle.
    """
    settings = provenance.get("settings") or {}
    stated = settings.get("wink_threshold_deg", SquatSettings().wink_threshold_deg)
    limit = float(stated)
    if not math.isfinite(limit):
        raise ValueError(f"a threshold of {stated}")
    return limit


def tucks_of(rep: Json, limit: float) -> Tucks:
    """Whether the pelvis surely tucks, surely does not, or neither.

    A verdict settles it. Without one the pelvis still tucks for certain where no check objects and
    the wink's interval lies above the limit: then its kind alone is open. It is not the other way
    round: a wink surely below the limit would be called ``no wink`` were its bottom seen.

    Parameters
    ----------
    rep : dict
        One of ``reps`` in ``summary.json``.
    limit : float
        From `wink_limit`.

    Returns
    -------
    {"yes", "no", "open"}
        The answer.

    Raises
    ------
    ValueError
        If its verdict is not of the vocabulary, or its wink not finite.
    """
    verdict = rep["verdict"]
    if verdict not in get_args(VerdictName):
        raise ValueError(f"a verdict of {verdict!r}")
    if verdict != CANNOT_TELL:
        return "yes" if verdict in WINKS else "no"
    found = rep["pelvis_wink_deg"]
    if rep["flags"] or found["value"] is None:
        return "open"
    wink = Estimate(found["value"], found["low"], found["high"])
    if not all(map(math.isfinite, (wink.value, *wink.bounds(0.0)))):
        raise ValueError("a wink that is not finite")
    return "yes" if side_of(wink, limit, SquatSettings().pelvis_error_deg) > 0 else "open"
