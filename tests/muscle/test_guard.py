from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import muscle_ranges, packaged_model_path
from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves, muscle_curves
from opensim_wink.muscle.guard import JUMP_M, MuscleGuard, guard_muscles, path_jumps
from opensim_wink.muscle.solver import MuscleSolver

# Down to 1.5 rad and up again; the conditional point comes in at 0.5 rad and goes again.
DOWN = np.linspace(0.0, 1.5, 60)
HIP = np.concatenate([DOWN, DOWN[::-1]])


def guarded(subject: Subject, motion: Motion, *groups: str) -> tuple[MuscleCurves, MuscleGuard]:
    curves = muscle_curves(subject, motion, groups or None)
    return curves, guard_muscles(subject, motion, curves)


def named(guard: MuscleGuard) -> dict[str, np.ndarray]:
    return {flag.flag: flag.frames for flag in guard.flags}


def test_a_sound_motion_is_believed_throughout(legs: Subject, posed: Callable[..., Motion]) -> None:
    curves, guard = guarded(legs, posed(HIP, HIP), "gluteus_maximus", "semimembranosus")
    assert "wrap_jump" not in named(guard)
    assert "muscle_range" not in named(guard)
    assert guard.valid.shape == curves.length_m.shape
    assert guard.valid[:, :2].all()


def test_a_path_that_gains_a_point_jumps_and_jumps_back(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP, np.zeros_like(HIP))
    curves, guard = guarded(legs, motion, "rectus_femoris")
    length = curves.length_m[:, 0]
    on = HIP >= 0.5 - 1e-5
    first, last = np.flatnonzero(on)[[0, -1]]
    np.testing.assert_array_equal(np.flatnonzero(named(guard)["wrap_jump"]), [first, last + 1])
    # From the frame before the jump until the path is back, nothing is believed.
    np.testing.assert_array_equal(
        np.flatnonzero(~guard.valid[:, 0]), np.arange(first - 1, last + 2)
    )
    steps = np.diff(length)
    jump = np.abs(steps[first - 1] - steps[first - 2])  # beyond what the hip does anyway
    flag = next(flag for flag in guard.flags if flag.flag == "wrap_jump")
    assert flag.value == pytest.approx(1000 * jump, rel=0.05)
    assert not flag.blocks
    assert "recfem_r (2)" in flag.reason


def test_a_gap_ends_what_is_known_of_a_jump(legs: Subject, posed: Callable[..., Motion]) -> None:
    motion = posed(HIP, np.zeros_like(HIP))
    motion.values[60] = np.nan
    curves = muscle_curves(legs, motion, ["rectus_femoris"])
    solver = MuscleSolver(legs, curves.names)
    _, beyond = path_jumps(solver, motion.values_of(legs.tree), np.isfinite(curves.length_m))
    assert beyond[59].all()
    assert not beyond[61].any()


def test_a_coarse_sampling_of_a_smooth_path_is_no_jump(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP[::5], HIP[::5], rate_hz=20.0)
    values = motion.values_of(legs.tree)
    solver = MuscleSolver(legs, ["semimem_r", "glmax1_r"])
    jump, beyond = path_jumps(solver, values, np.ones((len(values), 2), dtype=bool))
    assert (jump == 0).all()
    assert not beyond.any()
    assert JUMP_M == 0.0005


