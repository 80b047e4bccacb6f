"""From the root to the limbs: poses of a chain of joints and the twists that move them.

Arrays keep frames last, ``(3, T)``, so that every operation runs over contiguous frames. What does
not change from frame to frame is worked out once, when a sweep is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Linear
from opensim_wink.body.tree import Axis, Placement

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SweptAxis:
    """One axis of a joint, ready to be evaluated.

    Attributes
    ----------
    axis : Axis
        The axis.
    column : int
        Which of the joint's axes it lies along; −1 if oblique.
    sign : float
        1 or −1, along or against it; 1 if oblique.
    twist_rows : tuple of int
        Row of the twists for each of the axis's coordinates.
    gradient : float or None
        The slope where it is the same everywhere.
    """

    axis: Axis
    column: int
    sign: float
    twist_rows: tuple[int, ...]
    gradient: float | None

    def world(self, rotation: FloatArray) -> FloatArray:
        """The direction in ground, but for its sign; shapes (3, 3, T) → (3, T)."""
        if self.column >= 0:
            return rotation[:, self.column]
        return np.asarray(np.matmul(self.axis.direction, rotation))

    def slopes(self, values: FloatArray) -> Sequence[FloatArray | float]:
        """Partial derivatives by each of the axis's coordinates, sign included."""
        if self.gradient is not None:
            return (self.sign * self.gradient,)
        return [self.sign * slope for slope in self.axis.slopes(values)]


@dataclass(frozen=True, eq=False)
class SweptJoint:
    """One moving joint: its frame in its parent, translations, then rotations."""

    parent: int
    offset_m: FloatArray
    turned: FloatArray | None
    translations: tuple[SweptAxis, ...]
    rotations: tuple[SweptAxis, ...]


