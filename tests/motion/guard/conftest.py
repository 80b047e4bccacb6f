from __future__ import annotations

import pytest

from opensim_wink.body.profile import Profile, SignedCoordinate


@pytest.fixture
def profile() -> Profile:
    hip = {"r": SignedCoordinate("hip_r", 1.0), "l": SignedCoordinate("hip_l", 1.0)}
    knee = {"r": SignedCoordinate("knee_r", 1.0)}
    return Profile(
        family="unknown",
        posterior_pelvic_tilt=SignedCoordinate("tilt", 1.0),
        lumbar_flexion=(SignedCoordinate("bend", -1.0),),
        lumbar_levels=1,
        hip_flexion=hip,
        knee_flexion=knee,
        ankle_dorsiflexion={},
        pelvis="pelvis",
        torso="torso",
        femur={"r": "femur_r", "l": "femur_l"},
        tibia={"r": "tibia_r"},
        foot={"r": "foot_r"},
    )
