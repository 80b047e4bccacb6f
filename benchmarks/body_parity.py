"""Compare the packaged model with the published ones that its numbers come from.

Run: ``python benchmarks/body_parity.py [--models FOLDER]``; FOLDER holds
RajagopalLaiUhlrich2023.osim and FBLSmodel.osim. Prints, for both sides of the body: muscle lengths
and moment arms over a grid of postures; moment arms that flip; a table of lengths from standing to
a deep squat; the lumped trunk muscles against their fascicles; and the standing body.
"""

from __future__ import annotations

import argparse
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.build import muscle_ranges, packaged_model_path
from opensim_wink.body.builder.rows import MuscleRow
from opensim_wink.body.builder.tables import read_table
from opensim_wink.body.engine import load_model
from opensim_wink.body.paths import path_lengths, path_moment_arms

FloatArray = NDArray[np.float64]

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
MODELS = Path(os.environ.get("OPENSIM_WINK_SHARED", _BESIDE)) / "models"

# Muscle → its function in a squat: sign of the moment arm about a coordinate. Muscles without one
# (anterior gluteus medius, proximal adductor magnus) change from flexor to extensor by nature.
EXTENDS_HIP = {"hip_flexion": -1}
FUNCTIONS: dict[str, dict[str, int]] = {
    "bflh": {**EXTENDS_HIP, "knee_angle": 1},
    "bfsh": {"knee_angle": 1},
    "semimem": {**EXTENDS_HIP, "knee_angle": 1},
    "semiten": {**EXTENDS_HIP, "knee_angle": 1},
    "recfem": {"hip_flexion": 1, "knee_angle": -1},
    "glmax1": EXTENDS_HIP,
    "glmax2": EXTENDS_HIP,
    "glmax3": EXTENDS_HIP,
    "glmed1": {},
    "glmed2": {},
    "glmed3": {},
    "glmin1": {},
    "glmin2": {},
    "glmin3": {},
    "addmagProx": {},
    "addmagMid": {},
    "addmagDist": EXTENDS_HIP,
    "addmagIsch": EXTENDS_HIP,
}
COORDINATES = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle")
LENGTH_LIMIT = 0.02
ARM_LIMIT_M, ARM_LIMIT = 0.005, 0.15
DEEP_TABLE = ((0, 0), (60, 70), (90, 100), (110, 120), (120, 130), (90, 0))
PUBLISHED_MM = {
    "bflh": (421.5, 447.7, 458.0, 460.1, 459.3, 508.9),
    "semimem": (413.1, 424.3, 430.0, 430.9, 430.3, 490.9),
    "semiten": (455.8, 465.8, 472.6, 474.3, 474.3, 550.1),
    "recfem": (512.7, 518.2, 508.3, 503.9, 504.4, 440.5),
    "addmagIsch": (339.3, 397.3, 425.6, 439.3, 444.1, 425.6),
    "glmax3": (218.9, 293.7, 320.6, 335.0, 341.2, 320.6),
    "piri": (138.1, 149.2, 153.0, 154.2, 154.4, 153.0),
}


def posture_grid(step_deg: float) -> FloatArray:
    """All postures: hip −10…130, adduction −10…10, rotation −20…20, knee 0…140, in degrees."""
    axes = (
        np.arange(-10.0, 130.0 + step_deg, step_deg).clip(max=130.0),
        np.array([-10.0, 0.0, 10.0]),
        np.array([-20.0, 0.0, 20.0]),
        np.arange(0.0, 140.0 + step_deg, step_deg).clip(max=140.0),
    )
    return np.array(list(itertools.product(*(np.unique(axis) for axis in axes))))


def paths(model: Any, side: str, grid_deg: FloatArray, stems: list[str]) -> tuple[FloatArray, ...]:
    """Lengths (T, K) and moment arms (T, K, 4) of one side's muscles, m."""
    names = [f"{name}_{side}" for name in COORDINATES]
    muscles = [f"{stem}_{side}" for stem in stems]
    grid = np.deg2rad(grid_deg)
    return (
        path_lengths(model, names, grid, muscles),
        path_moment_arms(model, names, grid, muscles, names),
    )


def flipped(arms: FloatArray, stems: list[str]) -> NDArray[np.bool_]:
    """Where a muscle acts against its function, (T, K)."""
    wrong = np.zeros(arms.shape[:2], dtype=bool)
    for k, stem in enumerate(stems):
        for name, sign in FUNCTIONS[stem].items():
            wrong[:, k] |= sign * arms[:, k, COORDINATES.index(name)] <= 0
    return wrong


