from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from opensim_wink.body.subject import Subject
from opensim_wink.errors import MotionError, SettingError
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.counterfactual import counterfactual_length

HIP = np.linspace(0.0, 1.8, 10)
KNEE = np.linspace(0.0, 2.0, 10)


def test_the_hip_flexes_by_the_wink_and_the_knee_stays(
    legs: Subject, posed: Callable[..., Motion], analytic: Callable[..., tuple[float, ...]]
) -> None:
    frames, wink = [2, 7], np.array([5.0, 12.0])
    found = counterfactual_length(legs, posed(HIP, KNEE), frames, wink, ["semimembranosus"])
    assert found.names == ("semimem_r", "semimem_l")
    np.testing.assert_array_equal(found.frames, frames)
    for n, frame in enumerate(frames):
        with_wink = analytic(HIP[frame], KNEE[frame])[0]
        without = analytic(HIP[frame] + np.radians(wink[n]), KNEE[frame])[0]
        np.testing.assert_allclose(found.length_m[n], with_wink, rtol=1e-12)
        np.testing.assert_allclose(found.without_m[n], without, rtol=1e-12)


def test_no_wink_saves_nothing_and_a_small_one_saves_arm_times_angle(
    legs: Subject, posed: Callable[..., Motion], analytic: Callable[..., tuple[float, ...]]
) -> None:
    motion = posed(HIP, KNEE)
    same = counterfactual_length(legs, motion, [5], 0.0)
    np.testing.assert_array_equal(same.without_m, same.length_m)
    found = counterfactual_length(legs, motion, [5], 0.001, ["semimembranosus"])
    saved = found.without_m[0, 0] - found.length_m[0, 0]
    arm = analytic(HIP[5], KNEE[5])[1]
    assert saved == pytest.approx(-arm * np.radians(0.001), rel=1e-3)


def test_unknown_frames_and_winks_stay_unknown(legs: Subject, posed: Callable[..., Motion]) -> None:
    motion = posed(HIP, KNEE)
    motion.values[4] = np.nan
    found = counterfactual_length(legs, motion, [3, 4, 5], np.array([4.0, 4.0, np.nan]))
    for array in (found.length_m, found.without_m):
        np.testing.assert_array_equal(np.isnan(array).all(axis=1), [False, True, True])
        assert np.isfinite(array[0]).all()


def test_no_frames_give_no_rows(legs: Subject, posed: Callable[..., Motion]) -> None:
    assert counterfactual_length(legs, posed(HIP, KNEE), [], 5.0).without_m.shape == (0, 6)


def test_bad_requests_are_refused(legs: Subject, posed: Callable[..., Motion]) -> None:
    motion = posed(HIP, KNEE)
    with pytest.raises(MotionError, match="has 0 to 9"):
        counterfactual_length(legs, motion, [10], 5.0)
    with pytest.raises(SettingError, match=r"wink_deg has the shape \(2,\)"):
        counterfactual_length(legs, motion, [1, 2, 3], np.array([1.0, 2.0]))
