"""Force plates of a C3D file: types, units, signs, baselines, and plates that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.trial.c3d.file import read_c3d
from opensim_wink.trial.trial import Trial

WriteC3d = Callable[..., Path]

CORNERS = np.array([[400.0, 0.0, 80.0], [0.0, 0.0, 80.0], [0.0, 600.0, 80.0], [400.0, 600.0, 80.0]])
CENTRE = np.array([0.2, 0.3, 0.08])
# x of these corners is +X of the laboratory, y is -Y, z is -Z.
AXES = np.diag([1.0, -1.0, -1.0])
FORCE = np.array([20.0, -30.0, 700.0])
POINT = np.array([0.25, 0.20, 0.08])
TWIST = 3.0
N_FRAMES = 20


def stance(offset_m: float = 0.0) -> np.ndarray:
    """Markers of someone who stands on the plate, or beside it, in mm."""
    rng = np.random.default_rng(2)
    points = rng.uniform((100.0, 200.0, 90.0), (300.0, 400.0, 1600.0), (N_FRAMES, 10, 3))
    points[:, 0, 2], points[:, 9, 2] = 120.0, 1700.0
    return points + np.array([1000.0 * offset_m, 0.0, 0.0])


def channels(origin_m: np.ndarray, moment_unit: float, n_samples: int = 200) -> np.ndarray:
    """Fx Fy Fz Mx My Mz of FORCE at POINT with TWIST about the vertical, in plate axes."""
    force = AXES.T @ FORCE
    arm = AXES.T @ (POINT - CENTRE) + origin_m
    moment = np.cross(arm, force) + AXES.T @ np.array([0.0, 0.0, TWIST])
    return np.tile(np.concatenate([force, moment / moment_unit]), (n_samples, 1))


def plate_parameters(kind: int = 2, n_channels: int = 6, **more: object) -> dict[str, object]:
    given = {f"FORCE_PLATFORM:{name}": value for name, value in more.items() if name.isupper()}
    return {
        "FORCE_PLATFORM:USED": 1,
        "FORCE_PLATFORM:TYPE": np.array([kind]),
        "FORCE_PLATFORM:CHANNEL": np.arange(1, n_channels + 1)[None],
        "FORCE_PLATFORM:CORNERS": CORNERS[None],
        "FORCE_PLATFORM:ORIGIN": np.array([[0.0, 0.0, -40.0]]),
        "FORCE_PLATFORM:ZERO": np.array([0, 0]),
        "ANALOG:UNITS": ["N", "N", "N", "Nmm", "Nmm", "Nmm"],
        **given,
    }


ORIGIN_M = np.array([0.0, 0.0, -0.04])


def check(trial: Trial, force: np.ndarray = FORCE) -> None:
    (plate,) = trial.plates
    np.testing.assert_allclose(plate.force_n, np.tile(force, (200, 1)), atol=1e-3)
    np.testing.assert_allclose(plate.cop_m, np.tile(POINT, (200, 1)), atol=1e-5)
    np.testing.assert_allclose(plate.free_moment_nm, np.tile([0, 0, TWIST], (200, 1)), atol=1e-3)
    assert plate.corners_m is not None
    np.testing.assert_allclose(plate.corners_m, CORNERS / 1000.0, rtol=1e-6)
    assert plate.name == "plate 1"


@pytest.mark.parametrize(("unit", "newton_metres"), [("Nmm", 0.001), ("Nm", 1.0), ("N-M", 1.0)])
def test_units_of_moment(write_c3d: WriteC3d, unit: str, newton_metres: float) -> None:
    parameters = {**plate_parameters(), "ANALOG:UNITS": ["N"] * 3 + [unit] * 3}
    trial = read_c3d(
        write_c3d(stance(), analog=channels(ORIGIN_M, newton_metres), parameters=parameters)
    )
    check(trial)
    assert trial.notes == ()
    np.testing.assert_allclose(trial.plates[0].time_s[[0, -1]], [0.0, 0.199])


@pytest.mark.parametrize("newton_metres", [0.001, 1.0])
@pytest.mark.parametrize("unit", ["", "V"])
def test_absent_unit_of_moment_is_found(
    write_c3d: WriteC3d, unit: str, newton_metres: float
) -> None:
    parameters = {**plate_parameters(), "ANALOG:UNITS": ["N"] * 3 + [unit] * 3}
    trial = read_c3d(
        write_c3d(stance(), analog=channels(ORIGIN_M, newton_metres), parameters=parameters)
    )
    check(trial)
    assert any("assumed" in note for note in trial.notes)


def test_wrong_unit_of_moment_is_noticed(write_c3d: WriteC3d) -> None:
    parameters = {**plate_parameters(), "ANALOG:UNITS": ["N"] * 3 + ["Nm"] * 3}
    trial = read_c3d(write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=parameters))
    check(trial)
    assert any("N·mm was assumed" in note for note in trial.notes)


def test_origin_of_the_opposite_sign(write_c3d: WriteC3d) -> None:
    parameters = plate_parameters(ORIGIN=np.array([[0.0, 0.0, 40.0]]))
    trial = read_c3d(write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=parameters))
    check(trial)
    assert any("ORIGIN" in note for note in trial.notes)


def test_force_on_the_plate_is_turned(write_c3d: WriteC3d) -> None:
    trial = read_c3d(
        write_c3d(stance(), analog=-channels(ORIGIN_M, 0.001), parameters=plate_parameters())
    )
    check(trial)
    assert any("sign was turned" in note for note in trial.notes)


def test_calibration_of_type_4(write_c3d: WriteC3d) -> None:
    """The first index of CAL_MATRIX is that of the result and runs fastest in the file."""
    matrix = np.diag([1.5, 1.6, 6.0, 600.0, 610.0, 300.0]) + 0.01 * np.arange(36).reshape(6, 6)
    wrench = channels(ORIGIN_M, 0.001)
    parameters = plate_parameters(4, CAL_MATRIX=matrix.T[None])
    volts = np.linalg.solve(matrix.astype(np.float32).astype(float), wrench.T).T
    trial = read_c3d(write_c3d(stance(), analog=volts, parameters=parameters))
    check(trial)
    assert trial.plates[0].kind == 4


def test_type_4_without_matrix_is_read_as_type_2(write_c3d: WriteC3d) -> None:
    trial = read_c3d(
        write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=plate_parameters(4))
    )
    check(trial)
    assert any("CAL_MATRIX" in note for note in trial.notes)


def test_type_1(write_c3d: WriteC3d) -> None:
    local = AXES.T @ (POINT - CENTRE)
    row = [*(AXES.T @ FORCE), 1000.0 * local[0], 1000.0 * local[1], -1000.0 * TWIST]
    parameters = {
        **plate_parameters(1),
        "ANALOG:UNITS": ["N", "N", "N", "mm", "mm", "Nmm"],
    }
    check(read_c3d(write_c3d(stance(), analog=np.tile(row, (200, 1)), parameters=parameters)))


def test_type_3(write_c3d: WriteC3d) -> None:
    """Four vertical forces at the corners (±a, ±b), loaded at one corner's own place."""
    a, b = 120.0, 200.0
    row = [0.0, 0.0, 0.0, 0.0, -350.0, 0.0, 0.0, -350.0]
    parameters = {
        **plate_parameters(3, 8, ORIGIN=np.array([[a, b, -58.0]])),
        "ANALOG:UNITS": ["N"] * 8,
    }
    trial = read_c3d(write_c3d(stance(), analog=np.tile(row, (200, 1)), parameters=parameters))
    (plate,) = trial.plates
    np.testing.assert_allclose(plate.force_n[0], [0.0, 0.0, 700.0], atol=1e-4)
    # Sensors 1 and 4 lie at +a, which is +X here.
    np.testing.assert_allclose(plate.cop_m[0], [0.2 + 0.12, 0.3, 0.08], atol=1e-6)


