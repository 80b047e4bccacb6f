"""Outcome files: what is written comes back, whatever it holds; damage counts as nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import OutputError
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.child import ANSWER, Task, read_answer
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.outcomes import (
    clear_partial,
    file_stem,
    has_result,
    outcome_path,
    read_outcome,
    read_outcomes,
    write_outcome,
)
from opensim_wink.study.worker import run_job

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = TEXT.filter(lambda name: name not in ("", ".", "..") and "/" not in name)
FOLDERS = st.lists(NAMES, min_size=1, max_size=5).map(lambda parts: PurePosixPath(*parts))
OUTCOMES = st.builds(
    Outcome,
    folder=FOLDERS,
    key=TEXT,
    state=st.sampled_from(["done", "failed"]),
    step=TEXT,
    error=TEXT,
    seconds=st.floats(0, 1e6),
    memory_gb=st.floats(0, 1e3),
    attempts=st.integers(1, 9),
    log=TEXT,
)
PLAIN = Outcome(PurePosixPath("participants/P01/1/squat"), "key", "done", seconds=1.5)


DEEP = "[" * 100_000 + "]" * 100_000


@given(OUTCOMES)
def test_what_is_written_comes_back(outcome: Outcome) -> None:
    with TemporaryDirectory() as made:
        output = Path(made)
        write_outcome(output, outcome)
        assert read_outcome(output, outcome.folder) == outcome
        assert read_outcomes(output) == (outcome,)
        write_outcome(output, replace(outcome, attempts=10))
        assert [o.attempts for o in read_outcomes(output)] == [10]
        assert [path.name for path in output.iterdir()] == ["outcomes"]
        assert len(list((output / "outcomes").iterdir())) == 1


@given(FOLDERS, FOLDERS)
def test_a_stem_is_a_plain_name_and_belongs_to_one_folder(
    one: PurePosixPath, other: PurePosixPath
) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{17,80}", file_stem(one))
    assert (file_stem(one).lower() == file_stem(other).lower()) == (one == other)


@given(st.integers(0, 200), st.binary(max_size=8))
def test_a_damaged_file_counts_as_none(where: int, junk: bytes) -> None:
    with TemporaryDirectory() as made:
        output = Path(made)
        write_outcome(output, PLAIN)
        path = outcome_path(output, PLAIN.folder)
        whole = path.read_bytes()
        path.write_bytes(whole[:where] + junk)
        assert read_outcome(output, PLAIN.folder) in (None, PLAIN)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"state": "perhaps"},
        {"seconds": "long"},
        {"seconds": None},
        {"seconds": -1},
        {"seconds": float("nan")},
        {"memory_gb": float("inf")},
        {"memory_gb": 10**400},
        {"attempts": True},
        {"key": 7},
        {"attempts": "two"},
        {"folder": 7},
        {"folder": "participants/P02/1/squat"},
        {"more": 1},
    ],
)
def test_what_nobody_wrote_counts_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    write_outcome(tmp_path, PLAIN)
    path = outcome_path(tmp_path, PLAIN.folder)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert read_outcome(tmp_path, PLAIN.folder) is None


def test_the_partial_file_of_a_killed_writer_is_not_read(tmp_path: Path) -> None:
    write_outcome(tmp_path, PLAIN)
    path = outcome_path(tmp_path, PLAIN.folder)
    partial = path.with_name(f".{path.stem}.partial")
    partial.write_text("{")
    path.with_name(f".{path.stem}.json").write_text(path.read_text())
    assert read_outcomes(tmp_path) == (PLAIN,)
    clear_partial(tmp_path, PLAIN.folder)
    clear_partial(tmp_path, PLAIN.folder)
    assert not partial.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "outcomes").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_outcome(tmp_path, PLAIN)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "{}",
        '{"study": 1}',
        '{"study": {"key": "key"}}',
        '{"study": {"key": "key"}, "files": 3}',
        '{"study": {"key": "key"}, "files": []}',
        '{"study": {"key": "key"}, "files": {}}',
        '{"study": {"key": "key"}, "files": ["a\\u0000b"]}',
        DEEP,
    ],
)
def test_a_result_without_its_marks_is_none(tmp_path: Path, record: str) -> None:
    where = tmp_path / PLAIN.folder
    where.mkdir(parents=True)
    assert not has_result(tmp_path, PLAIN.folder, "key")
    (where / "provenance.json").write_text(record)
    assert not has_result(tmp_path, PLAIN.folder, "key")


def test_an_outcome_that_is_nested_deep_counts_as_none(tmp_path: Path) -> None:
    write_outcome(tmp_path, PLAIN)
    outcome_path(tmp_path, PLAIN.folder).write_text(DEEP)
    assert read_outcome(tmp_path, PLAIN.folder) is None
    assert read_outcomes(tmp_path) == ()


def test_an_answer_that_is_nested_deep_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / ANSWER).write_text(DEEP)
    job = Job("P", "1", "a", None, tmp_path, None, AnalysisSettings(), PLAIN.folder)
    assert read_answer(tmp_path, Task(run_job, job, tmp_path, "key", Limits())) is None
