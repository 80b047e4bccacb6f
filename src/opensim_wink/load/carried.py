"""A bar on the back, in front or in the hands, and weights in the hands: what they do to the body.

A thing that is carried pulls the body with ``m·(g − a)``, ``a`` being the acceleration of its
centre of mass; its own turning is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError, SettingError, listed
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.bar_markers import measured_ends
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics
from opensim_wink.load.momentum import SPLINE_DEGREE, spline_rate
from opensim_wink.load.settings import LoadSettings
from opensim_wink.trial.runs import runs
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# A bar on the back rests on the trapezius behind the shoulder joints and over them, one in front on
# the deltoids: forward and up, as shares of the distance between both shoulder joints (0.35 m).
BAR_AT = {"back": (-0.17, 0.08), "front": (0.20, 0.06)}
PALM_SHARE = 0.28  # from the wrist to the grip, as a share of the forearm (0.07 of 0.25 m)
SHORTEST_FOREARM_M = 0.1  # joints nearer to the wrist than this are those of the wrist itself
SHOULDER_APART_M = 0.05  # from the midline; nearer joints of the torso are no shoulders
SIDE_WORD = {"r": "right", "l": "left"}
# Where a model without arms would have its shoulders: over the hips, beside the midline, and behind
# the hips, as shares of the thigh, all as in the generic OpenSim skeleton with its 0.41 m.
SHOULDERS_UP, SHOULDERS_APART, SHOULDERS_BACK = 1.30, 0.83, 0.10


@dataclass(frozen=True, eq=False)
class _Hand:
    """The grip of one hand: body, point in the body, and the point's path in ground."""

    body: str
    path_m: FloatArray


def carried_forces(
    subject: Subject,
    dynamics: Dynamics,
    *,
    barbell_kg: float | None,
    settings: LoadSettings,
    trial: Trial | None,
    cutoff_hz: float = 6.0,
) -> tuple[AppliedForce, ...]:
    """What a barbell and weights in the hands do to the body.

    The path of a bar is that of the middle of its ends' markers, filtered as the motion is, where
    the trial has them (``BL`` and ``BR``, ``bar_l`` and ``bar_r`` and the like); else it is fixed
    to the body. A bar in the hands pulls both equally; so does one weight held in both.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    barbell_kg : float or None
        Mass of the bar with its plates; None or 0 without one.
    settings : LoadSettings
        Where the bar is held, and weights in the hands.
    trial : Trial or None
        Turned to OpenSim's axes; its bar markers are used.
    cutoff_hz : float
        Cutoff of the zero-lag filter on measured paths.

    Returns
    -------
    tuple of AppliedForce
        Force on the torso or the hands; NaN where the motion is not known. A bar on the torso of a
        model without arms lies where shoulders would be by the length of the thigh, and is
        ``estimated`` unless markers tell where it is.

    Raises
    ------
    SettingError
        If the bar's mass is negative or not finite.
    ModelError
        If the model has no torso, or no hands for what is held in them.
    """
    found: list[AppliedForce] = []
    if barbell_kg is not None and not 0 <= barbell_kg < np.inf:
        raise SettingError(f"a bar of {barbell_kg} kg: its mass must be 0 or more.")
    if barbell_kg:
        found += _bar(subject, dynamics, float(barbell_kg), settings, trial, cutoff_hz)
    if any(settings.hand_weights_kg):
        found += _hand_weights(subject, dynamics, settings.hand_weights_kg)
    return tuple(found)


def shoulders_in_torso(subject: Subject) -> tuple[FloatArray, FloatArray]:
    """Both shoulder joints in the torso's axes, right and left, m.

    Parameters
    ----------
    subject : Subject
        The scaled model.

    Returns
    -------
    right, left : ndarray, shape (3,)

    Raises
    ------
    ModelError
        If the model has no torso, or no joint on both sides of it.
    """
    tree, torso = subject.tree, subject.profile.torso
    if not torso:
        raise ModelError(
            f"{subject.model_path}: the model has no torso to lay a bar on; leave --barbell away, "
            "or use a model with one."
        )
    index = tree.body(torso)
    places = [j.parent_frame.position for j in tree.joints if j.parent == index]
    right = [place for place in places if place[2] > SHOULDER_APART_M]
    left = [place for place in places if place[2] < -SHOULDER_APART_M]
    if not right or not left:
        raise ModelError(
            f"{subject.model_path}: body '{torso}' has no shoulder joint on both sides, so nothing "
            "tells where a load is carried; leave the load away, or use a model with arms."
        )
    return np.mean(right, axis=0), np.mean(left, axis=0)


