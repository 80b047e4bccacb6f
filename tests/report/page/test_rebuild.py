"""Pages built again from folders that are not as they were written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opensim_wink.errors import OutputError
from opensim_wink.report.page.rebuild import write_report

Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda summary: summary.pop("reps"),
        lambda summary: summary.pop("verdict"),
        lambda summary: summary.update(guard="none"),
        lambda summary: summary.update(model=None),
        lambda summary: summary["reps"][0].update(pelvis_wink_deg="15"),
        lambda summary: summary["means"]["pelvis_wink_deg"].update(value=float("inf")),
    ],
)
def test_a_changed_result_is_refused_in_one_line(
    analysed: Callable[[str], Path], tmp_path: Path, change: Change
) -> None:
    folder = Path(shutil.copytree(analysed("wink"), tmp_path / "wink"))
    page = (folder / "report.html").read_bytes()
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    change(summary)
    (folder / "summary.json").write_text(json.dumps(summary), "utf-8")
    with pytest.raises(OutputError, match="again") as refusal:
        write_report(folder)
    assert "\n" not in str(refusal.value)
    assert (folder / "report.html").read_bytes() == page


def test_deep_nesting_is_refused(analysed: Callable[[str], Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(analysed("wink"), tmp_path / "wink"))
    (folder / "summary.json").write_text("[" * 100_000, "utf-8")
    with pytest.raises(OutputError, match="nested too deep"):
        write_report(folder)
