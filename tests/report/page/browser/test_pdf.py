"""``--pdf``: the page on paper, or a plain word of what is missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from browsing import chromium, pages_of

from opensim_wink.cli import main
from opensim_wink.errors import SettingError
from opensim_wink.report.page import pdf

needs_browser = pytest.mark.skipif(chromium() is None, reason="no Chromium on the path")


@needs_browser
def test_the_verb_prints_two_sheets(
    analysed: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(analysed("deep_trap"), tmp_path / "out"))
    assert main(["report", "--pdf", str(folder)]) == 0
    printed = folder / "report.pdf"
    assert str(printed) in capsys.readouterr().out
    assert len(pages_of(printed.read_bytes())) == 2
    record = json.loads((folder / "provenance.json").read_text("utf-8"))
    assert {"report.html", "report.pdf"} <= set(record["files"])


def test_without_playwright_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    out = tmp_path / "out"
    assert main(["analyze", "squats.c3d", "--pdf", "-o", str(out)]) == 2
    assert "pip install 'opensim-wink[pdf]'" in capsys.readouterr().err
    assert not out.exists()


def test_without_a_browser_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_has_own_browser", lambda: False)
    with pytest.raises(SettingError, match=r"needs Chromium.*playwright install chromium"):
        pdf.check_pdf()
