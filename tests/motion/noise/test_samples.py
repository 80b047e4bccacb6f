from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from response_oracle import coordinate_covariance, coordinate_sd

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError, SettingError
from opensim_wink.motion.noise.marker_response import MarkerResponse
from opensim_wink.motion.noise.samples import (
    MotionSamples,
    sample_curves,
    skin_shifts,
    squat_coordinates,
)
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.trial.filters import lowpass

sys.path.insert(0, str(Path(__file__).parent))
from test_covariance import PROFILE, posture, solved

NOISE = replace(MarkerNoise.none(), sd_mm=2.0, filled_sd_mm=6.0)
SKIN = replace(MarkerNoise.none(), pelvis_mm=6.0, thigh_mm=12.0, trunk_mm=5.0, shank_mm=4.0)


def squat(tree: KinematicTree, n_frames: int = 60) -> np.ndarray:
    """Down and up again, twice."""
    depth = np.sin(np.linspace(0, 2 * np.pi, n_frames)) ** 2
    values = np.zeros((n_frames, len(tree.coordinates)))
    for name, reach in {"hip_r": 1.9, "hip_l": 1.8, "knee_r": 1.5, "tilt": -0.4}.items():
        values[:, tree.coordinate(name)] = reach * depth
    return tree.follow_couplers(values)


def draw(tree: KinematicTree, noise: MarkerNoise, n: int = 200, **more: object) -> MotionSamples:
    return sample_curves(solved(tree, squat(tree)), tree, PROFILE, noise, n=n, **more)  # type: ignore[arg-type]


def test_a_seed_gives_the_same_samples_again_and_another_gives_others(tree: KinematicTree) -> None:
    first, again = draw(tree, MarkerNoise(), seed=3), draw(tree, MarkerNoise(), seed=3)
    np.testing.assert_array_equal(first.deviation, again.deviation)
    assert (draw(tree, MarkerNoise(), seed=4).deviation != first.deviation).any()
    assert first.deviation.shape == (200, 60, len(first.coordinates))
    assert first.deviation.dtype == np.float32


def test_no_noise_leaves_the_motion_as_it_is(tree: KinematicTree) -> None:
    assert (draw(tree, MarkerNoise.none(), n=5).deviation == 0).all()


@pytest.mark.parametrize("noise", [NOISE, SKIN, MarkerNoise()], ids=["noise", "skin", "both"])
def test_samples_spread_as_the_covariance_says(tree: KinematicTree, noise: MarkerNoise) -> None:
    motion = solved(tree, squat(tree))
    measured = np.ones((60, len(tree.markers)), bool)
    measured[20:30, 1] = False
    samples = sample_curves(motion, tree, PROFILE, noise, n=3000, seed=1, measured=measured)
    columns = [tree.coordinate(name) for name in samples.coordinates]
    sd = coordinate_sd(motion, tree, PROFILE, noise, measured=measured)[:, columns]
    np.testing.assert_allclose(samples.deviation.std(axis=0), sd, rtol=0.07, atol=1e-6)
    frame = 15
    whole = coordinate_covariance(
        motion,
        tree,
        PROFILE,
        noise,
        coordinates=samples.coordinates,
        frames=np.array([frame]),
        measured=measured,
    )[0]
    scale = np.outer(sd[frame], sd[frame])
    np.testing.assert_allclose(
        np.cov(samples.deviation[:, frame].T) / scale, whole / scale, atol=0.08
    )


def test_noise_stays_alike_for_its_time(tree: KinematicTree) -> None:
    motion = solved(tree, posture(tree, 60))
    slow = replace(NOISE, correlation_s=0.1)
    tilt = sample_curves(motion, tree, PROFILE, slow, n=4000).coordinate("tilt")
    for frames in (1, 5, 10, 30):
        found = np.corrcoef(tilt[:, 20], tilt[:, 20 + frames])[0, 1]
        assert found == pytest.approx(np.exp(-frames / 100 / 0.1), abs=0.04)


def test_over_time_samples_agree_with_noise_drawn_marker_by_marker(tree: KinematicTree) -> None:
    """A descent of 0.6 s, faster than any with a load: hips turn by 36° while noise stays alike."""
    rng = np.random.default_rng(5)
    motion = solved(tree, squat(tree, 240)[:60])
    rho = np.exp(-1 / (100 * NOISE.correlation_s))
    noise = rng.standard_normal((60, 3 * len(tree.markers), 4000))
    for frame in range(1, 60):
        noise[frame] = rho * noise[frame - 1] + np.sqrt(1 - rho**2) * noise[frame]
    (part,) = MarkerResponse(motion, tree).gains(np.arange(len(tree.coordinates)))
    own = np.matmul(part.gain.reshape(60, len(tree.coordinates), -1), 0.002 * noise)
    samples = sample_curves(motion, tree, PROFILE, NOISE, n=4000)
    for name in ("tilt", "hip_r", "bend"):
        marker_wise = own[:, tree.coordinate(name)].T
        theirs, ours = (
            np.cov(each[:, 5:55:5].T) for each in (marker_wise, samples.coordinate(name))
        )
        scale = np.sqrt(np.outer(np.diag(theirs), np.diag(theirs)))
        np.testing.assert_allclose(ours / scale, theirs / scale, atol=0.12)
        gain = (marker_wise[:, 40] - marker_wise[:, 20]).std()
        sampled = samples.coordinate(name)
        assert (sampled[:, 40] - sampled[:, 20]).std() == pytest.approx(gain, rel=0.12)


