"""A result folder read back: what every reader of it has in common."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from session_making import short_hip, write_trial

from opensim_wink.errors import OutputError
from opensim_wink.report.result_folder import (
    REPS,
    read_rep_numbers,
    read_result_folder,
    read_table,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_trial(tmp_path / "flat", short_hip().trials[0])


def test_what_a_result_says_of_itself(folder: Path) -> None:
    result = read_result_folder(folder)
    assert result.folder == folder
    assert result.reps == (1, 2, 3)
    assert (result.setting("cutoff_hz"), result.setting("colour")) == (6.0, None)
    assert (result.fingerprint("static"), result.fingerprint("trial")) == ("abc", None)


def test_numbers_of_the_repetitions_without_words_and_ends(folder: Path) -> None:
    table = folder / REPS
    lines = table.read_text("utf-8").splitlines()
    ends = ["pelvis_wink_deg_low,seen", *(["1.0,True"] * 3)]
    table.write_text("\n".join(f"{line},{end}" for line, end in zip(lines, ends, strict=True)))
    numbers = read_rep_numbers(read_result_folder(folder))
    assert "pelvis_wink_deg" in numbers
    assert not {"rep", "trial", "seen", "pelvis_wink_deg_low"} & set(numbers)
    assert all(values.shape == (3,) and values.dtype == np.float64 for values in numbers.values())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no table of repetitions"),
        ("name\n1\n", "no column 'rep'"),
        ("rep\n1\n2\n", "tells of repetitions 1, 2, summary.json of 1, 2, 3"),
    ],
)
def test_a_table_of_other_repetitions_is_refused(folder: Path, content: str, said: str) -> None:
    (folder / REPS).write_text(content)
    with pytest.raises(OutputError, match=said) as error:
        read_rep_numbers(read_result_folder(folder))
    assert "run analyze again" in str(error.value)


def test_a_missing_table_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="not a table") as error:
        read_table(tmp_path / "curves.csv")
    assert "\n" not in str(error.value)
