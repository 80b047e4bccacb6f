"""What muscles do to the bodies that they run over, per newton of tension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_forces import engine_pulls
from opensim_wink.body.path_table import MusclePath, read_path_table
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError, MotionError, did_you_mean, listed
from opensim_wink.motion.coupled_rates import follow_coupled_rates
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.muscle.path_solver import follow_path
from opensim_wink.muscle.unit_pull import UnitPull, coordinate_moves, line_of

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MusclePulls:
    """Pull of some muscles over T poses, for a tension of 1 N.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    length_m : ndarray, shape (T, K)
        Origin to insertion.
    velocity_m_s : ndarray, shape (T, K)
        Its rate, + lengthens.
    about : tuple of str
        Independent coordinates, length A.
    arm_m : ndarray, shape (T, K, A)
        Generalised force on each coordinate: + drives the coordinate up. These are the arms of
        the pulls in ``wrenches`` (points and contacts), so that moments and forces agree.
    wrenches : tuple of dict of int to ndarray, shape (6, T)
        For each muscle and each node of the model's kinematics that it pulls: moment about
        ground's origin, and force, on that node. What it does to ground is left out.
    """

    names: tuple[str, ...]
    length_m: FloatArray
    velocity_m_s: FloatArray
    about: tuple[str, ...]
    arm_m: FloatArray
    wrenches: tuple[dict[int, FloatArray], ...]


def muscle_pulls(
    subject: Subject,
    values: FloatArray,
    rates: FloatArray,
    names: Sequence[str] | None = None,
    about: Sequence[str] | None = None,
) -> MusclePulls:
    """Lengths, rates, arms and unit forces of muscles over a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    values, rates : ndarray, shape (T, C)
        Coordinates and their first derivatives, rad or m and per s, in the order of the subject's
        tree; coupled ones are set from those that drive them. NaN where unknown.
    names : sequence of str, optional
        Native muscle names, length K; all of the model's where they are not given.
    about : sequence of str, optional
        Independent coordinates, length A; those that a muscle spans and the model does not lock
        where they are not given.

    Returns
    -------
    MusclePulls
        NaN in frames with an unknown value or rate. Velocity is the power of the unit forces, as
        OpenSim's lengthening speed is.

    Raises
    ------
    ModelError
        If the model lacks a muscle or coordinate, a coordinate of ``about`` follows another, or a
        muscle's path is not made of points.
    MotionError
        If values and rates do not fit the model.

    References
    ----------
    Sherman MA, Seth A, Delp SL (2013). What is a moment arm? Calculating muscle effectiveness in
    biomechanical models using generalized coordinates. ASME IDETC DETC2013-13633.
    doi:10.1115/DETC2013-13633
    """
    tree = subject.tree
    values, rates = np.asarray(values, dtype=float), np.asarray(rates, dtype=float)
    shape = (len(values), len(tree.coordinates))
    if values.shape != shape or rates.shape != shape:
        raise MotionError(
            f"values have the shape {values.shape} and rates {rates.shape}; needed: (frames, "
            f"{len(tree.coordinates)}), one column for each coordinate of {subject.model_path}."
        )
    names, paths = _paths_of(subject, names)
    known = np.asarray(np.isfinite(values).all(axis=1) & np.isfinite(rates).all(axis=1))
    kinematics = Kinematics(tree)
    followed = tree.follow_couplers(values[known])
    full, speeds = followed.T, follow_coupled_rates(tree, followed, rates[known]).T
    poses, twists = kinematics.poses_and_twists(full)
    pulls, length_m = _on_arrays(kinematics, poses, full, paths)
    others = [name for name in names if name not in paths]
    if others:
        found, lengths = _by_engine(subject, kinematics, poses, full, others)
        pulls |= found
        length_m |= lengths
    if about is None:
        leads = set().union(*(pull.leads() for pull in pulls.values()))
        about = [tree.coordinates[c] for c in sorted(leads) if not tree.locked[c]]
    moves = coordinate_moves(tree, full, about)
    motion = _node_motion(kinematics, twists, speeds)
    arms = np.zeros((int(known.sum()), len(names), len(about)))
    velocity = np.zeros((int(known.sum()), len(names)))
    for k, name in enumerate(names):
        velocity[:, k] = pulls[name].rate(motion, speeds)
        arms[:, k] = pulls[name].about(twists, moves)
    lengths_m = np.stack([length_m[name] for name in names], axis=1) if names else velocity
    return MusclePulls(
        names=names,
        length_m=_spread(lengths_m, known),
        velocity_m_s=_spread(velocity, known),
        about=tuple(about),
        arm_m=_spread(arms, known),
        wrenches=tuple(
            {node: _spread(on.T, known).T for node, on in pulls[name].wrench.items()}
            for name in names
        ),
    )


def _paths_of(
    subject: Subject, names: Sequence[str] | None
) -> tuple[tuple[str, ...], dict[str, MusclePath]]:
    """The muscles that are wanted, in the model's order if none are named, and their paths."""
    table = read_path_table(subject.model_path)
    if names is None:
        names = table.names
    known = (*table.paths, *table.others)
    for name in names:
        if name not in known:
            raise ModelError(
                f"{subject.model_path}: muscle '{name}' is not in the model; it has: "
                f"{listed(known)}.{did_you_mean(name, known)}"
            )
    return tuple(names), {name: table.paths[name] for name in names if name in table.paths}


