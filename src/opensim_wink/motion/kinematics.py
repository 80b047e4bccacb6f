"""Forward kinematics of a whole trial at once, and the velocity twist of every coordinate.

Arrays keep frames last, ``(3, T)``, so that every operation runs over contiguous frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Constant
from opensim_wink.body.tree import Axis, KinematicTree, Placement
from opensim_wink.motion.solver.sweep import Sweep

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Node:
    """One moving joint: welded bodies are fused into the node they hang on.

    Attributes
    ----------
    parent : int
        Index of the parent node; −1 for ground.
    frame : Placement
        The joint's parent frame, in the parent node.
    rotations, translations : tuple of Axis
        The joint's axes; constant ones that do nothing are left out.
    """

    parent: int
    frame: Placement
    rotations: tuple[Axis, ...]
    translations: tuple[Axis, ...]

    @property
    def coordinates(self) -> tuple[int, ...]:
        """Coordinates that move this node, each once, in the order of the axes."""
        axes = (*self.translations, *self.rotations)
        return tuple(dict.fromkeys(c for axis in axes for c in axis.coordinates))


@dataclass(frozen=True, eq=False)
class NodePoses:
    """Where every node is in every frame.

    Attributes
    ----------
    rotation : ndarray, shape (N, 3, 3, T)
        Node axes in ground: ``rotation[n, :, j]`` is axis j.
    position : ndarray, shape (N, 3, T)
        Node origins in ground, m.
    """

    rotation: FloatArray
    position: FloatArray


class Kinematics:
    """Forward kinematics of one tree.

    Parameters
    ----------
    tree : KinematicTree
        The model.

    Attributes
    ----------
    tree : KinematicTree
        The model.
    nodes : tuple of Node
        Moving joints, parents before children.
    body_node : tuple of int
        Node of each body; −1 for bodies fixed to ground.
    body_placement : tuple of Placement
        Each body in its node.
    twist_rows : tuple of slice
        Per node, the rows of the twists that belong to its ``coordinates``.
    """

    def __init__(self, tree: KinematicTree) -> None:
        self.tree = tree
        nodes: list[Node] = []
        node_of = {0: -1}
        placement_of = {0: Placement()}
        for joint in tree.joints:
            parent = node_of[joint.parent]
            frame = placement_of[joint.parent] @ joint.parent_frame
            rotations = tuple(a for a in joint.axes if a.rotation and not _idle(a))
            translations = tuple(a for a in joint.axes if not a.rotation and not _idle(a))
            if rotations or translations:
                nodes.append(Node(parent, frame, rotations, translations))
                parent, frame = len(nodes) - 1, Placement()
            node_of[joint.child] = parent
            placement_of[joint.child] = frame @ joint.child_frame.inverse()
        self.nodes = tuple(nodes)
        self._sweep = Sweep()
        self.twist_rows = tuple(
            self._sweep.append(n.parent, n.frame, n.translations, n.rotations, n.coordinates)
            for n in self.nodes
        )
        self.body_node = tuple(node_of[b] for b in range(len(tree.bodies)))
        self.body_placement = tuple(placement_of[b] for b in range(len(tree.bodies)))

    def in_node(self, body: int, offset_m: FloatArray) -> tuple[int, FloatArray]:
        """A point of a body, expressed in the node that carries the body.

        Parameters
        ----------
        body : int
            Body index.
        offset_m : ndarray, shape (3,)
            The point in the body, m.

        Returns
        -------
        tuple of int and ndarray, shape (3,)
            Node index (−1 for ground) and the point there, m.
        """
        placement = self.body_placement[body]
        return self.body_node[body], placement.rotation @ offset_m + placement.position

    def poses(self, values: FloatArray, *, nodes: Sequence[int] | None = None) -> NodePoses:
        """Poses of all nodes.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, rad or m, couplers satisfied.
        nodes : sequence of int, optional
            The nodes that are wanted, ascending, parents included; the others' poses are NaN.

        Returns
        -------
        NodePoses
            Rotation and position of every node in ground.
        """
        rotation, position, _ = self._sweep.run(values, twisting=False, joints=nodes)
        return NodePoses(rotation, position)

    def zero_poses(self) -> NodePoses:
        """The model at its zero: upright on flat feet, facing X, as OpenSim's models are then.

        Returns
        -------
        NodePoses
            Of one frame: every coordinate at zero, locked ones at their default, which is all that
            they can be.
        """
        tree = self.tree
        zero = tree.follow_couplers(np.where(tree.locked, tree.default, 0.0)[None])
        return self.poses(zero.T)

    def poses_and_twists(
        self, values: FloatArray, *, nodes: Sequence[int] | None = None
    ) -> tuple[NodePoses, FloatArray]:
        """Poses of all nodes and the twist of each coordinate that moves them.

        Parameters
        ----------
        values : ndarray, shape (C, T)
            Coordinates, rad or m, couplers satisfied.
        nodes : sequence of int, optional
            The nodes that are wanted, ascending, parents included; the others' poses are NaN and
            their twists mean nothing.

        Returns
        -------
        poses : NodePoses
            Rotation and position of every node in ground.
        twists : ndarray, shape (R, 6, T)
            One row for each node and each of its ``Node.coordinates``, found by ``twist_rows``:
            angular velocity, then the velocity of the point that passes ground's origin, per unit
            rate of that coordinate.
        """
        rotation, position, twists = self._sweep.run(values, twisting=True, joints=nodes)
        return NodePoses(rotation, position), twists

    def points(self, poses: NodePoses, body: str, offset_m: FloatArray) -> FloatArray:
        """Positions of a body-fixed point.

        Parameters
        ----------
        poses : NodePoses
            From :meth:`poses`.
        body : str
            Body name.
        offset_m : ndarray, shape (3,)
            The point in the body, m.

        Returns
        -------
        ndarray, shape (T, 3)
            The point in ground, m.
        """
        node, offset = self.in_node(self.tree.body(body), np.asarray(offset_m, dtype=float))
        if node < 0:
            return np.tile(offset, (poses.position.shape[2], 1))
        moved = np.einsum("ijt,j->ti", poses.rotation[node], offset)
        return np.asarray(moved + poses.position[node].T)

    def body_rotation(self, poses: NodePoses, body: str) -> FloatArray:
        """Orientation of a body.

        Parameters
        ----------
        poses : NodePoses
            From :meth:`poses`.
        body : str
            Body name.

        Returns
        -------
        ndarray, shape (T, 3, 3)
            Columns are the body's axes in ground.
        """
        index = self.tree.body(body)
        node, fixed = self.body_node[index], self.body_placement[index].rotation
        if node < 0:
            return np.tile(fixed, (poses.position.shape[2], 1, 1))
        return np.einsum("ijt,jk->tik", poses.rotation[node], fixed)

    def marker_positions(self, values: FloatArray) -> FloatArray:
        """Model markers for given coordinates.

        Parameters
        ----------
        values : ndarray, shape (T, C)
            Coordinates, rad or m; coupled ones are set from those that drive them.

        Returns
        -------
        ndarray, shape (T, M, 3)
            Positions of ``tree.markers`` in ground, m; NaN where a coordinate is NaN.
        """
        poses = self.poses(self.tree.follow_couplers(values).T)
        found = [
            self.points(poses, self.tree.bodies[body], offset)
            for body, offset in zip(self.tree.marker_body, self.tree.marker_offset_m, strict=True)
        ]
        return np.stack(found, axis=1) if found else np.empty((len(values), 0, 3))


def _idle(axis: Axis) -> bool:
    return isinstance(axis.function, Constant) and axis.function.level == 0.0
