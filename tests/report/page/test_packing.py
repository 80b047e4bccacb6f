"""Arrays on the page: what is unpacked is what was packed, to within half a step."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from opensim_wink.report.page.packing import pack, packed_size, unpack

ANY = arrays(
    float,
    array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=6),
    elements=st.floats(-1e6, 1e6) | st.just(float("nan")),
)


@given(ANY, st.sampled_from([1e-4, 0.01, 1.0]))
def test_every_number_comes_back_within_half_a_step_and_every_gap_where_it_was(
    values: np.ndarray, resolution: float
) -> None:
    packed = json.loads(json.dumps(pack(values, resolution)))
    found = unpack(packed)
    assert found.shape == values.shape
    np.testing.assert_array_equal(np.isnan(found), np.isnan(values))
    known = ~np.isnan(values)
    # Rounding of the products themselves is far below a step.
    assert (np.abs(found - values)[known] <= packed["scale"] * 0.5001).all()


@given(ANY)
def test_the_step_is_the_one_asked_for_while_the_codes_reach(values: np.ndarray) -> None:
    known = values[np.isfinite(values)]
    reach = float(np.ptp(known)) if known.size else 0.0
    scale = pack(values, 0.5)["scale"]
    assert scale == max(0.5, reach / 65534)


def test_infinite_numbers_are_gaps_and_do_not_coarsen_the_rest() -> None:
    packed = pack([1.0, np.inf, 2.0, -np.inf], 0.25)
    assert packed["scale"] == 0.25
    np.testing.assert_array_equal(unpack(packed), [1.0, np.nan, 2.0, np.nan])


def test_jumps_over_the_whole_range_survive_that_only_changes_are_kept() -> None:
    values = np.array([[-1.0], [1.0], [np.nan], [-1.0], [1.0]])
    packed = pack(values, 1e-9)
    np.testing.assert_allclose(unpack(packed), values, atol=packed["scale"])


def test_a_smooth_curve_takes_less_room_than_a_restless_one() -> None:
    rng = np.random.default_rng(5)
    smooth = np.sin(np.linspace(0, 6, 600))
    assert packed_size(pack(smooth, 1e-3)) < 0.7 * packed_size(pack(rng.normal(size=600), 1e-3))


@pytest.mark.parametrize(("value", "size"), [({"a": [1, 2]}, 11), ("é", 8), (None, 4)])
def test_size_is_that_of_compact_json(value: object, size: int) -> None:
    assert packed_size(value) == size


def test_the_layout_is_the_one_that_the_script_reads() -> None:
    """Raw deflate of low bytes, then high bytes, of changes, channel by channel."""
    import base64
    import zlib

    packed = pack([[0.0, 10.0], [1.0, np.nan]], 1.0)
    raw = zlib.decompress(base64.b64decode(packed["data"]), -15)
    codes = [-5, 1, 5, -32768 - 5]  # offset 5: channel 0 is −5, −4; channel 1 is 5, NaN
    expected = np.array(codes, np.int64).astype(np.uint16)
    assert raw == bytes((expected & 0xFF).astype(np.uint8)) + bytes(
        (expected >> 8).astype(np.uint8)
    )
    assert Fraction(packed["offset"]) == 5