def _node_motion(
    kinematics: Kinematics, twists: FloatArray, speeds: FloatArray
) -> dict[int, FloatArray]:
    """Twist of every node about ground's origin, (6, T)."""
    motion: dict[int, FloatArray] = {-1: np.zeros((6, speeds.shape[1]))}
    for index, node in enumerate(kinematics.nodes):  # parents before children
        moved = motion[node.parent].copy()
        first = kinematics.twist_rows[index].start
        for row, coordinate in enumerate(node.coordinates):
            moved += twists[first + row] * speeds[coordinate]
        motion[index] = moved
    return motion


def _on_arrays(
    kinematics: Kinematics, poses: NodePoses, full: FloatArray, paths: dict[str, MusclePath]
) -> tuple[dict[str, UnitPull], dict[str, FloatArray]]:
    pulls: dict[str, UnitPull] = {}
    length_m: dict[str, FloatArray] = {}
    for name, path in paths.items():
        pulls[name] = UnitPull(kinematics, poses, full)
        length_m[name] = np.empty(full.shape[1])
        for course in follow_path(path, kinematics, poses, full):
            length_m[name][course.frames] = course.length_m
            pulls[name].add(course, path)
    return pulls, length_m


def _by_engine(
    subject: Subject,
    kinematics: Kinematics,
    poses: NodePoses,
    full: FloatArray,
    names: Sequence[str],
) -> tuple[dict[str, UnitPull], dict[str, FloatArray]]:
    """The same for paths that only OpenSim can follow."""
    tree = subject.tree
    found = engine_pulls(subject.model_path, tree.coordinates, full.T, names)
    pulls: dict[str, UnitPull] = {}
    for name, on_body, on_coordinate in zip(names, found.on_body, found.on_coordinate, strict=True):
        pull = pulls[name] = UnitPull(kinematics, poses, full)
        pull.of_points = {tree.coordinate(c): arm for c, arm in on_coordinate.items()}
        for body, wrench in on_body.items():
            node = kinematics.body_node[tree.body(body)]
            if node < 0:
                pull.touches_ground = True
                continue
            origin = kinematics.points(poses, body, np.zeros(3)).T
            moment = wrench[:3] + np.cross(origin, wrench[3:], axis=0)
            pull.wrench[node] = pull.wrench.get(node, 0.0) + np.concatenate([moment, wrench[3:]])
    return pulls, {name: found.length_m[:, k] for k, name in enumerate(names)}


def _spread(found: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    """Known frames among all: NaN in the others."""
    if known.all():
        return found
    out = np.full((len(known), *found.shape[1:]), np.nan)
    out[known] = found
    return out


def tree_arms(
    kinematics: Kinematics, twists: FloatArray, pulls: MusclePulls, coordinates: Sequence[str]
) -> FloatArray:
    """Arms about coordinates of the tree as if no coupler held them, coupled ones included.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    twists : ndarray, shape (R, 6, T)
        Of the same poses.
    pulls : MusclePulls
        Of K muscles; parts that points moving with a coordinate add are left out.
    coordinates : sequence of str
        Any coordinates of the tree, length A.

    Returns
    -------
    ndarray, shape (T, K, A)
        Metres; + drives the coordinate up. NaN where the pulls are.

    Raises
    ------
    ModelError
        If the model lacks a coordinate.
    """
    found = np.zeros((*pulls.length_m.shape, len(coordinates)))
    found[~np.isfinite(pulls.length_m).all(axis=1)] = np.nan
    lines = {node: line_of(kinematics, node) for node in range(len(kinematics.nodes))}
    for a, name in enumerate(coordinates):
        column = kinematics.tree.coordinate(name)
        for index, node in enumerate(kinematics.nodes):
            if column not in node.coordinates:
                continue
            twist = twists[kinematics.twist_rows[index].start + node.coordinates.index(column)]
            for k, wrenches in enumerate(pulls.wrenches):
                for carrier, wrench in wrenches.items():
                    if index in lines[carrier]:
                        found[:, k, a] += (twist * wrench).sum(axis=0)
    return found
