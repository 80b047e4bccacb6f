"""What one repetition is loaded by, as ``summary.json`` holds it: at its moments, and summed."""

from __future__ import annotations

from opensim_wink.report.rep_summary import measured
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.rep_load_results import MOMENTS, LoadMeasures, LoadValue, RepLoads

_UNITS = {"N": ("n", "bw"), "N·m": ("nm", "nm_per_kg")}


def at_moments(rep: RepLoads, name: str) -> Json:
    """One load of one repetition at its moments.

    Parameters
    ----------
    rep : RepLoads
        What was read of a repetition.
    name : str
        Of the load, such as ``l5s1_compression``.

    Returns
    -------
    dict
        All of its numbers None, with the reason, where there is no such load.
    """
    load = rep.loads.get(name)
    if load is None:
        return {"rep": rep.number, "reason": "the load was not asked for, or cannot be had"} | (
            dict.fromkeys((*MOMENTS, "fastest_rise", "peak_s", "peak_depth_fraction"))
            | {"known_share": measured(0.0), "estimated": False}
        )
    return {
        "rep": rep.number,
        "reason": None,
        **{moment: _value(getattr(load, moment), load.curve.unit) for moment in MOMENTS},
        "fastest_rise": _rise(load),
        "peak_s": measured(_number(load.peak_s)),
        "peak_depth_fraction": measured(_number(load.peak_depth_fraction)),
        "known_share": measured(load.known_share),
        "estimated": load.curve.estimated,
    }


def _value(found: LoadValue, unit: str) -> Json:
    """A load in its unit and over body weight or mass, or why there is none."""
    own, relative = _UNITS[unit]
    return {
        own: measured(_number(found.value)),
        relative: measured(_number(found.relative)),
        "reason": found.reason or None,
    }


def _rise(load: LoadMeasures) -> Json:
    own, _ = _UNITS[load.curve.unit]
    return {
        f"{own}_per_s": measured(_number(load.fastest_rise.value)),
        "reason": load.fastest_rise.reason or None,
    }


def summed(rep: RepLoads) -> Json:
    """What is summed over a repetition.

    Parameters
    ----------
    rep : RepLoads
        What was read of it.

    Returns
    -------
    dict
        Its time beyond neutral and its impulses, each None with a reason where it is not known.
    """
    impulses = {
        name: {
            part: {
                f"{_UNITS[found.curve.unit][0]}_s": measured(_number(value.value)),
                "reason": value.reason or None,
            }
            for part, value in (("whole", found.whole), ("beyond_neutral", found.beyond_neutral))
        }
        for name, found in rep.impulses.items()
    }
    return {
        "rep": rep.number,
        "beyond_neutral_s": measured(_number(rep.beyond_neutral_s.value)),
        "reason": rep.beyond_neutral_s.reason or None,
        "impulses": impulses,
    }


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
