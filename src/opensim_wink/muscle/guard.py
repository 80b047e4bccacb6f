"""Frames in which a model's muscle paths should not be believed, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.arm_grid import LEAST_ARM_M
from opensim_wink.body.subject import Subject
from opensim_wink.errors import listed
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.muscle.selection import native_values, select
from opensim_wink.muscle.solver import MuscleSolver
from opensim_wink.muscle.validated import MuscleRange, muscle_limits

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

# Below it the model, not the person, decides what a muscle does at a joint.
SHORT_ARM_M = 0.005
# A smooth path at 100 Hz departs from its own slope by less than 0.05 mm between two frames.
JUMP_M = 0.0005
RANGE_MARGIN_DEG = 0.5

_JUMP_SHARE = 0.01  # of the step between two frames, to take the slope of a length


@dataclass(frozen=True, eq=False)
class MuscleGuard:
    """Doubts about muscle paths.

    Attributes
    ----------
    flags : tuple of GuardFlag
        ``"moment_arm_sign"``, ``"wrap_jump"``, ``"muscle_range"``, ``"short_arm"``, each only where
        it concerns a frame; none blocks the squat's verdict, only what is said of muscles.
    valid : ndarray of bool, shape (T, K)
        Frames of each muscle that may enter a verdict: solved, within the validated range, arms
        of the right sign, and not on the far side of a jump.
    short_arm : ndarray of bool, shape (T, K, J)
        Anatomy expects an arm and it is below 5 mm: the model is the limit of what can be said.
    """

    flags: tuple[GuardFlag, ...]
    valid: BoolArray
    short_arm: BoolArray


def guard_muscles(subject: Subject, motion: Motion, curves: MuscleCurves) -> MuscleGuard:
    """Check the curves of a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    motion : Motion
        The motion that the curves were made from.
    curves : MuscleCurves
        From :func:`opensim_wink.muscle.curves.muscle_curves`.

    Returns
    -------
    MuscleGuard
        Flags and masks.

    Raises
    ------
    ModelError
        If the model cannot be read.
    """
    profile, tree = subject.profile, subject.tree
    chosen = select(
        tree.coordinates, subject.model_path, motion, profile, tuple(dict.fromkeys(curves.groups))
    )
    values = native_values(chosen, tree)
    solved: BoolArray = np.asarray(np.isfinite(curves.length_m))
    turned: BoolArray = np.asarray(curves.arm_m * curves.expected < -LEAST_ARM_M)
    short: BoolArray = (np.abs(curves.arm_m) < SHORT_ARM_M) & (curves.expected != 0)
    jump_m, beyond_jump = path_jumps(
        MuscleSolver(subject, curves.names), values, np.asarray(solved)
    )
    outside, excess = _outside(subject, curves, values)
    flags = (
        _sign_flag(curves, turned),
        _jump_flag(curves, jump_m),
        _range_flag(curves, outside & solved, excess),
        _short_flag(curves, short),
    )
    return MuscleGuard(
        flags=tuple(flag for flag in flags if flag.frames.any()),
        valid=np.asarray(solved & ~turned.any(axis=2) & ~beyond_jump & ~outside),
        short_arm=np.asarray(short),
    )


def path_jumps(
    solver: MuscleSolver, values: FloatArray, solved: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """Length that a path gains or loses between two frames without its joints' doing.

    A path that leaves a cylinder, or a point that comes in, may change length all at once. What
    the joints account for is ``−Σ r·Δq``: the slope of the length along the way from one frame to
    the next, at either end or their mean, whichever fits best.

    Parameters
    ----------
    solver : MuscleSolver
        K muscles.
    values : ndarray, shape (T, C)
        Coordinates; NaN where unsolved.
    solved : ndarray of bool, shape (T, K)
        Frames with a length.

    Returns
    -------
    jump_m : ndarray, shape (T, K)
        ``ΔL + Σ r·Δq`` from the frame before, m; 0 where it is below ``JUMP_M`` or unknown.
    beyond : ndarray of bool, shape (T, K)
        The jump itself, and all frames until the path jumps back: lengths there and lengths
        before differ by the jump. Counted anew after frames that were not solved.
    """
    jump_m: FloatArray = np.zeros(solved.shape)
    beyond: BoolArray = np.zeros(solved.shape, dtype=bool)
    known: BoolArray = np.asarray(np.isfinite(values).all(axis=1))
    steps = np.flatnonzero(known[:-1] & known[1:])
    if not len(steps):
        return jump_m, beyond
    first, second = values[steps], values[steps + 1]
    way = _JUMP_SHARE * (second - first)
    lengths = solver.lengths(np.concatenate([first, first + way, second - way, second]))
    start, soon, late, end = np.split(lengths, 4)
    rates = (soon - start) / _JUMP_SHARE, (end - late) / _JUMP_SHARE
    # A jump may lie within the little way that a slope is taken over; the other slope is right.
    residuals = np.stack([end - start - rate for rate in (*rates, (rates[0] + rates[1]) / 2)])
    least = np.abs(residuals).argmin(axis=0)
    found = np.take_along_axis(residuals, least[None], axis=0)[0]
    jump_m[steps + 1] = np.where(np.abs(found) > JUMP_M, found, 0.0)
    jump_m = np.where(solved, jump_m, 0.0)
    offset = np.zeros(solved.shape[1])
    for frame in range(len(values)):
        offset = np.where(known[frame], offset + jump_m[frame], 0.0)
        beyond[frame] = np.abs(offset) > JUMP_M
    jumping: BoolArray = np.asarray(jump_m != 0)
    beyond |= jumping
    beyond[:-1] |= jumping[1:]
    return jump_m, beyond


def _outside(
    subject: Subject, curves: MuscleCurves, values: FloatArray
) -> tuple[BoolArray, dict[str, tuple[float, float]]]:
    """Frames beyond the range in which each muscle was checked, and by coordinate the worst."""
    outside = np.zeros(curves.length_m.shape, dtype=bool)
    excess: dict[str, tuple[float, float]] = {}
    for k, limits in enumerate(muscle_limits(subject, curves.names, curves.sides)):
        for limit in limits:
            angle = np.rad2deg(values[:, subject.tree.coordinate(limit.coordinate.name)])
            angle = angle * limit.coordinate.sign
            over = _over(limit, angle)
            outside[:, k] |= over
            if over.any():
                end = limit.high_deg if angle[over].max() > limit.high_deg else limit.low_deg
                worst = float(angle[over][np.argmax(np.abs(angle[over]))])
                excess[limit.coordinate.name] = (worst, end)
    return outside, excess


def _over(limit: MuscleRange, angle_deg: FloatArray) -> BoolArray:
    low, high = limit.low_deg - RANGE_MARGIN_DEG, limit.high_deg + RANGE_MARGIN_DEG
    return np.asarray((angle_deg < low) | (angle_deg > high))


def _named(curves: MuscleCurves, concerned: BoolArray) -> str:
    """Muscles concerned, the frames of each."""
    counts = concerned.sum(axis=0)
    return listed([f"{curves.names[k]} ({counts[k]})" for k in np.flatnonzero(counts)], 8)


def _sign_flag(curves: MuscleCurves, turned: BoolArray) -> GuardFlag:
    worst = np.where(turned, np.abs(curves.arm_m), 0.0)
    by_muscle = np.asarray(turned.any(axis=2), dtype=bool)
    return GuardFlag(
        "moment_arm_sign",
        np.asarray(by_muscle.any(axis=1)),
        1000 * float(worst.max(initial=0.0)),
        1000 * LEAST_ARM_M,
        f"the model turns muscles against anatomy by up to {1000 * worst.max(initial=0.0):.1f} mm: "
        f"{_named(curves, by_muscle)} frames; these enter no verdict.",
        blocks=False,
    )


def _jump_flag(curves: MuscleCurves, jump_m: FloatArray) -> GuardFlag:
    jumps: BoolArray = np.asarray(jump_m != 0)
    worst = 1000 * float(np.abs(jump_m).max(initial=0.0))
    return GuardFlag(
        "wrap_jump",
        np.asarray(jumps.any(axis=1)),
        worst,
        1000 * JUMP_M,
        f"muscle paths jump by up to {worst:.1f} mm between two frames as they leave a surface or "
        f"gain a point: {_named(curves, jumps)} jumps; nothing is judged until they jump back.",
        blocks=False,
    )


def _range_flag(
    curves: MuscleCurves, outside: BoolArray, excess: dict[str, tuple[float, float]]
) -> GuardFlag:
    far = max(excess.values(), key=lambda pair: abs(pair[0] - pair[1]), default=(0.0, 0.0))
    parts = [
        f"{name} {worst:.0f}° (checked to {end:.0f}°)" for name, (worst, end) in excess.items()
    ]
    return GuardFlag(
        "muscle_range",
        np.asarray(outside.any(axis=1)),
        far[0],
        far[1],
        f"beyond the range in which muscle paths were checked: {listed(parts, 8)}; "
        f"{_named(curves, outside)} frames enter no verdict.",
        blocks=False,
    )


def _short_flag(curves: MuscleCurves, short: BoolArray) -> GuardFlag:
    by_muscle = np.asarray(short.any(axis=2), dtype=bool)
    least = np.where(short, np.abs(curves.arm_m), np.inf).min(initial=np.inf)
    shown = 1000 * float(least) if np.isfinite(least) else 0.0
    return GuardFlag(
        "short_arm",
        np.asarray(by_muscle.any(axis=1)),
        shown,
        1000 * SHORT_ARM_M,
        f"the model is the limit: moment arms fall below {1000 * SHORT_ARM_M:.0f} mm, down to "
        f"{shown:.1f} mm: {_named(curves, by_muscle)} frames.",
        blocks=False,
    )
