from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.detect import detect_profile
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.profile import SIDES, Profile, SignedCoordinate
from opensim_wink.errors import ModelError, MotionError, SettingError
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.lengths import muscle_lengths

FROM_M = np.array([-0.05, 0.30, 0.0])  # on ground, above and behind the hip
TO_M = np.array([-0.02, -0.25, 0.0])  # on the thigh

# Muscle–tendon lengths (mm) of the generic RajagopalLaiUhlrich2023 at hip/knee flexion (°),
# evaluated with OpenSim 4.6.
POSTURES = ((0, 0), (60, 70), (90, 100), (110, 120), (120, 130), (90, 0))
TABLE_MM = {
    "bflh": (421.5, 447.7, 458.0, 460.1, 459.3, 508.9),
    "semimem": (413.1, 424.3, 430.0, 430.9, 430.3, 490.9),
    "semiten": (455.8, 465.8, 472.6, 474.3, 474.3, 550.1),
    "recfem": (512.7, 518.2, 508.3, 503.9, 504.4, 440.5),
    "addmagIsch": (339.3, 397.3, 425.6, 439.3, 444.1, 425.6),
    "glmax3": (218.9, 293.7, 320.6, 335.0, 341.2, 320.6),
    "piri": (138.1, 149.2, 153.0, 154.2, 154.4, 153.0),
}


def motion_of(coordinates: tuple[str, ...], values: np.ndarray) -> Motion:
    frames = len(values)
    return Motion(
        name="made",
        time_s=np.arange(frames) / 100.0,
        coordinates=coordinates,
        rotational=np.ones(len(coordinates), dtype=bool),
        values=np.asarray(values, dtype=float),
        markers=(),
        marker_error_m=np.empty((frames, 0)),
        weights=np.empty(0),
        cost=np.full(frames, np.nan),
        converged=np.ones(frames, dtype=bool),
        solver="file",
    )


def length_at(angle: float) -> float:
    c, s = np.cos(angle), np.sin(angle)
    point = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ TO_M
    return float(np.linalg.norm(point - FROM_M))


