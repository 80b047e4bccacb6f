"""Marker positions as files give them: their units, and what counts as not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Lengths that a laboratory writes, in metres. Cut-off words come from C3D parameters passed on.
LENGTHS_M = {
    "m": 1.0, "mete": 1.0, "meter": 1.0, "meters": 1.0, "metre": 1.0, "metres": 1.0,
    "dm": 0.1, "decimeter": 0.1, "decimeters": 0.1, "decimetre": 0.1, "decimetres": 0.1,
    "cm": 0.01, "centimeter": 0.01, "centimeters": 0.01, "centimetre": 0.01, "centimetres": 0.01,
    "mm": 0.001, "millimeter": 0.001, "millimeters": 0.001, "millimetre": 0.001,
    "millimetres": 0.001,
}  # fmt: skip

# Programs mark a lost marker by 9999999 and the like; no laboratory is this large.
FARTHEST_MARKER_M = 1000.0


def clean_points(points_m: FloatArray, labels: Sequence[str]) -> tuple[FloatArray, tuple[str, ...]]:
    """Make every position that cannot be one NaN, and say so.

    Parameters
    ----------
    points_m : ndarray, shape (T, M, 3)
        Marker positions in metres.
    labels : sequence of str
        Marker labels, length M.

    Returns
    -------
    points_m : ndarray, shape (T, M, 3)
        A copy: NaN in all three coordinates where one is NaN or infinite, where the marker lies
        exactly at the origin, or beyond 1 km.
    notes : tuple of str
        Sentences on infinite and far positions.
    """
    points_m = np.array(points_m, dtype=np.float64)
    notes: list[str] = []
    infinite = np.isinf(points_m).any(axis=2)
    far = (np.abs(points_m) > FARTHEST_MARKER_M).any(axis=2) & ~infinite
    for mask, what in ((infinite, "infinite"), (far, f"beyond {FARTHEST_MARKER_M / 1000:g} km")):
        if mask.any():
            frame, marker = (int(i) for i in np.argwhere(mask)[0])
            notes.append(
                f"{int(mask.sum())} positions are {what} (first: marker '{labels[marker]}' in "
                f"frame {frame + 1}); they count as not seen."
            )
    unseen = infinite | far | np.isnan(points_m).any(axis=2) | (points_m == 0.0).all(axis=2)
    points_m[unseen] = np.nan
    return points_m, tuple(notes)
