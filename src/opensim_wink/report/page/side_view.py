"""A scene at one moment as seen from the person's right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from opensim_wink.report.scene.scene import FloatArray, Scene, SceneBody, SceneBone

FARTHEST_S = 0.1 + 1e-9  # a frame farther from the wanted time does not stand for it


@dataclass(frozen=True, eq=False)
class SideView:
    """One frame, forward to the right and up.

    Attributes
    ----------
    scene : Scene
        The trial.
    frame : int
        Which frame.
    """

    scene: Scene
    frame: int

    @cached_property
    def forward(self) -> FloatArray:
        """Where the person faces, level, shape (3,): square to the line between both hip bones."""
        sides = {
            side: [self.placed(bone) for bone in self._of("pelvis") if bone.side == side]
            for side in ("r", "l")
        }
        if not sides["r"] or not sides["l"]:
            return np.array([1.0, 0.0, 0.0])
        right = np.mean(sides["r"][0], axis=0) - np.mean(sides["l"][0], axis=0)
        ahead = np.array([right[2], 0.0, -right[0]])  # up × right
        size = float(np.linalg.norm(ahead))
        return np.asarray(ahead / size) if size > 1e-6 else np.array([1.0, 0.0, 0.0])

    def placed(self, bone: SceneBone) -> FloatArray:
        """Points of a bone in ground, shape (K, 3)."""
        body = self.scene.bodies[bone.body]
        return turned(body, self.frame, bone.points_m) + body.position_m[self.frame]

    def flat(self, points_m: FloatArray) -> FloatArray:
        """Points in ground as forward and up, shape (..., 2), m."""
        return np.stack([points_m @ self.forward, points_m[..., 1]], axis=-1)

    def seen(self, bone: SceneBone) -> FloatArray:
        """Points of a bone as forward and up, shape (K, 2), m; NaN where its body is unknown."""
        return self.flat(self.placed(bone))

    def _of(self, kind: str) -> list[SceneBone]:
        return [bone for bone in self.scene.bones if bone.kind == kind]

    def of(self, kind: str, side: str | None = None) -> list[tuple[SceneBone, FloatArray]]:
        """Bones of a kind, and of a side, with their points (K, 2); those that are known."""
        found = [
            (bone, self.seen(bone)) for bone in self._of(kind) if side is None or bone.side == side
        ]
        return [(bone, points) for bone, points in found if np.isfinite(points).all()]

    @cached_property
    def pelvis(self) -> SceneBody | None:
        """The body that the hip bones are fixed in; None without any."""
        bones = self._of("pelvis")
        return self.scene.bodies[bones[0].body] if bones else None


def frame_at(scene: Scene, time_s: float) -> int | None:
    """The solved frame nearest to a time.

    Parameters
    ----------
    scene : Scene
        The trial.
    time_s : float
        On the recording's clock.

    Returns
    -------
    int or None
        None where no frame within `FARTHEST_S` was solved.
    """
    if not scene.bodies or not scene.n_frames:
        return None
    known = np.isfinite(scene.bodies[0].position_m).all(axis=1)  # a frame is solved as a whole
    apart = np.where(known, np.abs(scene.time_s - time_s), np.inf)
    nearest = int(np.argmin(apart))
    return nearest if apart[nearest] <= FARTHEST_S else None


def turned(body: SceneBody, frame: int, ways: FloatArray) -> FloatArray:
    """Ways in a body's axes along those of ground.

    Parameters
    ----------
    body : SceneBody
        The body.
    frame : int
        When.
    ways : ndarray, shape (K, 3)
        In the body.

    Returns
    -------
    ndarray, shape (K, 3)
        In ground.
    """
    real, axis = body.quaternion[frame, 0], body.quaternion[frame, 1:]
    once = np.cross(axis, ways) + real * ways
    return np.asarray(ways + 2.0 * np.cross(axis, once))