def test_skin_returns_with_the_posture_and_is_still_in_standing(tree: KinematicTree) -> None:
    """What repeats in every repetition cannot be seen in how much repetitions differ."""
    values = squat(tree)
    values[30:] = values[:30]
    motion = solved(tree, values)
    samples = sample_curves(motion, tree, PROFILE, SKIN, n=50, standing=values[0])
    np.testing.assert_allclose(samples.deviation[:, :30], samples.deviation[:, 30:], atol=1e-6)
    np.testing.assert_allclose(samples.deviation[:, 0], 0, atol=1e-7)
    assert np.rad2deg(samples.coordinate("tilt")[:, 15].std()) > 0.4


def test_filtered_like_any_curve_with_its_gaps(tree: KinematicTree) -> None:
    shift = np.zeros((60, len(tree.markers), 3))
    shift[40:43] = np.nan
    shift[10:12, tree.marker_body == tree.body("femur_l")] = np.nan
    motion = solved(tree, squat(tree), shift)
    samples = sample_curves(motion, tree, PROFILE, MarkerNoise(), n=4)
    empty = np.isnan(samples.deviation)
    assert empty[:, 40:43].all()
    assert empty[:, 10:12, samples.coordinates.index("hip_l")].all()
    assert empty.sum() == 4 * (3 * len(samples.coordinates) + 2)
    smooth = samples.lowpassed(6.0)
    for k, curves in enumerate(samples.deviation):
        expected = lowpass(curves.astype(float), 100.0, 6.0)
        np.testing.assert_allclose(smooth.deviation[k], expected, atol=1e-7)


def test_what_is_held_does_not_vary(tree: KinematicTree) -> None:
    stiff = replace(tree, locked=np.array([name == "twist" for name in tree.coordinates]))
    samples = draw(stiff, MarkerNoise(), n=5, coordinates=("twist", "slide_r", "tilt"))
    assert samples.coordinates == ("twist", "slide_r", "tilt")
    assert (samples.coordinate("twist") == 0).all()
    assert samples.coordinate("slide_r").std() > 0


def test_the_squats_coordinates_are_those_above_the_segments(tree: KinematicTree) -> None:
    assert squat_coordinates(tree, PROFILE) == tuple(
        name for name in tree.coordinates if name != "slide_r"
    )


def test_errors_say_what_there_is(tree: KinematicTree) -> None:
    samples = draw(tree, NOISE, n=2)
    with pytest.raises(MotionError, match="was not sampled; sampled are: tilt"):
        samples.coordinate("tilt_")
    with pytest.raises(SettingError, match="0 samples"):
        draw(tree, NOISE, n=0)


def test_markers_left_in_place_slide_alike_in_every_trial(tree: KinematicTree) -> None:
    """Whatever the trial's length, its other markers and the number of samples."""
    values = squat(tree)
    long = np.concatenate([values, values[::-1]])
    first, other = (
        sample_curves(solved(tree, v), tree, PROFILE, SKIN, n=n, seed=7, recording=name)
        for v, n, name in ((values, 50, "flat"), (long, 80, "heels"))
    )
    np.testing.assert_allclose(other.deviation[:50, :60], first.deviation, atol=1e-6)
    some, rest = skin_shifts(("a", "b"), 6, 7), skin_shifts(("c", "b"), 4, 7)
    np.testing.assert_array_equal(some[3:, :4], rest[3:])
    assert (some[:3, :4] != rest[:3]).all()
    assert (skin_shifts(("a",), 6, 8) != some[:3]).all()


def test_noise_of_two_recordings_is_independent(tree: KinematicTree) -> None:
    motion = solved(tree, posture(tree, 30))
    drawn = [
        sample_curves(motion, tree, PROFILE, NOISE, n=4000, seed=7, recording=name).coordinate(
            "tilt"
        )[:, 15]
        for name in ("flat", "heels", "flat")
    ]
    np.testing.assert_array_equal(drawn[0], drawn[2])
    assert abs(np.corrcoef(drawn[0], drawn[1])[0, 1]) < 0.06  # 3.8 standard errors
