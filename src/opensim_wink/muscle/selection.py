"""Choose the muscles to follow and match a motion's coordinates to a model's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_groups import muscle_groups
from opensim_wink.body.profile import SIDES, Profile, Side
from opensim_wink.body.tree import KinematicTree
from opensim_wink.body.wink_needs import HAMSTRINGS as HAMSTRINGS
from opensim_wink.errors import ModelError, MotionError, SettingError, did_you_mean, listed
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]

_SIDE_NAMES: dict[Side, str] = {"r": "right", "l": "left"}


@dataclass(frozen=True, eq=False)
class Selection:
    """Muscles to follow and the part of a motion that moves them.

    Attributes
    ----------
    names, groups : tuple of str
        Native names and their groups, length K.
    sides : tuple of Side
        ``"r"`` or ``"l"`` of each, length K.
    coordinates : tuple of str
        Coordinates that motion and model share, length D.
    values : ndarray, shape (T, D)
        Their native values, rad or m.
    unmoved : ndarray of bool, shape (K,)
        Muscles of a leg whose hip or knee the motion does not hold; their lengths are unknown.
    notes : tuple of str
        What did not match, one sentence each.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[Side, ...]
    coordinates: tuple[str, ...]
    values: FloatArray
    unmoved: NDArray[np.bool_]
    notes: tuple[str, ...]


def select(
    in_model: Sequence[str],
    model_path: Path,
    motion: Motion,
    profile: Profile,
    groups: Sequence[str],
) -> Selection:
    """Choose muscles by group and match coordinates by name.

    Parameters
    ----------
    in_model : sequence of str
        Coordinates of the model.
    model_path : Path
        Its file, for messages.
    motion : Motion
        The motion, native names and units.
    profile : Profile
        The model's parts.
    groups : sequence of str
        Muscle groups to follow.

    Returns
    -------
    Selection
        What to evaluate, with notes on what did not match.

    Raises
    ------
    ModelError
        If the model has none of the groups.
    MotionError
        If the motion holds the hip and knee of neither leg.
    SettingError
        If a group is not in the table.
    """
    names, of_group, of_side = _muscles(model_path, profile, groups)
    in_model = tuple(in_model)
    shared = [name for name in motion.coordinates if name in in_model]
    unmoved_sides = _unmoved_sides(motion, profile)
    if len(unmoved_sides) == len(SIDES):
        wanted = [parts[side].name for side in SIDES for parts in _leg(profile) if side in parts]
        raise MotionError(
            f"{motion.source or motion.name}: the motion moves no leg of {model_path}: it has "
            f"{listed(motion.coordinates, 6)}, needed {listed(wanted)}; use the model that the "
            "motion was solved with."
        )
    columns = [motion.coordinates.index(name) for name in shared]
    return Selection(
        names=names,
        groups=of_group,
        sides=of_side,
        coordinates=tuple(shared),
        values=motion.values[:, columns],
        unmoved=np.array([side in unmoved_sides for side in of_side], dtype=bool),
        notes=_notes(motion, in_model, shared, unmoved_sides, profile),
    )


def native_values(chosen: Selection, tree: KinematicTree) -> FloatArray:
    """Values of every coordinate of a model, for the muscles alone.

    Parameters
    ----------
    chosen : Selection
        From :func:`select`.
    tree : KinematicTree
        The model.

    Returns
    -------
    ndarray, shape (T, C)
        In the tree's order; the model's default where the motion lacks a coordinate, NaN only
        where the motion holds one and it is NaN.
    """
    values = np.tile(tree.default, (len(chosen.values), 1))
    for column, name in enumerate(chosen.coordinates):
        values[:, tree.coordinate(name)] = chosen.values[:, column]
    return values


def _muscles(
    model_path: Path, profile: Profile, groups: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Side, ...]]:
    table = tuple(dict.fromkeys(row.group for row in muscle_groups()))
    for group in groups:
        if group not in table:
            raise SettingError(
                f"muscle group '{group}' is not known; known are: {listed(table, 50)}."
                f"{did_you_mean(group, table)}"
            )
    chosen = [
        (name, group, side)
        for group in groups
        for side in SIDES
        for name in profile.muscles.get(group, {}).get(side, ())
    ]
    if not chosen:
        raise ModelError(
            f"{model_path}: the model has none of the muscles {listed(groups)}; "
            "use a model with leg muscles."
        )
    return (
        tuple(name for name, _, _ in chosen),
        tuple(group for _, group, _ in chosen),
        tuple(side for _, _, side in chosen),
    )


def _leg(profile: Profile) -> tuple[dict[Side, Any], dict[Side, Any]]:
    return profile.hip_flexion, profile.knee_flexion


def _unmoved_sides(motion: Motion, profile: Profile) -> tuple[Side, ...]:
    return tuple(
        side
        for side in SIDES
        if any(
            side in parts and parts[side].name not in motion.coordinates for parts in _leg(profile)
        )
    )


def _notes(
    motion: Motion,
    in_model: tuple[str, ...],
    shared: list[str],
    unmoved: tuple[Side, ...],
    profile: Profile,
) -> tuple[str, ...]:
    notes = []
    foreign = [name for name in motion.coordinates if name not in in_model]
    if foreign:
        notes.append(f"The model has no {listed(foreign)}; the muscles were measured without.")
    parts = [part.name for joint in _leg(profile) for part in joint.values()]
    absent = [name for name in in_model if name not in shared and name not in parts]
    if absent:
        notes.append(
            f"The motion has no {listed(absent)}; they keep their default or follow their coupler."
        )
    notes += [
        f"The motion lacks the hip or knee flexion of the {_SIDE_NAMES[side]} leg; "
        "its muscle lengths are unknown."
        for side in unmoved
    ]
    return tuple(notes)
