"""Where the samples of a C3D file lie: its header, and the one layout that its size agrees with.

Header and parameters of real files contradict each other; the size of the file is the arbiter, and
the means to notice that a file was cut short.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.c3d.parameters import UINT16, Parameters

BLOCK_BYTES = 512
MAGIC = 80
# Processor byte of the parameter section; some writers leave it zero and mean a PC.
MAKERS: dict[int, Literal["Intel", "DEC", "MIPS"]] = {
    0: "Intel",
    1: "Intel",
    84: "Intel",
    85: "DEC",
    86: "MIPS",
}
_EVENT_KEY = 12345
_MAX_HEADER_EVENTS = 18

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Header:
    """The first block of a C3D file.

    Attributes
    ----------
    maker : {"Intel", "DEC", "MIPS"}
        Whose bytes the numbers are written in.
    parameter_block, data_block : int
        Blocks of 512 bytes, counted from 1, where parameters and samples begin.
    n_points : int
        Points in a frame.
    n_analog : int
        Analog samples in a frame, all channels together.
    samples_per_frame : int
        Analog samples of one channel in a frame.
    first_frame, last_frame : int
        Frame numbers, 16 bit.
    scale : float
        Point scale; negative for real numbers.
    rate_hz : float
        Frames per second.
    events : tuple of (str, float)
        Label and time in seconds of the events kept in the header.
    """

    maker: Literal["Intel", "DEC", "MIPS"]
    parameter_block: int
    data_block: int
    n_points: int
    n_analog: int
    samples_per_frame: int
    first_frame: int
    last_frame: int
    scale: float
    rate_hz: float
    events: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Layout:
    """How the samples lie in the file.

    Attributes
    ----------
    start_byte : int
        Offset of the first frame.
    n_frames, n_points, n_channels, samples_per_frame : int
        Frames, points in a frame, analog channels, samples of each channel in a frame.
    real : bool
        Whether samples are 32-bit reals rather than 16-bit integers.
    """

    start_byte: int
    n_frames: int
    n_points: int
    n_channels: int
    samples_per_frame: int
    real: bool

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame."""
        words = 4 * self.n_points + self.n_channels * self.samples_per_frame
        return words * (4 if self.real else 2)


def real_numbers(raw: bytes, maker: str) -> NDArray[np.float32]:
    """Decode 32-bit reals.

    A DEC real has its 16-bit halves swapped and an exponent that is larger by two.

    Parameters
    ----------
    raw : bytes
        Whole 32-bit words.
    maker : {"Intel", "DEC", "MIPS"}
        Whose bytes they are.

    Returns
    -------
    ndarray, shape (N,)
        Values in the machine's own order; may hold NaN and infinities.
    """
    if maker == "DEC":
        halves = np.frombuffer(raw, "<u2").reshape(-1, 2)[:, ::-1]
        # 0.25 is a power of two: the product is exact.
        with np.errstate(all="ignore"):
            return np.ascontiguousarray(halves).view("<f4").ravel() * np.float32(0.25)
    return np.frombuffer(raw, ">f4" if maker == "MIPS" else "<f4").astype(np.float32)


def read_header(raw: bytes, path: Path) -> Header:
    """Read the header block.

    Parameters
    ----------
    raw : bytes
        The whole file.
    path : Path
        Its name, for messages.

    Returns
    -------
    Header

    Raises
    ------
    TrialError
        If the bytes are not those of a C3D file.
    """
    if len(raw) < 2 * BLOCK_BYTES or raw[1] != MAGIC:
        raise TrialError(
            f"{path}: not a C3D file, although its name ends so: what is in it does not begin as "
            f"one (its second of {len(raw)} bytes is {raw[1] if len(raw) > 1 else 'absent'}, not "
            "80, or it is cut off); export the trial again as .c3d or .trc"
        )
    parameter_block = raw[0] or 2
    maker_at = (parameter_block - 1) * BLOCK_BYTES + 3
    maker = MAKERS.get(raw[maker_at]) if maker_at < len(raw) else None
    if maker is None:
        found = raw[maker_at] if maker_at < len(raw) else "nothing (the file ends before it)"
        raise TrialError(
            f"{path}: damaged C3D: the parameter section should name its processor "
            f"(84 Intel, 85 DEC, 86 MIPS) but holds {found}; export the trial again"
        )
    words = np.frombuffer(raw[:BLOCK_BYTES], ">u2" if maker == "MIPS" else "<u2").astype(int)
    return Header(
        maker=maker,
        parameter_block=parameter_block,
        data_block=int(words[8]),
        n_points=int(words[1]),
        n_analog=int(words[2]),
        samples_per_frame=int(words[9]),
        first_frame=int(words[3]),
        last_frame=int(words[4]),
        scale=float(real_numbers(raw[12:16], maker)[0]),
        rate_hz=float(real_numbers(raw[20:24], maker)[0]),
        events=_header_events(raw, maker, int(words[149]), int(words[150])),
    )


def _header_events(raw: bytes, maker: str, key: int, count: int) -> tuple[tuple[str, float], ...]:
    if key != _EVENT_KEY or not 0 < count <= _MAX_HEADER_EVENTS:
        return ()
    times = real_numbers(raw[304:376], maker)
    labels = (raw[396 + 4 * i : 400 + 4 * i].decode("latin-1") for i in range(count))
    return tuple((label, float(time)) for label, time in zip(labels, times, strict=False))


