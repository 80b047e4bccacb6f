"""A cloud of weighted markers that moves with a twist, known by its moments about the origin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Rows of the moment array: Σw, Σw·x (3), Σw·r (3), Σw·x·xᵀ (9), Σw·x·rᵀ (9).
WEIGHT, FIRST, FORCE, SECOND, MIXED = 0, slice(1, 4), slice(4, 7), slice(7, 16), slice(16, 25)
N_MOMENTS = 25


def power(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·u·r: what the residuals gain from a marker cloud moving with a twist, u its velocity."""
    _, xy, xz, yx, _, yz, zx, zy, _ = felt[MIXED]
    turned = twist[0] * (yz - zy) + twist[1] * (zx - xz) + twist[2] * (xy - yx)
    fx, fy, fz = felt[FORCE]
    return np.asarray(turned + twist[3] * fx + twist[4] * fy + twist[5] * fz)


def momentum(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·(x × u, u) of the marker cloud moving with a twist, u its velocity; shape (6, ..., T)."""
    total, (hx, hy, hz) = felt[WEIGHT], felt[FIRST]
    xx, xy, xz, _, yy, yz, _, _, zz = felt[SECOND]
    wx, wy, wz, vx, vy, vz = twist
    return np.stack(
        [
            (yy + zz) * wx - xy * wy - xz * wz + hy * vz - hz * vy,
            (xx + zz) * wy - xy * wx - yz * wz + hz * vx - hx * vz,
            (xx + yy) * wz - xz * wx - yz * wy + hx * vy - hy * vx,
            total * vx + wy * hz - wz * hy,
            total * vy + wz * hx - wx * hz,
            total * vz + wx * hy - wy * hx,
        ]
    )


def turning(felt: FloatArray, twist: FloatArray) -> FloatArray:
    """Σw·u × r: the residuals' hold on a velocity field u that is turned; shape (3, ..., T)."""
    fx, fy, fz = felt[FORCE]
    xx, xy, xz, yx, yy, yz, zx, zy, zz = felt[MIXED]
    wx, wy, wz, vx, vy, vz = twist
    return np.stack(
        [
            xy * wy + xz * wz - (yy + zz) * wx + vy * fz - vz * fy,
            yx * wx + yz * wz - (xx + zz) * wy + vz * fx - vx * fz,
            zx * wx + zy * wy - (xx + yy) * wz + vx * fy - vy * fx,
        ]
    )
