"""Shares of thigh, pelvis and lower back put in by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.rhythm import lumbar_per_tilt, pelvifemoral_rhythm


@given(pelvic=st.floats(-1, 1), lumbar=st.floats(-1, 1))
def test_constant_shares(figure, pelvic, lumbar) -> None:
    _, rep, depth = figure.one_squat()
    thigh = 100 * depth
    found = pelvifemoral_rhythm(depth, thigh, pelvic * thigh - 9, lumbar * thigh + 3, rep)
    assert found.pelvic_share == pytest.approx(np.full(6, pelvic), abs=1e-6)
    assert found.lumbar_share == pytest.approx(np.full(6, lumbar), abs=1e-6)
    # Near standing the repetition starts a little below the first depth.
    assert found.thigh_deg == pytest.approx(100 * np.diff(found.edges), abs=2.0)


def test_a_locked_hip_leaves_all_to_the_pelvis(figure) -> None:
    signals, rep, depth = figure.one_squat(wink_deg=0.0)
    thigh = 90 - signals.thigh_inclination_deg[:, 0]
    hip = np.minimum(
        thigh + 20 * depth, np.interp(0.9, depth[: rep.bottom], (thigh + 20 * depth)[: rep.bottom])
    )
    found = pelvifemoral_rhythm(depth, thigh, thigh - hip, thigh - hip, rep)
    assert found.pelvic_share[-1] == pytest.approx(1.0, abs=0.05)
    assert (found.pelvic_share[:-1] < 0).all()


def test_a_thigh_that_rests_has_no_share(figure) -> None:
    _, rep, depth = figure.one_squat()
    thigh = 80 * np.minimum(depth, 0.9)
    found = pelvifemoral_rhythm(depth, thigh, 10 * depth, 10 * depth, rep)
    assert np.isnan(found.pelvic_share[-1])
    assert np.isfinite(found.pelvic_share[:-1]).all()


def test_a_thorax_that_keeps_its_place(figure) -> None:
    signals, rep, _ = figure.one_squat(wink_deg=12.0, onset=0.75)
    tilt = signals.posterior_pelvic_tilt_deg
    # Past the onset the trunk leans no further: the spine takes what the pelvis turns.
    lumbar = signals.lumbar_flexion_deg
    assert lumbar_per_tilt(signals.time_s, tilt, lumbar, rep) == pytest.approx(1.0, abs=0.03)
    assert lumbar_per_tilt(signals.time_s, tilt, 0.5 * lumbar, rep) == pytest.approx(0.5, abs=0.015)
    late_s = rep.bottom_start_s - 0.1
    assert lumbar_per_tilt(signals.time_s, tilt, lumbar, rep, late_s) == pytest.approx(1, abs=1e-6)
    flat = np.zeros_like(tilt)
    assert np.isnan(lumbar_per_tilt(signals.time_s, flat, lumbar, rep))


def test_samples_with_onsets_of_their_own(figure) -> None:
    signals, rep, depth = figure.one_squat(wink_deg=12.0)
    tilt = signals.posterior_pelvic_tilt_deg
    scale = np.array([1.0, 1.2, 0.8])[:, None]
    found = lumbar_per_tilt(
        signals.time_s,
        tilt * np.ones_like(scale),
        scale * tilt,
        rep,
        np.array([1.6, 1.65, 1.7]),
    )
    assert found == pytest.approx(scale[:, 0], abs=1e-6)
    thigh = 90 - signals.thigh_inclination_deg[:, 0]
    shares = pelvifemoral_rhythm(depth, thigh, scale * tilt, tilt * np.ones_like(scale), rep)
    one = pelvifemoral_rhythm(depth, thigh, tilt, tilt, rep)
    assert shares.pelvic_share == pytest.approx(scale * one.pelvic_share)