def find_layout(
    header: Header, parameters: Parameters, size: int, path: Path
) -> tuple[Layout, tuple[str, ...]]:
    """Find the layout of the samples that agrees with the size of the file.

    Parameters
    ----------
    header : Header
        First block.
    parameters : Parameters
        Parameter section.
    size : int
        Bytes of the file.
    path : Path
        Its name, for messages.

    Returns
    -------
    layout : Layout
        The header's own where it fits; else the first combination of what header and parameters say
        that fills the file to its last block.
    notes : tuple of str
        What was decided against the header.

    Raises
    ------
    TrialError
        If the file announces no frames, or more frames than it holds.
    """
    counts = list(_frame_counts(header, parameters))
    if not counts:
        raise TrialError(f"{path}: holds no frames: header and POINT:FRAMES both say zero")
    shapes = list(_shapes(header, parameters, size))
    if not shapes:
        raise TrialError(
            f"{path}: truncated: its samples should begin at block {header.data_block} but "
            f"the file ends at block {math.ceil(size / BLOCK_BYTES)}; copy it again from its source"
        )
    # A file ends with its last frame or is filled to a whole block; few end in between.
    padded = BLOCK_BYTES if size % BLOCK_BYTES == 0 else 1
    for slack in (padded, BLOCK_BYTES):
        for shape, count in itertools.product(shapes, counts):
            layout = replace(shape, n_frames=count)
            if 0 <= size - layout.start_byte - count * layout.frame_bytes < slack:
                return layout, _against_header(layout, header)
    return _best_effort(shapes[0], counts, parameters, size, path)


def _best_effort(
    shape: Layout, counts: list[int], parameters: Parameters, size: int, path: Path
) -> tuple[Layout, tuple[str, ...]]:
    """No combination fills the file: take what is there whole, or refuse a file cut short."""
    room = size - shape.start_byte
    whole = room // shape.frame_bytes
    stated = parameters.count("POINT:FRAMES")
    ranked = [stated] if stated in counts and stated != UINT16 else []
    for count in [*ranked, *counts]:
        if count <= whole:
            spare = room - count * shape.frame_bytes
            return replace(shape, n_frames=count), (
                f"{spare} bytes lie behind the last of {count} frames and were not read",
            )
    expected = counts[0]
    if expected == whole + 1 and whole and room - whole * shape.frame_bytes < BLOCK_BYTES:
        return replace(shape, n_frames=whole), (
            f"the last of the {expected} frames that the header announces is missing",
        )
    raise TrialError(
        f"{path}: truncated: its header announces {expected} frames but the file holds {whole}; "
        "copy the file again from its source"
    )


def _frame_counts(header: Header, parameters: Parameters) -> Iterator[int]:
    """Every number of frames that the file states, the most trusted first, without repeats."""
    start = parameters.long_count("TRIAL:ACTUAL_START_FIELD")
    end = parameters.long_count("TRIAL:ACTUAL_END_FIELD")
    field = end - start + 1 if start is not None and end is not None else None
    span = header.last_frame - header.first_frame + 1
    # At 65535 the header's 16 bits are full and say nothing.
    honest = header.last_frame < UINT16
    stated = (
        span if honest else None,
        field,
        parameters.count("POINT:LONG_FRAMES"),
        parameters.count("POINT:FRAMES"),
        span,
        span + UINT16 + 1 if honest and span <= 0 else None,
    )
    return _distinct(count for count in stated if count is not None and count > 0)


def _shapes(header: Header, parameters: Parameters, size: int) -> Iterator[Layout]:
    """Every layout of a frame that the file states, the header's first."""
    points = (header.n_points, parameters.count("POINT:USED") or 0)
    scale = parameters.number("POINT:SCALE")
    reals = (header.scale < 0, header.scale < 0 if scale is None else scale < 0)
    blocks = (header.data_block, parameters.count("POINT:DATA_START") or 0)
    first_possible = header.parameter_block + 1
    starts = ((block - 1) * BLOCK_BYTES for block in blocks if block >= first_possible)
    for start, n_points, (n_channels, samples), real in itertools.product(
        _distinct(start for start in starts if start < size),
        _distinct(n for n in points if n > 0),
        _distinct(_analog_shapes(header, parameters)),
        _distinct(reals),
    ):
        yield Layout(start, 0, n_points, n_channels, samples, real)


def _analog_shapes(header: Header, parameters: Parameters) -> Iterator[tuple[int, int]]:
    """Channels and samples a frame, as the header and the ANALOG group have them."""
    samples = header.samples_per_frame
    used = parameters.count("ANALOG:USED") or 0
    point_rate = parameters.number("POINT:RATE") or header.rate_hz
    analog_rate = parameters.number("ANALOG:RATE") or 0.0
    if header.n_analog == 0:
        yield 0, 0
    elif samples and header.n_analog % samples == 0:
        yield header.n_analog // samples, samples
    elif used and header.n_analog % used == 0:
        yield used, header.n_analog // used
    else:
        yield header.n_analog, 1
    if used and samples:
        yield used, samples
    ratio = analog_rate / point_rate if point_rate > 0 and math.isfinite(point_rate) else 0.0
    if used and 1 <= ratio <= UINT16:
        yield used, round(ratio)


def _against_header(layout: Layout, header: Header) -> tuple[str, ...]:
    n_analog = layout.n_channels * layout.samples_per_frame
    found = {
        "points": (layout.n_points, header.n_points),
        "analog samples a frame": (n_analog, header.n_analog),
        "first block of samples": (layout.start_byte // BLOCK_BYTES + 1, header.data_block),
        "frames": (layout.n_frames, header.last_frame - header.first_frame + 1),
    }
    return tuple(
        f"the header says {stated} {name}, the size of the file fits {fitting}"
        for name, (fitting, stated) in found.items()
        if fitting != stated
    )


def _distinct(items: Iterable[_Item]) -> Iterator[_Item]:
    return iter(dict.fromkeys(items))
