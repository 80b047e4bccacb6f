"""Test 3: does the length change at all? From onset to bottom, and from standing to bottom."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.muscle_groups import muscle_words
from opensim_wink.claims.equivalence import VerdictWord
from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.judging import Question, judge
from opensim_wink.claims.hamstrings.settings import LombardSettings


def try_length_change(evidence: Evidence, settings: LombardSettings) -> tuple[Effect, ...]:
    """Two one-sided tests of no change, within ``length_margin`` of the standing length.

    This is the premise of the paradox, not its conclusion: a muscle may lengthen and still be far
    from its end, and one that keeps its length may be taut all the time.

    Parameters
    ----------
    evidence : Evidence
        Lengths.
    settings : LombardSettings
        ``length_margin``.

    Returns
    -------
    tuple of Effect
        Two a hamstring; ``extra_m`` is the change, + longer.
    """
    margin = f"± {100 * settings.length_margin:g} %"
    words: dict[VerdictWord, str] = {
        "supported": f"no real change, within {margin} of the standing length",
        "contradicted": f"a real change, beyond {margin} of the standing length",
        "inconclusive": f"too near {margin} of the standing length to tell",
    }
    effects = []
    for side in evidence.present_sides:
        for column in evidence.on(side):
            name, bottom = evidence.names[column], evidence.bottom_m[:, column]
            standing = float(evidence.standing_m[column])
            common = evidence.bottom_error_m[:, column] / standing
            winked = evidence.counted & (evidence.at == "onset")
            onset = Question(
                test="onset_to_bottom",
                muscle=name,
                group=evidence.groups[column],
                side=side,
                values=(bottom - evidence.moment_m[:, column]) / standing,
                extra_m=bottom - evidence.moment_m[:, column],
                counted=np.asarray(winked),
                valid=evidence.valid_moment[:, column] & evidence.valid_bottom[:, column],
                common_half_width=common,
                margin=settings.length_margin,
                limit=settings.length_margin,
                sentence=f"From onset to bottom {muscle_words(name)} changes by {{}}",
                words=words,
            )
            whole = Question(
                test="standing_to_bottom",
                muscle=name,
                group=evidence.groups[column],
                side=side,
                values=(bottom - standing) / standing,
                extra_m=bottom - standing,
                counted=evidence.usable,
                valid=evidence.valid_bottom[:, column],
                common_half_width=common,
                margin=settings.length_margin,
                limit=settings.length_margin,
                sentence=f"From standing to bottom {muscle_words(name)} changes by {{}}",
                words=words,
            )
            effects += [judge(onset, evidence, settings), judge(whole, evidence, settings)]
    return tuple(effects)
