"""What the command line says and leaves behind when it is asked for nonsense."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.cli import main
from opensim_wink.trial.trc import write_trc
from opensim_wink.trial.trial import Trial

HEAVY = ("opensim", "pandas", "scipy", "numpy", "ezc3d", "pyarrow", "tqdm")


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run the command line, which must refuse in one line on stderr; return that line."""
    assert main([str(argument) for argument in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("opensim-wink: ")
    assert captured.err.count("\n") == 1
    assert captured.err.endswith("\n")
    assert "Traceback" not in captured.err
    return captured.err


def everything_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that anything left behind shows."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "VERB"),
        (["analyse"], "Did you mean 'analyze'?"),
        (["model"], "VERB"),
        (["model", "chek"], "Did you mean 'check'?"),
        (["check"], "TRIAL"),
        (["analyze", "a.trc", "--model", "m.osim"], "--output"),
        (["analyze", "a.trc", "--model", "m.osim", "-o", "out", "--solver", "magic"], "arrays"),
        (["check", "a.trc", "--colour"], "--colour"),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], here: Path, arguments: list[str], expected: str
) -> None:
    line = refused(capsys, *arguments)
    assert expected in line
    assert "--help" in line


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--mass", "5", "20 to 300 kg"),
        ("--mass", "-70", "20 to 300 kg"),
        ("--mass", "nan", "20 to 300 kg"),
        ("--mass", "seventy", "20 to 300 kg"),
        ("--height", "178", "1 to 2.5 m"),
        ("--barbell", "inf", "0 to 500 kg"),
        ("--cutoff", "0", "3 to 50 Hz"),
        ("--neutral", "sitting", "'standing'"),
        ("--neutral", "120", "-90 to 90"),
        ("--condition", " ", "printable"),
        ("--condition", "a\nb", "printable"),
        ("--condition", "x" * 81, "printable"),
        ("--reps", "3-1", "end after it starts"),
        ("--reps", "1-1e999", "end after it starts"),
        ("--reps", "1-2,1.5-3", "overlap"),
        ("--reps", "1-2,", "start and end"),
        ("--reps", "all", "start and end"),
    ],
)
def test_settings_out_of_range(
    capsys: pytest.CaptureFixture[str], here: Path, option: str, value: str, expected: str
) -> None:
    line = refused(
        capsys, "analyze", "a.trc", "--model", "m.osim", "-o", "out", f"{option}={value}"
    )
    assert option in line
    assert expected in line
    assert everything_in(here) == []


def bad_trial(folder: Path, kind: str) -> Path:
    """A file that is no usable trial."""
    path = folder / f"{kind}.trc"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 20)
    elif kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("Dear all,\nplease find attached the trials.\n")
    elif kind == "c3d":
        path = folder / "cut.c3d"
        path.write_bytes(b"\x02\x50" + bytes(600))
    elif kind == "truncated":
        write_trc(path, small_trial())
        path.write_bytes(path.read_bytes()[:-40])
    elif kind in ("nan", "inf"):
        trial = small_trial()
        trial.points_m[:] = float(kind)
        text = folder / "whole.trc"
        write_trc(text, small_trial())
        lines = text.read_text().splitlines(keepends=True)
        body = [line.split("\t")[:2] + [kind] * 12 for line in lines[6:]]
        path.write_text("".join(lines[:6]) + "".join("\t".join(row) + "\n" for row in body))
        text.unlink()
    return path


def small_trial() -> Trial:
    points = np.random.default_rng(3).normal(size=(20, 4, 3))
    return Trial("t", None, np.arange(20) / 100, 100.0, ("a", "b", "c", "d"), points)


KINDS = ["missing", "empty", "binary", "folder", "text", "c3d", "truncated", "nan", "inf"]


@pytest.mark.parametrize("kind", KINDS)
def test_check_refuses_what_is_no_trial(
    capsys: pytest.CaptureFixture[str], here: Path, kind: str
) -> None:
    path = bad_trial(here, kind)
    before = everything_in(here)
    assert path.name in refused(capsys, "check", path)
    assert everything_in(here) == before


