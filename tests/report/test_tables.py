from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from squat_making import unknown_setting

from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import JOINTS, MuscleCurves
from opensim_wink.report.rep_summary import rep_summary
from opensim_wink.report.tables import (
    frames_table,
    interval_ends,
    marker_errors,
    reps_table,
    write_frames,
)
from opensim_wink.squat.measures.circumstances import DEFINITIONS
from opensim_wink.squat.signals import SquatSignals

TIME_S = np.array([2.0, 2.5, 3.0])
NAN = np.nan
SETTING = {name: {"value": None, "low": None, "high": None} for name in DEFINITIONS}


def motion() -> Motion:
    return Motion(
        name="squat",
        time_s=TIME_S,
        coordinates=("tilt", "pelvis_ty", "beta"),
        rotational=np.array([True, False, False]),
        values=np.array([[np.pi, 0.9, 0.1], [NAN, NAN, NAN], [0.0, 1.0, 0.2]]),
        markers=("a", "b"),
        marker_error_m=np.array([[3.0, 4.0], [NAN, NAN], [NAN, 2.0]]),
        weights=np.ones(2),
        cost=np.zeros(3),
        converged=np.array([True, False, True]),
        solver="arrays",
    )


def tree() -> SimpleNamespace:
    def axis(coordinates: tuple[int, ...], rotation: bool) -> SimpleNamespace:
        return SimpleNamespace(coordinates=coordinates, rotation=rotation)

    root = SimpleNamespace(axes=[axis((0,), True), axis((1,), False), axis((), True)])
    patella = SimpleNamespace(axes=[axis((2,), True), axis((2,), False)])
    return SimpleNamespace(coordinates=("tilt", "pelvis_ty", "beta"), joints=[root, patella])


def signals() -> SquatSignals:
    one, two = np.arange(3.0), np.arange(6.0).reshape(3, 2)
    feet = np.zeros((3, 2, 3))
    return SquatSignals(
        TIME_S, one, one, one, two, feet, one, one, two, two, two, one, two, 0.9, one, one
    )


def test_motion_from_a_file_has_no_marker_errors() -> None:
    bare = replace(motion(), markers=(), marker_error_m=np.zeros((3, 0)), weights=np.zeros(0))
    for values in marker_errors(bare):
        np.testing.assert_array_equal(values, [NAN, NAN, NAN])


def table() -> pd.DataFrame:
    length_m = np.array([[0.4], [NAN], [0.5]])
    arm_m = np.zeros((3, 1, 3))
    muscle = MuscleCurves(
        time_s=TIME_S,
        names=("bflh_r",),
        groups=("x",),
        parts=("",),
        sides=("r",),
        joints=JOINTS,
        length_m=length_m,
        velocity_m_s=0.0 * length_m,
        arm_m=arm_m,
        contact_arm_m=arm_m,
        expected=np.array([[-1, 1, 0]]),
    )
    return frames_table(signals(), motion(), muscle, tree())


def test_marker_errors_pass_over_what_was_not_seen() -> None:
    rms, largest = marker_errors(motion())
    np.testing.assert_allclose(rms, [np.sqrt(12.5), NAN, 2.0])
    np.testing.assert_allclose(largest, [4.0, NAN, 2.0])


def test_every_frame_has_a_row_and_every_column_its_unit() -> None:
    found = table()
    assert found.index.name == "time_s"
    np.testing.assert_array_equal(found.index, TIME_S)
    np.testing.assert_allclose(found["coordinate.tilt_deg"], [180.0, NAN, 0.0])
    np.testing.assert_allclose(found["coordinate.pelvis_ty_m"], [0.9, NAN, 1.0])
    np.testing.assert_allclose(found["coordinate.beta_native"], [0.1, NAN, 0.2])
    np.testing.assert_allclose(found["length.bflh_r_m"], [0.4, NAN, 0.5])
    assert found["solved"].tolist() == [True, False, True]
    assert found["knee_flexion_l_deg"].tolist() == [1.0, 3.0, 5.0]


