"""How a number is spread among people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.report.strict_json import Json

PERCENTILES = (10, 25, 50, 75, 90)
RESAMPLES = 4000
FEWEST_FOR_MEAN = 3
FEWEST_FOR_BOX = 3
FEWEST_FOR_PERCENTILES = 8
_SEED = 20260101


def spread(values: NDArray[np.float64]) -> Json:
    """Mean and percentiles of one value a person, with 95 % intervals.

    The mean's interval is Student's. Those of the percentiles are the 2.5th and 97.5th percentile
    of the same percentile in resamples of the people (Efron 1979, doi:10.1214/aos/1176344552), with
    a fixed seed.

    Parameters
    ----------
    values : ndarray, shape (P,)
        One finite value a person.

    Returns
    -------
    dict
        ``n``, ``mean``, ``sd`` (between people) and ``percentiles``: name → value; values as
        ``{"value", "low", "high"}``, without ends where people are too few for them: fewer than
        three for the mean, fewer than eight for percentiles. Below three people there are no
        percentiles at all.
    """
    n = int(values.size)
    if n == 0:
        return {"n": 0, "mean": None, "sd": None, "percentiles": {}}
    sd = float(values.std(ddof=1)) if n > 1 else None
    ends = _bootstrap(values) if n >= FEWEST_FOR_PERCENTILES else None
    if n < FEWEST_FOR_BOX:
        return {"n": n, "mean": _mean(values), "sd": sd, "percentiles": {}}
    found = np.percentile(values, PERCENTILES)
    percentiles = {
        str(name): _measured(found[i], None if ends is None else (ends[0][i], ends[1][i]))
        for i, name in enumerate(PERCENTILES)
    }
    return {"n": n, "mean": _mean(values), "sd": sd, "percentiles": percentiles}


def _mean(values: NDArray[np.float64]) -> Json:
    from scipy.stats import t

    n, mean = values.size, float(values.mean())
    if n < FEWEST_FOR_MEAN:
        return _measured(mean, None)
    half = float(t.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n))
    return _measured(mean, (mean - half, mean + half))


def _bootstrap(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends of the intervals of all percentiles, in portions so that memory stays small."""
    rng = np.random.default_rng(_SEED)
    at_once = max(1, 1_000_000 // values.size)
    drawn = []
    for first in range(0, RESAMPLES, at_once):
        rows = min(at_once, RESAMPLES - first)
        chosen = values[rng.integers(0, values.size, (rows, values.size))]
        drawn.append(np.percentile(chosen, PERCENTILES, axis=1))
    low, high = np.percentile(np.concatenate(drawn, axis=1), [2.5, 97.5], axis=1)
    return low, high


def _measured(value: float, ends: tuple[float, float] | None) -> Json:
    low, high = (None, None) if ends is None else (float(ends[0]), float(ends[1]))
    return {"value": float(value), "low": low, "high": high}
