"""How common something is among people and among their repetitions, with 95 % intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.report.strict_json import Json

LEVEL = 0.95
FEWEST_PEOPLE = 2.0
"""Effective number of people from which repetitions have an interval."""
LARGEST_SHARE = 1 / 3
"""Of all repetitions in one person: beyond it how alike they are cannot be learnt from the rest."""


def wilson(count: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval of a proportion.

    Parameters
    ----------
    count : float
        How many have it; need not be whole, where ``n`` is an effective number.
    n : float
        Of how many independent ones, above 0.
    level : float
        Of confidence.

    Returns
    -------
    low, high : float
        Shares.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953
    """
    from scipy.stats import norm

    z = float(norm.ppf(0.5 + level / 2))
    share = count / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low = 0.0 if count <= 0 else max(0.0, middle - half)
    high = 1.0 if count >= n else min(1.0, middle + half)
    return float(low), float(high)


def zero_bound(n: int, level: float = LEVEL) -> float:
    """How common something may be that none of n had: one-sided, near 3/n.

    Parameters
    ----------
    n : int
        How many independent ones were looked at, above 0.
    level : float
        Of confidence.

    Returns
    -------
    float
        The share at which n in a row without it still happen with probability ``1 - level``.

    References
    ----------
    Hanley and Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031
    """
    return float(1 - (1 - level) ** (1 / n))


def among_people(has: NDArray[np.bool_]) -> Json:
    """How many people have something.

    Parameters
    ----------
    has : ndarray of bool, shape (P,)
        Each person, independent of the others.

    Returns
    -------
    dict
        ``count``, ``n``, ``share``, ``low`` and ``high`` (Wilson), ``at_most`` (`zero_bound`) where
        none has it and ``at_least`` where all have it; None where they say nothing.
    """
    n, count = int(has.size), int(has.sum())
    if n == 0:
        return _proportion(0, 0, None)
    found = _proportion(count, n, wilson(count, n))
    found["at_most"] = zero_bound(n) if count == 0 else None
    found["at_least"] = 1 - zero_bound(n) if count == n else None
    return found


def among_repetitions(counts: NDArray[np.int_], sizes: NDArray[np.int_]) -> Json:
    """How many repetitions have something, when those of one person are alike.

    The share is the ratio of sums. Its variance between people, by linearisation, over that of as
    many independent repetitions is the design effect; Wilson's interval is taken at the number of
    repetitions divided by it, corrected for the degrees of freedom of few people as Korn and
    Graubard (1998, Survey Methodology 24:193-201) do. People count as their effective number
    m = (Σn)² / Σn² (Kish 1965), which falls where some have most of the repetitions; no number of
    repetitions is worth more than m over the correlation ρ within people (analysis of variance).
    Every effective person counts once where all or none have it, as that tells nothing of ρ, and
    where one person has more than a third of the repetitions. It is meant for people with about as
    many repetitions each.

    Parameters
    ----------
    counts : ndarray of int, shape (P,)
        Repetitions of each person that have it.
    sizes : ndarray of int, shape (P,)
        Repetitions of each person; people without any are left out.

    Returns
    -------
    dict
        ``count``, ``n``, ``share``, ``low``, ``high``, ``people``, ``people_effective`` (m) and
        ``effective`` (the number of independent repetitions that they are worth). No interval
        where m is below two.
    """
    counts, sizes = counts[sizes > 0], sizes[sizes > 0]
    people, n, count = int(sizes.size), int(sizes.sum()), int(counts.sum())
    worth = n**2 / float((sizes.astype(float) ** 2).sum()) if people else 0.0
    effective = _effective(counts, sizes, worth) if worth >= FEWEST_PEOPLE else None
    ends = None if effective is None else wilson(count / n * effective, effective)
    return {
        **_proportion(count, n, ends),
        "people": people,
        "people_effective": worth,
        "effective": effective,
    }


def _effective(counts: NDArray[np.int_], sizes: NDArray[np.int_], people: float) -> float:
    """How many independent repetitions they are worth, of an effective number of people."""
    from scipy.stats import norm, t

    n = float(sizes.sum())
    share = counts.sum() / n
    if share in (0.0, 1.0):
        return people
    apart = counts - share * sizes
    variance = people / (people - 1) * float((apart**2).sum()) / n**2
    independent = share * (1 - share)
    worth = n if variance <= independent / n else independent / variance
    few = float(norm.ppf(0.5 + LEVEL / 2) / t.ppf(0.5 + LEVEL / 2, people - 1)) ** 2
    alike = _alike(counts, sizes)
    most = people / alike if alike > people / n else n
    if sizes.max() > LARGEST_SHARE * n:
        most = min(most, people)
    return float(min(max(worth * few, 1.0), most, n))


def _alike(counts: NDArray[np.int_], sizes: NDArray[np.int_]) -> float:
    """Correlation of repetitions within people, by analysis of variance; 1 where unknowable."""
    n, people = float(sizes.sum()), sizes.size
    if n <= people:
        return 1.0
    own = counts / sizes
    between = float((sizes * (own - counts.sum() / n) ** 2).sum()) / (people - 1)
    within = float((sizes * own * (1 - own)).sum()) / (n - people)
    typical = (n - float((sizes.astype(float) ** 2).sum()) / n) / (people - 1)
    whole = between + (typical - 1) * within
    return min(1.0, (between - within) / whole) if whole > 0 else 1.0


def _proportion(count: int, n: int, ends: tuple[float, float] | None) -> Json:
    low, high = ends or (None, None)
    return {"count": count, "n": n, "share": count / n if n else None, "low": low, "high": high}
