from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import ModelError, SettingError
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.stretch import available_stretch

HAMSTRING = ("semimem_r", "semimem_l")
LAI = ("bflh_r", "semimem_r", "semiten_r")


def test_a_stated_raise_poses_the_model(
    legs: Subject, analytic: Callable[..., tuple[float, ...]]
) -> None:
    found = available_stretch(legs, HAMSTRING, slr_deg=70.0)
    np.testing.assert_allclose(found.straight_m, analytic(0.0, 0.0)[0], rtol=1e-12)
    np.testing.assert_allclose(found.raised_m, analytic(np.radians(70), 0.0)[0], rtol=1e-12)
    np.testing.assert_array_equal(found.slr_deg, [70.0, 70.0])
    assert not found.measured.any()
    assert found.sides == ("r", "l")
    assert "70° is taken" in found.notes[0]


def test_the_share_is_0_standing_and_1_at_the_end(legs: Subject) -> None:
    found = available_stretch(legs, (*HAMSTRING, "recfem_r"))
    np.testing.assert_allclose(found.share(found.straight_m)[:2], 0.0, atol=1e-15)
    np.testing.assert_allclose(found.share(found.raised_m)[:2], 1.0, rtol=1e-12)
    half = (found.straight_m + found.raised_m) / 2
    np.testing.assert_allclose(found.share(np.stack([half, half]))[:, :2], 0.5, rtol=1e-12)
    own = found.straight_m - 0.01
    np.testing.assert_allclose(found.share(own, own)[:2], 0.0, atol=1e-15)
    assert found.raised_m[2] < found.straight_m[2] + 1e-3  # a raise shortens it, or nearly so
    assert np.isnan(found.share(half)[2])


def test_the_persons_own_raise_is_taken_where_the_knee_was_straight(
    legs: Subject, posed: Callable[..., Motion], analytic: Callable[..., tuple[float, ...]]
) -> None:
    hip = np.radians([0.0, 40.0, 75.0, 72.0, 110.0])
    knee = np.radians([0.0, 2.0, 5.0, 3.0, 60.0])  # at 110° the knee gives way
    motion = posed(hip, knee)
    motion.values[:, 2:] = np.radians(3.0)  # the left leg stays down
    motion.values[3] = np.nan
    found = available_stretch(legs, HAMSTRING, slr_deg=80.0, slr_motion=motion)
    np.testing.assert_allclose(found.slr_deg, [75.0, 80.0])
    np.testing.assert_array_equal(found.measured, [True, False])
    right, left = (np.radians(v) for v in ((75.0, 5.0), (80.0, 0.0)))
    np.testing.assert_allclose(
        found.raised_m, [analytic(*right)[0], analytic(*left)[0]], rtol=1e-12
    )
    assert any("right leg was raised to 75°" in note for note in found.notes)
    assert any("left leg was not raised" in note for note in found.notes)


@pytest.mark.parametrize(
    ("lying_deg", "end_deg", "raised"),
    [(0.0, 20.0, True), (0.0, 14.0, False), (12.0, 20.0, False), (25.0, 29.0, False),
     (60.0, 60.0, True)],
)  # fmt: skip
def test_a_short_raise_is_one_and_a_leg_that_lies_is_none(
    legs: Subject, posed: Callable[..., Motion], lying_deg: float, end_deg: float, raised: bool
) -> None:
    hip = np.radians(np.linspace(lying_deg, end_deg, 20))
    found = available_stretch(legs, HAMSTRING, slr_motion=posed(hip, np.zeros(20)))
    assert found.measured.all() == raised
    assert found.slr_deg[0] == pytest.approx(end_deg if raised else 90.0)


def test_bad_requests_are_refused(legs: Subject) -> None:
    with pytest.raises(SettingError, match="raise of 0°"):
        available_stretch(legs, HAMSTRING, slr_deg=0.0)
    with pytest.raises(ModelError, match=r"'semimen_r' .* mean 'semimem_r'"):
        available_stretch(legs, ["semimen_r"])
    no_knee = replace(legs, profile=replace(legs.profile, knee_flexion={}))
    with pytest.raises(ModelError, match="no hip or knee flexion"):
        available_stretch(no_knee, HAMSTRING)


@pytest.fixture(scope="module")
def lai(shared: Path) -> Subject:
    return load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")


@pytest.mark.real
def test_the_bottom_of_a_squat_uses_less_than_half_of_the_stretch(lai: Subject) -> None:
    """Generic RajagopalLaiUhlrich2023 at hip 120°, knee 130°."""
    bottom = np.array([0.4593, 0.4303, 0.4743])
    share = available_stretch(lai, LAI).share(bottom)
    np.testing.assert_allclose(share, [0.43, 0.22, 0.20], atol=0.01)
