"""C3D files made for one test."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import c3d
import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
WriteC3d = Callable[..., Path]


def body_points(n_frames: int = 20, n_markers: int = 10) -> FloatArray:
    """Markers that spread over 1.5 m and sway, in mm, shape (T, M, 3)."""
    rng = np.random.default_rng(7)
    rest = rng.uniform((-300.0, -200.0, 100.0), (300.0, 200.0, 1600.0), (n_markers, 3))
    rest[0, 2], rest[-1, 2] = 50.0, 1600.0
    sway = np.sin(np.linspace(0.0, 3.0, n_frames))[:, None, None] * rng.normal(
        0.0, 20.0, (n_markers, 3)
    )
    return np.round(rest + sway, 3)


def _add(writer: c3d.Writer, key: str, values: ArrayLike) -> None:
    """Add a parameter of text, integers or reals; the last axis of arrays runs fastest."""
    group, name = key.split(":")
    array = np.asarray(values)
    if array.dtype.kind == "U":
        cells = [str(text).encode() for text in np.atleast_1d(array).ravel()]
        width = max(map(len, cells), default=0)
        raw, size, dims = b"".join(cell.ljust(width) for cell in cells), -1, (width, len(cells))
    else:
        stored = array.astype("<i2" if array.dtype.kind in "iu" else "<f4")
        raw, size, dims = stored.tobytes(), stored.itemsize, stored.shape[::-1]
    writer.get_create(group).set(name, "", size, "", raw, *dims)


@pytest.fixture
def write_c3d(tmp_path: Path) -> WriteC3d:
    """Write a C3D file by the ``c3d`` library."""

    def write(
        points: FloatArray | None = None,
        labels: Sequence[str] | None = None,
        *,
        name: str = "trial.c3d",
        rate: float = 100.0,
        analog: FloatArray | None = None,
        analog_labels: Sequence[str] | None = None,
        unit: str = "mm",
        first_frame: int = 1,
        parameters: Mapping[str, ArrayLike] | None = None,
    ) -> Path:
        """Points (T, M, 3) in ``unit`` with NaN for lost ones; analog (S, C), S a multiple of T."""
        points = body_points() if points is None else points
        n_frames, n_markers = points.shape[:2]
        samples = 0 if analog is None else len(analog) // n_frames
        writer = c3d.Writer(point_rate=rate, analog_rate=rate * samples, point_units=unit)
        frames = np.zeros((n_frames, n_markers, 5), np.float32)
        lost = np.isnan(points).any(axis=2)
        frames[..., :3] = np.where(lost[..., None], 0.0, points)
        frames[..., 3] = np.where(lost, -1.0, 0.0)
        names = [f"M{index}" for index in range(n_markers)] if labels is None else list(labels)
        writer.set_point_labels(names)
        empty = np.zeros((0, 0))
        if analog is not None:
            channels = [f"A{index}" for index in range(analog.shape[1])]
            writer.set_analog_labels(analog_labels or channels)
        for index in range(n_frames):
            part = empty if analog is None else analog[index * samples : (index + 1) * samples].T
            writer.add_frames((frames[index], part))
        if n_markers > 255:  # The writer would add more descriptions than a parameter can hold.
            _add(writer, "POINT:DESCRIPTIONS", [""])
        writer.set_start_frame(first_frame)
        for key, values in (parameters or {}).items():
            _add(writer, key, values)
        path = tmp_path / name
        with warnings.catch_warnings(), path.open("wb") as stream:
            warnings.simplefilter("ignore")
            writer.write(stream)
        return path

    return write


SIDED = {
    "ASI": (0.06, 0.09, 0.12), "PSI": (-0.10, 0.10, 0.05), "SHO": (-0.02, 0.47, 0.18),
    "FHD": (0.10, 0.72, 0.07), "BHD": (-0.08, 0.72, 0.07), "KNE": (0.0, 0.0, 0.06),
    "KNM": (0.0, 0.0, -0.06), "ANK": (0.0, 0.0, 0.05), "MED": (0.0, 0.0, -0.04),
    "HEE": (-0.05, -0.06, 0.0), "TOE": (0.17, -0.06, 0.0),
}  # fmt: skip
MIDLINE = {
    "C7": (-0.06, 0.50), "T10": (-0.12, 0.25), "CLAV": (0.08, 0.44), "STRN": (0.10, 0.25),
}  # fmt: skip


def _lean(angle_rad: FloatArray, forward: float, up: float) -> FloatArray:
    """A point of a segment that leans forward, shape (T, 3) in X forward, Y up, Z right."""
    sine, cosine = np.sin(angle_rad), np.cos(angle_rad)
    return np.stack([cosine * forward + sine * up, cosine * up - sine * forward, 0 * sine], axis=1)


@pytest.fixture(scope="session")
def squat_trial() -> Callable[..., Trial]:
    """Build a stick figure that squats, in OpenSim's axes and facing +X, Plug-in Gait labels."""

    def build(n_reps: int = 2, rate_hz: float = 50.0, size: float = 1.0) -> Trial:
        """Stand for 1 s, then squat for 2 s and stand for 1 s, ``n_reps`` times."""
        time_s = np.arange(int((1 + 3 * n_reps) * rate_hz)) / rate_hz
        phase = (time_s - 1.0) % 3.0
        moving = (time_s >= 1.0) & (phase < 2.0)
        depth = np.where(moving, 0.5 - 0.5 * np.cos(np.pi * phase), 0.0)
        shank, thigh, trunk = (np.deg2rad(angle) * depth for angle in (30.0, 100.0, 40.0))
        ankle = np.broadcast_to([0.0, 0.09, 0.0], (len(time_s), 3))
        knee = ankle + _lean(shank, 0.0, 0.42)
        hip = knee + _lean(-thigh, 0.0, 0.42)
        joints = {"KNE": knee, "KNM": knee, "ANK": ankle, "MED": ankle, "HEE": ankle, "TOE": ankle}
        places = {label: hip + _lean(trunk, *place) for label, place in MIDLINE.items()}
        for stem, (forward, up, out) in SIDED.items():
            lean = trunk if stem not in joints else 0.0 * trunk
            point = joints.get(stem, hip) + _lean(lean, forward, up)
            stance = 0.15 if stem in joints else 0.0
            for side, sign in (("R", 1.0), ("L", -1.0)):
                places[side + stem] = point + np.array([0.0, 0.0, sign * (out + stance)])
        points = size * np.stack(list(places.values()), axis=1)
        return Trial("squats", None, time_s, rate_hz, tuple(places), points)

    return build
