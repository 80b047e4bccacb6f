"""Write and read ``scene.npz``: a NumPy archive of plain arrays, single precision, packed.

Lengths are kept to 0.06 mm, directions to 0.003°, forces to 0.06 N: finer than anything measured.
Names stand in ``about``, JSON in UTF-8. Arrays that run over frames have them last, which packs
best: ``body_position_m`` (B, 3, F), ``body_quaternion`` (B, 4, F), ``marker_measured_m`` (M, 3, F),
``path_points_m`` (all points of all paths, 3, F) and so on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import OutputError
from opensim_wink.report.arrays import StoredArrays, read_arrays
from opensim_wink.report.scene.scene import (
    SCENE,
    FloatArray,
    Scene,
    SceneBody,
    SceneBone,
    SceneForce,
    SceneMarker,
    SceneMesh,
    ScenePath,
)

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

VERSION = 1

_FRACTION_BITS = {"m": 14, "quaternion": 14, "n": 4, "percent": 8}
_NAMES = {
    "bodies": ("name",),
    "bones": ("kind", "side"),
    "markers": ("label",),
    "paths": ("muscle", "label", "side"),
    "forces": ("name", "kind", "side"),
}


def write_scene(folder: Path, analysis: Analysis, meshes: tuple[SceneMesh, ...] = ()) -> Path:
    """Write what a player needs to draw a trial.

    Parameters
    ----------
    folder : Path
        Where to.
    analysis : Analysis
        The analysis of the trial.
    meshes : tuple of SceneMesh
        Surfaces of the model, where its files are there.

    Returns
    -------
    Path
        The file.
    """
    from opensim_wink.report.scene.making import scene_of

    return store_scene(folder / SCENE, replace(scene_of(analysis), meshes=meshes))


def store_scene(path: Path, scene: Scene) -> Path:
    """Write a scene.

    Parameters
    ----------
    path : Path
        The file; replaced where it is there.
    scene : Scene
        What to write.

    Returns
    -------
    Path
        The file.
    """
    about = {part: [_names(one, part) for one in getattr(scene, part)] for part in _NAMES}
    points = [bone.points_m for bone in scene.bones]
    ways = [np.moveaxis(way.points_m, 0, -1) for way in scene.paths]
    n = scene.n_frames
    arrays: dict[str, Any] = {
        "version": np.int64(VERSION),
        "about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
        "time_s": scene.time_s,
        "body_weight_n": np.float64(scene.body_weight_n),
        "body_position_m": _short(_over_time([b.position_m for b in scene.bodies], 3, n), "m"),
        "body_quaternion": _short(
            _over_time([b.quaternion for b in scene.bodies], 4, n), "quaternion"
        ),
        "bone_body": np.array([bone.body for bone in scene.bones], dtype=np.int32),
        "bone_radius_m": np.array([bone.radius_m for bone in scene.bones], dtype=np.float32),
        "bone_count": np.array([len(of) for of in points], dtype=np.int32),
        "bone_points_m": _short(np.concatenate([np.empty((0, 3)), *points]), "m"),
        "marker_body": np.array([marker.body for marker in scene.markers], dtype=np.int32),
        "marker_place_m": _short(
            np.array([marker.place_m for marker in scene.markers]).reshape(-1, 3), "m"
        ),
        "marker_measured_m": _short(
            _over_time([marker.measured_m for marker in scene.markers], 3, n), "m"
        ),
        "path_count": np.array([len(way) for way in ways], dtype=np.int32),
        "path_points_m": _short(np.concatenate([np.empty((0, 3, n)), *ways]), "m"),
        "path_change_percent": _short(_rows([w.change_percent for w in scene.paths], n), "percent"),
        "path_stretch_percent": _short(
            _rows([w.stretch_percent for w in scene.paths], n), "percent"
        ),
        "mesh_body": np.array([mesh.body for mesh in scene.meshes], dtype=np.int32),
        "mesh_count": np.array([len(mesh.points_m) for mesh in scene.meshes], dtype=np.int32),
        "mesh_points_m": _short(
            np.concatenate([np.empty((0, 3)), *(mesh.points_m for mesh in scene.meshes)]), "m"
        ),
        "face_count": np.array([len(mesh.faces) for mesh in scene.meshes], dtype=np.int32),
        "faces": np.concatenate(
            [np.empty((0, 3), dtype=np.int32), *(mesh.faces for mesh in scene.meshes)]
        ).astype(np.int32),
        "force_point_m": _short(_over_time([f.point_m for f in scene.forces], 3, n), "m"),
        "force_force_n": _short(_over_time([f.force_n for f in scene.forces], 3, n), "n"),
    }
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)
    return path


def read_scene(path: Path) -> Scene:
    """Read a scene.

    Parameters
    ----------
    path : Path
        ``scene.npz`` in a folder that ``analyze`` wrote.

    Returns
    -------
    Scene
        What to draw.

    Raises
    ------
    OutputError
        If the file is not there, broken, of another version, or none of ``analyze``'s.
    """
    if not path.is_file():
        raise OutputError(f"{path}: there is no such file; run analyze again.")
    stored = read_arrays(path)
    return _Reader(stored.path, stored.arrays).scene()


class _Reader(StoredArrays):
    """Builds a scene of arrays, or says which of them cannot be."""

    def scene(self) -> Scene:
        self.of_version(VERSION)
        about = self.about()
        time_s = self.rising("time_s")
        n = time_s.size
        return Scene(
            time_s=time_s,
            bodies=self.bodies(about["bodies"], n),
            bones=self.bones(about["bones"], len(about["bodies"])),
            markers=self.markers(about["markers"], n, len(about["bodies"])),
            paths=self.paths(about["paths"], n),
            forces=self.forces(about["forces"], n),
            body_weight_n=float(self.numbers("body_weight_n", ())),
            meshes=self.meshes(len(about["bodies"])),
        )

    def bodies(self, names: list[dict[str, str]], n: int) -> tuple[SceneBody, ...]:
        position = self.numbers("body_position_m", (len(names), 3, n))
        quaternion = self.numbers("body_quaternion", (len(names), 4, n))
        return tuple(
            SceneBody(**of, position_m=position[k].T, quaternion=_unit(quaternion[k].T))
            for k, of in enumerate(names)
        )

    def bones(self, names: list[dict[str, str]], n_bodies: int) -> tuple[SceneBone, ...]:
        body = self.places("bone_body", len(names), n_bodies)
        radius = self.numbers("bone_radius_m", (len(names),))
        points = self.pieces("bone", len(names), (3,))
        return tuple(
            SceneBone(body[k], of["kind"], of["side"], points[k], float(radius[k]))
            for k, of in enumerate(names)
        )

    def markers(
        self, names: list[dict[str, str]], n: int, n_bodies: int
    ) -> tuple[SceneMarker, ...]:
        body = self.places("marker_body", len(names), n_bodies)
        place = self.numbers("marker_place_m", (len(names), 3))
        measured = self.numbers("marker_measured_m", (len(names), 3, n))
        return tuple(
            SceneMarker(of["label"], body[k], place[k], measured[k].T) for k, of in enumerate(names)
        )

    def paths(self, names: list[dict[str, str]], n: int) -> tuple[ScenePath, ...]:
        points = self.pieces("path", len(names), (3, n))
        change = self.numbers("path_change_percent", (len(names), n))
        stretch = self.numbers("path_stretch_percent", (len(names), n))
        return tuple(
            ScenePath(
                **of,
                points_m=np.moveaxis(points[k], -1, 0),
                change_percent=change[k],
                stretch_percent=stretch[k],
            )
            for k, of in enumerate(names)
        )

    def forces(self, names: list[dict[str, str]], n: int) -> tuple[SceneForce, ...]:
        point = self.numbers("force_point_m", (len(names), 3, n))
        force = self.numbers("force_force_n", (len(names), 3, n))
        return tuple(
            SceneForce(**of, point_m=point[k].T, force_n=force[k].T) for k, of in enumerate(names)
        )

    def meshes(self, n_bodies: int) -> tuple[SceneMesh, ...]:
        n = self.whole("mesh_body", (None,)).size
        body = self.places("mesh_body", n, n_bodies)
        points = self.pieces("mesh", n, (3,))
        ends = self.ends("face_count", n)
        faces = self.whole("faces", (ends[-1], 3))
        found = []
        for k, (start, stop) in enumerate(pairwise(ends)):
            of = faces[start:stop]
            if ((of < 0) | (of >= len(points[k]))).any():
                raise self.fault("faces", "names a corner that is not there")
            found.append(SceneMesh(body[k], points[k], of.astype(np.intp)))
        return tuple(found)

    def about(self) -> dict[str, list[dict[str, str]]]:
        """Names of all things, checked."""
        raw = self.shaped("about", (None,))
        try:
            found = json.loads(raw.astype(np.uint8).tobytes().decode())
            return {
                part: [{key: _text(one[key]) for key in keys} for one in found[part]]
                for part, keys in _NAMES.items()
            }
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self.fault("about", "does not hold the names of a scene") from error

    def places(self, key: str, n: int, below: int) -> list[int]:
        """Indices of bodies."""
        found = self.whole(key, (n,))
        if ((found < 0) | (found >= below)).any():
            raise self.fault(key, f"names a body that is not there; there are {below}")
        return [int(index) for index in found]

    def pieces(self, part: str, n: int, rest: tuple[int, ...]) -> list[FloatArray]:
        """Points of each bone or path."""
        ends = self.ends(f"{part}_count", n)
        points = self.numbers(f"{part}_points_m", (ends[-1], *rest))
        return [points[start:stop] for start, stop in pairwise(ends)]

    def ends(self, key: str, n: int) -> list[int]:
        """Where each of n pieces begins, and the last ends."""
        count = self.whole(key, (n,))
        if (count < 0).any():
            raise self.fault(key, "holds a negative number")
        return [0, *(int(end) for end in np.cumsum(count))]


def _names(one: object, part: str) -> dict[str, str]:
    return {key: str(getattr(one, key)) for key in _NAMES[part]}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a name is {type(value).__name__}")
    return value


def _unit(quaternion: FloatArray) -> FloatArray:
    return np.asarray(quaternion / np.linalg.norm(quaternion, axis=1, keepdims=True))


def _over_time(parts: Sequence[FloatArray], width: int, n_frames: int) -> FloatArray:
    """Arrays (F, width) of N things as (N, width, F)."""
    return np.array([part.T for part in parts]).reshape(-1, width, n_frames)


def _rows(parts: Sequence[FloatArray], n_frames: int) -> FloatArray:
    return np.array(parts, dtype=float).reshape(-1, n_frames)


def _short(values: FloatArray, unit: str) -> NDArray[np.float32]:
    """Single precision, rounded to a binary fraction, so that the last bits pack to nothing."""
    step = 2.0 ** _FRACTION_BITS[unit]
    return (np.round(np.asarray(values, dtype=float) * step) / step + 0.0).astype(np.float32)
