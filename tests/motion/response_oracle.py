"""What the linear response of a fit says of its coordinates, in full: oracles for the samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.covariance import spread
from opensim_wink.motion.noise.marker_response import MarkerResponse
from opensim_wink.motion.noise.soft_tissue import MarkerNoise, marker_errors


def respond(
    motion: Motion,
    tree: KinematicTree,
    displacement_m: np.ndarray,
    *,
    tasks: IKTasks | None = None,
) -> np.ndarray:
    """Change of every coordinate (T, C) when the measured markers (T, M, 3) are displaced."""
    response = MarkerResponse(motion, tree, tasks)
    out = np.full((motion.n_frames, len(tree.coordinates)), np.nan)
    for part in response.gains(np.arange(len(tree.coordinates))):
        out[part.frames] = np.einsum("tkmi,tmi->tk", part.gain, displacement_m[part.frames])
    return out


def coordinate_covariance(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    coordinates: Sequence[str] | None = None,
    frames: np.ndarray | None = None,
    measured: np.ndarray | None = None,
    standing: np.ndarray | None = None,
) -> np.ndarray:
    """Covariance of coordinates in each frame, noise and skin together, (N, K, K).

    0 for held coordinates; NaN without a solution and where no visible marker moves one.
    """
    response = MarkerResponse(motion, tree)
    names = tree.coordinates if coordinates is None else tuple(coordinates)
    chosen = np.array([tree.coordinate(name) for name in names], dtype=np.intp)
    asked = np.arange(motion.n_frames) if frames is None else frames
    errors = marker_errors(motion, tree, profile, noise, measured=measured, standing=standing)
    variance = errors.noise_m**2 + errors.skin_m**2
    out = np.full((motion.n_frames, len(chosen), len(chosen)), np.nan)
    for part in response.gains(chosen, asked[np.isin(asked, response.solved)]):
        out[part.frames] = spread(part.gain, variance[part.frames])
    return out[asked]


def coordinate_sd(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    measured: np.ndarray | None = None,
    standing: np.ndarray | None = None,
) -> np.ndarray:
    """Standard deviation of every coordinate in every frame, (T, C), as the covariance has it."""
    whole = coordinate_covariance(
        motion, tree, profile, noise, measured=measured, standing=standing
    )
    return np.sqrt(np.diagonal(whole, axis1=1, axis2=2))
