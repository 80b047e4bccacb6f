"""Which coordinate, body and muscle of a model plays which part, and with which sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["r", "l"]
SIDES: tuple[Side, Side] = ("r", "l")


@dataclass(frozen=True)
class SignedCoordinate:
    """A coordinate of the model and the factor that turns it into a clinical angle.

    Attributes
    ----------
    name : str
        Native coordinate name.
    sign : float
        +1 where the native coordinate grows in the clinical direction, −1 where it falls. Another
        factor only for a lumbar coordinate that is not an angle itself but drives several levels.
    """

    name: str
    sign: float


@dataclass(frozen=True)
class Profile:
    """The parts of one model, found by name and checked by moving it.

    Attributes
    ----------
    family : str
        ``"rajagopal"``, ``"gait2392"``, ``"five-level"`` or ``"unknown"``.
    posterior_pelvic_tilt : SignedCoordinate
        Pelvis in ground, + posterior.
    lumbar_flexion : tuple of SignedCoordinate
        Independent coordinates whose sum is lumbar flexion, + flexed.
    lumbar_levels : int
        Number of moving lumbar joints between pelvis and thorax.
    hip_flexion, knee_flexion, ankle_dorsiflexion : dict of Side to SignedCoordinate
        + flexed (dorsiflexed).
    pelvis, torso : str
        Body names; ``torso`` is empty where the model has none.
    femur, tibia, foot : dict of Side to str
        Body names; ``foot`` is the calcaneus.
    muscles : dict of str to dict of Side to tuple of str
        Muscle group (``"biceps_femoris_long"``, ``"semimembranosus"``, …) to native names; parts of
        a group run from superior to inferior, anterior to posterior or proximal to distal.
    muscle_parts : dict of str to str
        Native name to its part of the group (``"superior"``, ``"ischial"``, ``"whole"``), where the
        group has parts.
    missing : tuple of str
        What the model lacks for this work, in words.
    """

    family: str
    posterior_pelvic_tilt: SignedCoordinate
    lumbar_flexion: tuple[SignedCoordinate, ...]
    lumbar_levels: int
    hip_flexion: dict[Side, SignedCoordinate]
    knee_flexion: dict[Side, SignedCoordinate]
    ankle_dorsiflexion: dict[Side, SignedCoordinate]
    pelvis: str
    torso: str
    femur: dict[Side, str]
    tibia: dict[Side, str]
    foot: dict[Side, str]
    muscles: dict[str, dict[Side, tuple[str, ...]]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    muscle_parts: dict[str, str] = field(default_factory=dict)
