"""The flexion at contact over every combination of some numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.errors import SettingError, did_you_mean, listed
from opensim_wink.hip.contact import flexion_limits
from opensim_wink.hip.parameters import PARAMETERS
from opensim_wink.hip.shape import HipShape, HipShapes
from opensim_wink.hip.stances import STANCE_LIMITS_DEG, Stance, state

if TYPE_CHECKING:
    import pandas as pd

_LARGEST_SWEEP = 100_000


def sweep(
    shape: HipShape,
    ranges: Mapping[str, Sequence[float]],
    *,
    stance: Stance | None = None,
    plane_tilt_deg: float = 0.0,
) -> pd.DataFrame:
    """The flexion at contact over every combination of some numbers.

    Parameters
    ----------
    shape : HipShape
        The hip; what is not swept stays.
    ranges : mapping of str to sequence of float
        Short names of parameters (``"lcea"``, ``"nsa"``, …), ``"abduction"``,
        ``"external-rotation"`` or ``"plane-tilt"``, each with its values.
    stance : Stance, optional
        Straight ahead where left out.
    plane_tilt_deg : float
        Posterior tilt of the anterior pelvic plane.

    Returns
    -------
    DataFrame
        One row a combination: the swept numbers, ``flexion_limit_deg`` and ``state``.

    Raises
    ------
    SettingError
        If a name is not known, a value is not allowed, or there are over 100,000 combinations.
    """
    import pandas as pd

    n_rows = check_sweep(ranges)
    grid = np.array(list(product(*ranges.values())), dtype=np.float64).reshape(n_rows, -1)
    swept = dict(zip(ranges, grid.T, strict=True))
    by_option = {parameter.option: parameter.name for parameter in PARAMETERS}
    columns = {f.name: np.full(n_rows, getattr(shape, f.name)) for f in fields(HipShape)}
    columns |= {by_option[name]: values for name, values in swept.items() if name in by_option}
    numbers = {
        name: swept.get(name, np.full(n_rows, value))
        for name, value in (stance or Stance()).numbers(plane_tilt_deg).items()
    }
    limit = np.full(n_rows, np.nan)
    # Each hip in its own stance: those of one stance go together.
    stances, which = np.unique(
        np.stack([numbers["abduction"], numbers["external-rotation"]], axis=1),
        axis=0,
        return_inverse=True,
    )
    hips = HipShapes(**columns)
    for index, (out, turned) in enumerate(stances):
        rows = which.ravel() == index
        arc = flexion_limits(
            hips.some(rows), -out, -turned, posterior_plane_tilt_deg=numbers["plane-tilt"][rows]
        )
        limit[rows] = arc.flexion_deg
    return pd.DataFrame(
        {**swept, "flexion_limit_deg": limit, "state": [state(value) for value in limit]}
    )


def check_sweep(ranges: Mapping[str, Sequence[float]]) -> int:
    """Hold a sweep against what is allowed.

    Parameters
    ----------
    ranges : mapping of str to sequence of float
        As for `sweep`.

    Returns
    -------
    int
        Number of combinations.

    Raises
    ------
    SettingError
        As for `sweep`.
    """
    limits = {p.option: (p.low, p.high) for p in PARAMETERS} | STANCE_LIMITS_DEG
    for name, values in ranges.items():
        if name not in limits:
            raise SettingError(
                f"cannot sweep '{name}'; choose from {listed(limits, 20)}."
                f"{did_you_mean(name, limits)}"
            )
        low, high = limits[name]
        if not len(values) or not all(low <= value <= high for value in values):
            raise SettingError(
                f"sweep of {name} runs from {min(values, default=np.nan):g} to "
                f"{max(values, default=np.nan):g}; allowed is {low:g} to {high:g}."
            )
    n_rows = int(np.prod([len(values) for values in ranges.values()], dtype=np.float64))
    if n_rows > _LARGEST_SWEEP:
        raise SettingError(
            f"the sweep has {n_rows:,} combinations; at most {_LARGEST_SWEEP:,} are worked out: "
            "widen the steps."
        )
    return n_rows
