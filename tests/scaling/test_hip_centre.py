from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.scaling.hip_centre import (
    harrington_hip_centres,
    pelvis_frame,
    placed_centres,
)

WIDTH, DEPTH = 0.24, 0.15


def pelvis(width: float = WIDTH, depth: float = DEPTH) -> dict[str, np.ndarray]:
    """A level pelvis facing +X with the ASIS midpoint at the origin."""
    return {
        "asis_r": np.array([[0.0, 0.0, width / 2]]),
        "asis_l": np.array([[0.0, 0.0, -width / 2]]),
        "psis_r": np.array([[-depth, 0.0, 0.04]]),
        "psis_l": np.array([[-depth, 0.0, -0.04]]),
    }


def test_harrington_on_a_level_pelvis() -> None:
    right = harrington_hip_centres(pelvis())["r"][0]
    # Millimetres, as published: −0.24·PD − 9.9, −0.30·PW − 10.9, 0.33·PW + 7.3.
    assert right == pytest.approx([-0.0459, -0.0829, 0.0865], abs=1e-12)


def test_both_sides_mirror_each_other() -> None:
    found = harrington_hip_centres(pelvis())
    assert found["l"] == pytest.approx(found["r"] * (1, 1, -1))


@given(
    angles=st.tuples(*[st.floats(-3, 3)] * 3),
    shift=st.tuples(*[st.floats(-2, 2)] * 3),
    width=st.floats(0.18, 0.32),
    depth=st.floats(0.1, 0.2),
)
def test_centres_move_with_the_pelvis(angles, shift, width, depth) -> None:
    turn = Rotation.from_rotvec(angles).as_matrix()
    still = pelvis(width, depth)
    moved = {name: place @ turn.T + shift for name, place in still.items()}
    for side, centre in harrington_hip_centres(moved).items():
        assert centre == pytest.approx(harrington_hip_centres(still)[side] @ turn.T + shift)


def test_sacrum_stands_in_for_the_psis() -> None:
    places = pelvis()
    sacrum = (places.pop("psis_r") + places.pop("psis_l")) / 2
    centres = harrington_hip_centres({**places, "sacrum": sacrum})
    assert centres["r"] == pytest.approx(harrington_hip_centres(pelvis())["r"])


def test_frame_is_right_handed_with_up_out_of_the_plane_of_the_markers() -> None:
    origin, axes = pelvis_frame(pelvis())
    assert origin[0] == pytest.approx([0, 0, 0])
    assert axes[0] == pytest.approx(np.eye(3))


def test_unseen_markers_give_unseen_centres() -> None:
    places = pelvis()
    places["psis_r"] = np.full((1, 3), np.nan)
    assert np.isnan(harrington_hip_centres(places)["r"]).all()


@given(angles=st.tuples(*[st.floats(-3, 3)] * 3), shift=st.tuples(*[st.floats(-2, 2)] * 3))
def test_a_pelvis_carries_its_hip_centres_along(angles, shift) -> None:
    turn = Rotation.from_rotvec(angles).as_matrix()
    own = {name: place[0] for name, place in pelvis().items()}
    centre = {"hip_centre_r": np.array([-0.05, -0.08, 0.09])}
    measured = {name: np.stack([place, place]) @ turn.T + shift for name, place in own.items()}
    measured["asis_l"][1] = np.nan
    found = placed_centres(own, centre, measured)["hip_centre_r"]
    assert found[0] == pytest.approx(turn @ centre["hip_centre_r"] + shift)
    assert np.isnan(found[1]).all()


def test_a_pelvis_of_another_size_lies_evenly_on_the_markers() -> None:
    own = {name: place[0] for name, place in pelvis().items()}
    measured = pelvis(width=WIDTH + 0.02)
    centre = {"hip_centre_r": np.array([-0.05, -0.08, 0.09])}
    assert placed_centres(own, centre, measured)["hip_centre_r"][0] == pytest.approx(
        [-0.05, -0.08, 0.09]
    )
