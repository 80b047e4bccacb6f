"""The usable repetitions of each condition, with the errors that they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.claims.contrasts.quantities import Quantity
from opensim_wink.claims.contrasts.same_depth import at_same_depth, deepest_common
from opensim_wink.claims.session import ConditionTrial, FloatArray, Session
from opensim_wink.conditions.vocabulary import KINDS, Movement


@dataclass(frozen=True, eq=False)
class Side:
    """All repetitions of a condition that count.

    Attributes
    ----------
    name : str
        The condition.
    values : ndarray, shape (R,)
        The quantity in each; all finite.
    draws : ndarray, shape (S, R)
        The same with each draw of the markers' errors; S is 0 without samples, NaN where a draw
        has no such number.
    trial : ndarray of int, shape (R,)
        Which trial of the session each belongs to.
    verdicts : tuple of str
        Verdicts of all usable repetitions, also of those that have no such number.
    """

    name: str
    values: FloatArray
    draws: FloatArray
    trial: np.ndarray[tuple[int], np.dtype[np.intp]]
    verdicts: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of repetitions."""
        return len(self.values)

    @property
    def mean(self) -> float:
        """Mean over the repetitions; NaN where there is none."""
        return float(self.values.mean()) if self.n else float("nan")


def conditions_of(session: Session) -> tuple[str, ...]:
    """Conditions of all trials with repetitions, in the order given."""
    return tuple(dict.fromkeys(trial.condition.name for trial in session.trials if trial.reps))


def movement_of(name: str) -> Movement:
    """What the person does under a condition; a squat where the vocabulary does not know it."""
    return KINDS[name].movement if name in KINDS else "squat"


def sides_of(
    session: Session, quantity: Quantity, condition: str, against: str
) -> tuple[dict[str, Side], float]:
    """A quantity under every condition, read at the depth that two of them have in common.

    Parameters
    ----------
    session : Session
        The trials.
    quantity : Quantity
        What is compared.
    condition, against : str
        The two conditions that set the common depth.

    Returns
    -------
    sides : dict of str to Side
        By condition; those besides the two tell how much the person varies.
    depth_per_leg : float
        The common depth; NaN for a number that is not read from curves.
    """
    depth = float("nan")
    if quantity.source != "value":
        two = [t for t in session.trials if t.condition.name in (condition, against)]
        depth = deepest_common(two, quantity.key)
    names = dict.fromkeys((condition, against, *conditions_of(session)))
    return {name: _side(session, quantity, name, depth) for name in names}, depth


def _side(session: Session, quantity: Quantity, name: str, depth: float) -> Side:
    parts = [
        (index, *_numbers(trial, quantity, depth))
        for index, trial in enumerate(session.trials)
        if trial.condition.name == name and trial.reps
    ]
    if not parts:
        return Side(name, np.zeros(0), np.zeros((0, 0)), np.zeros(0, dtype=np.intp), ())
    samples = min(draws.shape[1] for _, _, draws, _ in parts)
    values = np.concatenate([values for _, values, _, _ in parts])
    known = np.isfinite(values)
    return Side(
        name,
        values[known],
        np.concatenate([draws[:, :samples] for _, _, draws, _ in parts]).T[:, known],
        np.concatenate([np.full(len(values), index) for index, values, _, _ in parts])[known],
        tuple(word for *_, words in parts for word in words),
    )


def _numbers(
    trial: ConditionTrial, quantity: Quantity, depth: float
) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """Values (R,), draws (R, S) and verdicts of a trial's usable repetitions."""
    usable = np.asarray(trial.usable, dtype=bool)
    nothing = np.full(len(usable), np.nan), np.zeros((len(usable), 0))
    if quantity.source != "value":
        values, draws = (
            nothing
            if trial.descent is None
            else at_same_depth(trial.descent, quantity.key, quantity.source, depth)
        )
    else:
        values = np.asarray(trial.values.get(quantity.key, nothing[0]), dtype=np.float64)
        draws = np.asarray(trial.draws.get(quantity.key, nothing[1]), dtype=np.float64)
    words = tuple(word for word, use in zip(trial.verdicts, usable, strict=True) if use)
    return values[usable], draws[usable], words
