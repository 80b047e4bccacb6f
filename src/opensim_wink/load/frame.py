"""The loads of a trial as a table, a row a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree

if TYPE_CHECKING:
    import pandas as pd

    from opensim_wink.load.results import Loads

FloatArray = NDArray[np.float64]

_SIDES = ("r", "l")
_PELVIS_AXES = ("anterior", "up", "right")
_GROUND_AXES = ("forward", "up", "right")


def loads_frame(loads: Loads, tree: KinematicTree) -> pd.DataFrame:
    """Loads of every frame.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    tree : KinematicTree
        The model, for what is an angle and what is coupled.

    Returns
    -------
    DataFrame
        Index ``time_s``; NaN where not known. ``net.<coordinate>_nm`` (``_n`` for translations),
        couplers passed on to those that drive them; ``reserve.<coordinate>_nm``;
        ``l5s1_moment.<above or below>_<axis>_nm``; ``contact.<joint>_<axis>_n`` and ``_bw`` and
        their length; ``ground.<side>_<axis>_n``; ``residual_n`` and ``residual_nm``; and whether
        each contact force may be believed (``contact.<joint>_known``).
    """
    import pandas as pd

    columns: dict[str, np.ndarray] = {}
    coupled = {tree.coordinates[coupler.dependent] for coupler in tree.couplers}
    units = dict(zip(tree.coordinates, np.where(tree.rotational, "nm", "n"), strict=True))
    inverse = loads.dynamics
    for column, name in enumerate(inverse.coordinates):
        if name not in coupled:
            columns[f"net.{name}_{units[name]}"] = inverse.independent[:, column]
    if loads.muscles is not None:
        for column, name in enumerate(loads.muscles.coordinates):
            columns[f"reserve.{name}_{units[name]}"] = loads.muscles.reserve_nm[:, column]
    if loads.lumbosacral is not None:
        for side, moment in (
            ("above", loads.lumbosacral.above_nm),
            ("below", loads.lumbosacral.below_nm),
        ):
            for axis, values in zip(_PELVIS_AXES, moment.T, strict=True):
                columns[f"l5s1_moment.{side}_{axis}_nm"] = values
    columns |= _contact(loads) | _ground(loads)
    columns["residual_n"] = np.linalg.norm(inverse.residual_n, axis=1)
    columns["residual_nm"] = np.linalg.norm(inverse.residual_nm, axis=1)
    return pd.DataFrame(columns, index=pd.Index(loads.time_s, name="time_s"))


def _contact(loads: Loads) -> dict[str, np.ndarray]:
    """Contact forces along their directions, their length, and where to trust them."""
    columns: dict[str, np.ndarray] = {}
    for name, reaction in loads.reactions.items():
        if not np.isfinite(reaction.force_n).any():
            continue
        parts: list[tuple[str, FloatArray]] = [
            (f"{name}_{axis}", values)
            for axis, values in zip(reaction.axes, reaction.force_n.T, strict=True)
        ]
        parts.append((name, np.linalg.norm(reaction.force_n, axis=1)))
        for part, values in parts:
            columns[f"contact.{part}_n"] = values
            columns[f"contact.{part}_bw"] = values / loads.body_weight_n
        columns[f"contact.{name}_known"] = reaction.known
    return columns


def _ground(loads: Loads) -> dict[str, np.ndarray]:
    """Force of the ground on each foot, all plates together."""
    columns: dict[str, np.ndarray] = {}
    for side in _SIDES:
        forces = [
            force.force_n
            for force, foot in zip(loads.ground.forces, loads.ground.sides, strict=True)
            if foot == side
        ]
        if forces:
            total = np.sum(forces, axis=0)
            for axis, values in zip(_GROUND_AXES, total.T, strict=True):
                columns[f"ground.{side}_{axis}_n"] = values
    return columns
