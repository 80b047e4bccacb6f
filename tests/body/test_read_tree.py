from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.model_file import check_model_file
from opensim_wink.body.read_tree import read_tree
from opensim_wink.errors import ModelError
from opensim_wink.motion.kinematics import Kinematics

MODELS = [
    "models/RajagopalLaiUhlrich2023.osim",
    "models/Rajagopal2016.osim",
    "models/LaiUhlrich2022.osim",
    "models/gait2392_thelen2003muscle.osim",
    "models/FBLSmodel.osim",
    "models/Christophy2012_axialRotationUpd_skeletonOnly.osim",
    "real/opencap_subject4/manually_scaled.osim",
    "real/deep_squat/final.osim",
]


@pytest.mark.real
@pytest.mark.parametrize("name", MODELS)
def test_every_body_lies_where_opensim_puts_it(shared: Path, name: str) -> None:
    path = shared / name
    model = load_model(path)
    tree = read_tree(model, name)
    kinematics = Kinematics(tree)
    state = model.initSystem()
    coordinates = model.getCoordinateSet()
    rng = np.random.default_rng(7)
    for _ in range(4):
        spread = np.where(tree.rotational, 0.9, 0.2)
        values = tree.follow_couplers(tree.default + spread * rng.uniform(-1, 1, len(spread)))
        for i, value in enumerate(values):
            coordinates.get(i).setLocked(state, False)
            coordinates.get(i).setValue(state, float(value), False)
        model.realizePosition(state)
        poses = kinematics.poses(values[:, None])
        for body in tree.bodies[1:]:
            transform = model.getBodySet().get(body).getTransformInGround(state)
            origin = [transform.p().get(i) for i in range(3)]
            np.testing.assert_allclose(
                kinematics.points(poses, body, np.zeros(3))[0], origin, atol=1e-13
            )
            rotation = [[transform.R().get(i, j) for j in range(3)] for i in range(3)]
            np.testing.assert_allclose(
                kinematics.body_rotation(poses, body)[0], rotation, atol=1e-13
            )


def test_a_joint_whose_motion_cannot_be_told_is_named(tmp_path: Path) -> None:
    osim = engine()
    model = osim.Model()
    model.setName("odd")
    body = osim.Body("rod", 1.0, osim.Vec3(0), osim.Inertia(1))
    joint = osim.ConstantCurvatureJoint("bend", model.getGround(), body, osim.Vec3(0), 0.3)
    model.addBody(body)
    model.addJoint(joint)
    model.finalizeConnections()
    path = tmp_path / "odd.osim"
    model.printToXML(str(path))
    with pytest.raises(ModelError, match=r"joint 'bend' is a ConstantCurvatureJoint.*replace it"):
        read_tree(load_model(path), "odd.osim")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not an OpenSim model: its XML breaks off"),
        ("<html></html>", "found <html>"),
        ("<OpenSimDocument><ForceSet/></OpenSimDocument>", "found <ForceSet>"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "model.osim"
    path.write_text(text)
    with pytest.raises(ModelError, match=said):
        load_model(path)
    with pytest.raises(ModelError, match="no such model file"):
        load_model(tmp_path / "none.osim")


def test_what_opensim_reads_is_no_broken_xml(tmp_path: Path) -> None:
    osim = engine()
    model = osim.Model()
    model.setName("touching")
    force = osim.HuntCrossleyForce()
    force.setStiffness(1e6)
    model.addForce(force)  # OpenSim writes two colons into its elements' names
    path = tmp_path / "touching.osim"
    model.printToXML(str(path))
    written = path.read_bytes()
    assert b"HuntCrossleyForce::" in written
    check_model_file(path)
    commented = written.replace(b"<Model", b"<!-- a -- b <!-- c -->\n<Model", 1)
    path.write_bytes(commented.replace(b"touching", b"touch\xe9"))  # "é" in Latin-1
    check_model_file(path)
    assert load_model(path).getForceSet().getSize() == 1
    path.write_bytes(commented[: len(commented) // 2])
    with pytest.raises(ModelError, match=r"breaks off at .*: line \d+"):
        check_model_file(path)


def test_loading_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    model = engine().Model()
    model.setName("empty")
    folder = tmp_path / "given"
    folder.mkdir()
    model.printToXML(str(folder / "empty.osim"))
    load_model(folder / "empty.osim")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["empty.osim", "given"]
