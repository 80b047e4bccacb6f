"""How far the net L5/S1 moment moves under stated errors, at a few frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import (
    GRAVITY_M_S2,
    Dynamics,
    moment_about,
    nodes_beyond,
    wrench_on,
)
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.lumbosacral import lumbar_root, lumbosacral_moment, total_ground_wrench
from opensim_wink.load.momentum import centres, node_masses
from opensim_wink.load.sensitivity import LoadErrors, Sensitivity, spread
from opensim_wink.trial.filters import derivative, frame_rate

FloatArray = NDArray[np.float64]

UP = np.array([0.0, 1.0, 0.0])
ABOVE, BELOW = "l5s1_extension_moment_above", "l5s1_extension_moment_below"


def moment_sensitivity(
    subject: Subject,
    dynamics: Dynamics,
    carried: Sequence[AppliedForce],
    ground: GroundContact,
    frames: Mapping[str, int],
    *,
    lean_deg: Mapping[str, float] | None = None,
    errors: LoadErrors | None = None,
    masses: BodyMasses | None = None,
) -> tuple[Sensitivity, ...]:
    """L5/S1 extension moment, from above and from below, under each error by itself.

    Masses and the joint's place are exact, for the moment is linear in them; so is the centre of
    pressure. An error of the posture is taken as a lean of all that is above L5/S1 as one piece,
    to first order, see :func:`lean_slope`.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    carried : sequence of AppliedForce
        A bar, weights in the hands.
    ground : GroundContact
        Ground reactions.
    frames : mapping of str to int
        Names and indices of the frames to look at, such as ``{"bottom": 120}``.
    lean_deg : mapping of str to float, optional
        Error of the trunk's lean at these frames, such as 1.96 times the standard deviation of its
        samples; posture is left out where none is given.
    errors : LoadErrors, optional
        Defaults where none are given.
    masses : BodyMasses, optional
        Mass properties; read from the subject's model where they are not given.

    Returns
    -------
    tuple of Sensitivity
        Empty where the model has no joint between pelvis and trunk; NaN ends where a frame is not
        known.
    """
    errors = errors or LoadErrors()
    moment = lumbosacral_moment(subject, dynamics, carried, ground)
    root = lumbar_root(subject, dynamics.kinematics)
    if moment is None or root is None or not frames:
        return ()
    names, index = list(frames), np.array(list(frames.values()), dtype=np.intp)
    upper = nodes_beyond(dynamics.kinematics, root.node)
    lower = nodes_beyond(dynamics.kinematics, root.pelvis_node) - upper
    right = dynamics.kinematics.body_rotation(dynamics.poses, subject.profile.pelvis)[index, :, 2]
    found: list[Sensitivity] = []

    def swing(quantity: str, words: str, half: FloatArray) -> None:
        value = (moment.above_nm if quantity == ABOVE else moment.below_nm)[index, 2]
        half = np.abs(half)
        found.extend(spread(quantity, words, names, value, np.stack([value - half, value + half])))

    def of_bodies(nodes: frozenset[int]) -> FloatArray:
        about = moment_about(wrench_on(dynamics, nodes, ()), moment.centre_m)[index]
        return np.asarray(np.sum(right * about, axis=1))

    share = f"all segments' masses off by ±{100 * errors.mass_share:g} %"
    place = f"L5/S1 off by {1000 * errors.centre_m:g} mm in the worst direction"
    swing(ABOVE, share, errors.mass_share * of_bodies(upper))
    swing(ABOVE, place, errors.centre_m * np.linalg.norm(moment.above_n[index, :2], axis=1))
    if lean_deg is not None:
        slope = lean_slope(subject, dynamics, carried, masses=masses)[index]
        half_deg = np.array([lean_deg.get(name, np.nan) for name in names])
        words = "trunk's lean off by its markers' error"
        swing(ABOVE, words, np.deg2rad(half_deg) * slope)
    swing(BELOW, share, errors.mass_share * of_bodies(lower))
    swing(BELOW, place, errors.centre_m * np.linalg.norm(moment.below_n[index, :2], axis=1))
    pushed = total_ground_wrench(ground, len(dynamics.time_s))[3:, index].T
    ahead = np.cross(UP, right)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    words = f"centre of pressure off by ±{1000 * errors.pressure_m:g} mm forward"
    moved = np.sum(right * np.cross(ahead, pushed), axis=1)
    swing(BELOW, words, errors.pressure_m * moved)
    return tuple(found)


def lean_slope(
    subject: Subject,
    dynamics: Dynamics,
    carried: Sequence[AppliedForce],
    *,
    masses: BodyMasses | None = None,
) -> FloatArray:
    """Change of the L5/S1 extension moment with the trunk's forward lean, to first order.

    All that is above L5/S1 turns as one piece about the pelvis's right axis through the joint, all
    the time by the same angle. What its parts do relative to the joint turns along and changes
    nothing; gravity and the joint's own acceleration keep their direction:
    ``dM/dθ = Σ (r · w − (e · r)(e · w))`` with ``r`` from the joint to each centre of mass,
    ``w = m (a − g)`` and ``e`` the axis. For an upright still trunk this is its weight times the
    height of its centre of mass.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    carried : sequence of AppliedForce
        A bar, weights in the hands.
    masses : BodyMasses, optional
        Mass properties; read from the subject's model where they are not given.

    Returns
    -------
    ndarray, shape (T,)
        N·m/rad; NaN where the motion or what is carried is not known.

    Raises
    ------
    ModelError
        If the model has no joint between pelvis and trunk.
    """
    kinematics = dynamics.kinematics
    root = lumbar_root(subject, kinematics)
    if root is None:
        raise ModelError(f"{subject.model_path}: no joint between pelvis and trunk to lean about.")
    upper = nodes_beyond(kinematics, root.node)
    masses = masses_of(subject.model_path) if masses is None else masses
    centre = dynamics.poses.position[root.node].T
    right = kinematics.body_rotation(dynamics.poses, subject.profile.pelvis)[:, :, 2]
    total = np.zeros(len(centre))

    def add(place: FloatArray, held_up: FloatArray) -> None:
        reach = place - centre
        across = np.sum(right * reach, axis=1) * np.sum(right * held_up, axis=1)
        total[:] += np.sum(reach * held_up, axis=1) - across

    rate_hz = frame_rate(dynamics.time_s)
    carries = derivative(derivative(centre, rate_hz), rate_hz) - GRAVITY_M_S2
    parts = node_masses(kinematics, masses)
    places = centres(parts, dynamics.poses)
    for node in upper:
        add(places[node].T, parts.mass_kg[node] * carries)
    for force in carried:
        if kinematics.body_node[kinematics.tree.body(force.body)] in upper:
            idle = (force.force_n == 0).all(axis=1, keepdims=True)
            add(np.where(idle, centre, force.point_m), -force.force_n)
    return total
