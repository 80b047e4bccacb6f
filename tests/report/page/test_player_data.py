"""The player's data: the scene to within a rounding, the summary's numbers, a size that holds."""

from __future__ import annotations

import base64
import json

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.transform import Rotation
from squat_making import unknown_setting

from opensim_wink.report.page.packing import packed_size, unpack
from opensim_wink.report.page.player_data import (
    BUDGET_BYTES,
    CHANGE_STEP_PERCENT,
    FORCE_STEP_N,
    POSITION_STEP_M,
    TURN_STEP,
    mesh_data,
    player_data,
)
from opensim_wink.report.rep_summary import measured, rep_summary
from opensim_wink.report.scene.scene import (
    Scene,
    SceneBody,
    SceneBone,
    SceneForce,
    SceneMarker,
    ScenePath,
)
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals

HALF = 0.5001  # of a step: rounding, and the little that products of floats add


def scene_of(time_s: np.ndarray, *, n_bodies: int = 4, n_markers: int = 3, noise: float = 0.0):
    """Bodies that turn, markers on them, a muscle and a force, a gap in each."""
    rng = np.random.default_rng(8)
    n = time_s.size
    swing = np.sin(time_s)[:, None] + noise * rng.normal(size=(n, 1))
    bodies = []
    for k in range(n_bodies):
        turn = Rotation.from_euler("xyz", swing * [[0.2, 0.5, 0.9 + 0.1 * k]])
        place = np.column_stack([0.1 * k + swing, 1 + 0.2 * swing, 0 * swing])
        bodies.append(SceneBody(f"body {k}", place, turn.as_quat(scalar_first=True)))
    if n > 20:
        bodies[0].position_m[8:13] = np.nan
        bodies[0].quaternion[8:13] = np.nan
    markers = []
    for k in range(n_markers):
        at = bodies[k % n_bodies].position_m + 0.1 + 1e-3 * rng.normal(size=(n, 3))
        markers.append(SceneMarker(f"M{k}", k % n_bodies, rng.normal(size=3) / 10, at))
    points = np.repeat(bodies[1].position_m[:, None], 5, axis=1) + np.linspace(0, 0.4, 5)[:, None]
    path = ScenePath("m", "a muscle (right)", "r", points, 20 * swing[:, 0], 0 * swing[:, 0])
    force = SceneForce("ground r", "ground", "r", 0.1 * points[:, 0], 500 * points[:, 1])
    bones = (SceneBone(1, "shaft", "r", np.array([[0, 0, 0], [0.1, 0.2, 0.3]]), 0.0123),)
    return Scene(time_s, tuple(bodies), bones, tuple(markers), (path,), (force,), 600.0)


@pytest.fixture(scope="module")
def squats(
    sampled_curves: tuple[SquatSignals, object], sampled: SquatAnalysis
) -> tuple[Scene, Json, pd.DataFrame]:
    """Two squats with their summary and table of angles."""
    signals = sampled_curves[0]
    standing = sampled.standing
    assert standing is not None
    summary = {
        "reps": [rep_summary(rep, unknown_setting(rep.repetition.number)) for rep in sampled.reps],
        "standing": {
            name: measured(getattr(standing, name))
            for name in ("posterior_pelvic_tilt_deg", "lumbar_flexion_deg")
        },
    }
    return scene_of(signals.time_s), summary, signals.to_frame()


def shown(data: Json, name: str, time_s: float) -> float:
    """What the player shows at a time: a straight line between the frames that it has."""
    values = [np.nan if value is None else value for value in data["numbers"][name]]
    return float(np.interp(time_s, data["times"], values))


def test_poses_markers_muscles_and_forces_are_the_scenes_own(squats) -> None:
    scene, summary, frames = squats
    data = json.loads(json.dumps(player_data(scene, summary, frames), allow_nan=False))
    kept = np.array(data["frames"])
    np.testing.assert_allclose(data["times"], scene.time_s[kept], atol=5e-7)
    for name, step, expected in [
        ("position", POSITION_STEP_M, [b.position_m for b in scene.bodies]),
        ("quaternion", TURN_STEP, [b.quaternion for b in scene.bodies]),
        ("measured", POSITION_STEP_M, [m.measured_m for m in scene.markers]),
        ("path_change", CHANGE_STEP_PERCENT, [p.change_percent for p in scene.paths]),
        ("force", FORCE_STEP_N, [f.force_n for f in scene.forces]),
        ("force_point", POSITION_STEP_M, [f.point_m for f in scene.forces]),
    ]:
        wanted = np.stack([values[kept] for values in expected], axis=1)
        assert data[name]["scale"] == step
        np.testing.assert_allclose(unpack(data[name]), wanted, atol=HALF * step)
    np.testing.assert_allclose(
        unpack(data["path_points"][0]), scene.paths[0].points_m[kept], atol=HALF * 5e-4
    )
    assert [body.name for body in scene.bodies] == data["bodies"]
    assert data["bones"][0]["points"] == [[0.0, 0.0, 0.0], [0.1, 0.2, 0.3]]
    places = np.array([marker["place"] for marker in data["markers"]])
    np.testing.assert_allclose(places, [m.place_m for m in scene.markers], atol=5.1e-5)


