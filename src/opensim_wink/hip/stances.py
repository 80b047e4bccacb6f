"""How deep a hip could go in which stance, and what its flexion limits mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.hip.band import HipBand
from opensim_wink.hip.contact import flexion_limits
from opensim_wink.hip.shape import HipShape

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

ABDUCTIONS_DEG = (0.0, 10.0, 20.0, 30.0)
EXTERNAL_ROTATIONS_DEG = (-10.0, 0.0, 15.0, 30.0)
MOST_FLEXION_DEG = 180.0  # stands for 'never meets the rim' where a number is needed
# What is allowed of a stance, and of the tilt of the plane that the shape refers to.
STANCE_LIMITS_DEG = {
    "abduction": (-30.0, 60.0),
    "external-rotation": (-60.0, 90.0),
    "plane-tilt": (-40.0, 40.0),
}


@dataclass(frozen=True)
class Stance:
    """How the thigh stands to the pelvis before it flexes.

    Attributes
    ----------
    abduction_deg, external_rotation_deg : float
        Knees out, toes out.
    """

    abduction_deg: float = 0.0
    external_rotation_deg: float = 0.0

    def numbers(self, plane_tilt_deg: float) -> dict[str, float]:
        """Stance and plane by the short names that they are varied under."""
        return {
            "abduction": self.abduction_deg,
            "external-rotation": self.external_rotation_deg,
            "plane-tilt": plane_tilt_deg,
        }


def state(limit_deg: float) -> str:
    """Name what a flexion limit means.

    Parameters
    ----------
    limit_deg : float
        From `opensim_wink.hip.contact.flexion_limits`.

    Returns
    -------
    str
        ``"contact"``, ``"no contact"`` or ``"infeasible"``.
    """
    if np.isnan(limit_deg):
        return "infeasible"
    return "no contact" if np.isposinf(limit_deg) else "contact"


def as_number(limit_deg: FloatArray) -> FloatArray:
    """Flexion limits with numbers for those that are none.

    Parameters
    ----------
    limit_deg : ndarray
        Limits; inf for never, NaN for infeasible.

    Returns
    -------
    ndarray
        Never, and beyond 180, as 180; infeasible as 0.
    """
    return np.clip(np.nan_to_num(limit_deg, nan=0.0, posinf=MOST_FLEXION_DEG), 0, MOST_FLEXION_DEG)


def stance_table(
    shape: HipShape,
    band: HipBand,
    *,
    abductions_deg: Sequence[float] = ABDUCTIONS_DEG,
    external_rotations_deg: Sequence[float] = EXTERNAL_ROTATIONS_DEG,
    plane_tilt_deg: float = 0.0,
) -> pd.DataFrame:
    """How deep a hip could go in which stance.

    Parameters
    ----------
    shape : HipShape
        The hip.
    band : HipBand
        Hips that it could be.
    abductions_deg, external_rotations_deg : sequence of float
        The grid.
    plane_tilt_deg : float
        Posterior tilt of the anterior pelvic plane for ``shape``.

    Returns
    -------
    DataFrame
        One row a stance: flexion limit and its state, the middle 95 % of the band (180 for never,
        0 for infeasible), and the shares of the band without contact and infeasible.
    """
    import pandas as pd

    grid = list(product(abductions_deg, external_rotations_deg))
    out, turned = np.array(grid, dtype=np.float64).T
    limit = flexion_limits(shape, -out, -turned, posterior_plane_tilt_deg=plane_tilt_deg)
    many = flexion_limits(
        band.shapes, -out, -turned, posterior_plane_tilt_deg=band.posterior_plane_tilt_deg
    )
    low, high = np.quantile(as_number(many.flexion_deg), [0.025, 0.975], axis=0)
    return pd.DataFrame(
        {
            "abduction_deg": out,
            "external_rotation_deg": turned,
            "flexion_limit_deg": limit.flexion_deg[0],
            "state": [state(value) for value in limit.flexion_deg[0]],
            "band_low_deg": low,
            "band_high_deg": high,
            "band_no_contact_share": many.no_contact.mean(axis=0),
            "band_infeasible_share": many.infeasible.mean(axis=0),
        }
    )
