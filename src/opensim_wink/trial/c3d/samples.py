"""The samples of a C3D file as arrays: integer or real, Intel, DEC or MIPS, all frames at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.trial.c3d.layout import Layout, real_numbers
from opensim_wink.trial.c3d.parameters import FloatArray, Parameters

AnyArray = NDArray[np.float32] | NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Samples:
    """What the frames hold.

    Attributes
    ----------
    points : ndarray, shape (T, M, 3)
        Coordinates in the file's unit; NaN where the residual says that a point was not seen.
    analog : ndarray, shape (S, C)
        Scaled analog samples, all channels; NaN where one is not finite.
    notes : tuple of str
        What had to be decided.
    """

    points: FloatArray
    analog: FloatArray
    notes: tuple[str, ...]


def read_samples(
    raw: bytes, layout: Layout, maker: str, scale: float, parameters: Parameters
) -> Samples:
    """Decode the samples.

    Parameters
    ----------
    raw : bytes
        The whole file.
    layout : Layout
        Where the samples lie.
    maker : {"Intel", "DEC", "MIPS"}
        Whose bytes they are.
    scale : float
        Size of one step of integer coordinates in the file's unit; its sign does not matter.
    parameters : Parameters
        The ANALOG group gives scales, offsets and the format of integers.

    Returns
    -------
    Samples
    """
    end = layout.start_byte + layout.n_frames * layout.frame_bytes
    words = _words(raw[layout.start_byte : end], layout.real, maker).reshape(layout.n_frames, -1)
    n_words = 4 * layout.n_points
    stored = words[:, :n_words].reshape(layout.n_frames, layout.n_points, 4)
    with np.errstate(all="ignore"):
        points = stored[..., :3].astype(np.float64)
        if not layout.real:
            points *= abs(scale)
        lost = ~(stored[..., 3] >= 0)
    notes: list[str] = []
    placed = (np.isfinite(points) & (points != 0.0)).any(axis=2)
    if lost.all() and placed.any():
        # A writer that gives every point residual -1 did not mean that it saw nothing.
        notes.append("every residual in the file is negative; residuals were not used")
    else:
        points[lost] = np.nan
    analog = _analog(words[:, n_words:], layout, parameters)
    infinite = ~np.isfinite(analog)
    if infinite.any():
        analog[infinite] = np.nan
        notes.append(f"{int(infinite.sum())} analog samples are not finite and count as missing")
    return Samples(points, analog, tuple(notes))


def _words(raw: bytes, real: bool, maker: str) -> AnyArray:
    if real:
        return real_numbers(raw, maker)
    return np.frombuffer(raw, ">i2" if maker == "MIPS" else "<i2")


def _analog(words: AnyArray, layout: Layout, parameters: Parameters) -> FloatArray:
    """Scaled samples: (stored - OFFSET) · SCALE · GEN_SCALE."""
    n_channels = layout.n_channels
    n_samples = layout.n_frames * layout.samples_per_frame
    unsigned = not layout.real and parameters.text("ANALOG:FORMAT").upper().startswith("UNSIGNED")
    offset = parameters.spread_numbers("ANALOG:OFFSET")
    if unsigned:
        offset = np.where(offset < 0, offset + 65536, offset)
    general = parameters.number("ANALOG:GEN_SCALE")
    scale = parameters.spread_numbers("ANALOG:SCALE")
    with np.errstate(all="ignore"):
        whole = words.astype(np.uint16) if unsigned else words
        values = whole.astype(np.float64).reshape(n_samples, n_channels)
        values -= _padded(offset, n_channels, 0.0)
        values *= _padded(scale, n_channels, 1.0) * (1.0 if general is None else general)
    return values


def _padded(values: FloatArray, size: int, fill: float) -> FloatArray:
    """Exactly ``size`` values: cut, or filled where the file gives fewer."""
    full = np.full(size, fill)
    given = values[:size]
    full[: len(given)] = given
    return full
