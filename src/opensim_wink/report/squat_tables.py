"""Tables of a trial's events and of its curves on 0–100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.squat.measures.normalised import CurveSet, NormalisedCurves
from opensim_wink.squat.results import SquatAnalysis

if TYPE_CHECKING:
    import pandas as pd

_AXES = ("over_time", "over_depth")


def events_table(squat: SquatAnalysis) -> pd.DataFrame:
    """Every event of a trial.

    Parameters
    ----------
    squat : SquatAnalysis
        The squats of the trial.

    Returns
    -------
    DataFrame
        Index ``time_s``; ``frame`` from 0, ``rep`` (empty for other movements), ``event`` and
        ``detail``.
    """
    import pandas as pd

    rows = [(e.frame, e.rep, e.name, e.detail) for e in squat.events]
    index = pd.Index([round(e.time_s, 5) for e in squat.events], name="time_s")
    table = pd.DataFrame(rows, index=index, columns=["frame", "rep", "event", "detail"])
    return table.astype({"rep": "Int64"})


def curves_table(squat: SquatAnalysis) -> pd.DataFrame:
    """Curves of every repetition on common axes, with their mean and spread.

    Parameters
    ----------
    squat : SquatAnalysis
        The squats of the trial.

    Returns
    -------
    DataFrame
        One row a point: ``axis`` (``over_time`` or ``over_depth``), ``phase``, ``percent`` and
        ``rep`` (a number, ``mean`` or ``sd``) as columns, then one column a quantity.
    """
    import pandas as pd

    parts = [
        part
        for axis in _AXES
        for phase in ("descent", "ascent")
        for part in _blocks(squat, axis, phase)
    ]
    keys = ["axis", "phase", "rep", "percent"]
    if not parts:
        return pd.DataFrame(columns=[*keys, *squat.curves.over_time])
    table = pd.concat(parts, ignore_index=True)
    return table.round(dict.fromkeys(table.select_dtypes("float").columns, 4))


def _blocks(squat: SquatAnalysis, axis: str, phase: str) -> list[pd.DataFrame]:
    """One table for each repetition, their mean and their SD."""
    import pandas as pd

    curves: NormalisedCurves = squat.curves
    sets: dict[str, CurveSet] = getattr(curves, axis)
    column = 0 if phase == "descent" else 1
    blocks = []
    names: list[str] = [str(rep.repetition.number) for rep in squat.reps]
    for row, name in enumerate([*names, *(["mean", "sd"] if names else [])]):
        values: dict[str, np.ndarray] = {}
        for quantity, found in sets.items():
            if name in ("mean", "sd"):
                values[quantity] = getattr(found, name)()[column]
            else:
                values[quantity] = getattr(found, phase)[row]
        head = {"axis": axis, "phase": phase, "rep": name, "percent": curves.percent}
        blocks.append(pd.DataFrame(head | values))
    return blocks
