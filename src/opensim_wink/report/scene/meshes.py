"""The model's own bones for a scene: its surfaces, made coarse enough for a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.body.meshes import SUFFIXES, BodyMesh, IntArray, read_meshes
from opensim_wink.body.subject import Subject
from opensim_wink.report.scene.scene import FloatArray, SceneMesh

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis

BUDGET_BYTES = 500_000
_FINEST_M, _COARSER = 0.001, 1.25  # the first grid, and how much wider each next one is
_BYTES = 4 / 3 * 6  # three short whole numbers in base 64, for a corner or a triangle
_LARGEST_M = 5.0


def meshes_of(
    analysis: Analysis, folder: Path | None = None
) -> tuple[tuple[SceneMesh, ...], tuple[str, ...]]:
    """Surfaces of the model of an analysis.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.
    folder : Path, optional
        Where the user says that the files are; else those beside the model that came in.

    Returns
    -------
    meshes : tuple of SceneMesh
        Empty where there are no files.
    missing : tuple of str
        Files that the model names and that were not found or cannot be read.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    path = analysis.model_path
    if path is None or (folder is None and not any(map(_has_surfaces, _beside(path)))):
        return (), ()
    return scene_meshes(analysis.subject, path, folder)


def _beside(model_path: Path) -> tuple[Path, Path]:
    return model_path.parent / "Geometry", model_path.parent


def _has_surfaces(folder: Path) -> bool:
    try:
        return any(file.suffix.lower() in SUFFIXES for file in folder.iterdir())
    except OSError:
        return False


def scene_meshes(
    subject: Subject,
    model_path: Path,
    folder: Path | None = None,
    *,
    budget_bytes: int = BUDGET_BYTES,
) -> tuple[tuple[SceneMesh, ...], tuple[str, ...]]:
    """Surfaces of a person's model.

    Parameters
    ----------
    subject : Subject
        The person's model: its scale factors hold for the surfaces.
    model_path : Path
        The model that came in; files may lie beside it or in ``Geometry`` beside it.
    folder : Path, optional
        Where the user says that the files are.
    budget_bytes : int
        What all surfaces together may take on a page.

    Returns
    -------
    meshes : tuple of SceneMesh
        Empty where there are no files.
    missing : tuple of str
        Files that were not found or cannot be read.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    folders = _beside(model_path) if folder is None else (folder, folder / "Geometry")
    found, missing = read_meshes(subject.model_path, folders)
    return coarse_meshes(found, subject.tree.bodies, budget_bytes), missing


def coarse_meshes(
    meshes: Sequence[BodyMesh], bodies: Sequence[str], budget_bytes: int
) -> tuple[SceneMesh, ...]:
    """Merge corners that share a cell of a grid, as wide as the budget asks for.

    Parameters
    ----------
    meshes : sequence of BodyMesh
        Surfaces; what is larger than 5 m is left out: it is not in metres.
    bodies : sequence of str
        The model's bodies, ground first.
    budget_bytes : int
        What all may take together.

    Returns
    -------
    tuple of SceneMesh
        Those that still have a triangle.

    References
    ----------
    Rossignac J, Borrel P (1993). Multi-resolution 3D approximations for rendering complex scenes.
    In: Modeling in Computer Graphics, 455–465. doi:10.1007/978-3-642-78114-8_29
    """
    whole = [mesh for mesh in meshes if np.ptp(mesh.points_m, axis=0).max(initial=0) < _LARGEST_M]
    cell_m = _FINEST_M
    while whole:
        merged = [merged_corners(mesh.points_m, mesh.faces, cell_m) for mesh in whole]
        if sum(len(points) + len(faces) for points, faces in merged) * _BYTES <= budget_bytes:
            return tuple(
                SceneMesh(bodies.index(mesh.body) - 1, points, faces)
                for mesh, (points, faces) in zip(whole, merged, strict=True)
                if len(faces)
            )
        cell_m *= _COARSER
    return ()


def merged_corners(
    points_m: FloatArray, faces: IntArray, cell_m: float
) -> tuple[FloatArray, IntArray]:
    """Corners of each cell of a grid in one, at their mean; triangles that collapse are dropped.

    Parameters
    ----------
    points_m : ndarray, shape (V, 3)
        Corners.
    faces : ndarray of int, shape (M, 3)
        Triangles.
    cell_m : float
        Width of a cell.

    Returns
    -------
    points_m, faces : ndarray
        Fewer of both.
    """
    cells = np.floor(points_m / cell_m).astype(np.int64)
    _, group = np.unique(cells, axis=0, return_inverse=True)
    group = group.ravel()
    count = np.bincount(group)
    middle = np.stack([np.bincount(group, axis) / count for axis in points_m.T], axis=1)
    kept = group[faces]
    flat = (kept[:, 0] == kept[:, 1]) | (kept[:, 1] == kept[:, 2]) | (kept[:, 0] == kept[:, 2])
    kept = kept[~flat]
    # The same triangle twice, from whichever corner it starts, is one.
    turned = np.stack([np.roll(row, -int(np.argmin(row))) for row in kept]) if len(kept) else kept
    kept = np.unique(turned, axis=0) if len(turned) else turned
    used, faces_of_used = np.unique(kept, return_inverse=True)
    return middle[used], faces_of_used.reshape(-1, 3).astype(np.intp)
