"""Abdominal pressure and passive tissue: what they are told to change, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import ModelError, SettingError
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.spine_options import (
    FULL_FLEXION_DEG,
    PRESSED_AREA_M2,
    PRESSURE_ARM_M,
    TISSUE_ARM_M,
    TISSUE_MOST_NM,
    spine_sensitivity,
)

MOMENT = np.array([0.0, 60.0, 120.0, -5.0, np.nan])
FLEXED = np.array([0.0, 35.0, 70.0, 0.0, 20.0])


def lumbosacral(name: str = "l5s1") -> JointReaction:
    """Weight 400 N down the disc; muscles add 20 N for each N·m and hold back a tenth in shear."""
    n = len(MOMENT)
    net = np.tile([150.0, 400.0, 0.0], (n, 1))
    muscle = np.outer(np.maximum(MOMENT, 0.0), [-2.0, 20.0, 0.0])
    moment = np.zeros((n, 3))
    moment[:, 2] = MOMENT
    return JointReaction(
        name=name, joint="L5_S1", on_body="lumbar5", by_body="pelvis", frame="", origin="",
        axes=("anterior_shear", "compression", "right"), force_n=net + muscle,
        moment_nm=np.zeros((n, 3)), net_force_n=net, net_moment_nm=moment,
        known=np.isfinite(MOMENT), reserve_share=np.zeros(n),
    )  # fmt: skip


def test_both_are_off_by_default() -> None:
    found = spine_sensitivity(lumbosacral(), FLEXED, LoadSettings())
    known = np.isfinite(MOMENT)
    np.testing.assert_array_equal(found.compression_change_n[known], 0.0)
    np.testing.assert_array_equal(found.anterior_shear_change_n[known], 0.0)
    np.testing.assert_array_equal(found.muscle_share[known], 1.0)
    assert np.isnan(found.compression_n[~known]).all()


def test_pressure_lifts_and_spares_the_extensors() -> None:
    found = spine_sensitivity(lumbosacral(), FLEXED, LoadSettings(abdominal_pressure_kpa=10.0))
    push = 10_000 * PRESSED_AREA_M2  # at the largest moment, 120 N·m
    np.testing.assert_allclose(found.pressure_n[:4], [0.0, push / 2, push, 0.0])
    spared = push * PRESSURE_ARM_M / 120.0
    np.testing.assert_allclose(found.muscle_share[1:3], 1 - spared)
    assert found.compression_change_n[2] == pytest.approx(-push - spared * 2400.0)
    assert found.anterior_shear_change_n[2] == pytest.approx(spared * 240.0)
    assert found.compression_n[2] == pytest.approx(2800.0 + found.compression_change_n[2])
    assert "unverified" in " ".join(found.notes)


def test_passive_tissue_takes_over_as_the_spine_flexes() -> None:
    found = spine_sensitivity(lumbosacral(), FLEXED, LoadSettings(ligament_share=0.5))
    np.testing.assert_allclose(found.tissue_nm[:4], [0.0, 0.0, 60.0, 0.0])  # half flexed: none yet
    assert found.muscle_share[2] == pytest.approx(0.5)
    assert found.compression_change_n[2] == pytest.approx(60.0 / TISSUE_ARM_M - 0.5 * 2400.0)
    # Muscles no longer hold L5 back: shear rises, compression hardly changes (Potvin 1991).
    assert found.anterior_shear_change_n[2] == pytest.approx(120.0)
    assert abs(found.compression_change_n[2]) < 0.05 * 2800.0


@given(
    kpa=st.floats(0, 50), share=st.floats(0, 1), flexed=st.floats(-20, 150), scale=st.floats(0.1, 9)
)
def test_muscles_are_never_spared_more_than_they_bear(
    kpa: float, share: float, flexed: float, scale: float
) -> None:
    reaction = lumbosacral()
    reaction.net_moment_nm[:, 2] *= scale
    found = spine_sensitivity(
        reaction,
        np.full(len(MOMENT), flexed),
        LoadSettings(abdominal_pressure_kpa=kpa, ligament_share=share),
    )
    known = np.isfinite(MOMENT)
    assert (found.muscle_share[known] >= -1e-12).all()
    assert (found.muscle_share[known] <= 1.0).all()
    assert (found.tissue_nm[known] <= TISSUE_MOST_NM).all()
    assert (found.pressure_n[known] >= 0).all()
    if flexed <= FULL_FLEXION_DEG / 2:
        np.testing.assert_array_equal(found.tissue_nm[known], 0.0)


def test_other_joints_and_impossible_bodies_are_refused() -> None:
    with pytest.raises(ModelError, match="hip_r"):
        spine_sensitivity(lumbosacral("hip_r"), FLEXED, LoadSettings())
    for name in ("full_flexion_deg", "pressed_area_m2", "pressure_arm_m", "tissue_arm_m"):
        with pytest.raises(SettingError, match=name):
            spine_sensitivity(lumbosacral(), FLEXED, LoadSettings(), **{name: 0.0})
