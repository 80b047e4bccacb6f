"""What a study's tables take out of the result folder of one trial."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from opensim_wink.errors import OutputError
from opensim_wink.motion.guard.limits import LIMITS
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.report.summary import load_summary
from opensim_wink.study.job import Outcome
from opensim_wink.study.result_check import check_row, check_same_numbers, check_same_reps
from opensim_wink.study.spool import Cell, Kind
from opensim_wink.study.tucking import Tucks, tucks_of, wink_limit

Row = dict[str, Cell]

PLACE: dict[str, Kind] = {
    "participant": "text",
    "session": "text",
    "trial": "text",
    "condition": "text",
    "condition_name": "text",
    "condition_amount": "float",
    "movement": "text",
}
"""Columns that say which trial it is; first in every table."""

GUARDS = tuple(dict.fromkeys(f"guard.{limit.flag}" for limit in LIMITS))
"""A column for every flag of the guard: whether it was raised."""

REPS: dict[str, Kind] = {
    **PLACE, "rep": "int", "verdict": "text", "tucks": "text", "reason": "text", "flags": "text",
    "onset_shape": "text",
}  # fmt: skip
TRIALS: dict[str, Kind] = {
    **PLACE, "state": "text", "verdict": "text", "reason": "text", "reps": "int",
    "reps_usable": "int", "reps_side_known": "int", "reps_tuck": "int", "mass_kg": "float",
    "hip_height_m": "float", "marker_rms_m": "float",
}  # fmt: skip
TRIALS_LAST: dict[str, Kind] = {
    "guard_flags": "text", "guard_blocked": "bool", **dict.fromkeys(GUARDS, "bool"),
    "step": "text", "error": "text", "seconds": "float", "memory_gb": "float", "attempts": "int",
    "folder": "text", "file": "text", "key": "text",
}  # fmt: skip
REPS_LAST: dict[str, Kind] = {
    "guard_flags": "text", "guard_blocked": "bool", **dict.fromkeys(GUARDS, "bool"), "key": "text",
}  # fmt: skip
FAILURES: dict[str, Kind] = {
    "participant": "text", "session": "text", "trial": "text", "condition": "text", "step": "text",
    "error": "text", "seconds": "float", "memory_gb": "float", "attempts": "int", "log": "text",
    "folder": "text", "file": "text", "key": "text",
}  # fmt: skip

_DAMAGED = (
    OSError, ArithmeticError, ValueError, LookupError, TypeError, AttributeError, csv.Error,
)  # fmt: skip


def place_of(entry: Json, summary: Json | None = None) -> Row:
    """Which trial it is.

    Parameters
    ----------
    entry : dict
        One of ``trials`` in ``study.json``.
    summary : dict, optional
        Of its result, which knows the condition from ``conditions.yaml`` too.

    Returns
    -------
    dict
        The columns of `PLACE`.
    """
    summary = summary or {}
    details = summary.get("condition_details") or {}
    return {
        "participant": entry["participant"],
        "session": entry["session"],
        "trial": entry["trial"],
        "condition": summary.get("condition", entry["condition"]),
        "condition_name": details.get("name"),
        "condition_amount": details.get("amount"),
        "movement": summary.get("movement"),
    }


def result_rows(folder: Path, entry: Json, outcome: Outcome) -> tuple[Row, list[Row]]:
    """Rows of a trial that is done.

    Parameters
    ----------
    folder : Path
        Its result.
    entry : dict
        One of ``trials`` in ``study.json``.
    outcome : Outcome
        What came of it.

    Returns
    -------
    trial : dict
        One row.
    reps : list of dict
        A row a repetition: its columns of ``reps.csv`` as they stand there.

    Raises
    ------
    OutputError
        If the result cannot be read.
    """
    try:
        summary = load_summary(folder)
        limit = wink_limit(read_json(folder / "provenance.json", "record"))
        tucks = {rep["rep"]: tucks_of(rep, limit) for rep in summary["reps"]}
        place = place_of(entry, summary)
        reps = [
            _rep(place, cells, tucks, summary["guard"], outcome.key)
            for cells in _read(folder / "reps.csv")
        ]
        sides = Counter(tucks.values())
        counted: Row = {"reps_side_known": sides["yes"] + sides["no"], "reps_tuck": sides["yes"]}
        trial = {**_trial(place, summary, entry, outcome), **counted}
        check_same_reps(
            [(int(str(rep["rep"])), str(rep["verdict"])) for rep in reps],
            [(rep["rep"], rep["verdict"]) for rep in summary["reps"]],
        )
        check_row(trial, {**TRIALS, **TRIALS_LAST})
        for rep, told in zip(reps, summary["reps"], strict=True):
            check_row(rep, {**REPS, **REPS_LAST})
            check_same_numbers(rep, told)
        return trial, reps
    except _DAMAGED as error:
        raise OutputError(
            f"{folder}: the result cannot be read ({type(error).__name__}: {error}); run the trial "
            "again."
        ) from error


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    if any(None in row or None in row.values() for row in rows):
        raise ValueError("a row of reps.csv has more or fewer cells than its head")
    return rows


def _rep(
    place: Row, cells: dict[str, str], tucks: dict[int, Tucks], guard: list[Json], key: str
) -> Row:
    number = int(cells["rep"])
    raised = [one for one in guard if one["rep"] == number]
    return {
        **cells, **place, "rep": number, "tucks": tucks[number], **_guard(raised), "key": key,
    }  # fmt: skip


def _guard(raised: list[Json]) -> Row:
    names = list(dict.fromkeys(_flag(one) for one in raised))
    return {
        "guard_flags": "; ".join(names),
        "guard_blocked": any(bool(one["blocks"]) for one in raised),
        **{column: column.removeprefix("guard.") in names for column in GUARDS},
    }


def _flag(entry: Json) -> str:
    flag = entry["flag"]
    if not isinstance(flag, str) or not isinstance(entry["blocks"], bool):
        raise ValueError(f"a flag of the guard of {flag!r}")
    return flag


def _trial(place: Row, summary: Json, entry: Json, outcome: Outcome) -> Row:
    verdicts = Counter(str(rep["verdict"]) for rep in summary["reps"])
    standing = summary["standing"] or {}
    row: Row = {
        **place,
        "state": "done",
        "verdict": summary["verdict"],
        "reason": summary["reason"],
        "reps": len(summary["reps"]),
        "reps_usable": len(summary["reps"]) - verdicts["cannot tell"],
        "mass_kg": summary["model"]["mass_kg"],
        "hip_height_m": _value(standing.get("hip_height_m")),
        "marker_rms_m": _value(summary["markers"]["rms_m"]),
    }
    for name, mean in summary["means"].items():
        row |= {f"mean_{name}": mean["value"], f"sd_{name}": mean["sd"]}
    return {**row, **_guard(summary["guard"]), **run_of(entry, outcome)}


def _value(measured: Json | None) -> float | None:
    return None if measured is None else measured["value"]


def run_of(entry: Json, outcome: Outcome | None) -> Row:
    """How the run of a trial went.

    Parameters
    ----------
    entry : dict
        One of ``trials`` in ``study.json``.
    outcome : Outcome or None
        What came of it; None where it was not run.

    Returns
    -------
    dict
        Columns from ``step`` to ``key``.
    """
    row: Row = {"folder": entry["folder"], "file": entry["file"]}
    if outcome is None:
        return row
    return {
        "step": outcome.step,
        "error": outcome.error,
        "seconds": outcome.seconds,
        "memory_gb": outcome.memory_gb,
        "attempts": outcome.attempts,
        **row,
        "key": outcome.key,
    }
