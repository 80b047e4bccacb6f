"""The kinematic tree of a model as arrays: bodies, joints, coordinates, couplers, markers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions_of_several import AnyFunction, slopes_of, value_of
from opensim_wink.errors import ModelError, did_you_mean, listed

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Placement:
    """A fixed frame in another: a point x there is ``rotation @ x + position`` here.

    Attributes
    ----------
    rotation : ndarray, shape (3, 3)
        Columns are the frame's axes.
    position : ndarray, shape (3,)
        The frame's origin, m.
    """

    rotation: FloatArray = field(default_factory=lambda: np.eye(3))
    position: FloatArray = field(default_factory=lambda: np.zeros(3))

    def __matmul__(self, other: Placement) -> Placement:
        """The other frame, expressed where this one is."""
        return Placement(
            self.rotation @ other.rotation, self.rotation @ other.position + self.position
        )

    def inverse(self) -> Placement:
        """The way back."""
        return Placement(self.rotation.T, -self.rotation.T @ self.position)


@dataclass(frozen=True, eq=False)
class Axis:
    """One rotation or translation of a joint, driven by a function of coordinates.

    Attributes
    ----------
    rotation : bool
        Rotation (rad) or translation (m).
    direction : ndarray, shape (3,)
        Unit vector. Rotations follow each other body-fixed; translations lie in the parent frame.
    function : ArrayFunction or FunctionOfSeveral
        From the coordinates to the angle or distance.
    coordinates : tuple of int
        Indices of the function's coordinates; empty where it is constant.
    """

    rotation: bool
    direction: FloatArray
    function: AnyFunction
    coordinates: tuple[int, ...]

    def value(self, values: FloatArray) -> FloatArray:
        """Angle or distance for given coordinates, shapes (C, T) → (T,)."""
        return value_of(self.function, values, self.coordinates)

    def slopes(self, values: FloatArray) -> tuple[FloatArray, ...]:
        """Partial derivatives by each of ``coordinates``, shapes (C, T) → (T,) each."""
        return slopes_of(self.function, values, self.coordinates)


@dataclass(frozen=True, eq=False)
class TreeJoint:
    """A joint between two bodies.

    Attributes
    ----------
    name : str
        Joint name.
    parent, child : int
        Indices into ``KinematicTree.bodies``.
    parent_frame, child_frame : Placement
        The joint's frames in the parent body and in the child body.
    axes : tuple of Axis
        Rotations in their order, then translations; empty for a weld.
    """

    name: str
    parent: int
    child: int
    parent_frame: Placement
    child_frame: Placement
    axes: tuple[Axis, ...]


@dataclass(frozen=True, eq=False)
class Coupler:
    """A coordinate that follows others: ``dependent = function(independents)``.

    Attributes
    ----------
    dependent : int
        Index of the coordinate that follows.
    independents : tuple of int
        Indices of the coordinates that it follows.
    function : ArrayFunction or FunctionOfSeveral
        From the independent coordinates to the dependent one.
    """

    dependent: int
    independents: tuple[int, ...]
    function: AnyFunction

    def value(self, values: FloatArray) -> FloatArray:
        """The dependent coordinate for given coordinates, shapes (C, T) → (T,)."""
        return value_of(self.function, values, self.independents)

    def slopes(self, values: FloatArray) -> tuple[FloatArray, ...]:
        """Partial derivatives by each of ``independents``, shapes (C, T) → (T,) each."""
        return slopes_of(self.function, values, self.independents)


@dataclass(frozen=True, eq=False)
class KinematicTree:
    """Everything that inverse kinematics needs of a model, free of OpenSim.

    Attributes
    ----------
    bodies : tuple of str
        Body names; the first is ground.
    joints : tuple of TreeJoint
        Parents before children.
    coordinates : tuple of str
        Coordinate names in the model's order, length C.
    rotational : ndarray of bool, shape (C,)
        Which coordinates are angles.
    default : ndarray, shape (C,)
        Default values, rad or m.
    low, high : ndarray, shape (C,)
        The range that the model states, rad or m; not enforced.
    clamped : ndarray of bool, shape (C,)
        Which coordinates the file clamps to that range.
    locked : ndarray of bool, shape (C,)
        Which coordinates are held at their default: locked ones, and ones prescribed at a constant.
    couplers : tuple of Coupler
        In an order in which the independent coordinates are known before they are used.
    markers : tuple of str
        Marker names, length M.
    marker_body : ndarray of int, shape (M,)
        Body index of each marker.
    marker_offset_m : ndarray, shape (M, 3)
        Marker positions in their bodies.
    unsupported : tuple of str
        What the model holds and this tree does not, one reason each; only OpenSim's own solver
        obeys it.
    """

    bodies: tuple[str, ...]
    joints: tuple[TreeJoint, ...]
    coordinates: tuple[str, ...]
    rotational: BoolArray
    default: FloatArray
    low: FloatArray
    high: FloatArray
    clamped: BoolArray
    locked: BoolArray
    couplers: tuple[Coupler, ...]
    markers: tuple[str, ...]
    marker_body: NDArray[np.intp]
    marker_offset_m: FloatArray
    unsupported: tuple[str, ...] = ()

    def body(self, name: str) -> int:
        """Index of a body.

        Parameters
        ----------
        name : str
            Body name.

        Returns
        -------
        int
            Its index in ``bodies``.

        Raises
        ------
        ModelError
            If the model has no such body.
        """
        if name not in self.bodies:
            raise ModelError(
                f"body '{name}' is not in the model; it has: {listed(self.bodies)}."
                f"{did_you_mean(name, self.bodies)}"
            )
        return self.bodies.index(name)

    def coordinate(self, name: str) -> int:
        """Index of a coordinate.

        Parameters
        ----------
        name : str
            Coordinate name.

        Returns
        -------
        int
            Its index in ``coordinates``.

        Raises
        ------
        ModelError
            If the model has no such coordinate.
        """
        if name not in self.coordinates:
            raise ModelError(
                f"coordinate '{name}' is not in the model; it has: {listed(self.coordinates)}."
                f"{did_you_mean(name, self.coordinates)}"
            )
        return self.coordinates.index(name)

    def joint_of(self, body: str) -> TreeJoint:
        """The joint whose child is the named body."""
        index = self.body(body)
        return next(joint for joint in self.joints if joint.child == index)

    def leads(self, coordinate: int) -> tuple[int, ...]:
        """The uncoupled coordinates that a coordinate follows, through chains of couplers.

        Parameters
        ----------
        coordinate : int
            Index of the coordinate.

        Returns
        -------
        tuple of int
            Their indices, ascending; the coordinate itself where no coupler sets it.
        """
        for coupler in self.couplers:
            if coupler.dependent == coordinate:
                heads = {lead for c in coupler.independents for lead in self.leads(c)}
                return tuple(sorted(heads))
        return (coordinate,)

    def follow_couplers(self, values: FloatArray) -> FloatArray:
        """Coordinates with every coupled one set from those that drive it.

        Parameters
        ----------
        values : ndarray, shape (..., C)
            Coordinates, rad or m.

        Returns
        -------
        ndarray, shape (..., C)
            A copy that satisfies the couplers.
        """
        out = values.copy()
        by_coordinate = np.moveaxis(out, -1, 0)
        for coupler in self.couplers:
            by_coordinate[coupler.dependent] = coupler.value(by_coordinate)
        return out
