from __future__ import annotations

import numpy as np
import pytest

from opensim_wink.body.active_curves import (
    DeGrooteLength,
    DeGrooteVelocity,
    ThelenLength,
    ThelenVelocity,
)
from opensim_wink.body.engine import engine
from opensim_wink.body.functions import ArrayFunction

LENGTHS = (ThelenLength(), ThelenLength(0.6), DeGrooteLength(), DeGrooteLength(1.3))
VELOCITIES = (ThelenVelocity(), ThelenVelocity(0.3, 1.6, 0.9), DeGrooteVelocity())


@pytest.mark.parametrize("curve", LENGTHS, ids=repr)
def test_a_fibre_is_strongest_near_its_optimal_length(curve: ArrayFunction) -> None:
    x = np.linspace(0.4, 1.8, 1401)
    value = curve.value(x)
    assert x[value.argmax()] == pytest.approx(1.0, abs=0.02)
    assert value.max() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("curve", VELOCITIES, ids=repr)
def test_a_fibre_at_rest_bears_its_isometric_force_and_less_when_it_shortens(
    curve: ArrayFunction,
) -> None:
    x = np.linspace(-1, 1, 401)
    value = curve.value(x)
    assert float(curve.value(np.array(0.0))) == pytest.approx(1.0, abs=0.02)
    assert (np.diff(value) > 0).all()
    assert value[0] == pytest.approx(0.0, abs=0.02)
    assert value[-1] > 1.3


@pytest.mark.parametrize("curve", [*LENGTHS, *VELOCITIES], ids=repr)
def test_a_slope_is_the_derivative(curve: ArrayFunction) -> None:
    x = np.linspace(-0.963, 1.437, 241) + (1.0 if curve in LENGTHS else 0.0)
    step = 1e-6
    rate = (curve.value(x + step) - curve.value(x - step)) / (2 * step)
    np.testing.assert_allclose(curve.slope(x), rate, atol=2e-6)


def test_the_fastest_fibre_bears_nothing() -> None:
    np.testing.assert_allclose(ThelenVelocity().value(np.array([-3.0, -1.0])), 0.0, atol=1e-12)
    assert float(ThelenVelocity().slope(np.array(-1.5))) == 0.0


def test_de_groote_curves_are_opensims() -> None:
    muscle = engine().DeGrooteFregly2016Muscle()
    muscle.set_active_force_width_scale(1.3)
    muscle.finalizeFromProperties()
    for x in np.linspace(0.4, 1.8, 15):
        assert float(LENGTHS[3].value(np.array(x))) == pytest.approx(
            muscle.calcActiveForceLengthMultiplier(float(x)), abs=1e-12
        )
        assert float(VELOCITIES[2].value(np.array(x - 1))) == pytest.approx(
            muscle.calcForceVelocityMultiplier(float(x - 1)), abs=1e-12
        )
