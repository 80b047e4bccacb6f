"""Force of a resting fibre and of a tendon over their lengths, as the common muscle models have it.

Each is a function on arrays (:class:`opensim_wink.body.functions.ArrayFunction`): normalised length
to force in units of the largest isometric force. Active ones are in
:mod:`opensim_wink.body.active_curves`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_SHORTEST_FIBRE = 0.2  # in optimal lengths, where De Groote's fibre bears nothing
_TENDON_LEVEL, _TENDON_START = 0.2, 1.0


@dataclass(frozen=True)
class ThelenFibre:
    """Passive fibre of the Thelen muscle: exponential from the optimal length on.

    Attributes
    ----------
    strain : float
        Strain at which it bears the largest isometric force.
    shape : float
        Exponent.

    References
    ----------
    Thelen DG (2003). Adjustment of muscle mechanics model parameters to simulate dynamic
    contractions in older adults. J Biomech Eng 125:70–77. doi:10.1115/1.1531112
    """

    strain: float = 0.6
    shape: float = 4.0

    def value(self, x: FloatArray) -> FloatArray:
        """Forces at ``x`` optimal lengths."""
        share = np.maximum((np.asarray(x) - 1) / self.strain, 0)
        return np.asarray(np.expm1(self.shape * share) / np.expm1(self.shape))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        share = (np.asarray(x) - 1) / self.strain
        rate = self.shape / self.strain * np.exp(self.shape * share) / np.expm1(self.shape)
        return np.asarray(np.where(share > 0, rate, 0.0))


@dataclass(frozen=True)
class ThelenTendon:
    """Tendon of the Thelen muscle: an exponential toe, then a line.

    Attributes
    ----------
    strain : float
        Strain at the largest isometric force.

    References
    ----------
    Thelen DG (2003). J Biomech Eng 125:70–77. doi:10.1115/1.1531112
    """

    strain: float = 0.04

    def value(self, x: FloatArray) -> FloatArray:
        """Forces at ``x`` slack lengths."""
        strain = np.asarray(x) - 1
        toe, stiffness = self._toe
        bent = 0.33 * np.expm1(3 * np.clip(strain, 0, toe) / toe) / np.expm1(3)
        return np.asarray(bent + stiffness * np.maximum(strain - toe, 0))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        strain = np.asarray(x) - 1
        toe, stiffness = self._toe
        bent = 0.33 * 3 / toe * np.exp(3 * np.clip(strain, 0, toe) / toe) / np.expm1(3)
        return np.asarray(np.where(strain > toe, stiffness, np.where(strain > 0, bent, 0.0)))

    @property
    def _toe(self) -> tuple[float, float]:
        """Strain at the end of the toe, and the stiffness beyond."""
        end = 0.99 * self.strain * np.exp(3) / (1.66 * np.exp(3) - 0.67)
        return float(end), float(0.67 / (self.strain - end))


@dataclass(frozen=True)
class DeGrooteFibre:
    """Passive fibre of the De Groote–Fregly muscle, as OpenSim offsets it.

    Attributes
    ----------
    strain : float
        Strain at which it bears the largest isometric force.

    References
    ----------
    De Groote F, Kinney AL, Rao AV, Fregly BJ (2016). Evaluation of direct collocation optimal
    control problem formulations for solving the muscle redundancy problem. Ann Biomed Eng
    44:2922–2936. doi:10.1007/s10439-016-1591-9
    """

    strain: float = 0.6

    def value(self, x: FloatArray) -> FloatArray:
        """Forces at ``x`` optimal lengths."""
        start = self._start
        return np.asarray((self._rise(x) - start) / (np.exp(4.0) - start))

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        return np.asarray(4 / self.strain * self._rise(x) / (np.exp(4.0) - self._start))

    def _rise(self, x: FloatArray) -> FloatArray:
        return np.asarray(np.exp(4 * (np.asarray(x) - 1) / self.strain))

    @property
    def _start(self) -> float:
        return float(np.exp(4 * (_SHORTEST_FIBRE - 1) / self.strain))


@dataclass(frozen=True)
class DeGrooteTendon:
    """Tendon of the De Groote–Fregly muscle.

    Attributes
    ----------
    strain : float
        Strain at the largest isometric force.

    References
    ----------
    De Groote F et al. (2016). Ann Biomed Eng 44:2922–2936. doi:10.1007/s10439-016-1591-9
    """

    strain: float = 0.049

    def value(self, x: FloatArray) -> FloatArray:
        """Forces at ``x`` slack lengths."""
        return np.asarray(
            _TENDON_LEVEL * np.expm1(self._stiffness * (np.asarray(x) - _TENDON_START))
        )

    def slope(self, x: FloatArray) -> FloatArray:
        """First derivatives at ``x``."""
        rise = np.exp(self._stiffness * (np.asarray(x) - _TENDON_START))
        return np.asarray(_TENDON_LEVEL * self._stiffness * rise)

    @property
    def _stiffness(self) -> float:
        return float(
            np.log((1 + _TENDON_LEVEL) / _TENDON_LEVEL) / (1 + self.strain - _TENDON_START)
        )
