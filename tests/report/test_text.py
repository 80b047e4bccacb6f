"""What a person reads at the terminal."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from opensim_wink.report.text import summary_text


def known(value: float | None, low: float | None = None, high: float | None = None) -> dict:
    return {"value": value, "low": low, "high": high}


def rep(number: int, *, onset: bool = True, apart: float = 0.02, **changes: Any) -> dict:
    """One repetition as in a summary."""
    reversal = {
        "depth_fraction": known(0.56),
        "hip_flexion_deg": known(83.7),
        "segmented_depth_fraction": known(0.56 + apart),
        "onset_disagreement": known(apart),
    }
    return {
        "rep": number,
        "bottom_s": 2.5 * number,
        "verdict": "flexion beyond neutral" if onset else "no wink",
        "reason": "Why.",
        "pelvis_wink_deg": known(15.4 if onset else 1.2),
        "lumbar_wink_deg": known(22.8),
        "onset": reversal if onset else None,
        "unwind_deg": known(0.8) if onset else None,
        "true_flexion_deg": known(14.8) if onset else None,
        "bottom": {"depth_per_leg": known(0.49), "thigh_inclination_deg": known(17.0)},
    } | changes


def summary(*reps: dict, **changes: Any) -> dict:
    return {
        "trial": "squat",
        "condition": None,
        "verdict": reps[0]["verdict"] if reps else "cannot tell",
        "reason": "The reason.",
        "reps": list(reps),
        "rejected": [],
        "guard": [],
        "model": {"lumbar_levels": 5},
        "load": {"level": "none"},
        "markers": {
            "followed": {"a": "A", "b": "B"},
            "rms_m": known(0.0124),
            "max_m": known(0.059),
            "max_at": {"marker": "R_wrist", "time_s": 3.21},
            "fills": [],
            "open_gaps": [],
        },
        "warnings": [],
        "notes": [],
    } | changes


def lines_of(found: dict, folder: Path | None = None) -> list[str]:
    lines = summary_text(found, folder).splitlines()
    prose = [line for line in lines if line.startswith("  ") and line[2:3].isalpha()]
    assert max(map(len, prose)) <= 100
    assert all(line == line.rstrip() for line in lines)
    assert "" not in (lines[0], lines[-1])
    assert not any(a == b == "" for a, b in pairwise(lines))
    return lines


def row(lines: list[str], number: int) -> list[str]:
    return next(line for line in lines if line.split()[:1] == [str(number)]).split()


def test_onset_and_split_have_a_column_each() -> None:
    lines = lines_of(summary(rep(1), rep(2, onset=False)))
    assert lines[0] == "squat: flexion beyond neutral"
    assert row(lines, 1)[3:9] == ["17", "15.4", "22.8", "56", "84", "0.8"]
    assert row(lines, 1)[9:] == ["14.8", "flexion", "beyond", "neutral"]
    assert row(lines, 2)[6:] == ["none", "none", "–", "–", "no", "wink"]
    text = "\n".join(lines)
    assert "Lumbar flex: flexion gained in the descent, no part of 'no wink'" in text
    assert "thorax" not in text
    assert "2nd" not in text


def test_without_any_onset_its_columns_are_left_out() -> None:
    lines = lines_of(summary(rep(1, onset=False), model={"lumbar_levels": 1}))
    assert row(lines, 1) == ["1", "2.50", "0.49", "17", "1.2", "22.8", "no", "wink"]
    text = " ".join(line.strip() for line in lines)
    assert "one lumbar joint it includes the thorax" in text
    assert "Onset" not in text


@pytest.mark.parametrize("apart", [-0.11, 0.2])
def test_second_opinion_is_shown_where_it_differs(apart: float) -> None:
    lines = lines_of(summary(rep(1, apart=apart), rep(2)))
    assert row(lines, 1)[7] == f"{56 + 100 * apart:.0f}"
    assert row(lines, 2)[7] == "–"
    assert any(line.startswith("  2nd: onset by two straight lines") for line in lines)


def test_unknown_numbers_and_intervals() -> None:
    first = rep(1, pelvis_wink_deg=known(9.94, 8.0, 12.06))
    second = rep(2, lumbar_wink_deg=known(None), unwind_deg=None)
    third = rep(3, onset=False, pelvis_wink_deg=known(None))
    lines = lines_of(summary(first, second, third))
    assert "9.9 (8.0–12.1)" in " ".join(row(lines, 1))
    assert row(lines, 2)[5] == row(lines, 2)[8] == "?"
    assert row(lines, 3)[6:8] == ["?", "?"]


def test_a_trial_without_a_squat_says_so() -> None:
    movement = {"start_s": 1.0, "end_s": 2.0, "reason": "jump", "detail": "both feet left"}
    lines = lines_of(summary(rejected=[movement]), Path("out"))
    assert lines[:4] == [
        "squat: no squat found",
        "  The reason.",
        "",
        "  Not a squat, 1.00–2.00 s: jump, both feet left",
    ]


def test_why_nothing_can_be_told_of_a_repetition() -> None:
    doubt = {"verdict": "cannot tell", "reason": "The guard objects."}
    assert "  Rep 1, 2: The guard objects." in lines_of(summary(rep(1, **doubt), rep(2, **doubt)))
    assert "  Rep 1: The guard objects." in lines_of(summary(rep(1, **doubt), rep(2)))


def test_objections_come_before_warnings_and_blocking_ones_first() -> None:
    guard = [
        {"reason": "hip_flexion_r flexes far.", "blocks": False},
        {"reason": "only 2 markers.", "blocks": True},
        {"reason": "only 2 markers.", "blocks": True},
    ]
    lines = lines_of(summary(rep(1), guard=guard, warnings=["mind this."], notes=["mind this."]))
    start = lines.index("  Guard: Only 2 markers.")
    assert lines[start + 1 : start + 3] == [
        "  Guard: hip_flexion_r flexes far.",
        "  Beware: Mind this.",
    ]
    assert sum("ind this" in line for line in lines) == 1


def test_an_objection_that_a_repetition_names_is_not_said_again() -> None:
    guard = [{"reason": "only 2 markers.", "blocks": True}]
    doubt = {"verdict": "cannot tell", "reason": "The guard objects: only 2 markers."}
    lines = lines_of(summary(rep(1, **doubt), rep(2, **doubt), guard=guard))
    assert [line for line in lines if "2 markers." in line] == [
        "  Rep 1, 2: The guard objects: only 2 markers."
    ]


def test_fills_are_one_line_and_notes_are_few() -> None:
    found = summary(rep(1))
    fill = {"marker": "A", "frames": 2}
    found["markers"]["fills"] = [fill, fill, fill | {"marker": "B"}]
    found["markers"]["open_gaps"] = [{"marker": "A", "frames": 9}]
    found["notes"] = [
        "3 short gaps in 2 markers (A, B) closed by splines over time; the longest has 2 frames.",
        "Marker 'A': 9 frames in 1 gap left open (longest 0.09 s): alone.",
        "Not turned about the vertical: the subject faces +X to within 5°.",
        *(f"fact {number}." for number in range(7)),
    ]
    lines = lines_of(found)
    assert "  2 markers followed, 12.4 mm RMS, 59 mm at most (R_wrist, 3.2 s)" in lines
    assert "  2 markers filled in 6 frames, 1 gap left open" in lines
    assert [line for line in lines if "Note" in line] == [f"  Note: Fact {n}." for n in range(5)]
    assert lines[-1] == "  2 more notes in summary.json"


@pytest.mark.parametrize("name", ["frames.csv", "frames.parquet"])
def test_files_are_named_as_they_are(tmp_path: Path, name: str) -> None:
    for file in (name, "summary.json", "reps.csv"):
        (tmp_path / file).touch()
    assert lines_of(summary(rep(1)), tmp_path)[-1] == (
        f"Written to {tmp_path}: summary.json, reps.csv, {name}"
    )
