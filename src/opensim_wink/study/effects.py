"""What a condition changes, over people: each person held against themselves, and all together."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    import pandas as pd

FEWEST_PAIRS = 3
FEWEST_PEOPLE = 5
_NO_NUMBERS = dict.fromkeys(("value", "low", "high", "p"))


@dataclass(frozen=True)
class _Fit:
    """Fixed effects of a mixed model, each against the usual condition."""

    values: NDArray[np.float64]
    errors: NDArray[np.float64]
    degrees: int


def paired(cells: pd.DataFrame, usual: str, condition: str) -> Json:
    """Mean difference between a condition and the usual one within people.

    Parameters
    ----------
    cells : DataFrame
        Index: people; a column a condition; each cell the mean of that person there, NaN for none.
    usual, condition : str
        Columns.

    Returns
    -------
    dict
        ``n`` people who did both, ``value`` (condition minus usual), ``low``, ``high`` (95 %,
        Student's t), ``p`` and ``why`` there are no numbers; empty where there are.
    """
    from scipy.stats import ttest_1samp

    apart = (cells[condition] - cells[usual]).dropna().to_numpy(dtype=float)
    n = int(apart.size)
    if n < FEWEST_PAIRS:
        return {"n": n, **_NO_NUMBERS, "why": "too few people did both"}
    if float(np.ptp(apart)) <= 1e-9 * max(1.0, float(np.abs(apart).max())):
        mean = float(apart.mean())
        return {"n": n, **_NO_NUMBERS, "value": mean, "why": "no scatter between people"}
    test = ttest_1samp(apart, 0.0)
    low, high = test.confidence_interval(0.95)
    mean, p = float(apart.mean()), float(test.pvalue)
    return {"n": n, "value": mean, "low": float(low), "high": float(high), "p": p, "why": ""}


def mixed(cells: pd.DataFrame, usual: str, conditions: list[str]) -> dict[str, Json]:
    """The same differences out of one linear mixed model over all conditions.

    A random intercept a person, restricted maximum likelihood (Laird and Ware 1982,
    doi:10.2307/2529876), one value a person and condition; people who lack some conditions count
    with the others. Intervals are Student's with the degrees of freedom within people.

    Parameters
    ----------
    cells : DataFrame
        As for `paired`.
    usual : str
        Column.
    conditions : list of str
        Other columns.

    Returns
    -------
    dict
        Condition → ``n`` people, ``value``, ``low``, ``high``, ``p`` and ``why`` there are no
        numbers: statsmodels is not installed, too few people, or the fit did not converge.
    """
    long = cells[[usual, *conditions]].stack().dropna()
    who = np.unique(long.index.get_level_values(0), return_inverse=True)[1]
    which = long.index.get_level_values(1)
    n = {name: int((which == name).sum()) for name in conditions}
    people = int(who.max()) + 1 if who.size else 0
    there = [name for name in conditions if n[name]]
    degrees = int(who.size) - people - len(there)
    if people < FEWEST_PEOPLE or degrees < FEWEST_PAIRS - 1 or not (which == usual).any():
        return {name: _without(n[name], "too few people") for name in conditions}
    design = np.column_stack([np.ones(who.size), *[(which == name) * 1.0 for name in there]])
    fit = _fit(long.to_numpy(dtype=float), design, who, degrees)
    if isinstance(fit, str):
        return {name: _without(n[name], fit) for name in conditions}
    found = dict(zip(there, _intervals(fit), strict=True))
    return {
        name: {"n": n[name], **found[name], "why": ""}
        if name in found
        else _without(0, "too few people")
        for name in conditions
    }


def _without(n: int, why: str) -> Json:
    return {"n": n, **_NO_NUMBERS, "why": why}


def _fit(
    values: NDArray[np.float64], design: NDArray[np.float64], who: NDArray[np.int_], degrees: int
) -> _Fit | str:
    """Fit the model; words where there are no numbers to be trusted."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from statsmodels.regression.mixed_linear_model import MixedLM
    except ImportError:
        return "statsmodels is not installed"
    scale = float(values.std())
    if scale <= 1e-12 * max(1.0, float(np.abs(values).max())):
        return "no scatter between people"
    told: list[Any] = []
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            result = MixedLM((values - values.mean()) / scale, design, groups=who).fit(reml=True)
            found = np.asarray(result.fe_params)[1:], np.asarray(result.bse_fe)[1:]
        wrong = not result.converged or any("onverge" in w.category.__name__ for w in told)
    except (np.linalg.LinAlgError, ValueError, FloatingPointError):
        return "the model could not be fitted"
    if wrong:
        return "the fit did not converge"
    if not (np.isfinite(found).all() and (found[1] > 0).all()):
        return "the model could not be fitted"
    return _Fit(found[0] * scale, found[1] * scale, degrees)


def _intervals(fit: _Fit) -> list[Json]:
    from scipy.stats import t

    half = t.ppf(0.975, fit.degrees) * fit.errors
    p = 2 * t.sf(np.abs(fit.values / fit.errors), fit.degrees)
    rows = zip(fit.values, fit.values - half, fit.values + half, p, strict=True)
    return [dict(zip(("value", "low", "high", "p"), map(float, row), strict=True)) for row in rows]
