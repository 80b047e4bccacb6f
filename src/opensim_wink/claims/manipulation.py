"""Was a condition done as stated, and did anything else change with it?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from opensim_wink.claims.contrasts.quantities import LUMBAR_CURVE
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.claims.speech import written
from opensim_wink.conditions.marks import (
    ARCH,
    CIRCUMSTANCES,
    LEAST_SLOPE_DEG,
    LEAST_WEIGHT_KG,
    LEFT_SHARE,
    MARKS,
    NEUTRAL_DEG,
    SLOPE,
    SLOPE_SHARE,
    SOLE_MM,
    START_PER_LEG,
    WEIGHT,
    WEIGHT_SHARE,
    Mark,
)

BASELINE = "baseline"


@dataclass(frozen=True)
class Shown:
    """What the trials of a condition show of it.

    Attributes
    ----------
    ok : bool or None
        Whether it was done; None where that cannot be measured.
    sentence : str
        Why not, or that it is only stated; empty where it was done.
    moved : tuple of str
        What else is not as in the usual squat, each with by how much.
    """

    ok: bool | None
    sentence: str = ""
    moved: tuple[str, ...] = ()


def shown(session: Session, condition: str) -> Shown:
    """Hold the trials of a condition against the usual squat.

    Parameters
    ----------
    session : Session
        The person's trials.
    condition : str
        A word of the vocabulary.

    Returns
    -------
    Shown
        Not done if any of its trials does not show it. Nothing is said of the usual squat itself,
        of movements that are no squats, and where there is nothing to hold against each other.
    """
    mark = MARKS.get(condition)
    usual = session.usable_under(BASELINE)
    trials = session.usable_under(condition)
    if mark is None or not usual or not trials:
        return Shown(None)
    moved = _moved(mark, trials, usual)
    if not mark.circumstance:
        return Shown(None, f"That the trial had {mark.shows} is stated; no number shows it.", moved)
    before = _mean(usual, mark.circumstance)
    words = CIRCUMSTANCES[mark.circumstance].words
    unknown = ""
    for trial in trials:
        change = _change(mark.circumstance, _mean([trial], mark.circumstance), before)
        if not math.isfinite(change):
            unknown = f"{words} was not measured"
        elif not _can_be_told(mark, trial):
            unknown = f"{words} cannot tell so little, or an amount that is not stated"
        elif lacks := _lacks(mark, trial, change, before):
            said = f"The trial '{trial.name}' does not show {mark.shows}: {lacks}."
            return Shown(False, said, moved)
    if unknown:
        return Shown(None, f"That the trial had {mark.shows} is stated; {unknown}.", moved)
    return Shown(True, "", moved)


def without_undone(session: Session, conditions: Sequence[str]) -> tuple[Session, tuple[str, ...]]:
    """The session without trials that do not show their condition.

    Parameters
    ----------
    session : Session
        The person's trials.
    conditions : sequence of str
        Words of the vocabulary that are asked for.

    Returns
    -------
    session : Session
        Less the trials of every condition that was not done.
    sentences : tuple of str
        Why each was left out.
    """
    found = {name: shown(session, name) for name in conditions}
    undone = {name for name, one in found.items() if one.ok is False}
    if not undone:
        return session, ()
    left = tuple(
        trial
        for trial in session.trials
        if not (trial.condition.known and trial.condition.name in undone)
    )
    return replace(session, trials=left), tuple(found[name].sentence for name in sorted(undone))


def _mean(trials: Sequence[ConditionTrial], circumstance: str) -> float:
    """A circumstance over the usable repetitions of some trials; NaN where none has it."""
    if circumstance == ARCH:
        arches = [arch for trial in trials if math.isfinite(arch := _arch_deg(trial))]
        return float(np.mean(arches)) if arches else math.nan
    if circumstance == WEIGHT:
        weights = [trial.on_plates_kg for trial in trials if math.isfinite(trial.on_plates_kg)]
        return float(np.mean(weights)) if weights else math.nan
    numbers = CIRCUMSTANCES[circumstance].numbers
    values = [
        np.asarray(trial.values[name], dtype=np.float64)[np.asarray(trial.usable, dtype=bool)]
        for trial in trials
        for name in numbers
        if name in trial.values
    ]
    known = np.concatenate(values) if values else np.zeros(0)
    known = known[np.isfinite(known)]
    return float(known.mean()) if known.size else math.nan


def _arch_deg(trial: ConditionTrial) -> float:
    """How much further than in standing the lower back is extended as the descent begins."""
    if trial.descent is None or LUMBAR_CURVE not in trial.descent.curves:
        return math.nan
    curves = trial.descent.curves[LUMBAR_CURVE][np.asarray(trial.usable, dtype=bool)]
    start = curves[:, trial.descent.depth <= START_PER_LEG]
    known = start[:, np.isfinite(start).all(axis=0)] if start.size else start
    return -float(known.mean(axis=0).min()) if known.size else math.nan


def _change(circumstance: str, here: float, usual: float) -> float:
    """By how much it is not as usual, in the unit of the circumstance."""
    if CIRCUMSTANCES[circumstance].unit == "%":
        return 100.0 * (here / usual - 1.0) if usual > 0.0 else math.nan
    return here - usual


def _can_be_told(mark: Mark, trial: ConditionTrial) -> bool:
    """Whether a weight is one that plates would show; all else is told as soon as measured."""
    if mark.circumstance != WEIGHT:
        return True
    amount = trial.condition.amount
    return mark.least > 0.0 if amount is None else WEIGHT_SHARE * amount >= LEAST_WEIGHT_KG


def _lacks(mark: Mark, trial: ConditionTrial, change: float, before: float) -> str:
    """What speaks against that it was done; empty where nothing does."""
    if mark.circumstance == ARCH and mark.sign < 0:
        arch = before + change
        if arch <= max(NEUTRAL_DEG, LEFT_SHARE * before):
            return ""
        return (
            f"the lower back starts {written(arch, 1)}° further arched than in standing, as usual "
            f"by {written(before, 1)}°"
        )
    least, expected = mark.least, ""
    if mark.circumstance == SLOPE and trial.condition.amount:
        whole = math.degrees(math.asin(min(trial.condition.amount / SOLE_MM, 1.0)))
        least = max(SLOPE_SHARE * whole, LEAST_SLOPE_DEG)
        expected = f" ({trial.condition.amount:g} mm would change it by about {whole:.0f}°)"
    if mark.circumstance == WEIGHT and trial.condition.amount:
        least = WEIGHT_SHARE * trial.condition.amount
        expected = f" ({trial.condition.amount:g} kg are stated)"
    if mark.sign * change >= least:
        return ""
    return (
        f"{CIRCUMSTANCES[mark.circumstance].words} differs from the usual squat's by "
        f"{_spoken(mark.circumstance, change)}{expected}"
    )


def _moved(
    mark: Mark, trials: Sequence[ConditionTrial], usual: Sequence[ConditionTrial]
) -> tuple[str, ...]:
    found = []
    for name, one in CIRCUMSTANCES.items():
        if name == mark.circumstance or name in mark.moves:
            continue
        before = _mean(usual, name)
        changes = [_change(name, _mean([trial], name), before) for trial in trials]
        known = [change for change in changes if math.isfinite(change)]
        most = max(known, key=abs, default=0.0)
        # A ratio's way down is as far as its way up: 25 % longer is 20 % shorter.
        size = max(most, -most / (1.0 + most / 100.0)) if one.unit == "%" else abs(most)
        if size > one.moved:
            found.append(f"{one.words} ({_spoken(name, most)})")
    return tuple(found)


def _spoken(circumstance: str, change: float) -> str:
    unit = CIRCUMSTANCES[circumstance].unit
    if unit == "leg lengths":
        return f"{written(change, 2, signed=True)} {unit}"
    if unit == "kg":
        return f"{written(change, 1, signed=True)} {unit}"
    if unit == "%":
        return f"{written(change, 0, signed=True)} %"
    return f"{written(change, 1, signed=True)}{unit}"
