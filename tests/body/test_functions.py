from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.engine import engine
from opensim_wink.body.functions import (
    ArrayFunction,
    Constant,
    CubicHermite,
    Linear,
    PiecewiseLinear,
    Polynomial,
    Scaled,
    Sine,
    SmoothStep,
    Steps,
)
from opensim_wink.body.functions_of_several import FunctionOfSeveral, Product
from opensim_wink.body.read_functions import read_any_function, read_function
from opensim_wink.errors import ModelError

KNOTS = np.array([-1.0, -0.2, 0.5, 2.0])
SPLINE = CubicHermite(KNOTS, np.array([0.0, 1.0, -1.0, 0.5]), np.array([1.0, 0.0, -2.0, 0.3]))
FUNCTIONS: list[ArrayFunction] = [
    Constant(2.0),
    Linear(-3.0, 0.5),
    Polynomial(np.array([1.0, -2.0, 0.5, 3.0])),
    SPLINE,
    Scaled(SPLINE, -2.5),
    PiecewiseLinear(KNOTS, np.array([0.0, 1.0, -1.0, 0.5])),
    Sine(1.5, 2.0, 0.3, -0.2),
    SmoothStep(-1.0, 2.0, 0.5, -1.0),
    Steps(KNOTS, np.array([0.0, 1.0, -1.0, 0.5])),
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: type(f).__name__)
@given(x=st.floats(-4, 5))
def test_slopes_are_the_derivatives_of_the_values(function: ArrayFunction, x: float) -> None:
    if np.abs(KNOTS - x).min() < 1e-3:  # kinks of the piecewise linear function
        return
    at = np.array([x])
    difference = function.value(at + 1e-6) - function.value(at - 1e-6)
    np.testing.assert_allclose(function.slope(at), difference / 2e-6, atol=1e-6)


def test_a_hermite_spline_meets_its_knots_and_carries_straight_on() -> None:
    np.testing.assert_allclose(SPLINE.value(KNOTS), SPLINE.levels)
    np.testing.assert_allclose(SPLINE.slope(KNOTS), SPLINE.slopes)
    np.testing.assert_allclose(SPLINE.value(np.array([-3.0, 4.0])), [-2.0, 0.5 + 2 * 0.3])


def times(function: Any, factor: float) -> Any:
    """A multiplier that owns a copy of the function, as one read from a file does."""
    copy = function.clone()
    copy.thisown = False
    return engine().MultiplierFunction(copy, factor)


def natural_spline(folder: Path, degree: int, points: list[tuple[float, float]]) -> Any:
    """Read from a file: one that is built point by point keeps arbitrary weights."""
    x, y = (" ".join(str(value) for value in row) for row in zip(*points, strict=True))
    path = folder / f"spline{degree}.osim"
    path.write_text(
        '<?xml version="1.0"?><OpenSimDocument Version="40600"><GCVSpline name="spline">'
        f"<half_order>{(degree + 1) // 2}</half_order><x>{x}</x><y>{y}</y>"
        f"<weights>{'1 ' * len(points)}</weights></GCVSpline></OpenSimDocument>"
    )
    osim = engine()
    return osim.GCVSpline.safeDownCast(osim.OpenSimObject.makeObjectFromFile(str(path)))


def opensim_functions(folder: Path) -> list[Any]:
    """One of every kind of one variable that a joint may use."""
    osim = engine()
    points = [
        (-2.0, 0.3),
        (-0.5, 1.0),
        (0.7, 0.2),
        (1.0, 0.9),
        (1.8, 0.1),
        (2.5, -1.0),
        (2.9, 0.2),
        (3.5, 0.7),
    ]
    simm, pieces, steps = (
        osim.SimmSpline(),
        osim.PiecewiseLinearFunction(),
        osim.PiecewiseConstantFunction(),
    )
    for x, y in points:
        for function in (simm, pieces, steps):
            function.addPoint(x, y)
    coefficients = osim.Vector(3, 0.0)
    for i, c in enumerate((0.5, -1.0, 2.0)):
        coefficients.set(i, c)
    names = osim.StdVectorString()
    names.append("x")
    return [
        simm,
        *(natural_spline(folder, degree, points) for degree in (3, 5, 7)),
        pieces,
        steps,
        osim.PolynomialFunction(coefficients),
        osim.LinearFunction(2.0, -1.0),
        osim.Constant(0.4),
        osim.Sine(1.5, 2.0, 0.3, -0.1),
        osim.StepFunction(-0.5, 1.5, 0.2, -0.7),
        times(simm, 1.123456789012345),
        osim.ExpressionBasedFunction("x*exp(-x^2)", names),
    ]


