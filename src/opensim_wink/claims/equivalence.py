"""Intervals over repetitions, and the decisions that they allow against a margin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError

FloatArray = NDArray[np.float64]
VerdictWord = Literal["supported", "contradicted", "inconclusive"]

NORMAL_95 = 1.959963984540054  # half of a 95 % interval, in standard deviations


@dataclass(frozen=True)
class MeanInterval:
    """A mean over repetitions and how well it is known.

    Attributes
    ----------
    value : float
        The mean; NaN where there is nothing to average.
    n : int
        Number of repetitions.
    standard_error : float
        Of the mean: scatter over repetitions and what is common to all, together; NaN where it is
        unknown (one repetition).
    degrees_of_freedom : float
        Effective ones, for Student's distribution.
    """

    value: float
    n: int
    standard_error: float
    degrees_of_freedom: float

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Two-sided interval; NaN ends where the error is unknown.

        Parameters
        ----------
        level : float
            Between 0 and 1.

        Returns
        -------
        tuple of float
            Low and high end.
        """
        if not 0 < level < 1:
            raise SettingError(f"a level of {level} is none; give one between 0 and 1.")
        half = self._quantile(0.5 + 0.5 * level) * self.standard_error
        return self.value - half, self.value + half

    def p_below(self, bound: float) -> float:
        """One-sided p of the hypothesis that the mean is not below a bound."""
        return self._tail(bound - self.value)

    def p_above(self, bound: float) -> float:
        """One-sided p of the hypothesis that the mean is not above a bound."""
        return self._tail(self.value - bound)

    def _quantile(self, share: float) -> float:
        from scipy.special import ndtri, stdtrit

        if math.isnan(self.standard_error):
            return float("nan")
        if math.isinf(self.degrees_of_freedom):
            return float(ndtri(share))
        return float(stdtrit(self.degrees_of_freedom, share))

    def _tail(self, distance: float) -> float:
        from scipy.special import ndtr, stdtr

        if math.isnan(self.standard_error) or math.isnan(distance):
            return float("nan")
        if self.standard_error == 0:
            return 0.0 if distance > 0 else 1.0
        statistic = distance / self.standard_error
        if math.isinf(self.degrees_of_freedom):
            return float(ndtr(-statistic))
        return float(stdtr(self.degrees_of_freedom, -statistic))


def mean_interval(values: FloatArray, common_half_width: float = 0.0) -> MeanInterval:
    """Mean over repetitions, with an error of its own that all of them share.

    The scatter over repetitions has n − 1 degrees of freedom and shrinks with √n; the common part
    is taken as normal and does not shrink. Both are combined, and the degrees of freedom follow
    by Welch and Satterthwaite's formula, as in the Guide to the Expression of Uncertainty in
    Measurement (JCGM 100:2008, annex G.4).

    Parameters
    ----------
    values : ndarray, shape (R,)
        One a repetition; NaN is left out.
    common_half_width : float
        Half of the 95 % band of an error that is the same in all repetitions.

    Returns
    -------
    MeanInterval
        Of unknown error where fewer than two values are finite.

    References
    ----------
    Welch BL (1947). Biometrika 34:28–35. doi:10.1093/biomet/34.1-2.28
    """
    finite = np.asarray(values, dtype=float)
    finite = finite[np.isfinite(finite)]
    n = finite.size
    if n == 0:
        return MeanInterval(float("nan"), 0, float("nan"), float("nan"))
    mean = float(finite.mean())
    if n == 1 or not math.isfinite(common_half_width):
        return MeanInterval(mean, n, float("nan"), float("nan"))
    scatter = float(finite.var(ddof=1)) / n
    common = (common_half_width / NORMAL_95) ** 2
    total = scatter + common
    freedom = (n - 1) * (total / scatter) ** 2 if scatter > 1e-12 * total else math.inf
    return MeanInterval(mean, n, math.sqrt(total), freedom)


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests.

    Attributes
    ----------
    mean : MeanInterval
        The effect.
    bound : float
        Effects between −bound and +bound count as none.
    alpha : float
        Error rate of each test.
    p : float
        The larger of both one-sided p values; never to be told without the effect.
    verdict : {"supported", "contradicted", "inconclusive"}
        Equivalent, different by more than the bound, or neither shown.
    """

    mean: MeanInterval
    bound: float
    alpha: float
    p: float
    verdict: VerdictWord


def tost(mean: MeanInterval, bound: float, alpha: float = 0.05) -> Equivalence:
    """Two one-sided tests of equivalence to zero.

    "Supported" is the same as the ``1 − 2·alpha`` interval lying within ±bound, "contradicted" as
    it lying beyond one of the bounds.

    Parameters
    ----------
    mean : MeanInterval
        The effect, from :func:`mean_interval`.
    bound : float
        Largest effect that counts as none, in the effect's unit.
    alpha : float
        Error rate of each test.

    Returns
    -------
    Equivalence
        Inconclusive where the error of the mean is unknown.

    Raises
    ------
    SettingError
        If the bound is not positive.

    References
    ----------
    Schuirmann DJ (1987). J Pharmacokinet Biopharm 15:657–680. doi:10.1007/BF01068419
    Lakens D (2017). Soc Psychol Personal Sci 8:355–362. doi:10.1177/1948550617697177
    """
    if not bound > 0:
        raise SettingError(f"an equivalence bound of {bound} holds nothing; give a positive one.")
    p = max(mean.p_below(bound), mean.p_above(-bound))
    verdict: VerdictWord = "inconclusive"
    if p < alpha:
        verdict = "supported"
    elif min(mean.p_above(bound), mean.p_below(-bound)) < alpha:
        verdict = "contradicted"
    return Equivalence(mean, bound, alpha, p, verdict)


def below(
    mean: MeanInterval, limit: float, alpha: float = 0.05, *, above: float | None = None
) -> VerdictWord:
    """Whether an effect lies below a limit, above it, or cannot be told from it.

    Parameters
    ----------
    mean : MeanInterval
        The effect.
    limit : float
        What it is held against.
    alpha : float
        Error rate of each one-sided test.
    above : float, optional
        A higher limit for "above"; in between nothing is decided.

    Returns
    -------
    {"supported", "contradicted", "inconclusive"}
        Below, above, neither shown.
    """
    if mean.p_below(limit) < alpha:
        return "supported"
    upper = limit if above is None else above
    return "contradicted" if mean.p_above(upper) < alpha else "inconclusive"