def test_a_posture_that_was_not_found_is_a_gap_and_nothing_else_is(squats) -> None:
    scene, summary, frames = squats
    data = player_data(scene, summary, frames)
    lost = np.isin(data["frames"], range(8, 13))
    assert lost.any()
    np.testing.assert_array_equal(np.isnan(unpack(data["position"])[:, 0, 0]), lost)
    assert np.isfinite(unpack(data["position"])[:, 1:]).all()


def test_numbers_at_onset_and_bottom_are_those_of_the_summary(squats) -> None:
    scene, summary, frames = squats
    data = player_data(scene, summary, frames)
    assert len(summary["reps"]) == 2
    for rep, buttons in zip(summary["reps"], data["reps"], strict=True):
        assert rep["onset"] is not None
        for moment, at_s in [("onset", buttons["onset_s"]), ("bottom", buttons["bottom_s"])]:
            for name in ("pelvis_change_deg", "lumbar_change_deg", "hip_flexion_deg"):
                expected = rep[moment][name]["value"]
                assert shown(data, name, at_s) == pytest.approx(expected, abs=2e-4)
        tuck = shown(data, "pelvis_change_deg", buttons["bottom_s"]) - buttons["tuck_from_deg"]
        assert tuck == pytest.approx(rep["pelvis_wink_deg"]["value"], abs=2e-4)


@pytest.mark.parametrize(("movement", "upright"), [("squat", True), ("rock_back", False)])
def test_the_pelvis_is_told_against_standing_only_in_a_squat(
    squats, movement: str, upright: bool
) -> None:
    scene, summary, frames = squats
    summary = {**summary, "movement": movement}
    assert player_data(scene, summary, frames)["upright"] is upright
    assert player_data(scene, {**summary, "reps": []}, frames)["upright"] is False


def test_without_standing_there_is_no_change_against_it(squats) -> None:
    scene, summary, frames = squats
    data = player_data(scene, {**summary, "standing": None}, frames)
    assert "pelvis_change_deg" not in data["numbers"]
    assert "knee_flexion_deg" in data["numbers"]


@pytest.mark.parametrize("minutes", [0.2, 3, 8])
def test_the_budget_holds_however_long_the_trial(minutes: float) -> None:
    time_s = np.arange(0, 60 * minutes, 1 / 60)
    scene = scene_of(time_s, n_bodies=24, n_markers=40, noise=0.2)
    angles = pd.DataFrame({"lumbar_flexion_deg": time_s}, index=time_s)
    data = player_data(scene, {"reps": [], "standing": None}, angles)
    assert packed_size(data) <= BUDGET_BYTES
    assert data["frames"][0] == 0
    assert data["frames"][-1] == time_s.size - 1
    assert data["recorded_frames"] == time_s.size


def test_a_marker_far_off_is_left_out_and_does_not_coarsen_the_others(squats) -> None:
    scene, summary, frames = squats
    scene.markers[1].measured_m[40:60] = 1e7
    try:
        data = player_data(scene, summary, frames)
    finally:
        scene.markers[1].measured_m[40:60] = np.nan
    assert data["measured"]["scale"] == POSITION_STEP_M
    away = np.isin(data["frames"], range(40, 60))
    assert np.isnan(unpack(data["measured"])[away, 1]).all()
    assert np.isfinite(unpack(data["measured"])[:, 2]).all()


def test_a_mesh_is_read_as_it_was_to_within_a_hundredth_of_a_millimetre(squats) -> None:
    corners = np.random.default_rng(1).uniform(-0.2, 0.3, (500, 3))
    triangles = np.arange(498)[:, None] + np.arange(3)
    mesh = mesh_data(2, corners, triangles)
    codes = np.frombuffer(base64.b64decode(mesh["vertices"]), "<i2").reshape(-1, 3)
    np.testing.assert_allclose(codes * mesh["scale"] + mesh["offset"], corners, atol=1e-5)
    indices = np.frombuffer(base64.b64decode(mesh["indices"]), "<u2")
    np.testing.assert_array_equal(indices.reshape(-1, 3), triangles)
    scene, summary, frames = squats
    assert "meshes" not in player_data(scene, summary, frames)
    assert player_data(scene, summary, frames, meshes=[mesh])["meshes"] == [mesh]


def test_a_mesh_of_too_many_corners_is_refused() -> None:
    with pytest.raises(ValueError, match="65537 corners"):
        mesh_data(0, np.zeros((65_537, 3)), np.zeros((0, 3), int))


def test_a_label_of_any_length_stays_short_and_one_picture_is_enough() -> None:
    time_s = np.array([0.0])
    scene = scene_of(time_s)
    long = SceneMarker("x" * 9999, 0, np.zeros(3), np.zeros((1, 3)))
    scene = Scene(time_s, scene.bodies, scene.bones, (long,), (), (), float("nan"))
    data = player_data(scene, {"reps": [], "standing": None}, pd.DataFrame(index=time_s))
    assert len(data["markers"][0]["label"]) == 80
    assert data["body_weight_n"] is None
    assert unpack(data["position"]).shape == (1, 4, 3)
    assert unpack(data["force"]).shape == (1, 0, 3)
