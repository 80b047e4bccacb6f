"""Force of an active fibre over its length and its velocity, as the common muscle models have it.

Each is a function on arrays (:class:`opensim_wink.body.functions.ArrayFunction`): length in optimal
lengths, or velocity in largest shortening velocities (+ lengthens), to a factor on the largest
isometric force. Both are those at full activation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# De Groote et al. (2016), supplement: height, centre, width and skew of three bells, and the four
# numbers of the velocity curve; centre and height of the third bell are rounded there.
_BELLS = (
    (0.8150671134243542, 1.055033428970575, 0.162384573599574, 0.063303448465465),
    (0.433004984392647, 0.716775413397760, -0.029947116970696, 0.200356847296188),
    (0.1, 1.0, 0.353553390593274, 0.0),
)
_RISE = (-0.3211346127989808, -8.149, -0.374, 0.8825327733249912)


@dataclass(frozen=True)
class ThelenLength:
    """Active force over length of the Thelen muscle: a bell about the optimal length.

    Attributes
    ----------
    width : float
        Square of its width.

    References
    ----------
    Thelen DG (2003). Adjustment of muscle mechanics model parameters to simulate dynamic
    contractions in older adults. J Biomech Eng 125:70–77. doi:10.1115/1.1531112
    """

    width: float = 0.45

    def value(self, x: FloatArray) -> FloatArray:
        """Factors at ``x`` optimal lengths."""
        return np.asarray(np.exp(-((np.asarray(x) - 1) ** 2) / self.width))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return np.asarray(-2 * (np.asarray(x) - 1) / self.width * self.value(x))


@dataclass(frozen=True)
class ThelenVelocity:
    """Force over velocity of the Thelen muscle: two hyperbolas, then straight on.

    Attributes
    ----------
    shape : float
        Curvature of the shortening branch.
    most : float
        Factor that the lengthening branch would end at.
    threshold : float
        Share of ``most`` from which the branch goes on as a line.

    References
    ----------
    Thelen DG (2003). J Biomech Eng 125:70–77. doi:10.1115/1.1531112
    """

    shape: float = 0.25
    most: float = 1.4
    threshold: float = 0.95

    def value(self, x: FloatArray) -> FloatArray:
        """Factors at ``x`` largest velocities; nothing from the largest shortening on."""
        x = np.asarray(x, dtype=float)
        short, bent, straight = self._parts(x)
        shortening = (1 + short) / (1 - short / self.shape)
        rise = self._steepness * bent
        reach = self.most - 1
        lengthening = (rise * self.most + reach) / (rise + reach)
        return np.asarray(np.where(x < 0, shortening, lengthening + self._gradient * straight))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        x = np.asarray(x, dtype=float)
        short, bent, straight = self._parts(x)
        shortening = (1 + 1 / self.shape) / (1 - short / self.shape) ** 2
        lengthening = np.where(straight > 0, self._gradient, self._lengthening_slope(bent))
        return np.asarray(np.where(x < -1, 0.0, np.where(x < 0, shortening, lengthening)))

    def _parts(self, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Velocity on the shortening branch, on the bent lengthening one, and beyond."""
        bent = np.clip(x, 0, self._last)
        return np.clip(x, -1, 0), bent, np.maximum(x, 0) - bent

    def _lengthening_slope(self, bent: FloatArray) -> FloatArray:
        reach = self.most - 1
        return np.asarray(self._steepness * reach**2 / (self._steepness * bent + reach) ** 2)

    @property
    def _steepness(self) -> float:
        return 2 + 2 / self.shape

    @property
    def _last(self) -> float:
        """Velocity at which the branch becomes a line."""
        end = self.threshold * self.most
        return (end - 1) * (self.most - 1) / (self._steepness * (self.most - end))

    @property
    def _gradient(self) -> float:
        return float(self._lengthening_slope(np.asarray(self._last)))


@dataclass(frozen=True)
class DeGrooteLength:
    """Active force over length of the De Groote–Fregly muscle: three skewed bells.

    Attributes
    ----------
    width : float
        Factor on the distance from the optimal length.

    References
    ----------
    De Groote F, Kinney AL, Rao AV, Fregly BJ (2016). Evaluation of direct collocation optimal
    control problem formulations for solving the muscle redundancy problem. Ann Biomed Eng
    44:2922–2936. doi:10.1007/s10439-016-1591-9
    """

    width: float = 1.0

    def value(self, x: FloatArray) -> FloatArray:
        """Factors at ``x`` optimal lengths."""
        y = self._drawn(x)
        return np.asarray(sum(_bell(y, *bell) for bell in _BELLS))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        y = self._drawn(x)
        total = np.zeros_like(y)
        for height, centre, width, skew in _BELLS:
            spread = width + skew * y
            away = y - centre
            rate = -away / spread**2 + skew * away**2 / spread**3
            total += rate * _bell(y, height, centre, width, skew)
        return np.asarray(total / self.width)

    def _drawn(self, x: FloatArray) -> FloatArray:
        return np.asarray((np.asarray(x, dtype=float) - 1) / self.width + 1)


def _bell(y: FloatArray, height: float, centre: float, width: float, skew: float) -> FloatArray:
    return np.asarray(height * np.exp(-0.5 * ((y - centre) / (width + skew * y)) ** 2))


@dataclass(frozen=True)
class DeGrooteVelocity:
    """Force over velocity of the De Groote–Fregly muscle; it crosses zero near −1.

    References
    ----------
    De Groote F et al. (2016). Ann Biomed Eng 44:2922–2936. doi:10.1007/s10439-016-1591-9
    """

    def value(self, x: FloatArray) -> FloatArray:
        """Factors at ``x`` largest velocities."""
        height, gain, shift, level = _RISE
        return np.asarray(height * np.arcsinh(gain * np.asarray(x) + shift) + level)

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        height, gain, shift, _ = _RISE
        return np.asarray(height * gain / np.sqrt((gain * np.asarray(x) + shift) ** 2 + 1))
