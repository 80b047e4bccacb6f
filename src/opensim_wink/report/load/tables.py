"""``loads.csv``: what every repetition loads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from opensim_wink.load.results import Loads
from opensim_wink.squat.measures.load_curves import DEFINITIONS
from opensim_wink.squat.measures.rep_load_results import MOMENTS, SUMMED, RepLoads

if TYPE_CHECKING:
    import pandas as pd

_SIDES = ("r", "l")
_DECIMALS = {"_n": 1, "_n_s": 1, "_n_per_s": 0, "_nm": 2, "_nm_s": 2, "_nm_per_s": 1}


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
