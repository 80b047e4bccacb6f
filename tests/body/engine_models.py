"""Models built through the engine, joint by joint, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.body.engine import engine, load_model

KINDS = (
    "WeldJoint",
    "PinJoint",
    "SliderJoint",
    "UniversalJoint",
    "GimbalJoint",
    "BallJoint",
    "PlanarJoint",
    "FreeJoint",
    "EllipsoidJoint",
    "ScapulothoracicJoint",
    "CustomJoint",
)
N_COORDINATES = dict(zip(KINDS, (0, 1, 1, 2, 3, 3, 3, 6, 3, 4, 3), strict=True))


class Assembly:
    """A model that grows by one body and one joint at a time."""

    def __init__(self, seed: int = 0) -> None:
        self.osim = engine()
        self.rng = np.random.default_rng(seed)
        self.model = self.osim.Model()
        self.model.setName("assembly")
        self.bodies: list[Any] = [self.model.getGround()]
        self.names: list[str] = []

    def vec3(self, size: float) -> Any:
        return self.osim.Vec3(*(float(x) for x in self.rng.uniform(-size, size, 3)))

    def body(self) -> Any:
        osim = self.osim
        body = osim.Body(f"b{len(self.bodies)}", 1.0, osim.Vec3(0), osim.Inertia(1.0, 1.0, 1.0))
        self.model.addBody(body)
        self.bodies.append(body)
        return body

    def join(self, kind: str, parent: Any, child: Any) -> Any:
        """A joint between frames at random places and of random orientation."""
        joint = self._make(kind, parent, child)
        for i in range(joint.numCoordinates()):
            name = f"{joint.getName()}_{i}"
            joint.upd_coordinates(i).setName(name)
            self.names.append(name)
        self.model.addJoint(joint)
        return joint

    def _make(self, kind: str, parent: Any, child: Any) -> Any:
        osim = self.osim
        frames = (parent, self.vec3(0.3), self.vec3(1.0), child, self.vec3(0.3), self.vec3(1.0))
        name = f"j{self.model.getJointSet().getSize()}"
        if kind == "EllipsoidJoint":
            return osim.EllipsoidJoint(name, *frames, osim.Vec3(0.1, 0.2, 0.3))
        if kind == "ScapulothoracicJoint":
            return osim.ScapulothoracicJoint(
                name, *frames, osim.Vec3(0.1, 0.2, 0.15), osim.Vec2(0.03, -0.02), 0.7
            )
        if kind == "CustomJoint":
            return osim.CustomJoint(name, *frames, self._transform(name))
        return getattr(osim, kind)(name, *frames)

    def _transform(self, joint: str) -> Any:
        """Three rotations about skew axes, three translations; two of them by two coordinates."""
        osim = self.osim
        transform = osim.SpatialTransform()
        mine = [f"{joint}_{i}" for i in range(3)]
        drivers = [mine[:1], mine[1:2], [mine[2], mine[0]], mine[1:3], mine[:1], []]
        axes = np.eye(3) + self.rng.uniform(-0.3, 0.3, (3, 3))
        for i, names in enumerate(drivers):
            part = getattr(transform, f"upd_{'rotation' if i < 3 else 'translation'}{i % 3 + 1}")()
            array = osim.ArrayStr()
            for name in names:
                array.append(name)
            part.setCoordinateNames(array)
            part.set_function(self.function(len(names)))
            part.setAxis(osim.Vec3(*(float(x) for x in axes[i % 3])))
        return transform

    def function(self, n_variables: int) -> Any:
        """A gentle function, different each time."""
        osim, rng = self.osim, self.rng
        if n_variables == 0:
            return osim.Constant(float(rng.uniform(-0.2, 0.2)))
        if n_variables == 2:
            polynomial = osim.MultivariatePolynomialFunction()
            polynomial.setDimension(2)
            polynomial.setOrder(2)
            coefficients = osim.Vector(6, 0.3)
            for i in range(6):
                coefficients.set(i, float(rng.uniform(-0.4, 0.4)))
            polynomial.setCoefficients(coefficients)
            return polynomial
        choice = int(rng.integers(3))
        if choice == 0:
            return osim.LinearFunction(float(rng.uniform(0.5, 1.5)), float(rng.uniform(-0.1, 0.1)))
        if choice == 1:
            return osim.Sine(float(rng.uniform(0.5, 1.5)), 0.7, 0.2, -0.1)
        spline = osim.SimmSpline()
        for x in np.linspace(-2, 2, 9):
            spline.addPoint(float(x), float(x + 0.1 * np.sin(3 * x)))
        return spline

    def couple(self, dependent: str, independents: Sequence[str], function: Any) -> Any:
        osim = self.osim
        coupler = osim.CoordinateCouplerConstraint()
        coupler.setName(f"{dependent}_follows")
        coupler.setDependentCoordinateName(dependent)
        array = osim.ArrayStr()
        for name in independents:
            array.append(name)
        coupler.setIndependentCoordinateNames(array)
        coupler.setFunction(function)
        self.model.addConstraint(coupler)
        return coupler

    def markers(self, per_body: int = 4) -> None:
        for body in self.bodies[1:]:
            for k in range(per_body):
                name = f"{body.getName()}_m{k}"
                self.model.addMarker(self.osim.Marker(name, body, self.vec3(0.2)))

    def write(self, folder: Path) -> Path:
        self.model.finalizeConnections()
        path = folder / "assembly.osim"
        self.model.printToXML(str(path))
        return path

    def load(self, folder: Path) -> Any:
        return load_model(self.write(folder))


def engine_poses(
    model: Any, bodies: Sequence[str], values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Rotations (B, 3, 3) and origins (B, 3) of bodies where the engine puts them."""
    state = model.initSystem()
    coordinates = model.getCoordinateSet()
    for i, value in enumerate(values):
        coordinates.get(i).setLocked(state, False)
        coordinates.get(i).setValue(state, float(value), False)
    model.realizePosition(state)
    rotations, origins = [], []
    for name in bodies:
        transform = model.getBodySet().get(name).getTransformInGround(state)
        origins.append([transform.p().get(i) for i in range(3)])
        rotations.append([[transform.R().get(i, j) for j in range(3)] for i in range(3)])
    return np.array(rotations), np.array(origins)
