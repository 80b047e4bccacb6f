"""Ground reactions from .mot files: names of columns, external loads, and the wrench."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.errors import TrialError
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.storage import Storage, write_storage

TIME_S = np.array([0.0, 0.01, 0.02])
FORCE_N = np.array([[1.0, 300.0, -5.0], [2.0, 310.0, -6.0], [0.0, 0.0, 0.0]])
POINT_M = np.array([[0.1, 0.006, -0.2], [0.11, 0.006, -0.21], [0.0, 0.0, 0.0]])
MOMENT_NM = np.array([[0.0, 1.5, 0.0], [0.0, 1.6, 0.0], [0.0, 0.0, 0.0]])

STYLES = {
    "force 1": ("ground_force_{p}_v{a}", "ground_force_{p}_p{a}", "ground_force_{p}_m{a}"),
    "torque 1": ("ground_force_{p}_v{a}", "ground_force_{p}_p{a}", "ground_torque_{p}_{a}"),
    "moment 1": ("ground_force_{p}_v{a}", "ground_force_{p}_p{a}", "ground_moment_{p}_m{a}"),
    "1 first": ("{p}_ground_force_v{a}", "{p}_ground_force_p{a}", "{p}_ground_torque_{a}"),
    "1 last": ("ground_force_v{a}_{p}", "ground_force_p{a}_{p}", "ground_torque_{a}_{p}"),
    "flat": ("f{p}_{a}", "p{p}_{a}", "m{p}_{a}"),
    "stem": ("FP{p}_v{a}", "FP{p}_p{a}", "FP{p}_m{a}"),
}


def write(folder: Path, columns: list[str], vectors: list[np.ndarray]) -> Path:
    path = folder / "grf.mot"
    write_storage(path, Storage("grf", TIME_S, tuple(columns), np.hstack(vectors), None))
    return path


def columns_of(style: tuple[str, ...], plate: str) -> list[str]:
    return [name.format(p=plate, a=axis) for name in style for axis in "xyz"]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
@pytest.mark.parametrize("plates", [("1", "2"), ("2", "10")])
def test_plates_are_told_by_their_labels(tmp_path, style, plates):
    columns = [c for plate in plates for c in columns_of(style, plate)]
    vectors = [FORCE_N, POINT_M, MOMENT_NM, 2 * FORCE_N, 2 * POINT_M, 2 * MOMENT_NM]
    one, two = read_ground_reaction_mot(write(tmp_path, columns, vectors))
    assert one.name != two.name
    assert plates[0] in one.name
    np.testing.assert_array_equal(one.time_s, TIME_S)
    np.testing.assert_allclose(one.force_n, FORCE_N)
    np.testing.assert_allclose(two.force_n, 2 * FORCE_N)
    np.testing.assert_allclose(one.cop_m[:2], POINT_M[:2])
    np.testing.assert_allclose(two.free_moment_nm, 2 * MOMENT_NM)
    assert np.isnan(one.cop_m[2]).all()
    assert one.kind is None
    assert one.corners_m is None


@pytest.mark.parametrize("style", [("{p}_ground_force_v{a}", "{p}_ground_force_p{a}"),
                                   ("ground_force_{p}_v{a}", "ground_force_{p}_p{a}")])  # fmt: skip
def test_sides_tell_plates_and_moments_may_lack(tmp_path, style):
    columns = columns_of(style, "r") + columns_of(style, "l")
    right, left = read_ground_reaction_mot(
        write(tmp_path, columns, [FORCE_N, POINT_M, 3 * FORCE_N, POINT_M])
    )
    np.testing.assert_allclose(right.force_n, FORCE_N)
    np.testing.assert_allclose(left.force_n, 3 * FORCE_N)
    np.testing.assert_array_equal(left.free_moment_nm, 0.0)


def test_classic_file_with_and_without_number(tmp_path):
    columns = [
        *[f"ground_force_{q}{a}" for q in "vp" for a in "xyz"],
        *[f"1_ground_force_{q}{a}" for q in "vp" for a in "xyz"],
        *[f"ground_torque_{a}" for a in "xyz"],
        *[f"1_ground_torque_{a}" for a in "xyz"],
    ]
    vectors = [FORCE_N, POINT_M, 2 * FORCE_N, POINT_M, MOMENT_NM, 2 * MOMENT_NM]
    first, second = read_ground_reaction_mot(write(tmp_path, columns, vectors))
    assert (first.name, second.name) == ("ground_force", "1_ground_force")
    np.testing.assert_allclose(first.free_moment_nm, MOMENT_NM)
    np.testing.assert_allclose(second.free_moment_nm, 2 * MOMENT_NM)


def test_repeated_labels_are_a_second_plate(tmp_path):
    names = [f"ground_force_{q}{a}" for q in "vp" for a in "xyz"]
    rows = np.hstack([FORCE_N, POINT_M, 2 * FORCE_N, POINT_M])
    body = "\n".join("\t".join(map(str, [t, *r])) for t, r in zip(TIME_S, rows, strict=True))
    path = tmp_path / "grf.mot"
    path.write_text("x\nendheader\n" + "\t".join(["time", *names, *names]) + "\n" + body + "\n")
    one, two = read_ground_reaction_mot(path)
    np.testing.assert_allclose(two.force_n, 2 * one.force_n)


@given(
    st.floats(50, 1500), st.floats(-200, 200), st.floats(-200, 200),
    st.floats(-80, 80), st.floats(-20, 20), st.floats(-80, 80),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_moments_about_another_point_keep_the_wrench(tmp_path_factory, fy, fx, fz, mx, my, mz):
    force = np.tile([fx, fy, fz], (3, 1))
    point = np.tile([0.2, 0.01, -0.3], (3, 1))
    moment = np.tile([mx, my, mz], (3, 1))
    columns = columns_of(STYLES["torque 1"], "1")
    path = write(tmp_path_factory.mktemp("grf"), columns, [force, point, moment])
    (plate,) = read_ground_reaction_mot(path)
    np.testing.assert_allclose(plate.free_moment_nm[:, [0, 2]], 0.0, atol=1e-9)
    np.testing.assert_allclose(plate.cop_m[:, 1], 0.01)
    about_origin = np.cross(point, force) + moment
    np.testing.assert_allclose(
        np.cross(plate.cop_m, plate.force_n) + plate.free_moment_nm, about_origin, atol=1e-8
    )


def external_loads(folder: Path, body: str) -> Path:
    path = folder / "loads.xml"
    path.write_text(
        f"<OpenSimDocument Version='40000'><ExternalLoads><objects>{body}</objects>"
        "</ExternalLoads></OpenSimDocument>"
    )
    return path


FORCE_XML = (
    "<ExternalForce name='right foot'><force_identifier>F</force_identifier>"
    "<point_identifier>P</point_identifier><torque_identifier>{torque}</torque_identifier>"
    "<force_expressed_in_body>{frame}</force_expressed_in_body>"
    "<point_expressed_in_body>ground</point_expressed_in_body></ExternalForce>"
)


def test_external_loads_name_the_columns(tmp_path):
    columns = [f"{q}{a}" for q in "FPT" for a in "xyz"]
    path = write(tmp_path, columns, [FORCE_N, POINT_M, MOMENT_NM])
    xml = external_loads(tmp_path, FORCE_XML.format(torque="T", frame="/ground"))
    (plate,) = read_ground_reaction_mot(path, xml)
    assert plate.name == "right foot"
    np.testing.assert_allclose(plate.force_n, FORCE_N)
    np.testing.assert_allclose(plate.free_moment_nm, MOMENT_NM)
    xml = external_loads(tmp_path, FORCE_XML.format(torque="", frame="ground"))
    (plate,) = read_ground_reaction_mot(path, xml)
    np.testing.assert_array_equal(plate.free_moment_nm, 0.0)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (FORCE_XML.format(torque="Q", frame="ground"), "wants the columns Qx, y and z"),
        (FORCE_XML.format(torque="T", frame="calcn_r"), "'calcn_r'"),
        (FORCE_XML.format(torque="T", frame="ground").replace(">P<", "><"), "lacks its force_id"),
        ("", "no <ExternalForce>"),
        ("<oops", "no readable XML"),
    ],
)
def test_bad_external_loads_are_refused(tmp_path, body, word):
    columns = [f"{q}{a}" for q in "FPT" for a in "xyz"]
    path = write(tmp_path, columns, [FORCE_N, POINT_M, MOMENT_NM])
    with pytest.raises(TrialError, match=word) as caught:
        read_ground_reaction_mot(path, external_loads(tmp_path, body))
    assert "\n" not in str(caught.value)
    assert "loads.xml" in str(caught.value)
    with pytest.raises(TrialError, match="no such file"):
        read_ground_reaction_mot(path, tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        (["hip_flexion_r", "knee_angle_r", "pelvis_tx"], "no column is a ground reaction"),
        (["ground_force_1_vx", "ground_force_1_vy", "ground_force_1_px"], "lacks its z part"),
        (["ground_force_1_vx", "ground_force_1_vy", "ground_force_1_vz"], "no point where it acts"),
    ],
)
def test_incomplete_tables_are_refused(tmp_path, columns, word):
    with pytest.raises(TrialError, match=word):
        read_ground_reaction_mot(write(tmp_path, columns, [FORCE_N]))


@pytest.mark.parametrize(
    ("factors", "word"),
    [((1, 1e3, 1e3), "lies 205 m from"), ((1e6, 1, 1), "no force plate"), ((1, 1, 1e9), "moment")],
)
def test_other_units_are_refused(tmp_path, factors, word):
    vectors = [f * v for f, v in zip(factors, (FORCE_N, POINT_M, MOMENT_NM), strict=True)]
    with pytest.raises(TrialError, match=word):
        read_ground_reaction_mot(write(tmp_path, columns_of(STYLES["force 1"], "1"), vectors))


@pytest.mark.real
def test_real_plates_carry_the_subject(shared):
    folder = shared / "real" / "opencap_subject4"
    found = read_ground_reaction_mot(folder / "static1_grf.mot")
    named = read_ground_reaction_mot(
        folder / "static1_grf.mot", folder / "squats1_external_forces.xml"
    )
    assert [p.name for p in named] == ["ForcePlate1", "ForcePlate2", "ForcePlate3"]
    assert len(found) == 3
    for a, b in zip(found, named, strict=True):
        np.testing.assert_array_equal(a.force_n, b.force_n)
        np.testing.assert_array_equal(a.cop_m, b.cop_m)
    mass_kg = sum(p.force_n[:, 1].mean() for p in found) / 9.80665
    assert mass_kg == pytest.approx(60.05, abs=0.05)
    assert np.isnan(found[2].cop_m).all()


@pytest.mark.parametrize("away_m", [25.0, -150.0])
def test_a_laboratory_far_from_its_origin_is_read(tmp_path, away_m):
    far = np.add(POINT_M, [away_m, 0.0, 0.0])
    columns = columns_of(STYLES["force 1"], "1")
    (plate,) = read_ground_reaction_mot(write(tmp_path, columns, [FORCE_N, far, MOMENT_NM]))
    np.testing.assert_allclose(plate.cop_m[:2], far[:2])


@pytest.mark.parametrize("at_mm", [[40.0, 6.0, -30.0], [500.0, 6.0, -200.0], [1e6, 6.0, 0.0]])
def test_points_in_millimetres_are_refused_wherever_they_lie(tmp_path, at_mm):
    wandering = np.add([[0.0, 0.0, 0.0], [15.0, 0.0, 4.0], [0.0, 0.0, 0.0]], at_mm)
    columns = columns_of(STYLES["force 1"], "1")
    with pytest.raises(TrialError, match="points must be in m"):
        read_ground_reaction_mot(write(tmp_path, columns, [FORCE_N, wandering, MOMENT_NM]))
