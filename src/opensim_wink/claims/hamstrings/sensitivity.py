"""Whether a verdict stands when what it was computed with is changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.hamstrings.counterfactual import try_counterfactual
from opensim_wink.claims.hamstrings.effect import RAISE_TESTS, Effect, Test, Variant
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.length_change import try_length_change
from opensim_wink.claims.hamstrings.passive import try_passive
from opensim_wink.claims.hamstrings.remedies import THE_RAISE, together
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.claims.hamstrings.stretch import try_stretch
from opensim_wink.claims.speech import written
from opensim_wink.errors import listed

FloatArray = NDArray[np.float64]
ASSUMED_RAISE = "But nobody measured or stated that raise."

TRIALS: tuple[Callable[[Evidence, LombardSettings], tuple[Effect, ...]], ...] = (
    try_counterfactual,
    try_stretch,
    try_length_change,
    try_passive,
)


@dataclass(frozen=True, eq=False)
class Alternative:
    """The same trial under another assumption.

    Attributes
    ----------
    name : str
        What is changed, to follow "under".
    evidence : Evidence
        What comes of it.
    tests : tuple of str
        Tests that the change touches.
    heeded : bool
        Whether it may take a verdict back; it is shown in any case.
    raised_m : callable, optional
        From straight-leg raises in degrees, shape (N,), to the lengths of the evidence's muscles
        at their ends, shape (N, K); None where the change is of the raise itself, or none.
    settles : str
        What would show whether it is so, as the end of a sentence.
    """

    name: str
    evidence: Evidence
    tests: tuple[Test, ...]
    heeded: bool = True
    raised_m: Callable[[FloatArray], FloatArray] | None = None
    settles: str = ""


def try_all(evidence: Evidence, settings: LombardSettings) -> tuple[Effect, ...]:
    """All four tests of all hamstrings under one assumption."""
    return tuple(effect for trial in TRIALS for effect in trial(evidence, settings))


def hold(
    evidence: Evidence, alternatives: Sequence[Alternative], settings: LombardSettings
) -> tuple[Effect, ...]:
    """Try everything, and take back what does not stand under an alternative.

    An alternative only ever takes a verdict back; none is made by it. Nor is one that acquits made
    by a straight-leg raise that is merely assumed: whoever is too short for it would be acquitted
    all the same.

    Parameters
    ----------
    evidence : Evidence
        The trial as it is.
    alternatives : sequence of Alternative
        What else might be so.
    settings : LombardSettings
        Margins.

    Returns
    -------
    tuple of Effect
        With ``variants``; a verdict that flips under one is ``inconclusive``, and says why.
    """
    effects = try_all(evidence, settings)
    found = [
        (alternative, _by_place(try_all(alternative.evidence, settings)))
        for alternative in alternatives
    ]
    out = []
    for place, effect in _by_place(effects).items():
        variants = tuple(
            _compare(effect, alternative, other[place])
            for alternative, other in found
            if effect.test in alternative.tests and place in other
        )
        settled = _settle(effect, variants)
        out.append(_take_back(settled) if _on_assumption(effect, evidence) else settled)
    return tuple(out)


def _on_assumption(effect: Effect, evidence: Evidence) -> bool:
    """Whether a test rests on a raise that is neither measured nor stated."""
    if effect.test not in RAISE_TESTS:
        return False
    return evidence.slr_from[evidence.names.index(effect.muscle)] == "assumed"


def _take_back(effect: Effect) -> Effect:
    if effect.verdict != "supported":
        return effect
    return replace(
        effect,
        verdict="inconclusive",
        reason=f"{effect.reason} {ASSUMED_RAISE}",
        settles=THE_RAISE,
    )


def _by_place(effects: Sequence[Effect]) -> dict[tuple[Test, str, str, int], Effect]:
    """Effects by test, group, side and place in the group: names differ between models."""
    places: dict[tuple[Test, str, str, int], Effect] = {}
    for effect in effects:
        number = 0
        while (effect.test, effect.group, effect.side, number) in places:
            number += 1
        places[(effect.test, effect.group, effect.side, number)] = effect
    return places


def _compare(effect: Effect, alternative: Alternative, other: Effect) -> Variant:
    known = math.isfinite(other.mean.standard_error)
    may = known and alternative.heeded and effect.verdict != "inconclusive"
    flips = may and (other.verdict != effect.verdict or _turned(effect, other))
    return Variant(
        alternative.name, other.value, other.verdict if known else None, flips, alternative.settles
    )


def _turned(effect: Effect, other: Effect) -> bool:
    """Both find a change of length, but in opposite directions."""
    lengths = effect.test in ("onset_to_bottom", "standing_to_bottom")
    opposite = effect.mean.value * other.mean.value < 0
    return lengths and effect.verdict == "contradicted" and opposite


def _settle(effect: Effect, variants: tuple[Variant, ...]) -> Effect:
    flips = [
        f"{variant.name} ({written(100 * variant.value.value, 1)} %)"
        for variant in variants
        if variant.flips
    ]
    if not flips:
        return replace(effect, variants=variants)
    return replace(
        effect,
        variants=variants,
        verdict="inconclusive",
        reason=f"{effect.reason} But that does not stand under {listed(flips)}.",
        settles=together(variant.settles for variant in variants if variant.flips),
    )