def test_functions_read_from_opensim_evaluate_alike(tmp_path: Path) -> None:
    for theirs in opensim_functions(tmp_path):
        ours = read_function(theirs, "here")
        grid = np.linspace(-3.51, 4.0, 31)
        expected = [theirs.calcValue(engine().Vector(1, float(x))) for x in grid]
        name = theirs.getConcreteClassName()
        np.testing.assert_allclose(ours.value(grid), expected, atol=1e-11, err_msg=name)
        if name in ("PiecewiseLinearFunction", "PiecewiseConstantFunction"):
            continue
        difference = ours.value(grid + 1e-6) - ours.value(grid - 1e-6)
        np.testing.assert_allclose(ours.slope(grid), difference / 2e-6, atol=2e-7, err_msg=name)


def of_several() -> list[Any]:
    """Functions of two and three variables."""
    osim = engine()
    polynomial = osim.MultivariatePolynomialFunction()
    polynomial.setDimension(3)
    polynomial.setOrder(3)
    coefficients = osim.Vector(20, 0.0)
    for i in range(20):
        coefficients.set(i, np.sin(1.0 + i))
    polynomial.setCoefficients(coefficients)
    plane, array = osim.LinearFunction(), osim.ArrayDouble()
    for value in (0.5, -2.0, 0.3):
        array.append(value)
    plane.setCoefficients(array)
    names = osim.StdVectorString()
    for name in ("x", "y"):
        names.append(name)
    expression = osim.ExpressionBasedFunction("sin(x)*y^2 + x", names)
    return [polynomial, plane, expression, times(polynomial, -0.5)]


@pytest.mark.parametrize("k", range(4))
def test_functions_of_several_evaluate_alike(k: int) -> None:
    theirs = of_several()[k]
    ours = read_any_function(theirs, "here")
    assert isinstance(ours, FunctionOfSeveral)
    count = (3, 2, 2, 3)[k]
    x = np.random.default_rng(k).uniform(-1, 1, (count, 2, 3))
    for place in np.ndindex(2, 3):
        argument = engine().Vector(count, 0.0)
        for i in range(count):
            argument.set(i, float(x[i][place]))
        np.testing.assert_allclose(ours.value(x)[place], theirs.calcValue(argument), rtol=1e-12)
    for i in range(count):
        step = np.zeros((count, 1, 1))
        step[i] = 1e-6
        difference = (ours.value(x + step) - ours.value(x - step)) / 2e-6
        np.testing.assert_allclose(ours.slopes(x)[i], difference, atol=1e-8)
    with pytest.raises(ModelError, match="function of several variables"):
        read_function(theirs, "here")


def test_a_product_has_the_slopes_of_its_factors() -> None:
    product = Product((Sine(2.0, 0.5), Linear(3.0, 1.0)))
    x = np.random.default_rng(0).uniform(-1, 1, (2, 5))
    np.testing.assert_allclose(product.value(x), 2 * np.sin(0.5 * x[0]) * (3 * x[1] + 1))
    np.testing.assert_allclose(product.slopes(x)[0], np.cos(0.5 * x[0]) * (3 * x[1] + 1))
    np.testing.assert_allclose(product.slopes(x)[1], 6 * np.sin(0.5 * x[0]))


def test_a_function_without_counterpart_is_named() -> None:
    with pytest.raises(ModelError, match="joint 'k' uses a TendonForceLengthCurve"):
        read_function(engine().TendonForceLengthCurve(), "joint 'k'")
