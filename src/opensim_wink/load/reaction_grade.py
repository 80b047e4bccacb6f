"""How far the force in a joint may be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reactions import JointReaction

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Grade = Literal["good", "usable", "fail"]

RESERVE_GOOD, RESERVE_FAIL = 0.05, 0.10
YIELDING_GOOD, YIELDING_FAIL = 0.10, 0.25
RESIDUAL_GOOD, RESIDUAL_FAIL = 0.05, 0.15
APART_GOOD, APART_FAIL = 0.15, 0.30
BALANCED_NEEDED = 0.9


@dataclass(frozen=True)
class ReactionGrade:
    """A grade and why.

    Attributes
    ----------
    grade : {"good", "usable", "fail"}
        The worst of all that was looked at.
    reserve_share : float
        Largest moment of the reserves over the largest net moment at the joint; NaN without
        muscles.
    yielding_share : float
        The same of reserves that stand for tissue which the model lacks; NaN without any.
    residual_share : float
        Largest force left over at the pelvis over the largest ground reaction; NaN where not
        looked at.
    apart_share : float
        Root mean square difference of the L5/S1 moments from below and from above over the largest
        of them; NaN where not looked at.
    reasons : tuple of str
        What keeps it from being better, one sentence each.
    """

    grade: Grade
    reserve_share: float
    yielding_share: float
    residual_share: float
    apart_share: float
    reasons: tuple[str, ...]


def grade_reaction(
    reaction: JointReaction,
    *,
    inverse: InverseDynamics | None = None,
    ground_n: FloatArray | None = None,
    frames: BoolArray | None = None,
    doubtful: BoolArray | None = None,
    lumbosacral: LumbosacralMoment | None = None,
) -> ReactionGrade:
    """Grade a joint's force by what reserves bear there and what plates say against the motion.

    Parameters
    ----------
    reaction : JointReaction
        The joint's force.
    inverse : InverseDynamics, optional
        With ``ground_n``, lets residuals count.
    ground_n : ndarray, shape (T, 3), optional
        Ground reaction of all plates together, where it was measured.
    frames : ndarray of bool, shape (T,), optional
        The frames to grade, such as those of a repetition; all where not given.
    doubtful : ndarray of bool, shape (T,), optional
        Frames in which a load that the model lacks acts on the joint, as thigh on calf does in a
        deep knee bend.
    lumbosacral : LumbosacralMoment, optional
        For L5/S1, where the ground was measured: its moments from above and from below are held
        against each other.

    Returns
    -------
    ReactionGrade
        ``"good"`` where reserves stay within 5 % of the peak net moment, those that stand for
        tissue which the model lacks within 10 %, and residuals within 5 % of the peak ground
        reaction, and the L5/S1 moments from below and above are within 15 % of their peak (root
        mean square) of each other; ``"fail"`` beyond 10, 25, 15 and 30 %, or without a balanced
        force in over a tenth of the frames. The 5 % are Hicks 2015's, the 10 % of reserves
        OpenSim's own guide's; the others are this package's.

    References
    ----------
    Hicks JL, Uchida TK, Seth A, Rajagopal A, Delp SL (2015). Is my model good enough? J Biomech
    Eng 137:020905. doi:10.1115/1.4029304
    """
    chosen = np.ones(len(reaction.known), dtype=bool) if frames is None else frames
    chosen = chosen & np.isfinite(reaction.net_force_n).all(axis=1)
    reserve = _borne(reaction, reaction.reserve_share, chosen)
    yielding = float("nan")
    if len(reaction.yielding_share):
        yielding = _borne(reaction, reaction.yielding_share, chosen)
    residual = _residuals(inverse, ground_n, chosen)
    apart = float("nan") if lumbosacral is None else apart_share(lumbosacral, chosen)
    verdicts = [
        _coverage(reaction, chosen),
        _judge(reserve, RESERVE_GOOD, RESERVE_FAIL, "reserves bear {:.1%} of the peak net moment"),
        _judge(
            yielding,
            YIELDING_GOOD,
            YIELDING_FAIL,
            "reserves in place of tissue that the model lacks bear {:.1%} of the peak net moment",
        ),
        _judge(
            residual,
            RESIDUAL_GOOD,
            RESIDUAL_FAIL,
            "{:.1%} of the peak ground reaction is left over at the pelvis",
        ),
        contradiction(apart),
    ]
    if doubtful is not None and (doubtful & chosen).any():
        verdicts.append(
            ("usable", "the thigh rests on the calf in some frames, which the model does not know")
        )
    order: tuple[Grade, ...] = ("good", "usable", "fail")
    worst = max((grade for grade, _ in verdicts), key=order.index)
    reasons = tuple(f"{words[0].upper()}{words[1:]}." for _, words in verdicts if words)
    return ReactionGrade(worst, reserve, yielding, residual, apart, reasons)


def _borne(reaction: JointReaction, share: FloatArray, chosen: BoolArray) -> float:
    """Peak reserve over peak net moment: a share of nearly nothing does not count."""
    net = np.linalg.norm(reaction.net_moment_nm, axis=1)
    borne = share * net
    chosen = chosen & np.isfinite(borne)
    if not chosen.any() or not net[chosen].max() > 0:
        return float("nan")
    return float(borne[chosen].max() / net[chosen].max())


def _residuals(
    inverse: InverseDynamics | None, ground_n: FloatArray | None, chosen: BoolArray
) -> float:
    if inverse is None or ground_n is None:
        return float("nan")
    left = np.linalg.norm(inverse.residual_n, axis=1)
    whole = np.linalg.norm(ground_n, axis=1)
    chosen = chosen & inverse.legs_known & np.isfinite(left) & np.isfinite(whole)
    if not chosen.any() or not whole[chosen].max() > 0:
        return float("nan")
    return float(left[chosen].max() / whole[chosen].max())


def apart_share(moment: LumbosacralMoment, frames: BoolArray) -> float:
    """How far the L5/S1 moments from above and from below are apart, as a share of their peak.

    Parameters
    ----------
    moment : LumbosacralMoment
        Both, over the frames.
    frames : ndarray of bool, shape (T,)
        Those that count; of them those in which both are known.

    Returns
    -------
    float
        Root mean square difference over the largest of both; NaN where they are not known.
    """
    frames = frames & np.isfinite(moment.difference_nm)
    both = np.stack([moment.above_nm[frames, 2], moment.below_nm[frames, 2]])
    peak = float(np.abs(both).max(initial=0.0))
    if not peak > 0:
        return float("nan")
    return float(np.sqrt(np.mean(moment.difference_nm[frames] ** 2))) / peak


def contradiction(apart: float) -> tuple[Grade, str]:
    """How far L5/S1 may be believed by what plates say against the motion.

    Parameters
    ----------
    apart : float
        As `apart_share` gives it.

    Returns
    -------
    grade : {"good", "usable", "fail"}
        Up to 15 %, up to 30 %, and beyond.
    reason : str
        Empty where it is good, or not known.
    """
    return _judge(
        apart,
        APART_GOOD,
        APART_FAIL,
        "the moment from legs and plates is {:.0%} of its peak away from that of the trunk: a load "
        "that was not declared, the masses, the motion or the plates are off",
    )


def _coverage(reaction: JointReaction, chosen: BoolArray) -> tuple[Grade, str]:
    if not chosen.any():
        return "fail", "the forces from outside are known in none of the frames"
    if not np.isfinite(reaction.force_n).all(axis=1).any():
        return "fail", "no muscle forces are known there, only the net moment"
    share = float(reaction.known[chosen].mean())
    if share >= BALANCED_NEEDED:
        return "good", ""
    return "fail", f"muscles balance the moments in only {share:.0%} of the frames"


def _judge(share: float, good: float, fail: float, words: str) -> tuple[Grade, str]:
    if not share > good:
        return "good", ""
    return ("fail" if share > fail else "usable"), words.format(share)
