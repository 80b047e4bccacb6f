"""How well the pelvis was seen in each frame, in millimetres and in the degrees they could be."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.pelvis_shape import Displacement, displacement
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.covariance import condition_number
from opensim_wink.motion.noise.marker_response import MarkerResponse

FloatArray = NDArray[np.float64]

_MM = 1000.0
# Landmarks at the front and at the back of the pelvis; of each end, all that are followed are used.
FRONT = (("asis_r", "asis_l"),)
BACK = (("psis_r", "psis_l"), ("sacrum",))


@dataclass(frozen=True, eq=False)
class PelvisWatch:
    """What speaks for and against the pelvic tilt of each frame; NaN where it is not known.

    Attributes
    ----------
    markers : ndarray of int, shape (T,)
        Pelvis markers that were measured and hold the fit.
    residual_mm : ndarray, shape (T,)
        Largest distance of a measured pelvis marker from the model.
    worst_marker : ndarray of int, shape (T,)
        Column of that marker in ``motion.markers``; −1 where there is none.
    lever_mm : ndarray, shape (T,)
        Length from front to back over which the measured pelvis markers tell the tilt.
    residual_deg : ndarray, shape (T,)
        Tilt that ``residual_mm`` could be: one end of the lever displaced by as much.
    shape : Displacement
        How far one marker lies from where the others put it, by the model's pelvis.
    tilt_sd_deg_per_mm : ndarray, shape (T,)
        Standard deviation of the pelvic tilt for independent noise of 1 mm along each axis on
        every measured marker of the body.
    condition : ndarray, shape (T,)
        Condition number of pelvis and lumbar spine in the fit, all other joints free to follow.
    raw_tilt_deg : ndarray, shape (T,)
        Tilt of the measured line from PSIS (or sacrum) to ASIS in the sagittal plane, + posterior.
    raw_less_model_deg : ndarray, shape (T,)
        The same less that of the model's own markers: constant where skin and model agree.
    """

    markers: NDArray[np.intp]
    residual_mm: FloatArray
    worst_marker: NDArray[np.intp]
    lever_mm: FloatArray
    residual_deg: FloatArray
    shape: Displacement
    tilt_sd_deg_per_mm: FloatArray
    condition: FloatArray
    raw_tilt_deg: FloatArray
    raw_less_model_deg: FloatArray


def watch_pelvis(evidence: Evidence) -> PelvisWatch:
    """Measure how well the pelvis was seen in each frame.

    Parameters
    ----------
    evidence : Evidence
        The motion and the markers that it followed.

    Returns
    -------
    PelvisWatch
        All NaN for a motion that followed no markers.
    """
    motion, pelvis = evidence.motion, evidence.pelvis
    residual, worst = _largest(
        np.where(evidence.measured, motion.marker_error_m, np.nan)[:, pelvis]
    )
    lever_mm = _MM * lever_m(evidence)
    raw, less = _raw_tilt(evidence)
    sd, condition = _precision(evidence)
    return PelvisWatch(
        markers=np.asarray(evidence.measured[:, pelvis].sum(axis=1), dtype=np.intp),
        residual_mm=_MM * residual,
        worst_marker=np.where(worst >= 0, np.append(pelvis, -1)[worst], -1),
        lever_mm=lever_mm,
        residual_deg=np.rad2deg(np.arctan2(_MM * residual, lever_mm)),
        shape=displacement(evidence),
        tilt_sd_deg_per_mm=sd,
        condition=condition,
        raw_tilt_deg=raw,
        raw_less_model_deg=less,
    )


def _largest(values: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    """Largest finite value of each row and its column, NaN and −1 where there is none."""
    filled = np.where(np.isfinite(values), values, -np.inf)
    if not values.shape[1]:
        return np.full(len(values), np.nan), np.full(len(values), -1, dtype=np.intp)
    column = filled.argmax(axis=1)
    top = filled[np.arange(len(values)), column]
    known = np.isfinite(top)
    return np.where(known, top, np.nan), np.where(known, column, -1)


def lever_m(evidence: Evidence) -> FloatArray:
    """Length from front to back over which the measured pelvis markers tell the tilt.

    Twice the root mean square distance of the markers from their middle in the pelvis's sagittal
    plane, both by the model's own places: the distance from ASIS to PSIS for those four.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.

    Returns
    -------
    ndarray, shape (T,)
        Metres; NaN where fewer than two were measured.
    """
    places = evidence.pelvis_offsets_m[:, :2]
    measured = evidence.measured[:, evidence.pelvis].astype(float)
    count = measured.sum(axis=1)
    share = measured / np.maximum(count, 1.0)[:, None]
    middle = share @ places
    squares = np.einsum("tp,pi,pi->t", share, places, places) - (middle**2).sum(axis=1)
    return np.where(count > 1, 2.0 * np.sqrt(np.maximum(squares, 0.0)), np.nan)


def measured_only(motion: Motion, measured: NDArray[np.bool_]) -> Motion:
    """The same motion as if filled markers had not been followed.

    Parameters
    ----------
    motion : Motion
        The solved motion.
    measured : ndarray of bool, shape (T, M)
        Which markers were measured.

    Returns
    -------
    Motion
        Its marker errors are NaN wherever a marker was not measured.
    """
    return replace(motion, marker_error_m=np.where(measured, motion.marker_error_m, np.nan))


def tilt_precision(evidence: Evidence, motion: Motion) -> FloatArray:
    """Standard deviation of pelvic tilt for 1 mm of noise on every marker that a fit follows.

    Parameters
    ----------
    evidence : Evidence
        Model and tasks.
    motion : Motion
        Markers without an error are taken as not followed in that frame.

    Returns
    -------
    ndarray, shape (T,)
        Degrees per millimetre; infinite where the markers do not tell the tilt, NaN in frames that
        were not solved.
    """
    name = evidence.profile.posterior_pelvic_tilt.name
    tilt = np.array([evidence.tree.coordinate(name)], dtype=np.intp)
    response = MarkerResponse(motion, evidence.tree, evidence.tasks)
    out = np.full(motion.n_frames, np.nan)
    for part in response.gains(tilt):
        squares = np.einsum("tmi,tmi->t", part.gain[:, 0], part.gain[:, 0])
        out[part.frames] = np.where(np.isfinite(squares), np.sqrt(squares), np.inf)
    return np.asarray(np.rad2deg(out) / _MM)


def _precision(evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    motion = evidence.motion
    unknown = np.full(motion.n_frames, np.nan)
    if not motion.markers or not evidence.measured.any():
        return unknown, unknown.copy()
    seen = measured_only(motion, evidence.measured)
    profile = evidence.profile
    names = [profile.posterior_pelvic_tilt.name, *(part.name for part in profile.lumbar_flexion)]
    condition = condition_number(seen, evidence.tree, tasks=evidence.tasks, coordinates=names)
    return tilt_precision(evidence, seen), condition


def _raw_tilt(evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Tilt of the measured line from back to front, and how far it is from the model's."""
    unknown = np.full(evidence.motion.n_frames, np.nan)
    front, back = (_columns(evidence, groups) for groups in (FRONT, BACK))
    if evidence.points_m is None or not front or not back:
        return unknown, unknown.copy()
    rotation = evidence.pelvis_rotation
    raw_line = _line(evidence, front) - _line(evidence, back)
    offsets = evidence.tree.marker_offset_m[evidence.marker_index]
    own_line = rotation @ (offsets[front].mean(axis=0) - offsets[back].mean(axis=0))
    raw, own = (_sagittal_angle(line, rotation) for line in (raw_line, own_line))
    return raw, (raw - own + 180.0) % 360.0 - 180.0


def _columns(evidence: Evidence, groups: tuple[tuple[str, ...], ...]) -> list[int]:
    """Columns of the first group of landmarks that the motion follows in full."""
    for group in groups:
        if all(name in evidence.landmarks for name in group):
            return [evidence.landmarks[name] for name in group]
    return []


def _line(evidence: Evidence, columns: list[int]) -> FloatArray:
    """Middle of some measured markers, shape (T, 3); NaN where one of them was not measured."""
    assert evidence.points_m is not None
    points = np.where(evidence.measured[:, columns, None], evidence.points_m[:, columns], np.nan)
    return np.asarray(points.mean(axis=1))


def _sagittal_angle(line_m: FloatArray, rotation: FloatArray) -> FloatArray:
    """Angle of a line against the horizontal in the plane that the pelvis faces, degrees."""
    right = rotation[:, :, 2] * np.array([1.0, 0.0, 1.0])
    forward = np.stack([right[:, 2], np.zeros(len(right)), -right[:, 0]], axis=1)
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    return np.rad2deg(np.arctan2(line_m[:, 1], np.einsum("ti,ti->t", line_m, forward)))
