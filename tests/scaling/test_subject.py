from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.scaled_model import scale_model
from opensim_wink.body.subject import load_subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import OutputError, SettingError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.weights import default_weights
from opensim_wink.scaling.model_landmarks import neutral_pose
from opensim_wink.scaling.segments import find_segments
from opensim_wink.scaling.still_frames import upright_static
from opensim_wink.scaling.subject import ScaledSubject, scale_subject
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.landmarks import match_markers
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.storage import read_storage
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

SIZES = {
    "pelvis": (1.06, 1.06, 0.95),
    "femur_r": (1.1, 1.1, 1.1),
    "femur_l": (1.09, 1.09, 1.09),
    "tibia_r": (0.93, 0.93, 0.93),
    "tibia_l": (0.94, 0.94, 0.94),
    "foot_r": (1.04, 1.04, 1.04),
    "foot_l": (1.04, 1.04, 1.04),
    "torso": (0.97, 0.97, 0.97),
    "humerus_r": (1.03, 1.03, 1.03),
    "humerus_l": (1.03, 1.03, 1.03),
    "forearm_r": (0.96, 0.96, 0.96),
    "forearm_l": (0.96, 0.96, 0.96),
}
MASS_KG = 68.0


@dataclass(frozen=True)
class Known:
    """A person who is the packaged model, scaled by known factors, with clusters elsewhere."""

    factors: dict[str, np.ndarray]
    tree: KinematicTree
    labels: tuple[str, ...]

    def standing(self, **degrees: float) -> Trial:
        values = neutral_pose(self.tree)
        for name, angle in degrees.items():
            values[self.tree.coordinate(name)] = np.deg2rad(angle)
        points = Kinematics(self.tree).marker_positions(np.tile(values, (20, 1)))
        time_s = np.arange(20) / 100
        return Trial("static", None, time_s, 100.0, self.labels, points, turned=True)


def known(sizes: dict[str, tuple[float, float, float]]) -> Known:
    generic = load_subject(packaged_model_path())
    segments = find_segments(generic.tree, generic.profile)
    factors = {body: np.array(sizes[name]) for name, of in segments.bodies.items() for body in of}
    tree = read_tree(scale_model(packaged_model_path(), factors, MASS_KG), "truth")
    meaning = recognise(tree.markers).meaning
    draw = np.random.default_rng(4)
    offset = tree.marker_offset_m.copy()
    for i, name in enumerate(tree.markers):
        if vocabulary()[meaning[name]].kind == "technical":
            offset[i] += draw.normal(0, 0.02, 3)
    # A sacral cluster and one marker between the vertebrae, which the model does not have.
    extra = (("SACR2", "pelvis", (-0.17, -0.02, 0.02)), ("SPINM2", "lumbar3", (-0.08, 0.0, 0.03)))
    tree = replace(
        tree,
        markers=(*tree.markers, *(name for name, _, _ in extra)),
        marker_body=np.append(tree.marker_body, [tree.body(body) for _, body, _ in extra]),
        marker_offset_m=np.vstack([offset, *(at for _, _, at in extra)]),
    )
    return Known(factors, tree, tree.markers)


@pytest.fixture(scope="module")
def person() -> Known:
    return known(SIZES)


def without_hip_centres(trial: Trial) -> Trial:
    keep = [i for i, name in enumerate(trial.labels) if not name.endswith("HJC")]
    labels = tuple(trial.labels[i] for i in keep)
    return replace(trial, labels=labels, points_m=trial.points_m[:, keep])


def placed_against(truth: KinematicTree, found: ScaledSubject) -> dict[str, float]:
    """Marker → distance of its place on the body from the true one, m, for measured markers."""
    away = {}
    for item in found.markers:
        if item.label is None:
            continue
        at = truth.markers.index(item.label)
        assert item.marker.body == truth.bodies[truth.marker_body[at]], item.label
        away[item.label] = float(np.linalg.norm(item.marker.offset_m - truth.marker_offset_m[at]))
    return away


@pytest.fixture(scope="module")
def recovered(person: Known, tmp_path_factory: pytest.TempPathFactory) -> ScaledSubject:
    out = tmp_path_factory.mktemp("scaled") / "person.osim"
    static = person.standing().noted("Vertical: known.")
    return scale_subject(packaged_model_path(), static, mass_kg=MASS_KG, out_path=out)


