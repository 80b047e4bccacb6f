"""From a true movement to what a laboratory records of it, and what is true beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.samples.artefact import camera_noise, skin_shift
from opensim_wink.samples.c3d_writer import Recording, prefixed
from opensim_wink.samples.catalogue import Sample
from opensim_wink.samples.floor_work import standing_course
from opensim_wink.samples.ground_reaction import FootLoad, foot_loads
from opensim_wink.samples.laboratory import PlateSetup, lay_plates
from opensim_wink.samples.marking import Marking, put_markers
from opensim_wink.samples.person import Body
from opensim_wink.samples.squats import Course
from opensim_wink.samples.truth import angles_deg, describe_reps, skin_tilt
from opensim_wink.trial.trial import Event, Person

FloatArray = NDArray[np.float64]
Truth = dict[str, Any]

_STATIC_S = 1.0
_FORCE_SD_N, _MOMENT_SD_NM = 0.4, 0.15


def record(sample: Sample, body: Body) -> tuple[tuple[Recording, Truth], tuple[Recording, Truth]]:
    """Record the standing trial and the movement of one sample, in one session.

    Parameters
    ----------
    sample : Sample
        What is done, and where.
    body : Body
        Who does it.

    Returns
    -------
    static, trial : tuple of Recording and dict
        What the files hold and what is true.
    """
    laboratory = sample.laboratory
    rng = np.random.default_rng(sample.seed)
    marking = put_markers(body, laboratory.label_set, rng, hip_centres=laboratory.hip_centres)
    still = standing_course(body, _STATIC_S, laboratory.rate_hz)
    moving = sample.move(body, laboratory.rate_hz)
    static = record_course(sample, body, marking, still, rng, is_static=True)
    return static, record_course(sample, body, marking, moving, rng, is_static=False)


def record_course(
    sample: Sample,
    body: Body,
    marking: Marking,
    course: Course,
    rng: np.random.Generator,
    *,
    is_static: bool,
    neutral_deg: float | None = None,
) -> tuple[Recording, Truth]:
    """Record one movement with markers that are in place.

    Parameters
    ----------
    sample : Sample
        In which laboratory, with how much noise.
    body : Body
        Who does it.
    marking : Marking
        Where the markers are.
    course : Course
        The movement.
    rng : numpy.random.Generator
        Draws noise and skin.
    is_static : bool
        Whether it is the session's standing trial.
    neutral_deg : float, optional
        Neutral lumbar flexion; that of the first frame where it is not given.

    Returns
    -------
    Recording and dict
        What the file holds and what is true.
    """
    laboratory = sample.laboratory
    poses = body.poses(course.values)
    shift = _skin(sample, body, marking, course, rng)
    points = marking.positions(body, poses, shift)
    points = laboratory.places(points + camera_noise(sample.noise, points.shape, rng))
    lost = {} if is_static else _lose(sample, marking, course, points)
    plates, channels, sole = _plates(sample, body, course, rng)
    person = Person(body.build.name, body.build.mass_kg, round(body.height_m, 4))
    recording = Recording(
        laboratory,
        prefixed(marking.labels, laboratory.prefix),
        points,
        plates,
        channels,
        (body.build.name,),
        person,
        _events(course),
        is_static,
    )
    tilt = skin_tilt(marking, shift)
    reps = []
    if not is_static:
        start_s = (laboratory.first_frame - 1) / laboratory.rate_hz
        reps = describe_reps(body, course, tilt, start_s, neutral_deg=neutral_deg)
    truth = _truth(sample, body, course, tilt, lost, reps, is_static=is_static)
    if sole is not None:
        truth["centre_of_pressure_of_sole"] = [
            round(float(sole.min()), 4),
            round(float(sole.max()), 4),
        ]
    return recording, truth


def _skin(
    sample: Sample, body: Body, marking: Marking, course: Course, rng: np.random.Generator
) -> FloatArray:
    """Shift of the skin against standing; none in standing itself."""
    angles = angles_deg(body, course)
    lumbar = np.abs(angles["lumbar_flexion"] - angles["lumbar_flexion"][0])
    # Skin has its place on a person who stands: what bends less than that moves nothing.
    hip, knee = (np.maximum(angles[f"{joint}_flexion"] - 15.0, 0.0) for joint in ("hip", "knee"))
    return skin_shift(marking, hip, knee, lumbar, sample.skin, rng)


def _lose(sample: Sample, marking: Marking, course: Course, points_m: FloatArray) -> dict[str, int]:
    """Set lost markers to NaN; label → how many frames."""
    lost: dict[str, int] = {}
    for occlusion in sample.lost:
        column = marking.landmarks.index(occlusion.landmark)
        gone = np.zeros(len(course.way), dtype=bool)
        for number in occlusion.reps:
            frames = course.descents[number - 1]
            end = course.descents[number].start if number < len(course.descents) else len(gone)
            gone[frames.start : end] |= course.way[frames.start : end] > occlusion.below
        points_m[gone, column] = np.nan
        lost[marking.labels[column]] = int(gone.sum())
    return lost


def _plates(
    sample: Sample, body: Body, course: Course, rng: np.random.Generator
) -> tuple[tuple[PlateSetup, ...], FloatArray, FloatArray | None]:
    """Plates under the feet, their channels at the analog rate, and the way of the pressure."""
    if not course.feet:
        return (), np.zeros((0, 0)), None
    laboratory = sample.laboratory
    middle_r, middle_l = (0.5 * (foot.near_at_m + foot.far_at_m) for foot in course.feet)
    plates = lay_plates(laboratory, (middle_r, middle_l))
    loads: tuple[FootLoad, FootLoad] = foot_loads(body, course)
    at_frames = np.column_stack(
        [plate.channels(load, laboratory) for plate, load in zip(plates, loads, strict=True)]
    )
    channels = _resample(course.time_s, at_frames, laboratory.analog_per_frame)
    spread = np.tile([_FORCE_SD_N] * 3 + [_MOMENT_SD_NM] * 3, len(plates))
    return plates, channels + rng.normal(0.0, 1.0, channels.shape) * spread, loads[0].sole_share


def _resample(time_s: FloatArray, values: FloatArray, samples: int) -> FloatArray:
    """Values at a whole number of samples a frame, by a cubic spline."""
    from scipy.interpolate import CubicSpline

    step = (time_s[1] - time_s[0]) / samples
    clock = time_s[0] + step * np.arange(samples * len(time_s))
    return np.asarray(CubicSpline(time_s, values, axis=0)(clock))


def _events(course: Course) -> tuple[Event, ...]:
    found = []
    for frames in course.descents:
        found.append(Event("Start", "General", float(course.time_s[frames.start])))
        found.append(Event("Bottom", "General", float(course.time_s[frames.stop - 1])))
    return tuple(found)


def _truth(
    sample: Sample,
    body: Body,
    course: Course,
    tilt_deg: FloatArray,
    lost: dict[str, int],
    reps: list[Truth],
    *,
    is_static: bool,
) -> Truth:
    laboratory, angles = sample.laboratory, angles_deg(body, course)
    name = f"{sample.name}_static" if is_static else sample.name
    standing = {f"{key}_deg": np.round(values[0], 4).tolist() for key, values in angles.items()}
    about = "Standing still, the session's static trial." if is_static else sample.about
    return {
        "trial": name,
        "about": about,
        "static": None if is_static else f"{sample.name}_static.c3d",
        "condition": sample.condition,
        "verdict": None if is_static else sample.verdict,
        "person": {
            "name": body.build.name,
            "mass_kg": body.build.mass_kg,
            "height_m": round(body.height_m, 4),
            "scale_factors": {key: list(value) for key, value in body.build.factors.items()},
        },
        "held_kg": course.held_kg,
        "neutral_lumbar_flexion_deg": round(float(angles["lumbar_flexion"][0]), 4) + 0.0,
        "at_start": standing,
        "reps": reps,
        "laboratory": {
            "label_set": laboratory.label_set,
            "vertical": f"+{laboratory.up}",
            "heading_deg": laboratory.heading_deg,
            "unit": laboratory.unit,
            "screen": list(laboratory.screen) if laboratory.screen else None,
            "subject_prefix": laboratory.prefix or None,
            "frames_hz": laboratory.rate_hz,
            "first_frame": laboratory.first_frame,
        },
        "put_in": {
            "seed": sample.seed,
            "white_noise_mm": sample.noise.white_mm,
            "slow_noise_mm": sample.noise.slow_mm,
            "slow_noise_correlation": sample.noise.correlation,
            "skin_amplitude": sample.skin,
            "skin_tilt_most_deg": round(float(np.abs(tilt_deg).max()), 4),
            "frames_lost": lost,
        },
    }
