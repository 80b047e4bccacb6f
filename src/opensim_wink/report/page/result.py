"""A result folder read back whole, for the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.errors import OutputError, listed
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.result_folder import REPS, read_table
from opensim_wink.report.scene.scene import SCENE, Scene
from opensim_wink.report.strict_json import Json, read_json
from opensim_wink.report.summary import SUMMARY

if TYPE_CHECKING:
    import pandas as pd

_TABLES = (REPS, "curves.csv", "muscles.csv", "hamstrings.csv")
_FRAMES = ("frames.parquet", "frames.csv")


@dataclass(frozen=True, eq=False)
class Result:
    """What ``analyze`` left in a folder.

    Attributes
    ----------
    folder : Path
        Where.
    summary : dict
        ``summary.json``.
    provenance : dict
        ``provenance.json``.
    reps : DataFrame
        ``reps.csv``, one row a repetition.
    frames : DataFrame
        ``frames.parquet`` or ``frames.csv``, one row a frame, by time in seconds.
    curves : DataFrame
        ``curves.csv``: every repetition over its course and over depth.
    muscles : DataFrame
        ``muscles.csv``.
    hamstrings : DataFrame
        ``hamstrings.csv``.
    loads : DataFrame or None
        ``loads.csv``; None where loads were not asked for.
    scene : Scene or None
        ``scene.npz``; None where a result has none.
    """

    folder: Path
    summary: Json
    provenance: Json
    reps: pd.DataFrame
    frames: pd.DataFrame
    curves: pd.DataFrame
    muscles: pd.DataFrame
    hamstrings: pd.DataFrame
    loads: pd.DataFrame | None
    scene: Scene | None

    @cached_property
    def curves_of(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        """Rows of ``curves`` by axis, phase and repetition (its number or ``mean``), as text."""
        rep = self.curves["rep"].astype(str)
        groups = self.curves.groupby(["axis", "phase", rep], sort=False)
        return {(str(axis), str(phase), str(of)): rows for (axis, phase, of), rows in groups}


def read_result(folder: Path | str) -> Result:
    """Read what ``analyze`` wrote.

    Parameters
    ----------
    folder : Path or str
        Where.

    Returns
    -------
    Result
        All of it that the page needs.

    Raises
    ------
    OutputError
        If it is no folder, no result, lacks a file or holds one that cannot be read.
    """
    where = Path(folder)
    if not where.is_dir():
        raise OutputError(f"{folder}: no folder is there; name one that analyze wrote.")
    if not (where / SUMMARY).is_file():
        raise OutputError(f"{folder}: no result: {SUMMARY} is missing; name a folder from analyze.")
    frames = next((name for name in _FRAMES if (where / name).is_file()), None)
    missing = [name for name in (*_TABLES, PROVENANCE) if not (where / name).is_file()]
    if frames is None:
        missing.append(" or ".join(_FRAMES))
    if frames is None or missing:
        raise OutputError(f"{folder}: the result lacks {listed(missing)}; run analyze again.")
    reps, curves, muscles, hamstrings = (read_table(where / name) for name in _TABLES)
    loads = where / "loads.csv"
    return Result(
        folder=where,
        summary=read_json(where / SUMMARY, "summary"),
        provenance=read_json(where / PROVENANCE, "record of the run"),
        reps=reps,
        frames=_frames(where / frames),
        curves=curves,
        muscles=muscles,
        hamstrings=hamstrings,
        loads=read_table(loads) if loads.is_file() else None,
        scene=_scene(where / SCENE),
    )


def _frames(path: Path) -> pd.DataFrame:
    """One row a frame, by time."""
    if path.suffix == ".csv":
        return _by_time(read_table(path), path)
    import pandas as pd

    try:
        return _by_time(pd.read_parquet(path).reset_index(), path)
    except (OSError, ValueError) as error:
        raise OutputError(
            f"{path}: not a table ({_first_line(error)}); run analyze again."
        ) from error


def _by_time(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    if "time_s" not in table:
        raise OutputError(f"{path}: has no column 'time_s'; run analyze again.")
    return table.set_index("time_s")


def _scene(path: Path) -> Scene | None:
    if not path.is_file():
        return None
    from opensim_wink.report.scene.files import read_scene

    return read_scene(path)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
