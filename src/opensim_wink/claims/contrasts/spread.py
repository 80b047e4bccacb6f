"""How much a person varies from repetition to repetition, from few repetitions a condition.

Three repetitions tell a spread badly: Welch's test finds large effects only. The same person's
other conditions tell of it too. How far they may be believed is itself estimated: the more the
spreads of the conditions differ beyond chance, the less each is drawn to their common value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from opensim_wink.claims.session import FloatArray

FEWEST_GROUPS = 3


@dataclass(frozen=True)
class Spread:
    """Variance between repetitions.

    Attributes
    ----------
    variance : float
        In the quantity's unit, squared; NaN where nothing tells it.
    freedom : float
        Degrees of freedom behind it; 0 where nothing tells it.
    """

    variance: float
    freedom: float


def moderated(variances: FloatArray, freedoms: FloatArray) -> list[Spread]:
    """Variances of several groups, low ones drawn up to their common value (moderated t).

    The true variances are taken as scaled inverse χ² around a common one; its scale and degrees of
    freedom come from the mean and the variance of the logarithms. Other than in the reference no
    group is drawn down: a condition that varies more keeps its own spread, so that intervals hold
    there too. Without three groups that tell a variance each keeps its own; a group that tells none
    takes the mean of the others.

    Parameters
    ----------
    variances : ndarray, shape (C,)
        Of each group; whatever where it has no freedom.
    freedoms : ndarray, shape (C,)
        Their degrees of freedom, 0 for a group of one.

    Returns
    -------
    list of Spread
        In order; no group has more freedom than all have together.

    References
    ----------
    Smyth GK (2004). Linear models and empirical Bayes methods for assessing differential expression
    in microarray experiments. Stat Appl Genet Mol Biol 3:3. doi:10.2202/1544-6115.1027
    """
    tells = (freedoms > 0) & (variances > 0)
    total = float(freedoms[tells].sum())
    if not total:
        return [Spread(0.0 if free > 0 else math.nan, free) for free in freedoms.tolist()]
    mean = float(np.sum((freedoms * variances)[tells])) / total
    common, prior = _common(variances[tells], freedoms[tells])
    found = []
    for own, freedom in zip(variances.tolist(), freedoms.tolist(), strict=True):
        if freedom == 0:
            found.append(Spread(mean, min(total, max(prior, 1.0)) if prior else total))
            continue
        share = 1.0 if math.isinf(prior) else prior / (prior + freedom)
        drawn = share * common + (1.0 - share) * own
        found.append(Spread(max(own, drawn), min(prior + freedom, total)))
    return found


def _common(variances: FloatArray, freedoms: FloatArray) -> tuple[float, float]:
    """Common variance and its freedom: 0 from too few groups, inf where all are alike."""
    from scipy.special import digamma, polygamma

    if len(variances) < FEWEST_GROUPS:
        return 0.0, 0.0
    logs = np.log(variances) - digamma(freedoms / 2) + np.log(freedoms / 2)
    mean = float(np.mean(logs))
    beyond = float(np.var(logs, ddof=1) - np.mean(polygamma(1, freedoms / 2)))
    if beyond <= 0:
        return math.exp(mean), math.inf
    half = _inverse_trigamma(beyond)
    return math.exp(mean + float(digamma(half)) - math.log(half)), 2.0 * half


def _inverse_trigamma(value: float) -> float:
    """Where the trigamma function has a value > 0."""
    from scipy.optimize import brentq
    from scipy.special import polygamma

    # Trigamma lies between 1/x and 1/x + 1/x².
    low = 1.0 / value
    high = (1.0 + math.sqrt(1.0 + 4.0 * value)) / (2.0 * value)
    if value < 1e-6:
        return low
    return float(brentq(lambda x: float(polygamma(1, x)) - value, low, high + 1e-9))
