"""Arrays over frames as short text: whole numbers of a stated size, their changes deflated.

The script unpacks them: ``web/src/packing.ts`` is the other half of what is written here.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

NO_NUMBER = -32768  # the code of NaN
_LARGEST = 32767


def pack(values: ArrayLike, resolution: float) -> dict[str, Any]:
    """Write an array over frames as text.

    Parameters
    ----------
    values : array_like, shape (F, ...)
        Any numbers; infinite ones are written as NaN.
    resolution : float
        Step between two codes. It is made larger where 65,535 codes do not reach.

    Returns
    -------
    dict
        ``shape``, ``scale``, ``offset`` and ``data``: value = code · scale + offset, where code
        is an int16 and −32768 is NaN. ``data`` is base64 of raw deflate of the codes' changes
        from frame to frame (modulo 2¹⁶; the first frame as it is), channel by channel, first
        all low bytes, then all high bytes.
    """
    array = np.asarray(values, float)
    known = np.isfinite(array)
    low, high = (array[known].min(), array[known].max()) if known.any() else (0.0, 0.0)
    offset = float((low + high) / 2)
    scale = float(max(resolution, (high - low) / (2 * _LARGEST)))
    codes = np.full(array.shape, NO_NUMBER, np.int64)
    codes[known] = np.clip(np.rint((array[known] - offset) / scale), -_LARGEST, _LARGEST)
    return {
        "shape": list(array.shape),
        "scale": scale,
        "offset": offset,
        "data": _deflated(codes),
    }


def unpack(packed: dict[str, Any]) -> FloatArray:
    """Read an array that `pack` wrote.

    Parameters
    ----------
    packed : dict
        As `pack` gives it.

    Returns
    -------
    ndarray, shape (F, ...)
        Each number within half a ``scale`` of what was written.
    """
    shape = tuple(packed["shape"])
    raw = zlib.decompress(base64.b64decode(packed["data"]), -zlib.MAX_WBITS)
    low, high = np.frombuffer(raw, np.uint8).reshape(2, -1).astype(np.uint16)
    changes = (low | (high << 8)).reshape(-1, shape[0]) if shape[0] else low.reshape(0, 0)
    codes = np.cumsum(changes, axis=1, dtype=np.uint16).astype(np.int16).T.reshape(shape)
    values = codes * packed["scale"] + packed["offset"]
    return np.where(codes == NO_NUMBER, np.nan, values)


def packed_size(value: Any) -> int:
    """Bytes of a value as JSON on the page.

    Parameters
    ----------
    value : Any
        What JSON can hold.

    Returns
    -------
    int
        As the page writes it.
    """
    import json

    return len(json.dumps(value, separators=(",", ":")).encode())


def _deflated(codes: NDArray[np.int64]) -> str:
    channels = codes.reshape(codes.shape[0], -1).T if codes.size else codes.reshape(0, 0)
    changes = np.diff(channels, axis=1, prepend=0).astype(np.uint16)
    raw = (changes & 0xFF).astype(np.uint8).tobytes() + (changes >> 8).astype(np.uint8).tobytes()
    worker = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(worker.compress(raw) + worker.flush()).decode("ascii")
