"""The artefact guard: frames whose angles should not be believed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks, coordinate_goals
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PELVIS_MARKERS_NEEDED = 3  # a plane; with two, tilt about their line hangs on other segments
PELVIS_RESIDUAL_LIMIT_MM = 20.0
# Over the 165 mm from ASIS to PSIS, 40 mm at one end is a tilt of 14°.
PELVIS_RESIDUAL_BLOCK_MM = 40.0
# Well-scaled models lie 4 to 12 mm off squats that were recorded with care; another person's, or
# one with exchanged markers, 25 to 150 mm.
MARKER_RMS_BLOCK_MM = 25.0
LEAST_WEIGHT_SHARE = 0.05  # of the largest weight: a marker below it does not hold the pelvis
TRUNK_MARKERS_NEEDED = 3
HEADING_LIMIT_DEG = 20.0  # facing farther off +X mixes list into tilt
RANGE_MARGIN_DEG = 0.5


@dataclass(frozen=True, eq=False)
class GuardFlag:
    """One reason to doubt some frames.

    Attributes
    ----------
    flag : str
        Short name: ``"pelvis_markers"``, ``"pelvis_residual"``, ``"marker_fit"``, ``"goal"``,
        ``"heading"``, ``"beyond_range"``, ``"unsolved"``, ``"not_converged"``.
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
    tasks: IKTasks | None = None,
    labels: Mapping[str, str] | None = None,
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
    tasks : IKTasks, optional
        What inverse kinematics was told to follow besides the markers.
    labels : mapping of str to str, optional
        Model marker → the laboratory's label, to name markers by.

    Returns
    -------
    tuple of GuardFlag
        Only flags that concern at least one frame.
    """
    seen = np.isfinite(motion.marker_error_m) if measured is None else measured
    flags = [
        *_solver_flags(motion),
        *_range_flags(motion, tree, profile),
        *_heading_flags(motion, tree, profile),
        *_goal_flags(motion, tree, profile, tasks),
    ]
    if motion.markers:
        index = {name: i for i, name in enumerate(tree.markers)}
        pelvis = tree.body(profile.pelvis)
        on_pelvis = np.array([tree.marker_body[index[m]] == pelvis for m in motion.markers], bool)
        holds = motion.weights >= LEAST_WEIGHT_SHARE * motion.weights.max()
        flags += _pelvis_flags(motion, on_pelvis & holds, seen, labels or {})
        flags += _fit_flags(motion)
    return tuple(flag for flag in flags if flag.frames.any())


def trunk_seen(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    *,
    measured: BoolArray | None = None,
) -> BoolArray:
    """Frames in which the lumbar angle is told by the trunk's own markers.

    Parameters
    ----------
    motion : Motion
        The solved motion, or one read from a file.
    tree : KinematicTree
        Its model.
    profile : Profile
        The model's parts.
    measured : ndarray of bool, shape (T, M), optional
        Which of ``motion.markers`` were measured; default: those with an error.

    Returns
    -------
    ndarray of bool, shape (T,)
        False where fewer than three markers of the thorax were seen: arms alone would steer it.
        For a motion from a file, whether the file holds every lumbar coordinate.
    """
    lumbar = [part.name for part in profile.lumbar_flexion]
    if not motion.markers:
        held = bool(lumbar) and all(name in motion.coordinates for name in lumbar)
        return np.full(motion.n_frames, held)
    if not profile.torso:
        return np.zeros(motion.n_frames, dtype=bool)
    index = {name: i for i, name in enumerate(tree.markers)}
    torso = tree.body(profile.torso)
    on_torso = np.array([tree.marker_body[index[m]] == torso for m in motion.markers], bool)
    seen = np.isfinite(motion.marker_error_m) if measured is None else measured
    return np.asarray((seen & on_torso).sum(axis=1) >= TRUNK_MARKERS_NEEDED)


def _heading_flags(motion: Motion, tree: KinematicTree, profile: Profile) -> Iterable[GuardFlag]:
    """Frames in which the pelvis faces away from +X, so that tilt and list are mixed."""
    kinematics = Kinematics(tree)
    values = motion.values_of(tree)
    right = kinematics.body_rotation(
        kinematics.poses(tree.follow_couplers(values).T), profile.pelvis
    )[:, :, 2]
    heading = np.rad2deg(np.arctan2(right[:, 0], right[:, 2]))
    away = np.abs(heading) > HEADING_LIMIT_DEG
    worst = float(np.fmax.reduce(np.abs(heading), initial=0.0))
    yield GuardFlag(
        "heading",
        away,
        worst,
        HEADING_LIMIT_DEG,
        f"the pelvis faces up to {worst:.0f}° away from the trial's heading in "
        f"{int(away.sum())} frames: tilt and list are mixed there; record or cut the trial so that "
        "the person faces one way.",
        blocks=True,
    )


def _goal_flags(
    motion: Motion, tree: KinematicTree, profile: Profile, tasks: IKTasks | None
) -> Iterable[GuardFlag]:
    """Coordinate goals on what is to be measured: they answer in the markers' stead."""
    if tasks is None:
        return
    asked = {profile.posterior_pelvic_tilt.name, *(p.name for p in profile.lumbar_flexion)}
    for index, goal, weight in coordinate_goals(tree, tasks):
        name = tree.coordinates[index]
        if name in asked:
            yield GuardFlag(
                "goal",
                np.ones(motion.n_frames, dtype=bool),
                weight,
                0.0,
                f"the IK tasks draw {name} to {np.rad2deg(goal):.0f}° with weight {weight:g}: what "
                "is to be measured is given; take this task out.",
                blocks=True,
            )


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


