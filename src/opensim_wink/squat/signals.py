"""The few curves over time from which squats are found and winks are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class SquatSignals:
    """Clinical curves of one trial; NaN in frames that could not be solved.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    hip_height_m : ndarray, shape (T,)
        Mean height of both hip centres above the floor.
    hip_forward_m, hip_right_m : ndarray, shape (T,)
        Horizontal position of the hips' midpoint (X forward, Z right).
    knee_height_m : ndarray, shape (T, 2)
        Height of the knee centres, right and left.
    foot_m : ndarray, shape (T, 2, 3)
        Ankle centres, right and left, ground X forward, Y up, Z right.
    posterior_pelvic_tilt_deg : ndarray, shape (T,)
        Pelvis against the horizontal, + posterior.
    lumbar_flexion_deg : ndarray, shape (T,)
        + flexed; NaN throughout where the model has no lumbar joint.
    hip_flexion_deg, knee_flexion_deg, ankle_dorsiflexion_deg : ndarray, shape (T, 2)
        Right and left, + flexed.
    trunk_lean_deg : ndarray, shape (T,)
        Forward lean of the thorax against the vertical.
    thigh_inclination_deg : ndarray, shape (T, 2)
        Thigh (hip to knee centre) against the horizontal: 90 standing, 0 parallel, − below.
    leg_length_m : float
        Hip to knee to ankle centre along the segments, mean of both sides.
    pelvic_list_deg : ndarray, shape (T,)
        Line through both hip centres against the horizontal, + right side higher.
    pelvic_rotation_deg : ndarray, shape (T,)
        The same line seen from above, + right side ahead (turned to the left).
    """

    time_s: FloatArray
    hip_height_m: FloatArray
    hip_forward_m: FloatArray
    hip_right_m: FloatArray
    knee_height_m: FloatArray
    foot_m: FloatArray
    posterior_pelvic_tilt_deg: FloatArray
    lumbar_flexion_deg: FloatArray
    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: FloatArray
    trunk_lean_deg: FloatArray
    thigh_inclination_deg: FloatArray
    leg_length_m: float
    pelvic_list_deg: FloatArray
    pelvic_rotation_deg: FloatArray

    def to_frame(self) -> pd.DataFrame:
        """One row a frame, index ``time_s``, units and sides in the column names."""
        import pandas as pd

        columns: dict[str, FloatArray] = {}
        for field in self.__dataclass_fields__:
            values = getattr(self, field)
            if field in ("time_s", "leg_length_m", "foot_m"):
                continue
            if values.ndim == 1:
                columns[field] = values
            else:
                stem, unit = field.rsplit("_", 1)
                for index, side in enumerate("rl"):
                    columns[f"{stem}_{side}_{unit}"] = values[:, index]
        return pd.DataFrame(columns, index=pd.Index(self.time_s, name="time_s"))