def unplaced_force(subject: Subject, dynamics: Dynamics, mass_kg: float) -> AppliedForce:
    """The weight of a load that the model has no place for: known in size, not in place.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    mass_kg : float
        Mass of all that is carried.

    Returns
    -------
    AppliedForce
        On the torso, or the pelvis of a model without; its place is NaN, so that no moment that it
        enters comes out as known.
    """
    shape = (len(dynamics.time_s), 3)
    return AppliedForce(
        f"{mass_kg:g} kg that the model has no place for",
        subject.profile.torso or subject.profile.pelvis,
        np.tile(mass_kg * GRAVITY_M_S2, (shape[0], 1)),
        np.full(shape, np.nan),
        np.zeros(shape),
        estimated=True,
    )


def find_hands(subject: Subject) -> dict[Side, str]:
    """The bodies that hold things: the last of each arm, or the one that is named a hand.

    Parameters
    ----------
    subject : Subject
        The scaled model.

    Returns
    -------
    dict of Side to str
        Right and left.

    Raises
    ------
    ModelError
        If the model has no arms on both sides.
    """
    shoulders_in_torso(subject)
    tree = subject.tree
    torso = tree.body(subject.profile.torso)
    found: dict[Side, str] = {}
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        depth = {
            joint.child: 0
            for joint in tree.joints
            if joint.parent == torso and sign * joint.parent_frame.position[2] > SHOULDER_APART_M
        }
        for joint in tree.joints:  # parents come before children
            if joint.parent in depth:
                depth.setdefault(joint.child, depth[joint.parent] + 1)
        hands = [body for body in depth if "hand" in tree.bodies[body].lower()]
        last = max(hands or depth, key=lambda body: depth[body] if not hands else -depth[body])
        if depth[last] < 1:
            raise ModelError(
                f"{subject.model_path}: the arm on side {side} ends at '{tree.bodies[last]}', "
                "with no forearm or hand to hold a weight; leave the weight away, lay the bar on "
                "the back, or use a model with arms."
            )
        found[side] = tree.bodies[last]
    return found


def _hands(subject: Subject, dynamics: Dynamics) -> dict[Side, _Hand]:
    """Grips, fixed to the hands: beyond the wrist in the direction of the forearm."""
    tree, kinematics = subject.tree, dynamics.kinematics
    upright = kinematics.zero_poses()
    grips: dict[Side, _Hand] = {}
    for side, body in find_hands(subject).items():
        wrist = tree.joint_of(body)
        joint = wrist
        forearm = np.zeros(3)
        at = kinematics.points(upright, body, wrist.child_frame.position)[0]
        while float(np.linalg.norm(forearm)) < SHORTEST_FOREARM_M and joint.parent != 0:
            joint = next(above for above in tree.joints if above.child == joint.parent)
            name = tree.bodies[joint.child]
            forearm = at - kinematics.points(upright, name, joint.child_frame.position)[0]
        turn = kinematics.body_rotation(upright, body)[0]
        grip = wrist.child_frame.position + turn.T @ (PALM_SHARE * forearm)
        grips[side] = _Hand(body, kinematics.points(dynamics.poses, body, grip))
    return grips


def _pull(dynamics: Dynamics, path_m: FloatArray, mass_kg: float) -> FloatArray:
    """Force of a mass on what carries it along a path, shape (T, 3), N."""
    known = np.isfinite(path_m).all(axis=1) & dynamics.known
    spans = [(first, stop) for first, stop in runs(known) if stop - first > SPLINE_DEGREE]
    velocity = spline_rate(dynamics.time_s, path_m, spans)
    acceleration = spline_rate(dynamics.time_s, velocity, spans)
    return np.asarray(mass_kg * (GRAVITY_M_S2 - acceleration))


def _force(
    name: str, body: str, force_n: FloatArray, point_m: FloatArray, estimated: bool = False
) -> AppliedForce:
    return AppliedForce(name, body, force_n, point_m, np.zeros_like(force_n), estimated)