def test_what_was_found_in_the_static_trial_is_told_as_such(recovered: ScaledSubject) -> None:
    assert "static trial: Vertical: known." in recovered.notes
    assert "Vertical: known." not in recovered.notes


def test_known_factors_are_recovered(person: Known, recovered: ScaledSubject) -> None:
    # Distances within one body tell its size alone; those across a joint also hold some of the
    # neighbour's, most of which the second look in the standing pose takes out.
    within = {"pelvis": 1e-6, "femur_r": 1e-3, "calcn_l": 1e-6, "torso": 5e-4, "radius_r": 1e-3}
    for body, factor in recovered.scale_factors.items():
        error = np.abs(factor - person.factors[body]).max()
        assert error < within.get(body, 4e-3), body


def test_known_places_are_recovered(person: Known, recovered: ScaledSubject) -> None:
    away = placed_against(person.tree, recovered)
    assert {"RTH1", "LTB2", "SACR2", "SPINM2", "RASI", "C7"} <= set(away)
    arms = tuple(f"{side}{part}" for side in "RL" for part in ("UA", "FA", "LE", "ME"))
    assert max(a for label, a in away.items() if not label.startswith(arms)) < 1e-3
    assert max(away.values()) < 2e-3
    assert max(recovered.landmark_error_mm.values()) < 2.0
    assert max(away[label] for label in ("RASI", "LPSI", "SACR2", "RTH1", "LTH3")) < 1e-3
    assert recovered.warnings == ()


def test_without_hip_centres_the_thigh_starts_where_the_models_joint_is(tmp_path: Path) -> None:
    even = {"pelvis": 0.97, "torso": 0.96}
    sizes = {name: (even.get(name, 0.985),) * 3 for name in SIZES}
    person = known(sizes)
    static = without_hip_centres(person.standing())
    found = scale_subject(
        packaged_model_path(), static, mass_kg=MASS_KG, out_path=tmp_path / "out.osim"
    )
    factors = found.scale_factors
    # The height is the median of depth, width (both 0.97) and the other segments.
    assert factors["pelvis"] == pytest.approx([0.97] * 3, abs=1e-6)
    for body, limit in {"femur_r": 1e-3, "tibia_l": 2e-3, "torso": 2e-3, "humerus_r": 4e-3}.items():
        assert factors[body] == pytest.approx(person.factors[body], abs=limit), body
    assert any("scaled pelvis" in note and "Harrington" in note for note in found.notes)
    assert not any(name.startswith("hip_centre") for name in found.landmark_error_mm)
    assert found.warnings == ()


def test_trunk_and_arms_off_their_places_are_noted_without_alarm(
    person: Known, tmp_path: Path
) -> None:
    static = person.standing()
    points = static.points_m.copy()
    for label in ("RACR", "LACR"):
        points[:, person.labels.index(label)] += (0.0, 0.06, 0.0)
    found = scale_subject(
        packaged_model_path(),
        replace(static, points_m=points),
        mass_kg=MASS_KG,
        out_path=tmp_path / "out.osim",
    )
    assert any("trunk and arms" in note for note in found.notes)
    assert not any("trunk and arms" in warning for warning in found.warnings)


def test_a_person_who_stands_bent_is_recovered(person: Known, tmp_path: Path) -> None:
    static = person.standing(
        hip_flexion_r=6, hip_flexion_l=4, knee_angle_r=8, knee_angle_l=6, pelvis_tilt=-3
    )
    found = scale_subject(
        packaged_model_path(), static, mass_kg=MASS_KG, out_path=tmp_path / "out.osim"
    )
    for body in ("pelvis", "femur_r", "femur_l", "tibia_r", "tibia_l", "calcn_r"):
        assert found.scale_factors[body] == pytest.approx(person.factors[body], rel=0.02), body
    away = placed_against(person.tree, found)
    legs = [a for label, a in away.items() if label[1:3] in ("AS", "PS", "TH", "TB", "LF", "MF")]
    assert max(legs) < 0.012
    tilt = np.rad2deg(found.pose.coordinate("pelvis_tilt")[0])
    assert tilt == pytest.approx(-3, abs=1.5)


def test_the_file_opens_and_carries_markers_and_mass(recovered: ScaledSubject) -> None:
    read = load_subject(recovered.subject.model_path)
    assert read.tree.markers == recovered.subject.tree.markers
    assert read.tree.marker_offset_m == pytest.approx(
        recovered.subject.tree.marker_offset_m, abs=1e-9
    )
    assert read.mass_kg == pytest.approx(MASS_KG)
    assert read.profile == recovered.subject.profile
    assert read.name == recovered.subject.name
    assert list(recovered.subject.model_path.parent.iterdir()) == [recovered.subject.model_path]


