"""A result folder read back, for the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.report.scene import Scene
from opensim_wink.report.strict_json import Json

if TYPE_CHECKING:
    import pandas as pd


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
