"""The closed form: published cases, bounds, symmetries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opensim_wink.hip.axes import (
    about_z,
    anatomical_from_operative,
    anatomical_from_radiographic,
    neck_frame,
    socket_axis,
    thigh_turn,
)
from opensim_wink.hip.cone import angle_between, flexion_arc

BASE = {"aa": 20.0, "ai": 45.0, "at": 15.0, "nsa": 127.0, "phi": 55.879, "add": 0.0, "rot": 0.0}


def limit(**changes: float) -> float:
    at = BASE | changes
    neck = thigh_turn(at["add"], at["rot"]) @ neck_frame(at["nsa"], at["at"])[:, 0]
    return float(flexion_arc(socket_axis(at["aa"], at["ai"]), neck, at["phi"]).flexion_deg)


def test_baseline() -> None:
    assert limit() == pytest.approx(122.0, abs=0.05)


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("aa", -10, -6.2),
        ("aa", 10, 3.4),
        ("ai", -10, -15.3),
        ("ai", 10, 17.6),
        ("at", -15, -17.0),
        ("at", 15, 9.6),
        ("nsa", -10, 15.5),
        ("nsa", 10, -12.2),
        ("phi", -10, -16.9),
        ("phi", -5, -8.6),
        ("phi", 5, 9.0),
        ("add", -10, 13.2),
        ("add", -20, 33.4),
        ("rot", -15, 9.6),
        ("rot", 20, -23.8),
    ],
)
def test_one_change(name: str, change: float, expected: float) -> None:
    changed = limit(**{name: BASE[name] + change}) - limit()
    assert changed == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("version", "inclination", "torsion", "shaft", "phi", "expected"),
    [(15, 45, 15, 130, 60, 128.52), (20, 40, 15, 135, 62.5, 125.08)],
)
def test_prosthetic_hips(
    version: float, inclination: float, torsion: float, shaft: float, phi: float, expected: float
) -> None:
    aa, ai = anatomical_from_radiographic(version, inclination)
    found = limit(aa=float(aa), ai=float(ai), at=torsion, nsa=shaft, phi=phi)
    assert found == pytest.approx(expected, abs=0.01)


def test_conversion() -> None:
    version, inclination = anatomical_from_radiographic(15, 40)
    assert float(version) == pytest.approx(22.63, abs=0.005)
    assert float(inclination) == pytest.approx(42.27, abs=0.005)


@given(st.floats(-50, 60), st.floats(5, 85))
def test_each_definition_of_the_angles_leads_to_the_same_axis(
    version: float, inclination: float
) -> None:
    forward, up, outward = socket_axis(version, inclination)
    radiographic = np.rad2deg([np.arcsin(forward), np.arctan2(outward, -up)])
    operative = np.rad2deg([np.arctan2(forward, -up), np.arcsin(outward)])
    for found in (
        anatomical_from_radiographic(*radiographic),
        anatomical_from_operative(*operative),
    ):
        np.testing.assert_allclose(found, [version, inclination], atol=1e-6)


ANGLES = {
    "aa": st.floats(-10, 45),
    "ai": st.floats(25, 65),
    "at": st.floats(-10, 35),
    "nsa": st.floats(110, 145),
    "phi": st.floats(40, 75),
    "add": st.floats(-25, 10),
    "rot": st.floats(-30, 20),
}


@given(st.fixed_dictionaries(ANGLES))
def test_at_the_limit_the_axes_part_by_the_free_angle(at: dict[str, float]) -> None:
    neck = thigh_turn(at["add"], at["rot"]) @ neck_frame(at["nsa"], at["at"])[:, 0]
    socket = socket_axis(at["aa"], at["ai"])
    arc = flexion_arc(socket, neck, at["phi"])
    assume(np.isfinite(arc.flexion_deg))
    for end in (arc.extension_deg, arc.flexion_deg):
        assert float(angle_between(socket, neck, end)) == pytest.approx(at["phi"], abs=1e-4)
        # The same from the rotation itself.
        cosine = socket @ (about_z(end) @ neck)
        assert np.rad2deg(np.arccos(cosine)) == pytest.approx(at["phi"], abs=1e-4)
    middle = (arc.extension_deg + arc.flexion_deg) / 2
    assert float(angle_between(socket, neck, middle)) <= at["phi"] + 1e-6


@given(st.fixed_dictionaries(ANGLES), st.floats(0.1, 10))
def test_a_wider_opening_never_takes_flexion(at: dict[str, float], more: float) -> None:
    narrow, wide = limit(**at), limit(**(at | {"phi": at["phi"] + more}))
    assert np.isnan(narrow) or wide > narrow or np.isposinf(wide)


@given(st.fixed_dictionaries(ANGLES), st.floats(-30, 30))
def test_a_tilt_of_the_socket_is_flexion_one_to_one(at: dict[str, float], tilt: float) -> None:
    neck = thigh_turn(at["add"], at["rot"]) @ neck_frame(at["nsa"], at["at"])[:, 0]
    socket = socket_axis(at["aa"], at["ai"])
    before = flexion_arc(socket, neck, at["phi"]).flexion_deg
    after = flexion_arc(about_z(tilt) @ socket, neck, at["phi"]).flexion_deg
    assume(np.isfinite(before))
    assert (after - before - tilt + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


def test_no_contact_and_infeasible_are_told_apart() -> None:
    socket = socket_axis(20, 45)
    neck = neck_frame(127, 15)[:, 0]
    phi = np.array([0.0, -5.0, 5.0, 55.0, 170.0, 180.0, np.nan])
    arc = flexion_arc(socket, neck, phi)
    assert arc.infeasible.tolist() == [True, True, True, False, False, False, True]
    assert arc.no_contact.tolist() == [False, False, False, False, True, True, False]
    assert np.isneginf(arc.extension_deg[4])
    assert np.isfinite([arc.extension_deg[3], arc.flexion_deg[3]]).all()


@given(st.fixed_dictionaries(ANGLES), st.floats(0, 120))
def test_left_is_the_mirror_image_of_right(at: dict[str, float], flexion: float) -> None:
    """A left hip built in space, turned by left-handed joints, parts its axes by the same angle."""
    mirror = np.diag([1.0, 1.0, -1.0])
    socket = mirror @ socket_axis(at["aa"], at["ai"])
    neck = mirror @ neck_frame(at["nsa"], at["at"])[:, 0]
    # On the left, adduction and internal rotation turn about −X and −Y.
    turned = about_z(flexion) @ thigh_turn(-at["add"], -at["rot"]) @ neck
    left = np.rad2deg(np.arccos(np.clip(socket @ turned, -1, 1)))
    right = angle_between(
        socket_axis(at["aa"], at["ai"]),
        thigh_turn(at["add"], at["rot"]) @ neck_frame(at["nsa"], at["at"])[:, 0],
        flexion,
    )
    assert left == pytest.approx(float(right), abs=1e-6)
