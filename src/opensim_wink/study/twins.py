"""One recording saved twice: other bytes, the same numbers, which count twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.claims.same_recording import FEWEST, TELLING

if TYPE_CHECKING:
    import pandas as pd

_FIRST = "bottom_knee_flexion_deg"


def twins(reps: pd.DataFrame) -> list[list[str]]:
    """Trials that tell the same numbers of a repetition.

    Copies with the same bytes are refused before anything runs; one that was exported again, or
    had a character of its header changed, shows in what was measured alone.

    Parameters
    ----------
    reps : DataFrame
        A row a repetition: its place, and those columns of
        `opensim_wink.claims.same_recording.TELLING` that there are.

    Returns
    -------
    list of list of str
        Pairs of ``participant/session/trial``, sorted.
    """
    shared = [name for name in TELLING if name in reps]
    if _FIRST not in shared or len(shared) < FEWEST:
        return []
    reps = reps[reps[_FIRST].notna()].sort_values(_FIRST, kind="stable")
    places = reps[["participant", "session", "trial"]].astype(str).agg("/".join, axis=1).to_numpy()
    numbers = reps[shared].to_numpy(dtype=float)
    limits = np.array([TELLING[name] for name in shared])
    first = numbers[:, shared.index(_FIRST)]
    ends = np.searchsorted(first, first + TELLING[_FIRST], side="right")
    found = set()
    for here, end in enumerate(ends):
        apart = np.abs(numbers[here + 1 : end] - numbers[here])
        telling = np.isfinite(apart) & (numbers[here] != 0.0)
        same = np.all((apart <= limits) | ~np.isfinite(apart), axis=1)
        for other in here + 1 + np.flatnonzero(same & (telling.sum(axis=1) >= FEWEST)):
            if places[here] != places[other]:
                found.add(tuple(sorted((str(places[here]), str(places[other])))))
    return sorted(map(list, found))
