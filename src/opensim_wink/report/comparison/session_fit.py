"""Whether the results of several trials may be compared: same person, model and settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from opensim_wink.errors import OutputError, listed
from opensim_wink.report.draws import StoredDraws
from opensim_wink.report.result_folder import ResultFolder

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
class ComparedResult(ResultFolder):
    """What a comparison reads of a folder that ``analyze`` wrote.

    Attributes
    ----------
    values : dict of str to ndarray, shape (R,)
        Numbers of ``reps.csv``.
    drawn : StoredDraws or None
        Its ``draws.npz``; None in folders of earlier versions.
    """

    values: dict[str, np.ndarray]
    drawn: StoredDraws | None


def fit_notes(results: Sequence[ComparedResult]) -> tuple[str, ...]:
    """Hold the results against each other.

    Parameters
    ----------
    results : sequence of ComparedResult
        Of one person.

    Returns
    -------
    tuple of str
        What does not fit, one sentence each, with the folders.

    Raises
    ------
    OutputError
        If several people are named, or models or sizes differ so much that nothing may be
        compared.
    """
    _same_name(results)
    _same_model(results)
    notes = [*_sizes(results), *_static(results), *_neutral(results)]
    for name, (words, matter) in _SETTINGS.items():
        values = [result.setting(name) for result in results]
        notes += _differing(results, values, words, matter)
    return (*notes, *_raises(results), *_draws(results))


def _same_name(results: Sequence[ComparedResult]) -> None:
    """Nobody has two names; a trial without one is passed over."""
    named: dict[str, list[ComparedResult]] = {}
    for result in results:
        name = (result.summary.get("person") or {}).get("name")
        if name:
            named.setdefault(str(name).strip().casefold(), []).append(result)
    if len(named) > 1:
        each = "; ".join(
            f"'{group[0].summary['person']['name']}' in {listed(_names(group))}"
            for group in named.values()
        )
        raise OutputError(
            f"these trials name {len(named)} people ({each}): give the trials of one person; where "
            "it is one, give all the same person in conditions.yaml and run analyze again."
        )


def _same_model(results: Sequence[ComparedResult]) -> None:
    models = _grouped(
        results,
        lambda r: (r.summary["model"]["family"], r.summary["model"]["lumbar_levels"]),
    )
    if len(models) > 1:
        each = "; ".join(
            f"{family}, lumbar levels {levels}: {listed(_names(group))}"
            for (family, levels), group in models.items()
        )
        raise OutputError(
            f"these trials were analysed with different models ({each}): angles of one model are "
            "not those of another; analyse all with the same --model."
        )


def _sizes(results: Sequence[ComparedResult]) -> list[str]:
    """Scale factors, or lengths, and mass against those of the first trial."""
    first, unlike = results[0], []
    for other in results[1:]:
        apart = _size_difference(first, other)
        heavier = abs(_mass(other) / _mass(first) - 1.0)
        if apart > OTHER_SIZE or heavier > OTHER_MASS:
            raise OutputError(
                f"{first.folder} and {other.folder}: the models differ by {100 * apart:.0f} % in "
                f"size and {100 * heavier:.0f} % in mass, so they are not the same person; give "
                "the trials of one person, analysed with the same --static and --mass."
            )
        if apart > SAME_SIZE or heavier > SAME_MASS:
            unlike.append(f"{other.folder.name} ({100 * max(apart, heavier):.1f} %)")
    if not unlike:
        return []
    return [
        f"The model was scaled otherwise than in {first.folder.name} in {listed(unlike)}: part "
        "of a difference may be the model's; analyse all with the same --static and --mass."
    ]


def _mass(result: ComparedResult) -> float:
    return float(result.summary["model"]["mass_kg"])


def _size_difference(one: ComparedResult, other: ComparedResult) -> float:
    """Largest relative difference of a scale factor, or of lengths where one has none."""
    factors = [(r.summary["model"]["scaling"] or {}).get("factors", {}) for r in (one, other)]
    bodies = factors[0].keys() & factors[1].keys()
    if not bodies:
        lengths = [_lengths(result) for result in (one, other)]
        shared = lengths[0].keys() & lengths[1].keys()
        return max((abs(lengths[1][k] / lengths[0][k] - 1.0) for k in shared), default=0.0)
    ratios = [np.divide(factors[1][body], factors[0][body]) for body in bodies]
    return float(np.abs(np.array(ratios) - 1.0).max())


def _lengths(result: ComparedResult) -> dict[str, float]:
    """Lengths of the person's segments in the model that was given, cm."""
    told = (result.summary.get("person") or {}).get("proportions") or {}
    found = {name: (entry or {}).get("value") for name, entry in told.items()}
    return {name: float(v) for name, v in found.items() if name.endswith("_cm") and v}


