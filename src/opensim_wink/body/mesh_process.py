"""Read surfaces by OpenSim in a process of its own: a broken file ends it without a word.

Run as ``python -m opensim_wink.body.mesh_process FOLDER FILE…``: writes ``0.npz``, ``1.npz`` … with
``points`` (V, 3) and ``faces`` (M, 3), in order; without faces where OpenSim refuses the file.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from opensim_wink.body.engine import engine
from opensim_wink.body.read_joints import vector


def read_surface(file: Path, out: Path) -> None:
    """Read one file and write its corners and triangles.

    Parameters
    ----------
    file : Path
        A ``.vtp``, ``.stl`` or ``.obj``.
    out : Path
        The ``.npz`` to write.
    """
    mesh = engine().PolygonalMesh()
    faces: list[tuple[int, int, int]] = []
    points = np.empty((0, 3))
    try:
        mesh.loadFile(str(file))
        rows = [vector(mesh.getVertexPosition(v)) for v in range(mesh.getNumVertices())]
        points = np.array(rows, dtype=float).reshape(-1, 3)
        for face in range(mesh.getNumFaces()):
            corners = [mesh.getFaceVertex(face, k) for k in range(mesh.getNumVerticesForFace(face))]
            faces += [(corners[0], a, b) for a, b in pairwise(corners[1:])]
    except RuntimeError:
        faces = []
    if not np.isfinite(points).all():
        faces = []
    part = out.with_suffix(".part")  # a file has its name only once it is whole
    with part.open("wb") as stream:
        np.savez(stream, points=points, faces=np.array(faces, dtype=np.int64).reshape(-1, 3))
    part.rename(out)


def main(arguments: list[str]) -> None:
    """Read all files that are named.

    Parameters
    ----------
    arguments : list of str
        The folder to write to, then the files.
    """
    folder, *files = map(Path, arguments)
    for k, file in enumerate(files):
        read_surface(file, folder / f"{k}.npz")


if __name__ == "__main__":
    main(sys.argv[1:])
