"""How far the straight leg can be raised: whence it is known, and how far would be enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.hamstrings.counterfactual import try_counterfactual
from opensim_wink.claims.hamstrings.effect import RAISE_TESTS, Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.sensitivity import Alternative
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.claims.hamstrings.stretch import try_stretch

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NOT_STATED = "The straight-leg raise was neither recorded nor stated"
SIDE_WORDS = {"r": "right", "l": "left"}
FURTHEST_RAISE_DEG = 120  # nobody's hamstrings are asked for more; models fail beyond


def raise_notes(evidence: Evidence, settings: LombardSettings) -> tuple[str, ...]:
    """Say whence the straight-leg raise is known, if not from a trial of it."""
    notes = []
    if "stated" in evidence.slr_from:
        notes.append(
            "The stretch that is available is that of a stated straight-leg raise of "
            f"{settings.raise_deg:g}°, taken as within {settings.slr_spread_deg:g}° of it."
        )
    if "assumed" in evidence.slr_from:
        notes.append(
            "The stretch that is available is that of an assumed straight-leg raise of "
            f"{settings.raise_deg:g}°; it may convict the hamstrings but cannot acquit them. "
            "Record a raise of this person or state its angle to replace it."
        )
    return tuple(notes)


def why_unknown(evidence: Evidence, *, given: bool) -> dict[str, str]:
    """Why the straight-leg raise of a side is not known.

    Parameters
    ----------
    evidence : Evidence
        The trial.
    given : bool
        Whether a trial of the raise was given.

    Returns
    -------
    dict of str to str
        A clause for each side whose raise is assumed.
    """
    assumed = [
        side
        for side in evidence.present_sides
        if any(evidence.slr_from[column] == "assumed" for column in evidence.on(side))
    ]
    shown = "trial" in evidence.slr_from
    said = {}
    for side in assumed:
        if given and not shown:
            said[side] = "The trial that --slr names shows no straight-leg raise of either leg"
        elif shown:
            leg = f"The straight-leg raise of the {SIDE_WORDS[side]} leg"
            said[side] = NOT_STATED.replace("The straight-leg raise", leg)
        else:
            said[side] = NOT_STATED
    return said


def least_raise_deg(
    evidence: Evidence,
    raised_m: Callable[[FloatArray], FloatArray],
    alternatives: Sequence[Alternative],
    settings: LombardSettings,
) -> dict[str, float]:
    """Straight-leg raise from which the tests that rest on it would acquit, were it known.

    Both tests are of shares of the stretch that the raise gives; over repetitions they have an
    interval whose upper end times that stretch is the length that is needed. The angle at which
    every hamstring has as much, with the model and under every alternative that is heeded, is
    enough; ``slr_spread_deg`` is added, so that it is also enough for an angle that is stated.

    Parameters
    ----------
    evidence : Evidence
        The trial, with any raise.
    raised_m : callable
        From raises in degrees, shape (N,), to lengths, shape (N, K).
    alternatives : sequence of Alternative
        What else might be so.
    settings : LombardSettings
        Margins.

    Returns
    -------
    dict of str to float
        Whole degrees, of the sides whose raise is assumed; NaN where no raise would do.
    """
    angles = np.arange(1.0, FURTHEST_RAISE_DEG + 1.0)
    enough: dict[str, BoolArray] = {
        side: np.ones(len(angles), dtype=bool)
        for side in evidence.present_sides
        if any(evidence.slr_from[column] == "assumed" for column in evidence.on(side))
    }
    others = [
        (other.evidence, other.raised_m(angles), False)
        for other in alternatives
        if other.heeded and other.raised_m is not None and set(RAISE_TESTS) <= set(other.tests)
    ]
    for known, lengths, own in ((evidence, raised_m(angles), True), *others):
        for effect in (*try_counterfactual(known, settings), *try_stretch(known, settings)):
            if effect.side in enough:
                enough[effect.side] &= _enough(effect, known, lengths, own, settings)
    return {side: _first(angles, good, settings) for side, good in enough.items()}


def _enough(
    effect: Effect, evidence: Evidence, raised_m: FloatArray, own: bool, settings: LombardSettings
) -> BoolArray:
    """Raises that give a muscle the length that it needs, shape (N,)."""
    column = evidence.names.index(effect.muscle)
    _, high = effect.mean.interval(effect.level)
    if math.isnan(high):  # an alternative that cannot tell takes nothing back
        return np.full(len(raised_m), not own)
    now_m = float(evidence.raised_m[column] - evidence.standing_m[column])
    given_m = raised_m[:, column] - evidence.standing_m[column]
    needed_m = max(now_m * high / effect.margin, 0.0)
    return np.asarray((given_m > needed_m) & (given_m >= settings.least_stretch_m))


def _first(angles: FloatArray, good: BoolArray, settings: LombardSettings) -> float:
    """The angle from which on every one is good, with room for the error of a stated one."""
    if not good[-1]:
        return float("nan")
    bad = np.flatnonzero(~good)
    first = float(angles[bad[-1] + 1] if len(bad) else angles[0])
    return math.ceil(first + settings.slr_spread_deg)
