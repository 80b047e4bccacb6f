"""The 'instead' half: which muscles are nearest to the end of their stretch?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import ArrayFunction
from opensim_wink.body.muscle_parameters import MuscleParameters
from opensim_wink.claims.equivalence import mean_interval
from opensim_wink.claims.hamstrings.effect import Moment, estimate
from opensim_wink.claims.hamstrings.evidence import HIP_HAMSTRINGS
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.muscle.fibres import passive_fibres
from opensim_wink.squat.uncertainty.estimate import Estimate

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# What is said to be stretched in the hamstrings' stead; rectus femoris is shown beside them.
NAMED_INSTEAD = ("gluteus_maximus", "adductor_magnus", "piriformis")
COMPARED = (*NAMED_INSTEAD, "rectus_femoris", *HIP_HAMSTRINGS)
_LONGEST = 4.0  # optimal lengths; passive curves reach full force far below


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
    closeness : Estimate
        How much of the fibre's passive stretch is used: 0 at its optimal length, 1 where the
        resting fibre alone pulls with the muscle's largest isometric force.
    closeness_range : tuple of float
        The same with tendon slack lengths longer and shorter by ``slack_change``.
    fibre_norm, fibre_norm_standing : Estimate
        Fibre length over optimal length, elastic tendon, no activation; at the moment and in
        standing.
    passive_share : Estimate
        Passive force over the largest isometric force.
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
    closeness: Estimate
    closeness_range: tuple[float, float]
    fibre_norm: Estimate
    fibre_norm_standing: float
    passive_share: Estimate
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
            "closeness": self.closeness.to_dict(),
            "closeness_slack_range": list(self.closeness_range),
            "fibre_length_norm": self.fibre_norm.to_dict(),
            "fibre_length_norm_standing": Estimate(self.fibre_norm_standing).to_dict()["value"],
            "passive_force_over_max": self.passive_share.to_dict(),
            "reps": self.reps,
        }


def rank_muscles(stretched: Stretched, settings: LombardSettings) -> tuple[RankedMuscle, ...]:
    """Order muscles by how near their fibres are to the end of their passive stretch.

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
    fibres = passive_fibres(stretched.parameters, stretched.moment_m)
    change = settings.slack_change
    near, longer, shorter = (closeness(stretched, scale) for scale in (1.0, 1 + change, 1 - change))
    standing = passive_fibres(stretched.parameters, stretched.standing_m[None]).fibre_norm[0]
    ranked: list[RankedMuscle] = []
    for side in "rl":
        rows = []
        for k in (k for k, of in enumerate(stretched.sides) if of == side):
            used = stretched.counted & stretched.valid[:, k] & np.isfinite(near[:, k])
            if stretched.groups[k] not in COMPARED or not used.any():
                continue
            force = fibres.force_n[used, k] / stretched.parameters.max_force_n[k]
            row = RankedMuscle(
                rank=0,
                muscle=stretched.names[k],
                group=stretched.groups[k],
                part=stretched.parts[k],
                side=side,
                at=stretched.at,
                length_change=_estimated(stretched.moment_m[used, k] / stretched.standing_m[k] - 1),
                closeness=_estimated(near[used, k]),
                closeness_range=(float(longer[used, k].mean()), float(shorter[used, k].mean())),
                fibre_norm=_estimated(fibres.fibre_norm[used, k]),
                fibre_norm_standing=float(standing[k]),
                passive_share=_estimated(force),
                reps=int(used.sum()),
            )
            rows.append(row)
        rows.sort(key=lambda row: -row.closeness.value)
        ranked += [replace(row, rank=place) for place, row in enumerate(rows, start=1)]
    return tuple(ranked)


def _estimated(values: FloatArray) -> Estimate:
    return estimate(mean_interval(values))


def closeness(stretched: Stretched, slack_scale: float = 1.0) -> FloatArray:
    """Share of each fibre's passive stretch that is used, by its own passive curve.

    Parameters
    ----------
    stretched : Stretched
        Path lengths.
    slack_scale : float
        Factor on tendon slack lengths.

    Returns
    -------
    ndarray, shape (R, K)
        ``(l − 1)/(l_1 − 1)`` with l the fibre length over optimal length and l_1 the one at which
        the resting fibre pulls with the largest isometric force; below 0 for shorter fibres.
    """
    fibres = passive_fibres(stretched.parameters, stretched.moment_m, slack_scale=slack_scale)
    return np.asarray((fibres.fibre_norm - 1) / (end_of_stretch(stretched.parameters) - 1))


def end_of_stretch(parameters: MuscleParameters) -> FloatArray:
    """Fibre length, over optimal length, at which the resting fibre pulls with full force.

    Parameters
    ----------
    parameters : MuscleParameters
        Of K muscles.

    Returns
    -------
    ndarray, shape (K,)
        NaN for a curve that never gets there below ``_LONGEST``.
    """
    from scipy.optimize import brentq

    ends: dict[int, float] = {}  # most muscles of a model share one curve
    for curve in parameters.passive:
        if id(curve) in ends:
            continue

        def lacks(length: float, curve: ArrayFunction = curve) -> float:
            return float(curve.value(np.array([length]))[0]) - 1.0

        within = lacks(1.0) < 0 < lacks(_LONGEST)
        ends[id(curve)] = brentq(lacks, 1.0, _LONGEST) if within else np.nan
    return np.array([ends[id(curve)] for curve in parameters.passive])
