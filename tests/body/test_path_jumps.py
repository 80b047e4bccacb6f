from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opensim_wink.body.arm_grid import ArmSurvey, PathJump
from opensim_wink.body.check import check_model
from opensim_wink.body.path_jumps import jumping_steps

HIP, KNEE = np.arange(0.0, 135.0, 5.0), np.arange(0.0, 142.5, 2.5)


def smooth(hip: np.ndarray, knee: np.ndarray) -> np.ndarray:
    """Arms of up to 80 mm about both joints, and a path that slides off a surface at 70°."""
    slides = 0.03 * np.radians(np.maximum(hip - 70.0, 0.0))
    return 0.3 + 0.05 * np.sin(np.radians(hip)) + 0.03 * np.cos(np.radians(knee)) - slides


def jumps(at, axis: int) -> np.ndarray:
    hip, knee = np.meshgrid(HIP, KNEE, indexing="ij")
    return jumping_steps(at(hip, knee), HIP, KNEE, axis, at)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_path_that_slides_off_does_not_jump(axis: int) -> None:
    assert not jumps(smooth, axis).any()


@example(125.0, 0.005, 1.0)  # the slope takes back in the rest of the step what the jump gave
@given(st.floats(0.1, 129.9), st.floats(0.005, 0.04), st.sampled_from([-1.0, 1.0]))
def test_a_jump_is_found_in_its_step_with_its_size(where: float, size: float, way: float) -> None:
    def at(hip: np.ndarray, knee: np.ndarray) -> np.ndarray:
        return smooth(hip, knee) + way * size * (hip > where)

    found = jumps(at, 0)
    step = int(np.searchsorted(HIP, where, side="right")) - 1
    assert set(np.argwhere(found)[:, 0]) == {step}
    np.testing.assert_allclose(found[step], way * size, atol=2e-4)
    assert not jumps(at, 1).any()


def test_a_jump_as_the_knee_bends_may_hold_for_some_hips_only() -> None:
    def at(hip: np.ndarray, knee: np.ndarray) -> np.ndarray:
        return smooth(hip, knee) - 0.012 * ((knee > 100.0) & (hip > 90.0))

    rows, columns = np.nonzero(jumps(at, 1))
    assert HIP[rows].min() == 95.0
    assert set(KNEE[columns]) == {100.0}


def test_the_page_names_a_jump_and_not_its_arm(figure) -> None:
    check = check_model(
        figure(muscles={"semimem_r": (("pelvis", (0, 0, 0)), ("femur_r", (0, 0, 0)))})
    )
    jump = PathJump("semimem_r", "hip_flexion", (105.0, 110.0), (0.0, 140.0), -23.6)
    object.__setattr__(check, "arms", ArmSurvey((), (), (105.0, 140.0), (jump,)))
    text = " ".join(check.to_text().split())
    assert "paths of semimem_r jump" in text
    assert (
        "semimem_r: shorter at once by up to 24 mm as the hip bends, at hip 105–110°, knee 0–140°"
        in text
    )
