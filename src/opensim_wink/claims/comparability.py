"""Whether trials may be compared: same person, model, standing trial and settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.speech import written
from opensim_wink.errors import OutputError, listed

# Sizes of one person measured twice agree to 1 %; beyond 10 % it is another person.
SAME_SIZE, OTHER_SIZE = 0.01, 0.10
SAME_MASS, OTHER_MASS = 0.02, 0.20
SAME_NEUTRAL_DEG = 1.0
# Settings that all trials should share: what they are, and what follows where they do not.
_SETTINGS = {
    "cutoff_hz": (
        "the low-pass cutoff (Hz)",
        "a lower one makes winks smaller, so run analyze again with the same",
    ),
    "wink_threshold_deg": (
        "the threshold of a wink (°)",
        "onsets and verdicts depend on it, so run analyze again with the same",
    ),
}


@dataclass(frozen=True, eq=False)
class TrialRecord:
    """How one trial was recorded and analysed, as far as its comparison hangs on it.

    Attributes
    ----------
    name : str
        What sentences call it.
    place : str
        Where its result lies, for errors.
    person : str
        Whose it is; empty where nobody said.
    model : tuple
        Family of the model and its lumbar levels.
    mass_kg : float
        Of the model.
    factors : dict of str to tuple of float
        Scale factors by body; empty for a model that was given.
    lengths_cm : dict of str to float
        Lengths of the person's segments.
    static : str or None
        SHA-256 of the standing trial; None without one.
    neutral_deg : float or None
        Lumbar flexion that counts as neutral; None where it is not known, or without repetitions.
    settings : dict of str to object
        What the analysis was asked for; None where it is not known.
    raises_deg : dict of str to tuple of float
        Straight-leg raises that the analysis was given, by side.
    reps : int
        How many repetitions it has.
    seed, samples : int or None
        Of the draws of the markers' errors; None without draws.
    recording : str or None
        SHA-256 of the trial's own file; None where it is not known.
    spans_s : tuple of tuple of float
        Start and end of each repetition in the recording.
    values : dict of str to ndarray, shape (R,)
        Numbers of the repetitions by the names of ``reps.csv``.
    """

    name: str
    place: str = ""
    person: str = ""
    model: tuple[object, ...] = ()
    mass_kg: float = 0.0
    factors: dict[str, tuple[float, ...]] = field(default_factory=dict)
    lengths_cm: dict[str, float] = field(default_factory=dict)
    static: str | None = None
    neutral_deg: float | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    raises_deg: dict[str, tuple[float, ...]] = field(default_factory=dict)
    reps: int = 0
    seed: int | None = None
    samples: int | None = None
    recording: str | None = None
    spans_s: tuple[tuple[float, float], ...] = ()
    values: dict[str, NDArray[np.float64]] = field(default_factory=dict)


def fit_notes(records: Sequence[TrialRecord]) -> tuple[str, ...]:
    """Hold trials against each other.

    Parameters
    ----------
    records : sequence of TrialRecord
        Of one person.

    Returns
    -------
    tuple of str
        What does not fit, one sentence each, with the trials.

    Raises
    ------
    OutputError
        If several people are named, or models or sizes differ so much that nothing may be
        compared.
    """
    _same_name(records)
    _same_model(records)
    notes = [*_sizes(records), *_static(records), *_neutral(records)]
    for name, (words, matter) in _SETTINGS.items():
        values = [record.settings.get(name) for record in records]
        notes += _differing(records, values, words, matter)
    return (*notes, *_raises(records), *_draws(records))


def _same_name(records: Sequence[TrialRecord]) -> None:
    """Nobody has two names; a trial without one is passed over."""
    named: dict[str, list[TrialRecord]] = {}
    for record in records:
        if record.person:
            named.setdefault(record.person.strip().casefold(), []).append(record)
    if len(named) > 1:
        each = "; ".join(
            f"'{group[0].person}' in {listed(_names(group))}" for group in named.values()
        )
        raise OutputError(
            f"these trials name {len(named)} people ({each}): give the trials of one person; where "
            "it is one, give all the same person in conditions.yaml, or of a study the same "
            "'person' in its file, and run analyze or batch again."
        )


def _same_model(records: Sequence[TrialRecord]) -> None:
    models = _grouped(records, lambda record: record.model)
    if len(models) > 1:
        each = "; ".join(
            f"{family}, lumbar levels {levels}: {listed(_names(group))}"
            for (family, levels), group in models.items()
        )
        raise OutputError(
            f"these trials were analysed with different models ({each}): angles of one model are "
            "not those of another; analyse all with the same --model."
        )


def _sizes(records: Sequence[TrialRecord]) -> list[str]:
    """Scale factors, or lengths, and mass against those of the first trial."""
    first, unlike = records[0], []
    for other in records[1:]:
        apart = _size_difference(first, other)
        heavier = abs(other.mass_kg / first.mass_kg - 1.0)
        if apart > OTHER_SIZE or heavier > OTHER_MASS:
            raise OutputError(
                f"{first.place} and {other.place}: the models differ by {100 * apart:.0f} % in "
                f"size and {100 * heavier:.0f} % in mass, so they are not the same person; give "
                "the trials of one person, analysed with the same --static and --mass."
            )
        if apart > SAME_SIZE or heavier > SAME_MASS:
            unlike.append((other.name, f"{100 * max(apart, heavier):.1f} %"))
    if not unlike:
        return []
    names = listed(f"{name}'s" for name, _ in unlike)
    said = f"{names} model is" if len(unlike) == 1 else f"{names} models are"
    sizes = listed(size for _, size in unlike)
    return [
        f"{said} scaled differently from {first.name}'s ({sizes}): part of a difference "
        "may be the model's; analyse all with the same --static and --mass."
    ]


def _size_difference(one: TrialRecord, other: TrialRecord) -> float:
    """Largest relative difference of a scale factor, or of lengths where one has none."""
    bodies = one.factors.keys() & other.factors.keys()
    if not bodies:
        shared = one.lengths_cm.keys() & other.lengths_cm.keys()
        return max(
            (abs(other.lengths_cm[key] / one.lengths_cm[key] - 1.0) for key in shared), default=0.0
        )
    ratios = [np.divide(other.factors[body], one.factors[body]) for body in bodies]
    return float(np.abs(np.array(ratios) - 1.0).max())


def _static(records: Sequence[TrialRecord]) -> list[str]:
    """Another standing trial may mean other places of the markers."""
    groups = _grouped(records, lambda record: record.static)
    if len(groups) < 2:
        return []
    each = "; ".join(
        f"{'none' if key is None else 'one'} in {listed(_names(group))}"
        for key, group in groups.items()
    )
    return [
        f"The trials do not share one static trial ({each}): changes from standing, and neutral, "
        "are measured from different postures."
    ]


def _neutral(records: Sequence[TrialRecord]) -> list[str]:
    known = [(one, one.neutral_deg) for one in records if one.neutral_deg is not None]
    values = [value for _, value in known]
    if len(values) < 2 or max(values) - min(values) <= SAME_NEUTRAL_DEG:
        return []
    each = ", ".join(f"{r.name} {written(value, 1)}°" for r, value in known)
    return [
        f"Neutral lies at different lumbar angles ({each}): unwind and flexion beyond neutral are "
        "not compared alike; give all trials the same --static or --neutral."
    ]


def _raises(records: Sequence[TrialRecord]) -> list[str]:
    """Straight-leg raises that the analyses were given and that are not one."""
    notes = []
    for side, words in {"r": "right", "l": "left"}.items():
        given = [
            (record, round(angle, 1))
            for record in records
            for angle in record.raises_deg.get(side, ())
        ]
        notes += _differing(
            [record for record, _ in given],
            [angle for _, angle in given],
            f"the {words} straight-leg raise that the analyses were given (°)",
            "the furthest counts; give all trials the same --slr",
        )
    return notes


def _draws(records: Sequence[TrialRecord]) -> list[str]:
    """Draws that do not belong together, and trials that have none."""
    with_reps = [record for record in records if record.reps]
    drawn = [record for record in with_reps if record.samples]
    without = [record for record in with_reps if not record.samples]
    notes = []
    if without:
        notes.append(
            f"No draws of the markers' errors in {listed(_names(without))}: intervals there rest "
            "on the spread of the repetitions alone; run analyze again, with --samples, on the "
            "recording itself."
        )
    notes += _differing(
        drawn,
        [record.seed for record in drawn],
        "the seed of the draws",
        "the sliding of the skin does not cancel between them, so run analyze again with the same",
    )
    notes += _differing(
        drawn,
        [record.samples for record in drawn],
        "the number of draws",
        "the first of each are used",
    )
    return notes


def _differing(
    records: Sequence[TrialRecord], values: Sequence[Any], words: str, matter: str
) -> list[str]:
    """A sentence where something is not the same in all records; unknown ones are passed over."""
    groups: dict[Any, list[TrialRecord]] = {}
    for record, value in zip(records, values, strict=True):
        if value is not None:
            groups.setdefault(value, []).append(record)
    if len(groups) < 2:
        return []
    each = "; ".join(f"{value} in {listed(_names(group))}" for value, group in groups.items())
    return [f"{words[:1].upper()}{words[1:]} differs ({each}): {matter}."]


def _grouped(
    records: Sequence[TrialRecord], of: Callable[[TrialRecord], Hashable]
) -> dict[Any, list[TrialRecord]]:
    groups: dict[Any, list[TrialRecord]] = {}
    for record in records:
        groups.setdefault(of(record), []).append(record)
    return groups


def _names(records: Sequence[TrialRecord]) -> list[str]:
    return [record.name for record in records]
