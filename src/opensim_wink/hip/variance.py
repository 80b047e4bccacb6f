"""Which number the spread of the flexion at contact over a band of hips comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.hip.band import plane_tilts, spread_points, values_at
from opensim_wink.hip.contact import flexion_limits
from opensim_wink.hip.parameters import BY_NAME, PARAMETERS
from opensim_wink.hip.shape import HipShape, HipShapes
from opensim_wink.hip.stances import Stance, as_number

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

_SAMPLES, _SAMPLES_WITH_CAM = 1024, 128  # a cam is met by sampling its rim, which takes longer


def variance_shares(
    given: Mapping[str, float], *, stance: Stance | None = None, plane_tilt_deg: float | None = None
) -> pd.DataFrame:
    """Which number the spread of the flexion at contact over a band comes from.

    Parameters
    ----------
    given : mapping of str to float
        What imaging told, as for `opensim_wink.hip.band.hip_band`.
    stance : Stance, optional
        Straight ahead where left out.
    plane_tilt_deg : float, optional
        Posterior tilt of the anterior pelvic plane, where it is known.

    Returns
    -------
    DataFrame
        Index ``parameter``: share of the variance that it makes alone, and with all others
        (Sobol' indices by Saltelli's scheme, doi:10.1016/j.cpc.2009.09.018). Never counts as 180°,
        infeasible as 0°. Empty where nothing varies.
    """
    import pandas as pd
    from scipy.stats import sobol_indices

    stance = stance or Stance()
    names = [p.name for p in PARAMETERS if p.spread != "fixed" or given.get(p.name)]
    n_samples = _SAMPLES_WITH_CAM if given.get("cam_deg") else _SAMPLES
    n_axes = len(names) + 1
    points = spread_points(2 * n_axes, n_samples)
    first, second = points[:, :n_axes], points[:, n_axes:]

    def limits(cube: FloatArray) -> FloatArray:
        return _limits_at(cube, names, given, stance, plane_tilt_deg)[None]

    mixed = []
    for axis in range(n_axes):
        cube = first.copy()
        cube[:, axis] = second[:, axis]
        mixed.append(limits(cube))
    values: Any = {"f_A": limits(first), "f_B": limits(second), "f_AB": np.array(mixed)}
    if np.ptp(values["f_A"]) == 0:
        return pd.DataFrame({"alone": [], "with_others": []}, index=pd.Index([], name="parameter"))
    found = sobol_indices(func=values, n=n_samples)
    options = [*(BY_NAME[name].option for name in names), "plane-tilt"]
    return pd.DataFrame(
        {
            "alone": np.ravel(found.first_order),
            "with_others": np.ravel(found.total_order),
        },
        index=pd.Index(options, name="parameter"),
    ).sort_values("with_others", ascending=False)


def _limits_at(
    cube: FloatArray,
    names: Sequence[str],
    given: Mapping[str, float],
    stance: Stance,
    plane_tilt_deg: float | None,
) -> FloatArray:
    """Flexion limits of hips at points of the unit cube; the plane's tilt is the last axis."""
    middle = HipShape(**given)
    columns = {f.name: np.full(len(cube), getattr(middle, f.name)) for f in fields(HipShape)}
    for name, share in zip(names, cube.T, strict=False):
        columns[name] = values_at(BY_NAME[name], share, given.get(name))
    arc = flexion_limits(
        HipShapes(**columns),
        -stance.abduction_deg,
        -stance.external_rotation_deg,
        posterior_plane_tilt_deg=plane_tilts(cube[:, -1], plane_tilt_deg),
    )
    return as_number(arc.flexion_deg)
