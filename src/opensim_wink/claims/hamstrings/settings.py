"""The margins by which what is said of the hamstrings is judged, in one place."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from opensim_wink.errors import SettingError

HIGHEST_RAISE_DEG = 150.0


@dataclass(frozen=True)
class LombardSettings:
    """Margins and errors of the hamstring tests.

    Attributes
    ----------
    alpha : float
        Error rate of each one-sided test; every verdict is read from the interval of level
        ``1 − 2·alpha`` (90 % by default), which is the same decision.
    length_margin : float
        Largest change of length, as a share of standing length, that counts as none.
    stretch_margin : float
        Share of the available stretch at onset from which a hamstring counts as near its end.
        0.75: a convention; passive resistance rises steeply over the last quarter of a raise.
    counterfactual_margin : float
        Share of the available stretch that the posture without the wink may need: 1 is all of it.
    passive_margin : float
        Share of the net hip moment up to which the hamstrings' passive moment is negligible.
    passive_dominant : float
        Share of the net hip moment from which the passive hamstrings carry most of what holds the
        trunk up; below it active muscles do, and can give way before the pelvis has to.
    least_net_moment_nm : float
        Net hip moment a side below which no share is formed.
    hip_error_deg : float
        Half-width of the 95 % band around a change of hip flexion within the trial, the same in
        all its repetitions (skin and markers), so that more repetitions do not narrow it.
    slr_deg : float or None
        The person's straight-leg raise, hip flexion at its end, as it was measured elsewhere; None
        where nobody stated it. A raise in a trial goes before it.
    slr_spread_deg : float
        How far a stated raise is moved both ways to see whether a verdict hangs on it. 5: twice
        the standard error of a goniometer's reading, 2.2 to 2.6° in people with short hamstrings
        (Neto et al. 2015, doi:10.1123/jsr.2014-0220). One from a trial is moved by
        ``hip_error_deg``.
    assumed_slr_deg, assumed_slr_spread_deg : float
        The raise that is assumed where there is neither, and how far that is moved. It shows what
        a test would say and may convict; nobody is acquitted on it.
    slack_change : float
        Share by which tendon slack lengths are changed both ways, likewise.
    heed_regression : bool
        Whether the regression of Hawkins and Hull, whose coefficients are unverified, may take
        verdicts back; it is shown in any case, and never makes one.
    least_stretch_m : float
        Length between standing and raise below which no share of it is formed.
    least_reps : int
        Repetitions from which an interval over repetitions can be given.
    """

    alpha: float = 0.05
    length_margin: float = 0.02
    stretch_margin: float = 0.75
    counterfactual_margin: float = 1.0
    passive_margin: float = 0.05
    passive_dominant: float = 0.5
    least_net_moment_nm: float = 5.0
    hip_error_deg: float = 2.5
    slr_deg: float | None = None
    slr_spread_deg: float = 5.0
    assumed_slr_deg: float = 90.0
    assumed_slr_spread_deg: float = 20.0
    slack_change: float = 0.05
    heed_regression: bool = True
    least_stretch_m: float = 0.005
    least_reps: int = 2

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None:
                continue
            if not math.isfinite(value) or value < 0:
                raise SettingError(f"{field.name} is {value}; give a number that is not negative.")
        if not 0 < self.alpha < 0.5:
            raise SettingError(f"alpha is {self.alpha}; it must lie between 0 and 0.5.")
        for name in ("length_margin", "stretch_margin", "counterfactual_margin", "passive_margin"):
            if getattr(self, name) == 0:
                raise SettingError(f"{name} is 0; no test can meet a margin of nothing.")
        self._check_raise("assumed_slr", self.assumed_slr_deg, self.assumed_slr_spread_deg)
        if self.slr_deg is not None:
            self._check_raise("slr", self.slr_deg, self.slr_spread_deg)
        if self.passive_dominant < self.passive_margin:
            raise SettingError(
                f"passive_dominant ({self.passive_dominant}) is below passive_margin "
                f"({self.passive_margin}): what is negligible cannot be most."
            )
        if self.slack_change >= 0.5:
            raise SettingError(f"slack_change is {self.slack_change}; it must be below 0.5.")
        if self.least_reps < 2:
            raise SettingError(
                f"least_reps is {self.least_reps}: an interval over repetitions needs 2."
            )

    @property
    def raise_deg(self) -> float:
        """The straight-leg raise to use where no trial shows one, stated or else assumed."""
        return self.assumed_slr_deg if self.slr_deg is None else self.slr_deg

    @staticmethod
    def _check_raise(name: str, angle_deg: float, spread_deg: float) -> None:
        if not spread_deg < angle_deg <= HIGHEST_RAISE_DEG:
            raise SettingError(
                f"a straight-leg raise of {angle_deg:g} ± {spread_deg:g}° leaves the range from 0 "
                f"to {HIGHEST_RAISE_DEG:g}°; give another {name}_deg or a smaller "
                f"{name}_spread_deg."
            )
