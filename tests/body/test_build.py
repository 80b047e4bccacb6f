"""The packaged model: what is committed is what the tables give, and it is an anatomy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.build import (
    build_model,
    muscle_ranges,
    packaged_model_path,
    validated_ranges,
)
from opensim_wink.body.builder.rows import CouplerRow, MarkerRow
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import load_model
from opensim_wink.body.paths import path_lengths, path_moment_arms
from opensim_wink.errors import OutputError
from opensim_wink.trial.recognition import recognise

LEVELS = ("L5_S1", "L4_L5", "L3_L4", "L2_L3", "L1_L2")


@pytest.fixture(scope="module")
def model() -> Any:
    return load_model(packaged_model_path())


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_model(tmp_path_factory.mktemp("model") / "again.osim")


def position(model: Any, state: Any, name: str) -> np.ndarray:
    point = model.getMarkerSet().get(name).getLocationInGround(state)
    return np.array([point.get(i) for i in range(3)])


def body_pose(model: Any, state: Any, body: str) -> tuple[np.ndarray, np.ndarray]:
    transform = model.getBodySet().get(body).getTransformInGround(state)
    rotation = np.array([[transform.R().get(i, j) for j in range(3)] for i in range(3)])
    return rotation, np.array([transform.p().get(i) for i in range(3)])


def pose(model: Any, **degrees: float) -> Any:
    state = model.initSystem()
    for name, value in degrees.items():
        model.getCoordinateSet().get(name).setValue(state, np.deg2rad(value), False)
    model.assemble(state)
    model.realizePosition(state)
    return state


def test_committed_model_is_what_the_tables_give(rebuilt: Path) -> None:
    assert rebuilt.read_bytes() == packaged_model_path().read_bytes()


def test_building_leaves_nothing_else_behind(rebuilt: Path) -> None:
    assert [path.name for path in rebuilt.parent.iterdir()] == ["again.osim"]


def test_no_folder_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="make it first"):
        build_model(tmp_path / "absent" / "model.osim")


def test_model_needs_no_files_beside_it(rebuilt: Path) -> None:
    text = rebuilt.read_text(encoding="utf-8")
    assert ".vtp" not in text
    assert ".obj" not in text


def test_nothing_is_clamped(model: Any) -> None:
    coordinates = model.getCoordinateSet()
    assert not [
        coordinates.get(i).getName()
        for i in range(coordinates.getSize())
        if coordinates.get(i).getDefaultClamped()
    ]


def test_ranges_name_every_coordinate(model: Any) -> None:
    coordinates = model.getCoordinateSet()
    names = {coordinates.get(i).getName() for i in range(coordinates.getSize())}
    assert set(validated_ranges()) == names
    for name, (low, high) in muscle_ranges().items():
        assert validated_ranges()[name][0] <= low < high <= validated_ranges()[name][1]


def test_standing_body_has_human_proportions(model: Any) -> None:
    state = model.initSystem()
    model.realizePosition(state)
    height = position(model, state, "HEAD_TOP")[1]
    centre = model.calcMassCenterPosition(state)
    assert model.getTotalMass(state) == pytest.approx(75.34, abs=0.01)
    assert height == pytest.approx(1.706, abs=0.001)
    assert centre.get(1) / height == pytest.approx(0.55, abs=0.015)
    assert abs(centre.get(2)) < 1e-6
    order = ["HEAD_TOP", "C7", "T6", "T10", "T12", "L1", "L3", "L5", "SACRUM", "RLFC", "RLMAL"]
    heights = [position(model, state, name)[1] for name in order]
    assert heights == sorted(heights, reverse=True)
    assert 0 < position(model, state, "RCAL")[1] < 0.05


def test_spine_lies_between_pelvis_and_skin(model: Any) -> None:
    state = model.initSystem()
    model.realizePosition(state)
    for marker, body in (("L5", "lumbar5"), ("L3", "lumbar3"), ("L1", "lumbar1")):
        behind = body_pose(model, state, body)[1][0] - position(model, state, marker)[0]
        assert 0.04 < behind < 0.10


def test_shares_of_each_lumbar_motion_sum_to_one() -> None:
    rows = [row for row in read_table("couplers", CouplerRow) if "lumbar" in row.independent]
    for motion in ("extension", "bending", "rotation"):
        shares = [row.share for row in rows if row.independent == f"lumbar_{motion}"]
        assert len(shares) == 5
        assert sum(shares) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("motion", ["extension", "bending", "rotation"])
@pytest.mark.parametrize("degrees", [-20.0, 15.0])
def test_lumbar_coordinate_is_the_whole_angle(model: Any, motion: str, degrees: float) -> None:
    state = pose(model, **{f"lumbar_{motion}": degrees})
    coordinates = model.getCoordinateSet()
    levels = [coordinates.get(f"{level}_{motion}").getValue(state) for level in LEVELS]
    whole = np.rad2deg(coordinates.get(f"lumbar_{motion}").getValue(state))
    assert whole == pytest.approx(degrees, abs=1e-4)
    assert np.rad2deg(sum(levels)) == pytest.approx(whole, abs=1e-6)
    relative = body_pose(model, state, "pelvis")[0].T @ body_pose(model, state, "torso")[0]
    angle = np.degrees(np.arccos((np.trace(relative) - 1) / 2))
    assert angle == pytest.approx(abs(whole), abs=1e-6)


def test_lumbar_coordinates_are_plain_angles(model: Any) -> None:
    # A coordinate that OpenSim calls "coupled" (3) would be written in radians among degrees.
    for motion in ("extension", "bending", "rotation"):
        assert model.getCoordinateSet().get(f"lumbar_{motion}").getMotionType() == 1


def test_positive_lumbar_extension_leans_back(model: Any) -> None:
    upright = position(model, pose(model), "C7")
    assert position(model, pose(model, lumbar_extension=20.0), "C7")[0] < upright[0] - 0.05


def test_sides_mirror_each_other(model: Any) -> None:
    state = model.initSystem()
    model.realizePosition(state)
    markers = model.getMarkerSet()
    names = [markers.get(i).getName() for i in range(markers.getSize())]
    for name in names:
        other = "L" + name[1:]
        if name.startswith("R") and other in names:
            right, left = position(model, state, name), position(model, state, other)
            np.testing.assert_allclose(right * [1, 1, -1], left, atol=1e-12)
    muscles = model.getMuscles()
    right_side = [muscles.get(i).getName() for i in range(muscles.getSize())]
    right_side = [name for name in right_side if name.endswith("_r")]
    joints = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle")
    angles = np.deg2rad([[70.0, -15.0, 10.0, 95.0, 12.0]])
    lengths = [
        path_lengths(
            model,
            [f"{name}_{s}" for name in joints],
            angles,
            [f"{name[:-2]}_{s}" for name in right_side],
        )
        for s in "rl"
    ]
    np.testing.assert_allclose(lengths[0], lengths[1], atol=1e-9)


def test_patellar_ligament_keeps_its_length_beyond_the_published_120_degrees(model: Any) -> None:
    ligament = []
    for knee in (120, 130, 140, 150):
        state = pose(model, knee_angle_r=float(knee))
        ends = []
        for body, place in (("patella_r", (0.005, 0.0025, 0.0)), ("tibia_r", (0.0326, -0.0631, 0))):
            rotation, origin = body_pose(model, state, body)
            ends.append(rotation @ np.array(place) + origin)
        ligament.append(float(np.linalg.norm(ends[0] - ends[1])))
    assert np.ptp(ligament) / np.mean(ligament) < 0.05


@pytest.mark.parametrize(
    ("muscles", "about", "sign"),
    [
        (("bflh", "semimem", "semiten", "glmax1", "glmax2", "glmax3"), "hip_flexion_r", -1),
        (("addmagDist", "addmagIsch"), "hip_flexion_r", -1),
        (("recfem", "iliacus", "psoas"), "hip_flexion_r", 1),
        (("bflh", "bfsh", "semimem", "semiten", "gasmed", "gaslat"), "knee_angle_r", 1),
        (("recfem", "vasint", "vaslat", "vasmed"), "knee_angle_r", -1),
    ],
)
def test_no_moment_arm_flips_where_muscles_are_validated(
    model: Any, muscles: tuple[str, ...], about: str, sign: int
) -> None:
    names = ["hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_angle_r"]
    ranges = [
        np.linspace(*muscle_ranges()[name], count)
        for name, count in zip(names, (8, 3, 3, 8), strict=True)
    ]
    grid = np.deg2rad(np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, 4))
    arms = path_moment_arms(model, names, grid, [f"{m}_r" for m in muscles], [about])[:, :, 0]
    assert (sign * arms).min() > 0


def test_trunk_muscles_pull_their_way_about_the_lumbar_spine(model: Any) -> None:
    groups = {
        "extensor": ("longissimus", "iliocostalis", "multifidus", "quadratus"),
        "flexor": ("rectus_abdominis", "external_oblique", "internal_oblique"),
    }
    muscles = model.getMuscles()
    names = [muscles.get(i).getName() for i in range(muscles.getSize())]
    grid = np.deg2rad([[20.0], [0.0], [-30.0], [-60.0]])
    for role, stems in groups.items():
        chosen = [name for name in names if name.startswith(stems)]
        assert len(chosen) in (24, 10)
        arms = path_moment_arms(model, ["lumbar_extension"], grid, chosen, ["lumbar_extension"])
        assert ((arms if role == "extensor" else -arms) > 0).all()


def test_back_can_hold_a_stooped_trunk_and_its_load() -> None:
    # 207 N·m net at L5/S1 was measured in a 15 kg stoop lift (Millard 2017).
    free = load_model(packaged_model_path())
    constraints = free.getConstraintSet()
    for index in range(constraints.getSize()):
        constraints.get(index).set_isEnforced(False)
    state = free.initSystem()
    muscles = free.getMuscles()
    every = [muscles.get(i) for i in range(muscles.getSize())]
    stems = ("longissimus", "iliocostalis", "multifidus", "quadratus")
    back = [muscle for muscle in every if muscle.getName().startswith(stems)]
    forces = np.array([muscle.getMaxIsometricForce() for muscle in back])
    joint = free.getCoordinateSet().get("L5_S1_extension")
    for degrees in (0.0, -4.0, -8.0):
        lengths = []
        for step in (-1e-3, 1e-3):
            joint.setValue(state, np.deg2rad(degrees) + step, False)
            free.realizePosition(state)
            lengths.append([muscle.getLength(state) for muscle in back])
        arms = (np.array(lengths[0]) - np.array(lengths[1])) / 2e-3
        assert forces @ arms > 1.5 * 207.0


def test_every_marker_stands_for_a_known_landmark() -> None:
    rows = both_sides(read_table("markers", MarkerRow))
    landmarks = {row.name: row.landmark for row in rows}
    meaning = recognise(landmarks).meaning
    assert {name: meaning.get(name) for name in landmarks} == landmarks
