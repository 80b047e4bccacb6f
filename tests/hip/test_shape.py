"""Shapes, rims, bands, and what may be told of a hip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, qmc

from opensim_wink.errors import SettingError
from opensim_wink.hip.axes import socket_axis
from opensim_wink.hip.band import hip_band, spread_points
from opensim_wink.hip.given import given_values, read_shape_file
from opensim_wink.hip.parameters import BY_NAME, PARAMETERS, Parameter
from opensim_wink.hip.rim import half_angle_from_lcea, lcea_from_half_angle
from opensim_wink.hip.shape import HipShape, HipShapes


def test_rim_of_a_socket_that_faces_the_side() -> None:
    """Without version the rim, the vertical and the axis lie in one plane: plain sums of angles."""
    assert float(half_angle_from_lcea(30, 0, 40)) == pytest.approx(180 - 30 - 40)
    assert float(half_angle_from_lcea(45, 0, 45)) == pytest.approx(90)


@given(st.floats(-10, 70), st.floats(-30, 45), st.floats(20, 70))
def test_rim_goes_through_the_edge_and_back(
    lcea: float, version: float, inclination: float
) -> None:
    half = half_angle_from_lcea(lcea, version, inclination)
    edge = np.array([0, np.cos(np.deg2rad(lcea)), np.sin(np.deg2rad(lcea))])
    apart = np.rad2deg(np.arccos(socket_axis(version, inclination) @ edge))
    assert float(half) == pytest.approx(apart, abs=1e-9)
    again = lcea_from_half_angle(half, version, inclination)
    # Near the end of the coronal rim the sine is flat, and both sides of it are one.
    assert float(half_angle_from_lcea(again, version, inclination)) == pytest.approx(
        apart, abs=1e-6
    )


def test_rim_that_has_no_edge_at_the_side() -> None:
    assert np.isnan(lcea_from_half_angle(5, 60, 30))


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.option)
def test_parameters_are_in_their_limits(parameter: Parameter) -> None:
    low, high = parameter.ends()
    assert parameter.low < parameter.high
    assert parameter.low <= low <= parameter.typical <= high <= parameter.high
    assert (
        "doi:" in parameter.source or "verified" in parameter.source or "Assoc" in parameter.source
    )


@pytest.mark.parametrize("name", [*BY_NAME, "cam_place_deg", "cam_reach_deg"])
@pytest.mark.parametrize("value", [1e6, -1e6, float("nan"), float("inf"), "30", None, True])
def test_values_that_cannot_be(name: str, value: object) -> None:
    with pytest.raises(SettingError, match=name):
        HipShape(**{name: value})


def test_neck_and_head() -> None:
    assert HipShape(head_neck_ratio=2.0).neck_alpha_deg == pytest.approx(30)
    shapes = HipShapes.of([HipShape(head_neck_ratio=2.0), HipShape(front_rim_deg=0)])
    assert shapes.n_shapes == 2
    np.testing.assert_allclose(
        shapes.free_angle_deg(), shapes.rim_half_angle_deg() - shapes.neck_alpha_deg()
    )
    assert shapes.rim_half_angle_deg()[1] - shapes.rim_half_angle_deg()[0] == pytest.approx(10)


def test_published_band_has_the_published_spread() -> None:
    band = hip_band({}, n_samples=1024)
    for parameter in PARAMETERS:
        values = getattr(band.shapes, parameter.name)
        if parameter.spread == "normal":
            assert values.mean() == pytest.approx(parameter.first, abs=0.01 * parameter.second)
            # A normal distribution that is cut off at two SD has 0.88 of its SD.
            expected = np.sqrt(norm.expect(np.square, lb=-2, ub=2, conditional=True))
            assert values.std() / parameter.second == pytest.approx(float(expected), abs=0.01)
            assert np.abs(values - parameter.first).max() <= 2 * parameter.second + 1e-6
        else:
            assert values.min() >= parameter.first
            assert values.max() <= parameter.second
            assert np.ptp(values) >= 0.99 * (parameter.second - parameter.first)
    ranks = np.stack([getattr(band.shapes, p.name) for p in PARAMETERS if p.spread != "fixed"])
    assert np.abs(np.corrcoef(ranks) - np.eye(len(ranks))).max() < 0.05


def test_band_is_the_same_each_time_and_even() -> None:
    np.testing.assert_array_equal(hip_band({}).shapes.lcea_deg, hip_band({}).shapes.lcea_deg)
    points = spread_points(9, 256)
    assert ((points > 0) & (points < 1)).all()
    assert qmc.discrepancy(points) < qmc.discrepancy(np.random.default_rng(0).random((256, 9)))


def test_what_is_given_varies_by_its_error_alone() -> None:
    band = hip_band({"lcea_deg": 25.0, "cam_deg": 0.0}, plane_tilt_deg=-5)
    assert band.shapes.lcea_deg.mean() == pytest.approx(25, abs=0.05)
    assert np.abs(band.shapes.lcea_deg - 25).max() <= 2 * BY_NAME["lcea_deg"].error + 1e-6
    assert np.ptp(band.shapes.cam_deg) == 0
    assert band.posterior_plane_tilt_deg.mean() == pytest.approx(-5, abs=0.05)
    assert np.ptp(band.posterior_plane_tilt_deg) < np.ptp(hip_band({}).posterior_plane_tilt_deg)
    assert "socket depth" in band.told


@pytest.mark.parametrize("n_samples", [0, 1, 100, 1 << 20])
def test_band_of_a_size_that_spreads_badly(n_samples: int) -> None:
    with pytest.raises(SettingError, match="power of two"):
        hip_band({}, n_samples=n_samples)


def write(folder: Path, text: str) -> Path:
    path = folder / "hip.yaml"
    path.write_text(text, "utf-8")
    return path


def test_file_with_two_sides(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "definition: radiographic\nversion: 15\ninclination_deg: 40\nnsa: 130\n"
        "right: {lcea: 33, alpha_deg: 62, head_radius_mm: 24, neck_radius_mm: 15}\n",
    )
    found = read_shape_file(path)
    assert found["r"]["version_deg"] == pytest.approx(22.63, abs=0.005)
    assert found["r"]["inclination_deg"] == pytest.approx(42.27, abs=0.005)
    assert found["r"]["head_neck_ratio"] == pytest.approx(1.6)
    alpha = found["r"]["cam_deg"] + HipShape(head_neck_ratio=1.6).neck_alpha_deg
    assert alpha == pytest.approx(62)
    assert found["l"].keys() == {"version_deg", "inclination_deg", "neck_shaft_deg"}


@pytest.mark.parametrize(
    "told",
    [
        {"lcea": 0.54, "version": 0.35, "antetorsion": 0.2},
        {"lcea_deg": 0.54, "antetorsion_deg": -0.1, "head_neck_ratio": 1.6},
        {"version": 1.2, "front-rim": 0.17, "cam": 0},
        {"lcea": 1, "version": 0.35},
        {"rim_half_angle_deg": 1.54, "version": 0.35},
    ],
)
def test_radians_are_refused(told: dict[str, float]) -> None:
    with pytest.raises(SettingError, match=r"^here: .* radians; write degrees, here") as refused:
        given_values(told, "here")
    assert "head_neck_ratio" not in str(refused.value)
    name, value = next(iter(told.items()))
    assert f"{name} {value:g}" in str(refused.value)
    assert f"{name} {np.rad2deg(value):.0f}" in str(refused.value)


@pytest.mark.parametrize(
    "told",
    [
        {"lcea": 0.54},
        {"lcea": 0.54, "version": 20.0},
        {"version": 1, "antetorsion": -1},
        {"lcea": 0, "cam": 0, "version": 0.5},
        {"head_neck_ratio": 1.5, "antetorsion": 0.5},
        {},
    ],
)
def test_small_degrees_are_taken(told: dict[str, float]) -> None:
    assert set(given_values(told, "here").values()) == set(map(float, told.values()))


def test_file_in_radians_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"hip\.yaml: version 0\.35, lcea 0\.54 look like"):
        read_shape_file(write(tmp_path, "version: 0.35\nright: {lcea: 0.54}\n"))


def test_rim_measured_in_front_is_that_rim() -> None:
    found = given_values({"rim_half_angle_deg": 88, "version": 18}, "here")
    assert HipShapes.of(HipShape(**found)).rim_half_angle_deg()[0] == pytest.approx(88)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no numbers"),
        ("[1, 2]", "holds no numbers"),
        ("lcea: {a: 1", "no YAML"),
        ("\x00", "no YAML"),
        ("lcae: 30", "Did you mean 'lcea'"),
        ("lcea: deep", "allowed is a number from -30 to 80"),
        ("lcea: .nan", "allowed is a number"),
        ("lcea: true", "allowed is a number"),
        ("lcea: 30\nlcea_deg: 31", "told twice"),
        ("right: 3", "'right' must hold numbers"),
        ("definition: mine\nversion: 3\ninclination: 40", "anatomical, radiographic, operative"),
        ("definition: operative\nversion: 3", "both"),
        ("alpha_deg: 60\ncam: 3", "not both"),
        ("head_radius_mm: 24", "neck_radius_mm"),
        ("head_radius_mm: 20\nneck_radius_mm: 30", "head_neck_ratio|over neck_radius_mm"),
        ("head_radius_mm: 2.4\nneck_radius_mm: 1.6", "10 to 40 mm"),
        ("rim_half_angle_deg: 90\nlcea: 30", "not both"),
        ("lcea: !!python/object/apply:os.system [echo]", "no YAML"),
    ],
)
def test_file_that_cannot_be(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingError, match=told) as error:
        read_shape_file(path)
    assert "hip.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="No such file"):
        read_shape_file(tmp_path / "gone.yaml")
    (tmp_path / "big.yaml").write_text("#" * 200_000)
    with pytest.raises(SettingError, match="too large"):
        read_shape_file(tmp_path / "big.yaml")
