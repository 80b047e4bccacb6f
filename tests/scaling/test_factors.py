from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.functions import Linear
from opensim_wink.body.tree import Axis, Coupler, KinematicTree, Placement, TreeJoint
from opensim_wink.errors import LabelError
from opensim_wink.scaling.factors import fit_factor, scale_factors
from opensim_wink.scaling.measurements import Measurement, default_measurements
from opensim_wink.scaling.proportions import drop_odd, uniform_where_needed
from opensim_wink.scaling.segments import Segments

SEGMENTS = Segments(
    carriers={"pelvis": "pelvis", "femur_r": "femur_r", "femur_l": "femur_l"},
    spine=(),
    bodies={
        "pelvis": ("pelvis",),
        "femur_r": ("femur_r", "patella_r"),
        "femur_l": ("femur_l", "patella_l"),
        "tibia_r": ("tibia_r",),
    },
)
MODEL = {
    "asis_r": np.array([0.0, 0.0, 0.12]),
    "asis_l": np.array([0.0, 0.0, -0.12]),
    "psis_r": np.array([-0.15, 0.0, 0.04]),
    "psis_l": np.array([-0.15, 0.0, -0.04]),
    "hip_centre_r": np.array([-0.05, -0.08, 0.08]),
    "lateral_knee_r": np.array([-0.05, -0.48, 0.13]),
    "medial_knee_r": np.array([-0.05, -0.48, 0.03]),
}
THIGH = Measurement(
    "thigh",
    (("hip_centre_r", "lateral_knee_r"), ("hip_centre_r", "medial_knee_r")),
    {"femur_r": "XYZ"},
)


def measured(size: float, frames: int = 3) -> dict[str, np.ndarray]:
    return {name: np.tile(place * size, (frames, 1)) for name, place in MODEL.items()}


@given(size=st.floats(0.7, 1.5), relative=st.booleans())
def test_a_model_blown_up_gives_its_factor(size: float, relative: bool) -> None:
    factor = fit_factor(THIGH, measured(size), MODEL, relative=relative)
    assert factor is not None
    assert factor.value == pytest.approx(size)


def test_absolute_errors_weigh_long_distances_more() -> None:
    model = {"a": np.zeros(3), "b": np.array([1.0, 0, 0]), "c": np.array([0.1, 0, 0])}
    seen = {"a": np.zeros((1, 3)), "b": np.array([[1.0, 0, 0]]), "c": np.array([[0.12, 0, 0]])}
    both = Measurement("m", (("a", "b"), ("a", "c")), {})
    # Σ d·m / Σ m² = (1 + 0.012) / 1.01; the mean ratio is (1 + 1.2) / 2.
    assert fit_factor(both, seen, model).value == pytest.approx(1.012 / 1.01)
    assert fit_factor(both, seen, model, relative=True).value == pytest.approx(1.1)


def test_frames_without_both_ends_are_left_out() -> None:
    places = measured(1.1)
    places["lateral_knee_r"][0] = np.nan
    places["medial_knee_r"][:] = np.nan
    factor = fit_factor(THIGH, places, MODEL)
    assert [pair.end for pair in factor.pairs] == ["lateral_knee_r"]
    assert factor.value == pytest.approx(1.1)


def test_nothing_in_common_gives_no_factor() -> None:
    assert fit_factor(THIGH, {"hip_centre_r": np.zeros((1, 3))}, MODEL) is None


def test_bodies_that_nothing_measures_take_the_other_side_or_the_median() -> None:
    found = scale_factors(default_measurements(SEGMENTS), measured(1.2), MODEL, SEGMENTS)
    assert found.bodies["patella_l"] == pytest.approx([1.2] * 3)
    assert found.bodies["tibia_r"] == pytest.approx([1.2] * 3)
    assert any(note.startswith("femur_l") and "femur_r" in note for note in found.notes)
    assert any(note.startswith("tibia_r") and "median" in note for note in found.notes)


def test_as_scale_tool_leaves_them_alone() -> None:
    found = scale_factors([THIGH], measured(1.2), MODEL, SEGMENTS, as_scale_tool=True)
    assert found.bodies["femur_r"] == pytest.approx([1.2] * 3)
    assert found.bodies["femur_l"] == pytest.approx([1.0] * 3)
    assert "patella_r" in found.notes[0]


def test_axes_are_scaled_one_by_one() -> None:
    places = measured(1.0)
    for name in ("asis_r", "asis_l"):
        places[name] = places[name] * (1, 1, 1.1)
    found = scale_factors(default_measurements(SEGMENTS), places, MODEL, SEGMENTS)
    assert found.bodies["pelvis"] == pytest.approx([1.0, 1.0, 1.1])


def test_an_axis_that_nothing_tells_takes_the_middle_of_the_others() -> None:
    # Depth 1.2, width 0.9 and the rest of the body 1.0 leave 1.0 for the height.
    places = measured(1.0)
    for name in ("asis_r", "asis_l"):
        places[name] = places[name] * (1, 1, 0.9) + (0.03, 0, 0)
    del places["hip_centre_r"]
    places["hip_centre_r"] = np.tile(MODEL["hip_centre_r"], (3, 1))
    found = scale_factors(default_measurements(SEGMENTS), places, MODEL, SEGMENTS)
    assert found.bodies["pelvis"] == pytest.approx([1.2, 1.0, 0.9])


