"""Soles: as long as feet are, where feet are, and the same wherever the laboratory's origin is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moving import masses, motion_of, still_values, subject

from opensim_wink.body.profile import Side
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.feet import Sole, find_soles, floor_height, on_floor, outside_both_m


def soles_of(person: Subject, **angles_deg: float) -> dict[Side, Sole]:
    motion = motion_of(still_values(30, **angles_deg))
    return find_soles(person, prepare_dynamics(person, motion, masses=masses()))


def flat_soles(n: int = 1) -> dict[Side, Sole]:
    """Soles of 0.2 m along X, 0.1 m wide, 0.4 m apart."""

    def at(x: float, z: float) -> np.ndarray:
        return np.tile([x, 0.0, z], (n, 1))

    return {
        "r": Sole("r", "calcn_r", at(0.0, 0.2), at(0.2, 0.2), 0.05),
        "l": Sole("l", "calcn_l", at(0.0, -0.2), at(0.2, -0.2), 0.05),
    }


def test_soles_are_as_long_as_shoes_and_level() -> None:
    soles = soles_of(subject())
    for sole in soles.values():
        along = sole.toe_m[0] - sole.heel_m[0]
        assert 0.24 < np.linalg.norm(along) < 0.30
        assert abs(along[1]) < 0.002
        assert along[0] > 0.23
        assert 0.04 < sole.half_width_m < 0.06
    np.testing.assert_allclose(
        soles["r"].middle_m, soles["l"].middle_m * [1.0, 1.0, -1.0], atol=1e-6
    )
    assert soles["r"].middle_m[0, 2] > 0.05


def test_a_bent_ankle_tilts_the_sole() -> None:
    sole = soles_of(subject(), ankle_angle_r=20.0)["r"]
    rise = sole.toe_m[0] - sole.heel_m[0]
    assert np.rad2deg(np.arctan2(rise[1], np.hypot(rise[0], rise[2]))) == pytest.approx(20, abs=1)


@pytest.mark.parametrize(
    ("point", "expected"),
    [((0.1, 0, 0.2), -0.05), ((0.1, 0, 0.25), 0.0), ((0.1, 0, 0.35), 0.1), ((0.2, 0, 0.2), 0.0),
     ((0.3, 9, 0.2), 0.1), ((-0.1, 0, 0.2), 0.1)],
)  # fmt: skip
def test_distance_on_paper(point: tuple[float, float, float], expected: float) -> None:
    found = flat_soles()["r"].distance_m(np.array([point]))
    assert found[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((0.1, 0, 0.0), -0.15),
        ((0.1, 0, 0.3), 0.05),
        ((0.4, 0, 0.0), 0.15),
        ((-0.2, 0, -0.1), 0.15),
        ((0.5, 0, 0.6), 0.45),
    ],
)
def test_distance_from_both_on_paper(point: tuple[float, float, float], expected: float) -> None:
    found = outside_both_m(flat_soles(), np.array([point]))
    assert found[0] == pytest.approx(expected, abs=1e-12)


@given(
    st.floats(-3, 3), st.floats(-1, 1), st.floats(-3, 3), st.floats(-np.pi, np.pi),
    st.floats(-0.5, 0.5), st.floats(-0.5, 0.5),
)  # fmt: skip
def test_moving_the_laboratory_changes_no_distance(
    x: float, y: float, z: float, turn: float, ahead: float, right: float
) -> None:
    c, s = np.cos(turn), np.sin(turn)
    rotation = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])

    def moved(points: np.ndarray) -> np.ndarray:
        return points @ rotation.T + [x, y, z]

    soles = flat_soles()
    other = {
        side: replace(sole, heel_m=moved(sole.heel_m), toe_m=moved(sole.toe_m))
        for side, sole in soles.items()
    }
    point = np.array([[ahead, 0.0, right]])
    for side in soles:
        np.testing.assert_allclose(
            other[side].distance_m(moved(point)), soles[side].distance_m(point), atol=1e-9
        )
    np.testing.assert_allclose(
        outside_both_m(other, moved(point)), outside_both_m(soles, point), atol=1e-9
    )


def test_a_lifted_foot_is_told() -> None:
    soles = flat_soles(100)
    heel = soles["l"].heel_m.copy()
    heel[50:, 1] = 0.3
    toe = soles["l"].toe_m.copy()
    toe[70:, 1] = 0.3
    soles["l"] = replace(soles["l"], heel_m=heel, toe_m=toe)
    assert floor_height(soles) == 0.0
    down = on_floor(soles)
    assert down["r"].all()
    np.testing.assert_array_equal(down["l"], np.arange(100) < 70)


def test_unknown_frames_are_not_down() -> None:
    soles = flat_soles(10)
    soles["r"] = replace(soles["r"], heel_m=np.full((10, 3), np.nan))
    assert not on_floor(soles)["r"].any()
    nowhere = {side: replace(sole, heel_m=sole.heel_m * np.nan) for side, sole in soles.items()}
    assert np.isnan(floor_height(nowhere))


def test_models_without_feet_are_refused() -> None:
    profile = subject().profile
    with pytest.raises(ModelError, match="no foot on side l"):
        soles_of(replace(subject(), profile=replace(profile, foot={"r": "calcn_r"})))
    with pytest.raises(ModelError, match="no shank on side r"):
        soles_of(replace(subject(), profile=replace(profile, tibia={"l": "tibia_l"})))


def test_a_foot_without_toes_gets_a_sole_by_its_shank() -> None:
    tree = subject().tree
    toes = {tree.body(name) for name in ("toes_r", "toes_l")}
    assert toes
    whole = soles_of(subject())["r"]
    without = soles_of(
        replace(subject(), profile=replace(subject().profile, foot={"r": "toes_r", "l": "toes_l"}))
    )["r"]
    length = np.linalg.norm(without.toe_m[0] - without.heel_m[0])
    assert length == pytest.approx(np.linalg.norm(whole.toe_m[0] - whole.heel_m[0]), rel=0.2)


@pytest.mark.real
@pytest.mark.parametrize("name", ["RajagopalLaiUhlrich2023", "Rajagopal2016", "gait2392", "FBLS"])
def test_other_models_have_soles(shared, name: str) -> None:  # type: ignore[no-untyped-def]
    from opensim_wink.body.subject import load_subject

    path = next(iter(sorted((shared / "models").rglob(f"*{name}*.osim"))), None)
    if path is None:
        pytest.skip(f"no model named {name}")
    person = load_subject(path)
    values = person.tree.follow_couplers(np.tile(person.tree.default, (30, 1)))
    soles = find_soles(person, prepare_dynamics(person, motion_of(values, person)))
    for sole in soles.values():
        assert 0.2 < np.linalg.norm(sole.toe_m[0] - sole.heel_m[0]) < 0.32
        assert sole.toe_m[0, 0] > sole.heel_m[0, 0] + 0.15
    assert soles["r"].middle_m[0, 2] > soles["l"].middle_m[0, 2] + 0.1
