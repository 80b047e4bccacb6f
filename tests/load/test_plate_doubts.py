"""Each fault that plates can have, made from a clean case: found, named, and nothing else said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving import masses
from plated import Plated, flags, plate, reason, square, squatting, xyz

from opensim_wink.load.ground import GroundContact
from opensim_wink.trial.trial import GroundReaction

WEIGHT_N = masses().total_kg * 9.80665


def judged(case: Plated) -> GroundContact:
    return case.contact(masses().total_kg)


def doubt(contact: GroundContact, flag: str) -> tuple[float, bool]:
    found = [item for item in contact.doubts if item.flag == flag]
    assert len(found) == 1, flags(contact)
    return found[0].value, found[0].blocks


@pytest.mark.parametrize("corners", [True, False])
def test_truth_is_not_doubted(corners: bool) -> None:
    assert judged(squatting(corners)).doubts == ()


@given(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02))
@settings(max_examples=15)
def test_small_faults_are_no_faults(gain: float, ahead_m: float, right_m: float) -> None:
    case = squatting(corners=False)
    plates = [
        replace(p, force_n=p.force_n * (1 + gain), cop_m=p.cop_m + xyz(ahead_m, 0, 0.3 * right_m))
        for p in case.trial.plates
    ]
    assert judged(case.with_plates(*plates)).doubts == ()


def test_a_plate_that_is_cut_off_at_its_range_is_named_and_its_peaks_are_not_told() -> None:
    case = squatting()
    force = case.trial.plates[1].force_n[:, 1]
    most = 0.9 * force.max()
    case = case.spoilt(1, force_n=lambda p: np.minimum(p.force_n, xyz(np.inf, most, np.inf)))
    contact = judged(case)
    assert "plate_cut_off" in flags(contact)
    assert "plate 2" in reason(contact, "plate_cut_off")
    (found,) = [one for one in contact.doubts if one.flag == "plate_cut_off"]
    assert found.blocks
    assert not contact.complete[found.frames].any()
    assert contact.complete.any()


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("offset_n", [-60.0, 25.0, 60.0])
def test_an_offset_is_laid_to_its_plate(index: int, offset_n: float) -> None:
    case = squatting().spoilt(index, force_n=lambda p: p.force_n + xyz(0, offset_n, 0))
    contact = judged(case)
    assert flags(contact) == {"plate_unzeroed"}
    value, blocks = doubt(contact, "plate_unzeroed")
    assert value == pytest.approx(offset_n, rel=0.15)
    assert blocks == (abs(value) > 0.06 * WEIGHT_N)
    side = ("right", "left")[index]
    assert reason(contact, "plate_unzeroed").startswith(f"plate {index + 1} under the {side} foot")


@pytest.mark.parametrize("right_m", [-0.06, 0.045])
def test_plates_that_lie_sideways_weigh_what_they_weigh(right_m: float) -> None:
    """No plate is laid an offset to that the sum does not show, and the weight is as recorded."""
    case = squatting(corners=False)
    plates = [replace(p, cop_m=p.cop_m + xyz(0, 0, right_m)) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    said = reason(contact, "plate_unzeroed")
    side = "right" if right_m > 0 else "left"
    millimetres = float(said.split("lie ")[1].split(" mm too far to the " + side)[0])
    assert millimetres == pytest.approx(1000 * abs(right_m), abs=4)
    assert "plate_mass" not in flags(contact)
    assert doubt(contact, "plate_unzeroed")[1]


def test_opposite_offsets_are_laid_to_both_plates() -> None:
    case = squatting()
    plates = [
        replace(p, force_n=p.force_n + xyz(0, offset_n, 0))
        for p, offset_n in zip(case.trial.plates, (50.0, -50.0), strict=True)
    ]
    contact = judged(case.with_plates(*plates))
    assert flags(contact) == {"plate_unzeroed"}
    assert doubt(contact, "plate_unzeroed") == (pytest.approx(50.0, rel=0.15), True)
    assert "too much on the right foot" in reason(contact, "plate_unzeroed")


def test_a_sideways_offset_is_named() -> None:
    contact = judged(squatting().spoilt(1, force_n=lambda p: p.force_n + xyz(20.0, 0, 0)))
    assert flags(contact) == {"plate_unzeroed"}
    assert "+20 N forwards" in reason(contact, "plate_unzeroed")


@pytest.mark.parametrize(("offset_n", "blocks"), [(12.0, False), (60.0, False)])
def test_an_empty_plate_shows_its_offset(offset_n: float, blocks: bool) -> None:
    case = squatting()
    right, left = case.trial.plates
    n = len(right.time_s)
    away = np.array([0.8, 0.0, 0.0])
    cop = np.tile(away if offset_n >= 20 else away * np.nan, (n, 1))
    force = np.tile([0.0, offset_n, 0.0], (n, 1))
    idle = plate("plate 3", right.time_s, force, cop, None, square(away))
    contact = judged(case.with_plates(right, left, idle))
    assert doubt(contact, "plate_unzeroed") == (pytest.approx(offset_n, rel=0.05), blocks)
    assert flags(contact) == {"plate_unzeroed"}
    assert "plate 3 is not zeroed" in reason(contact, "plate_unzeroed")


def exchanged(case: Plated, what: tuple[str, ...]) -> Plated:
    right, left = case.trial.plates
    return case.with_plates(
        replace(right, **{name: getattr(left, name) for name in what}),
        replace(left, **{name: getattr(right, name) for name in what}),
    )


@pytest.mark.parametrize("what", [("force_n",), ("force_n", "free_moment_nm"), ("cop_m",)])
def test_exchanged_sides_are_found(what: tuple[str, ...]) -> None:
    contact = judged(exchanged(squatting(corners=False), what))
    assert flags(contact) == {"plate_swapped"}
    assert not contact.complete.any()
    assert np.isnan(contact.total_n).any(axis=1).all()
    assert "right foot" in reason(contact, "plate_swapped")


def test_exchanged_channels_are_found() -> None:
    """As in a C3D whose plates name each other's channels: all goes to the other's place."""
    case = squatting()
    right, left = case.trial.plates
    assert right.corners_m is not None
    assert left.corners_m is not None
    apart = left.corners_m.mean(axis=0) - right.corners_m.mean(axis=0)
    wrong = case.with_plates(
        replace(right, cop_m=right.cop_m + apart, corners_m=left.corners_m),
        replace(left, cop_m=left.cop_m - apart, corners_m=right.corners_m),
    )
    assert "plate_swapped" in flags(judged(wrong))


def test_another_order_is_no_exchange() -> None:
    case = squatting()
    assert judged(case.with_plates(*reversed(case.trial.plates))).doubts == ()


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("what", [("force_n",), ("force_n", "free_moment_nm")])
def test_an_upside_down_plate_is_found(index: int, what: tuple[str, ...]) -> None:
    def turned(name: str) -> object:
        return lambda p: -getattr(p, name)

    contact = judged(squatting().spoilt(index, **{name: turned(name) for name in what}))
    assert flags(contact) == {"plate_upside_down"}
    assert f"plate {index + 1} is upside down" in reason(contact, "plate_upside_down")
    assert not contact.complete.any()
    assert np.isnan(contact.total_n).any(axis=1).all()


@pytest.mark.parametrize("index", [0, 1])
def test_a_missing_plate_is_found(index: int) -> None:
    case = squatting()
    contact = judged(case.with_plates(case.trial.plates[1 - index]))
    assert flags(contact) == {"plate_missing"}
    assert f"the {('right', 'left')[index]} foot" in reason(contact, "plate_missing")
    value, blocks = doubt(contact, "plate_missing")
    assert 0.45 < value < 0.55
    assert blocks
    assert not contact.complete.any()


def test_a_dead_plate_is_a_missing_one() -> None:
    case = squatting().spoilt(
        0, force_n=lambda p: 0 * p.force_n, cop_m=lambda p: np.nan * p.cop_m
    )  # fmt: skip
    assert flags(judged(case)) == {"plate_missing"}


@pytest.mark.parametrize("gain", [0.95, 1.05, 1.2])
def test_a_wrong_mass_is_named_and_blocks_nothing(gain: float) -> None:
    case = squatting()
    plates = [
        replace(p, force_n=p.force_n * gain, free_moment_nm=p.free_moment_nm * gain)
        for p in case.trial.plates
    ]
    contact = judged(case.with_plates(*plates))
    assert flags(contact) == {"plate_mass"}
    assert doubt(contact, "plate_mass") == (pytest.approx(gain - 1, abs=0.003), False)
    weighed = float(reason(contact, "plate_mass").split("at ")[1].split(" kg")[0])
    assert weighed == pytest.approx(masses().total_kg * gain, rel=0.003)
    assert ("declared" in reason(contact, "plate_mass")) == (gain > 1)
    assert contact.complete.all()


@pytest.mark.parametrize("gain", [1 / 9.80665, 1 / 4.448, 4.448])
def test_plates_in_another_unit_tell_nothing(gain: float) -> None:
    case = squatting()
    plates = [replace(p, force_n=p.force_n * gain) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    assert doubt(contact, "plate_mass")[1]
    assert "unit" in reason(contact, "plate_mass")
    assert not contact.complete.any()
    assert np.isnan(contact.total_n).all()


def test_a_stated_mass_is_held_against_the_plates() -> None:
    contact = squatting().contact(masses().total_kg / 1.4)
    value, blocks = doubt(contact, "plate_mass")
    assert (value, blocks) == (pytest.approx(0.4, abs=0.01), False)
    assert "stated" in reason(contact, "plate_mass")
    assert contact.complete.all()


@pytest.mark.parametrize("shift_s", [-0.1, -0.04, 0.03, 0.1])
def test_a_late_clock_is_found(shift_s: float) -> None:
    case = squatting()
    plates = [replace(p, time_s=p.time_s + shift_s) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    value, blocks = doubt(contact, "plate_shift")
    assert value == pytest.approx(shift_s, abs=0.004)
    assert blocks == (abs(shift_s) > 0.05)
    assert ("behind" if shift_s > 0 else "ahead of") in reason(contact, "plate_shift")


def test_another_clock_is_named() -> None:
    case = squatting()
    plates = [replace(p, time_s=p.time_s + 60.0) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    assert contact.source == "estimate"
    assert flags(contact) == {"plate_gap"}
    assert "clock" in reason(contact, "plate_gap")


def test_lost_samples_are_named() -> None:
    def lost(p: GroundReaction) -> np.ndarray:
        force = p.force_n.copy()
        force[500:750] = np.nan
        return force

    contact = judged(squatting().spoilt(1, force_n=lost))
    assert flags(contact) == {"plate_gap"}
    assert "in frames 100–149" in reason(contact, "plate_gap")
    assert not contact.complete[101:149].any()
    assert contact.complete[:99].all()


def test_a_centre_of_pressure_beside_the_foot_is_named() -> None:
    contact = judged(squatting(corners=False).spoilt(0, cop_m=lambda p: p.cop_m + xyz(0, 0, 0.16)))
    assert flags(contact) == {"plate_cop_off_foot"}
    assert "beside the right foot" in reason(contact, "plate_cop_off_foot")
    assert not contact.complete.any()


def test_a_centre_of_pressure_beyond_the_edge_is_named() -> None:
    case = squatting().spoilt(
        1, corners_m=lambda p: square(np.array([0.1, 0.0, -0.40]), 0.3, 0.15)
    )  # fmt: skip
    contact = judged(case)
    assert "plate_cop_off_plate" in flags(contact)
    assert "plate 2" in reason(contact, "plate_cop_off_plate")


def test_plates_that_lie_elsewhere_are_named() -> None:
    case = squatting(corners=False)
    plates = [replace(p, cop_m=p.cop_m + xyz(-0.07, 0, 0)) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    assert "plate_place" in flags(contact)
    assert "-70 mm forwards" in reason(contact, "plate_place")


@pytest.mark.parametrize(("ahead_m", "blocks"), [(0.035, False), (-0.06, True)])
def test_feet_pressed_at_opposite_ends_are_named(ahead_m: float, blocks: bool) -> None:
    """The sum hides it: each leg's moments are wrong and nothing is left over."""
    case = squatting(corners=False)
    plates = [
        replace(p, cop_m=p.cop_m + xyz(sign * ahead_m, 0, 0))
        for p, sign in zip(case.trial.plates, (1.0, -1.0), strict=True)
    ]
    contact = judged(case.with_plates(*plates))
    assert flags(contact) == {"plate_place"}
    assert doubt(contact, "plate_place") == (pytest.approx(2 * abs(ahead_m), abs=0.01), blocks)
    side = "right" if ahead_m > 0 else "left"
    assert f"further forwards under the {side} foot" in reason(contact, "plate_place")
    assert contact.complete.any() != blocks


def test_every_name_begins_alike() -> None:
    case = squatting().spoilt(0, force_n=lambda p: -p.force_n)
    found = flags(judged(case))
    assert found
    assert all(name.startswith("plate_") for name in found)


@pytest.mark.parametrize("extra_n", [-120.0, 120.0])
def test_a_load_that_is_picked_up_is_named(extra_n: float) -> None:
    case = squatting()
    late = (case.trial.plates[0].time_s > 2.3)[:, None] * xyz(0, extra_n / 2, 0)
    plates = [replace(p, force_n=p.force_n + late) for p in case.trial.plates]
    contact = judged(case.with_plates(*plates))
    assert flags(contact) == {"plate_extra_load"}
    value, blocks = doubt(contact, "plate_extra_load")
    assert value == pytest.approx(extra_n, rel=0.1)
    assert not blocks
