"""The graph of bodies and joints of an OpenSim model, and how its parts turn when moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.posing import Poser

FloatArray = NDArray[np.float64]

GROUND = "ground"
_STEP_RAD = 0.02


@dataclass(frozen=True)
class Link:
    """A joint between two bodies.

    Attributes
    ----------
    name : str
        Joint name.
    parent, child : str
        Names of the base bodies that it joins.
    coordinates : tuple of int
        Indices of its coordinates in ``Poser.coordinates``; empty for a weld.
    centre_m : ndarray, shape (3,)
        Its child frame's origin in ground, in the default pose: knees of the gait23xx models slide
        away from their parent frame, which lies at the hip.
    """

    name: str
    parent: str
    child: str
    coordinates: tuple[int, ...]
    centre_m: FloatArray


class Skeleton:
    """Bodies and joints of one model in its default pose.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    source : str
        Its file, for messages.

    Attributes
    ----------
    bodies : tuple of str
        Body names without ground.
    mass_kg : dict of str to float
        Mass of each.
    centre_m : dict of str to ndarray, shape (3,)
        Centre of mass of each in ground, in the default pose.
    links : tuple of Link
        The joints.
    up : ndarray, shape (3,)
        Against gravity in ground; Y where the model has none.
    """

    def __init__(self, model: Any, source: str = "model") -> None:
        self.poser = Poser(model, source)
        self._state = self.poser.pose(self.poser.defaults)
        body_set = model.getBodySet()
        self._parts = {
            body_set.get(i).getName(): body_set.get(i) for i in range(body_set.getSize())
        }
        self.bodies = tuple(self._parts)
        self.mass_kg = {name: float(part.getMass()) for name, part in self._parts.items()}
        self.centre_m = {
            name: _vector(part.findStationLocationInGround(self._state, part.getMassCenter()))
            for name, part in self._parts.items()
        }
        joint_set = model.getJointSet()
        self.links = tuple(self._link(joint_set.get(i)) for i in range(joint_set.getSize()))
        gravity = _vector(model.getGravity())
        size = float(np.linalg.norm(gravity))
        self.up = -gravity / size if size > 0 else np.array([0.0, 1.0, 0.0])

    def _link(self, joint: Any) -> Link:
        parent, child = joint.getParentFrame(), joint.getChildFrame()
        return Link(
            joint.getName(),
            parent.findBaseFrame().getName(),
            child.findBaseFrame().getName(),
            tuple(
                self.poser.index(joint.get_coordinates(i).getName())
                for i in range(joint.numCoordinates())
            ),
            _vector(child.getPositionInGround(self._state)),
        )

    def chain(self, start: str, end: str) -> tuple[Link, ...]:
        """Joints on the way from one body to another.

        Parameters
        ----------
        start, end : str
            Body names, or ``"ground"``.

        Returns
        -------
        tuple of Link
            In order from ``start``; empty where there is no way.
        """
        ways: dict[str, tuple[Link, ...]] = {start: ()}
        front = [start]
        while front and end not in ways:
            body = front.pop(0)
            for link in self.links:
                other = _across(link, body)
                if other is not None and other not in ways:
                    ways[other] = (*ways[body], link)
                    front.append(other)
        return ways.get(end, ())

    def beyond(self, body: str, link: Link) -> tuple[str, ...]:
        """Bodies on the far side of one of a body's joints, without ground.

        Parameters
        ----------
        body : str
            A body that the joint holds.
        link : Link
            The joint to cross.

        Returns
        -------
        tuple of str
            The bodies there, nearest first; empty if ground is among them.
        """
        first = _across(link, body)
        if first is None:
            return ()
        seen = [first]
        for here in seen:
            for step in self.links:
                other = _across(step, here)
                if step is not link and other is not None and other not in (*seen, body):
                    seen.append(other)
        return () if GROUND in seen else tuple(seen)

    def drivers(self, chain: tuple[Link, ...]) -> tuple[int, ...]:
        """Independent coordinates that move a chain of joints, through couplers too.

        Parameters
        ----------
        chain : tuple of Link
            From :meth:`chain`.

        Returns
        -------
        tuple of int
            Indices into ``Poser.coordinates``, ascending.
        """
        moving = {index for link in chain for index in link.coordinates}
        return tuple(sorted(set().union(*(self.poser.drivers(index) for index in moving))))

    def turning(self, reference: str, body: str, coordinate: int) -> FloatArray:
        """How a body turns against another as a coordinate grows, about the default pose.

        Parameters
        ----------
        reference, body : str
            Body names; ``reference`` may be ``"ground"``.
        coordinate : int
            Index of an independent coordinate.

        Returns
        -------
        ndarray, shape (3,)
            Rotation vector per unit of the coordinate (rad/rad for an angle), in the axes that
            ground has in the default pose.
        """
        ends = []
        for step in (-_STEP_RAD, _STEP_RAD):
            row = self.poser.defaults.copy()
            row[coordinate] += step
            self.pose(row)
            ends.append(self.rotation(reference).T @ self.rotation(body))
        self.pose(self.poser.defaults)
        turned = ends[1] @ ends[0].T
        spin = 0.5 * np.array(
            [turned[2, 1] - turned[1, 2], turned[0, 2] - turned[2, 0], turned[1, 0] - turned[0, 1]]
        )
        sine = float(np.linalg.norm(spin))
        angle = np.arctan2(sine, 0.5 * (np.trace(turned) - 1.0))
        scale = angle / sine if sine > 0 else 1.0
        return np.asarray(self.rotation(reference) @ spin * scale / (2 * _STEP_RAD))

    def pose(self, row: FloatArray) -> None:
        """Put the model into a pose; coupled coordinates follow.

        Parameters
        ----------
        row : ndarray, shape (C,)
            Values of all coordinates, rad or m.
        """
        self._state = self.poser.pose(self.poser.complete(self.poser.coordinates, row[None])[0])

    def rotation(self, body: str) -> FloatArray:
        """Axes of a body in ground, in the present pose.

        Parameters
        ----------
        body : str
            Its name, or ``"ground"``.

        Returns
        -------
        ndarray, shape (3, 3)
            Columns are the body's axes.
        """
        if body == GROUND:
            return np.eye(3)
        matrix = self._parts[body].getTransformInGround(self._state).R()
        return np.array([[matrix.get(i, j) for j in range(3)] for i in range(3)])


def _across(link: Link, body: str) -> str | None:
    if link.parent == body:
        return link.child
    return link.parent if link.child == body else None


def _vector(vec: Any) -> FloatArray:
    return np.array([vec.get(i) for i in range(3)])
