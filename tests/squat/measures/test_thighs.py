"""Thighs in the pelvis: the turns that the coordinates made, signs the same on both sides."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standing_person import generic, mirrored, posture, standing

from opensim_wink.squat.measures.thighs import thigh_angles

angle = st.floats(-40.0, 40.0)


def angles(values: np.ndarray) -> np.ndarray:
    """Flexion, adduction, internal rotation of one frame: (3, 2)."""
    dynamics = standing(values)
    return thigh_angles(generic()[0], dynamics.kinematics, dynamics.poses)[:, 5]


@settings(max_examples=15, deadline=None)
@given(flexion=st.floats(-20.0, 130.0), turn=st.tuples(angle, angle), root=st.tuples(angle, angle))
def test_the_packaged_hips_are_taken_apart_as_they_turn(
    flexion: float, turn: tuple[float, float], root: tuple[float, float]
) -> None:
    made = {"hip_flexion_r": flexion, "hip_adduction_r": turn[0], "hip_rotation_r": turn[1]}
    values = posture(pelvis_tilt=root[0], pelvis_rotation=root[1], **made)
    found = angles(values)
    np.testing.assert_allclose(found[:, 0], [flexion, *turn], atol=1e-6)
    np.testing.assert_allclose(found[:, 1], 0.0, atol=1e-6)
    np.testing.assert_allclose(angles(mirrored(values)), found[:, ::-1], atol=1e-6)


def test_unsolved_frames_give_nothing() -> None:
    assert angles(np.full_like(posture(), np.nan)) == pytest.approx(
        np.full((3, 2), np.nan), nan_ok=True
    )
