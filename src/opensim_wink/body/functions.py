"""Functions of one coordinate on arrays: what OpenSim's joints and couplers are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class ArrayFunction(Protocol):
    """A differentiable function of one variable on arrays of any shape."""

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        ...

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        ...


@dataclass(frozen=True)
class Constant:
    """``y = level``."""

    level: float

    def value(self, x: FloatArray) -> FloatArray:
        """The level, in the shape of ``x``."""
        return np.full_like(x, self.level)

    def slope(self, x: FloatArray) -> FloatArray:
        """Zeros, in the shape of ``x``."""
        return np.zeros_like(x)


@dataclass(frozen=True)
class Linear:
    """``y = gradient · x + intercept``."""

    gradient: float
    intercept: float = 0.0

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return self.gradient * x + self.intercept

    def slope(self, x: FloatArray) -> FloatArray:
        """The gradient, in the shape of ``x``."""
        return np.full_like(x, self.gradient)


@dataclass(frozen=True, eq=False)
class Polynomial:
    """A polynomial, coefficients from the highest power down."""

    coefficients: FloatArray

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return np.asarray(np.polyval(self.coefficients, x))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return np.asarray(np.polyval(np.polyder(self.coefficients), x))


@dataclass(frozen=True, eq=False)
class CubicHermite:
    """Cubic pieces through knots with given slopes; straight lines beyond the ends.

    This is what OpenSim's ``SimmSpline`` evaluates to once its knot slopes are known.

    Attributes
    ----------
    knots, levels, slopes : ndarray, shape (K,)
        Knot positions (ascending), values and first derivatives.
    """

    knots: FloatArray
    levels: FloatArray
    slopes: FloatArray

    def _piece(self, x: FloatArray) -> tuple[NDArray[np.intp], FloatArray, FloatArray]:
        piece = np.clip(np.searchsorted(self.knots, x, side="right") - 1, 0, len(self.knots) - 2)
        width = self.knots[piece + 1] - self.knots[piece]
        return piece, width, (x - self.knots[piece]) / width

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        inside = np.clip(x, self.knots[0], self.knots[-1])
        i, width, t = self._piece(inside)
        y = (
            self.levels[i] * (1 + 2 * t) * (1 - t) ** 2
            + self.slopes[i] * width * t * (1 - t) ** 2
            + self.levels[i + 1] * t**2 * (3 - 2 * t)
            + self.slopes[i + 1] * width * t**2 * (t - 1)
        )
        below = np.minimum(x - self.knots[0], 0.0) * self.slopes[0]
        above = np.maximum(x - self.knots[-1], 0.0) * self.slopes[-1]
        return np.asarray(y + below + above)

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        i, width, t = self._piece(np.clip(x, self.knots[0], self.knots[-1]))
        return np.asarray(
            (self.levels[i + 1] - self.levels[i]) / width * 6 * t * (1 - t)
            + self.slopes[i] * (1 - t) * (1 - 3 * t)
            + self.slopes[i + 1] * t * (3 * t - 2)
        )


@dataclass(frozen=True, eq=False)
class PiecewiseLinear:
    """Straight lines between knots, the outer ones carried on.

    Attributes
    ----------
    knots, levels : ndarray, shape (K,)
        Knot positions (ascending) and values.
    """

    knots: FloatArray
    levels: FloatArray

    def _piece(self, x: FloatArray) -> tuple[NDArray[np.intp], FloatArray]:
        piece = np.clip(np.searchsorted(self.knots, x, side="right") - 1, 0, len(self.knots) - 2)
        return piece, (np.diff(self.levels) / np.diff(self.knots))[piece]

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        piece, gradient = self._piece(x)
        return np.asarray(self.levels[piece] + gradient * (x - self.knots[piece]))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``, from the right at a knot."""
        return self._piece(x)[1]


@dataclass(frozen=True)
class Scaled:
    """``y = factor · inner(x)``."""

    inner: ArrayFunction
    factor: float

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return self.factor * self.inner.value(x)

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return self.factor * self.inner.slope(x)
