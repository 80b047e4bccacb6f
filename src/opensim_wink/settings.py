"""Everything that may be chosen about an analysis, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class AnalysisSettings:
    """Everything that may be chosen about an analysis.

    Attributes
    ----------
    subject : str or None
        Subject prefix to take from a file that holds several.
    label_map : Path or None
        The user's two-column CSV from labels to landmarks or model markers.
    ik_tasks : Path or None
        OpenSim IK setup whose weights replace the defaults.
    solver : {"arrays", "opensim"}
        Our batched solver, or OpenSim's own as the reference.
    static : Path or None
        A standing trial of the same person: the reference posture, and what a model is scaled from.
    scaled : bool
        Take the model as it is, already scaled to the person, even if there is a static trial.
    mass_kg, height_m, barbell_kg : float or None
        Body mass, stature, and the mass of a barbell.
    condition : str or None
        Name of the condition, such as ``"heels_raised"``.
    neutral : "standing" or float
        The lumbar posture that counts as neutral: the person's standing, or degrees of flexion.
    cutoff_hz : float
        Cutoff of the low-pass filter on the coordinates.
    max_spline_s : float
        Longest gap that a spline may close, s.
    reps : tuple of (float, float), or None
        Start and end of each repetition, s; found in the data where None.
    """

    subject: str | None = None
    label_map: Path | None = None
    ik_tasks: Path | None = None
    solver: Literal["arrays", "opensim"] = "arrays"
    static: Path | None = None
    scaled: bool = False
    mass_kg: float | None = None
    height_m: float | None = None
    barbell_kg: float | None = None
    condition: str | None = None
    neutral: Literal["standing"] | float = "standing"
    cutoff_hz: float = 6.0
    max_spline_s: float = 0.2
    reps: tuple[tuple[float, float], ...] | None = None
