"""Shares of lumbar levels: by hand, and in a model whose shares are published."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.subject import load_subject
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.measures.levels import level_shares, lumbar_levels

PACKAGED = Path(__file__).resolve().parents[3] / "models" / "opensim_wink_body.osim"
# Christophy 2012, L5/S1 to L1/2.
PUBLISHED = (0.125, 0.185, 0.204, 0.231, 0.255)


def bending(subject, flexion_deg):
    """A motion in which the lower back flexes and nothing else moves."""
    tree, profile = subject.tree, subject.profile
    values = np.tile(tree.default, (len(flexion_deg), 1))
    for part in profile.lumbar_flexion:
        share = np.deg2rad(flexion_deg) / len(profile.lumbar_flexion)
        values[:, tree.coordinate(part.name)] = share / part.sign
    n = len(flexion_deg)
    return Motion(
        name="bend",
        time_s=np.arange(n) / 100.0,
        coordinates=tree.coordinates,
        rotational=tree.rotational,
        values=values,
        markers=(),
        marker_error_m=np.zeros((n, 0)),
        weights=np.zeros(0),
        cost=np.zeros(n),
        converged=np.ones(n, dtype=bool),
        solver="file",
    )


@given(shares=st.lists(st.floats(0.05, 1.0), min_size=2, max_size=6))
def test_shares_put_in_come_out(figure, shares) -> None:
    signals, rep, depth = figure.one_squat()
    levels = 30 * np.outer(shares, depth) + np.arange(len(shares))[:, None]
    found = level_shares(signals.time_s, levels, rep)
    assert found == pytest.approx(np.array(shares) / sum(shares), abs=1e-9)
    assert found.sum() == pytest.approx(1)


def test_samples_onsets_and_small_movements(figure) -> None:
    signals, rep, depth = figure.one_squat()
    levels = np.stack([20 * depth, 10 * depth**2])
    many = np.stack([levels, 2 * levels, 0.01 * levels])
    onsets = np.array([rep.start_s, 1.5, 1.5])
    found = level_shares(signals.time_s, many, rep, onsets)
    assert found[0] == pytest.approx([2 / 3, 1 / 3], abs=0.01)
    assert found[1] == pytest.approx(level_shares(signals.time_s, levels, rep, 1.5))
    assert found[1, 1] > found[0, 1]
    assert np.isnan(found[2]).all()


def test_the_packaged_model_shares_as_published() -> None:
    subject = load_subject(PACKAGED)
    flexion = np.linspace(0, 40, 120)
    found = lumbar_levels(subject, bending(subject, flexion))
    assert found is not None
    assert found.coupled
    assert "assumption" in found.note
    assert len(found.names) == subject.profile.lumbar_levels
    gained = found.flexion_deg[:, -1] - found.flexion_deg[:, 0]
    assert gained.sum() == pytest.approx(40, abs=0.2)
    assert gained / gained.sum() == pytest.approx(PUBLISHED, abs=0.002)


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["FBLSmodel", "RajagopalLaiUhlrich2023", "gait2392_thelen2003muscle"]
)
def test_models_that_users_bring(shared, name) -> None:
    subject = load_subject(shared / "models" / f"{name}.osim")
    found = lumbar_levels(subject, bending(subject, np.linspace(0, 40, 120)))
    if name != "FBLSmodel":
        assert found is None
        return
    assert found.coupled
    gained = found.flexion_deg[:, -1] - found.flexion_deg[:, 0]
    # The slopes that this model's file gives its levels; they are not those of the paper.
    slopes = np.array([0.08893, 0.144, 0.20475, 0.24662, 0.25005])
    assert gained / gained.sum() == pytest.approx(slopes / slopes.sum(), abs=1e-4)
    # The profile weighs the coordinate by their sum, so that lumbar flexion is what is seen.
    assert gained.sum() == pytest.approx(40, abs=0.02)
