"""The tables of a study: every repetition, every trial, every failure; and the cohort's page."""

from __future__ import annotations

import secrets
import shutil
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from opensim_wink.errors import OutputError
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.page.cohort import COHORT, write_cohort_report
from opensim_wink.report.page.pdf import PDF
from opensim_wink.report.strict_json import Json, read_json, write_json
from opensim_wink.study.job import Outcome
from opensim_wink.study.links import LOCKS
from opensim_wink.study.locks import try_lock
from opensim_wink.study.mark import read_record
from opensim_wink.study.names import within
from opensim_wink.study.outcomes import (
    file_stem,
    has_result,
    read_outcome,
    sync_folder,
    sync_tree,
    write_outcome,
)
from opensim_wink.study.result_rows import (
    FAILURES,
    REPS,
    REPS_LAST,
    TRIALS,
    TRIALS_LAST,
    Row,
    place_of,
    result_rows,
    run_of,
)
from opensim_wink.study.spool import Spool
from opensim_wink.study.worker import check_place

_LOCK = "locks/tables.lock"
_BESIDE = ".tables-"
_PATIENCE_S = 0.25
OTHER = "Its result is of other settings or of another version of the program; run batch again."
"""Why a trial counts as not run that has a result: only some were run since the study changed."""
OLDER = "Its files have changed since its result was made; run batch again."
"""Why another does: only some were run since its files changed."""


@dataclass(frozen=True)
class Finished:
    """What the tables of a study hold.

    Attributes
    ----------
    trials, done, failed, not_run : int
        Trials of the study; those with a result; those that failed; those that no run has come to.
    reps : int
        Repetitions of all results.
    report : Path
        The page of the cohort.
    folders : frozenset of PurePosixPath
        Of all trials of the study, inside its folder.
    participants, with_result : int
        Participants of the study, those without a trial among them; those with a result.
    without_trial : tuple of str
        Whom the study lists, and no trial is of.
    other, older : int
        Results that are not counted, as `OTHER` and `OLDER` say; their trials are not run.
    damaged : int
        Results found damaged just now; they are among those that failed, and the next run makes
        them anew.
    """

    trials: int
    done: int
    failed: int
    not_run: int
    reps: int
    report: Path
    folders: frozenset[PurePosixPath]
    participants: int
    with_result: int
    without_trial: tuple[str, ...]
    other: int = 0
    older: int = 0
    damaged: int = 0


def finish_study(output: Path, older: Collection[PurePosixPath] = ()) -> Finished:
    """Write the tables, what they say of the cohort, and its page, from the results that are there.

    ``reps``, ``trials`` and ``failures`` as CSV and Parquet, ``cohort.json`` and ``report.html``.
    Results are read one folder at a time, in the order of ``study.json``; memory does not grow with
    their number but for the few columns that ``cohort.json`` is made of. Each file is replaced in
    one step when all are written. Of several calls at once on one folder, each waits for the one
    before it, so that the last has seen everything.

    Parameters
    ----------
    output : Path
        The study's output folder.
    older : collection of PurePosixPath
        Folders of trials whose files are not those that their results were made of, as
        `opensim_wink.study.older.older_results` finds them: these results are not counted.

    Returns
    -------
    Finished
        How many of what.

    Raises
    ------
    OutputError
        If the folder holds no study, or cannot be written; earlier tables stay as they were.
    """
    output = Path(output)
    seen = _Seen(frozenset(older))
    record = read_record(output)
    if record is None:
        raise OutputError(f"{output}: holds no study (study.json); name a folder that batch wrote.")
    try:
        with _alone(output), _beside(output) as inside:
            counts = _write_tables(output, record, inside, seen)
            cohort = _write_cohort(inside, record, counts)
            write_cohort_report(inside)
            sync_tree(inside)
            for path in sorted(inside.iterdir(), key=lambda one: (one.suffix == ".html", one.name)):
                path.replace(output / path.name)
            (output / PDF).unlink(missing_ok=True)  # it printed the earlier page
            sync_folder(output)
    except OSError as error:
        raise OutputError(
            f"{output}: the tables cannot be written ({error.strerror or error}); run batch again "
            "when that is mended: what is done is kept."
        ) from error
    return Finished(
        **counts,
        report=output / "report.html",
        folders=frozenset(PurePosixPath(entry["folder"]) for entry in record["trials"]),
        participants=cohort["counts"]["participants"],
        with_result=cohort["counts"]["participants_done"],
        without_trial=tuple(cohort["left_out"]["no_trial"]),
        other=seen.why[OTHER],
        older=seen.why[OLDER],
        damaged=seen.damaged,
    )