def parity(ours: Any, reference: Any, side: str, grid_deg: FloatArray) -> Iterator[str]:
    """One line a muscle: how far lengths and arms lie apart where the reference keeps its sign."""
    stems = list(FUNCTIONS)
    length, arms = paths(ours, side, grid_deg, stems)
    ref_length, ref_arms = paths(reference, side, grid_deg, stems)
    own_flips, ref_flips = flipped(arms, stems), flipped(ref_arms, stems)
    for k, stem in enumerate(stems):
        sane = ~ref_flips[:, k]
        stretch = np.abs(length[sane, k] / ref_length[sane, k] - 1).max()
        gap = np.abs(arms[sane, k] - ref_arms[sane, k])
        outside = (gap > ARM_LIMIT_M) & (gap > ARM_LIMIT * np.abs(ref_arms[sane, k]))
        opposite = (arms[sane, k] * ref_arms[sane, k] < 0) & (gap > ARM_LIMIT_M)
        good = stretch <= LENGTH_LIMIT and not (outside.any() or opposite.any())
        passed = good and not own_flips[:, k].any()
        yield (
            f"{f'{stem}_{side}':<14}{100 * stretch:9.3f} %{1000 * gap.max():9.2f} mm"
            f"{outside.sum():9d}{opposite.sum():10d}{ref_flips[:, k].sum():12d}"
            f"{own_flips[:, k].sum():8d}   {'pass' if passed else 'FAIL'}"
        )


def deep_table(ours: Any) -> Iterator[str]:
    """Lengths from standing to a deep squat, and how far from the published ones."""
    stems = list(PUBLISHED_MM)
    grid = np.deg2rad(np.array(DEEP_TABLE, dtype=float))
    names = ["hip_flexion_r", "knee_angle_r"]
    lengths = 1000 * path_lengths(ours, names, grid, [f"{stem}_r" for stem in stems])
    for k, stem in enumerate(stems):
        gap = np.abs(lengths[:, k] - np.array(PUBLISHED_MM[stem])).max()
        cells = "".join(f"{length:9.1f}" for length in lengths[:, k])
        yield f"{stem:<12}{cells}{gap:9.2f}   {'pass' if gap <= 0.2 else 'FAIL'}"


def trunk(ours: Any, reference: Any) -> Iterator[str]:
    """Lumbar extension arms of lumped muscles and of their fascicles, weighted by force."""
    grid = np.deg2rad([[0.0], [-30.0], [-60.0]])
    for row in read_table("muscles", MuscleRow):
        if row.region != "trunk":
            continue
        fascicles = [f"{name}_r" for name in row.lumped_from.split()]
        forces = np.array([reference.getMuscles().get(f).getMaxIsometricForce() for f in fascicles])
        name = row.name.replace("*", "r")
        about = "lumbar_extension"
        own = 1000 * path_moment_arms(ours, [about], grid, [name], [about])[:, 0, 0]
        theirs = path_moment_arms(
            reference, ["flex_extension"], grid, fascicles, ["flex_extension"]
        )[:, :, 0]
        theirs = 1000 * theirs @ forces / forces.sum()
        pairs = "".join(f"{a:8.1f} /{b:6.1f}" for a, b in zip(own, theirs, strict=True))
        yield f"{name:<28}{row.max_force_n:7.0f} /{forces.sum():6.0f} N{pairs}"


def standing(model: Any) -> str:
    """Mass, height and centre of mass of the model as it stands by default."""
    state = model.initSystem()
    model.realizePosition(state)
    height = model.getMarkerSet().get("HEAD_TOP").getLocationInGround(state).get(1)
    centre = model.calcMassCenterPosition(state).get(1)
    return (
        f"mass {model.getTotalMass(state):.2f} kg, height {height:.3f} m, "
        f"centre of mass at {centre:.3f} m ({100 * centre / height:.1f} % of height)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--models", type=Path, default=MODELS, help="folder of the published models"
    )
    parser.add_argument("--step", type=float, default=10.0, help="step of hip and knee, degrees")
    arguments = parser.parse_args()
    if not arguments.models.is_dir():
        print(f"body parity: skipped, {arguments.models} is absent (name it with --models)")
        return
    ours = load_model(packaged_model_path())
    reference = load_model(arguments.models / "RajagopalLaiUhlrich2023.osim")
    grid = posture_grid(arguments.step)
    print(f"{len(grid)} postures a side; muscles are validated within:")
    for name in COORDINATES:
        print(f"  {name}: {muscle_ranges()[f'{name}_r']}")
    print("\nmuscle           length          arm  outside  opposite  ref. flips   flips")
    for side in "rl":
        for line in parity(ours, reference, side, grid):
            print(line)
    print("\nlength, mm    " + "".join(f"{f'{h}/{k}':>9}" for h, k in DEEP_TABLE) + "   max gap")
    for line in deep_table(ours):
        print(line)
    print("\ntrunk: force and lumbar extension arm in mm, ours / fascicles, at 0, −30, −60°")
    for line in trunk(ours, load_model(arguments.models / "FBLSmodel.osim")):
        print(line)
    print(f"\nstanding: {standing(ours)}")


if __name__ == "__main__":
    main()
