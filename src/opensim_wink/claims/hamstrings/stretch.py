"""Test 2: how much of their stretch have the hamstrings used when the wink begins?"""

from __future__ import annotations

from opensim_wink.body.muscle_groups import muscle_words
from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import Question, available_m, judge, raise_words
from opensim_wink.claims.hamstrings.remedies import A_SURER_RAISE
from opensim_wink.claims.hamstrings.settings import LombardSettings


def try_stretch(evidence: Evidence, settings: LombardSettings) -> tuple[Effect, ...]:
    """Share of the stretch between standing and a straight-leg raise that is in use at onset.

    ``u = (L_onset − L_standing)/(L_raise − L_standing)``. What is far from its end does not pull
    hard enough to turn a pelvis; ``stretch_margin`` says where "far" ends.

    Parameters
    ----------
    evidence : Evidence
        Lengths.
    settings : LombardSettings
        ``stretch_margin``.

    Returns
    -------
    tuple of Effect
        One a hamstring; ``extra_m`` is the length gained since standing.
    """
    effects = []
    for side in evidence.present_sides:
        for column in evidence.on(side):
            available = available_m(evidence, column, settings)
            gained = evidence.moment_m[:, column] - evidence.standing_m[column]
            where = "At onset" if evidence.at == "onset" else "At the bottom"
            question = Question(
                test="stretch",
                muscle=evidence.names[column],
                group=evidence.groups[column],
                side=side,
                values=gained / available,
                extra_m=gained,
                counted=evidence.counted,
                valid=evidence.valid_moment[:, column],
                common_half_width=evidence.moment_error_m[:, column] / available,
                margin=settings.stretch_margin,
                limit=settings.stretch_margin,
                sentence=f"{where} {muscle_words(evidence.names[column])} uses {{}} of the stretch "
                f"that {raise_words(evidence, column)} gives",
                words={
                    "supported": "it is not near its end",
                    "contradicted": "it is near its end, so it can pull the pelvis",
                    "inconclusive": f"too near {100 * settings.stretch_margin:.0f} % to tell",
                },
                lacking="there is no stretch to take a share of, or the lengths are unknown,",
                lacking_settles=A_SURER_RAISE,
            )
            effects.append(judge(question, evidence, settings))
    return tuple(effects)