def _static(results: Sequence[ComparedResult]) -> list[str]:
    """Another standing trial may mean other places of the markers."""
    groups = _grouped(results, lambda result: result.fingerprint("static"))
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


def _neutral(results: Sequence[ComparedResult]) -> list[str]:
    known = [
        (r, value)
        for r in results
        if r.summary["reps"]
        and (value := r.summary["neutral_lumbar_flexion_deg"]["value"]) is not None
    ]
    values = [value for _, value in known]
    if len(values) < 2 or max(values) - min(values) <= SAME_NEUTRAL_DEG:
        return []
    each = ", ".join(f"{r.folder.name} {value:.1f}°" for r, value in known)
    return [
        f"Neutral lies at different lumbar angles ({each}): unwind and flexion beyond neutral are "
        "not compared alike; give all trials the same --static or --neutral."
    ]


def _raises(results: Sequence[ComparedResult]) -> list[str]:
    """Straight-leg raises that the analyses were given and that are not one."""
    notes = []
    for side, words in {"r": "right", "l": "left"}.items():
        given = [
            (result, round(float(entry["angle_deg"]), 1))
            for result in results
            for entry in (result.summary["muscle"].get("hamstrings") or {}).get("raises", ())
            if entry["side"] == side and entry["known_from"] != "assumed"
        ]
        notes += _differing(
            [result for result, _ in given],
            [angle for _, angle in given],
            f"the {words} straight-leg raise that the analyses were given (°)",
            "the furthest counts; give all trials the same --slr",
        )
    return notes


def _draws(results: Sequence[ComparedResult]) -> list[str]:
    """Draws that do not belong together, and trials that have none."""
    with_reps = [r for r in results if r.summary["reps"]]
    drawn = [r for r in with_reps if r.drawn is not None and r.drawn.n_samples]
    without = [r for r in with_reps if r not in drawn]
    notes = []
    if without:
        notes.append(
            f"No draws of the markers' errors in {listed(_names(without))}: intervals there rest "
            "on the spread of the repetitions alone; run analyze again, with --samples, on the "
            "recording itself."
        )
    stored = [r.drawn for r in drawn if r.drawn is not None]
    notes += _differing(
        drawn,
        [draws.seed for draws in stored],
        "the seed of the draws",
        "the sliding of the skin does not cancel between them, so run analyze again with the same",
    )
    notes += _differing(
        drawn,
        [draws.n_samples for draws in stored],
        "the number of draws",
        "the first of each are used",
    )
    return notes


def _differing(
    results: Sequence[ComparedResult], values: Sequence[Any], words: str, matter: str
) -> list[str]:
    """A sentence where something is not the same in all results; unknown ones are passed over."""
    groups: dict[Any, list[ComparedResult]] = {}
    for result, value in zip(results, values, strict=True):
        if value is not None:
            groups.setdefault(value, []).append(result)
    if len(groups) < 2:
        return []
    each = "; ".join(f"{value} in {listed(_names(group))}" for value, group in groups.items())
    return [f"{words[:1].upper()}{words[1:]} differs ({each}): {matter}."]


def _grouped(
    results: Sequence[ComparedResult], of: Callable[[ComparedResult], Hashable]
) -> dict[Any, list[ComparedResult]]:
    groups: dict[Any, list[ComparedResult]] = {}
    for result in results:
        groups.setdefault(of(result), []).append(result)
    return groups


def _names(results: Sequence[ComparedResult]) -> list[str]:
    return [result.folder.name for result in results]
