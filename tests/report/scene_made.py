"""A small scene made up for all that draws: a pelvis that tips, legs, a lumbar spine, a head."""

from __future__ import annotations

import numpy as np

from opensim_wink.report.scene.scene import (
    Scene,
    SceneBody,
    SceneBone,
    SceneForce,
    SceneMarker,
    ScenePath,
)

N_FRAMES = 101  # ten seconds at 10 Hz; the pelvis tips back by 1° a frame


def about_right(angle_rad: np.ndarray) -> np.ndarray:
    """Quaternions of turns about Z, which tip to the back for positive angles."""
    zero = np.zeros_like(angle_rad)
    return np.stack([np.cos(angle_rad / 2), zero, zero, np.sin(angle_rad / 2)], axis=1)


def way(forward: float, up: float, right: float) -> np.ndarray:
    return np.array([forward, up, right])


def made_scene(label: str = "LASI", *, unsolved: slice = slice(0, 0)) -> Scene:
    time_s = np.arange(N_FRAMES) / 10.0
    still = np.zeros((N_FRAMES, 3))
    at = still + way(0.0, 1.0, 0.0)
    at[unsolved] = np.nan
    turn = about_right(np.deg2rad(np.arange(N_FRAMES) * 0.5))
    turn[unsolved] = np.nan
    ring = np.array([(-0.1, 0.1, 0.05), (0.0, 0.17, 0.12), (0.06, 0.08, 0.12), (0.04, -0.05, 0.0)])
    bones = [
        SceneBone(0, "pelvis", side, ring * (1.0, 1.0, sign), 0.01)
        for side, sign in (("r", 1.0), ("l", -1.0))
    ]
    bones += [
        SceneBone(0, "sacrum", "", np.array([(-0.03, 0.13, 0.0), (-0.08, 0.0, 0.0)]), 0.015),
        SceneBone(1, "vertebra", "", np.array([(0, 0.0, 0), (0, 0.03, 0), (-0.05, 0, 0.0)]), 0.02),
        SceneBone(1, "skull", "", np.array([(0, 0.4, 0), (0, 0.5, 0), (0.1, 0.4, 0.0)]), 0.09),
        SceneBone(2, "shaft", "r", np.array([(0, 0, 0.08), (0.3, -0.2, 0.08)]), 0.016),
        SceneBone(2, "foot", "r", np.array([(0.2, -1, 0.1), (0.3, -0.2, 0.1), (0.4, -1, 0.1)]),
                  0.04),
    ]  # fmt: skip
    seen = still + way(0.1, 1.1, 0.1)
    seen[40:45] = np.nan
    path = np.stack([at + way(0.0, -0.1, 0.1), at + way(0.3, -0.3, 0.1)], axis=1)
    force = still + way(5.0, 400.0, 0.0)
    force[90:] = np.nan
    return Scene(
        time_s=time_s,
        bodies=(
            SceneBody("pelvis", at, turn),
            SceneBody("lumbar5", at + way(0.0, 0.13, 0.0), about_right(np.zeros(N_FRAMES))),
            SceneBody("femur_r", at, about_right(np.zeros(N_FRAMES))),
        ),
        bones=tuple(bones),
        markers=(SceneMarker(label, 0, np.array([0.1, 0.1, 0.1]), seen),),
        paths=(
            ScenePath("bflh_r", "biceps femoris, long head (right)", "r", path,
                      np.linspace(0.0, 9.0, N_FRAMES), np.full(N_FRAMES, np.nan)),
        ),
        forces=(SceneForce("ground r", "ground", "r", still + way(0.1, 0.0, 0.1), force),),
        body_weight_n=800.0,
    )  # fmt: skip