def test_unmeasured_clusters_are_left_out_and_bones_kept(person: Known, tmp_path: Path) -> None:
    static = person.standing()
    keep = [i for i, name in enumerate(person.labels) if name not in ("RTH1", "RMMAL")]
    static = replace(
        static,
        labels=tuple(person.labels[i] for i in keep),
        points_m=static.points_m[:, keep],
    )
    found = scale_subject(
        packaged_model_path(), static, mass_kg=MASS_KG, out_path=tmp_path / "out.osim"
    )
    how = {item.marker.name: item.how for item in found.markers}
    assert "RTH1" not in how
    assert how["RMMAL"] == "kept"
    assert how["RHJC"] == "kept"
    assert how["SACR2"] == "added"
    assert any("RTH1" in note for note in found.notes)


def test_a_misplaced_label_is_warned_of(person: Known, tmp_path: Path) -> None:
    static = person.standing()
    points = static.points_m.copy()
    points[:, person.labels.index("RLMAL")] += (0.07, 0.02, 0.0)
    found = scale_subject(
        packaged_model_path(),
        replace(static, points_m=points),
        mass_kg=MASS_KG,
        out_path=tmp_path / "out.osim",
    )
    assert any("RLMAL" in warning for warning in found.warnings)
    assert found.landmark_error_mm["RLMAL"] > 20


def test_exchanged_labels_do_not_spoil_the_rest(person: Known, tmp_path: Path) -> None:
    static = person.standing()
    swap = {"RMT5": "RTOE", "RTOE": "RMT5"}
    found = scale_subject(
        packaged_model_path(),
        replace(static, labels=tuple(swap.get(name, name) for name in person.labels)),
        mass_kg=MASS_KG,
        out_path=tmp_path / "out.osim",
    )
    assert any("exchanged" in warning and "RMT5" in warning for warning in found.warnings)
    assert found.landmark_error_mm["RLMAL"] < 6
    foot = placed_against(person.tree, found)
    assert foot["RCAL"] < 0.01
    assert foot["LCAL"] < 0.003


def test_labels_by_map(person: Known, tmp_path: Path) -> None:
    static = person.standing()
    renamed = tuple("front of hip" if name == "RASI" else name for name in person.labels)
    found = scale_subject(
        packaged_model_path(),
        replace(static, labels=renamed),
        mass_kg=MASS_KG,
        out_path=tmp_path / "out.osim",
        label_map={"front of hip": "asis_r"},
    )
    assert found.landmark_error_mm["front of hip"] < 2


def test_failures_leave_nothing_behind(person: Known, tmp_path: Path) -> None:
    model, static = packaged_model_path(), person.standing()
    with pytest.raises(SettingError, match="mass"):
        scale_subject(model, static, mass_kg=0.0, out_path=tmp_path / "out.osim")
    blocked = tmp_path / "file"
    blocked.write_text("here")
    with pytest.raises(OutputError, match="folder"):
        scale_subject(model, static, mass_kg=70.0, out_path=blocked / "out.osim")
    assert list(tmp_path.iterdir()) == [blocked]


def benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "scaling.py"
    spec = importlib.util.spec_from_file_location("scaling_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["real/opencap_subject4/unscaled_generic.osim", "models/RajagopalLaiUhlrich2023.osim"]
)
def test_factors_equal_those_of_opensims_scale_tool(
    shared: Path, tmp_path: Path, name: str
) -> None:
    bench = benchmark()
    folder = shared / "real/opencap_subject4"
    setup = folder / "Setup_scaling_LaiUhlrich2022_Mocap.xml"
    same = bench.named_like_the_set(shared / name, setup, tmp_path / "named.osim")
    theirs, _ = bench.run_scale_tool(setup, same, folder / "static1.trc", tmp_path)
    found = scale_subject(
        shared / name,
        turn_to_opensim(read_trial(folder / "static1.trc")),
        mass_kg=62.6,
        out_path=tmp_path / "ours.osim",
        measurement_set=setup,
    )
    assert bench.largest_difference(found.scale_factors, theirs) < 1e-3


