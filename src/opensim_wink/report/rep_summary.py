"""Repetitions, their means and the safe depth, as ``summary.json`` holds them."""

from __future__ import annotations

import math
from dataclasses import fields

from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.circumstances import RepSetting
from opensim_wink.squat.measures.safe_depth import SafeDepth
from opensim_wink.squat.results import MeanOfReps, Posture, SquatRep
from opensim_wink.squat.uncertainty.estimate import Estimate


def measured(value: float, low: float | None = None, high: float | None = None) -> Json:
    """A measured number in the shape of the contract.

    Parameters
    ----------
    value : float
        NaN becomes None.
    low, high : float, optional
        Ends of its 95 % interval.

    Returns
    -------
    dict
        ``{"value", "low", "high"}``.
    """
    return dict(Estimate(float(value), low, high).to_dict())


def rep_summary(rep: SquatRep, setting: RepSetting) -> Json:
    """One repetition.

    Parameters
    ----------
    rep : SquatRep
        The repetition.
    setting : RepSetting
        Its circumstances.

    Returns
    -------
    dict
        As in ``docs/outputs.md``.
    """
    times = rep.repetition
    return {
        "rep": times.number,
        "start_s": times.start_s,
        "bottom_s": times.bottom_s,
        "end_s": times.end_s,
        "bottom_start_s": times.bottom_start_s,
        "bottom_end_s": times.bottom_end_s,
        "source": times.source,
        "verdict": rep.verdict,
        "reason": rep.reason,
        "pelvis_wink_deg": rep.pelvis_wink_deg.to_dict(),
        "lumbar_wink_deg": rep.lumbar_wink_deg.to_dict(),
        "onset": _onset(rep),
        "unwind_deg": _or_none(rep.unwind_deg),
        "true_flexion_deg": _or_none(rep.true_flexion_deg),
        "bottom": _posture(rep.bottom),
        "crease_below_knee": rep.crease_below_knee,
        "hip_locked": rep.hip_locked,
        "measures": {name: found.to_dict() for name, found in rep.measures.items()},
        "level_shares": {name: _finite(share) for name, share in rep.level_shares.items()},
        "setting": {name: measured(value) for name, value in setting.numbers().items()},
        "flags": list(rep.flags),
    }


def _onset(rep: SquatRep) -> Json | None:
    if rep.onset is None:
        return None
    return _posture(rep.onset) | {
        "shape": rep.onset_shape,
        "segmented_depth_fraction": _or_none(rep.segmented_depth_fraction),
        "onset_disagreement": _or_none(rep.onset_disagreement),
    }


def _or_none(estimate: Estimate | None) -> Json | None:
    return None if estimate is None else dict(estimate.to_dict())


def _posture(posture: Posture) -> Json:
    return {field.name: getattr(posture, field.name).to_dict() for field in fields(posture)}


def mean_summary(mean: MeanOfReps) -> Json:
    """A number over the repetitions.

    Parameters
    ----------
    mean : MeanOfReps
        The number.

    Returns
    -------
    dict
        Mean with its interval, ``sd``, ``n`` and ``detectable_change``.
    """
    return mean.mean.to_dict() | {
        "sd": _finite(mean.sd),
        "n": mean.n,
        "detectable_change": _finite(mean.detectable_change),
    }


def safe_depth_summary(depth: SafeDepth) -> Json:
    """How deep one may go.

    Parameters
    ----------
    depth : SafeDepth
        The answer.

    Returns
    -------
    dict
        None for a depth that is not known.
    """
    return {
        name: _finite(value) if isinstance(value, float) else value
        for name, value in vars(depth).items()
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
