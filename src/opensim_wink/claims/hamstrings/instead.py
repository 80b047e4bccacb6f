"""Whether other muscles than the hamstrings are nearest to the end of their stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import group_words, muscle_words
from opensim_wink.claims.equivalence import MeanInterval, VerdictWord, mean_interval
from opensim_wink.claims.hamstrings.evidence import HIP_HAMSTRINGS
from opensim_wink.claims.hamstrings.judging import MODEL_LIMIT
from opensim_wink.claims.hamstrings.ranking import NAMED_INSTEAD, Stretched, closeness
from opensim_wink.claims.hamstrings.remedies import ANOTHER_MODEL, MORE_REPETITIONS, OWN_TENDONS
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import counted, listed

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class InsteadVerdict:
    """Whether another muscle than the hamstrings is nearest to its end, on one side.

    Attributes
    ----------
    side : str
        ``"r"`` or ``"l"``.
    difference : MeanInterval
        Closeness of the nearest other muscle less that of the nearest hamstring; of those other
        muscles that the model can be believed in.
    verdict : {"supported", "contradicted", "inconclusive"}
        Supported where the others are nearer.
    reason : str
        One sentence.
    settles : str
        Of an inconclusive one: what would settle it, as the end of a sentence.
    """

    side: str
    difference: MeanInterval
    verdict: VerdictWord
    reason: str
    settles: str = ""


def try_instead(stretched: Stretched, settings: LombardSettings) -> tuple[InsteadVerdict, ...]:
    """Hold the nearest of the named others against the nearest hamstring, side by side.

    Where the model cannot be believed in some of the others, those that are left may still show
    that one is nearer; that none is cannot be shown then.

    Parameters
    ----------
    stretched : Stretched
        Path lengths.
    settings : LombardSettings
        Error rate, ``slack_change``, ``least_reps``.

    Returns
    -------
    tuple of InsteadVerdict
        One a side that has both; inconclusive where tendon slack turns it.
    """
    verdicts = []
    for side in dict.fromkeys(stretched.sides):
        gaps = [
            _gap(stretched, side, scale)
            for scale in (1.0, 1 + settings.slack_change, 1 - settings.slack_change)
        ]
        if gaps[0] is None:
            continue
        means = [mean_interval(gap) for gap in gaps if gap is not None]
        verdicts.append(_instead(side, stretched, means, settings))
    return tuple(verdicts)


def _instead(
    side: str, stretched: Stretched, means: Sequence[MeanInterval], settings: LombardSettings
) -> InsteadVerdict:
    where = "At onset" if stretched.at == "onset" else "At the bottom"
    base = means[0]
    nearest = ", ".join(group_words(name) for name in NAMED_INSTEAD[:-1])
    words = (
        f"{where} the nearest of {nearest} and {group_words(NAMED_INSTEAD[-1])} has used "
        f"{100 * abs(base.value):.0f} points {'more' if base.value > 0 else 'less'} of its passive "
        "stretch than the nearest hamstring"
    )
    unknown = _unknown(stretched, side)
    if base.n < settings.least_reps:
        few = f"{counted(base.n, 'repetition')} known: no interval over repetitions."
        limit = f" {MODEL_LIMIT.capitalize()}: {listed(unknown)} cannot be believed."
        said, settles = (few + limit, ANOTHER_MODEL) if unknown else (few, MORE_REPETITIONS)
        return InsteadVerdict(side, base, "inconclusive", said, settles)
    signs = [_sign(mean, settings.alpha) for mean in means]
    if signs[0] != "inconclusive" and any(sign != signs[0] for sign in signs):
        change = f"{100 * settings.slack_change:g} %"
        said = f"{words}; tendon slack lengths ± {change} turn that."
        return InsteadVerdict(side, base, "inconclusive", said, OWN_TENDONS)
    if signs[0] == "contradicted" and unknown:
        return InsteadVerdict(
            side,
            base,
            "inconclusive",
            f"{words}; but {MODEL_LIMIT}: {listed(unknown)} cannot be believed there and may be "
            "nearer.",
            ANOTHER_MODEL,
        )
    ends = {
        "supported": "they are nearer to their end",
        "contradicted": "the hamstrings are nearer to theirs",
        "inconclusive": "too alike to tell",
    }
    settles = MORE_REPETITIONS if signs[0] == "inconclusive" else ""
    return InsteadVerdict(side, base, signs[0], f"{words}: {ends[signs[0]]}.", settles)


def _unknown(stretched: Stretched, side: str) -> list[str]:
    """Muscles of a side, named others first, that are not to be believed when it counts."""
    return [
        muscle_words(stretched.names[k])
        for group in (*NAMED_INSTEAD, *HIP_HAMSTRINGS)
        for k in range(len(stretched.names))
        if stretched.groups[k] == group
        and stretched.sides[k] == side
        and not stretched.valid[stretched.counted, k].all()
    ]


def _sign(mean: MeanInterval, alpha: float) -> VerdictWord:
    if mean.p_above(0.0) < alpha:
        return "supported"
    return "contradicted" if mean.p_below(0.0) < alpha else "inconclusive"


def _gap(stretched: Stretched, side: str, slack_scale: float) -> FloatArray | None:
    """Closeness of the nearest named other less that of the nearest hamstring, shape (R,)."""
    near = np.where(stretched.valid, closeness(stretched, slack_scale), np.nan)
    sides = np.array(stretched.sides) == side
    nearest = []
    for groups in (NAMED_INSTEAD, HIP_HAMSTRINGS):
        columns = np.flatnonzero(sides & np.isin(stretched.groups, groups))
        if not len(columns):
            return None
        # A hamstring that is not known could be the nearest: all of them have to be.
        combine = np.fmax.reduce if groups is NAMED_INSTEAD else np.maximum.reduce
        nearest.append(combine(near[:, columns], axis=1))
    return np.where(stretched.counted, nearest[0] - nearest[1], np.nan)
