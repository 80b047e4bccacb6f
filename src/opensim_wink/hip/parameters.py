"""The numbers that make up a hip's shape: what they are, what is allowed, what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Parameter:
    """One number of a hip's shape.

    Attributes
    ----------
    name : str
        Field of `opensim_wink.hip.shape.HipShape`.
    option : str
        Short name, for the command line and tables.
    label : str
        In words.
    unit : str
        ``"°"``, or empty for a ratio.
    low, high : float
        Smallest and largest value that is accepted.
    spread : {"normal", "uniform", "fixed"}
        How it varies over people without hip disease.
    first, second : float
        Mean and standard deviation, ends of the range, or the value twice.
    step : float
        Change that one-at-a-time sensitivities are told for.
    error : float
        Standard error of a value from imaging: an assumption, no figure was found for all of them.
    source : str
        Where ``first`` and ``second`` come from.
    """

    name: str
    option: str
    label: str
    unit: str
    low: float
    high: float
    spread: Literal["normal", "uniform", "fixed"]
    first: float
    second: float
    step: float
    error: float
    source: str

    @property
    def typical(self) -> float:
        """Middle of what is published."""
        return self.first if self.spread == "normal" else (self.first + self.second) / 2

    def ends(self) -> tuple[float, float]:
        """Ends of the middle 95 % of what is published."""
        if self.spread == "normal":
            return self.first - 1.96 * self.second, self.first + 1.96 * self.second
        margin = 0.025 * (self.second - self.first)
        return self.first + margin, self.second - margin


# Where studies differ, mean and spread lie between them and cover both; the source says so.
PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "lcea_deg", "lcea", "lateral centre–edge angle (socket depth)", "°",
        -30, 80, "normal", 31, 5.5, 5, 3,
        "chosen between the reference range 23–33 of doi:10.1007/s11999-014-4038-3 and the mean "
        "36.3 of doi:10.1007/s00256-011-1109-3",
    ),
    Parameter(
        "front_rim_deg", "front-rim", "rim in front, beyond the circle told from the side", "°",
        -30, 40, "uniform", 0, 20, 5, 5,
        "the rim waves from 21° below a hemisphere behind to just above one in front "
        "(doi:10.1007/s11999-008-0682-9); how far it is ahead of the side is assumed",
    ),
    Parameter(
        "version_deg", "version", "anatomical version of the socket", "°",
        -40, 60, "normal", 20, 6, 10, 3,
        "chosen between 18.1 ± 7.6 (doi:10.1186/s12891-017-1714-y) and 21 ± 5 "
        "(doi:10.1007/s11999-008-0682-9)",
    ),
    Parameter(
        "inclination_deg", "inclination", "anatomical inclination of the socket", "°",
        5, 85, "normal", 44, 5, 10, 3,
        "chosen between 37.5 ± 11.1 (doi:10.1186/s12891-017-1714-y) and 48 ± 4 "
        "(doi:10.1007/s11999-008-0682-9, its definition of the angle not checked)",
    ),
    Parameter(
        "neck_shaft_deg", "nsa", "neck–shaft angle", "°",
        90, 170, "normal", 127, 6, 10, 3,
        "chosen between a median of 122.2, quartiles 117.9–125.6 (doi:10.1371/journal.pone.0149480)"
        ", and means of 129.2 (doi:10.1007/s11999-008-0473-3) and 133.0 "
        "(doi:10.1097/MD.0000000000000891)",
    ),
    Parameter(
        "antetorsion_deg", "antetorsion", "antetorsion of the neck", "°",
        -60, 80, "normal", 12, 9.6, 15, 4,
        "chosen between a median of 14.2, quartiles 7.4–20.4 (doi:10.1371/journal.pone.0149480), "
        "and means of 9.7 (doi:10.1007/s11999-008-0473-3) and 10.6 "
        "(doi:10.1097/MD.0000000000000891)",
    ),
    Parameter(
        "head_neck_ratio", "ratio", "head over neck diameter", "",
        1.01, 4, "uniform", 1.45, 1.83, 0.1, 0.05,
        "means in the coronal (1.45–1.47) and sagittal plane (1.77–1.83), women and men "
        "(Saengnipanthkul 2012, J Med Assoc Thai 95:790)",
    ),
    Parameter(
        "cam_deg", "cam", "cam: bone on the head beyond the neck", "°",
        0, 60, "fixed", 0, 0, 10, 4,
        "none in a hip without deformity, by definition; alpha over 50–55 counts as one "
        "(from memory, unverified)",
    ),
)  # fmt: skip
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
