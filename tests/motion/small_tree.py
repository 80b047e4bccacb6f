"""A small tree of every kind of axis, built without OpenSim."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.functions import Constant, CubicHermite, Linear, Polynomial, Scaled
from opensim_wink.body.tree import Axis, Coupler, KinematicTree, Placement, TreeJoint

X, Y, Z = np.eye(3)
COORDINATES = (
    "tilt",
    "list",
    "turn",
    "tx",
    "ty",
    "tz",
    "bend",
    "twist",
    "hip_r",
    "hip_l",
    "knee_r",
    "slide_r",
)


def placed(x: float, y: float, z: float, angle: float = 0.0) -> Placement:
    c, s = np.cos(angle), np.sin(angle)
    return Placement(np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]), np.array([x, y, z]))


def small_tree() -> KinematicTree:
    at = COORDINATES.index
    oblique = np.array([0.3, 0.2, 0.9])
    oblique /= np.linalg.norm(oblique)
    spline = CubicHermite(
        np.array([0.0, 1.0, 2.0]), np.array([0.0, 0.05, 0.02]), np.array([0.1, 0.0, -0.05])
    )
    root = (
        Axis(True, Z, Linear(1.0), (at("tilt"),)),
        Axis(True, X, Linear(1.0), (at("list"),)),
        Axis(True, Y, Linear(1.0), (at("turn"),)),
        Axis(False, X, Linear(1.0), (at("tx"),)),
        Axis(False, Y, Linear(1.0), (at("ty"),)),
        Axis(False, Z, Linear(1.0), (at("tz"),)),
    )
    spine = (
        Axis(True, Z, Linear(1.0), (at("bend"),)),
        Axis(True, Y, Linear(-1.0, 0.1), (at("twist"),)),
        Axis(False, Y, Constant(0.02), ()),
    )
    knee = (
        Axis(True, oblique, Polynomial(np.array([0.1, 1.0, 0.0])), (at("knee_r"),)),
        Axis(False, X, spline, (at("knee_r"),)),
        Axis(False, Y, Scaled(spline, -0.5), (at("knee_r"),)),
    )
    joints = (
        TreeJoint("root", 0, 1, placed(0, 0, 0), placed(0, 0, 0), root),
        TreeJoint("back", 1, 2, placed(-0.1, 0.1, 0, 0.2), placed(0, -0.05, 0), spine),
        TreeJoint(
            "hip_r",
            1,
            3,
            placed(0, -0.1, 0.1),
            placed(0, 0, 0),
            (Axis(True, Z, Linear(1.0), (at("hip_r"),)),),
        ),
        TreeJoint(
            "hip_l",
            1,
            4,
            placed(0, -0.1, -0.1),
            placed(0, 0, 0),
            (Axis(True, Z, Linear(1.0), (at("hip_l"),)),),
        ),
        TreeJoint("knee_r", 3, 5, placed(0, -0.4, 0), placed(0, 0.02, 0, -0.1), knee),
        TreeJoint(
            "patella_r",
            3,
            6,
            placed(0.05, -0.4, 0),
            placed(0, 0, 0),
            (Axis(False, Y, Linear(1.0), (at("slide_r"),)),),
        ),
        TreeJoint("weld", 5, 7, placed(0, -0.4, 0, 0.3), placed(0.01, 0, 0), ()),
    )
    bodies = ("ground", "pelvis", "torso", "femur_r", "femur_l", "tibia_r", "patella_r", "foot_r")
    rng = np.random.default_rng(5)
    body = np.array([1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 7])
    n = len(COORDINATES)
    rotational = np.array([name not in ("tx", "ty", "tz", "slide_r") for name in COORDINATES])
    return KinematicTree(
        bodies=bodies,
        joints=joints,
        coordinates=COORDINATES,
        rotational=rotational,
        default=np.zeros(n),
        low=np.where(rotational, -1.5, -1.0),
        high=np.where(rotational, 1.5, 1.0),
        clamped=np.zeros(n, bool),
        locked=np.zeros(n, bool),
        couplers=(Coupler(at("slide_r"), (at("knee_r"),), Scaled(spline, 2.0)),),
        markers=tuple(f"m{i}" for i in range(len(body))),
        marker_body=body,
        marker_offset_m=rng.uniform(-0.2, 0.2, (len(body), 3)),
    )
