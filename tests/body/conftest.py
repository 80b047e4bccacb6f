"""A maker of small stick figures, for tests that need a model but not a published one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.engine import engine

Point = tuple[float, float, float]

# A standing figure, m: X forward, Y up, Z right. Parent, child, joint place, coordinate, child's
# centre of mass.
LEG: tuple[tuple[str, str, Point, str, Point], ...] = (
    ("pelvis", "femur", (0, -0.07, 0.08), "hip_flexion", (0, -0.2, 0)),
    ("femur", "tibia", (0, -0.4, 0), "knee_angle", (0, -0.2, 0)),
    ("tibia", "talus", (0, -0.4, 0), "ankle_angle", (0, 0, 0)),
    ("talus", "calcn", (-0.05, -0.04, 0), "subtalar_angle", (0.1, 0, 0)),
)


class _Maker:
    """Builds one figure; ``reverse``, ``weld`` and ``lock`` hold plain coordinate names."""

    def __init__(
        self,
        rename: Callable[[str], str],
        reverse: tuple[str, ...],
        weld: tuple[str, ...],
        lock: tuple[str, ...],
        clamp_deg: dict[str, tuple[float, float]],
    ) -> None:
        self.osim = engine()
        self.model = self.osim.Model()
        self.model.setName("figure")
        self.bodies: dict[str, Any] = {"ground": self.model.getGround()}
        self.rename, self.reverse, self.weld, self.lock = rename, reverse, weld, lock
        self.clamp_deg = clamp_deg

    def body(self, part: str, mass_kg: float, centre: Point) -> None:
        inertia = self.osim.Inertia(0.1, 0.1, 0.1)
        self.bodies[part] = self.osim.Body(
            self.rename(part), mass_kg, self.osim.Vec3(*centre), inertia
        )
        self.model.addBody(self.bodies[part])

    def pin(self, parent: str, child: str, at: Point, coordinate: str) -> None:
        """A pin about the right-hand axis, or about the left-hand one if reversed."""
        stiff = coordinate in self.weld
        kind = self.osim.WeldJoint if stiff else self.osim.PinJoint
        over = self.osim.Vec3(0, np.pi if coordinate in self.reverse else 0.0, 0)
        joint = kind(
            f"joint_of_{self.rename(child)}",
            self.bodies[parent],
            self.osim.Vec3(*at),
            over,
            self.bodies[child],
            self.osim.Vec3(0),
            over,
        )
        if not stiff:
            part = joint.updCoordinate()
            part.setName(self.rename(coordinate))
            part.setDefaultLocked(coordinate in self.lock)
            low, high = self.clamp_deg.get(coordinate, (-180.0, 180.0))
            part.setRangeMin(np.radians(low))
            part.setRangeMax(np.radians(high))
            part.setDefaultClamped(coordinate in self.clamp_deg)
        self.model.addJoint(joint)

    def root(self, facing: float) -> None:
        kind = self.osim.WeldJoint if "pelvis_tilt" in self.weld else self.osim.FreeJoint
        turned, zero = self.osim.Vec3(0, facing, 0), self.osim.Vec3(0)
        joint = kind("root", self.bodies["ground"], zero, turned, self.bodies["pelvis"], zero, zero)
        if "pelvis_tilt" not in self.weld:
            tilt = joint.upd_coordinates(2)
            tilt.setName(self.rename("pelvis_tilt"))
            tilt.setRangeMin(-np.pi)
            tilt.setRangeMax(np.pi)
        self.model.addJoint(joint)

    def muscle(self, name: str, ends: tuple[tuple[str, Point], tuple[str, Point]]) -> None:
        muscle = self.osim.Thelen2003Muscle(name, 100.0, 0.1, 0.2, 0.0)
        for place, (part, point) in enumerate(ends):
            muscle.addNewPathPoint(f"{name}-{place}", self.bodies[part], self.osim.Vec3(*point))
        self.model.addForce(muscle)


@pytest.fixture
def figure(tmp_path: Path) -> Callable[..., Path]:
    """Write a stick figure with chosen names, signs, muscles and markers; returns its file."""

    def make(
        rename: Callable[[str], str] = str,
        reverse: tuple[str, ...] = (),
        weld: tuple[str, ...] = (),
        lock: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        facing: float = 0.0,
        clamp_deg: dict[str, tuple[float, float]] | None = None,
        muscles: dict[str, tuple[tuple[str, Point], tuple[str, Point]]] | None = None,
        markers: dict[str, str] | None = None,
    ) -> Path:
        maker = _Maker(rename, reverse, weld, lock, clamp_deg or {})
        maker.body("pelvis", 11.0, (-0.05, 0.0, 0.0))
        maker.root(facing)
        if "torso" not in without:
            maker.body("torso", 30.0, (0.0, 0.3, 0.0))
            maker.pin("pelvis", "torso", (-0.1, 0.08, 0), "lumbar_extension")
        for side, sign in (("l", -1), ("r", 1)):
            if f"femur_{side}" in without:
                continue
            for parent, child, (x, y, z), coordinate, centre in LEG:
                maker.body(f"{child}_{side}", 4.0 if child == "femur" else 1.0, centre)
                start = parent if parent == "pelvis" else f"{parent}_{side}"
                maker.pin(start, f"{child}_{side}", (x, y, sign * z), f"{coordinate}_{side}")
        for name, ends in (muscles or {}).items():
            maker.muscle(name, ends)
        for name, part in (markers or {}).items():
            zero = maker.osim.Vec3(0)
            maker.model.addMarker(maker.osim.Marker(name, maker.bodies[part], zero))
        maker.model.finalizeConnections()
        path = tmp_path / "figure.osim"
        maker.model.printToXML(str(path))
        return path

    return make
