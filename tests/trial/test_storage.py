"""OpenSim's .mot and .sto tables: odd headers, damage, and what OpenSim reads back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from opensim_wink.errors import OutputError, TrialError, WinkError
from opensim_wink.trial.storage import Storage, read_storage, write_storage
from opensim_wink.trial.text_table import number_rows

TEXT = (
    "Coordinates\nversion=1\nnRows=3\nnColumns=3\ninDegrees=yes\n\n"
    "Units are S.I. units (second, meters, Newtons, ...)\n"
    "If the header above contains a line with 'inDegrees', this indicates whether rotational "
    "values are in degrees (yes) or radians (no).\n\n"
    "endheader\ntime\ta\tb\n0.5\t1\t-2\n0.6\t3\tnan\n0.7\t5\t6e-3\n"
)
VALUES = np.array([[1.0, -2.0], [3.0, np.nan], [5.0, 0.006]])


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str | bytes, name: str = "a.mot") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return _write


def test_reads_values_and_header(write):
    table = read_storage(write(TEXT))
    assert table.name == "Coordinates"
    assert table.columns == ("a", "b")
    assert table.in_degrees is True
    assert table.notes == ()
    np.testing.assert_array_equal(table.time_s, [0.5, 0.6, 0.7])
    np.testing.assert_array_equal(table.values, VALUES)
    np.testing.assert_array_equal(table.column("a"), [1.0, 3.0, 5.0])
    assert table.to_frame().loc[0.7, "b"] == 0.006
    with pytest.raises(TrialError, match=r"'aa' is not in the table; it has: a, b\."):
        table.column("aa")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda t: "\ufeff" + t, id="BOM"),
        pytest.param(lambda t: t.replace("\t", "   "), id="spaces"),
        pytest.param(lambda t: t.replace("\n", "\t\n"), id="trailing tabs"),
        pytest.param(lambda t: t.rstrip("\n"), id="no last line end"),
        pytest.param(lambda t: t.replace("time\t", "Time\t"), id="Time"),
        pytest.param(lambda t: t.replace("endheader\n", "endheader\n\n"), id="blank line"),
        pytest.param(lambda t: t.replace("=", " = "), id="spaced fields"),
        pytest.param(
            lambda t: t.replace("version=1\nnRows=3\n", "").replace(
                "inDegrees=yes\n", "inDegrees=Yes\nnRows=3\nDataType=double\nversion=3\n"
            ),
            id="another order",
        ),
    ],
)
def test_odd_layouts_read_alike(write, change):
    table = read_storage(write(change(TEXT)))
    assert table.columns == ("a", "b")
    assert table.in_degrees is True
    assert table.notes == ()
    np.testing.assert_array_equal(table.values, VALUES)


def test_a_clock_that_stands_still_is_refused(write):
    path = write("x\nversion=1\nnRows=3\nnColumns=2\nendheader\ntime\ta\n" + "2.5\t1\n" * 3)
    with pytest.raises(
        TrialError, match=r"the time is 2\.5 s in all 3 rows; write growing"
    ) as told:
        read_storage(path)
    assert str(path) in str(told.value)


def test_time_need_not_come_first(write):
    text = "x\nversion=1\ninDegrees=no\nendheader\na\ttime\tb\n1\t0.5\t-2\n3\t0.6\t\n5\t0.7\t.006\n"
    table = read_storage(write(text))
    np.testing.assert_array_equal(table.time_s, [0.5, 0.6, 0.7])
    np.testing.assert_array_equal(table.values, VALUES)
    assert table.in_degrees is False


def test_old_simm_header(write):
    head = "name grf.mot\ndatacolumns 3\ndatarows 3\nrange 0.5 0.7\nendheader\n"
    text = head + TEXT[TEXT.index("time\t") :]
    table = read_storage(write(text))
    assert table.name == "grf.mot"
    assert table.in_degrees is None
    assert not any("rows" in note for note in table.notes)
    np.testing.assert_array_equal(table.values, VALUES)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("version=1\n", "", "no version line"),
        ("inDegrees=yes\n", "", "does not say whether"),
        ("inDegrees=yes", "inDegrees=perhaps", "does not say whether"),
        ("nRows=3", "nRows=4", "says 4 rows; the file holds 3. It may be cut off"),
        ("nRows=3", "nRows=2", "says 2 rows; the file holds 3."),
        ("nColumns=3", "nColumns=9", "says 9 columns; the file holds 3."),
        ("endheader\n", "", "no line 'endheader'"),
        ("0.6\t3", "0.5\t3", "repeat the time before them"),
        ("a\tb", "a\ta", "Column 'a' stands more than once"),
        ("6e-3", "inf", "are infinite"),
    ],
)
def test_what_is_odd_is_noted(write, old, new, word):
    table = read_storage(write(TEXT.replace(old, new)))
    assert any(word in note for note in table.notes)
    assert len(table.notes) == 1
    assert not np.isinf(table.values).any()
    assert len(set(table.columns)) == 2


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("3\tnan", "3", r"line 13: 2 values, but the labels name 3 columns"),
        ("3\tnan", "3\tfoo", r"line 13: column 3 holds 'foo'"),
        ("3\tnan", "3\t1,5", "decimal comma"),
        ("3\tnan", "3\t1_5", "'1_5'"),
        ("0.6\t", "0.4\t", "time goes back from data row 1"),
        ("0.6\t", "\t", "data row 2 has no time"),
        ("time\t", "tine\t", "hold no 'time'"),
        ("inDegrees=yes", "DataType=Vec3", "Vec3"),
        (TEXT[TEXT.index("0.5"):], "", "no rows"),
    ],
)  # fmt: skip
def test_bad_tables_are_refused_by_line(write, old, new, word):
    with pytest.raises(TrialError, match=word) as caught:
        read_storage(write(TEXT.replace(old, new)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("cut", [2, 4, 8])
def test_last_line_cut_off_is_named(write, cut):
    with pytest.raises(TrialError, match=r"line 14: the file breaks off in this line, after 2"):
        read_storage(write(TEXT.replace("nRows=3", "nRows=9")[:-cut]))


@pytest.mark.parametrize("data", [b"", b" \n", b"\0\1\2\3", b"hello\nworld\n"])
def test_foreign_files_are_refused(write, data):
    with pytest.raises(TrialError, match=r"a\.mot"):
        read_storage(write(data))


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 5), st.integers(0, 4)),
        elements=st.one_of(st.floats(allow_infinity=False), st.just(np.nan)),
    ),
    st.sampled_from([True, False, None]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_round_trip_is_exact(tmp_path, values, in_degrees):
    columns = tuple(f"/jointset/hip_{i}/value" for i in range(values.shape[1]))
    time_s = 3.3 + np.arange(len(values)) / 7.0
    write_storage(tmp_path / "t.sto", Storage("my table", time_s, columns, values, in_degrees))
    back = read_storage(tmp_path / "t.sto")
    assert back.columns == columns
    assert back.in_degrees is in_degrees
    assert back.name == "my table"
    np.testing.assert_array_equal(back.values, values)
    np.testing.assert_array_equal(back.time_s, time_s)


@given(arrays(np.float64, st.tuples(st.integers(0, 4), st.integers(0, 5))))
def test_numbers_are_written_each_as_python_writes_it(values):
    each = ["\t".join(repr(v) if np.isfinite(v) else "NaN" for v in row) for row in values.tolist()]
    assert number_rows(values) == each


@pytest.mark.parametrize("in_degrees", [True, False, None])
def test_opensim_reads_the_same(tmp_path, in_degrees):
    opensim = pytest.importorskip("opensim")
    opensim.Logger.removeFileSink()
    opensim.Logger.setLevelString("Off")
    values = np.random.default_rng(1).normal(size=(7, 3)) * [1e-9, 1.0, 1e6]
    values[2, 1] = np.nan
    time_s = 0.135 + np.arange(7) / 200.0
    path = tmp_path / "t.mot"
    write_storage(path, Storage("Coordinates", time_s, ("a", "b", "c"), values, in_degrees))
    table = opensim.TimeSeriesTable(str(path))
    assert table.getColumnLabels() == ("a", "b", "c")
    np.testing.assert_allclose(table.getIndependentColumn(), time_s, rtol=1e-12)
    matrix = table.getMatrix()
    np.testing.assert_allclose(matrix.to_numpy(), values, rtol=1e-12)
    assert table.hasTableMetaDataKey("inDegrees") is (in_degrees is not None)
    if in_degrees is not None:
        assert opensim.Storage(str(path)).isInDegrees() is in_degrees


def test_writing_refuses_and_leaves_nothing(tmp_path):
    good = Storage("t", np.array([0.0]), ("a",), np.ones((1, 1)), None)
    with pytest.raises(OutputError, match="cannot be written"):
        write_storage(tmp_path / "none" / "t.mot", good)
    bad = Storage("t", np.array([0.0]), ("a\tb",), np.ones((1, 1)), None)
    with pytest.raises(OutputError, match="label"):
        write_storage(tmp_path / "t.mot", bad)
    assert list(tmp_path.iterdir()) == []


def test_writing_replaces_in_one_step(tmp_path):
    path = tmp_path / "t.mot"
    path.write_text("before")
    write_storage(path, Storage("t", np.array([0.0]), ("a",), np.ones((1, 1)), None))
    assert read_storage(path).values[0, 0] == 1.0
    assert list(tmp_path.iterdir()) == [path]
    uneven = Storage("t", np.array([0.0, 1.0]), ("a",), np.ones((1, 1)), None)
    with pytest.raises(ValueError, match="zip"):
        write_storage(path, uneven)
    assert read_storage(path).values[0, 0] == 1.0


@given(st.data())
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_refused_or_sane(tmp_path, data):
    raw = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "d.mot"
    path.write_bytes(raw[: data.draw(st.integers(1, len(raw)))])
    try:
        table = read_storage(path)
    except WinkError as error:
        if "\n" in str(error):
            pytest.fail(f"more than one line: {error}")
        return
    assert not np.isinf(table.values).any()
    assert table.values.shape == (len(table.time_s), len(table.columns))
    assert len(set(table.columns)) == len(table.columns)
    assert (np.diff(table.time_s) > 0).all()


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "shape", "in_degrees", "start"),
    [
        ("opencap_subject4/squats1_manual_scaling_ik.mot", (1346, 35), True, 0.0),
        ("opencap_subject4/squats1_converged_ik.mot", (1346, 35), True, 0.0),
        ("opencap_subject4/squats1_grf.mot", (1346, 27), None, 0.0),
        ("deep_squat/DLS01_ik.mot", (2122, 35), False, 0.135),
    ],
)
def test_real_files(shared, name, shape, in_degrees, start):
    table = read_storage(shared / "real" / name)
    assert table.values.shape == shape
    assert table.in_degrees is in_degrees
    assert table.time_s[0] == start
    assert np.isfinite(table.values).all()
    if in_degrees is False:
        # Radians: the knee bends by about two of them, not by hundreds.
        assert 1.8 < np.ptp(table.column("knee_angle_r")) < 2.4
