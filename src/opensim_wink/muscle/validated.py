"""The range of postures in which each muscle's path was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opensim_wink.body.build import muscle_ranges, validated_ranges
from opensim_wink.body.path_table import PathTable, read_path_table
from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.body.subject import Subject

Ends = tuple[float, float]

# Adduction and rotation, degrees, within which the packaged model's paths neither jump nor turn
# about the hip over 0 to 130° of its flexion: benchmarks/sideways.py measures them.
SLIPS_BEYOND: dict[str, tuple[Ends, Ends]] = {
    "glmax1": ((-50.0, 5.0), (-22.5, 17.5)),
    "glmax2": ((-50.0, 7.5), (-30.0, 30.0)),
    "recfem": ((-42.5, 30.0), (-40.0, 40.0)),
}
# Other paths that were laid over the same grid: they hold as far as the bones were checked.
HOLD = (
    "bflh", "bfsh", "semimem", "semiten", "glmax3", "glmed1", "glmed2", "glmed3", "glmin1",
    "glmin2", "glmin3", "addmagProx", "addmagMid", "addmagDist", "addmagIsch", "piri",
)  # fmt: skip


@dataclass(frozen=True)
class MuscleRange:
    """A range of one coordinate in clinical degrees.

    Attributes
    ----------
    coordinate : SignedCoordinate
        Native name and sign.
    low_deg, high_deg : float
        Ends of the range; infinite where an end was not set.
    """

    coordinate: SignedCoordinate
    low_deg: float
    high_deg: float


def muscle_limits(
    subject: Subject, names: Sequence[str], sides: Sequence[str]
) -> tuple[tuple[MuscleRange, ...], ...]:
    """Ranges that bind each muscle.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    names, sides : sequence of str
        Muscles and their sides, length K.

    Returns
    -------
    tuple of tuple of MuscleRange
        For each muscle, hip and knee flexion of its side up to the end that a squat runs into:
        the package's own model has a range for its muscles, any other the range that it states.
        In the package's own model also the hip's other two axes: as far as the path was measured
        to hold, see ``SLIPS_BEYOND``. Only the upper two parts of gluteus maximus slip off their
        cylinders, far inwards or rotated; the others hold as far as the bones allow. A path that
        was not measured gets that too if it runs over points, and the narrower range of the
        model's muscles if it wraps at the hip.
    """
    packaged = muscle_ranges()
    own = set(packaged) <= set(subject.tree.coordinates)
    table = read_path_table(subject.model_path)
    found = []
    for name, side in zip(names, sides, strict=True):
        limits = [
            MuscleRange(part, -np.inf, _flexion_end(subject, part, packaged if own else {}))
            for joint in (subject.profile.hip_flexion, subject.profile.knee_flexion)
            for of, part in joint.items()
            if of == side
        ]
        if own:
            limits += _hip_sideways(subject, table, name, side)
        found.append(tuple(limits))
    return tuple(found)


def _flexion_end(
    subject: Subject, part: SignedCoordinate, packaged: dict[str, tuple[float, float]]
) -> float:
    if part.name in packaged:
        low, high = packaged[part.name]
    else:
        index = subject.tree.coordinate(part.name)
        low, high = np.rad2deg(subject.tree.low[index]), np.rad2deg(subject.tree.high[index])
    if high <= low:
        return float(np.inf)  # the model states none
    return float(high if part.sign > 0 else -low)


def _hip_sideways(subject: Subject, table: PathTable, name: str, side: str) -> list[MuscleRange]:
    axes = (f"hip_adduction_{side}", f"hip_rotation_{side}")
    stem = name.removesuffix(f"_{side}")
    bones = validated_ranges()
    ends = [bones[axis] for axis in axes]
    if stem in SLIPS_BEYOND:
        ends = list(SLIPS_BEYOND[stem])
    elif stem not in HOLD and _wraps_at_hip(subject, table, name):
        ends = [muscle_ranges()[axis] for axis in axes]
    return [
        MuscleRange(SignedCoordinate(axis, 1.0), *limits)
        for axis, limits in zip(axes, ends, strict=True)
    ]


def _wraps_at_hip(subject: Subject, table: PathTable, name: str) -> bool:
    path = table.paths.get(name)
    at_hip = {subject.profile.pelvis, *subject.profile.femur.values()}
    return path is None or any(cylinder.body in at_hip for cylinder in path.cylinders)
