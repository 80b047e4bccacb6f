"""Reading C3D files that a test has made: positions, clock, labels, person, and refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import LabelError, TrialError
from opensim_wink.trial.c3d.file import read_c3d

WriteC3d = Callable[..., Path]


def body(n_frames: int = 20, n_markers: int = 10, height: float = 1600.0) -> np.ndarray:
    rng = np.random.default_rng(5)
    points = rng.uniform(0.1 * height, 0.3 * height, (n_frames, n_markers, 3))
    points[:, 0, 2], points[:, -1, 2] = 0.02 * height, height
    return np.round(points, 4)


def test_positions_clock_and_labels(write_c3d: WriteC3d) -> None:
    points = body()
    trial = read_c3d(write_c3d(points, first_frame=251, rate=125.0))
    stored = points.astype(np.float32).astype(np.float64)
    np.testing.assert_allclose(trial.points_m, stored / 1000.0, rtol=1e-12)
    np.testing.assert_allclose(trial.time_s, 2.0 + np.arange(20) / 125.0)
    assert trial.rate_hz == 125.0
    assert trial.labels == tuple(f"M{index}" for index in range(10))
    assert (trial.name, trial.turned, trial.analog, trial.plates) == ("trial", False, None, ())
    assert trial.notes == ()


@pytest.mark.parametrize(
    ("unit", "metres"), [("mm", 0.001), ("MM", 0.001), ("cm", 0.01), ("mete", 1.0), ("m", 1.0)]
)
def test_units(write_c3d: WriteC3d, unit: str, metres: float) -> None:
    points = body(height=1.7 / metres)
    trial = read_c3d(write_c3d(points, unit=unit))
    stored = points.astype(np.float32).astype(np.float64)
    np.testing.assert_allclose(trial.points_m, stored * metres, rtol=1e-12)


def test_absent_unit_is_inferred_and_said(write_c3d: WriteC3d) -> None:
    trial = read_c3d(write_c3d(body(height=1.7), unit=" "))
    assert np.nanmax(trial.points_m) == pytest.approx(1.7)
    assert any("no unit of length" in note for note in trial.notes)


def test_lost_markers_are_nan(write_c3d: WriteC3d) -> None:
    points = body()
    points[3, 4] = np.nan
    points[5, 6] = 0.0
    points[7, 8] = np.inf
    points[9, 2] = 3e37
    trial = read_c3d(write_c3d(points))
    lost = np.isnan(trial.points_m).all(axis=2)
    assert set(map(tuple, np.argwhere(lost).tolist())) == {(3, 4), (5, 6), (7, 8), (9, 2)}
    assert np.isfinite(trial.points_m[~lost]).all()
    assert any("infinite" in note for note in trial.notes)
    assert any("beyond" in note for note in trial.notes)


def test_residuals_that_are_all_negative_are_not_believed(write_c3d: WriteC3d) -> None:
    path = write_c3d(body())
    raw = bytearray(path.read_bytes())
    start = (int.from_bytes(raw[16:18], "little") - 1) * 512
    words = np.frombuffer(raw, "<f4", 20 * 40, start).reshape(20, 10, 4).copy()
    words[..., 3] = -1.0
    raw[start : start + words.nbytes] = words.tobytes()
    path.write_bytes(raw)
    trial = read_c3d(path)
    assert np.isfinite(trial.points_m).all()
    assert any("residual" in note for note in trial.notes)


def test_prefix_of_the_only_subject_is_taken_off(write_c3d: WriteC3d) -> None:
    trial = read_c3d(write_c3d(labels=[f"Ann:M{index}" for index in range(10)]))
    assert trial.labels[0] == "M0"
    assert trial.subjects == ("Ann",)
    assert trial.person.name == "Ann"


def test_barbell_beside_a_person_keeps_its_prefix(write_c3d: WriteC3d) -> None:
    labels = [f"Ann:M{index}" for index in range(8)] + ["Bar:L", "Bar:R"]
    trial = read_c3d(write_c3d(labels=labels))
    assert trial.labels == (*(f"M{index}" for index in range(8)), "Bar:L", "Bar:R")
    assert trial.subjects == ("Ann", "Bar")
    assert trial.person.name == "Ann"
    assert any("'Ann' was chosen (8 markers); Bar (2 markers)" in note for note in trial.notes)


def test_two_persons_need_a_choice(write_c3d: WriteC3d) -> None:
    labels = [f"{name}:M{index}" for name in ("Ann", "Bo") for index in range(9)]
    path = write_c3d(body(n_markers=18), labels)
    with pytest.raises(LabelError, match=r"Ann \(9 markers\), Bo \(9 markers\).*--subject"):
        read_c3d(path)
    trial = read_c3d(path, subject="bo")
    assert trial.person.name == "Bo"
    assert trial.labels[0] == "Ann:M0"
    assert trial.labels[9] == "M0"
    with pytest.raises(LabelError, match="Did you mean 'Ann'"):
        read_c3d(path, subject="Anne")


def test_subjects_without_prefixes_are_told(write_c3d: WriteC3d) -> None:
    path = write_c3d(
        parameters={"SUBJECTS:NAMES": ["Ann", "Bar"], "SUBJECTS:LABEL_PREFIXES": ["Ann:", "Bar:"]}
    )
    trial = read_c3d(path)
    assert trial.subjects == ("Ann", "Bar")
    assert trial.person.name is None
    assert any("no prefix" in note for note in trial.notes)
    assert read_c3d(path, subject="Ann").person.name == "Ann"


def test_declared_prefix_need_not_be_a_colon(write_c3d: WriteC3d) -> None:
    path = write_c3d(
        labels=[f"Ann_M{index}" for index in range(10)],
        parameters={"SUBJECTS:NAMES": ["Ann"], "SUBJECTS:LABEL_PREFIXES": ["Ann_"]},
    )
    assert read_c3d(path).labels[3] == "M3"


def test_double_and_empty_labels(write_c3d: WriteC3d) -> None:
    labels = ["RKNE", "RKNE", "RKNE_2", "", "", "A", "B", "C", "D", "RKNE"]
    trial = read_c3d(write_c3d(labels=labels))
    assert trial.labels == (
        "RKNE", "RKNE_3", "RKNE_2", "unlabelled_1", "unlabelled_2", "A", "B", "C", "D", "RKNE_4",
    )  # fmt: skip
    assert len(set(trial.labels)) == 10
    assert any("RKNE_3, RKNE_4" in note for note in trial.notes)


def test_more_than_255_labels(write_c3d: WriteC3d) -> None:
    points = body(n_frames=3, n_markers=300)
    path = write_c3d(
        points,
        [f"M{index:03d}" for index in range(255)],
        parameters={"POINT:LABELS2": [f"M{index:03d}" for index in range(255, 300)]},
    )
    assert read_c3d(path).labels == tuple(f"M{index:03d}" for index in range(300))


def test_model_outputs_are_not_markers(write_c3d: WriteC3d) -> None:
    labels = ["LASI", "RASI", "A", "B", "C", "D", "E", "LHJC", "LHipAngles", "Odd"]
    path = write_c3d(
        labels=labels,
        parameters={
            "POINT:TYPE_GROUPS": ["TORQUES", "TORQUE", "MODELED_MARKERS", "MODELED_MARKER"],
            "POINT:TORQUES": ["Odd"],
            "POINT:MODELED_MARKERS": ["LHJC"],
        },
    )
    trial = read_c3d(path)
    assert trial.labels == tuple(labels[:8])
    assert trial.points_m.shape == (20, 8, 3)
    assert any("2 of 10 points are model outputs" in note for note in trial.notes)


def test_the_axes_of_drawn_bones_are_not_markers(write_c3d: WriteC3d) -> None:
    stems = ("PEL", "LFE", "RFE", "LTI", "RTI")
    bones = [f"Ann:{stem}{end}" for stem in stems for end in "OALP"]
    labels = [*bones, "Ann:LASI", "Ann:RASI", "Ann:LHEO"]
    points = np.random.default_rng(0).uniform(100.0, 900.0, (20, len(labels), 3))
    trial = read_c3d(write_c3d(points, labels))
    assert trial.labels == ("LASI", "RASI", "LHEO")
    assert any("20 of 23 points are model outputs" in note for note in trial.notes)
    few = [*bones[:16], "Ann:LASI"]  # four names alike may be a laboratory's own
    assert len(read_c3d(write_c3d(points[:, :17], few)).labels) == 17


@pytest.mark.parametrize(
    "parameters",
    [
        {"PROCESSING:BODYMASS": np.array([82.7]), "PROCESSING:HEIGHT": np.array([1630.0])},
        {"SUBJECT:WEIGHT": 82.7, "SUBJECT:HEIGHT": 163.0},
        {"SUBJECTS:NAMES": ["Ann"], "ANN:BODYMASS": 82.7, "ANN:HEIGHT": 1.63},
    ],
)
def test_mass_and_height(write_c3d: WriteC3d, parameters: dict[str, object]) -> None:
    person = read_c3d(write_c3d(parameters=parameters)).person
    assert (person.mass_kg, person.height_m) == (82.7, 1.63)


def test_implausible_mass_and_height_are_silence(write_c3d: WriteC3d) -> None:
    person = read_c3d(write_c3d(parameters={"SUBJECT:WEIGHT": 1.0, "SUBJECT:HEIGHT": 0.02})).person
    assert (person.mass_kg, person.height_m) == (None, None)


def test_of_two_subjects_only_the_own_mass_counts(write_c3d: WriteC3d) -> None:
    labels = [f"Ann:M{index}" for index in range(8)] + ["Bar:L", "Bar:R"]
    shared = {"PROCESSING:BODYMASS": 20.0}
    assert read_c3d(write_c3d(labels=labels, parameters=shared)).person.mass_kg is None
    own = {"ANN:BODYMASS": 61.0, **shared}
    assert read_c3d(write_c3d(labels=labels, parameters=own)).person.mass_kg == 61.0


def test_events_in_order(write_c3d: WriteC3d) -> None:
    trial = read_c3d(
        write_c3d(
            parameters={
                "EVENT:USED": 3,
                "EVENT:LABELS": ["Foot Off", "Foot Strike", ""],
                "EVENT:CONTEXTS": ["Left", "Right", "Landing"],
                "EVENT:TIMES": np.array([[1.0, 2.5], [0.0, 4.25], [0.0, 7.0]]),
            }
        )
    )
    assert [(event.label, event.context, event.time_s) for event in trial.events] == [
        ("Foot Strike", "Right", 4.25),
        ("Landing", "", 7.0),
        ("Foot Off", "Left", 62.5),
    ]


def test_events_of_the_header(write_c3d: WriteC3d) -> None:
    path = write_c3d()
    raw = bytearray(path.read_bytes())
    raw[298:302] = (12345).to_bytes(2, "little") + (2).to_bytes(2, "little")
    raw[304:312] = np.array([1.5, 0.5], "<f4").tobytes()
    raw[396:404] = b"RTO LHS "
    path.write_bytes(raw)
    assert [(event.label, event.time_s) for event in read_c3d(path).events] == [
        ("LHS", 0.5),
        ("RTO", 1.5),
    ]


def test_screen_axes(write_c3d: WriteC3d) -> None:
    path = write_c3d(parameters={"POINT:X_SCREEN": ["+Y"], "POINT:Y_SCREEN": ["z"]})
    assert read_c3d(path).screen == ("+Y", "+Z")
    path = write_c3d(parameters={"POINT:X_SCREEN": ["+Y"], "POINT:Y_SCREEN": ["-Y"]})
    assert read_c3d(path).screen is None


def test_analog_channels(write_c3d: WriteC3d) -> None:
    analog = np.random.default_rng(1).normal(size=(200, 3))
    path = write_c3d(
        analog=analog,
        analog_labels=["EMG1", "EMG2", "Fz"],
        first_frame=101,
        parameters={"ANALOG:UNITS": ["V", "V", "N"]},
    )
    found = read_c3d(path).analog
    assert found is not None
    assert (found.labels, found.units) == (("EMG1", "EMG2", "Fz"), ("V", "V", "N"))
    assert (found.rate_hz, found.start_s) == (1000.0, 1.0)
    np.testing.assert_allclose(found.values, analog, atol=1e-6)


def test_analog_scaling(write_c3d: WriteC3d) -> None:
    path = write_c3d(analog=np.full((20, 2), 5.0))
    plain = read_c3d(path).analog
    raw = path.read_bytes()
    assert plain is not None
    scaled_path = write_c3d(
        analog=np.full((20, 2), 5.0),
        name="scaled.c3d",
        parameters={
            "ANALOG:SCALE": np.array([2.0, 4.0]),
            "ANALOG:OFFSET": np.array([1, 3]),
            "ANALOG:GEN_SCALE": 0.5,
        },
    )
    # The writer inverts the scaling, so the values come back as they were.
    scaled = read_c3d(scaled_path).analog
    assert scaled is not None
    np.testing.assert_allclose(scaled.values, plain.values, rtol=1e-6)
    assert scaled_path.read_bytes() != raw


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(2000), "not a C3D"),
        (b"\x02\x50" + bytes(100), "not a C3D"),
        (b"Frame\tTime\n" * 200, "not a C3D"),
        (b"\x02\x50" + bytes(510) + b"\x00\x00\x01\x07" + bytes(600), "processor"),
        (b"\xff\x50" + bytes(3000), "processor"),
    ],
)
def test_foreign_files(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "odd.c3d"
    path.write_bytes(content)
    with pytest.raises(TrialError, match=message) as caught:
        read_c3d(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(TrialError, match="no such file"):
        read_c3d(tmp_path / "none.c3d")
    with pytest.raises(TrialError, match="folder"):
        read_c3d(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.4, 0.9])
def test_truncated_file_is_refused(write_c3d: WriteC3d, share: float) -> None:
    path = write_c3d(body(n_frames=200))
    raw = path.read_bytes()
    start = (int.from_bytes(raw[16:18], "little") - 1) * 512
    path.write_bytes(raw[: start + int(share * 200) * 160])
    with pytest.raises(TrialError, match="truncated") as caught:
        read_c3d(path)
    if share:
        assert f"announces 200 frames but the file holds {int(share * 200)}" in str(caught.value)


def test_truncated_parameters_are_refused(write_c3d: WriteC3d) -> None:
    path = write_c3d(labels=[f"A long label that fills blocks {index:04d}" for index in range(10)])
    path.write_bytes(path.read_bytes()[:1024])
    with pytest.raises(TrialError):
        read_c3d(path)


def test_one_missing_frame_is_told(write_c3d: WriteC3d) -> None:
    """A writer that counts one frame too many is not a truncated file."""
    path = write_c3d(body(n_frames=200))
    raw = path.read_bytes()
    start = (int.from_bytes(raw[16:18], "little") - 1) * 512
    path.write_bytes(raw[: start + 199 * 160])
    trial = read_c3d(path)
    assert trial.n_frames == 199
    assert any("missing" in note for note in trial.notes)


def test_marker_free_file_says_what_it_holds(write_c3d: WriteC3d) -> None:
    path = write_c3d(
        np.zeros((20, 0, 3)), ["x"], analog=np.ones((200, 2)), analog_labels=["EMG1", "EMG2"]
    )
    with pytest.raises(TrialError, match=r"only 2 analog channels at 1000 Hz \(EMG1, EMG2\)"):
        read_c3d(path)


def test_file_whose_markers_are_never_seen(write_c3d: WriteC3d) -> None:
    with pytest.raises(TrialError, match="none of its 10 markers is ever seen"):
        read_c3d(write_c3d(np.full((20, 10, 3), np.nan)))


def test_more_frames_than_16_bits(write_c3d: WriteC3d) -> None:
    points = np.tile(body(n_frames=1, n_markers=2), (70000, 1, 1))
    trial = read_c3d(write_c3d(points))
    assert trial.n_frames == 70000
    assert trial.time_s[-1] == pytest.approx(699.99)


def test_start_beyond_16_bits(write_c3d: WriteC3d) -> None:
    # The library that writes the file counts 65535 for the upper word and so loses one frame.
    trial = read_c3d(write_c3d(first_frame=70002))
    assert trial.time_s[0] == pytest.approx(700.0)


def test_rates_that_disagree(write_c3d: WriteC3d) -> None:
    path = write_c3d(analog=np.ones((200, 1)))
    raw = bytearray(path.read_bytes())
    raw[20:24] = np.array([60.0], "<f4").tobytes()
    path.write_bytes(raw)
    trial = read_c3d(path)
    assert trial.rate_hz == 100.0
    assert any("60" in note for note in trial.notes)


def test_nothing_is_printed_or_warned(
    write_c3d: WriteC3d, capfd: pytest.CaptureFixture[str]
) -> None:
    read_c3d(write_c3d())
    assert capfd.readouterr() == ("", "")
