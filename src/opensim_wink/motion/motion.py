"""The solved motion: coordinates per frame, and how well the markers were met."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, did_you_mean, listed
from opensim_wink.notebook import fact_table

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Motion:
    """Coordinates of a model over time, from inverse kinematics or from a file.

    Attributes
    ----------
    name : str
        Trial name.
    time_s : ndarray, shape (T,)
        Frame times on the laboratory's clock.
    coordinates : tuple of str
        Native coordinate names in the model's order, length C.
    rotational : ndarray of bool, shape (C,)
        Which of them are angles.
    values : ndarray, shape (T, C)
        Native values and signs: radians for angles, metres for translations; NaN in frames that
        could not be solved.
    markers : tuple of str
        Markers that were followed, length M; empty for a motion read from a file.
    marker_error_m : ndarray, shape (T, M)
        Distance from the measured to the modelled marker; NaN where a marker was not seen.
    weights : ndarray, shape (M,)
        Weight of each marker in the fit.
    cost : ndarray, shape (T,)
        Weighted sum of squared marker distances, m²; NaN where unsolved.
    converged : ndarray of bool, shape (T,)
        Whether the solver met its tolerance.
    solver : str
        ``"arrays"``, ``"opensim"`` or ``"file"``.
    source : Path or None
        The file it was read from.
    notes : tuple of str
        What solving or reading found, one sentence each.
    """

    name: str
    time_s: FloatArray
    coordinates: tuple[str, ...]
    rotational: BoolArray
    values: FloatArray
    markers: tuple[str, ...]
    marker_error_m: FloatArray
    weights: FloatArray
    cost: FloatArray
    converged: BoolArray
    solver: str
    source: Path | None = None
    notes: tuple[str, ...] = ()

    @property
    def n_frames(self) -> int:
        """Number of frames T."""
        return len(self.time_s)

    def coordinate(self, name: str) -> FloatArray:
        """Values of one coordinate.

        Parameters
        ----------
        name : str
            Native coordinate name.

        Returns
        -------
        ndarray, shape (T,)
            Radians or metres, native sign.

        Raises
        ------
        MotionError
            If the motion has no such coordinate.
        """
        if name not in self.coordinates:
            raise MotionError(
                f"{self.source or self.name}: coordinate '{name}' is not in the motion; "
                f"it has: {listed(self.coordinates)}.{did_you_mean(name, self.coordinates)}"
            )
        return self.values[:, self.coordinates.index(name)]

    def values_of(self, tree: KinematicTree) -> FloatArray:
        """Values of every coordinate of a model.

        Parameters
        ----------
        tree : KinematicTree
            The model.

        Returns
        -------
        ndarray, shape (T, C)
            In the tree's order; coordinates that the motion lacks are at the model's default.
        """
        values = np.tile(tree.default, (self.n_frames, 1))
        for column, name in enumerate(self.coordinates):
            if name in tree.coordinates:
                values[:, tree.coordinate(name)] = self.values[:, column]
        return values

    def to_frame(self) -> pd.DataFrame:
        """Coordinates as a table: index ``time_s``, degrees for angles, metres for translations."""
        import pandas as pd

        values = np.where(self.rotational, np.rad2deg(self.values), self.values)
        return pd.DataFrame(
            values,
            index=pd.Index(self.time_s, name="time_s"),
            columns=pd.Index(self.coordinates, name="coordinate"),
        )

    def _repr_html_(self) -> str:
        solved = np.isfinite(self.values).any(axis=1)
        seen = self.marker_error_m[np.isfinite(self.marker_error_m)]
        fit = None
        if seen.size:
            rms_mm = 1000 * float(np.sqrt(np.mean(seen**2)))
            fit = f"{rms_mm:.1f} mm RMS, {1000 * seen.max():.0f} mm at most"
        duration_s = float(self.time_s[-1] - self.time_s[0]) if self.n_frames else 0.0
        return fact_table(
            f"Motion {self.name}",
            [
                ("file", self.source),
                ("frames", f"{self.n_frames} ({duration_s:.1f} s), {int(solved.sum())} solved"),
                ("coordinates", len(self.coordinates)),
                ("solver", self.solver),
                ("markers followed", len(self.markers)),
                ("distance to them", fit),
                ("not converged", int((~self.converged).sum()) or None),
            ],
        )
