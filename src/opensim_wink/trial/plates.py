"""Force plates: from channels to the force of the ground, its centre of pressure and free moment.

Plate axes: x and y along the edges as the corners tell, z completes them (down, where the corners
run as C3D has them). Channels of a plate hold what it exerts on the body, in its own axes.

References
----------
The C3D user guide, "The FORCE_PLATFORM group" (www.c3d.org), for the four types.
Kistler, "Force plate formulae", for the eight channels of type 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.trial.trial import GroundReaction

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# Below this load a centre of pressure is noise: 1 N·m of drift moves it by 50 mm at 20 N.
LOAD_THRESHOLD_N = 20.0
CHANNELS = {1: 6, 2: 6, 3: 8, 4: 6}


@dataclass(frozen=True, eq=False)
class Plate:
    """One force plate as a laboratory set it up.

    Attributes
    ----------
    name : str
        What to call it.
    kind : int
        C3D type: 1 (Fx Fy Fz Px Py Mz), 2 (Fx Fy Fz Mx My Mz), 3 (Fx12 Fx34 Fy14 Fy23 Fz1 Fz2 Fz3
        Fz4) or 4 (as 2, before calibration).
    corners_m : ndarray, shape (4, 3)
        Corners of its top in the laboratory, m: those at (+x, +y), (-x, +y), (-x, -y), (+x, -y) of
        its own axes.
    origin_m : ndarray, shape (3,)
        Types 2 and 4: from the sensors' origin to the centre of the top, in plate axes, m. Type 3:
        half the distances between sensors along x and y, and the height of the top over them.
        Type 1 has no use for it.
    calibration : ndarray, shape (6, 6), or None
        Type 4: what turns channels into forces and moments.
    """

    name: str
    kind: int
    corners_m: FloatArray
    origin_m: FloatArray
    calibration: FloatArray | None = None

    @property
    def centre_m(self) -> FloatArray:
        """Centre of the top, shape (3,), m."""
        centre: FloatArray = self.corners_m.mean(axis=0)
        return centre

    @property
    def axes(self) -> FloatArray:
        """Plate axes as columns in the laboratory, shape (3, 3); NaN where corners coincide."""
        first, second, third, fourth = self.corners_m
        x = first + fourth - second - third
        z = np.cross(x, first + second - third - fourth)
        with np.errstate(all="ignore"):
            x, z = x / np.linalg.norm(x), z / np.linalg.norm(z)
        return np.column_stack([x, np.cross(z, x), z])

    @property
    def half_size_m(self) -> FloatArray:
        """Half the extents of the top along its x and y, shape (2,), m."""
        extent: FloatArray = np.abs((self.corners_m - self.centre_m) @ self.axes[:, :2]).max(axis=0)
        return extent


def top_side_origin(kind: int, origin_m: FloatArray) -> tuple[FloatArray, bool]:
    """ORIGIN with its z negative, as the format wants it.

    The plate's z points down and its sensors lie below the top, so z cannot be positive. Some
    writers store the opposite vector (types 2 and 4), or the height without its sign (type 3).

    Parameters
    ----------
    kind : int
        C3D type.
    origin_m : ndarray, shape (3,)
        As stored, m.

    Returns
    -------
    origin_m : ndarray, shape (3,)
        As it should be, m.
    turned : bool
        Whether it was changed.
    """
    if not origin_m[2] > 0.0 or kind == 1:
        return origin_m, False
    return (origin_m * (1.0, 1.0, -1.0) if kind == 3 else -origin_m), True


def wrench_at_top(plate: Plate, channels: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Force and moment on the body about the centre of the plate's top, in plate axes.

    Parameters
    ----------
    plate : Plate
        The plate.
    channels : ndarray, shape (S, 6) or (S, 8)
        Its channels in N, N·m and, for type 1, m.

    Returns
    -------
    force_n, moment_nm : ndarray, shape (S, 3)
    """
    if plate.kind == 1:
        force = channels[:, :3]
        point = np.column_stack([channels[:, 3:5], np.zeros(len(channels))])
        moment = np.cross(point, force)
        moment[:, 2] += channels[:, 5]
        return force, moment
    if plate.kind == 3:
        fx12, fx34, fy14, fy23, fz1, fz2, fz3, fz4 = channels.T
        a, b, height = plate.origin_m
        force = np.column_stack([fx12 + fx34, fy14 + fy23, fz1 + fz2 + fz3 + fz4])
        moment = np.column_stack(
            [
                b * (fz1 + fz2 - fz3 - fz4),
                a * (-fz1 + fz2 + fz3 - fz4),
                b * (-fx12 + fx34) + a * (fy14 - fy23),
            ]
        )
        return force, moment - np.cross([0.0, 0.0, height], force)
    if plate.calibration is not None:
        channels = channels @ plate.calibration.T
    force = channels[:, :3]
    return force, channels[:, 3:6] - np.cross(plate.origin_m, force)


def ground_reaction(
    plate: Plate,
    time_s: FloatArray,
    force_n: FloatArray,
    moment_nm: FloatArray,
    threshold_n: float = LOAD_THRESHOLD_N,
) -> GroundReaction:
    """Force, centre of pressure and free moment in the laboratory.

    Parameters
    ----------
    plate : Plate
        The plate.
    time_s : ndarray, shape (S,)
        Sample times.
    force_n, moment_nm : ndarray, shape (S, 3)
        What the ground exerts on the body about the centre of the top, in plate axes.
    threshold_n : float
        Normal load under which the plate counts as not loaded.

    Returns
    -------
    GroundReaction
        Centre of pressure NaN and free moment zero where the plate is not loaded; force as it is.
    """
    loaded = is_loaded(force_n, threshold_n)
    local = np.full_like(force_n, np.nan)
    local[loaded] = pressure_centre(force_n[loaded], moment_nm[loaded])
    free = np.zeros_like(force_n)
    on = local[loaded]
    free[loaded, 2] = moment_nm[loaded, 2] - (
        on[:, 0] * force_n[loaded, 1] - on[:, 1] * force_n[loaded, 0]
    )
    turn = plate.axes.T
    return GroundReaction(
        name=plate.name,
        time_s=time_s,
        force_n=force_n @ turn,
        cop_m=local @ turn + plate.centre_m,
        free_moment_nm=free @ turn,
        corners_m=plate.corners_m,
        kind=plate.kind,
    )


def is_loaded(force_n: FloatArray, threshold_n: float = LOAD_THRESHOLD_N) -> BoolArray:
    """Samples whose normal load reaches the threshold, shape (S,); False where NaN."""
    loaded: BoolArray = np.abs(force_n[:, 2]) >= threshold_n
    return loaded


def pressure_centre(force_n: FloatArray, moment_nm: FloatArray) -> FloatArray:
    """Where the force meets the top: the point of the top about which it has no tilting moment.

    Parameters
    ----------
    force_n, moment_nm : ndarray, shape (S, 3)
        About the centre of the top, in plate axes; the normal force must not be zero.

    Returns
    -------
    ndarray, shape (S, 3)
        In plate axes from the centre, m; z is zero.
    """
    normal = force_n[:, 2]
    return np.column_stack(
        [-moment_nm[:, 1] / normal, moment_nm[:, 0] / normal, np.zeros(len(normal))]
    )
