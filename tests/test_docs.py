"""What the documents show is what the program says."""

from __future__ import annotations

from pathlib import Path

from opensim_wink.analysis import analyze
from opensim_wink.report.summary import summarise
from opensim_wink.report.text import summary_text
from opensim_wink.samples import samples_folder
from opensim_wink.settings import AnalysisSettings
from opensim_wink.trial.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[1]


def test_the_readme_shows_what_the_terminal_shows() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = text[text.index("```text\nwink:") + len("```text\n") :]
    shown = block[: block.index("\n\n  ...")]
    folder = samples_folder()
    settings = AnalysisSettings(static=folder / "wink_static.c3d")
    told = summary_text(
        summarise(analyze(folder / "wink.c3d", settings=settings)), Path("out/wink")
    )
    rows = [line for line in shown.splitlines() if line.strip()]
    assert rows[:8] == [line for line in told.splitlines() if line.strip()][:8]


def test_every_landmark_is_listed() -> None:
    text = (ROOT / "docs" / "landmarks.md").read_text("utf-8")
    missing = [name for name in vocabulary() if name not in text]
    assert missing == []
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    listed = sum(len(row.split("|")[2].split(",")) for row in rows)
    assert listed == len(vocabulary())
