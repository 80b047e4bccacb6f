"""Plates whose axes point the other way, whose signs are turned, or that lie at another height."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from plated import Plated, flags, squatting, xyz

from opensim_wink.trial.trial import GroundReaction


def turned(made: Plated, force: np.ndarray, place: np.ndarray) -> Plated:
    """All plates with their axes multiplied by signs, places about their common middle."""
    middle = np.nanmean([np.nanmean(plate.cop_m, axis=0) for plate in made.trial.plates], axis=0)

    def turn(plate: GroundReaction) -> GroundReaction:
        at = None if plate.corners_m is None else middle + place * (plate.corners_m - middle)
        return replace(
            plate,
            force_n=force * plate.force_n,
            cop_m=middle + place * (plate.cop_m - middle),
            free_moment_nm=np.prod(force) * plate.free_moment_nm,
            corners_m=at,
        )

    return made.with_plates(*(turn(plate) for plate in made.trial.plates))


def test_plates_in_order_are_not_doubted() -> None:
    assert not flags(squatting().contact())


@pytest.mark.parametrize("corners", [True, False])
def test_a_mirrored_forward_axis_is_named_and_blocks(corners: bool) -> None:
    signs = xyz(-1, 1, 1)
    contact = turned(squatting(corners), signs, signs).contact()
    (doubt,) = [doubt for doubt in contact.doubts if doubt.flag == "plate_axes"]
    assert doubt.blocks
    assert "forward axis" in doubt.reason
    assert "turned round" in doubt.reason
    assert not contact.complete[doubt.frames].any()


def test_plates_turned_by_half_a_turn_are_doubted() -> None:
    signs = xyz(-1, 1, -1)
    contact = turned(squatting(), signs, signs).contact()
    assert {"plate_axes", "plate_swapped"} & flags(contact)
    assert not contact.complete.all()


def test_a_floor_that_pushes_the_feet_apart_is_doubted() -> None:
    contact = turned(squatting(), xyz(1, 1, -3), xyz(1, 1, 1)).contact()
    assert {"plate_axes", "plate_swapped"} & flags(contact)


@pytest.mark.parametrize("signs", [xyz(-1, 1, 1), xyz(-1, 1, -1)])
def test_horizontal_forces_of_the_wrong_sign_are_named(signs: np.ndarray) -> None:
    contact = turned(squatting(), signs, xyz(1, 1, 1)).contact()
    (doubt,) = [doubt for doubt in contact.doubts if doubt.flag in ("plate_axes", "plate_swapped")]
    assert "wrong sign" in doubt.reason or "the floor would push the feet apart" in doubt.reason


@pytest.mark.parametrize(("height_m", "blocks"), [(0.13, False), (1.0, True), (-0.4, True)])
def test_plates_above_or_below_the_soles_are_doubted(height_m: float, blocks: bool) -> None:
    made = squatting()
    lifted = [
        replace(plate, cop_m=plate.cop_m + xyz(0, height_m, 0), corners_m=None)
        for plate in made.trial.plates
    ]
    contact = made.with_plates(*lifted).contact()
    (doubt,) = [doubt for doubt in contact.doubts if doubt.flag == "plate_height"]
    assert doubt.blocks == blocks
    assert ("above" if height_m > 0 else "below") in doubt.reason
    assert doubt.value == pytest.approx(height_m, abs=0.05)


def test_a_plate_that_ends_early_is_no_clock_that_is_off() -> None:
    made = squatting()
    n = len(made.trial.plates[0].time_s)
    on = (np.arange(n) < 0.6 * n)[:, None]
    ended = [
        replace(
            plate,
            force_n=np.where(on, plate.force_n, 0.0),
            cop_m=np.where(on, plate.cop_m, np.nan),
            free_moment_nm=np.where(on, plate.free_moment_nm, 0.0),
        )
        for plate in made.trial.plates
    ]
    contact = made.with_plates(*ended).contact()
    assert "plate_missing" in flags(contact)
    assert "plate_shift" not in flags(contact)
    assert contact.complete.mean() == pytest.approx(0.6, abs=0.1)