def test_baseline_is_taken_off_an_empty_plate(write_c3d: WriteC3d) -> None:
    drift = np.array([5.0, -8.0, 60.0, 4000.0, -2000.0, 900.0])
    load = channels(ORIGIN_M, 0.001)
    load[:100] = 0.0
    points = stance()
    points[:10] += np.array([2000.0, 0.0, 0.0])
    trial = read_c3d(
        write_c3d(points, analog=load + drift, parameters=plate_parameters(ZERO=np.array([1, 10])))
    )
    (plate,) = trial.plates
    np.testing.assert_allclose(plate.force_n[:100], 0.0, atol=1e-3)
    np.testing.assert_allclose(plate.force_n[100:], np.tile(FORCE, (100, 1)), atol=1e-3)
    np.testing.assert_allclose(plate.cop_m[100:], np.tile(POINT, (100, 1)), atol=1e-5)
    assert any("frames 1 to 10 was taken off (60.0 N" in note for note in trial.notes)


def test_baseline_of_someone_who_stands_there_is_kept(write_c3d: WriteC3d) -> None:
    """A squat that begins on the plate keeps its body weight, whatever ZERO says."""
    trial = read_c3d(
        write_c3d(
            stance(),
            analog=channels(ORIGIN_M, 0.001),
            parameters=plate_parameters(ZERO=np.array([1, 10])),
        )
    )
    check(trial)
    assert any("no baseline was taken off" in note for note in trial.notes)


@pytest.mark.parametrize("zero", [(0, 0), (1, 0)])
def test_no_baseline_where_none_is_asked_for(write_c3d: WriteC3d, zero: tuple[int, int]) -> None:
    points = stance(offset_m=3.0)
    parameters = plate_parameters(ZERO=np.array(zero))
    check(read_c3d(write_c3d(points, analog=channels(ORIGIN_M, 0.001), parameters=parameters)))


def test_baseline_beyond_the_file_is_told(write_c3d: WriteC3d) -> None:
    parameters = plate_parameters(ZERO=np.array([500, 510]))
    trial = read_c3d(write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=parameters))
    check(trial)
    assert any("500 to 510" in note for note in trial.notes)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"TYPE": np.array([7])}, "type 7"),
        ({"CHANNEL": np.array([[1, 2, 3, 4, 5, 60]])}, "channels"),
        ({"CHANNEL": np.array([[1, 2]])}, "channels"),
        ({"CORNERS": np.zeros((1, 4, 3))}, "corners"),
        ({"CORNERS": np.full((1, 4, 3), np.nan)}, "corners"),
    ],
)
def test_unusable_plates_are_left_out_and_named(
    write_c3d: WriteC3d, change: dict[str, object], reason: str
) -> None:
    parameters = plate_parameters(**change)
    trial = read_c3d(write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=parameters))
    assert trial.plates == ()
    assert any("Plate 1 was left out" in note and reason in note for note in trial.notes)


def test_more_plates_named_than_described(write_c3d: WriteC3d) -> None:
    trial = read_c3d(
        write_c3d(stance(), analog=channels(ORIGIN_M, 0.001), parameters=plate_parameters(USED=3))
    )
    check(trial)
    assert any("3 force plates" in note for note in trial.notes)
