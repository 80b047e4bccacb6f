"""A pair of legs on ground with a straight, a wrapping and a jumping muscle each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.profile import SIDES, Profile, SignedCoordinate
from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.subject import Subject
from opensim_wink.motion.motion import Motion

# Right-handed about Z, X forward, Y up: hip at the ground's origin, knee 0.4 m below, m.
KNEE_M = np.array([0.0, -0.4, 0.0])
HAMSTRING = (np.array([-0.06, -0.06, 0.0]), np.array([-0.03, -0.05, 0.0]))  # ground, shank
# It runs behind a cylinder about the hip, fixed to ground.
GLUTEUS = (np.array([-0.10, 0.08, 0.01]), np.array([-0.02, -0.30, 0.02]))  # ground, thigh
GLUTEUS_RADIUS_M = 0.03
JUMPER = (np.array([0.05, 0.05, 0.0]), np.array([0.03, -0.05, 0.0]))  # ground, shank
JUMP_POINT_M, JUMP_FROM_RAD = np.array([0.08, -0.2, 0.0]), 0.5  # on the thigh, over the hip's angle


def turned(angle: float, point: np.ndarray) -> np.ndarray:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ point


def on_shank(hip: float, knee: float, point: np.ndarray) -> np.ndarray:
    return turned(hip, KNEE_M + turned(-knee, point))


def _leg(model: object, side: str) -> None:
    osim = engine()
    zero = osim.Vec3(0)
    thigh, shank = (
        osim.Body(f"{name}_{side}", 1.0, zero, osim.Inertia(1, 1, 1)) for name in ("femur", "tibia")
    )
    ground = model.getGround()
    hip = osim.PinJoint(f"hip_{side}", ground, zero, zero, thigh, zero, zero)
    hip.updCoordinate().setName(f"hip_flexion_{side}")
    back = osim.Vec3(0, np.pi, 0)  # flexion of the knee is a turn about −Z
    knee = osim.PinJoint(f"knee_{side}", thigh, osim.Vec3(*KNEE_M), back, shank, zero, back)
    knee.updCoordinate().setName(f"knee_angle_{side}")
    for part, low, high in ((hip, -30, 120), (knee, -10, 140)):
        part.updCoordinate().setRangeMin(np.radians(low))
        part.updCoordinate().setRangeMax(np.radians(high))
    for body, joint in ((thigh, hip), (shank, knee)):
        model.addBody(body)
        model.addJoint(joint)
    cylinder = osim.WrapCylinder()
    cylinder.setName(f"round_{side}")
    cylinder.set_radius(GLUTEUS_RADIUS_M)
    cylinder.set_length(0.3)
    cylinder.set_quadrant("-x")  # behind the hip
    model.updGround().addWrapObject(cylinder)
    ends = {
        "semimem": (ground, HAMSTRING[0], shank, HAMSTRING[1]),
        "glmax1": (ground, GLUTEUS[0], thigh, GLUTEUS[1]),
        "recfem": (ground, JUMPER[0], shank, JUMPER[1]),
    }
    for name, (from_body, from_m, to_body, to_m) in ends.items():
        muscle = osim.Thelen2003Muscle(f"{name}_{side}", 100.0, 0.1, 0.2, 0.1)
        muscle.addNewPathPoint("from", from_body, osim.Vec3(*from_m))
        if name == "recfem":
            point = osim.ConditionalPathPoint()
            point.setName("over")
            point.updSocket("parent_frame").setConnecteePath(f"/bodyset/femur_{side}")
            point.set_location(osim.Vec3(*JUMP_POINT_M))
            driver = f"/jointset/hip_{side}/hip_flexion_{side}"
            point.updSocket("coordinate").setConnecteePath(driver)
            point.setRangeMin(JUMP_FROM_RAD)
            point.setRangeMax(3.0)
            geometry = osim.GeometryPath.safeDownCast(muscle.updGeometryPath())
            geometry.updPathPointSet().cloneAndAppend(point)
        muscle.addNewPathPoint("to", to_body, osim.Vec3(*to_m))
        if name == "glmax1":
            geometry = osim.GeometryPath.safeDownCast(muscle.updGeometryPath())
            geometry.addPathWrap(cylinder)
        model.addForce(muscle)


@pytest.fixture(scope="session")
def legs(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Both legs, each with ``semimem`` (straight), ``glmax1`` (wraps) and ``recfem`` (jumps)."""
    model = engine().Model()
    model.setName("legs")
    for side in SIDES:
        _leg(model, side)
    model.finalizeConnections()
    path = tmp_path_factory.mktemp("legs") / "legs.osim"
    model.printToXML(str(path))
    tree = read_tree(load_model(path), str(path))
    return Subject("legs", path, tree, _profile(), 4.0)


def _profile() -> Profile:
    return Profile(
        family="unknown",
        posterior_pelvic_tilt=SignedCoordinate("pelvis_tilt", 1.0),
        lumbar_flexion=(),
        lumbar_levels=0,
        hip_flexion={side: SignedCoordinate(f"hip_flexion_{side}", 1.0) for side in SIDES},
        knee_flexion={side: SignedCoordinate(f"knee_angle_{side}", 1.0) for side in SIDES},
        ankle_dorsiflexion={},
        pelvis="ground",
        torso="",
        femur={side: f"femur_{side}" for side in SIDES},
        tibia={side: f"tibia_{side}" for side in SIDES},
        foot={},
        muscles={
            "semimembranosus": {side: (f"semimem_{side}",) for side in SIDES},
            "rectus_femoris": {side: (f"recfem_{side}",) for side in SIDES},
            "gluteus_maximus": {side: (f"glmax1_{side}",) for side in SIDES},
        },
        muscle_parts={f"glmax1_{side}": "superior" for side in SIDES},
    )


@pytest.fixture
def posed() -> Callable[..., Motion]:
    """Make a motion from hip and knee flexion in radians, both legs alike."""

    def make(hip: np.ndarray, knee: np.ndarray, rate_hz: float = 100.0) -> Motion:
        hip, knee = np.asarray(hip, float), np.asarray(knee, float)
        n = len(hip)
        names = tuple(
            f"{joint}_{side}" for side in SIDES for joint in ("hip_flexion", "knee_angle")
        )
        return Motion(
            name="made",
            time_s=np.arange(n) / rate_hz,
            coordinates=names,
            rotational=np.ones(4, dtype=bool),
            values=np.stack([hip, knee, hip, knee], axis=1),
            markers=(),
            marker_error_m=np.empty((n, 0)),
            weights=np.empty(0),
            cost=np.full(n, np.nan),
            converged=np.ones(n, dtype=bool),
            solver="file",
        )

    return make


@pytest.fixture(scope="session")
def analytic() -> Callable[[float, float], tuple[float, float, float]]:
    """Length of the straight muscle and its arms about hip and knee flexion, by vectors."""

    def at(hip: float, knee: float) -> tuple[float, float, float]:
        end = on_shank(hip, knee, HAMSTRING[1])
        way = end - HAMSTRING[0]
        length = float(np.linalg.norm(way))
        pull = -way / length  # on the shank, towards the origin
        joint = turned(hip, KNEE_M)
        about_hip = np.cross(end, pull)[2]
        about_knee = -np.cross(end - joint, pull)[2]
        return length, float(about_hip), float(about_knee)

    return at
