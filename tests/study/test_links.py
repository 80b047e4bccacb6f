"""A link inside a study's folder is not written through."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.errors import OutputError
from opensim_wink.study.job import Outcome
from opensim_wink.study.outcomes import outcome_path, read_outcome, write_outcome
from opensim_wink.study.plan import plan_study
from opensim_wink.study.record import check_study_folder, write_record
from opensim_wink.study.running import run_jobs

FOLDER = PurePosixPath("participants/P01/1/one")
PLACES = [
    "outcomes",
    "locks",
    "subjects",
    ".scratch",
    "participants",
    "participants/P01",
    "participants/P01/1",
    "participants/P01/1/one",
]


def contents(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("to", ["elsewhere", "out/inside", "nowhere"])
def test_a_run_through_a_link_is_refused(
    acting, make_jobs, tmp_path: Path, place: str, to: str
) -> None:
    jobs, output = make_jobs(one="", two=""), tmp_path / "out"
    (output / "inside").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (output / place).parent.mkdir(parents=True, exist_ok=True)
    (output / place).symlink_to(tmp_path / to)
    before = contents(tmp_path)
    with pytest.raises(OutputError) as caught:
        run_jobs(jobs, output, run=acting.act)
    assert "outside" in str(caught.value) or f"{output / place}: is a link" in str(caught.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("place", PLACES)
def test_the_study_is_refused_before_anything_is_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "rec/P01").mkdir(parents=True)
    (tmp_path / "rec/P01/one.c3d").touch()
    (tmp_path / "study.yaml").write_text("data: rec\npattern: '{participant}/{trial}.c3d'\n")
    (tmp_path / "elsewhere").mkdir()
    plan, output = plan_study(tmp_path / "study.yaml"), tmp_path / "out"
    write_record(output, plan)
    check_study_folder(output, plan)
    (output / place).parent.mkdir(parents=True, exist_ok=True)
    (output / place).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link; a study writes"):
        check_study_folder(output, plan)


def test_the_folder_itself_may_be_a_link(acting, make_jobs, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    (found,) = run_jobs(make_jobs(one=""), tmp_path / "out", run=acting.act)
    assert found.state == "done"
    assert (tmp_path / "disk/participants/P01/1/one/summary.json").is_file()


def test_an_outcome_is_not_written_through_a_link(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    path = outcome_path(tmp_path / "out", FOLDER)
    path.parent.mkdir(parents=True)
    path.symlink_to(precious)
    path.with_name(f".{path.stem}.partial").symlink_to(precious)
    outcome = Outcome(FOLDER, "key", "done")
    write_outcome(tmp_path / "out", outcome)
    assert precious.read_text() == "mine"
    assert read_outcome(tmp_path / "out", FOLDER) == outcome
