"""Whether a quantity drifts from repetition to repetition, as it would with fatigue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.claims.contrasts.answer import after, spoken
from opensim_wink.claims.contrasts.quantities import quantity_of
from opensim_wink.claims.contrasts.settings import ContrastSettings
from opensim_wink.claims.contrasts.shared_noise import noise_of_slope
from opensim_wink.claims.contrasts.sides import Side, sides_of
from opensim_wink.claims.contrasts.undefined import lacking
from opensim_wink.claims.equivalence import MeanInterval, tost
from opensim_wink.claims.session import Session
from opensim_wink.claims.speech import condition_words
from opensim_wink.squat.uncertainty.estimate import Estimate

FEWEST_REPS = 3
Drift = Literal["rises", "falls", "steady", "cannot tell", "undefined"]


@dataclass(frozen=True)
class Trend:
    """Change per repetition over the trials of a condition.

    Attributes
    ----------
    quantity, unit, condition : str
        What, in which unit, and where.
    n : int
        Repetitions that count.
    slope : Estimate
        Change per repetition with its 95 % interval; NaN under three repetitions.
    total : Estimate
        Change over the longest trial, from its first repetition to its last.
    p : float
        Two-sided p of no trend; NaN where unknown.
    answer : {"rises", "falls", "steady", "cannot tell", "undefined"}
        Steady if there is no trend and the change over the longest trial surely is small.
    reason : str
        One sentence.
    """

    quantity: str
    unit: str
    condition: str
    n: int
    slope: Estimate
    total: Estimate
    p: float
    answer: Drift
    reason: str

    def to_dict(self) -> dict[str, object]:
        """For a file: None in the place of what is unknown."""
        return {
            "quantity": self.quantity,
            "unit": self.unit,
            "condition": self.condition,
            "reps": self.n,
            "slope_per_rep": self.slope.to_dict(),
            "change_over_trial": self.total.to_dict(),
            "p": None if math.isnan(self.p) else self.p,
            "answer": self.answer,
            "reason": self.reason,
        }


def trend(
    session: Session,
    quantity: str,
    condition: str = "fatigue",
    *,
    settings: ContrastSettings | None = None,
) -> Trend:
    """Slope of a quantity over the repetitions of a condition.

    A straight line by least squares, with a level of its own for each trial. Its error comes from
    the scatter about it, and from what the draws leave of shared errors (skin that slides the same
    way each time drops out).

    Parameters
    ----------
    session : Session
        The person's trials.
    quantity : str
        As in `opensim_wink.claims.contrasts.contrast.contrast`.
    condition : str
        The condition; all its usable repetitions count, by their number in the trial.
    settings : ContrastSettings, optional
        Error rate and margins.

    Returns
    -------
    Trend
        ``"undefined"`` with a reason where fewer than three repetitions have the quantity.

    Raises
    ------
    SettingError
        If the quantity is not known.
    """
    settings = settings or ContrastSettings()
    measured = {name for trial in session.trials for name in trial.values}
    meant = quantity_of(quantity, measured)
    side = sides_of(session, meant, condition, condition)[0][condition]
    slope, way = _slope(side)
    called = condition_words(session, condition)
    if math.isnan(slope.value):
        few = f"{side.n} repetitions of {called} count; a trend takes {FEWEST_REPS} in a trial."
        why = lacking(session, meant, side) or few
        nothing = Estimate(math.nan)
        return Trend(
            meant.name, meant.unit, condition, side.n, nothing, nothing, math.nan, "undefined", why
        )
    total = MeanInterval(
        slope.value * way, slope.n, slope.standard_error * way, slope.degrees_of_freedom
    )
    p = 2.0 * min(slope.p_above(0.0), slope.p_below(0.0), 0.5)
    margin = settings.margins.get(meant.name, meant.margin)
    drift: Drift = "cannot tell"
    if p <= settings.alpha:
        drift = "rises" if slope.value > 0 else "falls"
    elif tost(total, margin, settings.alpha).verdict == "supported":
        drift = "steady"
    per_rep, over = (_estimate(mean, settings.alpha) for mean in (slope, total))
    ends = [spoken(end, meant.unit, signed=True) for end in total.interval(1.0 - settings.alpha)]
    small = f"{margin:g}{after(meant.unit)}"
    reason = (
        f"{spoken(total.value, meant.unit, signed=True)} ({ends[0]} to {ends[1]}) from the first "
        f"to the last of {side.n} repetitions of {called}; a change within ±{small} is small."
    )
    return Trend(meant.name, meant.unit, condition, side.n, per_rep, over, p, drift, reason)


def _slope(side: Side) -> tuple[MeanInterval, float]:
    """Slope per repetition with its error, and how many steps the longest trial has."""
    nothing = MeanInterval(math.nan, side.n, math.nan, math.nan)
    if side.n < FEWEST_REPS:
        return nothing, 0.0
    trials = np.unique(side.trial)
    number, value = side.rep.astype(np.float64), side.values.copy()
    way = 0.0
    for index in trials:
        mine = side.trial == index
        way = max(way, float(np.ptp(number[mine])))
        number[mine] -= number[mine].mean()
        value[mine] -= value[mine].mean()
    squares, freedom = float(number @ number), side.n - len(trials) - 1
    if squares == 0 or freedom < 1:
        return nothing, 0.0
    slope = float(number @ value) / squares
    scatter = float(np.sum((value - slope * number) ** 2)) / freedom
    own, shared = noise_of_slope(side.draws, number / squares)
    total = max(scatter, own) / squares + shared
    doubt = (scatter / squares) ** 2 / freedom
    known = total**2 / doubt if doubt > 1e-12 * total**2 else math.inf
    return MeanInterval(slope, side.n, math.sqrt(total), known), way


def _estimate(mean: MeanInterval, alpha: float) -> Estimate:
    return Estimate(mean.value, *mean.interval(1.0 - alpha))
