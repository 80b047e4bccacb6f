"""Whose plate it is, on paper: soles 0.4 m apart and centres of pressure set by hand."""

from __future__ import annotations

import numpy as np
import pytest
from plated import square

from opensim_wink.body.profile import Side
from opensim_wink.load.feet import Sole
from opensim_wink.load.plate_feet import PlateUse, assign_plates
from opensim_wink.load.plate_signals import PlateSignal

N = 60
ON_FLOOR: dict[Side, np.ndarray] = {"r": np.ones(N, bool), "l": np.ones(N, bool)}


def soles() -> dict[Side, Sole]:
    def at(x: float, z: float) -> np.ndarray:
        return np.tile([x, 0.0, z], (N, 1))

    return {
        "r": Sole("r", "calcn_r", at(0.0, 0.2), at(0.25, 0.2), 0.05),
        "l": Sole("l", "calcn_l", at(0.0, -0.2), at(0.25, -0.2), 0.05),
    }


def signal(
    x: float | np.ndarray, z: float | np.ndarray, up_n: float | np.ndarray = 300.0,
    corners: np.ndarray | None = None, name: str = "p",
) -> PlateSignal:  # fmt: skip
    force = np.zeros((N, 3))
    force[:, 1] = up_n
    moment = np.stack([-z * force[:, 1], 0 * force[:, 1], x * force[:, 1]], axis=1)
    return PlateSignal(name, force, moment, np.zeros(3), corners)


def only(use: PlateUse) -> str:
    """The one who presses in every frame."""
    found = [name for name, frames in use.by.items() if frames.any()]
    assert len(found) == 1, found
    assert use.by[found[0]].all()  # type: ignore[index]
    return found[0]


@pytest.mark.parametrize(
    ("x", "z", "who"),
    [(0.1, 0.2, "r"), (0.1, -0.2, "l"), (0.1, 0.29, "r"), (0.34, -0.2, "l"), (0.1, 0.0, "both"),
     (0.12, 0.06, "both"), (0.9, 0.0, "nobody"), (0.1, 0.6, "nobody")],
)  # fmt: skip
def test_told_by_place(x: float, z: float, who: str) -> None:
    use = assign_plates((signal(x, z),), soles(), ON_FLOOR)[0]
    assert only(use) == who
    assert np.isfinite(use.off_m).all() == (who != "nobody")


def test_beside_the_foot_is_still_the_foots_where_nothing_else_bears_it() -> None:
    beside = signal(0.1, 0.40, name="beside")
    alone = assign_plates((beside,), soles(), ON_FLOOR)[0]
    assert only(alone) == "r"
    np.testing.assert_allclose(alone.off_m, 0.15, atol=1e-12)
    with_own = assign_plates((beside, signal(0.1, 0.2)), soles(), ON_FLOOR)
    assert [only(use) for use in with_own] == ["nobody", "r"]


def test_a_plate_that_is_not_loaded_is_nobodys() -> None:
    use = assign_plates((signal(0.1, 0.2, 5.0),), soles(), ON_FLOOR)[0]
    assert not any(frames.any() for frames in use.by.values())
    assert np.isnan(use.off_m).all()


def test_leaning_on_one_leg_does_not_clear_a_plate_of_the_other() -> None:
    z = np.where(np.arange(N) < 40, 0.2, 0.0)
    use = assign_plates((signal(0.1, z),), soles(), ON_FLOOR)[0]
    assert only(use) == "both"


def test_passing_between_feet_is_not_both() -> None:
    z = np.full(N, 0.2)
    z[30:34] = 0.1
    use = assign_plates((signal(0.1, z),), soles(), ON_FLOOR)[0]
    assert only(use) == "r"


def test_two_feet_inside_the_corners_are_both() -> None:
    wide = square(np.array([0.1, 0.0, 0.0]), 0.4, 0.4)
    assert only(assign_plates((signal(0.1, 0.2, corners=wide),), soles(), ON_FLOOR)[0]) == "both"
    half = square(np.array([0.1, 0.0, 0.2]), 0.4, 0.19)
    assert only(assign_plates((signal(0.1, 0.2, corners=half),), soles(), ON_FLOOR)[0]) == "r"


def test_a_lifted_foot_leaves_the_plate_to_the_other() -> None:
    down: dict[Side, np.ndarray] = {"r": np.ones(N, bool), "l": np.arange(N) < 30}
    wide = square(np.array([0.1, 0.0, 0.0]), 0.4, 0.4)
    z = np.where(np.arange(N) < 30, 0.05, 0.2)
    use = assign_plates((signal(0.1, z, corners=wide),), soles(), down)[0]
    np.testing.assert_array_equal(use.by["both"], np.arange(N) < 30)
    np.testing.assert_array_equal(use.by["r"], np.arange(N) >= 30)
    assert use.under("l").sum() == 30


def test_corners_may_run_either_way() -> None:
    wide = square(np.array([0.1, 0.0, 0.0]), 0.4, 0.4)
    for corners in (wide, wide[::-1]):
        use = assign_plates((signal(0.1, 0.2, corners=corners),), soles(), ON_FLOOR)[0]
        assert only(use) == "both"
