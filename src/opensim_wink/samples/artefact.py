"""What keeps a marker from showing the bone: noise of the cameras, and skin that moves over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.samples.marking import Marking
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]

_FULL_DEG = 110.0  # hip or knee flexion at which the skin has moved by the amplitudes below

# Shift of the skin at full flexion in the frame of the bone, X forward, Y up, Z outwards, m. The
# fold of the groin pushes up what lies over the ASIS; the skin over the sacrum is drawn down.
_ASIS_M = np.array([0.0025, 0.0045, 0.0010])
_PSIS_M = np.array([0.0010, -0.0020, 0.0])
_THIGH_M = np.array([-0.0050, 0.0090, 0.0070])
_SHANK_M = np.array([0.0020, -0.0040, 0.0030])
_KNEE_M = np.array([0.0040, 0.0050, 0.0020])
_TRUNK_M = np.array([0.0, 0.0035, 0.0])


@dataclass(frozen=True)
class Noise:
    """Noise of the cameras on each coordinate of each marker.

    Attributes
    ----------
    white_mm : float
        Standard deviation of what is new in every frame.
    slow_mm : float
        Standard deviation of what stays alike for some frames.
    correlation : float
        Correlation of the slow part from frame to frame.
    """

    white_mm: float = 0.25
    slow_mm: float = 0.4
    correlation: float = 0.95


def camera_noise(noise: Noise, shape: tuple[int, int, int], rng: np.random.Generator) -> FloatArray:
    """Errors of measured places.

    Parameters
    ----------
    noise : Noise
        How large.
    shape : tuple of int
        Frames, markers, 3.
    rng : numpy.random.Generator
        Where it comes from.

    Returns
    -------
    ndarray, shape ``shape``
        Metres; an AR(1) process in its steady state, and white noise.
    """
    from scipy.signal import lfilter

    rho = noise.correlation
    fresh = rng.normal(0.0, 1.0, shape) * np.sqrt(1.0 - rho**2)
    fresh[0] /= np.sqrt(1.0 - rho**2)
    slow = np.asarray(lfilter([1.0], [1.0, -rho], fresh, axis=0))
    white = rng.normal(0.0, 1.0, shape)
    return np.asarray(1e-3 * (noise.slow_mm * slow + noise.white_mm * white))


def skin_shift(
    marking: Marking,
    hip_deg: FloatArray,
    knee_deg: FloatArray,
    lumbar_deg: FloatArray,
    amplitude: float,
    rng: np.random.Generator,
) -> FloatArray:
    """How far the skin has carried each marker, growing with the square of the flexion.

    Parameters
    ----------
    marking : Marking
        The markers.
    hip_deg, knee_deg : ndarray, shape (T, 2)
        Flexion, right and left.
    lumbar_deg : ndarray, shape (T,)
        Lumbar flexion from standing.
    amplitude : float
        1 for the shifts of this module's tables.
    rng : numpy.random.Generator
        Draws by how much single markers differ (SD 20 %).

    Returns
    -------
    ndarray, shape (T, M, 3)
        Metres, in the frame of each marker's body.
    """
    hip, knee = ((np.maximum(angle, 0.0) / _FULL_DEG) ** 2 for angle in (hip_deg, knee_deg))
    shift = np.zeros((len(hip), len(marking.labels), 3))
    for index, landmark in enumerate(marking.landmarks):
        course, size = _how(landmark, hip, knee, lumbar_deg / 30.0)
        mirror = np.array([1.0, 1.0, -1.0 if landmark.endswith("_l") else 1.0])
        own = amplitude * (1.0 + 0.2 * rng.standard_normal())
        shift[:, index] = own * course[:, None] * size * mirror
    return shift


def _how(
    landmark: str, hip: FloatArray, knee: FloatArray, lumbar: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Course over time and full shift for one landmark."""
    known = vocabulary()[landmark]
    side = 1 if known.side == "l" else 0
    stem = known.segment.removesuffix("_r").removesuffix("_l")
    if stem == "pelvis":
        course = hip.mean(axis=1) if known.side is None else hip[:, side]
        front = landmark.startswith(("asis", "iliac", "pelvis_side"))
        return course, _ASIS_M if front else _PSIS_M
    if stem == "femur":
        technical = known.kind == "technical" or landmark.startswith("trochanter")
        return (hip[:, side], _THIGH_M) if technical else (knee[:, side], _KNEE_M)
    if stem == "tibia":
        course = knee[:, side]
        return course, _SHANK_M if known.kind == "technical" else 0.0 * _SHANK_M
    if stem in ("lumbar", "thorax"):
        return lumbar, _TRUNK_M
    return 0.0 * lumbar, np.zeros(3)
