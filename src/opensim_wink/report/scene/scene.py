"""``scene.npz``: what a player needs to draw a trial, in ground (X forward, Y up, Z right).

Bodies with their pose per frame, simple bones fixed in them, markers as measured and where the
model carries them, paths of the hamstrings, and forces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

SCENE = "scene.npz"


@dataclass(frozen=True, eq=False)
class SceneBody:
    """A rigid body over time.

    Attributes
    ----------
    name : str
        As the model names it; ``carried`` or ``carried r``, ``carried l`` for a bar or weight.
    position_m : ndarray, shape (F, 3)
        Its origin in ground; NaN where no frame was solved.
    quaternion : ndarray, shape (F, 4)
        Its orientation (w, x, y, z), unit length, without sudden changes of sign.
    """

    name: str
    position_m: FloatArray
    quaternion: FloatArray


@dataclass(frozen=True, eq=False)
class SceneBone:
    """A piece of skeleton, fixed in a body.

    Attributes
    ----------
    body : int
        Index of the body.
    kind : str
        What its points are. ``shaft``, ``sacrum``, ``hand``: a line from the first to the last.
        ``bar``: a cylinder from the first to the last, of a bar, its plates or a weight.
        ``pelvis`` (a hip bone, one a side), ``ribs`` (a pair): a ring, closed from the last to the
        first; a pair of ribs begins at the spine. ``foot``: a ring from the heel's sole over the
        ankle to the toes and back along the sole; its radius is half the foot's width.
        ``vertebra``: middles of its lower and upper plate, and the tip of its process at the
        back; its radius is that of the body. ``skull``: base, middle and chin; its radius is that
        of the cranium about its middle.
    side : str
        ``r``, ``l`` or empty.
    points_m : ndarray, shape (K, 3)
        Where, in the body's frame.
    radius_m : float
        Half its thickness.
    """

    body: int
    kind: str
    side: str
    points_m: FloatArray
    radius_m: float


@dataclass(frozen=True, eq=False)
class SceneMesh:
    """A surface of the model's own, fixed in a body.

    Attributes
    ----------
    body : int
        Index of the body.
    points_m : ndarray, shape (V, 3)
        Corners, in the body's frame.
    faces : ndarray of int, shape (M, 3)
        Corners of each triangle.
    """

    body: int
    points_m: FloatArray
    faces: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class SceneMarker:
    """A marker.

    Attributes
    ----------
    label : str
        As in the recording.
    body : int
        Index of the body that carries it.
    place_m : ndarray, shape (3,)
        Where, in the body's frame.
    measured_m : ndarray, shape (F, 3)
        As recorded, in ground; NaN where it was not seen.
    """

    label: str
    body: int
    place_m: FloatArray
    measured_m: FloatArray


@dataclass(frozen=True, eq=False)
class ScenePath:
    """A muscle's path.

    Attributes
    ----------
    muscle : str
        As the model names it.
    label : str
        In words, with the side: ``biceps femoris, long head (right)``.
    side : str
        ``r``, ``l`` or empty.
    points_m : ndarray, shape (F, K, 3)
        In ground, from origin to insertion, round what it wraps on; K is the same in all frames.
    change_percent : ndarray, shape (F,)
        Length against standing, in percent of the standing length.
    stretch_percent : ndarray, shape (F,)
        Used part of what its passive stretch allows; NaN where it cannot be told.
    """

    muscle: str
    label: str
    side: str
    points_m: FloatArray
    change_percent: FloatArray
    stretch_percent: FloatArray


@dataclass(frozen=True, eq=False)
class SceneForce:
    """A force.

    Attributes
    ----------
    name : str
        ``ground r``, ``hip l``, ``knee r``, ``l5s1`` ...
    kind : str
        ``ground`` (on the foot) or ``joint`` (on the distal or lower bone).
    side : str
        ``r``, ``l`` or empty.
    point_m, force_n : ndarray, shape (F, 3)
        Where it acts and how strong, in ground; NaN where unknown.
    """

    name: str
    kind: str
    side: str
    point_m: FloatArray
    force_n: FloatArray


@dataclass(frozen=True, eq=False)
class Scene:
    """A trial to be drawn.

    Attributes
    ----------
    time_s : ndarray, shape (F,)
        The recording's own times.
    bodies : tuple of SceneBody
        Ground is not among them.
    bones : tuple of SceneBone
        The skeleton.
    markers : tuple of SceneMarker
        Those that the model followed; empty where a motion came from a file.
    paths : tuple of ScenePath
        The hamstrings.
    forces : tuple of SceneForce
        Empty where no load was computed.
    body_weight_n : float
        NaN where unknown.
    meshes : tuple of SceneMesh
        The model's own surfaces, to be shown in place of ``bones`` on the bodies that have them;
        empty where their files are not there.
    """

    time_s: FloatArray
    bodies: tuple[SceneBody, ...]
    bones: tuple[SceneBone, ...]
    markers: tuple[SceneMarker, ...]
    paths: tuple[ScenePath, ...]
    forces: tuple[SceneForce, ...]
    body_weight_n: float
    meshes: tuple[SceneMesh, ...] = ()

    @property
    def n_frames(self) -> int:
        """Number of frames F."""
        return int(self.time_s.size)
