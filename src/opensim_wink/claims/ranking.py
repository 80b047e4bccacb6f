"""The 'instead' half: which muscles are nearest to the end of their stretch?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_parameters import MuscleParameters
from opensim_wink.claims.effect import Moment, estimate
from opensim_wink.claims.equivalence import MeanInterval, VerdictWord, mean_interval
from opensim_wink.claims.evidence import HIP_HAMSTRINGS
from opensim_wink.claims.settings import LombardSettings
from opensim_wink.errors import listed
from opensim_wink.muscle.fibres import passive_fibres
from opensim_wink.squat.estimate import Estimate

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# What is said to be stretched in the hamstrings' stead; rectus femoris is shown beside them.
NAMED_INSTEAD = ("gluteus_maximus", "adductor_magnus", "piriformis")
COMPARED = (*NAMED_INSTEAD, "rectus_femoris", *HIP_HAMSTRINGS)


@dataclass(frozen=True, eq=False)
class Stretched:
    """Path lengths of many muscles at the moments of the repetitions.

    Attributes
    ----------
    at : {"onset", "bottom"}
        Which moment.
    names, groups, parts, sides : tuple of str
        Length K.
    standing_m : ndarray, shape (K,)
        Length in standing.
    moment_m : ndarray, shape (R, K)
        Length at the moment.
    counted : ndarray of bool, shape (R,)
        Repetitions that count.
    valid : ndarray of bool, shape (R, K)
        Whether the model may be believed there.
    parameters : MuscleParameters
        Of the same muscles, in this order.
    """

    at: Moment
    names: tuple[str, ...]
    groups: tuple[str, ...]
    parts: tuple[str, ...]
    sides: tuple[str, ...]
    standing_m: FloatArray
    moment_m: FloatArray
    counted: BoolArray
    valid: BoolArray
    parameters: MuscleParameters


@dataclass(frozen=True)
class RankedMuscle:
    """How near one muscle is to the end of its stretch.

    Attributes
    ----------
    rank : int
        On its side, from 1: nearest first.
    muscle, group, part, side : str
        Which.
    at : {"onset", "bottom"}
        When.
    length_change : Estimate
        From standing, as a share of the standing length.
    fibre_norm, fibre_norm_standing : Estimate
        Fibre length over optimal length, elastic tendon, no activation; at the moment and in
        standing.
    passive_share : Estimate
        Passive force over the largest isometric force.
    fibre_norm_range : tuple of float
        Fibre length with tendon slack lengths longer and shorter by ``slack_change``.
    reps : int
        Repetitions that count; the model may not be believed in the others.
    """

    rank: int
    muscle: str
    group: str
    part: str
    side: str
    at: Moment
    length_change: Estimate
    fibre_norm: Estimate
    fibre_norm_standing: float
    passive_share: Estimate
    fibre_norm_range: tuple[float, float]
    reps: int

    def to_dict(self) -> dict[str, object]:
        """For a summary."""
        return {
            "rank": self.rank,
            "muscle": self.muscle,
            "group": self.group,
            "part": self.part,
            "side": self.side,
            "at": self.at,
            "length_change": self.length_change.to_dict(),
            "fibre_length_norm": self.fibre_norm.to_dict(),
            "fibre_length_norm_standing": Estimate(self.fibre_norm_standing).to_dict()["value"],
            "fibre_length_norm_slack_range": list(self.fibre_norm_range),
            "passive_force_over_max": self.passive_share.to_dict(),
            "reps": self.reps,
        }


@dataclass(frozen=True)
class InsteadVerdict:
    """Whether another muscle than the hamstrings is nearest to its end, on one side.

    Attributes
    ----------
    side : str
        ``"r"`` or ``"l"``.
    difference : MeanInterval
        Fibre length over optimum of the longest other muscle less that of the longest hamstring.
    verdict : {"supported", "contradicted", "inconclusive"}
        Supported where the others are nearer.
    reason : str
        One sentence.
    """

    side: str
    difference: MeanInterval
    verdict: VerdictWord
    reason: str


def rank_muscles(stretched: Stretched, settings: LombardSettings) -> tuple[RankedMuscle, ...]:
    """Order muscles by fibre length over optimal length: passive force rises with that alone.

    Parameters
    ----------
    stretched : Stretched
        Path lengths.
    settings : LombardSettings
        ``slack_change``.

    Returns
    -------
    tuple of RankedMuscle
        Right side first, nearest to the end first; muscles that the model cannot be believed in
        are left out.
    """
    chosen = [k for k, group in enumerate(stretched.groups) if group in COMPARED]
    norms = _norms(stretched, 1.0)
    shares = passive_share(stretched)
    wide = [
        _norms(stretched, scale) for scale in (1 + settings.slack_change, 1 - settings.slack_change)
    ]
    standing = passive_fibres(stretched.parameters, stretched.standing_m[None]).fibre_norm[0]
    ranked: list[RankedMuscle] = []
    for side in "rl":
        rows = []
        for k in (k for k in chosen if stretched.sides[k] == side):
            used = stretched.counted & stretched.valid[:, k] & np.isfinite(norms[:, k])
            if not used.any():
                continue
            change = stretched.moment_m[used, k] / stretched.standing_m[k] - 1
            rows.append(
                RankedMuscle(
                    rank=0,
                    muscle=stretched.names[k],
                    group=stretched.groups[k],
                    part=stretched.parts[k],
                    side=side,
                    at=stretched.at,
                    length_change=estimate(mean_interval(change)),
                    fibre_norm=estimate(mean_interval(norms[used, k])),
                    fibre_norm_standing=float(standing[k]),
                    passive_share=estimate(mean_interval(shares[used, k])),
                    fibre_norm_range=(
                        float(wide[0][used, k].mean()),
                        float(wide[1][used, k].mean()),
                    ),
                    reps=int(used.sum()),
                )
            )
        rows.sort(key=lambda row: -row.fibre_norm.value)
        ranked += [replace(row, rank=place) for place, row in enumerate(rows, start=1)]
    return tuple(ranked)


def passive_share(stretched: Stretched) -> FloatArray:
    """Passive force over the largest isometric force, shape (R, K)."""
    force = passive_fibres(stretched.parameters, stretched.moment_m).force_n
    return np.asarray(force / stretched.parameters.max_force_n)


def try_instead(stretched: Stretched, settings: LombardSettings) -> tuple[InsteadVerdict, ...]:
    """Hold the longest of the named others against the longest hamstring, side by side.

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
    words = (
        f"{where} the longest of {listed(NAMED_INSTEAD)} is at {base.value:+.2f} optimal fibre "
        "lengths against the longest hamstring"
    )
    if base.n < settings.least_reps:
        return InsteadVerdict(
            side, base, "inconclusive", f"{words}; {base.n} repetitions give no interval."
        )
    signs = [_sign(mean, settings.alpha) for mean in means]
    if signs[0] != "inconclusive" and any(sign != signs[0] for sign in signs):
        change = f"{100 * settings.slack_change:g} %"
        return InsteadVerdict(
            side, base, "inconclusive", f"{words}; tendon slack lengths ± {change} turn that."
        )
    ends = {
        "supported": "they are nearer to their end",
        "contradicted": "the hamstrings are nearer to theirs",
        "inconclusive": "too alike to tell",
    }
    return InsteadVerdict(side, base, signs[0], f"{words}: {ends[signs[0]]}.")


def _sign(mean: MeanInterval, alpha: float) -> VerdictWord:
    if mean.p_above(0.0) < alpha:
        return "supported"
    return "contradicted" if mean.p_below(0.0) < alpha else "inconclusive"


def _norms(stretched: Stretched, slack_scale: float) -> FloatArray:
    fibres = passive_fibres(stretched.parameters, stretched.moment_m, slack_scale=slack_scale)
    return fibres.fibre_norm


def _gap(stretched: Stretched, side: str, slack_scale: float) -> FloatArray | None:
    """Longest named other less longest hamstring in each repetition that counts."""
    norms = np.where(stretched.valid, _norms(stretched, slack_scale), np.nan)
    sides = np.array(stretched.sides) == side
    longest = []
    for groups in (NAMED_INSTEAD, HIP_HAMSTRINGS):
        columns = np.flatnonzero(sides & np.isin(stretched.groups, groups))
        if not len(columns):
            return None
        # A hamstring that is not known could be the longest: all of them have to be.
        combine = np.fmax.reduce if groups is NAMED_INSTEAD else np.maximum.reduce
        longest.append(combine(norms[:, columns], axis=1))
    return np.where(stretched.counted, longest[0] - longest[1], np.nan)
