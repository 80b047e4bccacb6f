"""C3D files as a laboratory would write them: the same content gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from opensim_wink.samples.laboratory import UNIT_M, Laboratory, PlateSetup
from opensim_wink.trial.trial import Event, Person

FloatArray = NDArray[np.float64]

CHANNELS = ("Fx", "Fy", "Fz", "Mx", "My", "Mz")
_FORCE_STEP_N, _MOMENT_STEP_NM = 0.05, 0.02  # one count of the converter
_OFFSETS = (12, 7, 3, 20, 15, 6, 4, 9, 11, 5, 17, 2)
_INTEGER_STEPS = {"mm": 0.1, "cm": 0.01, "m": 0.0001}
_RESOLUTION_M = 1e-5


@dataclass(frozen=True, eq=False)
class Recording:
    """What a laboratory recorded, in its own axes.

    Attributes
    ----------
    laboratory : Laboratory
        How it records.
    labels : tuple of str
        Marker labels with their subject prefix, length M.
    points_m : ndarray, shape (T, M, 3)
        Metres; NaN where a marker was not seen.
    plates : tuple of PlateSetup
        Force plates.
    channels : ndarray, shape (T · samples, 6 · plates)
        Forces in N and moments in N·m.
    subjects : tuple of str
        Names of people and objects.
    person : Person
        The first of them.
    events : tuple of Event
        Seconds from the first frame.
    is_static : bool
        Whether it is a standing trial.
    """

    laboratory: Laboratory
    labels: tuple[str, ...]
    points_m: FloatArray
    plates: tuple[PlateSetup, ...]
    channels: FloatArray
    subjects: tuple[str, ...]
    person: Person
    events: tuple[Event, ...] = ()
    is_static: bool = False


def write_c3d(path: Path, recording: Recording) -> None:
    """Write a recording as a C3D file.

    Parameters
    ----------
    path : Path
        The file; replaced where it exists.
    recording : Recording
        What to write; places are rounded to 0.01 mm, or to a count in an integer file.
    """
    import c3d

    laboratory = recording.laboratory
    step = _INTEGER_STEPS[laboratory.unit]
    has_analog = bool(recording.plates)
    writer = c3d.Writer(
        point_rate=laboratory.rate_hz,
        analog_rate=laboratory.rate_hz * laboratory.analog_per_frame if has_analog else 0.0,
        point_scale=step if laboratory.integer else -1.0,
        point_units=laboratory.unit,
    )
    writer.set_point_labels(list(recording.labels))
    if laboratory.screen is not None:
        writer.set_screen_axis(*laboratory.screen)
    if has_analog:
        _describe_channels(writer, len(recording.plates), laboratory.integer)
    _add_frames(writer, recording, step)
    writer.set_start_frame(laboratory.first_frame)
    for key, values in _parameters(recording).items():
        _add(writer, key, values)
    with warnings.catch_warnings(), path.open("wb") as stream:
        warnings.simplefilter("ignore")  # the library's remarks on values that it set itself
        writer.write(stream)


def _describe_channels(writer: Any, n_plates: int, integer: bool) -> None:
    labels = [f"{name}{plate + 1}" for plate in range(n_plates) for name in CHANNELS]
    writer.set_analog_labels(labels)
    scales, offsets = _scales(n_plates), _OFFSETS[: len(labels)]
    writer.set_analog_scales(scales if integer else np.ones(len(labels)))
    writer.set_analog_offsets(offsets if integer else np.zeros(len(labels), dtype=int))


def _scales(n_plates: int) -> FloatArray:
    """Value of one count of each channel, moments in N·mm; exact as 32-bit reals."""
    one = [_FORCE_STEP_N] * 3 + [1000.0 * _MOMENT_STEP_NM] * 3
    return np.tile(one, n_plates).astype(np.float32).astype(float)


def _add_frames(writer: Any, recording: Recording, step: float) -> None:
    """Hand over points and channels, rounded; the writer cuts to counts, so aim inside them."""
    laboratory = recording.laboratory
    points = np.round(recording.points_m / _RESOLUTION_M) * _RESOLUTION_M
    points = points / UNIT_M[laboratory.unit]
    lost = np.asarray(np.isnan(points).any(axis=2))
    points = np.where(lost[..., None], 0.0, points)
    channels = _in_file_units(recording)
    if laboratory.integer:
        points = _inside_counts(np.round(points / step), step)
        scales, offsets = _scales(len(recording.plates)), np.array(_OFFSETS[: channels.shape[1]])
        counts = np.round(channels / scales) + offsets
        channels = _inside_counts(counts, 1.0) * scales - offsets * scales
    frames = np.zeros((*points.shape[:2], 5))
    frames[..., :3] = points if laboratory.integer else points.astype(np.float32)
    frames[..., 3] = np.where(lost, -1.0, 0.0)
    samples = laboratory.analog_per_frame
    for index, frame in enumerate(frames):
        part = channels[index * samples : (index + 1) * samples].T
        writer.add_frames((frame, part if recording.plates else np.zeros((0, 0))))


def _inside_counts(counts: FloatArray, step: float) -> FloatArray:
    """Values that come out as these counts when cut towards zero."""
    return np.asarray((counts + np.copysign(0.25, counts)) * step)


def _in_file_units(recording: Recording) -> FloatArray:
    units = np.tile([1.0] * 3 + [1000.0] * 3, len(recording.plates))
    return np.asarray(recording.channels * units)


def _parameters(recording: Recording) -> dict[str, ArrayLike]:
    laboratory, person = recording.laboratory, recording.person
    found: dict[str, ArrayLike] = {
        "TRIAL:CAMERA_RATE": np.array([laboratory.rate_hz]),
        "MANUFACTURER:COMPANY": [laboratory.manufacturer],
        "SUBJECTS:USED": len(recording.subjects),
        "SUBJECTS:IS_STATIC": int(recording.is_static),
        "SUBJECTS:NAMES": list(recording.subjects),
        "SUBJECTS:LABEL_PREFIXES": [
            f"{name}:" if laboratory.prefix else "" for name in recording.subjects
        ],
        "SUBJECTS:USES_PREFIXES": int(bool(laboratory.prefix)),
    }
    if laboratory.states_person and len(recording.subjects) == 1:
        found |= {
            "PROCESSING:BODYMASS": float(person.mass_kg or 0.0),
            "PROCESSING:HEIGHT": 1000.0 * float(person.height_m or 0.0),
        }
    return found | _events(recording) | _force_platform(recording)


def _events(recording: Recording) -> dict[str, ArrayLike]:
    if not recording.events:
        return {"EVENT:USED": 0}
    laboratory = recording.laboratory
    start_s = (laboratory.first_frame - 1) / laboratory.rate_hz
    return {
        "EVENT:USED": len(recording.events),
        "EVENT:LABELS": [event.label for event in recording.events],
        "EVENT:CONTEXTS": [event.context for event in recording.events],
        "EVENT:TIMES": np.array([[0.0, event.time_s + start_s] for event in recording.events]),
    }


def _force_platform(recording: Recording) -> dict[str, ArrayLike]:
    count = len(recording.plates)
    if not count:
        return {"FORCE_PLATFORM:USED": 0}
    unit_m = UNIT_M[recording.laboratory.unit]
    return {
        "FORCE_PLATFORM:USED": count,
        "FORCE_PLATFORM:TYPE": np.full(count, 2),
        "FORCE_PLATFORM:ZERO": np.array([1, 0]),
        "FORCE_PLATFORM:CORNERS": np.stack([plate.corners_m for plate in recording.plates])
        / unit_m,
        "FORCE_PLATFORM:ORIGIN": np.stack([plate.origin_m for plate in recording.plates]) / unit_m,
        "FORCE_PLATFORM:CHANNEL": np.arange(1, 6 * count + 1).reshape(count, 6),
        "ANALOG:UNITS": (["N"] * 3 + ["Nmm"] * 3) * count,
        "ANALOG:DESCRIPTIONS": [
            f"plate {plate + 1} {name}" for plate in range(count) for name in CHANNELS
        ],
    }


def _add(writer: Any, key: str, values: ArrayLike) -> None:
    """Add a parameter of text, integers or reals; the last axis of arrays runs fastest."""
    group, name = key.split(":")
    array = np.asarray(values)
    if array.dtype.kind == "U":
        cells = [str(text).encode("ascii") for text in np.atleast_1d(array).ravel()]
        width = max(1, *map(len, cells))
        data = b"".join(cell.ljust(width) for cell in cells)
        writer.get_create(group).set(name, "", -1, "", data, width, len(cells))
        return
    stored = array.astype("<i2" if array.dtype.kind in "iu" else "<f4")
    writer.get_create(group).set(
        name, "", stored.itemsize, "", stored.tobytes(), *stored.shape[::-1]
    )


def prefixed(labels: Sequence[str], prefix: str) -> tuple[str, ...]:
    """Labels with the subject prefix that a laboratory puts before them, if it does."""
    return tuple(f"{prefix}:{label}" if prefix else label for label in labels)
