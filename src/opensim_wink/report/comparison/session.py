"""From the folders of one person's analysed trials to what is compared."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.claims.comparability import fit_notes
from opensim_wink.claims.manipulation import shown
from opensim_wink.claims.same_recording import refuse_same_recording
from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.vocabulary import (
    Condition,
    checked_person,
    read_condition,
    unknown_name,
)
from opensim_wink.errors import OutputError, SettingError, listed
from opensim_wink.report.comparison.compared_result import ComparedResult, read_compared
from opensim_wink.report.draws import StoredDraws
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.strict_json import Json
from opensim_wink.report.summary import SUMMARY
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.trial.units import STANDARD_GRAVITY

_NEARLY_ALL = 0.95
_MOST_TOLD = 20


def read_session(folders: Sequence[Path | str], *, person: str | None = None) -> Session:
    """Read the analysed trials of one person.

    Parameters
    ----------
    folders : sequence of Path or str
        Folders that ``analyze`` wrote, in the order to show; several may bear one condition.
    person : str, optional
        Whose trials they are; by default the name that ``conditions.yaml`` gave them, else that of
        the folder that holds them all.

    Returns
    -------
    Session
        Repetitions that the guard objects to are there, but not ``usable``. A trial without a
        condition is the baseline where it is the only such trial and none is called so.

    Raises
    ------
    SettingError
        If there is no folder, or one twice, or the name is no line that can be printed.
    OutputError
        If a folder is none of ``analyze``'s, is broken, one recording stands for two trials, or
        the trials cannot be of one person in one model.
    """
    if person is not None:
        person = checked_person(person, "--person")
    paths = [Path(folder) for folder in folders]
    if not paths:
        raise SettingError("no folder to compare; name folders that analyze wrote.")
    where = [path.resolve() for path in paths]
    twice = [path.as_posix() for path, at in zip(paths, where, strict=True) if where.count(at) > 1]
    if twice:
        raise SettingError(f"{listed(dict.fromkeys(twice))}: named twice; name each folder once.")
    for path in paths:
        _refuse_folder_of_results(path)
    results = [read_compared(path) for path in paths]
    records = [result.record for result in results]
    notes = list(fit_notes(records))
    conditions = _conditions(results, notes)
    refuse_same_recording(records, conditions)
    fewest = min((n for r in results if r.drawn and (n := r.drawn.n_samples)), default=0)
    trials = tuple(
        _trial(result, condition, fewest)
        for result, condition in zip(results, conditions, strict=True)
    )
    name = _person_name(results, where) if person is None else person
    session = Session(name, trials, tuple(notes))
    return replace(session, notes=(*notes, *_undone(session)))


def _refuse_folder_of_results(path: Path) -> None:
    """A folder that holds results, such as a person's of a study, is none itself."""
    if (path / SUMMARY).exists() or not path.is_dir():
        return
    below = [found.parent for depth in ("*", "*/*") for found in path.glob(f"{depth}/{SUMMARY}")]
    if below:
        told = listed([folder.as_posix() for folder in sorted(below)], _MOST_TOLD)
        raise OutputError(
            f"{path}: no result itself, but these below it are: {told}; name those to compare."
        )


def _undone(session: Session) -> list[str]:
    """Conditions that the trials do not show, for the notes."""
    stated = dict.fromkeys(t.condition.name for t in session.trials if t.condition.known)
    found = (shown(session, name) for name in stated)
    return [
        f"{one.sentence} No claim is tested with that condition."
        for one in found
        if one.ok is False
    ]


def _person_name(results: Sequence[ComparedResult], folders: Sequence[Path]) -> str:
    """The name that all trials bear, else that of the folder that holds them all."""
    named = {(result.summary.get("person") or {}).get("name") for result in results} - {None}
    if len(named) == 1:
        return str(named.pop())
    above = {folder.parent for folder in folders}
    return above.pop().name if len(above) == 1 else ""


