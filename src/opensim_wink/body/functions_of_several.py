"""Functions of several coordinates on arrays, and one way to evaluate any function of a model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import ArrayFunction

FloatArray = NDArray[np.float64]


class FunctionOfSeveral(ABC):
    """A differentiable function of several variables on arrays of any shape."""

    @abstractmethod
    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...), one row of ``x`` for each variable."""

    @abstractmethod
    def slopes(self, x: FloatArray) -> FloatArray:
        """Partial derivatives by each variable, shapes (K, ...) → (K, ...)."""


AnyFunction = ArrayFunction | FunctionOfSeveral


@dataclass(frozen=True, eq=False)
class LinearOfSeveral(FunctionOfSeveral):
    """``y = Σ gradients · x + intercept``.

    Attributes
    ----------
    gradients : ndarray, shape (K,)
        One for each variable.
    intercept : float
        The value at the origin.
    """

    gradients: FloatArray
    intercept: float = 0.0

    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...)."""
        return np.asarray(np.tensordot(self.gradients, x, axes=1) + self.intercept)

    def slopes(self, x: FloatArray) -> FloatArray:
        """The gradients, in the shape of ``x``."""
        return np.ones_like(x) * self.gradients.reshape(-1, *[1] * (x.ndim - 1))


@dataclass(frozen=True, eq=False)
class PolynomialOfSeveral(FunctionOfSeveral):
    """A sum of products of powers.

    Attributes
    ----------
    coefficients : ndarray, shape (N,)
        One for each term.
    powers : ndarray of int, shape (N, K)
        Power of each variable in each term.
    """

    coefficients: FloatArray
    powers: NDArray[np.intp]

    def _term_factors(self, x: FloatArray) -> FloatArray:
        """Each variable's power in each term, (N, K, ...)."""
        return np.asarray(x[None] ** _spread(self.powers, x))

    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...)."""
        terms = self._term_factors(x).prod(axis=1)
        return np.asarray(np.tensordot(self.coefficients, terms, axes=1))

    def slopes(self, x: FloatArray) -> FloatArray:
        """Partial derivatives, shapes (K, ...) → (K, ...)."""
        factors = self._term_factors(x)
        steeper = _spread(self.powers, x) * x[None] ** _spread(np.maximum(self.powers - 1, 0), x)
        out = np.empty_like(x, dtype=float)
        for k in range(len(x)):
            others = np.delete(factors, k, axis=1).prod(axis=1)
            out[k] = np.tensordot(self.coefficients, others * steeper[:, k], axes=1)
        return out


@dataclass(frozen=True, eq=False)
class Product(FunctionOfSeveral):
    """The product of one function of each variable.

    Attributes
    ----------
    factors : tuple of ArrayFunction
        One for each variable.
    """

    factors: tuple[ArrayFunction, ...]

    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...)."""
        parts = [factor.value(row) for factor, row in zip(self.factors, x, strict=True)]
        return np.asarray(np.prod(parts, axis=0))

    def slopes(self, x: FloatArray) -> FloatArray:
        """Partial derivatives, shapes (K, ...) → (K, ...)."""
        parts = np.array([factor.value(row) for factor, row in zip(self.factors, x, strict=True)])
        out = np.empty_like(x, dtype=float)
        for k, factor in enumerate(self.factors):
            out[k] = factor.slope(x[k]) * np.delete(parts, k, axis=0).prod(axis=0)
        return out


@dataclass(frozen=True, eq=False)
class ScaledOfSeveral(FunctionOfSeveral):
    """``y = factor · inner(x)``."""

    inner: FunctionOfSeveral
    factor: float

    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...)."""
        return self.factor * self.inner.value(x)

    def slopes(self, x: FloatArray) -> FloatArray:
        """Partial derivatives, shapes (K, ...) → (K, ...)."""
        return self.factor * self.inner.slopes(x)


@dataclass(frozen=True, eq=False)
class OfOne:
    """A function that could take several variables and takes one.

    Attributes
    ----------
    inner : FunctionOfSeveral
        The function, K = 1.
    """

    inner: FunctionOfSeveral

    def value(self, x: FloatArray) -> FloatArray:
        """Values at ``x``."""
        return self.inner.value(x[None])

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return np.asarray(self.inner.slopes(x[None])[0])


def value_of(function: AnyFunction, values: FloatArray, coordinates: tuple[int, ...]) -> FloatArray:
    """Evaluate a function of chosen coordinates.

    Parameters
    ----------
    function : ArrayFunction or FunctionOfSeveral
        A function of as many variables as ``coordinates`` has; of none if it is constant.
    values : ndarray, shape (C, ...)
        All coordinates.
    coordinates : tuple of int
        The function's own, in its order.

    Returns
    -------
    ndarray, shape (...)
        Its values.
    """
    if isinstance(function, FunctionOfSeveral):
        return function.value(values[list(coordinates)])
    return function.value(values[coordinates[0]] if coordinates else np.zeros(values.shape[1:]))


def slopes_of(
    function: AnyFunction, values: FloatArray, coordinates: tuple[int, ...]
) -> tuple[FloatArray, ...]:
    """Partial derivatives of a function of chosen coordinates.

    Parameters
    ----------
    function : ArrayFunction or FunctionOfSeveral
        A function of as many variables as ``coordinates`` has; of none if it is constant.
    values : ndarray, shape (C, ...)
        All coordinates.
    coordinates : tuple of int
        The function's own, in its order.

    Returns
    -------
    tuple of ndarray, shape (...)
        One for each of ``coordinates``.
    """
    if isinstance(function, FunctionOfSeveral):
        return tuple(function.slopes(values[list(coordinates)]))
    return (function.slope(values[coordinates[0]]),) if coordinates else ()


def _spread(powers: NDArray[np.intp], x: FloatArray) -> NDArray[np.intp]:
    return powers.reshape(*powers.shape, *[1] * (x.ndim - 1))
