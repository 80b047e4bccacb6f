"""Test 4: how much of the hip moment do the hamstrings give by being stretched alone?"""

from __future__ import annotations

import numpy as np

from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import Question, judge
from opensim_wink.claims.hamstrings.remedies import NET_MOMENT
from opensim_wink.claims.hamstrings.settings import LombardSettings


def try_passive(evidence: Evidence, settings: LombardSettings) -> tuple[Effect, ...]:
    """Passive hip extension moment of a side's hamstrings over its net hip moment.

    Up to ``passive_margin`` it is negligible. Beyond that it helps to hold the trunk up, in active
    muscles' stead; from ``passive_dominant`` on it is most of what does, and a little more stretch
    turns the pelvis.

    Parameters
    ----------
    evidence : Evidence
        Passive and net moments.
    settings : LombardSettings
        ``passive_margin``, ``passive_dominant`` and ``least_net_moment_nm``.

    Returns
    -------
    tuple of Effect
        One a side, over all its hamstrings that cross the hip; ``extra_m`` is NaN.
    """
    net = np.where(
        evidence.net_nm >= settings.least_net_moment_nm, evidence.net_nm, np.nan
    )  # no share of nothing
    effects = []
    for side in evidence.present_sides:
        columns = evidence.on(side)
        passive = evidence.passive_nm[:, columns].sum(axis=1)
        where = "At onset" if evidence.at == "onset" else "At the bottom"
        known = passive[evidence.counted & np.isfinite(passive)]
        size = f" ({known.mean():.1f} N·m)" if known.size else ""
        margin = f"{100 * settings.passive_margin:g} %"
        most = f"{100 * settings.passive_dominant:g} %"
        question = Question(
            test="passive_moment",
            muscle="hamstrings",
            group="hamstrings",
            side=side,
            values=passive / net,
            extra_m=np.full(len(net), np.nan),
            counted=evidence.counted,
            valid=np.asarray(evidence.valid_moment[:, columns].all(axis=1)),
            common_half_width=evidence.passive_error_nm[:, columns].sum(axis=1) / net,
            margin=settings.passive_margin,
            limit=settings.passive_dominant,
            sentence=f"{where} the passive hamstrings{size} give {{}} of the net hip moment",
            words={
                "supported": f"a negligible part, under {margin}",
                "contradicted": f"over {most}: most of what holds the trunk up",
                "inconclusive": f"neither under {margin} nor over {most} for certain",
            },
            lacking=f"the net hip moment is unknown or under {settings.least_net_moment_nm:g} N·m",
            lacking_settles=NET_MOMENT,
        )
        effects.append(judge(question, evidence, settings))
    return tuple(effects)
