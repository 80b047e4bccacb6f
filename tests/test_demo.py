from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.cli.run import main
from opensim_wink.demo import run_demo
from opensim_wink.errors import OutputError


def test_every_sample_gets_its_true_verdict(tmp_path: Path) -> None:
    told = []
    rows = run_demo(tmp_path / "demo", told=told.append)
    assert [row.name for row in rows if not row.right] == []
    assert list(rows) == told
    assert len(rows) >= 8
    for row in rows:
        assert (tmp_path / "demo" / row.name / "summary.json").is_file()
        if row.reps:
            assert abs(row.wink_deg - row.true_wink_deg) < 1.5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["demo"]


def test_results_of_others_are_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "demo" / "wink"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="wink"):
        run_demo(tmp_path / "demo", overwrite=True)
    assert main(["demo", "-o", str(tmp_path / "demo")]) == 2
    assert "wink" in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["mine.txt"]
