"""Events and curves as tables."""

from __future__ import annotations

import numpy as np

from opensim_wink.report.squat_tables import curves_table, events_table

KEYS = ["axis", "phase", "rep", "percent"]


def test_every_event_has_its_row(sampled) -> None:
    table = events_table(sampled)
    assert table.index.name == "time_s"
    assert list(table.columns) == ["frame", "rep", "event", "detail"]
    assert table.index.is_monotonic_increasing
    for rep in sampled.reps:
        own = table[table["rep"] == rep.repetition.number]
        squat = rep.repetition
        expected = {
            "start": squat.start_s,
            "onset": rep.onset.time_s.value,
            "bottom start": squat.bottom_start_s,
            "bottom": squat.bottom_s,
            "bottom end": squat.bottom_end_s,
            "end": squat.end_s,
        }
        assert own["event"].tolist() == list(expected)
        np.testing.assert_allclose(own.index, list(expected.values()), atol=1e-5)
        np.testing.assert_allclose(own["frame"], 100 * own.index, atol=0.501)


def test_curves_have_101_points_for_each_repetition_mean_and_sd(sampled) -> None:
    table = curves_table(sampled)
    assert list(table.columns)[:4] == KEYS
    blocks = table.groupby(["axis", "phase", "rep"], sort=False)["percent"]
    assert len(blocks) == 2 * 2 * 4
    for _, percent in blocks:
        np.testing.assert_array_equal(percent, np.arange(101))
    assert table["rep"].unique().tolist() == ["1", "2", "mean", "sd"]


def test_curves_hold_the_movement_that_was_put_in(sampled) -> None:
    table = curves_table(sampled).set_index(KEYS).sort_index()
    lowest = table.loc[("over_depth", "descent", "mean", 75.0)]
    # Hip flexion and depth rise together; the tilt turns back at 75 % of the depth.
    assert abs(lowest["hip_flexion_deg"] - 0.75 * 110) < 0.2
    assert abs(lowest["posterior_pelvic_tilt_deg"] + 9) < 0.3
    down = table.loc[("over_time", "descent")]
    assert abs(down.loc[("mean", 100.0), "knee_flexion_deg"] - 115) < 0.01
    assert abs(down.loc[("mean", 100.0), "depth_fraction"] - 1) < 1e-3
    for name in ("hip_flexion_deg", "lumbar_flexion_deg"):
        for phase in ("descent", "ascent"):
            of = table.loc[("over_depth", phase), name]
            mean = (of["1"] + of["2"]) / 2
            np.testing.assert_allclose(of["mean"], mean, atol=1e-4)
            np.testing.assert_allclose(of["sd"], abs(of["1"] - of["2"]) / np.sqrt(2), atol=1e-4)


def test_a_trial_without_a_squat_has_empty_tables_with_their_columns(nobody, sampled) -> None:
    assert not nobody.reps
    assert list(events_table(nobody).columns) == list(events_table(sampled).columns)
    assert len(events_table(nobody)) == 0
    empty = curves_table(nobody)
    assert set(empty.columns) == set(curves_table(sampled).columns)
    assert len(empty) == 0
