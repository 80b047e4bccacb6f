"""Turn OpenSim's functions into functions on arrays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.expression import Expression
from opensim_wink.body.functions import (
    ArrayFunction,
    Constant,
    CubicHermite,
    Linear,
    PiecewiseLinear,
    PiecewisePolynomial,
    Polynomial,
    Scaled,
    Sine,
    SmoothStep,
    Steps,
)
from opensim_wink.body.functions_of_several import (
    AnyFunction,
    FunctionOfSeveral,
    LinearOfSeveral,
    OfOne,
    PolynomialOfSeveral,
    ScaledOfSeveral,
)
from opensim_wink.errors import ModelError, listed

FloatArray = NDArray[np.float64]

_TABLE = np.linspace(
    -4 * np.pi, 4 * np.pi, 10_001
)  # every angle and distance that a joint can have


def read_function(function: Any, where: str) -> ArrayFunction:
    """Turn an OpenSim function of one variable into one on arrays.

    Parameters
    ----------
    function : opensim.Function
        The function.
    where : str
        What it belongs to, for messages.

    Returns
    -------
    ArrayFunction
        The same function on arrays.

    Raises
    ------
    ModelError
        If its kind has no counterpart here, its knots do not ascend or it takes several variables.
    """
    found = read_any_function(function, where)
    if not isinstance(found, FunctionOfSeveral):
        return found
    raise ModelError(f"{where} uses a function of several variables; one is allowed here.")


def read_any_function(function: Any, where: str) -> AnyFunction:
    """Turn an OpenSim function of any number of variables into one on arrays.

    Parameters
    ----------
    function : opensim.Function
        The function.
    where : str
        What it belongs to, for messages.

    Returns
    -------
    ArrayFunction or FunctionOfSeveral
        The same function on arrays; of several variables where OpenSim's takes several.

    Raises
    ------
    ModelError
        If its kind has no counterpart here, or its knots do not ascend.
    """
    kind = function.getConcreteClassName()
    if kind not in _READERS:
        raise ModelError(f"{where} uses a {kind}; arrays hold {listed(_READERS, 20)}.")
    found = _READERS[kind](getattr(engine(), kind).safeDownCast(function), where)
    if isinstance(found, FunctionOfSeveral) and function.getArgumentSize() == 1:
        return OfOne(found)
    return found


def tabulate(function: Any) -> CubicHermite:
    """Any OpenSim function of one variable as a table, to place bodies where it was solved.

    Parameters
    ----------
    function : opensim.Function
        A function of one variable.

    Returns
    -------
    CubicHermite
        Through 10,001 of its values between −4π and 4π, with its slopes there.
    """
    levels = np.array([_at(function, float(x)) for x in _TABLE])
    return CubicHermite(_TABLE, levels, np.array([_slope_at(function, float(x)) for x in _TABLE]))


def scaled(function: AnyFunction, factor: float) -> AnyFunction:
    """A multiple of a function of any number of variables.

    Parameters
    ----------
    function : ArrayFunction or FunctionOfSeveral
        The function.
    factor : float
        What its values are multiplied by.

    Returns
    -------
    ArrayFunction or FunctionOfSeveral
        The multiple.
    """
    if isinstance(function, FunctionOfSeveral):
        return ScaledOfSeveral(function, factor)
    return Scaled(function, factor)


def number_of(owner: Any, name: str) -> float:
    """A number that a model object stores, with all its digits.

    Parameters
    ----------
    owner : opensim.Object
        The object.
    name : str
        The property's name in the file.

    Returns
    -------
    float
        Its value.
    """
    return float(engine().PropertyHelper.getValueDouble(owner.getPropertyByName(name)))


def _at(function: Any, *x: float) -> float:
    argument = engine().Vector(len(x), 0.0)
    for i, value in enumerate(x):
        argument.set(i, value)
    return float(function.calcValue(argument))


def _slope_at(function: Any, x: float, order: int = 1) -> float:
    osim = engine()
    by = osim.StdVectorInt()
    for _ in range(order):
        by.push_back(0)
    return float(function.calcDerivative(by, osim.Vector(1, x)))


def _knots(function: Any, where: str, least: int = 2) -> tuple[FloatArray, FloatArray]:
    count = function.getSize()
    knots = np.array([function.getX(i) for i in range(count)])
    if count < least or not (np.diff(knots) > 0).all():
        raise ModelError(f"{where} has a function whose knots do not ascend: {knots.tolist()}.")
    return knots, np.array([function.getY(i) for i in range(count)])


def _read_spline(function: Any, where: str) -> AnyFunction:
    knots, levels = _knots(function, where)
    return CubicHermite(knots, levels, np.array([_slope_at(function, float(x)) for x in knots]))


def _read_natural_spline(function: Any, where: str) -> AnyFunction:
    """Taylor's series about the middle of each piece is the piece itself."""
    knots, _ = _knots(function, where)
    ends = [knots[0] - 0.5, knots[-1] + 0.5]
    centres = np.concatenate([ends[:1], (knots[1:] + knots[:-1]) / 2, ends[1:]])
    rows = [np.array([_at(function, float(x)) for x in centres])]
    for order in range(1, function.getDegree() + 1):
        slopes = np.array([_slope_at(function, float(x), order) for x in centres])
        rows.append(slopes / factorial(order))
    return PiecewisePolynomial(knots, centres, np.array(rows))


