"""The squat's clinical curves once for every draw of the markers' errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SampleArray = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class SignalSamples:
    """Clinical curves of S samples: the signals plus each sample's deviation from them.

    Fields bear the names of `opensim_wink.squat.signals.SquatSignals` and hold whole values in its
    units; NaN where the signal is NaN.

    Attributes
    ----------
    hip_height_m : ndarray, shape (S, T)
        Mean height of both hip centres.
    knee_height_m : ndarray, shape (S, T, 2)
        Height of the knee centres, right and left.
    posterior_pelvic_tilt_deg : ndarray, shape (S, T)
        + posterior.
    lumbar_flexion_deg : ndarray, shape (S, T)
        + flexed.
    hip_flexion_deg, knee_flexion_deg, ankle_dorsiflexion_deg : ndarray, shape (S, T, 2)
        Right and left, + flexed.
    trunk_lean_deg : ndarray, shape (S, T)
        Forward lean of the thorax.
    thigh_inclination_deg : ndarray, shape (S, T, 2)
        Thigh against the horizontal, right and left.
    """

    hip_height_m: SampleArray
    knee_height_m: SampleArray
    posterior_pelvic_tilt_deg: SampleArray
    lumbar_flexion_deg: SampleArray
    hip_flexion_deg: SampleArray
    knee_flexion_deg: SampleArray
    ankle_dorsiflexion_deg: SampleArray
    trunk_lean_deg: SampleArray
    thigh_inclination_deg: SampleArray

    @property
    def n_samples(self) -> int:
        """Number of samples S."""
        return len(self.hip_height_m)
