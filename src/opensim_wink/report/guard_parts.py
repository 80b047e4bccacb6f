"""The guard in the output: its limits, and what it saw in every frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.motion.guard import GuardFlag, PelvisWatch
from opensim_wink.motion.guard.limits import LIMITS
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    import pandas as pd


def guard_limits() -> Json:
    """Every limit of the guard: flag → measure, limit, when it blocks, and the reason for it."""
    return {
        limit.flag: {
            "measure": limit.measure,
            "limit": limit.limit,
            "blocks": limit.blocks,
            "when": limit.when or None,
            "reason": limit.reason,
        }
        for limit in LIMITS
    }


def guard_columns(
    watch: PelvisWatch | None, flags: Sequence[GuardFlag], index: pd.Index
) -> pd.DataFrame:
    """What the guard saw in every frame.

    Parameters
    ----------
    watch : PelvisWatch or None
        How well the pelvis was seen; None without markers.
    flags : sequence of GuardFlag
        All flags of the trial.
    index : Index
        Times of the frames.

    Returns
    -------
    DataFrame
        Millimetres and degrees of the pelvis, then ``guard.<flag>`` for every flag there is,
        true where it was raised, and ``guard.blocked`` where one of them blocks.
    """
    import pandas as pd

    unknown = np.full(len(index), np.nan)
    columns: dict[str, object] = {
        "pelvis_residual_mm": unknown if watch is None else watch.residual_mm,
        "pelvis_residual_deg": unknown if watch is None else watch.residual_deg,
        "pelvis_shape_mm": unknown if watch is None else watch.shape.distance_mm,
        "pelvis_markers": np.zeros(len(index), int) if watch is None else watch.markers,
        "tilt_sd_deg_per_mm": unknown if watch is None else watch.tilt_sd_deg_per_mm,
        "condition_number": unknown if watch is None else watch.condition,
        "raw_pelvic_tilt_deg": unknown if watch is None else watch.raw_tilt_deg,
    }
    names = dict.fromkeys([*(limit.flag for limit in LIMITS), *(flag.flag for flag in flags)])
    blocked = np.zeros(len(index), dtype=bool)
    for name in names:
        raised = np.zeros(len(index), dtype=bool)
        for flag in flags:
            if flag.flag == name:
                raised |= flag.frames
                if flag.blocks:
                    blocked |= flag.frames
        columns[f"guard.{name}"] = raised
    columns["guard.blocked"] = blocked
    return pd.DataFrame(columns, index=index)
