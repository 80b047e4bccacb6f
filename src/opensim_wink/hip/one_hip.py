"""Everything that is asked of one hip's shape at once: stances, sensitivities, sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from opensim_wink.errors import SettingError
from opensim_wink.hip.band import PLANE_TILT_DEG, HipBand, hip_band
from opensim_wink.hip.sensitivity import one_at_a_time
from opensim_wink.hip.shape import HipShape
from opensim_wink.hip.stances import STANCE_LIMITS_DEG, Stance, stance_table
from opensim_wink.hip.sweep import check_sweep, sweep
from opensim_wink.hip.variance import variance_shares

if TYPE_CHECKING:
    import pandas as pd

_SAMPLES, _SAMPLES_WITH_CAM = 512, 128  # a cam is met by sampling its rim, which takes longer


@dataclass(frozen=True)
class HipSettings:
    """What is asked of a hip.

    Attributes
    ----------
    given : mapping of str to float
        Fields of `opensim_wink.hip.shape.HipShape` that are known; all others are typical.
    side : {"r", "l"} or None
        Which hip it is; it changes no number.
    stance : Stance
        Stance of the sensitivities and the sweep.
    plane_tilt_deg : float or None
        Posterior tilt of the anterior pelvic plane where flexion is counted from; vertical ± 10°
        where it is not known.
    sweep : mapping of str to sequence of float
        Short names and values, as for `opensim_wink.hip.sweep.sweep`; empty for none.
    shape_file : Path or None
        Where ``given`` was read, for the provenance.
    """

    given: Mapping[str, float] = field(default_factory=dict)
    side: Literal["r", "l"] | None = None
    stance: Stance = field(default_factory=Stance)
    plane_tilt_deg: float | None = None
    sweep: Mapping[str, Sequence[float]] = field(default_factory=dict)
    shape_file: Path | None = None


@dataclass(frozen=True, eq=False)
class HipStudy:
    """What was found.

    Attributes
    ----------
    settings : HipSettings
        What was asked.
    shape : HipShape
        The hip.
    band : HipBand
        Hips that it could be.
    stances : DataFrame
        From `opensim_wink.hip.stances.stance_table`.
    sensitivity : DataFrame
        From `opensim_wink.hip.sensitivity.one_at_a_time`, with the shares of the band's variance
        (``variance_alone``, ``variance_with_others``; NaN for what does not vary in the band).
    swept : DataFrame or None
        From `opensim_wink.hip.sweep.sweep`; None where nothing is swept.
    """

    settings: HipSettings
    shape: HipShape
    band: HipBand
    stances: pd.DataFrame
    sensitivity: pd.DataFrame
    swept: pd.DataFrame | None


def study_hip(settings: HipSettings) -> HipStudy:
    """Work out how deep a hip could go, in which stance, and what that depends on.

    Parameters
    ----------
    settings : HipSettings
        What is asked.

    Returns
    -------
    HipStudy
        All tables.

    Raises
    ------
    SettingError
        If a number is out of its limits.
    """
    shape = HipShape(**settings.given)
    tilt = PLANE_TILT_DEG if settings.plane_tilt_deg is None else settings.plane_tilt_deg
    for name, value in settings.stance.numbers(tilt).items():
        low, high = STANCE_LIMITS_DEG[name]
        if not low <= value <= high:
            raise SettingError(f"{name} is {value:g}; allowed is {low:g} to {high:g} degrees.")
    if settings.sweep:
        check_sweep(settings.sweep)
    n_samples = _SAMPLES_WITH_CAM if shape.cam_deg else _SAMPLES
    band = hip_band(settings.given, n_samples=n_samples, plane_tilt_deg=settings.plane_tilt_deg)
    shares = variance_shares(
        settings.given, stance=settings.stance, plane_tilt_deg=settings.plane_tilt_deg
    )
    single = one_at_a_time(shape, stance=settings.stance, plane_tilt_deg=tilt)
    single = single.assign(
        variance_alone=single["parameter"].map(shares["alone"]),
        variance_with_others=single["parameter"].map(shares["with_others"]),
    )
    return HipStudy(
        settings=settings,
        shape=shape,
        band=band,
        stances=stance_table(shape, band, plane_tilt_deg=tilt),
        sensitivity=single,
        swept=sweep(shape, settings.sweep, stance=settings.stance, plane_tilt_deg=tilt)
        if settings.sweep
        else None,
    )
