"""Fatigue that the spine's compression adds up to: a figure for comparing trials, no verdict.

The formula is that of the Lifting Fatigue Failure Tool (LiFFT) as it is quoted from memory: cycles
to failure ``N = 902416 · exp(−0.162 · U)``, with the compression ``U`` in % of strength, and damage
``1 / N`` a cycle, summed as if cycles did not heal and did not mind their order. It is unverified:
its article was not read, and public programs disagree on the factor (row ``lifft`` of
``references.csv``). A ratio of two trials of one person does not depend on the factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opensim_wink.errors import SettingError
from opensim_wink.load.references import LIMIT_NOTE, Reference, reference, references_for

CYCLES_WITHOUT_LOAD = 902_416.0
DECAY_PER_PERCENT = 0.162
STRENGTH_N = 10_000.0

NOTES = (
    "The damage figure is unverified: its formula and its strength of 10 kN are quoted from "
    "memory and from public programs, so it only compares trials of one person.",
    "It is built on donors' spines that were loaded until they broke; living tissue heals.",
    LIMIT_NOTE,
)


@dataclass(frozen=True)
class FatigueDamage:
    """Share of fatigue life that repetitions use up, by an unverified formula.

    Attributes
    ----------
    per_rep : tuple of float or None
        Damage of each repetition; None where its peak compression is not known.
    trial : float or None
        Sum over the known ones; None where there are none.
    session : float or None
        Their mean times ``session_repetitions``.
    session_repetitions : int or None
        How often the movement is done, as told by the user.
    strength_n : float
        Compressive strength assumed for a spine in neutral.
    trial_flexed : tuple of float or None
        Lowest and highest sum if the spine is as much weaker as flexed porcine spines were.
    beyond_formula : bool
        Whether a peak is so high that the formula expects failure in one cycle.
    verified : bool
        Whether the formula was read in its source.
    notes : tuple of str
        What has to stand beside it.
    """

    per_rep: tuple[float | None, ...]
    trial: float | None
    session: float | None
    session_repetitions: int | None
    strength_n: float
    trial_flexed: tuple[float, float] | None
    beyond_formula: bool
    verified: bool = False
    notes: tuple[str, ...] = NOTES


@dataclass(frozen=True)
class LimitCount:
    """How many repetitions peak above an occupational limit.

    Attributes
    ----------
    limit : Reference
        The limit, which is for lifting at work.
    above : int or None
        Repetitions above it; None where the limit is unverified.
    known : int
        Repetitions with a known peak.
    """

    limit: Reference
    above: int | None
    known: int


def cycles_to_failure(compression_n: float, *, strength_n: float = STRENGTH_N) -> float:
    """Cycles that a spine would last (unverified).

    Parameters
    ----------
    compression_n : float
        Peak compression of each cycle; what is below zero counts as zero.
    strength_n : float
        Compressive strength.

    Returns
    -------
    float
        ``902416 · exp(−0.162 · %strength)``; below 1 where failure is expected at once.

    Raises
    ------
    SettingError
        If the strength is not positive.

    References
    ----------
    Gallagher S, Sesek RF, Schall MC, Huangfu R (2017). Appl Ergon 63:142–150.
    doi:10.1016/j.apergo.2017.04.016 (not read)
    """
    if not 0 < strength_n < np.inf:
        raise SettingError(f"a compressive strength of {strength_n:g} N; give more than 0 N.")
    percent = 100.0 * max(compression_n, 0.0) / strength_n
    return float(CYCLES_WITHOUT_LOAD * np.exp(-DECAY_PER_PERCENT * percent))


def fatigue_damage(
    peaks_n: Sequence[float | None],
    *,
    strength_n: float = STRENGTH_N,
    session_repetitions: int | None = None,
) -> FatigueDamage:
    """Damage of repetitions by their peak compression, one cycle each.

    Parameters
    ----------
    peaks_n : sequence of float or None
        Peak L5/S1 compression of each repetition; None and NaN are not known.
    strength_n : float
        Compressive strength of the spine in neutral.
    session_repetitions : int, optional
        How often the movement is done in a session.

    Returns
    -------
    FatigueDamage
        For comparing trials.

    Raises
    ------
    SettingError
        If the strength is not positive, or the number of repetitions negative.
    """
    if session_repetitions is not None and session_repetitions < 0:
        raise SettingError(f"{session_repetitions} repetitions a session; give 0 or more.")
    known = _known(peaks_n)
    per_rep = tuple(
        None if peak is None else 1.0 / cycles_to_failure(peak, strength_n=strength_n)
        for peak in known
    )
    found = [damage for damage in per_rep if damage is not None]
    trial = float(np.sum(found)) if found else None
    several = trial is not None and session_repetitions is not None
    return FatigueDamage(
        per_rep=per_rep,
        trial=trial,
        session=float(np.mean(found)) * session_repetitions
        if several and session_repetitions is not None
        else None,
        session_repetitions=session_repetitions,
        strength_n=strength_n,
        trial_flexed=_flexed(known, strength_n) if found else None,
        beyond_formula=any(damage >= 1.0 for damage in found),
    )


def count_above_limits(peaks: Sequence[float | None], quantity: str) -> tuple[LimitCount, ...]:
    """Count the repetitions above each occupational limit of a quantity.

    Parameters
    ----------
    peaks : sequence of float or None
        Peak of each repetition, N.
    quantity : str
        ``"l5s1_compression"`` or ``"l5s1_anterior_shear"``.

    Returns
    -------
    tuple of LimitCount
        One a limit; empty where none is known.
    """
    known = [peak for peak in _known(peaks) if peak is not None]
    counts = []
    for limit in references_for(quantity, unit="N"):
        if limit.kind != "occupational limit":
            continue
        places = [limit.place(peak, "N") for peak in known]
        above = sum(place == "above" for place in places) if limit.verified else None
        counts.append(LimitCount(limit, above, len(known)))
    return tuple(counts)


def _known(peaks: Sequence[float | None]) -> list[float | None]:
    """None for NaN too."""
    return [None if peak is None or not np.isfinite(peak) else float(peak) for peak in peaks]


def _flexed(peaks_n: Sequence[float | None], strength_n: float) -> tuple[float, float]:
    """Sum of damages for the least and the most weakening that flexion had in the laboratory."""
    row = reference("gunning_flexed")
    ends = []
    for lost in (row.low, row.high):
        left_n = strength_n * (1.0 - (lost or 0.0) / 100.0)
        ends.append(
            sum(1.0 / cycles_to_failure(p, strength_n=left_n) for p in peaks_n if p is not None)
        )
    return ends[0], ends[1]
