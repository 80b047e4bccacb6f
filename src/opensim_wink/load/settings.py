"""What may be chosen about the loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from opensim_wink.errors import SettingError

BarPlace = Literal["back", "front", "hands"]
Level = Literal["none", "moments", "muscles"]


@dataclass(frozen=True)
class LoadSettings:
    """What may be chosen about the loads.

    Attributes
    ----------
    level : {"none", "moments", "muscles"}
        How far to go: not at all, to net joint moments, or to muscle and joint contact forces.
    bar_place : {"back", "front", "hands"}
        Where the barbell is held.
    hand_weights_kg : tuple of float
        Weights held in the right and in the left hand, or one held in both.
    estimate_ground : bool
        Without plates, estimate the ground reaction from the motion.
    passive_fibres : bool
        Whether resting fibres bear force in static optimisation. In deep squats those of current
        models pull far harder than joints at rest do, so that antagonists fight them.
    abdominal_pressure_kpa : float
        Intra-abdominal pressure at the largest L5/S1 moment; 0 leaves it out.
    ligament_share : float
        Share of the L5/S1 extension moment that the flexed spine's passive tissue bears at full
        flexion; 0 leaves it out.
    """

    level: Level = "muscles"
    bar_place: BarPlace = "back"
    hand_weights_kg: tuple[float, ...] = ()
    estimate_ground: bool = True
    passive_fibres: bool = False
    abdominal_pressure_kpa: float = 0.0
    ligament_share: float = 0.0

    def __post_init__(self) -> None:
        if self.level not in ("none", "moments", "muscles"):
            raise SettingError(
                f"loads '{self.level}' are not known; use 'none', 'moments' or 'muscles'."
            )
        if self.bar_place not in ("back", "front", "hands"):
            raise SettingError(
                f"a bar at '{self.bar_place}' is not known; use 'back', 'front' or 'hands'."
            )
        if len(self.hand_weights_kg) > 2 or not all(0 <= kg < 500 for kg in self.hand_weights_kg):
            raise SettingError(
                f"hand weights are {list(self.hand_weights_kg)} kg; give one for both hands, or "
                "two (right, left), each from 0 to 500 kg."
            )
        if not 0 <= self.abdominal_pressure_kpa <= 50:
            raise SettingError(
                f"an abdominal pressure of {self.abdominal_pressure_kpa:g} kPa; give 0 to 50."
            )
        if not 0 <= self.ligament_share <= 1:
            raise SettingError(f"a ligament share of {self.ligament_share:g}; give 0 to 1.")
