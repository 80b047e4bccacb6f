from __future__ import annotations

import pickle
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics

sys.path.insert(0, str(Path(__file__).parent))
from engine_models import KINDS, N_COORDINATES, Assembly, engine_poses

SHARED_FOLDER = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def agree(model: object, tree: KinematicTree, rng: np.random.Generator, n_poses: int = 3) -> None:
    bodies = [name for name in tree.bodies[1:] if "(step" not in name]
    kinematics = Kinematics(tree)
    for _ in range(n_poses):
        values = tree.follow_couplers(rng.uniform(-1.2, 1.2, len(tree.coordinates)))
        rotations, origins = engine_poses(model, bodies, values)
        poses = kinematics.poses(values[:, None])
        for k, name in enumerate(bodies):
            ours = kinematics.points(poses, name, np.zeros(3))[0]
            np.testing.assert_allclose(ours, origins[k], atol=1e-11)
            turned = kinematics.body_rotation(poses, name)[0]
            np.testing.assert_allclose(turned, rotations[k], atol=1e-11)


CASES = [
    (kind, turned)
    for kind in KINDS
    for turned in (False, True)
    if not (turned and kind == "ScapulothoracicJoint")  # OpenSim itself ends in a segfault there
]


@pytest.mark.parametrize(("kind", "turned"), CASES)
def test_every_joint_moves_as_the_engine_moves_it(kind: str, turned: bool, tmp_path: Path) -> None:
    made = Assembly(seed=len(kind))
    first = made.body()
    made.join("FreeJoint", made.bodies[0], first)
    second = made.body()
    joint = (second, first) if turned else (first, second)
    made.join(kind, *joint)
    made.join("PinJoint", second, made.body())
    model = made.load(tmp_path)
    tree = read_tree(model, "made")
    assert tree.unsupported == ()
    assert len(tree.coordinates) == 6 + N_COORDINATES[kind] + 1
    agree(model, tree, made.rng)


@given(seed=st.integers(0, 10_000), kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
@SHARED_FOLDER
def test_random_models_lie_where_the_engine_puts_them(
    seed: int, kinds: list[str], tmp_path: Path
) -> None:
    made = Assembly(seed)
    for kind in kinds:
        parent = made.bodies[int(made.rng.integers(len(made.bodies)))]
        body = made.body()
        turned = made.rng.random() < 0.25 and kind != "ScapulothoracicJoint"
        made.join(kind, *((body, parent) if turned else (parent, body)))
    angles = [name for name in made.names if name.endswith("_0")]
    for behind, ahead in pairwise(angles):  # a chain of couplers
        made.couple(behind, [ahead], made.function(1))
    model = made.load(tmp_path)
    tree = read_tree(model, "made")
    assert len(tree.couplers) == max(len(angles) - 1, 0)
    agree(model, tree, made.rng, n_poses=2)
    again = pickle.loads(pickle.dumps(tree))
    assert again.coordinates == tree.coordinates


def test_a_coupler_of_two_coordinates_is_followed(tmp_path: Path) -> None:
    made = Assembly(3)
    for _ in range(3):
        made.join("PinJoint", made.bodies[-1], made.body())
    osim = made.osim
    plane = osim.LinearFunction()
    coefficients = osim.ArrayDouble()
    for value in (0.5, -0.25, 0.0625):
        coefficients.append(value)
    plane.setCoefficients(coefficients)
    coupler = made.couple("j2_0", ["j0_0", "j1_0"], plane)
    scale = coupler.updPropertyByName("scale_factor")
    osim.PropertyHelper.setValueDouble(1.125, scale)
    model = made.load(tmp_path)
    tree = read_tree(model, "made")
    values = tree.follow_couplers(np.array([0.4, 0.8, 0.0]))
    expected = 1.125 * (0.2 - 0.2 + 0.0625)
    np.testing.assert_allclose(values[2], expected, rtol=1e-14)
    state = model.initSystem()
    coordinates = model.getCoordinateSet()
    coordinates.get(0).setValue(state, 0.4, False)
    coordinates.get(1).setValue(state, 0.8, False)
    model.assemble(state)
    solved = np.array([coordinates.get(i).getValue(state) for i in range(3)])
    np.testing.assert_allclose(tree.follow_couplers(solved), solved, atol=1e-6)


def test_a_constant_prescription_is_held_and_one_over_time_is_named(tmp_path: Path) -> None:
    made = Assembly(4)
    joints = [made.join("PinJoint", made.bodies[-1], made.body()) for _ in range(3)]
    for joint, function in zip(
        joints, (made.osim.Constant(0.3), made.osim.Sine(), None), strict=True
    ):
        if function is not None:
            coordinate = joint.updCoordinate()
            coordinate.setPrescribedFunction(function)
            coordinate.setDefaultIsPrescribed(True)
    tree = read_tree(made.load(tmp_path), "made")
    assert tree.locked.tolist() == [True, True, False]
    assert tree.default[0] == 0.3
    assert len(tree.unsupported) == 1
    assert "'j1_0' is prescribed as a function of time" in tree.unsupported[0]


def test_what_a_tree_cannot_hold_is_named(tmp_path: Path) -> None:
    made = Assembly(5)
    osim = made.osim
    for _ in range(4):
        made.join("PinJoint", made.bodies[-1], made.body())
    one = osim.LinearFunction(1.0, 0.0)
    made.couple("j1_0", ["j2_0"], one)
    made.couple("j2_0", ["j1_0"], one)
    made.couple("j3_0", ["j0_0"], one)
    made.couple("j3_0", ["j0_0"], osim.LinearFunction(2.0, 0.0))
    point = osim.PointConstraint(made.bodies[0], osim.Vec3(0), made.bodies[4], osim.Vec3(0))
    point.setName("foot_on_ground")
    made.model.addConstraint(point)
    made.join("BallJoint", made.bodies[0], made.bodies[3])
    tree = read_tree(made.load(tmp_path), "made")
    said = " | ".join(tree.unsupported)
    assert "joint 'j4' closes a loop at body 'b3'" in said
    assert "constraint 'foot_on_ground' is a PointConstraint" in said
    assert "coordinate 'j3_0' has two couplers" in said
    assert "the couplers of j1_0, j2_0 run in a circle" in said
    assert len(tree.unsupported) == 4
    assert len(tree.couplers) == 1


def test_an_unknown_function_is_tabulated_and_named(tmp_path: Path) -> None:
    made = Assembly(6)
    osim = made.osim
    transform = osim.SpatialTransform()
    names = osim.ArrayStr()
    names.append("j0_0")
    transform.upd_rotation3().setCoordinateNames(names)
    transform.upd_rotation3().set_function(osim.TendonForceLengthCurve())
    ground, body = made.bodies[0], made.body()
    zero = osim.Vec3(0)
    joint = osim.CustomJoint("j0", ground, zero, zero, body, zero, zero, transform)
    made.model.addJoint(joint)
    model = made.load(tmp_path)
    tree = read_tree(model, "made")
    assert "joint 'j0' uses a TendonForceLengthCurve" in tree.unsupported[0]
    values = np.array([1.03])
    rotations, _ = engine_poses(model, ["b1"], values)
    kinematics = Kinematics(tree)
    ours = kinematics.body_rotation(kinematics.poses(values[:, None]), "b1")[0]
    np.testing.assert_allclose(ours, rotations[0], atol=1e-4)