@pytest.mark.parametrize("csv", [False, True])
def test_frames_read_back(tmp_path: Path, csv: bool) -> None:
    name = write_frames(tmp_path, table(), csv=csv)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if csv:
        again = pd.read_csv(tmp_path / name, index_col="time_s")
    else:
        again = pd.read_parquet(tmp_path / name)
    pd.testing.assert_frame_equal(again, table())


def test_interval_ends_are_named_like_the_columns() -> None:
    row = {
        "rep": 1,
        "wink_deg": {"value": 1.0, "low": None, "high": 2.0},
        "onset": {"depth": {"value": 0.5, "low": 0.25, "high": None}, "shape": "vee"},
        "unwind_deg": None,
    }
    assert interval_ends(row) == {"wink_deg_high": 2.0, "onset_depth_low": 0.25}


def test_every_end_of_an_interval_stands_beside_its_number(sampled) -> None:
    rows = [rep_summary(rep, unknown_setting(rep.repetition.number)) for rep in sampled.reps]
    found = reps_table(sampled, {"trial": "a", "condition": None, "reps": rows})
    ends = {"low": set(), "high": set()}
    for name in map(str, found.columns):
        stem, _, end = name.rpartition("_")
        if end in ends:
            assert stem in found.columns, name
            ends[end].add(stem)
    assert ends["low"] == ends["high"]
    second = {"segmented_depth_fraction", "onset_disagreement"}
    assert {"pelvis_wink_deg", "onset_time_s", "bottom_depth_m", "hip_lost_deg"} | second <= ends[
        "low"
    ]
    for stem in ends["low"]:
        known = found[f"{stem}_low"].notna()
        values = found.loc[known, stem]
        assert (found.loc[known, f"{stem}_low"] <= values + 1e-9).all(), stem
        assert (values <= found.loc[known, f"{stem}_high"] + 1e-9).all(), stem


class Table:
    """A squat analysis as far as its table goes."""

    def __init__(self, reps: list[int]) -> None:
        self.reps = reps

    def to_frame(self) -> pd.DataFrame:
        index = pd.Index(self.reps, name="rep")
        return pd.DataFrame({"wink_deg": [5.0] * len(index)}, index=index)


def test_reps_table_holds_trial_condition_setting_and_known_intervals() -> None:
    stands = SETTING | {"toe_out_r_deg": {"value": 12.0, "low": None, "high": None}}
    rows = [
        {"rep": 1, "wink_deg": {"value": 5.0, "low": None, "high": None}, "setting": SETTING},
        {"rep": 2, "wink_deg": {"value": 5.0, "low": 4.0, "high": 6.0}, "setting": stands},
    ]
    found = reps_table(Table([1, 2]), {"trial": "a", "condition": "flat", "reps": rows})
    assert list(found.columns) == [
        "trial",
        "condition",
        "wink_deg",
        *DEFINITIONS,
        "wink_deg_low",
        "wink_deg_high",
    ]
    np.testing.assert_array_equal(found["toe_out_r_deg"], [NAN, 12.0])
    assert found["trial"].tolist() == ["a", "a"]
    np.testing.assert_array_equal(found["wink_deg_low"], [NAN, 4.0])
    empty = reps_table(Table([]), {"trial": "a", "condition": None, "reps": []})
    assert list(empty.columns) == ["trial", "condition", "wink_deg", *DEFINITIONS]
    assert len(empty) == 0


def test_reps_table_is_rounded_by_unit() -> None:
    class Long(Table):
        def to_frame(self) -> pd.DataFrame:
            return super().to_frame().assign(start_s=0.1 + 0.065, depth_m=1 / 3, reason="1/3")

    width = {"stance_width_cm": {"value": 100 / 3, "low": None, "high": None}}
    wink = {"value": 5.0, "low": 10 / 3, "high": None}
    row = {"rep": 1, "wink_deg": wink, "setting": SETTING | width}
    found = reps_table(Long([1]), {"trial": "a", "condition": None, "reps": [row]})
    known = found.drop(columns=[name for name in DEFINITIONS if name not in width])
    assert known.to_csv().splitlines()[1] == "1,a,,5.0,0.165,0.333333,1/3,33.333,3.3333"
