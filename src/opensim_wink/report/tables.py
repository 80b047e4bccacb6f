"""Tables: one row a frame, one row a repetition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.report.strict_json import Json
from opensim_wink.squat.measures.circumstances import DEFINITIONS
from opensim_wink.squat.signals import SquatSignals

# Finer than anything measured, coarse enough to drop what binary fractions leave behind.
_DECIMALS = {"_deg": 4, "_s": 5, "_cm": 3, "_m": 6, "_per_leg": 6, "_fraction": 6}

# Part of the onset in the summary, columns without its name in the table.
_BY_OWN_NAME = frozenset({"segmented_depth_fraction", "onset_disagreement"})

if TYPE_CHECKING:
    import pandas as pd

    from opensim_wink.squat.results import SquatAnalysis


def frames_table(
    signals: SquatSignals, motion: Motion, muscle: MuscleCurves, tree: KinematicTree
) -> pd.DataFrame:
    """Everything that is known of each frame.

    Parameters
    ----------
    signals : SquatSignals
        Clinical curves, filtered.
    motion : Motion
        Native coordinates as solved, unfiltered.
    muscle : MuscleCurves
        Muscle paths.
    tree : KinematicTree
        The model.

    Returns
    -------
    DataFrame
        Index ``time_s``. Clinical names with unit; ``coordinate.<name>_deg`` and ``_m`` for native
        coordinates and signs, ``_native`` for one that is neither an angle nor a distance;
        ``length.<muscle>_m``; ``marker_rms_m`` and ``marker_max_m`` over the
        markers seen; ``solved`` and ``converged``. Unsolved frames are there, with NaN.
    """
    import pandas as pd

    columns = signals.to_frame()
    time = columns.index
    angles = np.where(motion.rotational, np.rad2deg(motion.values), motion.values)
    turning = {
        tree.coordinates[coordinate]
        for joint in tree.joints
        for axis in joint.axes
        if axis.rotation
        for coordinate in axis.coordinates
    }
    names = [
        f"coordinate.{name}_{'deg' if angle else 'native' if name in turning else 'm'}"
        for name, angle in zip(motion.coordinates, motion.rotational, strict=True)
    ]
    native = pd.DataFrame(angles, index=time, columns=pd.Index(names))
    lengths = pd.DataFrame(
        muscle.length_m, index=time, columns=pd.Index([f"length.{n}_m" for n in muscle.names])
    )
    rms, largest = marker_errors(motion)
    quality = pd.DataFrame(
        {
            "marker_rms_m": rms,
            "marker_max_m": largest,
            "solved": np.isfinite(motion.values).any(axis=1),
            "converged": motion.converged,
        },
        index=time,
    )
    return pd.concat([columns, native, lengths, quality], axis=1)


def marker_errors(motion: Motion) -> tuple[np.ndarray, np.ndarray]:
    """How well the markers were met in each frame.

    Parameters
    ----------
    motion : Motion
        The motion.

    Returns
    -------
    rms, largest : ndarray, shape (T,)
        Root mean square and largest distance over the markers seen, m; NaN where none was.
    """
    error = motion.marker_error_m
    seen = np.isfinite(error)
    count = seen.sum(axis=1)
    known = count > 0
    squares = np.where(seen, error, 0.0) ** 2
    rms = np.full(len(error), np.nan)
    largest = np.full(len(error), np.nan)
    rms[known] = np.sqrt(squares[known].sum(axis=1) / count[known])
    largest[known] = np.where(seen, error, -np.inf)[known].max(axis=1, initial=-np.inf)
    return rms, largest


def write_frames(folder: Path, table: pd.DataFrame, *, csv: bool) -> str:
    """Write the table of frames.

    Parameters
    ----------
    folder : Path
        Where to.
    table : DataFrame
        From `frames_table`.
    csv : bool
        As CSV in place of Parquet.

    Returns
    -------
    str
        The file's name.
    """
    if csv:
        table.to_csv(folder / "frames.csv", lineterminator="\n")
        return "frames.csv"
    table.to_parquet(folder / "frames.parquet", compression="zstd")
    return "frames.parquet"


def reps_table(squat: SquatAnalysis, summary: Json) -> pd.DataFrame:
    """One row a repetition.

    Parameters
    ----------
    squat : SquatAnalysis
        Its table gives the columns, also where there is no repetition.
    summary : dict
        From `opensim_wink.report.summary.summarise`: gives the intervals.

    Returns
    -------
    DataFrame
        Index ``rep``; ``trial`` and ``condition`` first, so that tables of many trials can be put
        together; ``<name>_low`` and ``<name>_high`` where an interval is known. Rounded to 1e-5 s,
        1e-6 m and 1e-4°.
    """
    import pandas as pd

    table = squat.to_frame()
    table.insert(0, "trial", summary["trial"])
    table.insert(1, "condition", summary["condition"])
    around = {row["rep"]: _values_of(row["setting"]) for row in summary["reps"]}
    columns = [name for name in DEFINITIONS if name not in table]
    table[columns] = pd.DataFrame.from_dict(around, orient="index", columns=list(DEFINITIONS))[
        columns
    ]
    ends = {row["rep"]: interval_ends(row) for row in summary["reps"]}
    if any(ends.values()):
        bounds = pd.DataFrame.from_dict(ends, orient="index")
        bounds.index.name = table.index.name
        table = pd.concat([table, bounds], axis=1)
    return table.round({name: _decimals(str(name)) for name in table.select_dtypes("float")})


def _values_of(numbers: Json) -> list[float]:
    """Values of the circumstances of a repetition, in the order of their definitions."""
    values = (numbers[name]["value"] for name in DEFINITIONS)
    return [float("nan") if value is None else float(value) for value in values]


def _decimals(column: str) -> int:
    """Decimals to keep of a column, by the unit at the end of its name."""
    stem = column.removesuffix("_low").removesuffix("_high")
    return next((digits for unit, digits in _DECIMALS.items() if stem.endswith(unit)), 6)


def interval_ends(row: Json, prefix: str = "") -> dict[str, float]:
    """The known ends of the intervals in one repetition of the summary.

    Parameters
    ----------
    row : dict
        As in ``summary.json``; what is nested is reached by ``outer_inner``, measures and the
        second opinion on the onset by their own name, as the table's columns are.
    prefix : str
        Put before every name.

    Returns
    -------
    dict of str to float
        ``<name>_low`` and ``<name>_high``.
    """
    ends: dict[str, float] = {}
    for key, value in row.items():
        if not isinstance(value, dict):
            continue
        if set(value) != {"value", "low", "high"}:
            ends |= interval_ends(value, prefix if key == "measures" else f"{prefix}{key}_")
            continue
        name = key if key in _BY_OWN_NAME else f"{prefix}{key}"
        for end in ("low", "high"):
            if value[end] is not None:
                ends[f"{name}_{end}"] = float(value[end])
    return ends
