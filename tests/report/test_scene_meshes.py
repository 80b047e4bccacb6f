from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.meshes import BodyMesh, check_geometry_folder, read_meshes
from opensim_wink.body.subject import load_subject
from opensim_wink.errors import ModelError
from opensim_wink.report.scene.files import read_scene, store_scene
from opensim_wink.report.scene.meshes import coarse_meshes, merged_corners, scene_meshes
from opensim_wink.report.scene.scene import SceneMesh

sys.path.insert(0, str(Path(__file__).parent))  # scene_made.py
from scene_made import made_scene

# A pyramid on a square: one face of four corners, four of three.
PYRAMID = "v 0 0 0\nv 1 0 0\nv 1 0 1\nv 0 0 1\nv 0.5 1 0.5\nf 1 2 3 4\n" + "".join(
    f"f {a} {b} 5\n" for a, b in ((1, 2), (2, 3), (3, 4), (4, 1))
)


def ball(n: int) -> BodyMesh:
    """A sphere of 5 cm as a grid of longitudes and latitudes."""
    turn, rise = np.meshgrid(np.linspace(0, 2 * np.pi, n), np.linspace(-1.5, 1.5, n))
    points = 0.05 * np.stack(
        [np.cos(turn) * np.cos(rise), np.sin(rise), np.sin(turn) * np.cos(rise)], axis=-1
    )
    at = np.arange(n * n).reshape(n, n)
    corners = [at[:-1, :-1], at[1:, :-1], at[1:, 1:], at[:-1, 1:]]
    a, b, c, d = (corner.ravel() for corner in corners)
    faces = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
    return BodyMesh("pelvis", "ball.obj", points.reshape(-1, 3), faces)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged model with a pyramid on its pelvis, twice as high, and a file that is absent."""
    folder = tmp_path_factory.mktemp("drawn")
    osim, model = engine(), load_model(packaged_model_path())
    pelvis = model.getBodySet().get("pelvis")
    shown = osim.Mesh("C:\\somewhere\\pyramid.obj")
    shown.set_scale_factors(osim.Vec3(0.1, 0.2, 0.1))
    pelvis.attachGeometry(shown)
    model.getBodySet().get("torso").attachGeometry(osim.Mesh("absent.vtp"))
    model.finalizeConnections()
    model.printToXML(str(folder / "drawn.osim"))
    (folder / "Geometry").mkdir()
    (folder / "Geometry" / "pyramid.obj").write_text(PYRAMID)
    return folder / "drawn.osim"


def test_surfaces_are_read_scaled_and_cut_into_triangles(drawn: Path) -> None:
    (mesh,), missing = read_meshes(drawn, [drawn.parent / "Geometry"])
    assert (mesh.body, mesh.file) == ("pelvis", "pyramid.obj")
    assert missing == ("absent.vtp",)
    assert mesh.faces.shape == (6, 3)
    np.testing.assert_allclose(np.ptp(mesh.points_m, axis=0), [0.1, 0.2, 0.1], atol=1e-9)


def test_a_broken_file_is_named_and_left_out(drawn: Path, tmp_path: Path) -> None:
    (tmp_path / "pyramid.obj").write_text("no surface at all")
    meshes, missing = read_meshes(drawn, [tmp_path])
    assert meshes == ()
    assert "pyramid.obj" in missing


def test_files_beside_the_model_are_found_and_come_back(drawn: Path, tmp_path: Path) -> None:
    subject = load_subject(drawn)
    (mesh,), missing = scene_meshes(subject, drawn)
    assert missing == ("absent.vtp",)
    assert subject.tree.bodies[mesh.body + 1] == "pelvis"
    scene = replace(made_scene(), meshes=(replace(mesh, body=0),))
    (back,) = read_scene(store_scene(tmp_path / "scene.npz", scene)).meshes
    np.testing.assert_allclose(back.points_m, mesh.points_m, atol=2.0**-15)
    assert (back.faces == mesh.faces).all()


def test_without_files_there_are_no_surfaces(drawn: Path, tmp_path: Path) -> None:
    meshes, missing = scene_meshes(load_subject(drawn), drawn, tmp_path)
    assert meshes == ()
    assert set(missing) == {"pyramid.obj", "absent.vtp"}


@pytest.mark.parametrize("budget", [200_000, 20_000, 3_000])
def test_a_budget_is_kept_and_the_shape_stays(budget: int) -> None:
    (mesh,) = coarse_meshes([ball(80)], ("ground", "pelvis"), budget)
    assert (len(mesh.points_m) + len(mesh.faces)) * 8 <= budget
    assert isinstance(mesh, SceneMesh)
    assert mesh.body == 0
    assert len(mesh.faces) > 20
    assert mesh.faces.max() == len(mesh.points_m) - 1
    distance = np.linalg.norm(mesh.points_m, axis=1)
    assert (distance < 0.05 + 1e-9).all()
    assert distance.min() > 0.025


def test_merged_corners_lie_at_their_mean() -> None:
    points = np.array([[0.1, 0, 0], [0.3, 0, 0], [5.0, 0, 0], [0, 5.0, 0], [9, 9, 9]])
    merged, faces = merged_corners(points, np.array([[0, 2, 3], [1, 2, 3], [0, 1, 2]]), 1.0)
    assert faces.shape == (1, 3)  # twice the same, and one that collapsed
    corners = {tuple(np.round(point, 9)) for point in merged[faces[0]]}
    assert corners == {(0.2, 0.0, 0.0), (5.0, 0.0, 0.0), (0.0, 5.0, 0.0)}
    assert len(merged) == 3


def test_surfaces_in_millimetres_are_left_out() -> None:
    huge = replace(ball(10), points_m=1000.0 * ball(10).points_m)
    assert coarse_meshes([huge], ("ground", "pelvis"), 10_000) == ()


def test_a_folder_without_surfaces_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        check_geometry_folder(tmp_path / "nowhere")
    with pytest.raises(ModelError, match=r"holds no \.vtp, \.stl, \.obj files"):
        check_geometry_folder(tmp_path)
    (tmp_path / "a.STL").touch()
    check_geometry_folder(tmp_path)
