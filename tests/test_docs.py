"""What the documents show is what the program says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.cli.analyze import settings_from
from opensim_wink.cli.parser import build_parser
from opensim_wink.cli.run import main
from opensim_wink.report.files import write_results
from opensim_wink.report.muscle.tables import MUSCLE_COLUMNS
from opensim_wink.report.squat_tables import curves_table, events_table
from opensim_wink.report.summary import summarise
from opensim_wink.report.text import summary_text
from opensim_wink.trial.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[1]


README = (ROOT / "README.md").read_text("utf-8")
STEPS = [
    "reading", "scaling", "inverse kinematics", "standing and leg raise", "intervals", "muscles",
    "loads", "hamstrings",
]  # fmt: skip
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")


def shown(page: str, start: str) -> tuple[list[str], list[str]]:
    """A block of what the terminal says, in its pieces, and the command above it."""
    before, _, after = page.partition(f"```text\n{start}")
    command = before.rpartition("```sh\n")[2].partition("```")[0]
    pieces = (start + after.partition("\n```")[0]).split("\n\n  ...\n\n")
    return shlex.split(command), pieces


@pytest.fixture(scope="module")
def wink() -> Analysis:
    """What the README's command makes."""
    (program, *arguments), _ = shown(README, "wink:")
    assert program == "opensim-wink"
    asked = build_parser().parse_args(arguments)
    assert asked.verb == "analyze"
    assert asked.output == Path("out/wink")
    for name in ("trial", "static", "slr"):
        setattr(asked, name, ROOT / getattr(asked, name))
    steps: list[str] = []
    found = analyze(
        asked.trial,
        settings=settings_from(asked),
        progress=lambda step, _done, _total: steps.append(step),
    )
    assert list(dict.fromkeys(steps)) == STEPS
    return found


@pytest.fixture(scope="module")
def told(wink: Analysis, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("out") / "wink"
    text = summary_text(write_results(wink, folder), folder)
    return text.replace(str(folder), "out/wink")


def test_the_readme_shows_what_the_terminal_says(told: str) -> None:
    _, pieces = shown(README, "wink:")
    assert sum(len(piece.splitlines()) for piece in pieces) > 25
    at = 0
    for piece in pieces:
        at = told.find(piece, at)
        assert at >= 0, f"{piece}\n\nis not in its place in\n\n{told}"
    assert told.startswith(pieces[0])
    assert told.endswith(pieces[-1])


def test_the_tutorial_shows_what_the_terminal_says(
    told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command, (rows,) = shown(TUTORIAL, "wink:")
    mine, _ = shown(README, "wink:")
    at = mine.index("--slr")
    assert command == mine[:at] + mine[at + 2 :]  # what the rows show needs no leg raise
    assert told.startswith(rows)
    check, (line,) = shown(TUTORIAL, "sample_trials/wink.c3d: ")
    monkeypatch.chdir(ROOT)
    assert main(check[1:]) == 0
    assert capsys.readouterr().out.splitlines()[0] == line


def test_the_readme_tells_of_every_file_of_a_result() -> None:
    written = shown(README, "wink:")[1][-1].partition(": ")[2].split(", ")
    assert len(written) > 10
    section = README.partition("## What is in the folder")[2].partition("\n## ")[0]
    named = {name.rstrip("/") for name in re.findall(r"`([\w./]+)`", section)}
    assert set(written) - named == set()


def test_every_key_and_column_of_a_result_is_described(wink: Analysis) -> None:
    text = (ROOT / "docs" / "outputs.md").read_text("utf-8")
    told = set(re.findall(r"`([^`]+)`", text))
    summary = summarise(wink)
    rep, hamstrings = summary["reps"][0], summary["muscle"]["hamstrings"]
    parts = [
        summary, rep, rep["onset"], rep["bottom"], summary["means"],
        summary["means"]["pelvis_wink_deg"], summary["safe_depth"][0], summary["intervals"],
        summary["events"][0], summary["rep_guard"][0], hamstrings, hamstrings["claims"][0],
        hamstrings["tests"][0], summary["markers"], summary["model"]["scaling"],
        events_table(wink.squat), curves_table(wink.squat), MUSCLE_COLUMNS,
        wink.hamstrings.to_frame(), ["time_s"], rep["setting"], summary["person"],
        summary["person"]["proportions"],
    ]  # fmt: skip
    assert {str(key) for part in parts for key in part} - told == set()
    names = [re.sub(r"_\d+_\d+$", "_A_B", name) for name in rep["measures"]]
    short = [re.sub(r"^(pelvis|lumbar|onset|bottom)_", "", name) for name in names]
    assert [n for n, s in zip(names, short, strict=True) if n not in told and s not in told] == []
    assert {event["name"] for event in summary["events"]} <= told


def test_every_landmark_is_listed() -> None:
    text = (ROOT / "docs" / "landmarks.md").read_text("utf-8")
    missing = [name for name in vocabulary() if name not in text]
    assert missing == []
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    listed = sum(len(row.split("|")[2].split(",")) for row in rows)
    assert listed == len(vocabulary())


def test_every_source_that_is_named_is_there() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    named = {
        (page, name)
        for page in pages
        for name in re.findall(r"[\w./]*\w/[\w./]*\.py\b", page.read_text("utf-8"))
    }
    assert len(named) > 50
    starts = (ROOT, ROOT / "src" / "opensim_wink")
    missing = [
        f"{page.name}: {name}"
        for page, name in sorted(named)
        if not any((start / name).is_file() for start in (*starts, page.parent))
    ]
    assert missing == []
