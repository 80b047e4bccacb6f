"""The usable repetitions of each condition, with the errors that they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.contrasts.quantities import Quantity
from opensim_wink.claims.contrasts.same_depth import at_same_depth, deepest_common
from opensim_wink.claims.session import ConditionTrial, FloatArray, Session
from opensim_wink.conditions.vocabulary import KINDS, Movement

IntArray = NDArray[np.intp]


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
    rep : ndarray of int, shape (R,)
        Its number in its trial.
    verdicts : tuple of str
        Verdicts of all usable repetitions, also of those that have no such number.
    """

    name: str
    values: FloatArray
    draws: FloatArray
    trial: IntArray
    rep: IntArray
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
    return tuple(dict.fromkeys(condition_of(trial) for trial in session.trials if trial.reps))


def condition_of(trial: ConditionTrial) -> str:
    """Name of a trial's condition; a name by chance is not taken for the vocabulary's."""
    name = trial.condition.name
    return f"{name} (not stated)" if name in KINDS and not trial.condition.known else name


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
        two = [t for t in session.trials if condition_of(t) in (condition, against)]
        depth = deepest_common(two, quantity.key)
    names = dict.fromkeys((condition, against, *conditions_of(session)))
    return {name: _side(session, quantity, name, depth) for name in names}, depth


def _side(session: Session, quantity: Quantity, name: str, depth: float) -> Side:
    there = [
        (index, trial)
        for index, trial in enumerate(session.trials)
        if condition_of(trial) == name and trial.reps
    ]
    nowhere = np.zeros(0, dtype=np.intp)
    if not there:
        return Side(name, np.zeros(0), np.zeros((0, 0)), nowhere, nowhere, ())
    parts = [_numbers(trial, quantity, depth) for _, trial in there]
    usable = [np.asarray(trial.usable, dtype=bool) for _, trial in there]
    samples = min(draws.shape[1] for _, draws in parts)
    values = np.concatenate([values[use] for (values, _), use in zip(parts, usable, strict=True)])
    drawn = [draws[use, :samples] for (_, draws), use in zip(parts, usable, strict=True)]
    known = np.isfinite(values)
    return Side(
        name=name,
        values=values[known],
        draws=np.concatenate(drawn).T[:, known],
        trial=np.concatenate(
            [np.full(use.sum(), index) for (index, _), use in zip(there, usable, strict=True)]
        )[known],
        rep=np.concatenate(
            [np.asarray(trial.reps)[use] for (_, trial), use in zip(there, usable, strict=True)]
        )[known],
        verdicts=tuple(
            word
            for (_, trial), use in zip(there, usable, strict=True)
            for word, counts in zip(trial.verdicts, use, strict=True)
            if counts
        ),
    )


def _numbers(
    trial: ConditionTrial, quantity: Quantity, depth: float
) -> tuple[FloatArray, FloatArray]:
    """Values (R,) and draws (R, S) of all repetitions of a trial."""
    reps = len(trial.reps)
    nothing = np.full(reps, np.nan), np.zeros((reps, 0))
    if quantity.source != "value":
        if trial.descent is None or quantity.key not in trial.descent.curves:
            return nothing
        usable = np.asarray(trial.usable, dtype=bool)
        return at_same_depth(trial.descent, quantity.key, quantity.source, depth, usable)
    return (
        np.asarray(trial.values.get(quantity.key, nothing[0]), dtype=np.float64),
        np.asarray(trial.draws.get(quantity.key, nothing[1]), dtype=np.float64),
    )
