"""Tables and sides of the packaged model."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from opensim_wink.body.builder.rows import (
    AxisRow,
    BodyRow,
    MuscleRow,
    PointRow,
    SourceRow,
    WrapRow,
)
from opensim_wink.body.builder.sides import both_sides
from opensim_wink.body.builder.tables import TABLES, read_table
from opensim_wink.errors import ModelError


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_names_a_known_source(path: Path) -> None:
    keys = {row.key for row in read_table("sources", SourceRow)}
    if path.stem == "sources":
        return
    with path.open(encoding="utf-8", newline="") as handle:
        assert {row["source"] for row in csv.DictReader(handle)} <= keys


def test_published_sources_have_a_doi_and_all_are_used() -> None:
    used = set()
    for path in TABLES.glob("*.csv"):
        if path.stem != "sources":
            with path.open(encoding="utf-8", newline="") as handle:
                used |= {row["source"] for row in csv.DictReader(handle)}
    for row in read_table("sources", SourceRow):
        assert row.key in used
        assert row.note
        assert row.doi.startswith("10.") != row.key.startswith("own_")


def test_lumped_muscles_name_their_fascicles_once() -> None:
    lumped = [row for row in read_table("muscles", MuscleRow) if row.region == "trunk"]
    fascicles = [name for row in lumped for name in row.lumped_from.split()]
    assert len(lumped) == 17
    assert len(fascicles) == len(set(fascicles)) > 80


def test_a_bad_cell_is_named(tmp_path: Path) -> None:
    (tmp_path / "path_points.csv").write_text(
        "muscle,order,body,at_x_m,at_y_m,at_z_m,source\nm,1,pelvis,0,zero,0,s\n", encoding="utf-8"
    )
    with pytest.raises(ModelError, match=r"row 1: at_m is '0, zero, 0'"):
        read_table("path_points", PointRow, tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "path_points.csv").write_text("muscle,order,body,source\n", encoding="utf-8")
    with pytest.raises(ModelError, match="at_x_m, at_y_m, at_z_m"):
        read_table("path_points", PointRow, tmp_path)


def test_left_side_is_the_mirror_of_the_right() -> None:
    wrap = WrapRow("s", "W_*", "femur_*", (1.0, 2.0, 3.0), (0.1, 0.2, 0.3), 0.02, 0.1, "-z")
    right, left = both_sides([wrap])
    assert (right.name, left.name, left.body) == ("W_r", "W_l", "femur_l")
    assert left.at_m == (1.0, 2.0, -3.0)
    assert left.turn_rad == (-0.1, -0.2, 0.3)
    assert left.quadrant == "z"


def test_axes_mirror_as_rotations_or_translations() -> None:
    turn = AxisRow("s", "j_*", "rotation2", (1.0, 0.0, 0.0), "q_*", "f")
    shift = replace(turn, slot="translation3", direction=(0.0, 0.0, 1.0))
    assert both_sides([turn])[1].direction == (-1.0, 0.0, 0.0)
    assert both_sides([shift])[1].direction == (0.0, 0.0, -1.0)


def test_rows_of_the_middle_stay_single() -> None:
    point = PointRow("s", "m", 1, "pelvis", (0.0, 0.0, 0.0))
    assert both_sides([point]) == (point,)


@pytest.mark.parametrize("row", both_sides(read_table("bodies", BodyRow)), ids=lambda row: row.name)
def test_moments_belong_to_a_solid(row: BodyRow) -> None:
    x, y, z = row.moments_kgm2
    assert 2 * max(x, y, z) <= x + y + z + 1e-12
