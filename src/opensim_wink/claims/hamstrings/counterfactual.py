"""Test 1: had the pelvis not tucked under, would the hamstrings have been long enough?"""

from __future__ import annotations

import math

from opensim_wink.body.muscle_groups import muscle_words
from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import Question, available_m, judge, raise_words
from opensim_wink.claims.hamstrings.remedies import A_SURER_RAISE
from opensim_wink.claims.hamstrings.settings import LombardSettings


def try_counterfactual(evidence: Evidence, settings: LombardSettings) -> tuple[Effect, ...]:
    """Hold the posture at the bottom without the wink against the stretch that is available.

    A wink lets go of the hamstrings: the pelvis turns with them. So the bottom as it is says
    little; the same thigh and knee with the hip flexed by the wink more says what they would have
    had to give. If that is less than they have, they cannot have forced the wink.

    Parameters
    ----------
    evidence : Evidence
        Lengths.
    settings : LombardSettings
        ``counterfactual_margin``: 1 is all of the available stretch.

    Returns
    -------
    tuple of Effect
        One a hamstring; ``extra_m`` is the length that the wink spared it.
    """
    effects = []
    for side in evidence.present_sides:
        for column in evidence.on(side):
            available = available_m(evidence, column, settings)
            needed = evidence.without_m[:, column] - evidence.standing_m[column]
            question = Question(
                test="counterfactual",
                muscle=evidence.names[column],
                group=evidence.groups[column],
                side=side,
                values=needed / available,
                extra_m=evidence.without_m[:, column] - evidence.bottom_m[:, column],
                counted=evidence.counted,
                valid=evidence.valid_without[:, column] & evidence.valid_bottom[:, column],
                # Hip flexion at the bottom and the wink that is added have an error each.
                common_half_width=math.sqrt(2) * evidence.bottom_error_m[:, column] / available,
                margin=settings.counterfactual_margin,
                limit=settings.counterfactual_margin,
                sentence="At the bottom without the wink, "
                f"{muscle_words(evidence.names[column])} would use {{}} "
                f"of the stretch that {raise_words(evidence, column)} gives",
                words={
                    "supported": "it had the length, so it did not force the wink",
                    "contradicted": "it did not have the length, so it can have forced the wink",
                    "inconclusive": "too near all of it to tell",
                },
                lacking="there is no stretch to take a share of, or the lengths are unknown,",
                lacking_settles=A_SURER_RAISE,
            )
            effects.append(judge(question, evidence, settings))
    return tuple(effects)
