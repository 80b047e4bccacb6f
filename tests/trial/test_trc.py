"""TRC files: what laboratories write, what is refused, and what OpenSim reads back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from opensim_wink.errors import LabelError, OutputError, SettingError, TrialError, WinkError
from opensim_wink.trial import Trial
from opensim_wink.trial.trc import read_trc, write_trc

LABELS = ("C7", "L.ASIS", "R.ASIS")
POINTS_M = np.array(
    [
        [[-0.28, 1.46, -0.61], [-0.11, 0.96, -0.74], [-0.12, 0.97, -0.45]],
        [[-0.281, 1.461, -0.611], [-0.111, 0.961, -0.741], [-0.121, 0.971, -0.451]],
        [[-0.282, 1.462, -0.612], [-0.112, 0.962, -0.742], [-0.122, 0.972, -0.452]],
    ]
)


def trial_of(points_m: np.ndarray, labels: tuple[str, ...] = LABELS, start_s: float = 0.0) -> Trial:
    time_s = start_s + np.arange(len(points_m)) / 100.0
    return Trial("t", None, time_s, 100.0, labels, points_m)


def trc_text(
    points_m: np.ndarray = POINTS_M,
    labels: tuple[str, ...] = LABELS,
    *,
    unit: str = "m",
    factor: float = 1.0,
    start_s: float = 0.0,
    rate: str = "100",
    frames: int | None = None,
    markers: int | None = None,
) -> str:
    n, m = points_m.shape[:2]
    lines = [
        "PathFileType\t4\t(X/Y/Z)\ta.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{n if frames is None else frames}\t"
        f"{m if markers is None else markers}\t{unit}\t{rate}\t1\t{n}",
        "Frame#\tTime\t" + "\t\t\t".join(labels) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, m + 1)),
        "",
    ]
    for i, row in enumerate(points_m.reshape(n, -1) * factor):
        cells = ["" if np.isnan(v) else f"{v:.6f}" for v in row]
        lines.append("\t".join([str(i + 1), f"{start_s + i / 100:.3f}", *cells]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str | bytes, name: str = "a.trc") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return _write


def test_reads_positions_times_labels(write):
    trial = read_trc(write(trc_text(start_s=1.25)))
    assert trial.labels == LABELS
    assert trial.rate_hz == 100.0
    np.testing.assert_allclose(trial.time_s, [1.25, 1.26, 1.27], atol=1e-12)
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-12)
    assert trial.notes == ()
    assert trial.name == "a"


@pytest.mark.parametrize(
    ("unit", "factor"), [("mm", 1e3), ("MM", 1e3), ("cm", 1e2), ("m", 1.0), ("meters", 1.0)]
)
def test_units_become_metres(write, unit, factor):
    trial = read_trc(write(trc_text(unit=unit, factor=factor)))
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-6)


@pytest.mark.parametrize("unit", ["", "m", "parsec"])
def test_absent_or_impossible_unit_is_inferred_and_said(write, unit):
    trial = read_trc(write(trc_text(unit=unit, factor=1000.0)))
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-6)
    assert any("assumed" in note for note in trial.notes)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda t: t.replace("\n", "\r"), id="CR"),
        pytest.param(lambda t: "\ufeff" + t, id="BOM"),
        pytest.param(lambda t: t.replace("Z3\n\n", "Z3\n"), id="no blank line"),
        pytest.param(lambda t: t.replace("\n", "\t\n"), id="trailing tabs"),
        pytest.param(lambda t: t.replace("\n", "\t\t\t\n"), id="many trailing tabs"),
        pytest.param(lambda t: t.replace("\t\t\t", "\t").replace("\t", "  "), id="spaces"),
        pytest.param(lambda t: t.replace("C7\t\t\t", "C7\t"), id="label cells not padded"),
        pytest.param(lambda t: t.split("\n", 1)[1], id="no first line"),
        pytest.param(lambda t: t.rstrip("\n"), id="no last line end"),
        pytest.param(lambda t: t + "\n\n", id="blank lines at the end"),
        pytest.param(lambda t: t.replace("Frame#", "Frame #"), id="Frame #"),
        pytest.param(
            lambda t: "\n".join(x for x in t.split("\n") if "X1" not in x), id="no axis line"
        ),
    ],
)
def test_odd_layouts_read_alike(write, change):
    trial = read_trc(write(change(trc_text())))
    assert trial.labels == LABELS
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-12)
    assert trial.notes == ()


def test_utf16_and_latin1_are_read(write):
    labels = ("Hüfte", "B", "C")
    for encoding in ("utf-16", "latin-1", "utf-8"):
        trial = read_trc(write(trc_text(labels=labels).encode(encoding)))
        assert trial.labels == labels


@pytest.mark.parametrize("cells", ["\t\t", "NaN\tNaN\tnan", "0\t0\t0", "-1.#IND\t1.#QNAN\t0.1"])
def test_missing_values_are_nan(write, cells):
    text = trc_text().replace("-0.111000\t0.961000\t-0.741000", cells)
    trial = read_trc(write(text))
    assert np.isnan(trial.points_m[1, 1]).all()
    assert np.isfinite(np.delete(trial.points_m.reshape(-1, 3), 4, axis=0)).all()


def test_missing_last_marker_with_tabs_stripped(write):
    text = trc_text().replace("\t-0.121000\t0.971000\t-0.451000", "")
    trial = read_trc(write(text))
    assert np.isnan(trial.points_m[1, 2]).all()
    assert any("end early" in note for note in trial.notes)


def test_infinite_and_sentinel_positions_are_not_seen(write):
    text = trc_text(unit="mm", factor=1000.0).replace("-111.000000", "inf")
    text = text.replace("-280.000000", "9999999")
    trial = read_trc(write(text))
    assert np.isnan(trial.points_m[1, 1]).all()
    assert np.isnan(trial.points_m[0, 0]).all()
    assert np.isfinite(trial.points_m).sum() == 27 - 6
    assert sum("count as not seen" in note for note in trial.notes) == 2


def test_axes_in_another_order_are_put_right(write):
    shuffled = POINTS_M[:, :, [2, 0, 1]]
    text = trc_text(shuffled)
    for i in (1, 2, 3):
        text = text.replace(f"X{i}\tY{i}\tZ{i}", f"Z{i}\tX{i}\tY{i}")
    trial = read_trc(write(text))
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-12)
    assert len(trial.notes) == 1


def test_counts_that_disagree(write):
    assert any("9 markers" in n for n in read_trc(write(trc_text(markers=9))).notes)
    assert any("2 frames" in n for n in read_trc(write(trc_text(frames=2))).notes)
    with pytest.raises(TrialError, match="promises 5: the file is cut off"):
        read_trc(write(trc_text(frames=5)))


def test_number_of_last_frame_for_the_count_is_a_note(write):
    text = trc_text(frames=103)
    for i in (1, 2, 3):
        text = text.replace(f"\n{i}\t0.0", f"\n{100 + i}\t0.0")
    trial = read_trc(write(text))
    assert trial.n_frames == 3
    assert any("103 frames" in note for note in trial.notes)


def test_labels_and_columns_that_disagree_are_named(write):
    text = trc_text().replace("\tR.ASIS", "")
    with pytest.raises(TrialError, match=r"line 7: 11 columns, but 2 marker labels need 8"):
        read_trc(write(text))


@pytest.mark.parametrize("keep", [0.75, 0.9, 0.97])
def test_file_cut_in_a_line_names_it(write, keep):
    text = trc_text(np.repeat(POINTS_M, 20, axis=0))
    with pytest.raises(TrialError, match=r"line \d+: the file breaks off"):
        read_trc(write(text[: int(len(text) * keep)]))


def test_duplicate_labels_become_unique(write):
    trial = read_trc(write(trc_text(labels=("A", "A", "B"))))
    assert len(set(trial.labels)) == 3
    assert trial.labels[0] == "A"
    assert trial.notes


def test_marker_without_a_label_keeps_its_columns(write):
    trial = read_trc(write(trc_text(labels=("A", "", "C"))))
    assert (trial.labels[0], trial.labels[2]) == ("A", "C")
    assert trial.labels[1].startswith("unlabelled")
    np.testing.assert_allclose(trial.points_m, POINTS_M, atol=1e-12)


def test_subject_prefix_is_taken_off(write):
    trial = read_trc(write(trc_text(labels=("Ann:C7", "Ann:LASI", "Ann:RASI"))))
    assert trial.labels == ("C7", "LASI", "RASI")
    assert trial.person.name == "Ann"
    with pytest.raises(LabelError, match="Bob"):
        read_trc(write(trc_text(labels=("Ann:A", "Ann:B", "Ann:C"))), subject="Bob")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("\n2\t0.010", "\n2\t0.030", "time does not grow from frame 2"),
        ("\n2\t0.010", "\n2\tnan", "frame 2 has no time"),
        ("\n2\t0.010", "\n2\tabc", "line 8: column 2 holds 'abc'"),
        ("0.961000", "0,961", "decimal comma"),
    ],
)
def test_bad_times_and_cells_are_named(write, old, new, word):
    with pytest.raises(TrialError, match=word):
        read_trc(write(trc_text().replace(old, new)))


def test_times_too_coarse_are_set_anew(write):
    text = trc_text(np.repeat(POINTS_M, 2, axis=0), rate="200").split("\n")
    for i in range(6):
        cells = text[6 + i].split("\t")
        cells[1] = f"{round(3.0 + i / 200.0 + 1e-9, 2):.2f}"
        text[6 + i] = "\t".join(cells)
    trial = read_trc(write("\n".join(text)))
    np.testing.assert_allclose(trial.time_s, 3.0 + np.arange(6) / 200.0, atol=0.006)
    assert trial.rate_hz == 200.0
    assert (np.diff(trial.time_s) > 0).all()


@pytest.mark.parametrize(
    ("factor", "word"),
    [
        (1e3, "rise by 10 s a frame: they look like milliseconds"),
        (100.0, "rise by 1 s a frame: they look like frame numbers"),
        (1e6, "microseconds"),
        (1 / 60, "minutes"),
        (37.0, r"rise by 0\.37 s a frame; write"),
    ],
)
def test_times_in_another_unit_are_refused(write, factor, word):
    lines = trc_text().split("\n")
    body = next(i for i, line in enumerate(lines) if line.startswith("1\t"))
    for at in range(body, len(lines)):
        cells = lines[at].split("\t")
        if len(cells) > 2:
            cells[1] = f"{float(cells[1]) * factor:.9g}"
            lines[at] = "\t".join(cells)
    path = write("\n".join(lines))
    with pytest.raises(
        TrialError, match=f"the header says 100 Hz, the times {word}|{word}"
    ) as told:
        read_trc(path)
    assert str(path) in str(told.value)


def test_rate_follows_the_times_where_the_header_lies(write):
    trial = read_trc(write(trc_text(rate="250")))
    assert trial.rate_hz == pytest.approx(100.0)
    assert any("250 Hz" in note for note in trial.notes)
    assert read_trc(write(trc_text(rate="0"))).rate_hz == pytest.approx(100.0)


def test_jump_in_time_is_noted(write):
    points = np.repeat(POINTS_M, 3, axis=0)
    trial = read_trc(write(trc_text(points).replace("\n9\t0.080", "\n9\t0.480")))
    assert any("jumps" in note for note in trial.notes)
    assert trial.rate_hz == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"  \n\n", "white space"),
        (b"PK\x03\x04\0\0\0\0", "binary"),
        (b"time,a,b\n0,1,2\n", "not a TRC file"),
        (trc_text()[: trc_text().index("\n1\t")].encode(), "no frames"),
        (trc_text(POINTS_M[:, :0], ()).encode(), "names no markers"),
    ],
)
def test_foreign_files_get_one_line(write, data, word):
    with pytest.raises(TrialError, match=word) as caught:
        read_trc(write(data))
    assert "\n" not in str(caught.value)
    assert "a.trc" in str(caught.value)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(TrialError, match="no such file"):
        read_trc(tmp_path / "none.trc")
    with pytest.raises(TrialError, match="folder"):
        read_trc(tmp_path)


positions = st.one_of(
    st.floats(-5.0, 5.0).filter(lambda v: v != 0.0 and abs(v) > 1e-9), st.just(np.nan)
)


@given(arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4), st.just(3)),
              elements=positions), st.floats(0.0, 1e4))  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_round_trip_is_exact(tmp_path, points_m, start_s):
    labels = tuple(f"M{i}" for i in range(points_m.shape[1]))
    points_m = np.where(np.isnan(points_m).any(axis=2, keepdims=True), np.nan, points_m)
    # A spread of centimetres contradicts "m"; a spread of a person does not.
    points_m[:, 0] = [0.1, 0.2, 0.3]
    if len(labels) > 1:
        points_m[:, 1] = [0.1, 1.5, 0.3]
    trial = trial_of(points_m, labels, start_s)
    write_trc(tmp_path / "t.trc", trial)
    back = read_trc(tmp_path / "t.trc")
    assert back.labels == labels
    np.testing.assert_array_equal(back.points_m, points_m)
    np.testing.assert_array_equal(back.time_s, trial.time_s)
    assert back.rate_hz == pytest.approx(100.0)


@pytest.mark.parametrize("unit", ["m", "mm"])
def test_opensim_reads_the_same(tmp_path, unit):
    opensim = pytest.importorskip("opensim")
    opensim.Logger.removeFileSink()
    opensim.Logger.setLevelString("Off")
    points_m = POINTS_M.copy()
    points_m[1, 2] = np.nan
    trial = trial_of(points_m, start_s=2.5)
    path = tmp_path / "t.trc"
    write_trc(path, trial, unit=unit)
    factor = 1000.0 if unit == "mm" else 1.0
    table = opensim.TimeSeriesTableVec3(str(path))
    assert table.getColumnLabels() == LABELS
    assert table.getTableMetaDataString("Units") == unit
    np.testing.assert_allclose(table.getIndependentColumn(), trial.time_s, rtol=1e-12)
    matrix = table.getMatrix()
    got = [[[matrix.getElt(t, m)[a] for a in range(3)] for m in range(3)] for t in range(3)]
    np.testing.assert_allclose(np.array(got), points_m * factor, rtol=1e-12)
    markers = opensim.MarkerData(str(path))
    assert markers.getNumFrames() == 3
    assert markers.getUnits().getAbbreviation() == unit
    assert np.isnan(markers.getFrame(1).getMarker(2)[0])
    assert markers.getFrame(2).getMarker(1)[1] == pytest.approx(0.962 * factor, rel=1e-12)


def test_writing_refuses_what_it_cannot(tmp_path):
    trial = trial_of(POINTS_M)
    with pytest.raises(SettingError, match="'inch'"):
        write_trc(tmp_path / "t.trc", trial, unit="inch")
    with pytest.raises(SettingError, match="tab"):
        write_trc(tmp_path / "t.trc", trial_of(POINTS_M, ("A\tB", "C", "D")))
    with pytest.raises(OutputError, match="cannot be written"):
        write_trc(tmp_path / "none" / "t.trc", trial)
    with pytest.raises(OutputError, match="folder"):
        write_trc(tmp_path, trial)
    assert list(tmp_path.iterdir()) == []


@given(st.data())
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_refused_or_sane(tmp_path, data):
    raw = bytearray(trc_text(np.repeat(POINTS_M, 3, axis=0)).encode())
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(1, len(raw)))]
    path = tmp_path / "d.trc"
    path.write_bytes(raw)
    try:
        trial = read_trc(path)
    except WinkError as error:
        if "\n" in str(error):
            pytest.fail(f"more than one line: {error}")
        return
    assert not np.isinf(trial.points_m).any()
    assert trial.points_m.shape == (len(trial.time_s), len(trial.labels), 3)
    assert len(set(trial.labels)) == len(trial.labels)
    assert (np.diff(trial.time_s) > 0).all()
    assert 0 < trial.rate_hz < np.inf


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "frames", "markers", "rate", "start"),
    [
        ("opencap_subject4/squats1.trc", 1346, 51, 100.0, 0.0),
        ("opencap_subject4/static1.trc", 517, 55, 100.0, 0.0),
        ("deep_squat/DLS01.trc", 2122, 46, 200.0, 0.135),
    ],
)
def test_real_files(shared, tmp_path, name, frames, markers, rate, start):
    trial = read_trc(shared / "real" / name)
    assert trial.points_m.shape == (frames, markers, 3)
    assert trial.rate_hz == rate
    assert trial.time_s[0] == start
    assert trial.notes == ()
    write_trc(tmp_path / "t.trc", trial)
    back = read_trc(tmp_path / "t.trc")
    np.testing.assert_array_equal(back.points_m, trial.points_m)
    np.testing.assert_array_equal(back.time_s, trial.time_s)
