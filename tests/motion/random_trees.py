"""Kinematic trees drawn at random: any axes, functions of one and two coordinates, couplers."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.functions import (
    Constant,
    CubicHermite,
    Linear,
    Polynomial,
    Scaled,
    Sine,
)
from opensim_wink.body.functions_of_several import (
    AnyFunction,
    LinearOfSeveral,
    PolynomialOfSeveral,
    Product,
    ScaledOfSeveral,
)
from opensim_wink.body.tree import Axis, Coupler, KinematicTree, Placement, TreeJoint

Rng = np.random.Generator


def random_function(rng: Rng, n_variables: int) -> AnyFunction:
    """A smooth function with slopes of about one."""
    if n_variables == 0:
        return Constant(float(rng.uniform(-0.3, 0.3)))
    if n_variables == 1:
        spline = CubicHermite(
            np.array([-1.0, 0.1, 1.2]), rng.uniform(-1, 1, 3), rng.uniform(-1, 1, 3)
        )
        choices: list[AnyFunction] = [
            Linear(1.0),
            Linear(float(rng.uniform(-2, 2)), float(rng.uniform(-0.2, 0.2))),
            Polynomial(rng.uniform(-0.5, 0.5, 4)),
            Sine(*(float(x) for x in rng.uniform(-1, 1, 4))),
            Scaled(spline, -0.7),
        ]
        return choices[int(rng.integers(len(choices)))]
    powers = rng.integers(0, 3, (4, n_variables))
    polynomial = PolynomialOfSeveral(rng.uniform(-0.5, 0.5, 4), powers)
    several: list[AnyFunction] = [
        LinearOfSeveral(rng.uniform(-1, 1, n_variables), 0.1),
        polynomial,
        ScaledOfSeveral(polynomial, -1.3),
        Product(tuple(Sine(1.0, 0.8, float(p)) for p in rng.uniform(0, 2, n_variables))),
    ]
    return several[int(rng.integers(len(several)))]


def random_placement(rng: Rng) -> Placement:
    """Anywhere within 0.3 m, turned at random; sometimes not turned."""
    position = rng.uniform(-0.3, 0.3, 3)
    if rng.random() < 0.3:
        return Placement(position=position)
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return Placement(q * np.sign(np.linalg.det(q)), position)


def random_axis(rng: Rng, rotation: bool, n_coordinates: int) -> Axis:
    direction = np.eye(3)[int(rng.integers(3))] * rng.choice([-1.0, 1.0])
    if rng.random() < 0.4:
        direction = rng.normal(size=3)
        direction /= np.linalg.norm(direction)
    count = int(rng.choice([0, 1, 1, 1, 2]))
    drivers = tuple(int(c) for c in rng.integers(0, n_coordinates, count))
    return Axis(rotation, direction, random_function(rng, count), drivers)


def random_tree(seed: int) -> KinematicTree:
    """A tree of 1 to 7 joints, up to three rotations and three translations each."""
    rng = np.random.default_rng(seed)
    n_joints, n_coordinates = int(rng.integers(1, 8)), int(rng.integers(2, 9))
    joints = []
    for child in range(1, n_joints + 1):
        turns, slides = int(rng.integers(0, 4)), int(rng.integers(0, 4))
        axes = [random_axis(rng, True, n_coordinates) for _ in range(turns)]
        axes += [random_axis(rng, False, n_coordinates) for _ in range(slides)]
        parent = int(rng.integers(0, child))
        joints.append(
            TreeJoint(
                f"j{child}",
                parent,
                child,
                random_placement(rng),
                random_placement(rng),
                tuple(axes),
            )
        )
    couplers = []
    for dependent in range(n_coordinates - 1, 0, -1):  # each follows lower ones, in chains
        if rng.random() < 0.3:
            count = int(rng.integers(1, 3))
            leaders = tuple(int(c) for c in rng.integers(0, dependent, count))
            couplers.insert(0, Coupler(dependent, leaders, random_function(rng, count)))
    n_markers = int(rng.integers(3, 12))
    return KinematicTree(
        bodies=("ground", *(f"b{k}" for k in range(1, n_joints + 1))),
        joints=tuple(joints),
        coordinates=tuple(f"q{k}" for k in range(n_coordinates)),
        rotational=rng.random(n_coordinates) < 0.5,
        default=np.zeros(n_coordinates),
        low=np.full(n_coordinates, -1.0),
        high=np.full(n_coordinates, 1.0),
        clamped=np.zeros(n_coordinates, dtype=bool),
        locked=rng.random(n_coordinates) < 0.15,
        couplers=tuple(couplers),
        markers=tuple(f"m{k}" for k in range(n_markers)),
        marker_body=rng.integers(0, n_joints + 1, n_markers).astype(np.intp),
        marker_offset_m=rng.uniform(-0.2, 0.2, (n_markers, 3)),
    )


def free_coordinates(tree: KinematicTree) -> np.ndarray:
    dependent = {coupler.dependent for coupler in tree.couplers}
    return np.array(
        [i for i in range(len(tree.coordinates)) if i not in dependent and not tree.locked[i]],
        dtype=np.intp,
    )
