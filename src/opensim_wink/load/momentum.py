"""Momentum of every part of the body, and its rate: the wrench that a motion needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.masses import BodyMasses
from opensim_wink.motion.kinematics import Kinematics, NodePoses

FloatArray = NDArray[np.float64]

GRAVITY_M_S2 = np.array([0.0, -9.80665, 0.0])
SPLINE_DEGREE = 5


@dataclass(frozen=True, eq=False)
class NodeMasses:
    """Mass properties of every node, in its own axes: the bodies welded into it as one.

    Attributes
    ----------
    mass_kg : ndarray, shape (N,)
        Masses.
    com_m : ndarray, shape (N, 3)
        Centres of mass.
    inertia_kgm2 : ndarray, shape (N, 3, 3)
        Inertia about the centres of mass.
    """

    mass_kg: FloatArray
    com_m: FloatArray
    inertia_kgm2: FloatArray


def node_masses(kinematics: Kinematics, masses: BodyMasses) -> NodeMasses:
    """Fuse the mass properties of the bodies that are welded together.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    masses : BodyMasses
        Of its bodies; those fixed to ground are left out.

    Returns
    -------
    NodeMasses
        By node.
    """
    n = len(kinematics.nodes)
    mass, first, about_origin = np.zeros(n), np.zeros((n, 3)), np.zeros((n, 3, 3))
    for body, kg, com, inertia in zip(
        masses.bodies, masses.mass_kg, masses.com_m, masses.inertia_kgm2, strict=True
    ):
        index = kinematics.tree.body(body)
        node, centre = kinematics.in_node(index, com)
        if node < 0:
            continue
        turn = kinematics.body_placement[index].rotation
        mass[node] += kg
        first[node] += kg * centre
        about_origin[node] += turn @ inertia @ turn.T + kg * _spread(centre)
    com_m = np.divide(first, mass[:, None], out=np.zeros_like(first), where=mass[:, None] > 0)
    inertia_m = about_origin - mass[:, None, None] * np.array([_spread(c) for c in com_m])
    return NodeMasses(mass, com_m, inertia_m)


def _spread(point: FloatArray) -> FloatArray:
    """Inertia of a unit mass at a point, about the origin."""
    return np.asarray(point @ point * np.eye(3) - np.outer(point, point))


def spline_rate(
    time_s: FloatArray, values: FloatArray, spans: Sequence[tuple[int, int]]
) -> FloatArray:
    """Rate of change by an interpolating quintic spline through each run of frames.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    values : ndarray, shape (T, ...)
        Samples over the first axis.
    spans : sequence of (int, int)
        First and one-past-last frame of each run, at least six frames each.

    Returns
    -------
    ndarray, shape (T, ...)
        Units of ``values`` per second; NaN outside the runs.
    """
    from scipy.interpolate import make_interp_spline

    found = np.full(values.shape, np.nan)
    for first, stop in spans:
        run_s = time_s[first:stop] - time_s[first]
        spline = make_interp_spline(run_s, values[first:stop], k=SPLINE_DEGREE)
        found[first:stop] = spline.derivative()(run_s)
    return found


def node_twists(kinematics: Kinematics, twists: FloatArray, rates: FloatArray) -> FloatArray:
    """Velocity of every node.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    twists : ndarray, shape (R, 6, T)
        Twist of every coordinate, per unit rate.
    rates : ndarray, shape (T, C)
        Rates of all coordinates, coupled ones included.

    Returns
    -------
    ndarray, shape (N, 6, T)
        Angular velocity in ground, and velocity of the point of the node at ground's origin.
    """
    found = np.zeros((len(kinematics.nodes), 6, len(rates)))
    for n, (node, rows) in enumerate(zip(kinematics.nodes, kinematics.twist_rows, strict=True)):
        if node.parent >= 0:
            found[n] = found[node.parent]
        for row, coordinate in zip(range(rows.start, rows.stop), node.coordinates, strict=True):
            found[n] += twists[row] * rates[:, coordinate]
    return found


def centres(parts: NodeMasses, poses: NodePoses) -> FloatArray:
    """Centres of mass of the nodes.

    Parameters
    ----------
    parts : NodeMasses
        Mass properties.
    poses : NodePoses
        Where the nodes are.

    Returns
    -------
    ndarray, shape (N, 3, T)
        In ground, m.
    """
    return np.asarray(poses.position + np.einsum("nijt,nj->nit", poses.rotation, parts.com_m))


def needed_wrenches(
    time_s: FloatArray,
    kinematics: Kinematics,
    parts: NodeMasses,
    poses: NodePoses,
    twists: FloatArray,
    rates: FloatArray,
    spans: Sequence[tuple[int, int]],
) -> FloatArray:
    """Rate of momentum less weight of every node.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    kinematics : Kinematics
        The model's.
    parts : NodeMasses
        Mass properties.
    poses, twists
        From :meth:`Kinematics.poses_and_twists`.
    rates : ndarray, shape (T, C)
        Rates of all coordinates, coupled ones included.
    spans : sequence of (int, int)
        First and one-past-last frame of each run of known frames.

    Returns
    -------
    ndarray, shape (N, 6, T)
        Moment about ground's origin, and force; NaN outside the runs.
    """
    motion = node_twists(kinematics, twists, rates)
    turning = motion[:, :3]
    centre = centres(parts, poses)
    velocity = motion[:, 3:] + np.cross(turning, centre, axis=1)
    # About a fixed point the rate of momentum is the wrench itself. One near the person, so that
    # who walks a kilometre from the origin loses no digits.
    about = centre[0][:, spans[0][0]] if spans else np.zeros(3)
    lever = centre - about[:, None]
    mass = parts.mass_kg[:, None, None]
    own = np.einsum("njit,njt->nit", poses.rotation, turning)
    own = np.einsum("nij,njt->nit", parts.inertia_kgm2, own)
    spin = np.einsum("nijt,njt->nit", poses.rotation, own)
    momentum = np.concatenate(
        [spin + mass * np.cross(lever, velocity, axis=1), mass * velocity], axis=1
    )
    needed = np.moveaxis(spline_rate(time_s, np.moveaxis(momentum, 2, 0), spans), 0, 2)
    weight = mass * GRAVITY_M_S2[None, :, None]
    needed[:, :3] -= np.cross(lever, weight, axis=1)
    needed[:, 3:] -= weight
    needed[:, :3] += np.cross(about[None, :, None], needed[:, 3:], axis=1)
    return needed
