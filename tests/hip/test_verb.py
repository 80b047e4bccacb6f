"""``opensim-wink hip``: what it prints, writes and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from opensim_wink.cli import main
from opensim_wink.hip.contact import flexion_limits
from opensim_wink.hip.shape import HipShape
from opensim_wink.hip.statements import SAID_BESIDE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that anything left behind shows."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hip(*arguments: object) -> int:
    return main(["hip", *map(str, arguments)])


def test_page_says_what_it_is_not(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert hip() == 0
    page = " ".join(capsys.readouterr().out.split())
    for sentence in SAID_BESIDE:
        assert sentence in page
    assert f"{flexion_limits(HipShape()).flexion_deg[0]:.0f} (" in page
    assert list(here.iterdir()) == []


def test_hip_that_could_not_be_is_not_one_without_contact(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert hip("--lcea", 80, "--sweep", "version=20:40:20") == 0
    page = capsys.readouterr().out
    assert "never free (0–67)" in page  # toes in
    assert "never free (0)" in page  # and knees out
    assert not re.search(r"\bnone\b", page)
    assert re.search(r"^ +40 +never free$", page, re.MULTILINE)
    assert "no such hip can be: 0 in brackets" in " ".join(page.split())
    # A deeper socket than is allowed is no answer; a rim further ahead is.
    assert re.search(r"^  lcea .* –  +\d+%$", page, re.MULTILINE)
    assert re.search(r"^  front-rim .* never free  +\d+%$", page, re.MULTILINE)
    assert hip("--lcea", -20, "--ratio", 3.9) == 0
    page = capsys.readouterr().out
    assert ">150 (>150)" in page
    assert "never free (" not in page
    assert re.search(r"^  version .* no contact no contact", page, re.MULTILINE)


def test_step_from_a_hip_without_a_number_tells_where_it_leads(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    """Nothing can be counted from never: not 'no contact' where there is some."""
    assert hip("--lcea", 80, "--external-rotation", -10) == 0
    free = capsys.readouterr().out
    shape = HipShape(lcea_deg=75)
    led = flexion_limits(shape, 0, 10).flexion_deg[0]
    assert re.search(rf"^  lcea .* to {led:.0f}  +– ", free, re.MULTILINE)
    assert np.isposinf(flexion_limits(HipShape(lcea_deg=0)).flexion_deg[0])
    assert 150 < flexion_limits(HipShape(lcea_deg=0), 0, -15).flexion_deg[0] < 200
    assert hip("--lcea", 0) == 0
    page = capsys.readouterr().out
    assert re.search(r"^  external-rotation .* no contact +to >150 ", page, re.MULTILINE)


@pytest.mark.parametrize("columns", [70, 240])
def test_page_fits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, here: Path, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert hip("--lcea", 20, "--sweep", "nsa=115:140:1", "--sweep", "abduction=0:20:10") == 0
    page = capsys.readouterr().out
    told = page.split("In brackets")[1].splitlines()
    assert max(map(len, told)) <= min(columns, 100)
    assert "78 rows in all" in page


def test_folder(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "hip.yaml").write_text("lcea: 28\nright: {nsa: 135}\nleft: {nsa: 120}\n")
    asked = ["--shape", "hip.yaml", "--side", "l", "--antetorsion", -5, "--plane-tilt", -4]
    asked += ["--sweep", "version=10:20:5", "-o", "out"]
    assert hip(*asked) == 0
    assert "Hip, left side" in capsys.readouterr().out
    names = {path.name for path in (here / "out").iterdir()}
    assert names == {
        "hip.json", "stances.csv", "sensitivity.csv", "sweep.csv", "provenance.json",
    }  # fmt: skip
    found = json.loads((here / "out" / "hip.json").read_text("utf-8"))
    assert found["given"] == ["antetorsion_deg", "lcea_deg", "neck_shaft_deg"]
    assert found["said_beside"] == list(SAID_BESIDE)
    shape = HipShape(lcea_deg=28, neck_shaft_deg=120, antetorsion_deg=-5)
    swept = pd.read_csv(here / "out" / "sweep.csv")
    assert swept["version"].tolist() == [10, 15, 20]
    expected = flexion_limits(shape, posterior_plane_tilt_deg=-4).flexion_deg[0]
    assert swept["flexion_limit_deg"].iloc[2] == pytest.approx(expected, abs=1e-5)
    record = json.loads((here / "out" / "provenance.json").read_text("utf-8"))
    assert set(record["files"]) == names
    assert record["inputs"][0]["name"] == "hip.yaml"
    before = (here / "out" / "hip.json").read_bytes()
    assert hip(*asked) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert (here / "out" / "hip.json").read_bytes() == before
    assert hip("-o", "out", "--overwrite") == 0
    assert not (here / "out" / "sweep.csv").exists()


def test_cam_by_either_angle(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    pages = []
    for option in (("--alpha", 60), ("--cam", 60 - HipShape(head_neck_ratio=2).neck_alpha_deg)):
        assert hip("--ratio", 2, *option) == 0
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]
    assert "30°  given" in pages[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lcea", "nan"], "-30 to 80 degrees"),
        (["--version", "ninety"], "-40 to 60 degrees"),
        (["--nsa", "1e9"], "90 to 170 degrees"),
        (["--ratio", "0.9"], "1.01 to 4"),
        (["--lcea", "0.54", "--version", "0.35", "--antetorsion", "0.2"], "radians"),
        (["--cam", "5", "--alpha", "60"], "not both"),
        (["--side", "up"], "choose from r, l"),
        (["--abduction", "90"], "-30 to 60"),
        (["--sweep", "nsa"], "NAME=LOW:HIGH:STEP"),
        (["--sweep", "=1:2:1"], "NAME=LOW:HIGH:STEP"),
        (["--sweep", "nsa=a:b:c"], "NAME=LOW:HIGH:STEP"),
        (["--sweep", "nsa=120:140:inf"], "NAME=LOW:HIGH:STEP"),
        (["--sweep", "nsa=140:120:5"], "upwards"),
        (["--sweep", "nsa=120:140:0"], "upwards"),
        (["--sweep", "nsa=120:140:1e-9"], "widen the step"),
        (["--sweep", "nsb=120:140:5"], "Did you mean 'nsa'"),
        (["--sweep", "nsa=20:140:5"], "90 to 170"),
        (["--sweep", "nsa=120:140:5", "--sweep", "nsa=1:2:1"], "twice"),
        (["--shape", "gone.yaml"], "gone.yaml"),
        (["--shape", "two.yaml"], "--side"),
        (["--shape", "bad.yaml"], "lcea"),
        (["--overwrite"], "-o"),
        (["-o", "."], "folder of their own"),
        (["-o", "two.yaml"], "is a file"),
        (["--lcae", "3"], "--lcae"),
    ],
)
def test_nonsense_is_one_plain_line(
    capsys: pytest.CaptureFixture[str], here: Path, arguments: list[str], told: str
) -> None:
    (here / "two.yaml").write_text("right: {nsa: 135}\n")
    (here / "bad.yaml").write_text("lcae: 3\n")
    before = sorted(here.iterdir())
    assert hip(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("opensim-wink: ")
    assert captured.err.count("\n") == 1
    assert told in captured.err
    assert sorted(here.iterdir()) == before