def _conditions(results: Sequence[ComparedResult], notes: list[str]) -> list[Condition]:
    """What each trial was recorded under; what is assumed or not understood goes to the notes."""
    found = [_condition(result) for result in results]
    nameless = [index for index, one in enumerate(found) if one is None]
    usual = any(one is not None and one.known and one.name == "baseline" for one in found)
    called = [results[index].folder.name for index in nameless]
    if len(nameless) == 1 and not usual:
        notes.append(f"{called[0]} has no condition and is taken as the baseline.")
        found[nameless[0]] = Condition("baseline")
    elif nameless:
        notes.append(
            f"{listed(called)}: recorded under no stated condition, so compared under the names of "
            "their folders, and no claim is tested with them; name conditions (--condition, or "
            "conditions.yaml beside the trials) and run analyze again."
        )
        for index, name in zip(nameless, called, strict=True):
            found[index] = Condition(name, known=False)
    settled = [one for one in found if one is not None]
    stated = [one.name for i, one in enumerate(settled) if not one.known and i not in nameless]
    notes += [unknown_name(name) for name in dict.fromkeys(stated)]
    return settled


def _condition(result: ComparedResult) -> Condition | None:
    """The condition that a summary states, or that the movement itself shows."""
    summary = result.summary
    text, details = summary.get("condition"), summary.get("condition_details")
    if isinstance(details, Mapping):
        try:
            return Condition(**details)
        except TypeError as error:
            raise OutputError(
                f"{result.folder / SUMMARY}: condition_details are not understood ({error}); run "
                "analyze again."
            ) from error
    if not text:
        return Condition("rock_back") if summary.get("movement") == "rock_back" else None
    try:
        return read_condition(str(text))
    except SettingError:  # from before conditions had a vocabulary: a name, whatever it says
        return Condition(str(text), known=False)


def _trial(result: ComparedResult, condition: Condition, samples: int) -> ConditionTrial:
    """One trial reduced to numbers, with the first draws that all trials have."""
    summary = result.summary
    reps: list[Json] = summary["reps"]
    drawn = result.drawn
    return ConditionTrial(
        name=str(summary["trial"]),
        condition=condition,
        reps=tuple(int(rep["rep"]) for rep in reps),
        usable=np.array([not rep.get("flags") for rep in reps], dtype=np.bool_),
        verdicts=tuple(str(rep["verdict"]) for rep in reps),
        values=result.values,
        draws={} if drawn is None else {n: d[:, :samples] for n, d in drawn.draws.items()},
        descent=None if drawn is None else _descent(drawn, samples),
        person=_person(summary),
        hamstrings=summary["muscle"].get("hamstrings") or {},
        raised_deg=result.raised_deg,
        nothing_found="" if reps else str(summary.get("reason") or ""),
        on_plates_kg=_on_plates_kg(summary.get("load") or {}),
        wink_threshold_deg=_threshold_deg(result),
    )


def _threshold_deg(result: ComparedResult) -> float:
    """The smallest wink that counted; the usual one where the record names none."""
    stated = result.setting("wink_threshold_deg")
    if stated is None:
        return SquatSettings.wink_threshold_deg
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not stated > 0:
        raise OutputError(
            f"{result.folder / PROVENANCE}: wink_threshold_deg is {stated!r}, which is no angle "
            "above 0°; run analyze again."
        )
    return float(stated)


def _on_plates_kg(load: Mapping[str, Any]) -> float:
    """Mean weight under the feet where plates saw nearly all of it; NaN elsewhere."""
    ground = load.get("ground") or {}
    complete = (ground.get("complete_share") or {}).get("value") or 0.0
    if ground.get("source") != "plates" or complete < _NEARLY_ALL:
        return math.nan
    means = [(force.get("mean_n") or {}).get("value") for force in ground.get("forces", ())]
    known = [float(mean) for mean in means if mean is not None]
    return sum(known) / STANDARD_GRAVITY if known and len(known) == len(means) else math.nan


def _descent(drawn: StoredDraws, samples: int) -> Descent | None:
    if not drawn.reps:
        return None
    draws = {name: draw[:, :, :samples] for name, draw in drawn.descent.draws.items()}
    return replace(drawn.descent, draws=draws)


def _person(summary: Json) -> dict[str, float]:
    """What a trial tells of the person: mass, proportions, largest joint angles."""
    content = summary.get("person")
    found = {"mass_kg": float(summary["model"]["mass_kg"])}
    return found | (_flat(content) if isinstance(content, Mapping) else {})


def _flat(content: Mapping[str, Any]) -> dict[str, float]:
    """Measured numbers of nested objects by their own names."""
    found: dict[str, float] = {}
    for name, entry in content.items():
        value = entry
        if isinstance(entry, Mapping):
            if "value" not in entry:
                found |= _flat(entry)
                continue
            value = entry["value"]
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            found[str(name)] = float(value)
    return found