def test_an_arm_against_anatomy_is_flagged_and_not_believed(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    """The straight muscle's line passes in front of the knee or hip in some postures."""
    motion = posed(np.linspace(0, 1.9, 60), np.linspace(0, 2.4, 60))
    curves = muscle_curves(legs, motion, ["semimembranosus"])
    swapped = replace(curves, expected=-curves.expected)
    guard = guard_muscles(legs, motion, swapped)
    wrong = (curves.arm_m[:, :, :2] * -curves.expected[:, :2] < -0.0005).any(axis=2)
    assert wrong.any()
    np.testing.assert_array_equal(named(guard)["moment_arm_sign"], wrong.any(axis=1))
    assert not guard.valid[wrong].any()


def test_short_arms_are_told_but_do_not_disqualify(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP, HIP)
    curves = muscle_curves(legs, motion, ["semimembranosus"])
    weak = replace(curves, arm_m=np.sign(curves.expected) * 0.003 + 0.0 * curves.arm_m)
    guard = guard_muscles(legs, motion, weak)
    assert guard.short_arm[:, :, :2].all()
    assert not guard.short_arm[:, :, 2].any()
    assert guard.valid.all()
    flag = next(flag for flag in guard.flags if flag.flag == "short_arm")
    assert flag.value == pytest.approx(3.0)
    assert "the model is the limit" in flag.reason


def test_beyond_the_stated_range_nothing_is_believed_and_extension_is_free(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    """The made model states −30 to 120° for the hip and −10 to 140° for the knee."""
    hip = np.radians([-40.0, 0.0, 119.0, 121.0])
    _, guard = guarded(legs, posed(hip, np.zeros(4)), "semimembranosus")
    np.testing.assert_array_equal(named(guard)["muscle_range"], [False, False, False, True])
    assert not guard.valid[3].any()


def test_frames_that_were_not_solved_are_not_believed(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP, HIP)
    motion.values[10] = np.nan
    _, guard = guarded(legs, motion, "semimembranosus")
    assert not guard.valid[10].any()
    assert not guard.short_arm[10].any()


@pytest.fixture(scope="module")
def packaged() -> Subject:
    return load_subject(packaged_model_path())


def with_hips(subject: Subject, posed: Callable[..., Motion], **degrees: float) -> Motion:
    """Four frames at hip and knee 90°, the last with other hip coordinates as given."""
    base = posed(np.radians([90.0] * 4), np.radians([90.0] * 4))
    names = tuple(f"{name}_{side}" for name in degrees for side in SIDES)
    extra = np.zeros((4, len(names)))
    extra[3] = np.radians([degrees[name[:-2]] for name in names])
    return replace(
        base,
        coordinates=(*base.coordinates, *names),
        rotational=np.ones(4 + len(names), dtype=bool),
        values=np.hstack([base.values, extra]),
    )


def test_an_ordinary_squats_abduction_costs_no_muscle(
    packaged: Subject, posed: Callable[..., Motion]
) -> None:
    _, guard = guarded(packaged, with_hips(packaged, posed, hip_adduction=-20.0))
    assert "muscle_range" not in named(guard)
    assert guard.valid.all()


def test_far_in_rotation_only_the_upper_gluteus_is_not_believed(
    packaged: Subject, posed: Callable[..., Motion]
) -> None:
    motion = with_hips(packaged, posed, hip_rotation=25.0)
    curves, guard = guarded(packaged, motion)
    assert named(guard)["muscle_range"].tolist() == [False, False, False, True]
    lost = {curves.names[k] for k in np.flatnonzero(~guard.valid[3])}
    assert lost == {"glmax1_r", "glmax1_l"}


def test_in_the_packages_model_muscles_end_where_they_were_checked(
    packaged: Subject, posed: Callable[..., Motion]
) -> None:
    _, high = muscle_ranges()["hip_flexion_r"]
    hip = np.radians([high - 5.0, high, high + 5.0])
    _, guard = guarded(packaged, posed(hip, hip), "semitendinosus")
    np.testing.assert_array_equal(guard.valid.all(axis=1), [True, True, False])


@pytest.mark.real
def test_the_flip_of_a_stock_model_is_found(shared: Path, posed: Callable[..., Motion]) -> None:
    """The gluteus maximus of gait2392 turns hip flexor in deep flexion."""
    subject = load_subject(shared / "models" / "gait2392_thelen2003muscle.osim")
    angles = np.radians(np.linspace(0.0, 118.0, 60))
    motion = posed(angles, -angles)  # its knee flexes to the negative
    curves, guard = guarded(subject, motion, "gluteus_maximus")
    turned = named(guard)["moment_arm_sign"]
    assert turned[-1]
    assert not turned[: len(turned) // 2].any()
    column = curves.names.index("glut_max1_r")
    assert not guard.valid[-1, column]
    assert guard.valid[0, column]