def _hand_weights(
    subject: Subject, dynamics: Dynamics, weights_kg: tuple[float, ...]
) -> list[AppliedForce]:
    """One weight in both hands, or one in each."""
    hands = _hands(subject, dynamics)
    if len(weights_kg) == 1:
        middle = np.mean([hand.path_m for hand in hands.values()], axis=0)
        half = 0.5 * _pull(dynamics, middle, weights_kg[0])
        name = f"half of the {weights_kg[0]:g} kg held in both hands"
        return [_force(name, hand.body, half, hand.path_m) for hand in hands.values()]
    return [
        _force(f"{mass:g} kg in the {SIDE_WORD[side]} hand", hands[side].body,
               _pull(dynamics, hands[side].path_m, mass), hands[side].path_m)
        for side, mass in zip(SIDES, weights_kg, strict=True)
        if mass
    ]  # fmt: skip


def _bar(
    subject: Subject,
    dynamics: Dynamics,
    mass_kg: float,
    settings: LoadSettings,
    trial: Trial | None,
    cutoff_hz: float,
) -> list[AppliedForce]:
    """The bar on the torso, or half of it in each hand."""
    kinematics, torso = dynamics.kinematics, subject.profile.torso
    hands = _hands(subject, dynamics) if settings.bar_place == "hands" else {}
    guessed = False
    if hands:
        assumed = np.mean([hand.path_m for hand in hands.values()], axis=0)
    else:
        at, guessed = _on_torso(subject, dynamics, settings.bar_place)
        assumed = kinematics.points(dynamics.poses, torso, at)
    ends = measured_ends(trial, dynamics, assumed, cutoff_hz)
    where = "as the body carries it"
    if guessed:
        where = "where shoulders would be by the thigh's length, as the model has none"
    middle = assumed
    if ends is not None:
        middle = 0.5 * (ends.one_m + ends.other_m)
        where = f"where its markers {listed(ends.labels)} are"
    pull = _pull(dynamics, middle, mass_kg)
    if not hands:
        side = "on the back" if settings.bar_place == "back" else "in front"
        name = f"bar of {mass_kg:g} kg {side}, {where}"
        return [_force(name, torso, pull, middle, guessed and ends is None)]
    right, left = hands["r"].path_m, hands["l"].path_m
    if ends is not None:
        bar = ends.one_m - ends.other_m
        bar = bar / np.linalg.norm(bar, axis=1, keepdims=True)
        across = 0.5 * np.sum((right - left) * bar, axis=1, keepdims=True) * bar
        right, left = middle + across, middle - across
    name = f"half of a bar of {mass_kg:g} kg in the hands, {where}"
    return [
        _force(name, hands["r"].body, 0.5 * pull, right),
        _force(name, hands["l"].body, 0.5 * pull, left),
    ]


def _on_torso(subject: Subject, dynamics: Dynamics, place: str) -> tuple[FloatArray, bool]:
    """Where a bar lies on the torso, in its axes, m, and whether its shoulders are a guess."""
    try:
        right, left = shoulders_in_torso(subject)
        guessed = False
    except ModelError:
        if not subject.profile.torso:
            raise
        right, left = _guessed_shoulders(subject, dynamics)
        guessed = True
    forward, up = (share * float(np.linalg.norm(right - left)) for share in BAR_AT[place])
    turn = dynamics.kinematics.body_rotation(
        dynamics.kinematics.zero_poses(), subject.profile.torso
    )[0]
    return np.asarray(0.5 * (right + left) + turn.T @ np.array([forward, up, 0.0])), guessed


def _guessed_shoulders(subject: Subject, dynamics: Dynamics) -> tuple[FloatArray, FloatArray]:
    """Shoulders of a torso without arms, in its axes, by the length of the thigh, m."""
    kinematics, tree, torso = dynamics.kinematics, subject.tree, subject.profile.torso
    upright = kinematics.zero_poses()
    hip, knee = (
        np.stack(
            [
                kinematics.points(upright, name, tree.joint_of(name).child_frame.position)[0]
                for name in bodies.values()
            ]
        )
        for bodies in (subject.profile.femur, subject.profile.tibia)
    )
    thigh = float(np.linalg.norm(hip - knee, axis=1).mean())
    middle = hip.mean(axis=0) + thigh * np.array([-SHOULDERS_BACK, SHOULDERS_UP, 0.0])
    turn = kinematics.body_rotation(upright, torso)[0]
    origin = kinematics.points(upright, torso, np.zeros(3))[0]
    half = np.array([0.0, 0.0, 0.5 * SHOULDERS_APART * thigh])
    return turn.T @ (middle + half - origin), turn.T @ (middle - half - origin)
