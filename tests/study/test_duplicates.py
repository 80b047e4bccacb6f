"""One recording under two names is refused before it counts twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from opensim_wink.errors import SettingError
from opensim_wink.study import duplicates
from opensim_wink.study.plan import Plan, plan_study

PATTERN = "data: rec\npattern: '{participant}/{condition}_{trial}.c3d'\n"
CONTENT = bytes(range(256)) * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two people with a recording each, of one size and different in a byte."""
    for person in ("P01", "P02"):
        path = tmp_path / "rec" / person / "flat_01.c3d"
        path.parent.mkdir(parents=True)
        path.write_bytes(person.encode() + CONTENT)
    return tmp_path


def plan(folder: Path, text: str = PATTERN) -> Plan:
    (folder / "study.yaml").write_text(text, "utf-8")
    return plan_study(folder / "study.yaml")


def refused(folder: Path, text: str = PATTERN) -> str:
    with pytest.raises(SettingError) as caught:
        plan(folder, text)
    return str(caught.value)


def test_recordings_of_one_size_are_no_copies(folder: Path) -> None:
    assert len(plan(folder).jobs) == 2


@pytest.mark.parametrize("place", ["P02/flat_02.c3d", "P02/goblet_07.c3d"])
def test_a_copy_under_another_person_is_refused(folder: Path, place: str) -> None:
    copy = folder / "rec" / place
    copy.write_bytes((folder / "rec/P01/flat_01.c3d").read_bytes())
    told = refused(folder)
    assert f"P01/1/flat_01 and P02/1/{copy.stem} are one recording" in told
    assert f"P01/flat_01.c3d and {place} hold the same bytes" in told
    assert "It would count for 2 people" in told
    assert len(plan(folder, PATTERN + f"exclude: '{place}'\n").jobs) == 2


def test_a_copy_under_the_same_person_is_refused(folder: Path) -> None:
    (folder / "rec/P01/flat_02.c3d").write_bytes((folder / "rec/P01/flat_01.c3d").read_bytes())
    assert "It would count 2 times for P01" in refused(folder)


@pytest.mark.parametrize("how", [os.symlink, os.link])
def test_a_link_is_its_file(folder: Path, how: object) -> None:
    assert callable(how)
    how(folder / "rec/P01/flat_01.c3d", folder / "rec/P02/flat_02.c3d")
    told = refused(folder)
    assert "P01/flat_01.c3d and P02/flat_02.c3d lead to one file" in told
    assert "fault" not in told  # once, and not as a copy besides


def test_three_of_a_kind_are_told_at_once_beside_other_faults(folder: Path) -> None:
    for name in ("flat_02", "flat_03"):
        (folder / f"rec/P01/{name}.c3d").write_bytes((folder / "rec/P01/flat_01.c3d").read_bytes())
    told = refused(folder, PATTERN + "participants: {P02: {scaled: true}}\n")
    assert "2 faults" in told
    assert "P01/1/flat_01, P01/1/flat_02 and P01/1/flat_03 are one recording" in told
    assert "scaled needs a model" in told


def test_a_static_trial_may_be_copied(folder: Path) -> None:
    for person in ("P01", "P02"):
        (folder / f"rec/{person}/flat_static.c3d").write_bytes(CONTENT)
    text = PATTERN + "defaults: {static: '{participant}/flat_static.c3d'}\n"
    assert len(plan(folder, text).jobs) == 2


def test_empty_and_unreadable_files_are_no_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flat_02", "flat_03"):
        (folder / f"rec/P01/{name}.c3d").touch()
    assert len(plan(folder).jobs) == 4
    (folder / "rec/P02/flat_01.c3d").write_bytes((folder / "rec/P01/flat_01.c3d").read_bytes())
    assert "one recording" in refused(folder)

    def denied(_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr(duplicates, "_sampled", denied)
    assert len(plan(folder).jobs) == 4


def test_two_people_in_one_file_are_told_apart_by_their_subject(folder: Path) -> None:
    def both(one: str, other: str) -> str:
        return (
            "data: rec\nparticipants:\n"
            f"  P01: {{trials: {{a: {{file: P01/flat_01.c3d, subject: {one}}}}}}}\n"
            f"  P02: {{trials: {{a: {{file: P01/flat_01.c3d, subject: {other}}}}}}}\n"
        )

    assert [job.settings.subject for job in plan(folder, both("A", "B")).jobs] == ["A", "B"]
    for subjects in (("A", "A"), ("A", "null")):
        assert "is listed twice: as P01/1/a and P02/1/a" in refused(folder, both(*subjects))


def test_only_files_of_one_size_are_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "rec/P02/flat_01.c3d").write_bytes(CONTENT[:-1])
    opened: list[Path] = []
    monkeypatch.setattr(duplicates, "_sampled", lambda one: opened.append(one.path))
    plan(folder)
    assert opened == []
    (folder / "rec/P02/flat_01.c3d").write_bytes(b"P02" + CONTENT)
    assert len(plan(folder).jobs) == 2  # samples that agree are not enough
    assert {path.parent.name for path in opened} == {"P01", "P02"}


def test_many_copies_are_told_without_comparing_each_with_each(folder: Path) -> None:
    def jobs() -> Iterator[str]:
        for n in range(3000):
            yield f"    t{n}: P01/flat_01.c3d\n"

    told = refused(folder, "data: rec\nparticipants:\n  P01:\n   trials:\n" + "".join(jobs()))
    assert len(told) < 400
