"""The artefact guard: frames whose angles should not be believed, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PELVIS_MARKERS_NEEDED = 3  # a plane; with two, tilt about their line hangs on other segments
PELVIS_RESIDUAL_LIMIT_MM = 20.0
RANGE_MARGIN_DEG = 0.5


@dataclass(frozen=True, eq=False)
class GuardFlag:
    """One reason to doubt some frames.

    Attributes
    ----------
    flag : str
        Short name: ``"pelvis_markers"``, ``"pelvis_residual"``, ``"beyond_range"``, ``"unsolved"``,
        ``"not_converged"``.
    frames : ndarray of bool, shape (T,)
        The frames concerned.
    value, limit : float
        The worst value and what is allowed, in the unit that ``reason`` names.
    reason : str
        One sentence.
    blocks : bool
        Whether no verdict may rest on these frames.
    """

    flag: str
    frames: BoolArray
    value: float
    limit: float
    reason: str
    blocks: bool


def guard_motion(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    *,
    measured: BoolArray | None = None,
) -> tuple[GuardFlag, ...]:
    """Look for frames in which the pelvis or the spine may move because the model or a marker did.

    Parameters
    ----------
    motion : Motion
        The solved motion.
    tree : KinematicTree
        Its model.
    profile : Profile
        The model's parts.
    measured : ndarray of bool, shape (T, M), optional
        Which of ``motion.markers`` were measured rather than filled; default: those with an error.

    Returns
    -------
    tuple of GuardFlag
        Only flags that concern at least one frame.
    """
    seen = np.isfinite(motion.marker_error_m) if measured is None else measured
    flags = [*_solver_flags(motion), *_range_flags(motion, tree, profile)]
    if motion.markers:
        index = {name: i for i, name in enumerate(tree.markers)}
        pelvis = tree.body(profile.pelvis)
        on_pelvis = np.array([tree.marker_body[index[m]] == pelvis for m in motion.markers], bool)
        flags += _pelvis_flags(motion, on_pelvis, seen)
    return tuple(flag for flag in flags if flag.frames.any())


def _solver_flags(motion: Motion) -> Iterable[GuardFlag]:
    unsolved: BoolArray = np.asarray(np.isnan(motion.values).any(axis=1))
    yield GuardFlag(
        "unsolved",
        unsolved,
        float(unsolved.sum()),
        0.0,
        f"{int(unsolved.sum())} frames have too few markers to be solved.",
        blocks=True,
    )
    loose = ~motion.converged & ~unsolved
    yield GuardFlag(
        "not_converged",
        loose,
        float(loose.sum()),
        0.0,
        f"inverse kinematics did not converge in {int(loose.sum())} frames.",
        blocks=True,
    )


def _range_flags(motion: Motion, tree: KinematicTree, profile: Profile) -> Iterable[GuardFlag]:
    """Coordinates beyond the range that the model states, where a clamp would have bitten."""
    parts = [*profile.hip_flexion.values(), *profile.knee_flexion.values(), *profile.lumbar_flexion]
    for part in parts:
        if part.name not in motion.coordinates or part.name not in tree.coordinates:
            continue
        index = tree.coordinate(part.name)
        if not tree.rotational[index] or tree.high[index] <= tree.low[index]:
            continue
        # Only the end that a deep squat runs into: flexion, whichever native sign it has.
        end = tree.high[index] if part.sign > 0 else tree.low[index]
        limit = np.rad2deg(part.sign * end)
        flexion = np.rad2deg(part.sign * motion.coordinate(part.name))
        worst = float(np.fmax.reduce(flexion, initial=-np.inf))
        yield GuardFlag(
            "beyond_range",
            flexion > limit + RANGE_MARGIN_DEG,
            worst,
            float(limit),
            f"{part.name} flexes to {worst:.0f}°, beyond the {limit:.0f}° that the model states; "
            "it was left free, since a clamp there would bend the spine instead.",
            blocks=False,
        )


def _pelvis_flags(motion: Motion, on_pelvis: BoolArray, seen: BoolArray) -> Iterable[GuardFlag]:
    solved = np.isfinite(motion.values).all(axis=1)
    count = (seen & on_pelvis).sum(axis=1)
    few = solved & (count < PELVIS_MARKERS_NEEDED)
    if few.any():
        yield GuardFlag(
            "pelvis_markers",
            few,
            float(count[few].min()),
            float(PELVIS_MARKERS_NEEDED),
            f"only {int(count[few].min())} pelvis markers measured in {int(few.sum())} frames; "
            f"{PELVIS_MARKERS_NEEDED} are needed to see its tilt.",
            blocks=True,
        )
    if not on_pelvis.any():
        return
    error_mm = 1000 * np.where(seen & on_pelvis, motion.marker_error_m, np.nan)
    worst = np.fmax.reduce(error_mm, axis=1)
    large = worst > PELVIS_RESIDUAL_LIMIT_MM
    if large.any():
        frame = int(np.nanargmax(worst))
        marker = motion.markers[int(np.nanargmax(error_mm[frame]))]
        yield GuardFlag(
            "pelvis_residual",
            large,
            float(worst[frame]),
            PELVIS_RESIDUAL_LIMIT_MM,
            f"pelvis marker '{marker}' lies up to {worst[frame]:.0f} mm off the model "
            f"({int(large.sum())} frames over {PELVIS_RESIDUAL_LIMIT_MM:.0f} mm): skin or marker "
            "movement may pass for tilt.",
            blocks=False,
        )
