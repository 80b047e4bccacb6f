"""Where in a squat's postures a model's muscles pull a joint the wrong way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import Joint, NamedMuscle
from opensim_wink.body.path_jumps import jumping_steps
from opensim_wink.body.paths import path_lengths
from opensim_wink.body.profile import SIDES, Side, SignedCoordinate

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

HIP_TO_DEG, KNEE_TO_DEG = 130.0, 140.0
HIP_STEP_DEG, KNEE_STEP_DEG = 5.0, 2.5  # knees are finer: paths leave the patella all at once

# An arm this short is no more than the noise of path geometry; it has no sign worth telling.
LEAST_ARM_M = 0.0005
# Where anatomy settles no action, both the standing and the turned arm must be this long to tell.
LEAST_ROLE_M = 0.005

_JOINTS: tuple[tuple[Joint, float], ...] = (
    ("hip_flexion", HIP_STEP_DEG),
    ("knee_flexion", KNEE_STEP_DEG),
)

CHECKED_GROUPS = (
    "biceps_femoris_long",
    "biceps_femoris_short",
    "semimembranosus",
    "semitendinosus",
    "hamstrings_lumped",
    "rectus_femoris",
    "gluteus_maximus",
    "gluteus_medius",
    "gluteus_minimus",
    "adductor_magnus",
    "piriformis",
)


@dataclass(frozen=True)
class ArmFlip:
    """One muscle that turns against a joint somewhere on the grid.

    Attributes
    ----------
    muscle, group, part : str
        Native name and what it is.
    side : str
        ``"r"`` or ``"l"``.
    joint : {"hip_flexion", "knee_flexion"}
        The joint that it pulls the wrong way.
    becomes : {"flexor", "extensor"}
        What it has turned into.
    hip_deg, knee_deg : tuple of float
        Least and greatest flexion at which it does.
    worst_mm : float
        Longest arm on the wrong side.
    """

    muscle: str
    group: str
    part: str
    side: str
    joint: Joint
    becomes: str
    hip_deg: tuple[float, float]
    knee_deg: tuple[float, float]
    worst_mm: float


@dataclass(frozen=True)
class PathJump:
    """One muscle whose path jumps somewhere on the grid.

    Attributes
    ----------
    muscle : str
        Native name.
    joint : {"hip_flexion", "knee_flexion"}
        The joint that moves as it jumps.
    hip_deg, knee_deg : tuple of float
        Least and greatest flexion of the steps in which it does.
    worst_mm : float
        Longest jump of the path's length, + longer.
    """

    muscle: str
    joint: Joint
    hip_deg: tuple[float, float]
    knee_deg: tuple[float, float]
    worst_mm: float


@dataclass(frozen=True)
class ArmSurvey:
    """What the grid shows.

    Attributes
    ----------
    against_anatomy : tuple of ArmFlip
        Muscles that turn against their settled action.
    role_changes : tuple of ArmFlip
        Muscles without a settled action whose arm turns from what it is in standing.
    sane_to_deg : tuple of float or None
        Hip and knee flexion up to which nothing turns against anatomy or jumps, the largest such
        box; None where the model's legs could not be put through the grid.
    jumps : tuple of PathJump
        Muscles whose path jumps; no arm is told of the steps in which one does.
    """

    against_anatomy: tuple[ArmFlip, ...]
    role_changes: tuple[ArmFlip, ...]
    sane_to_deg: tuple[float, float] | None
    jumps: tuple[PathJump, ...] = ()


@dataclass(frozen=True, eq=False)
class _Grid:
    """Both legs at every pair of hip and knee flexion, degrees."""

    hip: FloatArray
    knee: FloatArray

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.hip), len(self.knee)


def survey_arms(
    model: Any,
    hip: dict[Side, SignedCoordinate],
    knee: dict[Side, SignedCoordinate],
    muscles: Sequence[NamedMuscle],
    source: str = "model",
) -> ArmSurvey:
    """Put both legs through hip 0–130° and knee 0–140° and judge each muscle's arms.

    An arm here is the mean of −dL/dθ over one step of the grid, from the lengths at its ends.

    Parameters
    ----------
    model : opensim.Model
        A model whose system is initialised.
    hip, knee : dict of Side to SignedCoordinate
        Flexion coordinates.
    muscles : sequence of NamedMuscle
        The model's recognised muscles; those of the hip and thigh are judged.
    source : str
        The model's file, for messages.

    Returns
    -------
    ArmSurvey
        Flips, role changes and the sane range.
    """
    sides = [side for side in SIDES if side in hip and side in knee]
    judged = [m for m in muscles if m.row.group in CHECKED_GROUPS and m.side in sides]
    if not judged:
        return ArmSurvey((), (), None)
    grid = _Grid(
        np.arange(0.0, HIP_TO_DEG + HIP_STEP_DEG, HIP_STEP_DEG),
        np.arange(0.0, KNEE_TO_DEG + KNEE_STEP_DEG, KNEE_STEP_DEG),
    )
    legs = [(hip[s], knee[s]) for s in sides]
    lengths = _grid_lengths(model, grid, legs, [m.name for m in judged], source)
    against: list[ArmFlip] = []
    changes: list[ArmFlip] = []
    jumps: list[PathJump] = []
    bad = np.zeros(grid.shape, dtype=bool)
    for k, muscle in enumerate(judged):

        def at(hip_at: FloatArray, knee_at: FloatArray, name: str = muscle.name) -> FloatArray:
            return _lengths_at(model, (hip_at, knee_at), legs, [name], source)[:, 0]

        for axis, (joint, step_deg) in enumerate(_JOINTS):
            arm = -np.diff(lengths[:, :, k], axis=axis) / np.radians(step_deg)
            jump_m = jumping_steps(lengths[:, :, k], grid.hip, grid.knee, axis, at)
            if jump_m.any():
                jumps.append(_jump(muscle, joint, grid, jump_m, axis))
                bad |= _deep_ends(jump_m != 0, axis, grid.shape)
                arm = np.where(jump_m != 0, np.nan, arm)
            expected = muscle.row.action[joint]
            standing = arm[0, 0]
            if expected:
                wrong = arm * expected < -LEAST_ARM_M
            elif abs(standing) > LEAST_ROLE_M:
                wrong = arm * np.sign(standing) < -LEAST_ROLE_M
            else:
                continue
            if not wrong.any():
                continue
            flip = _flip(muscle, joint, grid, arm, wrong, axis)
            if expected:
                against.append(flip)
                bad |= _deep_ends(wrong, axis, grid.shape)
            else:
                changes.append(flip)
    return ArmSurvey(tuple(against), tuple(changes), _sane_box(grid, bad), tuple(jumps))


def _grid_lengths(
    model: Any,
    grid: _Grid,
    legs: list[tuple[SignedCoordinate, SignedCoordinate]],
    names: list[str],
    source: str,
) -> FloatArray:
    hip, knee = (axis.ravel() for axis in np.meshgrid(grid.hip, grid.knee, indexing="ij"))
    return _lengths_at(model, (hip, knee), legs, names, source).reshape(*grid.shape, len(names))


def _lengths_at(
    model: Any,
    flexion_deg: tuple[FloatArray, FloatArray],
    legs: list[tuple[SignedCoordinate, SignedCoordinate]],
    names: list[str],
    source: str,
) -> FloatArray:
    """Lengths (N, K) of muscles with both legs at N pairs of hip and knee flexion."""
    parts = [part for leg in legs for part in leg]
    values = np.radians(
        np.column_stack(
            [
                angle * part.sign
                for leg in legs
                for part, angle in zip(leg, flexion_deg, strict=True)
            ]
        )
    )
    return path_lengths(model, [part.name for part in parts], values, names, source)


def _deep_ends(wrong: BoolArray, axis: int, shape: tuple[int, int]) -> BoolArray:
    """The deeper end of each step with a wrong arm: a box that stops short of it is sane."""
    ends = np.zeros(shape, dtype=bool)
    if axis == 0:
        ends[1:] = wrong
    else:
        ends[:, 1:] = wrong
    return ends


def _flip(
    muscle: NamedMuscle,
    joint: Joint,
    grid: _Grid,
    arm: FloatArray,
    wrong: BoolArray,
    axis: int,
) -> ArmFlip:
    hip_deg, knee_deg = _reach(wrong, grid, axis)
    worst = float(arm[wrong][np.argmax(np.abs(arm[wrong]))])
    return ArmFlip(
        muscle=muscle.name,
        group=muscle.row.group,
        part=muscle.row.part,
        side=muscle.side,
        joint=joint,
        becomes="flexor" if worst > 0 else "extensor",
        hip_deg=hip_deg,
        knee_deg=knee_deg,
        worst_mm=1000 * abs(worst),
    )


def _jump(
    muscle: NamedMuscle, joint: Joint, grid: _Grid, jump_m: FloatArray, axis: int
) -> PathJump:
    worst = float(jump_m.ravel()[np.abs(jump_m).argmax()])
    return PathJump(muscle.name, joint, *_reach(jump_m != 0, grid, axis), 1000 * worst)


def _reach(
    steps: BoolArray, grid: _Grid, axis: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Least and greatest hip and knee flexion of some steps of the grid."""
    rows, columns = np.nonzero(steps)
    more = [0, 0]
    more[axis] = 1  # a step reaches from its index to the next
    return (
        (float(grid.hip[rows.min()]), float(grid.hip[rows.max() + more[0]])),
        (float(grid.knee[columns.min()]), float(grid.knee[columns.max() + more[1]])),
    )


def _sane_box(grid: _Grid, bad: BoolArray) -> tuple[float, float]:
    spoilt = np.logical_or.accumulate(np.logical_or.accumulate(bad, axis=0), axis=1)
    reach = np.where(spoilt, -1.0, grid.hip[:, None] + grid.knee[None, :])
    row, column = np.unravel_index(int(np.argmax(reach)), reach.shape)
    return float(grid.hip[row]), float(grid.knee[column])
