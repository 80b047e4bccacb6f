"""The conditions of one person side by side: what was measured under each, and what else moved."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from opensim_wink.claims.contrasts.contrast import COMPARED
from opensim_wink.claims.contrasts.quantities import LUMBAR_CURVE, PELVIS_CURVE, quantity_of
from opensim_wink.claims.contrasts.same_depth import at_same_depth, deepest_common
from opensim_wink.claims.contrasts.sides import condition_of, conditions_of, movement_of
from opensim_wink.claims.session import ConditionTrial, FloatArray, Session
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.circumstances import DEFINITIONS as SETTING
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.mean_of_reps import mean_of_reps

USUAL = "baseline"
MEANS: tuple[str, ...] = (
    "pelvis_wink_deg",
    "lumbar_wink_deg",
    "unwind_deg",
    "true_flexion_deg",
    "onset_depth_per_leg",
    "onset_depth_fraction",
    "onset_box_height_cm",
    "onset_hip_flexion_deg",
    "bottom_depth_per_leg",
    "bottom_hip_flexion_deg",
)
CURVES: dict[str, str] = {
    "pelvis_change_same_depth_deg": PELVIS_CURVE,
    "lumbar_change_same_depth_deg": LUMBAR_CURVE,
}
_NOT_NEGATIVE = ("pelvis_wink_deg", "lumbar_wink_deg")
# What is small is not stated for ratios to the hips' width and for speeds.
_NO_MARGIN = ("_per_hip", "_per_s")
_Numbers = tuple[FloatArray, FloatArray]


def conditions_summary(session: Session) -> tuple[list[Json], float]:
    """Every condition with repetitions, by itself.

    Parameters
    ----------
    session : Session
        The person's trials.

    Returns
    -------
    conditions : list of dict
        Squats and rocking back, the usual squat first: ``condition``, ``words``, ``movement``,
        ``trials``, ``reps``, ``usable``, ``verdicts`` (how many usable repetitions each word has),
        ``means`` (numbers with 95 % intervals over the usable repetitions, their ``sd`` and ``n``)
        and ``setting`` (likewise, without intervals, and whether each ``differs`` from the usual
        squat's by more than what counts as small).
    depth_per_leg : float
        Depth at which the curves of all squats were read: the deepest that every usable repetition
        reached; NaN where there is none.
    """
    names = [name for name in conditions_of(session) if movement_of(name) in COMPARED]
    names.sort(key=lambda name: name != USUAL)
    under = {name: _under(session, name) for name in names}
    depth = _common_depth(under)
    usual = _setting(under[USUAL]) if USUAL in under else {}
    return [_condition(name, trials, depth, usual) for name, trials in under.items()], depth


def body_summary(session: Session) -> Json:
    """What the trials show of the person's build and joints.

    Parameters
    ----------
    session : Session
        The person's trials.

    Returns
    -------
    dict
        By name as under ``person`` of a trial's summary: the largest ``value`` of all trials and
        the ``trial`` that shows it.
    """
    found: Json = {}
    for trial in session.trials:
        for name, value in trial.person.items():
            if math.isfinite(value) and (name not in found or value > found[name]["value"]):
                found[name] = {"value": value, "trial": trial.name}
    return dict(sorted(found.items()))


def _under(session: Session, name: str) -> list[ConditionTrial]:
    return [trial for trial in session.trials if condition_of(trial) == name and trial.reps]


def _common_depth(under: dict[str, list[ConditionTrial]]) -> float:
    """On all fours depth is another thing, so only squats count."""
    squats = [t for name, trials in under.items() if movement_of(name) == "squat" for t in trials]
    depth = deepest_common(squats, LUMBAR_CURVE)
    return deepest_common(squats, PELVIS_CURVE) if math.isnan(depth) else depth  # no thorax seen


def _condition(name: str, trials: list[ConditionTrial], depth: float, usual: Json) -> Json:
    words = Counter(
        word for t in trials for word, use in zip(t.verdicts, t.usable, strict=True) if use
    )
    means = {
        number: _mean(
            [_numbers(t, number) for t in trials], 0.0 if number in _NOT_NEGATIVE else -math.inf
        )
        for number in MEANS
    }
    here = depth if movement_of(name) == "squat" else math.nan
    means |= {
        number: _mean([_read(t, curve, here) for t in trials]) for number, curve in CURVES.items()
    }
    setting = _setting(trials)
    for number, mean in setting.items():
        mean["differs"] = None if name == USUAL else _differs(number, mean, usual.get(number))
    return {
        "condition": name,
        "words": " / ".join(dict.fromkeys(trial.condition.words for trial in trials)),
        "movement": movement_of(name),
        "trials": [trial.name for trial in trials],
        "reps": sum(len(trial.reps) for trial in trials),
        "usable": sum(int(np.sum(trial.usable)) for trial in trials),
        "verdicts": dict(words.most_common()),
        "means": means,
        "setting": setting,
    }


def _setting(trials: list[ConditionTrial]) -> Json:
    found = {}
    for number in SETTING:
        mean = _mean([_numbers(trial, number) for trial in trials])
        # Settings have no draws: the spread of few repetitions is not all of their error.
        found[number] = mean | {"low": None, "high": None}
    return found


def _differs(number: str, mean: Json, usual: Json | None) -> bool | None:
    known = usual is not None and usual["value"] is not None and mean["value"] is not None
    if usual is None or not known or number.endswith(_NO_MARGIN):
        return None
    return bool(abs(mean["value"] - usual["value"]) > quantity_of(number, (number,)).margin)


def _numbers(trial: ConditionTrial, number: str) -> _Numbers:
    """Values (R,) and draws (R, S) of the usable repetitions."""
    nothing = np.full(len(trial.reps), np.nan), np.zeros((len(trial.reps), 0))
    usable = np.asarray(trial.usable, dtype=bool)
    return (
        np.asarray(trial.values.get(number, nothing[0]), dtype=np.float64)[usable],
        np.asarray(trial.draws.get(number, nothing[1]), dtype=np.float64)[usable],
    )


def _read(trial: ConditionTrial, curve: str, depth: float) -> _Numbers:
    if trial.descent is None or curve not in trial.descent.curves:
        return _numbers(trial, "")
    usable = np.asarray(trial.usable, dtype=bool)
    values, draws = at_same_depth(trial.descent, curve, "at_depth", depth, usable)
    return values[usable], draws[usable]


def _mean(parts: Sequence[_Numbers], floor: float = -math.inf) -> Json:
    """Mean over the repetitions of all trials, as ``means`` of a trial's summary are."""
    samples = min((draws.shape[1] for _, draws in parts), default=0)
    values = [Estimate(float(value)) for numbers, _ in parts for value in numbers]
    drawn = [draw[:samples] if samples else None for _, draws in parts for draw in draws]
    mean = mean_of_reps(values, drawn, floor=floor, spread_alone=False)
    return {**mean.mean.to_dict(), "sd": mean.sd, "n": mean.n}
