"""Everything that may be chosen about an analysis, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.errors import SettingError
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.squat.settings import SquatSettings

FEWEST_SAMPLES, MOST_SAMPLES = 100, 5000  # 2.5 % of fewer is no number to rely on


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
        The condition, such as ``"heels_raised"`` or ``"heels_raised: 25"``; where None, what a
        ``conditions.yaml`` beside the trial says.
    person : str or None
        Whose trial it is, for titles; that of ``conditions.yaml`` where None.
    neutral : "standing" or float
        The lumbar posture that counts as neutral: the person's standing, or degrees of flexion.
    cutoff_hz : float
        Cutoff of the low-pass filter on the coordinates.
    max_spline_s : float
        Longest gap that a spline may close, s.
    reps : tuple of (float, float), or None
        Start and end of each repetition, s; found in the data where None.
    wink_threshold_deg : float
        Smallest pelvic wink that counts.
    noise : MarkerNoise
        How far the markers may be from the places that they stand for; every interval follows.
    learn_noise : bool
        Raise these sizes where the recording itself shows larger errors; they are never lowered.
    samples : int
        Draws of that noise that the intervals rest on; 0 leaves the intervals out.
    seed : int
        Of these draws: the same seed gives the same intervals.
    hamstrings : LombardSettings
        Margins by which what is said of the hamstrings is judged.
    slr : Path or None
        A straight-leg raise of the same person, with the same markers.
    second_model : Path or None
        Another model, scaled to the person as the first: hamstring verdicts must stand with both.
    hip_shape : Path or None
        Numbers of the person's hips from imaging; else the published spread stands for them.
    loads : LoadSettings
        How far loads are told, and what is carried where.
    ground_reaction : Path or None
        Ground reactions of the trial as OpenSim's ``.mot``, in place of plates in the C3D.
    external_loads : Path or None
        OpenSim's external loads file that names the columns of ``ground_reaction``.
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
    person: str | None = None
    neutral: Literal["standing"] | float = "standing"
    cutoff_hz: float = 6.0
    max_spline_s: float = 0.2
    reps: tuple[tuple[float, float], ...] | None = None
    wink_threshold_deg: float = 5.0
    noise: MarkerNoise = field(default_factory=MarkerNoise)
    learn_noise: bool = True
    samples: int = 200
    seed: int = 0
    hamstrings: LombardSettings = field(default_factory=LombardSettings)
    slr: Path | None = None
    second_model: Path | None = None
    hip_shape: Path | None = None
    loads: LoadSettings = field(default_factory=LoadSettings)
    ground_reaction: Path | None = None
    external_loads: Path | None = None

    @property
    def of_squat(self) -> SquatSettings:
        """What of them concerns the squat; the rest at its defaults."""
        neutral = None if self.neutral == "standing" else float(self.neutral)
        return SquatSettings(
            wink_threshold_deg=self.wink_threshold_deg,
            neutral_lumbar_flexion_deg=neutral,
            cutoff_hz=self.cutoff_hz,
        )

    @property
    def carried_kg(self) -> float:
        """Mass of all that is carried."""
        return (self.barbell_kg or 0.0) + sum(self.loads.hand_weights_kg)

    def __post_init__(self) -> None:
        if self.samples and not FEWEST_SAMPLES <= self.samples <= MOST_SAMPLES:
            raise SettingError(
                f"samples is {self.samples}; give {FEWEST_SAMPLES} to {MOST_SAMPLES} for 95 % "
                "intervals, or 0 for none."
            )
        if self.external_loads is not None and self.ground_reaction is None:
            raise SettingError(
                f"{self.external_loads} names columns of a ground reaction file (--grf), and none "
                "is given."
            )
