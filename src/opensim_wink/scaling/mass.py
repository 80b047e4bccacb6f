"""The person's mass: what was asked for, else what the file says, else what the plates weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError
from opensim_wink.trial.trial import GroundReaction, Person
from opensim_wink.trial.units import STANDARD_GRAVITY

FloatArray = NDArray[np.float64]

_ALLOWED_KG = (15.0, 350.0)
_AGREE, _WRONG = 0.05, 0.15
_LOADED_N = 20.0
_QUIET_S = 0.5
_STEADY = 0.03  # in standing, the weight on the plates varies by less than this share

Source = Literal["option", "file", "plates", "default"]


@dataclass(frozen=True)
class Mass:
    """The mass that a model is scaled to.

    Attributes
    ----------
    mass_kg : float
        Body mass without what is carried.
    source : {"option", "file", "plates", "default"}
        Where it comes from.
    sentence : str
        The same in words, for the report.
    notes : tuple of str
        Where another source says otherwise.
    """

    mass_kg: float
    source: Source
    sentence: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weighing:
    """What the force plates weigh.

    Attributes
    ----------
    total_kg : float
        All that stands on them.
    loaded, present : int
        Plates that carry some of it, plates in the file.
    """

    total_kg: float
    loaded: int
    present: int


def weigh(plates: Sequence[GroundReaction]) -> Weighing | None:
    """Weigh what stands on the force plates, in their steadiest loaded half second.

    Parameters
    ----------
    plates : sequence of GroundReaction
        In the axes of a turned trial: Y up.

    Returns
    -------
    Weighing or None
        None where the plates are empty or never carry a steady load.
    """
    usable = [plate for plate in plates if len(plate.time_s) > 1]
    if not usable:
        return None
    clock = usable[0].time_s
    vertical = np.stack(
        [
            np.interp(clock, plate.time_s, np.nan_to_num(plate.force_n[:, 1]), left=0.0, right=0.0)
            for plate in usable
        ],
        axis=1,
    )
    window = _steadiest(vertical.sum(axis=1), clock)
    if window is None:
        return None
    mean = vertical[window].mean(axis=0)
    return Weighing(
        float(mean.sum()) / STANDARD_GRAVITY, int((mean > _LOADED_N).sum()), len(plates)
    )


def _steadiest(total_n: FloatArray, clock: FloatArray) -> slice | None:
    """Frames of half a second in which a person's weight rests on the plates most steadily."""
    rate = (len(clock) - 1) / (clock[-1] - clock[0]) if clock[-1] > clock[0] else 1.0
    width = min(len(total_n), max(2, round(_QUIET_S * rate)))
    windows = np.lib.stride_tricks.sliding_window_view(total_n, width)
    mean, spread = windows.mean(axis=1), windows.std(axis=1)
    loaded = mean > _ALLOWED_KG[0] * STANDARD_GRAVITY
    if not loaded.any():
        return None
    # Half a person on the plates is steady too: only windows near the full weight count.
    full = loaded & (mean >= 0.9 * np.median(mean[loaded]))
    share = np.where(full, spread / np.where(full, mean, 1.0), np.inf)
    best = int(np.argmin(share))
    return slice(best, best + width) if share[best] < _STEADY else None


def decide_mass(
    option_kg: float | None,
    person: Person,
    plates: Sequence[GroundReaction],
    default_kg: float,
    *,
    carried_kg: float = 0.0,
) -> Mass:
    """Decide on the mass, and hold the sources against each other.

    Parameters
    ----------
    option_kg : float or None
        What the user states; goes first.
    person : Person
        What the file says; goes second.
    plates : sequence of GroundReaction
        In the axes of a turned trial: Y up; go third.
    default_kg : float
        Used, and said to be used, where nothing else tells.
    carried_kg : float
        What the person holds while on the plates, such as a barbell; taken off the plates.

    Returns
    -------
    Mass
        The mass, its source, and notes where two sources differ by more than 5 %.

    Raises
    ------
    SettingError
        If the mass is impossible, or the plates differ from it by more than 15 %.
    """
    for value, what in ((option_kg, "--mass"), (default_kg, "the default mass")):
        if value is not None and not _possible(value):
            raise SettingError(
                f"{what} is {value:g} kg; {_ALLOWED_KG[0]:g} to {_ALLOWED_KG[1]:g} kg is allowed."
            )
    notes: list[str] = []
    filed = person.mass_kg
    if filed is not None and not _possible(filed):
        notes.append(f"the file gives a body mass of {filed:g} kg, which cannot be; not used.")
        filed = None
    weighing = weigh(plates)
    weighed = weighing.total_kg - carried_kg if weighing is not None else None
    if weighed is not None and not _possible(weighed):
        weighed = None
    carried = f" less {carried_kg:g} kg carried" if carried_kg else ""
    choices: tuple[tuple[Source, float | None, str], ...] = (
        ("option", option_kg, "as stated"),
        ("file", filed, "from the file's own parameter"),
        ("plates", weighed, f"weighed on the force plates in standing{carried}"),
        (
            "default",
            default_kg,
            "a default, since neither an option, nor the file, nor force plates tell; loads scale "
            "with it, angles do not; give --mass",
        ),
    )
    source, mass, words = next((s, m, w) for s, m, w in choices if m is not None)
    if source == "option" and filed is not None and _apart(filed, mass) > _AGREE:
        notes.append(f"the file gives {filed:.1f} kg, {mass:.1f} kg is used ({words}).")
    if source in ("option", "file") and weighed is not None and weighing is not None:
        notes += _against_plates(mass, words, weighed, weighing)
    return Mass(mass, source, f"mass {mass:.1f} kg, {words}.", tuple(notes))


def _possible(mass_kg: float) -> bool:
    return isfinite(mass_kg) and _ALLOWED_KG[0] <= mass_kg <= _ALLOWED_KG[1]


def _apart(one: float, other: float) -> float:
    return abs(one - other) / other


def _against_plates(mass_kg: float, words: str, weighed_kg: float, weighing: Weighing) -> list[str]:
    apart = _apart(weighed_kg, mass_kg)
    if apart <= _AGREE:
        return []
    both = f"the force plates weigh {weighed_kg:.1f} kg, {mass_kg:.1f} kg is given ({words})"
    if weighed_kg < mass_kg and weighing.loaded == 1 < weighing.present:
        # The other foot may stand beside the plates: that is no error of the mass.
        return [
            f"{both}; only 1 of {weighing.present} plates is loaded, so one foot "
            "may stand beside it; loads from these plates would be wrong."
        ]
    if apart > _WRONG:
        raise SettingError(
            f"{both}: {100 * apart:.0f} % apart, {100 * _WRONG:.0f} % is allowed; check the mass "
            "(kilograms, without what is carried) and state what is carried (--barbell)."
        )
    return [f"{both}: {100 * apart:.0f} % apart."]
