"""Headers of three makers, and the one layout of samples that the size of a file agrees with."""

from __future__ import annotations

import dataclasses
import struct
from pathlib import Path

import c3d
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import TrialError
from opensim_wink.trial.c3d.layout import Header, Layout, find_layout, read_header, real_numbers
from opensim_wink.trial.c3d.parameters import Parameter, Parameters
from opensim_wink.trial.c3d.samples import read_samples

HERE = Path("trial.c3d")
HEADER = Header("Intel", 2, 4, 10, 12, 2, 1, 50, -0.1, 100.0, ())
FRAME_BYTES = (40 + 12) * 4
START = 3 * 512


def dec_bytes(values: list[float]) -> bytes:
    """DEC reals: four times the IEEE value, halves swapped."""
    words = np.array(values, "<f4") * np.float32(4.0)
    return words.view("<u2").reshape(-1, 2)[:, ::-1].tobytes()


def whole(*values: int) -> Parameter:
    return Parameter((len(values),), np.array(values, dtype=float), integer=True)


def real(value: float) -> Parameter:
    return Parameter((), np.array([value]))


@given(
    st.lists(st.floats(-(2.0**100), 2.0**100, width=32).filter(lambda x: x == 0 or abs(x) > 1e-30))
)
def test_reals_of_all_makers(values: list[float]) -> None:
    expected = np.array(values, np.float32)
    np.testing.assert_array_equal(real_numbers(dec_bytes(values), "DEC"), expected)
    np.testing.assert_array_equal(real_numbers(expected.astype(">f4").tobytes(), "MIPS"), expected)
    np.testing.assert_array_equal(real_numbers(expected.tobytes(), "Intel"), expected)


RATE_2 = real(200.0)
FIELDS = {"TRIAL:ACTUAL_START_FIELD": whole(1, 1), "TRIAL:ACTUAL_END_FIELD": whole(50, 1)}


def test_dec_reals_as_the_library_reads_them() -> None:
    values = np.random.default_rng(0).normal(0.0, 1000.0, 500).tolist()
    library = c3d.c3d.DEC_to_IEEE_BYTES(dec_bytes(values))
    np.testing.assert_array_equal(real_numbers(dec_bytes(values), "DEC"), library)


@pytest.mark.parametrize(
    ("maker", "code", "order"), [("Intel", 84, "<"), ("DEC", 85, "<"), ("MIPS", 86, ">")]
)
def test_header_of_each_maker(maker: str, code: int, order: str) -> None:
    def reals(value: float) -> bytes:
        return dec_bytes([value]) if maker == "DEC" else struct.pack(f"{order}f", value)

    head = b"\x02\x50" + struct.pack(f"{order}5H", 26, 64, 5, 454, 10)
    head += reals(-0.25) + struct.pack(f"{order}2H", 11, 4) + reals(50.0)
    section = bytes(3) + bytes([code])
    raw = head.ljust(512, b"\x00") + section.ljust(512, b"\x00")
    found = read_header(raw, HERE)
    assert found == Header(found.maker, 2, 11, 26, 64, 4, 5, 454, -0.25, 50.0, ())
    assert found.maker == maker


def test_header_that_fits_is_kept() -> None:
    layout, notes = find_layout(HEADER, Parameters({}), START + 50 * FRAME_BYTES + 100, HERE)
    assert layout == Layout(START, 50, 10, 6, 2, True)
    assert notes == ()


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ({"n_points": 9}, {"POINT:USED": whole(10)}),
        ({"n_analog": 6}, {"ANALOG:USED": whole(6), "ANALOG:RATE": RATE_2}),
        ({"n_analog": 6, "samples_per_frame": 1}, {"ANALOG:USED": whole(6), "ANALOG:RATE": RATE_2}),
        ({"scale": 0.1}, {"POINT:SCALE": real(-0.1)}),
        ({"data_block": 5}, {"POINT:DATA_START": whole(4)}),
        ({"data_block": 0}, {"POINT:DATA_START": whole(4)}),
        ({"last_frame": 49}, {"POINT:FRAMES": whole(50)}),
        ({"last_frame": 0}, {"POINT:FRAMES": real(50.0)}),
        ({"last_frame": 65535}, {"POINT:FRAMES": whole(50)}),
        ({"last_frame": 20}, FIELDS),
        ({"last_frame": 20}, {"POINT:LONG_FRAMES": real(50.0)}),
    ],
)  # fmt: skip
def test_size_decides_between_header_and_parameters(
    change: dict[str, float], table: dict[str, Parameter]
) -> None:
    header = dataclasses.replace(HEADER, **change)  # type: ignore[arg-type]
    layout, notes = find_layout(header, Parameters(table), START + 50 * FRAME_BYTES, HERE)
    assert layout == Layout(START, 50, 10, 6, 2, True)
    # A scale of the wrong sign shows in no count.
    assert bool(notes) == (change.keys() != {"scale"})


