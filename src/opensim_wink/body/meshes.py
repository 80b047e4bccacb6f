"""The surfaces that a model draws its bodies with, read from the user's own files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.read_joints import base_of, vector
from opensim_wink.body.tree import Placement
from opensim_wink.errors import ModelError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

SUFFIXES = (".vtp", ".stl", ".obj")
LONGEST_S = 120.0  # all surfaces of a full body are read in a few seconds


@dataclass(frozen=True, eq=False)
class BodyMesh:
    """A surface fixed in a body.

    Attributes
    ----------
    body : str
        The body.
    file : str
        Name of the file that it came from.
    points_m : ndarray, shape (V, 3)
        Corners, in the body's frame.
    faces : ndarray of int, shape (M, 3)
        Corners of each triangle.
    """

    body: str
    file: str
    points_m: FloatArray
    faces: IntArray


def read_meshes(
    model_path: Path, folders: Sequence[Path]
) -> tuple[tuple[BodyMesh, ...], tuple[str, ...]]:
    """Read the surfaces of a model's bodies, as far as their files are there.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` file; its scale factors of the surfaces are obeyed.
    folders : sequence of Path
        Where to look for files, by name alone; the first that has one serves.

    Returns
    -------
    meshes : tuple of BodyMesh
        In the model's order.
    missing : tuple of str
        Files that the model names and no folder has, or that cannot be read.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    model = load_model(model_path)
    osim = engine()
    shown: list[tuple[str, str, FloatArray, Placement, Path | None]] = []
    for component in model.getComponentsList():
        if component.getConcreteClassName() != "Mesh":
            continue
        mesh = osim.Mesh.safeDownCast(component)
        # Only the name counts: a path may be another system's, or lead out of the folder.
        name = PureWindowsPath(mesh.get_mesh_file()).name
        body, placement = base_of(mesh.getFrame())
        file = next((f / name for f in folders if (f / name).is_file()), None)
        if body != "ground":
            shown.append((body, name, vector(mesh.get_scale_factors()), placement, file))
    surfaces = _surfaces(list(dict.fromkeys(one[-1] for one in shown if one[-1] is not None)))
    found: list[BodyMesh] = []
    missing: list[str] = []
    for body, name, scale, placement, file in shown:
        if file is None or file not in surfaces:
            missing.append(name)
            continue
        points, faces = surfaces[file]
        points = (points * scale) @ placement.rotation.T + placement.position
        found.append(BodyMesh(body, name, points, faces))
    return tuple(found), tuple(dict.fromkeys(missing))


def _surfaces(files: Sequence[Path]) -> dict[Path, tuple[FloatArray, IntArray]]:
    """Corners and triangles of files, read in a process of its own, which a broken one may kill."""
    found: dict[Path, tuple[FloatArray, IntArray]] = {}
    pending = [file for file in files if file.suffix.lower() in SUFFIXES]
    with TemporaryDirectory(prefix="opensim-wink-") as folder:
        while pending:
            out = Path(folder) / str(len(pending))
            out.mkdir()
            _read_apart(out, pending)
            done = len(list(out.glob("*.npz")))
            for k, file in enumerate(pending[:done]):
                with np.load(out / f"{k}.npz") as archive:
                    if archive["faces"].size:
                        found[file] = (archive["points"], archive["faces"].astype(np.intp))
            pending = pending[done + 1 :]  # the next one ended the process
    return found


def _read_apart(out: Path, files: Sequence[Path]) -> None:
    command = [sys.executable, "-m", "opensim_wink.body.mesh_process", str(out), *map(str, files)]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)


def check_geometry_folder(folder: Path) -> None:
    """Refuse a folder of surfaces that holds none.

    Parameters
    ----------
    folder : Path
        What the user named.

    Raises
    ------
    ModelError
        If it is no folder, or has no file of a kind that can be read.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such folder; --geometry needs the model's Geometry folder.")
    if not any(file.suffix.lower() in SUFFIXES for file in folder.iterdir()):
        raise ModelError(
            f"{folder}: holds no {', '.join(SUFFIXES)} files; --geometry needs the model's "
            "Geometry folder."
        )
