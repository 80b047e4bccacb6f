from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import SettingError
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.noise.marker_response import MarkerResponse
from opensim_wink.motion.noise.residual_slopes import ResidualSlopes, residual_slopes
from opensim_wink.motion.noise.residuals import left_by_the_fit, residual_vectors
from opensim_wink.motion.noise.soft_tissue import MarkerNoise, marker_errors

sys.path.insert(0, str(Path(__file__).parent))
from test_covariance import PROFILE, solved
from test_samples import squat


def turns(tree: KinematicTree, values: np.ndarray) -> np.ndarray:
    """Orientation of each marker's body, from the linearised fit's own frames."""
    response = MarkerResponse(solved(tree, values), tree)
    return np.concatenate([response.information(part)[2] for part in response.chunks()])


def on_bodies(turn: np.ndarray, shift_m: np.ndarray) -> np.ndarray:
    """A shift in the frames of the bodies, in ground."""
    return np.einsum("tmij,tmj->tmi", turn, np.broadcast_to(shift_m, (*turn.shape[:2], 3)))


def test_a_shift_of_the_skin_is_found_along_the_axes_of_its_body(tree: KinematicTree) -> None:
    values = squat(tree)
    motion = replace(solved(tree, values), values=values)
    shift = np.random.default_rng(0).normal(0, 0.01, (len(tree.markers), 3))
    points = Kinematics(tree).marker_positions(values) + on_bodies(turns(tree, values), shift)
    measured = np.ones((60, len(tree.markers)), bool)
    measured[10:20, 2] = False
    found = residual_vectors(motion, tree, points, measured=measured)
    assert np.isnan(found[10:20, 2]).all()
    np.testing.assert_allclose(found[20:], np.broadcast_to(shift, (40, *shift.shape)), atol=1e-9)


def test_the_fit_leaves_of_an_error_what_is_told(tree: KinematicTree) -> None:
    values = squat(tree)
    shift = on_bodies(
        turns(tree, values), np.random.default_rng(1).normal(0, 1e-5, (len(tree.markers), 3))
    )
    motion = solved(tree, values, shift)
    points = Kinematics(tree).marker_positions(values) + shift
    found = residual_vectors(motion, tree, points).reshape(60, -1)
    error = np.einsum("tmji,tmj->tmi", turns(tree, values), shift).reshape(60, -1)
    for frames, left in left_by_the_fit(motion, tree, np.arange(60)):
        told = np.einsum("trc,tc->tr", left, error[frames])
        np.testing.assert_allclose(told, found[frames], atol=2e-3 * np.abs(found).max())
    assert np.abs(found - error).max() > 0.3 * np.abs(error).max()


def test_slopes_answer_to_skin_and_noise_as_told(tree: KinematicTree) -> None:
    motion = solved(tree, squat(tree))
    rng = np.random.default_rng(2)
    n_markers = len(tree.markers)
    unit = MarkerNoise(**{f"{name}_mm": 1.0 for name in ("pelvis", "thigh", "trunk", "shank")})
    errors = marker_errors(motion, tree, PROFILE, unit)
    share = 1e3 * errors.skin_m
    judged = np.array([0, 1, 2, 3, 7, 8])
    ((_, left),) = left_by_the_fit(motion, tree, np.arange(60))

    def slopes(shift_m: np.ndarray) -> ResidualSlopes:
        residual = np.einsum("trc,tc->tr", left, shift_m.reshape(60, -1))
        return residual_slopes(
            motion,
            tree,
            residual.reshape(60, n_markers, 3),
            share,
            errors.noise_m,
            judged,
            correlation_s=unit.correlation_s,
        )

    skin = rng.normal(0, 0.01, (n_markers, 3))
    found = slopes(share[..., None] * skin)
    assert found.reaches.all()
    np.testing.assert_allclose(found.slope_m.ravel(), found.skin @ skin.ravel(), atol=1e-12)

    rho = np.exp(-0.01 / unit.correlation_s)
    noise = rng.standard_normal((60, 3 * n_markers, 3000))
    for frame in range(1, 60):
        noise[frame] = rho * noise[frame - 1] + np.sqrt(1 - rho**2) * noise[frame]
    rows = (3 * judged[:, None] + np.arange(3)).ravel()
    weight = share[:, judged] - share[:, judged].mean(axis=0)
    weight = np.repeat(weight / np.sum(weight**2, axis=0), 3, axis=1)
    seen = np.einsum("tr,trc,tcs->rs", weight, left[:, rows], 0.002 * noise, optimize=True)
    scale = np.sqrt(np.outer(np.diag(found.noise_m2), np.diag(found.noise_m2)))
    np.testing.assert_allclose(np.cov(seen) / scale, found.noise_m2 / scale, atol=0.1)
    variance = np.einsum("trc,trc->r", left[:, rows], left[:, rows]) * 0.002**2 / 60
    np.testing.assert_allclose(found.left_m2, variance.reshape(-1, 3).sum(axis=1), rtol=1e-9)


def test_a_marker_that_sees_little_of_the_flexion_has_no_slope(tree: KinematicTree) -> None:
    motion = solved(tree, squat(tree))
    share = np.tile(np.linspace(0, 1, 60)[:, None], (1, len(tree.markers)))
    residual = np.random.default_rng(3).normal(0, 0.01, (60, len(tree.markers), 3))
    residual[12:, 1] = np.nan
    found = residual_slopes(
        motion, tree, residual, share, np.full(share.shape, 0.002), np.arange(3), correlation_s=0.2
    )
    assert found.reaches.tolist() == [True, False, True]
    assert (found.slope_m[1] == 0).all()
    assert (found.skin[3:6] == 0).all()
    assert (found.noise_m2[3:6] == 0).all()


def test_points_that_do_not_fit_are_refused(tree: KinematicTree) -> None:
    with pytest.raises(SettingError, match=r"points_m has shape \(3, 18, 3\)"):
        residual_vectors(solved(tree, squat(tree)), tree, np.zeros((3, len(tree.markers), 3)))
