"""A curve of a repetition is that repetition's rows of the table, in their order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from opensim_wink.report.page.plot_pieces import curve
from opensim_wink.report.page.result import Result


def table() -> pd.DataFrame:
    rows = [
        {"axis": axis, "phase": phase, "rep": rep, "percent": percent, "tilt_deg": value + percent}
        for value, (axis, phase, rep) in enumerate(
            (axis, phase, rep)
            for axis in ("over_time", "over_depth")
            for phase in ("descent", "ascent")
            for rep in ("1", "2", "mean")
        )
        for percent in range(101)
    ]
    return pd.DataFrame(rows).sample(frac=1.0, random_state=0)


@pytest.mark.parametrize("numbered", [False, True])  # without means pandas reads whole numbers
def test_a_curve_is_its_own_rows_by_percent(numbered: bool) -> None:
    rows, none = table(), pd.DataFrame()
    if numbered:
        rows = rows[rows["rep"] != "mean"].assign(rep=lambda kept: kept["rep"].astype(int))
    made = Result(Path("nowhere"), {}, {}, none, none, rows, none, none, None, None)
    for (axis, phase, rep), own in rows.groupby(["axis", "phase", "rep"]):
        wanted = own.sort_values("percent")["tilt_deg"].to_numpy(float)
        np.testing.assert_array_equal(curve(made, axis, phase, rep, "tilt_deg"), wanted)
    absent = (("over_time", "descent", 9), ("over_time", "rest", 1))
    assert all(np.isnan(curve(made, *which, "tilt_deg")).all() for which in absent)
    assert np.isnan(curve(made, "over_time", "descent", 1, "other_deg")).all()
