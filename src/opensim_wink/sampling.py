"""Curves of a motion once for every draw of the markers' errors."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.following import FollowedTrial, measured_points
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.observed_noise import ObservedNoise, observed_noise
from opensim_wink.motion.noise.samples import sample_curves
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.results import Movement
from opensim_wink.squat.rock_back.standing_posture import standing_coordinates
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import Standing, standing_frames
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples, sample_signals

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


def placed_in(
    motion: Motion,
    subject: Subject,
    signals: SquatSignals,
    settings: AnalysisSettings,
    static: Standing | None,
    movement: Movement,
) -> FloatArray | None:
    """Coordinates that the markers were put on in: those of standing.

    On all fours it is that of the static trial, far from any posture of the trial itself.

    Parameters
    ----------
    motion : Motion
        Coordinates over time, as solved.
    subject : Subject
        The person's model.
    signals : SquatSignals
        Clinical curves.
    settings : AnalysisSettings
        What counts as standing.
    static : Standing or None
        Posture in the static trial.
    movement : {"squat", "rock_back"}
        What the person does.

    Returns
    -------
    ndarray, shape (C,), or None
        Rad or m in the tree's order; None where nobody stands.
    """
    values = motion.values_of(subject.tree)
    frames = standing_frames(signals, settings.of_squat)
    frames &= np.isfinite(values).all(axis=1)
    if frames.any():
        return np.asarray(np.median(values[frames], axis=0))
    if movement == "rock_back" and static is not None:
        return standing_coordinates(static, subject)
    return None


def draw_curves(
    motion: Motion,
    subject: Subject,
    followed: FollowedTrial | None,
    measured: BoolArray | None,
    signals: SquatSignals,
    settings: AnalysisSettings,
    standing: FloatArray | None,
) -> tuple[SignalSamples | None, ObservedNoise | None]:
    """Curves with fresh draws of the markers' errors, and the errors' size.

    Parameters
    ----------
    motion : Motion
        Coordinates over time, as solved.
    subject : Subject
        The person's model.
    followed : FollowedTrial or None
        The trial that it was solved from.
    measured : ndarray of bool, shape (T, M), or None
        Which followed markers were truly seen.
    signals : SquatSignals
        Clinical curves.
    settings : AnalysisSettings
        Size of the errors, and how many draws.
    standing : ndarray, shape (C,), or None
        Coordinates that the markers were put on in, from `placed_in`.

    Returns
    -------
    samples : SignalSamples or None
        None without markers, or where no draws or no errors are wanted.
    noise : ObservedNoise or None
        Size of the errors, raised to what the recording shows.
    """
    points_m = measured_points(motion, followed)
    if not settings.samples or settings.noise == MarkerNoise.none():
        return None, None  # without errors there is nothing to draw, and no certainty either
    if followed is None or points_m is None:
        return None, None
    noise = ObservedNoise(settings.noise, settings.noise, ())
    if settings.learn_noise:
        noise = observed_noise(
            motion,
            subject.tree,
            subject.profile,
            settings.noise,
            points_m,
            tasks=followed.tasks,
            measured=measured,
            standing=standing,
            cutoff_hz=settings.cutoff_hz,
        )
    drawn = sample_curves(
        motion,
        subject.tree,
        subject.profile,
        noise.noise,
        n=settings.samples,
        seed=settings.seed,
        tasks=followed.tasks,
        measured=measured,
        standing=standing,
        recording=_fingerprint(followed),
    )
    return sample_signals(subject, motion, signals, drawn, cutoff_hz=settings.cutoff_hz), noise


def _fingerprint(followed: FollowedTrial) -> str | None:
    """Of the recording's file: files of the same name in other folders are other recordings."""
    source = followed.trial.source
    if source is None or not source.is_file():
        return None
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