@pytest.mark.real
@pytest.mark.parametrize("centres", [True, False], ids=["hip centres given", "none given"])
@pytest.mark.parametrize("name", ["RajagopalLaiUhlrich2023", "LaiUhlrich2022", "packaged"])
def test_squats_follow_the_published_angles(
    shared: Path, tmp_path: Path, name: str, centres: bool
) -> None:
    folder = shared / "real/opencap_subject4"
    model = packaged_model_path() if name == "packaged" else shared / "models" / f"{name}.osim"
    static, squats = (
        turn_to_opensim(read_trial(folder / trial)) for trial in ("static1.trc", "squats1.trc")
    )
    if not centres:
        static, squats = without_hip_centres(static), without_hip_centres(squats)
    found = scale_subject(model, static, mass_kg=62.6, out_path=tmp_path / "out.osim")
    tree = found.subject.tree
    pairs = match_markers(squats.labels, tree.markers).mapping
    motion = solve_inverse_kinematics(tree, squats, pairs, IKTasks(default_weights(pairs)))
    assert np.sqrt(np.nanmean(motion.marker_error_m**2)) < 0.02
    pelvis = [
        i for i, marker in enumerate(motion.markers) if pairs[marker].endswith(("ASIS", "PSIS"))
    ]
    assert len(pelvis) == 4
    assert np.sqrt(np.nanmean(motion.marker_error_m[:, pelvis] ** 2)) < 0.01
    published = read_storage(folder / "squats1_manual_scaling_ik.mot")
    for coordinate in (
        "pelvis_tilt",
        "hip_flexion_r",
        "hip_flexion_l",
        "knee_angle_r",
        "knee_angle_l",
    ):
        theirs = published.values[:, list(published.columns).index(coordinate)]
        ours = np.rad2deg(motion.coordinate(coordinate))
        ours = np.interp(published.time_s, motion.time_s, ours)
        apart = (ours - ours[:20].mean()) - (theirs - theirs[:20].mean())
        assert np.sqrt(np.mean(apart**2)) < 3.0, coordinate


@pytest.mark.real
@pytest.mark.parametrize(
    "model", ["gait2392_thelen2003muscle", "RajagopalLaiUhlrich2023", "FBLSmodel", "packaged"]
)
@pytest.mark.parametrize(
    ("trial", "placed"),
    [
        ("barbell_static/barbell_athlete_static.c3d", ("SPINMOL", "SACR2", "RTH2")),
        ("stoop_lift/neu_t169_f250f350.c3d", ("RTHI", "T10", "LASI")),
    ],
)
def test_other_trials_and_models(
    shared: Path, tmp_path: Path, model: str, trial: str, placed: tuple[str, ...]
) -> None:
    path = packaged_model_path() if model == "packaged" else shared / f"models/{model}.osim"
    static = turn_to_opensim(read_trial(shared / "real" / trial))
    found = scale_subject(path, static, mass_kg=70.0, out_path=tmp_path / "out.osim")
    assert set(placed) <= {item.label for item in found.markers}
    assert found.pose.converged.all()
    assert load_subject(found.subject.model_path).mass_kg == pytest.approx(70.0)
    for factor in found.scale_factors.values():
        assert ((factor > 0.75) & (factor < 1.45)).all()
    # In the standing pose every measured marker now lies where it was measured.
    tree, labels = found.subject.tree, [item.label for item in found.markers]
    modelled = Kinematics(tree).marker_positions(found.pose.values)[0]
    for label, place in zip(labels, modelled, strict=True):
        if label is not None:
            assert np.nanmin(np.linalg.norm(static.marker(label) - place, axis=1)) < 0.005


@pytest.mark.real
def test_the_upright_moment_of_a_squat_trial_scales_too(shared: Path, tmp_path: Path) -> None:
    folder = shared / "real/opencap_subject4"
    sizes = []
    for name in ("static1.trc", "squats1.trc"):
        trial = turn_to_opensim(read_trial(folder / name))
        static = trial if name == "static1.trc" else upright_static(trial)
        found = scale_subject(
            shared / "models/RajagopalLaiUhlrich2023.osim",
            static,
            mass_kg=62.6,
            out_path=tmp_path / "out.osim",
        )
        sizes.append(found.scale_factors)
    assert "no static trial" in found.warnings[0]
    for body in ("pelvis", "femur_r", "tibia_l", "torso"):
        assert sizes[1][body] == pytest.approx(sizes[0][body], rel=0.05), body
