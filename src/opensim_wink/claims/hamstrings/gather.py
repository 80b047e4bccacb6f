"""Collect the evidence: what a model's paths and fibres are at the moments of the repetitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_parameters import MuscleParameters, read_muscle_parameters
from opensim_wink.body.subject import Subject
from opensim_wink.claims.hamstrings.evidence import HIP_HAMSTRINGS, Evidence, RaiseSource
from opensim_wink.claims.hamstrings.moments import Moments, all_beside, sample
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.counterfactual import counterfactual_length
from opensim_wink.muscle.curves import MuscleCurves, muscle_curves
from opensim_wink.muscle.fibres import passive_extension_moment, passive_fibres
from opensim_wink.muscle.guard import MuscleGuard, guard_muscles
from opensim_wink.muscle.stretch import available_stretch
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

RAMP_STEPS = 11  # postures on the way from the bottom to the bottom without the wink
RAMP_RATE_HZ = 100.0


@dataclass(frozen=True, eq=False)
class Paths:
    """Paths of one model over one motion, as they come from :mod:`opensim_wink.muscle`.

    Attributes
    ----------
    subject : Subject
        The model.
    motion : Motion
        As solved, in this model's coordinates.
    curves : MuscleCurves
        Lengths and arms.
    guard : MuscleGuard
        Which frames may be believed.
    cutoff_hz : float
        Of the low-pass filter, for the curves as for the angles.
    """

    subject: Subject
    motion: Motion
    curves: MuscleCurves
    guard: MuscleGuard
    cutoff_hz: float

    @cached_property
    def smooth_motion(self) -> Motion:
        """The motion with its coordinates low-passed; NaN frames stay NaN."""
        return replace(self.motion, values=self._smooth(self.motion.values))

    def believed(self) -> BoolArray:
        """Frames of each muscle that may enter a verdict, shape (T, K).

        A moment arm that is too short for its own sign to mean something leaves the length to the
        model rather than to the person.
        """
        return self.guard.valid & ~self.guard.short_arm.any(axis=2)

    def lengths(self) -> FloatArray:
        """Low-passed lengths, shape (T, K), m."""
        return self._smooth(self.curves.length_m)

    def hip_arms(self) -> FloatArray:
        """Low-passed hip moment arms, shape (T, K), m, + flexes."""
        return self._smooth(self.curves.arm_m[:, :, self.curves.joints.index("hip_flexion")])

    def _smooth(self, values: FloatArray) -> FloatArray:
        return lowpass(values, frame_rate(self.curves.time_s), self.cutoff_hz)


def hamstring_columns(curves: MuscleCurves) -> list[int]:
    """Columns of the hamstrings that cross the hip."""
    return [k for k, group in enumerate(curves.groups) if group in HIP_HAMSTRINGS]


def gather(
    paths: Paths,
    moments: Moments,
    net_nm: FloatArray,
    settings: LombardSettings,
    *,
    slr_motion: Motion | None = None,
) -> Evidence:
    """Read the hamstrings' lengths, arms and passive moments at the moments of the repetitions.

    Parameters
    ----------
    paths : Paths
        One model over the trial.
    moments : Moments
        When to look; at least one repetition.
    net_nm : ndarray, shape (T,)
        Net hip extension moment of one side.
    settings : LombardSettings
        Error of the hip angle and the straight-leg raise that is stated or assumed.
    slr_motion : Motion, optional
        A straight-leg raise of the person.

    Returns
    -------
    Evidence
        Of this model.
    """
    curves, time_s = paths.curves, paths.curves.time_s
    columns = hamstring_columns(curves)
    names = tuple(curves.names[k] for k in columns)
    when_s, bottom_s = moments.times(time_s), time_s[moments.bottom]
    length, arm = paths.lengths()[:, columns], paths.hip_arms()[:, columns]
    valid = paths.believed()[:, columns]
    error_rad = np.deg2rad(settings.hip_error_deg)
    stretch = available_stretch(
        paths.subject, names, slr_deg=settings.raise_deg, slr_motion=slr_motion
    )
    otherwise: RaiseSource = "assumed" if settings.slr_deg is None else "stated"
    moment_m, moment_arm = sample(time_s, length, when_s), sample(time_s, arm, when_s)
    evidence = Evidence(
        source=paths.subject.name,
        at=moments.at,
        reps=moments.reps,
        counted=moments.counted,
        usable=moments.usable,
        wink_deg=moments.wink_deg,
        names=names,
        groups=tuple(curves.groups[k] for k in columns),
        sides=tuple(curves.sides[k] for k in columns),
        standing_m=standing_lengths(length, moments.standing),
        raised_m=stretch.raised_m,
        slr_deg=stretch.slr_deg,
        slr_from=tuple("trial" if shown else otherwise for shown in stretch.measured),
        moment_m=moment_m,
        bottom_m=sample(time_s, length, bottom_s),
        without_m=_without(paths, moments, names),
        moment_error_m=np.abs(moment_arm) * error_rad,
        bottom_error_m=np.abs(sample(time_s, arm, bottom_s)) * error_rad,
        valid_moment=all_beside(time_s, valid, when_s),
        valid_bottom=all_beside(time_s, valid, bottom_s),
        valid_without=_believed_without(paths, moments, names),
        passive_nm=np.full(moment_m.shape, np.nan),
        passive_error_nm=np.full(moment_m.shape, np.nan),
        net_nm=sample(time_s, net_nm[:, None], when_s)[:, 0],
    )
    parameters = read_muscle_parameters(paths.subject.model_path, names)
    return with_passive(evidence, parameters, moment_arm, 1.0)


def with_passive(
    evidence: Evidence, parameters: MuscleParameters, hip_arm_m: FloatArray, slack_scale: float
) -> Evidence:
    """The evidence with passive moments for tendons of another slack length.

    Parameters
    ----------
    evidence : Evidence
        Lengths.
    parameters : MuscleParameters
        Of its muscles, in its order.
    hip_arm_m : ndarray, shape (R, K)
        Hip moment arms at the moment, + flexes.
    slack_scale : float
        Factor on tendon slack lengths.

    Returns
    -------
    Evidence
        With ``passive_nm`` and ``passive_error_nm``.
    """

    def moment(length_m: FloatArray) -> FloatArray:
        fibres = passive_fibres(parameters, length_m, slack_scale=slack_scale)
        return passive_extension_moment(fibres, hip_arm_m)

    error = evidence.moment_error_m
    spread = moment(evidence.moment_m + error) - moment(evidence.moment_m - error)
    return replace(
        evidence, passive_nm=moment(evidence.moment_m), passive_error_nm=np.abs(spread) / 2
    )


def hip_arms_at(paths: Paths, moments: Moments) -> FloatArray:
    """Hip moment arms of the hamstrings at the moment, shape (R, K), m, + flexes."""
    arm = paths.hip_arms()[:, hamstring_columns(paths.curves)]
    return sample(paths.curves.time_s, arm, moments.times(paths.curves.time_s))


def standing_lengths(length_m: FloatArray, standing: BoolArray) -> FloatArray:
    """Median length over the standing frames, shape (K,); NaN where none of them is known."""
    chosen = length_m[standing]
    out = np.full(length_m.shape[1], np.nan)
    known = np.isfinite(chosen).any(axis=0)
    out[known] = np.nanmedian(chosen[:, known], axis=0)
    return out


def _without(paths: Paths, moments: Moments, names: tuple[str, ...]) -> FloatArray:
    """Length at the bottom had the pelvis not tucked under, shape (R, K)."""
    found = counterfactual_length(
        paths.subject,
        paths.smooth_motion,
        moments.bottom,
        moments.wink_deg,
        hamstring_groups(paths.curves),
    )
    return found.without_m[:, [found.names.index(name) for name in names]]


def _believed_without(paths: Paths, moments: Moments, names: tuple[str, ...]) -> BoolArray:
    """Whether the model may be believed all the way from the bottom to that posture."""
    ramp = _ramp(paths, moments)
    curves = muscle_curves(paths.subject, ramp, hamstring_groups(paths.curves))
    guard = guard_muscles(paths.subject, ramp, curves)
    valid = replace(paths, motion=ramp, curves=curves, guard=guard).believed()
    columns = [curves.names.index(name) for name in names]
    per_rep = valid[:, columns].reshape(len(moments.reps), RAMP_STEPS + 1, len(names))
    return np.asarray(per_rep[:, :RAMP_STEPS].all(axis=1))


def _ramp(paths: Paths, moments: Moments) -> Motion:
    """The bottom of each repetition with the wink undone step by step, then one empty frame."""
    motion, profile = paths.smooth_motion, paths.subject.profile
    values = np.repeat(motion.values[moments.bottom], RAMP_STEPS + 1, axis=0)
    undone = np.append(np.linspace(0.0, 1.0, RAMP_STEPS), np.nan)
    added = np.outer(np.deg2rad(moments.wink_deg), undone).ravel()
    for part in profile.hip_flexion.values():
        if part.name in motion.coordinates:
            values[:, motion.coordinates.index(part.name)] += part.sign * added
    values[np.isnan(added)] = np.nan
    n = len(values)
    return Motion(
        name=motion.name,
        time_s=np.arange(n) / RAMP_RATE_HZ,
        coordinates=motion.coordinates,
        rotational=motion.rotational,
        values=values,
        markers=(),
        marker_error_m=np.empty((n, 0)),
        weights=np.empty(0),
        cost=np.full(n, np.nan),
        converged=np.ones(n, dtype=bool),
        solver=motion.solver,
    )


def hamstring_groups(curves: MuscleCurves) -> tuple[str, ...]:
    """Hamstring groups that the model has, in the curves' order."""
    return tuple(dict.fromkeys(g for g in curves.groups if g in HIP_HAMSTRINGS))
