"""People who are not the generic body: the packaged model, scaled by known factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.masses import BodyMasses, read_masses
from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.scaled_model import scale_model
from opensim_wink.body.subject import load_subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.scaling.segments import find_segments

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Build:
    """How a person differs from the packaged model.

    Attributes
    ----------
    name : str
        A made-up name.
    mass_kg : float
        Body mass.
    factors : mapping of str to tuple of float
        Segment (``"pelvis"``, ``"femur"``, ``"tibia"``, ``"foot"``, ``"torso"``, ``"humerus"``,
        ``"forearm"``) → scale factors along X, Y, Z, the same on both sides.
    """

    name: str
    mass_kg: float
    factors: Mapping[str, tuple[float, float, float]]


IDA = Build(
    "Ida",
    61.5,
    {
        "pelvis": (0.95, 0.97, 1.03),
        "femur": (0.96, 0.985, 0.96),
        "tibia": (0.95, 0.96, 0.95),
        "foot": (0.93, 0.95, 0.94),
        "torso": (0.93, 0.965, 0.92),
        "humerus": (0.95, 0.95, 0.95),
        "forearm": (0.96, 0.96, 0.96),
    },
)
BO = Build(
    "Bo",
    84.0,
    {
        "pelvis": (1.06, 1.04, 1.02),
        "femur": (1.04, 1.07, 1.04),
        "tibia": (1.05, 1.05, 1.05),
        "foot": (1.06, 1.05, 1.06),
        "torso": (1.05, 1.06, 1.07),
        "humerus": (1.05, 1.05, 1.05),
        "forearm": (1.04, 1.04, 1.04),
    },
)


@dataclass(frozen=True, eq=False)
class Body:
    """One person as arrays.

    Attributes
    ----------
    build : Build
        How the person differs from the packaged model.
    tree : KinematicTree
        The scaled model.
    masses : BodyMasses
        Its mass properties.
    """

    build: Build
    tree: KinematicTree
    masses: BodyMasses

    @cached_property
    def kinematics(self) -> Kinematics:
        """Forward kinematics of the tree."""
        return Kinematics(self.tree)

    @cached_property
    def height_m(self) -> float:
        """From the sole to the top of the head, standing straight with no joint bent."""
        points = self.kinematics.marker_positions(self.tree.default[None])[0]
        top = points[self.tree.markers.index("HEAD_TOP"), 1]
        poses = self.kinematics.poses(self.tree.follow_couplers(self.tree.default[None]).T)
        sole = min(
            float(self.kinematics.points(poses, body, np.zeros(3))[0, 1])
            for body in ("calcn_r", "calcn_l")
        )
        return float(top - sole)

    def poses(self, values: FloatArray) -> NodePoses:
        """Poses of all nodes for coordinates of shape (T, C)."""
        return self.kinematics.poses(self.tree.follow_couplers(values).T)

    def centre_of_mass(self, poses: NodePoses) -> FloatArray:
        """Whole-body centre of mass in ground, shape (T, 3), m."""
        masses = self.masses
        total = sum(
            mass * self.kinematics.points(poses, body, com)
            for body, mass, com in zip(masses.bodies, masses.mass_kg, masses.com_m, strict=True)
        )
        return np.asarray(total / masses.total_kg)


def make_body(build: Build) -> Body:
    """Scale the packaged model to a person.

    Parameters
    ----------
    build : Build
        Mass and factors.

    Returns
    -------
    Body
        The person as arrays; no file is written.
    """
    path = packaged_model_path()
    generic = load_subject(path)
    segments = find_segments(generic.tree, generic.profile)
    factors = {
        body: np.array(build.factors[segment.removesuffix("_r").removesuffix("_l")])
        for segment, bodies in segments.bodies.items()
        for body in bodies
    }
    model = scale_model(path, factors, build.mass_kg)
    return Body(build, read_tree(model, f"the model of {build.name}"), read_masses(model))