def test_bytes_behind_the_frames_are_told() -> None:
    layout, notes = find_layout(HEADER, Parameters({}), START + 60 * FRAME_BYTES, HERE)
    assert layout.n_frames == 50
    assert notes == (
        f"{10 * FRAME_BYTES} bytes lie behind the last of 50 frames and were not read",
    )


@pytest.mark.parametrize("n_frames", [0, 1, 30, 48])
def test_too_short_for_its_frames(n_frames: int) -> None:
    with pytest.raises(TrialError, match=f"announces 50 frames but the file holds {n_frames}"):
        find_layout(HEADER, Parameters({}), START + n_frames * FRAME_BYTES + 7, HERE)


def test_ends_before_its_samples() -> None:
    with pytest.raises(TrialError, match="begin at block 4 but the file ends at block 3"):
        find_layout(HEADER, Parameters({}), START, HERE)


def test_no_frames() -> None:
    empty = dataclasses.replace(HEADER, first_frame=1, last_frame=0)
    layout, _ = find_layout(empty, Parameters({"POINT:FRAMES": whole(3)}), 9999, HERE)
    assert layout.n_frames == 3


@pytest.mark.parametrize("maker", ["Intel", "MIPS"])
@pytest.mark.parametrize("unsigned", [False, True])
def test_integer_samples(maker: str, unsigned: bool) -> None:
    """Two frames of one seen and one lost point, with 16-bit analog samples."""
    order = ">" if maker == "MIPS" else "<"
    frames = [[10, -20, 30, 0, 0, 0, 0, -1], [11, -21, 31, 5, 1, 2, 3, -1]]
    samples = [40000, 100] if unsigned else [-300, 100]
    raw = b"".join(
        struct.pack(f"{order}8h{'H' if unsigned else 'h'}", *points, sample)
        for points, sample in zip(frames, samples, strict=True)
    )
    table = {
        "ANALOG:FORMAT": Parameter((), np.empty(0), ("UNSIGNED" if unsigned else "SIGNED",)),
        "ANALOG:OFFSET": whole(-25536 if unsigned else 100),
        "ANALOG:SCALE": real(2.0),
        "ANALOG:GEN_SCALE": real(0.5),
    }
    found = read_samples(raw, Layout(0, 2, 2, 1, 1, False), maker, 0.5, Parameters(table))
    np.testing.assert_array_equal(found.points[:, 0], [[5.0, -10.0, 15.0], [5.5, -10.5, 15.5]])
    assert np.isnan(found.points[:, 1]).all()
    expected = [0.0, -39900.0] if unsigned else [-400.0, 0.0]
    np.testing.assert_array_equal(found.analog[:, 0], expected)


def test_analog_that_is_not_finite_is_missing() -> None:
    raw = np.array([1, 2, 3, 0, np.inf, 4, 5, 6, 0, 2.5], "<f4").tobytes()
    found = read_samples(raw, Layout(0, 2, 1, 1, 1, True), "Intel", -1.0, Parameters({}))
    np.testing.assert_array_equal(found.analog[:, 0], [np.nan, 2.5])
    assert found.notes == ("1 analog samples are not finite and count as missing",)