@dataclass
class _Seen:
    """What was found on the way through the results."""

    older: frozenset[PurePosixPath]
    why: Counter[str] = field(default_factory=Counter)
    damaged: int = 0


def nothing_left(output: Path) -> bool:
    """Whether every trial of a study has an outcome.

    Parameters
    ----------
    output : Path
        The study's output folder.

    Returns
    -------
    bool
        False also where the folder holds no study.
    """
    record = read_record(Path(output))
    return record is not None and all(
        read_outcome(Path(output), PurePosixPath(entry["folder"])) is not None
        for entry in record["trials"]
    )


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Wait until nobody else writes the tables."""
    while (lock := try_lock(output / _LOCK)) is None:
        time.sleep(_PATIENCE_S)
    with lock:
        yield


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A hidden folder for what is not yet whole; those of killed runs are removed."""
    for left in output.glob(f"{_BESIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    inside = output / f"{_BESIDE}{secrets.token_hex(4)}"
    inside.mkdir()
    try:
        yield inside
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def _write_tables(output: Path, record: Json, inside: Path, seen: _Seen) -> dict[str, int]:
    """Go through the results once; how many of what there are."""
    states = {"done": 0, "failed": 0, "not_run": 0}
    with ExitStack() as stack:
        trials = stack.enter_context(Spool(inside / "trials.rows", TRIALS, TRIALS_LAST))
        reps = stack.enter_context(Spool(inside / "reps.rows", REPS, REPS_LAST))
        failures = stack.enter_context(Spool(inside / "failures.rows", FAILURES))
        for entry in record["trials"]:
            trial, its_reps, failure = _rows_of(output, entry, seen)
            trials.add(trial)
            for rep in its_reps:
                reps.add(rep)
            if failure is not None:
                failures.add(failure)
            states[str(trial["state"]).replace(" ", "_")] += 1
        for spool, name in ((trials, "trials"), (reps, "reps"), (failures, "failures")):
            spool.write(inside / name)
        return {"trials": trials.rows, "reps": reps.rows, **states}


def _rows_of(output: Path, entry: Json, seen: _Seen) -> tuple[Row, list[Row], Row | None]:
    """Rows of one trial of the study, for the three tables."""
    here, folder = output.absolute(), PurePosixPath(entry["folder"])
    check_place(output, folder)
    outcome = read_outcome(output, folder)
    why = None
    if outcome is not None and outcome.state != "failed":
        why = _why_not(output / folder, entry, folder in seen.older)
        if why or not has_result(output, folder, outcome.key):
            outcome = None  # taken away, or under way again
        else:
            try:
                return *result_rows(here / folder, entry, outcome), None
            except OutputError as error:
                told = within(str(error), [here])  # the tables read the same wherever they lie
                outcome = Outcome(folder, outcome.key, "failed", "write", told)
                seen.damaged += 1
                _keep_damage(output, outcome)
    state = "not run" if outcome is None else "failed"
    place = place_of(entry)
    run = run_of(entry, outcome)
    trial: Row = {**place, "state": state, "reason": why, **run}
    seen.why.update([why] if why else [])
    if outcome is None:
        return trial, [], None
    kept = {name: place[name] for name in FAILURES if name in place}
    return trial, [], {**kept, **run, "log": outcome.log}


def _keep_damage(output: Path, outcome: Outcome) -> None:
    """Note that a result is damaged, so that the next run makes it anew."""
    lock = try_lock(output / LOCKS / f"{file_stem(outcome.folder)}.lock")
    if lock is not None:  # else another run has the trial, and writes its own outcome
        with lock:
            write_outcome(output, outcome)


def _why_not(result: Path, entry: Json, older: bool) -> str | None:
    """Why a result is not counted; None where it is."""
    return OTHER if not _as_stated(result, entry) else OLDER if older else None


def _as_stated(result: Path, entry: Json) -> bool:
    """Whether a result was made with what the study now states; true where it does not tell."""
    try:
        made = read_json(result / PROVENANCE, "record")["study"].get("stated")
    except (OutputError, LookupError, TypeError, AttributeError):
        return True  # what is damaged or not there is told for itself
    return made is None or made == entry.get("stated", made)


def _write_cohort(inside: Path, record: Json, counts: dict[str, int]) -> Json:
    from opensim_wink.study.cohort import cohort_of, read_tables

    found = cohort_of(*read_tables(inside), record, counts)
    write_json(inside / COHORT, found)
    return found
