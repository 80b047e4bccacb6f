"""Whole curves that the markers' errors make possible, drawn around a solved motion.

Each sample is one draw of every marker's error over the whole trial, passed on to the coordinates
by the linearised fit (see `marker_response`). Skin that the posture carries is passed on exactly
so: one shift a marker and sample, turned with its body. Noise that changes with time is drawn in
coordinates, ``L(t) y(t)``: ``L Lᵀ`` is its covariance in the frame and y a first-order
autoregressive process. That is exact within a frame; between two frames it takes the response of
the coordinates to the markers as the same, which holds over the fraction of a second for which
noise stays alike.

Markers that are left in place slide alike in all trials of a session: the draw of a marker's skin
follows from the seed and the marker's name alone, however long the trial and whichever other
markers were seen. Noise is drawn anew for each recording.

The linearisation leaves out how residuals bend the fit, what larger errors do to the Jacobian, that
the model itself may be wrong (sizes, joint centres, marker offsets), and skin that moves other than
in proportion to the flexion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, SettingError, did_you_mean, listed
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.covariance import spread
from opensim_wink.motion.noise.marker_response import Gains, MarkerResponse
from opensim_wink.motion.noise.soft_tissue import MarkerErrors, MarkerNoise, marker_errors
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]
SampleArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_FILTERED_AT_ONCE = 500_000  # numbers: what the processor caches


@dataclass(frozen=True, eq=False)
class MotionSamples:
    """Deviations of coordinates from the solved motion.

    Attributes
    ----------
    coordinates : tuple of str
        Sampled coordinates, length K.
    deviation : ndarray of float32, shape (S, T, K)
        Rad or m, to add to the motion's values; 0 for held coordinates; NaN in frames without a
        solution and where no visible marker moves the coordinate.
    rate_hz : float
        Frames a second.
    noise : MarkerNoise
        What was drawn from.
    seed : int
        Of the draw; the same seed gives the same samples.
    """

    coordinates: tuple[str, ...]
    deviation: SampleArray
    rate_hz: float
    noise: MarkerNoise
    seed: int

    @property
    def n_samples(self) -> int:
        """Number of samples S."""
        return len(self.deviation)

    def coordinate(self, name: str) -> SampleArray:
        """Deviations of one coordinate.

        Parameters
        ----------
        name : str
            Native coordinate name.

        Returns
        -------
        ndarray of float32, shape (S, T)
            Rad or m.

        Raises
        ------
        MotionError
            If the coordinate was not sampled.
        """
        if name not in self.coordinates:
            raise MotionError(
                f"coordinate '{name}' was not sampled; sampled are: {listed(self.coordinates)}."
                f"{did_you_mean(name, self.coordinates)}"
            )
        return self.deviation[:, :, self.coordinates.index(name)]

    def lowpassed(self, cutoff_hz: float) -> MotionSamples:
        """The same samples through the zero-lag filter that curves go through.

        Parameters
        ----------
        cutoff_hz : float
            Cutoff, Hz.

        Returns
        -------
        MotionSamples
            Filtered like `opensim_wink.trial.filters.lowpass`.

        Raises
        ------
        SettingError
            If the cutoff does not suit the frame rate.
        """
        drawn = self.deviation.transpose(1, 2, 0)
        by_frame = np.empty(drawn.shape, dtype=np.float32)
        at_once = max(1, _FILTERED_AT_ONCE // max(1, drawn[:, 0].size))
        alike: dict[bytes, list[int]] = {}  # coordinates with the same gaps are filtered together
        for column in range(len(self.coordinates)):
            alike.setdefault(np.isnan(drawn[:, column, 0]).tobytes(), []).append(column)
        for columns in alike.values():
            for start in range(0, len(columns), at_once):
                part = columns[start : start + at_once]
                curves = drawn[:, part].astype(np.float64)
                by_frame[:, part] = lowpass(curves, self.rate_hz, cutoff_hz)
        return replace(self, deviation=by_frame.transpose(2, 0, 1))


def sample_curves(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    noise: MarkerNoise,
    *,
    n: int = 200,
    seed: int = 0,
    tasks: IKTasks | None = None,
    measured: BoolArray | None = None,
    standing: FloatArray | None = None,
    coordinates: Sequence[str] | None = None,
    recording: str | None = None,
) -> MotionSamples:
    """Draw whole-curve deviations of a solved motion.

    Parameters
    ----------
    motion : Motion
        Solved coordinates, with the markers that were followed and their weights.
    tree : KinematicTree
        The model.
    profile : Profile
        Which body is what.
    noise : MarkerNoise
        Size of the markers' errors.
    n : int
        Number of samples S.
    seed : int
        Of the draw.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals. A goal is taken as certain.
    measured : ndarray of bool, shape (T, M), optional
        False where a gap was filled.
    standing : ndarray, shape (C,), optional
        Posture in which no skin has moved, as in `marker_errors`.
    coordinates : sequence of str, optional
        Which coordinates; those above pelvis, thorax and feet by default.
    recording : str, optional
        What tells the recording from others of the same seed, such as its file's fingerprint; the
        motion's name and length by default. Noise of two recordings is independent, sliding of the
        skin under markers of the same name is the same, sample by sample.

    Returns
    -------
    MotionSamples
        S curves of K coordinates: 4·S·T·K bytes.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    ModelError
        If the model has no such coordinate.
    SettingError
        If ``n`` is below 1.
    """
    if n < 1:
        raise SettingError(f"{n} samples: ask for at least 1 (200 for a 95 % interval).")
    response = MarkerResponse(motion, tree, tasks)
    names = squat_coordinates(tree, profile) if coordinates is None else tuple(coordinates)
    chosen = np.array([tree.coordinate(name) for name in names], dtype=np.intp)
    rate_hz = frame_rate(motion.time_s) if motion.n_frames > 1 else 100.0
    errors = marker_errors(motion, tree, profile, noise, measured=measured, standing=standing)
    shift = skin_shifts(motion.markers, n, seed)
    key = f"{motion.name} {motion.n_frames}" if recording is None else recording
    shape = (motion.n_frames, len(names), n)
    correlation = np.exp(-1.0 / (rate_hz * noise.correlation_s))
    deviation = _autoregressive(shape, correlation, _stream(seed, "noise", key))
    unsolved = np.ones(motion.n_frames, dtype=bool)
    unsolved[response.solved] = False
    deviation[unsolved] = np.nan
    for part in response.gains(chosen):
        deviation[part.frames] = _deviate(part, errors, deviation[part.frames], shift)
    return MotionSamples(names, deviation.transpose(2, 0, 1), rate_hz, noise, seed)


def skin_shifts(markers: Sequence[str], n: int, seed: int) -> SampleArray:
    """Unit shifts of the skin under markers, in the frames of their bodies.

    Parameters
    ----------
    markers : sequence of str
        Names in the model, length M.
    n : int
        Number of samples S.
    seed : int
        Of the draw.

    Returns
    -------
    ndarray of float32, shape (3M, S)
        Three rows a marker. They depend on its name and the seed alone; more samples begin with
        the same ones.
    """
    draws = [
        _stream(seed, "skin", name).standard_normal((n, 3), dtype=np.float32).T for name in markers
    ]
    return np.concatenate(draws)


def squat_coordinates(tree: KinematicTree, profile: Profile) -> tuple[str, ...]:
    """Coordinates that place pelvis, thorax, thighs, shanks and feet, and those that flex them.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    profile : Profile
        Its bodies.

    Returns
    -------
    tuple of str
        Names in the model's order; coupled coordinates appear by those that drive them.
    """
    parent = {joint.child: joint for joint in tree.joints}
    used: set[int] = set()
    sided = (profile.femur, profile.tibia, profile.foot)
    bodies = [
        profile.pelvis,
        profile.torso,
        *(s[side] for s in sided for side in SIDES if side in s),
    ]
    for name in filter(None, bodies):
        at = tree.body(name)
        while at in parent:
            for axis in parent[at].axes:
                used.update(lead for c in axis.coordinates for lead in tree.leads(c))
            at = parent[at].parent
    flexed = (profile.hip_flexion, profile.knee_flexion, profile.ankle_dorsiflexion)
    parts = [profile.posterior_pelvic_tilt, *profile.lumbar_flexion]
    parts += [part for sides in flexed for part in sides.values()]
    used.update(tree.coordinate(part.name) for part in parts)
    return tuple(name for index, name in enumerate(tree.coordinates) if index in used)


def _stream(seed: int, part: str, key: str) -> np.random.Generator:
    """Random numbers of their own for each part and key."""
    digest = hashlib.sha256(f"{part}:{key}".encode()).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=tuple(words)))


def _deviate(
    part: Gains, errors: MarkerErrors, unit: SampleArray, shift: SampleArray
) -> SampleArray:
    """Deviations of some frames from unit noise (t, K, S) and unit shifts (3M, S) of the skin."""
    skin_m, noise_m = errors.skin_m[part.frames], errors.noise_m[part.frames]
    lost: BoolArray = np.isnan(part.gain[:, :, 0, 0])
    gain = np.where(lost[:, :, None, None], 0.0, part.gain) if lost.any() else part.gain
    factor = _factor(spread(gain, noise_m**2)).astype(np.float32)
    out = np.matmul(factor, unit)
    # Marker by marker: many small products are several times faster so than by einsum.
    shifted = np.matmul(gain.transpose(0, 2, 1, 3), part.turn * skin_m[:, :, None, None])
    carried = shifted.transpose(0, 2, 1, 3).reshape(-1, len(shift)).astype(np.float32)
    out += (carried @ shift).reshape(out.shape)
    out[lost] = np.nan
    return out


def _factor(covariance: FloatArray) -> FloatArray:
    """``L`` with ``L Lᵀ`` the covariance; rows of coordinates without any stay 0."""
    diagonal = np.einsum("tkk->tk", covariance)
    scale = np.sqrt(diagonal)
    safe = np.where(scale > 0, scale, 1.0)
    unit = covariance / (safe[:, :, None] * safe[:, None, :])
    places = np.arange(covariance.shape[1])
    # Coordinates that follow each other are correlated fully; 1e-9 keeps the factor real.
    unit[:, places, places] = 1.0 + 1e-9
    return np.linalg.cholesky(unit) * scale[:, :, None]


def _autoregressive(
    shape: tuple[int, int, int], correlation: float, rng: np.random.Generator
) -> SampleArray:
    """Unit noise over the first axis, alike from frame to frame by ``correlation``."""
    out = rng.standard_normal(shape, dtype=np.float32)
    fresh, kept = np.float32(np.sqrt(1.0 - correlation**2)), np.float32(correlation)
    for frame in range(1, len(out)):
        out[frame] *= fresh
        out[frame] += kept * out[frame - 1]
    return out
