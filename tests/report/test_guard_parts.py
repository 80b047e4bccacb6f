from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.guard.limits import LIMITS
from opensim_wink.report.guard_parts import guard_columns, guard_limits
from opensim_wink.report.strict_json import plain

INDEX = pd.Index(np.arange(4) / 100, name="time_s")


def flag(name: str, frames: list[int], blocks: bool) -> GuardFlag:
    return GuardFlag(name, np.isin(np.arange(4), frames), 1.0, 0.0, "why.", blocks)


def test_a_column_a_flag_whether_or_not_it_was_raised() -> None:
    flags = [
        flag("pelvis_residual", [1], False),
        flag("pelvis_residual", [2], True),
        flag("short_arm", [3], False),  # of the muscles, that no limit of the motion's names
    ]
    table = guard_columns(None, flags, INDEX)
    for limit in LIMITS:
        assert table[f"guard.{limit.flag}"].dtype == bool
    np.testing.assert_array_equal(table["guard.pelvis_residual"], [False, True, True, False])
    np.testing.assert_array_equal(table["guard.short_arm"], [False, False, False, True])
    np.testing.assert_array_equal(table["guard.blocked"], [False, False, True, False])
    assert not table["guard.heading"].any()
    assert table["pelvis_residual_mm"].isna().all()
    assert (table["pelvis_markers"] == 0).all()


def test_what_was_watched_goes_through() -> None:
    numbers = np.arange(4.0)
    watch = SimpleNamespace(
        residual_mm=numbers, residual_deg=numbers + 1, shape=SimpleNamespace(distance_mm=numbers),
        markers=np.full(4, 5), tilt_sd_deg_per_mm=numbers + 2, condition=numbers + 3,
        raw_tilt_deg=-numbers,
    )  # fmt: skip
    table = guard_columns(watch, [], INDEX)
    np.testing.assert_array_equal(table["pelvis_residual_deg"], numbers + 1)
    np.testing.assert_array_equal(table["tilt_sd_deg_per_mm"], numbers + 2)
    np.testing.assert_array_equal(table["raw_pelvic_tilt_deg"], -numbers)
    assert table.index.equals(INDEX)


def test_limits_are_plain_and_complete() -> None:
    limits = plain(guard_limits())
    assert set(limits) == {limit.flag for limit in LIMITS}
    assert limits["pelvis_residual"]["limit"] == 20.0
    assert limits["pelvis_residual"]["blocks"] == 40.0
    assert limits["standing"]["blocks"] is None
    assert limits["standing"]["when"]
