"""Why a contrast is not defined, and what to know about one that is."""

from __future__ import annotations

import math

from opensim_wink.claims.contrasts.paired_error import DifferenceError
from opensim_wink.claims.contrasts.quantities import Quantity
from opensim_wink.claims.contrasts.sides import Side, condition_of, movement_of
from opensim_wink.claims.session import Session
from opensim_wink.claims.speech import amount_words, condition_words
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.errors import counted, listed

NO_WINK = "no wink"


def undefined_because(session: Session, quantity: Quantity, one: Side, other: Side) -> str:
    """Why a quantity cannot be compared.

    Parameters
    ----------
    session : Session
        The trials.
    quantity : Quantity
        What is compared.
    one, other : Side
        Both sides.

    Returns
    -------
    str
        One sentence, such as "No wink in 'faster than usual'."; empty where it can.
    """
    if quantity.over_depth and movement_of(one.name) != movement_of(other.name):
        return (
            f"Depth is measured differently under {condition_words(session, one.name)} and "
            f"{condition_words(session, other.name)}."
        )
    return " ".join(filter(None, (lacking(session, quantity, side) for side in (one, other))))


def lacking(session: Session, quantity: Quantity, side: Side) -> str:
    """Why a condition has no such number.

    Parameters
    ----------
    session : Session
        The trials.
    quantity : Quantity
        What is looked for.
    side : Side
        The condition.

    Returns
    -------
    str
        One sentence; empty where it has.
    """
    if side.n:
        return ""
    here = condition_words(session, side.name)
    trials = [trial for trial in session.trials if condition_of(trial) == side.name]
    if not trials:
        return f"No trial of {here}."
    if not any(trial.reps for trial in trials):
        return f"No repetition was found in {here}."
    if not side.verdicts:
        return f"The guard objects to every repetition of {here}."
    if quantity.at_onset:
        if set(side.verdicts) == {NO_WINK}:
            return f"No wink in {here}."
        words = listed(sorted(set(side.verdicts)))
        return f"No onset was found in {here} (verdicts: {words})."
    return f"{quantity.words[:1].upper()}{quantity.words[1:]} was not measured in {here}."


def notes_of(session: Session, one: Side, other: Side, error: DifferenceError) -> tuple[str, ...]:
    """What to know about both sides of a contrast.

    Parameters
    ----------
    session : Session
        The trials.
    one, other : Side
        Both sides.
    error : DifferenceError
        How well their difference is known.

    Returns
    -------
    tuple of str
        One sentence each.
    """
    notes = []
    called = {side.name: condition_words(session, side.name) for side in (one, other)}
    for side in (one, other):
        if side.n < len(side.verdicts):
            notes.append(
                f"Known in {side.n} of {counted(len(side.verdicts), 'repetition')} of "
                f"{called[side.name]}."
            )
        amounts = {t.condition.amount for t in session.trials if condition_of(t) == side.name}
        if len(amounts) > 1:
            said = listed(
                amount_words(side.name, a)
                for a in sorted(amounts, key=lambda amount: -1.0 if amount is None else amount)
            )
            plain = KINDS[side.name].words if side.name in KINDS else side.name
            notes.append(f"Trials of '{plain}' with different amounts are pooled ({said}).")
    if math.isfinite(error.standard_error):
        notes += [
            f"One repetition of {called[side.name]}: its spread is taken from other conditions."
            for side in (one, other)
            if side.n == 1
        ]
    if not error.skin_paired:
        notes.append(
            f"The draws of {called[one.name]} and {called[other.name]} do not share the skin's "
            "sliding, as they would with the same seed: the interval is wider than it need be."
        )
    if not error.noise_known:
        notes.append(
            "Without draws of the markers' errors, the spread of repetitions stands alone."
        )
    if not error.trials_known:
        notes.append("One trial of each condition: what else differs between trials is not known.")
    return tuple(notes)
