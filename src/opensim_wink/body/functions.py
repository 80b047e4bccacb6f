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
class Sine:
    """``y = amplitude · sin(frequency · x + phase) + offset``."""

    amplitude: float
    frequency: float = 1.0
    phase: float = 0.0
    offset: float = 0.0

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return self.amplitude * np.sin(self.frequency * x + self.phase) + self.offset

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return self.amplitude * self.frequency * np.cos(self.frequency * x + self.phase)


@dataclass(frozen=True, eq=False)
class PiecewisePolynomial:
    """A polynomial between each two knots and one beyond either end.

    Attributes
    ----------
    knots : ndarray, shape (K,)
        Where one piece ends and the next begins, ascending.
    centres : ndarray, shape (K + 1,)
        The point about which each piece is expanded.
    coefficients : ndarray, shape (D + 1, K + 1)
        Coefficients of each piece, from the constant up.
    """

    knots: FloatArray
    centres: FloatArray
    coefficients: FloatArray

    def _piece(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        piece = np.searchsorted(self.knots, x, side="right")
        return x - self.centres[piece], self.coefficients[:, piece]

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        from_centre, coefficients = self._piece(x)
        return _horner(coefficients, from_centre)

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``, from the right at a knot."""
        from_centre, coefficients = self._piece(x)
        powers = np.arange(1, len(coefficients)).reshape(-1, *[1] * x.ndim)
        return _horner(coefficients[1:] * powers, from_centre)


@dataclass(frozen=True)
class SmoothStep:
    """From one level to another along ``6t⁵ − 15t⁴ + 10t³``, flat before and after.

    Attributes
    ----------
    start, end : float
        Where the transition starts and ends, in this order.
    before, after : float
        The levels.
    """

    start: float
    end: float
    before: float
    after: float

    def _share(self, x: FloatArray) -> FloatArray:
        return np.clip((x - self.start) / (self.end - self.start), 0.0, 1.0)

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        t = self._share(x)
        return self.before + (self.after - self.before) * t**3 * (10 + t * (6 * t - 15))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        t = self._share(x)
        rise = (self.after - self.before) / (self.end - self.start)
        return np.asarray(rise * 30 * t**2 * (1 - t) ** 2)


@dataclass(frozen=True, eq=False)
class Steps:
    """A level from each knot on; the first one also before it.

    Attributes
    ----------
    knots, levels : ndarray, shape (K,)
        Where each level begins (ascending), and the levels.
    """

    knots: FloatArray
    levels: FloatArray

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return self.levels[np.clip(np.searchsorted(self.knots, x, side="right") - 1, 0, None)]

    def slope(self, x: FloatArray) -> FloatArray:
        """Zeros, in the shape of ``x``."""
        return np.zeros_like(x)


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


def _horner(coefficients: FloatArray, x: FloatArray) -> FloatArray:
    """Polynomials with coefficients (D + 1, ...) from the constant up, at x (...)."""
    total = np.zeros_like(x)
    for coefficient in coefficients[::-1]:
        total = total * x + coefficient
    return np.asarray(total)
