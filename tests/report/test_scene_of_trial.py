"""The scene of a whole trial, against what the analysis says by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.report.muscle.moments import muscle_moments
from opensim_wink.report.muscle.tables import muscles_table
from opensim_wink.report.page.parts.stills import captions, still_pair
from opensim_wink.report.scene.files import read_scene, write_scene
from opensim_wink.report.scene.making import scene_of
from opensim_wink.report.scene.scene import Scene
from opensim_wink.report.strict_json import Json
from opensim_wink.report.summary import summarise
from opensim_wink.settings import AnalysisSettings

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    settings = AnalysisSettings(static=SAMPLES / "wink_static.c3d", samples=0)
    return analyze(SAMPLES / "wink.c3d", settings=settings)


@pytest.fixture(scope="module")
def scene(analysis: Analysis) -> Scene:
    return scene_of(analysis)


@pytest.fixture(scope="module")
def summary(analysis: Analysis) -> Json:
    return summarise(analysis)


def test_markers_lie_from_their_places_as_the_solver_left_them(
    analysis: Analysis, scene: Scene
) -> None:
    motion = analysis.motion
    assert len(scene.markers) == len(motion.markers) > 30
    for k, marker in enumerate(scene.markers):
        body = scene.bodies[marker.body]
        turn = Rotation.from_quat(body.quaternion, scalar_first=True)
        apart = np.linalg.norm(
            turn.apply(marker.place_m) + body.position_m - marker.measured_m, axis=1
        )
        seen = np.isfinite(marker.measured_m).all(axis=1)
        np.testing.assert_allclose(apart[seen], motion.marker_error_m[seen, k], atol=1e-12)


def test_a_filled_gap_is_not_shown_as_measured(analysis: Analysis, scene: Scene) -> None:
    trial, match = analysis.trial, analysis.match
    assert trial is not None
    assert match is not None
    filled = {label: np.zeros(trial.n_frames, dtype=bool) for label in trial.labels}
    for fill in trial.fills:
        filled[fill.marker][fill.first : fill.last + 1] = True
    for marker in scene.markers:
        seen = np.isfinite(marker.measured_m).all(axis=1)
        wanted = np.isfinite(trial.marker(marker.label)).all(axis=1) & ~filled[marker.label]
        assert (seen == wanted).all()


def test_hamstrings_are_as_long_as_they_were_measured(analysis: Analysis, scene: Scene) -> None:
    muscle = analysis.muscle
    assert len(scene.paths) == 8
    for path in scene.paths:
        drawn = np.linalg.norm(np.diff(path.points_m, axis=1), axis=2).sum(axis=1)
        k = muscle.names.index(path.muscle)
        # Chords of six to an arc round the knee are up to 10 µm shorter than it.
        np.testing.assert_allclose(drawn, muscle.length_m[:, k], atol=2e-5)


def test_changes_of_length_are_those_of_the_tables(
    analysis: Analysis, scene: Scene, summary: Json
) -> None:
    table = muscles_table(
        analysis.subject,
        analysis.muscle,
        analysis.found.muscle_guard,
        muscle_moments(analysis.muscle, analysis.signals, analysis.squat),
        analysis.hamstrings.evidence,
        analysis.settings.hamstrings,
    )
    bottoms = table[table["moment"] == "bottom"].set_index(["muscle", "rep"])
    for path in scene.paths:
        for rep in analysis.squat.reps:
            frame, number = rep.repetition.bottom, rep.repetition.number
            row = bottoms.loc[(path.muscle, number)]
            change = float(path.change_percent[frame])
            assert change == pytest.approx(100 * (row["length_over_standing"] - 1), abs=1e-3)
            told = summary["muscle"][path.muscle]["reps"][number - 1]
            assert change == pytest.approx(told["standing_to_bottom_percent"]["value"], abs=1e-9)
            stretch = float(path.stretch_percent[frame])
            assert stretch == pytest.approx(100 * row["stretch_share"], abs=0.01, nan_ok=True)
    crossing = [path for path in scene.paths if "short head" not in path.label]
    assert all(np.isfinite(path.stretch_percent).any() for path in crossing)


def test_forces_are_as_large_as_the_loads(analysis: Analysis, scene: Scene) -> None:
    assert analysis.loading is not None
    loads = analysis.loading.loads
    forces = {force.name: force for force in scene.forces}
    assert set(forces) == {"ground r", "ground l", "l5s1", "hip r", "hip l", "knee r", "knee l"}
    for name, reaction in loads.reactions.items():
        size = np.linalg.norm(forces[name.replace("_", " ")].force_n, axis=1)
        known = reaction.known
        np.testing.assert_allclose(size[known], reaction.resultant_n[known], rtol=1e-9)
        assert np.isnan(size[~known]).all()
    total = forces["ground r"].force_n + forces["ground l"].force_n
    complete = loads.ground.complete
    np.testing.assert_allclose(total[complete], loads.ground.total_n[complete], atol=1e-9)
    assert scene.body_weight_n == loads.body_weight_n
    # Standing, each hip presses its femur down and the spine presses the sacrum down.
    for name in ("hip r", "hip l", "l5s1", "knee r"):
        assert np.nanmedian(forces[name].force_n[:, 1]) < 0
    # Forces act where the joints are drawn: the filter moves them by less than 5 mm.
    femur = next(body for body in scene.bodies if body.name == "femur_r")
    apart = np.linalg.norm(forces["hip r"].point_m - femur.position_m, axis=1)
    assert np.nanmax(apart) < 0.005


def test_the_file_is_small_and_comes_back(analysis: Analysis, scene: Scene, tmp_path: Path) -> None:
    path = write_scene(tmp_path, analysis)
    assert path.name == "scene.npz"
    assert path.stat().st_size < 1_500_000
    found = read_scene(path)
    for mine, theirs in zip(found.bodies, scene.bodies, strict=True):
        np.testing.assert_allclose(mine.position_m, theirs.position_m, atol=2.0**-15)


def test_captions_are_the_summarys(scene: Scene, summary: Json) -> None:
    assert len(summary["reps"]) == 3
    for rep in summary["reps"]:
        onset, bottom = still_pair(scene, rep)
        for one, posture in ((onset, rep["onset"]), (bottom, rep["bottom"])):
            assert f"{posture['time_s']['value']:.2f} s" in one.when
            told = [
                float(re.findall(r"[\d.]+(?=°)", line)[0])
                * (-1 if line.endswith(("tilted forward", "arched")) else 1)
                for line in one.says
            ]
            assert told == pytest.approx(
                [
                    round(posture["hip_flexion_deg"]["value"]),
                    round(posture["pelvis_change_deg"]["value"], 1),
                    round(posture["lumbar_change_deg"]["value"], 1),
                ]
            )
            assert len(one.picture.encode()) < 15_000
            root = ElementTree.fromstring(one.picture)
            assert root.get("role") == "img"
            title = root.findtext("title") or ""
            assert all(line in title for line in captions(posture))
        wink = rep["pelvis_wink_deg"]["value"]
        assert f">+{wink:.1f}°</text>" in bottom.picture
        assert "</text>" not in onset.picture


def test_a_motion_without_loads_has_no_forces(analysis: Analysis) -> None:
    bare = replace(analysis, found=replace(analysis.found, loading=None))
    scene = scene_of(bare)
    assert scene.forces == ()
    assert np.isnan(scene.body_weight_n)
    assert len(scene.paths) == 8


def test_a_motion_from_a_file_has_no_markers(analysis: Analysis) -> None:
    assert scene_of(replace(analysis, trial=None, match=None)).markers == ()
