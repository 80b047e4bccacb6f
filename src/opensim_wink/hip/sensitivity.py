"""What each number alone does to the flexion at contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.hip.band import PLANE_TILT_SD_DEG
from opensim_wink.hip.contact import flexion_limits
from opensim_wink.hip.parameters import BY_NAME, PARAMETERS
from opensim_wink.hip.shape import HipShape
from opensim_wink.hip.stances import Stance

if TYPE_CHECKING:
    import pandas as pd

_STANCE_STEPS = {"abduction": 10.0, "external-rotation": 15.0, "plane-tilt": PLANE_TILT_SD_DEG}


def one_at_a_time(
    shape: HipShape, *, stance: Stance | None = None, plane_tilt_deg: float = 0.0
) -> pd.DataFrame:
    """What each number alone does to the flexion at contact.

    Parameters
    ----------
    shape : HipShape
        The hip that is varied.
    stance : Stance, optional
        Straight ahead where left out.
    plane_tilt_deg : float
        Posterior tilt of the anterior pelvic plane.

    Returns
    -------
    DataFrame
        One row a number, parameters of the shape first, then the stance and the plane: its value,
        a step, the flexion limit a step below and above and the changes, and the limits at the
        ends of the middle 95 % of what is published. NaN where there is none or it is infeasible,
        inf where bone never meets.
    """
    import pandas as pd

    stance = stance or Stance()
    here = _limit(shape, stance, plane_tilt_deg)
    rows: list[dict[str, object]] = []
    for parameter in PARAMETERS:
        value = getattr(shape, parameter.name)
        ends = (np.nan, np.nan) if parameter.spread == "fixed" else parameter.ends()
        at = {
            key: _limit_with(shape, parameter.name, new, stance, plane_tilt_deg)
            for key, new in zip(
                ("minus", "plus", "low", "high"),
                (value - parameter.step, value + parameter.step, *ends),
                strict=True,
            )
        }
        rows.append(
            _row(parameter.option, value, parameter.step, here, at)
            | {"published_low": ends[0], "published_high": ends[1]}
            | {"limit_at_low_deg": at["low"], "limit_at_high_deg": at["high"]}
            | {"source": parameter.source}
        )
    numbers = stance.numbers(plane_tilt_deg)
    for name, step in _STANCE_STEPS.items():
        at = {}
        for key, way in (("minus", -1), ("plus", 1)):
            moved = numbers | {name: numbers[name] + way * step}
            there = Stance(moved["abduction"], moved["external-rotation"])
            at[key] = _limit(shape, there, moved["plane-tilt"])
        rows.append(_row(name, numbers[name], step, here, at))
    return pd.DataFrame(rows)


def _row(
    name: str, value: float, step: float, here: float, at: Mapping[str, float]
) -> dict[str, object]:
    with np.errstate(invalid="ignore"):
        changes = {key: np.float64(at[key]) - here for key in ("minus", "plus")}
    return {
        "parameter": name,
        "value": value,
        "step": step,
        "limit_minus_deg": at["minus"],
        "limit_plus_deg": at["plus"],
        "change_minus_deg": changes["minus"],
        "change_plus_deg": changes["plus"],
    }


def _limit(shape: HipShape, stance: Stance, plane_tilt_deg: float) -> float:
    arc = flexion_limits(
        shape,
        -stance.abduction_deg,
        -stance.external_rotation_deg,
        posterior_plane_tilt_deg=plane_tilt_deg,
    )
    return float(arc.flexion_deg[0])


def _limit_with(
    shape: HipShape, name: str, value: float, stance: Stance, plane_tilt_deg: float
) -> float:
    """The limit with one number changed; NaN where that number is not allowed."""
    if not BY_NAME[name].low <= value <= BY_NAME[name].high:
        return float("nan")
    return _limit(replace(shape, **{name: value}), stance, plane_tilt_deg)