@pytest.fixture(scope="module")
def thighs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two thighs on ground, one straight hamstring each."""
    osim = engine()
    model = osim.Model()
    model.setName("thighs")
    zero = osim.Vec3(0)
    for side in SIDES:
        thigh = osim.Body(f"femur_{side}", 1.0, osim.Vec3(0), osim.Inertia(1, 1, 1))
        hip = osim.PinJoint(f"hip_{side}", model.getGround(), zero, zero, thigh, zero, zero)
        hip.updCoordinate().setName(f"hip_flexion_{side}")
        model.addBody(thigh)
        model.addJoint(hip)
        muscle = osim.Thelen2003Muscle(f"semimem_{side}", 100.0, 0.1, 0.2, 0.0)
        muscle.addNewPathPoint("from", model.getGround(), osim.Vec3(*FROM_M))
        muscle.addNewPathPoint("to", thigh, osim.Vec3(*TO_M))
        model.addForce(muscle)
    model.finalizeConnections()
    path = tmp_path_factory.mktemp("thighs") / "thighs.osim"
    model.printToXML(str(path))
    return path


@pytest.fixture(scope="module")
def profile() -> Profile:
    return Profile(
        family="unknown",
        posterior_pelvic_tilt=SignedCoordinate("pelvis_tilt", 1.0),
        lumbar_flexion=(),
        lumbar_levels=0,
        hip_flexion={side: SignedCoordinate(f"hip_flexion_{side}", 1.0) for side in SIDES},
        knee_flexion={},
        ankle_dorsiflexion={},
        pelvis="pelvis",
        torso="",
        femur={side: f"femur_{side}" for side in SIDES},
        tibia={},
        foot={},
        muscles={"semimembranosus": {side: (f"semimem_{side}",) for side in SIDES}},
    )


BOTH = ("hip_flexion_r", "hip_flexion_l")


def test_each_leg_has_its_own_length_in_every_frame(thighs: Path, profile: Profile) -> None:
    angles = np.array([[0.0, 0.5], [0.4, -0.2], [1.1, 0.9]])
    lengths = muscle_lengths(thighs, motion_of(BOTH, angles), profile)
    assert lengths.names == ("semimem_r", "semimem_l")
    assert lengths.groups == ("semimembranosus", "semimembranosus")
    assert lengths.sides == ("r", "l")
    expected = [[length_at(a) for a in row] for row in angles]
    np.testing.assert_allclose(lengths.length_m, expected, atol=1e-12)
    assert lengths.notes == ()


def test_a_frame_that_could_not_be_solved_has_no_length(thighs: Path, profile: Profile) -> None:
    angles = np.array([[0.1, 0.1], [np.nan, np.nan], [0.3, 0.3]])
    lengths = muscle_lengths(thighs, motion_of(BOTH, angles), profile)
    np.testing.assert_array_equal(np.isnan(lengths.length_m).all(axis=1), [False, True, False])
    frame = lengths.to_frame()
    assert list(frame.columns) == ["semimem_r", "semimem_l"]
    np.testing.assert_allclose(frame.index, [0.0, 0.01, 0.02])


def test_a_foreign_coordinate_is_left_out_and_noted(thighs: Path, profile: Profile) -> None:
    values = np.array([[0.2, 0.1, 9.0]])
    lengths = muscle_lengths(thighs, motion_of((*BOTH, "tail_wag"), values), profile)
    assert lengths.length_m[0, 0] == pytest.approx(length_at(0.2), abs=1e-12)
    assert any("no tail_wag" in note for note in lengths.notes)


def test_a_foreign_coordinate_without_values_does_no_harm(thighs: Path, profile: Profile) -> None:
    motion = motion_of((*BOTH, "tail_wag"), np.array([[0.2, 0.1, np.nan]]))
    assert np.isfinite(muscle_lengths(thighs, motion, profile).length_m).all()


def test_a_leg_that_does_not_move_has_no_length(thighs: Path, profile: Profile) -> None:
    lengths = muscle_lengths(thighs, motion_of(("hip_flexion_l",), np.array([[0.3]])), profile)
    assert np.isnan(lengths.length_m[0, 0])
    assert lengths.length_m[0, 1] == pytest.approx(length_at(0.3), abs=1e-12)
    assert any("right leg" in note for note in lengths.notes)


def test_a_motion_of_another_model_is_refused(thighs: Path, profile: Profile) -> None:
    with pytest.raises(MotionError, match=r"moves no leg .* needed hip_flexion_r, hip_flexion_l"):
        muscle_lengths(thighs, motion_of(("elbow",), np.array([[0.3]])), profile)


def test_groups_are_chosen_by_name(thighs: Path, profile: Profile) -> None:
    motion = motion_of(BOTH, np.zeros((1, 2)))
    with pytest.raises(SettingError, match=r"'semimembranosis' .* mean 'semimembranosus'"):
        muscle_lengths(thighs, motion, profile, ["semimembranosis"])
    with pytest.raises(ModelError, match=r"none of the muscles piriformis"):
        muscle_lengths(thighs, motion, profile, ["piriformis"])


@pytest.fixture(scope="module")
def lai(shared: Path) -> tuple[Path, Profile]:
    path = shared / "models" / "RajagopalLaiUhlrich2023.osim"
    return path, detect_profile(load_model(path), path)


def squat_postures(profile: Profile, postures: Any) -> Motion:
    names, columns = [], []
    for side in SIDES:
        for joint, place in ((profile.hip_flexion, 0), (profile.knee_flexion, 1)):
            names.append(joint[side].name)
            columns.append([np.radians(p[place]) * joint[side].sign for p in postures])
    return motion_of(tuple(names), np.array(columns).T)


@pytest.mark.real
def test_lengths_of_the_reference_model_are_reproduced(lai: tuple[Path, Profile]) -> None:
    path, profile = lai
    lengths = muscle_lengths(path, squat_postures(profile, POSTURES), profile)
    for stem, expected in TABLE_MM.items():
        for side in SIDES:
            found = 1000 * lengths.length_m[:, lengths.names.index(f"{stem}_{side}")]
            np.testing.assert_allclose(found, expected, atol=0.2, err_msg=f"{stem}_{side}")


@pytest.mark.real
def test_the_default_groups_of_the_reference_model(lai: tuple[Path, Profile]) -> None:
    path, profile = lai
    lengths = muscle_lengths(path, squat_postures(profile, [(0, 0)]), profile)
    assert set(lengths.groups) == {
        *("biceps_femoris_long", "semimembranosus", "semitendinosus", "rectus_femoris"),
        *("gluteus_maximus", "adductor_magnus", "piriformis"),
    }
    assert len(lengths.names) == 2 * (4 + 3 + 4 + 1)
    assert any("pelvis_tilt" in note for note in lengths.notes)
