"""What the documents show is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.report.muscle.tables import MUSCLE_COLUMNS
from opensim_wink.report.squat_tables import curves_table, events_table
from opensim_wink.report.summary import summarise
from opensim_wink.report.text import summary_text
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wink() -> Analysis:
    folder = samples_folder()
    settings = AnalysisSettings(static=folder / "wink_static.c3d")
    return analyze(folder / "wink.c3d", settings=settings)


def test_the_readme_shows_what_the_terminal_shows(wink: Analysis) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = text[text.index("```text\nwink:") + len("```text\n") :]
    shown = block[: block.index("\n\n  ...")]
    told = summary_text(summarise(wink), Path("out/wink"))
    rows = [line for line in shown.splitlines() if line.strip()]
    assert rows[:8] == [line for line in told.splitlines() if line.strip()][:8]


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
