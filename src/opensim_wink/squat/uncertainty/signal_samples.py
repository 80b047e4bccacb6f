"""The squat's clinical curves once for every draw of the markers' errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side, SignedCoordinate
from opensim_wink.body.subject import Subject
from opensim_wink.errors import SettingError, listed
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.point_rates import PointRates
from opensim_wink.motion.noise.samples import MotionSamples, squat_coordinates
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.filters import lowpass

FloatArray = NDArray[np.float64]
SampleArray = NDArray[np.float32]

_CHUNK = 256  # frames worked on together


@dataclass(frozen=True, eq=False)
class SignalSamples:
    """Clinical curves of S samples: the signals plus each sample's deviation from them.

    Fields bear the names of `opensim_wink.squat.signals.SquatSignals` and hold whole values in its
    units; NaN where the signal is NaN.

    Attributes
    ----------
    hip_height_m : ndarray, shape (S, T)
        Mean height of both hip centres.
    knee_height_m : ndarray, shape (S, T, 2)
        Height of the knee centres, right and left.
    posterior_pelvic_tilt_deg : ndarray, shape (S, T)
        + posterior.
    lumbar_flexion_deg : ndarray, shape (S, T)
        + flexed.
    hip_flexion_deg, knee_flexion_deg, ankle_dorsiflexion_deg : ndarray, shape (S, T, 2)
        Right and left, + flexed.
    trunk_lean_deg : ndarray, shape (S, T)
        Forward lean of the thorax.
    thigh_inclination_deg : ndarray, shape (S, T, 2)
        Thigh against the horizontal, right and left.
    """

    hip_height_m: SampleArray
    knee_height_m: SampleArray
    posterior_pelvic_tilt_deg: SampleArray
    lumbar_flexion_deg: SampleArray
    hip_flexion_deg: SampleArray
    knee_flexion_deg: SampleArray
    ankle_dorsiflexion_deg: SampleArray
    trunk_lean_deg: SampleArray
    thigh_inclination_deg: SampleArray

    @property
    def n_samples(self) -> int:
        """Number of samples S."""
        return len(self.hip_height_m)


def sample_signals(
    subject: Subject,
    motion: Motion,
    signals: SquatSignals,
    samples: MotionSamples,
    *,
    cutoff_hz: float = 6.0,
) -> SignalSamples:
    """Turn samples of coordinates into samples of the clinical curves.

    The deviations go through the filter of the signals. Angles that are coordinates follow them;
    heights, inclination and lean follow by their derivatives, to first order: an error of the
    second order in the deviation (at 2° of a thigh of 0.4 m: 0.2 mm).

    Parameters
    ----------
    subject : Subject
        The scaled model.
    motion : Motion
        The solved motion.
    signals : SquatSignals
        Its curves.
    samples : MotionSamples
        Deviations of its coordinates, at least those of
        `opensim_wink.motion.noise.samples.squat_coordinates`.
    cutoff_hz : float
        Cutoff of the filter that the signals went through.

    Returns
    -------
    SignalSamples
        NaN where the signal is NaN or no visible marker tells a coordinate that it rests on.

    Raises
    ------
    SettingError
        If coordinates that the curves need were not sampled.
    """
    tree, profile = subject.tree, subject.profile
    needed = squat_coordinates(tree, profile)
    lacking = [name for name in needed if name not in samples.coordinates]
    if lacking:
        raise SettingError(
            f"the samples lack {listed(lacking)}; sample all that squat_coordinates names: "
            f"{listed(needed)}."
        )
    smooth = samples.lowpassed(cutoff_hz)
    values = lowpass(motion.values_of(tree), samples.rate_hz, cutoff_hz)
    height_m, inclination_deg, lean_deg = _placed(subject, values, smooth)

    def sided(curve: FloatArray, parts: dict[Side, SignedCoordinate]) -> SampleArray:
        moved = [_turned(smooth, (parts[s],) if s in parts else ()) for s in SIDES]
        return (curve[:, :, None] + np.stack(moved, axis=1)).astype(np.float32).transpose(2, 0, 1)

    def single(curve: FloatArray, moved: SampleArray) -> SampleArray:
        return (curve[:, None] + moved).astype(np.float32).T

    def paired(curve: FloatArray, moved: SampleArray) -> SampleArray:
        return (curve[:, :, None] + moved).astype(np.float32).transpose(2, 0, 1)

    tilt = _turned(smooth, (profile.posterior_pelvic_tilt,))
    return SignalSamples(
        hip_height_m=single(signals.hip_height_m, height_m[:, :2].mean(axis=1)),
        knee_height_m=paired(signals.knee_height_m, height_m[:, 2:]),
        posterior_pelvic_tilt_deg=single(signals.posterior_pelvic_tilt_deg, tilt),
        lumbar_flexion_deg=single(
            signals.lumbar_flexion_deg, _turned(smooth, profile.lumbar_flexion)
        ),
        hip_flexion_deg=sided(signals.hip_flexion_deg, profile.hip_flexion),
        knee_flexion_deg=sided(signals.knee_flexion_deg, profile.knee_flexion),
        ankle_dorsiflexion_deg=sided(signals.ankle_dorsiflexion_deg, profile.ankle_dorsiflexion),
        trunk_lean_deg=single(signals.trunk_lean_deg, lean_deg),
        thigh_inclination_deg=paired(signals.thigh_inclination_deg, inclination_deg),
    )


def _turned(samples: MotionSamples, parts: tuple[SignedCoordinate, ...]) -> SampleArray:
    """Deviation of a sum of signed coordinates in degrees, (T, S)."""
    total = np.zeros(samples.deviation.shape[1::-1], dtype=np.float32)
    for part in parts:
        total += np.float32(np.rad2deg(part.sign)) * samples.coordinate(part.name).T
    return total


def _placed(
    subject: Subject, values: FloatArray, samples: MotionSamples
) -> tuple[SampleArray, SampleArray, SampleArray]:
    """Deviations of hip and knee heights (T, 4, S), inclinations (T, 2, S) and the lean (T, S)."""
    tree = subject.tree
    coupled = {coupler.dependent for coupler in tree.couplers}
    columns = [
        k for k, name in enumerate(samples.coordinates) if tree.coordinate(name) not in coupled
    ]
    free = np.array([tree.coordinate(samples.coordinates[k]) for k in columns], dtype=np.intp)
    rates = PointRates(Kinematics(tree), _points(subject), free)
    values = tree.follow_couplers(values)
    out = np.empty((len(values), 7, samples.n_samples), dtype=np.float32)
    for start in range(0, len(values), _CHUNK):
        frames = slice(start, start + _CHUNK)
        _, place, rate = rates(values[frames].T)
        slope = _slopes(place, rate)
        deviation = samples.deviation[:, frames, columns].transpose(1, 2, 0)
        lost = np.isnan(deviation[:, :, 0])
        moved = np.matmul(slope, np.where(lost[:, :, None], 0.0, deviation))
        moved[((np.abs(slope) > 0) & lost[:, None]).any(axis=2)] = np.nan
        out[frames] = moved
    return out[:, :4], out[:, 4:6], out[:, 6]


def _points(subject: Subject) -> list[tuple[int, FloatArray]]:
    """Hip centres, knee centres, and two points of the thorax that lie above each other."""
    tree, profile = subject.tree, subject.profile
    points: list[tuple[int, FloatArray]] = []
    for bodies in (profile.femur, profile.tibia):
        for side in SIDES:
            joint = tree.joint_of(bodies[side])
            points.append((joint.child, joint.child_frame.position))
    torso = tree.body(profile.torso or profile.pelvis)
    return [*points, (torso, np.zeros(3)), (torso, np.array([0.0, 1.0, 0.0]))]


def _slopes(place: FloatArray, rate: FloatArray) -> SampleArray:
    """Derivatives of the seven placed curves by the coordinates, (t, 7, F), m or degrees."""
    thigh, d_thigh = place[:, 2:4] - place[:, :2], rate[:, :, 2:4] - rate[:, :, :2]
    level = np.linalg.norm(thigh[..., [0, 2]], axis=-1)
    along = np.einsum("tpi,tfpi->tfp", thigh[..., [0, 2]], d_thigh[..., [0, 2]])
    sink = -level[:, None] * d_thigh[..., 1] + (thigh[..., 1] / level)[:, None] * along
    inclination = sink / np.sum(thigh**2, axis=-1)[:, None]
    up, d_up = place[:, 5] - place[:, 4], rate[:, :, 5] - rate[:, :, 4]
    lean = up[:, None, 1] * d_up[..., 0] - up[:, None, 0] * d_up[..., 1]
    lean /= (up[:, 0] ** 2 + up[:, 1] ** 2)[:, None]
    angles = np.rad2deg(np.concatenate([inclination, lean[..., None]], axis=2))
    whole = np.concatenate([rate[:, :, :4, 1], angles], axis=2)
    return np.asarray(whole.transpose(0, 2, 1), dtype=np.float32)
