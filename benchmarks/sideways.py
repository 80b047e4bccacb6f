"""How far sideways the packaged model's muscle paths hold: slips of its own, and the published.

Every muscle that is followed in a squat is laid over a grid of hip flexion, adduction and rotation,
and of knee flexion where it crosses the knee. Two things are asked of it. A slip needs no
reference: between neighbouring postures the length changes by more than its moment arms account
for, or an arm whose sign anatomy knows turns. And where the published model lies beside the
checkout (RajagopalLaiUhlrich2023), how far do lengths and hip arms differ from it? For each muscle
the widest range of adduction and rotation about 0 that holds no slip is printed; these are the
limits of ``opensim_wink.muscle.validated``. Run it as ``python benchmarks/sideways.py``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from opensim_wink.body.arm_grid import LEAST_ARM_M
from opensim_wink.body.build import muscle_ranges, packaged_model_path, validated_ranges
from opensim_wink.body.muscle_groups import name_muscles
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.muscle.curves import FOLLOWED
from opensim_wink.muscle.guard import JUMP_M
from opensim_wink.muscle.solver import MuscleSolver

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SHARED = Path(os.environ.get("OPENSIM_WINK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ABOUT = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r")
STEP_DEG = 2.5
KNEES_DEG = (0.0, 60.0, 120.0)


@dataclass(frozen=True, eq=False)
class Grid:
    """Hip postures, degrees."""

    flexion: FloatArray
    adduction: FloatArray
    rotation: FloatArray

    @classmethod
    def whole(cls, step_deg: float = STEP_DEG) -> Grid:
        """Flexion as far as muscles were checked, the others as far as the bones were."""
        bones = validated_ranges()
        ends = ((0.0, muscle_ranges()[ABOUT[0]][1]), bones[ABOUT[1]], bones[ABOUT[2]])
        return cls(*(np.arange(low, high + 1e-9, step_deg) for low, high in ends))

    @property
    def axes(self) -> tuple[FloatArray, ...]:
        """Flexion, adduction, rotation."""
        return self.flexion, self.adduction, self.rotation

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of each."""
        return tuple(len(axis) for axis in self.axes)

    def lay(self, subject: Subject, name: str, knee_deg: float) -> tuple[FloatArray, FloatArray]:
        """Length (F, A, R) and arms about the hip's axes (F, A, R, 3) of one muscle."""
        tree = subject.tree
        posture = np.stack(np.meshgrid(*self.axes, indexing="ij"), axis=-1).reshape(-1, 3)
        values = np.tile(tree.default, (len(posture), 1))
        values[:, [tree.coordinate(coordinate) for coordinate in ABOUT]] = np.deg2rad(posture)
        knee = subject.profile.knee_flexion["r"]
        values[:, tree.coordinate(knee.name)] = knee.sign * np.deg2rad(knee_deg)
        length, arm, _ = MuscleSolver(subject, (name,)).lengths_and_arms(values, ABOUT)
        return length.reshape(self.shape), arm.reshape(*self.shape, 3)


@dataclass(frozen=True, eq=False)
class Laid:
    """One muscle over the grid at K knees: lengths (K, F, A, R), arms (K, F, A, R, 3), slips."""

    length_m: FloatArray
    arm_m: FloatArray
    slip: BoolArray  # (F, A, R), at any knee


def lay_all(grid: Grid, subject: Subject, name: str) -> Laid:
    """Lay a muscle over the grid, at several knees if it crosses the knee."""
    (muscle,) = name_muscles([name])
    crosses = muscle.row.action["knee_flexion"] != 0
    laid = [grid.lay(subject, name, knee) for knee in KNEES_DEG[: None if crosses else 1]]
    flexes = muscle.row.action["hip_flexion"]
    found = np.any([slips(grid, length, arm, flexes) for length, arm in laid], axis=0)
    lengths, arms = (np.stack(each) for each in zip(*laid, strict=True))
    return Laid(lengths, arms, found)


def slips(grid: Grid, length_m: FloatArray, arm_m: FloatArray, flexes: int) -> BoolArray:
    """Postures (F, A, R) at a jump of the path, or where its flexion arm is turned."""
    turned = flexes * arm_m[..., 0] < -LEAST_ARM_M if flexes else np.zeros(grid.shape, bool)
    found: BoolArray = np.array(turned)
    for axis, angles in enumerate(grid.axes):
        step = np.deg2rad(angles[1] - angles[0])
        arm = np.moveaxis(arm_m[..., axis], axis, 0)
        change = np.diff(np.moveaxis(length_m, axis, 0), axis=0)
        # The slope at one end or the mean of both, whichever explains the change best.
        slopes = np.stack([arm[:-1], arm[1:], (arm[:-1] + arm[1:]) / 2])
        jump = np.abs(change + slopes * step).min(axis=0) > JUMP_M
        out = np.moveaxis(found, axis, 0)
        out[1:] |= jump
        out[:-1] |= jump
    return found


def widest(grid: Grid, slip: BoolArray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Range of adduction and of rotation about 0, of the largest area, that holds no slip."""
    bad = np.asarray(slip.any(axis=0))
    best, found = -1.0, ((0.0, 0.0), (0.0, 0.0))
    pairs = [
        [(low, high) for low, high in product(axis[axis <= 0], axis[axis >= 0])]
        for axis in (grid.adduction, grid.rotation)
    ]
    for side, turn in product(*pairs):
        inside = np.logical_and.outer(_within(grid.adduction, side), _within(grid.rotation, turn))
        area = (side[1] - side[0]) * (turn[1] - turn[0])
        if area > best and not (bad & inside).any():
            best, found = area, (side, turn)
    return found


def _within(axis: FloatArray, ends: tuple[float, float]) -> BoolArray:
    return np.asarray((axis >= ends[0]) & (axis <= ends[1]))


def main() -> None:
    """Print the table."""
    ours = load_subject(packaged_model_path())
    path = SHARED / "models" / "RajagopalLaiUhlrich2023.osim"
    published = load_subject(path) if path.is_file() else None
    grid = Grid.whole()
    print("Postures at a slip, per cent; ranges of adduction and rotation, degrees, without one;")
    print("largest differences there from the published model, mm, where that does not slip.")
    print(f"{'muscle':14}{'slips':>7}{'theirs':>8}{'adduction':>16}{'rotation':>16}", end="")
    print(f"{'length':>8}{'hip arm':>9}")
    groups = [ours.profile.muscles.get(group, {}) for group in FOLLOWED]
    muscles = [name for group in groups for name in group.get("r", ())]
    for name in muscles:
        own = lay_all(grid, ours, name)
        side, turn = widest(grid, own.slip)
        words = f"{name:14}{100 * own.slip.mean():7.1f}"
        ends = f"{side[0]:8.1f}…{side[1]:<7.1f}{turn[0]:8.1f}…{turn[1]:<7.1f}"
        if published is None:
            print(f"{words}{'–':>8}{ends}{'–':>8}{'–':>9}")
            continue
        theirs = lay_all(grid, published, name)
        inside = np.logical_and.outer(_within(grid.adduction, side), _within(grid.rotation, turn))
        sound = inside & ~maximum_filter(theirs.slip, size=3)  # an arm beside a slip spans it
        off = (own.length_m - theirs.length_m, (own.arm_m - theirs.arm_m)[..., 0])
        length, arm = (1000 * np.abs(each[:, sound]).max() for each in off)
        print(f"{words}{100 * theirs.slip.mean():8.1f}{ends}{length:8.2f}{arm:9.2f}")


if __name__ == "__main__":
    main()
