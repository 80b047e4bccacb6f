from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.report.folder import PROVENANCE, check_output_folder, whole_folder


def write_result(folder: Path, word: str, *, overwrite: bool = False) -> None:
    with whole_folder(folder, overwrite=overwrite) as inside:
        (inside / "summary.json").write_text(word)
        (inside / "opensim").mkdir()
        (inside / "opensim" / "a.mot").write_text(word)
        files = ["summary.json", "opensim/a.mot"]
        (inside / "provenance.json").write_text(
            json.dumps({"files": files, "package": {"name": "opensim-wink"}})
        )


def break_off(folder: Path, error: BaseException, *, overwrite: bool = False) -> None:
    with whole_folder(folder, overwrite=overwrite) as inside:
        (inside / "summary.json").write_text("half")
        raise error


def names(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


def test_result_appears_whole_with_the_folders_above_it(tmp_path: Path) -> None:
    write_result(tmp_path / "out" / "s4", "one")
    assert names(tmp_path) == [
        "out",
        "out/s4",
        "out/s4/opensim",
        "out/s4/opensim/a.mot",
        "out/s4/provenance.json",
        "out/s4/summary.json",
    ]


def test_nothing_is_in_place_while_writing(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "out") as inside:
        (inside / "summary.json").write_text("half")
        assert not (tmp_path / "out").exists()
        assert inside.name.startswith(".out.")


@pytest.mark.parametrize("error", [SettingError("no"), KeyboardInterrupt(), ValueError("bug")])
def test_error_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        break_off(tmp_path / "a" / "b" / "out", error)
    assert names(tmp_path) == []


def test_error_while_overwriting_keeps_the_earlier_result(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_result(out, "one")
    before = names(tmp_path)
    with pytest.raises(ValueError, match="bug"):
        break_off(out, ValueError("bug"), overwrite=True)
    assert names(tmp_path) == before
    assert (out / "summary.json").read_text() == "one"


def test_full_disk_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"), whole_folder(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert names(tmp_path) == []


def test_earlier_result_needs_overwrite_and_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_result(out, "one")
    with pytest.raises(OutputError, match="--overwrite"):
        check_output_folder(out)
    with whole_folder(out, overwrite=True) as inside:
        (inside / "summary.json").write_text("two")
    assert names(out) == ["summary.json"]
    assert (out / "summary.json").read_text() == "two"
    assert names(tmp_path) == ["out", "out/summary.json"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_folder_with_other_files_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    out = tmp_path / "out"
    write_result(out, "one")
    (out / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        check_output_folder(out, overwrite=overwrite)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "provenance.json").write_text("[]")
    with pytest.raises(OutputError, match="other files"):
        check_output_folder(tmp_path / "mine", overwrite=overwrite)


def test_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_result(tmp_path / "out", "one")
    assert (tmp_path / "out" / "summary.json").read_text() == "one"


def test_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError, match="is a file"):
            check_output_folder(folder, overwrite=True)


def test_working_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for folder in (Path(), Path(".."), tmp_path):
        with pytest.raises(OutputError, match="folder of their own"):
            check_output_folder(folder, overwrite=True)


def test_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Asked of the system by this one call; root, who runs tests in containers, may write anywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        check_output_folder(tmp_path / "deep" / "out")


def test_leftovers_of_killed_runs_are_swept_but_not_those_of_others(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / f".{name}" for name in ("a[b].opensim-wink-1", "a[b].opensim-wink-2", "ab.x")
    )
    for folder in (old, young, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (1.0, 1.0))
    write_result(tmp_path / "a[b]", "one")
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def test_earlier_result_set_aside_by_a_killed_run_is_kept(tmp_path: Path) -> None:
    aside = tmp_path / ".out.opensim-wink-old-1"
    aside.mkdir()
    os.utime(aside, (1.0, 1.0))
    write_result(tmp_path / "out", "one")
    assert aside.exists()
    write_result(tmp_path / "out", "two", overwrite=True)
    assert not aside.exists()


def earlier_result(folder: Path) -> Path:
    result = folder / "result"
    (result / "opensim").mkdir(parents=True)
    (result / "opensim" / "a.mot").write_text("a")
    record = {"files": ["opensim/a.mot", PROVENANCE], "package": {"name": "opensim-wink"}}
    (result / PROVENANCE).write_text(json.dumps(record))
    check_output_folder(result, overwrite=True)
    return result


def test_a_file_that_the_user_put_deep_into_a_result_is_kept(tmp_path: Path) -> None:
    result = earlier_result(tmp_path)
    (result / "opensim" / "mynotes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"opensim/mynotes\.txt"):
        check_output_folder(result, overwrite=True)


def test_an_input_in_the_result_folder_is_kept(tmp_path: Path) -> None:
    result = earlier_result(tmp_path)
    with pytest.raises(OutputError, match="would be lost"):
        check_output_folder(result, overwrite=True, inputs=[None, result / "opensim" / "a.mot"])


def test_a_record_that_is_not_ours_owns_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "t.trc").write_text("mine")
    (tmp_path / "data" / PROVENANCE).write_text(json.dumps({"files": ["t.trc"]}))
    with pytest.raises(OutputError, match="holds other files"):
        check_output_folder(tmp_path / "data", overwrite=True)


def test_a_name_too_long_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="name another"):
        check_output_folder(tmp_path / ("x" * 300))


def write_late(folder: Path) -> None:
    with whole_folder(folder) as inside:
        (inside / "summary.json").write_text("late")
        write_result(folder, "first")


def test_a_result_that_another_run_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="earlier result"):
        write_late(tmp_path / "result")
    assert (tmp_path / "result" / "summary.json").read_text() == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["result"]
