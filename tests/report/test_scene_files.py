from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import OutputError
from opensim_wink.report.scene.files import read_scene, store_scene
from opensim_wink.report.scene.scene import Scene

sys.path.insert(0, str(Path(__file__).parent))  # scene_made.py
from scene_made import made_scene

LENGTH_M = 2.0**-15  # half a step of what is kept
FORCE_N = 2.0**-5


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return store_scene(tmp_path / "scene.npz", made_scene())


def changed(path: Path, **arrays: object) -> Path:
    """The same file with other arrays; None leaves one away."""
    with np.load(path) as archive:
        held = {name: archive[name] for name in archive.files}
    held |= arrays
    np.savez_compressed(path, **{name: one for name, one in held.items() if one is not None})
    return path


def test_what_is_written_is_read(stored: Path) -> None:
    wanted, found = made_scene(), read_scene(stored)
    assert (found.time_s == wanted.time_s).all()
    assert found.body_weight_n == wanted.body_weight_n
    for mine, theirs in zip(found.bodies, wanted.bodies, strict=True):
        assert mine.name == theirs.name
        np.testing.assert_allclose(mine.position_m, theirs.position_m, atol=LENGTH_M)
        np.testing.assert_allclose(mine.quaternion, theirs.quaternion, atol=2.0**-14)
        np.testing.assert_allclose(np.linalg.norm(mine.quaternion, axis=1), 1.0, atol=1e-12)
    for mine, theirs in zip(found.bones, wanted.bones, strict=True):
        assert (mine.body, mine.kind, mine.side) == (theirs.body, theirs.kind, theirs.side)
        assert mine.radius_m == pytest.approx(theirs.radius_m, rel=1e-6)
        np.testing.assert_allclose(mine.points_m, theirs.points_m, atol=LENGTH_M)
    marker, path, force = found.markers[0], found.paths[0], found.forces[0]
    np.testing.assert_allclose(marker.place_m, wanted.markers[0].place_m, atol=LENGTH_M)
    np.testing.assert_allclose(marker.measured_m, wanted.markers[0].measured_m, atol=LENGTH_M)
    assert (path.muscle, path.label, path.side) == (
        "bflh_r", "biceps femoris, long head (right)", "r",
    )  # fmt: skip
    np.testing.assert_allclose(path.points_m, wanted.paths[0].points_m, atol=LENGTH_M)
    np.testing.assert_allclose(path.change_percent, wanted.paths[0].change_percent, atol=2.0**-9)
    assert np.isnan(path.stretch_percent).all()
    np.testing.assert_allclose(force.force_n, wanted.forces[0].force_n, atol=FORCE_N)
    assert (force.name, force.kind, force.side) == ("ground r", "ground", "r")


def test_a_scene_of_nothing_but_time_is_kept(tmp_path: Path) -> None:
    empty = Scene(np.array([0.0, 0.1]), (), (), (), (), (), float("nan"))
    found = read_scene(store_scene(tmp_path / "scene.npz", empty))
    assert found.n_frames == 2
    assert not (found.bodies)
    assert not (found.bones)
    assert not (found.markers)
    assert not (found.paths)
    assert not (found.forces)
    assert np.isnan(found.body_weight_n)


@given(label=st.text())
def test_any_label_comes_back(tmp_path_factory: pytest.TempPathFactory, label: str) -> None:
    path = tmp_path_factory.mktemp("label") / "scene.npz"
    assert read_scene(store_scene(path, made_scene(label))).markers[0].label == label


def test_frames_without_a_pose_stay_so(tmp_path: Path) -> None:
    scene = made_scene(unsolved=slice(10, 20))
    body = read_scene(store_scene(tmp_path / "scene.npz", scene)).bodies[0]
    lost = np.isnan(body.position_m).all(axis=1)
    assert (np.flatnonzero(lost) == np.arange(10, 20)).all()
    assert (np.isnan(body.quaternion).all(axis=1) == lost).all()


@pytest.mark.parametrize("size", [0, 10, 500, 3000])
def test_a_file_that_was_cut_off_is_refused(stored: Path, size: int) -> None:
    stored.write_bytes(stored.read_bytes()[:size])
    with pytest.raises(OutputError, match=r"scene\.npz: cannot be read .* run analyze again"):
        read_scene(stored)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scene.npz").write_text("not a scene")
    with pytest.raises(OutputError, match="cannot be read"):
        read_scene(tmp_path / "scene.npz")


def test_pickled_content_is_never_run(tmp_path: Path) -> None:
    np.savez(tmp_path / "scene.npz", version=np.array([{"a": 1}], dtype=object))
    with pytest.raises(OutputError, match="cannot be read"):
        read_scene(tmp_path / "scene.npz")


def test_a_zip_of_other_things_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "scene.npz", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(OutputError, match=r"version|cannot be read"):
        read_scene(tmp_path / "scene.npz")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"scene\.npz: there is no such file"):
        read_scene(tmp_path / "scene.npz")


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"version": np.int64(99)}, "version 99; this program reads version 1"),
        ({"version": None}, "'version' is missing"),
        ({"body_position_m": None}, "'body_position_m' is missing"),
        ({"time_s": np.zeros(101)}, "'time_s' must rise"),
        ({"time_s": np.arange(7.0)}, r"'body_position_m' has shape .* allowed is 3 × 3 × 7"),
        ({"about": np.frombuffer(b"{}", np.uint8)}, "'about' does not hold the names"),
        ({"about": np.frombuffer(b"\xff\xfe", np.uint8)}, "'about' does not hold the names"),
        ({"marker_body": np.array([3], np.int32)}, "'marker_body' names a body that is not there"),
        ({"bone_body": np.full(7, -1, np.int32)}, "'bone_body' names a body that is not there"),
        ({"bone_body": np.zeros(7)}, "'bone_body' must hold whole numbers"),
        ({"path_count": np.array([-2], np.int32)}, "'path_count' holds a negative number"),
        ({"path_count": np.array([5], np.int32)}, "'path_points_m' has shape"),
        ({"bone_radius_m": np.full(7, np.inf)}, "'bone_radius_m' holds infinite numbers"),
        ({"body_weight_n": np.array("heavy")}, "'body_weight_n' must hold numbers"),
    ],
)
def test_what_cannot_be_is_named(
    stored: Path, arrays: dict[str, np.ndarray | None], message: str
) -> None:
    with pytest.raises(OutputError, match=message):
        read_scene(changed(stored, **arrays))


def test_the_same_scene_gives_the_same_bytes(tmp_path: Path) -> None:
    first = store_scene(tmp_path / "a.npz", made_scene()).read_bytes()
    assert store_scene(tmp_path / "b.npz", replace(made_scene())).read_bytes() == first
