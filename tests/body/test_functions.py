from __future__ import annotations

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
)
from opensim_wink.body.read_tree import read_function
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


def test_functions_read_from_opensim_evaluate_alike() -> None:
    osim = engine()
    spline = osim.SimmSpline()
    for x, y in [(-2.0, 0.3), (-0.5, 1.0), (0.7, 0.2), (1.0, 0.9), (2.5, -1.0)]:
        spline.addPoint(x, y)
    broken = osim.PiecewiseLinearFunction()
    for x, y in [(-1.0, 0.3), (0.7, 0.2), (1.0, 0.9)]:
        broken.addPoint(x, y)
    coefficients = osim.Vector(3, 0.0)
    for i, c in enumerate((0.5, -1.0, 2.0)):
        coefficients.set(i, c)
    for theirs in (
        spline,
        broken,
        osim.PolynomialFunction(coefficients),
        osim.LinearFunction(2.0, -1.0),
        osim.Constant(0.4),
    ):
        ours = read_function(theirs, "here")
        for x in np.linspace(-3.5, 4.0, 31):
            expected = theirs.calcValue(osim.Vector(1, float(x)))
            np.testing.assert_allclose(ours.value(np.array([x])), expected, atol=1e-12)


def test_a_function_without_counterpart_is_named() -> None:
    with pytest.raises(ModelError, match="joint 'k' uses a Sine"):
        read_function(engine().Sine(), "joint 'k'")
