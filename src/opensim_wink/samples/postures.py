"""Postures that meet conditions exactly: feet that stay where they are, a body that does not fall.

Each frame has as many conditions as unknown coordinates; Newton's method solves all frames at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError
from opensim_wink.motion.kinematics import NodePoses
from opensim_wink.samples.person import Body

FloatArray = NDArray[np.float64]
Conditions = Callable[[FloatArray], FloatArray]

_STEP = 1e-6  # rad or m, for the difference quotient
_TOLERANCE = 1e-10
_MOST_STEPS = 60
_LONGEST = 0.2


def solve_postures(
    body: Body, start: FloatArray, unknown: Sequence[str], conditions: Conditions
) -> FloatArray:
    """Find the unknown coordinates for which the conditions are zero.

    Parameters
    ----------
    body : Body
        The person.
    start : ndarray, shape (T, C)
        Coordinates; those that are not unknown are kept.
    unknown : sequence of str
        Coordinates to find, length U.
    conditions : callable
        From coordinates, shape (T, C), to what has to become zero, shape (T, U).

    Returns
    -------
    ndarray, shape (T, C)
        Coordinates that meet the conditions.

    Raises
    ------
    MotionError
        If no posture meets them.
    """
    columns = [body.tree.coordinate(name) for name in unknown]
    values = start.copy()
    for _ in range(_MOST_STEPS):
        miss = conditions(values)
        slope = np.empty((*miss.shape, len(columns)))
        for place, column in enumerate(columns):
            moved = values.copy()
            moved[:, column] += _STEP
            slope[..., place] = (conditions(moved) - miss) / _STEP
        step = np.linalg.solve(slope, -miss[..., None])[..., 0]
        largest = np.abs(step).max(axis=1, keepdims=True)
        values[:, columns] += step * np.minimum(1.0, _LONGEST / np.maximum(largest, 1e-300))
        if largest.max() < _TOLERANCE:
            return values
    frame = int(np.argmax(np.abs(conditions(values)).max(axis=1)))
    raise MotionError(
        f"no posture of {body.build.name} meets the conditions at frame {frame}; "
        "change the angles that were asked for."
    )


@dataclass(frozen=True, eq=False)
class Planted:
    """A segment that stays on the floor and may only roll about its own long axis.

    Attributes
    ----------
    body : str
        Body name.
    near_m, far_m : ndarray, shape (3,)
        Two points of it, in its own frame.
    near_at_m, far_at_m : ndarray, shape (3,)
        Where they stay, in ground.
    """

    body: str
    near_m: FloatArray
    far_m: FloatArray
    near_at_m: FloatArray
    far_at_m: FloatArray

    def miss(self, person: Body, values: FloatArray) -> FloatArray:
        """How far it is off, shape (T, 5), m.

        Parameters
        ----------
        person : Body
            The person.
        values : ndarray, shape (T, C)
            Coordinates.

        Returns
        -------
        ndarray, shape (T, 5)
            The near point in three directions, the far one across the segment in two.
        """
        return self.miss_in(person, person.poses(values))

    def miss_in(self, person: Body, poses: NodePoses) -> FloatArray:
        """How far it is off in postures that are known, shape (T, 5), m; as `miss`."""
        near = person.kinematics.points(poses, self.body, self.near_m) - self.near_at_m
        far = person.kinematics.points(poses, self.body, self.far_m) - self.far_at_m
        along = self.far_at_m - self.near_at_m
        along = along / np.linalg.norm(along)
        side = np.cross(along, [0.0, 1.0, 0.0])
        side /= np.linalg.norm(side)
        return np.column_stack([near, far @ side, far @ np.cross(side, along)])