def _read_piecewise(function: Any, where: str) -> AnyFunction:
    return PiecewiseLinear(*_knots(function, where))


def _read_steps(function: Any, where: str) -> AnyFunction:
    return Steps(*_knots(function, where, least=1))


def _read_smooth_step(function: Any, where: str) -> AnyFunction:
    start, end = function.getStartTime(), function.getEndTime()
    if not end > start:
        raise ModelError(f"{where} has a step that ends at {end:g}, before it starts at {start:g}.")
    return SmoothStep(start, end, function.getStartValue(), function.getEndValue())


def _read_linear(function: Any, where: str) -> AnyFunction:  # noqa: ARG001
    count = function.getArgumentSize()
    if count == 1:
        return Linear(function.getSlope(), function.getIntercept())
    origin = _at(function, *np.zeros(count))
    gradients = np.array([_at(function, *row) - origin for row in np.eye(count)])
    return LinearOfSeveral(gradients, origin)


def _read_constant(function: Any, where: str) -> AnyFunction:  # noqa: ARG001
    return Constant(function.getValue())


def _read_polynomial(function: Any, where: str) -> AnyFunction:  # noqa: ARG001
    vector = function.getCoefficients()
    return Polynomial(np.array([vector.get(i) for i in range(vector.size())]))


def _read_polynomial_of_several(function: Any, where: str) -> AnyFunction:
    """Terms come in the order of their powers, the last variable's fastest."""
    count, order = function.getDimension(), function.getOrder()
    vector = function.getCoefficients()
    coefficients = np.array([vector.get(i) for i in range(vector.size())])
    powers = [p for p in product(range(order + 1), repeat=count) if sum(p) <= order]
    if len(powers) != len(coefficients):
        raise ModelError(
            f"{where} has a polynomial of {count} variables and order {order} with "
            f"{len(coefficients)} coefficients; it needs {len(powers)}."
        )
    return PolynomialOfSeveral(coefficients, np.array(powers, dtype=np.intp))


def _read_sine(function: Any, where: str) -> AnyFunction:  # noqa: ARG001
    return Sine(*(number_of(function, n) for n in ("amplitude", "omega", "phase", "offset")))


def _read_expression(function: Any, where: str) -> AnyFunction:  # noqa: ARG001
    names = function.getVariables()
    return Expression(function.getExpression(), tuple(names[i] for i in range(len(names))))


def _read_multiplier(function: Any, where: str) -> AnyFunction:
    return scaled(read_any_function(function.getFunction(), where), function.getScale())


_READERS: dict[str, Callable[[Any, str], AnyFunction]] = {
    "Constant": _read_constant,
    "LinearFunction": _read_linear,
    "PolynomialFunction": _read_polynomial,
    "MultivariatePolynomialFunction": _read_polynomial_of_several,
    "SimmSpline": _read_spline,
    "GCVSpline": _read_natural_spline,
    "PiecewiseLinearFunction": _read_piecewise,
    "PiecewiseConstantFunction": _read_steps,
    "StepFunction": _read_smooth_step,
    "Sine": _read_sine,
    "ExpressionBasedFunction": _read_expression,
    "MultiplierFunction": _read_multiplier,
}
