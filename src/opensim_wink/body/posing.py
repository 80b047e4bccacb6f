"""Put an OpenSim model into many poses, quickly and without its assembler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine
from opensim_wink.errors import ModelError, MotionError, listed

FloatArray = NDArray[np.float64]

_NUDGE = 1e-3  # large enough to be seen in q, small enough to stay on every spline


@dataclass(frozen=True)
class _Follower:
    """One enforced coupler: ``dependent = scale · function(drivers)``."""

    dependent: int
    drivers: tuple[int, ...]
    function: Any
    scale: float


class Poser:
    """A model with a state of its own, posed by arrays of coordinate values.

    OpenSim's generalised positions are not in the order of its coordinates; where each one lies is
    found by nudging it. Coupled coordinates are evaluated from their couplers, so no assembly is
    needed. Coordinates that are not given keep their default.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised; kept alive as long as this object.
    source : str
        Its file, for messages.

    Attributes
    ----------
    coordinates : tuple of str
        Names in the model's order, length C.
    defaults : ndarray, shape (C,)
        Default values with couplers met, prescribed ones at time zero; rad or m.
    dependent : ndarray of bool, shape (C,)
        Which coordinates follow others.
    other_constraints : tuple of str
        Enforced constraints that are no coordinate couplers; poses do not enforce them.
    """

    def __init__(self, model: Any, source: str = "model") -> None:
        self.model = model
        self.source = source
        self.state = engine().State(model.getWorkingState())
        coordinate_set = model.getCoordinateSet()
        parts = [coordinate_set.get(i) for i in range(coordinate_set.getSize())]
        self.coordinates: tuple[str, ...] = tuple(part.getName() for part in parts)
        self._base_q = np.array(self.state.getQ().to_numpy(), dtype=float)
        self._q_index = self._map_coordinates(parts)
        self._followers, self.other_constraints = self._read_constraints()
        self.dependent = np.zeros(len(parts), dtype=bool)
        self.dependent[[follower.dependent for follower in self._followers]] = True
        defaults = np.array([_default(part) for part in parts], dtype=float)
        self.defaults = self._follow(defaults[None, :])[0]

    def _map_coordinates(self, parts: list[Any]) -> NDArray[np.intp]:
        index = np.zeros(len(parts), dtype=np.intp)
        base = engine().Vector.createFromMat(self._base_q)
        for part in parts:  # a locked or prescribed coordinate ignores setValue
            part.setLocked(self.state, False)
            if part.isPrescribed(self.state):
                part.setIsPrescribed(self.state, False)
        for i, part in enumerate(parts):
            part.setValue(self.state, part.getValue(self.state) + _NUDGE, False)
            moved = np.flatnonzero(np.asarray(self.state.getQ().to_numpy()) != self._base_q)
            if len(moved) != 1:
                raise ModelError(
                    f"{self.source}: coordinate '{part.getName()}' moves {len(moved)} generalised "
                    "positions, needed 1; use joints whose coordinates are independent "
                    "(CustomJoint, PinJoint, GimbalJoint)."
                )
            index[i] = moved[0]
            self.state.setQ(base)
        return index

    def _read_constraints(self) -> tuple[list[_Follower], tuple[str, ...]]:
        osim = engine()
        constraint_set = self.model.getConstraintSet()
        followers: list[_Follower] = []
        others: list[str] = []
        for i in range(constraint_set.getSize()):
            constraint = constraint_set.get(i)
            if not constraint.get_isEnforced():
                continue
            coupler = osim.CoordinateCouplerConstraint.safeDownCast(constraint)
            if coupler is None:
                others.append(constraint.getName())
                continue
            names = coupler.getIndependentCoordinateNames()
            drivers = tuple(self.index(names.get(k)) for k in range(names.getSize()))
            scale = float(coupler.getPropertyByName("scale_factor").toString())
            dependent = self.index(coupler.getDependentCoordinateName())
            followers.append(_Follower(dependent, drivers, coupler.getFunction(), scale))
        return _in_order(followers, self.coordinates, self.source), tuple(others)

    def index(self, name: str) -> int:
        """Place of a coordinate in ``coordinates``.

        Parameters
        ----------
        name : str
            Native coordinate name.

        Returns
        -------
        int
            Index from 0.

        Raises
        ------
        ModelError
            If the model has no such coordinate.
        """
        if name not in self.coordinates:
            raise ModelError(
                f"{self.source}: coordinate '{name}' is not in the model; "
                f"it has: {listed(self.coordinates)}."
            )
        return self.coordinates.index(name)

    def generalised(self, name: str) -> int:
        """Place of a coordinate among OpenSim's generalised positions, and speeds.

        Parameters
        ----------
        name : str
            Native coordinate name.

        Returns
        -------
        int
            Index from 0.

        Raises
        ------
        ModelError
            If the model has no such coordinate.
        """
        return int(self._q_index[self.index(name)])

    def drivers(self, coordinate: int) -> set[int]:
        """Independent coordinates that a coordinate follows; itself if it is independent.

        Parameters
        ----------
        coordinate : int
            Index into ``coordinates``.

        Returns
        -------
        set of int
            Indices of independent coordinates.
        """
        for follower in self._followers:
            if follower.dependent == coordinate:
                return set().union(*(self.drivers(d) for d in follower.drivers))
        return {coordinate}

    def complete(self, names: Sequence[str], values: FloatArray) -> FloatArray:
        """Values of all coordinates: the given ones, defaults for the rest, couplers met.

        A given value of a coupled coordinate yields to its coupler.

        Parameters
        ----------
        names : sequence of str
            Coordinates that are given, length D.
        values : ndarray, shape (T, D)
            Native values, rad or m; NaN where unknown.

        Returns
        -------
        ndarray, shape (T, C)
            One row a pose; rows with a value that is not finite are NaN throughout.

        Raises
        ------
        MotionError
            If the shape of ``values`` does not fit ``names`` or a name comes twice.
        ModelError
            If the model lacks a coordinate.
        """
        values = np.asarray(values, dtype=float)
        if values.ndim != 2 or values.shape[1] != len(names):
            raise MotionError(
                f"{self.source}: values have the shape {values.shape}, needed "
                f"(frames, {len(names)}); give one column for each coordinate."
            )
        if len(set(names)) != len(names):
            twice = sorted({name for name in names if list(names).count(name) > 1})
            raise MotionError(f"coordinates {listed(twice)} are given twice; give each once.")
        full = np.tile(self.defaults, (len(values), 1))
        full[:, [self.index(name) for name in names]] = values
        finite = np.isfinite(values).all(axis=1)
        full[finite] = self._follow(full[finite])
        full[~finite] = np.nan
        return full

    def _follow(self, full: FloatArray) -> FloatArray:
        osim = engine()
        for follower in self._followers:
            argument = osim.Vector(len(follower.drivers), 0.0)
            columns = full[:, follower.drivers]
            for row, drivers in enumerate(columns.tolist()):
                for k, value in enumerate(drivers):
                    argument.set(k, value)
                full[row, follower.dependent] = follower.scale * follower.function.calcValue(
                    argument
                )
        return full

    def pose(self, row: FloatArray) -> Any:
        """Put the model into one pose.

        Parameters
        ----------
        row : ndarray, shape (C,)
            A finite row of :meth:`complete`.

        Returns
        -------
        opensim.State
            This object's own state, realised to positions; the next call changes it.

        Raises
        ------
        MotionError
            If the row has the wrong length or a value that is not finite.
        """
        if row.shape != (len(self.coordinates),) or not np.isfinite(row).all():
            raise MotionError(
                f"{self.source}: a pose needs {len(self.coordinates)} finite values, got "
                f"{int(np.isfinite(row).sum())} in the shape {row.shape}."
            )
        q = self._base_q.copy()
        q[self._q_index] = row
        self.state.setQ(engine().Vector.createFromMat(q))
        self.model.realizePosition(self.state)
        return self.state


def _default(coordinate: Any) -> float:
    """Default value; a prescribed coordinate has that of its function at time zero."""
    if coordinate.getDefaultIsPrescribed():
        return float(coordinate.getPrescribedFunction().calcValue(engine().Vector(1, 0.0)))
    return float(coordinate.getDefaultValue())


def _in_order(followers: list[_Follower], names: tuple[str, ...], source: str) -> list[_Follower]:
    ordered: list[_Follower] = []
    waiting = list(followers)
    while waiting:
        pending = {follower.dependent for follower in waiting}
        ready = [f for f in waiting if not pending.intersection(f.drivers)]
        if not ready:
            raise ModelError(
                f"{source}: the couplers of {listed(names[d] for d in sorted(pending))} run in a "
                "circle; remove one of them."
            )
        ordered.extend(ready)
        waiting = [f for f in waiting if f not in ready]
    return ordered
