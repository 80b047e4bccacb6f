"""What the flexion at contact depends on, and which way."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.hip.band import HipBand, hip_band
from opensim_wink.hip.contact import clearance, flexion_limits
from opensim_wink.hip.judgement import judge_contact
from opensim_wink.hip.one_hip import HipSettings, study_hip
from opensim_wink.hip.sensitivity import one_at_a_time
from opensim_wink.hip.shape import HipShape, HipShapes
from opensim_wink.hip.stances import Stance, as_number, stance_table, state
from opensim_wink.hip.sweep import sweep
from opensim_wink.hip.variance import variance_shares

SHAPES = st.builds(
    HipShape,
    lcea_deg=st.floats(22, 40),
    front_rim_deg=st.floats(0, 20),
    version_deg=st.floats(10, 30),
    inclination_deg=st.floats(38, 52),
    neck_shaft_deg=st.floats(118, 136),
    antetorsion_deg=st.floats(0, 25),
    head_neck_ratio=st.floats(1.45, 1.83),
)


def limit(shape: HipShape, abduction: float = 0.0, rotation: float = 0.0, **more: float) -> float:
    return float(flexion_limits(shape, -abduction, -rotation, **more).flexion_deg[0])


@given(SHAPES, st.floats(0.5, 8))
def test_deeper_socket_less_flexion(shape: HipShape, more: float) -> None:
    deeper = replace(shape, lcea_deg=shape.lcea_deg + more)
    assume(np.isfinite(limit(shape)))
    assert limit(deeper) < limit(shape)
    assert limit(replace(shape, front_rim_deg=shape.front_rim_deg + more)) < limit(shape)


@given(SHAPES, st.floats(0.01, 0.3))
def test_thinner_neck_more_flexion(shape: HipShape, more: float) -> None:
    thinner = replace(shape, head_neck_ratio=shape.head_neck_ratio + more)
    assert limit(thinner) > limit(shape) or np.isposinf(limit(shape))


@given(SHAPES, st.floats(0.5, 5), st.floats(0.5, 5))
def test_out_is_deeper_near_straight_ahead(
    shape: HipShape, abduction: float, rotation: float
) -> None:
    """Where straight ahead ends in deep flexion, knees and toes out give more of it."""
    assume(95 < limit(shape) < 150)
    assert limit(shape, abduction) > limit(shape)
    assert limit(shape, 0, rotation) > limit(shape)


@given(SHAPES, st.floats(0.5, 25))
def test_antetorsion_and_external_rotation_are_one_at_straight_adduction(
    shape: HipShape, turn: float
) -> None:
    """Turning the thigh out about its shaft is what more antetorsion is."""
    torsion = replace(shape, antetorsion_deg=shape.antetorsion_deg + turn)
    assert limit(shape, 0, turn) == pytest.approx(limit(torsion), abs=1e-6)


@given(SHAPES, st.floats(-25, 25))
def test_tilt_of_the_plane_is_flexion_one_to_one(shape: HipShape, tilt: float) -> None:
    before, after = limit(shape), limit(shape, posterior_plane_tilt_deg=tilt)
    assume(np.isfinite(before))
    assert after - before == pytest.approx(tilt, abs=1e-6)


@given(SHAPES, st.floats(1, 25), st.floats(0, 120), st.floats(-20, 30))
def test_cam_only_takes(shape: HipShape, cam: float, place: float, rotation: float) -> None:
    bare = flexion_limits(shape, 0, rotation)
    with_cam = flexion_limits(replace(shape, cam_deg=cam, cam_place_deg=place), 0, rotation)
    assume(not with_cam.infeasible[0])
    assert with_cam.flexion_deg[0] <= bare.flexion_deg[0] + 1e-9
    assert with_cam.extension_deg[0] >= bare.extension_deg[0] - 1e-9


def test_cam_all_around_is_a_thicker_neck() -> None:
    """A cam at the contact that fades slowly acts as its full height does on the neck."""
    shape = HipShape(cam_deg=10, cam_reach_deg=180)
    thicker = np.sin(np.deg2rad(HipShape().neck_alpha_deg + 10))
    round_neck = HipShape(head_neck_ratio=1 / thicker)
    limits = [
        limit(replace(shape, cam_place_deg=place), 0, -20) for place in np.arange(-180, 180, 10.0)
    ]
    assert min(limits) == pytest.approx(limit(round_neck, 0, -20), abs=0.5)


@given(SHAPES, st.floats(0, 110), st.floats(-20, 5), st.floats(-20, 15))
def test_room_and_flexion_left_agree(
    shape: HipShape, flexion: float, adduction: float, rotation: float
) -> None:
    room = clearance(shape, flexion, adduction, rotation)
    assume(np.isfinite(room.flexion_left_deg[0]))
    arc = flexion_limits(shape, adduction, rotation)
    assume(flexion > arc.extension_deg[0])
    assert (room.flexion_left_deg[0] > 0) == (room.gap_deg[0] > 0)
    at_limit = clearance(shape, room.flexion_limit_deg[0], adduction, rotation)
    assert at_limit.gap_deg[0] == pytest.approx(0, abs=1e-4)
    assert at_limit.flexion_left_deg[0] == pytest.approx(0, abs=1e-9)


def test_many_hips_in_many_postures_are_the_same_one_by_one() -> None:
    shapes = [HipShape(), HipShape(lcea_deg=40, cam_deg=12), HipShape(neck_shaft_deg=115)]
    flexion, adduction = np.array([[0.0, 60, 110], [20, 90, np.nan]]), np.array([[-5.0], [-20]])
    many = clearance(HipShapes.of(shapes), flexion, adduction, 10.0)
    assert many.gap_deg.shape == (3, 2, 3)
    for index, shape in enumerate(shapes):
        for row, column in np.ndindex(2, 3):
            one = clearance(shape, flexion[row, column], adduction[row, 0], 10.0)
            for name in ("flexion_limit_deg", "flexion_left_deg", "gap_deg", "rim_clock_h"):
                found = getattr(many, name)[index, row, column]
                np.testing.assert_allclose(found, getattr(one, name)[0], atol=1e-9)
    assert np.isnan(many.gap_deg[:, 1, 2]).all()
    assert np.isnan(many.rim_clock_h[:, 1, 2]).all()
    assert not np.isnan(many.flexion_limit_deg).any()


def test_stance_that_a_hip_cannot_take_has_no_room_at_all() -> None:
    tight = HipShape(lcea_deg=70, front_rim_deg=20, head_neck_ratio=1.1)
    room = clearance(tight, [0.0, 90.0, np.nan], 0.0, 0.0)
    assert np.isnan(room.flexion_limit_deg).all()
    assert room.flexion_left_deg[0, :2].tolist() == [-np.inf, -np.inf]
    assert (room.gap_deg[0, :2] < 0).all()
    assert np.isnan(room.flexion_left_deg[0, 2])


def test_table_of_one_at_a_time() -> None:
    table = one_at_a_time(HipShape()).set_index("parameter")
    assert table.loc["lcea", "change_plus_deg"] < 0 < table.loc["lcea", "change_minus_deg"]
    assert table.loc["plane-tilt", "change_plus_deg"] == pytest.approx(10)
    assert np.isnan(table.loc["cam", "limit_minus_deg"])
    for name, change in (("nsa", 10), ("antetorsion", -15)):
        field = {"nsa": "neck_shaft_deg", "antetorsion": "antetorsion_deg"}[name]
        moved = replace(HipShape(), **{field: getattr(HipShape(), field) + change})
        column = "change_plus_deg" if change > 0 else "change_minus_deg"
        assert table.loc[name, column] == pytest.approx(limit(moved) - limit(HipShape()))


def test_valga_and_vara_act_in_opposite_directions() -> None:
    row = one_at_a_time(HipShape()).set_index("parameter").loc["nsa"]
    assert row["change_minus_deg"] > 5
    assert row["change_plus_deg"] < -5


def test_stances() -> None:
    table = stance_table(HipShape(), hip_band({})).set_index(
        ["abduction_deg", "external_rotation_deg"]
    )
    assert table.loc[(0.0, 0.0), "flexion_limit_deg"] == pytest.approx(limit(HipShape()))
    assert table.loc[(10.0, 15.0), "flexion_limit_deg"] == pytest.approx(limit(HipShape(), 10, 15))
    assert (table["band_low_deg"] < table["band_high_deg"]).all()
    straight = table.loc[(0.0, 0.0)]
    band = hip_band({})
    many = as_number(
        flexion_limits(
            band.shapes, posterior_plane_tilt_deg=band.posterior_plane_tilt_deg
        ).flexion_deg
    )
    inside = (many >= straight["band_low_deg"]) & (many <= straight["band_high_deg"])
    assert inside.mean() == pytest.approx(0.95, abs=0.01)


def test_states_and_their_numbers() -> None:
    limits = np.array([120.0, np.inf, np.nan, 200.0, -20.0])
    assert [state(value) for value in limits] == [
        "contact", "no contact", "infeasible", "contact", "contact",
    ]  # fmt: skip
    assert as_number(limits).tolist() == [120, 180, 0, 180, 0]


def test_variance_shares_of_a_hip_that_is_known() -> None:
    unknown = variance_shares({})
    assert 0.85 < unknown["alone"].sum() < 1.05  # nearly additive
    known = variance_shares({"lcea_deg": 31, "antetorsion_deg": 12, "neck_shaft_deg": 127})
    for name in ("lcea", "antetorsion", "nsa"):
        assert known.loc[name, "with_others"] < unknown.loc[name, "with_others"]


def test_variance_shares_against_a_plain_calculation() -> None:
    """Share alone: variance of the mean over all else, by binning random hips."""
    band = hip_band({}, n_samples=8192)
    limits = as_number(
        flexion_limits(
            band.shapes, posterior_plane_tilt_deg=band.posterior_plane_tilt_deg
        ).flexion_deg
    )
    shares = variance_shares({})
    for name, values in (
        ("lcea", band.shapes.lcea_deg),
        ("front-rim", band.shapes.front_rim_deg),
        ("plane-tilt", band.posterior_plane_tilt_deg),
        ("inclination", band.shapes.inclination_deg),
    ):
        means = [part.mean() for part in np.array_split(limits[np.argsort(values)], 32)]
        assert np.var(means) / np.var(limits) == pytest.approx(shares.loc[name, "alone"], abs=0.03)


def test_sweep_over_shape_and_stance() -> None:
    table = sweep(HipShape(), {"nsa": (120, 130), "abduction": (0, 10, 20), "plane-tilt": (-5,)})
    assert len(table) == 6
    for row in table.to_dict("records"):
        shape = HipShape(neck_shaft_deg=row["nsa"])
        expected = limit(shape, row["abduction"], posterior_plane_tilt_deg=-5)
        np.testing.assert_allclose(row["flexion_limit_deg"], expected)
        assert row["state"] == state(expected)


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        ({"nsb": (1,)}, "Did you mean 'nsa'"),
        ({"nsa": (80, 120)}, "90 to 170"),
        ({"nsa": ()}, "90 to 170"),
        ({"nsa": [float("nan")]}, "90 to 170"),
        ({"nsa": [120] * 400, "lcea": [30] * 400}, "160,000 combinations"),
    ],
)
def test_sweep_that_cannot_be(ranges: dict[str, list[float]], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        sweep(HipShape(), ranges)


def test_study_refuses_a_stance_that_cannot_be() -> None:
    with pytest.raises(SettingError, match="abduction"):
        study_hip(HipSettings(stance=Stance(90, 0)))


class TestJudgement:
    given: ClassVar[dict[str, float]] = {
        "lcea_deg": 31.0, "front_rim_deg": 10.0, "version_deg": 20.0, "inclination_deg": 44.0,
        "neck_shaft_deg": 127.0, "antetorsion_deg": 12.0, "head_neck_ratio": 1.64, "cam_deg": 0.0,
    }  # fmt: skip

    def sure(self) -> HipShape:
        return HipShape(**self.given)

    def exact(self) -> HipBand:
        """A band of one shape, as if imaging and the plane were without error."""
        return HipBand(HipShapes.of([self.sure()] * 16), np.zeros(16), tuple(self.given))

    def test_shares_add_up(self) -> None:
        for flexion in (60.0, 100.0, 120.0, 140.0):
            found = judge_contact(hip_band({}), flexion, -5, 0)
            assert found.coincides + found.earlier + found.not_yet == pytest.approx(1)
            assert found.left_low_deg <= found.left_deg <= found.left_high_deg

    def test_known_hip_at_its_contact(self) -> None:
        contact = limit(self.sure())
        assert judge_contact(self.exact(), contact - 2, 0, 0).verdict == "consistent with"
        assert judge_contact(self.exact(), contact - 20, 0, 0).verdict == "against"
        late = judge_contact(self.exact(), contact + 20, 0, 0)
        assert (late.verdict, late.earlier) == ("cannot tell", 1.0)

    def mixed(self, *left_deg: float) -> HipBand:
        """One hip under planes that lean, each with so much flexion left at 100°."""
        spare = limit(self.sure()) - 100
        return HipBand(HipShapes.of([self.sure()] * len(left_deg)), np.array(left_deg) - spare)

    def test_hips_that_are_ruled_out_speak_for_neither(self) -> None:
        # 3 of 4 are ruled out; all of the rest meets bone just here.
        here = judge_contact(self.mixed(*[-30.0] * 75, *[1.0] * 25), 100, 0, 0)
        assert (here.coincides, here.earlier) == (0.25, 0.75)
        assert here.verdict == "consistent with"
        # 4 % of all meet bone here, but 16 % of those that are left.
        some = judge_contact(self.mixed(*[-30.0] * 75, *[1.0] * 4, *[40.0] * 21), 100, 0, 0)
        assert (some.coincides, some.verdict) == (0.04, "cannot tell")
        none = judge_contact(self.mixed(*[-30.0] * 75, 1.0, *[40.0] * 24), 100, 0, 0)
        assert none.verdict == "against"  # 1 of 25

    @pytest.mark.parametrize("left", [1.0, 40.0])
    def test_few_that_are_left_tell_nothing(self, left: float) -> None:
        found = judge_contact(self.mixed(*[-30.0] * 81, *[left] * 19), 100, 0, 0)
        assert found.verdict == "cannot tell"

    @pytest.mark.parametrize("flexion", [170.0, 180.0, 240.0])
    def test_bend_beyond_nearly_all_hips_is_not_against_contact(self, flexion: float) -> None:
        found = judge_contact(hip_band({}), flexion, -10, 0)
        assert found.earlier > 0.85
        assert found.verdict == "cannot tell"

    def test_unknown_hip(self) -> None:
        assert judge_contact(hip_band({}), 110, -5, 0).verdict == "cannot tell"
        assert judge_contact(hip_band({}), 40, -10, 0).verdict == "against"

    def test_no_posture(self) -> None:
        found = judge_contact(hip_band({}), float("nan"), 0, 0)
        assert found.verdict == "cannot tell"
        assert np.isnan(found.coincides)

    def test_hips_without_contact(self) -> None:
        wide = HipShape(lcea_deg=-20, head_neck_ratio=4)
        band = HipBand(HipShapes.of([wide] * 16), np.zeros(16))
        found = judge_contact(band, 100, -30, 0)
        assert found.not_yet == 1
        assert np.isposinf(found.left_deg)