def _pelvis_flags(
    motion: Motion, on_pelvis: BoolArray, seen: BoolArray, labels: Mapping[str, str]
) -> Iterable[GuardFlag]:
    solved = np.isfinite(motion.values).all(axis=1)
    count = (seen & on_pelvis).sum(axis=1)
    few = solved & (count < PELVIS_MARKERS_NEEDED)
    if few.any():
        yield GuardFlag(
            "pelvis_markers",
            few,
            float(count[few].min()),
            float(PELVIS_MARKERS_NEEDED),
            f"only {int(count[few].min())} of the {int(on_pelvis.sum())} pelvis markers that the "
            f"model follows were measured in {int(few.sum())} frames; {PELVIS_MARKERS_NEEDED} are "
            "needed to see its tilt.",
            blocks=True,
        )
    if not on_pelvis.any():
        return
    error_mm = 1000 * np.where(seen & on_pelvis, motion.marker_error_m, np.nan)
    worst = np.fmax.reduce(error_mm, axis=1)
    for low, high, blocks in (
        (PELVIS_RESIDUAL_LIMIT_MM, PELVIS_RESIDUAL_BLOCK_MM, False),
        (PELVIS_RESIDUAL_BLOCK_MM, np.inf, True),
    ):
        large = (worst > low) & (worst <= high)
        if not large.any():
            continue
        frame = int(np.argmax(np.where(large, worst, -np.inf)))
        name = motion.markers[int(np.nanargmax(error_mm[frame]))]
        label = labels.get(name, name)
        marker = f"'{name}'" if label == name else f"'{label}' (the model's {name})"
        cause = (
            "is the model scaled to this person, and every label right?"
            if blocks
            else "skin or marker movement may pass for tilt."
        )
        yield GuardFlag(
            "pelvis_residual",
            large,
            float(worst[frame]),
            low,
            f"pelvis marker {marker} lies up to {worst[frame]:.0f} mm off the model "
            f"({int(large.sum())} frames over {low:.0f} mm): {cause}",
            blocks=blocks,
        )


def _fit_flags(motion: Motion) -> Iterable[GuardFlag]:
    """Frames in which the markers as a whole lie off the model."""
    known = np.isfinite(motion.marker_error_m)
    total = np.where(known, motion.marker_error_m, 0.0) ** 2
    rms_mm = 1000 * np.sqrt(total.sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    large = rms_mm > MARKER_RMS_BLOCK_MM
    yield GuardFlag(
        "marker_fit",
        large,
        float(rms_mm.max(initial=0.0)),
        MARKER_RMS_BLOCK_MM,
        f"the markers lie up to {rms_mm.max(initial=0.0):.0f} mm RMS off the model "
        f"({int(large.sum())} frames over {MARKER_RMS_BLOCK_MM:.0f} mm): is the model scaled to "
        "this person, and every label right?",
        blocks=True,
    )