class Sweep:
    """The moving joints of a model, parents before children."""

    def __init__(self) -> None:
        self._joints: list[SweptJoint] = []
        self._joint_of_row: list[int] = []

    def append(
        self,
        parent: int,
        frame: Placement,
        translations: tuple[Axis, ...],
        rotations: tuple[Axis, ...],
        coordinates: tuple[int, ...],
    ) -> slice:
        """Add a joint.

        Parameters
        ----------
        parent : int
            Index of the joint that it hangs on; −1 for ground.
        frame : Placement
            Its parent frame, in that joint.
        translations, rotations : tuple of Axis
            Its axes.
        coordinates : tuple of int
            Those that move it: each gets a row of the twists.

        Returns
        -------
        slice
            Its rows.
        """
        first = len(self._joint_of_row)
        row_of = {c: first + k for k, c in enumerate(coordinates)}
        self._joint_of_row.extend([len(self._joints)] * len(coordinates))
        plain = np.array_equal(frame.rotation, np.eye(3))
        self._joints.append(
            SweptJoint(
                parent,
                frame.position,
                None if plain else frame.rotation,
                tuple(_swept(axis, row_of) for axis in translations),
                tuple(_swept(axis, row_of) for axis in rotations),
            )
        )
        return slice(first, len(self._joint_of_row))

    def run(
        self, values: FloatArray, *, twisting: bool, joints: Sequence[int] | None = None
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Rotations, positions and twists.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, rad or m, couplers satisfied.
        twisting : bool
            Whether twists are wanted.
        joints : sequence of int, optional
            The joints that are wanted, ascending, parents included; the others' poses are NaN and
            their twists mean nothing.

        Returns
        -------
        rotation : ndarray, shape (N, 3, 3, T)
            Axes of the moved joints in ground, ``[n, :, j]`` is axis j.
        position : ndarray, shape (N, 3, T)
            Their origins, m.
        twists : ndarray, shape (R, 6, T)
            Per row, angular velocity and the velocity of the point that passes ground's origin, per
            unit rate; no rows where they are not wanted.
        """
        n_frames = values.shape[1]
        wanted = range(len(self._joints)) if joints is None else joints
        rotation = np.empty((len(self._joints), 3, 3, n_frames))
        position = np.empty((len(self._joints), 3, n_frames))
        if joints is not None:
            idle = np.setdiff1d(np.arange(len(self._joints)), joints)
            rotation[idle], position[idle] = np.nan, np.nan
        twists = np.zeros((len(self._joint_of_row) if twisting else 0, 6, n_frames))
        sine, cosine = self._angles(values, wanted)
        count = 0
        for index in wanted:
            joint = self._joints[index]
            turning, placed = rotation[index], position[index]
            _place(joint, rotation, position, turning, placed)
            for slid in joint.translations:
                along = slid.world(turning)
                if twisting:
                    for row, slope in zip(slid.twist_rows, slid.slopes(values), strict=True):
                        twists[row, 3:] += along * slope
                placed += along * (slid.sign * slid.axis.value(values))
            for turned in joint.rotations:
                if twisting and turned.twist_rows:
                    about = turned.world(turning)
                    for row, slope in zip(turned.twist_rows, turned.slopes(values), strict=True):
                        twists[row, :3] += about * slope
                _turn(turned, turning, sine[count], cosine[count])
                count += 1
        if twisting:
            _carry(twists, position, np.array(self._joint_of_row, dtype=np.intp))
        return rotation, position, twists

    def _angles(self, values: FloatArray, wanted: Sequence[int]) -> tuple[FloatArray, FloatArray]:
        """Sine and its negative (A, 2, T), and cosine (A, T), of every angle in order."""
        turned = [axis for index in wanted for axis in self._joints[index].rotations]
        angles = np.empty((len(turned), values.shape[1]))
        for row, axis in zip(angles, turned, strict=True):
            np.multiply(axis.axis.value(values), axis.sign, out=row)
        sine = np.empty((len(turned), 2, values.shape[1]))
        np.sin(angles, out=sine[:, 0])
        np.negative(sine[:, 0], out=sine[:, 1])
        return sine, np.cos(angles)


def _swept(axis: Axis, row_of: dict[int, int]) -> SweptAxis:
    used = np.flatnonzero(axis.direction)
    along = len(used) == 1 and abs(axis.direction[used[0]]) == 1.0
    gradient = axis.function.gradient if isinstance(axis.function, Linear) else None
    return SweptAxis(
        axis,
        int(used[0]) if along else -1,
        float(axis.direction[used[0]]) if along else 1.0,
        tuple(row_of[c] for c in axis.coordinates),
        gradient,
    )


def _place(
    joint: SweptJoint,
    rotation: FloatArray,
    position: FloatArray,
    turning: FloatArray,
    placed: FloatArray,
) -> None:
    """Set a joint's axes and origin to those of its parent frame."""
    if joint.parent < 0:
        turning[...] = (np.eye(3) if joint.turned is None else joint.turned)[:, :, None]
        placed[...] = joint.offset_m[:, None]
        return
    above = rotation[joint.parent]
    np.add(position[joint.parent], np.matmul(joint.offset_m, above), out=placed)
    if joint.turned is None:
        turning[...] = above
    else:
        np.matmul(joint.turned.T, above, out=turning)


_PAIRS = (slice(1, 3), slice(2, None, -2), slice(0, 2))  # the two axes that follow each one


def _turn(turned: SweptAxis, rotation: FloatArray, sine: FloatArray, cosine: FloatArray) -> None:
    """Turn axes (3, 3, T) about one of their own directions, in place."""
    if turned.column >= 0:
        pair = rotation[:, _PAIRS[turned.column]]
        crossed = pair[:, ::-1] * sine
        pair *= cosine
        pair += crossed
        return
    x, y, z = turned.axis.direction
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    once = np.matmul(skew.T, rotation)
    twice = np.matmul(skew.T, once)
    rotation += once * sine[0] + twice * (1 - cosine)


def _carry(twists: FloatArray, position: FloatArray, joint_of_row: NDArray[np.intp]) -> None:
    """Add to each twist what turning about its joint means for the point at ground's origin."""
    x, y, z = position.transpose(1, 0, 2)[:, joint_of_row]
    wx, wy, wz, vx, vy, vz = twists.transpose(1, 0, 2)
    vx += y * wz
    vx -= z * wy
    vy += z * wx
    vy -= x * wz
    vz += x * wy
    vz -= y * wx
