"""``loads.csv``, and the loads' columns of ``frames.parquet``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.results import Loads
from opensim_wink.squat.measures.load_curves import DEFINITIONS
from opensim_wink.squat.measures.loading import MOMENTS, SUMMED, RepLoads
from opensim_wink.squat.signals import FloatArray

if TYPE_CHECKING:
    import pandas as pd

_SIDES = ("r", "l")
_DECIMALS = {"_n": 1, "_n_s": 1, "_n_per_s": 0, "_nm": 2, "_nm_s": 2, "_nm_per_s": 1}
_PELVIS_AXES = ("anterior", "up", "right")
_GROUND_AXES = ("forward", "up", "right")


def _all_columns() -> tuple[str, ...]:
    """Every column that loads of a repetition can have, whatever was found in one trial."""
    columns: list[str] = ["beyond_neutral_s"]
    for topic in DEFINITIONS:
        unit, relative = ("nm", "nm_per_kg") if "_moment" in topic else ("n", "bw")
        ends = ("",) if topic.startswith("l5s1") else tuple(f"_{side}" for side in _SIDES)
        for end in ends:
            name = f"{topic}{end}"
            columns += [f"{name}_{m}_{u}" for m, u in product(MOMENTS, (unit, relative))]
            columns += [f"{name}_peak_depth_fraction", f"{name}_fastest_rise_{unit}_per_s"]
            if name in SUMMED:
                columns += [f"{name}_{kind}_{unit}_s" for kind in _IMPULSES]
    return tuple(columns)


_IMPULSES = ("impulse", "impulse_beyond_neutral")
LOAD_COLUMNS = ("trial", "condition", "rep", "ground", *_all_columns())


def loads_table(
    loads: Loads, reps: Sequence[RepLoads], *, trial: str, condition: str | None
) -> pd.DataFrame:
    """What every repetition loads, a row a repetition.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    reps : sequence of RepLoads
        What was read from them.
    trial : str
        Name of the trial.
    condition : str or None
        Name of the condition.

    Returns
    -------
    DataFrame
        The columns of ``LOAD_COLUMNS`` in every trial, so that tables can be put together; NaN
        where a load is not known. ``ground`` says whether hips, knees and the moment from below
        rest on ``plates`` or on an ``estimate``.
    """
    import pandas as pd

    rows = [
        {"trial": trial, "condition": condition, "rep": rep.number, "ground": loads.ground.source}
        | {name: round(value, _decimals(name)) + 0.0 for name, value in rep.numbers().items()}
        for rep in reps
    ]
    return pd.DataFrame(rows, columns=list(LOAD_COLUMNS))


def _decimals(name: str) -> int:
    """Digits to keep by the unit at the end of a name: finer than anything known."""
    found = [(len(unit), digits) for unit, digits in _DECIMALS.items() if name.endswith(unit)]
    return max(found)[1] if found else 4


def load_columns(loads: Loads, tree: KinematicTree) -> pd.DataFrame:
    """Loads of every frame, for the table of frames.

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