def axes_of(pelvis: tuple[float, float, float]) -> dict[str, np.ndarray]:
    sizes = {
        "pelvis": pelvis,
        "femur_r": (1.0,) * 3,
        "femur_l": (0.98,) * 3,
        "tibia_r": (1.02,) * 3,
    }
    return {b: np.array(sizes[name]) for name, of in SEGMENTS.bodies.items() for b in of}


@pytest.mark.parametrize("pelvis", [(1.5, np.nan, 0.78), (1.5, np.nan, np.nan), (1.0, 0.65, 1.0)])
def test_a_segment_out_of_proportion_is_dropped(pelvis: tuple[float, float, float]) -> None:
    axes = axes_of(pelvis)
    found = drop_odd(axes, SEGMENTS)
    assert list(found) == ["pelvis"]
    assert np.isnan(axes["pelvis"]).all()
    assert axes["patella_l"] == pytest.approx([0.98] * 3)


def test_fat_over_a_pelvis_is_not_out_of_proportion() -> None:
    axes = axes_of((1.26, np.nan, 1.0))
    assert drop_odd(axes, SEGMENTS) == {}
    assert axes["pelvis"][0] == pytest.approx(1.26)


def test_markers_on_a_belt_do_not_size_the_pelvis() -> None:
    places = measured(1.0)
    for side in "rl":
        places[f"lateral_knee_{side}"] = np.tile(MODEL["lateral_knee_r"], (3, 1))
        places[f"hip_centre_{side}"] = np.tile(MODEL["hip_centre_r"], (3, 1))
        places[f"asis_{side}"] = places[f"asis_{side}"] * (1, 1, 0.75) + (0.08, 0, 0)
    model = MODEL | {f"{n}_l": MODEL[f"{n}_r"] for n in ("lateral_knee", "medial_knee")}
    model["hip_centre_l"] = MODEL["hip_centre_r"]
    found = scale_factors(default_measurements(SEGMENTS), places, model, SEGMENTS)
    assert found.bodies["pelvis"] == pytest.approx([1.0] * 3)
    assert found.warnings[0].startswith("pelvis")


def test_an_impossible_factor_names_the_distance() -> None:
    with pytest.raises(LabelError, match=r"thigh.*hip_centre_r to .*unit"):
        scale_factors([THIGH], measured(1000.0), MODEL, SEGMENTS)


def test_no_distance_at_all_says_what_is_needed() -> None:
    with pytest.raises(LabelError, match=r"hip_centre_r to lateral_knee_r.*label map"):
        scale_factors([THIGH], {"c7": np.zeros((1, 3))}, MODEL, SEGMENTS)


def test_distances_that_disagree_are_warned_of() -> None:
    places = measured(1.0)
    places["medial_knee_r"] = places["medial_knee_r"] + (0.0, 0.1, 0.0)
    found = scale_factors([THIGH], places, MODEL, SEGMENTS)
    assert len(found.warnings) == 1
    assert "medial_knee_r" in found.warnings[0]


def sliding_tree() -> KinematicTree:
    """Pelvis and a body that a coupled translation slides along it."""
    slide = Axis(False, np.array([1.0, 0, 0]), Linear(1.0), (1,))
    bend = Axis(True, np.array([0.0, 0, 1]), Linear(1.0), (0,))
    return KinematicTree(
        bodies=("ground", "pelvis", "belly"),
        joints=(
            TreeJoint("root", 0, 1, Placement(), Placement(), (bend,)),
            TreeJoint("slide", 1, 2, Placement(), Placement(), (slide,)),
        ),
        coordinates=("bend", "slide"),
        rotational=np.array([True, False]),
        default=np.zeros(2),
        low=np.full(2, -1.0),
        high=np.full(2, 1.0),
        clamped=np.zeros(2, dtype=bool),
        locked=np.zeros(2, dtype=bool),
        couplers=(Coupler(1, (0,), Linear(0.1)),),
        markers=(),
        marker_body=np.zeros(0, dtype=np.intp),
        marker_offset_m=np.zeros((0, 3)),
    )


def test_coupled_translations_need_uniform_factors() -> None:
    uneven = {"pelvis": np.array([1.0, 1.0, 1.331]), "belly": np.array([1.0, 1.0, 1.2])}
    applied, notes = uniform_where_needed(uneven, sliding_tree())
    assert applied["pelvis"] == pytest.approx([1.1] * 3)
    assert applied["belly"] == pytest.approx([1.0, 1.0, 1.2])
    assert "pelvis" in notes[0]


def test_free_translations_do_not() -> None:
    uneven = {"pelvis": np.array([1.0, 1.0, 1.3])}
    applied, notes = uniform_where_needed(uneven, replace(sliding_tree(), couplers=()))
    assert applied["pelvis"] == pytest.approx([1.0, 1.0, 1.3])
    assert notes == ()