def test_check_goes_on_after_a_bad_file(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    write_trc(here / "good.trc", small_trial())
    assert main(["check", "gone.trc", "good.trc"]) == 2
    captured = capsys.readouterr()
    gone, unknown = captured.err.splitlines()
    assert "gone.trc" in gone
    assert unknown.startswith("opensim-wink: good.trc: No label is understood (a, b, c, d)")
    assert captured.out.startswith("good.trc: not usable, 1 problem")
    assert "4 markers, 20 frames at 100 Hz" in captured.out


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "xml", "foreign", "binary"])
@pytest.mark.parametrize("verb", ["analyze", "model"])
def test_model_that_is_none(
    capsys: pytest.CaptureFixture[str], here: Path, verb: str, kind: str
) -> None:
    contents = {
        "empty": b"",
        "text": b"not a model",
        "xml": b"<OpenSimDocument Version='40000'><Model name='m'>",
        "foreign": b"<html><body/></html>",
        "binary": bytes(range(256)),
    }
    if kind in contents:
        (here / "m.osim").write_bytes(contents[kind])
    write_trc(here / "t.trc", small_trial())
    before = everything_in(here)
    if verb == "model":
        line = refused(capsys, "model", "check", "m.osim")
    else:
        line = refused(capsys, "analyze", "t.trc", "--model", "m.osim", "-o", "deep/out")
    assert "m.osim" in line
    assert everything_in(here) == before


def test_folder_that_is_taken_is_told_before_any_work(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    (here / "out").mkdir()
    (here / "out" / "thesis.txt").write_text("mine")
    for extra in ([], ["--overwrite"]):
        line = refused(capsys, "analyze", "gone.trc", "--model", "gone.osim", "-o", "out", *extra)
        assert "thesis.txt" in line
    assert everything_in(here) == ["out", "out/thesis.txt"]


def test_bug_is_one_line_and_another_status(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("opensim_wink.cli.run._run", broken)
    assert main(["check", "a.trc"]) == 1
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "ZeroDivisionError: division by zero" in line
    assert "--debug" in line
    assert main(["check", "a.trc", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    for arguments in (["--debug", "check", "gone.trc"], ["check", "--debug", "gone.trc"]):
        assert main(arguments) == 2
        error = capsys.readouterr().err
        assert "Traceback" in error
        assert error.splitlines()[-1].startswith("opensim-wink: gone.trc")


def test_interrupt(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("opensim_wink.cli.run._run", interrupted)
    assert main(["check", "a.trc"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def loaded_after(code: str) -> set[str]:
    """Which heavy libraries a fresh interpreter has loaded after some code."""
    told = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{told}"], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in done.stderr.split()} & set(HEAVY)


HELP = """
from opensim_wink.cli import main
try:
    main({!r})
except SystemExit as end:
    assert not end.code
"""


@pytest.mark.parametrize(
    "verb", [[], ["check"], ["analyze"], ["hip"], ["model"], ["model", "check"]]
)
def test_help_loads_nothing_heavy(verb: list[str]) -> None:
    assert loaded_after(HELP.format([*verb, "--help"])) == set()


def test_version_and_import_load_nothing_heavy() -> None:
    assert loaded_after(HELP.format(["--version"])) == set()
    assert loaded_after("import opensim_wink; dir(opensim_wink)") == set()


def test_every_public_name_is_there() -> None:
    import opensim_wink

    for name in opensim_wink.__all__:
        assert getattr(opensim_wink, name) is not None
    with pytest.raises(AttributeError, match="analyse"):
        _ = opensim_wink.analyse


def test_gone_reader_is_no_error(tmp_path: Path) -> None:
    write_trc(tmp_path / "t.trc", small_trial())
    command = f'"{sys.executable}" -m opensim_wink check t.trc t.trc | true'
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


@pytest.mark.real
def test_check_fits_the_terminal_and_tells_what_is_usable(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    path = shared / "real" / "occluded_squat" / "squat.c3d"
    for columns, widest in ((70, 70), (240, 100)):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert main(["check", str(path)]) == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        headline, *page = captured.out.splitlines()
        assert headline == f"{path}: usable, 2 warnings"
        assert widest - 15 < max(map(len, page)) <= widest
        assert "goes low twice" in " ".join(captured.out.split())
