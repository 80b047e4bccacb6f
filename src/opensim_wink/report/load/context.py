"""Published loads and occupational limits beside a trial's own, as ``summary.json`` holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opensim_wink.load.references import LIMIT_NOTE, Reference, references_for
from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.load_curves import LoadCurve
from opensim_wink.squat.measures.rep_load_results import RepLoads

_AUTHOR = re.compile(r"(.{2,40}?)(?= [A-Z]{1,3}[ ,]|,| \().*?\((\d{4})\)")
_LISTED_BY = re.compile(r"as listed by ([^ ,]+)")


def load_context(reps: Sequence[RepLoads]) -> Json:
    """What others found of the same loads, and where the largest peak lies to it.

    Parameters
    ----------
    reps : sequence of RepLoads
        Loads of the repetitions.

    Returns
    -------
    dict
        ``references``: one entry for each published fact about a load that was found, with its
        source, DOI, whether it was verified, and under ``ours`` the largest peak of each side with
        its ``place`` (a position, no judgement; None for an unverified fact); and ``notes``.
    """
    peaks = largest_peaks(reps)
    topics = dict.fromkeys(_topic(curve.topic) for curve, _ in peaks.values())
    found = [reference for topic in topics for reference in references_for(topic)]
    limits = any(reference.kind == "occupational limit" for reference in found)
    return {
        "references": [_entry(reference, peaks) for reference in found],
        "notes": [LIMIT_NOTE] if limits else [],
    }


def largest_peaks(reps: Sequence[RepLoads]) -> dict[str, tuple[LoadCurve, dict[str, float]]]:
    """The largest peak of each load over all repetitions.

    Parameters
    ----------
    reps : sequence of RepLoads
        Loads of the repetitions.

    Returns
    -------
    dict of str to (LoadCurve, dict)
        By quantity: the load's curve, and its peak by unit, with its sign; loads without a known
        peak are left out.
    """
    found: dict[str, tuple[LoadCurve, dict[str, float]]] = {}
    for rep in reps:
        for name, load in rep.loads.items():
            value, relative = load.peak.value, load.peak.relative
            if value is None or relative is None:
                continue
            peak = {load.curve.unit: value, load.curve.relative_unit: relative}
            earlier = found.get(name)
            if earlier is None or abs(value) > abs(earlier[1][load.curve.unit]):
                found[name] = (load.curve, peak)
    return found


def short_source(reference: Reference) -> str:
    """First author and year, for legends.

    Parameters
    ----------
    reference : Reference
        A published fact.

    Returns
    -------
    str
        Such as ``Kutzner 2010``; the whole citation where it names neither.
    """
    match = _AUTHOR.match(reference.source)
    if match is None:
        return reference.source
    listed = _LISTED_BY.search(reference.source)
    return f"{match[1]}, in {listed[1]} {match[2]}" if listed else f"{match[1]} {match[2]}"


def _topic(topic: str) -> str:
    """The published quantity that a load is: the moment is one, however it was found."""
    return topic.removesuffix("_above").removesuffix("_below")


def _entry(
    reference: Reference,
    peaks: dict[str, tuple[LoadCurve, dict[str, float]]],
) -> Json:
    ours = {
        name: {
            "peak": measured(peak[reference.unit]),
            "place": reference.place(peak[reference.unit], reference.unit),
            "estimated": curve.estimated,
        }
        for name, (curve, peak) in peaks.items()
        if _topic(curve.topic) == reference.quantity and reference.unit in peak
    }
    return {
        "key": reference.key,
        "quantity": reference.quantity,
        "words": reference.words,
        "low": reference.low,
        "high": reference.high,
        "unit": reference.unit,
        "kind": reference.kind,
        "site": reference.site,
        "activity": reference.activity,
        "population": reference.population,
        "source": reference.source,
        "doi": reference.doi or None,
        "doi_verified": reference.doi_verified,
        "verified": reference.verified,
        "note": reference.note or None,
        "ours": ours,
    }
