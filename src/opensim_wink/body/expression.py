"""Functions written as text in the model file, evaluated by OpenSim point by point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.body.functions_of_several import FunctionOfSeveral

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Expression(FunctionOfSeveral):
    """OpenSim's ``ExpressionBasedFunction``, held as its text so that a tree can be pickled.

    Attributes
    ----------
    text : str
        The expression, in OpenSim's syntax.
    variables : tuple of str
        Its variables, in the order of the arguments.
    """

    text: str
    variables: tuple[str, ...]

    def value(self, x: FloatArray) -> FloatArray:
        """Values, shapes (K, ...) → (...)."""
        return _each_point(x, _compiled(self.text, self.variables).calcValue)

    def slopes(self, x: FloatArray) -> FloatArray:
        """Partial derivatives, shapes (K, ...) → (K, ...)."""
        function, osim = _compiled(self.text, self.variables), engine()
        found = []
        for k in range(len(self.variables)):
            by = osim.StdVectorInt()
            by.push_back(k)
            found.append(_each_point(x, partial(function.calcDerivative, by)))
        return np.array(found)


@cache
def _compiled(text: str, variables: tuple[str, ...]) -> Any:
    osim = engine()
    names = osim.StdVectorString()
    for name in variables:
        names.append(name)
    return osim.ExpressionBasedFunction(text, names)


def _each_point(x: FloatArray, evaluate: Callable[[Any], float]) -> FloatArray:
    argument = engine().Vector(len(x), 0.0)
    out = np.full(x.shape[1:], np.nan)
    for place in np.ndindex(out.shape):
        for k, variable in enumerate(x):
            argument.set(k, float(variable[place]))
        out[place] = evaluate(argument)
    return out
