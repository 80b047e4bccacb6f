"""From values a repetition to an effect with its verdict: what all tests have in common."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import muscle_words
from opensim_wink.claims.equivalence import MeanInterval, VerdictWord, below, mean_interval, tost
from opensim_wink.claims.hamstrings.effect import Effect, Test, percent
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.remedies import (
    A_WINK,
    ANOTHER_MODEL,
    MORE_REPETITIONS,
    SMALLER_ERRORS,
)
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import counted

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

MODEL_LIMIT = "the model is the limit"
NO_WINK = "There is no wink to explain."


@dataclass(frozen=True, eq=False)
class Question:
    """One test of one muscle, before it is judged.

    Attributes
    ----------
    test : str
        Which test.
    muscle, group, side : str
        Of what.
    values : ndarray, shape (R,)
        The effect a repetition, as a share of 1; NaN where it cannot be formed.
    extra_m : ndarray, shape (R,)
        The length behind it, m; NaN where there is none.
    counted, valid : ndarray of bool, shape (R,)
        Repetitions that the test is about, and those in which the model may be believed.
    common_half_width : ndarray, shape (R,)
        Half of the 95 % band that the repetitions share.
    margin, limit : float
        Below the margin the claim is supported, beyond the limit it is contradicted.
    sentence : str
        What was found, with ``{}`` for the effect in per cent.
    words : dict
        End of the sentence for each verdict.
    lacking : str
        Why values may be NaN, as a clause.
    lacking_settles : str
        What would give them.
    """

    test: Test
    muscle: str
    group: str
    side: str
    values: FloatArray
    extra_m: FloatArray
    counted: BoolArray
    valid: BoolArray
    common_half_width: FloatArray
    margin: float
    limit: float
    sentence: str
    words: dict[VerdictWord, str]
    lacking: str = "the lengths are unknown"
    lacking_settles: str = ANOTHER_MODEL


def judge(question: Question, evidence: Evidence, settings: LombardSettings) -> Effect:
    """Average over repetitions, hold against the margin, and say why.

    Frames in which the model may not be believed never enter. Where they leave fewer than
    ``least_reps`` repetitions, or less than half of those that the test is about, there is no
    verdict: what is left would be the shallow ones.

    Parameters
    ----------
    question : Question
        What to judge.
    evidence : Evidence
        Whence it comes.
    settings : LombardSettings
        Error rates and numbers of repetitions.

    Returns
    -------
    Effect
        Without sensitivity yet.
    """
    used = question.counted & question.valid & np.isfinite(question.values)
    values = np.where(used, question.values, np.nan)
    common = float(question.common_half_width[used].mean()) if used.any() else float("nan")
    mean = mean_interval(values, common)
    obstacle, remedy = _obstacle(question, used, settings)
    verdict: VerdictWord
    decision, p = _decide(question, mean, settings)
    settles = ""
    if obstacle:
        mean = MeanInterval(mean.value, mean.n, float("nan"), float("nan"))
        verdict, p = "inconclusive", float("nan")
        shown = f" {question.sentence.format(percent(mean))}." if mean.n else ""
        reason = f"{obstacle[0].upper()}{obstacle[1:]}.{shown}"
        settles = remedy
    elif evidence.at == "bottom" and question.test != "standing_to_bottom":
        verdict, settles = "inconclusive", A_WINK
        reason = f"{NO_WINK} {question.sentence.format(percent(mean))}."
    else:
        verdict = decision
        reason = f"{question.sentence.format(percent(mean))}: {question.words[verdict]}."
        left = int((question.counted & ~question.valid).sum())
        if left:
            reason += f" Left out: {counted(left, 'repetition')}, where {MODEL_LIMIT}."
        if verdict == "inconclusive":
            settles = _narrower(mean, common)
    return Effect(
        test=question.test,
        muscle=question.muscle,
        group=question.group,
        side=question.side,
        at=evidence.at,
        reps=evidence.reps,
        per_rep=tuple(float(value) for value in values),
        extra_m=tuple(float(length) for length in np.where(used, question.extra_m, np.nan)),
        mean=mean,
        level=1 - 2 * settings.alpha,
        margin=question.margin,
        limit=question.limit,
        p=p,
        verdict=verdict,
        reason=reason,
        settles=settles,
    )


def _decide(
    question: Question, mean: MeanInterval, settings: LombardSettings
) -> tuple[VerdictWord, float]:
    if question.test in ("onset_to_bottom", "standing_to_bottom"):
        result = tost(mean, question.margin, settings.alpha)
        return result.verdict, result.p
    verdict = below(mean, question.margin, settings.alpha, above=question.limit)
    return verdict, mean.p_below(question.margin)


def _narrower(mean: MeanInterval, common: float) -> str:
    """What would narrow an interval that is too wide: its larger part decides."""
    low, high = mean.interval(0.95)
    shared = common >= math.sqrt(0.5) * (high - low) / 2  # NaN, where none is known, is not
    return SMALLER_ERRORS if shared else MORE_REPETITIONS


def _obstacle(question: Question, used: BoolArray, settings: LombardSettings) -> tuple[str, str]:
    """Why there can be no verdict, as a clause, and what would settle it; empty where there can."""
    wanted = int(question.counted.sum())
    if not wanted:
        if question.test == "onset_to_bottom":
            return "there is no wink, so there is no onset to measure from", A_WINK
        return "no repetition can be judged", MORE_REPETITIONS
    valid = int((question.counted & question.valid).sum())
    if valid < min(settings.least_reps, wanted) or 2 * valid < wanted:
        return (
            f"{MODEL_LIMIT}: {muscle_words(question.muscle)} can be believed in {valid} of "
            f"{counted(wanted, 'repetition')} (moment arm under 5 mm or of the wrong sign, a jump "
            "of the path, or beyond the validated range)",
            ANOTHER_MODEL,
        )
    left = int(used.sum())
    if left < min(settings.least_reps, wanted) or 2 * left < wanted:
        without = f"{question.lacking} in {wanted - left} of {counted(wanted, 'repetition')}"
        return without, question.lacking_settles
    if left < settings.least_reps:
        return f"{counted(left, 'repetition')} gives no interval over repetitions", MORE_REPETITIONS
    return "", ""


def available_m(evidence: Evidence, column: int, settings: LombardSettings) -> float:
    """Length between standing and the end of a straight-leg raise; NaN where there is hardly any.

    Parameters
    ----------
    evidence : Evidence
        Lengths.
    column : int
        Which muscle.
    settings : LombardSettings
        For the least that counts.

    Returns
    -------
    float
        Metres.
    """
    stretch = float(evidence.raised_m[column] - evidence.standing_m[column])
    known = math.isfinite(stretch) and stretch >= settings.least_stretch_m
    return stretch if known else float("nan")


def raise_words(evidence: Evidence, column: int) -> str:
    """Whence the available stretch comes, as a clause."""
    how = {"trial": "the person's own", "stated": "the stated", "assumed": "an assumed"}
    return f"{how[evidence.slr_from[column]]} straight-leg raise of {evidence.slr_deg[column]:.0f}°"
