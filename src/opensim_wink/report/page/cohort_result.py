"""What a study's folder says of its people together, read back for its page."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from opensim_wink.errors import OutputError
from opensim_wink.report.page.stored_summary import SummaryFile
from opensim_wink.report.strict_json import Json

COHORT = "cohort.json"
SCHEMA = 2
MOST_FAILURES = 200

_TRIALS, _FAILURES = "trials.csv", "failures.csv"
_NEEDED = (
    "counts",
    "failed_at",
    "left_out",
    "prevalence",
    "by_condition",
    "onset",
    "effects",
    "guard",
    "study",
)
_COLUMNS = {
    _TRIALS: ("participant", "session", "trial", "condition", "state", "verdict", "reps", "folder"),
    _FAILURES: ("participant", "session", "trial", "step", "error", "log"),
}
_FILE = SummaryFile(COHORT, "cohort", "batch", SCHEMA, _NEEDED, tuple(_COLUMNS))


@dataclass(frozen=True, eq=False)
class CohortResult:
    """What ``batch`` left in a folder, as far as the page needs it.

    Attributes
    ----------
    folder : Path
        Where.
    summary : dict
        ``cohort.json``.
    trials : tuple of dict
        Rows of ``trials.csv``, as text.
    failures : tuple of dict
        The first rows of ``failures.csv``, 200 at most.
    """

    folder: Path
    summary: Json
    trials: tuple[dict[str, str], ...]
    failures: tuple[dict[str, str], ...]


def read_cohort(folder: Path | str) -> CohortResult:
    """Read what ``batch`` wrote.

    Parameters
    ----------
    folder : Path or str
        The study's output folder.

    Returns
    -------
    CohortResult
        All of it that the page needs.

    Raises
    ------
    OutputError
        If it is no folder, holds no cohort, lacks something, or its files are of two runs.
    """
    where, summary = Path(folder), _FILE.read(folder)
    failures = _rows(where / _FAILURES, MOST_FAILURES)
    trials = _rows(where / _TRIALS)
    _check_one_run(where, summary["counts"], trials)
    return CohortResult(where, summary, trials, failures)


def _check_one_run(where: Path, counts: Json, trials: tuple[dict[str, str], ...]) -> None:
    """Refuse files of which a run that was killed had replaced some only."""
    states = Counter(row["state"] for row in trials)
    for state in ("done", "failed", "not run"):
        told = counts.get(state.replace(" ", "_"))
        if told != states[state]:
            raise OutputError(
                f"{where}: {COHORT} counts {told} trials as {state}, {_TRIALS} has "
                f"{states[state]}: they are of two runs; run batch again."
            )


def _rows(path: Path, most: int | None = None) -> tuple[dict[str, str], ...]:
    """The columns of a table that the page shows."""
    wanted = _COLUMNS[path.name]
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            table = csv.DictReader(stream)
            found = (
                {name: row[name] or "" for name in wanted}
                for index, row in enumerate(table)
                if most is None or index < most
            )
            return tuple(found)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise OutputError(
            f"{path}: cannot be read ({type(error).__name__}: {error}); run batch again."
        ) from error
